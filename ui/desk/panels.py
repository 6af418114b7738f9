"""What is done in a call on a panel beside the notes: to dispatch, to change a visit, to promise a call."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.desk import customer_key
from app.pop import PopPage
from ui.context import Context
from ui.desk.contact import Contact
from ui.desk.presenter import DeskPresenter
from ui.desk.this_call import ThisCall
from ui.desk.urging import Urging
from ui.desk.view import DeskView
from ui.dispatch.plan import subjects
from ui.dispatch.presenter import DispatchPresenter
from ui.dispatch.rebook_presenter import RebookPresenter
from ui.dispatch.rebook_view import RebookView
from ui.dispatch.view import DispatchView
from ui.followups.schedule_presenter import SchedulePresenter
from ui.followups.schedule_view import SchedulePanel
from ui.knowledge.panels import KnowledgePanels, Ways
from ui.orders.case_presenter import CasePresenter
from ui.orders.case_view import CasePanel
from ui.serving.presenter import ServePresenter
from ui.serving.view import ServePanel
from ui.visits.presenter import VisitPresenter
from ui.visits.view import VisitPanel


class Panels(QObject):
    """Open a panel under the caller's head, and come back to the notes.

    Signals: ``scheduled(object)`` the id of a follow-up that was promised; ``changed(object)`` a frozenset of
    the keys of customers whose page shows what a panel changed while it stays open.
    """

    scheduled = Signal(object)
    changed = Signal(object)

    def __init__(self, context: Context, view: DeskView, side: ThisCall, desk: DeskPresenter) -> None:
        super().__init__(view)
        self._view, self._side, self._desk = view, side, desk
        self._dispatch_view, self._schedule_view = DispatchView(), SchedulePanel()
        self._served: dict[UUID, Contact] = {}  # for whom a panel was opened, by call
        self._dispatch = DispatchPresenter(context, self._dispatch_view)
        self._schedule = SchedulePresenter(context, self._schedule_view)
        self._rebook_view = RebookView()
        self._rebook = RebookPresenter(context, self._rebook_view)
        self._case_view = CasePanel()
        self._case = CasePresenter(context, self._case_view)
        self._serve_view = ServePanel()
        self._serve = ServePresenter(context, self._serve_view)
        self._visit_view = VisitPanel()
        self._visit = VisitPresenter(context, self._visit_view)
        self._rebooking: Contact | None = None  # for whom an appointment is changed
        side.dispatch.connect(self.open_dispatch)
        side.follow_up.connect(self.open_schedule)
        side.serve.connect(self.open_serving)
        side.notes.textChanged.connect(self._on_notes)
        self._dispatch.dispatched.connect(self._on_dispatched)
        self._dispatch.moved.connect(self._on_moved)
        self._dispatch.told.connect(view.say)
        self._schedule.scheduled.connect(self.scheduled)
        self._rebook.booked.connect(self._on_booked)
        self._rebook.told.connect(view.say)
        self._dispatch_view.unit_chosen.connect(self._on_unit)
        view.pop.book_requested.connect(self.open_appointment)
        view.pop.word_requested.connect(self.open_word)
        for presenter in (self._dispatch, self._schedule, self._rebook, self._case, self._serve, self._visit):
            presenter.closed.connect(self.close)
        self._serve.told.connect(view.say)
        Urging(context, view, desk)
        self.knowledge = KnowledgePanels(context, view, side, desk, self._ways())
        self.knowledge.told.connect(self._on_moved)

    def _ways(self) -> Ways:
        """Return where knowledge leads."""
        return Ways(
            self.open_dispatch,
            self.open_case,
            self.open_schedule,
            self._book_work,
            self._open_case_of,
            self._dispatch_view.fault.code,
        )

    def _book_work(self, unit_id: UUID, fault_code: str) -> None:
        """Dispatch for a unit with the work chosen that a notice asks for."""
        self.open_dispatch(unit_id)
        self._dispatch_view.fault.set_code(fault_code)
        self._dispatch_view.fault.picked.emit(fault_code)

    def _open_case_of(self, unit_id: UUID, kind: str) -> None:
        self.open_case(unit_id)
        self._case_view.kind.take(kind)

    @Slot()
    def open_dispatch(self, of_unit: UUID | None = None) -> None:
        page = self._known_page()
        if page is not None and self._desk.contact is not None:
            self._show(self._dispatch_view)
            if self._dispatch.resume(page.head.customer_id):
                self._dispatch_view.to_fault()
                return
            notes, unit_id = self._side.notes.toPlainText(), of_unit or self._view.pop.unit_id()
            self._dispatch.open(page, self._desk.contact.call_id, notes, unit_id)

    @Slot()
    def open_schedule(self) -> None:
        page = self._known_page()
        if page is not None and self._desk.contact is not None:
            self._show(self._schedule_view)
            self._schedule.open(page, self._desk.contact.call_id, self._desk.contact.order_id)

    @Slot()
    def open_case(self, of_unit: UUID | None = None) -> None:
        """Take a complaint, a return, an installation or a question of the caller."""
        page, contact = self._known_page(), self._desk.contact
        if page is not None and contact is not None:
            self._show(self._case_view)
            notes, unit_id = self._side.notes.toPlainText(), of_unit or self._view.pop.unit_id()
            self._case.open(page, contact.call_id, notes, unit_id)

    @Slot()
    def open_serving(self) -> None:
        """Write to the caller, take a wish, make a warranty longer, open a settled case again."""
        page, contact = self._known_page(), self._desk.contact
        if page is not None and contact is not None:
            self._show(self._serve_view)
            self._serve.open(page, contact.call_id, self._view.pop.unit_id(), contact.order_id)

    @Slot(object)
    def open_appointment(self, order_id: UUID) -> None:
        """Find another appointment for an open order of the caller."""
        page = self._known_page()
        if page is not None and any(order.order_id == order_id for order in page.orders):
            self._rebooking = self._desk.contact
            self._view.say("")
            self._view.pop.show_panel(self._rebook_view)
            self._rebook.open(page, order_id)

    @Slot(object)
    def open_word(self, order_id: UUID) -> None:
        """Take down what the provider says about an open order of the caller."""
        if self._known_page() is not None:
            self._view.say("")
            self._view.pop.show_panel(self._visit_view)
            self._visit.open(order_id)

    def flush(self) -> None:
        """Write what is being typed on a panel."""
        self._schedule.drafts.flush()

    @Slot()
    def close(self) -> None:
        """Take the panel away and go back to the notes; the page is read anew."""
        self._view.pop.show_panel(None)
        self._desk.reload()
        self._side.notes.setFocus()

    def _known_page(self) -> PopPage | None:
        """Return the page of the call in hand, and leave a ring that is looked at: it is not its panel."""
        if self._desk.shown_contact() is not self._desk.contact:
            self._desk.go_back()
        page = self._desk.page()
        if page is None and self._desk.contact is not None:
            self._view.say(
                self.tr("First say who is calling: choose the customer or save a new one."), "broken"
            )
        return page

    def _show(self, panel: QWidget) -> None:
        self._served[self._desk.contact.call_id] = self._desk.contact
        self._view.say("")
        self._view.pop.show_panel(panel)

    @Slot(object, str, object)
    def _on_dispatched(self, order_id: UUID, number: str, call_id: UUID) -> None:
        contact = self._served.pop(call_id, None)
        if contact is not None:
            self._desk.link(contact, order_id, number)
        if not self._dispatch_view.isVisible():
            self._desk.reload()

    @Slot(object)
    def _on_moved(self, customer_id: UUID) -> None:
        self.changed.emit(frozenset({customer_key(customer_id)}))

    @Slot(object, str)
    def _on_booked(self, order_id: UUID, number: str) -> None:
        if self._rebooking is not None:
            self._desk.link(self._rebooking, order_id, number)
        if not self._rebook_view.isVisible():
            self._desk.reload()

    @Slot(int)
    def _on_unit(self, row: int) -> None:
        """Let the notices of the unit that is dispatched for stand first."""
        page = self._desk.page()
        if page is not None:
            unit = subjects(page)[row].unit
            ordered = sorted(page.notices, key=lambda one: unit is None or unit.unit_id not in one.unit_ids)
            self._view.pop.notices.show_notices(ordered)

    @Slot()
    def _on_notes(self) -> None:
        self._dispatch.set_note(self._side.notes.toPlainText())
