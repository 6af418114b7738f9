"""Actions at their time, one after another, on one thread."""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections.abc import Callable

Action = Callable[[], None]


class Agenda:
    """Run each action when it is due. Delays are divided by ``speed``; ``stop`` never waits for a delay.

    Without ``start`` nothing runs but what ``run_due`` is asked to run, on the caller's thread.
    """

    def __init__(self, speed: float = 1.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._speed = speed
        self._clock = clock
        self._changed = threading.Condition()
        self._due: list[tuple[float, int, Action]] = []
        self._order = itertools.count()  # actions of one instant run as they were put in
        self._is_stopping = False
        self._thread: threading.Thread | None = None

    def after(self, delay_s: float, action: Action) -> None:
        """Put an action in, from any thread. One that comes after ``stop`` is never run."""
        with self._changed:
            heapq.heappush(self._due, (self._clock() + delay_s / self._speed, next(self._order), action))
            self._changed.notify()

    def start(self, name: str, first: Action, last: Action) -> None:
        """Begin the thread. It runs ``first``, then what is due, and ``last`` when it is stopped."""
        self._thread = threading.Thread(target=self._run, args=(first, last), name=name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let the running action finish, drop the others, and return when the last has run."""
        with self._changed:
            self._is_stopping = True
            self._changed.notify()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def run_due(self) -> None:
        """Run every action whose time has come, and those that they put in for now."""
        while (action := self._take_due()) is not None:
            action()

    def _run(self, first: Action, last: Action) -> None:
        first()
        while self._wait_for_next():
            self.run_due()
        last()

    def _wait_for_next(self) -> bool:
        """Wait until an action is due; False if the agenda is stopped instead."""
        with self._changed:
            while not self._is_stopping:
                wait_s = self._due[0][0] - self._clock() if self._due else None
                if wait_s is not None and wait_s <= 0:
                    return True
                self._changed.wait(wait_s)
            return False

    def _take_due(self) -> Action | None:
        with self._changed:
            if self._is_stopping or not self._due or self._due[0][0] > self._clock():
                return None
            return heapq.heappop(self._due)[2]
