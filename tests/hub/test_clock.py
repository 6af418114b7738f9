"""The hub reads the clock itself: what slips is told; no store that is away and no mistake stops it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.command import Command
from app.escalation import Escalate
from app.hub import clock as hub_clock
from app.hub_person import HUB
from app.rebooking import PassOn
from db.feed import customer_key
from db.models.clocks import Escalation
from db.models.ledger import AppliedCommand, OutcomeState
from db.models.people import Role
from db.store import Store
from tests.app.specimens import a
from tests.hub.conftest import Clock, signed_in
from tests.hub.serving import HubAtWork, serve
from tests.rows import CUSTOMER, ORDER, PERSONS

PATIENCE_S = 60.0


def wait_for(found: Callable[[], Any]) -> Any:
    until = time.monotonic() + PATIENCE_S
    while not (value := found()):
        assert time.monotonic() < until
        time.sleep(0.02)
    return value


def steps(store: Store) -> list[tuple[Any, int, Any]]:
    with store.read() as session:
        asked = select(Escalation.order_id, Escalation.step, Escalation.person_id)
        found = session.execute(asked.where(Escalation.clock == "visit").order_by(Escalation.step))
        return [tuple(row) for row in found]


@contextmanager
def a_month_later(store: Store, clock: Clock) -> Iterator[HubAtWork]:
    clock.ahead = timedelta(days=30)
    with serve(store, clock, beat_s=0.05) as at_work:
        yield at_work


LADDER = [
    (ORDER, step, PERSONS[role])
    for step, role in enumerate((Role.AGENT, Role.SUPERVISOR, Role.DISPATCHER, Role.ADMIN), 1)
]


def test_what_slipped_while_no_hub_ran_is_told_once_it_runs(hub_store: Store, clock: Clock) -> None:
    with a_month_later(hub_store, clock):
        wait_for(lambda: steps(hub_store) == LADDER)
    with a_month_later(hub_store, clock):
        time.sleep(0.2)  # several beats, in which nothing more is due
    assert steps(hub_store) == LADDER
    with hub_store.read() as session:
        deciders = set(session.scalars(select(AppliedCommand.person_id)))
    assert deciders == {HUB.person_id}


def test_a_desk_hears_of_it_by_the_feed(hub_store: Store, clock: Clock) -> None:
    with a_month_later(hub_store, clock):
        wait_for(lambda: steps(hub_store) == LADDER)
        with hub_store.read() as session:
            keys = session.connection().exec_driver_sql("select key from feed").scalars().all()
    assert customer_key(CUSTOMER) in keys


def test_a_store_that_is_away_is_asked_again(
    hub_store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _fail_twice(monkeypatch, OperationalError("select 1", {}, Exception("gone")))
    with a_month_later(hub_store, clock):
        wait_for(lambda: steps(hub_store) == LADDER)
    assert [one.getMessage() for one in caplog.records if one.name == hub_clock.__name__] == [
        "the clock waits for the store: OperationalError"
    ] * 2


def test_a_mistake_of_ours_is_logged_and_the_next_minute_is_read(
    hub_store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _fail_twice(monkeypatch, ValueError("田女士"))
    with a_month_later(hub_store, clock):
        wait_for(lambda: steps(hub_store) == LADDER)
    said = "\n".join(one.getMessage() for one in caplog.records if one.name == hub_clock.__name__)
    assert "the clock is not read: ValueError" in said
    assert "田" not in said


def _fail_twice(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    failures = iter([error, error])
    keep_time = hub_clock.keep_time

    def failing(*asked: Any) -> int:
        for failure in failures:
            raise failure
        return keep_time(*asked)

    monkeypatch.setattr(hub_clock, "keep_time", failing)


@pytest.mark.parametrize("kind", [Escalate, PassOn])
def test_no_desk_reads_the_clock_for_the_hub(hub: HubAtWork, kind: type[Command]) -> None:
    with signed_in(hub, Role.SUPERVISOR) as caller:
        decided = caller.do(a(kind))
    assert (decided.state, decided.code) == (OutcomeState.REFUSED, "not_allowed")
