"""Joins the desk's page and this call to the desk: from the ring to the wrap-up."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.calls import CallDirection
from app.command import new_id
from app.interactions import Channel, OpenInteraction
from app.orders import UrgeOrder
from app.pop import PopPage
from ui.context import Context
from ui.desk.contact import Contact, Loaded
from ui.desk.contact_words import hail, matched, number, route, who
from ui.desk.drafts import DraftKeeper
from ui.desk.identity import Identity
from ui.desk.intake import IntakeForm
from ui.desk.this_call import ThisCall
from ui.desk.timeline_presenter import TimelinePresenter
from ui.desk.view import DeskView
from ui.desk.wrap_up import WrapUp
from ui.desk.writing import Writing
from ui.error_text import error_text
from ui.phone import Phone, SeatCall
from ui.times import clock_text
from ui.wording import local


class DeskPresenter(QObject):
    """Hold the contacts of this seat: the one on screen, those that wait for their wrap-up, those that ring.

    Signals: ``contact_changed(object)`` the `Contact` on screen or None; ``shown(str)`` the linked id of a
    call whose page has been put on screen.
    """

    contact_changed = Signal(object)
    shown = Signal(str)

    def __init__(self, context: Context, view: DeskView, this_call: ThisCall, phone: Phone) -> None:
        super().__init__(view)
        self._context, self._view, self._side, self._phone = context, view, this_call, phone
        self._ringing: dict[str, Contact] = {}
        self._waiting: list[Contact] = []
        self._expected: dict[str, tuple[UUID, UUID]] = {}
        self._previewed: Contact | None = None
        self._return_focus: QWidget | None = None
        self.contact: Contact | None = None
        self.drafts = DraftKeeper(context, self)
        self._writing = Writing(context, self)
        self._identity = Identity(context, view.intake, self._writing)
        self._wrap_up = WrapUp(context, this_call, self.drafts, self._writing)
        TimelinePresenter(context, view.pop)
        self._connect()

    # a call comes

    @Slot(object)
    def on_arrived(self, call: SeatCall) -> None:
        """Read the caller's page while the caller still waits in the queue."""
        contact = Contact(call, self._context.desk.actor.person_id)
        self._ringing[call.linked_id] = contact
        self._identity.look_up(contact)

    @Slot(object)
    def _on_loaded(self, contact: Contact) -> None:
        if contact.rings and contact.call.linked_id in self._ringing:
            self._show_ring(contact)
        elif contact is self.contact:
            self._identity.bind_if_certain(contact)
            self._show_contact(contact)
            if contact.call.asked_here and not contact.texts:
                self.focus_first_field()

    @Slot(object)
    def on_rang(self, call: SeatCall) -> None:
        contact = self._ringing.get(call.linked_id)
        if contact is not None and contact.loaded is not None:
            self._show_ring(contact)

    def _show_ring(self, contact: Contact) -> None:
        """Show a ring: its page on an idle desk, else a card that waits above what is being done."""
        self._view.say("")
        self._phone.set_who(contact.call, who(contact))
        if self.contact is None and self._previewed is None:
            self._show_page_of(contact)
        else:
            self._show_ring_card(contact, waits=True)
        self.shown.emit(contact.call.linked_id)
        self._identity.bind_if_certain(contact)

    def _show_ring_card(self, contact: Contact, *, waits: bool) -> None:
        self._view.ring.show_ring(number(contact), route(contact), contact.candidates, contact.key)
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
            gone = self.tr("{0} does not ring any more.")
            self._view.say(gone.format(who(contact) or number(contact)))

    def expect_dial(self, linked_id: str, customer_id: UUID, follow_up_id: UUID) -> None:
        """Know whom a call is for that is about to be dialled."""
        self._expected[linked_id] = customer_id, follow_up_id

    @Slot(object)
    def on_dialled(self, call: SeatCall) -> None:
        """A call that was dialled here is a contact from the first moment."""
        contact = Contact(call, self._context.desk.actor.person_id)
        expected = self._expected.pop(call.linked_id, None)
        if expected is None:
            self._identity.look_up(contact)
        else:
            contact.loaded, contact.follow_up_id = Loaded(), expected[1]
            self._identity.choose(contact, expected[0])
        self._take(contact)

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
            if call.asked_here and contact.follow_up_id is None:
                self.focus_first_field()
        else:
            self._show_ring_card(contact, waits=True)

    @Slot(object)
    def on_ended(self, call: SeatCall) -> None:
        """A hang-up closes nothing: the wrap-up begins."""
        self._phone.begin_wrap_up()
        if self.contact is not None and self.contact.call is call:
            self._side.say_wrong("")

    @Slot(object)
    def on_gone(self, call: SeatCall) -> None:
        """A call that ended without being ours needs nothing kept."""
        contact = self._ringing.get(call.linked_id)
        if contact is not None and not contact.is_open:
            del self._ringing[call.linked_id]

    def _begin(self, contact: Contact) -> None:
        """Open the interaction of a call, once."""
        if contact.is_open:
            return
        contact.is_open = True
        out = contact.call.direction is CallDirection.OUT
        self._writing.execute(
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
        self._view.say("")
        self._show_contact(contact)
        self.contact_changed.emit(contact)

    def _show_contact(self, contact: Contact) -> None:
        self._show_page_of(contact)
        texts = contact.texts
        self._side.show_contact(
            hail(contact) or number(contact),
            texts.get("reason", ""),
            texts.get("notes", ""),
            texts.get("outcome", ""),
        )
        self._side.set_linked(contact.order_number)
        self._phone.set_who(contact.call, who(contact))

    def _show_page_of(self, contact: Contact) -> None:
        """Show the caller's page, the choice of several, or the form for a stranger."""
        self._view.show_ring(False)
        if contact.page is not None:
            if self._view.pop.page is not contact.page:
                self._view.pop.show_page(contact.page, matched(contact))
            self._view.show_pop()
        elif contact.loaded is None:
            self._view.show_nothing()  # answered before the store has said who it is
        elif len(contact.candidates) > 1:
            self._view.show_nothing()
            self._show_ring_card(contact, waits=False)
        else:
            self._identity.start_intake(contact)
            self._view.show_intake()

    def focus_first_field(self) -> None:
        """Go where one types first: the choice, the name of a stranger, else the notes."""
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
        contact = next((one for one in self._ringing.values() if one.loaded is not None), None)
        if contact is None:
            return
        if contact.call.is_up:
            self._take(contact)
            self.focus_first_field()
            return
        self._return_focus = self._return_focus or QApplication.focusWidget()
        self._previewed = contact
        self._show_page_of(contact)
        if self._view.ring.isVisible():
            self._view.ring.focus_candidates()
        else:
            self._view.focus_page()

    @Slot()
    def leave_preview(self) -> None:
        """Come back from a ring to what was on screen and the word that was being typed."""
        contact, self._previewed = self._previewed, None
        if self.contact is not None:
            self._show_page_of(self.contact)
            if contact is not None and contact.rings:
                self._show_ring_card(contact, waits=True)
        if self._return_focus is not None:
            self._return_focus.setFocus(Qt.FocusReason.OtherFocusReason)
            self._return_focus = None

    @property
    def is_previewing(self) -> bool:
        return self._previewed is not None

    # whose call it is

    @Slot(object)
    def _on_chosen(self, customer_id: UUID) -> None:
        contact = self._asked_about()
        if contact is not None:
            self._identity.choose(contact, customer_id)

    @Slot(object)
    def _on_known(self, contact: Contact) -> None:
        if contact not in (self.contact, self._previewed):
            return
        self._show_page_of(contact)
        self._phone.set_who(contact.call, who(contact))
        if contact is self.contact:
            self._side.set_title(hail(contact))
            if self._focus_is_astray():
                self.focus_first_field()

    def _focus_is_astray(self) -> bool:
        """Tell whether the widget that had the focus went with its page."""
        focus = QApplication.focusWidget()
        return focus is None or not focus.isVisible() or self._view.isAncestorOf(focus)

    @Slot()
    def someone_else(self) -> None:
        """The caller is not who we think: choose again, or take a new customer."""
        contact = self.contact
        if contact is not None:
            contact.page = None
            self._show_page_of(contact)
            self.focus_first_field()

    @Slot()
    def _on_nobody(self) -> None:
        contact = self._asked_about()
        if contact is not None:
            contact.loaded = Loaded()
            self._show_page_of(contact)
            self.focus_first_field()

    @Slot(object)
    def _on_intake_saved(self, form: IntakeForm) -> None:
        contact = self._asked_about()
        if contact is not None:
            self._identity.register(contact, form)

    def _asked_about(self) -> Contact | None:
        return self._previewed or self.contact or next(iter(self._ringing.values()), None)

    # what is typed

    @Slot(str, str)
    def _on_typed(self, field: str, text: str) -> None:
        contact = self.contact
        if contact is not None:
            self._begin(contact)
            contact.texts[field] = text
            self.drafts.note(contact.call_id, field, text)

    @Slot(object)
    def _on_kept(self, at: datetime) -> None:
        self._side.set_kept(self.tr("draft kept {0}").format(f"{local(at):%H:%M:%S}"))

    @Slot(object)
    def _on_not_kept(self, error: Exception) -> None:
        self._side.set_kept(self.tr("draft not kept"), safe=False)
        self._on_failed(error_text(error))

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._view.say(sentence, "broken")

    # what is done in a call

    @Slot(object)
    def urge(self, order_id: UUID) -> None:
        """Write down that the customer asked for the order again."""
        contact, page = self.contact, self._view.pop.page
        order = next((one for one in page.orders if one.order_id == order_id), None) if page else None
        if contact is not None and page is not None and order is not None:
            self.link(order_id, order.number)
            command = UrgeOrder(at=self._context.now(), order_id=order_id, event_id=new_id())
            self._writing.execute(command, ok=self.reload)

    def link(self, order_id: UUID, order_number: str) -> None:
        """Say which order the call is about."""
        if self.contact is not None:
            self.contact.order_id, self.contact.order_number = order_id, order_number
            self._side.set_linked(order_number)

    @Slot()
    def reload(self) -> None:
        """Read the page of the present customer anew."""
        if self.contact is not None and self.contact.customer_id is not None:
            self._identity.reload(self.contact, self.contact.customer_id)

    # wrap-up

    @Slot()
    def finish(self) -> None:
        """Save the call for good and be ready for the next one."""
        if self.contact is not None:
            self._begin(self.contact)
            self._wrap_up.finish(self.contact)

    def finish_follow_up(self, contact: Contact, disposition: str, notes: str) -> None:
        """Wrap up a promised call with what was recorded of it on its own page."""
        contact.texts.update(outcome=disposition, notes=notes)
        self._begin(contact)
        self._wrap_up.seal(contact)

    @Slot(object)
    def _on_sealed(self, contact: Contact) -> None:
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
        self._phone.end_wrap_up()

    def restore(self, contacts: list[Contact]) -> None:
        """Put back what was begun and not wrapped up, as after a power cut; the newest is on screen."""
        for contact in contacts:
            self._take(contact)
            self._identity.look_up(contact)
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

    def page(self) -> PopPage | None:
        """Return the page of the contact on screen."""
        return self.contact.page if self.contact else None

    def _connect(self) -> None:
        phone, view, side = self._phone, self._view, self._side
        phone.arrived.connect(self.on_arrived)
        phone.rang.connect(self.on_rang)
        phone.answered.connect(self.on_answered)
        phone.missed.connect(self.on_missed)
        phone.dialled.connect(self.on_dialled)
        phone.ended.connect(self.on_ended)
        phone.gone.connect(self.on_gone)
        view.ring.open_requested.connect(self.open_ring)
        view.ring.chosen.connect(self._on_chosen)
        view.ring.nobody.connect(self._on_nobody)
        view.pop.someone_else.connect(self.someone_else)
        view.pop.urge_requested.connect(self.urge)
        view.intake.saved.connect(self._on_intake_saved)
        view.intake.typed.connect(self._on_typed)
        side.typed.connect(self._on_typed)
        side.done.connect(self.finish)
        self._identity.loaded.connect(self._on_loaded)
        self._identity.known.connect(self._on_known)
        self._writing.failed.connect(self._on_failed)
        self._wrap_up.sealed.connect(self._on_sealed)
        self.drafts.kept.connect(self._on_kept)
        self.drafts.failed.connect(self._on_not_kept)
