"""Short messages to customers and technicians: what is written, when it may go, and what became of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column


class MessagePurpose(StrEnum):
    """Why somebody is written to. Only marketing needs consent and is stopped by its withdrawal."""

    SERVICE = "service"
    FOLLOW_UP = "follow_up"
    SAFETY = "safety"
    MARKETING = "marketing"


class Addressee(StrEnum):
    CUSTOMER = "customer"
    TECHNICIAN = "technician"


class MessageOccasion(StrEnum):
    """What happened to an order that somebody is told of; MANUAL is written by a person."""

    TAKEN = "taken"  # an appointment is to follow
    BOOKED = "booked"
    MOVED = "moved"
    ON_THE_WAY = "on_the_way"
    PART_DELAYED = "part_delayed"
    PART_ARRIVED = "part_arrived"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    MANUAL = "manual"


class MessageState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"  # given to the gateway, which has not answered
    SENT = "sent"  # the gateway has taken it
    DELIVERED = "delivered"  # the phone has it
    FAILED = "failed"
    DROPPED = "dropped"  # never sent: overtaken, too late, withdrawn, or nobody to send it to


# A report may come before the answer that it belongs to, and after it was given up.
MESSAGE_MOVES: dict[MessageState, frozenset[MessageState]] = {
    MessageState.QUEUED: frozenset(MessageState) - {MessageState.QUEUED},
    MessageState.SENDING: frozenset(
        {MessageState.QUEUED, MessageState.SENT, MessageState.DELIVERED, MessageState.FAILED}
    ),
    MessageState.SENT: frozenset({MessageState.DELIVERED, MessageState.FAILED}),
    MessageState.FAILED: frozenset({MessageState.DELIVERED}),
}


class MessageTemplate(Base):
    """What is written on an occasion, from an instant on; the newest that is valid counts.

    ``text`` has named fields in braces, see app/messages/fields.py. ``gateway_code`` is the id by which the
    gateway knows the text, where it takes approved texts only.
    """

    __tablename__ = "message_template"

    code: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    valid_from: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    occasion: Mapped[MessageOccasion] = enum_column(MessageOccasion)
    addressee: Mapped[Addressee] = enum_column(Addressee)
    purpose: Mapped[MessagePurpose] = enum_column(MessagePurpose)
    text: Mapped[str]
    gateway_code: Mapped[str] = mapped_column(server_default="")
    good_for_min: Mapped[int]  # minutes after which it would only confuse, counted from when it was queued


class MessageHours(Base):
    """Between which minutes of the customer's day messages of a purpose go out; outside they wait.

    A technician's clock is that of the service.
    """

    __tablename__ = "message_hours"
    __table_args__ = (
        CheckConstraint("0 <= opens_min and opens_min < closes_min and closes_min <= 1440", name="of_a_day"),
    )

    addressee: Mapped[Addressee] = enum_column(Addressee, primary_key=True)
    purpose: Mapped[MessagePurpose] = enum_column(MessagePurpose, primary_key=True)
    valid_from: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    opens_min: Mapped[int]
    closes_min: Mapped[int]


class MessageGateway(Base):
    """The way by which messages go out; the secret that signs them is in a keyring and not here."""

    __tablename__ = "message_gateway"

    name: Mapped[str] = mapped_column(primary_key=True)  # there is one: see app/messages/gateway.py
    url: Mapped[str]
    account: Mapped[str]  # by which the gateway knows whose signature it is
    sender: Mapped[str]  # the name in front of the text, 【…】 in China
    language: Mapped[str]  # of the templates
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Message(Base):
    """One message, whole as it was written. Its id is derived from its occasion, so it is written once."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_customer_at", "customer_id", "queued_at", "id"),
        Index("ix_message_order", "order_id", "queued_at"),
        Index(
            "ix_message_waiting",
            "state",
            "not_before",
            postgresql_where=text("state in ('queued', 'sending', 'sent')"),
            sqlite_where=text("state in ('queued', 'sending', 'sent')"),
        ),
        CheckConstraint("to_key <> '' or state = 'dropped'", name="waiting_has_number"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("repair_order.id"))
    occasion: Mapped[MessageOccasion] = enum_column(MessageOccasion)
    template: Mapped[str]
    language: Mapped[str]
    gateway_code: Mapped[str]
    purpose: Mapped[MessagePurpose] = enum_column(MessagePurpose)
    addressee: Mapped[Addressee] = enum_column(Addressee)
    to_key: Mapped[str]  # see app/numbers.py; empty when there is no number to write to
    to_name: Mapped[str]  # the technician's; a customer's stands with the customer
    text: Mapped[str]
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)  # what was put into the template, by name
    state: Mapped[MessageState] = enum_column(MessageState)
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)  # the hours, then a pause, then the next look
    not_after: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int]
    gateway_ref: Mapped[str]
    error: Mapped[str]  # a word of ours, or the gateway's code; never a number or a name
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # delivered, failed or dropped


class MarketingConsent(Base):
    """A customer's word on advertising, given or taken back; the last one counts, none is no."""

    __tablename__ = "marketing_consent"
    __table_args__ = (Index("ix_marketing_consent_customer_at", "customer_id", "at", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    is_given: Mapped[bool]
    wording: Mapped[str]  # which version of the question was asked
    channel: Mapped[str]
    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("call.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
