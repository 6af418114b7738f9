"""A hub as somebody types it who has just installed it: one command, and every way it can go wrong."""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
import requests

from app.hub.embedded import EmbeddedStore
from app.hub.run import Address, reserved
from tests.postgres import PostgresServer

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="the terminal of these tests is a pty"),
    pytest.mark.timeout(900),
]
ROOT = Path(__file__).parents[2]
PASSWORD = "correct horse"
LONGEST_S = 240
RINGSIDE = [
    sys.executable,
    "-X",
    "utf8",
    "-c",
    "import sys; from ui.main import main; sys.exit(main(sys.argv[1:]))",
]
Typed = Callable[..., subprocess.CompletedProcess[str]]


class Terminal:
    """A command at a terminal: what it printed, and what is typed into it."""

    def __init__(self, *words: str) -> None:
        self._master, slave = os.openpty()
        self.said = ""
        self.process = subprocess.Popen(
            [*RINGSIDE, *words], cwd=ROOT, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
        )
        os.close(slave)

    def read_until(self, words: str) -> str:
        until = time.monotonic() + LONGEST_S
        while words not in self.said:
            assert time.monotonic() < until, f"no {words!r} in {self.said!r}"
            if select.select([self._master], [], [], 0.2)[0]:
                try:
                    self.said += os.read(self._master, 65536).decode()
                except OSError:  # the command has ended
                    assert words in self.said, self.said
        return self.said

    def read_until_line(self) -> str:
        while not self.said.endswith("\n"):
            self.said += os.read(self._master, 65536).decode()
        return self.said

    def type(self, text: str) -> None:
        os.write(self._master, f"{text}\n".encode())

    def end(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        code = self.process.wait(LONGEST_S)
        with suppress(OSError):
            while select.select([self._master], [], [], 0)[0]:
                self.said += os.read(self._master, 65536).decode()
        return code

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._master)


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def begin(*words: str) -> Terminal:
        opened.append(Terminal(*words))
        return opened[-1]

    yield begin
    for one in opened:
        one.close()


@pytest.fixture
def typed() -> Typed:
    """Type a command where there is no terminal; return what came of it."""

    def run(*words: str, text: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*RINGSIDE, *words],
            cwd=ROOT,
            input=text,
            capture_output=True,
            encoding="utf-8",
            timeout=LONGEST_S,
            env={**os.environ, **environment},
        )

    return run


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """The folder of one embedded store, for a module: to make a cluster takes seconds.

    Not one of pytest's, which root alone may enter: as root the database runs as nobody.
    """
    place = Path(tempfile.mkdtemp(prefix="ringside-trial-"))
    place.chmod(0o755)
    yield place / "hub"
    with EmbeddedStore(place / "hub").running():
        pass  # stops what a killed one left
    shutil.rmtree(place)


def is_up(folder: Path) -> bool:
    pid_file = folder / "postgresql" / "data" / "postmaster.pid"
    if not pid_file.exists():
        return False
    try:
        psycopg.connect(host="127.0.0.1", port=int(pid_file.read_text().splitlines()[3]), user="nobody")
    except psycopg.OperationalError as error:
        return "password" in str(error)
    return True


def test_a_newcomer_types_one_command_and_a_desk_is_connected(terminal, typed: Typed, folder: Path):
    store = f"embedded:{folder}"
    where = ("--listen", "127.0.0.1:0", "--make-certificate", f"{folder}.tls")
    at = terminal("hub", "--store", store, *where)
    at.read_until("Login: ")
    at.type("li.na")
    at.read_until("Password of li.na: ")
    at.type(PASSWORD)
    at.read_until("The same again: ")
    at.type(PASSWORD)
    at.read_until("#sha256=")
    said = at.read_until_line()
    assert PASSWORD not in said
    [line] = re.findall(r"^  ringside connect (\S+)\r?$", said, re.MULTILINE)

    desk = folder.parent / "desk"
    connected = typed("connect", line, "--profile", str(desk))
    assert connected.returncode == 0, connected.stderr
    listed = typed("person", "list", "--store", store)
    assert listed.stdout.startswith("li.na  li.na  -  admin, ")
    checked = typed("store", "check", "--store", store)
    assert (checked.returncode, checked.stdout) == (0, "Nothing is wrong.\n"), checked.stderr
    assert at.end() == 0, at.said
    assert at.said.rstrip().endswith("The hub has ended.")
    assert not is_up(folder)


