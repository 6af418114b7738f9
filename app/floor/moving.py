"""Writing how agents stand: the one writer, and the commands that go through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import Field
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.command import Actor, Command, look_up
from app.errors import MoveNotAllowed, NotFound
from app.floor.machine import AGAIN, Happening, Standing, What, is_changed, step
from app.floor.now import as_standing, columns_of
from db.ids import derived_id
from db.models.calls import Call, CallDirection, OfferOutcome
from db.models.catalogue import Code, CodeList
from db.models.floor import (
    AgentNow,
    AgentSpan,
    AgentState,
    PlannedBreak,
    Queue,
    StateCause,
    WrapUpPolicy,
)
from db.models.interactions import Interaction
from db.models.people import Person

NO_CODE: Final = (
    "system"  # the outcome of a contact whose wrap-up ran out of time; retired: nobody chooses it
)
MOVED: Final = "moved agents"  # in a session: whom it moved, and how they stand then


class MoveAgent(Command):
    """Write down what happened to an agent: by the hub for its line, or by the only desk there is.

    What does not fit how the agent stands changes nothing.
    """

    person_id: UUID
    what: What
    call_id: UUID | None = None
    queue: str = ""
    reason: str = ""
    outcome: OfferOutcome | None = None

    def apply(self, session: Session, by: Actor) -> None:
        happened = Happening(
            what=self.what,
            at=self.at,
            call_id=self.call_id,
            queue=self.queue,
            reason=self.reason,
            outcome=self.outcome,
        )
        move_agent(session, self.person_id, happened, by, self.id)


class AskState(Command):
    """Ask for a state of one's own: ready, not ready with a reason, wrap-up, or to be logged out.

    During a call and its wrap-up it is what follows; wrap-up may be asked for during a call. Raises:
    MoveNotAllowed; NotFound for a reason that is not one's own to give, or for none where there are any.
    """

    central_only = True

    state: AgentState
    reason: str = Field(default="", max_length=40)

    def apply(self, session: Session, by: Actor) -> None:
        if self.state is AgentState.NOT_READY:
            require_reason(session, by.person_id, self.reason)
        happened = Happening(what=What.ASKED, at=self.at, state=self.state, reason=self.reason)
        if move_agent(session, by.person_id, happened, by, self.id) is None:
            raise MoveNotAllowed(old=AgentState.LOGGED_OUT.value, new=self.state.value)


class RepairState(Command):
    """Put another person into a state that is true: ready, not ready, or logged out. It is written down.

    Raises: MoveNotAllowed for who is logged out; NotFound.
    """

    central_only = True

    person_id: UUID
    state: AgentState
    reason: str = Field(default="", max_length=40)

    def apply(self, session: Session, by: Actor) -> None:
        look_up(session, Person, self.person_id)
        if self.reason:
            require_reason(session, self.person_id, self.reason)
        happened = Happening(what=What.REPAIRED, at=self.at, state=self.state, reason=self.reason)
        if move_agent(session, self.person_id, happened, by, self.id) is None:
            raise MoveNotAllowed(old=AgentState.LOGGED_OUT.value, new=self.state.value)


def move_agent(
    session: Session, person_id: UUID, happened: Happening, by: Actor, command_id: UUID
) -> Standing | None:
    """Let something happen to an agent, and write down every state that begins by it.

    Returns how the agent stands then; None for who has never signed in and does not now.
    """
    row = session.get(AgentNow, person_id, with_for_update={"key_share": True})
    if row is None and happened.what is not What.SIGNED_IN:
        return None
    now = as_standing(row) if row is not None else Standing(since=happened.at)
    happened = _known(session, person_id, now, happened)
    for nth in range(2 if happened.what in AGAIN else 1):
        then = step(now, happened)
        if then == now:
            break
        _write(session, person_id, then)
        if is_changed(now, then):
            session.add(_span(derived_id("agent_state", command_id, person_id, nth), person_id, then, by))
            _note_break(session, person_id, then)
        session.flush()
        now = then
    if now.cause is StateCause.WRAP_UP_OVER and happened.what is What.TIME_OVER:
        _leave_without_code(session, person_id, happened.call_id)
    session.info.setdefault(MOVED, {})[person_id] = now
    return now


def wrapped_up(session: Session, interaction: Interaction, at: datetime, by: Actor, command_id: UUID) -> None:
    """Let who recorded a contact go on, now that it is wrapped up."""
    happened = Happening(what=What.WRAPPED_UP, at=at, call_id=interaction.call_id)
    move_agent(session, interaction.person_id, happened, by, command_id)


def moved_in(session: Session) -> Mapping[UUID, Standing]:
    """Return whom this session moved, and how they stand then."""
    moved: Mapping[UUID, Standing] = session.info.get(MOVED, {})
    return moved


def require_reason(session: Session, person_id: UUID, reason: str) -> None:
    """Raise NotFound for a reason that the person's team has not; for none, if it has any."""
    team = session.scalar(select(Person.team).where(Person.id == person_id)) or ""
    mine = select(Code.code).where(
        Code.list == CodeList.AUX, Code.retired_at.is_(None), Code.team.in_(["", team])
    )
    wanted = mine.where(Code.code == reason) if reason else mine
    is_there = session.execute(wanted.limit(1)).first() is not None
    if is_there is not bool(reason):
        raise NotFound(what="code", id=reason)


