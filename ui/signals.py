"""Ctrl+C and a polite kill close the program as its window does."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Slot

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class SignalWatch(QObject):
    """Quit the application when the system asks for it.

    Python runs its handlers between its own instructions only, and an idle Qt has none: the socket wakes it.
    """

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._app = app
        self._ours, self._systems = socket.socketpair()
        for end in (self._ours, self._systems):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)
        signal.set_wakeup_fd(self._systems.fileno())
        for number in SIGNALS:
            signal.signal(number, lambda _number, _frame: None)

    @Slot()
    def _on_signal(self) -> None:
        self._ours.recv(64)
        self._app.exit()  # without asking whether to close
