"""Whose call it is: found, chosen, taken in anew, or mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.calls import BindCall, UnbindCall
from app.command import Command, new_id
from app.customers import AddUnit, RegisterCustomer
from app.desk import Sending
from app.duplicates import Duplicate, possible_duplicates
from app.errors import DomainError
from app.floor.nuisance import nuisance_of
from app.matching import RuleOutCaller, candidates, certain, provider_callers, with_extension
from app.numbers import HERE, Number, display_whole, suggested_area
from app.pop import PopPage, pop_page
from app.provider_page import provider_page
from app.reference import Place, places
from ui.context import Context
from ui.desk.code_picker import Choice
from ui.desk.contact import Contact, Loaded
from ui.desk.intake import IntakeForm, IntakeView
from ui.desk.intake_fields import WishForm
from ui.desk.writing import Writing
from ui.error_text import error_text
from ui.wording import named

HINT_MS = 150  # a word typed fast is asked for once


class Identity(QObject):
    """Finds the customer of a contact and writes down what was decided.

    Signals: ``loaded(object)`` a `Contact` whose number was looked up; ``known(object)`` a `Contact` of whom
    more is known by what the agent said: who it is, with the page, or who it is not.
    """

    loaded = Signal(object)
    known = Signal(object)

    def __init__(self, context: Context, intake: IntakeView, writing: Writing) -> None:
        super().__init__(intake)
        self._context, self._intake, self._writing = context, intake, writing
        self._told: tuple[str, str, str, str] = ("", "", "", "")
        self._site = HERE  # of whose form it is
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(HINT_MS)
        self._wait.timeout.connect(self._look_for_duplicates)
        self._offer_models()
        context.bridge.lists_renewed.connect(self._offer_models)
        intake.place_typed.connect(self._on_place_typed)
        intake.told.connect(self._on_told)

    def look_up(self, contact: Contact) -> None:
        """Find who has the number, and read the page if it is only one."""
        number, now, linked_id = contact.number, self._context.now(), contact.call.linked_id
        self._context.bridge.read(
            self,
            lambda: self._load(number, now, linked_id),
            lambda found: self._on_loaded(contact, found),
            lambda error: self._on_not_loaded(contact, error),
        )

    def bind_if_certain(self, contact: Contact) -> None:
        """A number of one customer alone says whose call it is."""
        known = contact.loaded.certain_id if contact.loaded else None
        if known is not None and contact.customer_id == known and not contact.is_bound:
            self._writing.execute(self._bind(contact, known), ok=lambda: self._on_bound(contact))

    def choose(self, contact: Contact, customer_id: UUID) -> None:
        """The agent says who it is; the page is shown when that is written down."""
        self._writing.execute(
            *self._mistaken(contact, customer_id),
            self._bind(contact, customer_id),
            ok=lambda: self._on_chosen(contact, customer_id),
        )

    def let_go(self, contact: Contact, customer_id: UUID) -> None:
        """The agent doubts who it is: the call is nobody's until somebody is chosen."""
        self._writing.execute(
            UnbindCall(at=self._context.now(), call_id=contact.call_id, customer_id=customer_id),
            ok=lambda: self._on_let_go(contact),
        )

    def hold_again(self, contact: Contact, customer_id: UUID) -> None:
        """The doubt is taken back."""
        self._writing.execute(self._bind(contact, customer_id), ok=lambda: self._on_bound(contact))

    def doubted(self, contact: Contact) -> list[Command]:
        """Return what remembers who it was not, where nobody was chosen in the place of who was doubted."""
        return self._mistaken(contact, None) if contact.set_aside is not None else []

    def rule_out(self, contact: Contact, customer_id: UUID) -> None:
        """Remember that this customer does not ring from the number, and look again who may."""
        if contact.customer_id == customer_id:
            contact.page, contact.reads = None, contact.reads + 1
            self.let_go(contact, customer_id)
        if contact.key:
            self._writing.execute(
                RuleOutCaller(at=self._context.now(), customer_id=customer_id, key=contact.key),
                ok=lambda: self.look_up(contact),
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
        self._site = contact.site
        area = suggested_area(contact.key)
        guess = named(area.name_zh, area.name_en) if area else ""
        shown = display_whole(contact.number)
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
            line=contact.call.line,
            address_id=new_id() if form.region_code else None,
            region_code=form.region_code or None,
            address_line=form.address_line,
        )
        self._writing.execute(
            customer,
            *self._mistaken(contact, customer_id),
            self._bind(contact, customer_id),
            ok=lambda: self._on_registered(contact, customer_id, form.wish),
            failed=lambda _error: self._on_not_registered(contact),
        )

    def _load(self, number: Number, now: datetime, linked_id: str) -> Loaded:
        found = self._found(number, now, linked_id)
        mark = self._context.desk.ask(nuisance_of, number.key, now) if number.key else None
        return replace(found, disturbs=mark.reason) if mark is not None else found

    def _found(self, number: Number, now: datetime, linked_id: str) -> Loaded:
        desk = self._context.desk
        came = self._context.brought(linked_id)
        page = came.page if came is not None and came.page and self._is_newest(came.page) else None
        found = came.candidates if came is not None and page else desk.ask(candidates, number.key)
        listed = with_extension(found, number.extension)
        if theirs := desk.ask(provider_callers, number.key):
            provider = desk.ask(provider_page, theirs[0].provider_id, now)
            return Loaded(tuple(listed), provider=provider)
        known = certain(listed)
        if known is None:
            return Loaded(tuple(listed))
        if page is None or page.head.customer_id != known.customer_id:
            page = desk.ask(pop_page, known.customer_id, now)
        return Loaded(tuple(listed), page, certain_id=known.customer_id)

    def _mistaken(self, contact: Contact, customer_id: UUID | None) -> list[Command]:
        """Remember whom the number named by itself, where it is somebody else who rings."""
        known = contact.loaded.certain_id if contact.loaded else None
        if known in (None, customer_id) or not contact.key:
            return []
        return [RuleOutCaller(at=self._context.now(), customer_id=known, key=contact.key)]

    def _is_newest(self, page: PopPage) -> bool:
        """Tell whether nothing about this customer is on its way from here: else the copy knows more."""
        customer_id = page.head.customer_id
        return self._context.desk.sending([customer_id]).get(customer_id) is Sending.CONFIRMED

    def _on_loaded(self, contact: Contact, found: Loaded) -> None:
        is_first, contact.loaded = contact.loaded is None, found
        if not is_first:
            self._on_loaded_again(contact, found)
            return
        if contact.page is None:
            contact.page, contact.provider = found.page, found.provider
        self.loaded.emit(contact)

    def _on_loaded_again(self, contact: Contact, found: Loaded) -> None:
        """Take who is left when another was ruled out, but not whom the agent has set aside."""
        aside = contact.set_aside.head.customer_id if contact.set_aside else None
        if contact.page is None and found.certain_id != aside:
            contact.page = found.page
        self.bind_if_certain(contact)
        self.known.emit(contact)

    def _on_not_loaded(self, contact: Contact, error: Exception) -> None:
        """Go on as with a stranger: the call is taken, and can be bound later."""
        self._on_loaded(contact, Loaded())
        self._writing.failed.emit(error_text(error))

    def _on_page(self, contact: Contact, page: PopPage, read: int) -> None:
        if read == contact.reads:
            contact.page, contact.set_aside, contact.provider = page, None, None
            self.known.emit(contact)

    def _on_bound(self, contact: Contact) -> None:
        contact.is_bound = True

    def _on_let_go(self, contact: Contact) -> None:
        contact.is_bound = False

    def _on_chosen(self, contact: Contact, customer_id: UUID) -> None:
        contact.is_bound, contact.is_registering = True, False
        self.reload(contact, customer_id)

    def _on_registered(self, contact: Contact, customer_id: UUID, wish: WishForm) -> None:
        """Write down the unit too; one that is somebody else's is said, and the customer stays."""
        if not wish.model_code:
            self._on_chosen(contact, customer_id)
            return
        unit = AddUnit(
            at=self._context.now(),
            unit_id=new_id(),
            customer_id=customer_id,
            model_code=wish.model_code,
            serial=wish.serial or None,
            sold_on=wish.sold_on,
            invoice_seen=wish.invoice_seen,
        )
        go_on = partial(self._on_chosen, contact, customer_id)
        self._writing.execute(unit, ok=go_on, failed=lambda _error: go_on())

    def _on_not_registered(self, contact: Contact) -> None:
        contact.is_registering = False

    def _bind(self, contact: Contact, customer_id: UUID) -> BindCall:
        return BindCall(at=self._context.now(), call_id=contact.call_id, customer_id=customer_id)

    @Slot(str, str, str, str)
    def _on_told(self, phone: str, region_code: str, street: str, serial: str) -> None:
        self._told = phone, region_code, street, serial
        self._wait.start()

    @Slot()
    def _look_for_duplicates(self) -> None:
        told = self._told
        phone, *others = told
        key = self._site.read(phone).key
        ask = partial(self._context.desk.ask, possible_duplicates, key, *others)
        self._context.bridge.read(self, ask, partial(self._on_duplicates, told), _not_told)

    def _on_duplicates(self, told: tuple[str, str, str, str], found: list[Duplicate]) -> None:
        if told == self._told:
            self._intake.duplicates.show_rows(found)

    @Slot()
    def _offer_models(self) -> None:
        self._intake.wish.set_models(self._context.reference.models)

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


def _not_told(error: Exception) -> None:
    """Without an answer there is no hint; the form works on."""
    if not isinstance(error, DomainError):
        raise error
