"""Stores for the tests: each test gets a fresh one of each kind, copied from one that was migrated for real.

A copied PostgreSQL database (20 ms) and not an outer transaction: its commits are commits, so that several
connections see what a test did, and a test may use them side by side.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from db import schema
from db.store import Store, open_cache, open_central, open_embedded
from tests.postgres import PostgresServer
from tests.rows import add_base_rows, add_work

KEY = bytes(range(32))

KINDS = ("sqlcipher", "postgresql")


@pytest.fixture(scope="session")
def embedded_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLCipher file at today's revision with the base rows; copy it, do not open it."""
    path = tmp_path_factory.mktemp("template") / "ringside.db"
    with closing(open_embedded(path, KEY, create=True)) as store, store.write() as session:
        add_base_rows(session)
    return path


@pytest.fixture(scope="session")
def embedded_work(embedded_template: Path) -> Path:
    """A copy of the template with work in hand."""
    path = embedded_template.with_name("work.db")
    shutil.copyfile(embedded_template, path)
    with closing(open_embedded(path, KEY)) as store, store.write() as session:
        add_work(session)
    return path


@pytest.fixture(scope="session")
def central_template(postgres_server: PostgresServer) -> str:
    """The URL of a database at today's revision with the base rows; copy it, do not open it."""
    url = postgres_server.create_database()
    engine = create_engine(url)
    with engine.begin() as connection:
        schema.upgrade(connection)
    engine.dispose()
    with closing(open_central(url)) as store, store.write() as session:
        add_base_rows(session)
    return url


@pytest.fixture(scope="session")
def central_work(postgres_server: PostgresServer, central_template: str) -> str:
    """A copy of the template with work in hand."""
    url = postgres_server.create_database(central_template)
    with closing(open_central(url)) as store, store.write() as session:
        add_work(session)
    return url


@pytest.fixture(scope="session")
def cache_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk's empty cache; copy it, do not open it."""
    path = tmp_path_factory.mktemp("template") / "cache.db"
    open_cache(path, KEY).close()
    return path


@contextmanager
def central_copy(server: PostgresServer, template: str) -> Iterator[Store]:
    """Open a copy of a database as a store; it is gone afterwards."""
    url = server.create_database(template)
    with closing(open_central(url)) as store:
        yield store
    server.drop_database(url)


@pytest.fixture
def fresh_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Store]]:
    """Open any number of fresh stores of a kind; all are closed and gone after the test.

    They have work in hand where the test asks for ``work``.
    """
    opened: list[Store] = []
    urls: list[str] = []
    filling = "work" if "work" in request.fixturenames else "template"

    def embedded() -> Store:
        path = tmp_path / f"ringside-{len(opened)}.db"
        shutil.copyfile(request.getfixturevalue(f"embedded_{filling}"), path)
        return open_embedded(path, KEY)

    def central() -> Store:
        server = request.getfixturevalue("postgres_server")
        urls.append(server.create_database(request.getfixturevalue(f"central_{filling}")))
        return open_central(urls[-1])

    def fresh(kind: str) -> Store:
        opened.append(embedded() if kind == "sqlcipher" else central())
        return opened[-1]

    yield fresh
    for store in opened:
        store.close()
    for url in urls:
        request.getfixturevalue("postgres_server").drop_database(url)


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, fresh_store: Callable[[str], Store]) -> Store:
    """A fresh store with the base rows; the test runs once with each kind."""
    return fresh_store(request.param)


@pytest.fixture
def work(store: Store) -> Store:
    """A fresh store with work in hand, see ``tests.rows.add_work``."""
    return store


@pytest.fixture
def embedded_store(fresh_store: Callable[[str], Store]) -> Store:
    return fresh_store("sqlcipher")


@pytest.fixture
def central_store(fresh_store: Callable[[str], Store]) -> Store:
    return fresh_store("postgresql")


@pytest.fixture
def central_at_work(postgres_server: PostgresServer, central_work: str) -> Iterator[Store]:
    """A fresh central store with work in hand."""
    with central_copy(postgres_server, central_work) as store:
        yield store
