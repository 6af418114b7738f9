"""A day of fourteen calls, told by a line and written down by the real commands; its figures made by hand.

All times are of the service. Hotline answers within 20 s, who gives up before 5 s is short; vip: 10 s, 3 s.

     queue    arrives   rings      answered            ends      sealed
  1  hotline  09:00:00  A :00:05   09:00:12  12 s      09:02:42  09:03:22  on hold 09:01:12 to 09:01:42
  2  hotline  09:05:00  B :05:10   09:05:20  20 s      09:08:40  09:09:00
  3  hotline  09:10:00  A :10:15   09:10:21  21 s      09:11:21  09:11:36
  4  hotline  09:12:00                                 09:12:04            gives up after 4 s: short
  5  hotline  09:14:00                                 09:14:05            gives up after 5 s: abandoned
  6  hotline  09:15:00  B :15:40                       09:15:45            gives up while it rings, 45 s
  7  hotline  09:20:00                                 09:21:00            the queue's time is over, 60 s
  8  hotline  09:29:50  A :29:52 missed at 09:30:07
                        B :30:10   09:30:20  30 s      09:32:00  09:32:10
  9  hotline  09:33:00                                 09:33:02            the line is lost
 10  vip      09:35:00  B :35:04   09:35:10  10 s      09:45:10  09:40:40  B asks a colleague at 09:39:10 and
                                                                           hands over at 09:40:10
 11  vip      09:41:00                                 09:41:03            gives up after 3 s: abandoned
 12  vip      09:50:00  A :50:05   09:50:11  11 s      09:51:41  09:52:11
 13  dialled  10:00:00  by A       10:00:10            10:01:00  10:01:25
 14  hotline  23:59:40  A :59:45   23:59:50  10 s      00:00:50  00:01:10
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.calls import CallDirection, CallOutcome, CallRecorder, OfferOutcome, call_id
from app.command import Command
from app.commands import decide
from app.events import (
    CallAnswered,
    CallArrived,
    CallConsulted,
    CallEnded,
    CallEvent,
    CallHeld,
    CallLeft,
    CallResumed,
    LineEvent,
    OfferEnded,
    OfferRinging,
)
from app.floor.machine import What
from app.floor.moving import AskState, MoveAgent
from app.floor.told import moves
from app.hub_person import HUB, be_a_person
from app.interactions import Channel, OpenInteraction, SealInteraction, interaction_id
from app.metrics.behind import CallKind, calls_behind
from app.metrics.by_agent import agent_counts
from app.metrics.by_code import CodesBy, code_counts
from app.metrics.by_queue import queue_counts
from app.metrics.counts import Counts, total
from app.metrics.figures import BY_ID
from app.metrics.lines import Lines, Split
from app.service_time import ZONE
from app.wallboard_reading import floor_board
from db.models.floor import AgentState
from db.models.interactions import Interaction
from db.models.ledger import OutcomeState
from db.models.people import Role
from db.store import Store
from tests.rows import PERSONS, a_queue, actor, add

DAY, NEXT = date(2026, 11, 23), date(2026, 11, 24)
A, B = PERSONS[Role.AGENT], PERSONS[Role.SUPERVISOR]
SITS = {"A": A, "B": B}
ROLES = {A: Role.AGENT, B: Role.SUPERVISOR}
NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)  # 09:00 on the next day
LATER_AT = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)  # 10:30, when all but the last call are over


def at(clock: str) -> datetime:
    """Return an instant of the day; 24:00:50 is of the next one."""
    hours, minutes, seconds = map(int, clock.split(":"))
    since = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return (datetime(2026, 11, 23, tzinfo=ZONE) + since).astimezone(UTC)


class Recorder:
    """Writes down what the line tells as a hub does, and what agents ask for, in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._calls = {agent: CallRecorder(agent, person) for agent, person in SITS.items()}

    def tell(self, kind: type[LineEvent], clock: str, **values: object) -> None:
        event = kind(line="pbx", at=at(clock), **values)
        agent = str(getattr(event, "agent", "")) or "A"
        for name, recorder in self._calls.items():
            made = list(recorder.commands(event))
            if name == agent:
                self._decide(*made)
        self._decide(*moves(self._session, event, SITS.get))

    def ask(self, clock: str, agent: str, state: AgentState) -> None:
        reason = "meal" if state is AgentState.NOT_READY else ""
        self._by(SITS[agent], AskState(at=at(clock), state=state, reason=reason))

    def sign_in(self, clock: str, agent: str) -> None:
        self._decide(MoveAgent(at=at(clock), person_id=SITS[agent], what=What.SIGNED_IN))

    def open(self, clock: str, agent: str, call: str) -> None:
        channel = Channel.CALL_OUT if call == "13" else Channel.CALL_IN
        key = call_id("pbx", call)
        made = OpenInteraction(
            at=at(clock), interaction_id=interaction_id(key, SITS[agent]), call_id=key, channel=channel
        )
        self._by(SITS[agent], made)

    def seal(self, clock: str, agent: str, call: str, code: str, talk_s: int, wrap_up_s: int) -> None:
        made = SealInteraction(
            at=at(clock),
            interaction_id=interaction_id(call_id("pbx", call), SITS[agent]),
            reason_code="repair",
            disposition_code=code,
            notes="",
            talk_s=talk_s,
            wrap_up_s=wrap_up_s,
        )
        self._by(SITS[agent], made)

    def _by(self, person: object, command: Command) -> None:
        outcome = decide(self._session, command, actor(ROLES[person]))  # type: ignore[index]
        assert outcome.state is OutcomeState.DONE, (command, outcome)

    def _decide(self, *commands: Command) -> None:
        for command in commands:
            outcome = decide(self._session, command, HUB)
            assert outcome.state is OutcomeState.DONE, (command, outcome)


