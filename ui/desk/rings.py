"""What a ring does to the screen, the way to it by F9, and the way back by Esc."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.config import Settings
from ui.composing import commit_composition
from ui.desk.contact import Contact
from ui.desk.contacts import Contacts
from ui.desk.place import Place
from ui.desk.screen import ContactScreen
from ui.desk.view import DeskView


class Rings(QObject):
    """Let rings come up without taking the keyboard or the place of what is being done.

    Signals: ``wanted()`` somebody goes to a ring, perhaps from another page; ``returned(object)`` and comes
    back to this widget.
    """

    wanted = Signal()
    returned = Signal(object)

    def __init__(self, contacts: Contacts, screen: ContactScreen, view: DeskView, settings: Settings) -> None:
        super().__init__(view)
        self._contacts, self._screen, self._view, self._settings = contacts, screen, view, settings
        self._came_from: Place | None = None

    def show(self, contact: Contact) -> None:
        """Show a ring: its page on an idle desk, else a card that waits above what is being done."""
        may_open = self._contacts.is_idle and self._settings.value("pop_by_itself")
        if may_open and self._contacts.ring() is contact:
            self._screen.show_page_of(contact)
        self.show_waiting()

    def show_waiting(self) -> None:
        """Let the next ring wait on the card, or take the card away.

        It never takes the place of a choice that is being made: a digit would choose from other people.
        """
        waiting, carded = self._contacts.waiting(), self._screen.carded
        if carded is not None and carded is self._contacts.shown:
            return
        if waiting is None:
            self._screen.hide_card()
        elif waiting is not carded:
            self._screen.show_card(waiting, waits=True)

    def go_to(self) -> Contact | None:
        """Remember where the keys go now, for the way back; return the ring to go to, if there is one."""
        contact = self._contacts.waiting() or self._contacts.ring() or self._contacts.left()
        if contact is None or contact.loaded is None:
            return None
        commit_composition()  # what is being composed belongs to where one comes from
        if self._contacts.previewed is None:
            self._came_from = Place(self._view.pop.panel())
        self.wanted.emit()
        self._view.activateWindow()  # one may come from a dialog beside it
        return contact

    def look_at(self, contact: Contact) -> None:
        """Show the page of a ring in the place of what is being done."""
        self._contacts.previewed = contact
        self._view.pop.show_panel(None)
        self._screen.show_page_of(contact)
        self.focus_on(contact)
        self.show_waiting()

    def focus_on(self, contact: Contact) -> None:
        """Let the keys go to a ring that is looked at."""
        if self._screen.carded is contact:
            self._view.ring.focus_candidates()
        else:
            self._view.focus_page()

    def leave(self) -> None:
        """Come back from a ring to what was on screen and the word that was being typed."""
        self._contacts.previewed = None
        place, self._came_from = self._came_from, None
        shown = self._contacts.shown
        if shown is not None:
            self._screen.show_page_of(shown)
            self._view.pop.show_panel(place.panel if place else None)
        else:
            self._screen.show_empty()
        self.show_waiting()
        if place is not None and place.is_there():
            self.returned.emit(place.field)
            place.return_to()

    def stay(self) -> None:
        """There is no way back any more: what was looked at is worked on."""
        self._came_from = None
