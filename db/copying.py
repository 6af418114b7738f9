"""Whole copies of an embedded store: of one moment, under a key of their own, made while it is in use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher

from db import schema
from db.store import PAGE_BYTES, Problem, StoreProblem, _connect, problem_of

STEPS = 20_000  # of SQLite's machine, between two looks at whether to go on
_PUT_FACT = (
    "INSERT INTO {} (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
_USED = ("customer", "interaction", "call", "draft")


def copy_store(
    source: Path,
    key: bytes,
    target: Path,
    target_key: bytes,
    *,
    is_copy: bool = False,
    go_on: Callable[[], bool] = lambda: True,
    facts: Mapping[str, str] | None = None,
) -> None:
    """Write a copy of what the store holds at one moment; others go on writing to the store meanwhile.

    ``target`` must not be there. Keys are 32 raw bytes, or 48 with the salt that the file begins with.
    ``is_copy``: the source is a copy itself, which is read and never written. ``facts`` stand in the
    copy alone, which is one file and never has a log: a share of another PC does not bear one.
    Raises: StoreProblem, of the store or of the copy; InterruptedError when ``go_on`` says no.
    """
    with _opened(source, key, is_copy=is_copy) as connection:
        connection.set_progress_handler(lambda: not go_on(), STEPS)
        try:
            connection.execute(f"ATTACH ? AS copy KEY \"x'{target_key.hex()}'\"", (str(target),))
            connection.execute("PRAGMA copy.cache_size = -8000")  # what is done shows in the file's size
            connection.execute("BEGIN")  # one picture: the export alone would read table after table
            connection.execute("SELECT sqlcipher_export('copy')").fetchall()
            connection.executemany(_PUT_FACT.format("copy.store_fact"), list((facts or {}).items()))
            connection.execute("COMMIT")
        except sqlcipher.OperationalError as error:
            if "interrupted" in str(error):
                raise InterruptedError from None
            raise problem_of(error, str(target)) from error


def check_copy(path: Path, key: bytes) -> str:
    """Read every page of a store that nobody uses; return its revision.

    Raises StoreProblem: WRONG_KEY, DAMAGED when pages are missing or are not what was written.
    """
    size = path.stat().st_size
    with _opened(path, key, is_copy=True) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        if pages * PAGE_BYTES != size:
            raise StoreProblem(Problem.DAMAGED, str(path), f"{pages} pages, {size} bytes")
        broken = connection.execute("PRAGMA cipher_integrity_check").fetchone()
        sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if broken is not None or sound != "ok":
            raise StoreProblem(Problem.DAMAGED, str(path), str(broken or sound))
        return _revision(connection, path)


def look_at(path: Path, key: bytes, go_on: Callable[[], bool]) -> tuple[str, str]:
    """Look at a store that may be in use; return its revision, and ok, what is wrong, or nothing.

    It is nothing when ``go_on`` said no before every page was read. Raises StoreProblem.
    """
    with _opened(path, key) as connection:
        revision = _revision(connection, path)
        connection.set_progress_handler(lambda: not go_on(), STEPS)
        try:
            return revision, str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        except sqlcipher.OperationalError as error:
            if "interrupted" in str(error):
                return revision, ""
            raise


def is_known(revision: str) -> bool:
    """Tell whether this program knows a revision, be it an older one."""
    return revision == schema.HEAD or revision in schema.OLDER


def is_used(path: Path, key: bytes) -> bool:
    """Tell whether anybody has worked in a store. Raises StoreProblem."""
    with _opened(path, key) as connection:
        there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return any(
            connection.execute(f"SELECT EXISTS (SELECT 1 FROM {table})").fetchone()[0]
            for table in _USED
            if table in there
        )


def settle(path: Path, key: bytes) -> None:
    """Make a store one file without a log. Raises StoreProblem: LOCKED while anybody has it open."""
    with _opened(path, key) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        if mode != "delete":
            raise StoreProblem(Problem.LOCKED, str(path), "in use")


def facts_of(path: Path, key: bytes, *, is_copy: bool = False) -> dict[str, str]:
    """Return what a store says of itself. Raises StoreProblem."""
    with _opened(path, key, is_copy=is_copy) as connection:
        return dict(connection.execute("SELECT name, value FROM store_fact").fetchall())


def put_fact_into(path: Path, key: bytes, name: str, value: str) -> None:
    """Write one fact into a store that may be in use, of whatever revision. Raises StoreProblem."""
    with _opened(path, key) as connection:
        connection.execute(_PUT_FACT.format("store_fact"), (name, value))


@contextmanager
def _opened(path: Path, key: bytes, *, is_copy: bool = False) -> Iterator[Any]:
    if not path.exists():
        raise StoreProblem(Problem.MISSING, str(path))
    try:
        made = _read_only(path, key) if is_copy else _connect(path, key, query_only=False, judges=False)
        with closing(made) as connection:
            yield connection
    except sqlcipher.DatabaseError as error:
        raise problem_of(error, str(path)) from error


def _read_only(path: Path, key: bytes) -> Any:
    """Open a file that may lie on a disk that cannot be written: no log is made beside it."""
    connection = sqlcipher.connect(f"{uri_of(path.absolute())}?mode=ro", uri=True, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def uri_of(path: PurePath) -> str:
    """Name an absolute path as SQLite wants it: a share of another PC is none of its authorities."""
    words = quote(path.as_posix(), safe="/:")
    return f"file://{words}" if words[0] == "/" else f"file:///{words}"


def _revision(connection: Any, path: Path) -> str:
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if found is None:
        raise StoreProblem(Problem.DAMAGED, str(path), "no revision")
    return str(found[0])
