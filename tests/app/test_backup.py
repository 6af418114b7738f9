"""A backup is whole or not there and opens by its passphrase on another PC; a restore loses no store."""

from __future__ import annotations

import io
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath, PureWindowsPath

import keyring
import pytest
from sqlalchemy import text

import db.copying
from app import backup
from app.arguments import parse
from app.backup import BackupRefused, Why, back_up, derive_key, is_due, last_backup, restore
from app.backup_console import run_backup, run_restore
from app.console import OK, REFUSED
from app.keys import SERVICE, store_key
from app.profile import STORE_NAME, key_name
from db.copying import check_copy, uri_of
from db.ids import new_id
from db.models.ledger import StoreFact
from db.store import PAGE_BYTES, Problem, Store, StoreProblem, open_embedded
from tests.file_keyring import FILE, FileKeyring
from tests.stores import KEY

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
WORDS = "four words are easily kept"
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let argon2 be quick here: how dear it is, is no rule of these tests."""
    monkeypatch.setattr(backup, "TIME_COST", 1)
    monkeypatch.setattr(backup, "MEMORY_KIB", 64)


def keep_key(folder: Path) -> None:
    FileKeyring().set_password(SERVICE, key_name(folder), KEY.hex())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, embedded_template: Path) -> Path:
    """The profile of somebody who has worked, with a key in the keyring."""
    monkeypatch.setenv(FILE, str(tmp_path / "keyring.json"))
    monkeypatch.setattr(keyring, "get_keyring", FileKeyring)
    folder = tmp_path / "李娜"
    folder.mkdir()
    shutil.copyfile(embedded_template, folder / STORE_NAME)
    keep_key(folder)
    return folder


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """Open a store as the desk does."""
    with closing(open_embedded(folder / STORE_NAME, store_key(key_name(folder), create=False))) as store:
        yield store


def customers(folder: Path, where: str = "true") -> int:
    with opened(folder) as store, store.read() as session:
        return session.execute(text(f"select count(*) from customer where {where}")).scalar_one()


def rename_all(folder: Path) -> None:
    with opened(folder) as store, store.write() as session:
        session.execute(text("update customer set name = '后来'"))


LATER = "name = '后来'"


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_backup_made_while_the_desk_works_is_restored_on_another_pc(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = tmp_path / "out" / "monday.ringside"
    file.parent.mkdir()
    with opened(folder) as store:
        with store.write() as session:
            session.add(StoreFact(name="store_id", value=str(new_id())))
        with store.read() as session:
            there = session.execute(text("select count(*) from customer")).scalar_one()
            back_up(folder, file, WORDS, NOW)  # somebody reads, and somebody writes
        with store.write() as session:
            session.execute(text("update customer set name = '后来'"))
        last, made = last_backup(folder)
    assert last == NOW
    assert not is_due(last, made, NOW + timedelta(days=6))
    assert is_due(last, made, NOW + timedelta(days=7))
    assert files(file.parent) == {file.name}
    assert b"SQLite format" not in file.read_bytes()

    monkeypatch.setenv(FILE, str(tmp_path / "another keyring.json"))
    other = tmp_path / "another PC"
    before = file.read_bytes()
    assert restore(other, file, WORDS, NOW).made_at == NOW
    assert file.read_bytes() == before
    assert files(other) == {STORE_NAME}
    assert customers(other) == there > 0
    assert customers(other, LATER) == 0


def test_its_key_is_not_the_stores(folder: Path, tmp_path: Path):
    file = tmp_path / "b"
    back_up(folder, file, WORDS, NOW)
    with pytest.raises(sqlite3.DatabaseError), closing(sqlite3.connect(file)) as plain:
        plain.execute("select count(*) from customer")
    with pytest.raises(StoreProblem) as told:
        check_copy(file, store_key(key_name(folder), create=False))
    assert told.value.problem is Problem.WRONG_KEY


def refusal(folder: Path, file: Path, words: str = WORDS, *, replacing: bool = False) -> Why:
    with pytest.raises(BackupRefused) as refused:
        restore(folder, file, words, NOW, replacing=replacing)
    return refused.value.why


def test_what_is_no_whole_backup_changes_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    back_up(folder, tmp_path / "backup", WORDS, NOW)
    folder, file = tmp_path / "new", tmp_path / "backup"
    whole = file.read_bytes()
    turned = bytearray(whole)
    turned[len(whole) // 2] ^= 1
    cases = (
        (whole, "another passphrase", Why.NOT_OPENED),
        (b"", WORDS, Why.NOT_OPENED),
        (b"a letter to somebody, which is long enough", WORDS, Why.NOT_OPENED),
        (whole[:-PAGE_BYTES], WORDS, Why.DAMAGED),
        (whole[:-1], WORDS, Why.DAMAGED),
        (bytes(turned), WORDS, Why.DAMAGED),
    )
    for content, words, why in cases:
        file.write_bytes(content)
        assert refusal(folder, file, words) is why
        assert not (folder / STORE_NAME).exists()
    file.write_bytes(whole)
    monkeypatch.setattr(backup, "is_known", lambda _revision: False)
    assert refusal(folder, file) is Why.NEWER


def test_a_used_store_is_replaced_only_when_told_and_kept_beside_it(folder: Path, tmp_path: Path):
    file = tmp_path / "b"
    back_up(folder, file, WORDS, NOW)
    rename_all(folder)
    assert refusal(folder, file) is Why.USED
    with opened(folder), pytest.raises(StoreProblem) as told:
        restore(folder, file, WORDS, NOW, replacing=True)
    assert told.value.problem is Problem.LOCKED
    aside = restore(folder, file, WORDS, NOW, replacing=True).aside
    assert aside is not None
    assert customers(folder, LATER) == 0
    shutil.copyfile(aside, folder / STORE_NAME)  # the key is still the store's
    assert customers(folder, LATER) > 0


def test_a_store_without_its_key_is_replaced_only_when_told(folder: Path, tmp_path: Path):
    file = tmp_path / "b"
    back_up(folder, file, WORDS, NOW)
    there = customers(folder)
    Path(os.environ[FILE]).unlink()
    assert refusal(folder, file) is Why.NOT_EMPTY
    assert restore(folder, file, WORDS, NOW, replacing=True).aside is not None
    assert customers(folder) == there


def test_what_cannot_be_backed_up(folder: Path, tmp_path: Path):
    own = folder / STORE_NAME
    cases = (
        (folder, tmp_path / "b", "short", Why.SHORT),
        (folder, own, WORDS, Why.OWN_STORE),
        (folder, folder / STORE_NAME.upper(), WORDS, Why.OWN_STORE),
    )
    for of, file, words, why in (*cases, (tmp_path / "nobody", tmp_path / "b", WORDS, Why.NO_STORE)):
        with pytest.raises(BackupRefused) as refused:
            back_up(of, file, words, NOW)
        assert refused.value.why is why
    (folder / "hub.json").write_text(
        '{"url": "https://hub", "store_id": "00000000-0000-0000-0000-000000000000", "is_pinned": false}'
    )
    with pytest.raises(BackupRefused) as refused:
        back_up(folder, tmp_path / "b", WORDS, NOW)
    assert refused.value.why is Why.HAS_HUB


def test_a_backup_that_is_stopped_leaves_the_one_before(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    out = tmp_path / "out"
    out.mkdir()
    back_up(folder, out / "b", WORDS, NOW)
    before = (out / "b").read_bytes()
    monkeypatch.setattr("db.copying.STEPS", 10)
    heard: list[float] = []

    def told(share: float) -> bool:
        heard.append(share)
        return len(heard) < 20

    with pytest.raises(InterruptedError):
        back_up(folder, out / "b", WORDS, NOW, told)
    assert files(out) == {"b"}
    assert (out / "b").read_bytes() == before


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from app import backup
from db import copying
backup.TIME_COST, backup.MEMORY_KIB, copying.STEPS = 1, 64, 100
heard = []
def told(share):
    heard.append(share)
    if len(heard) > 200:
        os.kill(os.getpid(), signal.SIGKILL)
    return True
backup.back_up(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], datetime.now(UTC), told)
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGKILL")
def test_a_backup_that_is_killed_leaves_the_one_before(folder: Path, tmp_path: Path):
    out = tmp_path / "out"
    out.mkdir()
    back_up(folder, out / "b", WORDS, NOW)
    before, there = (out / "b").read_bytes(), customers(folder)
    environ = os.environ | {"PYTHON_KEYRING_BACKEND": "tests.file_keyring.FileKeyring"}
    child = [sys.executable, "-c", KILLED, str(folder), str(out / "b"), WORDS]
    assert subprocess.run(child, cwd=ROOT, env=environ).returncode == -signal.SIGKILL
    assert (out / "b").read_bytes() == before
    assert len(files(out)) > 1  # what was begun
    assert customers(folder) == there
    back_up(folder, out / "b", WORDS, NOW)
    assert files(out) == {"b"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)]
    if os.name != "posix" or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only an administrator of this system can mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_told_and_left_as_it_was(folder: Path, small_disk: Path):
    with pytest.raises(StoreProblem) as told:
        back_up(folder, small_disk / "b", WORDS, NOW)
    assert told.value.problem is Problem.FULL
    assert files(small_disk) == set()


def test_by_the_command_line_the_passphrase_is_asked_for(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "b"
    asked = iter([WORDS, "something else", WORDS, WORDS, "a wrong passphrase", *3 * [WORDS]])
    monkeypatch.setattr("app.backup_console.getpass", lambda _prompt: next(asked))
    words = [str(file), "--profile", str(folder)]
    assert run_backup(parse(["backup", *words])) == REFUSED  # typed differently the second time
    assert not file.exists()
    assert run_backup(parse(["backup", *words])) == OK
    assert run_restore(parse(["restore", *words])) == REFUSED
    assert "passphrase is wrong" in capsys.readouterr().err
    with opened(folder):
        assert run_restore(parse(["restore", *words, "--replace"])) == REFUSED
    assert "close the desk first" in capsys.readouterr().err
    assert run_restore(parse(["restore", *words, "--replace"])) == OK
    assert ".aside-" in capsys.readouterr().out
    assert run_restore(parse(["restore", str(tmp_path / "nothing"), *words[1:]])) == REFUSED
    Path(os.environ[FILE]).unlink()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{WORDS}\n"))
    assert run_backup(parse(["backup", *words, "--password-stdin"])) == REFUSED
    assert "no key for the store" in capsys.readouterr().err


def test_a_backup_may_lie_on_a_share_of_another_pc():
    assert uri_of(PureWindowsPath(r"\\nas\b#1\a b")) == "file:////nas/b%231/a%20b"
    assert uri_of(PureWindowsPath(r"D:\b")) == "file:///D:/b"
    assert uri_of(PurePosixPath("/b?")) == "file:///b%3F"


def test_its_copy_never_has_a_log(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A share does not bear the log that a store at work has."""
    written: list[Path] = []
    kept = db.copying._connect
    monkeypatch.setattr(
        db.copying, "_connect", lambda path, key, **how: written.append(path) or kept(path, key, **how)
    )
    back_up(folder, tmp_path / "b", WORDS, NOW)
    assert set(written) == {folder / STORE_NAME}
    assert (tmp_path / "b").stat().st_size % PAGE_BYTES == 0
    assert restore(tmp_path / "new", tmp_path / "b", WORDS, NOW).made_at == NOW


