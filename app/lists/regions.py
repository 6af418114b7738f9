"""What is said of regions beside the official tree: other names for places, and what was merged away.

The tree itself is loaded from the Ministry's files (app/region_tree.py) and not typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import OVERSEEING
from app.lists.codes import initials_of_name
from app.lists.columns import Column, Kind, Problem, Values, Why
from app.lists.own import GONE, read_own, write_or_remove
from app.lists.places import PLACE, place_column, placed, region_names
from app.lists.spec import Group, ListSpec
from app.regions import current_code
from db.models.catalogue import FormerRegion, RegionAlias

SUCCESSOR: Final = "successor"


def _read_aliases(session: Session, within: str, _now: datetime) -> Iterator[Values]:
    for row in sorted(read_own(session, ALIASES, within), key=lambda row: str(row["name_zh"])):
        yield {**row, PLACE: row["region_code"]}


ALIASES: Final = ListSpec(
    id="region_alias",
    group=Group.PLACES,
    model=RegionAlias,
    columns=(
        Column("name_zh", is_key=True, longest=60),
        Column("region_code", is_key=True, longest=40),
        place_column(region_names(select(RegionAlias.region_code).distinct())),
        Column("name_en", longest=120),
    ),
    retires=GONE,
    may_edit=OVERSEEING,
    derive=initials_of_name,
    read=_read_aliases,
    write=placed(write_or_remove, "region_code"),
)


def _check_former(session: Session, values: Values) -> Iterator[Problem]:
    """Find what would become itself in the end."""
    code, after = str(values["code"]), str(values["successor_code"])
    if code in (after, current_code(session, after)):
        yield Problem("successor_code", Why.UNKNOWN, after)


def _read_former(session: Session, within: str, _now: datetime) -> Iterator[Values]:
    for row in sorted(read_own(session, FORMER, within), key=lambda row: str(row["code"])):
        yield {**row, PLACE: row["code"], SUCCESSOR: row["successor_code"]}


FORMER: Final = ListSpec(
    id="former_region",
    group=Group.PLACES,
    model=FormerRegion,
    columns=(
        Column("code", is_key=True, longest=40),
        place_column(region_names(select(FormerRegion.code))),
        Column("valid_to", Kind.DAY),
        Column("successor_code", longest=40),
        replace(place_column(region_names(select(FormerRegion.successor_code).distinct())), name=SUCCESSOR),
    ),
    retires=GONE,
    may_edit=OVERSEEING,
    check=_check_former,
    read=_read_former,
    write=placed(write_or_remove, "code", "successor_code"),
)
