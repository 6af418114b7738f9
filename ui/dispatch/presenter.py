"""Joins the dispatch panel to the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal, Slot

from app.command import new_id
from app.customers import AddAddress
from app.desk import Desk
from app.dispatch import DispatchOrder, RequestOrder
from app.names import word_initials
from app.pop import PopPage
from app.ranking import ProviderChoice, provider_choices
from app.rebooking import deadlines
from app.reference import FaultRow, Place, ProductLine, places
from app.service_time import service_day
from ui.context import Context
from ui.desk.code_picker import Choice
from ui.dispatch.asking import Sent
from ui.dispatch.choosing import Choosing, Outcome, is_no_centre
from ui.dispatch.cost import answers
from ui.dispatch.plan import Plan, next_half_day, subjects
from ui.dispatch.reasons import choose_another, nobody_can
from ui.dispatch.sentences import (
    cost_said,
    held_words,
    light_chip,
    promise_sentence,
    request_sentence,
    requested_words,
    subject_word,
)
from ui.dispatch.view import DispatchView
from ui.error_text import error_text
from ui.wording import named, place_line


class DispatchPresenter(Choosing):
    """Leads a repair from the fault to the half-day that is held.

    Signals: ``dispatched(UUID, str, UUID)`` order, its number and the call; ``moved(UUID)`` whose address is
    another now; and those of `Choosing`.
    """

    dispatched = Signal(object, str, object)
    moved = Signal(object)

    def __init__(self, context: Context, view: DispatchView) -> None:
        super().__init__(context, view)
        self._plan: Plan | None = None
        self._faults: dict[ProductLine, list[Choice]] = {}
        self._asked = 0
        self._connect()
        self._read_faults()
        context.bridge.lists_renewed.connect(self._read_faults)

    def open(self, page: PopPage, call_id: UUID | None, note: str, unit_id: UUID | None = None) -> None:
        """Begin to dispatch for this page; ``note`` can grow by `set_note`, ``unit_id`` stands chosen."""
        self._plan = Plan.begin(page, call_id, note, unit_id)
        self._set_busy(False)
        self._view.set_request(False)
        self._choices = []
        units = subjects(page)
        chosen = units.index(self._plan.subject)
        self._view.show_customer(place_line(page.head), [subject_word(each) for each in units], chosen)
        self._show_subject()
        self._ask_choices()
        self._view.to_fault()

    def resume(self, customer_id: UUID) -> bool:
        """Go on where the person left while the centre was asked about this customer, if it was."""
        return self._busy and self._plan is not None and self._plan.page.head.customer_id == customer_id

    def set_note(self, note: str) -> None:
        """Take the notes of the call as they stand now."""
        if self._plan:
            self._plan.note = note
            self._show_ready()

    def _connect(self) -> None:
        view = self._view
        view.unit_chosen.connect(self._on_unit)
        view.fault_picked.connect(self._on_fault)
        view.address_asked.connect(self._on_address_asked)
        view.place_typed.connect(self._on_place_typed)
        view.address_given.connect(self._on_address)
        view.again.connect(self._on_again)

    @Slot()
    def _read_faults(self) -> None:
        # The readings of the characters take a tenth of a second to load: not on this thread.
        work = partial(_fault_choices, self._context.reference.faults)
        self._context.bridge.read(self._view, work, self._on_faults)

    def _on_faults(self, faults: dict[ProductLine, list[Choice]]) -> None:
        self._faults = faults
        if self._plan and self._plan.fault is None:
            self._view.set_faults(faults.get(self._plan.subject.line, ()))

    @Slot(int)
    def _on_unit(self, row: int) -> None:
        if self._plan is None:
            return
        before = self._plan.subject.line
        self._plan.subject = subjects(self._plan.page)[row]
        self._show_subject()
        if self._plan.subject.line is not before:
            self._plan.choose_provider(None)
            self._ask_choices()

    @Slot(str)
    def _on_fault(self, code: str) -> None:
        if self._plan is None:
            return
        faults = self._context.reference.faults
        before = self._plan.work
        self._plan.fault = next((fault for fault in faults if fault.code == code), None)
        self._show_cost()
        self._show_ready()
        if self._plan.work != before:  # others may be able to do it
            self._ask_choices()
        if self._plan.fault:
            self._view.to_providers()

    @Slot()
    def _on_address_asked(self) -> None:
        """Let the address be changed, unless there is none yet or the order is on its way."""
        plan = self._plan
        if plan is not None and plan.region_code is not None and not self._busy:
            self._view.change_address(plan.region_code, plan.place, plan.street)

    @Slot(str)
    def _on_place_typed(self, text: str) -> None:
        if not text.strip():
            return
        found = partial(self._on_places, text)
        self._context.bridge.read(
            self._view, partial(self._context.desk.ask, places, text.strip()), found, self._on_failed
        )

    def _on_places(self, text: str, found: list[Place]) -> None:
        if self._view.form.place_words() == text:
            self._view.form.offer(found)

    @Slot(str, str)
    def _on_address(self, region_code: str, line: str) -> None:
        if self._plan is None:
            return
        command = AddAddress(
            at=self._context.now(),
            address_id=new_id(),
            customer_id=self._plan.page.head.customer_id,
            region_code=region_code,
            address_line=line,
            replaces=self._plan.address_id,
        )
        self._context.bridge.write(
            self._view,
            partial(self._context.desk.execute, command),
            partial(self._on_address_kept, self._plan, command, self._view.form.place_words()),
            self._on_failed,
        )

    def _on_address_kept(self, plan: Plan, command: AddAddress, place: str, _done: None) -> None:
        self.moved.emit(command.customer_id)
        if plan is not self._plan:
            return
        plan.address_id, plan.region_code = command.address_id, command.region_code
        plan.place, plan.street = place, command.address_line
        self._view.show_address(f"{place} {command.address_line}")
        self._ask_choices()
        if plan.fault is None:
            self._view.to_fault()
        else:
            self._view.to_providers()

    def _ask_choices(self) -> None:
        """Ask who can go; of several questions only the last answer counts."""
        plan = self._plan
        self._asked += 1
        if plan is None or plan.region_code is None:
            self._view.ask_address()
            self._show_ready()
            return
        first = next_half_day(self._context.now())
        question = (provider_choices, plan.region_code, plan.subject.line, *first, *plan.work)
        self._context.bridge.read(
            self._view,
            partial(self._context.desk.ask, *question),
            partial(self._on_choices, self._asked),
            partial(self._on_no_choices, self._asked),
        )

    def _on_choices(self, asked: int, choices: list[ProviderChoice]) -> None:
        if asked != self._asked or self._plan is None:
            return
        self._choices = choices
        self._view.set_request(not self._can_somebody_go())
        row = self._row_of(self._plan.choice)
        self._plan.choose_provider(choices[row] if choices else None)
        self._view.show_nobody(
            self.tr("Nobody serves this address for this kind of unit"),
            self.tr("Take it as a request: the gap is noted, and its owner finds somebody."),
        )
        self._view.show_providers(choices, row, self._today)
        self._show_slots()

    def _on_no_choices(self, asked: int, error: Exception) -> None:
        """Without the centre nobody knows who is free: the repair can be taken all the same."""
        if asked != self._asked or self._plan is None:
            return
        if not is_no_centre(error):
            self._on_failed(error)
            return
        self._view.show_nobody(
            self.tr("Who goes and when is known at the hub only, and it is not reached"),
            self.tr("Take the repair as a request; whoever owns it confirms the appointment later."),
        )
        self._view.show_providers((), 0, self._today)
        self._offer_request("")

    def _offer_request(self, sentence: str) -> None:
        """Let Ctrl+Enter record a request; the half-day that was chosen stays for another try."""
        self._view.set_request(True)
        self._view.show_message(sentence, "attn")
        self._show_ready()

    @Slot()
    def _on_again(self) -> None:
        """Ask the centre once more who can go."""
        self._view.show_message("")
        self._view.set_request(False)
        self._ask_choices()

    def _row_of(self, before: ProviderChoice | None) -> int:
        """Return where the provider chosen before stands now, else the first that has a place."""
        known = [choice.provider_id for choice in self._choices if choice.cannot is None]
        if before and before.provider_id in known:
            return known.index(before.provider_id)
        return next((row for row, choice in enumerate(self._choices) if choice.first_free()), 0)

    @Slot()
    def _on_confirmed(self) -> None:
        plan, as_request = self._plan, self._view.is_request()
        if plan is None or self._busy or not (plan.is_request_whole if as_request else plan.is_whole):
            return
        self._view.show_message("")
        self._set_busy(True)
        if as_request:
            self._asking.record(plan, partial(_request, self._summary(plan)))
        else:
            self._asking.ask(plan, partial(_dispatch, self._summary(plan)))

    def _outcome(self, sent: Sent) -> Outcome:
        order, plan = sent.order, sent.plan
        if isinstance(order, DispatchOrder):
            sentence = promise_sentence(plan, order, self._today)
            return Outcome(order.number, held_words(plan, self._today), sentence, is_held=True)
        sentence = request_sentence(plan, order, self._today)
        return Outcome(order.number, requested_words(order.confirm_by), sentence, is_held=False)

    def _tell(self, sent: Sent) -> None:
        self.dispatched.emit(sent.order.order_id, sent.order.number, sent.plan.call_id)

    def _show_refusal(self, error: Exception, sentence: str) -> None:
        if is_no_centre(error):
            self._offer_request(sentence)
        else:
            super()._show_refusal(error, sentence)

    def _on_failed(self, error: Exception) -> None:
        self._view.show_message(error_text(error))

    def _show_subject(self) -> None:
        assert self._plan
        self._plan.fault = None
        self._view.set_faults(self._faults.get(self._plan.subject.line, ()))
        self._show_cost()
        self._show_ready()

    def _show_cost(self) -> None:
        assert self._plan
        plan, covered = self._plan, self._plan.subject.entitlement
        said, why = cost_said(plan)
        self._view.set_entitlement(light_chip(covered.light), answers(covered, plan.fault), said, why)

    def _show_ready(self) -> None:
        """Say the one thing that is missing most, in the order in which it is asked."""
        plan = self._plan
        if plan is None or self._busy:
            return
        missing = ""
        if plan.region_code is None:
            missing = self.tr("The address is missing.")
        elif plan.fault is None:
            missing = self.tr("The fault is missing.")
        elif plan.choice is not None and plan.choice.cannot is not None:
            missing = choose_another(plan.choice) if self._can_somebody_go() else nobody_can()
        elif plan.is_too_long:
            missing = self.tr("The notes are too long for the order; shorten them.")
        is_whole = plan.is_request_whole if self._view.is_request() else plan.is_whole
        self._view.set_ready(is_whole, missing)

    def _summary(self, plan: Plan) -> str:
        assert plan.fault
        words = named(plan.fault.name_zh, plan.fault.name_en)
        first_line = plan.note.strip().partition("\n")[0][:120]
        return f"{words} · {first_line}" if first_line else words


def _dispatch(summary: str, plan: Plan, desk: Desk, at: datetime) -> DispatchOrder:
    by = desk.ask(deadlines, at)
    return plan.order(desk.next_order_number(service_day(at)), summary, at, by.answer_by)


def _request(summary: str, plan: Plan, desk: Desk, at: datetime) -> RequestOrder:
    by = desk.ask(deadlines, at)
    return plan.request(desk.next_order_number(service_day(at)), summary, at, by.confirm_by)


def _fault_choices(faults: Sequence[FaultRow]) -> dict[ProductLine, list[Choice]]:
    """Return the faults of each line that are in use, to be found by the initials of their Chinese words."""
    found: dict[ProductLine, list[Choice]] = {}
    for fault in (one for one in faults if not one.retired):
        words = named(fault.name_zh, fault.name_en)
        found.setdefault(fault.line, []).append(Choice(fault.code, words, word_initials(fault.name_zh)))
    return found
