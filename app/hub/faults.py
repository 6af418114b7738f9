"""Mistakes of our own in the log: what and where, and no values, which may be a customer's."""

from __future__ import annotations

import logging
import traceback


def log_fault(log: logging.Logger, what: str, error: BaseException) -> None:
    """Log that something failed, with the kind and the place of the error and not its words."""
    place = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s: %s\n%s", what, type(error).__name__, place)
