"""Whose call it is: found, chosen, taken in anew, or mended."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from app.calls import BindCall
from app.command import new_id
from app.customers import RegisterCustomer
from app.desk import Sending
from app.matching import candidates
from app.numbers import suggested_area
from app.pop import PopPage, pop_page
from app.reference import Place, places
from ui.context import Context
from ui.desk.code_picker import Choice
from ui.desk.contact import Contact, Loaded
from ui.desk.contact_words import number
from ui.desk.intake import IntakeForm, IntakeView
from ui.desk.writing import Writing
from ui.error_text import error_text
from ui.wording import named


class Identity(QObject):
    """Finds the customer of a contact and writes down what was decided.

    Signals: ``loaded(object)`` a `Contact` whose number was looked up; ``known(object)`` a `Contact` whose
    customer was chosen or registered and whose page has been read.
    """

    loaded = Signal(object)
    known = Signal(object)

    def __init__(self, context: Context, intake: IntakeView, writing: Writing) -> None:
        super().__init__(intake)
        self._context, self._intake, self._writing = context, intake, writing
        intake.place_typed.connect(self._on_place_typed)

    def look_up(self, contact: Contact) -> None:
        """Find who has the number, and read the page if it is only one."""
        key, now, linked_id = contact.key, self._context.now(), contact.call.linked_id
        self._context.bridge.read(
            self,
            lambda: self._load(key, now, linked_id),
            lambda found: self._on_loaded(contact, found),
            lambda error: self._on_not_loaded(contact, error),
        )

    def bind_if_certain(self, contact: Contact) -> None:
        """A number of one customer alone says whose call it is."""
        if contact.page is not None and len(contact.candidates) == 1 and not contact.is_bound:
            self._writing.execute(
                self._bind(contact, contact.page.head.customer_id), ok=lambda: self._on_bound(contact)
            )

    def choose(self, contact: Contact, customer_id: UUID) -> None:
        """The agent says who it is; the page is shown when that is written down."""
        self._writing.execute(
            self._bind(contact, customer_id), ok=lambda: self._on_chosen(contact, customer_id)
        )

    def reload(self, contact: Contact, customer_id: UUID) -> None:
        """Read a customer's page anew; of several reads only the last one counts."""
        now = self._context.now()
        contact.reads += 1
        read = contact.reads
        self._context.bridge.read(
            self,
            lambda: self._context.desk.ask(pop_page, customer_id, now),
            lambda page: self._on_page(contact, page, read),
            lambda error: self._writing.failed.emit(error_text(error)),
        )

    def start_intake(self, contact: Contact) -> None:
        """Begin the form for a stranger, with what was typed into it before."""
        area = suggested_area(contact.key)
        guess = named(area.name_zh, area.name_en) if area else ""
        shown = number(contact) if contact.key else ""
        self._intake.start(shown, self.tr("perhaps {0}").format(guess) if guess else "")
        self._intake.restore(contact.texts)

    def register(self, contact: Contact, form: IntakeForm) -> None:
        """Make a customer of a stranger and bind the call; asked twice it happens once."""
        if contact.is_registering:
            return
        contact.is_registering = True
        customer_id = new_id()
        customer = RegisterCustomer(
            at=self._context.now(),
            customer_id=customer_id,
            name=form.name,
            title=form.title,
            phone_id=new_id(),
            phone=form.phone,
            address_id=new_id() if form.region_code else None,
            region_code=form.region_code or None,
            address_line=form.address_line,
        )
        self._writing.execute(
            customer,
            self._bind(contact, customer_id),
            ok=lambda: self._on_chosen(contact, customer_id),
            failed=lambda _error: self._on_not_registered(contact),
        )

    def _load(self, key: str, now: datetime, linked_id: str) -> Loaded:
        desk = self._context.desk
        came = self._context.brought(linked_id)
        if came is not None and came.page is not None and self._is_newest(came.page):
            return Loaded(came.candidates, came.page)
        found = tuple(desk.ask(candidates, key))
        page = desk.ask(pop_page, found[0].customer_id, now) if len(found) == 1 else None
        return Loaded(found, page)

    def _is_newest(self, page: PopPage) -> bool:
        """Tell whether nothing about this customer is on its way from here: else the copy knows more."""
        customer_id = page.head.customer_id
        return self._context.desk.sending([customer_id]).get(customer_id) is Sending.CONFIRMED

    def _on_loaded(self, contact: Contact, found: Loaded) -> None:
        contact.loaded = found
        if contact.page is None:
            contact.page = found.page
        self.loaded.emit(contact)

    def _on_not_loaded(self, contact: Contact, error: Exception) -> None:
        """Go on as with a stranger: the call is taken, and can be bound later."""
        self._on_loaded(contact, Loaded())
        self._writing.failed.emit(error_text(error))

    def _on_page(self, contact: Contact, page: PopPage, read: int) -> None:
        if read == contact.reads:
            contact.page, contact.set_aside = page, None
            self.known.emit(contact)

    def _on_bound(self, contact: Contact) -> None:
        contact.is_bound = True

    def _on_chosen(self, contact: Contact, customer_id: UUID) -> None:
        contact.is_bound, contact.is_registering = True, False
        self.reload(contact, customer_id)

    def _on_not_registered(self, contact: Contact) -> None:
        contact.is_registering = False

    def _bind(self, contact: Contact, customer_id: UUID) -> BindCall:
        return BindCall(at=self._context.now(), call_id=contact.call_id, customer_id=customer_id)

    @Slot(str)
    def _on_place_typed(self, text: str) -> None:
        if text.strip():
            desk = self._context.desk
            found = partial(self._on_places, text)
            self._context.bridge.read(self, partial(desk.ask, places, text.strip()), found)

    def _on_places(self, text: str, found: list[Place]) -> None:
        """Offer what was found, unless other words stand there now; Latin letters find a place too."""
        if self._intake.place_words() == text:
            self._intake.show_places(
                [Choice(one.code, named(one.name_zh, one.name_en), one.name_en.lower()) for one in found]
            )
