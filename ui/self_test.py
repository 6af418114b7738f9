"""``ringside self-test``, with what only Qt can tell."""

from __future__ import annotations

import os

from app.self_test import Broken, run
from ui.surroundings import check_libraries


def self_test() -> int:
    """Try the program and Qt below it; return the exit code."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return run((("Qt", check_qt),))


def check_qt() -> str:
    """Paint something, and read a picture of each kind that is shown. Raises Broken."""
    problem = check_libraries()
    if problem is not None:
        raise Broken(problem.sentence_en)
    from PySide6.QtCore import QLibraryInfo, qVersion
    from PySide6.QtGui import QGuiApplication, QImageReader
    from PySide6.QtNetwork import QSslSocket

    app = QGuiApplication.instance() or QGuiApplication([])
    formats = {bytes(name.data()).decode() for name in QImageReader.supportedImageFormats()}
    if not {"svg", "png", "jpeg", "ico"} <= formats:
        raise Broken(f"pictures can be read of {', '.join(sorted(formats))} only")
    return f"{qVersion()} by {app.platformName()}, {QSslSocket.activeBackend()}, {QLibraryInfo.build()}"
