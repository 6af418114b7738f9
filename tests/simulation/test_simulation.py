"""A day of a branch in the suite; a week is ``python -m tests.simulation``, a quarter ``--long``."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.escalation import due_escalations
from app.promise_rules import PromiseClock
from db.models.orders import NextStep, OrderState, RepairOrder
from db.models.people import Person
from db.models.providers import Capacity, Half
from db.store import Store, open_embedded
from tests.rows import NOW, ORDER, PROVIDER, TOMORROW, a_case, add_work, an_order, put, uid
from tests.simulation import run
from tests.simulation.checks import violations
from tests.simulation.kept import copy_store, lay_aside, mind_of
from tests.simulation.run import Scale, simulate, table


@pytest.mark.timeout(600)
def test_in_a_day_nothing_is_without_owner_over_capacity_or_late_unseen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Laid aside after a night and taken up again, as a quarter is that does not go through at once."""
    night = simulate(Scale(days=1, orders_a_day=30, customers=80), kept=tmp_path)
    monkeypatch.setattr(run, "demo_store", nothing_is_made)
    result = simulate(Scale(days=1.5, orders_a_day=30, customers=80), kept=tmp_path)
    assert result.violations == [], table(result)
    assert result.checks > night.checks > 60
    happened = result.counts
    for what in ("AcceptOrder", "RecordVisit", "FinishOrder", "UrgeOrder", "BookOrder", "HandOver"):
        assert happened[what] > 0, table(result)
    assert happened["decided while cut, pushed later"] > 0
    assert sum(number for name, number in happened.items() if name.startswith("escalations")) > 0


def nothing_is_made(*_asked: object, **_how: object) -> None:
    raise AssertionError("a branch that was laid aside is not made anew")


def test_each_lay_aside_has_the_store_as_it_is(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    with closing(open_embedded(tmp_path / "plain.db", None, create=True)) as store:
        for n in range(1, 4):
            put(store, Person(id=uid(n), login=str(n), name=str(n), extension="", team="", active=True))
            lay_aside(kept, store, n)
            copy_store(kept, tmp_path / f"{n}.db")
            with closing(open_embedded(tmp_path / f"{n}.db", None)) as copy, copy.read() as session:
                assert session.scalar(select(func.count()).select_from(Person)) == n
            assert mind_of(kept, store) == n
    assert len(list(kept.iterdir())) == 2  # what is laid aside, and its name


def test_what_must_not_be_is_seen(embedded_store: Store) -> None:
    with embedded_store.write() as session:
        add_work(session)
        assert violations(session, NOW) == []
        session.get_one(Capacity, (PROVIDER, TOMORROW, Half.PM)).used += 1
        session.flush()
        [over] = violations(session, NOW)
        assert over.endswith("1 used, 0 booked, 2 fit")
        session.get_one(Capacity, (PROVIDER, TOMORROW, Half.PM)).used -= 1
    late = violations_at(embedded_store, timedelta(days=4))
    assert {sentence.partition(" of ")[0] for sentence in late} == {"next step", "promised visit", "case"}
    put(embedded_store, a_case(uid(0x990), due_at=NOW + timedelta(days=30)))
    asked = an_order(uid(0x991), uid(0x990), next_step=NextStep.VISIT, contact_due_at=NOW, promised_to=None)
    put(embedded_store, asked)
    assert any(sentence.startswith("contact of") for sentence in violations_at(embedded_store, timedelta(0)))


def test_a_promised_visit_that_waits_for_a_part_is_told_when_it_is_over(embedded_store: Store) -> None:
    with embedded_store.write() as session:
        add_work(session)
        order = session.get_one(RepairOrder, ORDER)
        order.state, order.next_step = OrderState.PART_AWAITED, NextStep.PART
        order.next_step_at, promised_to = NOW + timedelta(days=9), order.promised_to
        assert promised_to is not None
    with embedded_store.read() as session:
        told = [one for one in due_escalations(session, promised_to) if one.order_id == ORDER]
    assert [(one.clock, one.due_at) for one in told] == [(PromiseClock.VISIT, promised_to)]


def violations_at(store: Store, later: timedelta) -> list[str]:
    with store.read() as session:
        return violations(session, NOW + later)
