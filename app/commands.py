"""Deciding: the one place where a command becomes fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy.exc import DataError, IntegrityError, StatementError
from sqlalchemy.orm import Session

from app.command import Actor, Command, Outcome
from app.errors import DomainError, GuardBroken, NotAllowed, UnknownCommand
from app.rights import MAY_DO, require
from app.wire import Numbered, is_plain_json
from db import ledger
from db.guards import broken_rule
from db.models.ledger import AppliedCommand, OutcomeState
from db.problems import StoreProblem


@dataclass(frozen=True, slots=True)
class Sent:
    """The desk that sent a command, and the command's number there."""

    desk_id: UUID
    n: int


class WasDecided(Exception):
    """A command had been decided before."""


# What comes of a command that is not done, or not now; a StoreProblem is what an error may look like.
NOT_DONE: Final = (DomainError, WasDecided, StatementError, OverflowError, StoreProblem)


def decide(session: Session, command: Command, by: Actor, sent: Sent | None = None) -> Outcome:
    """Decide a command inside the caller's transaction; one that was decided before is only answered.

    A refusal is an outcome like any other and is stored; everything else that goes wrong is raised and
    takes the transaction with it.
    """
    known = ledger.enter(session, _ledger_row(command, by) | _place(sent))
    if known is not None:
        return _stored(known, by)
    outcome = _try(session, command, by)
    ledger.settle(session, command.id, outcome.state, outcome.code, outcome.details or None)
    return outcome


def do(session: Session, command: Command, by: Actor, sent: Sent | None = None) -> None:
    """Make a command fact, in a transaction that the caller gives up if it does not become one.

    It takes a third fewer statements than `decide`, by which the caller then finds what came of it.
    Raises, of what only `decide` answers: NOT_DONE.
    """
    _make_so(session, command, by)
    if not ledger.enter_done(session, _ledger_row(command, by) | _place(sent)):
        raise WasDecided


def refuse(session: Session, numbered: Numbered, by: Actor, refusal: DomainError, sent: Sent) -> Outcome:
    """Store that what a desk sent is refused as it stands; one that was decided before is only answered."""
    row = numbered.model_dump(include={"id", "kind", "version", "at"})
    body = numbered.body if is_plain_json(numbered.body) else {}
    known = ledger.enter(session, row | {"body": body, "person_id": by.person_id} | _place(sent))
    if known is not None:
        return _stored(known, by)
    ledger.settle(session, numbered.id, OutcomeState.REFUSED, refusal.code, refusal.details or None)
    return Outcome(OutcomeState.REFUSED, refusal.code, refusal.details)


def _place(sent: Sent | None) -> dict[str, object]:
    return {"desk_id": sent and sent.desk_id, "n": sent and sent.n}


def _try(session: Session, command: Command, by: Actor) -> Outcome:
    try:
        with session.begin_nested():
            _make_so(session, command, by)
    except DomainError as refusal:
        return Outcome(OutcomeState.REFUSED, refusal.code, refusal.details)
    except IntegrityError as error:
        return Outcome(OutcomeState.REFUSED, GuardBroken.code, {"rule": broken_rule(error)})
    except (
        DataError,
        OverflowError,
    ):  # a value that no column takes; raised, it would block its desk for good
        return Outcome(OutcomeState.REFUSED, GuardBroken.code, {"rule": "value"})
    except StatementError as error:
        if not isinstance(error.orig, OverflowError):  # an instant past the end of the calendar
            raise
        return Outcome(OutcomeState.REFUSED, GuardBroken.code, {"rule": "value"})
    return Outcome(OutcomeState.DONE)


def _make_so(session: Session, command: Command, by: Actor) -> None:
    require(by, type(command))
    command.apply(session, by)
    session.flush()


def _ledger_row(command: Command, by: Actor) -> dict[str, object]:
    return {
        "id": command.id,
        "kind": command.command_kind(),
        "version": command.version,
        "person_id": by.person_id,
        "body": command.model_dump(mode="json", exclude={"id", "at"}),
        "at": command.at,
    }


def _stored(row: AppliedCommand, by: Actor) -> Outcome:
    """Return what came of a command before. Raises NotAllowed for a command of somebody else."""
    if row.person_id != by.person_id:
        raise NotAllowed(what="command")
    assert row.outcome is not None  # a row without one is never committed
    return Outcome(row.outcome, row.refusal_code, row.refusal_details or {})


def read_command(kind: str, version: int, command_id: UUID, at: datetime, body: dict[str, Any]) -> Command:
    """Return a command from what the ledger, an outbox or the wire has of it.

    Raises: UnknownCommand for a kind or version that this program does not know, or a body that does not fit.
    """
    found = _KINDS.get(kind)
    if found is None or version != found.version:  # the first older version will be upcast here
        raise UnknownCommand(kind=kind, version=version)
    if not is_plain_json(body):
        raise UnknownCommand(kind=kind, version=version)
    try:
        return found.model_validate({**body, "id": command_id, "at": at})
    except ValidationError as error:
        raise UnknownCommand(kind=kind, version=version) from error


_KINDS = {command.command_kind(): command for command in MAY_DO}
