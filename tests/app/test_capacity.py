"""Whatever is decided in whatever order: places are counted exactly, and no open order is left alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from app.command import Command
from app.dispatch import DispatchOrder, RequestOrder
from app.half_days import held_booking
from app.order_life import AcceptOrder, AwaitPart, FinishOrder, PartArrived, RecordVisit
from app.orders import CLOSED, CancelOrder, OrderResult
from app.rebooking import BookOrder, RefuseOrder, unanswered_orders
from app.service_time import Half, half_day
from db.ids import new_id
from db.models.orders import NextStep, OrderState, RepairOrder
from db.models.providers import Booking, BookingState, Capacity
from db.store import Store, open_embedded
from tests.app.specimens import a
from tests.rows import NOW, ORDER, PROVIDER, SECOND_PROVIDER, TODAY, TOMORROW, add_work, run
from tests.stores import KEY

ORDERS = st.integers(0, 5)
PLACES = st.tuples(
    st.sampled_from((PROVIDER, SECOND_PROVIDER)), st.sampled_from((TODAY, TOMORROW)), st.sampled_from(Half)
)
STEPS_OF = {
    OrderState.REQUESTED: {NextStep.CONFIRM_SLOT},
    OrderState.BOOKED: {NextStep.PROVIDER_ANSWER, NextStep.VISIT},
    OrderState.ACCEPTED: {NextStep.VISIT, NextStep.REPORT},
    OrderState.PART_AWAITED: {NextStep.PART},
}


class Appointments(RuleBasedStateMachine):
    """A few orders at two providers with few places; every decision is allowed to be refused."""

    fresh: ClassVar[Callable[[], Any]]

    def __init__(self) -> None:
        super().__init__()
        self._open = ExitStack()
        self.store: Store = self._open.enter_context(type(self).fresh())
        self.orders, self.steps = [ORDER], 0

    def teardown(self) -> None:
        self._open.close()

    @rule(place=PLACES)
    def dispatch(self, place: Any) -> None:
        provider_id, on, half = place
        self._take(DispatchOrder, provider_id=provider_id, on=on, half=half)

    @rule()
    def request(self) -> None:
        self._take(RequestOrder)

    @rule(which=ORDERS, place=PLACES)
    def book(self, which: int, place: Any) -> None:
        provider_id, on, half = place
        with self.store.read() as session:
            order_id = self.orders[which % len(self.orders)]
            held = held_booking(session, order_id)
            order = session.get(RepairOrder, order_id)  # None: its dispatch was refused
        state = order.state if order else OrderState.BOOKED
        seen = {"seen_state": state, "seen_booking_id": held and held.id}
        self._do(BookOrder, which, provider_id=provider_id, on=on, half=half, **seen)

    @rule(which=ORDERS)
    def accept(self, which: int) -> None:
        self._do(AcceptOrder, which)

    @rule(which=ORDERS, provider_id=st.sampled_from((PROVIDER, SECOND_PROVIDER)))
    def refuse(self, which: int, provider_id: Any) -> None:
        self._do(RefuseOrder, which, provider_id=provider_id)

    @rule()
    def pass_on(self) -> None:
        with self.store.read() as session:
            late = unanswered_orders(session, NOW + timedelta(hours=1, seconds=self.steps))
        assert set(run(self.store, *late)) <= {"done"}

    @rule(which=ORDERS, is_home=st.booleans())
    def visit(self, which: int, is_home: bool) -> None:
        self._do(RecordVisit, which, is_home=is_home)

    @rule(which=ORDERS, is_late=st.booleans())
    def part(self, which: int, is_late: bool) -> None:
        self._do(AwaitPart, which, part_by=NOW + timedelta(days=3 * is_late))

    @rule(which=ORDERS)
    def part_arrived(self, which: int) -> None:
        self._do(PartArrived, which)

    @rule(which=ORDERS, result=st.sampled_from(OrderResult))
    def finish(self, which: int, result: OrderResult) -> None:
        self._do(FinishOrder, which, result=result)

    @rule(which=ORDERS)
    def cancel(self, which: int) -> None:
        self._do(CancelOrder, which)

    @invariant()
    def places_are_counted(self) -> None:
        taken = Booking.state.in_((BookingState.HELD, BookingState.USED))
        place = (Booking.provider_id, Booking.on, Booking.half)
        with self.store.read() as session:
            counted = session.execute(select(*place, func.count()).where(taken).group_by(*place))
            booked = {(firm, on, half): n for firm, on, half, n in counted}
            for row in session.scalars(select(Capacity)):
                assert row.used == booked.get((row.provider_id, row.on, row.half), 0) <= row.cap

    @invariant()
    def no_open_order_is_left_alone(self) -> None:
        with self.store.read() as session:
            for order in session.scalars(select(RepairOrder)):
                held = session.scalars(
                    select(Booking).where(Booking.order_id == order.id, Booking.state == BookingState.HELD)
                ).one_or_none()
                if order.state in CLOSED:
                    assert (held, order.next_step) == (None, None)
                    continue
                assert None not in (order.owner_id, order.next_step_at)
                assert order.next_step in STEPS_OF[order.state]
                if held is not None:
                    assert order.provider_id == held.provider_id
                    assert (order.promised_from, order.promised_to) == half_day(held.on, held.half)
                elif order.state is OrderState.BOOKED:
                    raise AssertionError("booked without a place")

    def _take(self, kind: type[Command], **values: Any) -> None:
        if len(self.orders) < 6:
            order_id = new_id()
            number = f"261123-9012-{order_id.int % 10**12:012}"
            self._run(kind, order_id=order_id, number=number, **values)
            self.orders.append(order_id)

    def _do(self, kind: type[Command], which: int, **values: Any) -> None:
        self._run(kind, order_id=self.orders[which % len(self.orders)], **values)

    def _run(self, kind: type[Command], **values: Any) -> None:
        self.steps += 1
        names = ("event_id", "taken_event_id", "sent_event_id", "booking_id")
        ids = {name: new_id() for name in names if name in kind.model_fields}
        [said] = run(self.store, a(kind, at=NOW + timedelta(seconds=self.steps), **ids, **values))
        assert said in ("done", "move_not_allowed", "slot_taken", "not_found"), said


@pytest.fixture
def fresh(embedded_template: Path, tmp_path: Path) -> Callable[[], Any]:
    """Give fresh SQLCipher stores with work in hand."""
    with_work, played = tmp_path / "work.db", tmp_path / "played.db"
    shutil.copyfile(embedded_template, with_work)
    with closing(open_embedded(with_work, KEY)) as store, store.write() as session:
        add_work(session)
        order = session.get_one(RepairOrder, ORDER)
        order.promised_from, order.promised_to = half_day(TOMORROW, Half.AM)

    def make() -> Any:
        for old in tmp_path.glob("played.db*"):
            old.unlink()
        shutil.copyfile(with_work, played)
        return closing(open_embedded(played, KEY))

    return make


def test_places_are_counted_exactly_whatever_is_decided(fresh: Callable[[], Any]) -> None:
    class Played(Appointments):
        pass

    Played.fresh = staticmethod(fresh)
    few = settings(
        max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Played, settings=few)
