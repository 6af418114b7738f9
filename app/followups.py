"""Follow-ups: promises to ring, the list of what is due, and each attempt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch, look_up, move
from app.errors import MoveNotAllowed, NotFound
from app.rows import rows
from db.models.cases import CASE_MOVES, Case, CaseKind, CaseState
from db.models.catalogue import Code, CodeList
from db.models.customers import Customer, Tier, Title
from db.models.followups import (
    FOLLOW_UP_MOVES,
    Attempt,
    AttemptOutcome,
    FollowUp,
    FollowUpState,
)
from db.models.orders import RepairOrder

__all__ = ["AttemptOutcome", "FollowUpState"]

NOTE_LENGTH = 2000


class ScheduleFollowUp(Command):
    """Promise a customer a call; ``owner_id`` is empty when anyone may make it.

    ``case_id`` is what the call is about if it is about no order; a consult case ends with the call.
    Raises: NotFound, also for a case of somebody else.
    """

    follow_up_id: UUID
    customer_id: UUID
    reason_code: str
    order_id: UUID | None = None
    case_id: UUID | None = None
    call_id: UUID | None = None
    owner_id: UUID | None = None
    phone_key: str
    note: str = Field(default="", max_length=NOTE_LENGTH)
    due_at: AwareDatetime

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        look_up(session, Customer, self.customer_id)
        if self.case_id is not None and look_up(session, Case, self.case_id).customer_id != self.customer_id:
            raise NotFound(what="service_case", id=str(self.case_id))
        session.add(
            FollowUp(
                id=self.follow_up_id,
                customer_id=self.customer_id,
                reason_code=self.reason_code,
                state=FollowUpState.DUE,
                order_id=self.order_id,
                case_id=self.case_id,
                call_id=self.call_id,
                owner_id=self.owner_id,
                phone_key=self.phone_key,
                note=self.note,
                due_at=self.due_at,
                attempts=0,
                created_at=self.at,
            )
        )


class RecordAttempt(Command):
    """Record one try to make a promised call: reached ends it; else it has a next time or is dropped.

    A consult case that the call was about ends with it.
    """

    attempt_id: UUID
    follow_up_id: UUID
    outcome: AttemptOutcome
    call_id: UUID | None = None
    score: int | None = Field(default=None, ge=1, le=5)
    note: str = Field(default="", max_length=NOTE_LENGTH)
    next_due_at: AwareDatetime | None = None  # none: the follow-up is dropped, unless it was reached

    @model_validator(mode="after")
    def _reached_needs_no_next_time(self) -> RecordAttempt:
        if self.outcome is AttemptOutcome.REACHED and self.next_due_at is not None:
            raise ValueError("a follow-up that was reached has no next attempt")
        if self.outcome is not AttemptOutcome.REACHED and self.score is not None:
            raise ValueError("only a customer who was reached can give a score")
        return self

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch(session, FollowUp, self.follow_up_id)
        if row.state is not FollowUpState.DUE:
            raise MoveNotAllowed(old=row.state.value, new=self.outcome.value)
        row.attempts += 1
        session.add(self._attempt(row.customer_id, by))
        if self.next_due_at is not None:
            row.due_at = self.next_due_at
            return
        reached = self.outcome is AttemptOutcome.REACHED
        row.state = move(FOLLOW_UP_MOVES, row.state, FollowUpState.DONE if reached else FollowUpState.DROPPED)
        row.score, row.closed_at = self.score, self.at
        if row.case_id is not None:
            self._close_consult(session, row.case_id, CaseState.DONE if reached else CaseState.CANCELLED)

    def _attempt(self, customer_id: UUID, by: Actor) -> Attempt:
        return Attempt(
            id=self.attempt_id,
            follow_up_id=self.follow_up_id,
            customer_id=customer_id,
            person_id=by.person_id,
            call_id=self.call_id,
            outcome=self.outcome,
            at=self.at,
            score=self.score,
            note=self.note,
        )

    def _close_consult(self, session: Session, case_id: UUID, state: CaseState) -> None:
        case = fetch(session, Case, case_id)  # always after the follow-up; nothing locks them the other way
        if case.kind is CaseKind.CONSULT and case.state is CaseState.OPEN:
            case.state, case.closed_at = move(CASE_MOVES, case.state, state), self.at


@dataclass(frozen=True, slots=True)
class DueFollowUp:
    """A promised call as the list shows it."""

    follow_up_id: UUID
    customer_id: UUID
    customer_name: str
    title: Title
    tier: Tier
    reason_zh: str
    reason_en: str
    order_id: UUID | None
    order_number: str | None
    owner_id: UUID | None
    phone_key: str
    note: str
    due_at: datetime
    attempts: int


def due_follow_ups(
    session: Session, person_id: UUID, before: datetime, limit: int = 500
) -> list[DueFollowUp]:
    """Return the promised calls that this person may make before an aware instant, oldest first."""
    found = rows(
        session,
        select(
            FollowUp.id,
            FollowUp.customer_id,
            Customer.name,
            Customer.title,
            Customer.tier,
            func.coalesce(Code.name_zh, FollowUp.reason_code),
            func.coalesce(Code.name_en, FollowUp.reason_code),
            FollowUp.order_id,
            RepairOrder.number,
            FollowUp.owner_id,
            FollowUp.phone_key,
            FollowUp.note,
            FollowUp.due_at,
            FollowUp.attempts,
        )
        .join(Customer, Customer.id == FollowUp.customer_id)
        .outerjoin(Code, (Code.list == CodeList.FOLLOW_UP) & (Code.code == FollowUp.reason_code))
        .outerjoin(RepairOrder, RepairOrder.id == FollowUp.order_id)
        .where(
            FollowUp.state == FollowUpState.DUE,
            FollowUp.due_at < before,
            or_(FollowUp.owner_id == person_id, FollowUp.owner_id.is_(None)),
        )
        .order_by(FollowUp.due_at, FollowUp.id)
        .limit(limit),
    )
    return [DueFollowUp(*row) for row in found]


def count_due(session: Session, person_id: UUID, before: datetime) -> int:
    """Count the promised calls that this person may make before an aware instant."""
    return session.execute(
        select(func.count())
        .select_from(FollowUp)
        .where(
            FollowUp.state == FollowUpState.DUE,
            FollowUp.due_at < before,
            or_(FollowUp.owner_id == person_id, FollowUp.owner_id.is_(None)),
        )
    ).scalar_one()
