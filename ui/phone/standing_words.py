"""How agents stand, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.floor.now import AgentState

translate = QCoreApplication.translate

TONES = {
    AgentState.READY: "good",
    AgentState.WRAP_UP: "attn",
    AgentState.RESERVED: "attn",
    AgentState.UNKNOWN: "broken",
}


def standing_word(state: AgentState) -> str:
    """Return what a state is called."""
    return {
        AgentState.LOGGED_OUT: translate("Standing", "Logged out"),
        AgentState.READY: translate("Standing", "Ready"),
        AgentState.NOT_READY: translate("Standing", "Not ready"),
        AgentState.RESERVED: translate("Standing", "Ringing"),
        AgentState.TALKING: translate("Standing", "On a call"),
        AgentState.HOLD: translate("Standing", "On hold"),
        AgentState.CONSULT: translate("Standing", "Consulting"),
        AgentState.WRAP_UP: translate("Standing", "Wrap-up"),
        AgentState.UNKNOWN: translate("Standing", "Connection lost"),
    }[state]
