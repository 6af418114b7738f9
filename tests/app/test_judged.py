"""What is judged of a practised call: each point by what the rows say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.arguments import parse
from app.demo.judged import Finding, Point, is_free, judge, judge_keys, judge_said, least_keys
from app.demo.scenarios import DemoScenario, load_scenarios
from app.demo.stored import StoredCall, Wrapped
from db.models.calls import CallDirection, CallOutcome, OfferOutcome
from tests.rows import CUSTOMER, uid

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SCENARIOS = {each.id: each for each in load_scenarios()}
CHASE = SCENARIOS["known_late_order"]


def as_it_should_be(scenario: DemoScenario = CHASE) -> StoredCall:
    expect = scenario.expect
    return StoredCall(
        customer_id=CUSTOMER if expect.matched else None,
        direction=CallDirection.IN,
        outcome=CallOutcome.ANSWERED,
        offers=(OfferOutcome.ANSWERED,),
        interactions=(Wrapped(expect.reason, expect.disposition, "等了一上午", AT),),
        ordered_at=(AT,) * expect.orders,
        follow_ups=expect.follow_ups,
        attempts=(),
        chased=expect.chased,
        matched=expect.matched,
        registered=expect.registered,
        customer_name="",
        streets=(),
        rang_s=4.0,
        is_answered=True,
        is_over=True,
    )


def bad(stored: StoredCall, scenario: DemoScenario = CHASE) -> list[Finding]:
    found = judge(scenario.expect, CUSTOMER if scenario.expect.matched else None, stored)
    return [finding for finding in found if not finding.is_good]


@pytest.mark.parametrize("name", ["known_late_order", "two_units", "withheld", "unknown_caller"])
def test_a_call_as_it_should_be_is_all_well(name: str) -> None:
    assert bad(as_it_should_be(SCENARIOS[name]), SCENARIOS[name]) == []


@pytest.mark.parametrize(
    ("spoil", "points"),
    [
        (lambda call: replace(call, rang_s=21.0), [Point.ANSWERED]),
        (lambda call: replace(call, customer_id=uid(1)), [Point.CUSTOMER]),
        (lambda call: replace(call, customer_id=None), [Point.CUSTOMER]),
        (lambda call: replace(call, chased=0), [Point.CHASED]),
        (lambda call: replace(call, chased=2), [Point.CHASED]),
        (lambda call: replace(call, follow_ups=0), [Point.PROMISED]),
        (lambda call: replace(call, ordered_at=(AT,)), [Point.ORDERS]),
        (
            lambda call: replace(call, interactions=(Wrapped("chase.result", None, " ", AT),)),
            [Point.NOTES, Point.REASON, Point.OUTCOME],
        ),
        (lambda call: replace(call, interactions=()), [Point.NOTES, Point.REASON, Point.OUTCOME]),
    ],
)
def test_what_was_not_done_is_told(spoil: Callable[[StoredCall], StoredCall], points: list[Point]) -> None:
    assert [finding.point for finding in bad(spoil(as_it_should_be()))] == points


def test_a_stranger_is_not_made_a_customer() -> None:
    scenario = SCENARIOS["withheld"]
    [finding] = bad(replace(as_it_should_be(scenario), customer_id=CUSTOMER), scenario)
    assert finding.point is Point.NOBODY


def test_a_call_that_was_to_be_left_is_left() -> None:
    scenario = SCENARIOS["hangs_up_ringing"]
    assert [finding.point for finding in bad(as_it_should_be(scenario), scenario)] == [Point.LEFT]
    assert bad(replace(as_it_should_be(scenario), is_answered=False), scenario) == []


def test_what_was_said_is_the_person_s_own_word() -> None:
    assert [finding.is_good for said in (0, 1) for finding in judge_said(CHASE, said)] == [False, True]
    assert list(judge_said(SCENARIOS["wrong_number"], 0)) == []


def test_keys_are_judged_by_the_shortest_way_without_free_text() -> None:
    silent = SCENARIOS["wrong_number"]
    assert least_keys(silent) == sum(
        len(step.type) if hasattr(step, "type") and step.into != "notes" else getattr(step, "times", 0)
        for step in silent.steps
    )
    assert [judge_keys(silent, least_keys(silent) * n).is_good for n in (1, 2, 3)] == [True, True, False]


@pytest.mark.parametrize(
    ("key", "text", "focus", "free"),
    [
        ("A", "a", "notes", True),
        ("Backspace", "\b", "notes", True),
        ("A", "a", "reason", False),
        ("Ctrl+D", "\x04", "notes", False),
        ("F2", "", "notes", False),
        ("5", "5", "follow_ups", False),
        ("A", "a", "follow_ups", True),
    ],
)
def test_a_key_that_only_writes_is_not_counted(key: str, text: str, focus: str, *, free: bool) -> None:
    assert is_free(key, text, focus) is free


def test_a_practice_is_asked_for_by_the_name_of_a_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    assert parse(["practice"]).scenario is None
    options = parse(["practice", "--scenario", "vip", "--language", "en"])
    assert (options.command, options.scenario, options.language) == ("practice", "vip", "en")
    for wrong in (["practice", "--scenario", "nobody"], ["--profile", "x", "practice"]):
        with pytest.raises(SystemExit):
            parse(wrong)
    assert "known_repair" in capsys.readouterr().err
