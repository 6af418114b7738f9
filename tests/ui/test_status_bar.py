"""The foot of the window says how the desk stands with its hub, never by colour alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.sync.state import SyncKind, SyncState
from ui.frame.status_bar import StatusBar
from ui.frame.sync_words import store_line
from ui.widgets.button import KeyButton

pytestmark = pytest.mark.usefixtures("theme")

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SINCE = datetime(2026, 11, 23, 2, 42, tzinfo=UTC)  # 10:42 in Chengdu
SAID = {
    SyncKind.IN_STEP: "In step with the hub · 3 unsent",
    SyncKind.SENDING: "Sending to the hub · 3 unsent",
    SyncKind.POLLING: "In step, changes come a few seconds later · 3 unsent",
    SyncKind.HUB_GONE: "The hub is not reached since 10:42 · 3 wait here, nothing is lost",
    SyncKind.SIGNED_OUT: "Signed out at the hub: sign in again · 3 wait here, nothing is lost",
    SyncKind.TOO_OLD: "Too old for the hub: IT installs the new Ringside · 3 wait here, nothing is lost",
}


@pytest.fixture
def bar(qtbot: QtBot) -> StatusBar:
    made = StatusBar()
    qtbot.addWidget(made)
    made.resize(1366, 28)
    made.show()
    return made


@pytest.mark.parametrize("kind", SyncKind)
def test_each_state_has_its_words(kind: SyncKind) -> None:
    assert store_line(SyncState(kind, 3, 0, SINCE), NOW).words == SAID[kind]


def test_no_two_states_look_alike() -> None:
    lines = [store_line(SyncState(kind, 0, 0, SINCE), NOW) for kind in SyncKind]
    assert len({line.icon for line in lines}) == len(lines)


def test_a_hub_gone_since_another_day_says_which() -> None:
    state = SyncState(SyncKind.HUB_GONE, 0, 0, SINCE - timedelta(days=2))
    assert "since 21 Nov 10:42" in store_line(state, NOW).words


def test_a_hub_that_was_never_reached_has_no_time() -> None:
    assert "not been reached yet" in store_line(SyncState(SyncKind.HUB_GONE, 0, 0, None), NOW).words


@pytest.mark.parametrize("kind", SyncKind)
def test_nothing_is_cut_at_the_smallest_screen(bar: StatusBar, qtbot: QtBot, kind: SyncKind) -> None:
    line = store_line(SyncState(kind, 1234, 12, SINCE), NOW)
    bar.set_store(line.words, line.tone, line.icon, line.ground)
    bar.set_attention(12)
    bar.set_line("Phone line connected")
    bar.set_person("Li Na 6012")
    bar.set_person_acts([("sign_out", "Sign out")])
    qtbot.wait(1)
    assert not bar.findChild(type(bar._store)).is_cut()


def test_what_needs_attention_is_counted_and_leads_there(bar: StatusBar, qtbot: QtBot) -> None:
    assert bar.attention_words() == ""
    bar.set_attention(2)
    assert bar.attention_words() == "2 need attention"
    button = next(each for each in bar.findChildren(KeyButton) if each.words() == "2 need attention")
    with qtbot.waitSignal(bar.attention_requested):
        button.click()
    bar.set_attention(0)
    assert bar.attention_words() == ""
