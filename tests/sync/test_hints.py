"""Hints: a bundle that was read for one stream is heard of on the next, whenever its rows come."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

import pytest

from app.pop import pop_page
from app.wire import Bundles
from db.feed import customer_key
from db.models.people import Role
from tests.rows import CUSTOMER, NOW
from tests.sync.hub_at_work import House, Sit
from tests.sync.test_desk_in_step import remark, remark_here


def test_a_bundle_that_was_read_before_a_stream_began_is_heard_of(
    house: House, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = sit(), sit(Role.SUPERVISOR)
    streams, fetched = house.inside.inside.streams, other.client.bundles

    def late(keys: Iterable[str], *why: Any) -> Bundles:
        """Answer when the desk has another stream, for which it named what it held before."""
        found = fetched(list(keys), *why)
        if customer_key(CUSTOMER) in keys:
            monkeypatch.setattr(other.client, "bundles", fetched)
            before = set(streams.open_ones())
            other.proxy.cut()
            other.proxy.mend()
            until = time.monotonic() + 5
            while len(set(streams.open_ones()) - before) < 1 and time.monotonic() < until:
                time.sleep(0.01)
        return found

    monkeypatch.setattr(other.client, "bundles", late)
    other.desk.ask(pop_page, CUSTOMER, NOW)
    other.until(lambda: remark_here(other) == "")
    one.desk.execute(remark("白天上班"))
    other.until(lambda: remark_here(other) == "白天上班")
