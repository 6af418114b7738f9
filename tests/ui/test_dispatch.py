"""The dispatch panel, led by keys, with a desk made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.command import Command
from app.customers import AddAddress, CustomerKind, Tier, Title, UnitUse
from app.desk import Sending
from app.dispatch import DispatchOrder, RequestOrder
from app.entitlement import Entitlement, Light, Repair, StartBasis, WarrantyFacts, entitlement
from app.errors import NoCentre, NotKnownYet, Refused, SlotTaken
from app.pop import Head, PopPage, UnitLine
from app.ranking import Cannot, HalfDay, ProviderChoice, provider_choices
from app.rebooking import Deadlines, deadlines
from app.reference import FaultRow, Place, ProductLine, Reference, places
from app.service_time import Half
from app.standing_warranty import standing_calendar, standing_rules
from app.sync.outbox import Attention
from app.sync.state import SyncKind, SyncState
from app.timeline import TimelineCounts
from app.workers import Workers
from tests.ui.fake_hub import refused
from tests.ui.led import Keys
from ui.actions import bind
from ui.bridge import Bridge
from ui.context import Context
from ui.dispatch.cost import answers, cost_words
from ui.dispatch.plan import Plan, Subject, next_half_day, offered
from ui.dispatch.presenter import DispatchPresenter
from ui.dispatch.providers import ProviderModel
from ui.dispatch.view import DispatchView
from ui.theme import Theme

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # half past nine in Chengdu
TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)
BY = Deadlines(NOW + timedelta(hours=1), NOW + timedelta(hours=2))
CTRL = Qt.KeyboardModifier.ControlModifier

PUMP = FaultRow("W01", ProductLine.WASHER, "不排水", "Does not drain", True, False)
SEAL = FaultRow("W02", ProductLine.WASHER, "门封漏水", "Door seal leaks", False, False)
CRACK = FaultRow("T11", ProductLine.TV, "屏碰裂了", "Cracked screen", True, True)
COLD = FaultRow("A01", ProductLine.AC, "不制冷", "Does not cool", False, False)
PARTLY = Entitlement(Light.PARTLY, StartBasis.SOLD, date(2024, 3, 1), date(2025, 3, 1), date(2027, 3, 1))
COVERED = Entitlement(Light.COVERED, StartBasis.SOLD, date(2026, 3, 1), date(2027, 3, 1), date(2029, 3, 1))
ENDED = Entitlement(Light.ENDED, StartBasis.SOLD, date(2016, 3, 1), date(2017, 3, 1), date(2019, 3, 1))


def uid(number: int) -> UUID:
    return UUID(int=number)


def a_unit(number: int, line: ProductLine, covered: Entitlement) -> UnitLine:
    return UnitLine(
        uid(number), line, "M1", "洗衣机", "Washer", "电机", "motor", f"SN{number}", uid(3), True, covered
    )


HEAD = Head(
    customer_id=uid(2),
    kind=CustomerKind.PERSON,
    name="田雨",
    title=Title.MS,
    contact_name="",
    tier=Tier.GOLD,
    remark="",
    service_note="",
    since_on=date(2020, 1, 1),
    address_id=uid(3),
    region_code="510104017",
    place_zh="锦江区",
    place_en="Jinjiang",
    address_line="走马街1号",
)
PAGE = PopPage(
    head=HEAD,
    phones=(),
    alerts=(),
    orders=(),
    cases=(),
    promised_calls=(),
    units=(a_unit(10, ProductLine.WASHER, PARTLY), a_unit(11, ProductLine.AC, ENDED)),
    unit_count=2,
    timeline=(),
    counts=TimelineCounts({}),
    read_at=NOW,
)
HOMELESS = replace(
    PAGE, head=replace(HEAD, address_id=None, region_code=None, place_zh="", place_en="", address_line="")
)


def a_choice(number: int, *free: int | None) -> ProviderChoice:
    """Return a provider with free places from today's afternoon on."""
    slots = [(TODAY, Half.PM), (TOMORROW, Half.AM), (TOMORROW, Half.PM)]
    days = tuple(HalfDay(on, half, left) for (on, half), left in zip(slots, free, strict=True))
    return ProviderChoice(uid(number), f"Firm {number}", "周伟", "13900139000", 92, 96, 6, 1, days)


