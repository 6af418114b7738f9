"""A shift that works by itself: a demo's store, a practice line, a real seat, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QApplication

from app.console import report
from app.demo.journal import JournalFile
from app.demo.planned import PlannedCall, plan_shift
from app.demo.scenarios import load_scenarios
from app.demo.store import Demo
from app.demo.verify import JOURNAL_NAME, verify
from app.desk import Desk
from app.telephony.agenda import Agenda
from app.telephony.practice import PracticeLine
from app.workers import Workers
from ui.crash import CrashReporter
from ui.paint_watch import Heartbeat
from ui.seat import Seat
from ui.shift.driver import ShiftDriver
from ui.shift.keys import KeyFilter
from ui.shift.pictures import Pictures

REPORT_NAME = "shift.json"
WINDOW = QSize(1366, 768)
SPEED = 10.0  # of the callers: the agent types as fast as the desk takes it


def work_shift(
    app: QApplication, reporter: CrashReporter, demo: Demo, calls: int, out: Path, now: Callable[[], datetime]
) -> int:
    """Work a shift at real windows by key events; return the exit code: 0 if all was as its scenarios say.

    Leaves in ``out``, where the demo keeps its store: pictures, the journal, and ``shift.json``, which it
    also prints.
    """
    journal = JournalFile(out / JOURNAL_NAME)
    try:
        journal("shift", {"seed": demo.seed, "calls": calls})
        _work(app, reporter, demo, calls, out, now, journal)
        if reporter.faults:
            journal("failed", {"sentence": f"{reporter.faults} errors that nobody answered for: see the log"})
    finally:
        journal.close()
    found = verify(out)
    (out / REPORT_NAME).write_text(json.dumps(found, ensure_ascii=False) + "\n", encoding="utf-8")
    return report(found)


def _work(
    app: QApplication,
    reporter: CrashReporter,
    demo: Demo,
    calls: int,
    out: Path,
    now: Callable[[], datetime],
    journal: JournalFile,
) -> None:
    agent = demo.actor.name
    line = PracticeLine(str(demo.seed), agent=agent, agenda=Agenda(SPEED), journal=journal, now=now)
    desk = Desk(demo.store, demo.actor)
    seat = Seat(desk, Workers(), line, agent=agent, now=now, practice=True, journal=journal)
    reporter.set_window(seat.window)
    heart, keys = Heartbeat(journal, seat), KeyFilter(app, journal)
    driver = ShiftDriver(seat, line, _plan(demo, calls), journal, Pictures(seat.window, out, heart))
    driver.begun.connect(heart.start)
    driver.over.connect(app.quit)
    seat.window.resize(WINDOW)
    seat.window.show()
    seat.window.activateWindow()
    seat.start()
    QTimer.singleShot(0, driver.go_on)
    try:
        app.exec()
    finally:
        keys.stop()
        heart.stop()
        seat.stop()
        seat.window.close()


def _plan(demo: Demo, calls: int) -> list[PlannedCall]:
    with demo.store.read() as session:
        return plan_shift(
            session, load_scenarios(), calls, demo.seed, demo.made_at, person_id=demo.actor.person_id
        )
