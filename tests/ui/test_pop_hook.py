"""The hook as it is set on the page, its token, and the steps of the phone's doctor as they come."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import keyring
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.config import Settings
from app.doctor.finding import Finding, State
from app.workers import Workers
from tests.file_keyring import FILE, FileKeyring
from ui.bridge import Bridge
from ui.pop_hook import KEY, PcHook
from ui.reception import Reception
from ui.settings.health import Health
from ui.settings.hook_card import HookCard
from ui.settings.hook_presenter import HookPresenter
from ui.settings.phone_doctor import PhoneDoctor

pytestmark = pytest.mark.usefixtures("theme")
PORT = 47602


@pytest.fixture
def hook(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PcHook]:  # noqa: ARG001
    monkeypatch.setenv(FILE, str(tmp_path / "keyring.json"))
    monkeypatch.setattr(keyring, "get_keyring", FileKeyring)
    settings = Settings(tmp_path)
    settings.put(KEY, PORT)
    made = PcHook(tmp_path, settings)
    yield made
    made.stop()


def rung(line: str) -> int:
    try:
        with urlopen(line.replace("%CallerNumber%", "10086"), timeout=60) as answer:
            return answer.status
    except HTTPError as refused:
        with refused:
            return refused.code


def test_the_token_is_shown_once_rings_and_is_worthless_after_another(qtbot: QtBot, hook: PcHook) -> None:
    card, seats = HookCard(), []
    qtbot.addWidget(card)
    HookPresenter(card, hook)
    assert not card.renew.isEnabled()
    hook.start()
    reception = Reception(hook, hook)
    reception.serve(QWidget(card), SimpleNamespace(pop=seats.append))  # type: ignore[arg-type]
    card.renew.click()
    line = card.line.text()
    assert (
        parse_qs(urlsplit(line).query)["token"][0]
        in (Path(hook._settings._file.parent) / "keyring.json").read_text()
    )
    assert rung(line) == 204
    qtbot.waitUntil(lambda: seats == ["10086"], timeout=60_000)
    card.renew.click()
    assert rung(line) == 401
    assert card.line.text() != line


def test_a_port_in_use_is_told_and_nothing_listens(qtbot: QtBot, hook: PcHook) -> None:
    card = HookCard()
    qtbot.addWidget(card)
    HookPresenter(card, hook)
    with socket.create_server(("127.0.0.1", PORT)):
        hook.start()
        assert (hook.trouble, hook.address) == ("in_use", "")
        assert "Another program" in card._said.text()
    hook.start()
    assert hook.address.endswith(f":{PORT}/pop")


def test_each_step_of_the_phone_is_shown_when_it_is_taken(qtbot: QtBot) -> None:
    health, shown = Health(), []
    qtbot.addWidget(health)

    def check_line(_ring_s: float) -> Iterator[Finding]:
        for step in ("phone_connect", "phone_rights"):
            yield Finding(step, State.OK, "phone_up", {"line": "pbx"})
            assert heard.wait(20)
            heard.clear()

    heard = Event()
    doctor = PhoneDoctor(SimpleNamespace(desk=SimpleNamespace(check_line=check_line)), health)  # type: ignore[arg-type]
    doctor.found.connect(lambda _finding: (shown.append(len(health.lines())), heard.set()))
    health.phone.click()
    qtbot.waitUntil(lambda: not health.is_looking, timeout=20_000)
    assert shown == [1, 2]


def test_the_end_of_the_desk_does_not_wait_for_a_ring_of_the_doctor(qtbot: QtBot) -> None:
    health, begun, rang, over = Health(), Event(), Event(), Event()
    qtbot.addWidget(health)
    workers = Workers()

    def check_line(_ring_s: float) -> Iterator[Finding]:
        begun.set()
        rang.wait(20)
        over.set()
        yield Finding("phone_ring", State.OK, "phone_up", {"line": "pbx"})

    context = SimpleNamespace(desk=SimpleNamespace(check_line=check_line), bridge=Bridge(workers))
    PhoneDoctor(context, health)  # type: ignore[arg-type]
    health.phone.click()
    assert begun.wait(20)
    workers.stop()
    assert not over.is_set()
    rang.set()
    qtbot.waitUntil(lambda: not health.is_looking, timeout=20_000)
