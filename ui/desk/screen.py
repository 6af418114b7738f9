"""What of a contact stands on the screen, and where the keys go."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.desk.contact import Contact
from ui.desk.contact_words import hail, matched, number, route, who
from ui.desk.identity import Identity
from ui.desk.this_call import ThisCall
from ui.desk.view import DeskView
from ui.desk.young import YoungPop
from ui.phone.phone import Phone


class ContactScreen:
    """Show contacts on the desk's page, in this call's column and on the top bar."""

    def __init__(self, view: DeskView, side: ThisCall, phone: Phone, identity: Identity) -> None:
        self._view, self._side, self._phone, self._identity = view, side, phone, identity
        self.carded: Contact | None = None  # whose card stands above the page
        self.paged: Contact | None = None  # whose page, choice or form is shown
        self._in_form: Contact | None = None  # for whom the form was begun last
        self._young = YoungPop(view)

    def show_contact(self, contact: Contact) -> None:
        """Show a contact whole, as the one that is worked on."""
        texts = contact.texts
        self._side.show_contact(
            hail(contact) or number(contact),
            texts.get("reason", ""),
            texts.get("notes", ""),
            texts.get("outcome", ""),
        )
        self._side.set_linked(contact.order_number)
        self.show_caller(contact)

    def show_caller(self, contact: Contact) -> None:
        """Show who it is, and leave alone what is being typed."""
        self.show_page_of(contact)
        self._side.set_title(hail(contact) or number(contact))
        self._phone.set_who(contact.call, who(contact))

    def show_page_of(self, contact: Contact) -> None:
        """Show the caller's page, the choice of several, or the form for a stranger."""
        if contact is not self.paged:
            self._give_focus_up()
        self.paged = contact
        self.hide_card()
        self._note_age(contact, self._view)
        if contact.page is not None:
            if self._view.pop.page is not contact.page:
                self._view.pop.show_page(contact.page, matched(contact))
            self._view.show_pop()
        elif contact.loaded is None:
            self._view.show_nothing()  # answered before the store has said who it is
        elif contact.provider is not None:
            self._view.provider.show_page(contact.provider, contact.key)
            self._view.show_provider()
        elif contact.choices:
            self._view.show_nothing()
            self.show_card(contact, waits=False)
        else:
            self._show_form(contact)

    def show_card(self, contact: Contact, *, waits: bool) -> None:
        """Show who rings above the page, or whom to choose from."""
        self.carded = contact
        self._note_age(contact, self._view.ring)
        self._view.ring.show_ring(number(contact), route(contact), contact.choices, contact.key)
        self._view.ring.set_waiting(waits)
        self._view.show_ring(True)

    def hide_card(self) -> None:
        self.carded = None
        self._view.show_ring(False)

    def show_nothing(self) -> None:
        """Show an idle desk."""
        self._side.clear()
        self.show_empty()
        self._view.setFocus()

    def show_empty(self) -> None:
        """Take page and card away; the keys that went to them go nowhere."""
        self._give_focus_up()
        self.paged = None
        self.hide_card()
        self._view.show_nothing()

    def focus_first_field(self) -> None:
        """Go where one types first: the choice, the name of a stranger, else the notes."""
        if self.carded is not None:
            self._view.ring.focus_candidates()
        elif self._view.is_provider():
            self._view.provider.focus_orders()
        elif self._view.is_intake():
            self._view.intake.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._side.notes.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_at_rest(self) -> bool:
        """Tell whether the keys go to the idle desk itself, where there is nothing that they would do."""
        return self._view.isVisible() and QApplication.focusWidget() is self._view

    def focus_goes(self) -> bool:
        """Tell whether the focus is on what gives way to the caller's page."""
        return QApplication.focusWidget() is None or _has_focus(
            self._view.intake, self._view.ring, self._view.provider
        )

    def _show_form(self, contact: Contact) -> None:
        """Show the form for a stranger as it was left, with what was half typed and the caret."""
        if contact is not self._in_form:
            self._identity.start_intake(contact)
            self._in_form = contact
        self._view.show_intake()

    def _give_focus_up(self) -> None:
        """Let no key reach what comes in the place of what had the focus: Qt would go to the next button."""
        view = self._view
        if _has_focus(view.intake, view.ring, view.provider, view.pop, *view.beside()):
            self._view.setFocus()

    def _note_age(self, contact: Contact, part: QWidget) -> None:
        if contact.loaded is not None:
            contact.popped_at = contact.popped_at or time.monotonic()
            self._young.bring(part, contact.popped_at)


def _has_focus(*parts: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and any(part.isAncestorOf(focus) for part in parts)
