"""Large stores that are made once and kept between runs, in the user's folder for caches.

They are made anew when the schema or what makes the rows is another. A benchmark may write to them what is
nobody's: calls without a customer.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from platformdirs import site_cache_path, user_cache_path
from sqlalchemy import Engine, create_engine, event, text

from app.hub.embedded import EmbeddedStore
from db import schema
from db.store import embedded_engine, open_central, open_embedded
from tests.benchmarks import KEY, population
from tests.benchmarks.population import fill
from tests.rows import add_base_rows

_FAST_EMBEDDED = (
    "journal_mode = DELETE",
    "journal_mode = OFF",
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    "cache_size = -1000000",
)
_FAST_CENTRAL = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_wal_size": "'16GB'",
    "autovacuum": "off",
}


def kept_folder() -> Path:
    """Return where large stores lie; a place that the server's own user can come to, if we are root."""
    is_root = sys.platform != "win32" and os.geteuid() == 0
    return (site_cache_path if is_root else user_cache_path)("ringside-benchmarks")


def kept_embedded(customers: int) -> Path:
    """Return an encrypted store with so many customers, made now if there is none."""
    path = kept_folder() / _key() / f"desk-{customers}.db"
    if not path.exists():
        _tell_making(path)
        fresh = path.with_suffix(".new")
        _remove(fresh)
        with closing(open_embedded(fresh, KEY, create=True)) as store, store.write() as session:
            add_base_rows(session)
        _fill(_fast_engine(fresh), customers)
        fresh.rename(path)
    return path


@contextmanager
def kept_central(customers: int) -> Iterator[str]:
    """Give the URL of a PostgreSQL store with so many customers, made now if there is none."""
    folder = kept_folder() / _key() / f"central-{customers}"
    made = folder / "made"
    if not made.exists():
        _tell_making(folder)
        shutil.rmtree(folder, ignore_errors=True)
    embedded = EmbeddedStore(folder)
    with embedded.running() as port:
        url = embedded.url(port).render_as_string(hide_password=False)
        if not made.exists():
            _make_central(url, customers)
            made.touch()
        yield url


def _make_central(url: str, customers: int) -> None:
    engine = create_engine(url)
    _set_server(engine, {**_FAST_CENTRAL})
    with engine.begin() as connection:
        schema.upgrade(connection)
    with closing(open_central(url)) as store, store.write() as session:
        add_base_rows(session)
    _fill(engine, customers)
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    _set_server(engine, dict.fromkeys(_FAST_CENTRAL))
    with engine.connect() as connection:  # what the server does by itself in a quiet hour
        connection.execute(text("vacuum analyze"))
        connection.execute(text("checkpoint"))
    engine.dispose()


def _set_server(engine: Engine, settings: dict[str, str | None]) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for name, value in settings.items():
            change = f"set {name} = {value}" if value else f"reset {name}"
            connection.execute(text(f"alter system {change}"))
        connection.execute(text("select pg_reload_conf()"))


def _fill(engine: Engine, customers: int) -> None:
    begun = time.perf_counter()
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("set maintenance_work_mem = '1GB'"))
            connection.execute(text("set work_mem = '512MB'"))
        fill(connection, customers)
    engine.dispose()
    print(f"{customers:,} customers made in {time.perf_counter() - begun:.0f} s", flush=True)  # noqa: T201


def _fast_engine(path: Path) -> Engine:
    engine = embedded_engine(path, KEY, writer=True, judges=False)

    @event.listens_for(engine, "connect")
    def _hurry(connection: object, _record: object) -> None:
        for setting in _FAST_EMBEDDED:
            connection.execute(f"PRAGMA {setting}")  # type: ignore[attr-defined]

    return engine


def _key() -> str:
    """Return what kept stores are told apart by: a fresh store's schema, and what makes the rows."""
    with (
        tempfile.TemporaryDirectory(prefix="ringside-bench-") as folder,
        closing(open_embedded(Path(folder) / "fresh.db", KEY, create=True)) as store,
        store.read() as session,
    ):
        found = session.scalars(text("select sql from sqlite_master where sql is not null")).all()
    lines = sorted(line.strip(" ,") for one in found for line in one.splitlines())  # constraints come anyhow
    whole = "\n".join([*lines, Path(population.__file__).read_text(encoding="utf-8")])
    return f"{schema.HEAD}-{hashlib.sha256(whole.encode()).hexdigest()[:12]}"


def _tell_making(path: Path) -> None:
    """Say what takes minutes now, and make room: one of the same size and of another schema goes."""
    for other in kept_folder().glob(f"*/{path.name}"):
        if other.is_dir():
            shutil.rmtree(other, ignore_errors=True)
        else:
            _remove(other)
    path.parent.mkdir(parents=True, exist_ok=True)
    print(f"making {path}; it is kept for the next run", flush=True)  # noqa: T201


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
