"""The log of a desk: a few small files beside the store, in which nobody's number can be read."""

from __future__ import annotations

import logging
import re
from importlib.metadata import version
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOG_NAME = "ringside.log"
FILE_BYTES = 1_000_000
FILES = 3
_NUMBER = re.compile(r"\d{7,}")
_MOBILE_DIGITS = 11


def mask_numbers(text: str) -> str:
    """Hide the middle of every long run of digits; of one shorter than a mobile number also the beginning."""
    return _NUMBER.sub(lambda found: _masked(found.group()), text)


def _masked(digits: str) -> str:
    head = digits[:3] if len(digits) >= _MOBILE_DIGITS else ""
    return f"{head}****{digits[-4:]}"


class MaskingFormatter(logging.Formatter):
    """Mask the finished line: a filter would not see the numbers in a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return mask_numbers(super().format(record))


def start_log(folder: Path | None) -> None:
    """Keep the log in a folder from now on; without one, warnings and errors go to stderr."""
    handler: logging.Handler
    if folder is None:
        handler = logging.StreamHandler()
        handler.setLevel(logging.WARNING)
    else:
        handler = RotatingFileHandler(
            folder / LOG_NAME, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", delay=True
        )
    handler.setFormatter(MaskingFormatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    root.info("Ringside %s starts", version("ringside"))
