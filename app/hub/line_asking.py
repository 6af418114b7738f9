"""What a desk asks of the floor's line: for its own agent, and of calls that ring or talk there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final
from uuid import UUID

from anyio import to_thread
from fastapi import APIRouter, Depends, Request
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.call_passing import ListenToCall
from app.command import OVERSEEING
from app.commands import decide
from app.errors import ControlNotAvailable, NotAllowed, NotFound
from app.floor.now import standing_of
from app.floor.queue_moves import moved_away
from app.hub.answers import refusals
from app.hub.hub import Hub, TheHub
from app.hub.line_calls import Where
from app.hub.rings import Rings
from app.hub.speaking import SignedInPerson
from app.hub.tokens import Speaker
from app.hub.transactions import transact
from app.phone_lines import line_way, queues_of
from app.rights import FLOOR
from app.telephony.agents import extension_of
from app.telephony.line import Asked, Control, Line
from app.wire import LineAsked
from db.models.floor import AgentState, QueueMember
from db.models.hub import ExtensionUse
from db.models.ledger import OutcomeState

_RINGING: Final = frozenset({Control.ANSWER, Control.REJECT})
_NO_CALL: Final = frozenset(
    {Control.DIAL, Control.READY, Control.NOT_READY, Control.QUEUES_IN, Control.QUEUES_OUT, Control.LISTEN}
)
# What a supervisor may ask for somebody else: to listen, and to repair how an agent stands at the PBX.
_FOR_OTHERS: Final = frozenset(
    {Control.LISTEN, Control.READY, Control.NOT_READY, Control.QUEUES_IN, Control.QUEUES_OUT}
)
_QUEUES: Final = frozenset({Control.QUEUES_IN, Control.QUEUES_OUT})

router = APIRouter(prefix="/v1", tags=["line"])


def _rings_of(request: Request) -> Rings:
    rings: Rings = request.app.state.rings
    return rings


TheRings = Annotated[Rings, Depends(_rings_of)]


@router.post(
    "/line",
    status_code=204,
    summary="Ask something of the phone line",
    responses=refusals(401, 403, 404, 409),
)
async def ask_line(hub: TheHub, rings: TheRings, speaker: SignedInPerson, body: LineAsked) -> None:
    """Ask for the agent at the extension of who speaks; what comes of it comes on the stream.

    Of a call only where it rings or talks at that agent. Supervisors may listen to others, which is written
    down before, and say for others whether they take calls and in which queues.
    """
    if not speaker.actor.roles & FLOOR:
        raise NotAllowed(what="line")
    mine = await to_thread.run_sync(extension_at, hub, speaker.desk_id)
    target = extension_of(body.agent) if body.agent else mine
    if body.control is Control.LISTEN and not body.agent:
        raise NotFound(what="call", id="")
    if (target != mine or body.control is Control.LISTEN) and not _may_for_others(speaker, body.control):
        raise NotAllowed(what="line")
    if not mine:
        raise NotAllowed(what="extension")
    line = rings.line_at(target, body.line, body.linked_id)
    if line is None:
        raise ControlNotAvailable(control=body.control.value, linked_id=body.linked_id)
    _require_call(rings, line, body, target)
    asked = await to_thread.run_sync(_asked, hub, line, body, target, mine)
    if asked.control is Control.LISTEN:
        await to_thread.run_sync(_write_down, hub, speaker, line, asked)
    rings.asked_by(speaker.desk_id, asked.control, asked.linked_id, asked.agent)
    line.ask(asked)


def _may_for_others(speaker: Speaker, control: Control) -> bool:
    return control in _FOR_OTHERS and bool(speaker.actor.roles & OVERSEEING)


def extension_at(hub: Hub, desk_id: UUID) -> str:
    """Return where the person of a desk sits; empty for nowhere."""
    with hub.store.read() as session:
        found = session.scalar(select(ExtensionUse.extension).where(ExtensionUse.desk_id == desk_id))
        return found or ""


def _require_call(rings: Rings, line: Line, body: LineAsked, target: str) -> None:
    """Raise NotFound for a call that is not on, NotAllowed for one that is not at this agent.

    A number is dialled under a name of its own: under that of a call one would be told of it.
    """
    call = rings.call(line.name, body.linked_id)
    if body.control is Control.DIAL and call is not None:
        raise NotAllowed(what="call")
    if body.control in _NO_CALL:
        return
    if call is None:
        raise NotFound(what="call", id=body.linked_id)
    wanted = Where.RINGS if body.control in _RINGING else Where.UP
    there = call.at.get(target)
    if there is None or (there is not wanted and body.control is not Control.HANG_UP):
        raise NotAllowed(what="call")


def _asked(hub: Hub, line: Line, body: LineAsked, target: str, mine: str) -> Asked:
    """Return what is asked, by the line's names; queues that nobody named are those of the person.

    Raises NotAllowed where calls are asked for somebody who takes none, and for a queue that is not theirs:
    only `MoveAgents` moves somebody to another.
    """

    def read(session: Session) -> tuple[str, str, tuple[str, ...]]:
        way = line_way(session, line.name)
        person = session.scalar(select(ExtensionUse.person_id).where(ExtensionUse.extension == target))
        queues = body.queues
        if body.control is Control.READY and (person is None or not _is_ready(session, person)):
            raise NotAllowed(what="line")  # calls follow how an agent stands here, not the other way round
        if body.control in _QUEUES:
            queues = _queues(session, line, person, body)
        named = way.agent if way is not None else str
        return named(target), named(mine), queues

    with hub.store.read() as session:
        agent, supervisor, queues = read(session)
    return Asked(
        control=body.control,
        agent=agent,
        linked_id=body.linked_id,
        number=body.number,
        reason=body.reason,
        queues=queues,
        supervisor=supervisor if body.control is Control.LISTEN else "",
    )


def _queues(session: Session, line: Line, person_id: UUID | None, body: LineAsked) -> tuple[str, ...]:
    """Return the queues that are meant; empty: all that the PBX has or had this person in."""
    own = tuple(queues_of(session, [person_id]).get(person_id, ())) if person_id is not None else ()
    at_pbx = select(QueueMember.queue).where(QueueMember.person_id == person_id)
    theirs = {*own, *session.scalars(at_pbx.where(QueueMember.line == line.name))}
    moved: Sequence[str] = ()
    if body.control is Control.QUEUES_IN and person_id is not None:  # a move holds until the next one
        moved = moved_away(session, line.name, or_were_in=True).get(person_id, ())
    allowed = theirs.difference(moved)
    if not set(body.queues) <= allowed or (moved and not allowed):
        raise NotAllowed(what="line")
    return body.queues or own or (tuple(sorted(allowed)) if moved else ())


def _is_ready(session: Session, person_id: UUID) -> bool:
    standing = standing_of(session, person_id)
    return standing is not None and standing.state is AgentState.READY


def _write_down(hub: Hub, speaker: Speaker, line: Line, asked: Asked) -> None:
    """Write into the audit who listens to whom. Raises NotAllowed where that is refused."""
    listens = ListenToCall(at=hub.now(), line=line.name, linked_id=asked.linked_id, agent=asked.agent)
    outcome = transact(hub.store, lambda session: decide(session, listens, speaker.actor))
    if outcome.state is OutcomeState.REFUSED:
        raise NotAllowed(what="listen")
