"""Fields: codes without input method, choices, notes, labels with their key, what is wrong below."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from app.numbers import dial_string, numbers_named
from ui.widgets.fact import Fact
from ui.widgets.keycap import KeyCap
from ui.widgets.labels import label, restyle
from ui.widgets.painting import AT_END, draw_icon

_LABEL = re.compile(r"^[^\W\d_][\w/ .]{0,15}[:：]\s*")  # such as S/N: or 序列号：
CARET_ROOM = 48  # of a choice: its edges and the caret


class CodeField(QLineEdit):
    """Take a code, phone or serial number as typed: the input method is off here.

    Of what is pasted only the number or code goes in, without the words that it was copied with.
    """

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhPreferLatin
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """Answer that no input method works here: the attribute alone is not asked by QLineEdit."""
        return False if query == Qt.InputMethodQuery.ImEnabled else super().inputMethodQuery(query)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take_pasted()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self.take_pasted)
        menu.popup(event.globalPos())

    @Slot()
    def take_pasted(self) -> None:
        """Put in what is meant of the clipboard."""
        if not self.isReadOnly():
            self.insert(meant(QGuiApplication.clipboard().text()))


def meant(pasted: str) -> str:
    """Return the one number that stands in a pasted text, else the text on one line without its label."""
    found = numbers_named(pasted)
    if len(found) == 1:
        return dial_string(found[0].key)
    return _LABEL.sub("", " ".join(pasted.split()))


class ChoiceField(QComboBox):
    """Choose one of a list; the caret is drawn in a token's colour."""

    def showPopup(self) -> None:
        super().showPopup()
        self.view().installEventFilter(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look for letters in the list, but leave those that are pressed with Alt to the page."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the key to a ring through: an open list keeps the window's own keys away."""
        opens = ring_key(self, event)
        if opens is None:
            return super().eventFilter(watched, event)
        self.hidePopup()
        opens.trigger()
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as the style does, but shorten what does not fit, and say it whole on the tooltip."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.width() - CARET_ROOM
        option.currentText = self.fontMetrics().elidedText(self.currentText(), AT_END, room)
        is_cut = option.currentText != self.currentText()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        if is_cut != bool(self.toolTip()):
            self.setToolTip(self.currentText() if is_cut else "")
        token = "text2" if self.isEnabled() else "muted"
        draw_icon(painter, "caret-down", token, self.width() - 22, self.height() / 2, 12)


def ring_key(owner: QWidget, event: QEvent) -> QAction | None:
    """Return the action that opens a ring, if this event is its key: whatever is open lets it through."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return None
    opens = owner.window().findChild(QAction, "open_pop")
    is_its_key = opens is not None and QKeySequence(event.keyCombination()) in opens.shortcuts()
    return opens if is_its_key else None


class Field(QWidget):
    """Stand a label with its key over an editor, and under it what is wrong.

    The label's words become the editor's accessible name.
    """

    def __init__(
        self, words: str, editor: QWidget, key: str = "", hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._words, self._hint, self._wrong = label(words, "label"), label(hint, "muted"), Fact()
        editor.setAccessibleName(words)
        self._words.setBuddy(editor)
        head = QHBoxLayout()
        head.addWidget(self._words)
        head.addStretch()
        head.addWidget(self._hint)
        if key:
            head.addWidget(KeyCap(key))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(editor)
        layout.addWidget(self._wrong)
        self._wrong.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, editor.sizePolicy().verticalPolicy())

    def set_words(self, words: str) -> None:
        """Ask for something else in the same editor."""
        self._words.setText(words)
        self.editor.setAccessibleName(words)

    def set_wrong(self, sentence: str) -> None:
        """Say what is wrong with the value; an empty sentence says that it is right."""
        self._wrong.set(sentence, "warning-circle", "broken", words="broken")
        self._wrong.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence)
        restyle(self.editor, "wrong", bool(sentence))
