"""The search over every page: one field, what was found below it, the keys at the foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.actions import ACTIONS
from ui.dispatch.panel import Panel
from ui.search.field import SearchField
from ui.search.lines import Line
from ui.search.model import ASIDE, WHO, PartsDelegate, SearchModel
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.fact import Fact
from ui.widgets.keycap import KeyCap
from ui.widgets.labels import label
from ui.widgets.painting import draw_icon
from ui.widgets.table import RowTable

WIDTH, HEIGHT, TOP, ASIDE_WIDTH = 720, 480, 36, 250
FIELD_HEIGHT, ICON = 52, 18


class SearchView(Panel):
    """Lie over the page and take what is searched for; it decides nothing.

    Signals: ``typed(str)``; ``opened(object)`` and ``caller_chosen(object)`` a `Line`; ``closed()``.
    """

    typed = Signal(str)
    opened = Signal(object)
    caller_chosen = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self.setObjectName("search_panel")
        self.setAccessibleName(self.tr("Search"))
        self.field = SearchField(self.tr("Initials, name, phone, order, serial number, estate, command"))
        self.field.setAccessibleName(self.tr("Search"))
        self.field.setProperty("role", "search")
        self.field.setFixedHeight(FIELD_HEIGHT)
        self.model, self.table = SearchModel(self), RowTable(self.tr("Found"), two_lines=False)
        self._nothing = EmptyState("magnifying-glass", "")
        self._offline, self._note = Fact(), Fact()
        self._caller = _KeyWord(self.tr("this is the caller"), "Ctrl Enter")
        self._chinese = _KeyWord("", "Ctrl Space")
        self._card = _SearchCard()
        self._lay_out()
        self._connect()
        self._on_chinese(False)
        self.set_offline("")
        self.offer_caller(False)
        self.hide()

    def open(self) -> None:
        """Come up with an empty field that has the keys."""
        self.field.set_chinese(False)
        self.field.clear()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def words(self) -> str:
        return self.field.text().strip()

    def show_lines(self, lines: Sequence[Line], note: str = "", tone: str = "info") -> None:
        """Show lines and choose the first one that can be; the note stands at the foot."""
        self.model.show(lines)
        self._stack.setCurrentWidget(self.table)
        first = self.model.first()
        if first >= 0:
            self.table.setCurrentIndex(self.model.index(first, WHO))
            self.table.scrollToTop()
        self._say(note, tone)

    def show_nothing(self, title: str, hint: str) -> None:
        """Say that nothing is here, and what to try."""
        self.model.show(())
        self._nothing.set("magnifying-glass", title, hint)
        self._stack.setCurrentWidget(self._nothing)
        self._say("")

    def show_failed(self, lines: Sequence[Line], sentence: str) -> None:
        self.show_lines(lines, sentence, "broken")

    def set_offline(self, sentence: str) -> None:
        """Say that not everything is searched; without a sentence all is."""
        self._offline.set(sentence, "cloud-slash", "attn", words="text")
        self._hint.setVisible(bool(sentence))

    def offer_caller(self, is_offered: bool) -> None:
        """Offer to say that a line is who is calling."""
        self._caller.setVisible(is_offered)
        self._can_choose_caller = is_offered

    def say(self, words: str) -> None:
        """Say something at the foot; the lines stay."""
        self._say(words, "attn")

    def note(self) -> str:
        return self._note.text()

    def offline(self) -> str:
        return "" if self._hint.isHidden() else self._offline.text()

    def nothing(self) -> str:
        """Return what is said instead of a list; empty while there is one."""
        return self._nothing.accessibleName() if self._stack.currentWidget() is self._nothing else ""

    def line(self) -> Line | None:
        """Return the line that is chosen."""
        found = self.table.currentIndex().data(Qt.ItemDataRole.UserRole)
        return found if isinstance(found, Line) else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("shade"))

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.closed.emit()

    def _say(self, note: str, tone: str = "info") -> None:
        self._note.set(note, "warning-circle" if tone == "broken" else "info", tone, words="text2")
        self._note.setVisible(bool(note))

    @Slot(object)
    def _on_moved(self, event: QKeyEvent) -> None:
        self.table.keyPressEvent(event)

    @Slot()
    def _on_enter(self) -> None:
        line = self.line()
        if line is not None and not self.nothing():
            self.opened.emit(line)

    @Slot()
    def _on_caller(self) -> None:
        line = self.line()
        if self._can_choose_caller and line is not None and line.customer_id is not None:
            self.caller_chosen.emit(line)

    @Slot(QModelIndex)
    def _on_opened(self, _index: QModelIndex) -> None:
        self._on_enter()

    @Slot(bool)
    def _on_chinese(self, is_on: bool) -> None:
        self._chinese.set_words(self.tr("letters") if is_on else self.tr("Chinese"))

    def _connect(self) -> None:
        self.field.textChanged.connect(self.typed)
        self.field.moved.connect(self._on_moved)
        self.field.left.connect(self.closed)
        self.field.chinese.connect(self._on_chinese)
        self.table.opened.connect(self._on_opened)
        self.table.clicked.connect(self._on_opened)
        self.answer_key("Return", self._on_enter)
        self.answer_key("Enter", self._on_enter)
        self.answer("this_is_caller", self._on_caller)
        self.answer("back", self.closed.emit)
        self.answer("search", self.closed.emit)
        self.tell("open_line")

    def _lay_out(self) -> None:
        self.table.rows = PartsDelegate(self.table)
        self.table.setItemDelegate(self.table.rows)
        self.table.setModel(self.model)
        self.table.horizontalHeader().hide()
        self.table.set_widths({ASIDE: ASIDE_WIDTH}, stretched=WHO)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        body = self._card.body
        body.setContentsMargins(1, 0, 1, 1)
        body.setSpacing(0)
        body.addWidget(self.field)
        body.addWidget(_line())
        hint = QHBoxLayout()
        hint.setContentsMargins(12, 4, 12, 4)
        hint.addWidget(self._offline)
        hint.addStretch()
        self._hint = QWidget()
        self._hint.setLayout(hint)
        body.addWidget(self._hint)
        body.addWidget(self._stack, 1)
        body.addWidget(_line())
        body.addLayout(self._foot())
        self._card.setFixedWidth(WIDTH)
        self._card.setMaximumHeight(HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, TOP, 16, TOP)
        layout.addWidget(self._card, 1, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        foot.setSpacing(16)
        foot.addWidget(self._note)
        foot.addStretch()
        parts = (
            _KeyWord(self.tr("open"), "Enter"),
            self._caller,
            self._chinese,
            _KeyWord(self.tr("close"), ACTIONS["back"].key),
        )
        for part in parts:
            foot.addWidget(part)
        return foot


class _SearchCard(Card):
    """The card in the middle: a magnifying glass before the field; a click on it closes nothing."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        draw_icon(QPainter(self), "magnifying-glass", "text2", 16, 8 + 4 + FIELD_HEIGHT / 2, ICON)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()


class _KeyWord(QWidget):
    """A word and the key that does it."""

    def __init__(self, words: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label(words, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._words)
        row.addWidget(KeyCap(key))

    def set_words(self, words: str) -> None:
        self._words.setText(words)


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    line.setFixedHeight(1)
    return line
