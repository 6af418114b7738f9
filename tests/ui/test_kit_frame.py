"""The frame shows what it is told, asks for what a person wants, and never takes the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget

from ui.actions import ACTIONS, bind
from ui.frame.call_block import CallBlock, CallLine
from ui.frame.rail import PageInfo
from ui.frame.state_menu import Choice
from ui.frame.top_bar import CONTROLS
from ui.frame.window import MainWindow
from ui.i18n import install
from ui.own_keys import OwnKeys
from ui.times import clock_text

pytestmark = pytest.mark.usefixtures("theme")

PAGES = [
    PageInfo("desk", "Desk", "headset"),
    PageInfo("attention", "Attention", "warning-circle", at_foot=True),
]
CALL = CallLine(
    number="+86 138 0013 8000",
    who="Ms Tian · Chengdu",
    route="400-811-1666 · Washer VIP queue",
    wait="waited 0:11",
)
IN_CALL, RINGING = ("hold", "end"), ("answer", "decline")


@pytest.fixture
def notes():
    return QPlainTextEdit()


@pytest.fixture
def window(qtbot, notes):
    window = MainWindow(PAGES)
    qtbot.addWidget(window)
    window.add_page("desk", QWidget(), notes)
    window.bind_page("desk", "appointment", window.update)
    window.add_page("attention", QWidget())
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    notes.setFocus()
    qtbot.waitUntil(notes.hasFocus)
    window.asked = []
    window.action_requested.connect(window.asked.append)
    return window


def test_the_rail_has_the_pages_given_and_only_asks(window, qtbot):
    with qtbot.waitSignal(window.page_requested) as asked:
        qtbot.mouseClick(window.rail.button("attention"), Qt.MouseButton.LeftButton)
    assert asked.args == ["attention"]
    assert window.current_page() == "desk"
    assert window.rail.button("desk").isChecked()


def test_the_right_column_is_there_on_pages_that_have_one(window, notes):
    window.show_page("attention")
    assert not notes.isVisible()
    window.show_page("desk")
    assert notes.isVisible()
    assert notes.width() <= 336


def test_a_badge_is_told_to_those_who_do_not_see_it(window):
    window.set_badge("attention", 2, "broken")
    assert window.rail.button("attention").accessibleName() == "Attention, 2"
    window.set_badge("attention", 0)
    assert window.rail.button("attention").accessibleName() == "Attention"


@pytest.mark.parametrize(
    ("controls", "key", "asked"),
    [
        ((), Qt.Key.Key_F8, []),
        ((), Qt.Key.Key_F2, []),
        (RINGING, Qt.Key.Key_F2, ["answer"]),
        (RINGING, Qt.Key.Key_F8, ["decline"]),
        (IN_CALL, Qt.Key.Key_F8, ["end"]),
        (IN_CALL, Qt.Key.Key_F3, ["hold"]),
        (("resume", "end"), Qt.Key.Key_F3, ["resume"]),
        (IN_CALL, Qt.Key.Key_F2, []),
        (IN_CALL, Qt.Key.Key_F9, ["open_pop"]),
    ],
)
def test_a_key_of_the_phone_works_while_its_button_is_there(window, qtbot, notes, controls, key, asked):
    window.set_call(CALL, controls)
    qtbot.keyClick(notes, key)
    assert window.asked == asked


def test_when_the_call_is_over_its_keys_are_gone(window, qtbot, notes):
    window.set_call(CALL, IN_CALL)
    window.clear_call()
    qtbot.keyClick(notes, Qt.Key.Key_F8)
    assert window.asked == []
    assert not window.bar.call.isVisible()


@pytest.mark.parametrize("name", ["end", "hold"])
def test_a_click_asks_like_the_key_and_leaves_the_caret(window, qtbot, notes, name):
    window.set_call(CALL, IN_CALL)
    qtbot.mouseClick(window.bar.button(name), Qt.MouseButton.LeftButton)
    assert window.asked == [name]
    assert notes.hasFocus()


def test_typing_goes_on_through_ring_call_and_hang_up(window, qtbot, notes):
    for step in range(20):
        window.set_call(CALL, RINGING if step % 3 else IN_CALL)
        qtbot.keyClicks(notes, f"{step} ")
        window.set_state("On a call", "good")
        window.set_badge("attention", step, "broken")
        window.clear_call()
    assert notes.toPlainText() == "".join(f"{step} " for step in range(20))


@pytest.mark.parametrize("name", ["dispatch", "follow_up", "done", "reason", "notes", "chase", "outcome"])
def test_a_pages_key_works_while_one_types(window, qtbot, notes, name):
    done = []
    bind(window, name, lambda: done.append(name), whole_window=True)
    keys = QKeySequence(ACTIONS[name].keys[0])[0]
    qtbot.keyClick(notes, keys.key(), keys.keyboardModifiers())
    assert done == [name]
    assert notes.toPlainText() == ""


def test_f1_shows_the_keys_of_the_page_and_lets_one_type_on(window, qtbot, notes):
    qtbot.keyClick(notes, Qt.Key.Key_F1)
    assert window.keys_shown() == ["appointment", "open_pop", "keys", "state"]
    assert notes.hasFocus()
    window.show_page("attention")
    assert window.keys_shown() == []
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.keys_shown() == ["open_pop", "keys", "state"]
    window.set_controls(("hold",))
    qtbot.keyClick(window, Qt.Key.Key_F1)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert "hold" in window.keys_shown()


def test_esc_puts_the_keys_away_before_it_leaves_anything(window, qtbot, notes):
    left = []
    bind(window, "back", lambda: left.append("page"), whole_window=True)
    qtbot.keyClick(notes, Qt.Key.Key_F1)
    qtbot.keyClick(notes, Qt.Key.Key_Escape)
    assert (window.keys_shown(), left) == ([], [])
    assert notes.hasFocus()
    qtbot.keyClick(notes, Qt.Key.Key_Escape)
    assert left == ["page"]


def test_esc_closes_an_open_menu_before_the_keys(window, qtbot, notes):
    window.bar.state.set_choices([Choice("ready", "Ready")])
    qtbot.keyClick(notes, Qt.Key.Key_F1)
    qtbot.keyClick(notes, Qt.Key.Key_F10)
    menu = window.bar.state.findChild(QMenu)
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert (menu.isVisible(), bool(window.keys_shown())) == (False, True)


def test_a_key_of_the_window_closes_the_menu_of_states_and_works(window, qtbot, notes):
    window.bar.state.set_choices([Choice("ready", "Ready"), Choice("not_ready", "Not ready")])
    qtbot.keyClick(notes, Qt.Key.Key_F10)
    menu = window.bar.state.findChild(QMenu)
    assert menu.isVisible()
    qtbot.keyClick(menu, Qt.Key.Key_F9)
    assert menu.isHidden()
    assert window.asked == ["open_pop"]
    assert notes.hasFocus()


def test_a_menu_of_states_that_changes_all_day_keeps_no_old_ones(window, qtbot):
    menu = window.bar.state.findChild(QMenu)
    for minutes in range(3):
        inside = (Choice(f"break:{minutes}", f"meal · {minutes}"),)
        window.bar.state.set_choices([Choice("ready", "Ready"), Choice("break", "Break", inside=inside)])
    qtbot.waitUntil(lambda: len(menu.findChildren(QMenu)) == 1, timeout=20_000)
    assert [action.data() for action in menu.findChild(QMenu).actions()] == ["break:2"]


def test_choosing_a_state_asks_for_it(window, qtbot):
    window.bar.state.set_choices([Choice("ready", "Ready"), Choice("break", "Break")])
    qtbot.keyClick(window, Qt.Key.Key_F10)
    menu = window.bar.state.findChild(QMenu)
    assert menu.isVisible()
    with qtbot.waitSignal(window.state_requested) as asked:
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert asked.args == ["break"]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [1280, 1366])
def test_the_longest_bar_fits_the_smallest_screen(qtbot, qapp, language, width):
    install(qapp, language)
    window = MainWindow(PAGES)
    qtbot.addWidget(window)
    window.set_state("After-call work", "attn")
    window.set_state_clock(3723)
    window.set_call(
        CallLine(number="+86 138 0013 8000", who="x" * 80, route="y" * 80, wait="waited 0:11"), IN_CALL
    )
    window.set_call_clock(3723)
    window.resize(width, 720)
    window.show()
    assert window.width() == width
    assert window.bar.button("end").geometry().right() < width


def test_the_number_is_never_cut_and_the_rest_is_on_the_tooltip(qtbot):
    block = CallBlock()
    qtbot.addWidget(block)
    block.set(CallLine(number="+86 138 0013 8000 1234 5678 9012", who="x" * 90))
    block.resize(block.minimumSizeHint())
    number_alone = CallBlock()
    qtbot.addWidget(number_alone)
    number_alone.set(CallLine(number="+86 138 0013 8000 1234 5678 9012"))
    assert block.minimumSizeHint().width() >= number_alone.sizeHint().width()
    assert block.toolTip() == block.text()


def test_the_status_bar_says_what_it_was_told(window):
    window.status.set_store("In step · 2 s ago")
    window.status.set_line("Phone connected")
    window.status.set_person("Li Na 6012")
    window.status.set_practice(True)
    said = ["In step · 2 s ago", "Phone connected", "Li Na 6012", "Practice line on"]
    assert window.status.facts() == said


def test_nothing_on_the_bar_or_at_the_foot_takes_the_keyboard(window):
    parts = [w for bar in (window.bar, window.status) for w in bar.findChildren(QWidget)]
    takers = [w for w in parts if w.focusPolicy() != Qt.FocusPolicy.NoFocus and not isinstance(w, QMenu)]
    assert takers == []


@pytest.mark.parametrize(
    ("elapsed_s", "shown"),
    [(0, "00:00"), (167, "02:47"), (3599.9, "59:59"), (3723, "1:02:03"), (-5, "00:00")],
)
def test_a_clock_shows_minutes_and_when_needed_hours(elapsed_s, shown):
    assert clock_text(elapsed_s) == shown


@pytest.mark.parametrize("action_id", ACTIONS)
def test_every_key_is_one_that_qt_knows(action_id):
    for keys in ACTIONS[action_id].keys:
        assert QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText) == keys


def test_a_chord_is_one_key_cap():
    assert (ACTIONS["done"].key, ACTIONS["keys"].key) == ("Ctrl Enter", "F1")


def test_every_control_of_the_bar_is_an_action():
    assert set(CONTROLS) <= set(ACTIONS)


class GreedyField(QLineEdit):
    """A field that has a use for every key of its own, as those of X11 have for Ctrl+U."""

    def event(self, event):
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


def test_a_key_of_ours_reaches_us_from_a_field_that_has_a_use_for_it(window, qtbot, qapp):
    OwnKeys(qapp, window)
    field, asked = GreedyField(window), []
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    bind(window, "follow_up", lambda: asked.append("follow_up"), whole_window=True)
    bind(window, "back", lambda: asked.append("back"), whole_window=True)
    qtbot.keyClick(field, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["follow_up"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)  # a key without a chord stays the field's
    assert asked == ["follow_up"]
