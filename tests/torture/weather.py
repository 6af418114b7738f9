"""The line between desks and hub in bad weather: late, cut in the middle of a word, reset."""

from __future__ import annotations

import socket
import struct
import time
from random import Random

from tests.sync.proxy import Proxy

LATE_S = 0.4
LATE, CUT, RESET = 0.10, 0.015, 0.01  # shares of all pieces that pass


class Weather(Proxy):
    """Passes everything on; what happens to a piece on its way is chance, unless the weather is ``calm``."""

    def __init__(self, port: int, rng: Random) -> None:
        super().__init__(port)
        self._rng = rng
        self.calm = True

    def carry(self, piece: bytes, to: socket.socket) -> None:
        """Pass a piece of a request or an answer on. Raises OSError: the line is cut."""
        fate = 1.0 if self.calm else self._rng.random()
        if fate < RESET:
            to.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raise ConnectionResetError
        if fate < RESET + CUT:
            to.sendall(piece[: self._rng.randrange(len(piece))])
            raise ConnectionAbortedError
        if fate < RESET + CUT + LATE:
            time.sleep(self._rng.random() * LATE_S)
        to.sendall(piece)
