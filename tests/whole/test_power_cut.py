"""The PC goes dark while somebody types: every key older than a second is there again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import select

from db.ids import call_id
from db.models.calls import Call
from db.models.interactions import Draft
from db.store import open_embedded
from tests.stores import KEY

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys, time
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from app.desk import Desk
from app.telephony.practice import PracticeLine
from app.telephony.scenarios import Scenario
from app.workers import Workers
from db.store import open_embedded
from datetime import UTC, datetime
from tests.rows import actor
from ui.i18n import install
from ui.seat import Seat
from ui.theme import Theme

app = QApplication([])
Theme(app)
install(app, "en")
store = open_embedded(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
line = PracticeLine("cut", agent="lina")
seat = Seat(Desk(store, actor()), Workers(), line, agent="lina", now=lambda: datetime.now(UTC))
seat.window.show()
seat.start()
seat.my_state.be_ready()
line.ring(Scenario(ani="13800138000", dnis="4008111666", queue="hotline", wait_s=0.05))
typed = 0

def step():
    global typed
    window = seat.window.windowHandle()
    if seat.phone.state == "ringing":
        QTest.keyClick(window, Qt.Key.Key_F2)
    elif seat.phone.state == "talking" and seat.this_call.notes.hasFocus():
        letter = "abcdefghij"[typed % 10]
        QTest.keyClick(window, letter)
        typed += 1
        print(letter, time.monotonic_ns(), flush=True)

QTimer.singleShot(20_000, app.quit)
timer = QTimer()
timer.timeout.connect(step)
timer.start(20)
app.exec()
"""


def test_every_key_older_than_a_second_survives_a_killed_desk(
    embedded_template: Path, tmp_path: Path
) -> None:
    file = tmp_path / "ringside.db"
    shutil.copyfile(embedded_template, file)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    arguments = [sys.executable, "-c", PROGRAM, str(file), KEY.hex()]
    with subprocess.Popen(arguments, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        try:
            pressed = [desk.stdout.readline().split() for _ in range(120)]
            killed_at = time.monotonic_ns()
        finally:
            desk.kill()
    safe = "".join(letter for letter, at in pressed if killed_at - int(at) > 1_000_000_000)
    assert len(safe) > 20
    store = open_embedded(file, KEY)
    with store.read() as session:
        call = session.scalars(select(Call)).one()
        draft = session.scalars(select(Draft)).one()
    store.close()
    assert (draft.subject_id, draft.field) == (call_id("practice", call.linked_id), "notes")
    assert draft.text.startswith(safe)
