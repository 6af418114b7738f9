"""What every part of the kit promises to the pages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QInputMethodQueryEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from tests.ui.gallery import WORDS, Gallery
from ui.actions import ACTIONS
from ui.charts.clock import PromiseClock
from ui.charts.figures import Clock
from ui.i18n import install
from ui.widgets.avatar import Avatar
from ui.widgets.box import SentenceBox
from ui.widgets.button import LOOKS, KeyButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.empty import EmptyState
from ui.widgets.fact import Fact
from ui.widgets.fields import ChoiceField, CodeField, Field
from ui.widgets.filters import Filter, FilterRow
from ui.widgets.keycap import KeyCap
from ui.widgets.track import Step, StepState, Track

pytestmark = pytest.mark.usefixtures("theme")


def spoken(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("kind", LOOKS)
def test_a_verb_is_never_cut(qtbot, qapp, language, kind):
    install(qapp, language)
    room = QWidget()
    qtbot.addWidget(room)
    row = QHBoxLayout(room)
    buttons = [KeyButton(a.text, a.key, a.icon, kind) for a in ACTIONS.values()]
    for button in buttons:
        row.addWidget(button)
    room.resize(50, 60)
    room.show()
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    assert all(button.sizeHint().width() > button.fontMetrics().height() for button in buttons)


def test_longer_words_and_a_key_make_a_button_wider(qtbot):
    short, long, keyed = KeyButton("Hold"), KeyButton("Return to queue"), KeyButton("Hold", "F3")
    for button in (short, long, keyed):
        qtbot.addWidget(button)
    assert short.sizeHint().width() < min(long.sizeHint().width(), keyed.sizeHint().width())


@pytest.mark.parametrize("kind", ["normal", "primary", "quiet", "danger"])
def test_focus_shows_and_does_not_move_the_words(qtbot, kind):
    room = QWidget()
    qtbot.addWidget(room)
    layout = QVBoxLayout(room)
    first, button = QLineEdit(), KeyButton("Dispatch", "Ctrl D", "truck", kind)
    layout.addWidget(first)
    layout.addWidget(button)
    room.show()
    room.activateWindow()
    first.setFocus()
    before = button.grab().toImage()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    after = button.grab().toImage()
    inner = QRect(8, 8, button.width() - 16, button.height() - 16)
    assert before != after
    assert before.copy(inner) == after.copy(inner)


@pytest.mark.parametrize("kind", [kind for kind in LOOKS if kind.startswith("bar")])
def test_a_click_on_the_bar_leaves_the_caret_where_it_is(qtbot, kind):
    room = QWidget()
    qtbot.addWidget(room)
    layout = QVBoxLayout(room)
    notes, button = QPlainTextEdit(), KeyButton("Hold", "F3", kind=kind)
    layout.addWidget(notes)
    layout.addWidget(button)
    room.show()
    room.activateWindow()
    notes.setFocus()
    qtbot.waitUntil(notes.hasFocus)
    with qtbot.waitSignal(button.clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert notes.hasFocus()


def test_a_button_says_its_verb_and_its_key(qtbot):
    button = KeyButton("Find & replace", "Ctrl K")
    qtbot.addWidget(button)
    interface = QAccessible.queryAccessibleInterface(button)
    assert interface.text(QAccessible.Text.Name) == "Find & replace"
    assert interface.text(QAccessible.Text.Description) == "Ctrl K"


def test_every_painted_part_speaks_all_its_words(qtbot):
    ring, track, avatar = PromiseClock(), Track(), Avatar()
    ring.show_clock(Clock(0.4, "17 h", "18 min"))
    track.set([Step("Taken", "19 Nov", StepState.DONE), Step("Sent", "", StepState.CURRENT)])
    avatar.set_name("Ms Tian")
    said = {
        ring: "17 h 18 min",
        track: "Taken 19 Nov; Sent",
        avatar: "Ms Tian",
        Chip("Gold", "attn", "star"): "Gold",
        KeyCap("Ctrl K"): "Ctrl K",
        Fact("Fresh", "cloud-check", "good"): "Fresh",
        SentenceBox("We come tomorrow."): "“We come tomorrow.”",
        EmptyState("truck", "No orders", "They come from calls."): "No orders They come from calls.",
        Card("Units"): "Units",
    }
    for widget in said:
        qtbot.addWidget(widget)
    assert {widget: spoken(widget) for widget in said} == said


def test_a_chip_is_as_wide_as_its_words(qtbot):
    chip = Chip("Part", "attn")
    qtbot.addWidget(chip)
    before = chip.sizeHint().width()
    chip.set("Part awaited since Monday", "attn", "clock")
    assert chip.sizeHint().width() > before + 100


@pytest.mark.parametrize("part", [Chip, Fact])
def test_what_has_no_room_is_whole_on_the_tooltip_and_does_not_widen_the_page(qtbot, part):
    words = "Open complaint since 12 November, an answer was promised within 48 hours"
    room = QWidget()
    qtbot.addWidget(room)
    row = QHBoxLayout(room)
    shown = [part(words) for _ in range(3)]
    for each in shown:
        row.addWidget(each)
    room.resize(600, 40)
    room.show()
    assert room.width() == 600
    assert [each.toolTip() for each in shown] == [words] * 3
    room.resize(2000, 40)
    assert [each.toolTip() for each in shown] == [""] * 3


@pytest.mark.parametrize("make", [QLineEdit, CodeField, ChoiceField])
def test_the_focus_ring_does_not_move_what_is_in_a_field(qtbot, make):
    room = QWidget()
    qtbot.addWidget(room)
    layout = QVBoxLayout(room)
    other, field = QLineEdit(), make()
    layout.addWidget(other)
    layout.addWidget(field)
    room.show()
    room.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    before = field.geometry()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert field.geometry() == before
    assert before.height() == 32


def test_a_sentence_to_say_is_quoted_once_and_wraps(qtbot):
    box = SentenceBox("“" + "We come tomorrow between nine and twelve. " * 4 + "”")
    qtbot.addWidget(box)
    assert box.text().count("“") == 1
    assert box.heightForWidth(240) > 2 * box.heightForWidth(1200)


def test_a_code_field_has_no_input_method(qtbot):
    code, plain = CodeField(), QLineEdit()
    qtbot.addWidget(code)
    qtbot.addWidget(plain)
    answers = []
    for field in (code, plain):
        question = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
        QApplication.sendEvent(field, question)
        answers.append(question.value(Qt.InputMethodQuery.ImEnabled))
    assert answers == [False, True]


def test_a_field_names_its_editor_and_says_what_is_wrong(theme, qtbot):
    field = Field("Phone", CodeField(), "Alt P")
    qtbot.addWidget(field)
    field.show()
    rest = field.editor.grab().toImage()
    assert spoken(field.editor) == "Phone"
    field.set_wrong("2 digits short")
    assert field.editor.accessibleDescription() == "2 digits short"
    wrong = field.editor.grab().toImage()
    assert wrong.pixelColor(wrong.width() // 2, 0) == theme.color("broken")
    field.set_wrong("")
    assert field.editor.grab().toImage() == rest


def test_a_filter_tells_only_what_a_person_chose(qtbot):
    row = FilterRow("Filter", [Filter("all", "All", 7), Filter("calls", "Calls", 2)])
    qtbot.addWidget(row)
    row.show()
    chosen = []
    row.chosen.connect(chosen.append)
    row.choose("calls")
    assert (row.current(), chosen) == ("calls", [])
    qtbot.mouseClick(row.findChildren(QWidget)[0], Qt.MouseButton.LeftButton)
    assert (row.current(), chosen) == ("all", ["all"])


@pytest.mark.parametrize("language", WORDS)
def test_everything_that_takes_the_keyboard_has_a_name(qtbot, language):
    gallery = Gallery(WORDS[language])
    qtbot.addWidget(gallery)
    gallery.show()
    reached = [w for w in gallery.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    named = [w for w in reached if w.isVisible() and w.accessibleName()]
    assert len(named) > 10
    assert [w for w in reached if w.isVisible() and not w.accessibleName()] == []
