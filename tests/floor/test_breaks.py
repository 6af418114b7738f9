"""Whose turn a break is: the rule by queue load, without a store."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.floor.breaks import Away, Bound, Load, Wanted, turns
from tests.rows import NOW, uid

FIRST, SECOND, THIRD = uid(1), uid(2), uid(3)
HALF_HOUR = timedelta(minutes=30)


def wants(break_id: UUID, *queues: str, minute: int = 0) -> Wanted:
    return Wanted(break_id, break_id, frozenset(queues), NOW + timedelta(minutes=minute), HALF_HOUR)


def load(away_most: int | None, *until: int, waiting: int = 0, waiting_most: int = 0) -> Load:
    away = [Away(frozenset({"q"}), NOW + timedelta(minutes=minutes)) for minutes in until]
    return Load({"q": Bound(away_most, waiting_most)}, {"q": waiting}, away)


def test_who_asked_first_goes_first_and_the_next_waits_for_a_place() -> None:
    found = turns(
        [wants(SECOND, "q", minute=1), wants(FIRST, "q"), wants(THIRD, "q", minute=2)], load(1), NOW
    )
    assert found == {FIRST: NOW, SECOND: NOW + HALF_HOUR, THIRD: NOW + 2 * HALF_HOUR}


def test_a_place_is_free_when_enough_are_back() -> None:
    assert turns([wants(FIRST, "q")], load(2, 5, 20, 40), NOW) == {FIRST: NOW + timedelta(minutes=20)}
    assert turns([wants(FIRST, "q")], load(3, 5, 20), NOW) == {FIRST: NOW}
    assert turns([wants(FIRST, "q")], load(None, 5, 20), NOW) == {FIRST: NOW}


def test_nobody_goes_while_too_many_wait_and_of_other_queues_they_do() -> None:
    found = turns([wants(FIRST, "q"), wants(SECOND, "other", minute=1)], load(5, waiting=1), NOW)
    assert found == {FIRST: None, SECOND: NOW}
    assert turns([wants(FIRST, "q")], load(5, waiting=1, waiting_most=1), NOW) == {FIRST: NOW}


@given(
    st.integers(0, 3),
    st.lists(st.integers(1, 90), max_size=6),
    st.lists(st.integers(0, 50), min_size=1, max_size=6, unique=True),
)
def test_no_more_go_now_than_the_queue_bears(most: int, away: list[int], asked: list[int]) -> None:
    wanted = [wants(uid(minute + 1), "q", minute=minute) for minute in asked]
    found = turns(wanted, load(most, *away), NOW)
    now = [one for one, turn in found.items() if turn is not None and turn <= NOW]
    assert len(now) == max(0, min(len(asked), most - len(away)))
    order = [found[one.break_id] for one in sorted(wanted, key=lambda one: one.asked_at)]
    assert order == sorted(order, key=lambda turn: turn or NOW)  # nobody is overtaken
