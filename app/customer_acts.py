"""What can be done for a customer by hand, and how it stands: messages, wishes, settled cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import look_up
from app.errors import FieldMissing
from app.messages.consent import may_advertise
from app.messages.hours import may_go
from app.messages.queueing import Addressee, MessageOccasion, MessagePurpose, MessageState, fields_of
from app.messages.rendering import render
from app.messages.templates import language_of, templates_for
from app.numbers import NumberKind
from db.models.cases import Case, CaseKind, CaseState
from db.models.customers import Customer, Phone
from db.models.messages import MarketingConsent, Message

MOST: Final = 10  # settled cases, messages that wait
WORDS_HERE: Final = "\uffff"  # stands in a text where one's own words go: no character that anybody types


@dataclass(frozen=True, slots=True)
class TemplateText:
    """A text with everything filled in but one's own words, and when it would go out.

    ``text`` has `WORDS_HERE` where the words go. ``needs_consent``: it is advertising that was not allowed.
    """

    code: str
    text: str
    purpose: MessagePurpose
    not_before: datetime
    needs_consent: bool


@dataclass(frozen=True, slots=True)
class WaitingMessage:
    message_id: UUID
    addressee: Addressee
    text: str
    not_before: datetime


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """The last word on advertising."""

    is_given: bool
    wording: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SettledCase:
    case_id: UUID
    kind: CaseKind
    summary: str
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class CustomerActs:
    """``mobiles`` are keys of numbers; a text with ``order_id`` is filled with that order."""

    customer_id: UUID
    no_follow_ups_at: datetime | None
    no_marketing_at: datetime | None
    consent: ConsentGiven | None
    mobiles: tuple[str, ...]
    texts: tuple[TemplateText, ...]
    waiting: tuple[WaitingMessage, ...]
    settled: tuple[SettledCase, ...]


def customer_acts(
    session: Session, customer_id: UUID, now: datetime, order_id: UUID | None = None
) -> CustomerActs:
    """Return what can be done for a customer at an aware instant. Raises NotFound."""
    customer = look_up(session, Customer, customer_id)
    mobiles = select(Phone.key).where(
        Phone.customer_id == customer_id, Phone.key.startswith(f"{NumberKind.MOBILE.value}:")
    )
    return CustomerActs(
        customer_id=customer_id,
        no_follow_ups_at=customer.no_follow_ups_at,
        no_marketing_at=customer.no_marketing_at,
        consent=_consent(session, customer_id),
        mobiles=tuple(session.scalars(mobiles.order_by(Phone.id))),
        texts=tuple(_texts(session, customer_id, order_id, now)),
        waiting=tuple(_waiting(session, customer_id)),
        settled=tuple(_settled(session, customer_id)),
    )


def _texts(session: Session, customer_id: UUID, order_id: UUID | None, now: datetime) -> list[TemplateText]:
    """Return the texts that a person may send; one that says more than is known is not among them."""
    language = language_of(session)
    fields = fields_of(session, customer_id, order_id, language) | {"words": WORDS_HERE}
    is_allowed = may_advertise(session, customer_id)
    found = []
    for template in templates_for(session, MessageOccasion.MANUAL, language, now):
        try:
            text = render(template.text, fields)
        except FieldMissing:
            continue
        not_before = may_go(session, template.addressee, template.purpose, customer_id, now)
        barred = template.purpose is MessagePurpose.MARKETING and not is_allowed
        found.append(TemplateText(template.code, text, template.purpose, not_before, barred))
    return sorted(found, key=lambda one: (one.purpose is MessagePurpose.MARKETING, one.code))


def _waiting(session: Session, customer_id: UUID) -> list[WaitingMessage]:
    asked = select(Message.id, Message.addressee, Message.text, Message.not_before).where(
        Message.customer_id == customer_id, Message.state == MessageState.QUEUED
    )
    found = session.execute(asked.order_by(Message.queued_at.desc(), Message.id).limit(MOST))
    return [WaitingMessage(*row) for row in found]


def _consent(session: Session, customer_id: UUID) -> ConsentGiven | None:
    last = session.execute(
        select(MarketingConsent.is_given, MarketingConsent.wording, MarketingConsent.at)
        .where(MarketingConsent.customer_id == customer_id)
        .order_by(MarketingConsent.at.desc(), MarketingConsent.id.desc())
        .limit(1)
    ).first()
    return None if last is None else ConsentGiven(*last)


def _settled(session: Session, customer_id: UUID) -> list[SettledCase]:
    asked = select(Case.id, Case.kind, Case.summary, Case.closed_at).where(
        Case.customer_id == customer_id, Case.state == CaseState.DONE, Case.closed_at.is_not(None)
    )
    found = session.execute(asked.order_by(Case.closed_at.desc(), Case.id).limit(MOST))
    return [SettledCase(*row) for row in found]
