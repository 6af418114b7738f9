"""How agents stand, as both stores have it: what is written, with its cause and by whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.command import Command
from app.floor.breaks import AskBreak, EndBreak, GrantBreak, my_break
from app.floor.help_calls import AnswerHelp, AskHelp, help_asked, my_help
from app.floor.machine import What
from app.floor.moving import NO_CODE, AskState, MoveAgent, RepairState
from app.floor.now import AgentState, StateCause, WrapUpPolicy, everyone, read_state, standing_of, state_facts
from app.floor.nuisance import ConfirmNuisance, DropNuisance, MarkNuisance, nuisance_of, nuisances
from app.floor.told import due_moves
from app.hub_person import HUB, be_a_person
from app.interactions import SealInteraction
from db.models.calls import OfferOutcome
from db.models.catalogue import CodeList
from db.models.floor import AgentNow, AgentSpan, HelpCall, PlannedBreak, QueueMember
from db.models.interactions import Interaction
from db.models.people import Role
from db.store import Store
from tests.rows import (
    NOW,
    PERSONS,
    PHONE_KEY,
    a_call,
    a_code,
    a_queue,
    a_standing,
    actor,
    an_interaction,
    only,
    put,
    run,
    uid,
)

AGENT, SUPERVISOR = PERSONS[Role.AGENT], PERSONS[Role.SUPERVISOR]
CALL, CONTACT, HELP, BREAK = uid(0xC1), uid(0xC2), uid(0xC3), uid(0xC4)
S, W = AgentState, What


class Floor:
    """An agent at a store, to whom things happen a second apart."""

    def __init__(self, store: Store) -> None:
        self.store, self.at = store, NOW
        with store.write() as session:
            be_a_person(session)

    def later(self, seconds: float = 1) -> datetime:
        self.at += timedelta(seconds=seconds)
        return self.at

    def tell(self, *told: What, **facts: Any) -> None:
        given = {"person_id": AGENT, "call_id": CALL} | facts
        for what in told:
            assert run(self.store, MoveAgent(at=self.later(), what=what, **given), by=HUB) == ["done"]

    def ask(self, state: AgentState, reason: str = "") -> str:
        return self.do(AskState(at=self.later(), state=state, reason=reason))

    def do(self, command: Command, role: Role = Role.AGENT) -> str:
        return run(self.store, command, by=actor(role))[0]

    def seal(self) -> str:
        facts = {
            "reason_code": None,
            "disposition_code": "solved",
            "notes": "好",
            "talk_s": 1,
            "wrap_up_s": 1,
        }
        return self.do(SealInteraction(at=self.later(), interaction_id=CONTACT, **facts))

    @property
    def now(self) -> Any:
        with self.store.read() as session:
            return standing_of(session, AGENT)

    @property
    def spans(self) -> list[tuple[str, str, str, UUID]]:
        with self.store.read() as session:
            rows = session.scalars(select(AgentSpan).order_by(AgentSpan.at, AgentSpan.id)).all()
        assert all(one.person_id == AGENT for one in rows)
        return [(one.state.value, one.reason_code, one.cause.value, one.by_id) for one in rows]


@pytest.fixture
def floor(store: Store) -> Floor:
    found = Floor(store)
    found.tell(W.SIGNED_IN)
    return found


def in_wrap_up(floor: Floor, policy: WrapUpPolicy) -> None:
    """Let the agent answer a call of a queue with this policy, record it, and hang up."""
    put(floor.store, a_queue("q", wrap_up_policy=policy, wrap_up_s=30), a_call(CALL, queue="q"))
    assert floor.ask(S.READY) == "done"
    floor.tell(W.OFFERED, W.ANSWERED)
    put(floor.store, an_interaction(CONTACT, CALL))
    floor.tell(W.CALL_OVER)


def test_every_state_is_written_with_its_cause_and_by_whom(floor: Floor) -> None:
    in_wrap_up(floor, WrapUpPolicy.MANDATORY)
    assert floor.seal() == "done"
    assert floor.do(RepairState(at=floor.later(), person_id=AGENT, state=S.LOGGED_OUT), Role.SUPERVISOR) == (
        "done"
    )
    assert floor.spans == [
        ("not_ready", "", "signed_in", HUB.person_id),
        ("ready", "", "agent", AGENT),
        ("reserved", "", "call", HUB.person_id),
        ("talking", "", "call", HUB.person_id),
        ("wrap_up", "", "call", HUB.person_id),
        ("ready", "", "agent", AGENT),
        ("not_ready", "", "supervisor", SUPERVISOR),
        ("logged_out", "", "supervisor", SUPERVISOR),
    ]
    assert floor.ask(S.READY) == "move_not_allowed"


def test_not_ready_has_a_reason_of_ones_own_team(floor: Floor) -> None:
    other = a_code(CodeList.AUX, "drill", "演练")
    other.team = "two"
    put(floor.store, other)
    assert [floor.ask(S.NOT_READY, reason) for reason in ("", "drill", "none", "meal")] == [
        "not_found",
        "not_found",
        "not_found",
        "done",
    ]
    assert floor.now.reason_code == "meal"


def test_who_wraps_up_during_the_call_is_ready_with_its_end(floor: Floor) -> None:
    put(floor.store, a_queue("q"), a_call(CALL, queue="q"))
    assert floor.ask(S.READY) == "done"
    floor.tell(W.OFFERED, W.ANSWERED)
    put(floor.store, an_interaction(CONTACT, CALL))
    assert floor.seal() == "done"
    assert floor.now.state is S.TALKING
    floor.tell(W.CALL_OVER)
    assert floor.now.state is S.READY


def test_who_has_not_wrapped_up_stays_until_it_is_done(floor: Floor) -> None:
    in_wrap_up(floor, WrapUpPolicy.MANDATORY)
    assert floor.ask(S.NOT_READY, "meal") == "done"
    assert (floor.now.state, floor.now.pending_reason, floor.now.queue) == (S.WRAP_UP, "meal", "q")
    assert floor.seal() == "done"
    assert (floor.now.state, floor.now.reason_code) == (S.NOT_READY, "meal")


def test_time_over_without_a_code_writes_one_and_keeps_the_contact_open(floor: Floor) -> None:
    in_wrap_up(floor, WrapUpPolicy.TIMED)
    until = floor.now.wrap_up_until
    with floor.store.read() as session:
        assert due_moves(session, until - timedelta(seconds=1)) == []
        [due] = due_moves(session, until)
    assert run(floor.store, due, by=HUB) == ["done"]
    assert (floor.now.state, floor.now.cause, floor.now.since) == (S.READY, StateCause.WRAP_UP_OVER, until)
    assert (only(floor.store, Interaction, CONTACT).disposition_code, floor.now.call_id) == (NO_CODE, None)
    floor.later(60)
    assert floor.seal() == "done"  # with the words that were typed, and the code that was meant
    said = only(floor.store, Interaction, CONTACT)
    assert (said.disposition_code, said.notes) == ("solved", "好")


def test_a_call_of_no_queue_is_wrapped_up_if_something_is_recorded_of_it(floor: Floor) -> None:
    put(floor.store, a_call(CALL, queue="", direction="out"))
    floor.tell(W.DIALLED, W.CALL_OVER)
    assert floor.now.state is S.NOT_READY
    put(floor.store, an_interaction(CONTACT, CALL))
    floor.tell(W.DIALLED, W.CALL_OVER)
    assert floor.now.state is S.WRAP_UP


def test_a_queue_says_whether_a_refusal_rests(floor: Floor) -> None:
    put(floor.store, a_queue("q", rests_after_refusal=False), a_call(CALL, queue="q"))
    assert floor.ask(S.READY) == "done"
    floor.tell(W.OFFERED)
    floor.tell(W.OFFER_LOST, outcome=OfferOutcome.REJECTED)
    assert floor.now.state is S.READY
    floor.tell(W.OFFERED)
    floor.tell(W.OFFER_LOST, outcome=OfferOutcome.MISSED)
    assert (floor.now.state, floor.now.reason_code) == (S.NOT_READY, "missed")


def test_who_has_never_signed_in_has_no_state_and_a_standing_goes_through_json(floor: Floor) -> None:
    floor.tell(W.OFFERED, person_id=SUPERVISOR)
    with floor.store.read() as session:
        assert set(everyone(session)) == {AGENT}
    assert read_state(state_facts(AGENT, floor.now)) == (AGENT, floor.now)


def test_help_is_asked_once_and_answered_once(floor: Floor) -> None:
    assert floor.do(AskHelp(at=floor.later(), help_id=HELP, call_id=CALL)) == "done"
    assert floor.do(AskHelp(at=floor.later(), help_id=uid(0xD1))) == "done"
    with floor.store.read() as session:
        [asked] = help_asked(session, NOW)
    assert (asked.help_id, asked.person, asked.call_id, asked.answered_by) == (HELP, "agent one", CALL, None)
    assert floor.do(AnswerHelp(at=floor.later(), help_id=HELP), Role.SUPERVISOR) == "done"
    assert floor.do(AnswerHelp(at=floor.later(), help_id=HELP), Role.SUPERVISOR) == "move_not_allowed"
    with floor.store.read() as session:
        mine = my_help(session, AGENT, NOW)
    assert mine is not None
    assert mine.answered_by == "supervisor one"


def test_a_number_disturbs_once_a_supervisor_says_so(floor: Floor) -> None:
    until = NOW + timedelta(days=30)

    def mark(until_at: datetime = until) -> str:
        facts = {"number_key": PHONE_KEY, "raw": "138…", "reason": "不说话", "until_at": until_at}
        return floor.do(MarkNuisance(at=floor.later(), **facts))

    def warned(at: datetime) -> bool:
        with floor.store.read() as session:
            return nuisance_of(session, PHONE_KEY, at) is not None

    assert [mark(NOW), mark(NOW + timedelta(days=900)), mark()] == ["guard_broken", "guard_broken", "done"]
    assert not warned(floor.at)
    confirm = ConfirmNuisance(at=floor.later(), number_key=PHONE_KEY)
    assert floor.do(confirm, Role.AGENT) == "not_allowed"
    again = ConfirmNuisance(at=floor.later(), number_key=PHONE_KEY)
    assert floor.do(again, Role.SUPERVISOR) == "done"
    assert [warned(floor.at), warned(until)] == [True, False]
    assert mark() == "move_not_allowed"
    with floor.store.read() as session:
        assert [one.marked_by for one in nuisances(session, floor.at)] == ["agent one"]
    assert floor.do(DropNuisance(at=floor.later(), number_key=PHONE_KEY), Role.SUPERVISOR) == "done"
    assert [warned(floor.at), mark(), warned(floor.at)] == [False, "done", False]


def test_a_break_begins_with_its_reason_and_is_over_with_the_next_state(floor: Floor) -> None:
    assert floor.ask(S.READY) == "done"
    assert floor.do(AskBreak(at=floor.later(), break_id=BREAK, reason="meal", minutes=30)) == "done"
    with floor.store.read() as session:
        mine = my_break(session, AGENT, floor.at)
    assert mine is not None
    assert (mine.granted_at, mine.begun_at) == (floor.at, None)
    again = AskBreak(at=floor.later(), break_id=uid(0xD2), reason="meal", minutes=5)
    assert floor.do(again) == "guard_broken"
    assert floor.ask(S.NOT_READY, "meal") == "done"
    assert only(floor.store, PlannedBreak, BREAK).begun_at == floor.at
    assert floor.ask(S.READY) == "done"
    assert only(floor.store, PlannedBreak, BREAK).ended_at == floor.at


def test_nobody_but_who_asked_or_oversees_ends_a_break_a_call_for_help_or_a_state(floor: Floor) -> None:
    assert floor.do(AskBreak(at=floor.later(), break_id=BREAK, reason="meal", minutes=30)) == "done"
    assert floor.do(AskHelp(at=floor.later(), help_id=HELP)) == "done"
    for wrong in (Role.ANALYST, Role.DISPATCHER, Role.PROVIDER):
        assert floor.do(EndBreak(at=floor.later(), break_id=BREAK), wrong) == "not_allowed", wrong
        assert floor.do(AnswerHelp(at=floor.later(), help_id=HELP), wrong) == "not_allowed", wrong
    theirs = {"person_id": SUPERVISOR, "asked_at": NOW}
    planned = PlannedBreak(id=uid(0xD3), reason_code="meal", minutes=30, **theirs)
    put(floor.store, planned, HelpCall(id=uid(0xD4), **theirs))
    for command in (
        EndBreak(at=floor.later(), break_id=uid(0xD3)),
        AnswerHelp(at=floor.later(), help_id=uid(0xD4)),
        GrantBreak(at=floor.later(), break_id=BREAK),
        RepairState(at=floor.later(), person_id=SUPERVISOR, state=S.READY),
    ):
        assert floor.do(command) == "not_allowed", command


def test_a_break_waits_for_who_is_away_and_for_who_waits(floor: Floor) -> None:
    def member(person_id: UUID) -> QueueMember:
        return QueueMember(queue="q", person_id=person_id, is_paused=False, device="idle", at=NOW)

    away = a_standing(SUPERVISOR, S.NOT_READY, since=NOW)
    put(floor.store, a_queue("q", away_most=1), member(AGENT), member(SUPERVISOR), away)
    assert floor.ask(S.READY) == "done"
    assert floor.do(AskBreak(at=floor.later(), break_id=BREAK, reason="meal", minutes=30)) == "done"

    def turn(at: datetime) -> datetime | None:
        with floor.store.read() as session:
            mine = my_break(session, AGENT, at)
        assert mine is not None
        return mine.turn_at

    assert turn(floor.at) == NOW + timedelta(minutes=30)
    with floor.store.write() as session:
        session.get_one(AgentNow, SUPERVISOR).state = S.READY
    assert turn(floor.at) == floor.at
    put(floor.store, a_call(CALL, queue="q"))
    assert turn(floor.at) is None
