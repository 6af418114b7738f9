"""The words of a form whose caller gave up: kept with the call, till it or its number comes again."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Slot

from app.calls import CallDirection
from app.desk import Desk
from app.interactions import kept_drafts, open_contacts, texts_by_subject
from ui.desk.contact import Contact
from ui.desk.contacts import Contacts
from ui.desk.drafts import DraftKeeper
from ui.desk.writing import Writing
from ui.phone.calls import Phase, SeatCall

RING = "ring"  # the field of a draft that says which call it was
KEPT = timedelta(days=7)


class LeftWords(QObject):
    """Keep what stands in the form of a ring, and give it to the next call from the same number."""

    def __init__(self, contacts: Contacts, drafts: DraftKeeper, writing: Writing) -> None:
        super().__init__(writing)
        self._contacts, self.drafts, self._writing = contacts, drafts, writing

    def note(self, contact: Contact, field: str, text: str) -> None:
        """Write down a word of the form of a call that nobody has taken."""
        self.drafts.note(contact.call_id, RING, _ring(contact.call))
        self.drafts.note(contact.call_id, field, text)

    def take_up(self, contact: Contact) -> None:
        """Let a stranger's form begin with what was left of an earlier call from the number."""
        earlier = self._contacts.left(contact.key)
        if contact.page is None and earlier is not None and earlier is not contact:
            contact.texts = {**earlier.words, **contact.texts}
            self.forget(earlier)
            for field, text in contact.words.items():
                self.note(contact, field, text)

    def forget(self, contact: Contact) -> None:
        """The words are a customer's by now, or another call's."""
        self._contacts.forget_left(contact)
        self.drafts.forget(contact.call_id)
        self._writing.execute(drop_drafts_of=contact.call_id)

    @Slot(object)
    def on_known(self, contact: Contact) -> None:
        """Whoever saved the customer of a call that gave up has no use for its words any more."""
        if contact.customer_id is not None and not contact.is_open and contact.words:
            contact.texts = {}
            self.forget(contact)


def left_words(desk: Desk, now: datetime) -> list[Contact]:
    """Return who gave up while something stood in the form, the last at the end; what is old is dropped."""
    person = desk.actor.person_id
    drafts = desk.ask(kept_drafts, person)
    in_hand = {one.call_id for one in desk.ask(open_contacts, person)}
    newest = {draft.subject_id: draft.saved_at for draft in reversed(drafts)}
    found: list[Contact] = []
    for subject, texts in texts_by_subject(drafts).items():
        if RING not in texts or subject in in_hand:
            continue
        contact = Contact(_call(texts.pop(RING)), person, texts=texts)
        if contact.words and now - newest[subject] <= KEPT:
            found.insert(0, contact)
        else:
            desk.drop_drafts(subject)
    return found


def _ring(call: SeatCall) -> str:
    facts = (call.line, call.linked_id, call.direction, call.ani, call.dnis, call.queue)
    return json.dumps([*facts, call.arrived_at.isoformat()])


def _call(text: str) -> SeatCall:
    line, linked_id, direction, ani, dnis, queue, arrived_at = json.loads(text)
    return SeatCall(
        line,
        linked_id,
        CallDirection(direction),
        ani,
        dnis,
        queue,
        datetime.fromisoformat(arrived_at),
        phase=Phase.GONE,
    )
