"""Seats: a person's store at a PC with its number, and the extension that the person sits at."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.commands import decide
from app.errors import ExtensionInUse, GuardBroken, NotAllowed
from app.floor.machine import What
from app.floor.moving import MoveAgent
from app.hub_person import HUB, be_a_person
from db.ids import new_id
from db.ledger import count_up
from db.models.hub import DeskSeat, ExtensionUse, Token, TokenKind
from db.models.people import Person

FIRST_NUMBER, LAST_NUMBER = 1000, 8999  # 9000 and above are drawn by stores that have no hub

NEW_A_DAY = 50  # desks of one person; numbers are never given twice


def seat(session: Session, person_id: UUID, desk_id: UUID | None, pc: str, now: datetime) -> DeskSeat:
    """Return the desk of a person at a PC, locked; a new one gets a number that no other ever had.

    An id that this store does not know is one that a restored dump has forgotten: it begins anew.
    Raises: NotAllowed for the desk of somebody else; GuardBroken when no numbers are left, or one person has
    taken too many within a day.
    """
    known = session.get(DeskSeat, desk_id, with_for_update={"key_share": True}) if desk_id else None
    if known is not None:
        if known.person_id != person_id:
            raise NotAllowed(what="desk")
        known.pc = pc
        return known
    number = FIRST_NUMBER - 1 + count_up(session, "hub_desks")
    if number > LAST_NUMBER:
        raise GuardBroken(rule="desk_number")
    lately = DeskSeat.person_id == person_id, DeskSeat.made_at > now - timedelta(days=1)
    if session.execute(select(func.count()).where(*lately)).scalar_one() >= NEW_A_DAY:
        raise GuardBroken(rule="new_desks")
    made = DeskSeat(id=desk_id or new_id(), person_id=person_id, number=number, pc=pc, last=0, made_at=now)
    session.add(made)
    session.flush()
    return made


def sit_down(session: Session, desk: DeskSeat, extension: str, now: datetime) -> None:
    """Say that this desk's person sits at an extension and at no other.

    Raises: ExtensionInUse with the name of somebody else who is signed in there.
    """
    leave(session, desk.id)
    if not extension:
        return
    wanted = insert(ExtensionUse).values(
        extension=extension, person_id=desk.person_id, desk_id=desk.id, since=now
    )
    # One step that also locks: somebody who sits there may be leaving in this moment.
    use = session.scalars(
        wanted.on_conflict_do_update(
            index_elements=["extension"], set_={"since": ExtensionUse.since}
        ).returning(ExtensionUse)
    ).one()
    if use.person_id != desk.person_id and _is_signed_in(session, use.desk_id, now):
        raise ExtensionInUse(extension=extension, name=session.get_one(Person, use.person_id).name)
    if use.person_id != desk.person_id:
        move_person(session, use.person_id, What.ELSEWHERE, now)
    use.person_id, use.desk_id, use.since = desk.person_id, desk.id, now


def leave(session: Session, desk_id: UUID) -> bool:
    """Give back the extension of a desk; tell whether it had one."""
    gone = delete(ExtensionUse).where(ExtensionUse.desk_id == desk_id).returning(ExtensionUse.extension)
    return session.execute(gone).first() is not None


def free_extension(session: Session, extension: str, now: datetime) -> None:
    """Let nobody sit at an extension; who sat there takes no calls any more."""
    gone = delete(ExtensionUse).where(ExtensionUse.extension == extension).returning(ExtensionUse.person_id)
    for person_id in session.scalars(gone).all():
        move_person(session, person_id, What.ELSEWHERE, now)


def move_person(session: Session, person_id: UUID, what: What, now: datetime) -> None:
    """Write down what happened to an agent at its seat, as the house itself."""
    be_a_person(session)
    decide(session, MoveAgent(at=now, person_id=person_id, what=what), HUB)


def _is_signed_in(session: Session, desk_id: UUID, now: datetime) -> bool:
    live = exists().where(Token.desk_id == desk_id, Token.kind == TokenKind.REFRESH, Token.expires_at > now)
    return bool(session.scalar(select(live)))
