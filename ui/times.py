"""Durations as they are read on a clock face."""

from __future__ import annotations


def clock_text(elapsed_s: float) -> str:
    """Return 02:47 below an hour and 1:02:47 above; never below zero."""
    minutes, seconds = divmod(max(0, int(elapsed_s)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
