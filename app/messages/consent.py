"""Consent to advertising: given in so many words, taken back at once, and never needed for service."""

from __future__ import annotations

from typing import Final, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch
from db.models.customers import Customer
from db.models.messages import MarketingConsent

WORDING: Final = "call-2026-1"  # the version of the question that is read out in a call


class RecordConsent(Command):
    """Write down what a customer answered to advertising, or that they take it back.

    ``wording`` is the version of the question; ``channel`` where it was put. Raises NotFound.
    Source: consumer rights regulation, article 24; personal information protection law, articles 14 and 15.
    """

    consent_id: UUID
    customer_id: UUID
    is_given: bool
    wording: str = Field(min_length=1, max_length=40)
    channel: Literal["call", "message", "shop", "web"] = "call"
    call_id: UUID | None = None

    def apply(self, session: Session, by: Actor) -> None:
        customer = fetch(session, Customer, self.customer_id)
        customer.no_marketing_at = None if self.is_given else self.at
        session.add(
            MarketingConsent(
                id=self.consent_id,
                customer_id=self.customer_id,
                is_given=self.is_given,
                wording=self.wording,
                channel=self.channel,
                call_id=self.call_id,
                person_id=by.person_id,
                at=self.at,
            )
        )


def may_advertise(session: Session, customer_id: UUID) -> bool:
    """Tell whether the last word of a customer on advertising is yes; no word is no."""
    last = session.execute(
        select(MarketingConsent.is_given, Customer.no_marketing_at)
        .join(Customer, Customer.id == MarketingConsent.customer_id)
        .where(MarketingConsent.customer_id == customer_id)
        .order_by(MarketingConsent.at.desc(), MarketingConsent.id.desc())
        .limit(1)
    ).first()
    return last is not None and last.is_given and last.no_marketing_at is None
