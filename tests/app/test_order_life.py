"""The life of an order: every move that is allowed and every one that is not, on both stores."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.command import Command
from app.coverage import CloseGap, coverage_gaps
from app.dispatch import DispatchOrder, NewCase, RequestOrder
from app.order_clocks import PauseReason, is_paused_for
from app.order_life import (
    AcceptOrder,
    AwaitPart,
    FinishOrder,
    PartArrived,
    RecordFirstContact,
    RecordVisit,
    technicians,
)
from app.orders import CancelOrder, OrderResult
from app.rebooking import BookOrder, Deadlines, PassOn, RefuseOrder, deadlines, unanswered_orders
from app.service_time import Half, half_day, service_day
from db.ids import derived_id, new_id
from db.models.cases import Case, CaseKind, CaseState
from db.models.catalogue import OrderKind, ProductLine, WorkLevel
from db.models.customers import Unit
from db.models.orders import NextStep, OrderEvent, OrderState, RepairOrder
from db.models.people import Person, Role
from db.models.providers import (
    Booking,
    BookingState,
    Capacity,
    Coverage,
    CoverageGap,
    ProviderHoliday,
    ProviderSkill,
)
from db.store import Store
from tests.app.at_once import at_once
from tests.app.specimens import AT, LATER, LIFE, NEW, NEW_BOOKING, OTHER_EVENT, SOON, a
from tests.rows import (
    BOOKING,
    CASE,
    CUSTOMER,
    ELSEWHERE,
    NOW,
    ORDER,
    OTHER_ADDRESS,
    OTHER_CUSTOMER,
    OTHER_UNIT,
    PERSONS,
    PROVIDER,
    SECOND_PROVIDER,
    SECOND_TECHNICIAN,
    TECHNICIAN,
    TODAY,
    TOMORROW,
    UNIT,
    a_case,
    a_fault,
    a_technician,
    actor,
    add_work,
    an_order,
    everything,
    only,
    put,
    run,
    uid,
)

MORNING, AFTERNOON = half_day(TOMORROW, Half.AM), half_day(TOMORROW, Half.PM)
SLOT, SECOND_SLOT = (PROVIDER, TOMORROW, Half.AM), (SECOND_PROVIDER, TOMORROW, Half.AM)
REQUESTED, BOOKED, ACCEPTED, AWAITED, DONE, CANCELLED = OrderState
IN_VAIN = {"is_home": False}
SEEN_WAITING = {"seen_state": REQUESTED, "seen_booking_id": None}

# Which state each command leads to from each, in the order of OrderState; None: refused.
LEADS_TO: dict[tuple[type[Command], str], tuple[OrderState | None, ...]] = {
    (BookOrder, ""): (BOOKED, BOOKED, BOOKED, BOOKED, None, None),
    (AcceptOrder, ""): (None, ACCEPTED, None, None, None, None),
    (RefuseOrder, ""): (None, BOOKED, BOOKED, None, None, None),
    (PassOn, ""): (None, BOOKED, None, None, None, None),
    (RecordFirstContact, ""): (None, BOOKED, ACCEPTED, AWAITED, None, None),
    (RecordVisit, ""): (None, ACCEPTED, ACCEPTED, None, None, None),
    (RecordVisit, "in vain"): (None, REQUESTED, REQUESTED, None, None, None),
    (AwaitPart, ""): (None, AWAITED, AWAITED, None, None, None),
    (PartArrived, ""): (None, None, None, ACCEPTED, None, None),
    (FinishOrder, ""): (None, DONE, DONE, DONE, None, None),
    (CancelOrder, ""): (CANCELLED, CANCELLED, CANCELLED, CANCELLED, None, None),
}


def at_state(state: OrderState, key: UUID) -> list[Any]:
    """Return an order in a state, with the place that it holds or held."""
    steps = {REQUESTED: NextStep.CONFIRM_SLOT, BOOKED: NextStep.PROVIDER_ANSWER, ACCEPTED: NextStep.VISIT}
    is_open = state not in (DONE, CANCELLED)
    order = an_order(
        key,
        CASE,
        state=state,
        provider_id=None if state is REQUESTED else PROVIDER,
        next_step=steps.get(state, NextStep.PART) if is_open else None,
        next_step_at=NOW if is_open else None,
        promised_from=None if state is REQUESTED else MORNING[0],
        promised_to=None if state is REQUESTED else MORNING[1],
    )
    if state is REQUESTED:
        return [order]
    kept = {DONE: BookingState.USED, CANCELLED: BookingState.RELEASED}.get(state, BookingState.HELD)
    held = Booking(
        id=place_id(key),
        order_id=key,
        customer_id=CUSTOMER,
        provider_id=PROVIDER,
        on=TOMORROW,
        half=Half.AM,
        state=kept,
        held_at=NOW,
    )
    return [order, held]


def place_id(order_id: UUID) -> UUID:
    return derived_id("held", order_id)


def given(kind: type[Command], variant: str, key: UUID, state: OrderState) -> Command:
    ids = {name: new_id() for name in kind.model_fields if name.endswith("event_id") or name == "booking_id"}
    changes: dict[str, Any] = IN_VAIN if variant else {"part_by": MORNING[0]} if kind is AwaitPart else {}
    if kind is BookOrder:
        is_held = state not in (REQUESTED, DONE, CANCELLED)
        changes = {"seen_state": state, "seen_booking_id": place_id(key) if is_held else None}
    return a(kind, order_id=key, **ids, **changes)


@pytest.mark.parametrize("state", OrderState)
def test_an_order_goes_where_the_table_says_and_nowhere_else(work: Store, state: OrderState) -> None:
    place = list(OrderState).index(state)
    for number, ((kind, variant), leads_to) in enumerate(LEADS_TO.items()):
        key = uid(0x800 + number)
        with work.write() as session:
            for slot in (SLOT, SECOND_SLOT):
                session.get_one(Capacity, slot).cap = 100
            session.get_one(Capacity, SLOT).used += 1  # what every state but two counts there
        put(work, *at_state(state, key))
        before = everything(work, without=frozenset({"applied_command"}))
        said = run(work, given(kind, variant, key, state))
        new = leads_to[place]
        assert said == ["done" if new else "move_not_allowed"], (kind, variant)
        if new is None:
            assert everything(work, without=frozenset({"applied_command"})) == before
        else:
            assert only(work, RepairOrder, key).state is new, (kind, variant)


def test_the_table_has_every_command_of_an_order() -> None:
    assert {kind for kind, _ in LEADS_TO} == {*LIFE, CancelOrder}


# The appointment


def used(store: Store, *slot: Any) -> int:
    return int(only(store, Capacity, slot).used)


def history(store: Store, order_id: UUID = ORDER) -> list[tuple[str, UUID | None, str]]:
    with store.read() as session:
        events = session.query(OrderEvent).where(OrderEvent.order_id == order_id)
        return [(one.kind.value, one.provider_id, one.note) for one in events.order_by(OrderEvent.at)]


def test_a_dispatched_order_waits_for_its_provider(work: Store) -> None:
    assert run(work, a(DispatchOrder)) == ["done"]
    order = only(work, RepairOrder, NEW)
    assert (order.next_step, order.next_step_at) == (NextStep.PROVIDER_ANSWER, SOON)
    assert only(work, OrderEvent, OTHER_EVENT).provider_id == PROVIDER


def test_another_provider_gets_the_order_and_the_place_is_given_back(work: Store) -> None:
    assert run(work, a(BookOrder, reason="客户要下午")) == ["done"]
    order, booking = only(work, RepairOrder, ORDER), only(work, Booking, NEW_BOOKING)
    assert (order.state, order.provider_id, order.promised_from) == (BOOKED, SECOND_PROVIDER, AFTERNOON[0])
    assert (order.promised_to, order.next_step, order.next_step_at) == (
        AFTERNOON[1],
        NextStep.PROVIDER_ANSWER,
        SOON,
    )
    assert (booking.state, booking.half) == (BookingState.HELD, Half.PM)
    assert only(work, Booking, BOOKING).state is BookingState.RELEASED
    assert (used(work, *SLOT), used(work, SECOND_PROVIDER, TOMORROW, Half.PM)) == (0, 1)
    assert history(work) == [("dispatched", SECOND_PROVIDER, "成都二店 · 客户要下午")]


def test_a_visit_is_moved_at_the_same_provider(work: Store) -> None:
    assert run(work, a(BookOrder, provider_id=PROVIDER)) == ["done"]
    assert (used(work, *SLOT), used(work, PROVIDER, TOMORROW, Half.PM)) == (0, 1)
    assert history(work) == [("moved", PROVIDER, "锦江一店")]


def test_the_same_half_day_can_be_held_anew_even_when_it_is_full(work: Store) -> None:
    with work.write() as session:
        session.get_one(Capacity, SLOT).cap = 1
    assert run(work, a(BookOrder, provider_id=PROVIDER, half=Half.AM)) == ["done"]
    assert used(work, *SLOT) == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"on": TODAY - timedelta(days=1)}, "slot_taken"),
        ({"at": AFTERNOON[1]}, "slot_taken"),  # it is over
        ({"provider_id": uid(0x303)}, "not_covered"),
        ({"provider_id": uid(1)}, "not_found"),
    ],
)
def test_what_cannot_be_booked_leaves_the_order_as_it_was(work: Store, changes: dict, says: str) -> None:
    before = everything(work, without=frozenset({"applied_command"}))
    assert run(work, a(BookOrder, **changes)) == [says]
    assert everything(work, without=frozenset({"applied_command"})) == before


@pytest.mark.parametrize("seen", [{"seen_state": ACCEPTED}, {"seen_booking_id": NEW_BOOKING}, SEEN_WAITING])
def test_an_order_that_has_changed_since_it_was_seen_is_not_moved(work: Store, seen: dict) -> None:
    before = everything(work, without=frozenset({"applied_command"}))
    assert run(work, a(BookOrder, **seen)) == ["move_not_allowed"]
    assert everything(work, without=frozenset({"applied_command"})) == before


def test_a_request_is_confirmed_by_a_half_day(work: Store) -> None:
    asked = a(RequestOrder, taken_event_id=new_id())
    assert run(work, asked, a(BookOrder, order_id=NEW, **SEEN_WAITING)) == ["done", "done"]
    order = only(work, RepairOrder, NEW)
    assert (order.state, order.provider_id, order.number) == (BOOKED, SECOND_PROVIDER, asked.number)
    assert [kind for kind, _, _ in history(work, NEW)] == ["taken", "dispatched"]


def test_a_day_off_is_not_booked(work: Store) -> None:
    off = ProviderHoliday(
        id=uid(1), provider_id=SECOND_PROVIDER, first_on=TOMORROW, last_on=TOMORROW, reason="盘点"
    )
    put(work, off)
    assert run(work, a(BookOrder)) == ["slot_taken"]


# The provider's answer


def test_a_provider_says_yes_and_who_comes(work: Store) -> None:
    assert run(work, a(AcceptOrder), by=actor(Role.PROVIDER)) == ["done"]
    order = only(work, RepairOrder, ORDER)
    assert (order.state, order.technician_id, order.next_step) == (ACCEPTED, TECHNICIAN, NextStep.VISIT)
    assert order.next_step_at == order.promised_to
    assert history(work) == [("accepted", None, "黄师傅")]


def test_only_a_technician_of_the_provider_comes(work: Store) -> None:
    put(work, a_technician(uid(1), PROVIDER, "旧人", active=False))
    said = run(work, a(AcceptOrder, technician_id=SECOND_TECHNICIAN), a(AcceptOrder, technician_id=uid(1)))
    assert said == ["not_found", "not_found"]
    with work.read() as session:
        assert [one.name for one in technicians(session, PROVIDER)] == ["黄师傅"]


def test_a_refused_order_goes_to_the_next_who_keeps_the_half_day(work: Store) -> None:
    assert (
        run(work, a(AcceptOrder, event_id=new_id()), a(RefuseOrder), by=actor(Role.PROVIDER)) == ["done"] * 2
    )
    order, booking = only(work, RepairOrder, ORDER), only(work, Booking, NEW_BOOKING)
    assert (order.state, order.provider_id, order.technician_id) == (BOOKED, SECOND_PROVIDER, None)
    assert (order.promised_from, order.promised_to) == MORNING
    assert (order.next_step, order.next_step_at) == (NextStep.PROVIDER_ANSWER, SOON)
    assert (booking.provider_id, booking.on, booking.half) == SECOND_SLOT
    assert (used(work, *SLOT), used(work, *SECOND_SLOT)) == (0, 1)
    assert set(history(work)) >= {
        ("refused", PROVIDER, "师傅请假"),
        ("dispatched", SECOND_PROVIDER, "成都二店"),
    }


def refused_again() -> list[Command]:
    """Return the refusals of both providers, one after the other."""
    ids = {name: new_id() for name in ("event_id", "booking_id", "sent_event_id")}
    return [a(RefuseOrder), a(RefuseOrder, provider_id=SECOND_PROVIDER, at=LATER - timedelta(days=1), **ids)]


def test_without_another_the_owner_finds_an_appointment(work: Store) -> None:
    assert run(work, *refused_again()) == ["done", "done"]
    order = only(work, RepairOrder, ORDER)
    assert (order.state, order.provider_id, order.owner_id) == (REQUESTED, None, PERSONS[Role.AGENT])
    assert (order.next_step, order.next_step_at) == (NextStep.CONFIRM_SLOT, SOON)
    assert (order.promised_from, order.promised_to) == MORNING  # what the customer was told
    assert (used(work, *SLOT), used(work, *SECOND_SLOT)) == (0, 0)


@pytest.mark.parametrize("why", ["full", "over", "used"])
def test_an_order_is_only_passed_on_in_its_half_day(work: Store, why: str) -> None:
    changes: dict[str, Any] = {}
    with work.write() as session:
        if why == "full":
            session.get_one(Capacity, SECOND_SLOT).cap = 0
        elif why == "over":
            changes["at"] = MORNING[1]
    if why == "used":
        run(work, a(RecordVisit, event_id=new_id()))
    assert run(work, a(RefuseOrder, **changes)) == ["done"]
    assert only(work, RepairOrder, ORDER).state is REQUESTED
    assert used(work, *SECOND_SLOT) == 0


def test_who_let_it_go_before_cannot_let_it_go_again(work: Store) -> None:
    again = a(RefuseOrder, event_id=new_id(), booking_id=new_id(), sent_event_id=new_id())
    assert run(work, a(RefuseOrder), again) == ["done", "move_not_allowed"]


def waiting(store: Store) -> None:
    with store.write() as session:
        order = session.get_one(RepairOrder, ORDER)
        order.next_step, order.next_step_at = NextStep.PROVIDER_ANSWER, NOW


def test_no_answer_in_time_passes_the_order_on_once(work: Store) -> None:
    waiting(work)
    with work.read() as session:
        assert unanswered_orders(session, NOW - timedelta(seconds=1)) == []
        found, again = unanswered_orders(session, NOW), unanswered_orders(session, AT)
    assert [one.id for one in found] == [one.id for one in again]
    hub = actor(Role.SUPERVISOR)
    assert run(work, *found, *again, by=hub) == ["done", "done"]  # the second one is the first
    order = only(work, RepairOrder, ORDER)
    assert (order.provider_id, order.state) == (SECOND_PROVIDER, BOOKED)
    assert order.next_step_at > NOW
    assert [kind for kind, _, _ in history(work)] == ["no_answer", "dispatched"]
    with work.read() as session:
        assert unanswered_orders(session, AT) == []


@pytest.mark.parametrize(
    "changes", [{"due_at": SOON}, {"at": NOW - timedelta(seconds=1)}, {"provider_id": SECOND_PROVIDER}]
)
def test_who_has_still_time_keeps_the_order(work: Store, changes: dict) -> None:
    waiting(work)
    assert run(work, a(PassOn, **changes)) == ["move_not_allowed"]


def test_who_has_answered_keeps_the_order(work: Store) -> None:
    waiting(work)
    assert run(work, a(AcceptOrder), a(PassOn, event_id=new_id())) == ["done", "move_not_allowed"]


def test_deadlines_come_from_the_rules_of_the_store(work: Store) -> None:
    with work.read() as session:
        assert deadlines(session, NOW) == Deadlines(NOW + timedelta(hours=1), NOW + timedelta(hours=2))


# The visit


def test_the_first_contact_counts(work: Store) -> None:
    later = a(RecordFirstContact, at=LATER, event_id=new_id())
    assert run(work, a(RecordFirstContact), later) == ["done", "done"]
    assert only(work, RepairOrder, ORDER).first_contact_at == AT


def test_a_visit_uses_its_place_and_asks_for_a_report(work: Store) -> None:
    assert run(work, a(RecordVisit)) == ["done"]
    order = only(work, RepairOrder, ORDER)
    assert (order.state, order.next_step, order.next_step_at) == (ACCEPTED, NextStep.REPORT, LATER)
    assert (only(work, Booking, BOOKING).state, used(work, *SLOT)) == (BookingState.USED, 1)


def test_a_visit_in_vain_asks_for_another_appointment(work: Store) -> None:
    assert run(work, a(RecordVisit, **IN_VAIN)) == ["done"]
    order = only(work, RepairOrder, ORDER)
    assert (order.state, order.provider_id, order.promised_to) == (REQUESTED, PROVIDER, None)
    assert (order.next_step, order.next_step_at) == (NextStep.CONFIRM_SLOT, LATER)
    assert [kind for kind, _, _ in history(work)] == ["nobody_home"]
    assert run(work, a(BookOrder, event_id=new_id(), **SEEN_WAITING)) == ["done"]
    assert (used(work, *SLOT), used(work, SECOND_PROVIDER, TOMORROW, Half.PM)) == (1, 1)


def test_a_part_in_time_keeps_the_visit(work: Store) -> None:
    said = run(work, a(AwaitPart, part_by=MORNING[0]), a(PartArrived, event_id=new_id()))
    assert said == ["done", "done"]
    order = only(work, RepairOrder, ORDER)
    assert (order.state, order.next_step, order.next_step_at) == (ACCEPTED, NextStep.VISIT, order.promised_to)
    assert only(work, Booking, BOOKING).state is BookingState.HELD


def test_a_part_that_comes_later_gives_the_place_back(work: Store) -> None:
    assert run(work, a(AwaitPart)) == ["done"]
    order = only(work, RepairOrder, ORDER)
    assert (order.state, order.next_step, order.next_step_at) == (AWAITED, NextStep.PART, LATER)
    assert (order.promised_from, used(work, *SLOT)) == (None, 0)
    assert run(work, a(PartArrived, event_id=new_id())) == ["done"]
    order = only(work, RepairOrder, ORDER)
    assert (order.state, order.next_step, order.next_step_at) == (REQUESTED, NextStep.CONFIRM_SLOT, SOON)
    assert run(work, a(BookOrder, event_id=new_id(), **SEEN_WAITING)) == ["done"]


@pytest.mark.parametrize(
    ("part_by", "half", "becomes"),
    [(MORNING[0], Half.PM, AWAITED), (AFTERNOON[0], Half.PM, AWAITED), (MORNING[1], Half.AM, BOOKED)],
)
def test_a_visit_moved_to_after_the_part_leaves_its_order_waiting(
    work: Store, part_by: datetime, half: Half, becomes: OrderState
) -> None:
    assert run(work, a(AwaitPart, part_by=part_by)) == ["done"]
    held = BOOKING if part_by == MORNING[0] else None  # a part in time keeps the place
    seen = {"seen_state": AWAITED, "seen_booking_id": held, "event_id": new_id()}
    assert run(work, a(BookOrder, provider_id=PROVIDER, half=half, **seen)) == ["done"]
    order, is_waiting = only(work, RepairOrder, ORDER), becomes is AWAITED
    assert (order.state, (order.promised_from, order.promised_to)) == (becomes, half_day(TOMORROW, half))
    assert order.next_step is (NextStep.PART if is_waiting else NextStep.PROVIDER_ANSWER)
    assert order.next_step_at == (part_by if is_waiting else SOON)
    with work.read() as session:
        assert is_paused_for(session, ORDER, PauseReason.PART) is is_waiting
    arrived = run(work, a(PartArrived, event_id=new_id()))
    assert arrived == (["done"] if is_waiting else ["move_not_allowed"])
    assert not is_waiting or only(work, RepairOrder, ORDER).next_step is NextStep.VISIT


@pytest.mark.parametrize("result", [OrderResult.OK, OrderResult.SOLVED_BY_PHONE])
def test_a_finished_order_says_how_and_what_was_paid(work: Store, result: OrderResult) -> None:
    assert run(work, a(FinishOrder, result=result)) == ["done"]
    order, case = only(work, RepairOrder, ORDER), only(work, Case, CASE)
    assert (order.state, order.result, order.paid_fen, order.closed_at) == (DONE, result, 18000, AT)
    assert (order.next_step, order.next_step_at) == (None, None)
    assert (case.state, case.closed_at) == (CaseState.DONE, AT)
    gone = result is not OrderResult.SOLVED_BY_PHONE
    booking = only(work, Booking, BOOKING)
    assert booking.state is (BookingState.USED if gone else BookingState.RELEASED)
    assert used(work, *SLOT) == gone


def test_an_exchange_leaves_the_new_unit_in_place_of_the_old(work: Store) -> None:
    finish = a(FinishOrder, result=OrderResult.EXCHANGED, new_unit_id=NEW, new_serial="SN009")
    assert run(work, finish, by=actor(Role.PROVIDER)) == ["done"]
    old, new = only(work, Unit, UNIT), only(work, Unit, NEW)
    day = service_day(AT)
    assert (old.retired_on, new.exchanged_on, new.serial) == (day, day, "SN009")
    assert (new.customer_id, new.model_code) == (CUSTOMER, old.model_code)


def test_an_exchange_that_cannot_be_written_down_does_not_finish_the_order(work: Store) -> None:
    with work.write() as session:
        session.get_one(RepairOrder, ORDER).unit_id = None
    before = everything(work, without=frozenset({"applied_command"}))
    assert run(work, a(FinishOrder, result=OrderResult.EXCHANGED, new_unit_id=NEW)) == ["not_found"]
    assert everything(work, without=frozenset({"applied_command"})) == before
    with pytest.raises(ValueError, match="only an exchange"):
        a(FinishOrder, result=OrderResult.OK, new_unit_id=NEW)


def test_a_case_ends_with_its_last_order(work: Store) -> None:
    put(work, an_order(uid(1), CASE))
    assert run(work, a(FinishOrder)) == ["done"]
    assert only(work, Case, CASE).state is CaseState.OPEN
    assert run(work, a(FinishOrder, order_id=uid(1), event_id=new_id())) == ["done"]
    assert only(work, Case, CASE).state is CaseState.DONE


# The rest of the file: whose order it is, kinds of work, gaps, and several at once


OTHERS = [
    AcceptOrder,
    RefuseOrder,
    RecordFirstContact,
    RecordVisit,
    AwaitPart,
    PartArrived,
    FinishOrder,
]


@pytest.mark.parametrize("whose", [SECOND_PROVIDER, None])
def test_a_providers_people_touch_no_order_of_another(work: Store, whose: UUID | None) -> None:
    with work.write() as session:
        session.get_one(Person, PERSONS[Role.PROVIDER]).provider_id = whose
    before = everything(work, without=frozenset({"applied_command"}))
    said = run(work, *(a(kind) for kind in OTHERS), by=actor(Role.PROVIDER))
    assert said == ["not_allowed"] * len(OTHERS)
    assert everything(work, without=frozenset({"applied_command"})) == before


def work_of(kind: OrderKind) -> Any:
    fault = a_fault(f"W-{kind.value}", ProductLine.WASHER, kind.value)
    fault.kind = kind
    return fault


@pytest.mark.parametrize(
    ("kind", "opens"),
    [
        (OrderKind.REPAIR, CaseKind.REPAIR),
        (OrderKind.INSTALLATION, CaseKind.INSTALLATION),
        (OrderKind.DELIVERY, CaseKind.INSTALLATION),
        (OrderKind.INSPECTION, CaseKind.RETURN),
    ],
)
def test_work_opens_a_case_of_its_kind(work: Store, kind: OrderKind, opens: CaseKind) -> None:
    put(work, work_of(kind))
    facts = NewCase(customer_id=CUSTOMER, summary="")
    sent = a(DispatchOrder, case_id=uid(1), new_case=facts, fault_code=f"W-{kind.value}")
    assert run(work, sent) == ["done"]
    assert only(work, Case, uid(1)).kind is opens


def test_an_inspection_does_not_settle_a_complaint(work: Store) -> None:
    put(
        work,
        work_of(OrderKind.INSPECTION),
        a_case(uid(1), kind=CaseKind.COMPLAINT, severity=3, contact_due_at=SOON),
    )
    sent = a(DispatchOrder, case_id=uid(1), fault_code="W-inspection")
    said = run(work, sent, a(FinishOrder, order_id=NEW, event_id=new_id()))
    assert said == ["done", "done"]
    assert only(work, Case, uid(1)).state is CaseState.OPEN


def test_who_cannot_do_the_work_is_not_sent(work: Store) -> None:
    with work.write() as session:
        skill = session.get_one(ProviderSkill, (PROVIDER, ProductLine.WASHER, OrderKind.REPAIR))
        skill.level = WorkLevel.SIMPLE  # the work is small
    assert run(work, a(DispatchOrder)) == ["not_covered"]
    with work.write() as session:
        session.get_one(
            ProviderSkill, (PROVIDER, ProductLine.WASHER, OrderKind.REPAIR)
        ).level = WorkLevel.SMALL
    assert run(work, a(DispatchOrder, id=new_id())) == ["done"]


def unserved(**changes: Any) -> RequestOrder:
    ids = {name: new_id() for name in ("order_id", "case_id", "taken_event_id")}
    facts = NewCase(customer_id=OTHER_CUSTOMER, summary="")
    number = f"261123-9012-{ids['order_id'].int % 10**12:012}"
    where = {"unit_id": OTHER_UNIT, "address_id": OTHER_ADDRESS}
    return a(RequestOrder, **ids, number=number, new_case=facts, **where, **changes)


def test_where_nobody_goes_a_gap_is_noted_and_counted(work: Store) -> None:
    assert run(work, unserved(), unserved(at=LATER), a(RequestOrder)) == ["done"] * 3
    with work.read() as session:
        [gap] = coverage_gaps(session)
    assert (gap.region_code, gap.line, gap.kind) == (ELSEWHERE, ProductLine.WASHER, OrderKind.REPAIR)
    assert (gap.first_seen_at, gap.last_seen_at, gap.seen_count) == (AT, LATER, 2)
    boss = actor(Role.SUPERVISOR)
    closing = [a(CloseGap, gap_id=gap.gap_id) for _ in range(2)]
    assert run(work, *closing, by=boss) == ["done", "move_not_allowed"]
    with work.read() as session:
        assert coverage_gaps(session) == []
    assert run(work, unserved()) == ["done"]  # it opens again
    assert only(work, CoverageGap, gap.gap_id).closed_at is None


@pytest.mark.parametrize("region", ["510704", "5107", "51"])
def test_a_wider_coverage_leaves_no_gap(work: Store, region: str) -> None:
    put(work, Coverage(provider_id=PROVIDER, region_code=region, line=ProductLine.WASHER, rank=1))
    assert run(work, unserved()) == ["done"]
    with work.read() as session:
        assert coverage_gaps(session) == []


@pytest.fixture
def central_url(central_store: Store) -> str:
    with central_store.write() as session:
        add_work(session)
    return central_store.writer.url.render_as_string(hide_password=False)


def test_two_who_exchange_half_days_do_not_block_each_other(central_url: str, central_store: Store) -> None:
    """Each gives back what the other takes: without one order of locking this is a deadlock."""
    ids = {name: new_id() for name in ("booking_id", "taken_event_id", "sent_event_id")}
    other = a(DispatchOrder, provider_id=SECOND_PROVIDER, half=Half.AM, **ids)
    assert run(central_store, other) == ["done"]
    here, there = SECOND_PROVIDER, PROVIDER
    held = {ORDER: BOOKING, NEW: other.booking_id}
    for _ in range(6):
        moves = [
            a(
                BookOrder,
                order_id=order,
                provider_id=to,
                half=Half.AM,
                booking_id=new_id(),
                event_id=new_id(),
                seen_booking_id=held[order],
            )
            for order, to in ((ORDER, here), (NEW, there))
        ]
        held = {move.order_id: move.booking_id for move in moves}
        assert at_once(central_url, moves) == ["done", "done"]
        here, there = there, here
    assert (used(central_store, *SLOT), used(central_store, *SECOND_SLOT)) == (1, 1)


def test_refusing_and_passing_on_at_once_is_one_or_the_other(central_url: str, central_store: Store) -> None:
    waiting(central_store)
    refuse = a(RefuseOrder)
    late = a(PassOn, event_id=new_id(), booking_id=new_id(), sent_event_id=new_id())
    assert sorted(at_once(central_url, [refuse, late])) == ["done", "move_not_allowed"]
    assert (used(central_store, *SLOT), used(central_store, *SECOND_SLOT)) == (0, 1)
