"""Queueing: a message is written in the transaction of what it tells, and sent by somebody else later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch, look_up, move
from app.errors import FieldMissing, MoveNotAllowed, NoConsent, NoMobile, NotFound
from app.messages.consent import may_advertise
from app.messages.fields import OrderFacts, Reader, customer_reader, order_facts
from app.messages.hours import may_go
from app.messages.rendering import field_names, render, used
from app.messages.templates import language_of, template_named, templates_for
from app.messages.words import words
from app.numbers import NumberKind
from db.ids import derived_id
from db.models.customers import Customer, Phone
from db.models.messages import (
    MESSAGE_MOVES,
    Addressee,
    Message,
    MessageOccasion,
    MessagePurpose,
    MessageState,
    MessageTemplate,
)
from db.models.orders import RepairOrder
from db.prepared import PreparedRows

__all__ = ["Addressee", "MessageOccasion", "MessagePurpose", "MessageState"]

WORDS_LENGTH: Final = 300
# Why a message was never sent; a word for the screen, and no more.
NOBODY, OVERTAKEN, TOO_LATE, WITHDRAWN, INCOMPLETE = (
    "no_mobile",
    "overtaken",
    "too_late",
    "withdrawn",
    "field_missing",
)
GIVEN_UP: Final = "given_up"  # of one that failed: the gateway never took it


@dataclass(frozen=True, slots=True)
class Writing:
    """Of what a message is one, and when it is written."""

    message_id: UUID
    customer_id: UUID
    order_id: UUID | None
    at: datetime

    def add(
        self,
        session: Session,
        template: MessageTemplate,
        reader: Reader,
        text: str,
        fields: dict[str, str],
        lost: str = "",
    ) -> None:
        """Queue a message, or keep that it was ``lost`` and why."""
        not_before = may_go(session, template.addressee, template.purpose, self.customer_id, self.at)
        not_after = self.at + timedelta(minutes=template.good_for_min)
        lost = lost or (NOBODY if not reader.key else TOO_LATE if not_before >= not_after else "")
        session.add(
            Message(
                id=self.message_id,
                customer_id=self.customer_id,
                order_id=self.order_id,
                occasion=template.occasion,
                template=template.code,
                language=template.language,
                gateway_code=template.gateway_code,
                purpose=template.purpose,
                addressee=template.addressee,
                to_key=reader.key,
                to_name=reader.name,
                text=text,
                fields=fields,
                state=MessageState.DROPPED if lost else MessageState.QUEUED,
                queued_at=self.at,
                not_before=not_before,
                not_after=not_after,
                attempts=0,
                gateway_ref="",
                error=lost,
                settled_at=self.at if lost else None,
            )
        )


class QueueMessage(Command):
    """Write to a customer: ``words`` of one's own in a template that has room for them.

    Raises: NotFound, also for an order or a number of somebody else; NoTemplate, NoMobile, NoConsent,
    FieldMissing.
    """

    message_id: UUID
    customer_id: UUID
    template: str
    order_id: UUID | None = None
    to_key: str
    words: str = Field(default="", max_length=WORDS_LENGTH)

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        look_up(session, Customer, self.customer_id)
        language = language_of(session)
        template = template_named(session, self.template, language, self.at)
        self._require_number(session)
        if template.purpose is MessagePurpose.MARKETING and not may_advertise(session, self.customer_id):
            raise NoConsent(customer=str(self.customer_id))
        fields = fields_of(session, self.customer_id, self.order_id, language)
        fields |= {"words": self.words} if self.words else {}
        text = render(template.text, fields)
        writing = Writing(self.message_id, self.customer_id, self.order_id, self.at)
        writing.add(session, template, Reader(self.to_key), text, used(template.text, fields))

    def _require_number(self, session: Session) -> None:
        if not self.to_key.startswith(f"{NumberKind.MOBILE.value}:"):
            raise NoMobile(customer=str(self.customer_id))
        of_customer = select(Phone.id).where(Phone.customer_id == self.customer_id, Phone.key == self.to_key)
        if session.execute(of_customer).first() is None:
            raise NotFound(what="phone", id=str(self.customer_id))


def fields_of(session: Session, customer_id: UUID, order_id: UUID | None, language: str) -> dict[str, str]:
    """Return what can be said to a customer, about an order of theirs or none. Raises NotFound."""
    said = words(language)
    if order_id is None:
        return {"greeting": said.greeting(session.get_one(Customer, customer_id))}
    order = look_up(session, RepairOrder, order_id)
    if order.customer_id != customer_id:
        raise NotFound(what="repair_order", id=str(order_id))
    return order_facts(session, order, order.provider_id).fields(said)


class DropMessage(Command):
    """Take back a message that has not gone out yet. Raises NotFound, MoveNotAllowed."""

    message_id: UUID

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        row = fetch(session, Message, self.message_id)
        if row.state is not MessageState.QUEUED:
            raise MoveNotAllowed(old=row.state.value, new=MessageState.DROPPED.value)
        drop(row, WITHDRAWN, self.at)


def messages_after(
    session: Session, order: RepairOrder, occasion: MessageOccasion, event_id: UUID, at: datetime
) -> None:
    """Write what an order's event calls for, to customer and technician, in the caller's transaction.

    To be called when the order stands as it shall be told. Never refuses: what cannot be written is kept as
    dropped, with the reason, so that it is seen that nobody was told. Called twice, it writes once.
    """
    _tell(
        session,
        order,
        templates_for(session, occasion, language_of(session), at),
        order.provider_id,
        event_id,
        at,
    )


def tell_former(
    session: Session, order: RepairOrder, provider_id: UUID, event_id: UUID, at: datetime
) -> None:
    """Tell a provider's technician that an order is not theirs any more."""
    templates = templates_for(session, MessageOccasion.CANCELLED, language_of(session), at)
    to_them = [one for one in templates if one.addressee is Addressee.TECHNICIAN]
    _tell(session, order, to_them, provider_id, event_id, at)


