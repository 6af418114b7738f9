"""All lists there are, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from app.errors import NotFound
from app.lists.codes import CODES, HOTLINES
from app.lists.floor import FLOOR
from app.lists.goods import GOODS
from app.lists.messages import MESSAGES
from app.lists.person_queues import PERSON_QUEUES
from app.lists.persons import PERSONS
from app.lists.provider_days import HALF_DAYS, HOLIDAYS, WEEKS
from app.lists.providers import COVERAGE, FIRMS, PHONES, SKILLS, TECHNICIANS
from app.lists.regions import ALIASES, FORMER
from app.lists.roster import ROSTER
from app.lists.rules import RULES
from app.lists.spec import ListSpec
from app.lists.thresholds import THRESHOLDS

ALL: Final = (
    *CODES,
    *GOODS,
    *RULES,
    *HOTLINES,
    *FLOOR,
    THRESHOLDS,
    *MESSAGES,
    PERSONS,
    ROSTER,
    PERSON_QUEUES,
    ALIASES,
    FORMER,
    FIRMS,
    TECHNICIANS,
    PHONES,
    COVERAGE,
    SKILLS,
    WEEKS,
    HALF_DAYS,
    HOLIDAYS,
)
_BY_ID: Final[Mapping[str, ListSpec]] = {spec.id: spec for spec in ALL}


def list_named(list_id: str) -> ListSpec:
    """Return the list with an id. Raises NotFound."""
    if list_id not in _BY_ID:
        raise NotFound(what="list", id=list_id)
    return _BY_ID[list_id]
