"""The page about this PC: what is set counts, what is wrong is told, what is new is told once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.backup import BackupRefused, Why
from app.config import SETTINGS, Settings
from app.crash_reports import Kind, ReportBox
from app.doctor import finding, hub, pc, phone, store
from app.errors import HubNotJoined
from app.profile import STORE_NAME
from app.store_errors import Problem
from app.sync import connect
from app.telephony.line import Control
from ui.bridge import Bridge
from ui.context import Context
from ui.desk.rings import Rings
from ui.doctor import _plain
from ui.frame.rail import PageInfo
from ui.frame.window import MainWindow
from ui.i18n import LANGUAGES, install
from ui.idle import IdleWatch
from ui.look import Look
from ui.settings import backup_presenter
from ui.settings import side as settings_side
from ui.settings.doctor_words import LINES, PROBES, line_words, spoken
from ui.settings.news import is_newer, news_text, our_version, versions_in
from ui.settings.presenter import SEEN_NEWS
from ui.settings.side import PAGE, SettingsSide
from ui.settings.words import meaning, title, value_word
from ui.start import join_wanted_hub
from ui.theme import Scheme, Theme
from ui.this_pc import ThisPc

pytestmark = pytest.mark.usefixtures("theme")
ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
WORDS = "four words are easily kept"


class AtOnce(Bridge):
    """Answers at once what is read."""

    def __init__(self) -> None:
        super().__init__(None)  # type: ignore[arg-type]

    def read(
        self,
        owner: QObject,  # noqa: ARG002
        work: Callable[[], Any],
        ok: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        try:
            answer = work()
        except Exception as error:
            assert failed is not None
            failed(error)
        else:
            ok(answer)


@pytest.fixture
def side(qtbot: QtBot, tmp_path: Path) -> SettingsSide:
    """The page of a desk of its own, in a window."""
    window = MainWindow([PageInfo(PAGE, "This PC", "gear", at_foot=True)])
    qtbot.addWidget(window)
    settings = Settings(tmp_path, tmp_path / "policy.json")
    context = Context(None, AtOnce(), None, lambda: NOW, settings=settings)  # type: ignore[arg-type]
    return SettingsSide(
        context, window, ThisPc(tmp_path, settings, ReportBox(tmp_path), is_alone=True), window
    )


def start(side: SettingsSide) -> str:
    """Start, and return what is said quietly at the foot."""
    side.start()
    return side._window.status.news()


@pytest.fixture(autouse=True)
def _no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (backup_presenter, settings_side):
        monkeypatch.setattr(module, "last_backup", lambda _folder: (NOW, NOW))


def test_a_choice_is_kept_and_what_it_sets_is_shown_as_its(side: SettingsSide, tmp_path: Path) -> None:
    (tmp_path / "policy.json").write_text('{"theme": "dark"}', encoding="utf-8")
    side._pc.settings.__init__(tmp_path, tmp_path / "policy.json")  # type: ignore[misc]
    side.open()
    rows = side.view.choices.rows
    assert not rows["theme"].choice.isEnabled()
    assert "Set by IT" in rows["theme"]._where.text()
    rows["text_size"].choice.activated.emit(2)
    assert Settings(tmp_path).value("text_size") == 125
    assert "next start" in rows["text_size"]._where.text()
    assert not rows["text_size"].reset.isHidden()
    rows["text_size"].reset.click()
    assert Settings(tmp_path).value("text_size") == 100
    assert rows["text_size"].reset.isHidden()


def test_a_choice_that_cannot_be_kept_counts_until_the_end(
    side: SettingsSide, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Settings, "_write", full)
    side.open()
    side.view.choices.rows["ring_sound"].choice.activated.emit(1)
    assert side._pc.settings.value("ring_sound") is True
    assert "No space left" in side.view.choices._said.text()


def test_what_is_new_is_told_once_after_an_upgrade(side: SettingsSide, tmp_path: Path) -> None:
    assert start(side) == ""  # a new desk has nothing new
    assert Settings(tmp_path).noted(SEEN_NEWS) == our_version()
    side._pc.settings.note(SEEN_NEWS, "0.0.9")
    assert start(side) == f"What is new in {our_version()}"
    side.open()
    assert side.view.current() == "news"
    assert side._window.status.news() == ""
    assert start(side) == ""


def test_a_fault_of_the_last_start_leads_to_its_report(side: SettingsSide) -> None:
    assert side._pc.reports is not None
    side._pc.reports.keep(Kind.ENDED, ValueError("13800138000"), "", NOW)
    assert start(side) == "A fault was reported"
    side.open()
    assert side.view.current() == "reports"
    side.view.reports.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "ValueError: 138****8000" in copied
    assert "Ringside: " in copied
    assert start(side) == ""
    side.view.reports.remove.click()
    assert side._pc.reports.reports() == []


def test_a_backup_that_is_due_is_told_and_made(
    side: SettingsSide, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made: list[tuple[object, ...]] = []
    monkeypatch.setattr(settings_side, "last_backup", lambda _: (None, NOW - timedelta(days=8)))
    monkeypatch.setattr(backup_presenter, "back_up", lambda *given: made.append(given))
    assert start(side) == "A backup is due"
    side.open()
    form = side.view.backup
    assert side.view.current() == "backup"
    form.file.setText(str(tmp_path / "b"))
    form.words.setText("short")
    form.make.click()
    form.words.setText(WORDS)
    form.make.click()
    assert made == []  # typed differently the second time
    form.again.setText(WORDS)
    form.make.click()
    assert made[0][:3] == (tmp_path, tmp_path / "b", WORDS)
    assert form.words.text() == form.again.text() == ""
    assert "read again to its end" in form._said.text()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (InterruptedError(), "Stopped"),
        (BackupRefused(Why.OWN_STORE, Path("x")), "another file"),
        (PermissionError(13, "Permission denied", "/x"), "Permission denied"),
    ],
)
def test_why_there_is_no_backup(
    side: SettingsSide, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(backup_presenter, "back_up", fails)
    form = side.view.backup
    form.file.setText("x")
    form.words.setText(WORDS)
    form.again.setText(WORDS)
    side.view.open_tab("backup")
    form.make.click()
    assert words in form._said.text()
    assert form.make.isEnabled()


def test_after_a_mistake_of_ours_a_backup_can_be_asked_for_again(side: SettingsSide) -> None:
    form = side.view.backup
    form.show_busy()
    assert side._presenter is not None
    with pytest.raises(RuntimeError):
        side._presenter.backup._on_failed(RuntimeError("no home"))
    assert form.make.isEnabled()


def test_without_a_store_of_its_own_nothing_is_backed_up(side: SettingsSide) -> None:
    object.__setattr__(side._pc, "is_alone", False)
    side.view.open_tab("backup")
    assert "hub" in side.view.backup._state.text()
    assert side.view.backup._form.isHidden()


def test_the_doctor_looks_and_its_lines_are_copied(
    side: SettingsSide, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [finding.Finding("store", finding.State.BROKEN, "store_damaged", {"file": "ringside.db"})]
    monkeypatch.setattr("ui.settings.presenter.probes_of", lambda *_: {"store": lambda: found})
    side.view.open_tab("health")
    assert any("[broken] Store: ringside.db is damaged." in line for line in side.view.health.lines())
    side.view.health.copy.click()
    assert "ringside restore" in QGuiApplication.clipboard().text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_and_every_finding_has_words(qapp: QApplication, language: str) -> None:
    install(qapp, language)
    for key, setting in SETTINGS.items():
        assert title(key)
        assert meaning(key)
        assert len({value_word(key, value) for value in setting.values}) == len(setting.values)
    sources = "".join(
        Path(str(part.__file__)).read_text(encoding="utf-8") for part in (finding, hub, pc, phone, store)
    )
    codes = set(
        re.findall(
            r'"((?:store|copy|hub|keyring|clock|zones|log|reports|backup|profile|disk|phone)_\w+)"', sources
        )
    )
    codes |= {f"store_{problem}" for problem in Problem} - {"store_older"}
    assert codes - {"hub_file", "store_id", "log_bytes"} <= LINES.keys() | PROBES.keys()
    for code in LINES:
        for state in finding.State:
            said, advice = line_words(finding.Finding("store", state, code, {}))
            assert said is not None
            assert (advice == "") == (state is finding.State.OK or LINES[code][1] == "")
    assert {"versions", "screen", "fonts"} < PROBES.keys()


def test_what_a_phone_line_can_is_said_in_words(qapp: QApplication) -> None:
    install(qapp, "zh_CN")
    found = finding.Finding(
        "phone_rights", finding.State.OK, "phone_rights_ok", {"controls": ", ".join(Control)}
    )
    assert re.findall("[a-z]+", line_words(found)[0]) == []


def test_a_finding_can_be_said_without_qt() -> None:
    found = finding.Finding("hub", finding.State.BROKEN, "hub_gone", {"url": "https://hub", "why": ""})
    assert _plain(found) == "[broken] hub: hub_gone url=https://hub"
    assert spoken(found).startswith("[broken] Hub: https://hub does not answer")


def test_news_tell_of_every_version_that_was_changed() -> None:
    changed = versions_in((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert changed[0] == version("ringside")
    for language in LANGUAGES:
        assert versions_in(news_text(language)) == changed
    assert is_newer("0.10.0", "0.9.1")
    assert not is_newer("0.9.1", "0.9.1")
    assert not is_newer("0.9.1", "")


def test_the_look_follows_what_is_set(qapp: QApplication, theme: Theme, tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    look = Look(qapp, settings)
    look._theme.setParent(None)  # the suite has its own
    look._theme = theme
    settings.put("theme", "dark")
    look.apply("theme")
    assert theme.scheme is Scheme.DARK
    look.setParent(None)


@pytest.mark.parametrize("opens", [True, False])
def test_a_ring_opens_its_page_by_itself_or_waits(opens: bool) -> None:
    ring, did, holder = object(), [], QObject()
    settings = Settings()
    settings.put("pop_by_itself", opens)
    contacts = SimpleNamespace(is_idle=True, ring=lambda: ring, waiting=lambda: ring, shown=None)
    screen = SimpleNamespace(
        carded=None,
        show_page_of=lambda _: did.append("page"),
        show_card=lambda _contact, waits: did.append("card" if waits else ""),
    )
    Rings(contacts, screen, holder, settings).show(ring)  # type: ignore[arg-type]
    assert did == (["page", "card"] if opens else ["card"])


def test_nobody_touching_the_pc_is_noticed(qapp: QApplication, qtbot: QtBot) -> None:
    watch = IdleWatch(0, qapp)
    watch.set_minutes(1)
    watch._timer.setInterval(10)
    with qtbot.waitSignal(watch.idle):
        pass
    watch._timer.setInterval(60_000)
    watch._timer.start()
    before = watch._timer.remainingTime()
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(qapp, key)
    assert watch._timer.remainingTime() >= before - 50
    watch.set_minutes(0)
    assert not watch._timer.isActive()
    watch.setParent(None)


def test_a_new_profile_joins_the_hub_that_it_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    policy, joined = tmp_path / "policy.json", []
    policy.write_text('{"hub": "https://hub:8443"}', encoding="utf-8")
    settings = Settings(tmp_path, policy)
    monkeypatch.setattr(connect, "connect_profile", lambda _folder, address: joined.append(address.url))
    join_wanted_hub(tmp_path, settings)
    assert joined == ["https://hub:8443"]
    (tmp_path / STORE_NAME).touch()
    join_wanted_hub(tmp_path, settings)
    assert len(joined) == 1  # it has worked alone
    (tmp_path / STORE_NAME).unlink()

    def gone(*_: object) -> None:
        raise connect.ConnectProblem("not reached")

    monkeypatch.setattr(connect, "connect_profile", gone)
    with pytest.raises(HubNotJoined):
        join_wanted_hub(tmp_path, settings)
    policy.write_text('{"hub": "no address"}', encoding="utf-8")
    with pytest.raises(HubNotJoined):
        join_wanted_hub(tmp_path, Settings(tmp_path, policy))