def arrive(to: Recorder, call: str, queue: str, clock: str) -> None:
    values = {"ani": f"138001380{int(call):02}", "dnis": "4008111666", "queue": queue}
    to.tell(CallArrived, clock, linked_id=call, **values)


def ring(to: Recorder, call: str, agent: str, clock: str) -> None:
    to.tell(OfferRinging, clock, linked_id=call, agent=agent)


def answer(to: Recorder, call: str, agent: str, clock: str) -> None:
    to.tell(CallAnswered, clock, linked_id=call, agent=agent)
    to.open(clock, agent, call)


def end(to: Recorder, call: str, clock: str, outcome: CallOutcome = CallOutcome.ANSWERED) -> None:
    to.tell(CallEnded, clock, linked_id=call, outcome=outcome)


def heard(to: Recorder, kind: type[CallEvent], call: str, agent: str, clock: str, **more: object) -> None:
    to.tell(kind, clock, linked_id=call, agent=agent, **more)


def morning(to: Recorder) -> None:
    to.sign_in("08:50:00", "A")
    to.ask("08:55:00", "A", AgentState.READY)
    to.sign_in("08:58:00", "B")
    to.ask("08:59:00", "B", AgentState.READY)
    arrive(to, "1", "hotline", "09:00:00")
    ring(to, "1", "A", "09:00:05")
    answer(to, "1", "A", "09:00:12")
    heard(to, CallHeld, "1", "A", "09:01:12")
    heard(to, CallResumed, "1", "A", "09:01:42")
    end(to, "1", "09:02:42")
    to.seal("09:03:22", "A", "1", "solved.advice", 120, 40)
    arrive(to, "2", "hotline", "09:05:00")
    ring(to, "2", "B", "09:05:10")
    answer(to, "2", "B", "09:05:20")
    end(to, "2", "09:08:40")
    to.seal("09:09:00", "B", "2", "solved", 200, 20)
    arrive(to, "3", "hotline", "09:10:00")
    ring(to, "3", "A", "09:10:15")
    answer(to, "3", "A", "09:10:21")
    end(to, "3", "09:11:21")
    to.seal("09:11:36", "A", "3", "solved.advice", 60, 15)
    arrive(to, "4", "hotline", "09:12:00")
    end(to, "4", "09:12:04", CallOutcome.ABANDONED_WAITING)
    arrive(to, "5", "hotline", "09:14:00")
    end(to, "5", "09:14:05", CallOutcome.ABANDONED_WAITING)
    arrive(to, "6", "hotline", "09:15:00")
    ring(to, "6", "B", "09:15:40")
    heard(to, OfferEnded, "6", "B", "09:15:45", outcome=OfferOutcome.WITHDRAWN)
    end(to, "6", "09:15:45", CallOutcome.ABANDONED_RINGING)
    arrive(to, "7", "hotline", "09:20:00")
    end(to, "7", "09:21:00", CallOutcome.TIMED_OUT)


