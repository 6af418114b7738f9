"""Bundles that an unconfirmed command ties together come together, however many, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select

from app.errors import TooMuchRead
from app.sync.state import SyncKind
from app.wire import KEYS, Bundles
from db.feed import call_key, customer_key
from db.models.outbox import HeldBundle, OutboxBundle, OutboxCommand
from tests.rows import CUSTOMER, a_customer, put, uid
from tests.sync.hub_at_work import House, Seated, Sit
from tests.sync.test_desk_in_step import promise


def tie(seated: Seated, keys: Iterable[str]) -> None:
    """Let the only command in the outbox touch these bundles too."""
    with seated.store.write() as session:
        n = session.scalars(select(OutboxCommand.n)).one()
        session.execute(insert(OutboxBundle), [{"n": n, "key": key} for key in keys])


def unsent_work(house: House, seated: Seated) -> None:
    house.stop()
    seated.until_kind(SyncKind.HUB_GONE)
    seated.desk.execute(promise())


def test_more_than_one_request_may_bring_come_all_the_same(house: House, sit: Sit) -> None:
    ids: list[UUID] = [uid(0x5000 + one) for one in range(KEYS + 5)]
    put(house.store, *(a_customer(one, "陌生人") for one in ids))
    one = sit()
    unsent_work(house, one)
    keys = {customer_key(one) for one in ids}
    tie(one, keys)
    house.start()
    one.until(lambda: keys <= {row.key for row in one.rows(HeldBundle)})
    one.until(lambda: not one.rows(OutboxCommand, OutboxCommand.in_replay))


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
    house.start()
    one.until_in_step()
    fetcher = one.desk._fetcher
    fetcher.wait(5)
    assert not fetcher._wanted
    assert one.rows(HeldBundle, HeldBundle.key == customer_key(CUSTOMER))  # unconfirmed work stands on it
