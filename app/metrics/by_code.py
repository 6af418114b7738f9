"""How contacts ended: the codes of both levels, by queue, agent or day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select
from sqlalchemy.orm import Session

from app.metrics.by_queue import queue_names
from app.metrics.lines import Lines, Name, Split, gather, part_words
from app.metrics.periods import Period
from app.metrics.spans import of_calls
from app.rows import rows
from db.models.calls import Call
from db.models.catalogue import Code, CodeList
from db.models.interactions import Interaction
from db.models.people import Person


class CodesBy(StrEnum):
    """What the groups are."""

    CODE = "code"  # the first level; its parts are of the second
    QUEUE = "queue"  # empty for calls that were in none, such as those that agents dialled
    AGENT = "agent"
    DAY = "day"


NO_CODE: Final = ""  # not wrapped up yet
_SECONDS: Final = ("talk_s", "hold_s", "wrap_s")


def code_counts(
    session: Session,
    first: date,
    last: date,
    now: datetime,
    by: CodesBy = CodesBy.CODE,
    queues: tuple[str, ...] = (),
    agent_id: UUID | None = None,
) -> Lines:
    """Return how contacts ended over days of the service, both too; parts are codes of the disposition.

    A contact is of the day on which its call arrived. A part is empty for what is not wrapped up. ``now`` is
    the aware instant until which what goes on lasts. Raises: NotFound for a period that is none.
    """
    period = Period(first, last)
    wanted = contacts_of(period, queues, agent_id)
    return Lines(gather(_counted(session, period, now, by, wanted)), _names(session, by))


def contacts_of(period: Period, queues: tuple[str, ...], agent_id: UUID | None) -> ColumnElement[bool]:
    """Which interactions are meant, of those joined to their call."""
    wanted = [period.has(Call.arrived_at)]
    if queues:
        wanted.append(Call.queue.in_(queues))
    if agent_id is not None:
        wanted.append(Interaction.person_id == agent_id)
    return and_(*wanted)


def code_column() -> ColumnElement[str]:
    """Return the code of a contact that is wrapped up, else nothing."""
    sealed = (Interaction.sealed_at.is_not(None), Interaction.disposition_code)
    return func.coalesce(case(sealed), literal(NO_CODE))


def _counted(
    session: Session, period: Period, now: datetime, by: CodesBy, wanted: ColumnElement[bool]
) -> Iterator[tuple[str, str, dict[str, int]]]:
    handled = of_calls(period, now, by_person=True)
    is_its = and_(handled.c.call_id == Interaction.call_id, handled.c.person_id == Interaction.person_id)
    sums = {
        "contacts": func.count(),
        "handled": func.count(handled.c.call_id),
        **{name: func.coalesce(func.sum(handled.c[name]), 0) for name in _SECONDS},
    }
    asked: Select[Any] = (
        select(_group(period, by).label("of"), code_column().label("code"), *sums.values())
        .select_from(Call)
        .join(Interaction, Interaction.call_id == Call.id)
        .join(handled, is_its, isouter=True)
        .where(wanted)
        .group_by("of", "code")
    )
    for group, code, *values in rows(session, asked):
        yield _words(by, group, code), code, dict(zip(sums, map(int, values), strict=True))


def _group(period: Period, by: CodesBy) -> ColumnElement[Any]:
    match by:
        case CodesBy.CODE:
            return literal(0)  # the code tells it
        case CodesBy.QUEUE:
            return Call.queue + ""
        case CodesBy.AGENT:
            return func.coalesce(Interaction.person_id)
    return period.day_of(Call.arrived_at)


def _words(by: CodesBy, group: Any, code: str) -> str:
    match by:
        case CodesBy.CODE:
            return code.partition(".")[0]
        case CodesBy.DAY:
            return part_words(Split.DAY, group)
    return str(group)


def _names(session: Session, by: CodesBy) -> dict[str, Name]:
    """Return what the codes are called, those of today and those before, and the groups."""
    of_list = select(Code.code, Code.name_zh, Code.name_en).where(Code.list == CodeList.DISPOSITION)
    named = {code: Name(zh, en) for code, zh, en in rows(session, of_list)}
    if by is CodesBy.QUEUE:
        named |= queue_names(session)
    if by is CodesBy.AGENT:
        persons = rows(session, select(Person.id, Person.name, Person.team))
        named |= {str(person): Name(name, name, team) for person, name, team in persons}
    return named
