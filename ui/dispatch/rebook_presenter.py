"""Joins the appointment panel to the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal, Slot

from app.desk import Desk
from app.orders import CancelOrder
from app.pop import PopPage
from app.ranking import ProviderChoice, provider_choices
from app.rebooking import BookOrder, OrderToBook, deadlines, order_to_book
from app.reference import CodeList
from app.service_time import Half
from ui.context import Context
from ui.desk.code_picker import reasons_of
from ui.dispatch.asking import Sent
from ui.dispatch.choosing import Choosing, Outcome, is_no_centre
from ui.dispatch.plan import next_half_day
from ui.dispatch.reasons import choose_another
from ui.dispatch.rebook_plan import RebookPlan
from ui.dispatch.rebook_view import RebookView
from ui.dispatch.rebook_words import (
    cancelled_sentence,
    cancelled_words,
    moved_sentence,
    now_words,
    order_words,
)
from ui.dispatch.sentences import held_words
from ui.error_text import error_text


@dataclass(frozen=True, slots=True)
class _Found:
    """What was asked about an order, and who could go for it."""

    facts: OrderToBook
    choices: list[ProviderChoice]


class RebookPresenter(Choosing):
    """Leads an open order to another half-day, or to its end.

    Signals: ``booked(UUID, str)`` the order and its number; and those of `Choosing`.
    """

    booked = Signal(object, str)

    def __init__(self, context: Context, view: RebookView) -> None:
        super().__init__(context, view)
        self._page: PopPage | None = None
        self._plan: RebookPlan | None = None
        self._connect()

    def open(self, page: PopPage, order_id: UUID) -> None:
        """Begin with an open order of a customer."""
        self._page = page
        self._view.reason.suggest(reasons_of(self._context.reference, CodeList.MOVE, CodeList.CANCEL))
        ids = [order.order_id for order in page.orders]
        chosen = ids.index(order_id) if order_id in ids else 0
        self._set_busy(False)
        self._view.show_orders([order_words(order) for order in page.orders], chosen)
        self._begin(chosen)

    def _begin(self, row: int) -> None:
        assert self._page
        self._plan = plan = RebookPlan(
            self._page.head, self._page.orders[row], reason=self._view.reason.text()
        )
        self._choices = []
        self._show_now(plan)
        self._view.show_message("")
        self._view.show_providers((), 0, self._today)
        self._show_slots()
        self._ask_choices()

    def _show_now(self, plan: RebookPlan) -> None:
        act = self.tr("Confirm the appointment") if plan.is_request else self.tr("Book it")
        self._view.show_now(now_words(plan, self._today), act)

    def _connect(self) -> None:
        view = self._view
        view.order_chosen.connect(self._on_order)
        view.reason_typed.connect(self._on_reason)
        view.cancelled.connect(self._on_cancelled)
        view.again.connect(self._ask_choices)

    @Slot()
    def _ask_choices(self) -> None:
        """Ask what the order needs and who can go; of several questions only the last answer counts."""
        plan = self._plan
        assert plan
        first = next_half_day(self._context.now())
        self._context.bridge.read(
            self._view,
            partial(_find, self._context.desk, plan.order.order_id, *first),
            partial(self._on_found, plan),
            partial(self._on_not_found, plan),
        )

    def _on_found(self, plan: RebookPlan, found: _Found) -> None:
        if plan is not self._plan:
            return
        plan.facts, self._choices = found.facts, found.choices
        row = self._row_of(plan)
        plan.choose_provider(found.choices[row] if found.choices else None)
        self._show_now(plan)
        if found.choices:
            self._view.show_providers(found.choices, row, self._today)
            self._view.to_providers()
        else:
            self._say_nobody(
                self.tr("Nobody serves this address for this kind of unit"),
                self._promise_hint(),
            )
        self._show_slots()

    def _on_not_found(self, plan: RebookPlan, error: Exception) -> None:
        if plan is not self._plan:
            return
        if is_no_centre(error):
            self._say_nobody(
                self.tr("Who goes and when is known at the hub only, and it is not reached"),
                self.tr(
                    "The appointment stays as it is until the hub is reached; an order can be cancelled."
                ),
                can_ask_again=True,
            )
        else:
            self._view.show_message(error_text(error))
        self._show_slots()

    def _say_nobody(self, title: str, hint: str, *, can_ask_again: bool = False) -> None:
        self._view.show_nobody(title, hint, can_ask_again=can_ask_again)
        self._view.to_reason()

    def _row_of(self, plan: RebookPlan) -> int:
        """Return where who was chosen stands, else who goes now, else the first that has a place."""
        able = {each.provider_id: row for row, each in enumerate(self._choices) if each.first_free()}
        wished = [plan.choice.provider_id] if plan.choice else []
        wished += [plan.facts.provider_id] if plan.facts and plan.facts.provider_id else []
        return next((able[each] for each in wished if each in able), min(able.values(), default=0))

    @Slot(int)
    def _on_order(self, row: int) -> None:
        if self._page and not self._busy and 0 <= row < len(self._page.orders):
            self._begin(row)

    @Slot(str)
    def _on_reason(self, words: str) -> None:
        if self._plan:
            self._plan.reason = words.strip()

    @Slot()
    def _on_confirmed(self) -> None:
        if self._plan and self._plan.is_whole and not self._busy:
            self._view.show_message("")
            self._set_busy(True)
            self._asking.ask(self._plan, _book)

    @Slot()
    def _on_cancelled(self) -> None:
        """Take the order back, with the reason; nobody has to be asked."""
        if self._plan is None or self._busy:
            return
        if not self._plan.reason:
            self._view.show_message(self.tr("Say why it is cancelled."))
            self._view.to_reason()
            return
        self._set_busy(True)
        self._asking.record(self._plan, _cancel)

    def _outcome(self, sent: Sent) -> Outcome:
        plan: RebookPlan = sent.plan
        number = plan.order.number
        if isinstance(sent.order, BookOrder):
            sentence = moved_sentence(plan, self._today)
            return Outcome(number, held_words(plan, self._today), sentence, is_held=True)
        return Outcome(number, cancelled_words(), cancelled_sentence(plan), is_held=False)

    def _tell(self, sent: Sent) -> None:
        self.booked.emit(sent.plan.order.order_id, sent.plan.order.number)

    def _show_ready(self) -> None:
        plan = self._plan
        if plan is None or self._busy:
            return
        missing = ""
        if plan.choice and plan.choice.cannot is not None:
            missing = choose_another(plan.choice) if self._can_somebody_go() else self._promise_hint()
        self._view.set_ready(plan.is_whole, missing)

    def _promise_hint(self) -> str:
        return self.tr("Keep what was said in the notes and promise a call back.")


def _find(desk: Desk, order_id: UUID, on: date, half: Half) -> _Found:
    facts = desk.ask(order_to_book, order_id)
    where = (facts.region_code, facts.line, on, half, facts.kind, facts.level, order_id)
    return _Found(facts, desk.ask(provider_choices, *where))


def _book(plan: RebookPlan, desk: Desk, at: datetime) -> BookOrder:
    return plan.booking(at, desk.ask(deadlines, at).answer_by)


def _cancel(plan: RebookPlan, _desk: Desk, at: datetime) -> CancelOrder:
    return plan.cancelling(at)
