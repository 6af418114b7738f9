"""Which queues of the PBX each person joins at the sign-in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import OVERSEEING
from app.lists.columns import Choice, Column, Kind, Values
from app.lists.own import GONE, read_own, write_or_remove
from app.lists.roster import persons
from app.lists.spec import Group, ListSpec
from db.models.floor import Queue
from db.models.phone_lines import PersonQueue


def _queues(session: Session) -> list[Choice]:
    rows = session.scalars(select(Queue).order_by(Queue.position, Queue.name))
    return [Choice(row.name, row.name_zh, row.name_en, row.retired_at is not None) for row in rows]


def _read(session: Session, within: str, _now: datetime) -> Iterator[Values]:
    rows = read_own(session, PERSON_QUEUES, within)
    return iter(sorted(rows, key=lambda row: (str(row["queue"]), str(row["person_id"]))))


PERSON_QUEUES: Final = ListSpec(
    id="person_queue",
    group=Group.PEOPLE,
    model=PersonQueue,
    columns=(
        Column("person_id", Kind.CHOICE, is_key=True, choices=persons),
        Column("queue", Kind.CHOICE, is_key=True, choices=_queues),
        Column("penalty", Kind.WHOLE, least=0, most=99, start=0),
    ),
    retires=GONE,
    may_edit=OVERSEEING,
    read=_read,
    write=write_or_remove,
)
