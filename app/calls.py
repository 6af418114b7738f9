"""Calls, offers and legs, written from what the line tells; and which customer a call belongs to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.callbacks import RecordVoicemail, call_answered, call_ended
from app.command import Actor, Command, fetch, look_up, move, require_own
from app.errors import CallBound, MoveNotAllowed
from app.events import (
    CallAnswered,
    CallArrived,
    CallEnded,
    LegsEnded,
    LineEvent,
    OfferEnded,
    OfferRinging,
    RecordingTold,
    VoicemailTold,
)
from app.events import Leg as ToldLeg
from app.lines import site_of, sites
from app.matching import Way, candidates, certain, matchable
from app.numbers import normalise_number
from app.recordings import NAME_LENGTH, RecordRecording, end_recordings
from app.seen_numbers import remember
from db.ids import call_id, derived_id, leg_id, offer_id
from db.models.callbacks import CallBack
from db.models.calls import OFFER_MOVES, Call, CallDirection, CallOutcome, Leg, Offer, OfferOutcome
from db.models.customers import Customer, Phone
from db.models.interactions import Interaction
from db.models.knowledge import ArticleUse, ScriptAnswer
from db.models.matching import RuledOut, SeenIn, SeenNumber
from db.models.recordings import Recording

__all__ = ["CallDirection", "CallOutcome", "OfferOutcome", "call_id"]

HUB_PERSON = derived_id("person", "hub")  # writes what a hub's line tells; nobody signs in as it


class RecordCall(Command):
    """Write down a call; the same call told twice is one row.

    ``ani_key`` is what the number means on a line that nobody has described.
    """

    call_id: UUID
    line: str
    linked_id: str
    direction: CallDirection
    ani: str
    ani_key: str
    dnis: str
    queue: str

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        if session.get(Call, self.call_id) is None:
            described = sites(session)
            key = site_of(described, self.line).read(self.ani).key if described else self.ani_key
            session.add(
                Call(
                    id=self.call_id,
                    line=self.line,
                    linked_id=self.linked_id,
                    direction=self.direction,
                    ani=self.ani,
                    ani_key=key,
                    dnis=self.dnis,
                    queue=self.queue,
                    arrived_at=self.at,
                )
            )


class RecordOffer(Command):
    """Write down that a call rings at an agent; the same offer told twice is one row.

    ``person_id`` is empty for agents we do not know. Raises NotAllowed when it is somebody else.
    """

    offer_id: UUID
    call_id: UUID
    agent: str
    person_id: UUID | None = None

    def apply(self, session: Session, by: Actor) -> None:
        if self.person_id is not None and by.person_id != HUB_PERSON:
            require_own(self.person_id, by)
        if session.get(Offer, self.offer_id) is not None:
            return
        call = fetch(session, Call, self.call_id)
        session.add(
            Offer(
                id=self.offer_id,
                call_id=call.id,
                customer_id=call.customer_id,
                person_id=self.person_id,
                agent=self.agent,
                ringing_at=self.at,
                outcome=OfferOutcome.RINGING,
            )
        )


class EndOffer(Command):
    """Write down how an offer ended."""

    offer_id: UUID
    outcome: OfferOutcome

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        offer = fetch(session, Offer, self.offer_id)
        offer.outcome = move(OFFER_MOVES, offer.outcome, self.outcome)
        offer.ended_at = self.at


class AnswerCall(Command):
    """Write down when the two sides first heard each other. Raises MoveNotAllowed when the call is over."""

    call_id: UUID

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        call = fetch(session, Call, self.call_id)
        if call.answered_at is not None:
            return
        if call.ended_at is not None:
            raise MoveNotAllowed(old="ended", new="answered")
        call.answered_at = self.at
        call_answered(session, call)


class EndCall(Command):
    """Close a call for good. Only the owner of its line does."""

    call_id: UUID
    outcome: CallOutcome

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        call = fetch(session, Call, self.call_id)
        if call.ended_at is None:
            call.ended_at = self.at
            call.outcome = self.outcome
            end_recordings(session, call)
            call_ended(session, call)


class RecordLegs(Command):
    """Write down who was in a call, from when to when; a leg told twice is one row, as it was told first.

    Only an end that nobody heard, as when the line was lost, is filled in when it is told later. Where there
    is a hub only the hub does this, whose line it is.
    """

    call_id: UUID
    legs: tuple[ToldLeg, ...]

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        call = fetch(session, Call, self.call_id)
        known = {leg.id: leg for leg in session.scalars(select(Leg).where(Leg.call_id == call.id))}
        told = {leg_id(call.id, leg.unique_id): leg for leg in self.legs}
        for key in known.keys() & told.keys():
            if known[key].ended_at is None:
                _end(known[key], told[key])
        session.add_all(
            Leg(id=key, call_id=call.id, customer_id=call.customer_id, **asdict(leg))
            for key, leg in told.items()
            if key not in known
        )


def _end(row: Leg, told: ToldLeg) -> None:
    """Write how a leg ended whose end nobody had heard."""
    row.ended_at, row.cause = told.ended_at, told.cause
    row.joined_at = row.joined_at or told.joined_at


class BindCall(Command):
    """Say whose call it is; can be mended until the interaction is wrapped up. Raises CallBound.

    The number is remembered with the customer. Earlier calls of nobody from a mobile that is the customer's
    alone are the customer's too.
    """

    call_id: UUID
    customer_id: UUID

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        call = fetch(session, Call, self.call_id)
        look_up(session, Customer, self.customer_id)
        if call.customer_id not in (None, self.customer_id):
            _take_away(session, call)
        _give(session, call, self.customer_id)
        if call.direction is CallDirection.IN and matchable(call.ani_key):
            self._remember(session, call)

    def _remember(self, session: Session, call: Call) -> None:
        key, customer_id = call.ani_key, self.customer_id
        session.execute(delete(RuledOut).where(RuledOut.customer_id == customer_id, RuledOut.key == key))
        session.execute(
            update(Phone)
            .where(Phone.customer_id == customer_id, Phone.key == key)
            .values(last_seen_at=call.arrived_at)
        )
        remember(session, customer_id, [key], SeenIn.CALL, call.arrived_at)
        session.flush()
        known = certain(candidates(session, key))
        if known is not None and known.customer_id == customer_id and known.way is Way.OWN:
            earlier = select(Call).where(Call.ani_key == key, Call.customer_id.is_(None))
            for one in session.scalars(earlier.where(Call.direction == CallDirection.IN)).all():
                _give(session, one, customer_id)


class UnbindCall(Command):
    """Say that a call is not this customer's after all, but nobody's yet; another's call stays as it is.

    Raises CallBound once an interaction of it is wrapped up.
    """

    call_id: UUID
    customer_id: UUID

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        call = fetch(session, Call, self.call_id)
        if call.customer_id == self.customer_id:
            _take_away(session, call)
            _give(session, call, None)


def _take_away(session: Session, call: Call) -> None:
    """Forget that this customer rang from the number. Raises CallBound if that was said for good."""
    sealed = select(Interaction.id).where(Interaction.call_id == call.id, Interaction.sealed_at.is_not(None))
    if session.execute(sealed).first() is not None:
        raise CallBound(call=str(call.id))
    session.execute(
        delete(SeenNumber).where(
            SeenNumber.customer_id == call.customer_id,
            SeenNumber.key == call.ani_key,
            SeenNumber.seen_in == SeenIn.CALL,
            SeenNumber.seen_at == call.arrived_at,
        )
    )


def _give(session: Session, call: Call, customer_id: UUID | None) -> None:
    """Let a call with all that belongs to it be a customer's, or nobody's."""
    call.customer_id = customer_id
    for model in (Offer, Leg, Recording, Interaction, CallBack, ArticleUse, ScriptAnswer):
        other = model.customer_id.is_distinct_from(customer_id)
        session.execute(update(model).where(model.call_id == call.id, other).values(customer_id=customer_id))


def lost_calls(session: Session) -> list[UUID]:
    """Return the calls that are still open: at the start of a desk, those whose end nobody heard."""
    return list(session.scalars(select(Call.id).where(Call.ended_at.is_(None))))


def record_call(
    *, at: datetime, line: str, linked_id: str, direction: CallDirection, ani: str, dnis: str, queue: str
) -> RecordCall:
    """Return what writes down a call, with the id and the key that follow from what the line told.

    Time zone: ``at`` is aware, when the call arrived.
    """
    return RecordCall(
        at=at,
        call_id=call_id(line, linked_id),
        line=line,
        linked_id=linked_id,
        direction=direction,
        ani=ani,
        ani_key=normalise_number(ani).key,
        dnis=dnis,
        queue=queue,
    )


MOST_CALLS = 10_000  # on at once; the end of one before these was never heard


class CallRecorder:
    """Makes the commands that write down what a line tells; has no store and no clock of its own.

    ``agent`` is this desk's name at the line: its offers get ``person_id``.
    """

    def __init__(self, agent: str, person_id: UUID) -> None:
        self._agent, self._person_id = agent, person_id
        self._offers: defaultdict[UUID, Counter[str]] = defaultdict(Counter)  # how often it rang, by agent

    def knows(self, call: UUID, agent: str) -> bool:
        """Tell whether this call rang at an agent since the recorder was made."""
        return call in self._offers and agent in self._offers[call]

    def remember(self, call: UUID, agent: str, rang: int) -> None:
        """Go on counting where somebody else stopped: the call rang so often at this agent before."""
        self._offers[call][agent] = rang

    def commands(self, event: LineEvent) -> Iterator[Command]:
        """Yield what is to be executed for this event, in order."""
        match event:
            case CallArrived():
                yield self._call(event)
            case OfferRinging():
                yield self._offer(event)
            case OfferEnded():
                yield from self._end_offer(event, event.outcome)
            case CallAnswered():
                yield from self._end_offer(event, OfferOutcome.ANSWERED)
                yield AnswerCall(at=event.at, call_id=call_id(event.line, event.linked_id))
            case CallEnded():
                call = call_id(event.line, event.linked_id)
                self._offers.pop(call, None)
                yield EndCall(at=event.at, call_id=call, outcome=event.outcome)
            case LegsEnded():
                yield RecordLegs(at=event.at, call_id=call_id(event.line, event.linked_id), legs=event.legs)
            case RecordingTold():
                yield self._recording(event)
            case VoicemailTold():
                call = call_id(event.line, event.linked_id)
                yield RecordVoicemail(at=event.at, call_id=call, sound=event.name[-NAME_LENGTH:])

    def _call(self, event: CallArrived) -> RecordCall:
        return record_call(
            at=event.at,
            line=event.line,
            linked_id=event.linked_id,
            direction=event.direction,
            ani=event.ani,
            dnis=event.dnis,
            queue=event.queue,
        )

    def _recording(self, event: RecordingTold) -> RecordRecording:
        return RecordRecording(
            at=event.at,
            call_id=call_id(event.line, event.linked_id),
            name=event.name[-NAME_LENGTH:],
            is_paused=event.is_paused,
            is_over=event.is_over,
        )

    def _offer(self, event: OfferRinging) -> RecordOffer:
        call = call_id(event.line, event.linked_id)
        self._offers[call][event.agent] += 1
        if len(self._offers) > MOST_CALLS:
            del self._offers[next(iter(self._offers))]
        return RecordOffer(
            at=event.at,
            offer_id=self._offer_id(call, event.agent),
            call_id=call,
            agent=event.agent,
            person_id=self._person_id if event.agent == self._agent else None,
        )

    def _end_offer(self, event: OfferEnded | CallAnswered, outcome: OfferOutcome) -> Iterator[EndOffer]:
        """Yield the end of the agent's last offer; a call that was dialled rang at nobody here."""
        call = call_id(event.line, event.linked_id)
        if call in self._offers and self._offers[call][event.agent]:
            yield EndOffer(at=event.at, offer_id=self._offer_id(call, event.agent), outcome=outcome)

    def _offer_id(self, call: UUID, agent: str) -> UUID:
        return offer_id(call, agent, self._offers[call][agent] - 1)
