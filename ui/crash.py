"""Whatever nobody answered for: a report of it on this PC, one sentence for the person."""

from __future__ import annotations

import logging
import sys
import threading
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from app.console import say
from app.crash_reports import Kind, ReportBox
from app.errors import DomainError
from app.store_errors import StoreProblem
from ui.error_text import error_text

if TYPE_CHECKING:
    from ui.frame.window import MainWindow

log = logging.getLogger(__name__)
NO_SCREEN = ("offscreen", "minimal")


QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashReporter(QObject):
    """Hear of every error that reaches the end of the program or of a thread.

    While it has a window it speaks at its foot, else in a dialog. ``faults`` counts what it heard.
    Signals: ``kept()`` there is one report more.
    """

    kept = Signal()
    _noted = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.faults = 0
        self._window: MainWindow | None = None
        self._box: ReportBox | None = None
        self._noted.connect(self._on_noted, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error

    def set_window(self, window: MainWindow | None) -> None:
        self._window = window

    def keep_in(self, box: ReportBox | None) -> None:
        """Keep reports there from now on."""
        self._box = box

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.critical("nobody answered for this", exc_info=(kind, error, trace))
        sentence = self._heard(Kind.ERROR, error)
        if self._window is None:  # the program ends
            show_refusal(sentence)
        else:
            self._noted.emit(sentence)

    def _on_thread_error(self, failed: threading.ExceptHookArgs) -> None:
        log.critical("nobody answered for this", exc_info=failed.exc_value)
        if failed.exc_value is not None:
            self._noted.emit(self._heard(Kind.THREAD, failed.exc_value))

    def _heard(self, kind: Kind, error: BaseException) -> str:
        """Keep a report, and return what the person is told; called on any thread."""
        self.faults += 1
        if isinstance(error, StoreProblem | DomainError):
            return error_text(error)
        page = self._window.current_page() if self._window is not None else ""
        if self._box is None:
            return self.tr("Ringside made a mistake. What was saved is safe. Tell IT: it stands in the log.")
        if self._box.keep(kind, error, page, datetime.now(UTC)) is not None:
            self.kept.emit()
        if self._window is not None:
            return self.tr("Ringside made a mistake. What was saved is safe. Ctrl+, has the report for IT.")
        said = self.tr("Ringside made a mistake. What was saved is safe. The report for IT is in {0}.")
        return said.format(self._box.folder)

    @Slot(str)
    def _on_noted(self, sentence: str) -> None:
        if self._window is None:
            show_refusal(sentence)
        else:
            self._window.status.set_store(sentence, "broken")


def log_qt(kind: QtMsgType, _where: QMessageLogContext, words: str | None) -> None:
    """Write what Qt says into the log, before it ends the program over it."""
    logging.getLogger("qt").log(QT_LEVELS.get(kind, logging.WARNING), "%s", words)


def hear_qt(is_on: bool) -> None:
    """Let Qt speak to the log from now on, or not: at the end it may outlive the interpreter."""
    qInstallMessageHandler(log_qt if is_on else None)


def show_refusal(sentence: str) -> None:
    """Say why the program ends: on stderr, and where there is a screen in a dialog."""
    say(sentence, sys.stderr)
    if QGuiApplication.platformName() not in NO_SCREEN:
        QMessageBox.critical(None, "Ringside", sentence)
