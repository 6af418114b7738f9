"""What only a desk with a hub fills: the commands it sends, and which bundles it holds."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column


class Sending(StrEnum):
    """How far a command of this desk is."""

    WAITING = "waiting"  # only here
    SENT = "sent"  # on its way; the answer is not known
    CONFIRMED = "confirmed"
    REFUSED = "refused"  # needs attention
    MENDED = "mended"  # a later command took its place
    WITHDRAWN = "withdrawn"  # its person gave it up


class OutboxCommand(Base):
    """One command of this desk, under the number by which the hub takes it."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_state", "state", "n"),)

    n: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    command_id: Mapped[UUID] = mapped_column(unique=True)
    kind: Mapped[str]
    version: Mapped[int]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[Sending] = enum_column(Sending)
    central_only: Mapped[bool]
    not_after: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the hub's time
    refusal_code: Mapped[str | None]
    refusal_details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    in_replay: Mapped[bool]  # not yet in every bundle that it touches
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OutboxBundle(Base):
    """A bundle that a command touched here."""

    __tablename__ = "outbox_bundle"
    __table_args__ = (Index("ix_outbox_bundle_key", "key"),)

    n: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(primary_key=True)


class HeldBundle(Base):
    """A bundle as the hub sent it; ``rows`` is the base that unconfirmed commands are played over."""

    __tablename__ = "held_bundle"

    key: Mapped[str] = mapped_column(primary_key=True)
    through: Mapped[int] = mapped_column(BigInteger)
    more: Mapped[bool]  # the hub holds more rows than it sent
    rows: Mapped[bytes] = mapped_column(LargeBinary)  # compressed, see app/bundles.py
    fetched_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Touched(Base):
    """The bundles whose rows changed since it was emptied; triggers write it in a desk's cache."""

    __tablename__ = "touched"

    key: Mapped[str] = mapped_column(primary_key=True)
