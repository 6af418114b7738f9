"""The log of a desk: a few small files beside the store, in UTC, in which nobody's number can be read.

One desk a profile holds it open, so that one program turns its files over. What cannot be written is lost:
a full disk does not stop the desk.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from importlib.metadata import version
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from app.log_masking import mask_personal, trace_of

LOG_NAME = "ringside.log"
FILE_BYTES = 1_000_000
FILES = 3
DAYS = 30
TAIL_LINES = 40
_DAY_S = 86_400
_ExcInfo: TypeAlias = (
    "tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]"
)


class MaskingFormatter(logging.Formatter):
    """Mask the finished line: a filter would not see the numbers in a traceback."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        return mask_personal(super().format(record))

    def formatException(self, ei: _ExcInfo) -> str:
        return trace_of(ei[1]) if ei[1] is not None else ""


class LogFile(RotatingFileHandler):
    """Write on where the files cannot be turned over, and say nothing where they cannot be written."""

    def doRollover(self) -> None:
        try:
            super().doRollover()
        except OSError:  # a virus scanner holds one of them
            if self.stream is None:
                self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:
        """Lose a record: the usual answer would print it unmasked."""


def start_log(folder: Path | None, *, is_detailed: bool = False) -> None:
    """Keep the log in a folder from now on; without one, warnings and errors go to stderr."""
    handler: logging.Handler
    if folder is None:
        handler = logging.StreamHandler()
        handler.setLevel(logging.WARNING)
    else:
        remove_old(folder, time.time())
        path = folder / LOG_NAME
        handler = LogFile(path, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", delay=True)
    handler.setFormatter(MaskingFormatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if is_detailed else logging.INFO)
    for talkative in ("urllib3", "keyring"):  # they name addresses and accounts
        logging.getLogger(talkative).setLevel(logging.INFO)
    root.info("Ringside %s starts", version("ringside"))


def remove_old(folder: Path, now_s: float) -> None:
    """Remove files of the log that nobody has written to for a month. Units: seconds of the epoch."""
    for path in folder.glob(f"{LOG_NAME}*"):
        try:
            if now_s - path.stat().st_mtime > DAYS * _DAY_S:
                path.unlink()
        except OSError:  # held by another program: the next start removes it
            continue


def last_lines(folder: Path) -> list[str]:
    """Return the end of the log, masked as it was written; nothing where it cannot be read."""
    try:
        with (folder / LOG_NAME).open(encoding="utf-8", errors="replace") as opened:
            return [line.rstrip("\n") for line in deque(opened, TAIL_LINES)]
    except OSError:
        return []
