"""Scenarios of a shift: the files as they are shipped, and who is chosen to ring."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.demo.callers import Who, callers
from app.demo.scenarios import SCENARIOS, DemoScenario, load_scenarios, plan_shift
from app.demo.store import demo_store
from app.matching import Candidate, candidates
from app.numbers import normalise_number
from app.orders import CLOSED
from db.models.customers import Unit
from db.models.orders import RepairOrder
from db.store import Store

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
SEED, CALLS = 7, 40


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """A demo's store, for reading only."""
    with demo_store(SEED, 600, None, now=NOW) as demo, demo.store.read() as session:
        yield session


@pytest.fixture(scope="module")
def scenarios() -> list[DemoScenario]:
    return load_scenarios()


def who_has(session: Session, ani: str) -> list[Candidate]:
    return candidates(session, normalise_number(ani).key)


def test_every_file_is_a_scenario_of_its_name(scenarios: list[DemoScenario]) -> None:
    assert [each.id for each in scenarios] == sorted(path.stem for path in SCENARIOS.glob("*.json"))
    assert {"known_late_order", "unknown_caller", "hangs_up_ringing"} <= {each.id for each in scenarios}


def test_a_step_that_means_nothing_is_refused(tmp_path: Path) -> None:
    facts = json.loads((SCENARIOS / "hangs_up_ringing.json").read_text(encoding="utf-8"))
    (tmp_path / "wrong.json").write_text(json.dumps(facts | {"steps": [{"wait": "a while"}]}))
    with pytest.raises(ValidationError):
        load_scenarios(tmp_path)


def test_no_two_calls_of_a_shift_are_typed_alike(scenarios: list[DemoScenario]) -> None:
    for scenario in scenarios:
        first, second = scenario.texts(1), scenario.texts(2)
        assert not first or first["notes"] != second["notes"]


def test_a_shift_is_the_same_again_for_its_seed(session: Session, scenarios: list[DemoScenario]) -> None:
    plan = plan_shift(session, scenarios, CALLS, SEED, NOW)
    assert plan == plan_shift(session, scenarios, CALLS, SEED, NOW)
    assert plan != plan_shift(session, scenarios, CALLS, SEED + 1, NOW)
    assert [call.number for call in plan] == list(range(1, CALLS + 1))


def test_each_scenario_comes_at_least_once(session: Session, scenarios: list[DemoScenario]) -> None:
    for seed in range(20):
        plan = plan_shift(session, scenarios, len(scenarios), seed, NOW)
        assert {call.scenario.id for call in plan} == {each.id for each in scenarios}


def test_a_caller_rings_again_only_when_all_others_have(
    session: Session, scenarios: list[DemoScenario]
) -> None:
    plan = plan_shift(session, scenarios, 400, SEED, NOW)
    for who in Who:
        rang = Counter(call.ani for call in plan if call.scenario.caller.who is who)
        fitting = callers(session, who, NOW)
        assert set(rang) <= set(fitting)
        assert max(rang.values()) - min(rang.get(ani, 0) for ani in fitting) <= 1


def test_the_number_that_rings_is_the_line_s(session: Session, scenarios: list[DemoScenario]) -> None:
    call = plan_shift(session, scenarios, 1, SEED, NOW)[0]
    assert call.ring == call.scenario.call.model_copy(update={"ani": call.ani})


@pytest.mark.parametrize("who", set(Who) - {Who.NOBODY})
def test_a_known_caller_is_one_customer(session: Session, who: Who) -> None:
    found = callers(session, who, NOW)
    assert len(found) >= 2
    for ani in found[:50]:
        assert len(who_has(session, ani)) == 1


def test_a_number_that_nobody_has_is_nobody_s(session: Session) -> None:
    found = callers(session, Who.NOBODY, NOW)
    assert len(set(found)) == 100
    assert not any(who_has(session, ani) for ani in found)


def test_a_late_order_is_open_and_its_promise_is_over(session: Session) -> None:
    for ani in callers(session, Who.LATE_ORDER, NOW):
        [customer] = who_has(session, ani)
        late = select(func.count()).where(
            RepairOrder.customer_id == customer.customer_id,
            RepairOrder.state.not_in(CLOSED),
            RepairOrder.promised_to < NOW,
        )
        assert session.scalar(late)


def test_a_customer_of_one_unit_has_nothing_open(session: Session) -> None:
    for ani in callers(session, Who.ONE_UNIT, NOW)[:50]:
        [customer] = who_has(session, ani)
        units = select(func.count()).where(
            Unit.customer_id == customer.customer_id, Unit.retired_on.is_(None)
        )
        assert (session.scalar(units), customer.open_orders) == (1, 0)


def test_a_scenario_that_nobody_fits_is_left_out(
    embedded_store: Store, scenarios: list[DemoScenario]
) -> None:
    with embedded_store.read() as session:
        assert not callers(session, Who.LATE_ORDER, NOW)
        plan = plan_shift(session, scenarios, CALLS, SEED, NOW)
    assert len(plan) == CALLS
    assert Who.LATE_ORDER not in {call.scenario.caller.who for call in plan}
