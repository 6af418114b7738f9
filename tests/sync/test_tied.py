"""Bundles that an unconfirmed command ties together come together, however many, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select

from app.errors import TooMuchRead
from app.sync import fetcher
from app.sync.facts import CURSOR, fact
from app.sync.state import SyncKind
from app.wire import Bundles
from db.feed import call_key, customer_key
from db.models.outbox import HeldBundle, OutboxBundle, OutboxCommand
from tests.rows import CUSTOMER, a_customer, put, uid
from tests.sync.hub_at_work import House, Seated, Sit
from tests.sync.test_desk_in_step import promise

KEYS_AT_ONCE = 3


def tie(seated: Seated, keys: Iterable[str]) -> None:
    """Let the only command in the outbox touch these bundles too."""
    with seated.store.write() as session:
        n = session.scalars(select(OutboxCommand.n)).one()
        session.execute(insert(OutboxBundle), [{"n": n, "key": key} for key in keys])


def cursor(seated: Seated) -> str | None:
    with seated.store.read() as session:
        return fact(session, CURSOR)


def unsent_work(house: House, seated: Seated) -> None:
    house.stop()
    seated.until_kind(SyncKind.HUB_GONE)
    seated.desk.execute(promise())


def test_more_than_one_request_may_bring_come_all_the_same(
    house: House, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids: list[UUID] = [uid(0x5000 + one) for one in range(KEYS_AT_ONCE + 2)]
    put(house.store, *(a_customer(one, "陌生人") for one in ids))
    one = sit()
    asked: list[set[str]] = []
    fetched = one.client.bundles

    def noted(keys: Iterable[str], *why: Any) -> Bundles:
        asked.append(set(keys))
        return fetched(asked[-1], *why)

    monkeypatch.setattr(one.client, "bundles", noted)
    monkeypatch.setattr(fetcher, "KEYS", KEYS_AT_ONCE)
    unsent_work(house, one)
    keys = {customer_key(one) for one in ids}
    tie(one, keys)
    house.start()
    one.until(lambda: keys <= {row.key for row in one.rows(HeldBundle)})
    one.until(lambda: not one.rows(OutboxCommand, OutboxCommand.in_replay))
    assert max(map(len, asked)) == KEYS_AT_ONCE


def test_what_may_not_be_read_now_is_not_asked_for_again_and_again(
    house: House, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = sit()
    unsent_work(house, one)
    tie(one, [call_key(uid(0x5000))])
    fetched = one.client.bundles

    def limited(keys: Iterable[str], *why: Any) -> Bundles:
        asked = list(keys)
        if customer_key(CUSTOMER) in asked:
            raise TooMuchRead(per="hour", most=120)
        return fetched(asked, *why)

    monkeypatch.setattr(one.client, "bundles", limited)
    before = cursor(one)
    house.start()
    one.until_in_step()
    one.desk._fetcher.wait(60)
    assert not one.desk._fetcher._wanted
    assert cursor(one) == before  # or a program that ends now would not hear of it again
    assert one.rows(HeldBundle, HeldBundle.key == customer_key(CUSTOMER))  # unconfirmed work stands on it
