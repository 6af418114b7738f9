"""One call as the AMI tells it, while it is open: its legs, its offers, and what its outcome is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from app.events import Leg
from app.telephony.agents import pair_of
from db.models.calls import CallDirection, CallOutcome, OfferOutcome

_USER_BUSY, _CALL_REJECTED = "17", "21"  # causes of Hangup, ITU-T Q.850


@dataclass(slots=True)
class OpenOffer:
    """A call ringing at one member; over when its dial has ended and its leg is gone, in either order.

    ``phone`` is the Uniqueid of the leg that is the agent's phone: what a Local pair dialled, if it is one.
    """

    agent: str
    channel: str
    phone: str
    dial_status: str = ""
    rang_out: bool = False
    cause: str = ""
    is_leg_gone: bool = False
    was_ringing: bool = False
    is_back: bool = False  # rings at who gave the call away, past the queue

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
class OpenCall:
    """A call that was told. ``customer_leg`` is the leg whose end is the call's end."""

    linked_id: str
    direction: CallDirection
    customer_leg: str
    phone: str = ""  # the leg of the agent who talks, as long as it is there
    agent: str = ""  # who answered, or dialled and was answered
    device: str = ""  # the phone of who answered, also when it is free again
    offers: dict[str, OpenOffer] = field(default_factory=dict)  # by Uniqueid of the agent's leg
    bridges: set[str] = field(default_factory=set)  # where the customer's leg has been
    is_held: bool = False
    home: str = ""  # the bridge in which the agent's phone first was
    is_consulting: bool = False
    consulted: int = 0
    is_over: bool = False
    was_offer_withdrawn: bool = False
    queue_outcome: CallOutcome | None = None
    left_by: CallOutcome | None = None  # how it left the agent who answered, if the PBX said so

    def outcome(self) -> CallOutcome:
        if self.agent:
            # moved with no word of a transfer: an AMI Redirect of the caller's leg
            moved = CallOutcome.TRANSFERRED_BLIND if len(self.bridges) > 1 else CallOutcome.ANSWERED
            return self.left_by or moved
        if self.direction is not CallDirection.IN:
            return CallOutcome.NOT_REACHED
        if self.queue_outcome is not None:
            return self.queue_outcome
        # nobody answered, so an offer can only have been withdrawn because the caller left while it rang
        return CallOutcome.ABANDONED_RINGING if self.was_offer_withdrawn else CallOutcome.ABANDONED_WAITING

    def comes_back(self, source: str, device: str) -> bool:
        """Tell whether the caller, whom the agent gave away, is put through to the agent's phone again."""
        is_caller = self.direction is CallDirection.IN and source in ("", self.customer_leg)
        return is_caller and not self.phone and device == self.device != ""

    def offer_behind(self, channel: str) -> OpenOffer | None:
        """Return the offer whose Local pair this channel is half of."""
        pair = pair_of(channel)
        return next((offer for offer in self.offers.values() if pair_of(offer.channel) == pair), None)


@dataclass(slots=True)
class OpenLeg:
    unique_id: str
    channel: str
    dialled: str  # where it began
    own_number: str
    began_at: datetime
    agent: str = ""
    bridge: str = ""
    was_called: bool = False  # by the PBX itself: the first leg of a click to dial
    joined_at: datetime | None = None
    ended_at: datetime | None = None  # None also when its end was not heard
    is_gone: bool = False
    cause: int | None = None

    def fact(self) -> Leg:
        return Leg(
            unique_id=self.unique_id,
            channel=self.channel,
            agent=self.agent,
            began_at=self.began_at,
            joined_at=self.joined_at,
            ended_at=self.ended_at,
            cause=self.cause,
        )


@dataclass(slots=True)
class Link:
    """All that has one Linkedid. ``heard_at`` is by our own clock."""

    linked_id: str
    heard_at: datetime
    legs: dict[str, OpenLeg] = field(default_factory=dict)
    queue: str = ""  # that the dialplan asked for last
    call: OpenCall | None = None
    recorded_leg: str = ""  # the Uniqueid of the leg that is recorded; empty: none is
    recording: str = ""  # the file, where the PBX told it
    is_recording_paused: bool = False

    def has_gone(self) -> bool:
        return all(leg.is_gone for leg in self.legs.values())
