"""Promising a call and making it, led by keys, with a desk made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.callbacks import DueCallBack, due_call_backs
from app.cases import CaseKind, OpenCase
from app.command import Command
from app.customers import CustomerKind, PhoneRole, Tier, Title
from app.errors import Refused
from app.events import CallDirection
from app.followup_list import DueFollowUp, ProviderReport, due_follow_ups, provider_reports
from app.followups import AttemptOutcome, RecordAttempt, ScheduleFollowUp
from app.goods import WaitingFor, waiting_for_goods
from app.interactions import KeptDraft, kept_drafts
from app.pop import Head, PhoneLine, PopPage
from app.reference import CodeList, CodeRow, Reference
from app.service_time import end_of_day
from app.surveys import ScoreCount, survey_scores
from app.timeline import TimelineCounts
from app.workers import Workers
from tests.ui.led import Keys
from ui.bridge import Bridge
from ui.context import Context
from ui.followups.at_field import AtField
from ui.followups.model import BY, CUSTOMER, FollowUpModel
from ui.followups.option_row import Option, OptionRow
from ui.followups.outbound import Outbound
from ui.followups.presenter import FollowUpsPresenter
from ui.followups.schedule_presenter import SchedulePresenter
from ui.followups.schedule_view import SchedulePanel
from ui.followups.scores import ScoresCard
from ui.followups.times import by_day, next_try, quick_time
from ui.followups.view import FollowUpsView
from ui.followups.words import reason_choices
from ui.phone.calls import SeatCall
from ui.theme import Theme
from ui.widgets.rows import CELL_ROLE

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # half past nine in Chengdu
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ME = UUID(int=1)
AGAIN = NOW + timedelta(hours=6)  # as the rule of the call says


def uid(number: int) -> UUID:
    return UUID(int=number)


def a_code(code: str, words: str, parent: str | None = None, *, retired: bool = False) -> CodeRow:
    return CodeRow(code, parent, words, words, words[:1].lower(), retired)


REFERENCE = Reference(
    {
        CodeList.FOLLOW_UP: (
            a_code("after_repair", "After a repair"),
            a_code("promised", "Promised call"),
            a_code("callback", "Call back"),
            a_code("callback.found", "answer found", "callback"),
            a_code("old", "Old one", retired=True),
        )
    },
    (),
    (),
)
PAGE = PopPage(
    head=Head(
        customer_id=uid(2),
        kind=CustomerKind.PERSON,
        name="田雨",
        title=Title.MS,
        contact_name="",
        tier=Tier.STANDARD,
        remark="",
        service_note="",
        since_on=date(2020, 1, 1),
        address_id=None,
        region_code=None,
        place_zh="",
        place_en="",
        address_line="",
    ),
    phones=(PhoneLine("m:+8613800138000", PhoneRole.OWN), PhoneLine("f:+862885551234", PhoneRole.OFFICE)),
    alerts=(),
    orders=(),
    cases=(),
    promised_calls=(),
    units=(),
    unit_count=0,
    timeline=(),
    counts=TimelineCounts({}),
    read_at=NOW,
)


def a_due(number: int, minutes: int, *, mine: bool = True, **values: Any) -> DueFollowUp:
    """Return a promised call that is due some minutes from now."""
    due = DueFollowUp(
        follow_up_id=uid(number),
        customer_id=uid(100 + number),
        customer_name="王秀英",
        title=Title.MS,
        tier=Tier.GOLD,
        reason_zh="维修后回访",
        reason_en="After a repair",
        order_id=None,
        order_number=None,
        owner_id=ME if mine else None,
        phone_key="m:+8613540217786",
        note="",
        due_at=NOW + timedelta(minutes=minutes),
        attempts=0,
        again_at=AGAIN,
    )
    return replace(due, **values)


class FakeDesk:
    """Gives the list it was given, less what was reached, and keeps what it was told."""

    class actor:  # noqa: N801
        person_id = ME

    def __init__(self) -> None:
        self.due = [a_due(1, -60), a_due(2, -5, mine=False), a_due(3, 90)]
        self.done: list[Any] = []
        self.refusal: Exception | None = None
        self.refused: type[Command] = Command
        self.now: datetime | None = None
        self.backs: list[DueCallBack] = []
        self.waiting: list[WaitingFor] = []
        self.reports: list[ProviderReport] = []
        self.drafts: dict[tuple[UUID, str], KeptDraft] = {}
        self.scores: list[ScoreCount] = []

    def ask(self, query: Any, person_id: UUID = ME, now: Any = None) -> list[Any]:
        if query is waiting_for_goods:
            return list(self.waiting)
        if query is provider_reports:
            return list(self.reports)
        if query is survey_scores:
            return list(self.scores)
        assert person_id == ME
        if query is due_call_backs:
            return list(self.backs)
        if query is kept_drafts:
            return list(self.drafts.values())
        assert query is due_follow_ups
        self.now = now
        return list(self.due)

    def keep_draft(self, draft: KeptDraft) -> None:
        self.drafts[draft.subject_id, draft.field] = draft
        if not draft.text:
            del self.drafts[draft.subject_id, draft.field]

    def drop_drafts(self, subject_id: UUID) -> None:
        self.drafts = {key: draft for key, draft in self.drafts.items() if key[0] != subject_id}

    def execute(self, *commands: Command) -> None:
        for command in commands:
            if self.refusal is not None and isinstance(command, self.refused):
                raise self.refusal
            self.done.append(command)
        gone = {one.follow_up_id for one in commands if isinstance(one, RecordAttempt)}
        self.due = [due for due in self.due if due.follow_up_id not in gone]


class Screen(Keys):
    """A window with one view, and the keys that go to its focus."""

    def __init__(self, qtbot: QtBot, desk: FakeDesk, workers: Workers) -> None:
        super().__init__(qtbot, Bridge(workers))
        self.desk = desk
        self.context = Context(desk, self.bridge, REFERENCE, lambda: NOW)  # type: ignore[arg-type]

    def confirm(self) -> None:
        self.key(Qt.Key.Key_Return, CTRL)


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def screen(qtbot: QtBot, theme: Theme, desk: FakeDesk) -> Iterator[Screen]:  # noqa: ARG001
    workers = Workers()
    made = Screen(qtbot, desk, workers)
    yield made
    made.bridge.stop()
    workers.stop()


class Schedule:
    def __init__(self, screen: Screen) -> None:
        self.view = SchedulePanel()
        self.presenter = SchedulePresenter(screen.context, self.view)
        self.scheduled: list[UUID] = []
        self.closed: list[None] = []
        self.presenter.scheduled.connect(self.scheduled.append)
        self.presenter.closed.connect(lambda: self.closed.append(None))
        screen.show(self.view)


class Page:
    def __init__(self, screen: Screen) -> None:
        self.view = FollowUpsView()
        self.presenter = FollowUpsPresenter(screen.context, self.view)
        self.recorded: list[UUID] = []
        self.counts: list[int] = []
        self.calls: list[DueFollowUp] = []
        self.presenter.recorded.connect(lambda attempt: self.recorded.append(attempt.follow_up_id))
        self.presenter.count_changed.connect(self.counts.append)
        self.presenter.call_requested.connect(self.calls.append)
        screen.show(self.view)
        self.presenter.refresh()
        screen.settle()
        self.view.to_list()

    def chosen(self) -> UUID:
        return self.view.table.currentIndex().data(Qt.ItemDataRole.UserRole)


@pytest.fixture
def schedule(screen: Screen) -> Schedule:
    return Schedule(screen)


@pytest.fixture
def page(screen: Screen) -> Page:
    return Page(screen)


# promising a call


def test_a_reason_and_ctrl_enter_promise_a_call_tomorrow(
    screen: Screen, schedule: Schedule, desk: FakeDesk
) -> None:
    schedule.presenter.open(PAGE, uid(9), uid(8))
    screen.key("2")
    screen.confirm()
    command = desk.done[0]
    assert isinstance(command, ScheduleFollowUp)
    assert (command.reason_code, command.call_id, command.order_id) == ("promised", uid(9), uid(8))
    assert command.due_at == datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    assert (command.owner_id, command.phone_key) == (ME, "m:+8613800138000")
    assert schedule.scheduled == [command.follow_up_id]
    assert "138 0013 8000" in schedule.view.promised.sentence.text()
    screen.key(Qt.Key.Key_Return)
    assert len(schedule.closed) == 1


def test_a_digit_chooses_when_and_another_who(screen: Screen, schedule: Schedule, desk: FakeDesk) -> None:
    schedule.presenter.open(PAGE, None)
    screen.key("1")
    screen.key("4")
    schedule.view.owner.setFocus()
    screen.key("2")
    schedule.view.phone.setCurrentIndex(1)
    screen.confirm()
    command = desk.done[-1]
    assert command.due_at == datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
    assert (command.owner_id, command.phone_key) == (None, "f:+862885551234")


def test_an_exact_time_goes_before_the_quick_ones(screen: Screen, schedule: Schedule, desk: FakeDesk) -> None:
    schedule.presenter.open(PAGE, None)
    screen.key("1")
    schedule.view.at.set_instant(datetime(2026, 11, 25, 7, 15, tzinfo=UTC))
    assert schedule.view.quick.current() == ""
    screen.confirm()
    assert desk.done[-1].due_at == datetime(2026, 11, 25, 7, 15, tzinfo=UTC)


def test_no_call_is_promised_in_the_past(screen: Screen, schedule: Schedule, desk: FakeDesk) -> None:
    schedule.presenter.open(PAGE, None)
    screen.key("1")
    schedule.view.at.set_instant(NOW - timedelta(minutes=1))
    screen.confirm()
    assert desk.done == []
    assert schedule.view.message()


def test_without_a_reason_or_a_number_nothing_is_promised(
    screen: Screen, schedule: Schedule, desk: FakeDesk
) -> None:
    schedule.presenter.open(PAGE, None)
    screen.confirm()
    schedule.presenter.open(replace(PAGE, phones=()), None)
    screen.key("1")
    screen.confirm()
    assert desk.done == []


def test_a_refused_promise_keeps_what_was_typed(screen: Screen, schedule: Schedule, desk: FakeDesk) -> None:
    desk.refusal = Refused("not_allowed", {})
    schedule.presenter.open(PAGE, None)
    screen.key("1")
    schedule.view.note.setPlainText("after six")
    screen.confirm()
    assert schedule.view.message()
    assert schedule.view.note.toPlainText() == "after six"
    assert not schedule.view.is_promised()


def test_only_reasons_with_none_below_them_are_offered() -> None:
    assert [choice.code for choice in reason_choices(REFERENCE)] == [
        "after_repair",
        "promised",
        "callback.found",
    ]


def test_a_call_about_no_order_opens_a_consult_case_once(
    screen: Screen, schedule: Schedule, desk: FakeDesk
) -> None:
    desk.refusal, desk.refused = Refused("move_not_allowed", {}), ScheduleFollowUp
    schedule.presenter.open(PAGE, uid(9))
    screen.key("2")
    schedule.view.note.setPlainText("the hose\nand more")
    screen.confirm()
    desk.refusal = None
    screen.confirm()
    first, again, call = desk.done
    assert first == again  # the store answers a command that it knows and does it once
    assert isinstance(first, OpenCase)
    assert (first.kind, first.customer_id, first.call_id) == (CaseKind.CONSULT, uid(2), uid(9))
    assert (first.summary, first.due_at) == ("Promised call · the hose", call.due_at)
    assert (call.case_id, call.order_id) == (first.case_id, None)
    schedule.presenter.open(PAGE, uid(9))
    screen.key("2")
    screen.confirm()
    assert desk.done[-2].case_id != first.case_id


def test_a_call_about_an_order_opens_no_case(screen: Screen, schedule: Schedule, desk: FakeDesk) -> None:
    schedule.presenter.open(PAGE, uid(9), uid(8))
    screen.key("2")
    screen.confirm()
    (call,) = desk.done
    assert call.case_id is None


def test_the_note_of_a_promise_survives_a_crash_and_is_forgotten_once_promised(
    screen: Screen, schedule: Schedule, desk: FakeDesk
) -> None:
    schedule.presenter.open(PAGE, uid(9))
    schedule.view.note.setPlainText("ask for the hose")
    schedule.presenter.drafts.flush()
    screen.settle()
    after = Schedule(screen)
    screen.settle()
    after.presenter.open(PAGE, uid(10))
    assert after.view.note_text() == ""
    after.presenter.open(PAGE, uid(9))
    assert after.view.note_text() == "ask for the hose"
    screen.key("2")
    screen.confirm()
    assert desk.done[-1].note == "ask for the hose"
    after.presenter.drafts.flush()
    screen.settle()
    assert desk.drafts == {}
    after.presenter.open(PAGE, uid(9))
    assert after.view.note_text() == ""


def test_a_note_that_is_too_long_is_said_and_not_cut(
    screen: Screen, schedule: Schedule, desk: FakeDesk
) -> None:
    schedule.presenter.open(PAGE, None, uid(8))
    screen.key("2")
    schedule.view.note.setPlainText("水" * 2003)
    screen.confirm()
    assert desk.done == []
    assert "3 characters" in schedule.view.note.accessibleDescription()
    schedule.view.note.setPlainText("水" * 2000)
    screen.confirm()
    assert desk.done[0].note == "水" * 2000


class Composer:
    """An input method: holds what is composed in the focused field until it is committed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.text = ""

        class Gui:
            inputMethod = staticmethod(lambda: self)  # noqa: N815

        monkeypatch.setattr("ui.composing.QGuiApplication", Gui)

    def compose(self, text: str) -> None:
        self.text = text
        QApplication.sendEvent(QApplication.focusWidget(), QInputMethodEvent(text, []))

    def commit(self) -> None:
        event = QInputMethodEvent()
        event.setCommitString(self.text)
        QApplication.sendEvent(QApplication.focusWidget(), event)


