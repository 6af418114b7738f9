"""Another program on the screen, which is typed into; each line of stdin is answered with its words."""

from __future__ import annotations

import sys

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.display.answer import tell


def main() -> int:
    app = QApplication(sys.argv[:1])
    line = QLineEdit()
    line.setWindowTitle("Another program")
    line.setGeometry(100, 100, 900, 500)

    def answer() -> None:
        if not sys.stdin.readline():
            app.quit()
            return
        seen = {"window": int(line.winId()), "is_active": line.isActiveWindow(), "text": line.text()}
        tell(seen)

    lines = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, line)
    lines.activated.connect(answer)
    line.show()
    tell({"ready": True})
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
