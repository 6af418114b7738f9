"""A script leads through a call; its answers are stored one by one and none is ever changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calls import BindCall
from app.command import Actor
from app.interactions import SealInteraction
from app.reference import ProductLine
from app.script_steps import Run, StepKind, fits, read_steps, run_of, steps_json
from app.scripts import (
    AnswerStep,
    PublishScript,
    RetireScript,
    all_scripts,
    answer_counts,
    fitting_scripts,
    given_answers,
    script_text,
)
from app.timeline import EntryKind, timeline_page
from db.models.people import Role
from db.store import Store
from tests.app.specimens import AT, a
from tests.rows import CUSTOMER, INTERACTION, NOW, PERSONS, SCRIPT, STEPS, a_script, actor, put, run, uid

BOSS = actor(Role.SUPERVISOR)
READ = read_steps(STEPS)
WAY = [("drains", "no"), ("since", "2026-11-20"), ("words", "夜里响")]


def ids(found: Run) -> list[str]:
    return [step.id for step, _ in found.answered]


def test_answers_lead_from_step_to_step_to_what_is_proposed() -> None:
    assert run_of(READ, []).now.id == "drains"
    found = run_of(READ, WAY)
    assert (ids(found), found.now.id, found.now.then, found.is_done) == (
        ["drains", "since", "words"],
        "visit",
        "dispatch",
        False,
    )
    assert run_of(READ, [*WAY, ("visit", "")]).is_done


def test_an_earlier_step_answered_again_leaves_the_way_that_was_gone() -> None:
    found = run_of(READ, [*WAY, ("drains", "yes")])
    assert (ids(found), found.now.id) == (["drains"], "solved")
    assert run_of(READ, [*WAY, ("drains", "yes"), ("since", "2026-11-21")]).now.id == "solved"


@given(
    st.lists(
        st.tuples(
            st.sampled_from([step["id"] for step in STEPS] + ["gone"]),
            st.sampled_from(["yes", "no", "2026-11-20", "x", ""]),
        ),
        max_size=12,
    )
)
def test_whatever_was_answered_a_run_is_somewhere_and_its_answers_fit(answers: list[tuple[str, str]]) -> None:
    found = run_of(READ, answers)
    assert found.now in READ
    assert all(fits(step, value) for step, value in found.answered)
    assert len(set(ids(found))) == len(found.answered)


@pytest.mark.parametrize(
    ("kind", "value", "good"),
    [
        (StepKind.NUMBER, "12.5", True),
        (StepKind.NUMBER, "-3", True),
        (StepKind.NUMBER, "1.2.3", False),
        (StepKind.NUMBER, "", False),
        (StepKind.NUMBER, "１２", False),
        (StepKind.DATE, "2026-02-29", False),
        (StepKind.DATE, "20261120", False),
        (StepKind.TEXT, "  ", False),
    ],
)
def test_what_answers_a_question(kind: StepKind, value: str, good: bool) -> None:
    step = READ[1].model_copy(update={"kind": kind})
    assert fits(step, value) is good


def changed(at: int, **changes: Any) -> list[dict[str, Any]]:
    steps = [dict(step) for step in STEPS]
    steps[at] |= changes
    return steps


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ([], "has steps"),
        (changed(1, id="drains"), "id of its own"),
        (changed(1, next="nowhere"), "no step"),
        (changed(2, next="since"), "leads back"),
        (changed(0, options=[{"code": "yes", "next": "since"}]), "yes or no"),
        (changed(1, next="visit"), "no answer leads to words"),
        (changed(1, next=""), "what comes next"),
        (changed(0, kind="choice"), "two answers"),
    ],
)
def test_a_script_that_leads_nowhere_is_not_published(steps: list[dict[str, Any]], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        a(PublishScript, steps=tuple(steps))


def test_steps_are_stored_as_they_were_read() -> None:
    assert read_steps(steps_json(READ)) == READ


def answer(n: int, step: str, value: str, **changes: Any) -> AnswerStep:
    return a(AnswerStep, n=n, step=step, value=value, at=AT + timedelta(seconds=n), **changes)


def test_answers_are_kept_one_by_one_and_go_with_the_call(work: Store) -> None:
    said = [answer(n, *one) for n, one in enumerate([*WAY, ("drains", "yes")], 1)]
    assert run(work, *said, a(BindCall)) == ["done"] * 5
    with work.read() as session:
        kept = given_answers(session, INTERACTION)
        [entry] = timeline_page(session, CUSTOMER, EntryKind.ADVICE)
    assert [(one.step, one.value) for one in kept] == [*WAY, ("drains", "yes")]
    assert run_of(READ, [(one.step, one.value) for one in kept]).now.id == "solved"
    assert (entry.tag, entry.text) == ("script", "不排水\nDoes not drain")


def test_an_answer_that_is_none_or_comes_too_late_is_refused(work: Store) -> None:
    wrong = [
        answer(1, "drains", "perhaps"),
        answer(1, "gone", "yes"),
        answer(1, "drains", "no", script_version=2),
    ]
    assert run(work, *wrong) == ["guard_broken", "not_found", "not_found"]
    assert run(work, answer(1, "drains", "no"), answer(1, "drains", "yes")) == ["done", "guard_broken"]
    colleague = Actor(PERSONS[Role.DISPATCHER], "another", frozenset({Role.AGENT}))
    assert run(work, answer(2, "since", "2026-11-20"), by=colleague) == ["not_allowed"]
    assert run(work, a(SealInteraction), answer(2, "since", "2026-11-20")) == ["done", "already_sealed"]


def test_a_run_goes_on_with_the_version_it_began_with(work: Store) -> None:
    run(work, answer(1, "drains", "no"))
    shorter = a(PublishScript, script_id=SCRIPT, seen_version=1, code="DRAIN", steps=STEPS[3:4])
    assert run(work, shorter, by=BOSS) == ["done"]
    assert run(work, shorter.model_copy(update={"id": uid(1)}), by=actor(Role.ADMIN)) == ["edited_meanwhile"]
    assert run(work, answer(2, "since", "2026-11-20")) == ["done"]
    with work.read() as session:
        assert len(script_text(session, SCRIPT, 1).steps) == 5
        assert [(one.version, len(one.steps)) for one in all_scripts(session)] == [(2, 1)]


def test_the_script_for_the_reason_and_the_line_stands_first(work: Store) -> None:
    put(work, *a_script(uid(0x460), "OTHER", "chase"), *a_script(uid(0x461), "LEAK", "repair.leak"))

    def offered(reason: str, line: ProductLine | None = None) -> list[str]:
        with work.read() as session:
            return [one.code for one in fitting_scripts(session, reason, line)]

    assert offered("repair.leak") == ["LEAK", "DRAIN", "OTHER"]
    assert offered("chase.result") == ["OTHER", "DRAIN", "LEAK"]
    assert run(work, a(RetireScript), by=BOSS) == ["done"]
    assert offered("repair.leak") == ["LEAK", "OTHER"]


def test_answers_are_counted_without_what_was_said_in_words(work: Store) -> None:
    run(work, *(answer(n, *one) for n, one in enumerate([*WAY, ("drains", "yes")], 1)))
    with work.read() as session:
        found = answer_counts(session, SCRIPT, NOW, AT + timedelta(hours=1))
        assert answer_counts(session, SCRIPT, NOW, AT) == []
    assert [(one.step, one.value, one.count) for one in found] == [
        ("drains", "yes", 1),
        ("since", "2026-11-20", 1),
        ("words", "", 1),
    ]
