"""What a desk died of is told at its next start; reports are few, masked, and stop nobody."""

from __future__ import annotations

import faulthandler
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import crash_reports
from app.crash_reports import FOLDER, MOST, RUNNING, Kind, ReportBox

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)

# Begins as a desk does, and dies as it is told.
DIES = """
import ctypes, logging, os, sys, threading
from datetime import UTC, datetime
from pathlib import Path
from app.crash_reports import ReportBox
from app.logs import start_log
profile = Path(sys.argv[1])
start_log(profile)
box = ReportBox(profile)
print(box.begin(datetime.now(UTC)) is not None)
logging.getLogger("desk").info("李娜 13800138000 rings")
def works_with(name, phone):
    exec(sys.argv[2])
works_with("李娜", 13800138000)
box.end()
"""


@pytest.fixture(autouse=True)
def _the_suites_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the fault handler of this process to the suite; the children's is real."""
    monkeypatch.setattr(faulthandler, "enable", lambda _file: None)
    monkeypatch.setattr(faulthandler, "disable", lambda: None)


def dies(profile: Path, how: str) -> subprocess.CompletedProcess[str]:
    child = [sys.executable, "-c", DIES, str(profile), how]
    return subprocess.run(child, cwd=ROOT, capture_output=True, text=True)


def test_a_hard_end_is_told_at_the_next_start(tmp_path: Path):
    ends = (("ctypes.string_at(0)", "Segmentation fault"), ("os.abort()", "Aborted"))
    for n, (how, words) in enumerate(ends):
        died = dies(tmp_path, how)
        assert died.returncode != 0
        if sys.platform == "win32":
            words = "fatal"
        box = ReportBox(tmp_path)
        report = box.begin(NOW + timedelta(seconds=n))
        assert report is not None
        assert report.kind is Kind.ENDED
        assert words in report.what
        assert "works_with" in report.text
        assert "desk: ※ 138****8000 rings" in report.text
        assert "李娜" not in report.text
        box.end()
        assert box.begin(NOW) is None  # told once
        box.end()
    assert len(ReportBox(tmp_path).reports()) == 2
    assert dies(tmp_path, "pass").stdout == "False\n"
    assert not (tmp_path / FOLDER / RUNNING).exists()


def test_who_was_killed_left_nothing_to_tell(tmp_path: Path):
    killed = "os.kill(os.getpid(), 9)" if sys.platform != "win32" else "os._exit(9)"
    dies(tmp_path, killed)
    assert (tmp_path / FOLDER / RUNNING).exists()
    box = ReportBox(tmp_path)
    assert box.begin(NOW) is None
    box.end()


def test_few_are_kept_and_the_same_once_a_start(tmp_path: Path):
    box = ReportBox(tmp_path)
    for n in range(MOST + 5):
        error = type(f"Error{n}", (Exception,), {})("in 13800138000")
        assert box.keep(Kind.ERROR, error, "desk", NOW + timedelta(seconds=n)) is not None
        assert box.keep(Kind.ERROR, error, "desk", NOW + timedelta(seconds=n)) is None
    kept = box.reports()
    assert len(kept) == MOST
    assert kept[0].what == f"Error{MOST + 4}: in 138****8000"
    assert kept[0].at == NOW + timedelta(seconds=MOST + 4)
    (tmp_path / FOLDER / "zz.report").write_bytes(b"\xff somebody else's")
    assert len(box.reports()) == MOST
    box.remove_all()
    assert box.reports() == []


def test_a_disk_that_refuses_costs_the_report_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    monkeypatch.setattr(crash_reports.log, "warning", lambda *_: None)
    box = ReportBox(tmp_path)
    assert box.keep(Kind.ERROR, ValueError("x"), "", NOW) is None
    (tmp_path / "a file").touch()
    assert ReportBox(tmp_path / "a file").begin(NOW) is None


def test_an_error_of_several_lines_is_kept_under_its_first(tmp_path: Path):
    report = ReportBox(tmp_path).keep(Kind.ERROR, ValueError("no such column\n[SQL: SELECT x]"), "", NOW)
    assert report is not None
    assert report.what == "ValueError: no such column"
    assert "[SQL: SELECT x]" in report.text


def test_a_hard_end_does_not_name_whose_pc_it_is(tmp_path: Path):
    (tmp_path / FOLDER).mkdir()
    left = 'Aborted\n  File "C:\\Users\\tian.li \\u7530\\ui\\app.py", line 3 in run\n'
    (tmp_path / FOLDER / RUNNING).write_text(left, encoding="utf-8")
    box = ReportBox(tmp_path)
    report = box.begin(NOW)
    box.end()
    assert report is not None
    assert 'File "ui/app.py", line 3 in run' in report.text
    assert "tian" not in report.text
