"""A number finds everybody it is written with, once."""

from __future__ import annotations

from datetime import timedelta

from app.matching import candidates
from app.numbers import normalise_number
from db.store import Store
from tests.rows import (
    CUSTOMER,
    NOW,
    OTHER_CUSTOMER,
    PHONE_KEY,
    a_customer,
    a_phone,
    an_address,
    put,
    uid,
)

TOWN, THIRD = "510104017", uid(0x203)


def test_a_number_of_one_customer_finds_that_customer(work: Store) -> None:
    with work.read() as session:
        [one] = candidates(session, normalise_number("+86 138-0013-8000").key)
    assert (one.customer_id, one.name, one.shared_by) == (CUSTOMER, "田雨", 1)
    assert (one.place_zh, one.place_en, one.address_line) == ("督院街街道", "Duyuanjie", "走马街1号3栋502")
    assert one.open_orders == 1


def test_a_shared_number_finds_all_the_last_seen_first(store: Store) -> None:
    seen = NOW - timedelta(days=1)
    put(
        store,
        a_customer(THIRD, "解珍"),
        a_phone(uid(0x221), OTHER_CUSTOMER, last_seen_at=seen),
        a_phone(uid(0x222), THIRD, last_seen_at=NOW),
    )
    with store.read() as session:
        found = candidates(session, PHONE_KEY)
    # the one of the base rows was never seen: last, not first
    assert [one.customer_id for one in found] == [THIRD, OTHER_CUSTOMER, CUSTOMER]
    assert {one.shared_by for one in found} == {3}


def test_somebody_who_has_the_number_twice_is_one_customer(store: Store) -> None:
    put(
        store,
        a_phone(uid(0x221), CUSTOMER, extension="801", last_seen_at=NOW),
        an_address(uid(0x222), CUSTOMER, TOWN, is_primary=False),
    )
    with store.read() as session:
        found = candidates(session, PHONE_KEY)
    assert [(one.customer_id, one.shared_by) for one in found] == [(CUSTOMER, 1)]


def test_a_withheld_or_unknown_number_finds_nobody(store: Store) -> None:
    put(store, a_phone(uid(0x221), CUSTOMER, key=""))
    with store.read() as session:
        assert candidates(session, "") == []
        assert candidates(session, "m:+8613900000000") == []