class FakeDesk:
    """Answers from what it was given and keeps what it was told; ``refusals`` come first."""

    def __init__(self) -> None:
        self.choices = [a_choice(31, 0, 2, 1), a_choice(32, 4, None, 0)]
        self.after_refusal: list[ProviderChoice] | None = None
        self.refusals: list[Exception] = []
        self.done: list[Command] = []
        self.asked: list[tuple[Any, ...]] = []
        self.numbers = 0
        self.is_alone = False
        self.states: dict[UUID, Sending] = {}
        self.late: list[Attention] = []
        self.withdrawn: list[int] = []
        self.may_answer = Event()
        self.may_answer.set()

    def sending(self, ids: list[UUID]) -> dict[UUID, Sending]:
        return {one: self.states.get(one, Sending.CONFIRMED) for one in ids}

    def attention(self) -> list[Attention]:
        return self.late

    def withdraw(self, n: int) -> None:
        self.withdrawn.append(n)

    def listen(self, _listener: object) -> None: ...
    def changed(self, _listener: object) -> None: ...
    def mend(self, _n: int, _command: Command) -> None: ...
    def stop(self) -> None: ...

    def ask(self, query: Any, *args: Any) -> Any:
        self.asked.append((query, *args))
        if query is provider_choices:
            if self.is_alone:
                raise NoCentre
            return list(self.choices)
        if query is deadlines:
            return BY
        assert query is places
        return [Place("510107", "武侯区", "Wuhou")]

    def next_order_number(self, on: date) -> str:
        self.numbers += 1
        return f"{on:%y%m%d}-9012-{self.numbers:02d}"

    def execute(self, *commands: Command) -> None:
        for command in commands:
            if isinstance(command, DispatchOrder):
                self.may_answer.wait(10)
                self.tried = command
            if isinstance(command, DispatchOrder) and self.refusals:
                self.choices = self.after_refusal or self.choices
                raise self.refusals.pop(0)
            self.done.append(command)

    def last(self, kind: type[Command]) -> Any:
        return next(command for command in reversed(self.done) if isinstance(command, kind))


class Panel(Keys):
    """The panel beside a field of another part of the window, and what it told."""

    def __init__(self, qtbot: QtBot, desk: FakeDesk, workers: Workers) -> None:
        self.desk = desk
        self.window, self.notes = QWidget(), QPlainTextEdit()
        super().__init__(qtbot, Bridge(workers, self.window))
        self.view = DispatchView()
        layout = QHBoxLayout(self.window)
        layout.addWidget(self.view)
        layout.addWidget(self.notes)
        reference = Reference({}, (PUMP, SEAL, CRACK, COLD), ())
        context = Context(desk, self.bridge, reference, lambda: NOW)  # type: ignore[arg-type]
        self.presenter = DispatchPresenter(context, self.view)
        self.dispatched: list[tuple[UUID, str]] = []
        self.closed = 0
        self.presenter.dispatched.connect(lambda *told: self.dispatched.append(told))
        self.presenter.closed.connect(self._count_closed)
        self.told: list[str] = []
        self.presenter.told.connect(lambda sentence, _tone: self.told.append(sentence))
        self.show(self.window, 1300, 620)

    def open(self, page: PopPage = PAGE, note: str = "三天不排水", unit_id: UUID | None = None) -> None:
        self.presenter.open(page, uid(99), note, unit_id)
        self.settle()

    def keys(self, *keys: str | Qt.Key) -> None:
        """Press keys where the focus is, and wait for what they asked for."""
        for key in keys:
            self.key(key)

    def confirm(self) -> None:
        self.key(Qt.Key.Key_Return, CTRL)

    def _count_closed(self) -> None:
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


