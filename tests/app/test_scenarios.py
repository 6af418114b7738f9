"""Scenarios of a shift: the files as they are shipped, and who is chosen to ring."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.demo.callers import Who, callers
from app.demo.scenarios import SCENARIOS, DemoScenario, PlannedCall, load_scenarios, plan_shift
from app.demo.store import Demo, demo_store
from app.matching import Candidate, candidates
from app.numbers import normalise_number
from app.orders import CLOSED
from db.models.customers import Unit
from db.models.orders import RepairOrder
from db.models.people import Role
from db.store import Store
from tests.rows import PERSONS

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
SEED, CALLS = 7, 40
Plan = Callable[[int, int], list[PlannedCall]]


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    with demo_store(SEED, 600, None, now=NOW) as demo:
        yield demo


@pytest.fixture(scope="module")
def session(demo: Demo) -> Iterator[Session]:
    """The demo's store, for reading only."""
    with demo.store.read() as session:
        yield session


@pytest.fixture(scope="module")
def plan(demo: Demo, session: Session, scenarios: list[DemoScenario]) -> Plan:
    """Plan so many calls by a seed."""
    person = demo.actor.person_id
    return lambda calls, seed: plan_shift(session, scenarios, calls, seed, NOW, person_id=person)


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


@pytest.mark.parametrize("spoiled", [{"dial": {}}, {"caller": None}, {"call": None, "caller": None}])
def test_a_call_that_neither_comes_nor_is_made_or_both_is_refused(
    tmp_path: Path, spoiled: dict[str, object]
) -> None:
    facts = json.loads((SCENARIOS / "hangs_up_ringing.json").read_text(encoding="utf-8"))
    (tmp_path / "wrong.json").write_text(json.dumps(facts | spoiled))
    with pytest.raises(ValidationError, match="a call comes from a caller, or is dialled"):
        load_scenarios(tmp_path)


def test_no_two_calls_of_a_shift_are_typed_alike(scenarios: list[DemoScenario]) -> None:
    for scenario in scenarios:
        first, second = scenario.texts(1), scenario.texts(2)
        assert not first or first != second


def test_a_shift_is_the_same_again_for_its_seed(plan: Plan) -> None:
    assert plan(CALLS, SEED) == plan(CALLS, SEED)
    assert plan(CALLS, SEED) != plan(CALLS, SEED + 1)
    assert [call.number for call in plan(CALLS, SEED)] == list(range(1, CALLS + 1))


def test_each_scenario_comes_at_least_once(plan: Plan, scenarios: list[DemoScenario]) -> None:
    for seed in range(20):
        assert {call.scenario.id for call in plan(len(scenarios), seed)} == {each.id for each in scenarios}


def test_a_promised_call_is_made_once_and_nobody_rings_in_it(plan: Plan) -> None:
    made = [call for call in plan(400, SEED) if call.ring is None]
    assert [(call.scenario.id, call.ani) for call in made] == [("promised_call", "")]


def test_a_caller_rings_again_only_when_all_others_have(session: Session, plan: Plan) -> None:
    rings = [(call.scenario.caller.who, call.ani) for call in plan(400, SEED) if call.scenario.caller]
    for who in Who:
        rang = Counter(ani for whose, ani in rings if whose is who)
        fitting = callers(session, who, NOW)
        assert set(rang) <= set(fitting)
        assert max(rang.values()) - min(rang.get(ani, 0) for ani in fitting) <= 1


def test_the_number_that_rings_is_the_line_s(plan: Plan) -> None:
    call = next(call for call in plan(CALLS, SEED) if call.scenario.call)
    assert call.ring == call.scenario.call.model_copy(update={"ani": call.ani})


@pytest.mark.parametrize("who", [who for who in Who if who is not Who.NOBODY])
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
    person = PERSONS[Role.AGENT]
    with embedded_store.read() as session:
        assert not callers(session, Who.LATE_ORDER, NOW)
        plan = plan_shift(session, scenarios, CALLS, SEED, NOW, person_id=person)
    assert len(plan) == CALLS
    assert {"known_late_order", "promised_call"}.isdisjoint(call.scenario.id for call in plan)
