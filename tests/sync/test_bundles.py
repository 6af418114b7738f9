"""Bundles: what the centre reads of a key is what the desk's cache holds, value by value."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from app.bundles import (
    MOST_BYTES,
    MOST_ROWS,
    clear_bundle,
    pack,
    put_bundle,
    read_bundle,
    unpack,
    work_customers,
    work_keys,
)
from app.errors import NotFound
from app.wire import Bundle
from db.feed import REFERENCE, RULES, call_key, customer_key, reference_key, visit_key, work_key
from db.models.base import Base
from db.models.calls import Call, Leg, Offer
from db.models.catalogue import Code
from db.models.customers import Customer, Phone, Tier, Unit
from db.models.interactions import Draft, Interaction
from db.models.orders import OrderState, RepairOrder
from db.models.outbox import HeldBundle
from db.models.people import Role
from db.store import Store, open_cache
from tests.rows import (
    ADDRESS,
    CALL,
    CASE,
    CUSTOMER,
    FOLLOW_UP,
    INTERACTION,
    NOW,
    OFFER,
    ORDER,
    OTHER_CUSTOMER,
    PERSONS,
    UNIT,
    a_call,
    a_leg,
    a_phone,
    a_unit,
    an_interaction,
    an_order,
    everything,
    put,
    uid,
)
from tests.stores import KEY

LEG = uid(0x996)
ODD = datetime(2026, 11, 22, 23, 59, 59, 1, tzinfo=UTC)


@pytest.fixture
def centre(central_at_work: Store) -> Store:
    with central_at_work.write() as session:
        session.add(a_leg(LEG, CALL, None))
        order = session.get_one(RepairOrder, ORDER)
        order.entitlement = {"light": "covered", "until": None, "months": [12, 36], "说明": "é\x1f\"'"}
        order.promised_from = ODD
        session.get_one(Unit, UNIT).sold_on = date(2026, 2, 28)
    return central_at_work


@pytest.fixture
def cache(cache_template: Path, tmp_path: Path) -> Iterator[Store]:
    with closing(open_cache(shutil.copyfile(cache_template, tmp_path / "cache.db"), KEY)) as store:
        yield store


def fetch(centre: Store, key: str, through: int = 0) -> Bundle:
    """Read a bundle and send it through the wire and through what is kept of it."""
    with centre.read() as session:
        sent = read_bundle(session, key, through)
    received = Bundle.model_validate_json(sent.model_dump_json())
    assert unpack(pack(received)) == received
    return received


def take(centre: Store, cache: Store, *keys: str) -> None:
    for key in keys:
        with cache.write() as session:
            put_bundle(session, fetch(centre, key), NOW)


def copied(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    names = {model.__tablename__ for model in RULES}
    rows = everything(store, without=frozenset(Base.metadata.tables) - names)
    return {name: found for name, found in rows.items() if found}


def test_all_bundles_together_are_the_centres_rows_value_by_value(centre: Store, cache: Store) -> None:
    keys = [customer_key(CUSTOMER), customer_key(OTHER_CUSTOMER), call_key(CALL)]
    take(centre, cache, *keys, *(reference_key(model) for model in REFERENCE))
    assert copied(cache) == copied(centre)


def test_a_bundle_taken_out_leaves_nothing_behind(centre: Store, cache: Store) -> None:
    take(centre, cache, customer_key(OTHER_CUSTOMER))
    before = copied(cache)
    for key in (customer_key(CUSTOMER), call_key(CALL), visit_key(ORDER), reference_key(Code)):
        take(centre, cache, key)
        with cache.write() as session:
            clear_bundle(session, key)
        assert copied(cache) == before


def test_a_bundle_that_comes_again_takes_the_place_of_the_old_one(centre: Store, cache: Store) -> None:
    take(centre, cache, customer_key(CUSTOMER))
    put(centre, a_phone(uid(0x999), CUSTOMER, key="m:+8613900000000"))
    with centre.write() as session:
        session.delete(session.get_one(Phone, uid(0x210)))
    take(centre, cache, customer_key(CUSTOMER))
    with cache.read() as session:
        assert session.scalars(select(Phone.id)).all() == [uid(0x999)]
        assert session.scalar(select(func.count()).select_from(HeldBundle)) == 1


def test_a_call_that_was_bound_stands_in_one_bundle_only(centre: Store, cache: Store) -> None:
    take(centre, cache, call_key(CALL), customer_key(CUSTOMER))
    with centre.write() as session:
        session.get_one(Call, CALL).customer_id = CUSTOMER
        session.get_one(Interaction, INTERACTION).customer_id = CUSTOMER
        session.get_one(Offer, OFFER).customer_id = CUSTOMER
        session.get_one(Leg, LEG).customer_id = CUSTOMER
    take(centre, cache, customer_key(CUSTOMER), call_key(CALL))
    with cache.read() as session:
        for model in (Call, Leg):
            assert session.scalars(select(model.customer_id)).all() == [CUSTOMER]
        assert session.get(HeldBundle, call_key(CALL)) is None


def test_a_visit_is_its_order_and_whom_where_and_what_to_mend(centre: Store, cache: Store) -> None:
    with centre.write() as session:
        session.get_one(Customer, CUSTOMER).remark = "脾气急"
        session.get_one(Customer, CUSTOMER).tier = Tier.GOLD
    put(centre, a_unit(uid(0x998), CUSTOMER, serial="SN998"))
    take(centre, cache, visit_key(ORDER))
    with cache.read() as session:
        assert session.scalars(select(Unit.id)).all() == [UNIT]
        customer = session.get_one(Customer, CUSTOMER)
        assert (customer.name, customer.remark, customer.tier) == ("田雨", "", Tier.STANDARD)
    kinds = {"address", "booking", "customer", "message", "phone", "repair_order", "unit"}
    assert set(copied(cache)) == kinds


def test_what_two_visits_share_stays_until_both_are_gone(centre: Store, cache: Store) -> None:
    second = uid(0x997)
    put(centre, an_order(second, CASE, address_id=ADDRESS))
    take(centre, cache, visit_key(ORDER), visit_key(second))
    with cache.write() as session:
        clear_bundle(session, visit_key(ORDER))
    with cache.read() as session:
        assert session.get(Customer, CUSTOMER) is not None
    with cache.write() as session:
        clear_bundle(session, visit_key(second))
    assert copied(cache) == {}


def test_open_work_names_what_to_fetch_and_brings_no_rows(centre: Store, cache: Store) -> None:
    with centre.write() as session:
        session.get_one(RepairOrder, ORDER).owner_id = PERSONS[Role.SUPERVISOR]
    key = work_key(PERSONS[Role.AGENT])
    bundle = fetch(centre, key)
    found = {(kind, item) for kind, item, _ in bundle.rows["work"]}
    assert found == {("interaction", INTERACTION.hex), ("call", CALL.hex), ("case", CASE.hex)}
    assert work_customers(bundle) == {CUSTOMER}
    assert work_keys(bundle) == {customer_key(CUSTOMER), call_key(CALL)}
    take(centre, cache, key)
    assert copied(cache) == {}


def history(count: int, notes: str = "") -> list[Any]:
    return [
        an_interaction(
            uid(0x10000 + nth),
            None,
            notes=notes,
            opened_at=NOW - timedelta(hours=nth),
            sealed_at=NOW,
            disposition_code="solved",
        )
        for nth in range(1, count + 1)
    ]


def test_the_newest_of_a_long_history_go_and_the_bundle_says_more(centre: Store) -> None:
    assert not fetch(centre, customer_key(CUSTOMER)).more
    put(centre, *history(201))
    bundle = fetch(centre, customer_key(CUSTOMER))
    ids = {row[0] for row in bundle.rows["interaction"]}
    assert bundle.more
    assert ids == {uid(0x10000 + nth).hex for nth in range(1, 201)}


def test_a_heavy_history_is_cut_further_and_what_is_open_goes_always(centre: Store) -> None:
    open_since = an_interaction(uid(0x9FFF), None, opened_at=NOW - timedelta(days=900))
    put(centre, *history(150, notes="很长" * 1000), open_since)
    bundle = fetch(centre, customer_key(CUSTOMER))
    assert len(bundle.model_dump_json().encode()) <= MOST_BYTES
    assert bundle.more
    assert uid(0x9FFF).hex in {row[0] for row in bundle.rows["interaction"]}
    assert {row[0] for row in bundle.rows["follow_up"]} == {FOLLOW_UP.hex}


def test_many_rows_are_cut_to_a_thousand_and_what_is_named_goes_along(centre: Store) -> None:
    calls = [
        a_call(uid(0x20000 + nth), arrived_at=NOW - timedelta(hours=nth), ended_at=NOW) for nth in range(250)
    ]
    orders = [
        an_order(uid(0x30000 + nth), CASE, state=OrderState.DONE, opened_at=NOW - timedelta(hours=nth))
        for nth in range(300)
    ]
    units = [a_unit(uid(0x40000 + nth), CUSTOMER) for nth in range(300)]
    put(centre, *units, *calls, *orders, *history(300))
    named = an_interaction(uid(0x50000), calls[249].id, order_id=orders[299].id)
    put(centre, named)
    bundle = fetch(centre, customer_key(CUSTOMER))
    assert sum(map(len, bundle.rows.values())) <= MOST_ROWS
    assert calls[249].id.hex in {row[0] for row in bundle.rows["call"]}
    assert orders[299].id.hex in {row[0] for row in bundle.rows["repair_order"]}


def test_nothing_local_goes_into_a_bundle(centre: Store) -> None:
    put(
        centre,
        Draft(subject_id=CALL, field="notes", person_id=PERSONS[Role.AGENT], text="打字中", saved_at=NOW),
    )
    tables = {table for key in (customer_key(CUSTOMER), call_key(CALL)) for table in fetch(centre, key).rows}
    assert tables <= {model.__tablename__ for model in RULES}


@pytest.mark.parametrize("key", ["", "customer:", "customer:x", "ref:draft", "outbox:1", "visit"])
def test_a_key_that_nothing_can_have_is_not_found(centre: Store, key: str) -> None:
    with centre.read() as session, pytest.raises(NotFound):
        read_bundle(session, key, 0)


def test_the_last_use_outlives_a_fetch(centre: Store, cache: Store) -> None:
    take(centre, cache, customer_key(CUSTOMER))
    with cache.write() as session:
        session.get_one(HeldBundle, customer_key(CUSTOMER)).used_at = ODD
    take(centre, cache, customer_key(CUSTOMER))
    with cache.read() as session:
        held = session.get_one(HeldBundle, customer_key(CUSTOMER))
        assert (held.used_at, held.fetched_at) == (ODD, NOW)