def later(to: Recorder) -> None:
    arrive(to, "8", "hotline", "09:29:50")
    ring(to, "8", "A", "09:29:52")
    heard(to, OfferEnded, "8", "A", "09:30:07", outcome=OfferOutcome.MISSED)
    ring(to, "8", "B", "09:30:10")
    answer(to, "8", "B", "09:30:20")
    to.ask("09:31:07", "A", AgentState.READY)
    end(to, "8", "09:32:00")
    to.seal("09:32:10", "B", "8", "solved.advice", 100, 10)
    arrive(to, "9", "hotline", "09:33:00")
    end(to, "9", "09:33:02", CallOutcome.UNKNOWN)
    arrive(to, "10", "vip", "09:35:00")
    ring(to, "10", "B", "09:35:04")
    answer(to, "10", "B", "09:35:10")
    heard(to, CallConsulted, "10", "B", "09:39:10", number="8003")
    heard(to, CallLeft, "10", "B", "09:40:10")
    to.seal("09:40:40", "B", "10", "solved", 300, 30)
    arrive(to, "11", "vip", "09:41:00")
    end(to, "11", "09:41:03", CallOutcome.ABANDONED_WAITING)
    end(to, "10", "09:45:10", CallOutcome.TRANSFERRED_ATTENDED)
    arrive(to, "12", "vip", "09:50:00")
    ring(to, "12", "A", "09:50:05")
    answer(to, "12", "A", "09:50:11")
    end(to, "12", "09:51:41")
    to.seal("09:52:11", "A", "12", "solved.advice", 90, 30)
    dialled = {"ani": "", "dnis": "13800138099", "queue": "", "direction": CallDirection.OUT}
    to.tell(CallArrived, "10:00:00", linked_id="13", dialled_by="A", **dialled)
    answer(to, "13", "A", "10:00:10")
    end(to, "13", "10:01:00")
    to.seal("10:01:25", "A", "13", "solved", 50, 25)
    to.ask("10:10:00", "B", AgentState.NOT_READY)
    to.ask("10:20:00", "B", AgentState.LOGGED_OUT)


def midnight(to: Recorder) -> None:
    arrive(to, "14", "hotline", "23:59:40")
    ring(to, "14", "A", "23:59:45")
    answer(to, "14", "A", "23:59:50")
    end(to, "14", "24:00:50")
    to.seal("24:01:10", "A", "14", "solved", 60, 20)
    to.ask("24:02:10", "A", AgentState.NOT_READY)
    to.ask("24:05:10", "A", AgentState.LOGGED_OUT)


HOTLINE = Counts(
    answered=5,  # 1, 2, 3, 8, 14
    answered_within=3,  # 1, 2 (just), 14
    abandoned=2,  # 5, 6
    short_abandoned=1,  # 4
    turned_away=1,  # 7
    unheard=1,  # 9
    wait_s=12 + 20 + 21 + 30 + 10,
    abandoned_wait_s=5 + 45,
    longest_wait_s=60,  # 7
    handled=5,
    talk_s=120 + 200 + 60 + 100 + 60,
    hold_s=30,
    wrap_s=40 + 20 + 15 + 10 + 20,
)
VIP = Counts(
    answered=2,  # 10, 12
    answered_within=1,  # 10
    abandoned=1,  # 11
    transferred=1,  # 10
    wait_s=10 + 11,
    abandoned_wait_s=3,
    longest_wait_s=11,
    handled=2,
    talk_s=300 + 90,
    wrap_s=30 + 30,
)
BY_HAND = {
    # by queue:  offered, service level, abandon rate, ASA, AHT
    "hotline": (8, 3 / 8, 2 / 8, 93 / 5, (540 + 30 + 105) / 5),
    "vip": (3, 1 / 3, 1 / 3, 21 / 2, (390 + 60) / 2),
}
AGENTS = {
    (A, DAY): Counts(
        handled=5,  # 1, 3, 12, 13, 14
        talk_s=120 + 60 + 90 + 60 + 10,  # of 14 until midnight
        hold_s=30,
        wrap_s=40 + 15 + 30 + 25,
        ready_s=305 + 413 + 1096 + 1138 + 469 + 50_300,
        ringing_s=7 + 6 + 15 + 6 + 5,
        not_ready_s=300 + 60,
        offers_answered=4,  # 1, 3, 12, 14
        offers_missed=1,  # 8
    ),
    (A, NEXT): Counts(talk_s=50, wrap_s=20, ready_s=60, not_ready_s=180),
    (B, DAY): Counts(
        handled=3,  # 2, 8, 10
        talk_s=200 + 100 + 300,
        wrap_s=20 + 10 + 30,
        ready_s=370 + 400 + 865 + 174 + 1760,
        ringing_s=10 + 5 + 10 + 6,
        not_ready_s=60 + 600,
        offers_answered=3,
    ),
}


@pytest.fixture
def told(store: Store) -> Iterator[Store]:
    """The day up to half past ten, and a store that the rest can still be told to."""
    with store.write() as session:
        be_a_person(session)
        add(session, a_queue("hotline"), a_queue("vip", answer_within_s=10, short_abandon_s=3))
        to = Recorder(session)
        morning(to)
        later(to)
    with closing(store):
        yield store


