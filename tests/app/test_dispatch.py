"""A half-day is promised only when it is held, and held once, whoever asks at the same time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.dispatch import DispatchOrder, NewCase, RequestOrder
from app.orders import CancelOrder
from app.ranking import HalfDay, provider_choices
from app.reference import ProductLine
from app.service_time import Half, half_day
from db.ids import new_id
from db.models.cases import Case, CaseKind, CaseState
from db.models.orders import NextStep, OrderEvent, OrderState, RepairOrder
from db.models.people import Role
from db.models.providers import Booking, BookingState, Capacity
from db.store import Store
from tests.app.at_once import at_once
from tests.app.specimens import LATER, NEW, NEW_BOOKING, NEW_EVENT, OTHER_EVENT, a
from tests.rows import (
    BOOKING,
    CALL,
    CASE,
    COUNTY,
    CUSTOMER,
    ELSEWHERE,
    FORMER_PROVIDER,
    NOBODY,
    ORDER,
    OTHER_ADDRESS,
    OTHER_UNIT,
    PERSONS,
    PROVIDER,
    SECOND_PROVIDER,
    TODAY,
    TOMORROW,
    TOWN,
    UNIT,
    a_case,
    add_work,
    an_address,
    everything,
    only,
    put,
    run,
    uid,
)

SLOT = (PROVIDER, TOMORROW, Half.AM)


def another(**changes: object) -> DispatchOrder:
    """Make a dispatch of an order of its own."""
    ids = {name: new_id() for name in ("order_id", "booking_id", "taken_event_id", "sent_event_id")}
    return a(DispatchOrder, **ids | {"number": f"261123-9012-{ids['order_id'].int % 10**12:012}"} | changes)


def test_an_order_is_sent_whole(work: Store) -> None:
    assert run(work, a(DispatchOrder)) == ["done"]
    order = only(work, RepairOrder, NEW)
    assert (order.state, order.customer_id, order.case_id) == (OrderState.BOOKED, CUSTOMER, CASE)
    assert (order.owner_id, order.next_step) == (PERSONS[Role.AGENT], NextStep.PROVIDER_ANSWER)
    # 24 November in Chengdu, nine to noon
    assert order.promised_from == datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    assert order.promised_to == datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
    assert order.entitlement == {"light": "covered"}
    booking = only(work, Booking, NEW_BOOKING)
    assert (booking.order_id, booking.provider_id, booking.on, booking.half) == (NEW, *SLOT)
    assert booking.state is BookingState.HELD
    kinds = [only(work, OrderEvent, key).kind.value for key in (NEW_EVENT, OTHER_EVENT)]
    assert kinds == ["taken", "dispatched"]
    assert only(work, OrderEvent, OTHER_EVENT).note == "锦江一店"
    assert only(work, Capacity, SLOT).used == 2


def begun(**changes: object) -> DispatchOrder:
    """Make a dispatch that opens its own case."""
    facts = NewCase(customer_id=CUSTOMER, call_id=CALL, summary="不排水")
    return another(**{"case_id": new_id(), "new_case": facts} | changes)


def test_an_order_opens_its_case_which_is_due_when_the_visit_ends(work: Store) -> None:
    command = begun()
    assert run(work, command) == ["done"]
    case, order = only(work, Case, command.case_id), only(work, RepairOrder, command.order_id)
    assert (case.kind, case.state, case.customer_id) == (CaseKind.REPAIR, CaseState.OPEN, CUSTOMER)
    assert (case.owner_id, case.unit_id, case.call_id) == (PERSONS[Role.AGENT], UNIT, CALL)
    assert (case.due_at, case.summary) == (order.promised_to, "不排水")
    assert order.case_id == case.id


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"on": TODAY - timedelta(days=1)}, "slot_taken"),
        ({"fault_code": "A01"}, "not_covered"),
        ({"unit_id": OTHER_UNIT}, "not_found"),
        ({"address_id": OTHER_ADDRESS}, "not_found"),
        ({"new_case": NewCase(customer_id=NOBODY, summary="")}, "not_found"),
        ({"case_id": CASE}, "guard_broken"),
    ],
)
def test_a_refused_dispatch_leaves_no_case(work: Store, changes: dict, says: str) -> None:
    before = everything(work, without=frozenset({"applied_command"}))
    assert run(work, begun(**changes)) == [says]
    assert everything(work, without=frozenset({"applied_command"})) == before


def test_a_full_half_day_is_refused_and_the_other_half_is_free(work: Store) -> None:
    said = run(work, another(), another(), another(half=Half.PM))  # one of two places was held before
    assert said == ["done", "slot_taken", "done"]


@pytest.mark.parametrize("on", [TODAY - timedelta(days=1), TODAY + timedelta(days=400)])
def test_a_half_day_that_the_provider_does_not_offer_is_taken(work: Store, on) -> None:
    assert run(work, a(DispatchOrder, on=on)) == ["slot_taken"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"fault_code": "A01"}, "not_covered"),  # does not repair air conditioners
        ({"provider_id": FORMER_PROVIDER}, "not_covered"),
        ({"unit_id": OTHER_UNIT}, "not_found"),
        ({"address_id": OTHER_ADDRESS}, "not_found"),
        ({"fault_code": "none"}, "not_found"),
    ],
)
def test_a_dispatch_that_makes_no_sense_is_refused(work: Store, changes: dict, says: str) -> None:
    assert run(work, a(DispatchOrder, **changes)) == [says]


def test_nobody_is_sent_where_the_provider_does_not_go(work: Store) -> None:
    far = uid(0x777)
    put(work, an_address(far, CUSTOMER, ELSEWHERE, is_primary=False))
    assert run(work, a(DispatchOrder, address_id=far)) == ["not_covered"]


def test_nothing_is_sent_on_a_closed_case(work: Store) -> None:
    put(work, a_case(uid(0x778), state="done"))
    assert run(work, a(DispatchOrder, case_id=uid(0x778))) == ["move_not_allowed"]


def test_a_cancelled_order_gives_its_place_back(work: Store) -> None:
    assert run(work, another(), another()) == ["done", "slot_taken"]
    assert run(work, a(CancelOrder)) == ["done"]
    assert only(work, Booking, BOOKING).state is BookingState.RELEASED
    assert run(work, another()) == ["done"]
    assert only(work, Capacity, SLOT).used == 2


# Without the centre


def requested(**changes: object) -> RequestOrder:
    """Make a request that opens its own case."""
    facts = NewCase(customer_id=CUSTOMER, call_id=CALL, summary="不排水")
    return a(RequestOrder, **{"case_id": new_id(), "new_case": facts} | changes)


def test_a_requested_order_has_an_owner_who_confirms_an_appointment_in_time(work: Store) -> None:
    command = requested()
    held = only(work, Capacity, SLOT).used
    assert run(work, command) == ["done"]
    order, case = only(work, RepairOrder, NEW), only(work, Case, command.case_id)
    assert (order.state, order.next_step, order.next_step_at) == (
        OrderState.REQUESTED,
        NextStep.CONFIRM_SLOT,
        LATER,
    )
    assert (order.owner_id, order.provider_id, order.promised_from) == (PERSONS[Role.AGENT], None, None)
    assert (case.call_id, case.due_at, order.case_id) == (CALL, LATER, case.id)
    assert only(work, OrderEvent, NEW_EVENT).kind.value == "taken"
    assert only(work, Capacity, SLOT).used == held


def test_a_request_needs_no_centre() -> None:
    assert (DispatchOrder.central_only, RequestOrder.central_only) == (True, False)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"unit_id": OTHER_UNIT}, "not_found"),
        ({"address_id": OTHER_ADDRESS}, "not_found"),
        ({"fault_code": "none"}, "not_found"),
        ({"new_case": NewCase(customer_id=NOBODY, summary="")}, "not_found"),
    ],
)
def test_a_request_that_makes_no_sense_leaves_nothing(work: Store, changes: dict, says: str) -> None:
    before = everything(work, without=frozenset({"applied_command"}))
    assert run(work, requested(**changes)) == [says]
    assert everything(work, without=frozenset({"applied_command"})) == before


# Several desks at one central store


@pytest.fixture
def central_url(central_store: Store) -> str:
    with central_store.write() as session:
        add_work(session)
    return central_store.writer.url.render_as_string(hide_password=False)


def test_the_last_half_day_is_won_by_one(central_url: str, central_store: Store) -> None:
    for _ in range(5):
        one = only(central_store, Capacity, SLOT)
        assert (one.cap, one.used) == (2, 1)
        first, second = another(), another()
        assert sorted(at_once(central_url, [first, second])) == ["done", "slot_taken"]
        # asked again, each gets its own answer
        [winner] = [one.order_id for one in (first, second) if run(central_store, one) == ["done"]]
        assert run(central_store, a(CancelOrder, order_id=winner, event_id=new_id())) == ["done"]


def test_eight_desks_book_exactly_what_there_is(central_url: str, central_store: Store) -> None:
    slot = {"provider_id": SECOND_PROVIDER, "on": TODAY, "half": Half.PM}  # eight places
    said = [word for _ in range(3) for word in at_once(central_url, [another(**slot) for _ in range(8)])]
    assert (said.count("done"), said.count("slot_taken")) == (8, 16)
    assert only(central_store, Capacity, (SECOND_PROVIDER, TODAY, Half.PM)).used == 8


def test_one_command_decided_by_several_at_once_counts_once(central_url: str, central_store: Store) -> None:
    command = another()
    assert at_once(central_url, [command] * 6) == ["done"] * 6
    assert only(central_store, Capacity, SLOT).used == 2
    rows = everything(central_store)
    assert len(rows["applied_command"]) == 1
    assert len(rows["repair_order"]) == 2


def test_a_refusal_decided_by_several_at_once_is_one(central_url: str, central_store: Store) -> None:
    command = another(fault_code="A01")
    assert at_once(central_url, [command] * 6) == ["not_covered"] * 6
    assert len(everything(central_store)["applied_command"]) == 1


def test_sending_and_cancelling_on_one_case_do_not_block_each_other(
    central_url: str, central_store: Store
) -> None:
    for _ in range(5):
        sent = another()
        assert run(central_store, sent) == ["done"]
        cancel = a(CancelOrder, order_id=sent.order_id, event_id=new_id())
        said = at_once(central_url, [cancel, another(half=Half.PM, provider_id=SECOND_PROVIDER), another()])
        assert said[:2] == ["done", "done"]
        assert said[2] in ("done", "slot_taken")
        if said[2] == "done":
            with central_store.read() as session:
                held = session.query(Booking).where(Booking.state == "held", Booking.half == "am").all()
                [order] = [one.order_id for one in held if one.order_id != ORDER]
            assert run(central_store, a(CancelOrder, order_id=order, event_id=new_id())) == ["done"]


# Who can go


def test_the_best_provider_comes_first_with_its_half_days(work: Store) -> None:
    with work.read() as session:
        found = provider_choices(session, TOWN, ProductLine.WASHER, TODAY, Half.PM)
    assert [(one.provider_id, one.near, one.rank) for one in found] == [
        (PROVIDER, len(COUNTY), 1),
        (SECOND_PROVIDER, len("5101"), 2),
    ]
    first = found[0].half_days
    assert first[:3] == (
        HalfDay(TODAY, Half.PM, 2),
        HalfDay(TOMORROW, Half.AM, 1),
        HalfDay(TOMORROW, Half.PM, 2),
    )
    assert {one.free for one in first[3:]} == {None}
    assert found[0].first_free() == HalfDay(TODAY, Half.PM, 2)
    assert len(first) == 27  # two weeks without this morning


def test_where_nobody_goes_there_is_no_choice(work: Store) -> None:
    with work.read() as session:
        assert provider_choices(session, ELSEWHERE, ProductLine.WASHER, TODAY, Half.AM) == []
        assert provider_choices(session, "", ProductLine.WASHER, TODAY, Half.AM) == []


def test_what_is_offered_can_be_booked(work: Store) -> None:
    with work.read() as session:
        found = provider_choices(session, TOWN, ProductLine.WASHER, TODAY, Half.AM)
    for one in found:
        for slot in one.half_days:
            says = run(work, another(provider_id=one.provider_id, on=slot.on, half=slot.half))
            assert says == ["done" if slot.free else "slot_taken"]


def test_a_half_day_is_told_in_utc() -> None:
    assert half_day(TODAY, Half.PM) == (
        datetime(2026, 11, 23, 6, tzinfo=UTC),
        datetime(2026, 11, 23, 10, tzinfo=UTC),
    )
