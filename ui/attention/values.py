"""The same field as it was, as you wrote it and as somebody else did, side by side."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher
from html import escape

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.fields import Field
from ui.widgets.keycap import KeyCap
from ui.widgets.labels import label
from ui.widgets.painting import TONES, draw_box

COUNTS_HEIGHT = 56


class ValueBox(QFrame):
    """Show one of the values with its differences marked; Enter, Space or a click takes it.

    Signals: ``taken(str)`` the value.
    """

    taken = Signal(str)

    def __init__(self, title: str, key: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self._title, self._tone, self.value = title, tone, ""
        self._against = self._nothing = ""
        self._can_take = bool(key)
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setProperty("role", "body")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        if self._can_take:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        head = QHBoxLayout()
        head.setSpacing(8)
        if key:
            head.addWidget(KeyCap(key))
        head.addWidget(label(title, "title"))
        head.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._words, 1)
        self.theme.changed.connect(self._mark)

    def show_value(self, value: str, against: str, nothing: str) -> None:
        """Show a value, marking what is not in ``against``; ``nothing`` stands for an empty one."""
        self.value, self._against = value, against
        self._nothing = nothing
        self._mark()
        self.setAccessibleName(f"{self._title}: {value or nothing}")

    def take(self) -> None:
        if self._can_take:
            self.taken.emit(self.value)

    def text(self) -> str:
        """Return the words without their marks."""
        return self.value

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.take()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.take()
        super().mouseReleaseEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        focused = self.hasFocus()
        edge = self.theme.color("accent_t" if focused else "border2") if self._can_take else None
        ground = self.theme.color("surface" if self._can_take else "sunken")
        draw_box(painter, QRectF(self.rect()), self.theme.px("radius"), ground, edge, 2 if focused else 1)

    @Slot()
    def _mark(self) -> None:
        if not self.value:
            muted = self.theme.color("muted").name()
            self._words.setText(f'<span style="color:{muted}">{escape(self._nothing)}</span>')
            return
        soft, strong = (self.theme.color(token).name() for token in TONES[self._tone])
        parts = []
        for kind, _i, _j, begin, end in SequenceMatcher(None, self._against, self.value).get_opcodes():
            piece = escape(self.value[begin:end]).replace("\n", "<br>")
            if kind == "equal" or not piece:
                parts.append(piece)
            else:
                parts.append(f'<b style="background:{soft};color:{strong}">{piece}</b>')
        self._words.setText("".join(parts))


class Conflict(QWidget):
    """Lead from two values of one field to the one that counts.

    Signals: ``changed()`` the value that counts is another one.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.before = ValueBox(self.tr("Before"), "", "neutral")
        self.yours = ValueBox(self.tr("You wrote"), "Alt 1", "good")
        self.theirs = ValueBox(self.tr("Somebody else wrote"), "Alt 2", "info")
        self.counts = QPlainTextEdit()
        self.counts.setTabChangesFocus(True)
        self.counts.setFixedHeight(COUNTS_HEIGHT)
        self._coded: dict[str, str] = {}
        boxes = QHBoxLayout()
        boxes.setSpacing(8)
        for box in (self.before, self.yours, self.theirs):
            boxes.addWidget(box, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._title = label("", "title")
        layout.addWidget(self._title)
        layout.addLayout(boxes)
        self._field = Field(self.tr("What counts from now on"), self.counts, "Alt 3")
        layout.addWidget(self._field)
        self.yours.taken.connect(self._take)
        self.theirs.taken.connect(self._take)
        self.counts.textChanged.connect(self.changed)

    def set_title(self, field: str) -> None:
        self._title.setText(self.tr("Two people changed: {0}").format(field))

    def show_values(
        self, before: str, yours: str, theirs: str, words: Callable[[str], str] | None = None
    ) -> None:
        """Show the three values; yours is proposed. ``words`` makes words of a code, which is then chosen."""
        nothing, shown = self.tr("empty"), words or str
        self.before.show_value(shown(before), shown(before), nothing)
        self.yours.show_value(shown(yours), shown(before), nothing)
        self.theirs.show_value(shown(theirs), shown(before), nothing)
        self._coded = {shown(value): value for value in (yours, theirs)} if words else {}
        self.counts.setReadOnly(words is not None)
        self.counts.setPlainText(shown(yours))

    def value(self) -> str:
        """Return what counts, as it is stored."""
        text = self.counts.toPlainText().strip()
        return self._coded.get(text, text)

    def set_wrong(self, sentence: str) -> None:
        self._field.set_wrong(sentence)

    @Slot(str)
    def _take(self, value: str) -> None:
        self.counts.setPlainText(value)
        self.counts.setFocus(Qt.FocusReason.OtherFocusReason)
