"""Make calls and offers out of AMI events: what happened on the line, in the words of ``app.events``.

The facts behind it are measured on recordings of Asterisk 16 and 22: ``tests/data/ami/README.md``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.events import (
    CallAnswered,
    CallArrived,
    CallEnded,
    CallEvent,
    CallHeld,
    CallResumed,
    OfferEnded,
    OfferRinging,
)
from app.telephony.ami import Message
from db.models.calls import CallOutcome, OfferOutcome

_USER_BUSY, _CALL_REJECTED = "17", "21"  # causes of Hangup, ITU-T Q.850
_QUEUE_STATUS = {"TIMEOUT": CallOutcome.TIMED_OUT, "WITHDRAW": CallOutcome.WITHDRAWN}
_ENDED_KEPT = 1000  # late events of an ended call must not begin it anew


@dataclass(slots=True)
class _Offer:
    """A call ringing at one member; over when its dial has ended and its leg is gone, in either order."""

    agent: str
    dial_status: str = ""
    rang_out: bool = False
    cause: str = ""
    is_leg_gone: bool = False
    was_ringing: bool = False

    def is_over(self) -> bool:
        return self.is_leg_gone and self.dial_status != ""

    def outcome(self) -> OfferOutcome:
        if self.cause == _CALL_REJECTED:
            return OfferOutcome.REJECTED
        if self.dial_status == "BUSY" or self.cause == _USER_BUSY:
            # a phone that declines while it rings answers 486, like a busy one
            return OfferOutcome.REJECTED if self.was_ringing else OfferOutcome.BUSY
        if self.rang_out or self.dial_status not in ("", "CANCEL", "ANSWER"):
            return OfferOutcome.MISSED
        return OfferOutcome.WITHDRAWN


@dataclass(slots=True)
class _Call:
    linked_id: str
    caller_leg: str  # Uniqueid of the channel that the queue holds
    offers: dict[str, _Offer] = field(default_factory=dict)  # by Uniqueid of the agent's leg
    agent: str = ""  # who answered
    is_held: bool = False
    was_offer_withdrawn: bool = False
    queue_outcome: CallOutcome | None = None

    def outcome(self) -> CallOutcome:
        if self.agent:
            return CallOutcome.ANSWERED
        if self.queue_outcome is not None:
            return self.queue_outcome
        # nobody answered, so an offer can only have been withdrawn because the caller left while it rang
        return CallOutcome.ABANDONED_RINGING if self.was_offer_withdrawn else CallOutcome.ABANDONED_WAITING


class AmiCalls:
    """The calls of one AMI connection, one per Linkedid. Only calls in a queue are told."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._dnis: dict[str, str] = {}  # by Linkedid: where the first leg of a call began
        self._calls: dict[str, _Call] = {}
        self._ended: deque[str] = deque(maxlen=_ENDED_KEPT)
        self._handlers: dict[str, Callable[[Message, datetime], list[CallEvent]]] = {
            "Newchannel": self._on_new_channel,
            "QueueCallerJoin": self._on_join,
            "AgentCalled": self._on_agent_called,
            "AgentRingNoAnswer": self._on_ring_no_answer,
            "DialEnd": self._on_dial_end,
            "AgentConnect": self._on_agent_connect,
            "Hold": self._on_hold,
            "Unhold": self._on_unhold,
            "VarSet": self._on_variable,
            "Hangup": self._on_hangup,
        }

    def on_message(self, message: Message, at: datetime) -> list[CallEvent]:
        """Return what this message tells. ``at`` is when it came; a Timestamp header counts more."""
        handler = self._handlers.get(message.event)
        return handler(message, _instant(message, at)) if handler else []

    def lost(self, at: datetime) -> list[CallEvent]:
        """End every open call: nobody knows how it went on when the stream has ended."""
        told: list[CallEvent] = []
        for call in list(self._calls.values()):
            told += self._end(call, at, CallOutcome.UNKNOWN)
        self._dnis.clear()
        return told

    def _on_new_channel(self, message: Message, _at: datetime) -> list[CallEvent]:
        """The first leg of a call has the number dialled; later Exten is where the dialplan stands."""
        linked_id = message.get("Linkedid")
        if message.get("Uniqueid") == linked_id:
            self._dnis[linked_id] = message.get("Exten")
        return []

    def _on_join(self, message: Message, at: datetime) -> list[CallEvent]:
        """A caller entered a queue; a call that overflows into another queue is still the same call."""
        linked_id = message.get("Linkedid")
        if not linked_id or linked_id in self._calls or linked_id in self._ended:
            return []
        self._calls[linked_id] = _Call(linked_id, message.get("Uniqueid"))
        return [
            CallArrived(
                line=self._line,
                at=at,
                linked_id=linked_id,
                ani=_known(message.get("CallerIDNum")),
                dnis=self._dnis.get(linked_id, ""),
                queue=message.get("Queue"),
                caller_name=_known(message.get("CallerIDName")),
            )
        ]

    def _on_agent_called(self, message: Message, at: datetime) -> list[CallEvent]:
        told = self._on_join(message, at)  # a call that was waiting when we connected is known from here on
        if (call := self._call_of(message)) is None:
            return told
        agent = message.get("Interface")
        call.offers[message.get("DestUniqueid")] = _Offer(agent)
        ringing = OfferRinging(
            line=self._line,
            at=at,
            linked_id=call.linked_id,
            agent=agent,
            agent_name=message.get("MemberName"),
        )
        return [*told, ringing]

    def _on_ring_no_answer(self, message: Message, _at: datetime) -> list[CallEvent]:
        if (found := self._offer_of(message, "DestUniqueid")) is not None:
            found[1].rang_out = True
        return []

    def _on_dial_end(self, message: Message, at: datetime) -> list[CallEvent]:
        if (found := self._offer_of(message, "DestUniqueid")) is None:
            return []
        offer = found[1]
        offer.dial_status = offer.dial_status or message.get("DialStatus")  # a CANCEL may follow the real one
        return self._settle(*found, at)

    def _on_agent_connect(self, message: Message, at: datetime) -> list[CallEvent]:
        if (call := self._call_of(message)) is None:
            return []
        call.offers.pop(message.get("DestUniqueid"), None)
        call.agent, call.is_held = message.get("Interface"), False
        return [CallAnswered(line=self._line, at=at, linked_id=call.linked_id, agent=call.agent)]

    def _on_hold(self, message: Message, at: datetime) -> list[CallEvent]:
        call = self._call_of(message)
        if call is None or not call.agent or call.is_held or message.get("Uniqueid") == call.caller_leg:
            return []
        call.is_held = True
        return [CallHeld(line=self._line, at=at, linked_id=call.linked_id, agent=call.agent)]

    def _on_unhold(self, message: Message, at: datetime) -> list[CallEvent]:
        """A transfer begins with an Unhold too, without a Hold before it."""
        call = self._call_of(message)
        if call is None or not call.is_held or message.get("Uniqueid") == call.caller_leg:
            return []
        call.is_held = False
        return [CallResumed(line=self._line, at=at, linked_id=call.linked_id, agent=call.agent)]

    def _on_variable(self, message: Message, _at: datetime) -> list[CallEvent]:
        """Queue() says in QUEUESTATUS why it let go of a caller nobody answered."""
        call = self._call_of(message)
        if call is not None and message.get("Variable") == "QUEUESTATUS":
            call.queue_outcome = _QUEUE_STATUS.get(message.get("Value"))
        return []

    def _on_hangup(self, message: Message, at: datetime) -> list[CallEvent]:
        leg = message.get("Uniqueid")
        if leg == message.get("Linkedid"):
            self._dnis.pop(leg, None)
        if (found := self._offer_of(message, "Uniqueid")) is not None:
            offer = found[1]
            offer.is_leg_gone, offer.cause = True, message.get("Cause")
            offer.was_ringing = message.get("ChannelStateDesc") == "Ringing"
            return self._settle(*found, at)
        call = self._call_of(message)
        if call is None or leg != call.caller_leg:
            return []
        return self._end(call, at)

    def _settle(self, call: _Call, offer: _Offer, at: datetime) -> list[CallEvent]:
        if not offer.is_over():
            return []
        call.offers = {leg: other for leg, other in call.offers.items() if other is not offer}
        return [self._offer_ended(call, offer, at)]

    def _end(self, call: _Call, at: datetime, outcome: CallOutcome | None = None) -> list[CallEvent]:
        told: list[CallEvent] = [self._offer_ended(call, offer, at) for offer in call.offers.values()]
        del self._calls[call.linked_id]
        self._dnis.pop(call.linked_id, None)
        self._ended.append(call.linked_id)
        outcome = outcome or call.outcome()
        return [*told, CallEnded(line=self._line, at=at, linked_id=call.linked_id, outcome=outcome)]

    def _offer_ended(self, call: _Call, offer: _Offer, at: datetime) -> OfferEnded:
        outcome = offer.outcome()
        call.was_offer_withdrawn = call.was_offer_withdrawn or outcome is OfferOutcome.WITHDRAWN
        return OfferEnded(
            line=self._line, at=at, linked_id=call.linked_id, agent=offer.agent, outcome=outcome
        )

    def _call_of(self, message: Message) -> _Call | None:
        return self._calls.get(message.get("Linkedid"))

    def _offer_of(self, message: Message, leg_header: str) -> tuple[_Call, _Offer] | None:
        call = self._call_of(message)
        offer = call.offers.get(message.get(leg_header)) if call else None
        return (call, offer) if call and offer else None


def _known(value: str) -> str:
    return "" if value == "<unknown>" else value


def _instant(message: Message, at: datetime) -> datetime:
    """Prefer the PBX's own clock (``timestampevents = yes``): seconds since the epoch."""
    try:
        return datetime.fromtimestamp(float(message.get("Timestamp")), UTC)
    except (ValueError, OverflowError, OSError):
        return at
