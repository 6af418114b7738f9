"""Joins the desk's page and this call to the desk: from the ring to the wrap-up."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from app.command import Command
from app.lines import site_of
from app.pop import PopPage
from ui.composing import commit_composition
from ui.context import Context
from ui.desk.beginning import Beginning
from ui.desk.contact import Contact, Loaded
from ui.desk.contact_words import number, who
from ui.desk.contacts import Contacts
from ui.desk.drafts import DraftKeeper
from ui.desk.identity import Identity
from ui.desk.left_words import LeftWords
from ui.desk.rings import Rings
from ui.desk.screen import ContactScreen
from ui.desk.this_call import ThisCall
from ui.desk.timeline_presenter import TimelinePresenter
from ui.desk.typed import Typed
from ui.desk.view import DeskView
from ui.desk.whose import Whose
from ui.desk.wrap_up import WrapUp
from ui.desk.writing import Writing
from ui.phone.calls import SeatCall
from ui.phone.phone import Phone
from ui.phone.state import then_words
from ui.times import clock_text


class DeskPresenter(QObject):
    """Lead the contacts of this seat over the screen.

    Signals: ``contact_changed(object)`` the `Contact` that is worked on, or None; ``shown(str)`` the linked
    id of a call whose page has been put on screen; ``search_wanted()`` who is answered cannot be found by a
    number. Those of ``rings`` tell of the way to a ring and back.
    """

    contact_changed = Signal(object)
    search_wanted = Signal()
    shown = Signal(str)

    def __init__(self, context: Context, view: DeskView, this_call: ThisCall, phone: Phone) -> None:
        super().__init__(view)
        self._context, self._view, self._side, self._phone = context, view, this_call, phone
        self._contacts = Contacts()
        self._expected: dict[str, tuple[UUID, UUID]] = {}
        self.drafts = DraftKeeper(context, self)
        self._writing = Writing(context, self)
        self._identity = Identity(context, view.intake, self._writing)
        self._beginning = Beginning(context, self.drafts, self._writing)
        self._screen = ContactScreen(view, this_call, phone, self._identity)
        self.rings = Rings(self._contacts, self._screen, view, context.settings)
        self._whose = Whose(self._contacts, self._screen, self.rings, self._identity, view, this_call, phone)
        self._wrap_up = WrapUp(context, this_call, self.drafts, self._writing)
        self._left_words = LeftWords(self._contacts, self.drafts, self._writing)
        Typed(self._contacts, this_call, view.intake, self._left_words, self._beginning, self._writing)
        TimelinePresenter(context, view.pop)
        self._connect()

    @property
    def contact(self) -> Contact | None:
        """Return the contact that is worked on."""
        return self._contacts.current

    def shown_contact(self) -> Contact | None:
        """Return the contact whose page is on screen."""
        return self._contacts.shown

    def page(self) -> PopPage | None:
        """Return the page of the contact that is worked on."""
        return self.contact.page if self.contact else None

    # a call comes, and goes

    @Slot(object)
    def on_arrived(self, call: SeatCall) -> None:
        """Read the caller's page while the caller still waits in the queue."""
        if self._known(call) is None:
            contact = self._contact_of(call)
            self._contacts.arrive(contact)
            self._identity.look_up(contact)

    def _known(self, call: SeatCall) -> Contact | None:
        """Return the contact of a call that is told once more, as after the line was lost."""
        contact = self._contacts.known(call)
        if contact is not None and contact.call is not call:
            call.answered_at, contact.call = contact.call.answered_at, call
        return contact

    @Slot(object)
    def _on_loaded(self, contact: Contact) -> None:
        is_untouched = not contact.texts
        self._left_words.take_up(contact)
        if contact is self.contact:
            self._identity.bind_if_certain(contact)
            self._screen.show_caller(contact)
            self.rings.show_waiting()
            goes_to_work = contact.call.asked_here or self._screen.is_at_rest()
            if goes_to_work and is_untouched and not self._side.is_composing():
                self._begin_work(contact)
        elif contact.rings or contact.is_answered:
            self._show_ring(contact)

    @Slot(object)
    def on_rang(self, call: SeatCall) -> None:
        """A call rings here; one that left this seat, or gave up, has its contact already."""
        contact = self._contacts.known(call)
        if contact is None or contact is self.contact:
            return
        self._contacts.ring_again(contact)
        if contact.loaded is not None:
            self._show_ring(contact)
            if contact.is_sealed and contact.customer_id is not None:
                self._identity.reload(contact, contact.customer_id)

    def _show_ring(self, contact: Contact) -> None:
        self._view.say("")
        self.rings.show(contact)
        if self._view.isVisible():
            self.shown.emit(contact.call.linked_id)
        self._phone.set_who(contact.call, who(contact))
        self._identity.bind_if_certain(contact)

    @Slot(object)
    def on_missed(self, call: SeatCall) -> None:
        """The call no longer rings here: whatever it showed goes, what is typed stays."""
        contact = self._contacts.offered(call.linked_id)
        if contact is None:
            return
        contact.popped_at = None  # it may ring here again
        was_on_page = self._screen.paged is contact
        if self._contacts.previewed is contact:
            self.rings.leave()
        if contact.is_begun:
            self._contacts.leave(call.linked_id)
            self._go_on_with(contact)
        self.rings.show_waiting()
        if self.contact is None and was_on_page:
            self._screen.show_empty()
            self._show_next_ring()
            gone = self.tr("{0} does not ring any more.").format(who(contact) or number(contact))
            kept = self.tr("What you typed is kept: F9 goes to it.") if contact.words else ""
            self._view.say(" ".join(filter(None, (gone, kept))))

    def _show_next_ring(self) -> None:
        """Let a ring that waited open on the desk that has become idle."""
        ring = self._contacts.ring()
        if ring is not None and ring.loaded is not None:
            self._show_ring(ring)

    @Slot(object)
    def on_gone(self, call: SeatCall) -> None:
        """A call that ended without being ours needs nothing kept but what was typed."""
        contact = self._contacts.offered(call.linked_id)
        self._contacts.leave(call.linked_id)
        self._go_on_with(contact)

    def _go_on_with(self, contact: Contact | None) -> None:
        """A call that had come back for a moment still waits for its wrap-up."""
        if contact is not None and contact.is_begun and self.contact is None:
            self._take(contact)

    def _contact_of(self, call: SeatCall) -> Contact:
        site = site_of(self._context.reference.sites, call.line)
        return Contact(call, self._context.desk.actor.person_id, site=site)

    def expect_dial(self, linked_id: str, customer_id: UUID, follow_up_id: UUID) -> None:
        """Know whom a call is for that is about to be dialled."""
        self._expected[linked_id] = customer_id, follow_up_id

    def forget_dial(self, linked_id: str) -> None:
        """Forget a call that was not dialled after all."""
        self._expected.pop(linked_id, None)

    @Slot(object)
    def on_dialled(self, call: SeatCall) -> None:
        """A call that was dialled here is a contact from the first moment."""
        if self._known(call) is not None:
            return
        contact = self._contact_of(call)
        expected = self._expected.pop(call.linked_id, None)
        if expected is None:
            self._identity.look_up(contact)
        else:
            contact.loaded, contact.follow_up_id = Loaded(), expected[1]
            self.drafts.note(contact.call_id, "follow_up", str(expected[1]))
            self._identity.choose(contact, expected[0])
        self._take(contact)

    # a call is answered, and ends

    @Slot(object)
    def on_answered(self, call: SeatCall) -> None:
        """Make the call the contact on screen, unless the phone itself answered while something was done.

        Something is done, too, while another page is open.
        """
        if self.contact is not None and self.contact.call is call:
            self._beginning.begin(self.contact)
            return
        contact = self._contacts.offered(call.linked_id)
        if contact is None:
            return
        if contact.is_sealed:
            self._view.say(self.tr("This call was wrapped up before it came back: its record is closed."))
            return
        self._beginning.begin(contact)
        is_at_rest = self._contacts.is_idle and self._screen.is_at_rest()
        if call.asked_here or is_at_rest:
            self._take(contact)
            self._begin_work(contact)
        elif self._contacts.is_idle and self._view.isVisible():
            self._take(contact)
        else:
            self.rings.show_waiting()

    @Slot(object)
    def on_ended(self, call: SeatCall) -> None:
        """A hang-up closes nothing: the wrap-up begins, unless it was done before the call came back."""
        contact = self._contacts.known(call)
        if contact is not None and contact.is_sealed:
            self._leave_sealed(contact)
            return
        self._side.say_wrong("")

    def _leave_sealed(self, contact: Contact) -> None:
        was_on_page = self._screen.paged is contact
        self._contacts.leave(contact.call.linked_id)
        self.rings.show_waiting()
        if self.contact is None and was_on_page:
            self._screen.show_empty()
            self._show_next_ring()

    def _begin_work(self, contact: Contact) -> None:
        """Go where one types first; who withholds the number has to be searched for."""
        self._screen.focus_first_field()
        if contact.loaded is not None and contact.page is None and not contact.key:
            self.search_wanted.emit()

    def _take(self, contact: Contact) -> None:
        """Put a contact on screen; the one that was there waits with everything typed."""
        commit_composition()  # what is still being composed belongs to what was there
        self.drafts.flush()
        self._contacts.take(contact)
        self.rings.stay()
        self._view.say("")
        self._screen.show_contact(contact)
        self.rings.show_waiting()
        self.contact_changed.emit(contact)

    # F9 and Esc

    @Slot()
    def open_ring(self) -> None:
        """Go to the ring that waits; Esc comes back to the word that was being typed."""
        contact = self.rings.go_to()
        if contact is not None and contact.is_answered and not contact.is_sealed:
            self._take(contact)
            self._begin_work(contact)
        elif contact is not None:
            self.rings.look_at(contact)

    @Slot()
    def go_back(self) -> bool:
        """Leave a ring that is looked at, or the doubt about who it is; tell whether there was one."""
        if self._contacts.previewed is not None:
            self.rings.leave()
            return True
        return self._whose.take_back()

    def choose(self, customer_id: UUID) -> None:
        """Say whose call it is that is on screen."""
        self._whose.choose(customer_id)

    def someone_else(self) -> None:
        """Doubt who it is that is on screen."""
        self._whose.someone_else()

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._view.say(sentence, "broken")

    # what is done in a call

    def link(self, contact: Contact, order_id: UUID, order_number: str) -> None:
        """Say which order a call is about."""
        contact.order_id, contact.order_number = order_id, order_number
        self.drafts.note(contact.call_id, "order", f"{order_id} {order_number}")
        if contact is self.contact:
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
        commit_composition()  # what is still being composed is part of the notes
        if self.contact is not None:
            self._wrap_up.finish(self.contact, self._before_sealing(self.contact))

    def finish_follow_up(self, contact: Contact, disposition: str, note: str) -> None:
        """Wrap up a promised call with what was recorded on its own page, and with its notes."""
        notes = "\n".join(part for part in (contact.texts.get("notes", ""), note) if part)
        contact.texts.update(outcome=disposition, notes=notes)
        self._wrap_up.seal(contact, self._before_sealing(contact))

    def _before_sealing(self, contact: Contact) -> list[Command]:
        return [*self._beginning.commands(contact), *self._identity.doubted(contact)]

    @Slot(object)
    def _on_sealed(self, contact: Contact) -> None:
        was_current = contact is self.contact
        after = self._contacts.close(contact)
        if after is not None:
            self._take(after)
            self._screen.focus_first_field()
        elif was_current:
            self.rings.stay()
            self._screen.show_nothing()
            self.contact_changed.emit(None)
            self._show_next_ring()

    def restore(self, found: list[tuple[Contact, UUID | None]], left: Sequence[Contact] = ()) -> None:
        """Put back what was begun and not wrapped up, with its customer; the newest is on screen.

        ``left``: who gave up while something stood in the form.
        """
        for contact in left:
            self._contacts.restore_left(contact)
            self._identity.look_up(contact)
        for contact, customer_id in found:
            self._take(contact)
            if customer_id is None:
                self._identity.look_up(contact)
            else:
                contact.loaded, contact.is_bound = Loaded(), True
                self._identity.reload(contact, customer_id)
        if found:
            self._view.say(self.tr("This was not wrapped up. What you had typed is here."))

    def tick(self) -> None:
        self._view.pop.tick(self._context.now())
        call = self.contact.call if self.contact else None
        if call is not None and call.ended_at is not None:
            elapsed = (self._context.now() - call.ended_at).total_seconds()
            self._side.set_wrap_up(self.tr("wrap-up {0}").format(clock_text(elapsed)))
        else:
            self._side.set_wrap_up(self.tr("after the call: wrap-up"))
        self._side.set_then(*then_words(self._phone.mine.standing, self._context.reference))

    def _connect(self) -> None:
        phone, view, side = self._phone, self._view, self._side
        for signal, slot in (
            (phone.calls.arrived, self.on_arrived),
            (phone.calls.rang, self.on_rang),
            (phone.calls.answered, self.on_answered),
            (phone.calls.missed, self.on_missed),
            (phone.calls.dialled, self.on_dialled),
            (phone.calls.ended, self.on_ended),
            (phone.calls.gone, self.on_gone),
            (view.ring.open_requested, self.open_ring),
            (self._whose.ordered, self.link),
            (side.done, self.finish),
            (self._beginning.begun, self._identity.bind_if_certain),
            (self._identity.loaded, self._on_loaded),
            (self._identity.known, self._left_words.on_known),
            (self._writing.failed, self._on_failed),
            (self._wrap_up.sealed, self._on_sealed),
        ):
            signal.connect(slot)
