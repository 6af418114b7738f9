"""Ask an Asterisk how things stand: on connecting for what was missed, later for what ended unheard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from app.events import LineEvent
from app.telephony.ami import Message
from app.telephony.ami_calls import AmiCalls
from app.telephony.ami_fields import instant, leg_of, listed_for
from app.telephony.ami_links import open_call
from app.telephony.ami_members import AmiMembers

ASK_EVERY = timedelta(minutes=1)
BOOTED_WITHIN = timedelta(seconds=3)  # a user without read=system is not told

_MEMBERS, _CHANNELS = "state-members", "state-channels"


class AmiState:
    """Compare what the PBX lists with the calls that were heard of.

    A leg that was heard of and is missing in two lists is gone: of one, its end may be on its way. Of those
    that were heard of before this connection none can be: the first list says which of them are still there.
    """

    def __init__(self, calls: AmiCalls, members: AmiMembers, began_at: datetime) -> None:
        self._calls, self._members = calls, members
        self._is_first, self._is_due = True, False
        self._due_at = began_at + BOOTED_WITHIN  # should the PBX never say that it is ready
        self._waits: dict[str, timedelta] = {}
        self._listed: dict[str, Message] = {}
        self._open_when_asked: frozenset[str] = frozenset()
        self._missing: frozenset[str] = frozenset()
        self._from_before = frozenset(calls.links.open_legs())

    def on_message(self, message: Message, at: datetime) -> list[LineEvent]:
        """Return what this message tells. Time zone: ``at`` is our own clock."""
        if message.event == "FullyBooted":
            self._is_first, self._is_due = True, True  # before, it listed what it had loaded
        elif message.get("ActionID") == _MEMBERS:
            return self._on_queue(message, at)
        elif message.get("ActionID") != _CHANNELS:
            return []
        elif message.event == "CoreShowChannel":
            self._listed[message.get("Uniqueid")] = message
        elif message.event == "CoreShowChannelsComplete":
            return self._compare(instant(message, at), at)
        elif message.response == "Error":  # the user may not ask: nobody will ever know
            return self._end_all(self._from_before, at)
        return []

    def question(self, at: datetime) -> bytes:
        """Return what is to be asked now; nothing most of the time. ``at`` is of a clock that nobody sets."""
        if at < self._due_at and not self._is_due:
            return b""
        asked = [("QueueStatus", _MEMBERS)] * self._is_first + [("CoreShowChannels", _CHANNELS)]
        self._is_first, self._is_due, self._due_at = False, False, at + ASK_EVERY
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
        missing = self._open_when_asked - self._listed.keys()
        told = self._end_all(missing & (self._missing | self._from_before), told_at)
        self._missing = missing
        for message in self._listed.values():
            self._calls.links.hear(message, at)
            self._calls.links.begin(*leg_of(message), told_at - listed_for(message.get("Duration")))
        by_call = defaultdict[str, list[Message]](list)
        for message in self._listed.values():
            by_call[message.get("Linkedid")].append(message)
        for of_call in by_call.values():
            told += self._join_in(of_call, told_at)
        told += self._catch_up(by_call, told_at)
        self._waits.clear()
        return told

    def _end_all(self, legs: frozenset[str], at: datetime) -> list[LineEvent]:
        self._from_before -= legs
        return [event for leg in sorted(legs) for event in self._calls.end_unheard(leg, at)]

    def _catch_up(self, by_call: Mapping[str, list[Message]], at: datetime) -> list[LineEvent]:
        """Tell what became of the calls that were on before this connection and still are."""
        links = {self._calls.links.where(leg) for leg in self._from_before}
        self._from_before = frozenset()
        told: list[LineEvent] = []
        for link in sorted(links & by_call.keys()):
            if (call := open_call(self._calls.links.find(link))) is not None:
                told += self._calls.catch_up(call, by_call[link], at)
        return told

    def _join_in(self, listed: list[Message], at: datetime) -> list[LineEvent]:
        """Tell of a call that was on before we connected: who waits, rings, talks or is dialled.

        Of one that was told the list says nothing new: it may be older than what was heard meanwhile.
        """
        told: list[LineEvent] = []
        link = self._calls.links.of(listed[0])
        if link is not None and link.call is not None:
            return told
        for message in listed:
            if message.get("Application") == "Dial":
                told += self._calls.join_dialled(message, listed, at)
            elif message.get("Application") == "Queue":
                waits = self._waits.get(message.get("Uniqueid"), listed_for(message.get("Duration")))
                queue = message.get("ApplicationData").partition(",")[0]
                if entered := self._calls.enter(message, queue, at - waits):
                    rung = (other for other in listed if other.get("Application") == "AppQueue")
                    told += [*entered, *(each for one in rung for each in self._calls.join_agent(one, at))]
        return told
