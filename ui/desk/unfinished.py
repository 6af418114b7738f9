"""What a person began and did not wrap up, as after a power cut."""

from __future__ import annotations

from uuid import UUID

from app.desk import Desk
from app.interactions import OpenContact, kept_drafts, open_contacts, texts_by_subject
from ui.desk.contact import Contact
from ui.phone.calls import Phase, SeatCall


def unfinished(desk: Desk) -> list[tuple[Contact, UUID | None]]:
    """Return the contacts that wait for their wrap-up with what was typed, and whose call each is."""
    person = desk.actor.person_id
    texts = texts_by_subject(desk.ask(kept_drafts, person))
    return [
        (_contact(one, person, texts.get(one.call_id, {})), one.customer_id)
        for one in desk.ask(open_contacts, person)
    ]


def _contact(one: OpenContact, person: UUID, texts: dict[str, str]) -> Contact:
    call = SeatCall(
        one.line,
        one.linked_id,
        one.direction,
        one.ani,
        one.dnis,
        one.queue,
        one.opened_at,
        phase=Phase.GONE,
        answered_at=one.answered_at,
        ended_at=one.ended_at,
    )
    contact = Contact(call, person, texts=texts, is_open=True)
    order_id, _, contact.order_number = texts.get("order", "").partition(" ")
    contact.order_id = UUID(order_id) if order_id else None
    follow_up = texts.get("follow_up")
    contact.follow_up_id = UUID(follow_up) if follow_up else None
    return contact
