"""Which contact is meant: the one worked on, those that wait for their wrap-up, those that ring."""

from __future__ import annotations

from collections import deque

from ui.desk.contact import Contact
from ui.phone.calls import SeatCall

MOST_SEALED = 50  # calls that may yet come back


class Contacts:
    """Every contact of a seat is in one place only. No Qt, no store: it only keeps count.

    ``current`` is worked on: this call's column is its own. ``previewed`` is a ring that is looked at, or the
    form of one that gave up.
    """

    def __init__(self) -> None:
        self.current: Contact | None = None
        self.previewed: Contact | None = None
        self._offered: dict[str, Contact] = {}
        self._waiting: list[Contact] = []
        self._left: list[Contact] = []  # gave up while something stood in their form
        self._sealed: deque[Contact] = deque(maxlen=MOST_SEALED)

    @property
    def shown(self) -> Contact | None:
        """Return the contact whose page is on screen: what keys on the page act on."""
        return self.previewed or self.current or self.ring()

    @property
    def is_idle(self) -> bool:
        return self.current is None and self.previewed is None

    def arrive(self, contact: Contact) -> None:
        self._offered[contact.call.linked_id] = contact

    def offered(self, linked_id: str) -> Contact | None:
        return self._offered.get(linked_id)

    def known(self, call: SeatCall) -> Contact | None:
        """Return the contact that this call has already: one call is one contact."""
        places = (self.current, *self._waiting, *self._offered.values(), *self._left, *self._sealed)
        here = (call.line, call.linked_id)
        return next((one for one in places if one and (one.call.line, one.call.linked_id) == here), None)

    def ring_again(self, contact: Contact) -> None:
        """Let a call that waits for its wrap-up, or has had it, be offered once more."""
        if contact is not self.current:
            self._forget(contact)
            self._offered[contact.call.linked_id] = contact

    def ring(self) -> Contact | None:
        """Return the call that rings here, or that the phone itself answered while something was done."""
        return next(iter(self._rings()), None)

    def waiting(self) -> Contact | None:
        """Return the ring that is known already and not on screen: what F9 goes to."""
        return next((one for one in self._rings() if one.loaded and one is not self.shown), None)

    def left(self, key: str | None = None) -> Contact | None:
        """Return who gave up last while something stood in the form; with ``key`` only who rang from there.

        Who is on screen already is not meant, unless by the number.
        """
        quiet = [one for one in self._offered.values() if not one.rings and not one.is_answered]
        found = [one for one in (*self._left, *quiet) if one.words and not one.is_open]
        if key is not None:
            found = [one for one in found if key and one.key == key]
        else:
            found = [one for one in found if one is not self.shown]
        return found[-1] if found else None

    def restore_left(self, contact: Contact) -> None:
        self._left.append(contact)

    def forget_left(self, contact: Contact) -> None:
        """The words of a form are saved, or taken up by another call."""
        if contact in self._left:
            self._left.remove(contact)

    def _rings(self) -> list[Contact]:
        answered = [one for one in self._offered.values() if one.is_answered]
        return answered + [one for one in self._offered.values() if one.rings]

    def take(self, contact: Contact) -> None:
        """Work on a contact; the one worked on so far waits."""
        self._forget(contact)
        if self.current is not None and self.current is not contact:
            self._waiting.append(self.current)
        self.current, self.previewed = contact, None

    def leave(self, linked_id: str) -> None:
        """Forget a call that was offered and went elsewhere or ended; not its words, nor its wrap-up."""
        contact = self._offered.pop(linked_id, None)
        if contact is None:
            return
        if contact is self.previewed:
            self.previewed = None
        if contact.is_sealed:
            self._sealed.append(contact)
        elif contact.is_begun:
            self._waiting.append(contact)
        elif contact.words:
            self._left.append(contact)

    def close(self, contact: Contact) -> Contact | None:
        """Forget a contact that is wrapped up; return the one to go on with if it was the current one."""
        was_current = contact is self.current
        self._forget(contact)
        contact.is_sealed = True
        self._sealed.append(contact)
        if not was_current:
            return None
        self.current = self.previewed = None  # a ring that was looked at rings on, on an idle desk or not
        if self._waiting:
            return self._waiting[-1]
        taken = (one for one in self._offered.values() if one.is_answered and not one.is_sealed)
        return next(taken, None)

    def _forget(self, contact: Contact) -> None:
        self._offered.pop(contact.call.linked_id, None)
        for place in (self._waiting, self._left, self._sealed):
            if contact in place:
                place.remove(contact)
        if self.previewed is contact:
            self.previewed = None
