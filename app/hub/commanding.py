"""Taking commands: each desk's in the order of its numbers, each decided in a transaction of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from sqlalchemy import BigInteger, bindparam, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.command import Command, Outcome
from app.commands import NOT_DONE, Sent, decide, do, read_command, refuse
from app.customers import EditCustomer
from app.errors import (
    CopiedProfile,
    DomainError,
    GuardBroken,
    HubFault,
    NotAllowed,
    OtherEpoch,
    TooLate,
    TooMuchRead,
    UnknownCommand,
    WrongNumber,
)
from app.hub.answers import refusals
from app.hub.belonging import require_own
from app.hub.bundling import read_bundles
from app.hub.faults import log_fault
from app.hub.hub import Hub, TheHub
from app.hub.reading import Why, log_reads
from app.hub.speaking import Sender
from app.hub.tokens import Speaker
from app.hub.transactions import transact
from app.rights import MAY_DO
from app.wire import Bundle, Decided, Numbered, Push, Pushed
from db.models.hub import DeskSeat, TokenKind
from db.models.ledger import AppliedCommand, OutcomeState, StoreFact
from db.prepared import Prepared, PreparedRows
from db.store import StoreProblem

_LOG = logging.getLogger(__name__)

router = APIRouter(prefix="/v1", tags=["commands"])


@router.post("/commands", summary="Decide commands of a desk", responses=refusals(401, 403, 409))
def push(hub: TheHub, speaker: Sender, body: Push) -> Pushed:
    """Decide in order; a number that was taken before is answered with its stored outcome.

    At a gap nothing behind it is taken: `expected` says what comes next, and when nothing at all was taken
    the answer is `wrong_number`. The bundles asked for in `bring` are read after the last decision.
    """
    if speaker.kind is TokenKind.SUBMIT and body.bring:
        raise NotAllowed(what="bring")
    decided: list[Decided] = []
    expected = _expected(hub, speaker, body.epoch)
    try:
        for sent in body.commands:
            decided.append(_take(hub, speaker, sent))
            expected = max(expected, sent.n + 1)
    except WrongNumber as gap:
        if not decided:
            raise
        expected = gap.details["expected"]
    finally:
        if decided:
            hub.feed.nudge()
    return Pushed(decided=tuple(decided), expected=expected, bundles=_bring(hub, speaker, body.bring))


def _expected(hub: Hub, speaker: Speaker, epoch: UUID) -> int:
    """Return the number that is taken next. Raises OtherEpoch."""
    with hub.store.read() as session:
        [[last, here]] = _STANDING.rows(session.connection(), {"desk_id": speaker.desk_id})
    if epoch != UUID(here):
        raise OtherEpoch(epoch=here, last=last)
    return int(last) + 1


_STANDING = Prepared(
    select(DeskSeat.last, StoreFact.value).where(
        DeskSeat.id == bindparam("desk_id"), StoreFact.name == "epoch"
    )
)


def _take(hub: Hub, speaker: Speaker, sent: Numbered) -> Decided:
    """Decide one command; one that a mistake of the hub meets is refused, so that it holds no other up."""
    try:
        outcome = _decided(hub, speaker, sent)
    except (DomainError, StoreProblem, SQLAlchemyError):
        raise
    except Exception as error:
        log_fault(_LOG, f"{sent.kind} cannot be decided", error)
        outcome = transact(hub.store, lambda session: _in_order(session, speaker, sent, _refuse_for_fault))
    details = _told(speaker, outcome)
    return Decided(n=sent.n, id=sent.id, state=outcome.state, code=outcome.code, details=details)


def _decided(hub: Hub, speaker: Speaker, sent: Numbered) -> Outcome:
    """Decide, at first as what will be done; what will not is decided anew, and its refusal is kept.

    What another desk made in the same moment looks like a broken guard: once it has committed, the command
    finds it.
    """
    try:
        return transact(hub.store, lambda session: _in_order(session, speaker, sent, partial(_do, hub)))
    except NOT_DONE:
        return transact(hub.store, lambda session: _in_order(session, speaker, sent, partial(_decide, hub)))


def _in_order(
    session: Session,
    speaker: Speaker,
    sent: Numbered,
    decide_it: Callable[[Session, Speaker, Numbered], Outcome],
) -> Outcome:
    """Decide the command whose number is next. Raises WrongNumber, CopiedProfile."""
    mine = DeskSeat.id == speaker.desk_id
    # One step, which also locks the desk until the command is decided.
    if not _TAKE.rows(session.connection(), {"desk_id": speaker.desk_id, "its_n": sent.n}):
        last = session.execute(select(DeskSeat.last).where(mine)).scalar_one()
        if sent.n > last:
            raise WrongNumber(expected=last + 1)
        return _answer_again(session, speaker.desk_id, sent)
    return decide_it(session, speaker, sent)


_TAKE = PreparedRows(
    update(DeskSeat)
    .where(DeskSeat.id == bindparam("desk_id"), DeskSeat.last == bindparam("its_n", type_=BigInteger) - 1)
    .values(last=bindparam("its_n", type_=BigInteger))
    .returning(DeskSeat.last)
)


def _refuse_for_fault(session: Session, speaker: Speaker, sent: Numbered) -> Outcome:
    return refuse(session, sent, speaker.actor, HubFault(), Sent(speaker.desk_id, sent.n))


def _do(hub: Hub, session: Session, speaker: Speaker, sent: Numbered) -> Outcome:
    do(session, _read(hub, session, speaker, sent), speaker.actor, Sent(speaker.desk_id, sent.n))
    return Outcome(OutcomeState.DONE)


def _decide(hub: Hub, session: Session, speaker: Speaker, sent: Numbered) -> Outcome:
    place = Sent(speaker.desk_id, sent.n)
    try:
        command = _read(hub, session, speaker, sent)
    except (TooLate, GuardBroken, UnknownCommand, NotAllowed, TooMuchRead) as refusal:
        return refuse(session, sent, speaker.actor, refusal, place)
    return decide(session, command, speaker.actor, place)


def _read(hub: Hub, session: Session, speaker: Speaker, sent: Numbered) -> Command:
    """Return the command if it may be decided here and now.

    Raises TooLate, GuardBroken, UnknownCommand, NotAllowed, TooMuchRead.
    """
    if sent.not_after is not None and hub.now() > sent.not_after:
        raise TooLate
    if sent.at - hub.now() > hub.ahead:
        raise GuardBroken(rule="clock")
    command = read_command(sent.kind, sent.version, sent.id, sent.at, sent.body)
    require_own(session, speaker.actor, command)
    _log_edit(session, hub, speaker, command)
    return command


def _log_edit(session: Session, hub: Hub, speaker: Speaker, command: Command) -> None:
    """Write an edit down as a read: its refusal tells what stands there. Raises TooMuchRead."""
    if isinstance(command, EditCustomer) and speaker.actor.roles & MAY_DO[EditCustomer]:
        log_reads(session, hub, speaker, [command.customer_id], Why(subject=command.command_kind()))


def _told(speaker: Speaker, outcome: Outcome) -> dict[str, Any]:
    """Return the details of an outcome; to an outbox left behind not what stands there."""
    hidden = {"theirs"} if speaker.kind is TokenKind.SUBMIT else set()
    return {name: value for name, value in outcome.details.items() if name not in hidden}


def _answer_again(session: Session, desk_id: UUID, sent: Numbered) -> Outcome:
    """Return the stored outcome of a number that was taken. Raises CopiedProfile for another command's."""
    taken = session.scalars(
        select(AppliedCommand).where(AppliedCommand.desk_id == desk_id, AppliedCommand.n == sent.n)
    ).one_or_none()
    if taken is None:  # it had been decided before under another number
        taken = session.get(AppliedCommand, sent.id)
    if taken is None or taken.id != sent.id or taken.outcome is None:
        raise CopiedProfile(n=sent.n)
    return Outcome(taken.outcome, taken.refusal_code, taken.refusal_details or {})


def _bring(hub: Hub, speaker: Speaker, keys: tuple[str, ...]) -> tuple[Bundle, ...]:
    """Read bundles for an answer; a desk that has read too much gets its outcomes all the same."""
    if not keys:
        return ()
    try:
        return read_bundles(hub, speaker, keys, Why()).bundles
    except TooMuchRead:
        return ()
