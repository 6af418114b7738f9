"""Joins the desk's page and this call to the desk: from the ring to the wrap-up."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.calls import BindCall, CallDirection
from app.command import Command, new_id
from app.customers import RegisterCustomer
from app.interactions import Channel, OpenInteraction, SealInteraction
from app.matching import Candidate, candidates
from app.numbers import display, normalise_number, suggested_area
from app.orders import UrgeOrder
from app.pop import PopPage, pop_page
from app.reference import Place, places
from app.timeline import PAGE, timeline_page
from ui.context import Context
from ui.desk.code_picker import Choice
from ui.desk.contact import Contact, Loaded
from ui.desk.drafts import DraftKeeper
from ui.desk.intake import IntakeForm
from ui.desk.this_call import ThisCall
from ui.desk.view import DeskView
from ui.error_text import error_text
from ui.phone import Phone, SeatCall
from ui.times import clock_text
from ui.wording import greeting, local, named


class DeskPresenter(QObject):
    """Hold the contacts of this seat: the one on screen, those that wait for their wrap-up, those that ring.

    Signals: ``contact_changed(object)`` the `Contact` on screen or None; ``shown(str)`` the linked id of a
    call whose page has been put on screen; ``wrapped_up(object)`` a sealed `Contact`.
    """

    contact_changed = Signal(object)
    shown = Signal(str)
    wrapped_up = Signal(object)

    def __init__(self, context: Context, view: DeskView, this_call: ThisCall, phone: Phone) -> None:
        super().__init__(view)
        self._context, self._view, self._side, self._phone = context, view, this_call, phone
        self._ringing: dict[str, Contact] = {}
        self._waiting: list[Contact] = []
        self._previewed: Contact | None = None
        self._return_focus: QWidget | None = None
        self._saving = False
        self.contact: Contact | None = None
        self.drafts = DraftKeeper(context, self)
        self._connect()

    # a call comes

    @Slot(object)
    def on_arrived(self, call: SeatCall) -> None:
        """Read the caller's page while the caller still waits in the queue."""
        contact = Contact(call, self._context.desk.actor.person_id)
        self._ringing[call.linked_id] = contact
        key, now = contact.key, self._context.now()
        self._context.bridge.read(
            self._view, lambda: self._load(key, now), lambda loaded: self._on_loaded(contact, loaded)
        )

    def _load(self, key: str, now: datetime) -> Loaded:
        desk = self._context.desk
        found = tuple(desk.ask(candidates, key))
        page = desk.ask(pop_page, found[0].customer_id, now) if len(found) == 1 else None
        return Loaded(found, page)

    def _on_loaded(self, contact: Contact, loaded: Loaded) -> None:
        contact.loaded = loaded
        if contact.page is None:
            contact.page = loaded.page
        rings = contact.call.linked_id in self._ringing and contact.call.phase == "ringing"
        if rings or contact is self.contact:
            self._bind_if_certain(contact)
            self._show_ring(contact) if rings else self._show_contact(contact)

    @Slot(object)
    def on_rang(self, call: SeatCall) -> None:
        contact = self._ringing.get(call.linked_id)
        if contact is not None and contact.loaded is not None:
            self._bind_if_certain(contact)
            self._show_ring(contact)

    def _show_ring(self, contact: Contact) -> None:
        """Show a ring: its page on an idle desk, else a card that waits above what is being done."""
        self._view.say("")
        self._phone.set_who(contact.call, self._who(contact))
        if self.contact is None and self._previewed is None:
            self._show_page_of(contact)
            self._view.show_ring(False)
            if len(self._candidates(contact)) > 1:
                self._show_ring_card(contact, waits=False)
        else:
            self._show_ring_card(contact, waits=True)
        self.shown.emit(contact.call.linked_id)

    def _show_ring_card(self, contact: Contact, *, waits: bool) -> None:
        call = contact.call
        number = display(normalise_number(call.far_number)) or self.tr("number withheld")
        route = " · ".join(part for part in (self._who(contact), call.dnis, call.queue) if part)
        self._view.ring.show_ring(number, route, self._candidates(contact), contact.key)
        self._view.ring.set_waiting(waits)
        self._view.show_ring(True)

    @Slot(object)
    def on_missed(self, call: SeatCall) -> None:
        """The call no longer rings here: whatever it showed goes, what is typed stays."""
        contact = self._ringing.get(call.linked_id)
        self._view.show_ring(False)
        if contact is None:
            return
        if self._previewed is contact:
            self.leave_preview()
        if self.contact is None:
            self._view.show_nothing()
            self._view.say(self.tr("{0} does not ring any more.").format(self._who(contact) or call.ani))

    @Slot(object)
    def on_dialled(self, call: SeatCall) -> None:
        """A call that was dialled here is a contact from the first moment."""
        known = next((one for one in self._ringing.values() if one.call.linked_id == call.linked_id), None)
        contact = known or Contact(call, self._context.desk.actor.person_id)
        contact.call = call
        self._take(contact)
        if contact.page is None and contact.loaded is None:
            self.on_arrived(call)

    def expect_dial(self, linked_id: str, call: SeatCall, page: PopPage | None, follow_up_id: UUID) -> None:
        """Know the customer of a call that is about to be dialled."""
        contact = Contact(call, self._context.desk.actor.person_id, page=page, follow_up_id=follow_up_id)
        contact.loaded = Loaded()
        self._ringing[linked_id] = contact

    # a call is answered, and ends

    @Slot(object)
    def on_answered(self, call: SeatCall) -> None:
        """Make the call the contact on screen, unless the phone itself answered while something was typed."""
        if self.contact is not None and self.contact.call is call:
            self._begin(self.contact)
            return
        contact = self._ringing.get(call.linked_id)
        if contact is None:
            return
        self._begin(contact)
        if self.contact is None or call.asked_here:
            self._take(contact)
            self.focus_first_field()
        else:
            self._show_ring_card(contact, waits=True)

    @Slot(object)
    def on_ended(self, call: SeatCall) -> None:
        """A hang-up closes nothing: the wrap-up begins."""
        self._ringing.pop(call.linked_id, None)
        self._phone.begin_wrap_up()
        if self.contact is not None and self.contact.call is call:
            self._side.say_wrong("")

    def _begin(self, contact: Contact) -> None:
        """Open the interaction of a call, once."""
        if contact.is_open:
            return
        contact.is_open = True
        out = contact.call.direction is CallDirection.OUT
        self._execute(
            OpenInteraction(
                at=contact.call.answered_at or self._context.now(),
                interaction_id=contact.interaction_id,
                call_id=contact.call_id,
                channel=Channel.CALL_OUT if out else Channel.CALL_IN,
            )
        )

    def _take(self, contact: Contact) -> None:
        """Put a contact on screen; the one that was there waits with everything typed."""
        self._ringing.pop(contact.call.linked_id, None)
        if self.contact is not None and self.contact is not contact:
            self.drafts.flush()
            self._waiting.append(self.contact)
        if contact in self._waiting:
            self._waiting.remove(contact)
        self._previewed = None
        self._return_focus = None
        self.contact = contact
        self._view.show_ring(False)
        self._view.say("")
        self._show_contact(contact)
        self.contact_changed.emit(contact)

    def _show_contact(self, contact: Contact) -> None:
        self._show_page_of(contact)
        if len(self._candidates(contact)) > 1 and contact.page is None:
            self._show_ring_card(contact, waits=False)
        title = (
            self._who(contact) or display(normalise_number(contact.call.far_number)) or self.tr("This call")
        )
        texts = contact.texts
        self._side.show_contact(
            title, texts.get("reason", ""), texts.get("notes", ""), texts.get("outcome", "")
        )
        self._side.set_linked(contact.order_number)
        self._phone.set_who(contact.call, self._who(contact))

    def _show_page_of(self, contact: Contact) -> None:
        if contact.page is not None:
            self._view.pop.show_page(contact.page, self._matched(contact))
            self._view.show_pop()
        elif len(self._candidates(contact)) > 1:
            self._view.show_nothing()
        else:
            self._start_intake(contact)

    def _start_intake(self, contact: Contact) -> None:
        area = suggested_area(contact.key)
        guess = named(area.name_zh, area.name_en) if area else ""
        number = display(normalise_number(contact.call.far_number))
        self._view.intake.start(number, self.tr("perhaps {0}").format(guess) if guess else "")
        self._view.intake.restore(contact.texts)
        self._view.show_intake()

    def focus_first_field(self) -> None:
        """Go where one types first: the name of a stranger, else the notes."""
        if self._view.ring.isVisible():
            self._view.ring.focus_candidates()
        elif self._view.is_intake():
            self._view.intake.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._side.notes.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # F9 and Esc

    @Slot()
    def open_ring(self) -> None:
        """Go to the ring that waits; Esc comes back to the word that was being typed."""
        contact = next(iter(self._ringing.values()), None)
        if contact is None or contact.loaded is None:
            return
        if contact.call.is_up:
            self._take(contact)
            self.focus_first_field()
            return
        self._return_focus = self._return_focus or QApplication.focusWidget()
        self._previewed = contact
        self._show_page_of(contact)
        if len(self._candidates(contact)) > 1:
            self._show_ring_card(contact, waits=False)
            self._view.ring.focus_candidates()
        else:
            self._view.show_ring(False)
            self._view.pop.timeline.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def leave_preview(self) -> None:
        """Come back from a ring to what was on screen and the word that was being typed."""
        contact, self._previewed = self._previewed, None
        if self.contact is not None:
            self._show_page_of(self.contact)
            if contact is not None and contact.call.phase == "ringing":
                self._show_ring_card(contact, waits=True)
        if self._return_focus is not None:
            self._return_focus.setFocus(Qt.FocusReason.OtherFocusReason)
            self._return_focus = None

    @property
    def is_previewing(self) -> bool:
        return self._previewed is not None

    # whose call it is

    def _bind_if_certain(self, contact: Contact) -> None:
        if contact.page is not None and contact.loaded is not None and len(contact.loaded.candidates) == 1:
            self._bind(contact, contact.page.head.customer_id)

    def _bind(self, contact: Contact, customer_id: UUID) -> None:
        self._execute(BindCall(at=self._context.now(), call_id=contact.call_id, customer_id=customer_id))

    @Slot(object)
    def _on_chosen(self, customer_id: UUID) -> None:
        contact = self._asked_about()
        if contact is not None:
            self._bind(contact, customer_id)
            self.reload(contact, customer_id)

    def reload(self, contact: Contact, customer_id: UUID) -> None:
        """Read a customer's page anew and show it, if the contact is still the one on screen."""
        now = self._context.now()
        self._context.bridge.read(
            self._view,
            lambda: self._context.desk.ask(pop_page, customer_id, now),
            lambda page: self._on_page(contact, page),
        )

    def _on_page(self, contact: Contact, page: PopPage) -> None:
        contact.page = page
        if contact in (self.contact, self._previewed):
            self._view.show_ring(False)
            self._show_page_of(contact)
            self._side.set_title(self._who(contact))
            self._phone.set_who(contact.call, self._who(contact))
            if contact is self.contact:
                self.focus_first_field()

    @Slot()
    def someone_else(self) -> None:
        """The caller is not who we think: choose again, or take a new customer."""
        contact = self.contact
        if contact is None:
            return
        contact.page = None
        if len(self._candidates(contact)) > 1:
            self._show_ring_card(contact, waits=False)
            self._view.ring.focus_candidates()
        else:
            self._start_intake(contact)
            self.focus_first_field()

    @Slot()
    def _on_nobody(self) -> None:
        contact = self._asked_about()
        if contact is not None:
            self._view.show_ring(False)
            self._start_intake(contact)
            self.focus_first_field()

    def _asked_about(self) -> Contact | None:
        return self._previewed or self.contact or next(iter(self._ringing.values()), None)

    @Slot(object)
    def _on_intake_saved(self, form: IntakeForm) -> None:
        contact = self._asked_about()
        if contact is None:
            return
        customer_id = new_id()
        now = self._context.now()
        register = RegisterCustomer(
            at=now,
            customer_id=customer_id,
            name=form.name,
            title=form.title,
            phone_id=new_id(),
            phone=form.phone,
            address_id=new_id() if form.region_code else None,
            region_code=form.region_code or None,
            address_line=form.address_line,
        )
        bind = BindCall(at=now, call_id=contact.call_id, customer_id=customer_id)
        self._execute(register, bind, ok=lambda: self.reload(contact, customer_id))

    @Slot(str)
    def _on_place_typed(self, text: str) -> None:
        if text:
            self._context.bridge.read(
                self._view, lambda: self._context.desk.ask(places, text), self._on_places
            )

    def _on_places(self, found: list[Place]) -> None:
        self._view.intake.show_places(
            [Choice(place.code, named(place.name_zh, place.name_en), "") for place in found]
        )

    # what is typed

    @Slot(str, str)
    def _on_typed(self, field: str, text: str) -> None:
        contact = self.contact
        if contact is None:
            return
        self._begin(contact)
        contact.texts[field] = text
        self.drafts.note(contact.call_id, field, text)

    @Slot(object)
    def _on_kept(self, at: datetime) -> None:
        self._side.set_kept(self.tr("draft kept {0}").format(f"{local(at):%H:%M:%S}"))

    @Slot(object)
    def _on_not_kept(self, error: Exception) -> None:
        self._side.set_kept(self.tr("draft not kept"), safe=False)
        self._view.say(error_text(error), "broken")

    # the timeline

    @Slot(str)
    def _on_filter(self, _chosen: str) -> None:
        page = self._view.pop.page
        if page is None:
            return
        kind = self._view.pop.filter_kind()
        total = page.counts.total if kind is None else page.counts.by_kind.get(kind, 0)
        self._view.pop.timeline_model.start(total, page.timeline if kind is None else ())

    @Slot(int)
    def _on_page_wanted(self, number: int) -> None:
        page = self._view.pop.page
        if page is None:
            return
        customer_id, model = page.head.customer_id, self._view.pop.timeline_model
        stamp, kind = model.stamp, self._view.pop.filter_kind()
        self._context.bridge.read(
            self._view,
            lambda: self._context.desk.ask(timeline_page, customer_id, kind, number * PAGE, PAGE),
            lambda entries: model.put_page(stamp, number, entries),
        )

    # what is done in a call

    @Slot(object)
    def urge(self, order_id: UUID) -> None:
        """Write down that the customer asked for the order again."""
        contact, page = self.contact, self._view.pop.page
        if contact is None or page is None:
            return
        order = next((one for one in page.orders if one.order_id == order_id), None)
        if order is not None:
            self.link(order_id, order.number)
            command = UrgeOrder(at=self._context.now(), order_id=order_id, event_id=new_id())
            self._execute(command, ok=lambda: self.reload(contact, page.head.customer_id))

    def link(self, order_id: UUID, number: str) -> None:
        """Say which order the call is about."""
        if self.contact is not None:
            self.contact.order_id, self.contact.order_number = order_id, number
            self._side.set_linked(number)

    # wrap-up

    @Slot()
    def finish(self) -> None:
        """Save the call for good and be ready for the next one."""
        contact = self.contact
        if contact is None or self._saving:
            return
        if contact.call.is_up:
            self._side.say_wrong(self.tr("The call is still up. F8 ends it."))
        elif not contact.texts.get("outcome"):
            self._side.say_wrong(self.tr("How did it end? Choose an outcome."))
            self._side.outcome.focus()
        else:
            self._seal(contact)

    def _seal(self, contact: Contact) -> None:
        self._begin(contact)
        self._saving = True
        self.drafts.forget(contact.call_id)
        self._execute(self._seal_command(contact), ok=lambda: self._on_sealed(contact), drop=contact.call_id)

    def _seal_command(self, contact: Contact) -> SealInteraction:
        now, call = self._context.now(), contact.call
        ended_at = call.ended_at or now
        talk = (ended_at - call.answered_at).total_seconds() if call.answered_at else 0
        return SealInteraction(
            at=now,
            interaction_id=contact.interaction_id,
            reason_code=contact.texts.get("reason") or None,
            disposition_code=contact.texts["outcome"],
            notes=contact.texts.get("notes", ""),
            order_id=contact.order_id,
            talk_s=max(0, round(talk)),
            wrap_up_s=max(0, round((now - ended_at).total_seconds())),
        )

    def _on_sealed(self, contact: Contact) -> None:
        self._saving = False
        self.wrapped_up.emit(contact)
        if self.contact is not contact:
            return
        self.contact = None
        if self._waiting:
            self._take(self._waiting.pop())
            self.focus_first_field()
            return
        self._side.clear()
        self._view.show_ring(False)
        self._view.show_nothing()
        self.contact_changed.emit(None)
        self._phone.set_ready(True)

    def restore(self, contacts: list[Contact]) -> None:
        """Put back what was begun and not wrapped up, as after a power cut; the newest is on screen."""
        for contact in contacts:
            self._take(contact)
        if contacts:
            self._phone.begin_wrap_up()
            self._view.say(self.tr("This was not wrapped up. What you had typed is here."))

    def tick(self) -> None:
        self._view.pop.tick(self._context.now())
        call = self.contact.call if self.contact else None
        if call is not None and call.ended_at is not None:
            elapsed = (self._context.now() - call.ended_at).total_seconds()
            self._side.set_wrap_up(self.tr("wrap-up {0}").format(clock_text(elapsed)))
        else:
            self._side.set_wrap_up(self.tr("after the call: wrap-up"))

    # helpers

    def _execute(self, *commands: Command, ok: object = None, drop: UUID | None = None) -> None:
        desk = self._context.desk

        def work() -> None:
            desk.execute(*commands)
            if drop is not None:
                desk.drop_drafts(drop)

        self._context.bridge.write(
            self._view, work, (lambda _none: ok()) if callable(ok) else None, self._on_failed
        )

    def _on_failed(self, error: Exception) -> None:
        self._saving = False
        self._view.say(error_text(error), "broken")

    def _candidates(self, contact: Contact) -> tuple[Candidate, ...]:
        return contact.loaded.candidates if contact.loaded else ()

    def _who(self, contact: Contact) -> str:
        if contact.page is not None:
            head = contact.page.head
            place = named(head.place_zh, head.place_en)
            return " · ".join(part for part in (greeting(head.name, head.title), place) if part)
        found = len(self._candidates(contact))
        return self.tr("{0} possible").format(found) if found > 1 else ""

    def _matched(self, contact: Contact) -> str:
        for one in self._candidates(contact):
            if one.customer_id == contact.customer_id:
                return self.tr("own number") if one.shared_by == 1 else self.tr("shared number, chosen")
        return ""

    def _connect(self) -> None:
        phone, view, side = self._phone, self._view, self._side
        phone.arrived.connect(self.on_arrived)
        phone.rang.connect(self.on_rang)
        phone.answered.connect(self.on_answered)
        phone.missed.connect(self.on_missed)
        phone.dialled.connect(self.on_dialled)
        phone.ended.connect(self.on_ended)
        view.ring.open_requested.connect(self.open_ring)
        view.ring.chosen.connect(self._on_chosen)
        view.ring.nobody.connect(self._on_nobody)
        view.pop.someone_else.connect(self.someone_else)
        view.pop.urge_requested.connect(self.urge)
        view.pop.filter_chosen.connect(self._on_filter)
        view.pop.timeline_model.page_wanted.connect(self._on_page_wanted)
        view.intake.saved.connect(self._on_intake_saved)
        view.intake.typed.connect(self._on_typed)
        view.intake.place_typed.connect(self._on_place_typed)
        side.typed.connect(self._on_typed)
        side.done.connect(self.finish)
        self.drafts.kept.connect(self._on_kept)
        self.drafts.failed.connect(self._on_not_kept)
