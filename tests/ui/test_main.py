"""The program as a person starts it: real processes, their exit codes and what they say."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.request import Request, urlopen

import keyring
import pytest
from sqlalchemy import text

from app.keys import HOOK, store_key
from app.profile import STORE_NAME, key_name
from app.profile_store import open_profile
from db.store import embedded_engine, open_embedded
from tests.file_keyring import BACKEND, FILE, FileKeyring
from ui.main import main

ROOT = Path(__file__).parents[2]
PATIENCE_S = 240
PROGRAM = "import sys; from ui.main import main; sys.exit(main())"

# The program, which says when its desk is open.
PROGRAM_THAT_SAYS = """
import sys
from ui.main import main
from ui.seat import Seat
start = Seat.start
def start_and_say(seat):
    start(seat)
    print("open", flush=True)
Seat.start = start_and_say
sys.exit(main())
"""


class Starts:
    """Starts of the program by one person, whose keyring and temporary files are in a folder."""

    def __init__(self, folder: Path, sockets: str) -> None:
        self.folder, self.profile = folder, folder / "Ringside"
        self.temporary = Path(sockets)
        self._running: list[subprocess.Popen[str]] = []
        self.environ = os.environ | {
            "PYTHON_KEYRING_BACKEND": BACKEND,
            FILE: str(folder / "keyring.json"),
            "TMPDIR": sockets,
            "TEMP": sockets,
        }

    def begin(self, *arguments: str, program: str = PROGRAM, **environ: str) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-c", program, *arguments],
            cwd=ROOT,
            env=self.environ | environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        self._running.append(child)
        return child

    def run(self, *arguments: str, **environ: str) -> tuple[int, str]:
        """Return the exit code and all that was said on stderr."""
        child = self.begin(*arguments, **environ)
        _, said = child.communicate(timeout=PATIENCE_S)
        return child.returncode, said

    def open_desk(self, *arguments: str) -> subprocess.Popen[str]:
        """Return a start whose desk is open."""
        child = self.begin(*arguments, program=PROGRAM_THAT_SAYS)
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n", child.communicate()[1]
        return child

    def end(self) -> None:
        for child in self._running:
            child.kill()
            child.communicate()


@pytest.fixture
def starts(tmp_path: Path) -> Iterator[Starts]:
    with tempfile.TemporaryDirectory(prefix="ringside-") as sockets:  # a socket's path must be short
        running = Starts(tmp_path, sockets)
        yield running
        running.end()


@pytest.fixture
def furnished(starts: Starts, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The store of somebody who has opened and closed the desk before."""
    monkeypatch.setenv(FILE, str(starts.folder / "keyring.json"))
    monkeypatch.setattr(keyring, "get_keyring", FileKeyring)
    open_profile(starts.profile)[0].close()
    return starts.profile / STORE_NAME


def calls_in(folder: Path) -> list[str]:
    with closing(open_profile(folder)[0]) as store, store.read() as session:
        return list(session.scalars(text("select ani from call")))


def test_an_unknown_command_ends_with_2() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["frob"])
    assert ended.value.code == 2


@pytest.mark.usefixtures("furnished")
def test_a_second_start_hands_over_and_the_desk_pops(starts: Starts) -> None:
    profile = ("--profile", str(starts.profile))
    first = starts.open_desk(*profile)
    assert starts.run(*profile, "pop", "13800138000") == (0, "")
    assert starts.run(*profile) == (0, "")
    first.terminate()
    assert first.wait(PATIENCE_S) == 0
    assert calls_in(starts.profile) == ["13800138000"]
    log = (starts.profile / "ringside.log").read_text(encoding="utf-8")
    assert "ERROR" not in log
    assert "CRITICAL" not in log


@pytest.mark.usefixtures("furnished")
def test_a_link_rings_nobody_and_the_hook_of_a_softphone_does(starts: Starts) -> None:
    """A link comes without a profile, to the desk of who is signed in to the PC."""
    (starts.profile / "settings.json").write_text('{"pop_hook": 47603}')
    at_home = {"XDG_DATA_HOME": str(starts.folder), "LOCALAPPDATA": str(starts.folder)}
    starts.environ |= at_home
    first = starts.open_desk()
    assert starts.run("tel:+86-139-0013-9000;ext=12") == (0, "")
    token = FileKeyring().get_password(HOOK, key_name(starts.profile))
    hook = Request("http://127.0.0.1:47603/pop?number=10086", headers={"Authorization": f"Bearer {token}"})
    with urlopen(hook, timeout=PATIENCE_S) as answer:
        assert answer.status == 204
    assert starts.run("pop", "13800138000") == (0, "")  # the hook's ring is before it
    first.terminate()
    assert first.wait(PATIENCE_S) == 0
    assert sorted(calls_in(starts.profile)) == ["10086", "13800138000"]


