"""What holds for every command: it is done, counted once, refused whole, and replayed to the same rows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app import rights
from app.cases import CloseCase
from app.command import Command
from app.commands import WasDecided, decide, do
from app.dispatch import DispatchOrder
from app.errors import GuardBroken, MoveNotAllowed, NotFound
from app.orders import UrgeOrder
from db.ids import new_id
from db.models.ledger import AppliedCommand, OutcomeState
from db.models.people import Role
from db.store import Store
from tests.app.specimens import MISSING, SPECIMENS, a, all_commands, before, doer
from tests.rows import CASE, NOBODY, ORDER, actor, everything, only, run

LEDGER = frozenset({"applied_command"})


def test_there_is_a_specimen_of_every_command() -> None:
    assert set(SPECIMENS) == set(all_commands()) == set(rights.MAY_DO)


@pytest.mark.parametrize("kind", SPECIMENS)
def test_a_command_is_done_and_changes_something(work: Store, kind: type[Command]) -> None:
    for earlier in before(kind):
        run(work, earlier, by=doer(type(earlier)))
    rows = everything(work, without=LEDGER)
    command = a(kind)
    assert run(work, command, by=doer(kind)) == ["done"]
    assert everything(work, without=LEDGER) != rows
    row: AppliedCommand = only(work, AppliedCommand, command.id)
    seq = 1 + len(before(kind))
    assert (row.kind, row.version, row.at, row.seq) == (kind.__name__, 1, command.at, seq)
    assert kind.model_validate({"id": row.id, "at": row.at, **row.body}) == command


@pytest.mark.parametrize("kind", SPECIMENS)
def test_a_command_played_twice_counts_once(work: Store, kind: type[Command]) -> None:
    for earlier in before(kind):
        run(work, earlier, by=doer(type(earlier)))
    command = a(kind)
    run(work, command, by=doer(kind))
    once = everything(work)
    assert run(work, command, command, by=doer(kind)) == ["done", "done"]
    assert everything(work) == once


@pytest.mark.parametrize(("kind", "field"), MISSING)
def test_a_command_about_something_unknown_is_refused_whole(
    work: Store, kind: type[Command], field: str
) -> None:
    rows = everything(work, without=LEDGER)
    assert run(work, a(kind, **{field: NOBODY}), by=doer(kind)) == ["not_found"]
    assert everything(work, without=LEDGER) == rows


def test_a_refusal_played_twice_is_the_stored_one_though_it_could_be_done_by_now(work: Store) -> None:
    urge = a(UrgeOrder, order_id=NOBODY)
    assert run(work, urge, urge) == ["not_found", "not_found"]
    with work.write() as session:
        outcome = decide(session, urge, actor())
    assert (outcome.state, outcome.code) == (OutcomeState.REFUSED, "not_found")
    assert outcome.details == {"what": "repair_order", "id": str(NOBODY)}
    with work.read() as session:
        assert session.scalars(select(AppliedCommand.id)).all() == [urge.id]
    # the same words under a new id, now that nothing stands in the way
    assert run(work, urge, a(UrgeOrder, order_id=ORDER)) == ["not_found", "done"]


def test_what_is_done_at_once_is_in_the_ledger_as_if_it_had_been_decided(work: Store) -> None:
    first, second = a(UrgeOrder), a(UrgeOrder, id=new_id(), event_id=new_id())
    run(work, first)
    with work.write() as session:
        do(session, second, actor())
    decided, done = only(work, AppliedCommand, first.id), only(work, AppliedCommand, second.id)
    assert (done.outcome, done.refusal_code, done.refusal_details) == (OutcomeState.DONE, None, None)
    assert (done.kind, done.person_id, done.seq) == (decided.kind, decided.person_id, decided.seq + 1)
    rows = everything(work)
    with pytest.raises(WasDecided), work.write() as session:
        do(session, a(CloseCase, id=second.id), actor())
    with pytest.raises(NotFound), work.write() as session:
        do(session, a(UrgeOrder, id=new_id(), order_id=NOBODY), actor())
    assert everything(work) == rows


def test_the_same_id_with_other_words_is_the_first_one(work: Store) -> None:
    first = a(CloseCase)
    other = a(CloseCase, id=first.id, state="cancelled")
    assert run(work, first, other) == ["done", "done"]
    assert only(work, AppliedCommand, first.id).body["state"] == "done"
    assert only(work, rows_of("service_case"), CASE).state.value == "done"


def rows_of(table: str) -> Any:
    from db.models.base import Base

    return next(m.class_ for m in Base.registry.mappers if m.class_.__tablename__ == table)


def test_a_refusal_halfway_leaves_nothing_of_the_command(work: Store) -> None:
    """The half-day is taken before the order's number turns out to be there already."""
    first = a(DispatchOrder)
    assert run(work, first) == ["done"]
    rows = everything(work, without=LEDGER)
    ids = {name: new_id() for name in ("order_id", "booking_id", "taken_event_id", "sent_event_id")}
    again = a(DispatchOrder, half="pm", **ids)
    assert run(work, again) == [GuardBroken.code]
    assert only(work, AppliedCommand, again.id).refusal_details == {"rule": "unique"}
    assert everything(work, without=LEDGER) == rows


def test_a_bug_takes_the_whole_transaction_with_it(work: Store) -> None:
    class Stumble(UrgeOrder):
        def apply(self, session: Any, by: Any) -> None:
            super().apply(session, by)
            raise ZeroDivisionError

    before = everything(work)
    stumble = Stumble(**a(UrgeOrder).model_dump())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rights, "MAY_DO", {**rights.MAY_DO, Stumble: frozenset(Role)})
        with pytest.raises(ZeroDivisionError):
            run(work, stumble)
    assert everything(work) == before


def test_seq_numbers_the_decisions_in_the_order_they_were_made(work: Store) -> None:
    urges = [a(UrgeOrder, event_id=new_id()) for _ in range(3)]
    refused = a(UrgeOrder, order_id=NOBODY)
    run(work, urges[2], refused, urges[0], urges[1])
    with work.read() as session:
        order: list[UUID] = list(session.scalars(select(AppliedCommand.id).order_by(AppliedCommand.seq)))
    assert order == [urges[2].id, refused.id, urges[0].id, urges[1].id]


def test_a_command_is_frozen_and_takes_no_unknown_words() -> None:
    urge = a(UrgeOrder)
    with pytest.raises(ValueError, match="frozen"):
        urge.note = "x"
    with pytest.raises(ValueError, match="Extra inputs"):
        a(UrgeOrder, notes="x")
    with pytest.raises(ValueError, match="timezone"):
        a(UrgeOrder, at="2026-11-23T09:30:00")


def test_a_closed_matter_stays_closed(work: Store) -> None:
    assert run(work, a(CloseCase), a(CloseCase)) == ["done", MoveNotAllowed.code]
    with pytest.raises(ValueError, match="state"):
        a(CloseCase, state="open")
