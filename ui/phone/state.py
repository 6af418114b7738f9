"""My own state as the bar shows it: what the calls here say, before what the floor says of me."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from app.calls import OfferOutcome
from app.floor.machine import Standing
from app.floor.now import AgentState, StateCause
from app.reference import CodeList, Reference
from ui.wording import named

translate = QCoreApplication.translate


class SeatState(StrEnum):
    LOGGED_OUT = "logged_out"
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
    SeatState.LOGGED_OUT: "neutral",
    SeatState.READY: "good",
    SeatState.NOT_READY: "neutral",
    SeatState.WRAP_UP: "attn",
    SeatState.LOST: "broken",
}
_SHOWN = {
    AgentState.LOGGED_OUT: SeatState.LOGGED_OUT,
    AgentState.READY: SeatState.READY,
    AgentState.NOT_READY: SeatState.NOT_READY,
    AgentState.RESERVED: SeatState.RINGING,
    AgentState.TALKING: SeatState.TALKING,
    AgentState.HOLD: SeatState.HELD,
    AgentState.CONSULT: SeatState.CONSULTING,
    AgentState.WRAP_UP: SeatState.WRAP_UP,
    AgentState.UNKNOWN: SeatState.LOST,
}


def shown_of(standing: Standing | None) -> SeatState:
    """Return how a standing is shown; a wrap-up goes on without a line, and the foot says that it is lost."""
    if standing is None:
        return SeatState.LOST
    if standing.true_state is AgentState.WRAP_UP:
        return SeatState.WRAP_UP
    return _SHOWN[standing.state]


def state_words(state: SeatState) -> str:
    """Return how a state is called."""
    return {
        SeatState.LOGGED_OUT: translate("Phone", "Logged out"),
        SeatState.READY: translate("Phone", "Ready"),
        SeatState.NOT_READY: translate("Phone", "Not ready"),
        SeatState.RINGING: translate("Phone", "Ringing"),
        SeatState.DIALLING: translate("Phone", "Dialling"),
        SeatState.TALKING: translate("Phone", "On a call"),
        SeatState.CONSULTING: translate("Phone", "Consulting"),
        SeatState.HELD: translate("Phone", "On hold"),
        SeatState.WRAP_UP: translate("Phone", "Wrap-up"),
        SeatState.LOST: translate("Phone", "No phone line"),
    }[state]


def reason_word(found: Reference, code: str) -> str:
    """Return the word of a reason for not being ready; empty for one that is the system's own."""
    row = found.code(CodeList.AUX, code)
    return named(row.name_zh, row.name_en) if row is not None else ""


def then_words(standing: Standing | None, found: Reference) -> tuple[str, bool]:
    """Return what follows the call or its wrap-up, and whether one is ready then."""
    if standing is not None and standing.pending_state is AgentState.NOT_READY:
        word = reason_word(found, standing.pending_reason) or state_words(SeatState.NOT_READY)
        return translate("Phone", "then {0}").format(word), False
    return translate("Phone", "then ready"), True


def words_of(state: SeatState, standing: Standing | None, found: Reference | None) -> str:
    """Return a state with its reason, and with what follows the call where that was chosen."""
    words = state_words(state)
    if standing is None or found is None:
        return words
    was_missed = standing.cause is StateCause.MISSED and standing.reason_code == OfferOutcome.MISSED
    if state is SeatState.NOT_READY and was_missed:
        return translate("Phone", "Missed a ring")
    if state is SeatState.NOT_READY:
        return reason_word(found, standing.reason_code) or words
    is_chosen = standing.pending_state is AgentState.NOT_READY
    if standing.wants_wrap_up:
        return f"{words} → {state_words(SeatState.WRAP_UP)}"
    if is_chosen and state is not SeatState.READY:
        then = reason_word(found, standing.pending_reason) or state_words(SeatState.NOT_READY)
        return f"{words} → {then}"
    return words
