"""Ask an Asterisk how things stand: on connecting for what was missed, later for what ended unheard."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.events import LineEvent
from app.telephony.ami import Message
from app.telephony.ami_calls import AmiCalls
from app.telephony.ami_fields import instant, leg_of, listed_for
from app.telephony.ami_members import AmiMembers

ASK_EVERY = timedelta(minutes=1)
BOOTED_WITHIN = timedelta(seconds=3)  # a user without read=system is not told

_MEMBERS, _CHANNELS = "state-members", "state-channels"


class AmiState:
    """Compare what the PBX lists with the calls that were heard of.

    A leg that was heard of and is missing in two lists is gone: of one, its end may be on its way.
    """

    def __init__(self, calls: AmiCalls, members: AmiMembers, began_at: datetime) -> None:
        self._calls, self._members = calls, members
        self._is_first = True
        self._due_at = began_at + BOOTED_WITHIN  # should the PBX never say that it is ready
        self._waits: dict[str, timedelta] = {}
        self._listed: dict[str, Message] = {}
        self._open_when_asked: frozenset[str] = frozenset()
        self._missing: frozenset[str] = frozenset()

    def on_message(self, message: Message, at: datetime) -> list[LineEvent]:
        """Return what this message tells. Time zone: ``at`` is our own clock."""
        if message.event == "FullyBooted":
            self._is_first, self._due_at = True, at  # before, it listed what it had loaded
        elif message.get("ActionID") == _MEMBERS:
            return self._on_queue(message, at)
        elif message.get("ActionID") != _CHANNELS:
            return []
        elif message.event == "CoreShowChannel":
            self._listed[message.get("Uniqueid")] = message
        elif message.event == "CoreShowChannelsComplete":
            return self._compare(instant(message, at), at)
        return []

    def question(self, at: datetime) -> bytes:
        """Return what is to be asked now; nothing most of the time."""
        if at < self._due_at:
            return b""
        asked = [("QueueStatus", _MEMBERS)] * self._is_first + [("CoreShowChannels", _CHANNELS)]
        self._is_first, self._due_at = False, at + ASK_EVERY
        self._listed.clear()
        self._members.begin_list()
        self._open_when_asked = frozenset(self._calls.links.open_legs())
        return b"".join(f"Action: {what}\r\nActionID: {name}\r\n\r\n".encode() for what, name in asked)

    def _on_queue(self, message: Message, at: datetime) -> list[LineEvent]:
        if message.event == "QueueEntry":
            self._waits[message.get("Uniqueid")] = listed_for(message.get("Wait"))
        elif message.event == "QueueMember":
            self._members.on_listed(message, at)
        elif message.event == "QueueStatusComplete":
            return self._members.end_list(at)
        return []

    def _compare(self, told_at: datetime, at: datetime) -> list[LineEvent]:
        told: list[LineEvent] = []
        missing = self._open_when_asked - self._listed.keys()
        for leg in sorted(missing & self._missing):
            told += self._calls.end_unheard(leg, told_at)
        self._missing = missing
        for message in self._listed.values():
            self._calls.links.hear(message, at)
            self._calls.links.begin(*leg_of(message), told_at - listed_for(message.get("Duration")))
        for message in self._listed.values():
            if message.get("Application") == "Queue":
                told += self._join_in(message, told_at)
        self._waits.clear()
        return told

    def _join_in(self, message: Message, at: datetime) -> list[LineEvent]:
        """Tell of a caller who was in a queue before we connected, and of who rings or talks."""
        waits = self._waits.get(message.get("Uniqueid"), listed_for(message.get("Duration")))
        queue = message.get("ApplicationData").partition(",")[0]
        told = self._calls.enter(message, queue, at - waits)
        for other in self._listed.values() if told else ():
            if other.get("Application") == "AppQueue" and other.get("Linkedid") == message.get("Linkedid"):
                told += self._calls.join_agent(other, at)
        return told
