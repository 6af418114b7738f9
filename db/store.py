"""Opening the stores: the embedded one (SQLCipher) and the central one (PostgreSQL)."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from db import schema
from db.problems import Problem as Problem  # as everywhere: who opens a store knows these
from db.problems import StoreProblem as StoreProblem

BUSY_MS = 3000
CACHE_KIB = 64_000  # with the default of 2 MB a heavy pop is 2.3 times slower
PAGE_BYTES = 4096
MOST_CONNECTIONS = 40  # to a central store, from one program
KEPT_CONNECTIONS = 15  # when nobody needs them: to connect costs more than most transactions
IDLE_S = 1.0  # after which a connection is looked at before it is used
LOG_INDEX_BYTES = 32_768


class Store:
    """One store with the last word: a writer, one at a time, and readers beside it."""

    def __init__(self, writer: Engine, reader: Engine, where: str) -> None:
        self.writer, self.reader, self.where = writer, reader, where
        self._write = sessionmaker(writer, expire_on_commit=False)
        self._read = sessionmaker(reader, autoflush=False)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session in a transaction of its own. Raises StoreProblem when the disk or a lock refuses."""
        try:
            with self._write.begin() as session:
                yield session
        except DBAPIError as error:
            raise problem_of(error, self.where) from error

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees one picture of the store. Raises StoreProblem when it cannot be read."""
        try:
            with self._read() as session:
                yield session
        except DBAPIError as error:
            raise problem_of(error, self.where) from error

    def hear_commits(self, heard: Callable[[Session], None]) -> None:
        """Tell of every session of `write` that has committed; there no statement can be run any more."""

        def on_commit(session: Session) -> None:
            if not session.in_nested_transaction():  # a savepoint that is kept is not yet written
                heard(session)

        event.listen(self._write, "after_commit", on_commit)

    def close(self) -> None:
        self.reader.dispose()
        self.writer.dispose()


def problem_of(error: Exception, where: str) -> Exception:
    """Tell what a driver's error means for a person, or give the error itself back."""
    message = str(getattr(error, "orig", error)).lower()
    for words, problem in _MESSAGES:
        if words in message:
            # SQLite calls it an I/O error when the disk has no room for the index of its log.
            full = problem is Problem.DAMAGED and _disk_is_full(where)
            return StoreProblem(Problem.FULL if full else problem, where, message)
    return error


def _disk_is_full(where: str) -> bool:
    folder = Path(where).parent
    return folder.is_dir() and shutil.disk_usage(folder).free < LOG_INDEX_BYTES


_MESSAGES = (
    ("database or disk is full", Problem.FULL),
    ("no space left on device", Problem.FULL),
    ("database is locked", Problem.LOCKED),
    ("readonly database", Problem.READ_ONLY),
    ("unable to open database file", Problem.READ_ONLY),  # its folder lets nobody make the log
    ("file is not a database", Problem.WRONG_KEY),
    ("malformed", Problem.DAMAGED),
    ("disk i/o error", Problem.DAMAGED),
)


def open_embedded(path: Path, key: bytes | None, *, create: bool = False) -> Store:
    """Open the embedded store of a desk, and bring an older one to today's revision.

    ``key`` are 32 raw bytes; None opens plain SQLite and is for the demo's own files only.
    Raises StoreProblem; the file is then as it was.
    """
    if path.exists():
        _look(path)
        _check(path, key)
    elif not create:
        raise StoreProblem(Problem.MISSING, str(path))
    else:
        _create(path, key)
    writer = embedded_engine(path, key, writer=True)
    store = Store(writer, embedded_engine(path, key, writer=False), str(path))
    try:
        _trial_write(store)
    except BaseException:
        store.close()
        raise
    return store


