"""What was said: interactions, open from the first key to wrap-up and then sealed, and drafts."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column


class Channel(StrEnum):
    CALL_IN = "call_in"
    CALL_OUT = "call_out"


IS_OPEN = text("sealed_at is null")


class Interaction(Base):
    """One contact with a customer. Never changes once ``sealed_at`` is set."""

    __tablename__ = "interaction"
    __table_args__ = (
        Index("ix_interaction_customer_at", "customer_id", "opened_at", "id"),
        Index("ix_interaction_call", "call_id"),
        Index(
            "ix_interaction_open", "person_id", "opened_at", sqlite_where=IS_OPEN, postgresql_where=IS_OPEN
        ),
        CheckConstraint("sealed_at is null or disposition_code is not null", name="sealed_has_disposition"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customer.id"))
    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("call.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("repair_order.id"))
    channel: Mapped[Channel] = enum_column(Channel)
    reason_code: Mapped[str | None]
    disposition_code: Mapped[str | None]
    notes: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    talk_s: Mapped[int]
    wrap_up_s: Mapped[int]
    sealed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Draft(Base):
    """What somebody is typing, bound to its subject (a call); local to this store, gone when it is saved."""

    __tablename__ = "draft"

    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[UUID]
    text: Mapped[str]
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