def test_a_fault_and_ctrl_enter_are_enough_for_a_known_customer(panel: Panel, desk: FakeDesk) -> None:
    panel.open()
    panel.keys("1")
    panel.confirm()
    (order,) = desk.done
    assert isinstance(order, DispatchOrder)
    case = order.new_case
    assert (order.fault_code, order.unit_id, order.address_id) == ("W01", uid(10), uid(3))
    assert (order.provider_id, order.on, order.half) == (uid(31), TOMORROW, Half.AM)
    assert (case.customer_id, case.call_id) == (uid(2), uid(99))
    assert case.summary == "Does not drain · 三天不排水"
    assert order.entitlement["light"] == "partly"
    assert panel.dispatched == [(order.order_id, "261123-9012-01", uid(99))]


def test_the_fault_is_found_by_the_initials_of_its_chinese_words(panel: Panel) -> None:
    panel.open()
    panel.keys("mf", Qt.Key.Key_Return)
    assert panel.view.fault.code() == "W02"
    assert panel.view.providers.hasFocus()


def test_the_number_is_shown_large_with_how_it_is_spoken(panel: Panel) -> None:
    panel.open()
    panel.keys("1")
    panel.confirm()
    booked = panel.view.booked
    assert booked.number.text() == "261123-9012-01"
    assert booked.number.property("role") == "number"
    assert booked.spoken.text() == "二六幺幺二三 · 九零幺二 · 零幺"
    assert "周伟" in booked.sentence.text()
    assert "261123-9012-01" in booked.sentence.text()
    assert panel.closed == 0
    panel.keys(Qt.Key.Key_Return)
    assert panel.closed == 1


def test_a_digit_takes_a_provider_and_arrows_and_space_a_half_day(panel: Panel, desk: FakeDesk) -> None:
    panel.open()
    panel.keys("1", Qt.Key.Key_2)
    assert panel.view.slots.hasFocus()
    assert panel.view.slots.chosen() == (TODAY, "pm")
    panel.keys(Qt.Key.Key_Backtab, "1", Qt.Key.Key_Down, Qt.Key.Key_Space)
    panel.confirm()
    order = desk.last(DispatchOrder)
    assert (order.provider_id, order.on, order.half) == (uid(31), TOMORROW, Half.PM)


def test_picking_a_half_day_books_nothing(panel: Panel, desk: FakeDesk) -> None:
    panel.open()
    panel.keys("1", "1", Qt.Key.Key_Space)
    assert desk.done == []
    assert desk.numbers == 0


def test_nothing_is_sent_before_the_fault_is_known(panel: Panel, desk: FakeDesk) -> None:
    panel.open()
    panel.confirm()
    assert desk.done == []


def test_a_taken_half_day_keeps_all_and_offers_the_next_best(panel: Panel, desk: FakeDesk) -> None:
    desk.refusals.append(Refused("slot_taken", {}))
    desk.after_refusal = [a_choice(31, 0, 0, 1), a_choice(32, 4, None, 0)]
    panel.open()
    panel.keys("1")
    panel.confirm()
    assert panel.view.slots.chosen() == (TOMORROW, "pm")
    assert panel.view.fault.code() == "W01"
    assert "just been filled" in panel.view.message()
    assert panel.dispatched == []
    panel.confirm()
    order = desk.last(DispatchOrder)
    assert (order.on, order.half) == (TOMORROW, Half.PM)
    assert desk.done == [order]
    assert panel.view.message() == ""


def test_another_unit_asks_again_who_goes_for_its_line(panel: Panel, desk: FakeDesk) -> None:
    panel.open()
    panel.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    panel.settle()
    lines = [asked[2] for asked in desk.asked if asked[0] is provider_choices]
    assert lines == [ProductLine.WASHER, ProductLine.AC]
    panel.view.to_fault()
    panel.keys("1")
    panel.confirm()
    assert desk.last(DispatchOrder).unit_id == uid(11)


def test_the_panel_begins_with_the_unit_that_is_selected_on_the_page(panel: Panel, desk: FakeDesk) -> None:
    panel.open(unit_id=uid(11))
    assert panel.view.unit.currentIndex() == 1
    panel.keys("1")
    panel.confirm()
    order = desk.last(DispatchOrder)
    assert (order.unit_id, order.fault_code) == (uid(11), "A01")
    panel.open(unit_id=uid(404))
    assert panel.view.unit.currentIndex() == 0


