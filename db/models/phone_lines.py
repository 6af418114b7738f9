"""Phone lines: how each is reached, who holds it, who takes its queues, and calls that were passed on."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column


class LineKind(StrEnum):
    ASTERISK = "asterisk"


class LineLogin(StrEnum):
    MD5 = "md5"  # a challenge is answered: the secret is not sent
    PLAIN = "plain"


class LineAccount(Base):
    """How a PBX is reached. The secret is in the keyring of who holds the line, and nowhere else.

    ``member`` makes the PBX's name of an agent, ``{extension}`` stands for who sits there; empty: the
    name that the PBX told. ``extension`` is that of a desk which holds the line alone. ``ca`` is a PEM;
    empty: the authorities of the system.
    """

    __tablename__ = "line_account"

    name: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[LineKind] = enum_column(LineKind)
    host: Mapped[str]
    port: Mapped[int]
    user: Mapped[str]
    login: Mapped[LineLogin] = enum_column(LineLogin)
    tls: Mapped[bool]
    ca: Mapped[str]
    member: Mapped[str]
    extension: Mapped[str]
    dial_context: Mapped[str]
    dial_prefix: Mapped[str]
    transfer_context: Mapped[str]
    caller_id: Mapped[str]  # shown to who is dialled; empty: the extension
    phones_obey: Mapped[bool]  # they answer and hold when the PBX asks them to
    secret_at: Mapped[datetime] = mapped_column(UtcDateTime)  # when the secret was given last
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LineLease(Base):
    """Who holds a line until when; it is renewed while it is held. Instants by the store's own clock."""

    __tablename__ = "line_lease"

    line: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[UUID]  # a hub or a desk, anew each time when it starts
    holder_name: Mapped[str]  # the computer, for who asks
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)


class PersonQueue(Base):
    """A queue of the PBX that a person joins at the sign-in and leaves at the sign-out."""

    __tablename__ = "person_queue"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    queue: Mapped[str] = mapped_column(primary_key=True)  # as the PBX has it
    penalty: Mapped[int]


class CallPass(Base):
    """A call that somebody hands to another person, with what was typed until then. Never changes.

    ``to_id`` is who sat at the number then; empty for a number where nobody of ours does.
    """

    __tablename__ = "call_pass"
    __table_args__ = (Index("ix_call_pass_call", "call_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    from_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    to_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    to_number: Mapped[str]
    notes: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class CallListen(Base):
    """A supervisor listened to a call; never changes. ``call_id`` has no key: a call may be told later."""

    __tablename__ = "call_listen"
    __table_args__ = (Index("ix_call_listen_at", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))  # who listened
    agent: Mapped[str]  # the line's own name of who was listened to
    line: Mapped[str]
    linked_id: Mapped[str]
