"""The limits of the wallboard: when whom to tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calls import HUB_PERSON
from app.command import OVERSEEING
from app.lists.columns import Choice, Column, Kind, Problem, Values, Why
from app.lists.spec import Group, ListSpec
from db.models.floor import Queue
from db.models.people import Person, Role
from db.models.wallboard import Measure, Threshold

_SHARES: Final = frozenset({Measure.SERVICE_LEVEL.value, Measure.ABANDON_RATE.value})


def _queues(session: Session) -> list[Choice]:
    asked = select(Queue.name, Queue.name_zh, Queue.name_en, Queue.retired_at.is_not(None))
    return [Choice(*row) for row in session.execute(asked.order_by(Queue.position, Queue.name))]


def _persons(session: Session) -> list[Choice]:
    asked = select(Person.id, Person.name, Person.active).where(Person.id != HUB_PERSON).order_by(Person.name)
    return [Choice(str(id_), name, name, not active) for id_, name, active in session.execute(asked)]


def _check(session: Session, values: Values) -> Iterator[Problem]:
    """Find a share above a hundred, and a queue that is not there."""
    bound, queue = values.get("bound"), values.get("queue")
    if values.get("measure") in _SHARES and isinstance(bound, int) and bound > 100:
        yield Problem("bound", Why.TOO_LARGE, 100)
    if queue and session.get(Queue, queue) is None:
        yield Problem("queue", Why.UNKNOWN, queue)


THRESHOLDS: Final = ListSpec(
    id="threshold",
    group=Group.RULES,
    model=Threshold,
    columns=(
        Column("id", Kind.ID, is_key=True),
        Column("measure", Kind.CHOICE, choices=Measure),
        Column("queue", Kind.CHOICE, is_required=False, choices=_queues),
        Column("bound", Kind.WHOLE, most=86_400),
        Column("held_s", Kind.WHOLE, most=86_400, start=0),
        Column("is_grave", Kind.FLAG, start=False),
        Column("tells_id", Kind.CHOICE, is_required=False, choices=_persons),
        Column("then_id", Kind.CHOICE, is_required=False, choices=_persons),
        Column("role", Kind.CHOICE, choices=Role, start=Role.SUPERVISOR.value),
        Column("quiet_s", Kind.WHOLE, most=86_400, start=300),
    ),
    position="position",
    retires="retired_at",
    may_edit=OVERSEEING,
    check=_check,
)