def test_notes_that_are_too_long_are_said_and_not_cut(panel: Panel, desk: FakeDesk) -> None:
    panel.open(note="水" * 20_001)
    panel.keys("1")
    panel.confirm()
    assert desk.done == []
    assert "too long" in panel.view.missing()
    panel.presenter.set_note("水" * 20_000)
    panel.confirm()
    assert desk.last(DispatchOrder).fault_note == "水" * 20_000


def test_a_unit_that_is_not_registered_goes_by_its_line(panel: Panel, desk: FakeDesk) -> None:
    panel.open()
    panel.view.unit.setCurrentIndex(2 + list(ProductLine).index(ProductLine.TV))
    panel.settle()
    panel.view.to_fault()
    panel.keys("1")
    panel.confirm()
    order = desk.last(DispatchOrder)
    assert order.unit_id is None
    assert order.fault_code == "T11"
    assert order.entitlement["light"] == "unknown"


def test_without_an_address_it_is_asked_and_kept_first(panel: Panel, desk: FakeDesk) -> None:
    panel.open(HOMELESS)
    panel.keys("1", "wuh", Qt.Key.Key_Return, "12 Main Street", Qt.Key.Key_Return)
    address = desk.last(AddAddress)
    assert (address.region_code, address.address_line) == ("510107", "12 Main Street")
    panel.confirm()
    assert desk.last(DispatchOrder).address_id == address.address_id


def test_a_changed_address_takes_the_place_of_the_one_before(panel: Panel, desk: FakeDesk) -> None:
    panel.open()
    panel.view.address_asked.emit()
    panel.keys(Qt.Key.Key_Escape)
    assert desk.done == []
    moved: list[UUID] = []
    panel.presenter.moved.connect(moved.append)
    panel.view.address_asked.emit()
    panel.keys("9", Qt.Key.Key_Return)
    address = desk.last(AddAddress)
    assert moved == [address.customer_id]
    assert (address.region_code, address.address_line, address.replaces) == (
        HEAD.region_code,
        "走马街9号",
        HEAD.address_id,
    )
    panel.keys("1")
    panel.confirm()
    assert desk.last(DispatchOrder).address_id == address.address_id


def test_nobody_who_serves_the_place_is_told_in_a_sentence(panel: Panel, desk: FakeDesk) -> None:
    desk.choices = []
    panel.open()
    panel.keys("1")
    panel.confirm()
    assert panel.view.says_nobody()
    assert isinstance(desk.last(RequestOrder), RequestOrder)  # which notes the gap


@pytest.mark.parametrize("why", [Cannot.SKILL, Cannot.FULL, Cannot.HOLIDAY])
def test_where_none_of_them_can_go_a_request_is_the_next_key(
    panel: Panel, desk: FakeDesk, why: Cannot
) -> None:
    """Whoever covers the place and cannot is shown with the reason; the caller is not sent away."""
    desk.choices = [replace(a_choice(31, 0, 0, None), cannot=why), replace(a_choice(32, 0, 0, 0), cannot=why)]
    panel.open()
    panel.keys("1")
    assert not panel.view.says_nobody()
    assert panel.view.act() == "Record as a request"
    assert "its owner finds an appointment" in panel.view.missing()
    panel.confirm()
    assert isinstance(desk.last(RequestOrder), RequestOrder)


def test_escape_goes_back_and_books_nothing(panel: Panel, desk: FakeDesk) -> None:
    panel.open()
    panel.keys("1", Qt.Key.Key_Escape)
    assert panel.closed == 1
    assert desk.done == []


def test_the_keys_of_the_panel_go_before_those_of_the_window(panel: Panel) -> None:
    finished: list[str] = []
    bind(panel.window, "done", lambda: finished.append("call"), whole_window=True)
    panel.open()
    panel.keys("1")
    panel.confirm()
    assert finished == []
    assert len(panel.dispatched) == 1
    panel.notes.setFocus()
    panel.confirm()
    assert finished == ["call"]


