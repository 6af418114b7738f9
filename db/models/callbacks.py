"""Call-backs: who rang and did not get through, one row for each number."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column


class CallBackKind(StrEnum):
    """What the newest of the calls was."""

    ABANDONED = "abandoned"
    OUT_OF_HOURS = "out_of_hours"
    VOICEMAIL = "voicemail"


class CallBackResult(StrEnum):
    RANG_AGAIN = "rang_again"  # they got through by themselves
    REACHED = "reached"
    UNREACHED = "unreached"  # tried as often as the rule says
    DROPPED = "dropped"  # somebody decided that nobody need ring


class CallBack(Base):
    """A number whose calls nobody answered; closed for good by the first call that gets through.

    It belongs to the bundle of the customer, or of its newest call while that is nobody's.
    """

    __tablename__ = "call_back"
    __table_args__ = (
        Index(
            "uq_call_back_open",
            "number_key",
            unique=True,
            sqlite_where=text("closed_at is null"),
            postgresql_where=text("closed_at is null"),
        ),
        Index("ix_call_back_customer", "customer_id"),
        Index("ix_call_back_call", "call_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number_key: Mapped[str]  # see app/numbers.py
    kind: Mapped[CallBackKind] = enum_column(CallBackKind)
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customer.id"))
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))  # the newest
    count: Mapped[int]  # of the calls
    first_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sound: Mapped[str]  # the id of the recording with what was said last; empty: none
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int]
    zone: Mapped[str] = mapped_column(server_default=text("''"))  # the customer's clock; empty: the service's
    claimed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by_call_id: Mapped[UUID | None] = mapped_column(ForeignKey("call.id"))
    result: Mapped[CallBackResult | None] = enum_column(CallBackResult, nullable=True)
