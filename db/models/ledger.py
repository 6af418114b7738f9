"""The ledger of decisions, and what the store knows of itself."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Sequence, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column


class OutcomeState(StrEnum):
    DONE = "done"
    REFUSED = "refused"


COMMAND_SEQ = Sequence("command_seq", metadata=Base.metadata)


class AppliedCommand(Base):
    """One decision with its outcome. Replay goes by ``seq``, drawn as its transaction's last statement."""

    __tablename__ = "applied_command"
    __table_args__ = (UniqueConstraint("desk_id", "n"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    version: Mapped[int]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[OutcomeState | None] = enum_column(OutcomeState, nullable=True)
    refusal_code: Mapped[str | None]
    refusal_details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    seq: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    desk_id: Mapped[UUID | None]  # the desk that sent it, and its number there
    n: Mapped[int | None] = mapped_column(BigInteger)


class StoreFact(Base):
    """What a store knows of itself: its id, its four-digit desk number, the last order number given."""

    __tablename__ = "store_fact"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
