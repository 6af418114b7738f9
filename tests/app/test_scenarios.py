"""Scenarios of a shift: the files as they are shipped, and who is chosen to ring."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.demo.callers import Who, callers
from app.demo.planned import PlannedCall, plan_practice, plan_shift
from app.demo.scenarios import SCENARIOS, DemoScenario, Seen, by_lesson, load_scenarios
from app.demo.store import Demo, demo_store
from app.matching import Candidate, candidates
from app.numbers import normalise_number
from app.orders import CLOSED
from db.models.customers import Unit
from db.models.orders import OrderState, RepairOrder
from db.models.people import Role
from db.store import Store
from tests.rows import PERSONS

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
SEED, CALLS = 7, 40
STRANGERS = (Who.NOBODY, Who.WITHHELD, Who.TIAN_WITHHELD, Who.TECHNICIAN)
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
    assert len(scenarios) >= 16


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


def test_the_codes_of_each_scenario_are_in_the_catalogue(scenarios: list[DemoScenario]) -> None:
    codes = json.loads((SCENARIOS.parent / "catalogue" / "codes.json").read_text(encoding="utf-8"))
    known = {kind: {code["code"] for code in codes[kind]} for kind in ("reason", "disposition")}
    for expect in (each.expected(call) for each in scenarios for call in (1, 2)):
        assert {expect.reason} <= known["reason"] | {None}
        assert {expect.disposition} <= known["disposition"] | {None}


def test_a_lesson_asks_for_all_that_is_expected(scenarios: list[DemoScenario]) -> None:
    """Whoever does what the cues say has done what the report asks for."""
    for each in scenarios:
        for call in range(1, each.rings + 1):
            expect, cues = each.expected(call), [cue for cue in each.lesson.cues if cue.call == call]
            asked = {cue.until for cue in cues}
            wanted = {
                Seen.ORDERED: expect.orders,
                Seen.PROMISED: expect.follow_ups,
                Seen.CHASED: expect.chased,
                Seen.REGISTERED: expect.registered,
                Seen.REASON: expect.reason,
                Seen.SEALED: expect.interactions and not expect.attempt,
                Seen.TRIED: expect.attempt,
            }
            assert {seen for seen, count in wanted.items() if count} <= asked, each.id
            assert expect.orders == max((cue.times for cue in cues if cue.until is Seen.ORDERED), default=0)


def test_each_lesson_has_a_place_of_its_own(scenarios: list[DemoScenario]) -> None:
    assert [each.lesson.place for each in by_lesson(scenarios)] == list(range(1, len(scenarios) + 1))


def test_a_practice_meets_nobody_twice(demo: Demo, session: Session, scenarios: list[DemoScenario]) -> None:
    plan = plan_practice(session, scenarios, NOW, person_id=demo.actor.person_id)
    assert [each.scenario for each in plan] == by_lesson(scenarios)
    rings = [ring for each in plan for ring in zip(each.scenario.callers(), each.ringers, strict=True)]
    met = [ringer.customer_id for who, ringer in rings if ringer.customer_id and who is not Who.LATE_ORDER]
    assert len(set(met)) == len(met) >= 12


def test_no_two_calls_of_a_shift_are_typed_alike(scenarios: list[DemoScenario]) -> None:
    for scenario in scenarios:
        for call in range(1, scenario.rings + 1):
            first, second = scenario.texts(1, call), scenario.texts(2, call)
            assert not first or first != second


def test_a_shift_is_the_same_again_for_its_seed(plan: Plan) -> None:
    assert plan(CALLS, SEED) == plan(CALLS, SEED)
    assert plan(CALLS, SEED) != plan(CALLS, SEED + 1)
    assert [call.number for call in plan(CALLS, SEED)] == list(range(1, len(plan(CALLS, SEED)) + 1))


def test_each_scenario_comes_at_least_once(plan: Plan, scenarios: list[DemoScenario]) -> None:
    for seed in range(3):
        rings = sum(each.rings for each in scenarios)
        assert {call.scenario.id for call in plan(rings, seed)} == {each.id for each in scenarios}


def test_a_shift_has_as_many_calls_as_were_asked_for(plan: Plan) -> None:
    for calls in (1, 8):
        assert sum(call.scenario.rings for call in plan(calls, SEED)) == calls


def test_a_promised_call_is_made_once_and_nobody_rings_in_it(plan: Plan) -> None:
    made = [call for call in plan(400, SEED) if call.ring() is None]
    assert [(call.scenario.id, call.ringers) for call in made] == [("promised_call", ())]


def test_a_caller_rings_again_only_when_all_others_have(session: Session, plan: Plan) -> None:
    rings = [
        ring for call in plan(400, SEED) for ring in zip(call.scenario.callers(), call.ringers, strict=True)
    ]
    for who in Who:
        rang = Counter(ringer for whose, ringer in rings if whose is who)
        fitting = callers(session, who, NOW)
        assert set(rang) <= set(fitting)
        assert max(rang.values()) - min(rang.get(ringer, 0) for ringer in fitting) <= 1


def test_the_number_that_rings_is_the_line_s(plan: Plan) -> None:
    planned = next(call for call in plan(CALLS, SEED) if call.scenario.second)
    for call, scenario in ((1, planned.scenario.call), (2, planned.scenario.second.call)):
        assert planned.ring(call) == scenario.model_copy(update={"ani": planned.ringers[call - 1].ani})


@pytest.mark.parametrize("who", [who for who in Who if who not in (*STRANGERS, Who.SHARED)])
def test_a_known_caller_is_one_customer(session: Session, who: Who) -> None:
    found = callers(session, who, NOW)
    assert len(found) >= 2
    for ringer in found[:50]:
        assert [one.customer_id for one in who_has(session, ringer.ani)] == [ringer.customer_id]


def test_a_shared_number_is_of_several_of_different_names(session: Session) -> None:
    for ringer in callers(session, Who.SHARED, NOW):
        sharing = who_has(session, ringer.ani)
        assert 2 <= len(sharing) <= 4
        assert [one.customer_id for one in sharing if one.name == ringer.name] == [ringer.customer_id]


def test_who_was_repaired_twice_has_one_unit_and_two_repairs_in_ninety_days(session: Session) -> None:
    for ringer in callers(session, Who.REPAIRED_TWICE, NOW):
        repairs = select(RepairOrder.unit_id).where(
            RepairOrder.customer_id == ringer.customer_id,
            RepairOrder.opened_at > NOW - timedelta(days=90),
            RepairOrder.state != OrderState.CANCELLED,
        )
        units = session.scalars(repairs).all()
        assert (len(units), len(set(units))) == (2, 1)


def test_a_number_that_nobody_has_is_nobody_s(session: Session) -> None:
    found = callers(session, Who.NOBODY, NOW)
    assert len(set(found)) == 100
    assert not any(who_has(session, ringer.ani) for ringer in found)


def test_a_late_order_is_open_and_its_promise_is_over(session: Session) -> None:
    for ringer in callers(session, Who.LATE_ORDER, NOW):
        [customer] = who_has(session, ringer.ani)
        late = select(func.count()).where(
            RepairOrder.customer_id == customer.customer_id,
            RepairOrder.state.not_in(CLOSED),
            RepairOrder.promised_to < NOW,
        )
        assert session.scalar(late)


def test_a_customer_of_one_unit_has_nothing_open(session: Session) -> None:
    for ringer in callers(session, Who.ONE_UNIT, NOW)[:50]:
        [customer] = who_has(session, ringer.ani)
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
    assert sum(call.scenario.rings for call in plan) == CALLS
    assert {"known_late_order", "promised_call"}.isdisjoint(call.scenario.id for call in plan)