def _write(session: Session, person_id: UUID, then: Standing) -> None:
    row = session.get(AgentNow, person_id)
    if row is None:
        session.add(AgentNow(person_id=person_id, **columns_of(then)))
        return
    for name, value in columns_of(then).items():
        setattr(row, name, value)


def _span(span_id: UUID, person_id: UUID, then: Standing, by: Actor) -> AgentSpan:
    return AgentSpan(
        id=span_id,
        person_id=person_id,
        at=then.since,
        state=then.state,
        reason_code=then.reason_code,
        cause=then.cause,
        by_id=by.person_id,
        call_id=then.call_id,
        queue=then.queue,
    )


def _note_break(session: Session, person_id: UUID, then: Standing) -> None:
    """Let a planned break begin with its reason, and be over with the first state after it."""
    mine = select(PlannedBreak).where(PlannedBreak.person_id == person_id, PlannedBreak.ended_at.is_(None))
    row = session.scalars(mine).one_or_none()
    if row is None:
        return
    is_away = then.state is AgentState.NOT_READY and then.reason_code == row.reason_code
    if is_away and row.begun_at is None:
        row.granted_at, row.begun_at = row.granted_at or then.since, then.since
    elif row.begun_at is not None and not is_away and then.state is not AgentState.UNKNOWN:
        row.ended_at = then.since


def _known(session: Session, person_id: UUID, now: Standing, happened: Happening) -> Happening:
    """Add what the store knows of it: the queue and its policy, and what was wrapped up."""
    match happened.what:
        case What.OFFERED | What.ANSWERED | What.HELD | What.RESUMED | What.CONSULTED:
            call = _call(session, happened.call_id)
            return replace(happened, queue=happened.queue or (call.queue if call is not None else ""))
        case What.OFFER_LOST:
            queue = session.get(Queue, now.queue)
            return replace(happened, rests=queue is None or queue.rests_after_refusal)
        case What.CALL_OVER:
            return _known_of_end(session, person_id, now, happened)
        case What.ASKED:
            return replace(happened, is_wrapped=not _waits(session, person_id, now.call_id))
    return happened


def _known_of_end(session: Session, person_id: UUID, now: Standing, happened: Happening) -> Happening:
    call, queue = _call(session, happened.call_id), session.get(Queue, now.queue)
    if queue is not None:
        policy, wrap_up_s = queue.wrap_up_policy, queue.wrap_up_s
    elif call is not None and call.direction is not CallDirection.IN:
        # Nobody waited for it in a queue: what was recorded is wrapped up, a word with a colleague is not.
        has_contact = _waits(session, person_id, happened.call_id)
        policy, wrap_up_s = WrapUpPolicy.MANDATORY if has_contact else WrapUpPolicy.OPTIONAL, 0
    else:
        policy, wrap_up_s = WrapUpPolicy.MANDATORY, 0
    sealed = _contacts(person_id, happened.call_id).where(Interaction.sealed_at.is_not(None))
    is_wrapped = session.execute(sealed).first() is not None
    return replace(happened, policy=policy, wrap_up_s=wrap_up_s, is_wrapped=is_wrapped)


def _call(session: Session, call_id: UUID | None) -> Call | None:
    return session.get(Call, call_id) if call_id is not None else None


def _contacts(person_id: UUID, call_id: UUID | None) -> Select[Interaction]:
    return select(Interaction).where(Interaction.person_id == person_id, Interaction.call_id == call_id)


def _waits(session: Session, person_id: UUID, call_id: UUID | None) -> bool:
    """Tell whether a contact of this call waits for its code."""
    if call_id is None:
        return False
    open_ones = _contacts(person_id, call_id).where(
        Interaction.sealed_at.is_(None), Interaction.disposition_code.is_(None)
    )
    return session.execute(open_ones).first() is not None


def _leave_without_code(session: Session, person_id: UUID, call_id: UUID | None) -> None:
    """Say of a contact that its time ran out. It stays open: the desk seals it with the words typed there."""
    if call_id is None:
        return
    for row in session.scalars(_contacts(person_id, call_id).where(Interaction.sealed_at.is_(None))):
        if row.disposition_code is None:
            row.disposition_code = NO_CODE
