"""The panel of a provider's word, led by keys, at a desk with a real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.desk import Desk
from app.orders import OrderResult
from app.provider_word import Word
from app.reference import reference
from app.workers import Workers
from db.models.catalogue import Code, CodeList
from db.models.customers import Unit
from db.models.orders import NextStep, OrderEvent, OrderEventKind, OrderState, RepairOrder
from db.models.people import Role
from db.models.providers import Booking, BookingState
from db.store import Store
from tests.rows import BOOKING, NOW, ORDER, PROVIDER, TECHNICIAN, actor, add_work, only
from tests.ui.led import Keys
from ui.bridge import Bridge
from ui.context import Context
from ui.theme import Theme
from ui.visits.presenter import VisitPresenter
from ui.visits.view import VisitPanel
from ui.visits.words import word_options

WHY = {"list": CodeList.REFUSE, "initials": "ty", "position": 1}
CTRL = Qt.KeyboardModifier.ControlModifier


class Panel(Keys):
    def __init__(self, qtbot: QtBot, desk: Desk, workers: Workers) -> None:
        self.desk = desk
        self.window, self.view = QWidget(), VisitPanel()
        super().__init__(qtbot, Bridge(workers, self.window))
        QVBoxLayout(self.window).addWidget(self.view)
        context = Context(desk, self.bridge, desk.ask(reference), lambda: NOW)
        self.presenter = VisitPresenter(context, self.view)
        self.said: list[object] = []
        self.presenter.said.connect(self.said.append)
        self.show(self.window, 1000, 560)

    def open(self) -> None:
        self.presenter.open(ORDER)
        self.qtbot.waitUntil(lambda: self.bridge.is_idle and self.view.word.hasFocus())

    def write_down(self) -> None:
        self.key(Qt.Key.Key_Return, CTRL)

    def say(self, word: Word) -> None:
        self.open()
        row = self.presenter._side.can_say.index(word)
        self.key(Qt.Key(Qt.Key.Key_1 + row))
        assert self.view.word.current() == word


@pytest.fixture
def store(fresh_store: Callable[[str], Store]) -> Store:
    made = fresh_store("sqlcipher")
    with made.write() as session:
        add_work(session)
        session.add(Code(**WHY, code="far", name_zh="太远", name_en="Too far away"))
    return made


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme, store: Store) -> Iterator[Panel]:  # noqa: ARG001 - the look
    workers = Workers()
    yield Panel(qtbot, Desk(store, actor(Role.AGENT)), workers)
    workers.stop()


def order(store: Store) -> RepairOrder:
    found: RepairOrder = only(store, RepairOrder, ORDER)
    return found


def test_a_provider_that_goes_says_who(panel: Panel, store: Store) -> None:
    panel.say(Word.ACCEPTS)
    panel.write_down()
    row = order(store)
    assert (row.state, row.technician_id, row.next_step) == (
        OrderState.ACCEPTED,
        TECHNICIAN,
        NextStep.VISIT,
    )
    assert panel.said == [ORDER]


def test_a_provider_that_refuses_says_why_and_the_place_is_given_back(panel: Panel, store: Store) -> None:
    panel.say(Word.REFUSES)
    panel.write_down()
    assert panel.view.message() == "Write why they do not go."
    assert panel.view.why.hasFocus()
    assert (
        panel.view.why.completer().model().index(0, 0).data() == "Too far away"
    )  # offered; anything else may be written too
    panel.qtbot.keyClicks(panel.view.why, "no van today")
    panel.write_down()
    assert order(store).provider_id != PROVIDER
    assert only(store, Booking, BOOKING).state is BookingState.RELEASED
    with store.read() as session:
        kinds = {row.kind: row.note for row in session.scalars(select(OrderEvent))}
    assert kinds[OrderEventKind.REFUSED] == "no van today"


def test_a_missing_part_comes_later_and_is_named(panel: Panel, store: Store) -> None:
    panel.say(Word.PART_MISSING)
    panel.write_down()
    assert panel.view.message() == "Write which part is missing."
    panel.qtbot.keyClicks(panel.view.note, "drain pump")
    panel.view.until.set_instant(NOW - timedelta(hours=1))
    panel.write_down()
    assert order(store).state is OrderState.BOOKED
    panel.view.until.set_instant(NOW + timedelta(days=2))
    panel.write_down()
    assert (order(store).state, order(store).next_step_at) == (
        OrderState.PART_AWAITED,
        NOW + timedelta(days=2),
    )
    panel.open()
    assert [one.id for one in word_options((Word.RANG, Word.PART_HERE, Word.FINISHED))] == [
        one.id for one in panel.view.word.options()
    ]


def test_whoever_reports_later_does_not_do_it_before_now(panel: Panel, store: Store) -> None:
    panel.say(Word.CAME)
    panel.view.until.set_instant(NOW - timedelta(hours=1))
    panel.write_down()
    assert panel.view.message() == "That time has passed. Choose a later one."
    assert order(store).next_step is not NextStep.REPORT


def test_what_was_paid_is_taken_in_yuan_and_kept_in_fen(panel: Panel, store: Store) -> None:
    panel.say(Word.FINISHED)
    panel.view.paid.setFocus()
    panel.view.paid.selectAll()
    panel.qtbot.keyClicks(panel.view.paid, "180.55")
    panel.write_down()
    row = order(store)
    assert (row.state, row.result, row.paid_fen) == (OrderState.DONE, OrderResult.OK, 18_055)
    panel.presenter.open(ORDER)
    panel.qtbot.waitUntil(lambda: bool(panel.view.message()))
    assert panel.view.word.options() == ()


def test_an_exchange_asks_for_the_new_serial_number(panel: Panel, store: Store) -> None:
    panel.say(Word.FINISHED)
    assert not panel.view.serial.isVisible()
    panel.view.result.take(OrderResult.EXCHANGED)
    assert panel.view.serial.isVisible()
    panel.qtbot.keyClicks(panel.view.serial, "NEW-24030118762")
    panel.write_down()
    assert order(store).result is OrderResult.EXCHANGED
    with store.read() as session:
        assert session.scalar(select(Unit.serial).where(Unit.serial == "NEW-24030118762"))


def test_only_what_an_order_allows_can_be_said(panel: Panel, store: Store) -> None:
    """The words offered are those whose command is done, state by state."""
    for state, offered in (
        (OrderState.BOOKED, set(Word) - {Word.PART_HERE}),
        (OrderState.ACCEPTED, set(Word) - {Word.PART_HERE, Word.ACCEPTS}),
        (OrderState.PART_AWAITED, {Word.RANG, Word.PART_HERE, Word.FINISHED}),
    ):
        with store.write() as session:
            session.get_one(RepairOrder, ORDER).state = state
        panel.open()
        assert {Word(one.id) for one in panel.view.word.options()} == offered
