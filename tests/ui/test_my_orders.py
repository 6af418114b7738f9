"""One's own orders and a case from the pop, led by keys, with a desk made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.absences import AwayLine, SetAbsence, absences_from
from app.cases import AnsweredAuthority, CaseChannel, CaseKind, CloseCase, ContactedCase, OpenCase
from app.command import Role
from app.customers import Title
from app.errors import Refused
from app.handover import HandOver, HandOverReason, Reassign
from app.messages.fates import GIVEN_UP, Addressee, Fate, MessageState
from app.my_orders import (
    CaseStep,
    Colleague,
    Due,
    OwnWork,
    PromiseClock,
    UrgeFacts,
    colleagues,
    my_orders,
    told_to,
)
from app.order_clocks import ContactedOrder, PauseOrder, PauseReason, ResumeOrder
from app.orders import NextStep, OrderState
from app.reference import CodeList, Reference
from app.workers import Workers
from tests.ui.led import Keys
from tests.ui.test_followups import ME, NOW, PAGE, a_code, uid
from ui.bridge import Bridge
from ui.clockwork import Clockwork
from ui.context import Context
from ui.desk.urge import spoken_phone, urge_sentence
from ui.i18n import install
from ui.message_words import MessageWords
from ui.orders.absence import AbsenceDialog
from ui.orders.case_presenter import CasePresenter
from ui.orders.case_view import CasePanel
from ui.orders.message_lines import MessageLines
from ui.orders.model import BY, WHAT, OwnWorkModel
from ui.orders.presenter import MyOrdersPresenter
from ui.orders.view import MyOrdersView
from ui.widgets.empty import EmptyState
from ui.widgets.rows import CELL_ROLE

pytestmark = pytest.mark.usefixtures("theme")

CTRL = Qt.KeyboardModifier.ControlModifier
DEPUTY, AWAY = uid(21), uid(22)
REFERENCE = Reference(
    {
        CodeList.REASON: (
            a_code("complaint", "Complaint"),
            a_code("complaint.late", "late", "complaint"),
            a_code("repair", "Repair"),
        ),
        CodeList.REMEDY: (a_code("redo", "Another visit"), a_code("return", "Return")),
    },
    (),
    (),
)


def own(number: int, hours: float, **values: Any) -> OwnWork:
    """Return an order that is due some hours from now."""
    due_at = NOW + timedelta(hours=hours)
    work = OwnWork(
        order_id=uid(number),
        case_id=uid(100 + number),
        customer_id=uid(2),
        customer_name="田雨",
        title=Title.MS,
        number=f"261123-9012-{number:02}",
        kind=CaseKind.REPAIR,
        severity=None,
        summary="不排水",
        state=OrderState.ACCEPTED,
        step=NextStep.VISIT,
        due_at=due_at,
        due=Due.LATE if hours <= 0 else Due.TODAY if hours < 10 else Due.LATER,
        provider="锦江一店",
        urge_count=0,
        is_paused=False,
        escalated=0,
    )
    return replace(work, **values)


def a_case(number: int, hours: float) -> OwnWork:
    return own(
        number,
        hours,
        order_id=None,
        kind=CaseKind.COMPLAINT,
        severity=2,
        state=None,
        step=CaseStep.CONTACT,
        provider="",
    )


class FakeDesk:
    """Gives the list it was given, and keeps what it was told."""

    class actor:  # noqa: N801
        person_id = ME
        roles = frozenset({Role.SUPERVISOR})

    def __init__(self) -> None:
        self.work = [own(1, -1, urge_count=2), a_case(2, 3), own(3, 30, is_paused=True)]
        told = {"owner": "Chen", "owner_id": DEPUTY, "slips": PromiseClock.VISIT}
        self.told = [own(7, -2, told_at=NOW, **told)]
        self.away: list[AwayLine] = []
        self.done: list[Any] = []
        self.refusal: Exception | None = None
        self.beats = [2, 1, 0]

    def ask(self, query: Any, *_asked: Any) -> Any:
        if query is my_orders:
            return list(self.work)
        if query is told_to:
            return list(self.told)
        if query is absences_from:
            return list(self.away)
        assert query is colleagues
        return [
            Colleague(AWAY, "Xu", "two", None),
            Colleague(ME, "Me", "one", "Me"),
            Colleague(DEPUTY, "Chen", "one", "Chen"),
        ]

    def execute(self, command: Any) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.done.append(command)

    def keep_time(self, _now: Any) -> int:
        return self.beats.pop(0) if self.beats else 0


class Page(Keys):
    """A page of the tests: its context, and how to wait for it."""

    def __init__(self, qtbot: QtBot, desk: FakeDesk) -> None:
        self.workers, self.desk = Workers(), desk
        super().__init__(qtbot, Bridge(self.workers))
        self.context = Context(desk, self.bridge, REFERENCE, lambda: NOW)  # type: ignore[arg-type]


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[Page]:
    page = Page(qtbot, FakeDesk())
    yield page
    page.settle()
    page.bridge.stop()
    page.workers.stop()


@pytest.fixture
def view(page: Page) -> Iterator[MyOrdersView]:
    view = MyOrdersView()
    page.qtbot.addWidget(view)
    presenter = MyOrdersPresenter(page.context, view)
    presenter.refresh()
    presenter.look_who_is_there()
    view.resize(1280, 700)
    view.show()
    page.settle()
    view.to_list()
    return view


def press(page: Page, view: MyOrdersView, key: Qt.Key) -> None:
    page.qtbot.keyClick(view.table, key, CTRL)
    page.settle()


def choose(page: Page, view: MyOrdersView, row: int) -> None:
    view.table.selectRow(row)
    page.settle()


def test_the_list_says_what_is_late_and_what_was_chased(page: Page) -> None:
    model = OwnWorkModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(page.desk.work, NOW)
    cells = [[model.index(row, column).data(CELL_ROLE) for column in (BY, WHAT)] for row in range(3)]
    assert [(by.text, by.second) for by, _ in cells] == [
        ("08:30", "late"),
        ("12:30", ""),
        ("24 Nov 15:30", "paused"),
    ]
    assert [what.chip for _, what in cells] == ["chased 2×", "", ""]
    assert "ring the customer" in cells[1][1].text
    assert "2 · grave" in cells[1][1].second


def test_the_card_says_whether_what_was_written_has_come_there(page: Page, view: MyOrdersView) -> None:
    failed = Fate(Addressee.CUSTOMER, MessageState.FAILED, "no_such_number", NOW, "您好")
    given_up = Fate(Addressee.TECHNICIAN, MessageState.FAILED, GIVEN_UP, NOW, "来")
    sent = Fate(Addressee.TECHNICIAN, MessageState.DELIVERED, "", NOW, "来")
    dropped = Fate(Addressee.CUSTOMER, MessageState.DROPPED, "no_mobile", NOW, "您好")
    lines = view.card.findChild(MessageLines)
    assert not lines.isVisible()  # nobody was written to
    for fates, told in (
        (
            (failed, sent),
            ["Not delivered · no_such_number, 23 Nov 09:30", "Delivered, 23 Nov 09:30"],
        ),
        ((dropped,), ["No mobile, 23 Nov 09:30"]),
        ((given_up,), ["Not delivered · never taken, 23 Nov 09:30"]),
    ):
        view.card.show_work(replace(page.desk.work[0], messages=fates), 1, NOW, NOW, MessageWords(True))
        assert [line.partition(": ")[2] for line in lines.told()] == told


def test_a_filter_keeps_what_is_late(view: MyOrdersView) -> None:
    view.filters.choose("late")
    view.filter_chosen.emit("late")
    assert view.model.rowCount() == 1


def test_a_customer_was_rung(page: Page, view: MyOrdersView) -> None:
    view.card.note.setPlainText("明天上门")
    press(page, view, Qt.Key.Key_1)
    choose(page, view, 1)
    press(page, view, Qt.Key.Key_1)
    order, case = page.desk.done
    assert isinstance(order, ContactedOrder)
    assert (order.order_id, order.note) == (uid(1), "明天上门")
    assert isinstance(case, ContactedCase)
    assert case.case_id == uid(102)


def test_a_pause_wants_a_reason(page: Page, view: MyOrdersView) -> None:
    press(page, view, Qt.Key.Key_3)
    assert page.desk.done == []
    assert view.card.message()
    view.card.reason.take(PauseReason.WEATHER)
    press(page, view, Qt.Key.Key_3)
    [command] = page.desk.done
    assert isinstance(command, PauseOrder)
    assert (command.order_id, command.reason, command.until_at) == (
        uid(1),
        PauseReason.WEATHER,
        NOW + timedelta(days=1),
    )


def test_a_paused_order_goes_on(page: Page, view: MyOrdersView) -> None:
    choose(page, view, 2)
    press(page, view, Qt.Key.Key_4)
    [command] = page.desk.done
    assert isinstance(command, ResumeOrder)
    assert command.order_id == uid(3)


def test_a_case_is_closed_with_its_words_and_an_order_is_not(page: Page, view: MyOrdersView) -> None:
    press(page, view, Qt.Key.Key_2)
    choose(page, view, 1)
    view.card.note.setPlainText("已退费")
    press(page, view, Qt.Key.Key_2)
    [command] = page.desk.done
    assert isinstance(command, CloseCase)
    assert (command.case_id, command.result) == (uid(102), "已退费")


def test_one_key_hands_over_to_a_colleague_of_the_team(page: Page, view: MyOrdersView) -> None:
    press(page, view, Qt.Key.Key_Return)
    [command] = page.desk.done
    assert isinstance(command, HandOver)
    assert (command.order_ids, command.case_ids, command.to_person_id) == ((uid(1),), (), DEPUTY)


def test_one_key_shows_what_one_was_told_and_it_is_given_to_another_by_the_centre(
    page: Page, view: MyOrdersView
) -> None:
    press(page, view, Qt.Key.Key_5)
    assert view.model.rowCount() == 1
    by, what = [view.model.index(0, column).data(CELL_ROLE) for column in (BY, WHAT)]
    assert (by.text, by.second) == ("07:30", "told 09:30")
    assert "the visit" in what.text
    assert "261123-9012-07" in what.second
    assert "owner Chen" in what.second
    press(page, view, Qt.Key.Key_Return)
    [command] = page.desk.done
    assert isinstance(command, Reassign)
    assert command.order_ids == (uid(7),)
    press(page, view, Qt.Key.Key_5)
    assert view.model.rowCount() == 3


def test_an_empty_list_says_what_is_not_there(page: Page, view: MyOrdersView) -> None:
    page.desk.work, page.desk.told = [], []
    press(page, view, Qt.Key.Key_5)
    assert view.findChild(EmptyState).accessibleName() == "Nothing was told to you"
    press(page, view, Qt.Key.Key_5)
    page.qtbot.waitUntil(lambda: view.findChild(EmptyState).accessibleName() == "Nothing open is yours")


def away(page: Page, view: MyOrdersView) -> AbsenceDialog:
    press(page, view, Qt.Key.Key_6)
    dialog = view.findChild(AbsenceDialog)
    assert dialog is not None
    return dialog


def test_one_says_that_one_is_away_and_who_stands_in(page: Page, view: MyOrdersView) -> None:
    dialog = away(page, view)
    assert dialog.who.currentText() == "Me"
    dialog.deputy.setCurrentIndex(3)
    page.qtbot.keyClick(dialog.until, Qt.Key.Key_Return, CTRL)
    page.settle()
    [command] = page.desk.done
    assert isinstance(command, SetAbsence)
    assert (command.person_id, command.deputy_id) == (ME, DEPUTY)
    assert (command.first_at, command.until_at) == (NOW, NOW + timedelta(days=1))
    page.qtbot.waitUntil(lambda: view.findChild(AbsenceDialog) is None)


def test_who_oversees_says_it_of_others_and_nobody_else_does(page: Page, view: MyOrdersView) -> None:
    assert [away(page, view).who.itemText(at) for at in range(3)] == ["Me", "Xu", "Chen"]
    page.desk.actor.roles = frozenset({Role.AGENT})  # type: ignore[misc]
    there = page.desk.ask(colleagues)
    dialog = AbsenceDialog(page.context, there, view)
    page.desk.actor.roles = frozenset({Role.SUPERVISOR})  # type: ignore[misc]
    assert [dialog.who.itemText(at) for at in range(dialog.who.count())] == ["Me"]


def test_nobody_stands_in_for_themselves_and_an_absence_has_a_length(page: Page, view: MyOrdersView) -> None:
    dialog = away(page, view)
    dialog.deputy.setCurrentIndex(2)
    dialog.accept()
    dialog.deputy.setCurrentIndex(0)
    dialog.until.set_instant(NOW - timedelta(hours=1))
    dialog.accept()
    page.settle()
    assert page.desk.done == []
    assert dialog.isVisible()


def test_who_is_back_early_is_back_at_once_and_the_list_says_who_is_away(
    page: Page, view: MyOrdersView
) -> None:
    spans = (NOW - timedelta(days=1), NOW + timedelta(days=2)), (NOW + timedelta(days=3),) * 2
    page.desk.away = [
        AwayLine(uid(80 + at), AWAY, "Xu", "two", *span, DEPUTY, "Chen") for at, span in enumerate(spans)
    ]
    dialog = away(page, view)
    page.settle()
    assert dialog.away.rowCount() == 2
    assert "Chen" in dialog.away.cell(page.desk.away[0], 0).second
    page.qtbot.keyClick(dialog.until, Qt.Key.Key_Delete, Qt.KeyboardModifier.AltModifier)
    page.settle()
    [command] = page.desk.done
    assert (command.absence_id, command.first_at, command.until_at) == (uid(80), spans[0][0], NOW)
    assert command.deputy_id == DEPUTY
    dialog.table.selectRow(1)
    dialog.ends.click()
    page.settle()
    assert (page.desk.done[-1].first_at, page.desk.done[-1].until_at) == (NOW, NOW)
    assert dialog.isVisible()


def test_a_list_that_gets_empty_keeps_the_keys(page: Page, view: MyOrdersView) -> None:
    work, told = page.desk.work, page.desk.told
    page.desk.work = page.desk.told = []
    view.findChild(MyOrdersPresenter).refresh()
    page.settle()
    assert view.hasFocus()
    page.desk.work, page.desk.told = work, told
    press(page, view, Qt.Key.Key_5)
    page.settle()
    assert view.table.hasFocus()
    assert view.filters.current() == "told"


def test_an_authority_was_answered(page: Page, view: MyOrdersView) -> None:
    page.desk.work = [replace(a_case(2, 3), step=CaseStep.ANSWER)]
    view.findChild(MyOrdersPresenter).refresh()
    page.settle()
    press(page, view, Qt.Key.Key_1)
    [command] = page.desk.done
    assert isinstance(command, AnsweredAuthority)
    assert command.case_id == uid(102)


def test_at_the_end_of_a_shift_everything_goes(page: Page, view: MyOrdersView) -> None:
    view.card.scope.take("all")
    press(page, view, Qt.Key.Key_Return)
    [command] = page.desk.done
    assert (command.order_ids, command.case_ids) == ((uid(1), uid(3)), (uid(102),))
    assert command.reason is HandOverReason.SHIFT_END


def test_a_refusal_keeps_what_was_typed(page: Page, view: MyOrdersView) -> None:
    page.desk.refusal = Refused("person_away", {"name": "Xu"})
    view.card.note.setPlainText("客户五点后在家")
    press(page, view, Qt.Key.Key_Return)
    assert "Xu is away" in view.card.message()
    assert view.card.words() == "客户五点后在家"


def test_what_is_typed_stays_while_the_list_is_read_again(page: Page, view: MyOrdersView) -> None:
    view.card.note.setPlainText("客户五点后在家")
    page.desk.work.append(own(4, 50))
    view.findChild(MyOrdersPresenter).refresh()
    page.settle()
    assert view.model.rowCount() == 4
    assert view.card.words() == "客户五点后在家"


@pytest.fixture
def panel(page: Page) -> Iterator[CasePanel]:
    panel = CasePanel()
    page.qtbot.addWidget(panel)
    CasePresenter(page.context, panel).open(PAGE, uid(9), "师傅没来", uid(8))
    panel.resize(900, 600)
    panel.show()
    return panel


def test_a_complaint_is_taken_by_keys(page: Page, panel: CasePanel) -> None:
    page.qtbot.keyClick(panel.severity, Qt.Key.Key_4)
    page.qtbot.keyClick(panel.summary, Qt.Key.Key_Return, CTRL)
    page.settle()
    [command] = page.desk.done
    assert isinstance(command, OpenCase)
    assert (command.kind, command.severity, command.channel) == (CaseKind.COMPLAINT, 4, CaseChannel.HOTLINE)
    assert (command.summary, command.unit_id, command.call_id) == ("师傅没来", uid(8), uid(9))
    assert command.remedy_code == "redo"


def test_what_an_authority_sends_is_grave_and_has_a_number(page: Page, panel: CasePanel) -> None:
    assert not panel.external_no.isVisible()
    page.qtbot.keyClick(panel.channel, Qt.Key.Key_2)
    assert panel.external_no.isVisible()
    panel.external_no.setText("1510104")
    panel.confirmed.emit()
    page.settle()
    [command] = page.desk.done
    assert (command.severity, command.channel, command.external_no) == (
        2,
        CaseChannel.AUTHORITY_12315,
        "1510104",
    )


def test_a_number_of_an_authority_that_is_too_long_is_said(page: Page, panel: CasePanel) -> None:
    page.qtbot.keyClick(panel.channel, Qt.Key.Key_2)
    panel.external_no.setText("1" * 101)
    panel.confirmed.emit()
    page.settle()
    assert page.desk.done == []
    assert panel.message() == "That is too long; shorten it."


def test_a_return_has_no_severity(page: Page, panel: CasePanel) -> None:
    page.qtbot.keyClick(panel.kind, Qt.Key.Key_2)
    assert not panel.severity.isVisible()
    panel.confirmed.emit()
    page.settle()
    [command] = page.desk.done
    assert (command.kind, command.severity) == (CaseKind.RETURN, None)


def test_a_case_about_nothing_is_not_taken(page: Page, panel: CasePanel) -> None:
    panel.summary.clear()
    page.qtbot.keyClick(panel.summary, Qt.Key.Key_Return, CTRL)
    page.settle()
    assert page.desk.done == []


FACTS = UrgeFacts(
    order_id=uid(1),
    number="261123-9012-01",
    state=OrderState.ACCEPTED,
    next_step=NextStep.VISIT,
    next_step_at=NOW,
    promised_from=NOW + timedelta(days=1),
    promised_to=NOW + timedelta(days=1, hours=3),
    provider_id=uid(5),
    provider="锦江一店",
    technician="黄师傅",
    phone="13900139000",
    owner="李娜",
    urge_count=1,
    urged_at=NOW,
    urged_by="李娜",
    told="锦江一店",
    contact_due_at=NOW + timedelta(hours=2),
)


def test_the_sentence_of_an_urge_has_status_date_and_phone(page: Page, qapp: QApplication) -> None:
    said = urge_sentence(FACTS, page.context)
    for part in ("has accepted", "tomorrow Tue 09:30–12:30", "139 0013 9000", "锦江一店 was told", "11:30"):
        assert part in said
    install(qapp, "zh_CN")
    said = urge_sentence(FACTS, page.context)
    for part in ("服务商已接单", "幺三九，零零幺三，九零零零", "已通知锦江一店"):
        assert part in said
    assert spoken_phone("028-8555 1234") == "028 8555 1234（零二八，八五五五，幺二三四）"


def test_an_order_that_nobody_goes_to_promises_no_visit(page: Page) -> None:
    said = urge_sentence(replace(FACTS, state=OrderState.REQUESTED, provider="", told=""), page.context)
    assert "being arranged" in said
    assert "139" not in said


def test_the_minute_hand_goes_on_while_there_is_more(page: Page, view: MyOrdersView) -> None:
    clockwork = Clockwork(page.context, view)
    beaten: list[int] = []
    clockwork.beaten.connect(lambda: beaten.append(1))
    clockwork.start()
    clockwork.beat()
    page.qtbot.waitUntil(lambda: page.desk.beats == [])
    page.settle()
    assert len(beaten) == 2
    clockwork.stop()


def test_one_chain_of_beats_goes_on_and_none_after_the_end(page: Page, view: MyOrdersView) -> None:
    clockwork = Clockwork(page.context, view)
    clockwork.start()
    clockwork.beat()
    clockwork.beat()
    page.settle()
    assert len([timer for timer in clockwork.findChildren(QTimer) if timer.isActive()]) == 1
    clockwork.beat()
    clockwork.stop()
    page.settle()
    assert not any(timer.isActive() for timer in clockwork.findChildren(QTimer))