def test_a_second_start_a_killed_one_and_a_stale_file(terminal, typed: Typed, folder: Path):
    store = f"embedded:{folder}"
    typed("store", "init", "--store", store)
    add = ("person", "add", "wang.wei", "--role", "admin", "--password-stdin")
    assert typed(*add, "--store", store, text=f"{PASSWORD}\n").returncode == 0
    words = ("hub", "--store", store, "--listen", "127.0.0.1:0")
    first = terminal(*words)
    [port] = re.findall(r"listens at 127\.0\.0\.1 port (\d+)", first.read_until("ringside connect"))

    busy = typed(*words[:-1], f"127.0.0.1:{port}")
    assert (busy.returncode, busy.stdout) == (3, "")
    assert f"127.0.0.1 port {port} cannot be listened at" in busy.stderr
    second = typed(*words)
    assert second.returncode == 3
    assert "Another hub serves" in second.stderr
    assert requests.get(f"http://127.0.0.1:{port}/v1/hello", timeout=LONGEST_S).ok

    assert first.end(signal.SIGKILL) == -signal.SIGKILL
    assert is_up(folder)  # nobody stopped it
    after = terminal(*words)
    after.read_until("ringside connect")
    assert after.end(signal.SIGTERM) == 0
    assert not is_up(folder)

    pid_file = folder / "postgresql" / "data" / "postmaster.pid"
    pid_file.write_text(f"999999\n{pid_file.parent}\n1\n1\n\n127.0.0.1\n")
    assert typed("person", "list", "--store", store).returncode == 0
    assert not is_up(folder)


def test_without_a_terminal_it_says_how_to_add_somebody(typed: Typed, tmp_path: Path):
    refused = typed("person", "add", "li.na", "--role", "admin", "--store", f"embedded:{tmp_path / 'none'}")
    assert refused.returncode == 3
    assert "--password-stdin" in refused.stderr
    missing = typed("person", "list", "--store", f"embedded:{tmp_path / 'none'}")
    assert missing.returncode == 3
    assert "There is no store in" in missing.stderr
    assert not (tmp_path / "none").exists()


def test_a_store_of_ones_own_is_made_and_given_a_hub(typed: Typed, postgres_server: PostgresServer):
    url = postgres_server.create_database().replace("+psycopg", "")
    role, secret = "ringside_run_hub", url.split(":")[2].partition("@")[0]
    made = typed("store", "init", "--store", url, "--hub-role", role)
    assert made.returncode == 3
    assert f"CREATE ROLE {role} LOGIN" in made.stderr
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"create role {role} login")
    try:
        made = typed("store", "init", "--store", url, "--hub-role", role)
        assert made.returncode == 0, made.stderr
        assert made.stdout.startswith("The store was made.\nringside store regions ")
        bare = url.replace(f":{secret}@", "@")
        added = ("person", "add", "li.na", "--role", "agent", "--password-stdin", "--store", bare)
        assert typed(*added, text=f"{PASSWORD}\n", PGPASSWORD=secret).stdout == "li.na may sign in.\n"
        listed = typed("person", "list", "--store", bare, PGPASSWORD=secret)
        assert listed.stdout == "li.na  li.na  -  agent\n"
        for words in (("disable", "li.na"), ("roles", "li.na", "--role", "supervisor", "--role", "agent")):
            assert typed("person", *words, "--store", url).returncode == 0
        listed = typed("person", "list", "--store", url)
        assert listed.stdout == "li.na  li.na  -  agent, supervisor  disabled\n"
        enabled = typed("person", "enable", "li.na", "--store", url)
        assert enabled.stdout == "li.na may sign in again.\n", enabled.stderr
        restored = typed("store", "restored", "--store", url)
        assert restored.returncode == 0
        away = typed("store", "check", "--store", url.replace("127.0.0.1", "127.0.0.9"))
        assert away.returncode == 3
        assert secret not in away.stderr + away.stdout
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("update capacity set used = 0")
            connection.execute("alter table attempt disable trigger all")
        broken = typed("store", "check", "--store", url)
        assert broken.returncode == 1
        assert "guard_attempt_sealed" in broken.stdout
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"drop owned by {role}; drop role {role}")


def test_beyond_this_pc_there_is_no_plain_http(typed: Typed):
    refused = typed("hub", "--store", "postgresql://nowhere/x", "--listen", "0.0.0.0:8443")
    assert refused.returncode == 3
    assert "TLS only" in refused.stderr


def test_a_recovery_key_is_made_once(typed: Typed, folder: Path, tmp_path: Path):
    typed("store", "init", "--store", f"embedded:{folder}")
    store, out = f"embedded:{folder}", tmp_path / "recovery.pem"
    words = ("store", "recovery-key", "--out", str(out), "--password-stdin", "--store", store)
    made = typed(*words, text="of the safe\n")
    assert made.returncode == 0, made.stderr
    assert b"ENCRYPTED" in out.read_bytes()
    again = typed(*words, text="of the safe\n")
    assert again.returncode == 3
    assert "never written over" in again.stderr


def test_the_hub_sends_at_once() -> None:
    """asyncio sets TCP_NODELAY on connections of a socket of this protocol only."""
    with reserved(Address("127.0.0.1", 0)) as listening:
        assert listening.proto == socket.IPPROTO_TCP
