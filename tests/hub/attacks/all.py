"""All attacks."""

from __future__ import annotations

from tests.hub.attacks import dumping, escalating, forging, phoning, reading, writing
from tests.hub.attacks.table import Attack

ATTACKS: tuple[Attack, ...] = (
    *reading.ATTACKS,
    *writing.ATTACKS,
    *escalating.ATTACKS,
    *forging.ATTACKS,
    *dumping.ATTACKS,
    *phoning.ATTACKS,
)