def _tell(
    session: Session,
    order: RepairOrder,
    templates: Sequence[MessageTemplate],
    provider_id: UUID | None,
    event_id: UUID,
    at: datetime,
) -> None:
    if not templates:
        return
    facts = order_facts(session, order, provider_id)
    for template in templates:
        message_id = derived_id("message", template.code, order.id, event_id)
        reader = _reader(session, facts, template.addressee)
        if reader is None or _IS_WRITTEN.rows(session.connection(), {"message_id": message_id}):
            continue
        _overtake(session, order.id, reader.key, at)
        _write(session, template, reader, facts, Writing(message_id, order.customer_id, order.id, at))


_IS_WRITTEN = PreparedRows(select(Message.id).where(Message.id == bindparam("message_id")))


def _write(
    session: Session, template: MessageTemplate, reader: Reader, facts: OrderFacts, writing: Writing
) -> None:
    fields = facts.fields(words(template.language))
    try:
        text = render(template.text, fields)
    except FieldMissing:
        with_gaps = {name: fields.get(name, "…") for name in field_names(template.text)}
        text = render(template.text, with_gaps)
        writing.add(session, template, reader, text, {}, lost=INCOMPLETE)
    else:
        writing.add(session, template, reader, text, used(template.text, fields))


def _reader(session: Session, facts: OrderFacts, addressee: Addressee) -> Reader | None:
    """Return to whom to write; None where there is nobody yet."""
    if addressee is Addressee.CUSTOMER:
        return customer_reader(session, facts.order.customer_id)
    return facts.provider.technician_reader() if facts.provider else None


def _overtake(session: Session, order_id: UUID, to_key: str, at: datetime) -> None:
    """Drop what waits to tell the same reader of the order as it stood before."""
    session.flush()  # a message just written waits too
    if not _WAITING.rows(session.connection(), {"order_id": order_id, "to_key": to_key}):
        return
    waiting = select(Message).where(*_waits(order_id, to_key))
    for row in session.scalars(waiting.with_for_update()):
        drop(row, OVERTAKEN, at)


def _waits(order_id: Any, to_key: Any) -> tuple[ColumnElement[bool], ...]:
    return (
        Message.order_id == order_id,
        Message.to_key == to_key,
        Message.state == MessageState.QUEUED,
        Message.occasion != MessageOccasion.MANUAL,
    )


_WAITING = PreparedRows(
    select(Message.id).where(*_waits(bindparam("order_id"), bindparam("to_key"))).limit(1)
)


def drop(row: Message, reason: str, at: datetime) -> None:
    """End a message that never went out. Raises MoveNotAllowed."""
    row.state = move(MESSAGE_MOVES, row.state, MessageState.DROPPED)
    row.error, row.settled_at = reason, at