def open_central(url: str, *, one_ahead: bool = False) -> Store:
    """Open a central store at today's revision, or ``one_ahead``. Raises StoreProblem for any other."""
    more = MOST_CONNECTIONS - KEPT_CONNECTIONS
    engine = create_engine(
        url, pool_size=KEPT_CONNECTIONS, max_overflow=more, pool_use_lifo=True, hide_parameters=True
    )
    _look_at_the_idle(engine)
    with engine.connect() as connection:
        found = schema.revision(connection)
    if found != schema.HEAD and not (one_ahead and found == schema.NEXT):
        engine.dispose()
        problem = Problem.OLDER if found in schema.OLDER else Problem.NEWER if found else Problem.MISSING
        raise StoreProblem(problem, engine.url.render_as_string(), str(found))
    # What one query reads is one picture, as a reader of the embedded store has it.
    reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Store(engine, reader, engine.url.render_as_string())


def _look_at_the_idle(engine: Engine) -> None:
    """Ask a connection that nobody used lately whether it still stands: each ask is a trip."""

    def on_checkin(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["used_at"] = time.monotonic()

    def on_checkout(connection: DBAPIConnection, record: ConnectionPoolEntry, _fairy: object) -> None:
        if time.monotonic() - record.info.get("used_at", time.monotonic()) < IDLE_S:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error  # the others are as old: the pool connects anew

    event.listen(engine, "checkin", on_checkin)
    event.listen(engine, "checkout", on_checkout)


def open_cache(path: Path, key: bytes) -> Store:
    """Open the store of a desk that has a hub, and make it if it is not there.

    It forecasts and judges nothing: no guards, foreign keys off. Raises StoreProblem; `Problem.OLDER` and
    `Problem.NEWER` for another revision: such a cache is not migrated but filled again.
    """
    if path.exists():
        _look(path)
    else:
        _make_cache(path, key)
    writer = embedded_engine(path, key, writer=True, judges=False)
    store = Store(writer, embedded_engine(path, key, writer=False, judges=False), str(path))
    try:
        with store.read() as session:
            found = schema.revision(session.connection())
        if found != schema.HEAD:
            problem = Problem.OLDER if found in schema.OLDER else Problem.NEWER
            raise StoreProblem(problem, str(path), str(found))
        _trial_write(store)
    except BaseException:
        store.close()
        raise
    return store


def _make_cache(path: Path, key: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{uuid4().hex}.new")
    engine = embedded_engine(fresh, key, writer=True, judges=False)
    try:
        with engine.begin() as connection:
            schema.create_cache(connection)
        engine.dispose()
        fresh.replace(path)
    except DBAPIError as error:
        raise problem_of(error, str(path)) from error
    finally:
        engine.dispose()
        _remove(fresh)


def embedded_engine(path: Path, key: bytes | None, *, writer: bool, judges: bool = True) -> Engine:
    """Make an engine whose every connection is keyed, durable, and checks foreign keys if it ``judges``."""

    def connect() -> Any:
        return _connect(path, key, query_only=not writer, judges=judges)

    # creator= with the pysqlcipher dialect would key the connection again with an empty key.
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=connect,
        poolclass=QueuePool,
        pool_size=1 if writer else 4,
        max_overflow=0,
        hide_parameters=True,  # what is bound to a statement is somebody's
    )
    event.listen(engine, "begin", _begin_to_write if writer else _begin_to_read)
    return engine


def _begin_to_write(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # may find a lock: the error has to come as SQLAlchemy's


def _begin_to_read(connection: Connection) -> None:
    connection.connection.cursor().execute("BEGIN")  # cannot fail, and a pop waits for it


def _connect(path: Path, key: bytes | None, *, query_only: bool, judges: bool = True) -> Any:
    connection = sqlcipher.connect(
        str(path), timeout=BUSY_MS / 1000, check_same_thread=False, isolation_level=None
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it writes to stderr what we tell in a sentence
        if key is not None:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if judges else 'OFF'}")
        connection.execute("PRAGMA recursive_triggers = ON")  # a REPLACE meets the guards of deletion too
        connection.execute("PRAGMA temp_store = MEMORY")  # nothing of the store in a plain temporary file
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        if query_only:
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _look(path: Path) -> None:
    """Refuse what the file system alone shows: a file marked read-only, or cut off within a page."""
    facts = path.stat()
    if not facts.st_mode & stat.S_IWUSR or not os.access(path, os.W_OK):
        raise StoreProblem(Problem.READ_ONLY, str(path))
    if facts.st_size < PAGE_BYTES or facts.st_size % PAGE_BYTES:
        raise StoreProblem(Problem.DAMAGED, str(path), f"{facts.st_size} bytes")


def _check(path: Path, key: bytes | None) -> None:
    """Read the store without writing; refuse a wrong key, lost pages, a lock and a newer revision."""
    engine = embedded_engine(path, key, writer=False)
    try:
        with engine.connect() as connection:
            _refuse_lost_pages(connection, path)
            found = schema.revision(connection)
    except DBAPIError as error:
        raise problem_of(error, str(path)) from error
    finally:
        engine.dispose()
    if found is None:
        raise StoreProblem(Problem.DAMAGED, str(path), "no revision")
    if found != schema.HEAD:
        if found not in schema.OLDER:
            raise StoreProblem(Problem.NEWER, str(path), found)
        _upgrade_copy(path, key)


def _refuse_lost_pages(connection: Connection, path: Path) -> None:
    pages = connection.execute(text("pragma page_count")).scalar_one()
    wal = path.with_name(path.name + "-wal")
    in_wal = wal.exists() and wal.stat().st_size > 0  # pages may still stand there after a crash
    if not in_wal and pages * PAGE_BYTES != path.stat().st_size:
        raise StoreProblem(Problem.DAMAGED, str(path), f"{pages} pages, {path.stat().st_size} bytes")


def _create(path: Path, key: bytes | None) -> None:
    """Make a store beside its place and move it there whole, so that no half-made one is ever found."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{uuid4().hex}.new")
    try:
        _migrate(fresh, key, str(path))
        fresh.replace(path)
    finally:
        _remove(fresh)


def _upgrade_copy(path: Path, key: bytes | None) -> None:
    """Upgrade a copy with foreign keys off, check it, and swap it in; the old file stays as ``.before``."""
    copy = path.with_name(f"{path.name}.{uuid4().hex}.new")
    connection = _connect(path, key, query_only=False)
    # What stands in the log alone would not be copied.
    busy, _in_log, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.close()
    if busy:
        raise StoreProblem(Problem.LOCKED, str(path), "in use during an upgrade")
    try:
        shutil.copyfile(path, copy)
        _migrate(copy, key, str(path))
        shutil.copyfile(path, path.with_name(path.name + ".before"))
        copy.replace(path)
    except OSError as error:
        raise _problem_of_file(error, path) from error
    finally:
        _remove(copy)


def _problem_of_file(error: OSError, path: Path) -> Exception:
    """Tell what a refusal of the file system means for a person, or give the error itself back."""
    problem = {errno.ENOSPC: Problem.FULL, errno.EDQUOT: Problem.FULL, errno.EROFS: Problem.READ_ONLY}
    known = problem.get(error.errno or 0)
    return StoreProblem(known, str(path), str(error)) if known else error


def _migrate(path: Path, key: bytes | None, where: str) -> None:
    engine = embedded_engine(path, key, writer=True)
    # Batch migrations rebuild tables: with foreign keys on, the rebuild would delete children.
    event.listen(
        engine, "connect", lambda connection, _record: connection.execute("PRAGMA foreign_keys = OFF")
    )
    try:
        with engine.begin() as connection:
            schema.upgrade(connection)
            broken = connection.execute(text("pragma foreign_key_check")).all()
            sound = connection.execute(text("pragma integrity_check")).scalar_one() == "ok"
            if broken or not sound:
                raise StoreProblem(Problem.DAMAGED, where, f"{len(broken)} rows lost their parent")
    except DBAPIError as error:
        raise problem_of(error, where) from error
    finally:
        engine.dispose()


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _trial_write(store: Store) -> None:
    """Write one page and commit, so that a lock or a full disk is told now and not in a call."""
    with store.write() as session:
        session.execute(_COUNT_OPENING)


_COUNT_OPENING = text(
    "insert into store_fact (name, value) values ('opened', '1')"
    " on conflict (name) do update set value = store_fact.value + 1"
)
