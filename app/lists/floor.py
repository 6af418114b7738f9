"""The lists of the floor: why an agent takes no calls, the queues, and the numbers that only disturb."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import OVERSEEING
from app.lists.codes import NAMES, code_list
from app.lists.columns import Column, Kind, Problem, Values, Why
from app.lists.spec import Group, ListSpec, cells_of
from db.models.catalogue import CodeList
from db.models.floor import NuisanceNumber, Queue, WrapUpPolicy

if TYPE_CHECKING:
    from app.lists.editing import Writing

AUX: Final = code_list(
    CodeList.AUX,
    more=(
        Column("team", is_required=False, longest=60),
        Column("minutes", Kind.WHOLE, is_required=False, least=1, most=480),
    ),
)

QUEUES: Final = ListSpec(
    id="queue",
    group=Group.CALLS,
    model=Queue,
    columns=(
        Column("name", Kind.CODE, is_key=True, longest=80),
        *NAMES,
        Column("wrap_up_policy", Kind.CHOICE, choices=WrapUpPolicy, start=WrapUpPolicy.MANDATORY.value),
        Column("wrap_up_s", Kind.WHOLE, least=5, most=3600, start=60),
        Column("answer_within_s", Kind.WHOLE, least=1, most=3600, start=20),
        Column("service_goal", Kind.WHOLE, least=1, most=100, start=80),
        Column("short_abandon_s", Kind.WHOLE, most=60, start=5),
        Column("rests_after_refusal", Kind.FLAG, start=True),
        Column("away_most", Kind.WHOLE, is_required=False, most=1000),
        Column("waiting_most", Kind.WHOLE, most=1000, start=0),
    ),
    position="position",
    retires="retired_at",
    may_edit=OVERSEEING,
)

CONFIRMED: Final = "is_confirmed"
_MARK: Final = (
    Column("number_key", Kind.ID, is_key=True),
    Column("raw", is_shown_only=True),
    Column("reason", longest=200),
    Column("marked_at", Kind.INSTANT, is_shown_only=True),
    Column("until_at", Kind.INSTANT, is_shown_only=True),
)
_PLAIN: Final = ListSpec(
    id="nuisance_number", group=Group.CALLS, model=NuisanceNumber, columns=_MARK, retires="dropped_at"
)


def _read(session: Session, _within: str, _now: datetime) -> Iterator[Values]:
    """Give the marks, those that wait for a supervisor first."""
    waits = NuisanceNumber.confirmed_at.is_not(None) | NuisanceNumber.dropped_at.is_not(None)
    marks = select(NuisanceNumber).order_by(waits, NuisanceNumber.marked_at, NuisanceNumber.number_key)
    for row in session.scalars(marks):
        yield {**cells_of(_PLAIN, row), CONFIRMED: row.confirmed_at is not None}


def _write(writing: Writing) -> list[Problem]:
    """Write a mark, and let it count or not."""
    from app.lists.editing import write_row  # it knows all lists, and so this one

    cell = writing.row.cells.get(CONFIRMED)
    cells = {name: one for name, one in writing.row.cells.items() if name != CONFIRMED}
    wrong = write_row(replace(writing, spec=_PLAIN, row=writing.row.model_copy(update={"cells": cells})))
    if wrong or cell is None:
        return wrong
    row = writing.session.get_one(NuisanceNumber, writing.row.key["number_key"])
    if cell.old is not (row.confirmed_at is not None):
        return [Problem(CONFIRMED, Why.CHANGED, row.confirmed_at is not None)]
    row.confirmed_at = writing.at if cell.new else None
    row.confirmed_by_id = writing.by.person_id if cell.new else None
    return []


NUISANCES: Final = ListSpec(
    id="nuisance_number",
    group=Group.CALLS,
    model=NuisanceNumber,
    columns=(*_MARK, Column(CONFIRMED, Kind.FLAG, start=False)),
    retires="dropped_at",
    may_edit=OVERSEEING,
    may_add=False,  # a number is marked in a call
    read=_read,
    write=_write,
)

FLOOR: Final = (AUX, QUEUES, NUISANCES)
