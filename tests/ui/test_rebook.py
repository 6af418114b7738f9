"""The appointment panel, led by keys, with a desk made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.command import Command
from app.desk import Sending
from app.errors import MoveNotAllowed, NoCentre, SlotTaken
from app.orders import CancelOrder, NextStep, OrderState
from app.pop import OpenOrder, PopPage
from app.ranking import Cannot, provider_choices
from app.rebooking import BookOrder, OrderToBook, deadlines, order_to_book
from app.reference import OrderKind, ProductLine, Reference, WorkLevel
from app.service_time import Half
from app.workers import Workers
from tests.ui.led import Keys
from tests.ui.test_dispatch import BY, NOW, PAGE, TODAY, TOMORROW, a_choice, uid
from ui.bridge import Bridge
from ui.context import Context
from ui.dispatch.rebook_presenter import RebookPresenter
from ui.dispatch.rebook_view import RebookView
from ui.theme import Theme

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def an_order(number: int, **changes: Any) -> OpenOrder:
    begins = NOW + timedelta(hours=23, minutes=30)
    order = OpenOrder(
        order_id=uid(number),
        number=f"261122-9012-{number:02d}",
        case_id=uid(number + 100),
        state=OrderState.BOOKED,
        next_step=NextStep.PROVIDER_ANSWER,
        next_step_at=NOW,
        promised_from=begins,
        promised_to=begins + timedelta(hours=3),
        urge_count=0,
        opened_at=NOW,
        fault_zh="不排水",
        fault_en="Does not drain",
        model_zh="洗衣机",
        model_en="Washer",
        provider="Firm 31",
        technician="周伟",
        provider_phone="13900139000",
        steps=(),
    )
    return replace(order, **changes)


class FakeDesk:
    """Answers from what it was given and keeps what it was told."""

    def __init__(self) -> None:
        self.choices = [
            a_choice(32, 4, None, 0),
            a_choice(31, 0, 2, 1),
            replace(a_choice(33, 3, 3, 3), cannot=Cannot.REFUSED, cannot_note="师傅请假"),
        ]
        self.done: list[Command] = []
        self.asked: list[tuple[Any, ...]] = []
        self.refusals: list[Exception] = []
        self.is_alone = False
        self.stands: dict[str, Any] = {
            "state": OrderState.BOOKED,
            "next_step": NextStep.PROVIDER_ANSWER,
            "promised_from": NOW + timedelta(hours=23, minutes=30),
            "promised_to": NOW + timedelta(hours=26, minutes=30),
            "booking_id": uid(51),
        }

    def ask(self, query: Any, *args: Any) -> Any:
        self.asked.append((query, *args))
        if query is deadlines:
            return BY
        if query is order_to_book:
            work = (ProductLine.WASHER, OrderKind.REPAIR, WorkLevel.MEDIUM)
            return OrderToBook(args[0], "510104017", *work, uid(31), "Firm 31", "周伟", **self.stands)
        assert query is provider_choices
        if self.is_alone:
            raise NoCentre
        return list(self.choices)

    def execute(self, *commands: Command) -> None:
        if self.refusals:
            raise self.refusals.pop(0)
        self.done += commands

    def sending(self, ids: list[Any]) -> dict[Any, Sending]:
        return dict.fromkeys(ids, Sending.CONFIRMED)


class Panel(Keys):
    def __init__(self, qtbot: QtBot, desk: FakeDesk, workers: Workers) -> None:
        self.desk = desk
        self.window, self.view = QWidget(), RebookView()
        super().__init__(qtbot, Bridge(workers, self.window))
        QVBoxLayout(self.window).addWidget(self.view)
        context = Context(desk, self.bridge, Reference({}, (), ()), lambda: NOW)  # type: ignore[arg-type]
        self.presenter = RebookPresenter(context, self.view)
        self.booked: list[tuple[Any, str]] = []
        self.closed = 0
        self.presenter.booked.connect(lambda *told: self.booked.append(told))
        self.presenter.closed.connect(self._count)
        self.show(self.window, 1000, 560)

    def open(self, *orders: OpenOrder) -> None:
        page: PopPage = replace(PAGE, orders=orders or (an_order(1),))
        self.presenter.open(page, page.orders[0].order_id)
        self.settle()

    def _count(self) -> None:
        self.closed += 1


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme, desk: FakeDesk) -> Iterator[Panel]:  # noqa: ARG001
    workers = Workers()
    made = Panel(qtbot, desk, workers)
    yield made
    made.bridge.stop()
    workers.stop()


def test_the_provider_who_goes_now_is_offered_first_and_the_work_is_asked_for(
    panel: Panel, desk: FakeDesk
) -> None:
    panel.open()
    asked = next(one for one in desk.asked if one[0] is provider_choices)
    assert asked[2:] == (
        ProductLine.WASHER, TODAY, Half.PM, OrderKind.REPAIR, WorkLevel.MEDIUM, uid(1),
    )  # fmt: skip
    assert panel.view.providers.currentIndex().row() == 1
    assert panel.view.slots.chosen() == (TOMORROW, "am")


def test_a_visit_is_moved_by_three_keys(panel: Panel, desk: FakeDesk) -> None:
    panel.open()
    panel.key("1")  # the other provider
    panel.key(Qt.Key.Key_Return, CTRL)
    [booked] = desk.done
    assert isinstance(booked, BookOrder)
    assert (booked.order_id, booked.provider_id, booked.on, booked.half) == (uid(1), uid(32), TODAY, Half.PM)
    assert booked.answer_by == BY.answer_by
    assert panel.view.is_booked()
    assert "261122-9012-01" in panel.view.booked.sentence.text()
    assert panel.booked == [(uid(1), "261122-9012-01")]
    panel.key(Qt.Key.Key_Return)
    assert panel.closed == 1


def test_who_refused_is_shown_with_why_and_cannot_be_chosen(panel: Panel, desk: FakeDesk) -> None:
    panel.open()
    panel.key("3")
    assert "Refused this order" in panel.view.missing()
    panel.key(Qt.Key.Key_Return, CTRL)
    assert desk.done == []
    cell = panel.view.providers.model().index(2, 1).data()
    assert "师傅请假" in cell


def test_where_none_of_them_can_go_it_says_what_to_promise(panel: Panel, desk: FakeDesk) -> None:
    desk.choices = [replace(each, cannot=Cannot.FULL) for each in desk.choices]
    panel.open()
    assert "promise a call back" in panel.view.missing()
    panel.key(Qt.Key.Key_Return, CTRL)
    assert desk.done == []


def test_an_order_is_cancelled_with_a_reason_and_without_the_centre(panel: Panel, desk: FakeDesk) -> None:
    desk.is_alone = True
    panel.open()
    assert panel.view.says_nobody()
    panel.key(Qt.Key.Key_X, ALT)
    assert panel.view.message()
    assert desk.done == []
    panel.view.reason.setText("自己修好了")
    panel.key(Qt.Key.Key_X, ALT)
    [cancelled] = desk.done
    assert isinstance(cancelled, CancelOrder)
    assert (cancelled.order_id, cancelled.reason) == (uid(1), "自己修好了")
    assert panel.view.is_booked()


def test_a_taken_half_day_is_said_and_what_is_free_is_shown_anew(panel: Panel, desk: FakeDesk) -> None:
    panel.open()
    desk.refusals.append(SlotTaken(on=TOMORROW.isoformat(), half="am"))
    desk.choices[1] = a_choice(31, 0, 0, 1)
    panel.key(Qt.Key.Key_Return, CTRL)
    assert panel.view.message()
    assert panel.view.slots.chosen() == (TOMORROW, "pm")
    panel.key(Qt.Key.Key_Return, CTRL)
    assert isinstance(desk.done[-1], BookOrder)


def test_an_order_that_changed_meanwhile_is_shown_as_it_is_before_it_is_moved(
    panel: Panel, desk: FakeDesk
) -> None:
    panel.open()
    before = panel.view.now()
    desk.refusals.append(MoveNotAllowed(old="part_awaited", new="booked"))
    desk.stands |= {"state": OrderState.PART_AWAITED, "next_step": NextStep.PART, "booking_id": uid(52)}
    panel.key(Qt.Key.Key_Return, CTRL)
    assert "look at it again" in panel.view.message()
    assert panel.view.now() != before
    assert "a part is awaited" in panel.view.now()
    panel.key(Qt.Key.Key_Return, CTRL)
    [booked] = desk.done
    assert isinstance(booked, BookOrder)
    assert (booked.seen_state, booked.seen_booking_id) == (OrderState.PART_AWAITED, uid(52))


def test_a_centre_that_has_gone_leaves_the_appointment_as_it_is(panel: Panel, desk: FakeDesk) -> None:
    desk.is_alone = True
    panel.open()
    panel.key(Qt.Key.Key_Return, CTRL)
    assert desk.done == []
    desk.is_alone = False
    panel.key(Qt.Key.Key_T, ALT)
    assert not panel.view.says_nobody()


def test_a_request_is_confirmed_and_the_next_order_is_one_key_away(panel: Panel, desk: FakeDesk) -> None:
    asked = an_order(
        2, state=OrderState.REQUESTED, next_step=NextStep.CONFIRM_SLOT, promised_from=None, promised_to=None
    )
    panel.open(an_order(1), asked)
    assert panel.view.act() == "Book it"
    nothing = dict.fromkeys(("promised_from", "promised_to", "booking_id"))
    desk.stands = {"state": OrderState.REQUESTED, "next_step": NextStep.CONFIRM_SLOT, **nothing}
    panel.key(Qt.Key.Key_Down, ALT)
    assert panel.view.act() == "Confirm the appointment"
    panel.key(Qt.Key.Key_Return, CTRL)
    assert desk.done[-1].order_id == uid(2)  # type: ignore[attr-defined]
