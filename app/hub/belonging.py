"""Whose it is what a desk sends: order numbers, ids that others would derive too, and calls."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.call_passing import ListenToCall, PassCall
from app.callbacks import RecordVoicemail
from app.calls import AnswerCall, BindCall, EndCall, EndOffer, RecordCall, RecordLegs, UnbindCall
from app.command import OVERSEEING, Actor, Command
from app.dispatch import DispatchOrder, RequestOrder
from app.errors import NotAllowed
from app.escalation import Escalate
from app.floor.help_calls import AskHelp
from app.floor.moving import MoveAgent
from app.interactions import OpenInteraction
from app.orders import desk_of_number
from app.rebooking import PassOn
from app.recordings import LetRecordingsGo, RecordRecording
from db.ids import call_id, interaction_id
from db.models.calls import Offer
from db.models.hub import DeskSeat
from db.models.interactions import Interaction


def require_own(session: Session, by: Actor, command: Command) -> None:
    """Raise NotAllowed for a command about what is another person's."""
    match command:
        case DispatchOrder() | RequestOrder():
            _require_own_number(session, by, command.number)
        case RecordCall():
            _require_id(command.call_id, call_id(command.line, command.linked_id))
        case OpenInteraction():
            _require_id(command.interaction_id, interaction_id(command.call_id, by.person_id))
        case AnswerCall() | EndCall() | BindCall() | UnbindCall() | PassCall():
            _require_part_in(session, by, command.call_id)
        case AskHelp(call_id=UUID() as call):
            _require_part_in(session, by, call)
        case RecordLegs() | RecordVoicemail() | ListenToCall() | MoveAgent() | RecordRecording():
            raise NotAllowed(what="line")  # the hub says itself what is on at its line
        case Escalate() | PassOn() | LetRecordingsGo():
            raise NotAllowed(what="clock")  # the hub reads the clock itself
        case EndOffer():
            offer = session.get(Offer, command.offer_id)
            if offer is not None:
                _require_part_in(session, by, offer.call_id)


def _require_own_number(session: Session, by: Actor, number: str) -> None:
    """Raise NotAllowed for an order under a number that the desk of somebody else gives."""
    giver = session.scalar(select(DeskSeat.person_id).where(DeskSeat.number == desk_of_number(number)))
    if giver not in (None, by.person_id):
        raise NotAllowed(what="order_number")


def _require_id(sent: UUID, derived: UUID) -> None:
    """Raise NotAllowed for an id that somebody else's would be."""
    if sent != derived:
        raise NotAllowed(what="id")


def _require_part_in(session: Session, by: Actor, call: UUID) -> None:
    """Raise NotAllowed for a call that rang at others, or is recorded by others, and not by this person."""
    if by.roles & OVERSEEING:
        return
    persons = {
        person_id
        for model in (Offer, Interaction)
        for person_id in session.scalars(select(model.person_id).where(model.call_id == call))
        if person_id is not None
    }
    if persons and by.person_id not in persons:
        raise NotAllowed(what="call")
