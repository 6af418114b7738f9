"""The processes that are killed and started again: the hub's, the desks', the database's."""

from __future__ import annotations

import logging
import multiprocessing
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import Any

from sqlalchemy import make_url

from app.hub.problems import HubProblem
from app.hub.run import Address, reserved, serve, served_store
from tests.torture.desk import AGAIN_S, Rest, Setup, sit_down
from tests.torture.ledger import Ledger

# From a process that has imported everything already, a desk sits down in a tenth of a second.
_METHOD = "spawn" if sys.platform == "win32" else "forkserver"
PROCESSES: Any = multiprocessing.get_context(_METHOD)
PROCESSES.set_forkserver_preload([__name__])


def serve_again(url: str, port: int, log: Path) -> None:
    """Be the hub until killed; begin again, as whoever starts services does, when it could not begin."""
    logging.basicConfig(filename=log, level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    while True:
        try:
            with reserved(Address("127.0.0.1", port)) as taken, served_store(make_url(url)) as store:
                serve(store, taken, None, lambda: logging.info("the hub serves"))
            return
        except HubProblem as problem:
            logging.info("%s", problem)
            time.sleep(AGAIN_S)


class HubProcess:
    def __init__(self, url: str, port: int, log: Path) -> None:
        self._as_it_was, self.log = (url, port, log), log
        self._process: BaseProcess | None = None

    def start(self) -> None:
        self._process = PROCESSES.Process(target=serve_again, args=self._as_it_was, daemon=True)
        self._process.start()

    def died(self) -> bool:
        """Tell whether it ended although nobody ended it."""
        return self._process is not None and self._process.exitcode is not None

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()


@dataclass
class DeskProcess:
    """A desk that is killed and begins again on its cache; what it says goes into the ledger at once."""

    setup: Setup
    ledger: Ledger
    process: BaseProcess | None = None
    _line: Connection | None = None
    _reader: Thread | None = None
    rest: Rest | None = None  # what it said last of its rest
    _moved_at: float = 0.0

    def start(self) -> None:
        self.setup = self.setup.next_life()
        self._line, theirs = PROCESSES.Pipe()
        self.process = PROCESSES.Process(target=sit_down, args=(self.setup, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self._reader = Thread(target=self._read, args=(self._line,), name=f"desk-{self.setup.number}")
        self._reader.start()

    def tell(self, word: str) -> None:
        assert self._line is not None
        with suppress(OSError):  # it has died, and that is found out by itself
            self._line.send(word)

    def kill(self) -> None:
        """Kill it, or do nothing when it has ended."""
        if self.process is not None:
            self.process.kill()
            self._leave()

    def died(self) -> bool:
        """Tell whether it ended although nobody ended it: its log has the bug."""
        return self.process is not None and self.process.exitcode is not None

    def end(self, within_s: float) -> int | None:
        """Let it stop by itself; return how it ended, None when it did not."""
        assert self.process is not None
        self.tell("end")
        self.process.join(within_s)
        ended = self.process.exitcode
        self.process.kill()
        self._leave()
        return ended

    def _leave(self) -> None:
        assert self.process is not None
        assert self._reader is not None
        self.process.join()
        self._reader.join()
        self.process = None

    def stood_s(self) -> float:
        """Tell for how long it has said the same of its rest."""
        return time.monotonic() - self._moved_at

    def _note(self, said: Rest) -> None:
        if said != self.rest:
            self._moved_at = time.monotonic()
        self.rest = said

    def _read(self, line: Connection) -> None:
        """Write down what comes, up to the word in which the desk was killed."""
        try:
            while True:
                said = line.recv()
                if isinstance(said, Rest):
                    self._note(said)
                else:
                    self.ledger.write(self.setup.number, *said)
        except (EOFError, OSError):
            line.close()
