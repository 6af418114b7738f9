"""Cases: what the customer wants."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
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


class Case(Base):
    """One matter of one customer, with an owner and a due time as long as it is open."""

    __tablename__ = "service_case"
    __table_args__ = (
        Index("ix_service_case_customer_at", "customer_id", "opened_at", "id"),
        CheckConstraint(
            "state <> 'open' or (owner_id is not null and due_at is not null)", name="open_has_owner_and_due"
        ),
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
