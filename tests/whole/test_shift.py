"""A whole shift by key events in a process of its own, and a reader that does not take its word for it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.demo.callers import Who, callers
from app.demo.journal import JournalFile
from app.demo.planned import PlannedCall
from app.demo.scenarios import Focus, load_scenarios
from app.demo.store import demo_path, demo_store
from app.demo.verify import JOURNAL_NAME, verify
from app.desk import Desk
from app.telephony.agenda import Agenda
from app.telephony.practice import PracticeLine
from app.workers import Workers
from ui.paint_watch import Heartbeat
from ui.seat import Seat
from ui.shift import player
from ui.shift.driver import ShiftDriver
from ui.shift.keys import KeyFilter
from ui.shift.pictures import Pictures
from ui.theme import Theme

ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; from ui.main import main; sys.exit(main())"
SEED, CALLS, PATIENCE_S = 7, 8, 400  # so that the seven kinds of most weight come, one of them twice
KEYS = {
    "calls",
    "popped",
    "matched",
    "interactions",
    "orders",
    "follow_ups",
    "attempts",
    "lost_keys",
    "pop_ms",
    "ui_stall_ms",
    "keystrokes_per_order",
    "fixed_case_keys",
    "failures",
}


def now() -> datetime:
    return datetime.now(UTC)


def ringside(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", PROGRAM, *arguments],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a shift that was worked, and the last line that it said."""
    folder = tmp_path_factory.mktemp("shift")
    asked = ("--calls", str(CALLS), "--seed", str(SEED), "--customers", "500", "--out", str(folder))
    done = ringside("demo", "--headless", *asked)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, done.stdout.splitlines()[-1]


