"""The caller's page: what helps this call first."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.entitlement import Light
from app.errors import NotFound
from app.orders import OrderState
from app.pop import UNITS, AlertKind, pop_page
from app.timeline import FIRST
from db.models.cases import CaseKind, CaseState
from db.models.orders import OrderEvent, OrderEventKind
from db.store import Store
from tests.rows import (
    CASE,
    CUSTOMER,
    FOLLOW_UP,
    NOBODY,
    NOW,
    ORDER,
    OTHER_CUSTOMER,
    PHONE_KEY,
    UNIT,
    a_case,
    a_customer,
    a_follow_up,
    a_phone,
    a_unit,
    an_interaction,
    an_order,
    put,
    uid,
)


def pop(store: Store, customer_id=CUSTOMER, now: datetime = NOW):
    with store.read() as session:
        return pop_page(session, customer_id, now)


def test_the_page_says_who_it_is_and_where(work: Store) -> None:
    page = pop(work)
    assert (page.head.name, page.head.title.value, page.head.tier.value) == ("田雨", "ms", "standard")
    assert (page.head.place_zh, page.head.address_line) == ("锦江区 督院街街道", "走马街1号3栋502")
    assert [(one.key, one.role.value) for one in page.phones] == [(PHONE_KEY, "own")]
    assert page.read_at == NOW


def test_a_customer_with_nothing_has_a_page_and_nobody_has_none(store: Store) -> None:
    put(store, a_customer(uid(0x203), "新客户"))
    page = pop(store, uid(0x203))
    assert (page.head.address_id, page.head.address_line, page.head.place_zh) == (None, "", "")
    assert not any((page.phones, page.alerts, page.orders, page.units, page.timeline, page.counts.total))
    with pytest.raises(NotFound):
        pop(store, NOBODY)


def test_open_work_stands_in_the_order_of_what_is_due(work: Store) -> None:
    hours = {uid(1): 30, uid(2): 5, uid(3): 12}
    put(
        work,
        *(an_order(key, CASE, next_step_at=NOW + timedelta(hours=hour)) for key, hour in hours.items()),
        an_order(uid(4), CASE, state=OrderState.DONE),
        an_order(uid(5), CASE, customer_id=OTHER_CUSTOMER),
        a_case(uid(6), due_at=NOW + timedelta(hours=1)),
        a_case(uid(7), state=CaseState.DONE),
        a_follow_up(uid(8), due_at=NOW - timedelta(days=1), reason_code="promised"),
        a_follow_up(uid(9), state="done"),
    )
    page = pop(work)
    assert [one.order_id for one in page.orders] == [uid(2), uid(3), ORDER, uid(1)]
    assert [one.case_id for one in page.cases] == [uid(6), CASE]
    assert [one.follow_up_id for one in page.promised_calls] == [uid(8), FOLLOW_UP]


def test_an_order_shows_what_was_promised_and_how_far_it_is(work: Store) -> None:
    taken, sent = (
        OrderEvent(
            id=uid(key),
            order_id=ORDER,
            customer_id=CUSTOMER,
            kind=kind,
            at=NOW + timedelta(minutes=key),
            who="one",
            note="",
        )
        for key, kind in ((1, OrderEventKind.TAKEN), (2, OrderEventKind.DISPATCHED))
    )
    put(work, sent, taken)
    [order] = pop(work).orders
    assert (order.fault_zh, order.model_zh, order.provider, order.technician) == (
        "不排水",
        "XQG100 型",
        "锦江一店",
        "黄师傅",
    )
    assert order.steps == (
        (OrderEventKind.TAKEN, NOW + timedelta(minutes=1)),
        (OrderEventKind.DISPATCHED, NOW + timedelta(minutes=2)),
    )


@pytest.mark.parametrize(("after", "late"), [(-1, False), (0, False), (1, True)])
def test_an_order_is_late_once_its_promise_has_passed(work: Store, after: int, late: bool) -> None:
    promised = NOW + timedelta(days=1)
    alerts = pop(work, now=promised + timedelta(microseconds=after)).alerts
    assert [one.kind for one in alerts] == ([AlertKind.ORDER_LATE] if late else [])
    if late:
        assert (alerts[0].at, alerts[0].text) == (promised, "261123-9000-1029")


@pytest.mark.parametrize(("days", "count"), [(89, 3), (90, 3), (91, 2)])
def test_the_third_repair_in_ninety_days_is_told(work: Store, days: int, count: int) -> None:
    old = {"opened_at": NOW - timedelta(days=days), "state": OrderState.DONE}
    put(
        work,
        an_order(uid(1), CASE, **old),
        an_order(uid(2), CASE, state=OrderState.DONE),
        an_order(uid(3), CASE, state=OrderState.CANCELLED),
    )
    told = [one.count for one in pop(work).alerts if one.kind is AlertKind.REPEAT_REPAIR]
    assert told == ([3] if count == 3 else [])


def test_alerts_stand_worst_first(work: Store) -> None:
    late = {"promised_to": NOW - timedelta(hours=1)}
    put(
        work,
        a_customer(uid(0x203), "何客户", service_note="先打电话"),
        a_case(
            uid(1),
            uid(0x203),
            kind=CaseKind.COMPLAINT,
            severity=3,
            contact_due_at=NOW,
            opened_at=NOW - timedelta(days=2),
        ),
        a_case(uid(2), uid(0x203), kind=CaseKind.COMPLAINT, state=CaseState.DONE),
        *(an_order(uid(key), uid(1), customer_id=uid(0x203), **late) for key in (3, 4, 5)),
    )
    alerts = pop(work, uid(0x203)).alerts
    assert [one.kind.value for one in alerts] == [
        "open_complaint",
        "order_late",
        "order_late",
        "order_late",
        "repeat_repair",
        "service_note",
    ]
    assert alerts[0].at == NOW - timedelta(days=2)
    assert alerts[-1].text == "先打电话"


def test_a_unit_shows_its_light_on_the_day_of_the_service(work: Store) -> None:
    """The whole unit is covered until 10 March 2027, and that day ends in Chengdu, not in Greenwich."""
    last_minute = datetime(2027, 3, 10, 15, 59, tzinfo=UTC)
    [unit] = pop(work, now=last_minute).units
    assert (unit.unit_id, unit.serial, unit.entitlement.light) == (UNIT, "SN001", Light.COVERED)
    [unit] = pop(work, now=last_minute + timedelta(minutes=1)).units
    assert unit.entitlement.light is Light.PARTLY
    [unknown] = pop(work, OTHER_CUSTOMER).units
    assert unknown.entitlement.light is Light.UNKNOWN


def test_units_stand_newest_first_and_retired_ones_do_not(work: Store) -> None:
    put(
        work,
        *(
            a_unit(uid(key), CUSTOMER, serial=f"N{key}", sold_on=date(2020, 1, 1) + timedelta(days=key))
            for key in range(1, UNITS + 5)
        ),
        a_unit(uid(90), CUSTOMER, serial="N90", sold_on=date(2026, 11, 1), retired_on=date(2026, 11, 2)),
        a_unit(uid(91), CUSTOMER, serial="N91"),
    )
    page = pop(work)
    assert page.unit_count == UNITS + 6
    assert [one.unit_id for one in page.units] == [UNIT, *(uid(key) for key in range(24, 5, -1))]


def test_the_page_begins_the_timeline(work: Store) -> None:
    put(
        work,
        *(an_interaction(uid(key), None, opened_at=NOW + timedelta(minutes=key)) for key in range(1, 71)),
    )
    page = pop(work)
    assert [one.id for one in page.timeline] == [uid(key) for key in range(70, 70 - FIRST, -1)]
    assert page.counts.total == 71, "the calls, and the message of the base rows"


def test_a_number_written_down_twice_is_two_lines(work: Store) -> None:
    put(work, a_phone(uid(1), CUSTOMER, key="f:+862885551234", role="household"))
    assert [one.role.value for one in pop(work).phones] == ["household", "own"]
