"""The PostgreSQL that the tests run on is a real one, and each test has its own part of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, text

from tests.postgres import OLDEST_VERSION, PostgresServer

ROOT = Path(__file__).parents[1]


@pytest.fixture
def connect():
    """Open engines that are closed at the end of the test."""
    engines: list[Engine] = []

    def open_engine(url: str) -> Engine:
        engines.append(create_engine(url))
        return engines[-1]

    yield open_engine
    for engine in engines:
        engine.dispose()


def test_the_server_is_new_enough_and_knows_chinese(postgres_server: PostgresServer, connect) -> None:
    with connect(postgres_server.admin_url).connect() as connection:
        version = int(connection.scalar(text("select current_setting('server_version_num')::int")))
        assert version // 10_000 >= OLDEST_VERSION
        assert connection.scalar(text("select length('田女士')")) == 3


def test_two_databases_are_separate(postgres_server: PostgresServer, connect) -> None:
    first, second = (connect(postgres_server.create_database()) for _ in range(2))
    with first.begin() as connection:
        connection.execute(text("create table promise (at timestamptz)"))
    with second.connect() as connection:
        assert connection.scalar(text("select to_regclass('promise')")) is None


def test_a_copy_of_a_template_has_its_rows_and_leaves_it_alone(
    postgres_server: PostgresServer, connect
) -> None:
    template = postgres_server.create_database()
    filling = connect(template)
    with filling.begin() as connection:
        connection.execute(text("create table promise as select 1 as id"))
    filling.dispose()
    with connect(postgres_server.create_database(template)).begin() as connection:
        assert connection.scalar(text("delete from promise returning id")) == 1
    with filling.connect() as connection:
        assert connection.scalar(text("select count(*) from promise")) == 1


def test_a_dropped_database_is_gone_though_somebody_is_connected(
    postgres_server: PostgresServer, connect
) -> None:
    url = postgres_server.create_database()
    with connect(url).connect() as connection:
        connection.execute(text("select 1"))
        postgres_server.drop_database(url)
        connection.invalidate()
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url.replace("+psycopg", ""))


@pytest.mark.skipif("RINGSIDE_TEST_PG" in os.environ, reason="whom a given server lets in is not ours")
def test_nobody_comes_in_without_the_password(postgres_server: PostgresServer) -> None:
    _, _, place = postgres_server.admin_url.partition("@")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgresql://ringside:guessed@{place}")


def test_a_session_that_breaks_off_leaves_nothing_behind() -> None:
    script = """
from tests.postgres import OwnCluster, find_binaries
cluster = OwnCluster(find_binaries())
print(cluster.start(), cluster.folder, cluster.data, flush=True)
raise KeyboardInterrupt
"""
    child = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert "KeyboardInterrupt" in child.stderr
    url, *folders = child.stdout.split()
    assert not any(Path(folder).exists() for folder in folders)
    with pytest.raises(psycopg.OperationalError, match="refused"):
        psycopg.connect(url)
