"""The demo world: the same for a seed, whole by every rule of the store, and like the trade."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from sqlalchemy import create_engine, func, select

from app.demo.facts import facts_table, world_facts
from app.demo.world import World, build_world
from app.demo.world_dice import LONGEST_CALL, Dice
from app.demo.world_named import HEAVY_ENTRIES, HOUSEHOLD_LINE
from app.demo.world_staff import DESK_LOGIN
from app.demo.world_tian import TIAN_MOBILE
from app.entitlement import Light
from app.followup_list import due_follow_ups
from app.matching import candidates
from app.numbers import normalise_number
from app.pop import AlertKind, pop_page
from app.ranking import provider_choices
from app.regions import region_path
from app.service_time import ZONE, half_day
from app.timeline import EntryKind, timeline_counts, timeline_page
from db import schema
from db.models.base import Base
from db.models.calls import Call
from db.models.catalogue import Code, Fault, ProductLine
from db.models.customers import Address, Customer, Phone, Unit
from db.models.floor import AGENT_MOVES, AgentSpan, AgentState
from db.models.followups import Attempt, FollowUp, FollowUpState
from db.models.interactions import Interaction
from db.models.orders import NextStep, OrderEvent, OrderState, RepairOrder
from db.models.people import Person
from db.models.providers import Booking, BookingState, Capacity, Coverage, Half
from db.store import Store, open_central, open_embedded
from tests.postgres import PostgresServer
from tests.rows import rows_of_all_tables
from tests.stores import KEY, KINDS

NOW = datetime(2026, 11, 20, 15, 42, tzinfo=ZONE)
SEED = 7
OPEN = (OrderState.REQUESTED, OrderState.BOOKED, OrderState.ACCEPTED, OrderState.PART_AWAITED)

EmptyStore = Callable[[str], Store]


class Built(NamedTuple):
    store: Store
    world: World


@pytest.fixture(scope="module")
def empty_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EmptyStore]:
    """Open any number of stores without a single row; all are closed and gone after the module."""
    folder = tmp_path_factory.mktemp("worlds")
    template = folder / "template.db"
    open_embedded(template, KEY, create=True).close()
    opened: list[Store] = []

    def central() -> Store:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        url = server.create_database()
        engine = create_engine(url)
        with engine.begin() as connection:
            schema.upgrade(connection)
        engine.dispose()
        return open_central(url)

    def embedded() -> Store:
        path = folder / f"world-{len(opened)}.db"
        path.write_bytes(template.read_bytes())
        return open_embedded(path, KEY)

    def empty(kind: str) -> Store:
        opened.append(central() if kind == "postgresql" else embedded())
        return opened[-1]

    yield empty
    for store in opened:
        store.close()


def build(store: Store, customers: int, *, seed: int = SEED, now: datetime = NOW, **options: Any) -> World:
    with store.write() as session:
        return build_world(session.connection(), seed, customers, now=now, **options)


@pytest.fixture(scope="module", params=KINDS)
def built(request: pytest.FixtureRequest, empty_store: EmptyStore) -> Built:
    """A world of 400 customers in each kind of store."""
    store = empty_store(request.param)
    return Built(store, build(store, 400))


@pytest.fixture(scope="module")
def demo(empty_store: EmptyStore) -> Built:
    """The demo as it is by default."""
    store = empty_store("sqlcipher")
    return Built(store, build(store, 2000))


def count(store: Store, model: type[Base], *conditions: Any) -> int:
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def world_rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    with store.read() as session:
        return rows_of_all_tables(session, without=frozenset({"store_fact", "feed"}))


def test_the_same_seed_makes_the_same_rows_in_every_store(empty_store):
    first, second, central = (empty_store(kind) for kind in ("sqlcipher", "sqlcipher", "postgresql"))
    worlds = {build(store, 60) for store in (first, second, central)}
    assert len(worlds) == 1
    assert world_rows(first) == world_rows(second) == world_rows(central)


def test_another_seed_makes_another_world(empty_store):
    first, second = empty_store("sqlcipher"), empty_store("sqlcipher")
    build(first, 20), build(second, 20, seed=SEED + 1)
    assert world_rows(first)["customer"] != world_rows(second)["customer"]


def test_a_store_with_customers_is_left_alone(built):
    before = count(built.store, Customer)
    with pytest.raises(ValueError, match="not empty"):
        build(built.store, 10)
    assert count(built.store, Customer) == before == 400


def test_a_world_needs_an_aware_instant(empty_store):
    with pytest.raises(ValueError, match="naive"):
        build(empty_store("sqlcipher"), 5, now=datetime(2026, 11, 20, 15, 42))  # noqa: DTZ001


def test_progress_is_told_up_to_the_end(empty_store):
    told: list[tuple[int, int]] = []
    build(empty_store("sqlcipher"), 30, progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (30, 30)


@pytest.mark.parametrize("hour", [0.1, 7.5, 9.2, 12.5, 17.9, 20.5, 23.9])
def test_at_any_hour_history_is_past_and_the_promise_to_ms_tian_is_tomorrow_morning(empty_store, hour):
    now = datetime(2026, 11, 20, tzinfo=ZONE) + timedelta(hours=hour)
    store = empty_store("sqlcipher")
    world = build(store, 25, now=now)
    with store.read() as session:
        instants = (Interaction.sealed_at, Call.ended_at, OrderEvent.at, Attempt.at, RepairOrder.opened_at)
        assert all(session.scalar(select(func.max(instant))) <= now for instant in instants)
        order = pop_page(session, world.tian_id, now).orders[0]
        tomorrow = now.date() + timedelta(days=1)
        assert (order.promised_from, order.promised_to) == half_day(tomorrow, Half.AM)
        assert order.next_step_at > now


def test_a_call_that_is_thrown_is_over_by_now():
    dice = Dice(SEED, datetime(2026, 11, 20, 19, 59, tzinfo=ZONE))
    today = [at for _ in range(60_000) if (at := dice.past()).date() == dice.today]
    assert len(today) > 40
    assert max(today) < dice.now - LONGEST_CALL


def test_counters_of_half_days_equal_their_bookings(built):
    with built.store.read() as session:
        booked = Counter(
            (booking.provider_id, booking.on, booking.half)
            for booking in session.scalars(select(Booking).where(Booking.state != BookingState.RELEASED))
        )
        rows = session.scalars(select(Capacity)).all()
        assert {(row.provider_id, row.on, row.half): row.used for row in rows if row.used} == booked
        ahead = [row for row in rows if row.on >= NOW.date()]
        assert len({row.on for row in ahead}) >= 14
        assert any(row.used == row.cap > 0 for row in rows)
        assert any(row.cap == 0 for row in ahead)


def test_every_open_order_has_owner_next_step_and_a_held_place_where_it_was_promised(built):
    with built.store.read() as session:
        orders = session.scalars(select(RepairOrder).where(RepairOrder.state.in_(OPEN))).all()
        held = set(session.scalars(select(Booking.order_id).where(Booking.state == BookingState.HELD)))
    assert orders
    assert all(order.owner_id and order.next_step and order.next_step_at for order in orders)
    assert {order.id for order in orders if order.promised_to} == held
    assert all(order.state is OrderState.REQUESTED for order in orders if order.promised_to is None)
    parts = [order for order in orders if order.state is OrderState.PART_AWAITED]
    assert all(order.next_step is NextStep.PART for order in parts)


def test_open_orders_are_late_today_and_later(demo):
    with demo.store.read() as session:
        promised = session.scalars(
            select(RepairOrder.promised_to).where(
                RepairOrder.state.in_(OPEN), RepairOrder.promised_to.is_not(None)
            )
        ).all()
    days = Counter((at.astimezone(ZONE).date() - NOW.date()).days for at in promised if at > NOW)
    assert sum(at < NOW for at in promised) >= 5
    assert days[0] >= 3
    assert days[1] >= 5
    assert sum(number for day, number in days.items() if day > 1) >= 5


def test_every_order_went_to_a_provider_that_covers_the_address(built):
    with built.store.read() as session:
        covered = {
            (provider, region, line)
            for provider, region, line in session.execute(
                select(Coverage.provider_id, Coverage.region_code, Coverage.line)
            )
        }
        sent = session.execute(
            select(RepairOrder.provider_id, Address.region_code, Fault.line)
            .join(Address, Address.id == RepairOrder.address_id)
            .join(Fault, Fault.code == RepairOrder.fault_code)
            .where(RepairOrder.provider_id.is_not(None))
        ).all()
    assert sent
    for provider, region, line in sent:
        assert any((provider, code, line) in covered for code in region_path(region))


def test_a_gap_in_the_coverage_is_left_for_the_desk_to_tell(built):
    with built.store.read() as session:
        assert provider_choices(session, "513422", ProductLine.SMALL, NOW.date(), Half.AM) == []
        assert provider_choices(session, "513422", ProductLine.TV, NOW.date(), Half.AM)


def test_whatever_was_recorded_is_sealed_and_tried_as_often_as_it_says(built):
    assert count(built.store, Interaction, Interaction.sealed_at.is_(None)) == 0
    with built.store.read() as session:
        tries = Counter(session.scalars(select(Attempt.follow_up_id)))
        said = session.execute(
            select(FollowUp.id, FollowUp.attempts, FollowUp.state, FollowUp.closed_at)
        ).all()
    assert {follow_up: attempts for follow_up, attempts, *_ in said if attempts} == tries
    assert all((closed_at is None) == (state is FollowUpState.DUE) for *_, state, closed_at in said)


def test_follow_ups_are_due_around_now_in_calling_hours(demo):
    with demo.store.read() as session:
        mine = due_follow_ups(session, demo.world.desk_person_id, NOW + timedelta(days=1))
        due = session.scalars(select(FollowUp.due_at).where(FollowUp.state == FollowUpState.DUE)).all()
    assert len(mine) >= 10
    assert any(one.owner_id == demo.world.desk_person_id for one in mine)
    assert any(one.due_at < NOW for one in mine)
    assert all(10 <= at.astimezone(ZONE).hour < 20 for at in due)
    assert all(abs(at - NOW) < timedelta(days=12) for at in due)


def test_every_number_is_invented(demo):
    with demo.store.read() as session:
        keys = set(session.scalars(select(Phone.key))) - {
            f"m:+86{TIAN_MOBILE}",
            normalise_number(HOUSEHOLD_LINE).key,
        }
    invented = re.compile(r"m:\+861[3-9]\d0000\d{4}|f:\+86(28|23)85550\d{3}|f:\+868\d{2}5550\d{3}")
    assert all(invented.fullmatch(key) for key in keys)


def test_every_code_that_is_used_is_in_a_list_short_enough_to_choose_from(built):
    with built.store.read() as session:
        codes = {(row.list.value, row.code): row for row in session.scalars(select(Code))}
        levels = Counter((row.list, row.parent_code) for row in codes.values())
        used = set(session.execute(select(Interaction.reason_code, Interaction.disposition_code)))
        promised = set(session.scalars(select(FollowUp.reason_code)))
    assert max(levels.values()) <= 15
    assert all(("reason", reason) in codes and ("disposition", end) in codes for reason, end in used)
    assert all(("follow_up", reason) in codes for reason in promised)
    assert all(
        row.parent_code is None or (kind, row.parent_code) in codes for (kind, _), row in codes.items()
    )
    assert all(row.initials for row in codes.values())


def test_ms_tian_is_as_on_the_first_screen(built):
    with built.store.read() as session:
        matched = candidates(session, normalise_number("+86 138 0013 8000").key)
        page = pop_page(session, built.world.tian_id, NOW)
    assert [one.customer_id for one in matched] == [built.world.tian_id]
    assert (page.head.name, page.head.tier.value) == ("田淑华", "gold")
    assert page.head.place_zh.endswith("武侯区")
    assert {alert.kind for alert in page.alerts} == {
        AlertKind.OPEN_COMPLAINT,
        AlertKind.REPEAT_REPAIR,
        AlertKind.SERVICE_NOTE,
    }
    assert [unit.entitlement.light for unit in page.units] == [Light.COVERED, Light.PARTLY, Light.ENDED]
    assert [str(unit.entitlement.whole_until) for unit in page.units] == [
        "2027-03-03",  # two days in repair
        "2024-06-17",
        "2025-05-06",  # the first of May is a holiday
    ]
    assert str(page.units[1].entitlement.parts_until) == "2031-06-17"
    assert [(order.number, order.state, order.technician) for order in page.orders] == [
        ("261119-0407-14", OrderState.PART_AWAITED, "周伟")
    ]
    assert page.counts.by_kind == {
        EntryKind.CALL: 7,
        EntryKind.ORDER: 4,
        EntryKind.VISIT: 3,
        EntryKind.FOLLOW_UP: 3,
        EntryKind.COMPLAINT: 1,
    }
    assert page.counts.total == len(page.timeline) == 18


def test_the_household_line_is_shared_by_a_couple(built):
    with built.store.read() as session:
        matched = candidates(session, normalise_number(HOUSEHOLD_LINE).key)
    assert [one.customer_id for one in matched] == list(built.world.household_ids)
    assert {one.shared_by for one in matched} == {2}
    assert [one.open_orders for one in matched] == [1, 0]


def test_the_desk_has_its_agent(built):
    with built.store.read() as session:
        person = session.get_one(Person, built.world.desk_person_id)
        assert (person.login, person.name, person.extension) == (DESK_LOGIN, "李娜", "6012")
        assert count(built.store, Person, Person.provider_id.is_(None)) == 24


def test_one_customer_can_have_ten_thousand_entries(empty_store):
    store = empty_store("sqlcipher")
    world = build(store, 4, heavy=True)
    assert world.heavy_id is not None
    with store.read() as session:
        total = timeline_counts(session, world.heavy_id).total
        assert HEAVY_ENTRIES <= total < HEAVY_ENTRIES + 100
        assert len(timeline_page(session, world.heavy_id, offset=total - 1)) == 1
        assert count(store, Unit, Unit.customer_id == world.heavy_id) == 40


def test_the_world_is_like_the_trade(demo):
    with demo.store.read() as session:
        facts = world_facts(session)
    assert len(facts) > 40
    assert not [fact for fact in facts if not fact.holds], facts_table(facts)


def test_a_figure_that_is_off_is_marked(demo):
    with demo.store.read() as session:
        fact = next(fact for fact in world_facts(session) if fact.name == "known number")
    off = type(fact)(fact.subject, fact.name, fact.expected, fact.expected - 20, fact.of)
    assert "off" not in facts_table([fact])
    assert "off" in facts_table([off])


def test_customers_are_found_by_initials_and_known_no_later_than_their_first_call(built):
    with built.store.read() as session:
        late = session.execute(
            select(Customer.name)
            .join(Interaction, Interaction.customer_id == Customer.id)
            .where(Interaction.opened_at < Customer.created_at)
        ).all()
        assert not late
        assert session.scalar(select(Customer.initials).where(Customer.name == "田淑华")) == "tsh tianshuhua"
        assert not session.scalars(select(Customer.name).where(Customer.initials == "")).all()


def test_agents_stood_as_their_calls_have_it(built):
    with built.store.read() as session:
        found = session.scalars(select(AgentSpan).order_by(AgentSpan.person_id, AgentSpan.at)).all()
        calls = {call.id: call for call in session.scalars(select(Call))}
    assert len(found) > 100
    for before, then in pairwise(found):
        if before.person_id == then.person_id:
            assert before.at < then.at <= NOW
            assert then.state in AGENT_MOVES[before.state]
    for span in found:
        if span.state is AgentState.WRAP_UP:
            assert span.at == calls[span.call_id].ended_at
    assert found[0].state is AgentState.NOT_READY
