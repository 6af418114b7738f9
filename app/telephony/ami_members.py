"""How the agents stand in the queues of an Asterisk: who is in, paused and why, and what the phone does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from app.events import DeviceState, LineEvent, MemberTold
from app.telephony.ami import Message
from app.telephony.ami_fields import instant

_DEVICE = {
    "1": DeviceState.IDLE,
    "2": DeviceState.IN_USE,
    "3": DeviceState.IN_USE,  # busy
    "4": DeviceState.UNAVAILABLE,  # there is no such phone
    "5": DeviceState.UNAVAILABLE,
    "6": DeviceState.RINGING,
    "7": DeviceState.RINGING,
    "8": DeviceState.ON_HOLD,
}
_CHANGES = frozenset({"QueueMemberAdded", "QueueMemberStatus", "QueueMemberPause", "QueueMemberRemoved"})

Key = tuple[str, str]  # interface and queue


class AmiMembers:
    """The members as they were told last; told again is only what changed.

    It outlives a connection: the first list of the next one tells all of them again, and who is gone.
    ``left`` are who was taken out of a queue before this began.
    """

    def __init__(self, line: str, left: Iterable[MemberTold] = ()) -> None:
        self._line = line
        self._known: dict[Key, MemberTold] = {}
        self._left: dict[Key, MemberTold] = {(one.agent, one.queue): one for one in left}
        self._listed: dict[Key, MemberTold] = {}
        self._is_listed = False

    def queues_of(self, agent: str) -> list[str]:
        return [queue for interface, queue in self._known if interface == agent]

    def left_by(self, agent: str) -> list[str]:
        """Return the queues that a member was taken out of."""
        return [queue for interface, queue in self._left if interface == agent]

    def entry(self, agent: str, queue: str) -> dict[str, str]:
        """Return the headers that put an agent into a queue, as it was in there before or is in another.

        The penalty is that of this queue alone.
        """
        heard = self._known | self._left
        others = (replace(member, penalty=0) for (at, _), member in heard.items() if at == agent)
        known = heard.get((agent, queue)) or next(others, None)
        return {"Queue": queue, "Interface": agent, **(_entry(known) if known else {})}

    def is_in_none(self, agent: str) -> bool:
        """Tell whether the PBX has listed all members and this agent is none."""
        return self._is_listed and not self.queues_of(agent)

    def on_message(self, message: Message, at: datetime) -> list[LineEvent]:
        """Return what an event says that was not known. Time zone: ``at`` is our own clock."""
        if message.event not in _CHANGES:
            return []
        member = self._read(message, instant(message, at), is_member=message.event != "QueueMemberRemoved")
        return self._take(member)

    def begin_list(self) -> None:
        self._listed.clear()

    def on_listed(self, message: Message, at: datetime) -> None:
        """Take a member of the list that was asked for."""
        member = self._read(message, instant(message, at), is_member=True)
        self._listed[member.agent, member.queue] = member

    def end_list(self, at: datetime) -> list[LineEvent]:
        """Tell all that were listed, and who is not in a queue any more."""
        listed, self._listed = self._listed, {}
        gone = [
            replace(member, at=at, is_member=False)
            for key, member in self._known.items()
            if key not in listed
        ]
        self._left = {
            key: member
            for key, member in (self._left | {(one.agent, one.queue): one for one in gone}).items()
            if key not in listed
        }
        self._known, self._is_listed = listed, True
        return [*gone, *listed.values()]

    def _take(self, member: MemberTold) -> list[LineEvent]:
        key = member.agent, member.queue
        before = self._known.get(key)
        if member.is_member:
            self._known[key] = member
            self._left.pop(key, None)
        elif self._known.pop(key, None) is not None:
            self._left[key] = member
        is_new = before is None or replace(before, at=member.at) != member
        return [member] if is_new else []

    def _read(self, message: Message, at: datetime, is_member: bool) -> MemberTold:
        penalty = message.get("Penalty")
        return MemberTold(
            line=self._line,
            at=at,
            agent=message.get("Interface") or message.get("Location"),
            queue=message.get("Queue"),
            name=message.get("MemberName") or message.get("Name"),
            state_interface=message.get("StateInterface"),
            penalty=int(penalty) if penalty.isdecimal() else 0,
            is_member=is_member,
            is_paused=message.get("Paused") == "1",
            reason=message.get("PausedReason") if message.get("Paused") == "1" else "",
            device=_DEVICE.get(message.get("Status"), DeviceState.UNKNOWN),
        )


def _entry(member: MemberTold) -> dict[str, str]:
    entry = {
        "MemberName": member.name,
        "StateInterface": member.state_interface,
        "Penalty": str(member.penalty or ""),
    }
    return {name: value for name, value in entry.items() if value}
