"""The calls that were told of one line: how they begin, who rings and talks, how they end."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.events import (
    CallAnswered,
    CallArrived,
    CallEnded,
    CallLeft,
    LegsEnded,
    LineEvent,
    OfferEnded,
    OfferRinging,
    RecordingTold,
)
from app.numbers import NumberKind, normalise_number
from app.telephony.agents import Members, device_of, extension_of
from app.telephony.ami import Message
from app.telephony.ami_call import Link, OpenCall, OpenLeg, OpenOffer
from app.telephony.ami_fields import known, leg_of, listed_for, number_dialled
from app.telephony.ami_links import Links, open_call
from db.ids import new_id
from db.models.calls import CallDirection, CallOutcome, OfferOutcome

SILENCE = timedelta(hours=4)  # a call of which nothing is heard for so long is over


class ToldCalls:
    """What is open, and the events that tell of it. An end that nobody heard makes the outcome unknown."""

    def __init__(self, line: str) -> None:
        self.id = new_id()  # under which is kept what is heard of them
        self._line = line
        self.links = Links()
        self.members = Members()

    def lost(self, at: datetime) -> list[LineEvent]:
        """End every open call: nobody knows how it goes on, or ever will."""
        return [event for link in self.links for event in self._give_up(link, at)]

    def close_silent(self, at: datetime) -> list[LineEvent]:
        """End what was not heard of for too long: its end was missed."""
        return [
            event for link in self.links if at - link.heard_at > SILENCE for event in self._give_up(link, at)
        ]

    def end_unheard(self, leg: str, at: datetime) -> list[LineEvent]:
        """End a leg that the PBX does not list any more; a call that ends with it ends as unknown."""
        link = self.links.end(leg, None, None)
        if link is None:
            return []
        told: list[LineEvent] = []
        call = open_call(link)
        if call is not None:
            if (offer := call.offers.pop(leg, None)) is not None:
                told.append(self._offer_ended(call, offer, at))
            told += self.leg_gone(link, call, leg, at, CallOutcome.UNKNOWN)
        return [*told, *self.finish(link, at)]

    def enter(self, message: Message, queue: str, at: datetime) -> list[LineEvent]:
        """Tell of a caller in a queue, once; ``at`` is when the wait began."""
        leg = self.leg(message, at)
        link = self.links.of(message) if leg else None
        if leg is None or link is None:
            return []
        if link.call is not None:
            link.call.queue_outcome = None
            return []
        link.call = OpenCall(link.linked_id, CallDirection.IN, leg.unique_id)
        first = link.legs.get(link.linked_id)
        recording = [self.recording(link, at)] if link.recorded_leg else []
        return [
            CallArrived(
                line=self._line,
                at=at,
                linked_id=link.linked_id,
                ani=known(message.get("CallerIDNum")),
                dnis=first.dialled if first else "",
                queue=queue,
                caller_name=known(message.get("CallerIDName")),
            ),
            *recording,
        ]

    def recording(self, link: Link, at: datetime) -> RecordingTold:
        return RecordingTold(
            line=self._line,
            at=at,
            linked_id=link.linked_id,
            name=link.recording,
            is_paused=link.is_recording_paused,
            is_over=not link.recorded_leg,
        )

    def ring(
        self, call: OpenCall, agent: str, agent_name: str, unique_id: str, channel: str, at: datetime
    ) -> OfferRinging:
        """Tell that a call rings at an agent, whose leg this is."""
        self.members.hear(agent)
        leg = self.links.begin(unique_id, call.linked_id, channel, at)
        call.offers[unique_id] = OpenOffer(agent, channel, unique_id, is_leg_gone=leg is None)
        if leg is not None:
            leg.agent = agent
        return OfferRinging(
            line=self._line, at=at, linked_id=call.linked_id, agent=agent, agent_name=agent_name
        )

    def answer(self, call: OpenCall, agent: str, unique_id: str, at: datetime) -> list[LineEvent]:
        """Tell that an agent answered, whose leg this is."""
        offer = call.offers.pop(unique_id, None)
        phone = self.links.leg(offer.phone if offer else unique_id)
        call.agent, call.is_held = agent, False
        answered = CallAnswered(line=self._line, at=at, linked_id=call.linked_id, agent=agent)
        if phone is None:  # its end was heard first
            return [answered, *self._leave(call, at)]
        call.phone, phone.agent, call.device = phone.unique_id, agent, device_of(phone.channel)
        call.home, call.is_consulting = phone.bridge, False
        if offer is not None and offer.is_back:
            call.left_by = None
            call.bridges.clear()
        return [answered]

    def ring_back(self, call: OpenCall, leg: str, channel: str, at: datetime) -> list[LineEvent]:
        """Tell that a call rings at the agent who gave it away: nobody took it."""
        ringing = self.ring(call, call.agent, "", leg, channel, at)
        call.offers[leg].is_back = True
        return [ringing]

    def join_agent(self, message: Message, at: datetime) -> list[LineEvent]:
        """Tell of an agent whose listed leg rings or talks in a call that was there before us."""
        leg, linked_id, channel = leg_of(message)
        call = open_call(self.links.find(linked_id))
        if call is None:
            return []
        ringing = self.ring(call, self.members.name(channel), "", leg, channel, at)
        return [ringing, *self.answer(call, ringing.agent, leg, at)] if message.get("BridgeId") else [ringing]

    def catch_up(self, call: OpenCall, listed: list[Message], at: datetime) -> list[LineEvent]:
        """Tell what became of a call while nobody listened, by the legs of it that the PBX lists now."""
        told: list[LineEvent] = []
        bridge_of = {one.get("Uniqueid"): one.get("BridgeId") for one in listed}
        call.bridges.update({bridge_of.get(call.customer_leg, "")} - {""})
        if call.direction is not CallDirection.IN:
            with_us = bridge_of.get(call.phone, "")
            others = (leg for leg, bridge in bridge_of.items() if bridge == with_us and leg != call.phone)
            far = next(others, "") if with_us else ""
            return self.answer_outside(call, far, at) if far and not call.agent else []
        for message in listed:
            leg = message.get("Uniqueid")
            known = self.links.leg(leg)
            if message.get("Application") != "AppQueue" or known is None:
                continue
            if leg in call.offers and message.get("BridgeId"):
                told += self.answer(call, call.offers[leg].agent, leg, at)
            elif not known.agent:  # it was never told of
                told += self.join_agent(message, at)
        return told

    def join_dialled(self, message: Message, listed: list[Message], at: datetime) -> list[LineEvent]:
        """Tell of a call that a listed phone dialled before we could hear it, and whether it was answered."""
        link = self.links.find(message.get("Linkedid"))
        phone = link.legs.get(link.linked_id) if link else None
        far = next((one for one in listed if one.get("Application") == "AppDial"), None)
        if link is None or link.call or phone is None or far is None or not self._is_phone(phone, message):
            return []
        number, began_at = number_dialled(message), at - listed_for(message.get("Duration"))
        told: list[LineEvent] = [self.dial(link, phone, message, number, far.get("Channel"), began_at)]
        if link.call is None or not message.get("BridgeId"):
            return told
        return [*told, *self.answer_outside(link.call, far.get("Uniqueid"), at)]

    def _is_phone(self, leg: OpenLeg, message: Message) -> bool:
        """Tell the phone of who dials from a trunk, and from a Local pair that the queue rings."""
        is_own = extension_of(leg.channel) == known(message.get("CallerIDNum")) != ""
        is_first = message.get("Uniqueid") == leg.unique_id
        return is_first and (leg.was_called or is_own or self.members.at(leg.channel) != "")

    def answer_outside(self, call: OpenCall, dest: str, at: datetime) -> list[LineEvent]:
        phone = self.links.leg(call.phone)
        call.agent = phone.agent if phone else ""
        if self.links.leg(dest) is not None:
            call.customer_leg = dest
        return [CallAnswered(line=self._line, at=at, linked_id=call.linked_id, agent=call.agent)]

    def dial(
        self, link: Link, phone: OpenLeg, message: Message, number: str, far: str, at: datetime
    ) -> CallArrived:
        """Tell that a phone dials a number; ``far`` is the channel that is rung there."""
        phone.agent = phone.agent or self.members.name(phone.channel)
        is_internal = _is_extension(number, far)
        direction = CallDirection.INTERNAL if is_internal else CallDirection.OUT
        link.call = OpenCall(link.linked_id, direction, phone.unique_id, phone=phone.unique_id)
        return CallArrived(
            line=self._line,
            at=at,
            linked_id=link.linked_id,
            ani=known(message.get("CallerIDNum")) if message.event != "OriginateResponse" else "",
            dnis=number,
            queue="",
            direction=direction,
            dialled_by=phone.agent,
        )

    def leg_gone(
        self, link: Link, call: OpenCall, leg: str, at: datetime, outcome: CallOutcome | None = None
    ) -> list[LineEvent]:
        if leg == call.customer_leg:
            return self.end(link, call, at, outcome)
        if leg == call.phone:
            return self._leave(call, at)
        return []

    def _leave(self, call: OpenCall, at: datetime) -> list[LineEvent]:
        call.phone, call.is_held = "", False
        return [CallLeft(line=self._line, at=at, linked_id=call.linked_id, agent=call.agent)]

    def settle(self, call: OpenCall, leg: str, at: datetime) -> list[LineEvent]:
        if not call.offers[leg].is_over():
            return []
        return [self._offer_ended(call, call.offers.pop(leg), at)]

    def end(
        self, link: Link, call: OpenCall, at: datetime, outcome: CallOutcome | None = None
    ) -> list[LineEvent]:
        told: list[LineEvent] = [self._offer_ended(call, offer, at) for offer in call.offers.values()]
        call.is_over = True
        ended = CallEnded(line=self._line, at=at, linked_id=link.linked_id, outcome=outcome or call.outcome())
        return [*told, ended]

    def _offer_ended(self, call: OpenCall, offer: OpenOffer, at: datetime) -> OfferEnded:
        outcome = offer.outcome()
        call.was_offer_withdrawn = call.was_offer_withdrawn or outcome is OfferOutcome.WITHDRAWN
        return OfferEnded(
            line=self._line, at=at, linked_id=call.linked_id, agent=offer.agent, outcome=outcome
        )

    def _give_up(self, link: Link, at: datetime) -> list[LineEvent]:
        call = open_call(link)
        told = self.end(link, call, at, CallOutcome.UNKNOWN) if call else []
        self.links.drop(link)
        return [*told, *self._legs_ended(link, at)]

    def finish(self, link: Link, at: datetime) -> list[LineEvent]:
        if not link.has_gone():
            return []
        call = open_call(link)
        told = self.end(link, call, at) if call else []
        self.links.drop(link)
        return [*told, *self._legs_ended(link, at)]

    def _legs_ended(self, link: Link, at: datetime) -> list[LineEvent]:
        if link.call is None:
            return []
        legs = tuple(leg.fact() for leg in link.legs.values())
        return [LegsEnded(line=self._line, at=at, linked_id=link.linked_id, legs=legs)]

    def leg(self, message: Message, at: datetime) -> OpenLeg | None:
        """Return the leg that a message is of; a new one if nobody heard of it."""
        return self.links.begin(*leg_of(message), at)


def _is_extension(number: str, channel: str) -> bool:
    return extension_of(channel) == number and normalise_number(number).kind is NumberKind.UNKNOWN
