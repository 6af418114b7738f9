"""One desk per profile: a second start hands its message to the first and goes.

The lock in the profile decides who is first; the local socket only carries messages to it. A message is one
line of JSON: ``{"do": "show"}``, ``{"do": "pop", "number": "13800138000"}`` for a call, or the same with
``"look"`` for a number that is only to be looked up.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, Qt, QThread, QTimer, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

from app.pop_links import LONGEST_NUMBER

LONGEST_MESSAGE = 4096
PATIENCE_MS = 5000
TAKEN = b"taken\n"
SHOW: dict[str, Any] = {"do": "show"}


class Instance(QObject):
    """This start of the desk, which is the first one of its profile or not.

    Signals: ``message(dict)``, a valid message of a later start.
    """

    message = Signal(dict)

    def __init__(self, profile: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._profile = profile
        self._lock = QLockFile(str(profile / "desk.lock"))
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_new_connection)

    def acquire(self) -> bool:
        """Become the first desk of the profile; tell whether that succeeded.

        Raises: OSError when the profile cannot be locked or listened for at all.
        """
        self._profile.mkdir(parents=True, exist_ok=True)
        if not self._lock.tryLock(0):
            if self._lock.error() == QLockFile.LockError.LockFailedError:
                return False
            raise OSError(f"cannot lock {self._profile}")
        name = socket_name(self._profile)
        if _connect(name, QDeadlineTimer(0)):  # a desk runs there whose lock file somebody deleted
            self._lock.unlock()
            return False
        QLocalServer.removeServer(name)  # what a killed desk left
        if not self._server.listen(name):
            self._lock.unlock()
            raise OSError(f"cannot listen for other starts: {self._server.errorString()}")
        return True

    def tell(self, message: dict[str, Any]) -> bool:
        """Hand a message to the first desk and tell whether it took it.

        Waits for its answer, so it is only for a start that has shown no window.
        """
        deadline = QDeadlineTimer(PATIENCE_MS)
        socket = _connect(socket_name(self._profile), deadline)
        if socket is None:
            return False
        _let_the_other_come_to_the_front()
        socket.write(json.dumps(message).encode() + b"\n")
        while not socket.canReadLine():
            if not socket.waitForReadyRead(max(1, deadline.remainingTime())):
                return False
        return socket.readLine().data() == TAKEN

    def release(self) -> None:
        """Let another desk of this profile be the first."""
        self._server.close()
        self._lock.unlock()

    @Slot()
    def _on_new_connection(self) -> None:
        while self._server.hasPendingConnections():
            _Listener(self._server.nextPendingConnection(), self)


class _Listener(QObject):
    """Hears one connection for a few seconds; whoever says what is no message is cut off at once."""

    def __init__(self, socket: QLocalSocket, instance: Instance) -> None:
        super().__init__(socket)
        self._socket = socket
        self._instance = instance
        socket.setReadBufferSize(LONGEST_MESSAGE)
        socket.readyRead.connect(self._on_ready_read)
        socket.disconnected.connect(socket.deleteLater)
        patience = QTimer(self)
        patience.setSingleShot(True)
        patience.timeout.connect(self._on_silence)
        patience.start(PATIENCE_MS)

    @Slot()
    def _on_ready_read(self) -> None:
        if self._socket.canReadLine():
            self._hear(self._socket.readLine().data())
        elif self._socket.bytesAvailable() >= LONGEST_MESSAGE:
            self._socket.abort()

    @Slot()
    def _on_silence(self) -> None:
        self._socket.abort()

    def _hear(self, line: bytes) -> None:
        message = parse_message(line)
        if message is None:
            self._socket.abort()
            return
        self._socket.write(TAKEN)
        self._socket.flush()  # the other side hangs up: on Windows our going would take the answer along
        self._instance.message.emit(message)


def parse_message(line: bytes) -> dict[str, Any] | None:
    """Return the message in this line, or None if it is none of ours."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    match said:
        case {"do": "show", **rest} if not rest:
            return SHOW
        case {"do": "pop" | "look" as do, "number": str(number), **rest} if not rest and _is_number(number):
            return {"do": do, "number": number}
    return None


def socket_name(profile: Path) -> str:
    """Return the name that all starts of this profile derive, whatever way they write its path."""
    path = os.path.normcase(profile.resolve())
    return "ringside-" + hashlib.sha256(path.encode()).hexdigest()[:24]


def bring_to_front(window: QWidget) -> None:
    """Show the window before all others, from the task bar too."""
    state = window.windowState() & ~Qt.WindowState.WindowMinimized
    window.setWindowState(state | Qt.WindowState.WindowActive)
    window.show()
    window.raise_()
    window.activateWindow()


def _is_number(number: str) -> bool:
    return 0 < len(number) <= LONGEST_NUMBER and number.isprintable()


def _connect(name: str, deadline: QDeadlineTimer) -> QLocalSocket | None:
    """Return a connection to the first desk, which may be about to listen; None at the deadline."""
    while True:
        socket = QLocalSocket()
        socket.connectToServer(name)
        if socket.waitForConnected(max(1, deadline.remainingTime())):
            return socket
        if deadline.hasExpired():
            return None
        QThread.msleep(20)


def _let_the_other_come_to_the_front() -> None:
    """Pass on the right to the foreground, which Windows gives only to the program just started."""
    if sys.platform == "win32":
        import ctypes

        any_process = -1
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
