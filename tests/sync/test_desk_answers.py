"""What a desk with a hub answers: from its copy, from the centre, and without one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.calls import lost_calls
from app.errors import NoCentre, NotFound
from app.followup_list import count_due, due_follow_ups
from app.hub import pops
from app.matching import candidates
from app.pop import pop_page
from app.search import FoundBy, search
from app.sync.state import SyncKind
from app.timeline import timeline_counts, timeline_page
from db.feed import customer_key
from db.models.customers import Customer
from db.models.hub import CustomerRead, ReadReason
from db.models.outbox import HeldBundle
from db.models.people import Role
from tests.rows import CALL, CUSTOMER, FOLLOW_UP, NOBODY, NOW, PERSONS, PHONE_KEY
from tests.sync.hub_at_work import House, Sit
from tests.sync.proxy import to
from tests.sync.test_desk_in_step import promise, remark, remark_here, watch_customer

LATER = NOW + timedelta(days=30)


def test_a_customer_who_is_not_here_comes_from_the_centre_and_stays(sit: Sit) -> None:
    one = sit(Role.SUPERVISOR)
    assert not one.rows(Customer)
    page = one.desk.ask(pop_page, CUSTOMER, NOW)
    assert page.head.name == "田雨"
    assert one.desk.ask(timeline_counts, CUSTOMER).total == page.counts.total
    watch_customer(one)
    one.proxy.cut()
    one.until_kind(SyncKind.HUB_GONE)
    here = one.desk.ask(pop_page, CUSTOMER, NOW)
    hubs_day = page.units[0].entitlement.asked_on  # the hub's clock is another than the test's
    units = tuple(
        replace(unit, entitlement=replace(unit.entitlement, asked_on=hubs_day)) for unit in here.units
    )
    assert (here.head, here.orders, units, here.timeline) == (
        page.head,
        page.orders,
        page.units,
        page.timeline,
    )
    assert one.desk.ask(timeline_page, CUSTOMER) == list(here.timeline)


def test_whom_nobody_holds_is_not_answered_without_a_centre(sit: Sit) -> None:
    one = sit(Role.SUPERVISOR)
    with pytest.raises(NotFound):
        one.desk.ask(pop_page, NOBODY, NOW)
    one.proxy.cut()
    one.until_kind(SyncKind.HUB_GONE)
    with pytest.raises(NoCentre):
        one.desk.ask(pop_page, NOBODY, NOW)
    assert one.desk.ask(candidates, PHONE_KEY) == []


def test_a_page_too_large_for_one_answer_comes_as_a_bundle_or_not_at_all(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pops, "LARGEST", 1)
    one = sit(Role.SUPERVISOR)
    one.proxy.stops = to(b"/v1/bundles")
    with pytest.raises(NoCentre):
        one.desk.ask(pop_page, CUSTOMER, NOW)
    one.proxy.mend()
    assert one.desk.ask(pop_page, CUSTOMER, NOW).head.name == "田雨"


def test_who_is_met_by_a_number_is_read_for_the_call_and_fetched(house: House, sit: Sit) -> None:
    one = sit(Role.SUPERVISOR)
    [found] = one.desk.ask(candidates, PHONE_KEY)
    assert (found.customer_id, found.shared_by) == (CUSTOMER, 1)
    one.until(lambda: bool(one.rows(HeldBundle, HeldBundle.key == customer_key(CUSTOMER))))
    mine = house.rows(CustomerRead, CustomerRead.person_id == PERSONS[Role.SUPERVISOR])
    assert {(row.reason, row.subject) for row in mine} == {(ReadReason.CALL, PHONE_KEY)}


def test_a_decision_about_whom_is_not_here_fetches_the_rows_first(sit: Sit) -> None:
    one, other = sit(), sit(Role.SUPERVISOR)
    other.desk.execute(remark("白天上班"))
    assert remark_here(other) == "白天上班"
    one.until(lambda: remark_here(one) == "白天上班")


def test_what_is_due_is_the_centres_with_this_desks_own_work_over_it(house: House, sit: Sit) -> None:
    one, other = sit(), sit(Role.SUPERVISOR)
    assert [
        row.follow_up_id for row in other.desk.ask(due_follow_ups, other.desk.actor.person_id, LATER)
    ] == [FOLLOW_UP]
    house.stop()
    one.until_kind(SyncKind.HUB_GONE)
    other.until_kind(SyncKind.HUB_GONE)
    mine = promise()
    one.desk.execute(mine)
    due = one.desk.ask(due_follow_ups, one.desk.actor.person_id, LATER)
    assert {row.follow_up_id for row in due} == {FOLLOW_UP, mine.follow_up_id}
    assert one.desk.ask(count_due, one.desk.actor.person_id, LATER) == 2
    assert other.desk.ask(count_due, other.desk.actor.person_id, LATER) == 0  # it holds none of them


def test_open_calls_of_others_are_not_lost_calls(sit: Sit) -> None:
    one = sit()
    with one.store.read() as session:
        assert CALL in lost_calls(session)
    assert one.desk.ask(lost_calls) == []


def test_a_search_asks_the_centre_and_who_is_opened_is_read_for_it(house: House, sit: Sit) -> None:
    one = sit(Role.SUPERVISOR)
    assert not one.rows(Customer)
    [line] = one.desk.ask(search, "田雨")
    assert one.desk.ask(pop_page, line.customer_id, NOW).head.name == "田雨"
    mine = house.rows(CustomerRead, CustomerRead.person_id == PERSONS[Role.SUPERVISOR])
    assert {(row.reason, row.subject) for row in mine} >= {
        (ReadReason.LISTED, "田雨"),
        (ReadReason.SEARCH, "田雨"),
    }
    watch_customer(one)
    one.proxy.cut()
    one.until_kind(SyncKind.HUB_GONE)
    assert one.desk.ask(search, "ty") == [replace(line, found_by=FoundBy.INITIALS)]
    assert one.desk.ask(search, "nobody") == []
