"""Alerts: a limit that was passed, who was told of it, who took it, and when it was over. Rows only come."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import OVERSEEING, Actor, Command, look_up
from app.errors import MoveNotAllowed, NotAllowed
from app.wallboard import FloorAlert
from app.wallboard_reading import alerts_of, day_begins
from db.ids import derived_id
from db.models.people import Person
from db.models.wallboard import Alert, AlertStep, AlertStepKind, Measure, Threshold

__all__ = ["Measure", "alert_id"]

MOST_TOLD: Final = 50  # persons at once


def alert_id(threshold_id: UUID, queue: str, person_id: UUID | None, since: datetime) -> UUID:
    """Return the id of an alert: whoever notices first that the limit was passed then."""
    return derived_id("alert", threshold_id, queue, person_id, since.timestamp())


class RaiseAlert(Command):
    """Write down that a limit is passed and who is told; an alert that is there already is left as it is.

    Units: ``value`` and ``bound`` as their measure has them. Raises: NotFound.
    """

    central_only = True

    threshold_id: UUID
    queue: str = Field(max_length=80)
    person_id: UUID | None = None
    since: AwareDatetime
    value: int
    bound: int
    tells: tuple[UUID, ...] = Field(min_length=1, max_length=MOST_TOLD)

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        rule = look_up(session, Threshold, self.threshold_id)
        row_id = alert_id(self.threshold_id, self.queue, self.person_id, self.since)
        if session.get(Alert, row_id) is not None:
            return
        if self.person_id is not None:
            look_up(session, Person, self.person_id)
        session.add(
            Alert(
                id=row_id,
                threshold_id=rule.id,
                measure=rule.measure,
                queue=self.queue,
                person_id=self.person_id,
                bound=self.bound,
                is_grave=rule.is_grave,
                since=self.since,
                at=self.at,
                value=self.value,
            )
        )
        session.flush()
        _tell(session, row_id, self.tells, self.at)


class TellAlert(Command):
    """Tell others of an alert, because nobody is there who was told. Raises: NotFound; MoveNotAllowed."""

    central_only = True

    alert_id: UUID
    tells: tuple[UUID, ...] = Field(min_length=1, max_length=MOST_TOLD)

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        _require_open(session, self.alert_id, AlertStepKind.TOLD)
        _tell(session, self.alert_id, self.tells, self.at)


class TakeAlert(Command):
    """Say that one sees to an alert: one person does, and the others see who.

    Raises: NotFound; MoveNotAllowed when it is over or somebody else's; NotAllowed for who was not told.
    """

    central_only = True

    alert_id: UUID

    def apply(self, session: Session, by: Actor) -> None:
        _require_open(session, self.alert_id, AlertStepKind.TAKEN)
        if not by.roles & OVERSEEING and by.person_id not in _told(session, self.alert_id):
            raise NotAllowed(what="alert")
        taken = session.get(AlertStep, _step_id(self.alert_id, AlertStepKind.TAKEN))
        if taken is None:
            _add(session, self.alert_id, AlertStepKind.TAKEN, self.at, by.person_id)
        elif taken.person_id != by.person_id:
            raise MoveNotAllowed(old=AlertStepKind.TAKEN.value, new=AlertStepKind.TAKEN.value)


class EndAlert(Command):
    """Write down that a limit is kept again; what is over stays over. Raises: NotFound."""

    central_only = True

    alert_id: UUID

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        look_up(session, Alert, self.alert_id)
        if session.get(AlertStep, _step_id(self.alert_id, AlertStepKind.OVER)) is None:
            _add(session, self.alert_id, AlertStepKind.OVER, self.at, None)


def my_alerts(session: Session, person_id: UUID, now: datetime) -> list[FloorAlert]:
    """Return the alerts that are not over and that a person was told of, the gravest and oldest first."""
    found = alerts_of(session.connection(), day_begins(now))
    mine = [alert for alert in found if person_id in alert.told_ids and alert.over_at is None]
    return sorted(mine, key=lambda alert: (not alert.is_grave, alert.at))


def _step_id(of: UUID, kind: AlertStepKind, *more: object) -> UUID:
    return derived_id("alert_step", of, kind.value, *more)


def _add(session: Session, of: UUID, kind: AlertStepKind, at: datetime, who: UUID | None) -> None:
    step_id = _step_id(of, kind, *([who] if kind is AlertStepKind.TOLD else []))
    session.add(AlertStep(id=step_id, alert_id=of, kind=kind, at=at, person_id=who))


def _tell(session: Session, of: UUID, persons: tuple[UUID, ...], at: datetime) -> None:
    for person_id in dict.fromkeys(persons):
        look_up(session, Person, person_id)
        if session.get(AlertStep, _step_id(of, AlertStepKind.TOLD, person_id)) is None:
            _add(session, of, AlertStepKind.TOLD, at, person_id)


def _told(session: Session, of: UUID) -> frozenset[UUID | None]:
    told = AlertStep.kind == AlertStepKind.TOLD
    return frozenset(session.scalars(select(AlertStep.person_id).where(AlertStep.alert_id == of, told)))


def _require_open(session: Session, of: UUID, new: AlertStepKind) -> None:
    look_up(session, Alert, of)
    if session.get(AlertStep, _step_id(of, AlertStepKind.OVER)) is not None:
        raise MoveNotAllowed(old=AlertStepKind.OVER.value, new=new.value)
