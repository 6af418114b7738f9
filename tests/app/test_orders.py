"""Orders: a number to read aloud, urged as often as the customer rings, cancelled once."""

from __future__ import annotations

from datetime import date

import pytest

from app.orders import CancelOrder, UrgeOrder, order_number, spoken_number
from db.ids import new_id
from db.models.cases import Case
from db.models.orders import OrderEvent, RepairOrder
from db.models.providers import Booking, Capacity, Half
from db.store import Store
from tests.app.specimens import AT, NEW_EVENT, a
from tests.rows import BOOKING, CASE, ORDER, PROVIDER, TOMORROW, an_order, only, put, run, uid


@pytest.mark.parametrize(
    ("counter", "number", "spoken"),
    [
        (7, "261122-9012-07", "二六幺幺二二 · 九零幺二 · 零七"),
        (112, "261122-9012-112", "二六幺幺二二 · 九零幺二 · 幺幺二"),
    ],
)
def test_a_number_is_short_and_spoken_digit_by_digit(counter: int, number: str, spoken: str) -> None:
    assert order_number(date(2026, 11, 22), 9012, counter) == number
    assert spoken_number(number) == spoken


def test_an_order_is_urged_each_time_and_stays_the_same(work: Store) -> None:
    said = run(work, a(UrgeOrder), a(UrgeOrder, event_id=new_id()))
    assert said == ["done", "done"]
    row = only(work, RepairOrder, ORDER)
    assert (row.urge_count, row.state.value) == (2, "booked")
    assert only(work, OrderEvent, NEW_EVENT).note == "客户再次来电"


def test_a_cancelled_order_ends_with_its_case_and_frees_its_place(work: Store) -> None:
    assert run(work, a(CancelOrder)) == ["done"]
    row, case = only(work, RepairOrder, ORDER), only(work, Case, CASE)
    assert (row.state.value, row.closed_at, row.next_step, row.next_step_at) == ("cancelled", AT, None, None)
    assert (case.state.value, case.closed_at) == ("cancelled", AT)
    assert only(work, Booking, BOOKING).state.value == "released"
    assert only(work, Capacity, (PROVIDER, TOMORROW, Half.AM)).used == 0
    assert only(work, OrderEvent, NEW_EVENT).note == "自己修好了"


def test_a_case_with_another_open_order_stays_open(work: Store) -> None:
    put(work, an_order(uid(1), CASE))
    assert run(work, a(CancelOrder)) == ["done"]
    assert only(work, Case, CASE).state.value == "open"
    assert run(work, a(CancelOrder, order_id=uid(1), event_id=new_id())) == ["done"]
    assert only(work, Case, CASE).state.value == "cancelled"


def test_a_closed_order_is_neither_urged_nor_cancelled_again(work: Store) -> None:
    later = [a(CancelOrder, event_id=new_id()), a(UrgeOrder, event_id=new_id())]
    assert run(work, a(CancelOrder), *later) == ["done", "move_not_allowed", "move_not_allowed"]
    assert only(work, Capacity, (PROVIDER, TOMORROW, Half.AM)).used == 0


def test_a_cancellation_has_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        a(CancelOrder, reason="")
