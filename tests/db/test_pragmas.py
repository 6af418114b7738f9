"""Every connection of an embedded store, pooled ones too, is keyed, durable and strict."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from sqlalchemy import Connection, Engine, QueuePool, text
from sqlalchemy.exc import DatabaseError

from db.store import Store
from tests.rows import CUSTOMER
from tests.stores import KEY

FULL, MEMORY = 2, 2  # as sqlite numbers them


def every_connection(engine: Engine) -> Iterator[Connection]:
    """Hold all connections that the pool can give at once, so that none is met twice."""
    assert isinstance(engine.pool, QueuePool)
    with ExitStack() as held:
        most = engine.pool.size() + engine.pool._max_overflow
        yield from [held.enter_context(engine.connect()) for _ in range(most)]


@pytest.mark.parametrize("side", ["writer", "reader"])
def test_every_pooled_connection_is_durable_keyed_and_strict(embedded_store: Store, side: str) -> None:
    engine: Engine = getattr(embedded_store, side)
    seen = 0
    for _ in range(2):  # fresh ones, then the same out of the pool
        for connection in every_connection(engine):
            ask = {
                name: connection.execute(text(f"pragma {name}")).scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "temp_store", "cipher_version")
            }
            assert ask.pop("cipher_version"), "not SQLCipher"
            assert ask == {
                "journal_mode": "wal",
                "synchronous": FULL,
                "foreign_keys": 1,
                "temp_store": MEMORY,
            }
            assert connection.execute(text("select count(*) from person")).scalar_one() == 8
            seen += 1
    assert seen == (2 if side == "writer" else 8)


def test_a_reader_cannot_write(store: Store) -> None:
    with store.read() as session, pytest.raises(DatabaseError, match=r"readonly|read-only"):
        session.execute(text("update customer set remark = 'x'"))


def test_a_reader_sees_one_picture_while_others_write(store: Store) -> None:
    remark = text("select remark from customer where id = :id")
    with store.read() as session:
        table = session.get_bind().dialect.name
        key = {"id": CUSTOMER.hex if table == "sqlite" else CUSTOMER}
        before = session.execute(remark, key).scalar_one()
        with store.write() as writing:
            writing.execute(text("update customer set remark = 'changed' where id = :id"), key)
        assert session.execute(remark, key).scalar_one() == before
    with store.read() as session:
        assert session.execute(remark, key).scalar_one() == "changed"


@pytest.mark.usefixtures("embedded_store")
def test_nothing_of_the_store_is_readable_without_the_key(tmp_path) -> None:
    files = list(tmp_path.glob("ringside-*"))
    assert {file.suffix for file in files} == {".db", ".db-wal", ".db-shm"}
    for file in files:
        held = file.read_bytes()
        assert "田雨".encode() not in held
        assert b"SQLite format 3" not in held
        assert KEY not in held