def test_words_still_being_composed_are_promised(
    screen: Screen, schedule: Schedule, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    schedule.presenter.open(PAGE, None, uid(8))
    screen.key("2")
    schedule.view.note.setFocus()
    Composer(monkeypatch).compose("水管")
    assert schedule.view.note_text() == ""
    screen.confirm()
    assert desk.done[0].note == "水管"


# making the calls


def test_the_list_says_how_many_are_due_today(page: Page, desk: FakeDesk) -> None:
    assert page.counts[-1] == 3
    assert desk.now == NOW
    assert page.chosen() == uid(1)


def test_points_and_ctrl_enter_record_a_call_and_go_on(screen: Screen, page: Page, desk: FakeDesk) -> None:
    screen.key("5")
    screen.confirm()
    command = desk.done[0]
    assert (command.follow_up_id, command.outcome, command.score) == (uid(1), AttemptOutcome.REACHED, 5)
    assert command.next_due_at is None
    assert page.recorded == [uid(1)]
    assert page.chosen() == uid(2)
    assert page.counts[-1] == 2
    assert page.view.card.score.current() == ""


@pytest.mark.parametrize(
    ("digit", "outcome", "again"),
    [
        (Qt.Key.Key_1, AttemptOutcome.NO_ANSWER, AGAIN),
        (Qt.Key.Key_2, AttemptOutcome.BUSY, AGAIN),
        (Qt.Key.Key_3, AttemptOutcome.LATER, NOW + timedelta(days=1)),
        (Qt.Key.Key_4, AttemptOutcome.WRONG_NUMBER, None),
    ],
)
def test_who_was_not_reached_is_tried_again_unless_the_number_is_wrong(
    screen: Screen,
    page: Page,  # noqa: ARG001
    desk: FakeDesk,
    digit: Qt.Key,
    outcome: AttemptOutcome,
    again: datetime | None,
) -> None:
    screen.key(digit, CTRL)
    screen.confirm()
    assert (desk.done[0].outcome, desk.done[0].next_due_at) == (outcome, again)


def test_points_are_given_by_somebody_who_was_reached(screen: Screen, page: Page, desk: FakeDesk) -> None:
    screen.key(Qt.Key.Key_1, CTRL)
    screen.key("4")
    screen.confirm()
    assert (desk.done[0].outcome, desk.done[0].score) == (AttemptOutcome.REACHED, 4)
    screen.key("3")
    screen.key(Qt.Key.Key_2, CTRL)
    screen.confirm()
    assert (desk.done[1].outcome, desk.done[1].score) == (AttemptOutcome.BUSY, None)
    assert page.recorded == [uid(1), uid(2)]


def test_digits_are_words_while_one_writes(screen: Screen, page: Page, desk: FakeDesk) -> None:
    screen.key(Qt.Key.Key_N, ALT)
    assert page.view.card.note.hasFocus()
    screen.key("came at 4")
    screen.confirm()
    assert (desk.done[0].note, desk.done[0].score) == ("came at 4", None)


def test_what_was_entered_waits_while_another_call_is_looked_at(screen: Screen, page: Page) -> None:
    screen.key("2")
    page.view.card.note.setPlainText("too late")
    screen.key(Qt.Key.Key_Down)
    assert page.chosen() == uid(2)
    assert page.view.card.note.toPlainText() == ""
    screen.key(Qt.Key.Key_Up)
    assert page.view.card.note.toPlainText() == "too late"
    assert page.view.card.score.current() == "2"


def test_a_refresh_touches_nothing_that_is_being_typed(screen: Screen, page: Page, desk: FakeDesk) -> None:
    page.view.card.note.setPlainText("half a sen")
    desk.due = [a_due(7, -600), *desk.due]
    page.presenter.refresh()
    screen.settle()
    assert page.chosen() == uid(1)
    assert page.view.card.note.toPlainText() == "half a sen"
    assert page.view.model.rowCount() == 4


def test_a_refused_try_keeps_what_was_typed(screen: Screen, page: Page, desk: FakeDesk) -> None:
    desk.refusal = Refused("move_not_allowed", {})
    page.view.card.note.setPlainText("all fine")
    screen.confirm()
    assert page.view.card.message()
    assert page.view.card.note.toPlainText() == "all fine"
    assert page.recorded == []


def test_the_dialled_call_is_the_one_that_is_recorded(screen: Screen, page: Page, desk: FakeDesk) -> None:
    screen.key(Qt.Key.Key_F2)
    assert page.calls == []
    page.view.set_can_call(True)
    screen.key(Qt.Key.Key_F2)
    assert [due.follow_up_id for due in page.calls] == [uid(1)]
    page.presenter.call_started(uid(1), uid(55))
    page.presenter.call_ended(uid(1), False)
    screen.confirm()
    assert (desk.done[0].outcome, desk.done[0].call_id) == (AttemptOutcome.NO_ANSWER, uid(55))


def test_words_still_being_composed_are_recorded(
    screen: Screen, page: Page, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.view.card.note.setFocus()
    Composer(monkeypatch).compose("很好")
    assert page.view.card.note.toPlainText() == ""
    screen.confirm()
    assert desk.done[0].note == "很好"


def test_what_was_entered_survives_a_crash_and_is_forgotten_once_recorded(
    screen: Screen, page: Page, desk: FakeDesk
) -> None:
    screen.key("2")
    page.view.card.note.setPlainText("too late")
    screen.key(Qt.Key.Key_Down)
    screen.key(Qt.Key.Key_3, CTRL)
    page.presenter.flush()
    screen.settle()
    desk.drafts[uid(77), "outcome"] = KeptDraft(uid(77), "outcome", "solved.advice", NOW)  # of a call
    after = Page(screen)
    assert (after.view.card.note.toPlainText(), after.view.card.score.current()) == ("too late", "2")
    screen.confirm()
    assert (desk.done[0].note, desk.done[0].score) == ("too late", 2)
    screen.confirm()
    assert (desk.done[1].outcome, desk.done[1].next_due_at) == (
        AttemptOutcome.LATER,
        NOW + timedelta(days=1),
    )
    after.presenter.flush()
    screen.settle()
    assert list(desk.drafts) == [(uid(77), "outcome")]


def test_typing_reaches_the_disk_by_itself(screen: Screen, page: Page, desk: FakeDesk) -> None:
    page.view.card.note.setPlainText("half a sen")
    screen.qtbot.waitUntil(lambda: [draft.text for draft in desk.drafts.values()] == ["half a sen"])


def test_words_that_are_too_long_are_said_and_not_cut(screen: Screen, page: Page, desk: FakeDesk) -> None:
    page.view.card.note.setPlainText("水" * 2001)
    screen.confirm()
    assert desk.done == []
    assert "1 character" in page.view.card.note.accessibleDescription()
    page.view.card.note.setPlainText("水" * 2000)
    screen.confirm()
    assert desk.done[0].note == "水" * 2000


def test_while_it_must_not_dial_the_key_belongs_to_others(screen: Screen, page: Page) -> None:
    answered: list[str] = []
    window = QShortcut(QKeySequence("F2"), page.view, lambda: answered.append("answer"))
    window.setContext(Qt.ShortcutContext.WindowShortcut)
    page.view.set_can_call(True)
    page.view.set_can_call(False)
    screen.key(Qt.Key.Key_F2)
    assert answered == ["answer"]
    assert not page.view.card._call.isEnabled()
    assert page.calls == []


class FakePhone(QObject):
    """Takes down what it was asked to dial, or refuses it."""

    dialled, ended = Signal(object), Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.can, self.rung = True, []
        self.calls = self

    def dial(self, number: str, linked_id: str) -> bool:
        if self.can:
            self.rung.append((number, linked_id))
        return self.can


class FakeDialling:
    """The desk's knowledge of whom a call is for."""

    contact = None

    def __init__(self) -> None:
        self.expected: dict[str, tuple[UUID, UUID]] = {}

    def expect_dial(self, linked_id: str, customer_id: UUID, follow_up_id: UUID) -> None:
        self.expected[linked_id] = customer_id, follow_up_id

    def forget_dial(self, linked_id: str) -> None:
        del self.expected[linked_id]


def test_a_call_is_dialled_once_until_it_ended(screen: Screen, page: Page) -> None:
    phone, dialling = FakePhone(), FakeDialling()
    Outbound(phone, dialling, page.presenter)  # type: ignore[arg-type]
    page.view.set_can_call(True)
    screen.key(Qt.Key.Key_F2)
    screen.key(Qt.Key.Key_F2)
    ((number, linked_id),) = phone.rung
    assert (number, dialling.expected) == ("13540217786", {linked_id: (uid(101), uid(1))})
    call = SeatCall("practice", linked_id, CallDirection.OUT, "8000", number, "", NOW)
    phone.dialled.emit(call)
    screen.key(Qt.Key.Key_F2)
    assert len(phone.rung) == 1
    phone.ended.emit(call)
    screen.key(Qt.Key.Key_F2)
    assert len(phone.rung) == 2


def test_a_refused_dial_leaves_nothing_expected_and_can_be_tried_again(screen: Screen, page: Page) -> None:
    phone, dialling = FakePhone(), FakeDialling()
    Outbound(phone, dialling, page.presenter)  # type: ignore[arg-type]
    page.view.set_can_call(True)
    phone.can = False
    screen.key(Qt.Key.Key_F2)
    assert (phone.rung, dialling.expected) == ([], {})
    phone.can = True
    screen.key(Qt.Key.Key_F2)
    assert len(phone.rung) == len(dialling.expected) == 1


def test_filters_show_what_is_mine_and_what_is_overdue(page: Page) -> None:
    shown = {}
    for name in ("all", "mine", "overdue"):
        page.view.filters.choose(name)
        page.view.filter_chosen.emit(name)
        model = page.view.model
        shown[name] = [model.row(row).follow_up_id.int for row in range(model.rowCount())]
    assert shown == {"all": [1, 2, 3], "mine": [1, 3], "overdue": [1, 2]}


def test_an_empty_day_says_how_calls_get_here(screen: Screen, page: Page, desk: FakeDesk) -> None:
    desk.due = []
    page.presenter.refresh()
    screen.settle()
    assert page.view.is_empty()
    assert not page.view.card.isVisible()
    screen.confirm()
    assert desk.done == []


def test_the_model_is_sound_and_masks_the_number(qtbot: QtBot, theme: Theme) -> None:  # noqa: ARG001
    model = FollowUpModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show([a_due(1, -60), a_due(2, 60)], NOW)
    cells = [model.index(row, BY).data(CELL_ROLE) for row in range(2)]
    assert [cell.second for cell in cells] == ["overdue", ""]
    assert model.index(0, CUSTOMER).data(CELL_ROLE).second == "After a repair · 135****7786"
    assert model.row_of(uid(2)) == 1
    model.show([], NOW)
    assert model.row(0) is None


# times


def test_nobody_is_rung_at_night() -> None:
    late = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # eight in the evening
    assert next_try(AttemptOutcome.LATER, late, None) == datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    assert next_try(AttemptOutcome.NO_ANSWER, late, None) is None
    assert quick_time("two_hours", late) == datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    early = datetime(2026, 11, 22, 22, 0, tzinfo=UTC)  # six in the morning
    assert by_day(early) == datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def test_a_day_ends_at_midnight_of_the_service() -> None:
    assert end_of_day(datetime(2026, 11, 23, 15, 59, tzinfo=UTC)) == datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert end_of_day(datetime(2026, 11, 23, 16, 0, tzinfo=UTC)) == datetime(2026, 11, 24, 16, tzinfo=UTC)


def test_an_editor_gives_back_the_instant_that_it_was_given(qtbot: QtBot, theme: Theme) -> None:  # noqa: ARG001
    field = AtField()
    qtbot.addWidget(field)
    field.set_instant(NOW)
    assert field.instant() == NOW
    assert field.text() == "2026-11-23 09:30"
    skipped_in_europe = datetime(2026, 3, 28, 18, 30, tzinfo=UTC)
    field.set_instant(skipped_in_europe)
    assert field.text() == "2026-03-29 02:30"
    assert field.instant() == skipped_in_europe


def test_arrows_stay_within_the_options(qtbot: QtBot, theme: Theme) -> None:  # noqa: ARG001
    row = OptionRow("points")
    qtbot.addWidget(row)
    row.set([Option("a", "A", "1"), Option("b", "B", "2")])
    taken: list[str] = []
    row.chosen.connect(taken.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_2):
        qtbot.keyClick(row, key)
    assert taken == ["a", "b", "b", "a", "b"]


def test_the_scores_of_thirty_days_stand_below_the_list(screen: Screen, desk: FakeDesk) -> None:
    assert ScoresCard().isHidden()
    desk.scores = [ScoreCount(2, 1), ScoreCount(5, 3)]
    page = Page(screen)
    assert not page.view.scores.isHidden()
    chart = page.view.scores.chart
    screen.qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.accessibleDescription() == "5: Answers 3, Share, % 75"
    assert page.view.scores.top() == "4 answers, top box 75 %"
