"""How far a message has come, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.messages.fates import GIVEN_UP, Addressee, Fate, MessageState

translate = QCoreApplication.translate


class MessageWords:
    """Says what has come of a message; built once a language."""

    def __init__(self, has_gateway: bool) -> None:
        waiting = (translate("Timeline", "Waiting"), "neutral")
        self._tags = {
            "queued": waiting if has_gateway else (translate("Timeline", "No gateway"), "attn"),
            "sending": (translate("Timeline", "Being sent"), "neutral"),
            "sent": (translate("Timeline", "Sent"), "neutral"),
            "delivered": (translate("Timeline", "Delivered"), "good"),
            "failed": (translate("Timeline", "Not delivered"), "broken"),
            "overtaken": (translate("Timeline", "Overtaken"), "neutral"),
            "withdrawn": (translate("Timeline", "Taken back"), "neutral"),
            "too_late": (translate("Timeline", "Too late"), "attn"),
            "no_mobile": (translate("Timeline", "No mobile"), "attn"),
            "field_missing": (translate("Timeline", "Incomplete"), "attn"),
        }

    def tag(self, state: str, error: str) -> tuple[str, str]:
        """Return word and tone; of a message that was never sent it is the reason."""
        return self._tags[error if state == MessageState.DROPPED else state]


def reader_word(addressee: Addressee) -> str:
    if addressee is Addressee.CUSTOMER:
        return translate("Orders", "Message to customer")
    return translate("Orders", "Message to technician")


def reason_word(fate: Fate) -> str:
    """Return why a message was not delivered, as far as the gateway says it; else an empty word."""
    if fate.state is not MessageState.FAILED:
        return ""
    if fate.error == GIVEN_UP:
        return translate("Orders", "never taken")
    return fate.error
