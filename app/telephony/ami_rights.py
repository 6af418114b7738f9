"""What an AMI user may ask for: ListCommands names the actions that its classes in manager.conf allow."""

from __future__ import annotations

import re

from app.telephony.ami import Message
from app.telephony.line import Control

_CLASS = {  # of which one is enough; the first is what to add where none is there
    "QueuePause": "agent",
    "QueueAdd": "agent",
    "QueueRemove": "agent",
    "Hangup": "call",
    "BlindTransfer": "call",
    "Redirect": "call",
    "Atxfer": "call",
    "PlayDTMF": "call",
    "MixMonitorMute": "call",
    "Originate": "originate",
    "PJSIPNotify": "system",
    "CoreShowChannels": "reporting",
}
_NEEDS = {
    Control.READY: "QueuePause",
    Control.NOT_READY: "QueuePause",
    Control.QUEUES_IN: "QueueAdd",
    Control.QUEUES_OUT: "QueueRemove",
    Control.HANG_UP: "Hangup",
    Control.REJECT: "Hangup",
    Control.COMPLETE: "Hangup",
    Control.TAKE_BACK: "Hangup",
    Control.TRANSFER: "BlindTransfer",
    Control.CONSULT: "Atxfer",
    Control.DIGITS: "PlayDTMF",
    Control.PAUSE_RECORDING: "MixMonitorMute",
    Control.RESUME_RECORDING: "MixMonitorMute",
    Control.DIAL: "Originate",
    Control.LISTEN: "Originate",
    Control.ANSWER: "PJSIPNotify",
    Control.HOLD: "PJSIPNotify",
    Control.RESUME: "PJSIPNotify",
}
_OF_THE_PHONE = frozenset({Control.ANSWER, Control.HOLD, Control.RESUME})
_PRIVILEGES = re.compile(r"\(Priv: ([^)]*)\)")


def write_class(action: str) -> str:
    """Return the right that allows an action, as it is said in the user's section of manager.conf."""
    return f"write={_CLASS[action]}" if action in _CLASS else ""


def controls_of(listed: Message, phones_obey: bool) -> frozenset[Control]:
    """Return what can be asked of a PBX that lists these actions."""
    allowed = {name for name, _ in listed.headers}
    return frozenset(
        control
        for control, action in _NEEDS.items()
        if action in allowed and (phones_obey or control not in _OF_THE_PHONE)
    )


def missing_rights(listed: Message, phones_obey: bool) -> tuple[str, ...]:
    """Return the rights that the user lacks. Where the class is there, it is the module that is lacking."""
    allowed = {name for name, _ in listed.headers}
    held = {names[0] for _, value in listed.headers if len(names := _classes(value)) == 1}
    wanted = {action for action in _CLASS if phones_obey or action != "PJSIPNotify"}
    return tuple(sorted({write_class(each) for each in wanted - allowed if _CLASS[each] not in held}))


def _classes(value: str) -> list[str]:
    """Return the classes of which each allows an action, without ``all``."""
    found = _PRIVILEGES.search(value)
    return [name for name in found.group(1).split(",") if name not in ("all", "<none>")] if found else []
