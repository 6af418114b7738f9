"""The wallboard's figures are those of history, whichever store and whoever reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from app.metrics.by_queue import queue_counts
from app.metrics.counts import NONE, Counts, total
from app.service_time import service_day
from app.wallboard_reading import floor_board
from app.wallboard_statements import SUMS
from db.models.calls import CallDirection, CallOutcome
from db.models.floor import AgentNow, AgentState, Queue, QueueMember, StateCause
from db.models.people import Role
from db.store import Store
from tests.rows import NOW, PERSONS, a_call, put, uid

AGENT = PERSONS[Role.AGENT]
EIGHT = NOW.replace(hour=0, minute=0)  # in Chengdu
LAST_WEEK = timedelta(weeks=1)


def some_calls(begins: datetime, first_id: int) -> Iterator[Any]:
    """Yield a morning: calls each two minutes, of every kind."""
    outcomes = [
        (5, CallOutcome.ANSWERED),
        (40, CallOutcome.TRANSFERRED_BLIND),
        (30, CallOutcome.ABANDONED_WAITING),
        (3, CallOutcome.ABANDONED_RINGING),
        (60, CallOutcome.TIMED_OUT),
    ]
    for n in range(40):
        wait_s, outcome = outcomes[n % 5]
        at = begins + timedelta(minutes=2 * n)
        is_answered = outcome in (CallOutcome.ANSWERED, CallOutcome.TRANSFERRED_BLIND)
        left = at + timedelta(seconds=wait_s)
        yield a_call(
            uid(first_id + n),
            queue="600" if n % 3 else "601",
            linked_id=f"{first_id + n}.1",
            arrived_at=at,
            answered_at=left if is_answered else None,
            ended_at=left + timedelta(seconds=90 if is_answered else 0),
            outcome=outcome,
        )


def fill(store: Store) -> None:
    """Put a floor into a store: a morning, a week ago the same, a caller who waits, an agent who talks."""
    talked = uid(0x8001)
    waiting = {"queue": "600", "arrived_at": NOW - timedelta(seconds=48), "answered_at": None}
    talking = {"queue": "600", "answered_at": NOW - timedelta(seconds=90), "linked_id": "t.1"}
    for queue in ("600", "601"):
        put(store, Queue(name=queue, name_zh=queue, name_en=queue))
    put(
        store,
        *some_calls(EIGHT, 0x6000),
        *some_calls(EIGHT - LAST_WEEK, 0x7000),
        a_call(uid(0x8000), ended_at=None, outcome=None, linked_id="w.1", **waiting),
        a_call(talked, ended_at=None, outcome=None, arrived_at=NOW - timedelta(seconds=99), **talking),
        AgentNow(
            person_id=AGENT,
            state=AgentState.TALKING,
            reason_code="",
            cause=StateCause.CALL,
            since=NOW - timedelta(seconds=90),
            behind=None,
            behind_reason="",
            desk_lost=False,
            line_lost=False,
            pending_state=AgentState.READY,
            pending_reason="",
            wants_wrap_up=False,
            call_id=talked,
            queue="600",
            policy=None,
            wrap_up_until=None,
        ),
        QueueMember(queue="600", person_id=AGENT, is_paused=False, device="in_use", at=NOW),
    )


def test_the_board_says_what_history_says_of_the_same_day(store: Store) -> None:
    fill(store)
    with store.read() as session:
        board = floor_board(session, NOW)
        today = service_day(NOW)
        told = queue_counts(session, today, today, NOW).lines
    for queue in board.queues:
        history = total(line.counts for line in told if line.group == queue.name)
        assert queue.today == without_states(history)
        in_halves = {line.part: line.counts for line in told if line.group == queue.name}
        for number, slot in enumerate(queue.trend, board.first):
            counts = in_halves.get(f"{number // 2:02}:{number % 2 * 30:02}", NONE)
            assert slot == (counts.offered, counts.answered_within)
        assert sum(slot.offered for slot in queue.trend) == queue.today.offered


def without_states(counts: Counts) -> Counts:
    """Return what the calls alone tell: the board has the agents' times by agent."""
    return Counts(**{name: getattr(counts, name) for name in SUMS})


def test_who_waits_and_who_talks_is_there_at_once(store: Store) -> None:
    fill(store)
    with store.read() as session:
        board = floor_board(session, NOW)
    first = board.queues[0]
    assert (first.name, first.waiting, first.waits_since) == ("600", 1, NOW - timedelta(seconds=48))
    assert (first.agents, first.ready, first.busy, first.wrap_up) == (1, 0, 1, 0)
    assert first.last_15.waiting == 1
    assert first.last_30.arrived >= first.last_15.arrived > 1
    [agent] = board.agents
    assert (agent.person_id, agent.state, agent.direction) == (AGENT, AgentState.TALKING, CallDirection.IN)
    assert (agent.number, agent.linked_id) == ("138****8000", "t.1")


def test_a_day_is_held_against_the_same_weekday_of_the_weeks_before(store: Store) -> None:
    fill(store)
    with store.read() as session:
        board = floor_board(session, NOW)
        history = queue_counts(session, service_day(NOW - LAST_WEEK), service_day(NOW - LAST_WEEK), NOW)
    assert board.compared == (service_day(NOW - LAST_WEEK),)
    for queue in board.queues:
        offered = sum(line.counts.offered for line in history.lines if line.group == queue.name)
        assert sum(queue.before) == offered > 0
