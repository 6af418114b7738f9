"""The page of reports, led by keys, with a desk made by hand."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.command import Actor
from app.errors import NoCentre
from app.metrics.behind import CallBehind, CallDirection, CallKind, CallOwner, call_owner, calls_behind
from app.metrics.by_agent import agent_counts
from app.metrics.by_code import CodesBy, code_counts
from app.metrics.by_queue import queue_counts
from app.metrics.counts import Counts
from app.metrics.figures import BY_ID, FIGURES
from app.metrics.lines import Line, Lines, Name, Split
from app.reference import QueueRow, Reference, WrapUpPolicy
from app.reports.files import GivenUp
from app.reports.table import Row, Table
from app.workers import Workers
from db.models.people import Role
from tests.rows import uid
from tests.ui.led import Led
from ui.bridge import Bridge
from ui.context import Context
from ui.figure_words import definition, figure_words
from ui.reports import export
from ui.reports.asked import FIGURES as SHOWN
from ui.reports.asked import Asked, Days, Kind, days_of
from ui.reports.behind import behind_of
from ui.reports.model import ReportModel
from ui.reports.presenter import ReportsPresenter
from ui.reports.view import ReportsView
from ui.widgets.rows import CELL_ROLE
from ui.widgets.table import TELL_MS

pytestmark = pytest.mark.usefixtures("theme")
NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # a Monday, half past nine
TODAY = date(2026, 11, 23)
CALL, CUSTOMER, LI = uid(0x51), uid(0x52), uid(0x53)
QUEUES = (
    Line(
        "hotline", "09:00", Counts(answered=7, answered_within=6, abandoned=2, wait_s=70, longest_wait_s=45)
    ),
    Line("hotline", "09:30", Counts(answered=1, wait_s=30, longest_wait_s=30, short_abandoned=1)),
    Line("vip", "09:00", Counts(answered=1, answered_within=1, wait_s=4, longest_wait_s=4)),
)
NAMES = {"hotline": Name("热线", "Hotline"), "vip": Name("VIP", "VIP"), str(LI): Name("李娜", "李娜", "day")}
AGENTS = (Line(str(LI), "2026-11-23", Counts(ready_s=3600, talk_s=1800, handled=10)),)
CODES = (Line("repair", "repair.sent", Counts(contacts=3)), Line("", "", Counts(contacts=1)))
BEHIND = CallBehind(
    CALL, NOW, CallDirection.IN, "hotline", "138****8000", CallKind.ABANDONED, 45, False, "", ""
)


class FakeDesk:
    """Answers with what it was given, and keeps what it was asked."""

    def __init__(self, role: Role = Role.SUPERVISOR) -> None:
        self.actor = Actor(uid(11), "罗杰", frozenset({role}))
        self.asked: list[tuple[Any, ...]] = []
        self.trouble: Exception | None = None
        self.codes = CODES

    def ask(self, query: Any, *args: Any, **more: Any) -> Any:
        self.asked.append((query, *args, *([more] if more else [])))
        if self.trouble is not None:
            raise self.trouble
        return {
            queue_counts: Lines(QUEUES, NAMES),
            agent_counts: Lines(AGENTS, NAMES),
            code_counts: Lines(self.codes, NAMES),
            calls_behind: [BEHIND],
            call_owner: CallOwner(CUSTOMER),
        }[query]


class Page(Led):
    """The reports, and where they led."""

    def __init__(self, qtbot: QtBot, desk: FakeDesk, workers: Workers) -> None:
        self.desk, bridge = desk, Bridge(workers)
        queues = (QueueRow("hotline", "热线", "Hotline", WrapUpPolicy.MANDATORY, 60, False),)
        reference = Reference({}, (), (), queues=queues)
        context = Context(desk, bridge, reference, lambda: NOW)  # type: ignore[arg-type]
        self.view = ReportsView()
        self.presenter = ReportsPresenter(context, self.view)
        self.customers: list[UUID] = []
        self.left: list[None] = []
        self.presenter.customer_wanted.connect(self.customers.append)
        self.view.back.connect(lambda: self.left.append(None))
        super().__init__(qtbot, self.view, bridge)
        self.view.to_list()

    def column(self, number: int) -> list[str]:
        model = self.view.model
        return [model.index(row, number).data(CELL_ROLE).text.strip() for row in range(model.rowCount())]


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def workers() -> Iterator[Workers]:
    made = Workers()
    yield made
    made.stop()


@pytest.fixture
def page(qtbot: QtBot, desk: FakeDesk, workers: Workers) -> Page:
    return Page(qtbot, desk, workers)


ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def test_queues_of_today_come_first_with_their_sums(page: Page) -> None:
    assert page.desk.asked == [(queue_counts, TODAY, TODAY, NOW, Split.HALF_HOUR, ())]
    assert page.column(0) == ["Hotline", "VIP", "Total"]
    assert page.column(1) == ["10", "1", "11"]  # offered
    assert page.column(3) == ["60.0 %", "100.0 %", "63.6 %"]  # 6 of 10, 1 of 1, 7 of 11
    assert page.column(7) == ["0:13", "0:04", "0:12"]  # 100 / 8, 4 / 1, 104 / 9
    assert page.column(8) == ["0:45", "0:04", "0:45"]
    QAbstractItemModelTester(page.view.model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_an_answer_without_rows_leaves_no_arrangement_of_other_columns(page: Page) -> None:
    kept: list[object] = []
    page.view.table.arranged.connect(lambda: kept.append(page.view.table.arrangement()))
    page.desk.codes = ()
    page.qtbot.wait(2 * TELL_MS)
    kept.clear()
    page.key(Key.Key_1, ALT)
    page.key(Key.Key_End)
    page.settle()
    assert page.view.shown_kind() is Kind.CODES
    page.qtbot.wait(2 * TELL_MS)
    assert kept == []


def test_a_line_opens_into_its_parts_and_the_chart_follows(page: Page) -> None:
    page.key(Key.Key_Space)
    assert page.column(0) == ["Hotline", "09:00", "09:30", "VIP", "Total"]
    page.key(Key.Key_Right)
    page.key(Key.Key_Right)
    assert page.view.beside.definition() == BY_ID["service_level"].formula
    figures = page.view.beside.course.figures()
    assert [row.label for row in figures.rows()] == ["09:00", "09:30"]
    assert [row.values[0] for row in figures.rows()] == [pytest.approx(600 / 9), 0]
    bars = page.view.beside.bars.figures()
    assert [(row.label, row.values[0]) for row in bars.rows()] == [("VIP", 100), ("Hotline", 60)]
    page.key(Key.Key_0, ALT)
    assert page.column(0) == ["Hotline", "09:00", "09:30", "VIP", "09:00", "Total"]
    page.key(Key.Key_0, ALT)
    assert page.column(0) == ["Hotline", "VIP", "Total"]


def test_enter_leads_to_the_calls_and_to_their_customer(page: Page) -> None:
    page.key(Key.Key_Space)
    page.key(Key.Key_Down)
    for _ in range(3):
        page.key(Key.Key_Right)
    page.key(Key.Key_Return)
    wanted = {"first": TODAY, "last": TODAY, "figure": "abandoned", "queues": ("hotline",), "half_hour": 18}
    assert page.desk.asked[-1] == (calls_behind, {**wanted, "now": NOW, "limit": 500})
    assert page.view.is_at_calls()
    assert page.view.about() == "09:00 · Abandoned · 1 call"
    page.key(Key.Key_Return)
    assert page.desk.asked[-1] == (call_owner, CALL)
    assert page.customers == [CUSTOMER]
    page.view.hide()
    page.view.show()  # after a look at the customer
    page.settle()
    assert page.view.is_at_calls()
    page.view.activateWindow()
    page.view.to_list()
    page.key(Key.Key_Escape)
    assert (page.view.is_at_calls(), page.left) == (False, [])
    page.key(Key.Key_Escape)
    assert page.left == [None]


def test_what_is_asked_for_goes_by_keys(page: Page) -> None:
    page.key(Key.Key_2, ALT)
    page.key(Key.Key_Down)
    assert page.desk.asked[-1][1:3] == (date(2026, 11, 22), date(2026, 11, 22))
    page.key(Key.Key_4, ALT)
    page.key(Key.Key_Down)
    assert page.desk.asked[-1][-1] == ("hotline",)
    page.key(Key.Key_1, ALT)
    page.key(Key.Key_Down)
    assert page.desk.asked[-1] == (
        agent_counts,
        date(2026, 11, 22),
        date(2026, 11, 22),
        NOW,
        Split.DAY,
        "",
    )
    assert page.column(0)[0] == "李娜"
    page.key(Key.Key_1, ALT)
    page.key(Key.Key_Down)
    assert page.desk.asked[-1][0] is code_counts
    assert page.column(0)[:2] == ["Not wrapped up", "repair"]
    assert page.column(1) == ["1", "3", "4"]
    page.key(Key.Key_3, ALT)
    page.key(Key.Key_Down)
    assert page.desk.asked[-1][4] is CodesBy.QUEUE


def test_a_typed_day_is_from_and_to(page: Page) -> None:
    page.view.days.first.setFocus()
    page.view.days.first.selectAll()
    page.qtbot.keyClicks(page.view.days.first, "2026-11-02")
    page.key(Key.Key_Return)
    assert page.desk.asked[-1][1:3] == (date(2026, 11, 2), TODAY)
    assert page.view.days.choice.currentData() == Days.OTHER
    assert page.view.table.hasFocus()
    asked = len(page.desk.asked)
    page.view.days.first.setDate(QDate(2020, 1, 1))
    page.settle()
    assert len(page.desk.asked) == asked  # the centre counts no six years
    assert not page.view.table.isVisible()


def test_what_cannot_be_asked_is_told(page: Page, tmp_path: Path) -> None:
    page.desk.trouble = NoCentre()
    page.key(Key.Key_F5)
    assert not page.view.table.isVisible()
    page.presenter.export_to(str(tmp_path / "report.csv"))
    page.settle()
    assert list(tmp_path.iterdir()) == []  # what is not shown makes no file
    page.desk.trouble = None
    page.key(Key.Key_F5)
    assert page.view.table.isVisible()


def test_the_file_has_what_the_screen_has(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    page.presenter.export_to(str(path))
    page.settle()
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["Queues by half-hour"]
    assert [row[3] for row in rows[4:9]] == ["60.0%", "66.7%", "0.0%", "100.0%", "100.0%"]
    assert [BY_ID["service_level"].formula in row for row in rows].count(True) == 1
    assert str(path) in page.view.foot()
    page.presenter.export_to(str(tmp_path / "no folder" / "report.xlsx"))
    page.settle()
    assert "not made" in page.view.foot()


def test_esc_stops_a_file_before_it_leaves_the_page(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(_path: Path, _table: Table, _head: str, progress: Callable[[int, int], bool]) -> None:
        while progress(1, 2):
            Event().wait(0.01)  # the slowest of disks
        raise GivenUp

    monkeypatch.setattr(export, "write_file", write)
    page.presenter.export_to("stopped.xlsx")
    page.key(Key.Key_Escape)
    assert (page.left, page.view.foot()) == ([], "Stopped. No file was made.")


def test_an_analyst_sees_no_customer(qtbot: QtBot, workers: Workers) -> None:
    page = Page(qtbot, FakeDesk(Role.ANALYST), workers)
    page.key(Key.Key_Return)
    page.key(Key.Key_Return)
    assert page.desk.asked[-1][0] is calls_behind
    assert page.customers == []


def test_every_figure_says_how_it_is_made_at_its_head(page: Page) -> None:
    model: ReportModel = page.view.model
    for column, figure in enumerate(SHOWN[Kind.QUEUES], start=1):
        tip = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        assert tip == definition(figure)
        assert BY_ID[figure].formula in tip
    assert all(figure_words(one.id).formula for one in FIGURES)


@pytest.mark.parametrize(
    ("days", "first", "last"),
    [
        (Days.TODAY, "2026-11-23", "2026-11-23"),
        (Days.YESTERDAY, "2026-11-22", "2026-11-22"),
        (Days.THIS_WEEK, "2026-11-23", "2026-11-23"),
        (Days.LAST_WEEK, "2026-11-16", "2026-11-22"),
        (Days.THIS_MONTH, "2026-11-01", "2026-11-23"),
        (Days.LAST_MONTH, "2026-10-01", "2026-10-31"),
    ],
)
def test_days_by_a_word(days: Days, first: str, last: str) -> None:
    assert tuple(map(str, days_of(days, TODAY))) == (first, last)


def test_the_calls_of_a_month_stay_within_what_was_asked() -> None:
    asked = Asked(Kind.AGENTS, date(2026, 10, 20), TODAY, Split.MONTH)
    row, whole = (Row(of, part, "", (), Counts()) for of, part in ((str(LI), "2026-10"), (None, None)))
    assert behind_of(replace(asked, only="day"), whole, "handled")["team"] == "day"
    assert behind_of(asked, row, "handled") == {
        "first": date(2026, 10, 20),
        "last": date(2026, 10, 31),
        "figure": "handled",
        "agent_id": LI,
    }