def test_without_a_keyring_it_says_so_and_stores_nothing(starts: Starts) -> None:
    code, said = starts.run(
        "--profile",
        str(starts.profile),
        "--language",
        "en",
        PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring",
    )
    assert code == 3
    assert "This PC has no keyring" in said
    assert "Traceback" not in said
    assert not list(starts.profile.glob("*.db*"))


def truncate(store: Path) -> None:
    os.truncate(store, store.stat().st_size - 100)


def seal_with_another_key(store: Path) -> None:
    store.unlink()
    open_embedded(store, bytes(32), create=True).close()


def make_read_only(store: Path) -> None:
    store.chmod(stat.S_IRUSR)


def make_newer(store: Path) -> None:
    engine = embedded_engine(store, store_key(key_name(store.parent), create=False), writer=True)
    with engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    engine.dispose()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (truncate, "The store is damaged"),
        (seal_with_another_key, "cannot be read with this PC's key"),
        (make_read_only, "The store may not be written"),
        (make_newer, "made by a newer Ringside"),
    ],
)
def test_a_store_that_cannot_be_used_is_told_and_stays_as_it_is(
    starts: Starts, furnished: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    spoil(furnished)
    before = furnished.read_bytes()
    code, said = starts.run("--profile", str(starts.profile), "--language", "en")
    assert code == 3
    assert sentence in said
    assert str(furnished) in said
    assert "Traceback" not in said
    assert furnished.read_bytes() == before


def test_a_store_in_use_is_told_in_the_language_of_the_screen(starts: Starts, furnished: Path) -> None:
    engine = embedded_engine(furnished, store_key(key_name(starts.profile), create=False), writer=True)
    with engine.begin():
        code, said = starts.run("--profile", str(starts.profile), "--language", "zh_CN")
    engine.dispose()
    assert code == 3
    assert "占用" in said


def test_a_profile_where_no_folder_can_be_is_told(starts: Starts) -> None:
    (starts.folder / "letter").touch()
    code, said = starts.run("--profile", str(starts.folder / "letter" / "desk"), "--language", "en")
    assert (code, "may not be written" in said) == (3, True)


def test_the_demo_goes_with_ctrl_c_and_leaves_nothing(starts: Starts) -> None:
    demo = starts.open_desk("demo", "--customers", "20", "--seed", "7")
    assert [path.name for path in starts.temporary.glob("ringside-demo-*")]
    demo.send_signal(signal.SIGINT)
    assert demo.wait(PATIENCE_S) == 0
    assert not list(starts.temporary.glob("ringside-demo-*"))


@pytest.fixture
def no_display(starts: Starts) -> None:
    if sys.platform != "linux":
        pytest.skip("elsewhere there is always a screen")
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        starts.environ.pop(name, None)


@pytest.mark.usefixtures("no_display")
def test_without_a_display_the_demo_works_a_shift_by_itself(starts: Starts) -> None:
    child = starts.begin("demo", "--customers", "100", "--seed", "7", "--calls", "1")
    report, said = child.communicate(timeout=PATIENCE_S)
    assert "So the demo works a shift by itself" in said
    found = json.loads(report.splitlines()[-1])
    assert (child.returncode, found["calls"], found["failures"]) == (0, 1, [])
    assert not list(starts.temporary.glob("ringside-*"))


@pytest.mark.usefixtures("no_display")
def test_a_recording_is_not_played_where_nobody_can_see_it(starts: Starts) -> None:
    recording = ROOT / "tests" / "data" / "ami" / "answered-lite.txt"
    code, said = starts.run("demo", "--line", f"recorded:{recording}")
    assert code == 3
    assert "There is no display here" in said


def test_a_recorded_pbx_rings_the_desk(starts: Starts) -> None:
    recording = ROOT / "tests" / "data" / "ami" / "answered-caller-hangup.txt"
    kept = starts.folder / "kept"
    line = ("--line", f"recorded:{recording}", "--speed", "1000")
    demo = starts.open_desk("demo", "--customers", "20", "--seed", "7", "--out", str(kept), *line)
    calls = (
        "select count(*) from call where line = 'recorded:answered-caller-hangup' and ended_at is not null"
    )
    deadline = time.monotonic() + PATIENCE_S
    with closing(sqlite3.connect(kept / "demo-7.sqlite")) as store:
        while store.execute(calls).fetchone() == (0,) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert store.execute(calls).fetchone() == (1,)
    demo.terminate()
    assert demo.wait(PATIENCE_S) == 0
