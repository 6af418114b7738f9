"""Whose call it is, as the agent decides it: chosen, ruled out, nobody of these, about a provider's order."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from app.provider_page import ProviderOrder
from ui.desk.contact import Contact, Loaded
from ui.desk.contact_words import hail, number, who
from ui.desk.contacts import Contacts
from ui.desk.identity import Identity
from ui.desk.intake import IntakeForm
from ui.desk.rings import Rings
from ui.desk.screen import ContactScreen
from ui.desk.this_call import ThisCall
from ui.desk.view import DeskView
from ui.phone.phone import Phone


class Whose(QObject):
    """Take what the agent says of the caller on screen.

    Signals: ``ordered(object, object, str)`` the `Contact`, id and number of the order that it is about.
    """

    ordered = Signal(object, object, str)

    def __init__(
        self,
        contacts: Contacts,
        screen: ContactScreen,
        rings: Rings,
        identity: Identity,
        view: DeskView,
        side: ThisCall,
        phone: Phone,
    ) -> None:
        super().__init__(view)
        self._contacts, self._screen, self._rings, self._identity = contacts, screen, rings, identity
        self._side, self._phone = side, phone
        identity.known.connect(self._on_known)
        view.ring.chosen.connect(self._on_chosen_on_card)
        view.intake.duplicates.chosen.connect(self.choose)
        view.ring.ruled_out.connect(self._on_ruled_out)
        view.ring.nobody.connect(self._on_nobody)
        for doubted in (view.pop.someone_else, view.provider.someone_else):
            doubted.connect(self.someone_else)
        view.provider.order_chosen.connect(self._on_provider_order)
        view.intake.saved.connect(self._on_intake_saved)

    @Slot(object)
    def choose(self, customer_id: UUID) -> None:
        """Say whose call it is that is on screen."""
        if self._contacts.shown is not None:
            self._identity.choose(self._contacts.shown, customer_id)

    @Slot()
    def someone_else(self) -> None:
        """The caller is not who we think: choose again, or take a new customer. Esc takes it back."""
        contact = self._contacts.shown
        if contact is None or contact is not self._contacts.current or not (contact.page or contact.provider):
            return
        if contact.page is not None:
            contact.set_aside, contact.page = contact.page, None
            self._identity.let_go(contact, contact.set_aside.head.customer_id)
        contact.provider = None
        contact.reads += 1  # what is being read is of somebody else
        self._screen.show_page_of(contact)
        self._screen.focus_first_field()

    def take_back(self) -> bool:
        """Take back the doubt about who it is; tell whether there was one."""
        contact = self._contacts.current
        loaded = contact.loaded if contact else None
        if contact is None or loaded is None or contact.page is not None or contact.provider is not None:
            return False
        if contact.set_aside is None and loaded.provider is None:
            return False
        contact.page, contact.set_aside = contact.set_aside, None
        contact.provider = loaded.provider if contact.page is None else None
        if contact.customer_id is not None:
            self._identity.hold_again(contact, contact.customer_id)
        self._screen.show_page_of(contact)
        self._screen.focus_first_field()
        return True

    @Slot(object)
    def _on_known(self, contact: Contact) -> None:
        self._phone.set_who(contact.call, who(contact))
        if contact is self._contacts.current:
            self._side.set_title(hail(contact) or number(contact))
        if contact is self._contacts.shown:
            self._show_known(contact)
        elif contact is self._screen.carded:
            self._screen.show_card(contact, waits=True)

    def _show_known(self, contact: Contact) -> None:
        focus_goes = self._screen.focus_goes()
        self._screen.show_page_of(contact)
        self._rings.show_waiting()
        if focus_goes and contact is self._contacts.current:
            self._screen.focus_first_field()
        elif focus_goes:
            self._rings.focus_on(contact)

    # on the card, which may be of a ring that waits while another page is shown

    @Slot(object)
    def _on_chosen_on_card(self, customer_id: UUID) -> None:
        if self._screen.carded is not None:
            self._identity.choose(self._screen.carded, customer_id)

    @Slot()
    def _on_nobody(self) -> None:
        contact = self._screen.carded
        if contact is not None:
            contact.loaded = replace(contact.loaded or Loaded(), candidates=())
            self._on_known(contact)

    @Slot(object)
    def _on_ruled_out(self, customer_id: UUID) -> None:
        if self._screen.carded is not None:
            self._identity.rule_out(self._screen.carded, customer_id)

    @Slot(object)
    def _on_provider_order(self, order: ProviderOrder) -> None:
        """A technician rings about an order: the call is its customer's, and is linked to it."""
        contact = self._contacts.current
        if contact is not None and contact is self._contacts.shown:
            self.ordered.emit(contact, order.order_id, order.number)
            self._identity.choose(contact, order.customer_id)

    @Slot(object)
    def _on_intake_saved(self, form: IntakeForm) -> None:
        """Save the customer; what is wrong and when somebody shall come goes into the notes of the call."""
        contact = self._contacts.shown
        if contact is None:
            return
        wish = "\n".join(filter(None, (form.wish.fault, form.wish.wanted)))
        notes = contact.texts.get("notes", "")
        if contact is self._contacts.current and wish and wish not in notes:
            self._side.notes.setPlainText("\n".join(filter(None, (notes, wish))))
        self._identity.register(contact, form)
