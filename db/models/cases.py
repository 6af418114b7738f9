"""Cases: what the customer wants."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column


class CaseKind(StrEnum):
    CONSULT = "consult"
    REPAIR = "repair"
    INSTALLATION = "installation"
    COMPLAINT = "complaint"
    RETURN = "return"


class CaseState(StrEnum):
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


CASE_MOVES: dict[CaseState, frozenset[CaseState]] = {
    CaseState.OPEN: frozenset({CaseState.DONE, CaseState.CANCELLED}),
    CaseState.DONE: frozenset({CaseState.OPEN}),
}


class CaseChannel(StrEnum):
    """How a matter came to us; from ``AUTHORITY_12315`` on an authority waits for an answer."""

    HOTLINE = "hotline"
    LETTER = "letter"  # of a lawyer
    ONLINE = "online"  # where others read it
    MEDIA = "media"
    AUTHORITY_12315 = "12315"
    AUTHORITY_12345 = "12345"


class CaseEventKind(StrEnum):
    CONTACTED = "contacted"
    ANSWERED = "answered"  # to the authority
    NOTED = "noted"
    ESCALATED = "escalated"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"
    REOPENED = "reopened"


IS_OPEN = text("state = 'open'")


class Case(Base):
    """One matter of one customer, with an owner and a due time as long as it is open.

    ``severity`` of a complaint: 1 (safety) to 4 (discontent). Until ``contact_due_at`` somebody rings.
    """

    __tablename__ = "service_case"
    __table_args__ = (
        Index("ix_service_case_customer_at", "customer_id", "opened_at", "id"),
        CheckConstraint(
            "state <> 'open' or (owner_id is not null and due_at is not null)", name="open_has_owner_and_due"
        ),
        Index("ix_service_case_owner", "owner_id", "state"),
        Index("ix_service_case_open", "id", sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    kind: Mapped[CaseKind] = enum_column(CaseKind)
    state: Mapped[CaseState] = enum_column(CaseState)
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("call.id"))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    summary: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    severity: Mapped[int | None]
    category_code: Mapped[str] = mapped_column(server_default="")  # code list reason, below complaint
    remedy_code: Mapped[str] = mapped_column(server_default="")  # what the customer wants, code list remedy
    channel: Mapped[CaseChannel] = enum_column(CaseChannel, server_default=CaseChannel.HOTLINE)
    external_no: Mapped[str] = mapped_column(server_default="")
    authority: Mapped[str] = mapped_column(server_default="")
    received_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # by the authority
    answer_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    contact_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    contacted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the first time since it was opened
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # to the authority
    result: Mapped[str] = mapped_column(server_default="")


class CaseEvent(Base):
    """One thing that happened to a case; never changes."""

    __tablename__ = "case_event"
    __table_args__ = (
        Index("ix_case_event_customer_at", "customer_id", "at", "id"),
        Index("ix_case_event_case", "case_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("service_case.id"))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    kind: Mapped[CaseEventKind] = enum_column(CaseEventKind)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    who: Mapped[str]  # a person's name, as it was then
    told: Mapped[str]  # who was told of it, or took it over
    note: Mapped[str]
