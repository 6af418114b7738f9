"""What is counted at the end: in the central store with plain SQL, and in every desk's copy row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.calls import HUB_PERSON
from app.commands import decide, read_command
from app.new_store import actor_of
from db.feed import RULES, KeyRule
from db.models.base import Base
from db.models.ledger import AppliedCommand, OutcomeState
from db.models.outbox import HeldBundle, OutboxCommand, Sending
from db.models.providers import Capacity
from db.store import Store
from tests.torture.ledger import Ledger, Said

SHOWN = (Sending.REFUSED, Sending.MENDED, Sending.WITHDRAWN)  # a person saw it or can see it
IN_COPIES = ("customer", "call", "ref")
REPLAYED = (*RULES, Capacity)


@dataclass
class Verdict:
    """``wrong`` is everything that is neither lost nor doubled and not right either."""

    confirmed: int = 0
    shown: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def line(self) -> str:
        return (
            f"confirmed {self.confirmed} lost {len(self.lost)} doubled {len(self.doubled)}"
            f" refused-and-shown {self.shown}"
        )

    def is_good(self) -> bool:
        return not (self.lost or self.doubled or self.wrong) and self.confirmed > 0


def judge(centre: Store, again: Store, copies: dict[int, Store], ledger: Ledger) -> Verdict:
    """Count. ``again`` is a central store as the other was before the first command."""
    verdict = Verdict()
    _count_commands(verdict, centre, copies, ledger)
    with centre.read() as session:
        verdict.doubled += _what_counts_double(session)
        verdict.wrong += _where_places_differ(session)
        rows = {model: _rows(session, model) for model in REPLAYED}
    for desk, copy in copies.items():
        verdict.wrong += [f"desk {desk}: {found}" for found in _where_copy_differs(copy, rows)]
    verdict.wrong += _where_replay_differs(centre, again, rows)
    return verdict


def _count_commands(verdict: Verdict, centre: Store, copies: dict[int, Store], ledger: Ledger) -> None:
    """Follow every command that was promised, and every one that a desk holds, to its decision."""
    outcomes = _outcomes(centre)
    outboxes = {desk: _outbox(copy) for desk, copy in copies.items()}
    for command, desk in ledger.of(Said.PROMISED).items():
        if command not in outboxes[desk]:
            verdict.lost.append(f"{command} of desk {desk} was promised and is not in its outbox")
    for desk, outbox in outboxes.items():
        for command, state in outbox.items():
            _count(verdict, f"{command} of desk {desk}", state, outcomes.get(command))
    for said, outcome in ((Said.CONFIRMED, OutcomeState.DONE), (Said.REFUSED, OutcomeState.REFUSED)):
        for command, desk in ledger.of(said).items():
            if outcomes.get(command) is not outcome:
                verdict.lost.append(f"{command} of desk {desk} is {outcomes.get(command)}, it said {said}")
    for command, desk in ledger.of(Said.NOT_KEPT).items():
        if command in outcomes or command in outboxes[desk]:
            verdict.wrong.append(f"{command} of desk {desk} was said not to be kept")
    known = {command for outbox in outboxes.values() for command in outbox}
    verdict.wrong += [f"{command} was decided and is in no outbox" for command in outcomes.keys() - known]


def _count(verdict: Verdict, which: str, state: Sending, outcome: OutcomeState | None) -> None:
    if state is Sending.CONFIRMED and outcome is OutcomeState.DONE:
        verdict.confirmed += 1
    elif state in SHOWN and outcome is OutcomeState.REFUSED:
        verdict.shown += 1
    else:
        verdict.lost.append(f"{which} is {state} there and {outcome} at the centre")


def _outcomes(centre: Store) -> dict[UUID, OutcomeState | None]:
    with centre.read() as session:
        return dict(session.execute(select(AppliedCommand.id, AppliedCommand.outcome)).all())


def _outbox(copy: Store) -> dict[UUID, Sending]:
    with copy.read() as session:
        return dict(session.execute(select(OutboxCommand.command_id, OutboxCommand.state)).all())


# Each tells what was counted another number of times than its command was done.
_DOUBLES = {
    "numbers of a desk": """
        select desk.id, desk.last, count(applied.n), max(applied.n)
        from desk left join applied_command applied on applied.desk_id = desk.id
        group by desk.id having count(applied.n) <> desk.last or coalesce(max(applied.n), 0) <> desk.last""",
    "attempts of a follow-up": """
        select f.id, f.attempts, count(a.id) from follow_up f left join attempt a on a.follow_up_id = f.id
        group by f.id having count(a.id) <> f.attempts""",
    "attempts of a command": """
        select c.id, count(a.id) from applied_command c
        left join attempt a on a.id = (c.body ->> 'attempt_id')::uuid
        where c.kind = 'RecordAttempt' group by c.id, c.outcome
        having count(a.id) <> (c.outcome = 'done')::int""",
    "attempts in all": """
        select a.n, c.n from (select count(*) n from attempt) a,
        (select count(*) n from applied_command where kind = 'RecordAttempt' and outcome = 'done') c
        where a.n <> c.n""",
    "urges of an order": """
        select o.id, o.urge_count, count(e.id) from repair_order o
        left join order_event e on e.order_id = o.id and e.kind = 'urged'
        group by o.id having count(e.id) <> o.urge_count""",
    "urges of a command": """
        select c.id, count(e.id) from applied_command c
        left join order_event e on e.id = (c.body ->> 'event_id')::uuid and e.kind = 'urged'
        where c.kind = 'UrgeOrder' group by c.id, c.outcome
        having count(e.id) <> (c.outcome = 'done')::int""",
    "bookings of a command": """
        select c.id, count(b.id) from applied_command c
        left join booking b on b.id = (c.body ->> 'booking_id')::uuid
        where c.kind = 'DispatchOrder' group by c.id, c.outcome
        having count(b.id) <> (c.outcome = 'done')::int""",
}

_PLACES = """
    select provider_id, "on", half, cap, used, held from (
        select c.*, (select count(*) from booking b where b.state = 'held' and b.provider_id = c.provider_id
                     and b."on" = c."on" and b.half = c.half) held from capacity c) counted
    where used <> held or used > cap"""


def _what_counts_double(session: Session) -> list[str]:
    return [
        f"{what}: {tuple(row)}"
        for what, statement in _DOUBLES.items()
        for row in session.execute(text(statement))
    ]


def _where_places_differ(session: Session) -> list[str]:
    return [f"places of a half-day: {tuple(row)}" for row in session.execute(text(_PLACES))]


Rows = dict[tuple[Any, ...], Any]


def _rows(session: Session, model: type[Base]) -> Rows:
    """Return the rows of a table by their primary key."""
    table = model.__table__
    keys = [list(table.columns).index(column) for column in table.primary_key]
    return {tuple(row[place] for place in keys): tuple(row) for row in session.execute(select(table))}


def _where_copy_differs(copy: Store, centre: dict[type[Base], Rows]) -> Iterator[str]:
    """Tell which row of a copy is not the centre's, and which row of a held bundle is not there.

    Where a bundle says that there is more, rows may be missing.
    """
    with copy.read() as session:
        held = dict(session.execute(select(HeldBundle.key, HeldBundle.more)).all())
        waiting = session.scalars(select(OutboxCommand.n).where(OutboxCommand.in_replay)).all()
        mine = {model: _rows(session, model) for model in RULES}
    if waiting:
        yield f"commands {waiting} are still played over its rows"
    for model, rules in RULES.items():
        for key, row in mine[model].items():
            if centre[model].get(key) != row:
                yield f"{model.__tablename__} {key} is {row}, at the centre {centre[model].get(key)}"
        for key, row in centre[model].items():
            if key not in mine[model] and any(held.get(one) is False for one in _keys_of(model, rules, row)):
                yield f"{model.__tablename__} {key} is missing"


def _keys_of(model: type[Base], rules: tuple[KeyRule, ...], row: tuple[Any, ...]) -> Iterator[str]:
    """Yield the bundles that a row belongs to, by the rules of the feed."""
    values = dict(zip(model.__table__.columns.keys(), row, strict=True))
    for rule in rules:
        if rule.kind not in IN_COPIES or (rule.unless is not None and values[rule.unless] is not None):
            continue
        if rule.column is None:
            yield f"{rule.kind}:{model.__tablename__}"
        elif values[rule.column] is not None:
            yield f"{rule.kind}:{values[rule.column].hex}"


def _where_replay_differs(centre: Store, again: Store, rows: dict[type[Base], Rows]) -> Iterator[str]:
    """Do on an empty store what was done, in the order of the decisions, and compare all rows."""
    with centre.read() as session:
        done = session.execute(
            select(AppliedCommand)
            .where(AppliedCommand.outcome == OutcomeState.DONE)
            .order_by(AppliedCommand.seq)
        ).scalars()
        commands = [
            (row.person_id, read_command(row.kind, row.version, row.id, row.at, row.body)) for row in done
        ]
    with again.read() as session:
        actors = {person: actor_of(session, person) for person in {person for person, _ in commands}}
    for person, command in commands:
        with again.write() as session:
            outcome = decide(session, command, actors[person])
        if outcome.state is not OutcomeState.DONE:
            yield f"replayed, {command.command_kind()} {command.id} is refused: {outcome.code}"
    with again.read() as session:
        for model in REPLAYED:
            replayed, there = _rows(session, model), rows[model]
            differs = Counter(key for key in replayed.keys() | there if replayed.get(key) != there.get(key))
            differs.pop((HUB_PERSON,), None)  # no command makes the house itself
            yield from (f"replayed, {model.__tablename__} {key} is another row" for key in differs)
