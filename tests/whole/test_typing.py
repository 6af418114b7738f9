"""Ten keys a second through twenty rings: every key is stored where it was typed, and no ring gets one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.demo.callers import Who, callers
from app.demo.store import Demo, demo_store
from app.desk import Desk
from app.telephony.practice import PracticeLine
from app.telephony.scenarios import Scenario, Unanswered
from app.workers import Workers
from db.models.calls import Offer, OfferOutcome
from db.models.interactions import Draft, Interaction
from tests.rows import a_follow_up, put, uid
from tests.telephony.practice_desk import Clockwork
from tests.whole.at_work import ALT, CTRL, KNOWN, STRANGER, AtWork
from ui.followups.schedule_view import SchedulePanel
from ui.i18n import install
from ui.phone.state import SeatState
from ui.seat import Seat
from ui.shift.keys import KeyFilter, focus_name, press
from ui.theme import Theme

RINGS, KEYS_A_RING = 20, 10
KEY_MS = 50  # twice as dense as ten a second
RING_S = 60.0
TEXT = "the quick brown fox jumps over the lazy dog 0123456789 "


def now() -> datetime:
    return datetime.now(UTC)


class Typist(QObject):
    """Presses a key at each beat, wherever the focus is, until it is told to stop."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.typed = ""
        self.strayed: list[str] = []
        self._seat = seat
        self._timer = QTimer(self)
        self._timer.setInterval(KEY_MS)
        self._timer.timeout.connect(self._press)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def _press(self) -> None:
        character = TEXT[len(self.typed) % len(TEXT)]
        if focus_name() != "notes":
            self.strayed.append(focus_name())
        self.typed += character
        QTest.keyClick(self._seat.window.windowHandle(), character)


class Floor:
    """A seat at a real store; a caller rings for as long as the test lets them."""

    def __init__(self, qtbot: QtBot, demo: Demo) -> None:
        self.qtbot, self.demo = qtbot, demo
        self.journal: list[tuple[str, dict[str, Any]]] = []
        agent = demo.actor.name
        self.clock = Clockwork()
        self.line = PracticeLine("typing", agent=agent, agenda=self.clock, journal=self.tell, now=now)
        desk = Desk(demo.store, demo.actor)
        self.seat = Seat(desk, Workers(), self.line, agent=agent, now=now, journal=self.tell)
        with demo.store.read() as session:
            known, strangers = callers(session, Who.KNOWN, now()), callers(session, Who.NOBODY, now())
        self.numbers = [each.ani for pair in zip(known, strangers, strict=False) for each in pair]
        self.seat.window.resize(1366, 768)
        self.seat.window.show()
        self.seat.window.activateWindow()
        self.seat.start()

    def tell(self, kind: str, facts: dict[str, Any]) -> None:
        self.journal.append((kind, facts))

    def told(self, kind: str) -> list[dict[str, Any]]:
        return [facts for told, facts in tuple(self.journal) if told == kind]

    def wait(self, state: SeatState) -> None:
        self.until(lambda: self.seat.phone.state is state)

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition)

    def press(self, *keys: str) -> None:
        window = self.seat.window.windowHandle()
        assert window is not None
        for each in keys:
            press(window, each)

    def answer_one(self) -> None:
        """Take a call of somebody known."""
        self.clock.pass_(0)
        self.wait(SeatState.NOT_READY)
        self.press("Ctrl+F10")
        self.wait(SeatState.READY)
        self.ring(0, while_talking=False)
        self.until(lambda: len(self.told("painted")) == 1)
        self.press("F2")
        self.clock.pass_(0)
        self.wait(SeatState.TALKING)
        self.until(lambda: focus_name() == "notes")

    def ring(self, nth: int, *, while_talking: bool) -> None:
        self.line.ring(a_caller(self.numbers[nth], while_talking=while_talking))
        self.clock.pass_(0)

    def wrap_up(self) -> None:
        self.press("F8")
        self.clock.pass_(0)
        self.wait(SeatState.WRAP_UP)
        self.press("Alt+O", "1", "Ctrl+Return")
        self.wait(SeatState.READY)

    def kept(self) -> list[str]:
        """Return the notes that are on disk as drafts."""
        with self.demo.store.read() as session:
            return list(session.scalars(select(Draft.text).where(Draft.field == "notes")))

    def stored(self) -> list[str]:
        """Return the notes of what was wrapped up since the demo began."""
        with self.demo.store.read() as session:
            sealed = select(Interaction.notes).where(Interaction.sealed_at > self.demo.made_at)
            return list(session.scalars(sealed))


def a_caller(ani: str, *, while_talking: bool) -> Scenario:
    return Scenario(
        ani=ani,
        dnis="4008111666",
        queue="hotline",
        wait_s=0.0,
        ring_s=RING_S,
        unanswered=Unanswered.GIVES_UP,
        while_talking=while_talking,
    )


