"""The outbox of a desk with a hub: forecast, number, send, settle, and what needs attention.

The hub decides every number, in order; none is ever left out. So a command that cannot be played over new
rows any more is still sent, and only the hub's refusal brings it before a person. The hub refuses what builds
on it too: the rows that it names are not there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, or_, select, true, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.command import Actor, Command, new_id
from app.commands import read_command
from app.errors import DomainError, GuardBroken, NotFound, Refused, UnknownCommand
from app.sync.named import ids_in
from app.wire import BATCH, EARLIEST, LATEST, Decided, Numbered
from db.feed import RULES
from db.guards import broken_rule
from db.ids import derived_id
from db.ledger import count_up
from db.models.ledger import OutcomeState, StoreFact
from db.models.outbox import HeldBundle, OutboxBundle, OutboxCommand, Sending, Touched

KEPT = timedelta(days=7)
COUNTER = "outbox_n"
COPIED = ("customer:", "call:", "ref:")  # the bundles whose rows stand in a desk's tables

__all__ = ["Attention", "Sending", "attention", "forecast", "mend", "next_batch", "settle", "withdraw"]


@dataclass(frozen=True, slots=True)
class Attention:
    """A refused command, with all that was typed.

    ``command`` is None when this program cannot read it any more; ``builds_on`` are the numbers of refused
    commands whose ids it names.
    """

    n: int
    command: Command | None
    kind: str
    at: datetime
    code: str
    details: dict[str, Any]
    body: dict[str, Any]
    builds_on: tuple[int, ...]


def forecast(session: Session, command: Command, by: Actor, not_after: datetime | None = None) -> int:
    """Apply a command to this desk's copy and put it in the outbox; return its number.

    Rights are the hub's business. What only the centre decides is not applied; ``not_after`` is until when
    the hub may do it (the hub's time). A command that is here already keeps its number.
    Raises: DomainError when it is refused here; nothing is written then.
    """
    known = session.scalar(select(OutboxCommand).where(OutboxCommand.command_id == command.id))
    if known is not None:
        if known.state is Sending.REFUSED:
            raise Refused(known.refusal_code or "refused", known.refusal_details or {})
        return known.n
    keys: set[str] = set() if command.central_only else play(session, command, by)
    n = count_up(session, COUNTER)
    session.add(
        OutboxCommand(
            n=n,
            command_id=command.id,
            kind=command.command_kind(),
            version=command.version,
            body=command.model_dump(mode="json", exclude={"id", "at"}),
            at=command.at,
            state=Sending.WAITING,
            central_only=command.central_only,
            not_after=not_after,
            in_replay=bool(keys),
        )
    )
    session.add_all(OutboxBundle(n=n, key=key) for key in keys)
    session.flush()
    return n


def play(session: Session, command: Command, by: Actor) -> set[str]:
    """Apply a command in a savepoint and return the bundles it touched. Raises: DomainError."""
    session.execute(delete(Touched))
    try:
        with session.begin_nested():
            command.apply(session, by)
            session.flush()
    except IntegrityError as error:
        raise GuardBroken(rule=broken_rule(error)) from error
    return {key for key in session.scalars(select(Touched.key)) if key.startswith(COPIED)}


def read(row: OutboxCommand) -> Command:
    """Return the command of a row. Raises: UnknownCommand."""
    return read_command(row.kind, row.version, row.command_id, row.at, row.body)


def next_batch(session: Session, limit: int = BATCH) -> list[Numbered]:
    """Return what the hub has not answered, in order.

    What a person has to attend to or has done with must not be done: of that the number alone is sent.
    """
    rows = session.scalars(_unanswered().limit(limit))
    return [_whole(row) if row.state in _ON_THE_WAY else _number_alone(row) for row in rows]


def _whole(row: OutboxCommand) -> Numbered:
    # Not judged here: what does not fit is for the hub to say, and holds nothing else up.
    return Numbered.model_construct(
        n=row.n,
        id=row.command_id,
        kind=row.kind,
        version=row.version,
        at=row.at,
        body=row.body,
        not_after=row.not_after,
    )


def _number_alone(row: OutboxCommand) -> Numbered:
    """Return what the hub refuses unread, whatever it said of the command itself."""
    return Numbered(
        n=row.n,
        id=_id_of_number(row),
        kind=row.kind,
        version=row.version,
        at=min(max(row.at, EARLIEST), LATEST),
        body={},
        not_after=EARLIEST,
    )


def _id_of_number(row: OutboxCommand) -> UUID:
    return derived_id("number", row.command_id)


_ON_THE_WAY = (Sending.WAITING, Sending.SENT)


def _unanswered() -> Any:
    return select(OutboxCommand).where(OutboxCommand.settled_at.is_(None)).order_by(OutboxCommand.n)


def mark_sent(session: Session, numbers: Collection[int]) -> None:
    """Note that these are on their way: from now on the hub may know them."""
    waiting = OutboxCommand.n.in_(numbers), OutboxCommand.state == Sending.WAITING
    session.execute(update(OutboxCommand).where(*waiting).values(state=Sending.SENT))


def settle(session: Session, decided: Iterable[Decided], now: datetime) -> set[int]:
    """Write down the hub's answers; return the numbers that it refused, for ``rebase.refuse`` to take back.

    Time zone: ``now`` is aware.
    """
    refused = set()
    for one in decided:
        row = session.get(OutboxCommand, one.n)
        if row is None or one.id not in (row.command_id, _id_of_number(row)):
            continue
        row.settled_at = now
        if one.state is OutcomeState.DONE:
            row.state = Sending.CONFIRMED
        elif row.state in _ON_THE_WAY:
            _refuse(row, one.code or "refused", one.details)
            refused.add(one.n)
    session.flush()
    return refused


def refuse_unread(session: Session, n: int, refusal: DomainError) -> bool:
    """Bring a command before a person that the hub did not take; return whether it was not there already.

    ``rebase.refuse`` takes it back. Its number is sent all the same: the hub takes every one.
    """
    row = session.get_one(OutboxCommand, n)
    if row.state not in _ON_THE_WAY:
        return False
    _refuse(row, refusal.code, refusal.details)
    session.flush()
    return True


def _refuse(row: OutboxCommand, code: str, details: dict[str, Any]) -> None:
    row.state, row.in_replay = Sending.REFUSED, False
    row.refusal_code, row.refusal_details = code, details


def attention(session: Session) -> list[Attention]:
    """Return what was refused and nobody has mended or withdrawn, oldest first."""
    rows = _refused(session)
    builds_on = _builds_on(session, rows)
    return [_attention(row, builds_on[row.n]) for row in rows]


def _attention(row: OutboxCommand, builds_on: tuple[int, ...]) -> Attention:
    try:
        command = read(row)
    except UnknownCommand:
        command = None
    return Attention(
        n=row.n,
        command=command,
        kind=row.kind,
        at=row.at,
        code=row.refusal_code or "refused",
        details=row.refusal_details or {},
        body=row.body,
        builds_on=builds_on,
    )


def mend(
    session: Session, n: int, command: Command, by: Actor, not_after: datetime | None = None
) -> list[int]:
    """Send a command in the place of a refused one, and again what builds on that one.

    Each has a new id; the new numbers are returned. What is refused here stays where it is.
    Raises: NotFound when ``n`` needs no attention; DomainError when the command is refused here.
    """
    row, *built = _with_what_builds_on(session, n)
    sent = [forecast(session, _under_a_new_id(command, row), by, not_after)]
    row.state = Sending.MENDED
    for later in built:
        try:
            again = _under_a_new_id(read(later), later)
            sent.append(forecast(session, again, by, not_after if again.central_only else None))
        except DomainError:
            continue
        later.state = Sending.MENDED
    session.flush()
    return sent


def _under_a_new_id(command: Command, old: OutboxCommand) -> Command:
    return command.model_copy(update={"id": new_id()}) if command.id == old.command_id else command


def withdraw(session: Session, n: int) -> list[int]:
    """Give up a refused command with what builds on it; return their numbers. Raises: NotFound."""
    rows = _with_what_builds_on(session, n)
    for row in rows:
        row.state = Sending.WITHDRAWN
    session.flush()
    return [row.n for row in rows]


def _refused(session: Session) -> list[OutboxCommand]:
    refused = select(OutboxCommand).where(OutboxCommand.state == Sending.REFUSED)
    return list(session.scalars(refused.order_by(OutboxCommand.n)))


def _with_what_builds_on(session: Session, n: int) -> list[OutboxCommand]:
    rows = _refused(session)
    builds_on = _builds_on(session, rows)
    found: dict[int, OutboxCommand] = {}
    for row in rows:
        if row.n == n or found.keys() & set(builds_on[row.n]):
            found[row.n] = row
    if n not in found:
        raise NotFound(what="outbox", id=str(n))
    return list(found.values())


def _builds_on(session: Session, rows: list[OutboxCommand]) -> dict[int, tuple[int, ...]]:
    """Return for each refused command those that made an id it names.

    Made by a refused command is an id in its body that no row here has, now that its effect is taken back.
    """
    named = {row.n: ids_in(row.body) for row in rows}
    known = _known_ids(session, set().union(*named.values()))
    maker: dict[UUID, int] = {}
    builds_on = {}
    for n, ids in named.items():
        builds_on[n] = tuple(sorted({maker[one] for one in ids if one in maker}))
        for one in ids - known:
            maker.setdefault(one, n)
    return builds_on


def _known_ids(session: Session, ids: set[UUID]) -> set[UUID]:
    columns = [model.__table__.c.id for model in RULES if "id" in model.__table__.c]
    return {found for column in columns for found in session.scalars(select(column).where(column.in_(ids)))}


def sending(session: Session, ids: Iterable[UUID]) -> dict[UUID, Sending]:
    """Return how far what this desk decided about each record is; what needs attention goes before the rest.

    A record that nothing is on its way about is confirmed.
    """
    states = dict.fromkeys(ids, Sending.CONFIRMED)
    open_states = (*_ON_THE_WAY, Sending.REFUSED)
    bodies = select(OutboxCommand.body, OutboxCommand.state).where(OutboxCommand.state.in_(open_states))
    for body, state in session.execute(bodies.order_by(OutboxCommand.n)):
        for one in ids_in(body) & states.keys():
            if states[one] is not Sending.REFUSED:
                states[one] = state
    return states


def count_unsent(session: Session) -> int:
    """Count what waits or is on its way."""
    return _count(session, *_ON_THE_WAY)


def count_attention(session: Session) -> int:
    return _count(session, Sending.REFUSED)


def _count(session: Session, *states: Sending) -> int:
    found = select(func.count()).select_from(OutboxCommand).where(OutboxCommand.state.in_(states))
    return session.scalar(found) or 0


def forget_old(session: Session, now: datetime) -> None:
    """Remove what was settled seven days ago and needs nobody any more."""
    old = select(OutboxCommand.n).where(
        OutboxCommand.settled_at < now - KEPT,
        OutboxCommand.in_replay.is_(False),
        OutboxCommand.state != Sending.REFUSED,
    )
    numbers = list(session.scalars(old))
    for model in (OutboxBundle, OutboxCommand):
        session.execute(delete(model).where(model.n.in_(numbers)))


def resend_after(session: Session, last: int) -> None:
    """Begin again behind the last number that a restored centre knows.

    What was confirmed is asked anew, however late; of what a person has done with the number alone is sent.
    What was sent under a former desk_id may be lost too: then, and where the next number is not kept any
    more, all is numbered anew.
    """
    confirmed = OutboxCommand.state == Sending.CONFIRMED
    former = session.scalar(select(OutboxCommand.n).where(OutboxCommand.n < 1, confirmed).limit(1))
    lost = OutboxCommand.n > last if former is None else true()
    session.execute(update(OutboxCommand).where(lost, confirmed).values(not_after=None))
    session.execute(update(OutboxCommand).where(lost).values(settled_at=None))
    again = update(OutboxCommand).where(lost, or_(confirmed, OutboxCommand.state == Sending.SENT))
    touched = select(OutboxBundle.n).where(OutboxBundle.n == OutboxCommand.n).exists()
    session.execute(again.values(state=Sending.WAITING, in_replay=touched))
    session.execute(update(HeldBundle).where(HeldBundle.through > last).values(through=last))
    session.expire_all()
    first = session.scalars(_unanswered().limit(1)).one_or_none()
    if first is not None and not 1 <= first.n <= last + 1:
        renumber(session)


def renumber(session: Session) -> None:
    """Number what is not answered from 1, for a new desk_id; what the hub has answered moves below zero."""
    low, high = session.execute(select(func.min(OutboxCommand.n), func.max(OutboxCommand.n))).one()
    if high is not None:
        down = max(high, 0) - min(low, 0) + 1
        for model in (OutboxBundle, OutboxCommand):
            session.execute(
                update(model).values(n=model.n - down).execution_options(synchronize_session=False)
            )
    waiting = [row.n for row in session.scalars(_unanswered())]
    for n, old in enumerate(waiting, start=1):
        for model in (OutboxBundle, OutboxCommand):
            moved = update(model).where(model.n == old).values(n=n)
            session.execute(moved.execution_options(synchronize_session=False))
    session.execute(update(HeldBundle).values(through=0))
    session.expunge_all()
    session.merge(StoreFact(name=COUNTER, value=str(len(waiting))))
    session.flush()
