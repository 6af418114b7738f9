"""What went wrong on this PC: a few small masked files beside the store. Nothing of them is sent anywhere."""

from __future__ import annotations

import faulthandler
import logging
import traceback
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from app.log_masking import mask_paths, mask_personal, trace_of, words_of
from app.logs import last_lines

FOLDER, RUNNING = "reports", "running.txt"
MOST = 20
log = logging.getLogger(__name__)


class Kind(StrEnum):
    """How it ended: an error that nobody answered for, here or in a thread, or the whole program at once."""

    ERROR = "error"
    THREAD = "thread"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class CrashReport:
    """One report. ``name`` orders by time; ``what`` is its first words. Time zone: ``at`` is UTC."""

    name: str
    at: datetime
    kind: Kind
    what: str
    text: str


class ReportBox:
    """The reports of one profile: a fault is kept once a start, the oldest go. Never raises OSError."""

    def __init__(self, profile: Path) -> None:
        self._profile, self.folder = profile, profile / FOLDER
        self._kept: set[tuple[object, ...]] = set()
        self._running: TextIO | None = None

    def begin(self, now: datetime) -> CrashReport | None:
        """Return what the last start died of, if it did; from now on note what this one may die of."""
        running = self.folder / RUNNING
        found = None
        try:
            self.folder.mkdir(exist_ok=True)
            left = running.read_text(encoding="utf-8", errors="replace") if running.exists() else ""
            if left.strip():
                found = self._write(
                    Kind.ENDED, mask_personal(left.splitlines()[0]), mask_personal(mask_paths(left)), "", now
                )
            self._running = running.open("w", encoding="utf-8")
            faulthandler.enable(self._running)
        except OSError as error:
            log.warning("no reports can be kept: %s", error.strerror)
        return found

    def end(self) -> None:
        """This start ends in order."""
        if self._running is not None:
            faulthandler.disable()
            self._running.close()
            with suppress(OSError):
                (self.folder / RUNNING).unlink()
            self._running = None

    def keep(self, kind: Kind, error: BaseException, page: str, now: datetime) -> CrashReport | None:
        """Keep an error; None for one that is there already, or where nothing can be written."""
        fault = type(error).__name__, *[step[:2] for step in traceback.extract_tb(error.__traceback__)[-1:]]
        if fault in self._kept:
            return None
        self._kept.add(fault)
        try:
            return self._write(kind, words_of(error).splitlines()[0], trace_of(error), page, now)
        except OSError as refused:
            log.warning("the report is not kept: %s", refused.strerror)
            return None

    def reports(self) -> list[CrashReport]:
        """Return what is kept, the newest first."""
        found = [_read(path) for path in sorted(self.folder.glob("*.report"), reverse=True)]
        return [report for report in found if report is not None]

    def remove_all(self) -> None:
        for path in self.folder.glob("*.report"):
            with suppress(OSError):
                path.unlink()

    def _write(self, kind: Kind, what: str, trace: str, page: str, now: datetime) -> CrashReport:
        self.folder.mkdir(exist_ok=True)
        at = now.astimezone(UTC)
        path = self.folder / f"{at:%Y%m%dT%H%M%S%f}-{kind}.report"
        from app.versions import versions  # what it asks is half of the program

        made_of = "\n".join(f"{name}: {value}" for name, value in versions().items())
        head = f"what: {what}\nkind: {kind}\nat: {at.isoformat()}\npage: {page or '-'}\n{made_of}"
        tail = "\n".join(last_lines(self._profile))
        path.write_text(f"{head}\n\n{trace}\n\nlast lines of the log:\n{tail}\n", encoding="utf-8")
        for old in sorted(self.folder.glob("*.report"))[:-MOST]:
            old.unlink()
        found = _read(path)
        assert found is not None
        return found


def _read(path: Path) -> CrashReport | None:
    """Return the report of a file; None for what somebody else put there."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
        head = dict(line.split(": ", 1) for line in text.splitlines()[:4])
        at = datetime.fromisoformat(head["at"])
        return CrashReport(path.stem, at, Kind(head["kind"]), head["what"], text)
    except (OSError, ValueError, KeyError):
        return None
