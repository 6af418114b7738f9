"""A repair order from the panel to a real store, by key events only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.desk import Desk
from app.pop import pop_page
from app.reference import reference
from app.workers import Workers
from db.models.cases import Case
from db.models.orders import OrderState, RepairOrder
from db.models.providers import Booking, Capacity, Half
from db.store import Store
from tests.rows import COUNTY, CUSTOMER, NOW, PROVIDER, TODAY, UNIT, a_customer, a_phone, actor, put, uid
from tests.ui.led import Keys
from ui.bridge import Bridge
from ui.context import Context
from ui.dispatch.presenter import DispatchPresenter
from ui.dispatch.view import DispatchView
from ui.i18n import install
from ui.theme import Theme

MOST_KEYS, CTRL_D = 25, 2  # Ctrl and D open the panel
CTRL = Qt.KeyboardModifier.ControlModifier
STRANGER, STRANGERS_PHONE = uid(0x7001), uid(0x7002)


class KeyCount(QObject):
    """Counts the keys that a person pressed."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and watched is QApplication.focusWidget():
            self.count += 1
        return False


class Whole(Keys):
    """The panel at a real desk."""

    def __init__(self, qtbot: QtBot, store: Store, workers: Workers) -> None:
        self.desk = Desk(store, actor())
        self.view = DispatchView()
        super().__init__(qtbot, Bridge(workers))
        self.context = Context(self.desk, self.bridge, self.desk.ask(reference), lambda: NOW)
        self.presenter = DispatchPresenter(self.context, self.view)
        self.numbers: list[str] = []
        self.presenter.dispatched.connect(lambda _order, number: self.numbers.append(number))
        self.show(self.view, 926, 560)

    def open(self, customer: object = CUSTOMER) -> None:
        self.presenter.open(self.desk.ask(pop_page, customer, NOW), None, "三天不排水")
        self.settle()


@pytest.fixture
def whole(qapp: QApplication, qtbot: QtBot, embedded_store: Store) -> Iterator[Whole]:
    if qapp.findChild(Theme) is None:
        Theme(qapp)
    install(qapp, "en")
    workers = Workers()
    made = Whole(qtbot, embedded_store, workers)
    yield made
    made.bridge.stop()
    workers.stop()


@pytest.fixture
def keys(qapp: QApplication) -> Iterator[KeyCount]:
    counted = KeyCount()
    qapp.installEventFilter(counted)
    yield counted
    qapp.removeEventFilter(counted)


def test_a_known_customer_is_dispatched_in_few_keys(
    whole: Whole, embedded_store: Store, keys: KeyCount
) -> None:
    whole.open()
    whole.key("bps")  # 不排水
    whole.key(Qt.Key.Key_Return)
    whole.key(Qt.Key.Key_Return, CTRL)
    assert keys.count == 6  # three letters, Enter, Ctrl, Enter
    assert CTRL_D + keys.count <= MOST_KEYS
    assert whole.numbers == ["261123-9012-01"]
    with embedded_store.read() as session:
        order = session.scalars(select(RepairOrder)).one()
        case = session.scalars(select(Case)).one()
        booking = session.scalars(select(Booking)).one()
        used = session.get_one(Capacity, (PROVIDER, TODAY, Half.PM)).used
    assert (order.number, order.state, order.unit_id) == ("261123-9012-01", OrderState.BOOKED, UNIT)
    assert (order.case_id, case.due_at) == (case.id, order.promised_to)
    assert (booking.provider_id, booking.on, booking.half, used) == (PROVIDER, TODAY, Half.PM, 1)


def test_a_half_day_that_was_filled_meanwhile_is_not_promised(whole: Whole, embedded_store: Store) -> None:
    whole.open()
    whole.key("1")
    with embedded_store.write() as session:
        row = session.get_one(Capacity, (PROVIDER, TODAY, Half.PM))
        row.used = row.cap
    whole.key(Qt.Key.Key_Return, CTRL)
    assert whole.numbers == []
    assert whole.view.message()
    with embedded_store.read() as session:
        assert session.scalars(select(Case)).all() == []
    whole.key(Qt.Key.Key_Return, CTRL)
    with embedded_store.read() as session:
        order = session.scalars(select(RepairOrder)).one()
        cases = session.scalars(select(Case)).all()
        booking = session.scalars(select(Booking)).one()
    assert whole.numbers == [order.number]
    assert (booking.provider_id, booking.on > TODAY, len(cases)) == (PROVIDER, True, 1)


def test_a_customer_without_an_address_gets_one_by_keys(
    whole: Whole, embedded_store: Store, keys: KeyCount
) -> None:
    put(embedded_store, a_customer(STRANGER, "王秀英"), a_phone(STRANGERS_PHONE, STRANGER))
    whole.open(STRANGER)
    for _ in range(2):  # television, fridge, washing machine
        whole.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    whole.key("bps")
    whole.key(Qt.Key.Key_Return)
    whole.key("jinj")
    whole.key(Qt.Key.Key_Return)
    whole.key("1 2")
    whole.key(Qt.Key.Key_Return)
    whole.key(Qt.Key.Key_Return, CTRL)
    page = whole.desk.ask(pop_page, STRANGER, NOW)
    assert (page.head.region_code, page.head.address_line) == (COUNTY, "1 2")
    assert [order.number for order in page.orders] == whole.numbers
    assert len(whole.numbers) == 1
    assert CTRL_D + keys.count <= MOST_KEYS
