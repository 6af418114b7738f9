"""The desk of a profile with a hub, as a person meets it: the sign-in window, a shift, and who comes next."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import keyring
import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import update

from app.arguments import parse
from app.customers import RegisterCustomer
from app.desk import Desk
from app.events import CallAnswered, CallEnded, OfferRinging
from app.hub import rings
from app.sync import seal
from app.sync.connect import connect_profile, read_address
from app.sync.desk import SyncedDesk
from app.sync.hub_place import read_place
from app.sync.keeper import Keeper
from app.sync.left_behind import UNSENT_NAME
from app.sync.profile import Door
from db.models.calls import Call, CallOutcome
from db.models.customers import Customer
from db.models.hub import Credential
from tests.app.specimens import NEW, a
from tests.file_keyring import FILE, FileKeyring
from tests.hub.test_rings import AGENT as AT_8001
from tests.hub.test_rings import FakeLine, Floor
from tests.rows import CUSTOMER
from tests.sync.hub_at_work import PASSWORD, QUICK, House, house, house_template
from tests.sync.proxy import to
from ui.crash import CrashReporter
from ui.frame.window import MainWindow
from ui.free_extension import FreeExtension
from ui.i18n import install
from ui.seat import Seat
from ui.sign_in import door
from ui.sign_in.view import SignInView
from ui.start import Reception, desk_with_hub
from ui.theme import Theme
from ui.this_pc import ThisPc

__all__ = ["house", "house_template"]

LOGIN = "supervisor"  # the agent has a call to wrap up
LOOK_MS, PATIENCE_MS = 10, 120_000
Steps = Iterator[Callable[[], object]]


class Person:
    """Presses keys at whatever window of the program is open.

    A story yields what it waits for and goes on when that holds; the program ends with the story.
    """

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self.seat: Seat
        self.failure: BaseException | None = None
        self._timer = QTimer(interval=LOOK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._story: Steps = iter(())
        self._awaited: Callable[[], object] = lambda: True
        self._looks = 0

    def follow(self, story: Steps) -> None:
        self._story, self._awaited, self._looks = story, lambda: True, 0
        self._timer.start()

    def _on_tick(self) -> None:
        try:
            if self._awaited():
                self._awaited, self._looks = next(self._story), 0
            self._looks += 1
            assert self._looks * LOOK_MS < PATIENCE_MS, f"never came; on screen: {self._said()}"
        except StopIteration:
            self._end()
        except BaseException as failure:
            self.failure = failure
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        for window in self._app.topLevelWidgets():
            window.close()
        self._app.exit()  # a window that asks before it closes would hold up quit()

    def _said(self) -> str:
        return self.window.said() if self.sees(SignInView) else self.foot

    def sees(self, kind: type[QWidget]) -> bool:
        return isinstance(self._app.activeWindow(), kind)

    def is_asked(self) -> bool:
        """Tell whether the sign-in window waits for somebody."""
        return self.sees(SignInView) and self.window.act() == "Sign in"

    def is_at_desk(self) -> bool:
        return self.sees(MainWindow)

    def is_in_step(self) -> bool:
        return self.is_at_desk() and self.foot == "In step with the hub · 0 unsent"

    @property
    def window(self) -> SignInView:
        found = self._app.activeWindow()
        assert isinstance(found, SignInView)
        return found

    @property
    def foot(self) -> str:
        return self.seat.window.status.facts()[0]

    @property
    def phone(self) -> str:
        return self.seat.window.status.facts()[1]

    @property
    def desk(self) -> Desk:
        return self.seat.context.desk

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._app.focusWindow(), key, modifier)

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(self._app.focusWindow(), letter)

    def sign_in(self, password: str, *, login: str = "", extension: str = "") -> None:
        """Type what is missing, by Tab from field to field, and press Enter."""
        if login:
            self.type(login)
            self.key(Qt.Key.Key_Tab)
        self.type(password)
        if extension:
            self.key(Qt.Key.Key_Tab)
            self.type(extension)
        self.key(Qt.Key.Key_Return)

    def choose(self, act: str) -> None:
        """Choose what one can do about the sign-in."""
        self.key(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        menu = self._app.activePopupWidget()
        for _ in range(self.seat.window.status.person_acts().index(act) + 1):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)


class Program:
    """The desk of a connected profile; its ``line`` to the hub can be cut."""

    def __init__(self, app: QApplication, house: House, folder: Path) -> None:
        self.house, self.folder, self.person = house, folder, Person(app)
        self._app = app
        self.line = house.proxy()
        connect_profile(folder, read_address(self.line.url))

    def run(self, story: Steps) -> None:
        """Start the desk and let the person live the story."""
        hub = read_place(self.folder)
        assert hub is not None
        reporter = CrashReporter(self._app)
        options = parse(["--profile", str(self.folder)])
        QTimer.singleShot(0, lambda: self.person.follow(story))
        code = desk_with_hub(self._app, reporter, Reception(self._app), options, ThisPc(self.folder), hub)
        # The last window asked to quit as well: outside of exec that would end every later event loop.
        QCoreApplication.removePostedEvents(self._app, QEvent.Type.Quit)
        if self.person.failure is not None:
            raise self.person.failure
        assert (code, reporter.faults) == (0, 0)

    def has_new(self) -> bool:
        """Tell whether the hub has the customer that `register` makes."""
        return bool(self.house.rows(Customer, Customer.id == NEW))

    def register(self) -> None:
        self.person.desk.execute(a(RegisterCustomer))


@pytest.fixture
def program(qapp: QApplication, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    if qapp.findChild(Theme) is None:
        Theme(qapp)
    install(qapp, "en")
    monkeypatch.setattr(seal, "MEMORY_KIB", 1024)
    monkeypatch.setenv(FILE, str(tmp_path / "keyring.json"))
    monkeypatch.setattr(keyring, "get_keyring", FileKeyring)
    monkeypatch.setattr(door, "SyncedDesk", partial(SyncedDesk, pace=QUICK))
    for place in (sys, threading):  # the crash reporter takes them
        monkeypatch.setattr(place, "excepthook", place.excepthook)
    found = Program(qapp, house, tmp_path / "profile")
    start = Seat.start

    def sit_down(seat: Seat) -> None:
        start(seat)
        found.person.seat = seat

    monkeypatch.setattr(Seat, "start", sit_down)
    return found


def test_a_shift_goes_on_without_the_hub_and_the_next_one_begins_without_it(program: Program) -> None:
    person = program.person

    def story() -> Steps:
        yield person.is_asked
        person.sign_in("a wrong one", login=LOGIN, extension="8001")
        yield lambda: "Person or password is wrong" in person.window.said()
        person.sign_in(PASSWORD)
        yield person.is_in_step
        assert person.phone == "Phone line connected"
        program.line.cut()
        yield lambda: person.foot.startswith("The hub is not reached since")
        assert person.phone == "Phone line lost"
        program.register()
        yield lambda: "1 wait here" in person.foot
        program.line.mend()
        yield person.is_in_step
        assert program.has_new()
        person.choose("Sign out")
        yield person.is_asked
        assert (person.window.login.text(), person.window.extension.text()) == (LOGIN, "8001")
        program.line.cut()
        person.sign_in(PASSWORD)
        yield person.window.offers_offline
        assert "for 7 more days" in person.window.said()
        person.key(Qt.Key.Key_Return)
        yield person.is_at_desk
        # Whoever signed out has no token left, and is told so without a word to the hub.
        yield lambda: person.foot.startswith("Signed out at the hub: sign in again · 0 wait here")
        assert person.phone == "Phone line lost"

    program.run(story())


def test_a_supervisor_frees_the_extension_of_somebody_who_left(program: Program, tmp_path: Path) -> None:
    person, elsewhere = program.person, tmp_path / "elsewhere"
    connect_profile(elsewhere, read_address(program.line.url))
    other = Door(elsewhere).sign_in("agent", PASSWORD, "8001")
    other.client.close()
    other.store.close()

    def story() -> Steps:
        yield person.is_asked
        person.sign_in(PASSWORD, login=LOGIN, extension="8001")
        yield lambda: "sits at this extension" in person.window.said()
        person.key(Qt.Key.Key_Delete)
        person.key(Qt.Key.Key_Return)
        yield person.is_in_step
        person.choose("Free an extension…")
        yield lambda: person.sees(FreeExtension)
        person.type("8001")
        person.key(Qt.Key.Key_Return)
        yield lambda: not person.sees(FreeExtension)
        person.seat.window.activateWindow()  # there is no window manager
        yield person.is_at_desk
        person.choose("Sign out")
        yield person.is_asked
        person.sign_in(PASSWORD, extension="8001")
        yield person.is_in_step

    program.run(story())


def test_after_a_change_of_password_the_one_before_is_asked_once(program: Program) -> None:
    person = program.person

    def story() -> Steps:
        yield person.is_asked
        person.sign_in(PASSWORD, login=LOGIN)
        yield person.is_in_step
        person.choose("Sign out")
        yield person.is_asked
        change_password(program.house)
        person.sign_in("battery staple")
        yield person.window.asks_former
        person.type("not this one")
        person.key(Qt.Key.Key_Return)
        yield person.is_asked
        assert person.window.asks_former()
        person.type(PASSWORD)
        person.key(Qt.Key.Key_Return)
        yield person.is_in_step
        person.choose("Sign out")
        yield person.is_asked
        person.sign_in("battery staple")
        yield person.is_in_step

    program.run(story())


def test_what_was_left_unsent_is_sent_while_the_window_asks_who_is_next(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = program.person

    def story() -> Steps:
        yield person.is_asked
        person.sign_in(PASSWORD, login=LOGIN)
        yield person.is_in_step
        monkeypatch.setattr(Keeper, "queued", lambda _keeper: None)
        monkeypatch.setattr(Keeper, "send_rest", lambda _keeper: None)
        program.register()
        assert not program.has_new()
        person.choose("Sign out")
        yield person.is_asked
        yield program.has_new
        yield lambda: not list(program.folder.glob(f"persons/*/{UNSENT_NAME}"))

    program.run(story())


def test_a_call_that_ends_while_the_hub_is_not_reached_is_over_at_the_desk_too(program: Program) -> None:
    house, person, line = program.house, program.person, FakeLine()
    house.stop()
    house.line = line
    house.start()
    floor = Floor(house.inside, line)

    def story() -> Steps:
        yield person.is_asked
        person.sign_in(PASSWORD, login=LOGIN, extension="8001")
        yield person.is_in_step
        yield lambda: person.seat.is_settled
        floor.arrive()
        floor.say(OfferRinging, agent=AT_8001)
        yield lambda: person.seat.phone.state == "ringing"
        floor.say(CallAnswered, agent=AT_8001)
        yield lambda: person.seat.phone.state == "talking"
        program.line.cut()
        yield lambda: not person.is_in_step()
        floor.say(CallEnded, outcome=CallOutcome.ANSWERED)
        program.line.mend()
        yield lambda: person.is_in_step() and person.seat.phone.state != "talking"
        yield lambda: person.seat.is_settled

    program.run(story())
    assert house.rows(Call, Call.id == floor.call)[0].ended_at is not None


def test_a_ring_at_the_hub_comes_with_its_page_and_goes_on_over_a_start(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rings, "PATIENCE_S", 1.0)  # so that a busy machine is no slow database
    house, person, line = program.house, program.person, FakeLine()
    house.stop()
    house.line = line
    house.start()
    floor = Floor(house.inside, line)

    def name_on_page() -> str:
        page = person.seat.desk_view.pop.page
        return page.head.name if page is not None else ""

    def story() -> Steps:
        yield person.is_asked
        person.sign_in(PASSWORD, login=LOGIN, extension="8001")
        yield person.is_in_step
        yield lambda: person.seat.is_settled
        program.line.stops = asks_for_a_customer  # the page comes with the ring
        floor.arrive()
        floor.say(OfferRinging, agent=AT_8001)
        yield lambda: person.seat.phone.state == "ringing"
        yield name_on_page
        assert name_on_page() == house.rows(Customer, Customer.id == CUSTOMER)[0].name
        floor.say(CallAnswered, agent=AT_8001)
        yield lambda: person.seat.phone.state == "talking"
        program.line.mend()
        yield lambda: person.is_in_step() and person.seat.is_settled

    def after_a_start() -> Steps:
        yield person.is_asked
        person.sign_in(PASSWORD)
        yield person.is_in_step
        yield lambda: person.seat.is_settled
        yield lambda: person.seat.phone.state == "talking"
        yield name_on_page

    program.run(story())
    program.run(after_a_start())
    [call] = house.rows(Call, Call.id == floor.call)
    assert call.ended_at is None


def asks_for_a_customer(request: bytes) -> bool:
    return any(to(path)(request) for path in (b"/v1/pop", b"/v1/bundles", b"/v1/ask"))


def change_password(house: House) -> None:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with house.store.write() as session:
        session.execute(update(Credential).values(password_hash=quick.hash("battery staple")))
