"""Make calls, offers and legs out of AMI events: what happened on the line, in the words of ``app.events``.

The facts behind it are measured on recordings of Asterisk 16 and 22: ``tests/data/ami/README.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.events import (
    CallConsulted,
    CallHeld,
    CallResumed,
    CallTakenBack,
    LineEvent,
    VoicemailTold,
)
from app.telephony.agents import device_of, extension_of
from app.telephony.ami import Message
from app.telephony.ami_call import Link, OpenCall, OpenLeg
from app.telephony.ami_fields import dest_leg, hangup_cause, instant, known, number_dialled
from app.telephony.ami_links import open_call
from app.telephony.told_calls import ToldCalls
from db.models.calls import CallDirection, CallOutcome

_AT_THE_DOOR = frozenset({"JOINEMPTY", "JOINUNAVAIL", "FULL"})  # the queue did not let the caller in
_QUEUE_STATUS = {
    "TIMEOUT": CallOutcome.TIMED_OUT,
    "WITHDRAW": CallOutcome.WITHDRAWN,
    **dict.fromkeys((*_AT_THE_DOOR, "LEAVEEMPTY", "LEAVEUNAVAIL"), CallOutcome.REFUSED),
}

_WHY_LEFT, _FILE = "QUEUESTATUS", "MIXMONITOR_FILENAME"  # variables of the dialplan

VOICEMAIL = "RingsideVoicemail"  # a UserEvent of the dialplan, see docs/recordings.md

LISTED = frozenset({"QueueEntry", "CoreShowChannel", "CoreShowChannelsComplete"})  # see ami_state.py

Handler = Callable[[Message, Link | None, datetime], list[LineEvent]]


class AmiCalls(ToldCalls):
    """The calls of one line, one per Linkedid; they outlive a connection, as they do at the PBX.

    Told are the calls that come into a queue or are refused by one, and those that a phone dials.
    """

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self._handlers: dict[str, Handler] = {
            "Newchannel": self._on_new_channel,
            "Newexten": self._on_dialplan,
            "QueueCallerJoin": self._on_join,
            "AgentCalled": self._on_agent_called,
            "AgentRingNoAnswer": self._on_ring_no_answer,
            "AgentConnect": self._on_agent_connect,
            "DialBegin": self._on_dial_begin,
            "DialEnd": self._on_dial_end,
            "BridgeEnter": self._on_bridge_enter,
            "Hold": self._on_hold,
            "Unhold": self._on_unhold,
            "BlindTransfer": self._on_blind_transfer,
            "AttendedTransfer": self._on_attended_transfer,
            "ParkedCall": self._on_parked,
            "VarSet": self._on_variable,
            "OriginateResponse": self._on_originated,
            "Hangup": self._on_hangup,
            "UserEvent": self._on_user_event,
            "MixMonitorStart": self._on_recording,
            "MixMonitorMute": self._on_recording,
            "MixMonitorStop": self._on_recording,
            "QueueMember": self._on_member,
            "QueueMemberAdded": self._on_member,
            "QueueMemberStatus": self._on_member,
        }

    @property
    def followed(self) -> frozenset[str]:
        """The events that tell of calls; of others nothing is kept."""
        return frozenset(self._handlers)

    def follows(self, message: Message) -> bool:
        """Tell whether a message can tell of a call. A variable of the dialplan may be anybody's secret."""
        if message.event == "VarSet":
            return message.get("Variable") in (_WHY_LEFT, _FILE)
        if message.event == "UserEvent":
            return message.get("UserEvent") == VOICEMAIL
        if message.event == "Newexten":
            return message.get("Application") == "Queue"
        return message.event in self._handlers or message.event in LISTED

    def on_message(self, message: Message, at: datetime) -> list[LineEvent]:
        """Return what this message tells. ``at`` is when it came; a Timestamp header counts more."""
        link = self.links.hear(message, at)
        handler = self._handlers.get(message.event)
        return handler(message, link, instant(message, at)) if handler else []

    def _on_new_channel(self, message: Message, _link: Link | None, at: datetime) -> list[LineEvent]:
        """The first leg of a call has the number dialled; later Exten is where the dialplan stands."""
        leg = self.leg(message, at)
        if leg is not None:
            leg.dialled, leg.own_number = message.get("Exten"), known(message.get("CallerIDNum"))
        return []

    def _on_dialplan(self, message: Message, link: Link | None, _at: datetime) -> list[LineEvent]:
        """A caller whom a queue refuses is in no event of the queue: its name stands in the dialplan only."""
        if link is not None and message.get("Application") == "Queue":
            link.queue = message.get("AppData").partition(",")[0]
        return []

    def _on_join(self, message: Message, _link: Link | None, at: datetime) -> list[LineEvent]:
        """A caller entered a queue; a call that overflows into another queue is still the same call."""
        return self.enter(message, message.get("Queue"), at)

    def _on_agent_called(self, message: Message, _link: Link | None, at: datetime) -> list[LineEvent]:
        told = self._on_join(message, None, at)  # a call whose join was not heard is known from here on
        call = open_call(self.links.of(message))
        if call is None or dest_leg(message)[0] in call.offers:  # a list has told of it already
            return told
        agent = message.get("Interface")
        return [*told, self.ring(call, agent, message.get("MemberName"), *dest_leg(message), at)]

    def _on_ring_no_answer(self, message: Message, link: Link | None, _at: datetime) -> list[LineEvent]:
        call = open_call(link)
        if call is not None and (offer := call.offers.get(message.get("DestUniqueid"))):
            offer.rang_out = True
        return []

    def _on_agent_connect(self, message: Message, _link: Link | None, at: datetime) -> list[LineEvent]:
        told = self._on_join(message, None, at)
        call = open_call(self.links.of(message))
        if call is None:
            return told
        leg, channel = dest_leg(message)
        self.links.begin(leg, call.linked_id, channel, at)
        return [*told, *self.answer(call, message.get("Interface"), leg, at)]

    def _on_dial_begin(self, message: Message, link: Link | None, at: datetime) -> list[LineEvent]:
        dest, channel = dest_leg(message)
        dialled = self.links.begin(dest, message.get("DestLinkedid"), channel, at)
        source = message.get("Uniqueid")
        given_away = open_call(link or self.links.find(message.get("DestLinkedid")))
        if given_away is not None and given_away.comes_back(source, device_of(channel)):
            return self.ring_back(given_away, dest, channel, at)
        if not source:
            if dialled is not None:
                dialled.was_called = True
            return []
        call = open_call(link)
        if call is not None:
            self._reach_phone(call, message, dialled)
            return []
        first = link.legs.get(link.linked_id) if link else None
        if link is None or link.call or first is None or source != first.unique_id or not _is_phone(first):
            return []
        number = number_dialled(message)
        return [self.dial(link, first, message, number, message.get("DestChannel"), at)]

    def _reach_phone(self, call: OpenCall, message: Message, dialled: OpenLeg | None) -> None:
        """The Local pair of an offer dials the phone that stands behind it."""
        offer = call.offer_behind(message.get("Channel"))
        if offer is not None and dialled is not None:
            offer.phone, dialled.agent = dialled.unique_id, offer.agent

    def _on_dial_end(self, message: Message, link: Link | None, at: datetime) -> list[LineEvent]:
        call = open_call(link or self.links.find(message.get("DestLinkedid")))
        dest = message.get("DestUniqueid")
        if call is None:
            return []
        if (offer := call.offers.get(dest)) is not None:
            if offer.is_back and message.get("DialStatus") == "ANSWER":
                return self.answer(call, offer.agent, dest, at)
            # a CANCEL may follow the real one
            offer.dial_status = offer.dial_status or message.get("DialStatus")
            return self.settle(call, dest, at)
        is_answered = message.get("DialStatus") == "ANSWER"
        if is_answered and call.direction is CallDirection.IN:
            self._reach_phone(call, message, self.links.leg(dest))
        elif is_answered and not call.agent and message.get("Uniqueid") == call.phone:
            return self.answer_outside(call, dest, at)
        return []

    def _on_bridge_enter(self, message: Message, _link: Link | None, at: datetime) -> list[LineEvent]:
        leg = self.leg(message, at)
        if leg is None:
            return []
        leg.joined_at = leg.joined_at or at
        leg.bridge = message.get("BridgeUniqueid")
        link = self.links.of(message)
        call = open_call(link)
        if call is not None and leg.unique_id == call.customer_leg:
            call.bridges.add(leg.bridge)
        is_phone = link is not None and call is not None and leg.unique_id == call.phone
        return self._on_phone_joins(link, call, leg, at) if is_phone and link and call else []

    def _on_phone_joins(self, link: Link, call: OpenCall, phone: OpenLeg, at: datetime) -> list[LineEvent]:
        """Who consults leaves the caller's bridge for another one, and comes back to it."""
        call.home = call.home or phone.bridge
        if phone.bridge == call.home and call.is_consulting:
            call.is_consulting = False
            return [CallTakenBack(line=self._line, at=at, linked_id=call.linked_id, agent=call.agent)]
        if phone.bridge == call.home or call.is_consulting or not call.is_held:
            return []
        call.is_consulting, call.consulted = True, call.consulted + 1
        there = (leg.dialled for leg in link.legs.values() if leg.bridge == phone.bridge and leg is not phone)
        number = next((dialled for dialled in there if dialled), "")
        return [
            CallConsulted(line=self._line, at=at, linked_id=call.linked_id, agent=call.agent, number=number)
        ]

    def _on_recording(self, message: Message, link: Link | None, at: datetime) -> list[LineEvent]:
        if link is None:
            return []
        leg, is_over = message.get("Uniqueid"), message.event == "MixMonitorStop"
        if is_over and leg != link.recorded_leg:
            return []
        link.recorded_leg = "" if is_over else leg
        link.is_recording_paused = message.event == "MixMonitorMute" and message.get("State") == "1"
        return [self.recording(link, at)] if open_call(link) is not None else []

    def _on_user_event(self, message: Message, link: Link | None, at: datetime) -> list[LineEvent]:
        """The dialplan says that a caller spoke to a machine; at night that is the first word of the call."""
        name = message.get("File")
        if message.get("UserEvent") != VOICEMAIL or not name:
            return []
        told = self.enter(message, "", at) if link is not None and link.call is None else []
        if link is None or link.call is None:
            return []
        return [*told, VoicemailTold(line=self._line, at=at, linked_id=link.linked_id, name=name)]

    def _on_hold(self, message: Message, link: Link | None, at: datetime) -> list[LineEvent]:
        call = _talking(message, link)
        if call is None or call.is_held:
            return []
        call.is_held = True
        return [CallHeld(line=self._line, at=at, linked_id=call.linked_id, agent=call.agent)]

    def _on_unhold(self, message: Message, link: Link | None, at: datetime) -> list[LineEvent]:
        """A transfer begins with an Unhold too, without a Hold before it."""
        call = _talking(message, link)
        if call is None or not call.is_held:
            return []
        call.is_held = False
        return [CallResumed(line=self._line, at=at, linked_id=call.linked_id, agent=call.agent)]

    def _on_blind_transfer(self, message: Message, _link: Link | None, _at: datetime) -> list[LineEvent]:
        """The leg that transfers need not be the one that the queue called; the Linkedid joins them."""
        return self._left_by(message, "TransfererLinkedid", CallOutcome.TRANSFERRED_BLIND)

    def _on_attended_transfer(self, message: Message, _link: Link | None, _at: datetime) -> list[LineEvent]:
        return self._left_by(message, "OrigTransfererLinkedid", CallOutcome.TRANSFERRED_ATTENDED)

    def _on_parked(self, message: Message, _link: Link | None, _at: datetime) -> list[LineEvent]:
        return self._left_by(message, "ParkeeLinkedid", CallOutcome.PARKED)

    def _left_by(self, message: Message, linked_id: str, how: CallOutcome) -> list[LineEvent]:
        call = open_call(self.links.find(message.get(linked_id)))
        if call is not None and message.get("Result") != "Fail":
            call.left_by = call.left_by or how
        return []

    def _on_variable(self, message: Message, link: Link | None, at: datetime) -> list[LineEvent]:
        """Queue() says in QUEUESTATUS why it let go of a caller nobody answered."""
        if link is not None and message.get("Variable") == _FILE:
            link.recording = message.get("Value")
        if link is None or message.get("Variable") != _WHY_LEFT:
            return []
        status = message.get("Value")
        told = self.enter(message, link.queue, at) if status in _AT_THE_DOOR else []
        call = open_call(link)
        if call is not None:
            call.queue_outcome = _QUEUE_STATUS.get(status)
        return told

    def _on_originated(self, message: Message, _link: Link | None, at: datetime) -> list[LineEvent]:
        """A click to dial failed at the agent's own phone, so that nobody was dialled."""
        linked_id = message.get("Uniqueid")
        link, number = self.links.find(linked_id), message.get("Exten")
        first = link.legs.get(linked_id) if link else None
        if message.get("Response") != "Failure" or link is None or link.call or first is None or not number:
            return []
        told: list[LineEvent] = [self.dial(link, first, message, number, "", first.began_at)]
        return [*told, *self.end(link, link.call, at)] if first.is_gone and link.call else told

    def _on_hangup(self, message: Message, _link: Link | None, at: datetime) -> list[LineEvent]:
        leg = message.get("Uniqueid")
        link = self.links.end(leg, at, hangup_cause(message))
        if link is None:
            return []
        told: list[LineEvent] = []
        call = open_call(link)
        if call is not None:
            if (offer := call.offers.get(leg)) is not None:
                offer.is_leg_gone, offer.cause = True, message.get("Cause")
                offer.was_ringing = message.get("ChannelStateDesc") == "Ringing"
                told += self.settle(call, leg, at)
            told += self.leg_gone(link, call, leg, at)
        return [*told, *self.finish(link, at)]

    def _on_member(self, message: Message, _link: Link | None, _at: datetime) -> list[LineEvent]:
        self.members.hear(message.get("Interface") or message.get("Location"))
        return []


def _talking(message: Message, link: Link | None) -> OpenCall | None:
    """Return the call in which an agent talks, if the message is not of the customer's own leg."""
    call = open_call(link)
    is_agents = call is not None and call.agent and call.phone
    return call if is_agents and call and message.get("Uniqueid") != call.customer_leg else None


def _is_phone(leg: OpenLeg) -> bool:
    """Tell a phone from a trunk: the PBX rang it itself, or it is named by its own number."""
    return leg.was_called or extension_of(leg.channel) == leg.own_number != ""