def test_the_model_of_providers_is_sound(qtbot: QtBot, theme: Theme) -> None:  # noqa: ARG001
    model = ProviderModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show([a_choice(31, 0, 2, 1), a_choice(32, 0, 0, 0)], TODAY)
    assert [model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(2)] == [uid(31), uid(32)]
    model.show([], TODAY)
    assert model.rowCount() == 0


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        (8, (TODAY, Half.AM)),
        (9, (TODAY, Half.PM)),
        (13, (TODAY, Half.PM)),
        (14, (TOMORROW, Half.AM)),
        (23, (TOMORROW, Half.AM)),
    ],
)
def test_a_half_day_that_has_begun_is_not_promised(hour: int, expected: tuple[date, Half]) -> None:
    assert next_half_day(datetime(2026, 11, 22, 16, tzinfo=UTC) + timedelta(hours=hour)) == expected


def test_the_next_free_half_day_after_the_wanted_one_is_offered() -> None:
    days = a_choice(31, 3, 0, 2).half_days
    assert offered(days, None) == days[0]
    assert offered(days, (TODAY, Half.PM)) == days[0]
    assert offered(days, (TOMORROW, Half.AM)) == days[2]
    assert offered(days, (TOMORROW + timedelta(days=1), Half.AM)) == days[0]
    assert offered(a_choice(31, 0, None, 0).half_days, None) is None


def test_damage_is_paid_even_under_warranty(theme: Theme) -> None:  # noqa: ARG001
    assert {answer.word for answer in answers(COVERED, CRACK)} == {"paid"}
    assert "quote" in cost_words(COVERED, CRACK)
    assert {answer.word for answer in answers(COVERED, PUMP)} == {"free"}


def test_a_main_part_is_free_when_only_main_parts_are(theme: Theme) -> None:  # noqa: ARG001
    assert [answer.word for answer in answers(PARTLY, PUMP)] == ["free", "free", "paid", "paid"]
    assert cost_words(PARTLY, PUMP) != cost_words(PARTLY, SEAL)
    assert {answer.word for answer in answers(ENDED, PUMP)} == {"paid"}


def test_the_first_days_and_too_many_repairs_are_choices(theme: Theme) -> None:  # noqa: ARG001
    sold = {"delivered_on": date(2026, 9, 24)}
    facts = WarrantyFacts(ProductLine.WASHER, "51", 12, 36, False, UnitUse.HOME, **sold)
    rules, days = standing_rules(), standing_calendar()
    returned = entitlement(facts, date(2026, 10, 8), rules, days)
    assert [answer.word for answer in answers(returned, PUMP)] == ["yes", "yes", "free", "free"]
    assert "2026-10-08" in cost_words(returned, PUMP)
    exchanged = entitlement(facts, date(2026, 10, 9), rules, days)
    assert [answer.word for answer in answers(exchanged, PUMP)] == ["no", "yes", "free", "free"]
    spring = [
        Repair("1", "W01", True, date(2026, 10, month), date(2026, 10, month + 2)) for month in (12, 20)
    ]
    again = entitlement(facts, date(2026, 11, 2), rules, days, spring)
    assert "often enough" in cost_words(again, PUMP)
    assert "free" in cost_words(again, SEAL)
    parts = entitlement(facts, date(2028, 1, 4), rules, days)
    assert [answer.word for answer in answers(parts, PUMP)] == ["free", "free", "free", "paid"]
    assert [answer.word for answer in answers(parts, SEAL)] == ["free", "free", "paid", "paid"]


def test_a_plan_begins_with_the_unit_that_the_page_shows_first() -> None:
    assert Plan.begin(PAGE, None, "").subject.unit == PAGE.units[0]
    bare = replace(PAGE, units=())
    assert Plan.begin(bare, None, "").subject == Subject(ProductLine.TV)


# What only the centre decides


def hear(panel: Panel) -> None:
    """Let the desk tell that it has heard from the hub."""
    panel.bridge.tell_state(SyncState(SyncKind.IN_STEP, 0, 0, NOW))
    panel.settle()


