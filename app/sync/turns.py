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


class Turns:
    """Lets one thread write at a time. ``hold`` tells whether a pop is being painted just now."""

    def __init__(self, store: Store, hold: Callable[[], bool] = lambda: False) -> None:
        self._store, self._hold = store, hold
        self._changed = Condition()
        self._taken, self._persons = False, 0

    @contextmanager
    def person(self) -> Iterator[Session]:
        """Give a session that writes, before everything that is fetched."""
        with self._changed:
            self._persons += 1
            try:
                self._changed.wait_for(lambda: not self._taken)
                self._taken = True
            finally:
                self._persons -= 1
        yield from self._written()

    @contextmanager
    def fetched(self) -> Iterator[Session]:
        """Give a session that writes when no person waits and nothing is painted."""
        self._let_paint()
        with self._changed:
            self._changed.wait_for(lambda: not self._taken and not self._persons)
            self._taken = True
        yield from self._written()
        time.sleep(PAUSE_S)

    def _written(self) -> Iterator[Session]:
        try:
            with self._store.write() as session:
                yield session
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()

    def _let_paint(self) -> None:
        until = time.monotonic() + LONGEST_HOLD_S
        while self._hold() and time.monotonic() < until:
            time.sleep(PAUSE_S)
