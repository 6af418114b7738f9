"""Mistakes of our own in the log: what and where, and no values, which may be a customer's."""

from __future__ import annotations

import logging

from app.log_masking import trace_of


def log_fault(log: logging.Logger, what: str, error: BaseException) -> None:
    """Log that something failed, with its kind, and where it came from as `trace_of` shows it."""
    log.error("%s: %s\n%s", what, type(error).__name__, trace_of(error))
