"""A TCP proxy between desk and hub that cuts, swallows and mutes, as lines do."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Lock, Thread

CHUNK = 65_536
Rule = Callable[[bytes], bool]


def never(_request: bytes) -> bool:
    return False


def to(path: bytes) -> Rule:
    """Return the rule that picks the requests for a path."""
    return lambda request: path in request.split(b"\r\n", 1)[0]


class Proxy:
    """Listens on the loopback and passes everything on to ``port`` until it is told otherwise.

    ``stops`` is asked with each request before it is passed on, ``loses`` and ``mutes`` before its answer is:
    what is stopped or lost ends with its line, what is muted never comes.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._lines: set[_Line] = set()
        self._lock = Lock()
        self.refuses = False
        self.stops: Rule = never
        self.loses: Rule = never
        self.mutes: Rule = never
        self.lost = Event()
        self._accepting = Thread(target=self._accept, name="proxy")
        self._accepting.start()

    def cut(self) -> None:
        """Reset every connection that is open, and let none in until `mend`."""
        self.refuses = True
        with self._lock:
            lines = list(self._lines)
        for line in lines:
            line.reset()

    def mend(self) -> None:
        self.refuses = False
        self.stops = self.loses = self.mutes = never
        self.lost.clear()

    def lose_one_answer(self, path: bytes) -> None:
        """Pass the next request for a path on, and cut before its answer comes back."""

        def once(request: bytes) -> bool:
            if not to(path)(request):
                return False
            self.loses = never
            return True

        self.loses = once

    def carry(self, piece: bytes, to: socket.socket) -> None:
        """Pass a piece of a request or of an answer on. Raises OSError to end the connection."""
        to.sendall(piece)

    def close(self) -> None:
        self.cut()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._accepting.join()
        with self._lock:
            lines = list(self._lines)
        for line in lines:
            line.join()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self.refuses:
                _reset(near)
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self.port), timeout=3)
                far.settimeout(None)
            except OSError:
                _reset(near)
                continue
            with self._lock:
                self._lines = {line for line in self._lines if line.is_alive()}
                self._lines.add(_Line(self, near, far))


class _Line:
    """One connection, both ways."""

    def __init__(self, proxy: Proxy, near: socket.socket, far: socket.socket) -> None:
        self._proxy, self._near, self._far = proxy, near, far
        self._request = b""
        self._ways = [Thread(target=self._up, name="proxy-up"), Thread(target=self._down, name="proxy-down")]
        for way in self._ways:
            way.start()

    def is_alive(self) -> bool:
        return any(way.is_alive() for way in self._ways)

    def join(self) -> None:
        for way in self._ways:
            way.join()

    def reset(self) -> None:
        for end in (self._near, self._far):
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end.shutdown(socket.SHUT_RDWR)

    def _up(self) -> None:
        with suppress(OSError):
            while sent := self._near.recv(CHUNK):
                if sent[:4] in (b"POST", b"GET "):
                    self._request = sent
                if self._proxy.stops(self._request):
                    self.reset()
                    break
                self._proxy.carry(sent, self._far)
        self._hang_up()

    def _down(self) -> None:
        with suppress(OSError):
            while answered := self._far.recv(CHUNK):
                if self._proxy.mutes(self._request):
                    continue
                if self._proxy.loses(self._request):
                    self._proxy.lost.set()
                    self.reset()
                    break
                self._proxy.carry(answered, self._near)
        self._hang_up()
        for way in (self._near, self._far):
            way.close()

    def _hang_up(self) -> None:
        for end in (self._near, self._far):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
