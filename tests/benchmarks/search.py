"""How soon a search is on screen: ``python -m tests.benchmarks.search``, for both kinds of store.

The same customers in PostgreSQL and in an SQLCipher file; every way of finding by itself, then the panel that
shows what was found. The plans are printed where one reads a whole table.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from PySide6.QtWidgets import QApplication
from sqlalchemy import Boolean, Column, Integer, Uuid, create_engine, select, text
from sqlalchemy.dialects.postgresql import psycopg as dialect

from app.hub.read_pool import OPTIONS
from app.search import HITS, SEARCH, SearchHit, hits, search, search_values
from db import schema
from db.models.base import Base, UtcDateTime
from db.models.cases import Case
from db.models.catalogue import ProductModel, Region
from db.models.customers import Address, Customer, Phone, Unit, number_end
from db.models.orders import RepairOrder
from db.prepared import compile_for
from db.store import Store, embedded_engine, open_central, open_embedded
from db.words import drop_words, fill_words, install_words
from tests.benchmarks.__main__ import KEY, Noise, median, p99
from tests.benchmarks.central import fill
from tests.postgres import OwnCluster, PostgresServer, find_binaries
from tests.rows import add_base_rows
from ui.i18n import install
from ui.search.lines import found_lines
from ui.search.view import SearchView
from ui.theme import Theme

BAR_MS = 50.0
ROUNDS = 60
SEARCHED: tuple[type[Base], ...] = (Region, ProductModel, Customer, Phone, Address, Unit, Case, RepairOrder)
LARGE = ("customer", "phone", "address", "unit", "repair_order", "search_word")
MANY = 20_000  # rows in one insert


def asked(store: Store, count: int) -> Iterator[tuple[str, list[str]]]:
    """Yield each way of finding with what people type for it, made from customers of the store."""
    with store.read() as session:
        some = select(Customer.name, Customer.initials, Phone.key, Address.line, Unit.serial, Customer.id)
        some = some.join(Phone).join(Address).join(Unit).where(Phone.key.like("m:%"))
        rows = session.execute(some.order_by(number_end(Phone.key)).limit(count * 40)).all()
        numbers = session.scalars(select(RepairOrder.number).limit(count)).all()
    dice = random.Random(7)
    chosen = dice.sample(rows, min(count, len(rows)))
    yield "two initials", [row.initials[:2] for row in chosen]
    yield "all initials", [row.initials[:3] for row in chosen]
    yield "whole pinyin", [row.initials.split()[1][:7] for row in chosen]
    yield "one character", [row.name[:1] for row in chosen]
    yield "whole name", [row.name for row in chosen]
    yield "end of the phone", [row.key[-4:] for row in chosen]
    yield "whole number", [row.key[-11:] for row in chosen]
    yield "surname and end", [row.initials[:1] + row.key[-4:] for row in chosen]
    yield "end of a serial", [row.serial[-6:].rjust(6, "X") for row in chosen]
    yield "order number", list(numbers)
    yield "street", [row.line[:3] for row in chosen]
    yield "street and house", [row.line.partition("号")[0] + "号" for row in chosen]
    yield "estate and building", [_estate(row.line) for row in chosen]
    yield "nobody", [f"zzzz{n}" for n in range(count)]


def _estate(line: str) -> str:
    estate = line.partition("号")[2]
    return estate[:2] + estate.partition("花园")[2].partition("502")[0]


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


def measure(at: Embedded | Central, view: SearchView) -> bool:
    held = True
    with Noise() as noise:
        for way, words in asked(at.store, ROUNDS):
            found, wholes, parts = 0, [], []
            for one in words:
                begun = time.perf_counter()
                lines = at.search(one)
                parts.append((time.perf_counter() - begun) * 1000)
                paint(view, lines, one)
                wholes.append((time.perf_counter() - begun) * 1000)
                found += bool(lines)
            warm = len(wholes) // 10
            met = p99(wholes[warm:]) <= BAR_MS
            held = held and met
            tell(
                f"{at.name:<11} {way:<20} p50 {median(wholes[warm:]):6.1f}  p99 {p99(wholes[warm:]):6.1f} ms"
                f"  bar {BAR_MS:g}  {'met' if met else 'SHORT'}  (to find {median(parts[warm:]):.1f} and"
                f" {p99(parts[warm:]):.1f}; found {found} of {len(words)})"
            )
    tell(f"{at.name:<11} {noise}")
    return held


def tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201


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


def copy(central: Store, path: Path) -> None:
    """Put what is searched into the other kind of store, in the form in which that keeps it."""
    engine = embedded_engine(path, KEY, writer=True, judges=False)  # not every parent is copied
    with engine.begin() as connection, central.writer.connect() as source:
        drop_words(connection)
        into = connection.connection.cursor()
        for model in SEARCHED:
            table = model.__table__
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            values = ", ".join(map(_as_kept, table.columns))
            rows = source.execution_options(yield_per=MANY).execute(
                text(f"select {values} from {table.name}")
            )
            marks = ", ".join("?" for _ in table.columns)
            for part in rows.partitions():
                statement = f"INSERT OR IGNORE INTO {table.name} ({names}) VALUES ({marks})"
                into.executemany(statement, [tuple(row) for row in part])
        fill_words(connection)
        install_words(connection)
        connection.execute(text("ANALYZE"))
    engine.dispose()


def _as_kept(column: Column[Any]) -> str:
    """Return what of PostgreSQL is the value that SQLite keeps."""
    match column.type:
        case Uuid():
            return f"replace(\"{column.name}\"::text, '-', '')"
        case Boolean():
            return f'"{column.name}"::int'
        case UtcDateTime():
            return f"to_char(\"{column.name}\" at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
        case Integer():
            return f'"{column.name}"'
        case _:
            return f'"{column.name}"::text'


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.search", description=__doc__)
    parser.add_argument("--customers", type=int, default=100_000, help="the bar is for 1,000,000")
    customers: int = parser.parse_args().customers
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    Theme(app)
    install(app, "zh_CN")
    view = SearchView()
    view.resize(1294, 684)
    view.show()
    cluster = OwnCluster(find_binaries())
    try:
        server = PostgresServer(cluster.start())
        return 0 if all(list(run(server, customers, view))) else 1
    finally:
        cluster.stop()


def run(server: PostgresServer, customers: int, view: SearchView) -> Iterator[bool]:
    url = server.create_database()
    engine = create_engine(url)
    with engine.begin() as connection:
        schema.upgrade(connection)
    engine.dispose()
    store = open_central(url)
    with store.write() as session:
        add_base_rows(session)
    with store.writer.begin() as connection:
        fill(connection, customers, history=False)
    vacuum(store)
    with closing(Central(store, url)) as central, tempfile.TemporaryDirectory(prefix="ringside-") as folder:
        yield told(central, view)
        path = Path(folder) / "bench.db"
        with closing(Embedded(open_embedded(path, KEY, create=True))) as embedded:
            copy(store, path)
            yield told(embedded, view)


def vacuum(store: Store) -> None:
    """Do what the server does by itself in a quiet hour; the tests' server does not."""
    with store.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze"))


def told(at: Embedded | Central, view: SearchView) -> bool:
    found = whole_tables(at)
    for line in found:
        tell(f"{at.name:<11} reads a whole table for {line}")
    return measure(at, view) and not found


if __name__ == "__main__":
    sys.exit(main())
