"""Makes a report's file beside the screen: how far it is, and an end when somebody does not want to wait."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal

from app.reports.files import GivenUp, write_file
from app.reports.table import Table
from ui.bridge import Bridge


class Export(QObject):
    """Write one file at a time.

    Signals: ``progress(int, int)`` rows written and rows in all; ``written(str)`` the path; ``given_up()``;
    ``failed(object)`` an OSError.
    """

    progress = Signal(int, int)
    written = Signal(str)
    given_up = Signal()
    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._wanted = Event()
        self.is_busy = False

    def begin(self, path: Path, table: Table, definitions_head: str) -> None:
        """Write a file; one that is under way has to be over."""
        self.is_busy = True
        self._wanted.set()
        work = partial(_write, path, table, definitions_head, self._wanted, self.progress.emit)
        self._bridge.read(self, work, self._on_written, self._on_failed)

    def stop(self) -> None:
        self._wanted.clear()

    def _on_written(self, path: Path) -> None:
        self.is_busy = False
        self.written.emit(str(path))

    def _on_failed(self, error: Exception) -> None:
        self.is_busy = False
        if isinstance(error, GivenUp):
            self.given_up.emit()
        elif isinstance(error, OSError):
            self.failed.emit(error)
        else:
            raise error


def _write(
    path: Path, table: Table, definitions_head: str, wanted: Event, tell: Callable[[int, int], None]
) -> Path:
    """Write the file; on a thread of the workers."""

    def progress(done: int, count: int) -> bool:
        tell(done, count)
        return wanted.is_set()

    write_file(path, table, definitions_head, progress)
    return path
