"""How a desk stands with its hub, as the bottom bar shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SyncKind(StrEnum):
    IN_STEP = "in_step"
    SENDING = "sending"
    POLLING = "polling"  # the stream is silent: changes come a little later
    HUB_GONE = "hub_gone"
    SIGNED_OUT = "signed_out"
    TOO_OLD = "too_old"


@dataclass(frozen=True, slots=True)
class SyncState:
    """``unsent`` commands wait or are on their way; ``attention`` were refused and wait for a person.

    Time zone: ``since`` is aware, when this kind began; None before the first contact.
    """

    kind: SyncKind
    unsent: int
    attention: int
    since: datetime | None
