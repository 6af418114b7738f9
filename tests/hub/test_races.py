"""Two desks at the same thing in the same moment, two hundred times: one wins and the other is told.

Both requests are in the hub, each in its own thread and with its number taken, before either decides: a
barrier stands right before the decision.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from app.command import Command, Edit
from app.commands import do
from app.customers import EditCustomer
from app.dispatch import DispatchOrder
from app.followups import RecordAttempt
from app.hub import commanding
from db.ids import new_id
from db.models.customers import Customer
from db.models.followups import Attempt, FollowUp
from db.models.orders import RepairOrder
from db.models.people import Role
from db.models.providers import Booking, BookingState, Capacity, Half
from tests.app.specimens import a
from tests.hub.caller import Caller
from tests.hub.conftest import signed_in
from tests.hub.serving import HubAtWork
from tests.rows import CUSTOMER, SECOND_PROVIDER, TOMORROW, a_follow_up, only, put, uid

ROUNDS = 200
DONE = ("done", None)
Answers = list[tuple[str, str | None]]


@pytest.fixture
def two(hub: HubAtWork) -> Iterator[tuple[Caller, Caller]]:
    with signed_in(hub, Role.AGENT) as one, signed_in(hub, Role.SUPERVISOR) as other:
        yield one, other


@pytest.fixture(autouse=True)
def barrier(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold every two decisions until both are about to be made; a second try does not wait again."""
    both = threading.Barrier(2, timeout=120)
    seen: set[UUID] = set()

    def held(session: Any, command: Command, *how: Any) -> Any:
        if command.id not in seen:
            seen.add(command.id)
            both.wait()
        return do(session, command, *how)

    monkeypatch.setattr(commanding, "do", held)


def race(two: tuple[Caller, Caller], commands: Callable[[int], tuple[Command, Command]]) -> list[Answers]:
    """Let two desks send two hundred pairs of commands; return the two answers of each round."""
    found: list[Answers] = []
    with ThreadPoolExecutor(2) as desks:
        for number in range(ROUNDS):
            answers = desks.map(Caller.do, two, commands(number))
            found.append([(one.state.value, one.code) for one in answers])
    return found


def test_a_follow_up_is_made_once(hub: HubAtWork, two: tuple[Caller, Caller]) -> None:
    ids = [uid(0x8000 + number) for number in range(ROUNDS)]
    put(hub.store, *(a_follow_up(one, reason_code=str(one)) for one in ids))

    def commands(number: int) -> tuple[Command, Command]:
        one, other = (
            a(RecordAttempt, attempt_id=new_id(), follow_up_id=ids[number], outcome="reached") for _ in two
        )
        return one, other

    answers = race(two, commands)
    assert Counter(map(frozenset, answers)) == {
        frozenset({("done", None), ("refused", "move_not_allowed")}): 200
    }
    with hub.store.read() as session:
        tried = session.execute(
            select(FollowUp.attempts, func.count(Attempt.id))
            .join(Attempt, Attempt.follow_up_id == FollowUp.id)
            .where(FollowUp.id.in_(ids))
            .group_by(FollowUp.id)
        ).all()
    assert tried == [(1, 1)] * ROUNDS
    assert both_won(answers)


def test_the_last_half_day_is_given_once(hub: HubAtWork, two: tuple[Caller, Caller]) -> None:
    def commands(number: int) -> tuple[Command, Command]:
        leave_one(hub)
        one, other = (
            a(
                DispatchOrder,
                provider_id=SECOND_PROVIDER,
                number=f"261123-0000-{number:03}{place}",
                **{name: new_id() for name in ("order_id", "booking_id", "taken_event_id", "sent_event_id")},
            )
            for place in range(2)
        )
        return one, other

    answers = race(two, commands)
    assert ways(answers) == {(DONE, ("refused", "slot_taken")): ROUNDS}
    with hub.store.read() as session:
        held = select(func.count()).where(
            Booking.provider_id == SECOND_PROVIDER, Booking.state == BookingState.HELD
        )
        assert session.scalar(held) == ROUNDS
        sent = select(func.count()).where(RepairOrder.provider_id == SECOND_PROVIDER)
        assert session.scalar(sent) == ROUNDS
        slot = session.get_one(Capacity, (SECOND_PROVIDER, TOMORROW, Half.AM))
        assert slot.used == slot.cap
    assert both_won(answers)


def leave_one(hub: HubAtWork) -> None:
    """Give the half-day one place more than are taken."""
    with hub.store.write() as session:
        slot = session.get_one(Capacity, (SECOND_PROVIDER, TOMORROW, Half.AM))
        slot.cap = slot.used + 1


def test_the_same_field_is_written_once_and_the_other_is_shown_it(
    hub: HubAtWork, two: tuple[Caller, Caller]
) -> None:
    stood = [""]

    def edit(value: str) -> EditCustomer:
        return a(EditCustomer, edits={"remark": Edit(old=stood[-1], new=value)})

    with ThreadPoolExecutor(2) as desks:
        for number in range(ROUNDS):
            mine, yours = f"one {number}", f"other {number}"
            answers = list(desks.map(Caller.do, two, (edit(mine), edit(yours))))
            won, lost = sorted(answers, key=lambda answer: answer.state.value)
            assert (won.state, lost.state, lost.code) == ("done", "refused", "field_changed")
            now = only(hub.store, Customer, CUSTOMER).remark
            assert now == (mine if won is answers[0] else yours)
            assert lost.details == {
                "field": "remark",
                "seen": stood[-1],
                "theirs": now,
                "yours": yours if won is answers[0] else mine,
            }
            stood.append(now)
    assert len(stood) == ROUNDS + 1


def ways(answers: list[Answers]) -> Counter[tuple[tuple[str, str | None], ...]]:
    """Count how the rounds went, whoever won."""
    return Counter(tuple(sorted(pair)) for pair in answers)


def both_won(answers: list[Answers]) -> bool:
    """Tell whether each desk won at least once: else one was simply always first."""
    return {one.index(DONE) for one in answers} == {0, 1}