def test_a_passphrase_is_the_same_however_a_keyboard_writes_it():
    assert derive_key("caf\u00e9 au lait", b"s" * 16) == derive_key("cafe\u0301 au lait", b"s" * 16)


def test_a_full_disk_under_the_store_does_not_deny_the_backup(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(path: Path, *_: object) -> None:
        raise StoreProblem(Problem.FULL, str(path))

    monkeypatch.setattr(backup, "put_fact_into", full)
    monkeypatch.setattr(backup.log, "warning", lambda *_: None)
    back_up(folder, tmp_path / "b", WORDS, NOW)
    assert restore(tmp_path / "new", tmp_path / "b", WORDS, NOW).made_at == NOW


def test_a_restore_without_room_for_the_store_before_changes_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    back_up(folder, tmp_path / "b", WORDS, NOW)
    rename_all(folder)

    def full(_source: Path, target: Path) -> None:
        target.write_bytes(b"begun")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copyfile", full)
        patched.setattr("sys.stdin", io.StringIO(f"{WORDS}\n"))
        words = ["restore", str(tmp_path / "b"), "--profile", str(folder), "--replace", "--password-stdin"]
        assert run_restore(parse(words)) == REFUSED
    said = capsys.readouterr().err
    assert "No space left on device" in said
    assert "None" not in said
    assert files(folder) == {STORE_NAME}
    assert customers(folder, LATER) > 0
