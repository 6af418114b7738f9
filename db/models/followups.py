"""Follow-ups: promised calls, and each attempt to make them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column


class FollowUpState(StrEnum):
    DUE = "due"
    DONE = "done"
    DROPPED = "dropped"


FOLLOW_UP_MOVES: dict[FollowUpState, frozenset[FollowUpState]] = {
    FollowUpState.DUE: frozenset({FollowUpState.DONE, FollowUpState.DROPPED}),
}


class AttemptOutcome(StrEnum):
    REACHED = "reached"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    WRONG_NUMBER = "wrong_number"
    LATER = "later"


class FollowUp(Base):
    """A promise to ring; ``owner_id`` is empty when anyone may do it."""

    __tablename__ = "follow_up"
    __table_args__ = (
        Index("ix_follow_up_due", "state", "due_at"),
        Index("ix_follow_up_customer", "customer_id"),
        CheckConstraint("score is null or score between 1 and 5", name="score_1_to_5"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    reason_code: Mapped[str]  # code list follow_up
    state: Mapped[FollowUpState] = enum_column(FollowUpState)
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("repair_order.id"))
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("service_case.id"))  # one that ends with it
    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("call.id"))  # the call in which it was promised
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    phone_key: Mapped[str]
    note: Mapped[str]
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int]
    score: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Attempt(Base):
    """One try to make a promised call; never changes."""

    __tablename__ = "attempt"
    __table_args__ = (
        Index("ix_attempt_customer_at", "customer_id", "at", "id"),
        Index("ix_attempt_follow_up", "follow_up_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    follow_up_id: Mapped[UUID] = mapped_column(ForeignKey("follow_up.id"))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("call.id"))
    outcome: Mapped[AttemptOutcome] = enum_column(AttemptOutcome)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    score: Mapped[int | None]
    note: Mapped[str]
