"""Signing in: what is remembered, what is refused and why, and the way on without the hub. By keys only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import (
    DomainError,
    ExtensionInUse,
    FormerPassword,
    NoCentre,
    SignInExpired,
    TooManyTries,
    TooOld,
    WrongPassword,
)
from app.reference import Reference
from app.workers import Callers, Workers
from ui.bridge import Bridge
from ui.sign_in import door
from ui.sign_in.presenter import SignInPresenter
from ui.sign_in.remembered import Remembered, remember, remembered
from ui.sign_in.view import SignInView

pytestmark = pytest.mark.usefixtures("theme")


class FakeDoor:
    """Refuses what it was told to, one after another, then opens."""

    def __init__(self) -> None:
        self.refusals: list[DomainError] = []
        self.asked: list[tuple[str, ...]] = []
        self.how: dict[str, object] = {}
        self.days: int | None = 5
        self.may_answer = Event()
        self.may_answer.set()

    def sign_in(self, login: str, password: str, extension: str = "", **how: object) -> str:
        self.may_answer.wait(10)
        self.asked.append((login, password, extension))
        self.how = {name: value for name, value in how.items() if value}
        if self.refusals:
            raise self.refusals.pop(0)
        return "open"

    def sign_in_offline(self, login: str, password: str) -> str:
        self.asked.append((login, password))
        if self.refusals:
            raise self.refusals.pop(0)
        return "open offline"

    def days_left(self, _login: str) -> int | None:
        return self.days


class Window:
    def __init__(self, qtbot: QtBot, workers: Workers) -> None:
        self.qtbot, self.door = qtbot, FakeDoor()
        self.view = SignInView("https://hub:8443")
        self.bridge = Bridge(workers, self.view)
        presenter = SignInPresenter(lambda: self.door, self.view, self.bridge)
        self.entered: list[object] = []
        presenter.entered.connect(self.entered.append)
        qtbot.addWidget(self.view)
        self.view.show()
        self.view.activateWindow()
        qtbot.waitUntil(self.view.isActiveWindow)
        self.view.show_remembered("lina", "6012")

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget(), key, modifier)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.bridge.is_idle)

    def sign_in(self) -> None:
        self.view.password.setFocus()
        self.view.password.selectAll()
        self.type("secret")
        self.key(Qt.Key.Key_Return)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    workers = Workers()
    made = Window(qtbot, workers)
    yield made
    made.bridge.stop()
    workers.stop()


def test_who_sat_here_last_types_the_password_only(window: Window) -> None:
    assert QApplication.focusWidget() is window.view.password
    window.sign_in()
    assert window.door.asked == [("lina", "secret", "6012")]
    assert window.entered == ["open"]
    assert window.view.password.text() == ""


def test_nothing_is_asked_before_person_and_password_are_there(window: Window) -> None:
    window.key(Qt.Key.Key_Return)
    assert window.door.asked == []


def test_the_button_says_that_it_is_asked_and_a_second_enter_asks_nothing(window: Window) -> None:
    window.door.may_answer.clear()
    window.type("secret")
    window.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.view.act() == "Signing in…"
    window.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    window.door.may_answer.set()
    window.settle()
    assert window.view.act() == "Sign in"
    assert len(window.door.asked) == 1


@pytest.mark.parametrize(
    ("refusal", "says"),
    [
        (WrongPassword(), "Person or password is wrong"),
        (TooManyTries(until="2026-11-23T01:40:00+00:00"), "Try again after 23 Nov 09:40"),
        (ExtensionInUse(name="Zhang Min"), "Zhang Min sits at this extension"),
        (TooOld(), "IT must install the new version"),
    ],
)
def test_a_refusal_is_a_sentence_and_the_window_stays(
    window: Window, refusal: DomainError, says: str
) -> None:
    window.door.refusals.append(refusal)
    window.sign_in()
    assert says in window.view.said()
    assert window.entered == []
    assert not window.view.offers_offline()


def test_the_focus_goes_to_what_must_be_typed_again(window: Window) -> None:
    window.door.refusals.append(ExtensionInUse(name="Zhang Min"))
    window.sign_in()
    assert QApplication.focusWidget() is window.view.extension
    window.type("6013")
    window.key(Qt.Key.Key_Return)
    assert window.door.asked[-1] == ("lina", "secret", "6013")


def test_without_the_hub_enter_twice_opens_the_desk(window: Window) -> None:
    window.door.refusals.append(NoCentre())
    window.sign_in()
    assert "for 5 more days" in window.view.said()
    window.key(Qt.Key.Key_Return)
    assert window.door.asked[-1] == ("lina", "secret")
    assert window.entered == ["open offline"]


def test_a_wrong_password_is_wrong_without_the_hub_too(window: Window) -> None:
    window.door.refusals += [NoCentre(), WrongPassword()]
    window.sign_in()
    window.key(Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    assert "Person or password is wrong" in window.view.said()
    assert QApplication.focusWidget() is window.view.password


@pytest.mark.parametrize(
    ("days", "says"), [(None, "not signed in at this PC before"), (0, "seven days"), (1, "one more day")]
)
def test_how_long_one_may_work_without_the_hub_is_told(window: Window, days: int | None, says: str) -> None:
    window.door.refusals.append(NoCentre())
    window.door.days = days
    window.sign_in()
    assert says in window.view.said()
    assert window.view.offers_offline() == (days == 1)


def test_a_sign_in_that_has_expired_says_so(window: Window) -> None:
    window.door.refusals += [NoCentre(), SignInExpired()]
    window.sign_in()
    window.key(Qt.Key.Key_Return)
    assert "seven days" in window.view.said()


def test_the_password_of_before_is_asked_once_after_a_change(window: Window) -> None:
    window.door.refusals.append(FormerPassword())
    window.sign_in()
    assert QApplication.focusWidget() is window.view.former
    window.type("older")
    window.key(Qt.Key.Key_Return)
    assert window.door.how == {"former_password": "older"}
    assert window.entered == ["open"]


def test_who_does_not_know_it_begins_with_an_empty_copy(window: Window) -> None:
    window.door.refusals.append(FormerPassword())
    window.sign_in()
    window.key(Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    assert window.door.how == {"afresh": True}


def test_person_and_extension_are_remembered_without_a_secret(tmp_path: Path) -> None:
    assert remembered(tmp_path) == Remembered()
    remember(tmp_path, Remembered("lina", "6012"))
    assert remembered(tmp_path) == Remembered("lina", "6012")
    next(tmp_path.iterdir()).write_text("[]", encoding="utf-8")
    assert remembered(tmp_path) == Remembered()


class EmptyCopy:
    """A desk whose first copy does not come."""

    def __init__(self, *_args: object, **_how: object) -> None:
        self.asked = Event()
        self.is_stopped = False

    def listen(self, _listener: object) -> None: ...

    def start(self) -> None: ...

    def ask(self, _query: object) -> Reference:
        self.asked.set()
        return Reference({}, (), ())

    def stop(self) -> None:
        self.is_stopped = True


def test_closing_the_window_ends_the_wait_for_the_first_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, opened = EmptyCopy(), Mock()
    monkeypatch.setattr(door, "SyncedDesk", lambda *_args, **_how: desk)
    monkeypatch.setattr(door.Door, "sign_in_offline", lambda *_typed: opened)
    monkeypatch.setattr(door.Door, "place", lambda *_login: tmp_path)
    entrance, callers = door.HubDoor(tmp_path), Callers()
    entering = callers.ask_centre(lambda: entrance.sign_in_offline("lina", "secret"))
    assert desk.asked.wait(10)
    entrance.close()
    with pytest.raises(NoCentre):
        entering.result(door.FIRST_COPY_S / 2)
    assert desk.is_stopped
    opened.store.close.assert_called_once()


def test_a_hub_that_does_not_answer_keeps_nothing_waiting() -> None:
    callers, answer = Callers(), Event()
    asked = [callers.ask_centre(answer.wait), callers.read(answer.wait)]
    callers.stop()
    assert not any(one.done() for one in asked)
    answer.set()
    assert all(one.result(10) for one in asked)
