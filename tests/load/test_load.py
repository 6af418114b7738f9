"""The load in small: a few calls through the hub to PostgreSQL and to desks, none lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.benchmarks.measure import END, PAGE, mark, put
from tests.load.__main__ import BEGIN
from tests.load.floor import Load, run
from tests.postgres import PostgresServer

PARTS = ("records", "search", "screen", "start", "wallboard")


@pytest.mark.skipif(sys.platform != "linux", reason="the processor time of the hub is read from /proc")
def test_no_call_of_a_floor_is_lost(postgres_server: PostgresServer, central_template: str) -> None:
    load = Load(agents=6, rate=12, seconds=1, desks=1, customers=10, speed=10)
    found = run(postgres_server, load, central_template)
    assert found.wrong == []
    assert (found.calls, found.rings) == (12, 12)
    assert found.hub_cpu > 0


def test_a_table_comes_into_its_own_place_on_the_page_of_figures(tmp_path: Path) -> None:
    page, marks = tmp_path / "figures.md", [BEGIN, *map(mark, PARTS)]
    page.write_bytes(PAGE.read_bytes())
    for begin in marks:
        put(begin, f"{begin} was measured\n", page)
    words = page.read_text(encoding="utf-8")
    assert all(f"{begin}\n{begin} was measured\n{END}" in words for begin in marks)
    assert words.count(END) == len(marks)
    with pytest.raises(ValueError, match="no place"):
        put("<!-- nowhere -->", "", page)
