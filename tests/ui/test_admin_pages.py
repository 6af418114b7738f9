"""The pages beside the lists: working days, gaps and stranded orders, and setting a password."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.reference import reference
from app.workers import Workers
from app.working_calendar import calendar
from db.models.cases import Case, CaseChannel, CaseKind
from db.models.catalogue import FormerRegion, OrderKind, ProductLine, RegionAlias
from db.models.people import Role
from db.models.providers import CoverageGap, Provider
from db.store import Store
from tests.rows import COUNTY, CUSTOMER, ELSEWHERE, NOW, PERSONS, PROVIDER, a_case, actor, add, add_work, uid
from tests.ui.test_admin import CTRL, PLAIN
from ui.admin.password import PasswordDialog
from ui.bridge import Bridge
from ui.context import Context
from ui.frame.rail import PageInfo
from ui.frame.window import MainWindow
from ui.overseeing import Overseeing

pytestmark = pytest.mark.usefixtures("theme")
NOTICE = "2027-02-02\t休\t春节\n2027-02-06\t班\t春节"
RECEIVED, BY_LAW = datetime(2027, 2, 1, 2, tzinfo=UTC), datetime(2027, 2, 16, 16, tzinfo=UTC)


@dataclass
class Office:
    """The window of somebody who oversees, and the keys."""

    qtbot: QtBot
    desk: Desk
    window: MainWindow
    bridge: Bridge
    pages: Overseeing
    passwords: list[tuple[UUID, str]]

    def open(self, page: str) -> None:
        assert self.pages.open(page)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.bridge.is_idle, timeout=60_000)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN, at: QWidget | None = None) -> None:
        self.qtbot.keyClick(at or QApplication.focusWidget(), key, modifier)
        self.settle()


def make_office(qtbot: QtBot, store: Store, bridge: Bridge, role: Role = Role.ADMIN) -> Office:
    desk, passwords = Desk(store, actor(role)), []
    context = Context(desk, bridge, desk.ask(reference), lambda: NOW)
    window = MainWindow([PageInfo("desk", "Desk", "headset")])
    window.add_page("desk", QWidget())
    pages = Overseeing(context, window, window, lambda *password: passwords.append(password))
    window.page_requested.connect(pages.open)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    found = Office(qtbot, desk, window, bridge, pages, passwords)
    found.settle()
    return found


@pytest.fixture
def store(embedded_store: Store) -> Store:
    gap = {"region_code": ELSEWHERE, "line": ProductLine.AC, "kind": OrderKind.REPAIR, "seen_count": 3}
    complaint = {
        "kind": CaseKind.COMPLAINT,
        "severity": 2,
        "channel": CaseChannel.AUTHORITY_12315,
        "received_at": RECEIVED,
        "contact_due_at": RECEIVED,
        "answer_due_at": BY_LAW,
    }
    with embedded_store.write() as session:
        add_work(session)
        add(session, CoverageGap(id=uid(1), first_seen_at=NOW, last_seen_at=NOW, **gap))
        add(session, a_case(uid(2), **complaint))
        session.get_one(Provider, PROVIDER).active = False
    return embedded_store


@pytest.fixture
def bridge() -> Iterator[Bridge]:
    workers = Workers()
    made = Bridge(workers)
    yield made
    made.stop()
    workers.stop()


@pytest.fixture
def office(qtbot: QtBot, store: Store, bridge: Bridge) -> Office:
    return make_office(qtbot, store, bridge)


def test_a_gap_says_what_would_close_it_and_leads_there(office: Office) -> None:
    office.open("gaps")
    view = office.pages.gaps.view
    testers = [QAbstractItemModelTester(model) for model in (view.gaps, view.orders)]
    assert view.gaps.rowCount() == 1
    assert "Asked for 3 times: air conditioner · repair in Youxian." in view.help()
    assert "elsewhere in the province: 成都二店 P2" in view.help()
    office.press(Qt.Key.Key_Return)
    admin = office.pages.admin
    assert (office.window.current_page(), admin.presenter.list_id) == ("admin", "coverage")
    assert admin.view.scope.currentData() == ELSEWHERE[:4]
    office.open("gaps")
    office.press(Qt.Key.Key_1, CTRL)
    assert view.said().startswith("Closed.")
    assert view.gaps.rowCount() == 0
    wanted: list[object] = []
    office.pages.customer_wanted.connect(wanted.append)
    assert view.orders.rowCount() == 1  # its provider is retired
    office.press(Qt.Key.Key_Return)
    assert wanted == [CUSTOMER]
    for tester in testers:
        tester.deleteLater()


def test_a_day_is_changed_and_what_would_be_due_is_told_first(office: Office, store: Store) -> None:
    office.open("calendar")
    side = office.pages.calendar
    view = side.view
    view.year_wanted.emit(1)
    office.settle()
    assert "No notice yet" in view._settled.text()
    view.grid.show_days(view.grid._days, date(2027, 2, 2), date(2026, 11, 23))
    view.source.setText("公司")
    office.press(Qt.Key.Key_Space, at=view.grid)
    assert (
        "田雨: 17 Feb → 18 Feb" in view.due() or "Answers that would be due on another day: 1." in view.due()
    )
    with store.read() as session:
        assert session.get_one(Case, uid(2)).answer_due_at == BY_LAW
    office.press(Qt.Key.Key_Return, CTRL)
    assert view.said().startswith("Saved.")
    with store.read() as session:
        assert not calendar(session).is_working_day(date(2027, 2, 2))
        assert session.get_one(Case, uid(2)).answer_due_at > BY_LAW


def test_days_of_two_years_are_saved_together_and_none_is_forgotten(office: Office, store: Store) -> None:
    office.open("calendar")
    view = office.pages.calendar.view

    def change(on: date) -> None:
        view.grid.show_days(view.grid._days, on, date(2026, 11, 23))
        view.moved.emit(on)
        view.kind_wanted.emit()

    view.year_wanted.emit(1)
    office.settle()
    change(date(2027, 2, 8))  # by law it is off
    view.year_wanted.emit(-1)
    office.settle()
    change(date(2026, 12, 30))
    view.source.setText("公司")
    view.save_wanted.emit()
    change(date(2026, 12, 31))  # while the others are saved
    office.settle()
    assert view.said().startswith("Saved.")
    with store.read() as session:
        known = calendar(session)
    assert [known.is_working_day(date(2027, 2, 8)), known.is_working_day(date(2026, 12, 30))] == [True, False]
    assert known.is_working_day(date(2026, 12, 31))
    view.save_wanted.emit()
    office.settle()
    with store.read() as session:
        assert not calendar(session).is_working_day(date(2026, 12, 31))


def test_a_notice_is_pasted_and_saved_whole(office: Office, store: Store) -> None:
    office.open("calendar")
    view = office.pages.calendar.view
    QApplication.clipboard().setText("no notice")
    office.press(Qt.Key.Key_V, CTRL, at=view.grid)
    assert view.said().startswith("This is no notice")
    QApplication.clipboard().setText(NOTICE)
    office.press(Qt.Key.Key_V, CTRL, at=view.grid)
    assert "names 2 days" in view.said()
    office.press(Qt.Key.Key_Return, CTRL)
    assert view.said().startswith("Say who says so")
    view.source.setText("国务院办公厅")
    office.press(Qt.Key.Key_Return, CTRL, at=view.grid)
    assert view.said().startswith("Saved.")
    with store.read() as session:
        known = calendar(session)
    assert 2027 in known.settled_years
    assert known.is_working_day(date(2027, 2, 6))
    assert known.is_working_day(date(2027, 2, 8))  # the law said off, the notice does not
    office.press(Qt.Key.Key_Escape)
    assert office.window.current_page() == "admin"


def test_a_password_is_typed_twice_and_stands_nowhere(office: Office) -> None:
    office.open("admin")
    admin = office.pages.admin
    admin.view.lists.choose("person")
    office.settle()
    assert admin.view.password.isVisible()
    names = [admin.view.model.index(row, 0).data() for row in range(admin.view.model.rowCount())]
    admin.view.grid.setCurrentIndex(admin.view.model.index(names.index("agent"), 0))
    admin.view.to_grid()
    office.press(Qt.Key.Key_Y, CTRL)
    [dialog] = office.window.findChildren(PasswordDialog)
    for first, again in (("short", "short"), ("a long one", "another one")):
        dialog.first.setText(first)
        dialog.again.setText(again)
        dialog.accept()
        assert office.passwords == []
    dialog.again.setText("a long one")
    dialog.accept()
    office.settle()
    assert office.passwords == [(PERSONS[Role.AGENT], "a long one")]
    assert admin.view.said().startswith("The password is set.")


def test_a_place_is_found_by_what_people_say_and_leads_to_who_goes_there(
    office: Office, store: Store
) -> None:
    with store.write() as session:
        add(session, RegionAlias(name_zh="锦绣花园", region_code=COUNTY, name_en="Jinxiu", initials="jxhy"))
        ended = {"valid_to": date(2026, 12, 31), "successor_code": COUNTY}
        add(session, FormerRegion(code=ELSEWHERE, **ended))
    office.open("regions")
    view = office.pages.regions.view
    tester = QAbstractItemModelTester(view.model)
    office.qtbot.keyClicks(QApplication.focusWidget(), "jxhy")
    office.qtbot.waitUntil(lambda: view.model.rowCount() == 1, timeout=60_000)
    cells = [view.model.index(0, column).data() for column in range(5)]
    assert cells == [COUNTY, "Sichuan · Chengdu · Jinjiang", "锦绣花园", f"游仙区 {ELSEWHERE}", "1"]
    office.press(Qt.Key.Key_Return)
    office.press(Qt.Key.Key_Return)
    admin = office.pages.admin
    assert (office.window.current_page(), admin.presenter.list_id) == ("admin", "coverage")
    office.open("regions")
    office.press(Qt.Key.Key_1, CTRL)
    assert admin.presenter.list_id == "region_alias"
    view.words.setText("nowhere")
    office.qtbot.waitUntil(lambda: view.model.rowCount() == 0, timeout=60_000)
    tester.deleteLater()


def test_a_dispatcher_sees_gaps_and_no_lists(qtbot: QtBot, store: Store, bridge: Bridge) -> None:
    office = make_office(qtbot, store, bridge, Role.DISPATCHER)
    assert office.pages.admin is None
    office.open("gaps")
    office.press(Qt.Key.Key_Return)
    assert office.window.current_page() == "gaps"
    agent = make_office(qtbot, store, bridge, Role.AGENT)
    assert not any(agent.pages.open(page) for page in ("gaps", "calendar", "admin", "board"))
