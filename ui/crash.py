"""Whatever nobody answered for: all of it in the log, one sentence for the person."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from app.console import say
from app.errors import DomainError
from app.store_errors import StoreProblem
from ui.error_text import error_text
from ui.frame.window import MainWindow

log = logging.getLogger(__name__)
NO_SCREEN = ("offscreen", "minimal")


class CrashReporter(QObject):
    """Hear of every error that reaches the end of the program or of a thread.

    While it has a window it speaks at its foot, else in a dialog. ``faults`` counts what it heard.
    """

    _noted = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.faults = 0
        self._window: MainWindow | None = None
        self._noted.connect(self._on_noted, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error

    def set_window(self, window: MainWindow | None) -> None:
        self._window = window

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.faults += 1
        log.critical("nobody answered for this", exc_info=(kind, error, trace))
        if self._window is None:  # the program ends
            show_refusal(self._sentence(error))
        else:
            self._noted.emit(self._sentence(error))

    def _on_thread_error(self, failed: threading.ExceptHookArgs) -> None:
        self.faults += 1
        log.critical("nobody answered for this", exc_info=failed.exc_value)
        self._noted.emit(self._sentence(failed.exc_value))

    @Slot(str)
    def _on_noted(self, sentence: str) -> None:
        if self._window is None:
            show_refusal(sentence)
        else:
            self._window.status.set_store(sentence, "broken")

    def _sentence(self, error: BaseException | None) -> str:
        if isinstance(error, StoreProblem | DomainError):
            return error_text(error)
        return self.tr("Ringside made a mistake. What was saved is safe. Tell IT: it stands in the log.")


def show_refusal(sentence: str) -> None:
    """Say why the program ends: on stderr, and where there is a screen in a dialog."""
    say(sentence, sys.stderr)
    if QGuiApplication.platformName() not in NO_SCREEN:
        QMessageBox.critical(None, "Ringside", sentence)
