"""How soon a search is on screen: ``python -m tests.benchmarks.search``, for both kinds of store.

The same customers in PostgreSQL and in an SQLCipher file; every way of finding by itself, then the panel that
shows what was found. What the processor spent of it in our thread is printed beside; a plan that reads a
whole table falls short.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections.abc import Iterator
from contextlib import closing

import psycopg
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import psycopg as dialect

from app.hub.read_pool import OPTIONS
from app.search import HITS, SEARCH, SearchHit, hits, search, search_values
from db.models.customers import Address, Customer, Phone, Unit
from db.models.orders import RepairOrder
from db.prepared import compile_for
from db.store import Store, open_central, open_embedded
from tests.benchmarks import KEY
from tests.benchmarks.kept import kept_central, kept_embedded
from tests.benchmarks.measure import Figure, Noise, Times, median, p99, say
from tests.benchmarks.population import customer_of
from ui.i18n import install
from ui.search.lines import found_lines
from ui.search.view import SearchView
from ui.theme import Theme

BAR_MS = 50.0
ROUNDS = 220
LARGE = ("customer", "phone", "address", "unit", "repair_order", "search_word")


def asked(store: Store, customers: int, count: int) -> Iterator[tuple[str, list[str]]]:
    """Yield each way of finding with what people type for it, made from customers of the store."""
    ids = [customer_of(n) for n in random.Random(7).sample(range(1, customers + 1), count)]
    some = select(Customer.name, Customer.initials, Phone.key, Address.line, Unit.serial, RepairOrder.number)
    for table in (Phone, Address, Unit, RepairOrder):
        some = some.join(table, table.customer_id == Customer.id)
    with store.read() as session:
        rows = session.execute(some.where(Customer.id.in_(ids), Phone.key.like("m:%"))).all()
    chosen = list({row.key: row for row in rows}.values())
    lines = [row.line.replace(" ", "") for row in chosen]
    yield "two initials", [row.initials[:2] for row in chosen]
    yield "all initials", [row.initials.split()[0] for row in chosen]
    yield "whole pinyin", [row.initials.split()[-1][:7] for row in chosen]
    yield "one character", [row.name[:1] for row in chosen]
    yield "whole name", [row.name for row in chosen]
    yield "end of the phone", [row.key[-4:] for row in chosen]
    yield "whole number", [row.key[-11:] for row in chosen]
    yield "surname and end", [row.initials[:1] + row.key[-4:] for row in chosen]
    yield "end of a serial", [row.serial[-6:] for row in chosen]
    yield "order number", [row.number for row in chosen]
    yield "street", [line[:3] for line in lines]
    yield "street and house", [line.partition("号")[0] + "号" for line in lines]
    yield "estate and building", [_estate(line) for line in lines]
    yield "nobody", [f"zzzz{n}" for n in range(count)]


def _estate(line: str) -> str:
    return line.partition("号")[2].partition("栋")[0] + "栋"


class Embedded:
    """Searches as a desk does that has the last word."""

    name = "SQLCipher"

    def __init__(self, store: Store) -> None:
        self.store = store

    def search(self, words: str) -> list[SearchHit]:
        with self.store.read() as session:
            return search(session, words)

    def plan(self, words: str) -> list[str]:
        with self.store.read() as session:
            connection = session.connection()
            compiled = compile_for(SEARCH.statement, connection.dialect)
            with closing(connection.connection.cursor()) as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {compiled.sql}", compiled.values(search_values(words)))
                return [f"{row[-1]} " for row in cursor.fetchall() if row[-1].startswith("SCAN ")]

    def close(self) -> None:
        self.store.close()


class Central:
    """Searches as the hub does: a prepared statement, under the settings of its readers."""

    name = "PostgreSQL"

    def __init__(self, store: Store, url: str) -> None:
        self.store = store
        dsn = url.replace("+psycopg", "")
        self._connection = psycopg.connect(dsn, prepare_threshold=0, autocommit=True, options=OPTIONS)
        self._compiled = compile_for(SEARCH.statement, dialect.dialect())  # type: ignore[no-untyped-call]

    def search(self, words: str) -> list[SearchHit]:
        values = self._compiled.values(search_values(words))
        return hits(self._connection.execute(self._compiled.sql, values).fetchall())

    def plan(self, words: str) -> list[str]:
        values = self._compiled.values(search_values(words))
        names = {name: f"${n}" for n, name in enumerate(values, 1)}
        self._connection.execute("DEALLOCATE ALL")
        self._connection.execute(f"PREPARE asked AS {self._compiled.sql % names}")
        given = ", ".join("NULL" if one is None else f"'{one}'" for one in values.values())
        lines = [line for (line,) in self._connection.execute(f"EXPLAIN EXECUTE asked ({given})")]
        self._connection.execute("DEALLOCATE asked")
        return [f"{line} " for line in lines if "Seq Scan" in line]

    def close(self) -> None:
        self._connection.close()
        self.store.close()


def measure(at: Embedded | Central, customers: int, view: SearchView) -> Iterator[Figure]:
    """Measure every way of finding in one store; yield a line for all of them, and say each."""
    ways: dict[str, tuple[Times, Times]] = {}
    with Noise() as noise:
        for way, words in asked(at.store, customers, ROUNDS):
            finding, whole, found = Times(), Times(), 0
            for one in words:
                with whole.one():
                    with finding.one():
                        lines = at.search(one)
                    paint(view, lines, one)
                found += bool(lines)
            ways[way] = finding.warm(), whole.warm()
            say(f"  {at.name} {way}: painted {ways[way][1]}; to find {ways[way][0]}; {found} of {len(words)}")
    late = {way: p99(whole.wall) for way, (_, whole) in ways.items() if p99(whole.wall) > BAR_MS}
    medians = [median(whole.wall) for _, whole in ways.values()]
    spent = [p99(whole.cpu) for _, whole in ways.values()]
    detail = "; ".join(f"{way} {took:.0f}" for way, took in late.items())
    yield Figure(
        f"search as one types to the painted list, {customers:,} customers, {at.name}",
        f"{len(ways) - len(late)} of {len(ways)} ways; p50 {min(medians):.1f} to {max(medians):.1f} ms,"
        f" processor p99 {max(spent):.1f} at most{'; over it: ' + detail if late else ''} ({noise})",
        f"p99 {BAR_MS:g} ms",
        not late,
    )


def paint(view: SearchView, lines: list[SearchHit], words: str) -> None:
    view.show_lines(found_lines(lines, (), words), "" if len(lines) < HITS else "first")
    view.repaint()
    QApplication.processEvents()


def whole_tables(at: Embedded | Central) -> list[str]:
    """Return where a plan reads a large table from end to end, for words of every kind."""
    kinds = ("zw", "张", "8000", "z8000", "118762", "26112390001029", "锦绣3栋")
    return [
        f"{words}: {line.strip()}"
        for words in kinds
        for line in at.plan(words)
        if any(f" {table} " in line for table in LARGE)
    ]


def shown_view() -> tuple[QWidget, SearchView]:
    """Show the panel at its usual size, in a window that has to be kept."""
    window = QWidget()
    window.resize(1366, 768)
    view = SearchView(window)
    view.setGeometry(72, 56, 1294, 684)
    window.show()
    return window, view


def run(customers: int) -> Iterator[Figure]:
    """Measure both kinds of store; the application is there."""
    window, view = shown_view()
    with closing(Embedded(open_embedded(kept_embedded(customers), KEY))) as embedded:
        yield from told(embedded, customers, view)
    with kept_central(customers) as url, closing(Central(open_central(url), url)) as central:
        yield from told(central, customers, view)
    window.close()


def told(at: Embedded | Central, customers: int, view: SearchView) -> Iterator[Figure]:
    found = whole_tables(at)
    if found:
        yield Figure(f"search in {at.name} reads a whole table", "; ".join(found), "never", False)
    yield from measure(at, customers, view)


def application() -> QApplication:
    """Make the application in which pages are painted in memory."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    Theme(app)
    install(app, "zh_CN")
    return app


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.search", description=__doc__)
    parser.add_argument("--customers", type=int, default=100_000, help="the bar is for 1,000,000")
    customers: int = parser.parse_args().customers
    _app = application()
    held = True
    for figure in run(customers):
        say(figure.row())
        held = held and figure.held is not False
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
