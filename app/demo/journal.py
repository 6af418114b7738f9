"""The journal of a measured shift: one line of JSON an event, in the order in which the events came."""

from __future__ import annotations

import json
import queue
import threading
import time
from pathlib import Path
from typing import Any


class JournalFile:
    """Write events to a file on a thread of its own; any thread may tell one and does not wait for the disk.

    Units: ``t`` of an event is ``time.monotonic_ns()``, taken here unless its facts bring one.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8")
        self._events: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write, name="journal", daemon=True)
        self._thread.start()

    def __call__(self, kind: str, facts: dict[str, Any]) -> None:
        self._events.put({"kind": kind, "t": time.monotonic_ns()} | facts)

    def close(self) -> None:
        """Return when everything told so far is in the file."""
        self._events.put(None)
        self._thread.join()

    def _write(self) -> None:
        with self._file as file:
            while (event := self._events.get()) is not None:
                file.write(json.dumps(event, ensure_ascii=False, default=str) + "\n")
