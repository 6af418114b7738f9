"""Whose turn it is to write to a desk's store: a person's before rows that come from the hub."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition

from sqlalchemy.orm import Session

from db.store import Store

PAUSE_S = 0.005  # between two bundles, so that whoever waits gets in
LONGEST_HOLD_S = 1.0  # a paint that takes longer has gone wrong, and the copy must not grow old with it


class Turns(Store):
    """A desk's store that one thread writes at a time; `write` is a person's, before `fetched`.

    ``hold`` tells whether a pop is being painted just now.
    """

    def __init__(self, store: Store, hold: Callable[[], bool] = lambda: False) -> None:
        super().__init__(store.writer, store.reader, store.where)
        self._hold = hold
        self._changed = Condition()
        self._taken, self._persons = False, 0

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session that writes, before everything that is fetched. Raises StoreProblem."""
        with self._changed:
            self._persons += 1
            try:
                self._changed.wait_for(lambda: not self._taken)
                self._taken = True
            finally:
                self._persons -= 1
        with self._turn(), super().write() as session:
            yield session

    @contextmanager
    def fetched(self) -> Iterator[Session]:
        """Give a session that writes when no person waits and nothing is painted. Raises StoreProblem."""
        self._let_paint()
        with self._changed:
            self._changed.wait_for(lambda: not self._taken and not self._persons)
            self._taken = True
        with self._turn(), super().write() as session:
            yield session
        time.sleep(PAUSE_S)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()

    def _let_paint(self) -> None:
        until = time.monotonic() + LONGEST_HOLD_S
        while self._hold() and time.monotonic() < until:
            time.sleep(PAUSE_S)
