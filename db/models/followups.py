"""Follow-ups: promised calls, their attempts, the rules that make them, and who waits for goods."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column


class FollowUpState(StrEnum):
    DUE = "due"
    DONE = "done"
    UNREACHED = "unreached"  # tried as often as the rule says
    DROPPED = "dropped"


FOLLOW_UP_MOVES: dict[FollowUpState, frozenset[FollowUpState]] = {
    FollowUpState.DUE: frozenset(FollowUpState) - {FollowUpState.DUE},
}


class AttemptOutcome(StrEnum):
    REACHED = "reached"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    WRONG_NUMBER = "wrong_number"
    LATER = "later"


class FollowUpEvent(StrEnum):
    """What happens that a rule answers with a call."""

    DELIVERED = "delivered"
    INSTALLED = "installed"
    REPAIRED = "repaired"
    EXCHANGED = "exchanged"
    COMPLAINT_CLOSED = "complaint_closed"
    GOODS_ARRIVED = "goods_arrived"
    PROMISED = "promised"  # somebody said so in a call
    CALL_MISSED = "call_missed"  # nobody answered, or only a machine did


class CallPurpose(StrEnum):
    """Why one rings a customer: it decides when one may, and which wish of the customer stops it."""

    SERVICE = "service"
    FOLLOW_UP = "follow_up"
    SAFETY = "safety"
    MARKETING = "marketing"


class WindowKind(StrEnum):
    BEST = "best"  # calls are planned into these hours, where a purpose has any
    QUIET = "quiet"  # nobody is rung for this purpose
    OPEN = "open"  # the hotline's own hours


class DayKind(StrEnum):
    WEEKDAY = "weekday"  # Monday to Friday
    WEEKEND = "weekend"


class FollowUpRule(Base):
    """What follows from an event; of one code the newest row that has begun is in force."""

    __tablename__ = "follow_up_rule"
    __table_args__ = (CheckConstraint("share_pct between 0 and 100", name="share_is_percent"),)

    code: Mapped[str] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    event: Mapped[FollowUpEvent] = enum_column(FollowUpEvent)
    paid_over_fen: Mapped[int | None]  # only where the customer paid more; empty: always
    reason_code: Mapped[str]  # code list follow_up
    delay_hours: Mapped[int]
    share_pct: Mapped[int]  # of how many the customer is rung; 0 takes the rule out of force
    attempts: Mapped[int]  # after so many the customer counts as not reached
    spacing_half_days: Mapped[int]
    purpose: Mapped[CallPurpose] = enum_column(CallPurpose)
    reopen_under: Mapped[int]  # a score below it opens the case again
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CallingWindow(Base):
    """Hours of the day, on the customer's clock; of one code the newest row that has begun is in force."""

    __tablename__ = "calling_window"
    __table_args__ = (
        CheckConstraint("from_minute between 0 and 1440 and to_minute between 0 and 1440", name="in_a_day"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[WindowKind] = enum_column(WindowKind)
    purpose: Mapped[CallPurpose] = enum_column(CallPurpose)
    days: Mapped[DayKind | None] = enum_column(DayKind, nullable=True)  # empty: every day
    from_minute: Mapped[int]  # of the day
    to_minute: Mapped[int]  # not included; not after the beginning: no hours at all
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CallingZone(Base):
    """A region whose people keep another clock than the service; it is meant for all below it too."""

    __tablename__ = "calling_zone"

    region_code: Mapped[str] = mapped_column(primary_key=True)
    zone: Mapped[str]  # name of the IANA time zone
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


IS_SCORED = text("score is not null")


class FollowUp(Base):
    """A promise to ring; ``owner_id`` is empty when anyone may do it, ``claimed_by_id`` who will for now."""

    __tablename__ = "follow_up"
    __table_args__ = (
        Index("ix_follow_up_due", "state", "due_at"),
        Index("ix_follow_up_customer", "customer_id"),
        Index("ix_follow_up_owner", "state", "owner_id", "due_at"),
        Index(
            "ix_follow_up_score",
            "due_at",
            "state",
            "score",
            sqlite_where=IS_SCORED,
            postgresql_where=IS_SCORED,
        ),
        # A customer is rung once for one reason.
        Index(
            "uq_follow_up_open",
            "customer_id",
            "reason_code",
            unique=True,
            sqlite_where=text("state = 'due'"),
            postgresql_where=text("state = 'due'"),
        ),
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
    rule_code: Mapped[str | None]  # the rule that made it or that says how often one tries
    purpose: Mapped[CallPurpose] = enum_column(CallPurpose, server_default=CallPurpose.SERVICE)
    zone: Mapped[str] = mapped_column(server_default=text("''"))  # the customer's clock; empty: the service's
    claimed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    solved: Mapped[bool | None]  # what the customer said


class GoodsWish(Base):
    """A customer who asked to be told when goods are there."""

    __tablename__ = "goods_wish"
    __table_args__ = (
        Index("ix_goods_wish_customer", "customer_id"),
        Index(
            "ix_goods_wish_waiting",
            "asked_at",
            sqlite_where=text("arrived_at is null"),
            postgresql_where=text("arrived_at is null"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    model_code: Mapped[str | None] = mapped_column(ForeignKey("product_model.code"))
    words: Mapped[str]  # what it is, where it is no model of ours, or what else was said of it
    phone_key: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("call.id"))
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    follow_up_id: Mapped[UUID | None] = mapped_column(ForeignKey("follow_up.id"))
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when the customer was reached


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
