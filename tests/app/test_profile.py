"""A profile: a sealed store of its own with one person, made at the first time and found again."""

from __future__ import annotations

import os
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest
from sqlalchemy import Connection, text

from app.arguments import parse
from app.console import OK, REFUSED
from app.demo.store import demo_path, demo_store
from app.errors import DomainError
from app.lines import site_of, sites
from app.profile import STORE_NAME
from app.profile_store import open_profile
from app.sync.console import change_line, load_calendar
from db.models.people import Role
from db.store import Problem, Store, StoreProblem
from tests.file_keyring import FILE, FileKeyring


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a new profile, of somebody with a keyring."""
    monkeypatch.setenv(FILE, str(tmp_path / "keyring.json"))
    monkeypatch.setattr(keyring, "get_keyring", FileKeyring)
    return tmp_path / "李娜"


def rows_of(store: Store, query: str) -> list[tuple[object, ...]]:
    with store.read() as session:
        return [tuple(row) for row in session.execute(text(query))]


def test_the_first_opening_furnishes_it(folder: Path):
    store, actor = open_profile(folder)
    with closing(store):
        assert actor.roles == frozenset(Role)
        assert actor.name
        facts = dict(rows_of(store, "select name, value from store_fact"))
        assert 9000 <= int(str(facts["desk_number"])) <= 9999
        assert facts["store_id"]
        for table in ("region", "product_model", "fault", "code"):
            assert rows_of(store, f"select count(*) from {table}") > [(10,)]
        assert rows_of(store, "select count(*) from customer") == [(0,)]


def test_the_next_opening_finds_the_same_store_and_person(folder: Path):
    facts = "select name, value from store_fact where name in ('store_id', 'desk_number') order by name"
    found = []
    for _ in range(2):
        store, actor = open_profile(folder)
        with closing(store):
            found.append((actor, rows_of(store, facts), rows_of(store, "select count(*) from person")))
    assert found[0] == found[1]
    assert found[0][2] == [(1,)]


def test_it_is_the_same_profile_however_its_folder_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch):
    open_profile(folder)[0].close()
    monkeypatch.chdir(folder.parent)
    open_profile(Path(folder.name))[0].close()
    open_profile(folder / ".." / folder.name)[0].close()


def test_without_its_key_a_store_is_told_and_stays_as_it_was(folder: Path):
    open_profile(folder)[0].close()
    before = (folder / STORE_NAME).read_bytes()
    Path(os.environ[FILE]).unlink()
    with pytest.raises(DomainError) as refused:
        open_profile(folder)
    assert refused.value.code == "key_missing"
    assert (folder / STORE_NAME).read_bytes() == before


def test_nothing_is_stored_plain(folder: Path):
    store, actor = open_profile(folder)
    with closing(store):
        for path in folder.iterdir():
            assert b"SQLite format" not in path.read_bytes()
            assert actor.name.encode() not in path.read_bytes()


def test_a_store_that_was_left_before_it_was_furnished_is_furnished_now(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    def leave(_connection: Connection) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as left:
        left.setattr("app.profile_store.insert_reference", leave)
        with pytest.raises(KeyboardInterrupt):
            open_profile(folder)
    assert (folder / STORE_NAME).exists()
    store, actor = open_profile(folder)
    with closing(store):
        assert actor.roles == frozenset(Role)
        assert rows_of(store, "select count(*) from code") > [(10,)]


def test_without_a_keyring_nothing_is_stored(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(keyring, "get_keyring", keyring.backends.fail.Keyring)
    with pytest.raises(DomainError) as refused:
        open_profile(folder)
    assert refused.value.code == "no_keyring"
    assert not (folder / STORE_NAME).exists()


def test_a_demos_file_is_not_opened_even_under_our_name(folder: Path):
    open_profile(folder)[0].close()
    with demo_store(7, 5, folder, now=datetime(2026, 11, 20, 2, tzinfo=UTC)):
        pass
    store = folder / STORE_NAME
    before = store.read_bytes()
    open_profile(folder)[0].close()  # the demo's file beside it is not looked at
    assert len(store.read_bytes()) == len(before)
    demo_path(folder, 7).replace(store)
    with pytest.raises(StoreProblem) as told:
        open_profile(folder)
    assert told.value.problem is Problem.WRONG_KEY


def test_a_read_only_store_is_told_and_stays_as_it_was(folder: Path):
    open_profile(folder)[0].close()
    store = folder / STORE_NAME
    before = store.read_bytes()
    store.chmod(stat.S_IRUSR)
    with pytest.raises(StoreProblem) as told:
        open_profile(folder)
    assert told.value.problem is Problem.READ_ONLY
    assert store.read_bytes() == before


def test_a_notice_is_loaded_into_a_desk_without_a_hub(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "notice.csv"
    file.write_text("2027-02-05,off,春节\n", encoding="utf-8")
    words = ["calendar", str(file), "--source", "notice of 2026-11", "--profile", str(folder)]
    assert load_calendar(parse(words)) == REFUSED
    open_profile(folder)[0].close()
    assert load_calendar(parse(words)) == OK
    store, _ = open_profile(folder)
    with closing(store):
        query = "select count(*) from calendar_day where provisional"
        assert rows_of(store, query) == [(0,)]
    assert "settled" in capsys.readouterr().out


def test_a_desk_without_a_hub_says_where_its_line_stands(folder: Path, capsys: pytest.CaptureFixture[str]):
    words = ["line", "site", "gate", "--area", "0816", "--prefix", "9", "--profile", str(folder)]
    assert change_line(parse(words)) == REFUSED
    open_profile(folder)[0].close()
    assert change_line(parse([*words[:4], "0099", *words[5:]])) == REFUSED
    assert "no such area code" in capsys.readouterr().err
    assert change_line(parse(words)) == OK
    store, _ = open_profile(folder)
    with closing(store), store.read() as session:
        assert site_of(sites(session), "gate").read("98888333").key == "f:+868168888333"
