"""Lines are reached as somebody said, held by one at a time, and their secret is in the keyring alone."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import keyring
import pytest

from app.arguments import parse
from app.console import OK, REFUSED
from app.keys import line_secret
from app.phone_lines import (
    LEASE,
    Holder,
    LineLogin,
    LineWay,
    give_lease_back,
    holders,
    line_problems,
    line_way,
    line_ways,
    queues_of,
    retire_line,
    set_line,
    take_lease,
)
from app.profile import STORE_NAME
from app.profile_store import open_profile
from app.sync.console import change_line
from db.models.ledger import StoreFact
from db.models.people import Role
from db.models.phone_lines import LineLease, PersonQueue
from db.store import Store
from tests.file_keyring import FILE, FileKeyring
from tests.rows import NOW, PERSONS, put

WAY = LineWay(name="pbx", host="pbx.example", user="ringside", tls=True, port=5039)
ONE, OTHER = Holder(uuid4(), "hub-1"), Holder(uuid4(), "hub-2")
SECRET = "an unlikely word"


def test_a_line_is_what_was_said_last_and_goes(store: Store) -> None:
    with store.write() as session:
        set_line(session, replace(WAY, name="old"), NOW)
        set_line(session, WAY, NOW)
        set_line(session, replace(WAY, host="other.example", member="Local/{extension}@q/n"), NOW)
    with store.write() as session:
        assert [way.name for way in line_ways(session)] == ["old", "pbx"]
        way = line_way(session, "pbx")
        assert way is not None
        assert (way.host, way.secret_at, way.agent("8001")) == ("other.example", NOW, "Local/8001@q/n")
        assert retire_line(session, "old", NOW)
        assert not retire_line(session, "old", NOW)
        assert line_way(session, "old") is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "my line"}, "name"),
        ({"host": "pbx\r\nAction: Logoff"}, "host"),
        ({"port": 0}, "port"),
        ({"user": "me\r\n"}, "user"),
        ({"login": LineLogin.PLAIN, "tls": False}, "login"),
        ({"member": "PJSIP/8001"}, "member"),
        ({"dial_context": "a\nb"}, "dial_context"),
        ({"ca": "no certificate"}, "ca"),
    ],
)
def test_what_no_pbx_is_reached_by_is_refused(wrong: dict[str, object], field: str) -> None:
    assert [name for name, _ in line_problems(replace(WAY, **wrong))] == [field]  # type: ignore[arg-type]


def take(store: Store, holder: Holder, *, after: timedelta = timedelta(0)) -> str:
    with store.write() as session:
        return take_lease(session, "pbx", holder, NOW + after).holder.name


def let_it_run_out(store: Store) -> None:
    with store.write() as session:
        session.get_one(LineLease, "pbx").until = NOW - timedelta(days=1)


def test_a_line_is_one_holders_until_the_lease_runs_out(store: Store) -> None:
    assert take(store, ONE) == "hub-1"
    with store.read() as session:
        since = holders(session)["pbx"].since
    assert take(store, OTHER) == "hub-1"
    assert take(store, ONE) == "hub-1"
    with store.write() as session:
        assert holders(session)["pbx"].since == since
        give_lease_back(session, "pbx", OTHER)  # not its own
    assert take(store, OTHER) == "hub-1"
    let_it_run_out(store)
    assert take(store, OTHER, after=LEASE) == "hub-2"
    assert take(store, ONE, after=LEASE) == "hub-2"
    with store.write() as session:
        give_lease_back(session, "pbx", OTHER)
    assert take(store, ONE) == "hub-1"


def test_of_many_who_try_at_once_one_gets_the_line(central_store: Store) -> None:
    all_of_them = [Holder(uuid4(), f"hub-{n}") for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(5):
            names = set(pool.map(lambda holder: take(central_store, holder), all_of_them))
            assert len(names) == 1
            let_it_run_out(central_store)


def test_a_hub_whose_clock_is_wrong_takes_no_line_away(central_store: Store) -> None:
    assert take(central_store, ONE) == "hub-1"
    assert take(central_store, OTHER, after=timedelta(days=1)) == "hub-1"


def test_the_queues_of_a_person(store: Store) -> None:
    agent = PERSONS[Role.AGENT]
    put(store, *(PersonQueue(person_id=agent, queue=queue, penalty=2) for queue in ("vip", "hotline")))
    with store.read() as session:
        found = queues_of(session, [agent, PERSONS[Role.SUPERVISOR]])
        assert found == {agent: {"hotline": 2, "vip": 2}}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a desk alone that has a store, of somebody with a keyring."""
    monkeypatch.setenv(FILE, str(tmp_path / "keyring.json"))
    monkeypatch.setattr(keyring, "get_keyring", FileKeyring)
    place = tmp_path / "desk"
    open_profile(place)[0].close()
    return place


@pytest.fixture
def typed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    def run(*words: str, secret: str = SECRET) -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{secret}\n"))
        return change_line(parse(["line", *words, "--profile", str(folder)]))

    return run


ADD = ("add", "pbx", "--host", "pbx.example", "--user", "ringside", "--tls", "--password-stdin")


def test_a_desk_alone_holds_a_line_whose_secret_is_in_the_keyring_alone(
    folder: Path,
    typed: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert typed(*ADD, "--extension", "8001") == OK
    assert typed("list") == OK
    said = capsys.readouterr()
    assert "pbx  ringside at pbx.example port 5039, TLS  held by nobody" in said.out
    store, _ = open_profile(folder)
    with closing(store), store.read() as session:
        store_id = session.get_one(StoreFact, "store_id").value
        assert line_secret(store_id, "pbx") == SECRET
        [way] = line_ways(session)
        assert (way.extension, way.login, SECRET in repr(way)) == ("8001", LineLogin.MD5, False)
        rows = [str(tuple(row)) for row in session.connection().exec_driver_sql("select * from line_account")]
        assert not [row for row in rows if SECRET in row]
    assert SECRET not in said.out + said.err + caplog.text
    assert SECRET.encode() not in (folder / STORE_NAME).read_bytes()
    assert typed("remove", "pbx") == OK
    assert line_secret(store_id, "pbx") is None
    assert typed("remove", "pbx") == REFUSED


def test_a_line_without_a_secret_is_not_set(
    typed: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(*ADD) == REFUSED  # nor does one ring that has no extension
    assert typed(*ADD, "--extension", "8001", secret="") == REFUSED
    assert typed("list") == OK
    assert capsys.readouterr().out == ""
    assert typed("try", "pbx") == REFUSED
