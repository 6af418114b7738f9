"""What desks said before they could be killed, kept outside of them."""

from __future__ import annotations

import json
from collections import defaultdict
from enum import StrEnum
from pathlib import Path
from threading import Lock
from uuid import UUID


class Said(StrEnum):
    """What a desk says of one command."""

    PROMISED = "promised"  # its execute returned
    NOT_KEPT = "not_kept"  # its execute said that nothing is kept
    CONFIRMED = "confirmed"  # its outbox says that the hub has it
    REFUSED = "refused"  # its outbox says that it was refused, and its person is shown it
    MENDED = "mended"
    WITHDRAWN = "withdrawn"


class Ledger:
    """Every line goes to a file at once, for whoever looks into a run that failed."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8")
        self._lock = Lock()
        self._said: defaultdict[Said, dict[UUID, int]] = defaultdict(dict)

    def write(self, desk: int, said: Said, command_id: UUID, kind: str) -> None:
        with self._lock:
            self._said[said].setdefault(command_id, desk)
            self._file.write(json.dumps([desk, said, str(command_id), kind]) + "\n")
            self._file.flush()

    def of(self, said: Said) -> dict[UUID, int]:
        """Return the commands of which this was said, each with its desk."""
        with self._lock:
            return dict(self._said[said])

    def close(self) -> None:
        self._file.close()