@pytest.fixture
def floor(qapp: QApplication, qtbot: QtBot) -> Iterator[Floor]:
    if qapp.findChild(Theme) is None:
        Theme(qapp)
    install(qapp, "zh_CN")
    with demo_store(7, 300, None, now=now()) as demo:
        floor = Floor(qtbot, demo)
        yield floor
        floor.seat.stop()
        floor.seat.window.close()
        floor.seat.window.deleteLater()
        floor.seat.deleteLater()  # with whatever leads or plays it
    install(qapp, "en")


def test_no_key_is_lost_and_none_goes_to_a_ring(floor: Floor, qapp: QApplication) -> None:
    floor.answer_one()
    keys = KeyFilter(qapp, floor.tell)
    typist = Typist(floor.seat)
    typist.setParent(floor.seat.window)  # a test that fails leaves nobody typing
    typist.start()
    for nth in range(1, RINGS + 1):
        enough = len(typist.typed) + KEYS_A_RING
        floor.ring(nth, while_talking=True)
        floor.until(
            lambda nth=nth, enough=enough: (
                len(floor.told("painted")) == 1 + nth and len(typist.typed) >= enough
            )
        )
        floor.clock.pass_(RING_S)
        floor.until(lambda nth=nth: len(floor.told("OfferEnded")) == nth)
    typist.stop()
    keys.stop()
    pressed = floor.told("key")
    assert typist.strayed == []
    assert {key["focus"] for key in pressed} == {"notes"}
    assert "".join(key["text"] for key in pressed) == typist.typed
    assert floor.seat.this_call.notes.toPlainText() == typist.typed
    floor.until(lambda: floor.kept() == [typist.typed])
    floor.wrap_up()
    assert floor.stored() == [typist.typed]
    assert floor.kept() == []


def in_call(at_work: AtWork) -> None:
    at_work.ring()
    at_work.answer()


def in_wrap_up(at_work: AtWork) -> None:
    in_call(at_work)
    at_work.hang_up()
    at_work.key(Qt.Key.Key_N, ALT)


def in_intake(at_work: AtWork) -> None:
    at_work.ring(STRANGER)
    at_work.answer()


def in_dispatch(at_work: AtWork) -> None:
    in_call(at_work)
    at_work.key(Qt.Key.Key_D, CTRL)
    at_work.key(Qt.Key.Key_Down, ALT)
    at_work.key(Qt.Key.Key_Down, ALT)


def in_schedule(at_work: AtWork) -> None:
    in_call(at_work)
    at_work.key(Qt.Key.Key_U, CTRL)
    panel = at_work.seat.window.findChild(SchedulePanel)
    assert panel is not None
    panel.note.setFocus()


def in_follow_ups(at_work: AtWork) -> None:
    put(at_work.store, a_follow_up(uid(0x601)))
    at_work.key(Qt.Key.Key_L, CTRL)
    at_work.key(Qt.Key.Key_N, ALT)


def words_in(field: QWidget) -> str:
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


@pytest.mark.parametrize("place", [in_intake, in_dispatch, in_schedule, in_follow_ups])
def test_a_ring_takes_no_key_from_any_field(at_work: AtWork, place: Callable[[AtWork], None]) -> None:
    place(at_work)
    field = QApplication.focusWidget()
    assert field is not None
    before = words_in(field)
    rung = len(at_work.rows(Offer))
    typed = ""
    for nth, words in enumerate(("not cold ", "since noon ", "again")):
        ani = KNOWN if nth % 2 else "13900000010"
        at_work.ring(ani, while_talking=True, ring_s=5, unanswered=Unanswered.GIVES_UP, wait_s=0)
        assert QApplication.focusWidget() is field
        for character in words:
            QTest.keyClick(at_work.seat.window.windowHandle(), character)
            assert QApplication.focusWidget() is field
            typed += character
        at_work.pass_(5)
        assert QApplication.focusWidget() is field
    assert len(at_work.rows(Offer)) == rung + 3
    assert words_in(field) == before + typed


def test_a_call_that_rings_on_into_the_wrap_up_gets_no_key(at_work: AtWork) -> None:
    in_call(at_work)
    at_work.ring(STRANGER, while_talking=True, ring_s=30, unanswered=Unanswered.GIVES_UP, wait_s=0)
    at_work.hang_up()
    at_work.key(Qt.Key.Key_N, ALT)
    for words in ("not cold ", "since noon"):
        at_work.type(words)
        assert at_work.focus == "notes"
        at_work.pass_(16)
    assert [offer.outcome for offer in at_work.rows(Offer)].count(OfferOutcome.WITHDRAWN) == 1
    assert at_work.focus == "notes"
    assert at_work.seat.this_call.notes.toPlainText() == "not cold since noon"


def test_a_ring_on_an_idle_desk_gets_no_key(at_work: AtWork) -> None:
    in_wrap_up(at_work)
    at_work.choose_outcome()
    at_work.finish()
    before = QApplication.focusWidget()
    for _ in range(3):
        at_work.type("a 1")
        at_work.ring(STRANGER, ring_s=5, unanswered=Unanswered.GIVES_UP)
        at_work.type("b2 ")
        assert QApplication.focusWidget() is before
        at_work.pass_(5)
    assert at_work.seat.this_call.notes.toPlainText() == ""
    assert at_work.seat.desk.contact is None
