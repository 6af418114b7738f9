"""What only a central store fills: who may sign in from where, who read whom, and what changed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Sequence
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column
from db.models.people import Role


class TokenKind(StrEnum):
    ACCESS = "access"
    REFRESH = "refresh"
    SUBMIT = "submit"  # may send one outbox and read nothing


class ReadReason(StrEnum):
    """Why a customer was read."""

    CALL = "call"
    ORDER = "order"
    SEARCH = "search"
    LISTED = "listed"  # a masked line of a search: who opens it reads
    FOLLOW_UP = "follow_up"
    WORK = "work"  # it was among what is open for this person
    CACHE = "cache"  # shown from a PC's copy


class Credential(Base):
    """How a person proves who it is."""

    __tablename__ = "credential"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    password_hash: Mapped[str]  # argon2id, with its parameters
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    failures: Mapped[int]  # in a row
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DeskSeat(Base):
    """A store that sends commands: one person at one PC. ``last`` is the highest number taken from it."""

    __tablename__ = "desk"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    number: Mapped[int] = mapped_column(unique=True)  # four digits, in the numbers of its orders
    pc: Mapped[str]
    last: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Token(Base):
    """A right to speak for a person from a desk; only its SHA-256 is kept."""

    __tablename__ = "token"
    __table_args__ = (Index("ix_token_desk", "desk_id"),)

    hash: Mapped[str] = mapped_column(primary_key=True)  # hexadecimal
    kind: Mapped[TokenKind] = enum_column(TokenKind)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    desk_id: Mapped[UUID] = mapped_column(ForeignKey("desk.id"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ExtensionUse(Base):
    """Who sits at which extension of the PBX; one person at a time."""

    __tablename__ = "extension_use"

    extension: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    desk_id: Mapped[UUID] = mapped_column(ForeignKey("desk.id"))
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class CustomerRead(Base):
    """Who read whom, when and why; never changes."""

    __tablename__ = "customer_read"
    __table_args__ = (
        Index("ix_customer_read_customer_at", "customer_id", "at"),
        Index("ix_customer_read_person_at", "person_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    reason: Mapped[ReadReason] = enum_column(ReadReason)
    subject: Mapped[str]  # the call, the order, the words searched for


class ReadLimit(Base):
    """How many different customers a role may read; without a row the defaults of `app/hub` hold."""

    __tablename__ = "read_limit"

    role: Mapped[Role] = enum_column(Role, primary_key=True)
    per_hour: Mapped[int]
    per_day: Mapped[int]


FEED_SEQ = Sequence("feed_seq", metadata=Base.metadata)


class FeedEntry(Base):
    """A bundle that changed, once per transaction; triggers write it, see `db/feed.py`."""

    __tablename__ = "feed"

    xid: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
