"""Finding a customer by what a caller can say."""

from __future__ import annotations

import pytest

from app.search import HITS, FoundBy, search
from db.store import Store
from tests.rows import (
    CUSTOMER,
    OTHER_CUSTOMER,
    a_customer,
    a_phone,
    put,
    uid,
)


def found(store: Store, words: str) -> list[tuple[int, str]]:
    with store.read() as session:
        return [(one.customer_id.int, one.found_by.value) for one in search(session, words)]


@pytest.mark.parametrize(
    ("words", "by"),
    [
        ("138 0013 8000", FoundBy.NUMBER),
        ("+8613800138000", FoundBy.NUMBER),
        ("8000", FoundBy.NUMBER_END),
        ("00138000", FoundBy.NUMBER_END),
        ("261123-9000-1029", FoundBy.ORDER),
        ("26112390001029", FoundBy.ORDER),
        ("SN001", FoundBy.SERIAL),
        ("sn001", FoundBy.SERIAL),
        ("田", FoundBy.NAME),
        (" 田雨 ", FoundBy.NAME),
        ("ty", FoundBy.INITIALS),
        ("TY", FoundBy.INITIALS),
    ],
)
def test_a_customer_is_found_by_what_a_caller_says(work: Store, words: str, by: FoundBy) -> None:
    assert (CUSTOMER.int, by.value) in found(work, words)


@pytest.mark.parametrize("words", ["", " ", "t", "000", "9999", "雨", "%", "_", "SN00", "13800138001"])
def test_too_little_or_something_else_finds_nobody(work: Store, words: str) -> None:
    assert found(work, words) == []


def test_every_reading_of_a_surname_finds(work: Store) -> None:
    put(
        work,
        a_customer(uid(0x203), "曾三", initials="zs cs"),
        a_customer(uid(0x204), "乐四", initials="ys ls"),
    )
    assert found(work, "zs") == [(0x203, "initials")]
    assert found(work, "cs") == [(0x203, "initials")]
    assert found(work, "ls") == [(0x204, "initials")]


def test_the_surest_way_stands_first_and_nobody_twice(work: Store) -> None:
    put(
        work,
        a_customer(uid(0x203), "A"),
        a_phone(uid(1), uid(0x203), key="f:+862800138000"),
        a_phone(uid(2), OTHER_CUSTOMER, key="m:+8613800138000"),
    )
    assert found(work, "13800138000") == [(OTHER_CUSTOMER.int, "number"), (CUSTOMER.int, "number")]
    assert sorted(found(work, "138000")) == [
        (CUSTOMER.int, "number_end"),
        (OTHER_CUSTOMER.int, "number_end"),
        (0x203, "number_end"),
    ]


def test_a_line_is_masked_and_says_where(work: Store) -> None:
    with work.read() as session:
        [line] = search(session, "田雨")
    assert (line.number, line.place_zh, line.place_en) == ("138****8000", "锦江区", "Jinjiang")


def test_a_list_is_short(work: Store) -> None:
    put(work, *(a_customer(uid(0x1000 + n), f"林{n}") for n in range(HITS + 5)))
    assert len(found(work, "林")) == HITS
