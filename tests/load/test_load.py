"""The load in small: a few calls through the hub to PostgreSQL and to desks, none lost."""

from __future__ import annotations

import sys

import pytest

from tests.load.floor import Load, run
from tests.postgres import PostgresServer


@pytest.mark.skipif(sys.platform != "linux", reason="the processor time of the hub is read from /proc")
def test_no_call_of_a_floor_is_lost(postgres_server: PostgresServer, central_template: str) -> None:
    load = Load(agents=6, rate=12, seconds=1, desks=1, customers=10, speed=10)
    found = run(postgres_server, load, central_template)
    assert found.wrong == []
    assert (found.calls, found.rings) == (12, 12)
    assert found.hub_cpu > 0
