"""Carrying into a fresh cache what only this PC has: unsent work, drafts, facts of the store."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Table, delete, inspect, text
from sqlalchemy.orm import Session

from app.sync.facts import CURSOR
from db.models.base import Base
from db.models.interactions import Draft
from db.models.ledger import StoreFact
from db.models.outbox import OutboxBundle, OutboxCommand
from db.store import Problem, Store, StoreProblem, embedded_engine, open_cache, problem_of

_CARRIED: tuple[type[Base], ...] = (StoreFact, OutboxCommand, OutboxBundle, Draft)
_OTHER_REVISION = (Problem.OLDER, Problem.NEWER)


def open_any_cache(path: Path, key: bytes) -> Store:
    """Open a cache, also one of another version's: its rows come from the hub again. Raises StoreProblem."""
    try:
        return open_cache(path, key)
    except StoreProblem as problem:
        if problem.problem not in _OTHER_REVISION:
            raise
    carry_over(path, key)
    return open_cache(path, key)


def carry_over(path: Path, key: bytes) -> None:
    """Put a fresh cache in the place of this one, with all that only this PC has. Raises StoreProblem."""
    fresh = path.with_name(f"{path.name}.{uuid4().hex}.new")
    old = embedded_engine(path, key, writer=True, judges=False)
    try:
        store = open_cache(fresh, key)
        try:
            with old.connect() as connection, store.write() as session:
                _copy(connection, session)
            with old.connect() as connection:  # what stands in its log alone would be read by nobody again
                connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            store.close()
            old.dispose()
        fresh.replace(path)
    except OSError as error:
        raise problem_of(error, str(path)) from error
    finally:
        for suffix in ("", "-wal", "-shm"):
            fresh.with_name(fresh.name + suffix).unlink(missing_ok=True)


def _copy(old: Connection, session: Session) -> None:
    session.execute(delete(StoreFact))
    there = inspect(old)
    for model in _CARRIED:
        table = model.__table__
        assert isinstance(table, Table)
        if not there.has_table(table.name):
            continue
        known = {column["name"] for column in there.get_columns(table.name)}
        names = [column.name for column in table.columns if column.name in known]
        rows = old.execute(text(f'select {", ".join(names)} from "{table.name}"')).all()
        if rows:
            put = f'insert into "{table.name}" ({", ".join(names)}) values (:{", :".join(names)})'
            session.execute(text(put), [dict(zip(names, row, strict=True)) for row in rows])
    session.execute(delete(StoreFact).where(StoreFact.name == CURSOR))
