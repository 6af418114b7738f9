"""What is set up from the command line: regions, zones, the gateway and its secret, the words of messages."""

from __future__ import annotations

import io
import secrets

import keyring
import pytest
from keyring.backends import fail

from app.arguments import parse
from app.console import OK, REFUSED
from app.hub.console import run
from app.keys import GATEWAY, gateway_secret
from app.messages.seeding import insert_message_rules
from app.messages.ways import Way, way_of
from app.places import places
from db.store import Store
from tests.app.test_keys import MemoryRing

SECRET = secrets.token_hex()


@pytest.fixture
def typed(central_store: Store, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Give a function that types a command of the store, with a line on the standard input."""
    ring = MemoryRing()
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    with central_store.write() as session:
        insert_message_rules(session.connection())
    url = central_store.writer.url.render_as_string(hide_password=False)

    def run_words(*words: str, line: str = "") -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(line + "\n"))
        return run(parse(["store", *words, "--store", url]))

    run_words.ring = ring  # type: ignore[attr-defined]
    return run_words


def test_a_gateway_is_set_with_its_secret_in_the_keyring_alone(
    typed,  # type: ignore[no-untyped-def]
    central_store: Store,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["gateway", "--url", "https://sms.example/api/", "--account", "house", "--sender", "润山"]
    assert typed(*words, "--password-stdin", line=SECRET) == OK
    assert typed.ring.kept == {(GATEWAY, "house"): SECRET}
    assert gateway_secret("house") == SECRET
    with central_store.read() as session:
        assert way_of(session) == Way("https://sms.example/api", "house", "润山")
    assert typed("gateway", "--off") == OK
    with central_store.read() as session:
        assert way_of(session) is None
    assert SECRET not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "line", "said"),
    [
        (["--account", "house"], SECRET, "--url"),
        (["--url", "http://sms.example", "--account", "house"], SECRET, "https"),
        (["--url", "https://sms.example", "--account", "house"], "short", "16"),
    ],
    ids=["no address", "not sealed", "short secret"],  # the secret is another in each process
)
def test_an_unsafe_gateway_is_refused_and_nothing_is_set(
    typed,  # type: ignore[no-untyped-def]
    central_store: Store,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    line: str,
    said: str,
) -> None:
    assert typed("gateway", *words, "--password-stdin", line=line) == REFUSED
    assert said in capsys.readouterr().err
    with central_store.read() as session:
        assert way_of(session) is None
    assert typed.ring.kept == {}


def test_without_a_keyring_no_gateway_is_set(
    typed,  # type: ignore[no-untyped-def]
    central_store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    words = ["gateway", "--url", "https://sms.example", "--account", "house", "--password-stdin"]
    assert typed(*words, line=SECRET) == REFUSED
    with central_store.read() as session:
        assert way_of(session) is None


def test_words_are_shown_and_changed(typed, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    text = "{greeting}{product}修好了。"
    assert typed("template", "finished", "--text", text, "--at-gateway", "SMS_1") == OK
    assert typed("template", "finished", "--text", "{door}") == REFUSED
    assert typed("template", "nothing", "--text", "x") == REFUSED
    capsys.readouterr()
    assert typed("template", "finished") == OK
    assert f"finished zh [SMS_1]: {text}" in capsys.readouterr().out


def test_regions_and_zones_are_loaded(typed, central_store: Store) -> None:  # type: ignore[no-untyped-def]
    assert typed("regions", "--province", "46") == OK
    assert typed("regions", "--province", "4") == REFUSED
    assert typed("zone", "软件园", "--region", "510104", "--english", "Software Park") == OK
    assert typed("zone", "软件园", "--region", "999999") == REFUSED
    with central_store.read() as session:
        assert [place.name_en for place in places(session, "rjy")] == ["Software Park → Jinjiang, Chengdu"]
