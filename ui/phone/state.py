"""My own state as the bar shows it: what the calls say, before what the person wished."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


class SeatState(StrEnum):
    READY = "ready"
    NOT_READY = "not_ready"
    RINGING = "ringing"
    DIALLING = "dialling"
    TALKING = "talking"
    CONSULTING = "consulting"
    HELD = "held"
    WRAP_UP = "wrap_up"
    LOST = "lost"


TONES = {
    SeatState.READY: "good",
    SeatState.NOT_READY: "neutral",
    SeatState.WRAP_UP: "attn",
    SeatState.LOST: "broken",
}


def state_words() -> dict[SeatState, str]:
    """Return how each state is called."""
    return {
        SeatState.READY: translate("Phone", "Ready"),
        SeatState.NOT_READY: translate("Phone", "Not ready"),
        SeatState.RINGING: translate("Phone", "Ringing"),
        SeatState.DIALLING: translate("Phone", "Dialling"),
        SeatState.TALKING: translate("Phone", "On a call"),
        SeatState.CONSULTING: translate("Phone", "Consulting"),
        SeatState.HELD: translate("Phone", "On hold"),
        SeatState.WRAP_UP: translate("Phone", "Wrap-up"),
        SeatState.LOST: translate("Phone", "No phone line"),
    }
