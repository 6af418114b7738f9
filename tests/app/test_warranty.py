"""The warranty in a store: what covers a unit, what an order keeps of it, and how rules and days change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.command import new_id
from app.entitlement import Claim, Light, right
from app.errors import FieldChanged, MoveNotAllowed, NotFound, SerialKnown
from app.pop import pop_page
from app.warranty import ExchangeUnit, ReviseWarrantyRule, order_entitlement, unit_entitlement
from app.working_calendar import (
    ImportCalendar,
    SetCalendarDay,
    calendar,
    missing_notice,
    provisional_dues,
    read_notice,
)
from db.models.calendar import CalendarChange, CalendarDay, DayKind
from db.models.cases import Case, CaseChannel, CaseEvent, CaseKind
from db.models.customers import Unit
from db.models.orders import OrderEvent, OrderEventKind, OrderResult, OrderState, RepairOrder
from db.models.people import Role
from db.models.warranty import WarrantyRule
from db.store import Store
from tests.app.specimens import NEW, a
from tests.rows import CASE, CUSTOMER, NOW, ORDER, TODAY, UNIT, a_case, actor, an_order, only, put, run, uid

ADMIN = actor(Role.ADMIN)


def covers(store: Store, on: date = TODAY):
    with store.read() as session:
        return unit_entitlement(session, UNIT, on)


def done(number: int, opened: datetime, days: int, **values):
    closed = opened + timedelta(days=days)
    state = {"state": OrderState.DONE, "closed_at": closed, "next_step": None, "next_step_at": None}
    return an_order(uid(number), CASE, opened_at=opened, **{**state, "result": OrderResult.OK, **values})


def test_a_unit_is_covered_by_what_the_store_knows_of_it(work: Store) -> None:
    spring = datetime(2026, 4, 6, 2, tzinfo=UTC)
    put(
        work,
        done(1, spring, 9),
        done(2, spring + timedelta(days=30), 4, result=OrderResult.NO_FAULT),
        an_order(uid(3), CASE, opened_at=spring, state=OrderState.CANCELLED),
        a_case(uid(6)),
    )
    found = covers(work)
    assert (found.light, found.repair_days, found.whole_last) == (Light.COVERED, 9, date(2027, 3, 19))
    assert found.facts is not None
    assert found.facts.province == "51"
    assert found.rule is not None
    assert found.rule.rows == (("washer.home", 1),)
    with work.read() as session:
        [unit] = pop_page(session, CUSTOMER, NOW).units
        with pytest.raises(NotFound):
            unit_entitlement(session, uid(0xDEAD), TODAY)
    assert unit.entitlement == found


def test_the_third_repair_of_a_fault_is_an_exchange_and_a_long_wait_for_a_part_too(work: Store) -> None:
    spring = datetime(2026, 4, 6, 2, tzinfo=UTC)
    put(work, done(1, spring, 2), done(2, spring + timedelta(days=30), 2))
    assert right(covers(work), Claim(fault_code="W01")).row == 5
    assert right(covers(work), Claim(fault_code="W03")).row == 10
    missing = NOW - timedelta(days=95)
    waiting = an_order(uid(3), CASE, opened_at=missing, state=OrderState.PART_AWAITED)
    event = OrderEvent(
        id=uid(4),
        order_id=uid(3),
        customer_id=CUSTOMER,
        kind=OrderEventKind.PART_MISSING,
        at=missing,
        who="",
        note="",
    )
    put(work, waiting, event)
    assert right(covers(work), Claim(fault_code="W03")).row == 7


def test_an_exchange_ends_one_unit_and_begins_the_period_of_another(work: Store) -> None:
    again = a(ExchangeUnit, new_unit_id=uid(0x990))
    assert run(work, a(ExchangeUnit), again) == ["done", MoveNotAllowed.code]
    with work.read() as session:
        new = unit_entitlement(session, NEW, TODAY)
    assert only(work, Unit, UNIT).retired_on == TODAY
    assert (new.starts_on, new.basis.value) == (TODAY, "exchanged")
    assert run(work, a(ExchangeUnit, unit_id=NEW, new_unit_id=uid(0x991), serial="SN002")) == [
        SerialKnown.code
    ]


def test_a_later_rule_leaves_an_old_order_as_it_was(work: Store) -> None:
    found = covers(work)
    with work.write() as session:
        session.get_one(RepairOrder, ORDER).entitlement = found.frozen()
    sooner = a(ReviseWarrantyRule, valid_from=date(2026, 1, 1), says={"whole_months": 24, "return_days": 300})
    assert run(work, sooner, by=ADMIN) == ["done"]
    with work.read() as session:
        kept = order_entitlement(session, ORDER)
    now = covers(work)
    assert kept == found
    assert (now.whole_until, right(now, Claim()).row) == (date(2028, 3, 10), 3)
    assert now.rule is not None
    assert now.rule.rows == (("washer.home", 2),)
    with work.read() as session:
        old = session.get_one(WarrantyRule, ("washer.home", 1))
        assert (old.valid_to, old.whole_months) == (date(2025, 12, 31), 12)


def test_a_rule_is_not_revised_backwards_and_a_province_begins_with_that_of_the_country(store: Store) -> None:
    late, early = a(ReviseWarrantyRule), a(ReviseWarrantyRule, valid_from=date(2026, 6, 1))
    local = a(ReviseWarrantyRule, province="44", says={"total_repair_days": 40})
    assert run(store, late, early, local, by=ADMIN) == ["done", MoveNotAllowed.code, "done"]
    made = only(store, WarrantyRule, ("washer.home.44", 1))
    assert (made.total_repair_days, made.return_days, made.part_months) == (40, 14, 36)


NOTICE = """日期,休班,名称
2027-02-05,休,春节
2027-02-06,off,春节
2027-02-13,班,春节

