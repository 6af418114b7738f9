"""The store's key lies in the system's keyring; where there is none, that is said and nothing is written."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringLocked

from app.errors import KeyMissing, NoKeyring
from app.keys import SERVICE, store_key
from db.store import Problem, StoreProblem, open_embedded


class MemoryRing(KeyringBackend):
    """A keyring that keeps its secrets as long as it lives."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class LockedRing(MemoryRing):
    """A keyring whose owner does not unlock it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(f"{service} {username}")


class ForgetfulRing(MemoryRing):
    def set_password(self, service: str, username: str, password: str) -> None: ...


PlainFile = type("PlaintextKeyring", (MemoryRing,), {"__module__": "keyrings.alt.file"})


@pytest.fixture(autouse=True)
def _given_back() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.fixture
def ring() -> MemoryRing:
    ring = MemoryRing()
    keyring.set_keyring(ring)
    return ring


def test_a_key_is_made_once_and_found_again(ring: MemoryRing) -> None:
    key = store_key("tian", create=True)
    assert len(key) == 32
    assert store_key("tian", create=False) == store_key("tian", create=True) == key
    assert ring.kept == {(SERVICE, "tian"): key.hex()}


def test_every_profile_has_a_key_of_its_own(ring: MemoryRing) -> None:
    keys = {store_key(profile, create=True) for profile in ("tian", Path("tian") / "b", "ceng")}
    assert len(keys) == len(ring.kept) == 3


def test_a_key_that_is_not_there_is_not_made_for_a_store_that_is(ring: MemoryRing) -> None:
    with pytest.raises(KeyMissing) as told:
        store_key("tian", create=False)
    assert told.value.details == {"profile": "tian"}
    assert ring.kept == {}


@pytest.mark.parametrize("kept", ["", "zz", "00" * 31, "00" * 33])
def test_what_is_no_key_is_left_alone(ring: MemoryRing, kept: str) -> None:
    ring.kept[SERVICE, "tian"] = kept
    with pytest.raises(KeyMissing):
        store_key("tian", create=True)
    assert ring.kept == {(SERVICE, "tian"): kept}


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, LockedRing, ForgetfulRing, PlainFile])
def test_where_no_safe_place_is_it_is_said_and_nothing_is_kept(backend: type[KeyringBackend]) -> None:
    ring = backend()
    keyring.set_keyring(ring)
    with pytest.raises(NoKeyring) as told:
        store_key("tian", create=True)
    assert told.value.code == "no_keyring"
    assert told.value.details["why"]
    assert not getattr(ring, "kept", {})


def test_of_several_keyrings_the_first_safe_one_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, safe = PlainFile(), MemoryRing()
    monkeypatch.setattr(ChainerBackend, "backends", [plain, safe])
    keyring.set_keyring(ChainerBackend())
    key = store_key("tian", create=True)
    assert safe.kept == {(SERVICE, "tian"): key.hex()}
    assert not plain.kept


def test_the_key_opens_its_store_and_is_told_to_nobody(
    ring: MemoryRing, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    path = tmp_path / "ringside.db"
    key = store_key("tian", create=True)
    open_embedded(path, key, create=True).close()
    with closing(open_embedded(path, store_key("tian", create=False))):
        pass
    with pytest.raises(StoreProblem) as told:
        open_embedded(path, store_key("ceng", create=True))
    assert told.value.problem is Problem.WRONG_KEY
    ring.kept[SERVICE, "tian"] = key.hex()[:-2]
    with pytest.raises(KeyMissing) as missing:
        store_key("tian", create=False)
    said = f"{caplog.text} {capfd.readouterr()} {told.value!r} {missing.value!r}"
    assert key.hex()[:16] not in said


def test_a_desk_that_needs_no_key_does_not_import_the_keyring() -> None:
    script = "import sys, app.keys; sys.exit('keyring' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0
