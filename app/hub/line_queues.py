"""Who signs in joins the queues that the store names for that person, and leaves them at the sign-out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import ControlNotAvailable
from app.events import DeviceState, MemberTold
from app.floor.queue_moves import moved_away
from app.hub.floor_line import may_be_offered
from app.hub.hub import Hub
from app.phone_lines import line_way, queues_of
from app.rows import rows
from app.telephony.line import Asked, Control, Line
from db.models.floor import QueueMember
from db.models.hub import ExtensionUse


@dataclass(frozen=True, slots=True)
class Member:
    """A person as a line has them: the line's name of the agent, and the queues."""

    person_id: UUID
    agent: str
    queues: dict[str, int]  # with their penalties
    moved_away: tuple[str, ...] = ()  # from queues that the PBX may still have them in


def member(session: Session, line: str, person_id: UUID, extension: str) -> Member:
    return _members(session, line, {extension: person_id})[0]


def seated_members(hub: Hub, line: str) -> list[Member]:
    """Return everybody who sits at an extension."""
    with hub.store.read() as session:
        seats = rows(session, select(ExtensionUse.extension, ExtensionUse.person_id))
        away = moved_away(session, line)
        found = _members(session, line, dict(seats))
        return [replace(one, moved_away=tuple(away.get(one.person_id, ()))) for one in found]


def _members(session: Session, line: str, seats: Mapping[str, UUID]) -> list[Member]:
    """Return who sits at these extensions: at the begin of a line that is the whole floor at once."""
    way, queues = line_way(session, line), queues_of(session, seats.values())
    return [
        Member(person_id, way.agent(extension) if way is not None else extension, queues.get(person_id, {}))
        for extension, person_id in seats.items()
    ]


def left_queues(session: Session, line: str) -> list[MemberTold]:
    """Return who was taken out of a queue of this line, and how they were in it."""
    out = select(QueueMember).where(QueueMember.line == line, ~QueueMember.is_in, QueueMember.agent != "")
    return [
        MemberTold(
            line=line,
            at=row.at,
            agent=row.agent,
            queue=row.queue,
            is_member=False,
            is_paused=row.is_paused,
            reason="",
            device=DeviceState(row.device),
            name=row.name,
            state_interface=row.state_interface,
            penalty=row.penalty,
        )
        for row in session.scalars(out)
    ]


def join_queues(hub: Hub, line: Line, who: Member) -> None:
    """Let a person into their queues, paused unless the person takes calls; a line that cannot is left alone.

    Somebody who is in them already stays as before.
    """
    standing = hub.floor.standings.get(who.person_id)
    for penalty in sorted(set(who.queues.values())):
        same = tuple(queue for queue, its in who.queues.items() if its == penalty)
        _ask(line, Control.QUEUES_IN, who, same, penalty)
    if standing is None or may_be_offered(standing) is False:
        _ask(line, Control.NOT_READY, who, tuple(who.queues))


def leave_queues(line: Line, who: Member) -> None:
    _ask(line, Control.QUEUES_OUT, who, tuple(who.queues))


def leave_as_moved(line: Line, who: Member) -> None:
    """Take a person out of the queues that they were moved away from while the line did not hear of it."""
    _ask(line, Control.QUEUES_OUT, who, who.moved_away)


def _ask(line: Line, control: Control, who: Member, queues: tuple[str, ...], penalty: int = 0) -> None:
    if not queues or control not in line.controls:
        return
    try:
        line.ask(Asked(control=control, agent=who.agent, queues=queues, penalty=penalty))
    except ControlNotAvailable:  # the line has just gone: when it is back all join anew
        return
