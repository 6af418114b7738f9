"""Each thing is looked at by itself: what is broken is one line, and the other lines are there."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import keyring
import keyring.backends.fail
import pytest

from app.config import Settings
from app.crash_reports import Kind, ReportBox
from app.doctor import hub as hub_probe
from app.doctor.finding import Finding, State, examine
from app.doctor.hub import look_at_hub
from app.doctor.pc import look_at_clock
from app.doctor.probes import probes_of
from app.keys import SERVICE, store_key
from app.profile import STORE_NAME, key_name
from app.wire import Hello
from db import schema
from db.ids import new_id
from db.models.ledger import StoreFact
from db.store import open_embedded
from tests.file_keyring import FILE, FileKeyring
from tests.stores import KEY

NOW = datetime.now(UTC)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, embedded_template: Path) -> Path:
    """A profile that is all right."""
    monkeypatch.setenv(FILE, str(tmp_path / "keyring.json"))
    monkeypatch.setattr(keyring, "get_keyring", FileKeyring)
    folder = tmp_path / "profile"
    folder.mkdir()
    (folder / STORE_NAME).write_bytes(embedded_template.read_bytes())
    (folder / "ringside.log").touch()
    FileKeyring().set_password(SERVICE, key_name(folder), KEY.hex())
    with closing(open_embedded(folder / STORE_NAME, KEY)) as store, store.write() as session:
        session.add(StoreFact(name="store_id", value=str(new_id())))
    return folder


def lines(folder: Path, settings: Settings | None = None, now: datetime = NOW) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in examine(probes_of(folder, settings or Settings(folder), now)):
        found.setdefault(finding.probe, []).append(finding)
    return found


def test_a_desk_that_is_all_right(folder: Path):
    with closing(open_embedded(folder / STORE_NAME, KEY)):  # also while it is open
        found = lines(folder)
    expected = "versions profile_ok keyring_ok store_ok backup_never hub_none line_softphone"
    assert [each.code for probe in found.values() for each in probe] == [
        *expected.split(),
        *["clock_ok", "settings_ok", "log_ok", "reports_none"],
    ]
    assert {each.state for probe in found.values() for each in probe} == {State.OK}
    said = json.dumps([dict(each.details) for probe in found.values() for each in probe])
    assert KEY.hex() not in said


def test_half_of_it_broken_leaves_the_other_lines(folder: Path, monkeypatch: pytest.MonkeyPatch):
    store = folder / STORE_NAME
    content = bytearray(store.read_bytes())
    content[len(content) // 2] ^= 1
    store.write_bytes(content)
    (folder / "settings.json").write_text('{"theme": "pink"}', encoding="utf-8")
    ReportBox(folder).keep(Kind.ERROR, ValueError("x"), "", NOW)
    found = lines(folder, now=NOW + timedelta(days=30))
    assert found["store"][0].code == "store_damaged"
    assert [each.code for each in found["settings"]] == ["setting_wrong"]
    assert found["reports"][0].state is State.LOOK
    assert (found["backup"][0].state, found["backup"][0].code) == (State.LOOK, "backup_never")
    assert lines(folder, now=NOW - timedelta(days=2))["clock"][0].code == "clock_back"

    store.write_bytes(content[:-1])
    assert lines(folder)["store"][0].state is State.BROKEN
    (folder.parent / "keyring.json").unlink()
    assert lines(folder)["store"][0].code == "store_key_missing"
    monkeypatch.setattr(keyring, "get_keyring", keyring.backends.fail.Keyring)
    found = lines(folder)
    assert (found["keyring"][0].code, found["store"][0].code) == ("keyring_none", "store_no_keyring")
    assert found["clock"][0].state is State.OK
    nobody = lines(folder / "nobody")
    assert (nobody["profile"][0].code, nobody["store"][0].code) == ("profile_none", "store_none")


def test_a_key_of_another_store_is_told(folder: Path):
    FileKeyring().set_password(SERVICE, key_name(folder), bytes(32).hex())
    assert store_key(key_name(folder), create=False) == bytes(32)
    assert lines(folder)["store"][0].code == "store_wrong_key"


def test_a_look_that_fails_or_hangs_is_a_line():
    hanging = threading.Event()

    def fails() -> Iterable[Finding]:
        yield Finding("a", State.OK, "first")
        raise PermissionError(13, "Permission denied", "/home/李娜")

    def hangs() -> Iterable[Finding]:
        hanging.wait()
        return []

    found = list(
        examine({"a": fails, "b": hangs, "c": lambda: [Finding("c", State.OK, "fine")]}, limit_s=0.05)
    )
    hanging.set()
    assert [(each.probe, each.code) for each in found] == [
        ("a", "first"),
        ("a", "probe_failed"),
        ("b", "no_answer"),
        ("c", "fine"),
    ]
    assert found[1].details["why"] == "PermissionError: Permission denied"


STORE_ID = UUID(int=7)
MADE_AT = datetime.now(UTC)


class FakeClient:
    """A hub that answers as a test wants."""

    def __init__(self, answer: Hello | Exception) -> None:
        self._answer = answer

    def hello(self) -> Hello:
        if isinstance(self._answer, Exception):
            raise self._answer
        asked_late = datetime.now(UTC) - MADE_AT  # the suite may take its time
        return self._answer.model_copy(update={"hub_time": self._answer.hub_time + asked_late})

    def close(self) -> None:
        pass


def hello(**changed: object) -> Hello:
    said = {
        "api_oldest": 1,
        "api_newest": 1,
        "revision": schema.HEAD,
        "store_id": STORE_ID,
        "epoch": STORE_ID,
        "hub_time": MADE_AT,
        "recovery_key": "",
    }
    return Hello.model_validate(said | changed)


def gone(cause: str) -> Exception:
    from app.sync.client import HubGone

    error = HubGone(cause)
    error.__cause__ = OSError(cause)
    return error


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        (hello(), ["hub_ok"]),
        (hello(store_id=UUID(int=8)), ["hub_other_store"]),
        (hello(revision="0001"), ["hub_other_revision"]),
        (hello(hub_time=MADE_AT + timedelta(hours=2)), ["hub_ok", "clock_off"]),
        (gone("connection refused"), ["hub_gone"]),
        (gone("certificate verify failed: self-signed"), ["hub_not_believed"]),
    ],
)
def test_what_a_hub_says_of_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Hello | Exception, codes: list[str]
):
    place = {"url": "https://hub:8443", "store_id": str(STORE_ID), "is_pinned": False}
    (tmp_path / "hub.json").write_text(json.dumps(place), encoding="utf-8")
    monkeypatch.setattr(hub_probe, "client_of", lambda _folder, _place: FakeClient(answer))
    assert [each.code for each in look_at_hub(tmp_path)] == codes


def test_a_hub_that_cannot_be_looked_up(tmp_path: Path):
    assert [each.code for each in look_at_hub(tmp_path, "https://hub:8443#sha256=aa")] == ["hub_wanted"]
    (tmp_path / "hub.json").write_text("{", encoding="utf-8")
    assert [each.code for each in look_at_hub(tmp_path)] == ["hub_file_damaged"]
    person = tmp_path / "persons" / "aa"
    person.mkdir(parents=True)
    assert lines(tmp_path)["hub"][0].state is State.BROKEN
    from app.doctor.hub import look_at_copies

    assert [each.code for each in look_at_copies(tmp_path, NOW)] == ["copy_damaged"]


def test_a_file_that_goes_meanwhile_is_no_trouble_of_the_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Path, "iterdir", lambda folder: iter([folder / "settings.json.new"]))
    (finding,) = look_at_clock(tmp_path, NOW)
    assert finding.code == "clock_ok"
