"""How the desk stands with its hub, in one line: what is true, what waits, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.service_time import service_day
from app.sync.state import SyncKind, SyncState
from ui.wording import day_time, local

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class StoreLine:
    """What the status bar says of the store; ``ground`` is the tone under the whole bar."""

    words: str
    tone: str
    icon: str
    ground: str = ""


def store_line(state: SyncState, now: datetime) -> StoreLine:
    """Return what to say of a state. Time zone: ``now`` is aware."""
    match state.kind:
        case SyncKind.IN_STEP:
            words = translate("Sync", "In step with the hub · {0} unsent")
            return StoreLine(words.format(state.unsent), "good", "cloud-check")
        case SyncKind.SENDING:
            words = translate("Sync", "Sending to the hub · {0} unsent")
            return StoreLine(words.format(state.unsent), "info", "cloud-arrow-up")
        case SyncKind.POLLING:
            words = translate("Sync", "In step, changes come a few seconds later · {0} unsent")
            return StoreLine(words.format(state.unsent), "info", "arrows-clockwise")
        case SyncKind.HUB_GONE:
            return StoreLine(_gone(state, now), "attn", "cloud-slash", "attn")
        case SyncKind.SIGNED_OUT:
            words = translate("Sync", "Signed out at the hub: sign in again · {0} wait here, nothing is lost")
            return StoreLine(words.format(state.unsent), "attn", "sign-out", "attn")
        case SyncKind.TOO_OLD:
            words = translate(
                "Sync", "Too old for the hub: IT installs the new Ringside · {0} wait here, nothing is lost"
            )
            return StoreLine(words.format(state.unsent), "broken", "warning-circle", "broken")


def _gone(state: SyncState, now: datetime) -> str:
    if state.since is None:
        words = translate("Sync", "The hub has not been reached yet · {0} wait here, nothing is lost")
        return words.format(state.unsent)
    is_today = service_day(state.since) == service_day(now)
    since = f"{local(state.since):%H:%M}" if is_today else day_time(state.since)
    words = translate("Sync", "The hub is not reached since {0} · {1} wait here, nothing is lost")
    return words.format(since, state.unsent)