@pytest.fixture
def spoiled(worked: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of the shift, to be falsified."""
    return Path(shutil.copytree(worked[0], tmp_path / "spoiled"))


def events(folder: Path) -> list[dict[str, Any]]:
    with (folder / JOURNAL_NAME).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def write_events(folder: Path, kept: list[dict[str, Any]]) -> None:
    lines = "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in kept)
    (folder / JOURNAL_NAME).write_text(lines, encoding="utf-8")


def test_the_last_line_is_what_the_shift_came_to(worked: tuple[Path, str]) -> None:
    found = json.loads(worked[1])
    assert set(found) == KEYS
    assert (found["calls"], found["attempts"], found["lost_keys"], found["failures"]) == (CALLS, 1, 0, [])
    assert found["popped"] == CALLS - found["attempts"]  # a call that is made pops nothing
    assert found["interactions"] > 0
    assert found["orders"] > 0
    assert found["follow_ups"] > 0
    assert 0 < found["matched"] < CALLS
    assert 0 < found["pop_ms"]["p50"] <= found["pop_ms"]["p99"] <= found["pop_ms"]["max"]
    assert found["ui_stall_ms"]["p999"] <= found["ui_stall_ms"]["max"]
    assert found["keystrokes_per_order"] <= 25


def test_the_reader_says_the_same_again(worked: tuple[Path, str]) -> None:
    folder, said = worked
    assert (folder / "shift.json").read_text(encoding="utf-8") == said + "\n"
    again = ringside("demo", "--verify", str(folder))
    assert (again.returncode, again.stdout) == (0, said + "\n")


def test_the_kinds_of_most_weight_came_and_every_picture_of_them_was_taken(worked: tuple[Path, str]) -> None:
    came = {event["scenario"] for event in events(worked[0]) if event["kind"] == "scenario"}
    assert came >= {"shared_line", "two_in_a_row", "promised_call", "unknown_caller"}
    played = [each for each in load_scenarios() if each.id in came]
    wanted = {step.picture for each in played for step in each.steps if hasattr(step, "picture")}
    taken = {path.stem.partition("-")[2] for path in worked[0].glob("*.png")}
    assert taken == wanted


def test_a_key_that_the_filter_did_not_see_is_missed(spoiled: Path) -> None:
    kept = events(spoiled)
    typed = (each for each in kept if each["kind"] == "key" and each["focus"] == "notes")
    kept.remove(next(each for each in typed if each["text"].isalpha()))
    write_events(spoiled, kept)
    found = verify(spoiled)
    assert found["lost_keys"] == 1
    assert found["failures"]


def test_a_call_that_was_bound_to_somebody_else_is_missed(spoiled: Path) -> None:
    kept = events(spoiled)
    told = next(event for event in kept if event.get("scenario") == "shared_line")
    told["customer_id"] = "00000000-0000-0000-0000-000000000001"
    write_events(spoiled, kept)
    [failure] = verify(spoiled)["failures"]
    assert failure.startswith("shared_line")
    assert "the customer should be" in failure


def test_a_page_that_was_not_painted_is_missed(spoiled: Path) -> None:
    kept = events(spoiled)
    kept.remove(next(event for event in kept if event["kind"] == "painted"))
    write_events(spoiled, kept)
    found = verify(spoiled)
    assert found["popped"] == CALLS - 2
    assert found["failures"]


@pytest.mark.parametrize(
    ("table", "key", "age"),
    [("interaction", "interactions", "sealed_at"), ("follow_up", "follow_ups", "created_at")],
)
def test_what_was_taken_from_the_store_is_missed(spoiled: Path, table: str, key: str, age: str) -> None:
    before = verify(spoiled)[key]
    with closing(sqlite3.connect(demo_path(spoiled, SEED))) as connection, connection:
        guards = connection.execute("select name from sqlite_master where type = 'trigger'").fetchall()
        for (name,) in guards:
            connection.execute(f'drop trigger "{name}"')
        last = f"delete from {table} where {age} = (select max({age}) from {table})"
        assert connection.execute(last).rowcount == 1
    assert ringside("demo", "--verify", str(spoiled)).returncode == 1
    found = verify(spoiled)
    assert found[key] < before
    assert found["failures"]


def test_a_call_that_goes_wrong_is_told_and_ended_and_the_next_one_is_worked(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player, "PATIENCE_MS", 1500)
    if qapp.findChild(Theme) is None:
        Theme(qapp)
    right = next(each for each in load_scenarios() if each.id == "known_late_order")
    wrong = right.model_copy(update={"steps": (*right.steps[:4], Focus(focus="nowhere"))})
    journal = JournalFile(tmp_path / JOURNAL_NAME)
    with demo_store(SEED, 1500, tmp_path, now=now()) as demo:
        line = PracticeLine("7", agent=demo.actor.name, agenda=Agenda(10), journal=journal, now=now)
        desk = Desk(demo.store, demo.actor)
        seat = Seat(desk, Workers(), line, agent=demo.actor.name, now=now, journal=journal)
        with demo.store.read() as session:
            first, second, *_ = callers(session, Who.LATE_ORDER, demo.made_at)
        plan = [PlannedCall(1, wrong, (first,)), PlannedCall(2, right, (second,))]
        keys, heart = KeyFilter(qapp, journal), Heartbeat(journal, seat)
        driver = ShiftDriver(seat, line, plan, journal, Pictures(seat.window, tmp_path, heart))
        journal("shift", {"seed": SEED, "calls": 2})
        seat.window.show()
        seat.window.activateWindow()
        seat.start()
        with qtbot.waitSignal(driver.over, timeout=240_000):
            driver.go_on()
        keys.stop()
        seat.stop()
        seat.window.close()
        seat.window.deleteLater()
        seat.deleteLater()  # with whatever leads or plays it
    journal.close()
    found = verify(tmp_path)
    assert found["calls"] == 2
    assert 'known_late_order, call 1: {"focus":"nowhere"} could not be done' in found["failures"][0]
    assert [failure for failure in found["failures"] if "call 2" in failure] == []
    assert found["interactions"] == 2
