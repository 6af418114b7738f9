"""Which contact is meant: the one worked on, those that wait for their wrap-up, those that ring."""

from __future__ import annotations

from ui.desk.contact import Contact


class Contacts:
    """Every contact of a seat is in one place only. No Qt, no store: it only keeps count.

    ``current`` is worked on: this call's column is its own. ``previewed`` is a ring that is looked at.
    """

    def __init__(self) -> None:
        self.current: Contact | None = None
        self.previewed: Contact | None = None
        self._offered: dict[str, Contact] = {}
        self._waiting: list[Contact] = []

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

    def ring(self) -> Contact | None:
        """Return the call that rings here, or that the phone itself answered while something was done."""
        return next(iter(self._rings()), None)

    def waiting(self) -> Contact | None:
        """Return the ring that is known already and not on screen: what F9 goes to."""
        return next((one for one in self._rings() if one.loaded and one is not self.shown), None)

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
        """Forget a call that was offered and went elsewhere or ended."""
        contact = self._offered.pop(linked_id, None)
        if contact is not None and contact is self.previewed:
            self.previewed = None

    def close(self, contact: Contact) -> Contact | None:
        """Forget a contact that is wrapped up; return the one to go on with if it was the current one."""
        was_current = contact is self.current
        self._forget(contact)
        if not was_current:
            return None
        self.current = self.previewed = None  # a ring that was looked at rings on, on an idle desk or not
        if self._waiting:
            return self._waiting[-1]
        return next((one for one in self._offered.values() if one.is_answered), None)

    def _forget(self, contact: Contact) -> None:
        self._offered.pop(contact.call.linked_id, None)
        if contact in self._waiting:
            self._waiting.remove(contact)
        if self.previewed is contact:
            self.previewed = None
