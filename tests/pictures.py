"""Take the pictures of the documentation: ``python -m tests.pictures docs/images``."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.command import Edit, new_id
from app.customers import EditCustomer
from app.demo.store import demo_store
from app.interactions import SealInteraction
from app.matching import candidates
from app.sync.outbox import Attention
from app.sync.state import SyncKind
from app.telephony.practice import PracticeLine
from app.telephony.scenarios import Scenario
from app.workers import Workers
from db.models.people import Role
from tests.ui.fake_hub import AT, DeskWithFakeHub, refused
from ui.i18n import install
from ui.seat import Seat
from ui.sign_in.view import SignInView
from ui.theme import Scheme, Theme

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LOOKS = ((Scheme.LIGHT, "zh_CN", "light"), (Scheme.DARK, "en", "dark-en"))


class Photographer:
    """A seat that is led through one call, with pictures on the way."""

    def __init__(self, folder: Path, suffix: str, seat: Seat, line: PracticeLine) -> None:
        self._folder, self._suffix, self._seat, self._line = folder, suffix, seat, line
        seat.window.resize(1366, 768)
        seat.window.show()
        seat.start()

    def work(self) -> None:
        self._line.ring(Scenario(ani="13800138000", dnis="4008111666", queue="洗衣机", wait_s=0.5))
        self._until(lambda: self._seat.phone.state == "ringing" and self._seat.is_settled)
        self._press(Qt.Key.Key_F2)
        self._until(lambda: self._seat.phone.state == "talking" and self._seat.this_call.notes.hasFocus())
        self._type("E2, water stays in the drum; asks when the pump comes")
        self._press(Qt.Key.Key_R, ALT)
        self._type("2")
        self._press(Qt.Key.Key_O, ALT)
        self._type("c")
        self._until(lambda: self._seat.is_settled)
        self._rest(1.2)
        self._take("desk")
        if self._suffix != "light":
            return
        self._type("1")
        self._press(Qt.Key.Key_D, CTRL)
        self._rest(0.5)
        self._type("1")
        self._rest(0.5)
        self._take("dispatch")
        self._press(Qt.Key.Key_Escape)
        self._press(Qt.Key.Key_U, CTRL)
        self._rest(0.5)
        self._take("promise")
        self._press(Qt.Key.Key_Escape)
        self._press(Qt.Key.Key_L, CTRL)
        self._rest(0.5)
        self._take("calls")
        self._press(Qt.Key.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier)
        self._rest(0.5)
        self._take("orders")
        self._press(Qt.Key.Key_B, CTRL)
        self._until(lambda: self._seat.is_settled)
        self._rest(0.5)
        self._take("board")

    def show_hub(self, desk: DeskWithFakeHub) -> None:
        """Take the states of a hub at the foot, and what needs attention, before a call is there."""
        for kind in SyncKind:
            desk.say(kind, 0 if kind is SyncKind.IN_STEP else 7)
            self._rest(0.2)
            self._seat.window.status.grab().save(self._path(f"hub-{kind.value}"))
        desk.entries = entries_for(desk)
        desk.say(SyncKind.IN_STEP)
        self._rest(0.2)
        self._press(Qt.Key.Key_I, CTRL)
        self._until(lambda: self._seat.is_settled)
        self._rest(0.3)
        self._take("attention")
        desk.entries = []
        desk.say(SyncKind.IN_STEP)
        self._press(Qt.Key.Key_Escape)
        self._until(lambda: self._seat.is_settled)

    def _until(self, holds: Callable[[], bool]) -> None:
        ends_at = time.monotonic() + 10
        while not holds():
            if time.monotonic() > ends_at:
                raise TimeoutError("the desk did not get there")
            self._rest(0.02)

    def _rest(self, seconds: float) -> None:
        QTest.qWait(int(seconds * 1000))

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._seat.window.windowHandle(), key, modifier)
        self._rest(0.2)

    def _type(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(self._seat.window.windowHandle(), letter)

    def _take(self, name: str) -> None:
        self._seat.window.grab().save(self._path(name))

    def _path(self, name: str) -> str:
        return str(self._folder / f"{name}-{self._suffix}.png")


def entries_for(desk: DeskWithFakeHub) -> list[Attention]:
    """Return what a hub has refused: a remark that two people changed, and a wrap-up that came late."""
    customer_id = desk.ask(candidates, "m:+8613800138000")[0].customer_id
    remark = Edit(old="退休教师", new="退休教师，家里有胰岛素要冷藏")
    edit = EditCustomer(at=AT, customer_id=customer_id, edits={"remark": remark})
    values = {"seen": remark.old, "yours": remark.new, "theirs": "退休教师，电话打女儿的"}
    seal = SealInteraction(
        at=AT,
        interaction_id=new_id(),
        reason_code=None,
        disposition_code="solved.advice",
        notes="客户说修好后还有一点异响，不急，让师傅下次路过时听一下。",
        talk_s=60,
        wrap_up_s=20,
    )
    return [
        refused(4, edit, "field_changed", field="remark", **values),
        refused(9, seal, "already_sealed"),
    ]


def take_sign_in(folder: Path, suffix: str) -> None:
    view = SignInView("https://hub.example:8443")
    view.show_remembered("lina", "6012")
    view.show()
    QTest.qWait(200)
    view.grab().save(str(folder / f"sign-in-{suffix}.png"))
    view.close()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    theme = Theme(app)
    for scheme, language, suffix in LOOKS:
        theme.set_scheme(scheme)
        install(app, language)
        take_sign_in(folder, suffix)
        with demo_store(7, 300, None, now=datetime.now(UTC), progress=lambda *_: None) as demo:
            line = PracticeLine("pictures", agent="practice")
            overseer = replace(demo.actor, roles=demo.actor.roles | {Role.SUPERVISOR})  # sees the board too
            desk = DeskWithFakeHub(demo.store, overseer)
            seat = Seat(
                desk,
                Workers(),
                line,
                agent="practice",
                now=lambda: datetime.now(UTC),
                practice=True,
            )
            try:
                photographer = Photographer(folder, suffix, seat, line)
                photographer.show_hub(desk)
                photographer.work()
            finally:
                seat.stop()
                seat.window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