def test_while_the_centre_is_asked_the_rest_stays_usable(panel: Panel, desk: FakeDesk) -> None:
    panel.open()
    panel.keys("1")
    desk.may_answer.clear()
    panel.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert panel.view.act() == "Asking…"
    kept: list[bool] = []
    panel.bridge.write(panel.view, lambda: None, lambda _none: kept.append(True))
    panel.qtbot.waitUntil(lambda: kept == [True])  # a draft does not wait behind the centre
    panel.notes.setFocus()
    panel.qtbot.keyClicks(panel.notes, "typed meanwhile")
    desk.may_answer.set()
    panel.settle()
    assert panel.notes.toPlainText() == "typed meanwhile"
    assert panel.view.is_booked()


def test_esc_leaves_the_question_running_and_its_answer_is_told(panel: Panel, desk: FakeDesk) -> None:
    panel.open()
    panel.keys("1")
    desk.may_answer.clear()
    panel.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    panel.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert panel.closed == 1
    assert panel.presenter.resume(HEAD.customer_id)
    panel.view.hide()
    desk.may_answer.set()
    panel.settle()
    assert panel.dispatched == [(desk.tried.order_id, "261123-9012-01", uid(99))]
    [sentence] = panel.told
    assert sentence.startswith("261123-9012-01 · Held:")


def test_an_answer_that_stays_away_promises_nothing_and_comes_by_itself(panel: Panel, desk: FakeDesk) -> None:
    desk.refusals.append(NotKnownYet())
    panel.open()
    panel.keys("1")
    panel.confirm()
    assert "do not promise anything" in panel.view.message()
    assert panel.view.act() == "Asking…"
    assert panel.dispatched == []
    desk.states[desk.tried.order_id] = Sending.SENT
    hear(panel)
    assert not panel.view.is_booked()
    desk.states[desk.tried.order_id] = Sending.CONFIRMED
    hear(panel)
    assert panel.view.is_booked()
    assert panel.dispatched == [(desk.tried.order_id, "261123-9012-01", uid(99))]


def test_a_late_refusal_offers_the_next_best_and_needs_no_attention(panel: Panel, desk: FakeDesk) -> None:
    desk.refusals.append(NotKnownYet())
    panel.open()
    panel.keys("1")
    panel.confirm()
    desk.choices = [a_choice(31, 0, 0, 1), a_choice(32, 4, None, 0)]
    desk.states[desk.tried.order_id] = Sending.REFUSED
    desk.late = [refused(7, desk.tried, SlotTaken.code)]
    hear(panel)
    assert "just been filled" in panel.view.message()
    assert panel.view.slots.chosen() == (TOMORROW, "pm")
    assert desk.withdrawn == [7]
    assert panel.view.act() == "Dispatch it"


def test_without_the_centre_a_request_is_the_next_key(panel: Panel, desk: FakeDesk) -> None:
    desk.is_alone = True
    panel.open()
    assert panel.view.says_nobody()
    assert panel.view.act() == "Record as a request"
    panel.keys("1")
    panel.confirm()
    [order] = desk.done
    assert isinstance(order, RequestOrder)
    assert (order.fault_code, order.new_case.call_id, order.fault_note) == ("W01", uid(99), "三天不排水")
    assert order.confirm_by == BY.confirm_by
    assert "261123-9012-01" in panel.view.booked.sentence.text()
    assert panel.dispatched == [(order.order_id, "261123-9012-01", uid(99))]


def test_a_centre_that_goes_while_one_chooses_leaves_the_choice(panel: Panel, desk: FakeDesk) -> None:
    desk.refusals.append(NoCentre())
    panel.open()
    panel.keys("1")
    panel.confirm()
    assert "what you chose is kept" in panel.view.message()
    assert panel.view.act() == "Record as a request"
    panel.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    panel.settle()
    assert panel.view.act() == "Dispatch it"
    panel.confirm()
    assert isinstance(desk.done[-1], DispatchOrder)
