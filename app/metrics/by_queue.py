"""The calls of the queues, by half-hour, day or month; of history and of today alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session

from app.metrics.classify import CallColumns, CallKind, came_in_by_queue
from app.metrics.lines import Lines, Name, Split, gather, part_words
from app.metrics.periods import Period
from app.metrics.spans import of_calls
from app.rows import rows
from db.models.calls import Call
from db.models.floor import Queue

__all__ = ["Split"]

_SECONDS: Final = ("talk_s", "hold_s", "wrap_s")


def queue_counts(
    session: Session,
    first: date,
    last: date,
    now: datetime,
    split: Split = Split.HALF_HOUR,
    queues: tuple[str, ...] = (),
) -> Lines:
    """Return the counts of queues (none: all) over days of the service, both too; groups are queues.

    A call is of the queue, half-hour and day of its entry, with all that became of it. ``now`` is the aware
    instant until which what still goes on is counted. Raises: NotFound for a period that is none.
    """
    period = Period(first, last)
    found = gather(_counted(session, period, now, split, queues))
    return Lines(found, queue_names(session))


def queue_names(session: Session) -> dict[str, Name]:
    """Return what the queues are called, by the name that the PBX has for them."""
    named = rows(session, select(Queue.name, Queue.name_zh, Queue.name_en))
    return {name: Name(zh, en) for name, zh, en in named}


def call_columns(now: datetime) -> CallColumns:
    """Return the classification of calls that are joined to their queue."""
    return CallColumns(Queue.answer_within_s, Queue.short_abandon_s, now)


def of_period(period: Period, queues: tuple[str, ...]) -> ColumnElement[bool]:
    wanted = and_(came_in_by_queue(), period.has(Call.arrived_at))
    return and_(wanted, Call.queue.in_(queues)) if queues else wanted


def _counted(
    session: Session, period: Period, now: datetime, split: Split, queues: tuple[str, ...]
) -> Iterator[tuple[str, str, dict[str, int]]]:
    part = period.half_hour_of if split is Split.HALF_HOUR else period.day_of
    columns = call_columns(now)
    handled = of_calls(period, now)
    answered = columns.is_kind(CallKind.ANSWERED)
    sums = {
        **columns.sums(),
        "handled": func.count(case((answered, handled.c.call_id))),
        **{name: func.coalesce(func.sum(handled.c[name]), 0) for name in _SECONDS},
    }
    asked: Select[Any] = (
        select(Call.queue, part(Call.arrived_at).label("part"), *sums.values())
        .join(Queue, Queue.name == Call.queue, isouter=True)
        .join(handled, handled.c.call_id == Call.id, isouter=True)
        .where(of_period(period, queues))
        .group_by(Call.queue, "part")
    )
    for queue, number, *values in rows(session, asked):
        yield queue, part_words(split, number), dict(zip(sums, map(int, values), strict=True))