def by_group(found: Lines) -> dict[str, Counts]:
    groups = {line.group for line in found.lines}
    return {group: total(line.counts for line in found.lines if line.group == group) for group in groups}


def values(counts: Counts, *figures: str) -> tuple[float | None, ...]:
    return tuple(BY_ID[figure].of(counts) for figure in figures)


def test_a_day_is_counted_as_by_hand_live_and_in_history(told: Store) -> None:
    with told.read() as session:
        live = {line.name: line.today for line in floor_board(session, LATER_AT).queues}
        so_far = by_group(queue_counts(session, DAY, DAY, LATER_AT))
    for queue, counts in so_far.items():
        figures = ("offered", "service_level", "abandon_rate", "asa", "longest_wait_s", "short_abandoned")
        assert values(live[queue], *figures) == values(counts, *figures)
    assert values(so_far["hotline"], "offered", "service_level", "asa") == (7, 2 / 7, 83 / 4)

    with told.write() as session:
        midnight(Recorder(session))
    with told.read() as session:
        halves = queue_counts(session, DAY, DAY, NOW)
        days = queue_counts(session, DAY, DAY, NOW, Split.DAY)
        next_day = queue_counts(session, NEXT, NEXT, NOW)
        agents = agent_counts(session, DAY, NEXT, NOW)
        codes = code_counts(session, DAY, DAY, NOW, CodesBy.CODE)
        recorded = session.scalar(select(func.sum(Interaction.talk_s)))
    assert by_group(halves) == by_group(days) == {"hotline": HOTLINE, "vip": VIP}
    assert next_day.lines == ()
    assert [(line.group, line.part, line.counts.arrived) for line in halves.lines] == [
        ("hotline", "09:00", 8),  # 8 too, which entered ten seconds before half past
        ("hotline", "09:30", 1),
        ("hotline", "23:30", 1),
        ("vip", "09:30", 3),
    ]
    for queue, expected in BY_HAND.items():
        figures = ("offered", "service_level", "abandon_rate", "asa", "aht")
        assert values(by_group(days)[queue], *figures) == pytest.approx(expected)
    told_of = {(line.group, line.part): line.counts for line in agents.lines}
    assert told_of == {(str(one), f"{on}"): counts for (one, on), counts in AGENTS.items()}
    assert AGENTS[A, DAY].signed_in_s == 24 * 3600 - (8 * 3600 + 50 * 60)  # from 08:50 to midnight
    assert AGENTS[B, DAY].signed_in_s == 82 * 60  # from 08:58 to 10:20
    assert BY_ID["occupancy"].of(AGENTS[B, DAY]) == 660 / (660 + 3569)
    by_code = {line.part: line.counts for line in codes.lines}
    assert {code: counts.contacts for code, counts in by_code.items()} == {"solved": 4, "solved.advice": 4}
    # what was typed at wrap-up agrees with the states: 10 s of ringing out and 30 s on hold lie between
    assert total(by_code.values()).talk_s == recorded + 10


def test_behind_each_figure_stand_its_calls(told: Store) -> None:
    def numbers(**wanted: object) -> list[int]:
        with told.read() as session:
            found = calls_behind(session, DAY, DAY, LATER_AT, **wanted)  # type: ignore[arg-type]
        return sorted(int(call.number[-2:]) for call in found)

    hotline = {"queues": ("hotline",)}
    assert numbers(figure="abandoned", **hotline) == [5, 6]
    assert numbers(figure="short_abandoned") == [4]
    assert numbers(figure="answered_within", **hotline) == [1, 2]
    assert numbers(figure="service_level", **hotline, half_hour=18) == [1, 2, 3, 5, 6, 7, 8]
    assert numbers(figure="transferred") == [10]
    assert numbers(agent_id=A, figure="handled") == [1, 3, 12, 99]  # 99 is whom A rang
    assert numbers(agent_id=A, figure="offers_missed") == numbers(team="", figure="offers_missed") == [8]
    assert numbers(team="", figure="handled") == [1, 2, 3, 8, 10, 12, 99]  # of all agents
    assert numbers(team="nobody's", figure="handled") == []
    assert numbers(code="solved.advice") == [1, 3, 8, 12]
    assert numbers(code="solved.", queues=("vip",)) == [10, 12]
    assert numbers(code="solved", queues=("vip",)) == [10]
    assert numbers(figure="contacts", agent_id=B) == [2, 8, 10]
    assert numbers(limit=2) == [11, 12]
    with told.read() as session:
        first = calls_behind(session, DAY, DAY, LATER_AT, figure="answered", **hotline)[-1]
    assert (first.number, first.wait_s, first.in_time, first.agents) == ("138****8001", 12, True, "agent one")
    assert (first.kind, first.code) == (CallKind.ANSWERED, "solved.advice")
