"""Who has taken which calls for now: leases of follow-ups and call-backs, given out by the centre alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, and_, case, or_, select, update
from sqlalchemy.orm import Session

from app.absences import away_at
from app.calling_hours import may_ring
from app.command import Actor, Command, fetch, require_own
from app.errors import Claimed, MoveNotAllowed
from app.followup_rules import calling_windows, zone_named
from db.ids import derived_id
from db.models.callbacks import CallBack
from db.models.followups import CallingZone, CallPurpose, FollowUp, FollowUpState
from db.models.people import Person

MOST_CLAIMED: Final = 10
LEASE: Final = timedelta(minutes=30)
LONGEST_LEASE: Final = timedelta(hours=2)

Claimable = type[FollowUp | CallBack]


class ClaimFollowUps(Command):
    """Take the next calls that anyone may make, for some time, so that nobody else makes them.

    Call-backs go first, then what is longest due; only what may be rung at this hour is taken. What this
    person holds already counts, and is held on. ``only``: this one call, to be dialled now.
    Raises, for ``only``: NotFound; MoveNotAllowed when it was made; Claimed; NotAllowed.
    """

    central_only = True

    how_many: int = Field(default=MOST_CLAIMED, ge=1, le=MOST_CLAIMED)
    lease: timedelta = Field(default=LEASE, gt=timedelta(0), le=LONGEST_LEASE)
    only: UUID | None = None

    def apply(self, session: Session, by: Actor) -> None:
        if self.only is not None:
            self._claim_one(session, self.only, by)
            return
        took = self._claim(session, CallBack, _call_backs_due(session, self.at), by, self.how_many)
        self._claim(session, FollowUp, _follow_ups_due(session, self.at), by, self.how_many - took)

    def _claim(
        self, session: Session, model: Claimable, due: ColumnElement[bool], by: Actor, wanted: int
    ) -> int:
        """Take so many of what is due, those held already first; return how many it were."""
        held_first = case(
            (and_(model.claimed_by_id == by.person_id, model.claimed_until > self.at), 0), else_=1
        )
        rows: Sequence[Any] = session.scalars(
            select(model)
            .where(due, free_for(model, by.person_id, self.at))
            .order_by(held_first, model.due_at, model.id)
            .limit(wanted)
            .with_for_update(skip_locked=True, key_share=True)  # another desk is taking those just now
        ).all()
        for row in rows:
            row.claimed_by_id, row.claimed_until = by.person_id, self.at + self.lease
        return len(rows)

    def _claim_one(self, session: Session, item_id: UUID, by: Actor) -> None:
        row: Any = session.get(FollowUp, item_id, with_for_update={"key_share": True})
        row = row or fetch(session, CallBack, item_id)
        if row.closed_at is not None:
            raise MoveNotAllowed(old="closed", new="claimed")
        if isinstance(row, FollowUp) and row.owner_id is not None:
            require_own(row.owner_id, by)
        require_not_claimed(session, row, by, self.at)
        row.claimed_by_id, row.claimed_until = by.person_id, self.at + self.lease


class ReleaseFollowUps(Command):
    """Give back all calls that this person has taken, as at the end of a shift."""

    central_only = True

    def apply(self, session: Session, by: Actor) -> None:
        models: tuple[type[FollowUp], type[CallBack]] = (FollowUp, CallBack)
        for model in models:
            held = update(model).where(model.claimed_by_id == by.person_id, model.closed_at.is_(None))
            session.execute(held.values(claimed_by_id=None, claimed_until=None))


class OpenToAll(Command):
    """Let anyone make a call that one person had promised, as when that person is away.

    Raises: NotFound; MoveNotAllowed when it was made.
    """

    central_only = True

    follow_up_id: UUID

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        row = fetch(session, FollowUp, self.follow_up_id)
        if row.state is not FollowUpState.DUE:
            raise MoveNotAllowed(old=row.state.value, new="open to all")
        row.owner_id = None


def lapsed(session: Session, now: datetime) -> list[Command]:
    """Return what opens the calls that are due and whose owner is away now, or works here no more.

    Leases need nothing: they end by themselves. Time zone: ``now`` is aware.
    """
    due = (
        select(FollowUp.id, FollowUp.due_at)
        .join(Person, Person.id == FollowUp.owner_id)
        .where(
            FollowUp.state == FollowUpState.DUE,
            FollowUp.due_at <= now,
            or_(Person.active.is_(False), Person.id.in_(away_at(now))),
        )
        .order_by(FollowUp.due_at, FollowUp.id)
    )
    return [
        OpenToAll(id=derived_id("open_to_all", row.id, row.due_at), at=now, follow_up_id=row.id)
        for row in session.execute(due)
    ]


def require_not_claimed(session: Session, row: FollowUp | CallBack, by: Actor, at: datetime) -> None:
    """Raise Claimed while somebody else has taken a call."""
    if row.claimed_by_id in (None, by.person_id) or row.claimed_until is None or row.claimed_until <= at:
        return
    holder = session.get(Person, row.claimed_by_id)
    raise Claimed(name=holder.name if holder else "")


def free_for(model: Claimable, person_id: UUID, at: datetime) -> ColumnElement[bool]:
    """Return the condition that nobody else has taken a call at this instant."""
    return or_(
        model.claimed_by_id.is_(None),
        model.claimed_by_id == person_id,
        model.claimed_until.is_(None),
        model.claimed_until <= at,
    )


def _follow_ups_due(session: Session, at: datetime) -> ColumnElement[bool]:
    return and_(
        FollowUp.state == FollowUpState.DUE,
        FollowUp.due_at <= at,
        FollowUp.owner_id.is_(None),
        _ringable(session, at),
    )


def _call_backs_due(session: Session, at: datetime) -> ColumnElement[bool]:
    ringable = [zone for zone, purposes in _allowed(session, at).items() if CallPurpose.SERVICE in purposes]
    return and_(CallBack.closed_at.is_(None), CallBack.due_at <= at, CallBack.zone.in_(ringable))


def _ringable(session: Session, at: datetime) -> ColumnElement[bool]:
    """Return the condition that nothing forbids a call at this hour, on the customer's clock."""
    allowed = _allowed(session, at).items()
    return or_(*(and_(FollowUp.zone == zone, FollowUp.purpose.in_(purposes)) for zone, purposes in allowed))


def _allowed(session: Session, at: datetime) -> dict[str, list[CallPurpose]]:
    """Return by clock for what one may ring now."""
    windows = calling_windows(session)
    zones = sorted({"", *session.scalars(select(CallingZone.zone))})
    return {
        zone: [purpose for purpose in CallPurpose if may_ring(windows, at, purpose, zone_named(zone))]
        for zone in zones
    }
