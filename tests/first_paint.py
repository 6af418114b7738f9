"""A desk that says what it took to its first picture, and goes: ``python -m tests.first_paint ARGUMENTS``.

The arguments are those of `ringside`. One line of JSON: ``window`` is what was painted, ``processor_s`` what
the process had used by then, ``modules`` what was loaded.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

import ui.start
from app.arguments import parse

HUB = {"url": "https://127.0.0.1:9", "store_id": "00000000-0000-4000-8000-000000000000", "is_pinned": False}


class FirstPaint(QObject):
    """Tells of the first window that is painted, then closes it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app, self._is_told = app, False
        app.installEventFilter(self)

    def eventFilter(self, seen: QObject, event: QEvent) -> bool:
        if not self._is_told and event.type() == QEvent.Type.Paint and isinstance(seen, QWidget):
            self._is_told = True
            window = seen.window()
            told = {"window": type(window).__name__, "processor_s": time.process_time()}
            print(json.dumps(told | {"modules": sorted(sys.modules)}), flush=True)  # noqa: T201
            self._app.removeEventFilter(self)
            QTimer.singleShot(0, window, window.close)
        return False


def profile_with_hub(folder: Path) -> Path:
    """Return a profile whose hub does not answer."""
    folder.mkdir()
    (folder / "hub.json").write_text(json.dumps(HUB), encoding="utf-8")
    return folder


def main() -> int:
    begin = ui.start._application

    def application(settings):
        app = begin(settings)
        FirstPaint(app)
        return app

    ui.start._application = application
    return ui.start.start(parse(sys.argv[1:]))


if __name__ == "__main__":
    sys.exit(main())
