"""What nobody answered for is told in a sentence; the log has all of it."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.crash_reports import Kind, ReportBox
from app.store_errors import Problem, StoreProblem
from ui.crash import CrashReporter
from ui.frame.window import MainWindow
from ui.theme import Theme


@pytest.fixture
def reporter(monkeypatch: pytest.MonkeyPatch, theme: Theme) -> CrashReporter:
    """A reporter of this test alone; the hooks of the suite come back after it."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    return CrashReporter(theme)


def fail(error: Exception) -> None:
    try:
        raise error
    except type(error):
        sys.excepthook(*sys.exc_info())


def test_a_fault_while_the_window_is_open_is_told_at_its_foot(
    reporter: CrashReporter, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    window = MainWindow([])
    qtbot.addWidget(window)
    reporter.set_window(window)
    fail(ZeroDivisionError("in a slot"))
    qtbot.waitUntil(lambda: "What was saved is safe" in window.status.facts()[0])
    assert "in a slot" not in " ".join(window.status.facts())
    assert caplog.records[0].levelno == logging.CRITICAL
    assert caplog.records[0].exc_info[1].args == ("in a slot",)
    assert reporter.faults == 1
    reporter.set_window(None)


@pytest.mark.usefixtures("caplog")
def test_a_report_is_kept_where_it_happened(reporter: CrashReporter, qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow([])
    qtbot.addWidget(window)
    window.add_page("orders", QWidget())
    reporter.set_window(window)
    box = ReportBox(tmp_path)
    reporter.keep_in(box)
    with qtbot.waitSignal(reporter.kept):
        fail(ValueError("田女士 13800138000"))
    fail(ValueError("the same again"))
    qtbot.waitUntil(lambda: "Ctrl+, has the report" in window.status.facts()[0])
    (kept,) = box.reports()
    assert (kept.kind, kept.what) == (Kind.ERROR, "ValueError: ※ 138****8000")
    assert "page: orders" in kept.text
    reporter.set_window(None)


@pytest.mark.usefixtures("caplog")
def test_a_fault_of_a_thread_is_told_too(reporter: CrashReporter, qtbot: QtBot) -> None:
    window = MainWindow([])
    qtbot.addWidget(window)
    reporter.set_window(window)
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: "What was saved is safe" in window.status.facts()[0])
    reporter.set_window(None)


@pytest.mark.usefixtures("caplog", "reporter")
def test_a_fault_without_a_window_is_told_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    fail(ZeroDivisionError("at the start"))
    said = capsys.readouterr().err
    assert said.startswith("Ringside made a mistake.")
    assert "Traceback" not in said


@pytest.mark.usefixtures("caplog")
def test_without_a_window_the_place_of_the_report_is_told(
    reporter: CrashReporter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reporter.keep_in(ReportBox(tmp_path))
    fail(ZeroDivisionError("at the start"))
    assert str(tmp_path / "reports") in capsys.readouterr().err
    assert len(ReportBox(tmp_path).reports()) == 1


@pytest.mark.usefixtures("caplog", "reporter")
def test_a_stores_problem_is_told_as_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    fail(StoreProblem(Problem.FULL, "/desk/ringside.db"))
    assert capsys.readouterr().err.startswith("The disk is full.")
