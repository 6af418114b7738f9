"""Calls, their offers to agents, their legs, and what a line sent of them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column


class CallDirection(StrEnum):
    IN = "in"
    OUT = "out"
    INTERNAL = "internal"


class CallOutcome(StrEnum):
    """How a call ended, as the caller met it. Closed: decided from what the line says, never typed.

    Of an answered call it says how it left the agent who answered: talked out, transferred or parked,
    whatever came of it then.
    """

    ANSWERED = "answered"
    ABANDONED_WAITING = "abandoned_waiting"
    ABANDONED_RINGING = "abandoned_ringing"
    TIMED_OUT = "timed_out"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    TRANSFERRED_BLIND = "transferred_blind"
    TRANSFERRED_ATTENDED = "transferred_attended"
    PARKED = "parked"
    NOT_REACHED = "not_reached"
    UNKNOWN = "unknown"  # the line was lost while the call was up, or its end was not heard


class OfferOutcome(StrEnum):
    RINGING = "ringing"
    ANSWERED = "answered"
    MISSED = "missed"  # rang out: the agent did not answer
    WITHDRAWN = "withdrawn"  # the caller gave up or somebody else answered
    REJECTED = "rejected"
    BUSY = "busy"


OFFER_MOVES: dict[OfferOutcome, frozenset[OfferOutcome]] = {
    OfferOutcome.RINGING: frozenset(OfferOutcome) - {OfferOutcome.RINGING},
}


IS_OPEN = text("ended_at is null")


class Call(Base):
    """One call, known by its line and the line's id of the whole call. Frozen once ``ended_at`` is set."""

    __tablename__ = "call"
    __table_args__ = (
        UniqueConstraint("line", "linked_id", name="uq_call_line_linked_id"),
        Index("ix_call_customer_at", "customer_id", "arrived_at", "id"),
        Index("ix_call_arrived_at", "arrived_at"),
        Index("ix_call_open", "id", sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customer.id"))
    line: Mapped[str]
    linked_id: Mapped[str]
    direction: Mapped[CallDirection] = enum_column(CallDirection)
    ani: Mapped[str]  # as the line gave it
    ani_key: Mapped[str] = mapped_column(index=True)  # normalised; empty when withheld
    dnis: Mapped[str]
    queue: Mapped[str]
    arrived_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[CallOutcome | None] = enum_column(CallOutcome, nullable=True)


class Offer(Base):
    """One call offered to one agent; several rows of one call when a queue rings many."""

    __tablename__ = "offer"
    __table_args__ = (Index("ix_offer_call", "call_id"), Index("ix_offer_customer", "customer_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customer.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    agent: Mapped[str]  # the line's own name of the agent
    ringing_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[OfferOutcome] = enum_column(OfferOutcome)


class Leg(Base):
    """One channel of a call that is over, as the line told it; never changed.

    ``agent`` is empty for the other side and for channels of the PBX itself; ``cause`` as in ITU-T Q.850.
    """

    __tablename__ = "leg"
    __table_args__ = (Index("ix_leg_call", "call_id"), Index("ix_leg_customer", "customer_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customer.id"))
    unique_id: Mapped[str]
    channel: Mapped[str]
    agent: Mapped[str]  # the line's own name of the agent whose phone it is
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    joined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when another leg first heard it
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # empty when its end was not heard
    cause: Mapped[int | None]


class LineRecord(Base):
    """Messages of one connection to a PBX, as they came; kept for a time. Belongs to no customer's bundle."""

    __tablename__ = "line_record"
    __table_args__ = (
        Index("ix_line_record_connection", "connection_id", "at"),
        Index("ix_line_record_until", "line", "until"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    line: Mapped[str]
    connection_id: Mapped[UUID]  # Asterisk's ids are unique within one run of it only
    at: Mapped[datetime] = mapped_column(UtcDateTime)  # the first message, by the clock of who listened
    until: Mapped[datetime] = mapped_column(UtcDateTime)  # the last
    messages: Mapped[bytes] = mapped_column(LargeBinary)  # compressed, see app/line_records.py
