"""What stands beside a call: only answers to what was asked last count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from pytestqt.qtbot import QtBot

from app.command import Command
from app.floor.breaks import AskBreak, BreakTurn, EndBreak
from app.floor.help_calls import AnswerHelp, AskedHelp, AskHelp
from app.reference import CodeList, CodeRow, Reference
from app.telephony.quiet import QuietLine
from app.wire import BESIDE_KEY
from tests.rows import uid
from ui.frame.rail import PageInfo
from ui.frame.window import MainWindow
from ui.phone.beside import LOOK_S, Beside
from ui.phone.phone import Phone
from ui.phone.strip import PhoneStrip

pytestmark = pytest.mark.usefixtures("theme")
AT = datetime(2026, 11, 19, 9, 30, tzinfo=UTC)
MEAL = CodeRow("meal", None, "用餐", "Meal", "yc", False, minutes=30)


class Told(QObject):
    bundles_changed = Signal(object)


@dataclass
class Centre:
    """Answers what is asked at once, and decides a command when told to."""

    at: datetime = AT
    answer: object = None
    told: Told = field(default_factory=Told)
    waiting: list[tuple[Callable[[], object], Callable[[object], None]]] = field(default_factory=list)
    done: list[Command] = field(default_factory=list)

    @property
    def bundles_changed(self) -> SignalInstance:
        return self.told.bundles_changed

    def read(self, _owner: object, _work: object, ok: Callable[[Any], None], _failed: object) -> None:
        ok(self.answer)

    def write(
        self, _owner: object, work: Callable[[], object], ok: Callable[[object], None], _no: object
    ) -> None:
        self.waiting.append((work, ok))

    def decide(self, answer: object) -> None:
        """Let what was asked for become true, so that this is the answer from now on."""
        self.answer = answer
        for work, ok in self.waiting:
            work()
            ok(None)
        self.waiting.clear()


class Asking:
    """A window with the strip and its keys."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot, self.centre, self.owner = qtbot, Centre(), QObject()
        self.window = MainWindow([PageInfo("desk", "Desk", "headset")])
        qtbot.addWidget(self.window)
        me = SimpleNamespace(person_id=uid(1))
        desk = SimpleNamespace(actor=me, execute=self.centre.done.append, ask=print)
        context: Any = SimpleNamespace(
            desk=desk,
            bridge=self.centre,
            hub=None,
            now=lambda: self.centre.at,
            reference=Reference({CodeList.AUX: (MEAL,)}, (), ()),
            passed=lambda _linked_id: (),
        )
        phone = Phone(self.window, QuietLine("8001"), "8001", context.now, self.owner, sites={})
        self.strip = PhoneStrip()
        self.window.add_strip(self.strip)
        self.beside = Beside(context, self.window, phone, self.strip)
        self.window.show()

    def pass_(self) -> None:
        self.centre.at += timedelta(seconds=LOOK_S)
        self.beside.tick()

    def call_help(self) -> None:
        self.qtbot.keyClick(self.window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def asking(qtbot: QtBot) -> Iterator[Asking]:
    made = Asking(qtbot)
    yield made
    made.owner.deleteLater()


def a_help(number: int, answered_by: str | None = None) -> AskedHelp:
    return AskedHelp(uid(number), uid(1), "me", "8001", None, AT, answered_by, AT if answered_by else None)


def a_break(**values: Any) -> BreakTurn:
    found: dict[str, Any] = {"granted_at": None, "begun_at": None, "turn_at": None}
    return BreakTurn(uid(5), uid(1), "meal", 30, AT, **(found | values))


def test_who_came_before_does_not_answer_a_new_call_for_help(asking: Asking) -> None:
    asking.centre.answer = a_help(3, "Wang Lei")  # came ten minutes ago
    asking.call_help()
    asking.pass_()  # the centre has not taken the call yet
    assert asking.strip.sentence().startswith("A supervisor is called.")
    asking.centre.decide(a_help(4))
    asking.centre.answer = a_help(4, "Li Na")
    asking.pass_()
    assert asking.strip.sentence() == "Li Na comes."


def test_help_that_was_called_is_taken_back_by_the_same_key(asking: Asking) -> None:
    asking.call_help()
    asking.centre.decide(a_help(4))
    asking.call_help()
    asking.centre.decide(None)
    assert [type(command) for command in asking.centre.done] == [AskHelp, AnswerHelp]
    asking.pass_()
    assert asking.strip.sentence() == "Nobody need come any more."


def test_a_break_whose_asking_took_long_is_heard_of(asking: Asking) -> None:
    asking.beside.ask_break("meal")
    asking.pass_()  # the centre knows of no break yet
    asking.centre.decide(a_break())
    assert asking.beside.has_break
    asking.centre.answer = a_break(granted_at=AT)
    asking.centre.bundles_changed.emit(frozenset({BESIDE_KEY}))  # the hub says that it is granted
    assert asking.strip.act() == "break_now"
    asking.beside.take_break_back()
    asking.centre.decide(None)
    assert [type(command) for command in asking.centre.done] == [AskBreak, EndBreak]
    assert not asking.beside.has_break
