"""Why the customer probably calls: the open order, what was promised, and what to say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.numbers import HERE, display
from app.orders import NextStep, OrderEventKind, OrderState
from app.pop import Head, OpenOrder
from app.service_time import service_day
from ui.charts.clock import PromiseClock
from ui.charts.figures import Clock
from ui.records import Mark
from ui.widgets.box import SentenceBox
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.fact import Fact
from ui.widgets.labels import label
from ui.widgets.track import Step, StepState, Track
from ui.wording import duration, greeting, long_day, named, short_day, span, surname

FULL_RING = timedelta(days=3)
SHOWN_STEPS = (
    OrderEventKind.TAKEN,
    OrderEventKind.DISPATCHED,
    OrderEventKind.VISITED,
    OrderEventKind.PART_MISSING,
    OrderEventKind.PART_ARRIVED,
)


class WhyCard(Card):
    """Show the most urgent open order.

    Signals: ``urge_requested(object)``, ``provider_told(object)``, ``book_requested(object)``,
    ``word_requested(object)``, ``urged_order_shown(object)`` with the order's id; the last for one that the
    customer asked for again: `show_urge` answers it.
    """

    urge_requested = Signal(object)
    provider_told = Signal(object)
    book_requested = Signal(object)
    word_requested = Signal(object)
    urged_order_shown = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Why they probably call"))
        self.set_edge("accent_t")
        self.order: OpenOrder | None = None
        self._urged, self._more, self._state = Chip(), Chip(), Chip()
        self._state.hide()
        self._number = label("", "link")
        self._what = Fact(size="body")
        for chip in (self._urged, self._more):
            chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # the fault gives way
        self._urge = KeyButton(self.tr("Chase"), "Ctrl G", "bell-ringing", small=True)
        self._urge.clicked.connect(self.ask_to_urge)
        self._told = KeyButton("", "Alt G", "phone-outgoing", small=True)
        self._told.clicked.connect(self.tell_provider)
        self._book = KeyButton(self.tr("Appointment"), "Ctrl T", small=True)
        self._book.clicked.connect(self.ask_to_book)
        self._word = KeyButton(self.tr("Provider"), "Ctrl P", small=True)
        self._word.clicked.connect(self.ask_for_word)
        self._track, self._sentence = Track(), SentenceBox()
        self._is_urge_told = False  # the sentence says how an order stands that was asked for again
        self._ring = PromiseClock()
        self._until, self._day, self._span = label("", "label"), label("", "title"), label("", "title")
        self._arrange()

    def show_order(self, orders: Sequence[OpenOrder], head: Head, now: datetime) -> None:
        """Show the first of the open orders; nothing when there is none."""
        self.setVisible(bool(orders))
        before, self.order = self.order, orders[0] if orders else None
        if before is None or self.order is None or before.order_id != self.order.order_id:
            self._state.hide()
            self._is_urge_told = False
        if self.order is None:
            return
        order = self.order
        if order.urge_count:
            self.urged_order_shown.emit(order.order_id)
        self._number.setText(order.number)
        self._what.set(f"{named(order.model_zh, order.model_en)} · {named(order.fault_zh, order.fault_en)}")
        self._told.set_words(self.tr("I rang {0}").format(display(HERE.read(order.provider_phone))))
        self._told.setVisible(bool(order.provider_phone))
        self._urged.set(self.tr("chased {0}×").format(order.urge_count), "attn", "clock")
        self._urged.setVisible(order.urge_count > 0)
        self._more.set(self.tr("{0} more open").format(len(orders) - 1), "neutral")
        self._more.setVisible(len(orders) > 1)
        if not self._is_urge_told:
            self._sentence.set(self.sentence(order, head, now))
        self._track.set(self._steps(order, now), self._tone(order, now))
        self._show_promise(order, now)

    def show_urge(self, order_id: UUID, sentence: str) -> None:
        """Show what to read out to a customer who asked again; an answer about another order is dropped."""
        if self.order is not None and self.order.order_id == order_id:
            self._sentence.set(sentence)
            self._is_urge_told = True

    def ids(self) -> list[UUID]:
        """Return the order that is shown."""
        return [self.order.order_id] if self.order else []

    def show_marks(self, mark: Callable[[UUID], Mark | None]) -> None:
        """Show how far the order is; nothing when it is confirmed."""
        found = mark(self.order.order_id) if self.order else None
        if found is not None:
            self._state.set(found.word, "neutral" if found.tone == "muted" else found.tone, found.icon)
            self._state.setToolTip(found.sentence)
            self._state.setAccessibleName(found.sentence)
        self._state.setVisible(found is not None)

    def tick(self, now: datetime) -> None:
        if self.order is not None:
            self._show_promise(self.order, now)

    def ask_to_urge(self) -> None:
        if self.order is not None:
            self.urge_requested.emit(self.order.order_id)

    def tell_provider(self) -> None:
        """Say that the provider was rung about the order that is shown."""
        if self.order is not None and self.order.provider_phone:
            self.provider_told.emit(self.order.order_id)

    def told_words(self) -> str:
        """Return what the key for the provider says; empty without a number to ring."""
        return "" if self._told.isHidden() else self._told.text()

    def ask_to_book(self) -> None:
        if self.order is not None:
            self.book_requested.emit(self.order.order_id)

    def ask_for_word(self) -> None:
        if self.order is not None:
            self.word_requested.emit(self.order.order_id)

    def sentence(self, order: OpenOrder, head: Head, now: datetime) -> str:
        """Return what to tell the customer about an open order."""
        hail = greeting(head.name, head.title)
        who = self._technician(order)
        if order.promised_from is None or order.promised_to is None or order.state is OrderState.REQUESTED:
            return self.tr("{0}, we are confirming the appointment and will ring you.").format(hail)
        when = f"{long_day(service_day(order.promised_from), service_day(now))} " + span(
            order.promised_from, order.promised_to
        )
        if order.promised_to < now:
            return self.tr("{0}, I am sorry: {1} should have come {2}. I am asking right now.").format(
                hail, who, when
            )
        if order.next_step is NextStep.PART:
            return self.tr("{0}, we are waiting for a part; {1} comes {2}.").format(hail, who, when)
        return self.tr("{0}, {1} comes {2} and rings you half an hour before.").format(hail, who, when)

    def _technician(self, order: OpenOrder) -> str:
        return self.tr("technician {0}").format(surname(order.technician) or order.provider)

    def _tone(self, order: OpenOrder, now: datetime) -> str:
        return "broken" if order.promised_to is not None and order.promised_to < now else "attn"

    def _show_promise(self, order: OpenOrder, now: datetime) -> None:
        due_at = order.promised_to or order.next_step_at
        left = due_at - now
        late = left < timedelta(0)
        share = 1.0 if late else min(1.0, left / FULL_RING)
        self._ring.show_clock(Clock(share, *duration(left), self._tone(order, now)))
        self._until.setText(self.tr("late by") if late else self.tr("until the promise"))
        if order.promised_from is not None and order.promised_to is not None:
            self._day.setText(long_day(service_day(order.promised_from), service_day(now)))
            self._span.setText(span(order.promised_from, order.promised_to))
        else:
            self._day.setText(self.tr("to be confirmed"))
            self._span.setText("")

    def _steps(self, order: OpenOrder, now: datetime) -> list[Step]:
        names = {
            OrderEventKind.TAKEN: self.tr("Taken"),
            OrderEventKind.DISPATCHED: self.tr("Sent"),
            OrderEventKind.VISITED: self.tr("Visit"),
            OrderEventKind.PART_MISSING: self.tr("Part"),
            OrderEventKind.PART_ARRIVED: self.tr("Part here"),
        }
        waits_for_part = order.next_step is NextStep.PART
        done = [
            Step(names[kind], short_day(service_day(at)), StepState.DONE)
            for kind, at in order.steps
            if kind in SHOWN_STEPS and not (kind is OrderEventKind.PART_MISSING and waits_for_part)
        ][-4:]
        coming = {
            NextStep.CONFIRM_SLOT: self.tr("Appointment"),
            NextStep.PROVIDER_ANSWER: self.tr("Answer"),
            NextStep.VISIT: self.tr("Visit"),
            NextStep.REPORT: self.tr("Report"),
            NextStep.PART: self.tr("Part"),
            NextStep.CALL_CUSTOMER: self.tr("Call back"),
        }[order.next_step]
        when = short_day(service_day(order.next_step_at))
        late = self.tr("due {0}") if order.next_step_at < now else "{0}"
        return [
            *done,
            Step(coming, late.format(when), StepState.CURRENT),
            Step(self.tr("Follow-up"), "", StepState.COMING),
        ]

    def _arrange(self) -> None:
        for part in (self._urged, self._more, self._number, self._what, self._state):
            self.add_left(part)
        self.add_right(self._word)
        self.add_right(self._urge)
        story = QVBoxLayout()
        story.setSpacing(8)
        way = QHBoxLayout()
        way.addWidget(self._track, 1)
        acts = QVBoxLayout()
        acts.setSpacing(4)
        for part in (self._book, self._told):
            acts.addWidget(part, 0, Qt.AlignmentFlag.AlignRight)
        acts.addStretch()
        way.addLayout(acts)
        story.addLayout(way)
        story.addWidget(self._sentence)
        promise = QVBoxLayout()
        promise.setSpacing(2)
        promise.addStretch()
        for part in (self._until, self._day, self._span):
            promise.addWidget(part)
        promise.addStretch()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(story, 1)
        row.addWidget(self._ring)
        row.addLayout(promise)
        self.body.addLayout(row)
