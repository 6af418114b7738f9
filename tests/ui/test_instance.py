"""One desk per profile, tried with real processes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, Qt
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QWidget

from ui.instance import LONGEST_MESSAGE, Instance, bring_to_front, parse_message, socket_name

ROOT = Path(__file__).parents[2]

# Says "first" and then each message that it hears, or hands over its own and says whether it was taken.
DESK = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.instance import Instance

application = QCoreApplication([])
instance = Instance(Path(sys.argv[1]))
if instance.acquire():
    instance.message.connect(lambda message: print(json.dumps(message), flush=True))
    print("first", flush=True)
    application.exec()
else:
    print("taken" if instance.tell(json.loads(sys.argv[2])) else "not taken", flush=True)
"""

# Tries for one profile after another, each at the instant that it is told, and keeps what it got.
RACER = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.instance import Instance

application, kept = QCoreApplication([]), []
print("ready", flush=True)
for line in sys.stdin:
    start, profile = line.rstrip("\\n").split(" ", 1)
    kept.append(Instance(Path(profile)))
    while time.time() < float(start):
        pass
    print(kept[-1].acquire(), flush=True)
"""


class Children:
    """Child processes that end with the test."""

    def __init__(self) -> None:
        self._running: list[subprocess.Popen[str]] = []

    def start(self, script: str, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", script, *arguments]
        pipe = subprocess.PIPE
        child = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True, encoding="utf-8")
        self._running.append(child)
        return child

    def end(self) -> None:
        for child in self._running:
            child.kill()
            child.communicate()


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> Iterator[Children]:
    running = Children()
    with tempfile.TemporaryDirectory(
        prefix="ringside-"
    ) as sockets:  # what killed children leave goes with it
        monkeypatch.setenv("TMPDIR", sockets)
        yield running
        running.end()


def line_of(child: subprocess.Popen[str]) -> str:
    return child.stdout.readline().strip()


def start_desk(children: Children, profile: Path, message: dict[str, str] | None = None):
    child = children.start(DESK, str(profile), json.dumps(message or {"do": "show"}))
    return child, line_of(child)


def test_a_second_start_hands_over_and_goes(children: Children, tmp_path: Path) -> None:
    first, said = start_desk(children, tmp_path / "李娜 profile")
    assert said == "first"
    pop = {"do": "pop", "number": "+86 138 0013 8000"}
    for message in ({"do": "show"}, pop):
        second, answer = start_desk(children, tmp_path / "李娜 profile", message)
        assert answer == "taken"
        assert second.wait() == 0
        assert json.loads(line_of(first)) == message


def test_another_profile_has_a_desk_of_its_own(children: Children, tmp_path: Path) -> None:
    assert start_desk(children, tmp_path / "day")[1] == "first"
    assert start_desk(children, tmp_path / "night")[1] == "first"


def test_a_killed_desk_is_succeeded_by_the_next_start(children: Children, tmp_path: Path) -> None:
    first, _ = start_desk(children, tmp_path)
    first.kill()
    first.wait()
    assert (tmp_path / "desk.lock").exists()
    second, said = start_desk(children, tmp_path)
    assert said == "first"
    assert start_desk(children, tmp_path)[1] == "taken"
    assert json.loads(line_of(second)) == {"do": "show"}


def test_a_desk_that_has_run_for_long_is_not_taken_for_a_dead_one(children: Children, tmp_path: Path) -> None:
    start_desk(children, tmp_path)
    os.utime(tmp_path / "desk.lock", (0, 0))
    assert not Instance(tmp_path).acquire()


def test_a_running_desk_whose_lock_was_deleted_is_still_the_first(children: Children, tmp_path: Path) -> None:
    start_desk(children, tmp_path)
    (tmp_path / "desk.lock").unlink()
    assert start_desk(children, tmp_path)[1] == "taken"


@pytest.mark.parametrize("after_a_crash", [False, True])
def test_of_starts_at_the_same_moment_exactly_one_wins(
    children: Children, tmp_path: Path, after_a_crash: bool
) -> None:
    dead_lock = lock_of_a_killed_desk(children, tmp_path / "killed")
    racers = [children.start(RACER) for _ in range(4)]
    assert [line_of(racer) for racer in racers] == ["ready"] * 4
    for turn in range(12):
        profile = tmp_path / f"profile-{turn}"
        profile.mkdir()
        if after_a_crash:
            (profile / "desk.lock").write_bytes(dead_lock)
            leave_a_dead_socket(profile)
        start = time.time() + 0.03
        for racer in racers:
            print(start, profile, file=racer.stdin, flush=True)
        assert sorted(line_of(racer) for racer in racers) == ["False", "False", "False", "True"]


def lock_of_a_killed_desk(children: Children, profile: Path) -> bytes:
    child, _ = start_desk(children, profile)
    child.kill()
    child.wait()
    return (profile / "desk.lock").read_bytes()


def leave_a_dead_socket(profile: Path) -> None:
    if sys.platform != "win32":  # a named pipe dies with its process
        with socket.socket(socket.AF_UNIX) as dead:
            dead.bind(str(Path(QDir.tempPath()) / socket_name(profile)))


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x00\xff\xfe garbage\n",
        b'{"do": "pop"}\n',
        b"x" * (LONGEST_MESSAGE * 50),
        b'{"do": "pop", "number": "' + b"1" * LONGEST_MESSAGE + b'"}\n',
        b"half a mess",
    ],
)
def test_garbage_is_cut_off_and_does_no_harm(children: Children, tmp_path: Path, garbage: bytes) -> None:
    desk, _ = start_desk(children, tmp_path)
    rude = QLocalSocket()
    rude.connectToServer(socket_name(tmp_path))
    assert rude.waitForConnected(2000)
    rude.write(garbage)
    rude.flush()
    if garbage.endswith(b"\n") or len(garbage) > LONGEST_MESSAGE:
        assert rude.state() == QLocalSocket.LocalSocketState.UnconnectedState or rude.waitForDisconnected(
            2000
        )
    assert start_desk(children, tmp_path)[1] == "taken"
    assert json.loads(line_of(desk)) == {"do": "show"}


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"null",
        b"[" * 4000,
        b"[]",
        b'{"do": "quit"}',
        b'{"do": "show", "number": "1"}',
        b'{"do": "pop", "number": 13800138000}',
        b'{"do": "dial", "number": "13800138000"}',
        b'{"do": "pop", "number": ""}',
        b'{"do": "pop", "number": "1\\u0000"}',
        b'{"do": "pop", "number": "' + b"1" * 65 + b'"}',
    ],
)
def test_only_our_messages_are_understood(line: bytes) -> None:
    assert parse_message(line) is None


@pytest.mark.skipif(sys.platform == "win32", reason="a named pipe has no file")
def test_only_the_same_user_can_speak_to_the_desk(children: Children, tmp_path: Path) -> None:
    start_desk(children, tmp_path)
    path = Path(QDir.tempPath()) / socket_name(tmp_path)
    assert path.is_socket()
    assert path.stat().st_mode & 0o077 == 0


def test_a_profile_is_the_same_however_its_path_is_written(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert socket_name(tmp_path / "a" / ".." / "a") == socket_name(tmp_path / "a")
    assert socket_name(tmp_path / "b") != socket_name(tmp_path / "a")


@pytest.mark.usefixtures("qapp")
def test_a_released_profile_is_free_again(tmp_path: Path) -> None:
    first, second = Instance(tmp_path), Instance(tmp_path)
    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()


def test_a_minimised_window_comes_to_the_front(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    bring_to_front(window)
    qtbot.waitUntil(window.isActiveWindow)
    assert not window.windowState() & Qt.WindowState.WindowMinimized
