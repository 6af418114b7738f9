"""The store of ``embedded:DIR``: a PostgreSQL for a trial or a few desks, up while somebody needs it."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import URL

from app.hub.postgres import (
    LOOPBACK,
    OWNER,
    Cluster,
    find_binaries,
    readable_binaries,
    version_of,
)
from app.hub.problems import HubProblem

HUB, DATABASE = "ringside_hub", "ringside"
SETTINGS = """\
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 60
shared_buffers = 128MB
"""
_FIRST = "postgres"  # the database that every cluster has
_OTHERS = (
    "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"
)
_LEAVING_S, _LOOKS = 0.1, 30  # who has just hung up is listed a little longer


class EmbeddedStore:
    """The central store of ``embedded:DIR``: a cluster with an owner and a hub's role, started when needed.

    Both passwords lie in a password file of libpq beside the data, which tells no more than the data does.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._place = folder / "postgresql"

    @property
    def is_made(self) -> bool:
        return self._place.exists()

    @contextmanager
    def running(self) -> Iterator[int]:
        """Keep the database up meanwhile; it is stopped by whoever leaves last. Raises HubProblem."""
        if not self.is_made:
            self._make()
        cluster = self._cluster(self._place)
        self._refuse_other_version(cluster)
        port = self._port_if_up(cluster) or cluster.begin()
        try:
            self._furnish(port)
            yield port
        finally:
            if self._is_alone(port):
                cluster.stop()

    def url(self, port: int, role: str = OWNER) -> URL:
        """Return the address of the database, which names the file with the password and not the password."""
        query = {"passfile": str(self._passfile)}
        return URL.create(
            "postgresql+psycopg", username=role, host=LOOPBACK, port=port, database=DATABASE, query=query
        )

    @property
    def _passfile(self) -> Path:
        return self._place / "pgpass"

    def _make(self) -> None:
        """Make the cluster beside its place and move it there whole: no half-made one is ever found."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            fresh = Path(tempfile.mkdtemp(prefix="postgresql.", dir=self.folder))
        except OSError as error:
            raise HubProblem(f"{self.folder} cannot be written: {error.strerror}") from error
        try:
            fresh.chmod(0o755)  # whom the server runs as has to come through; its data lets in nobody else
            passwords = {role: secrets.token_urlsafe(24) for role in (OWNER, HUB)}
            _write_passfile(fresh / "pgpass", passwords)
            self._cluster(fresh).make(passwords[OWNER], SETTINGS)
            fresh.rename(self._place)
        except OSError as error:
            raise HubProblem(f"{self._place} cannot be made: {error.strerror}") from error
        finally:
            shutil.rmtree(fresh, ignore_errors=True)

    def _cluster(self, place: Path) -> Cluster:
        return Cluster(place, readable_binaries(find_binaries(), self.folder / "programs"))

    def _refuse_other_version(self, cluster: Cluster) -> None:
        made = (cluster.data / "PG_VERSION").read_text(encoding="ascii").strip()
        here = version_of(find_binaries())
        if made != here:
            raise HubProblem(
                f"{self.folder} was made by PostgreSQL {made}, the programs here are {here}: dump it with the"
                " programs that made it (pg_dumpall) and restore it into a new folder."
            )

    def _port_if_up(self, cluster: Cluster) -> int | None:
        """Return the port of the server that is up, also when whoever started it was killed."""
        port = cluster.port()
        if port is None:
            return None
        with suppress(psycopg.OperationalError), self._connect(port, _FIRST) as connection:
            found = connection.execute("show data_directory").fetchone()
            if found is not None and Path(found[0]).samefile(cluster.data):
                return port
        return None

    def _furnish(self, port: int) -> None:
        """Make the database and the hub's role unless they are there: who began may have been killed."""
        with self._connect(port, _FIRST) as connection:
            connection.execute("select pg_advisory_lock(1)")  # two may begin at once
            if not connection.execute("select 1 from pg_roles where rolname = %s", [HUB]).fetchone():
                verifier = connection.pgconn.encrypt_password(
                    self._password(HUB).encode(), HUB.encode(), b"scram-sha-256"
                ).decode()
                make = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
                connection.execute(make.format(sql.Identifier(HUB), sql.Literal(verifier)))
            if not connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

    def _is_alone(self, port: int) -> bool:
        with suppress(psycopg.OperationalError), self._connect(port, _FIRST) as connection:
            for _ in range(_LOOKS):
                found = connection.execute(_OTHERS).fetchone()
                if found == (0,):
                    return True
                time.sleep(_LEAVING_S)
        return False  # others work with it, or it went by itself

    def _connect(self, port: int, database: str) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=LOOPBACK,
            port=port,
            user=OWNER,
            dbname=database,
            passfile=str(self._passfile),
            connect_timeout=5,
            autocommit=True,
        )

    def _password(self, role: str) -> str:
        for line in self._passfile.read_text(encoding="ascii").splitlines():
            *_, user, password = line.split(":")
            if user == role:
                return password
        raise HubProblem(f"{self._passfile} has no password of {role}.")


def _write_passfile(path: Path, passwords: dict[str, str]) -> None:
    path.touch(mode=0o600)  # libpq takes no other
    lines = [f"{LOOPBACK}:*:*:{role}:{password}\n" for role, password in passwords.items()]
    path.write_text("".join(lines), encoding="ascii")
