"""Reads the clock at the hub each minute and decides what it demands; waits while the store is away."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread

from app.clockwork import keep_time
from app.hub.away import AWAY
from app.hub.faults import log_fault
from app.hub.hub import Hub
from app.hub.transactions import transact

BEAT_S = 60.0
_LOG = logging.getLogger(__name__)


@asynccontextmanager
async def reading_clock(hub: Hub, beat_s: float | None) -> AsyncIterator[None]:
    """Read the clock every so many seconds until left; without a number, never."""
    if beat_s is None:
        yield
        return
    clock = Clock(hub, beat_s)
    clock.start()
    try:
        yield
    finally:
        await to_thread.run_sync(clock.stop)


class Clock:
    """A thread that reads the clock, the first time when it is started."""

    def __init__(self, hub: Hub, beat_s: float = BEAT_S) -> None:
        self._hub, self._beat_s = hub, beat_s
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._run, name="clock", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End after what is being decided."""
        self._leaving.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            self._beat()
            if self._leaving.wait(self._beat_s):
                return

    def _beat(self) -> None:
        try:
            if keep_time(self._hub.store, self._hub.now(), transact):
                self._hub.feed.nudge()
        except AWAY as error:
            _LOG.warning("the clock waits for the store: %s", type(error).__name__)
        except Exception as error:  # a mistake of ours: the next minute is read all the same
            log_fault(_LOG, "the clock is not read", error)
