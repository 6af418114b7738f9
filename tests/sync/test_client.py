"""Speaking HTTP: what is safe to speak to, which refusal is which, tokens that end, leaving a stream."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from threading import Thread
from time import monotonic

import pytest
import requests

from app.errors import NotFound, Refused, SignedOut, TooOld, WrongPassword
from app.sync.client import HubClient, HubGone, Use, refused
from app.sync.stream import HEARTBEAT
from app.wire import SignIn, Tokens, Watch
from db.feed import customer_key
from tests.rows import CUSTOMER
from tests.sync.hub_at_work import PASSWORD, House, Sit
from tests.sync.proxy import to


@pytest.mark.parametrize("url", ["http://hub:8000", "http://10.0.0.7", "ftp://127.0.0.1", "127.0.0.1:80", ""])
def test_only_https_and_this_very_pc_are_spoken_to(url: str) -> None:
    with pytest.raises(ValueError):
        HubClient(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:80", "http://localhost", "http://[::1]:80", "https://hub"])
def test_verification_is_always_on_and_the_environment_changes_nothing(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", os.devnull)
    for ca in (None, tmp_path / "ca.pem"):
        client = HubClient(url, ca)
        for session in client._sessions.values():
            settings = session.merge_environment_settings(url, {}, False, None, None)
            assert settings["verify"] == (str(ca) if ca else True)
        client.close()


def test_a_refusal_has_its_own_class_where_there_is_one() -> None:
    assert isinstance(refused("not_found", {"what": "unit"}), NotFound)
    unheard = refused("unheard", {"n": 1})
    assert (type(unheard), unheard.code, unheard.details) == (Refused, "unheard", {"n": 1})


def test_a_wrong_password_is_refused_and_nobody_is_signed_in(house: House) -> None:
    client = HubClient(house.inside.url)
    with pytest.raises(WrongPassword):
        client.sign_in(SignIn(login="agent", password="wrong"))
    with pytest.raises(SignedOut):
        client.bundles([customer_key(CUSTOMER)])
    client.close()


def test_what_is_no_hub_is_a_hub_that_is_gone(house: House) -> None:
    port = house.port
    house.stop()
    client = HubClient(f"http://127.0.0.1:{port}")
    with pytest.raises(HubGone):
        client.hello()
    client.close()


def test_a_hub_of_another_time_is_told_apart(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    client = HubClient(house.inside.url)
    monkeypatch.setattr("app.hub.server.API_OLDEST", 2)
    monkeypatch.setattr("app.hub.server.API_NEWEST", 3)
    with pytest.raises(TooOld):
        client.hello()
    client.close()


def test_the_hubs_clock_is_heard(house: House) -> None:
    house.ahead = timedelta(hours=2)
    client = HubClient(house.inside.url)
    client.hello()
    assert abs(client.hub_time() - house.now()) < timedelta(seconds=5)
    client.close()


def test_tokens_that_end_are_renewed_once_and_told(house: House) -> None:
    told: list[Tokens] = []
    client = HubClient(house.inside.url, renewed=told.append)
    client.sign_in(SignIn(login="agent", password=PASSWORD))
    house.ahead = timedelta(hours=1)  # the desk does not know: it hears 401
    readers = [Thread(target=client.bundles, args=([customer_key(CUSTOMER)],)) for _ in range(3)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(told) == 1
    house.ahead = timedelta(days=2)
    with pytest.raises(SignedOut):
        client.bundles([customer_key(CUSTOMER)])
    client.close()


def test_a_redirection_is_not_followed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    client = HubClient(house.inside.url)
    away = requests.Response()
    away.status_code, away.headers["Location"], away._content = 307, "http://elsewhere/", b""
    asked: list[bool] = []

    def answer(*_args: object, allow_redirects: bool, **_how: object) -> requests.Response:
        asked.append(allow_redirects)
        return away

    monkeypatch.setattr(client._sessions[Use.READ], "request", answer)
    with pytest.raises(HubGone):
        client.hello()
    assert asked == [False]
    client.close()


def test_a_stream_is_left_at_once_from_another_thread(sit: Sit) -> None:
    one = sit(start=False)
    stream = one.client.stream(Watch())
    events = iter(stream)
    assert next(events).kind == "here"
    assert next(events) == HEARTBEAT
    one.proxy.mutes = to(b"/v1/stream")  # no beat wakes the reader
    reader = Thread(target=list, args=(events,))
    reader.start()
    left_at = monotonic()
    stream.close()
    reader.join(10)
    assert not reader.is_alive()
    assert monotonic() - left_at < 1.0
