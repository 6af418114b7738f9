"""The desk's threads: one that writes, in order, one that asks the centre, and a few that read."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

READERS = 3
SWITCH_S = 0.001  # a thread that computes hands the interpreter to the painting one after a millisecond


class Workers:
    """Run work beside the Qt thread. Writes run one at a time and in order, reads side by side."""

    def __init__(self) -> None:
        sys.setswitchinterval(SWITCH_S)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._centre = ThreadPoolExecutor(1, thread_name_prefix="centre")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")

    def write(self, work: Callable[[], T]) -> Future[T]:
        return self._writer.submit(work)

    def ask_centre(self, work: Callable[[], T]) -> Future[T]:
        """Run what waits for the centre's word: no draft stands behind it."""
        return self._centre.submit(work)

    def read(self, work: Callable[[], T]) -> Future[T]:
        return self._readers.submit(work)

    def stop(self) -> None:
        """Finish what was asked for, then end the threads."""
        self._writer.shutdown(wait=True)
        self._centre.shutdown(wait=True, cancel_futures=True)
        self._readers.shutdown(wait=True, cancel_futures=True)


class Callers(Workers):
    """Ask over the network before a store is open: what does not answer keeps no program alive."""

    def ask_centre(self, work: Callable[[], T]) -> Future[T]:
        return _call(work)

    def read(self, work: Callable[[], T]) -> Future[T]:
        return _call(work)


def _call(work: Callable[[], T]) -> Future[T]:
    """Do work on a thread of its own, which the end of the program does not wait for."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=run, name="caller", daemon=True).start()
    return future