2026-12-31,off,元旦
"""


def test_a_notice_is_read_line_by_line() -> None:
    found = read_notice(NOTICE.splitlines())
    assert [(str(day.on), day.kind.value, day.name) for day in found][1:3] == [
        ("2027-02-06", "off", "春节"),
        ("2027-02-13", "work", "春节"),
    ]
    for wrong in ("2027-02-30,off,x", "2027-02-05,maybe", "2027-02-05"):
        with pytest.raises(ValueError, match="line 2: 2027"):
            read_notice(["on,kind,name", wrong])


def notice(**changes):
    return a(ImportCalendar, days=tuple(read_notice(NOTICE.splitlines())), **changes)


def test_a_notice_takes_the_place_of_what_was_provisional(store: Store) -> None:
    with store.read() as session:
        assert missing_notice(session, NOW) == 2027
    assert run(store, notice(), by=ADMIN) == ["done"]
    with store.read() as session:
        known = calendar(session)
        changes = {row.on: (row.was, row.became) for row in session.scalars(select(CalendarChange))}
        assert missing_notice(session, NOW) is None
    assert known.is_working_day(date(2027, 2, 8))  # no more off: the notice does not name it
    assert known.is_working_day(date(2027, 2, 13))
    assert not known.is_working_day(date(2026, 12, 31))
    assert not known.is_provisional(date(2027, 6, 1))
    assert changes[date(2027, 2, 8)] == (DayKind.OFF, None)
    assert changes[date(2027, 2, 5)] == (DayKind.OFF, DayKind.OFF)  # settled now
    assert changes[date(2026, 12, 31)] == (None, DayKind.OFF)
    assert date(2026, 10, 1) not in changes
    with pytest.raises(ValueError, match="no day of the notice"):
        notice(year=2029)


def test_a_day_is_set_unless_somebody_was_faster(store: Store) -> None:
    first = a(SetCalendarDay)
    other = a(SetCalendarDay, kind=DayKind.WORK)
    back = a(SetCalendarDay, kind=None, seen=DayKind.OFF)
    assert run(store, first, other, back, by=ADMIN) == ["done", FieldChanged.code, "done"]
    with store.read() as session:
        assert session.get(CalendarDay, date(2027, 2, 11)) is None
        assert len(session.scalars(select(CalendarChange)).all()) == 2


def test_open_due_times_follow_the_calendar_and_say_so(work: Store) -> None:
    received = datetime(2027, 2, 1, 2, tzinfo=UTC)
    by_law = datetime(2027, 2, 16, 16, tzinfo=UTC)
    complaint = {
        "kind": CaseKind.COMPLAINT,
        "severity": 2,
        "channel": CaseChannel.AUTHORITY_12315,
        "received_at": received,
        "contact_due_at": received,
    }
    put(
        work,
        a_case(uid(1), answer_due_at=by_law, **complaint),
        a_case(uid(2), answer_due_at=by_law + timedelta(days=1), **complaint),  # agreed otherwise
        a_case(uid(3), answer_due_at=by_law, answered_at=received, **complaint),
    )
    with work.read() as session:
        assert [one.case_id for one in provisional_dues(session)] == [uid(1), uid(2)]
    assert run(work, notice(id=new_id()), by=ADMIN) == ["done"]
    dues = [only(work, Case, uid(number)).answer_due_at for number in (1, 2, 3)]
    assert dues == [datetime(2027, 2, 11, 16, tzinfo=UTC), by_law + timedelta(days=1), by_law]
    with work.read() as session:
        [event] = session.scalars(select(CaseEvent).where(CaseEvent.case_id.in_([uid(1), uid(2), uid(3)])))
        assert (event.case_id, event.who) == (uid(1), "admin one")
        assert event.note.endswith("2027-02-16 → 2027-02-11")
        assert provisional_dues(session) == []
