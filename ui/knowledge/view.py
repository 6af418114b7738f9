"""The panel of knowledge beside a call: a search, what fits, and what one reads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui.dispatch.panel import Panel, back_button, panel_head
from ui.knowledge.lines import Line, LineModel
from ui.knowledge.reading import Reading
from ui.search.field import SearchField
from ui.widgets.box import SentenceBox
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.fact import Fact
from ui.widgets.labels import label
from ui.widgets.table import RowTable

LIST_WIDTH = 330


class KnowledgePanel(Panel):
    """Find and read; it decides nothing.

    Signals: ``typed(str)`` what is searched for; ``wanted(object)`` the id of the line that is chosen;
    ``used()``; ``said()`` its sentence shall stay in sight; ``taken_up()`` the order or case of a notice;
    ``back()``.
    """

    typed = Signal(str)
    wanted = Signal(object)
    used = Signal()
    said = Signal()
    taken_up = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("knowledge")
        self.search = SearchField(self.tr("words, initials or a code"))
        self.search.setAccessibleName(self.tr("Search the knowledge"))
        self.model = LineModel(self)
        self.list = RowTable(self.tr("What fits this call"))
        self.list.setModel(self.model)
        self.list.horizontalHeader().hide()
        self.list.set_widths({}, 0)
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._how_many = label("", "second")
        self._title, self._mark = label("", "title"), Chip()
        self.say, self.reading = SentenceBox(), Reading(self.tr("The text"))
        self._used = KeyButton(self.tr("Used in this call"), "Ctrl Enter", "check", "primary")
        self._say = KeyButton(self.tr("Keep in sight"), "Alt Y", small=True)
        self._take_up = KeyButton(self.tr("Take it up"), "Ctrl O", "clipboard-text")
        self._message = Fact()
        self._lay_out()
        self._connect()

    def begin(self) -> None:
        """Begin anew: nothing is searched for and nothing read."""
        self.search.clear()
        self.show_nothing()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_lines(self, lines: Sequence[Line], used: Collection[UUID]) -> None:
        """Show what was found; what was chosen stays chosen while it is among it, else the first is."""
        before = self.chosen()
        self.model.show(lines, used)
        self._how_many.setText(self.tr("{0} found").format(len(lines)) if lines else "")
        if not lines:
            self.show_nothing()
            return
        row = max(0, self.model.row_of(before))
        self.list.setCurrentIndex(self.model.index(row, 0))
        if self.chosen() == before:
            self.wanted.emit(before)

    def chosen(self) -> UUID | None:
        """Return the id of the line that is chosen."""
        found: UUID | None = self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        return found

    def show_text(self, title: str, mark: tuple[str, str, str], say: str, markdown: str) -> None:
        """Show a text with its mark (word, tone and icon) and the sentence to read out."""
        self._title.setText(title)
        self._mark.set(*mark)
        self._mark.setVisible(bool(mark[0]))
        self.say.set(say)
        self.say.setVisible(bool(say))
        self._say.setVisible(bool(say))
        self.reading.show_markdown(markdown)
        self.reading.setAccessibleName(title)
        self._right.show()

    def show_nothing(self) -> None:
        self.model.show((), ())
        self._how_many.setText(self.tr("Nothing fits. Search for a word."))
        self.say.set("")
        self._right.hide()

    def set_acts(self, used: str, take_up: str, hint: str = "") -> None:
        """Give the acts their words; without words there is none, and ``hint`` says why."""
        self._used.set_words(used)
        self._take_up.set_words(take_up)
        for button, words in ((self._used, used), (self._take_up, take_up)):
            button.setVisible(bool(words))
        self._message.set(hint, "info" if hint else "")
        self._message.setVisible(bool(hint))

    def show_failed(self, sentence: str) -> None:
        """Say why something could not be read or written, beside the text or where none is shown."""
        self.set_acts("", "", sentence)
        if self._right.isHidden():
            self._how_many.setText(sentence)

    def message(self) -> str:
        return self._how_many.text() if self._right.isHidden() else self._message.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter reads: the keys go to the text, Esc and another letter come back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.reading.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        super().keyPressEvent(event)

    def _connect(self) -> None:
        self.search.textEdited.connect(self.typed)
        self.search.moved.connect(self._on_moved)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.opened.connect(self._on_opened)
        self._used.clicked.connect(self.used)
        self._say.clicked.connect(self.said)
        self._take_up.clicked.connect(self.taken_up)
        self._back.clicked.connect(self.back)
        self.answer("confirm", self._press(self._used))
        self.shortcut("keep_in_sight", self._press(self._say))
        self.shortcut("take_up", self._press(self._take_up))
        self.answer("copy_table", self.list.copy)
        self.answer("back", self.back.emit)

    def _press(self, button: KeyButton) -> Callable[[], None]:
        return lambda: button.click() if button.isVisibleTo(self) else None

    @Slot(object)
    def _on_moved(self, event: QKeyEvent) -> None:
        QApplication.sendEvent(self.list, event)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.wanted.emit(index.data(Qt.ItemDataRole.UserRole))

    @Slot(QModelIndex)
    def _on_opened(self, _index: QModelIndex) -> None:
        self.reading.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        self._back = back_button()
        head = panel_head("question", self.tr("Knowledge"), self._how_many, self._back)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.search)
        card = Card(flush=True)
        card.body.setContentsMargins(1, 0, 1, 8)
        card.body.addWidget(self.list)
        left.addWidget(card, 1)
        sides = QHBoxLayout()
        sides.setSpacing(12)
        holder = QWidget()
        holder.setFixedWidth(LIST_WIDTH)
        left.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(left)
        sides.addWidget(holder)
        self._right = self._text_side()
        sides.addWidget(self._right, 1)
        sides.addStretch(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addLayout(sides, 1)

    def _text_side(self) -> QWidget:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._title, 1)
        row.addWidget(self._mark)
        row.addWidget(self._say)
        self._title.setWordWrap(True)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for part in (self._used, self._take_up):
            acts.addWidget(part)
        acts.addStretch()
        card.body.setContentsMargins(16, 4, 16, 12)
        card.body.addLayout(row)
        card.body.addWidget(self.say)
        card.body.addWidget(self.reading, 1)
        card.body.addWidget(self._message)
        card.body.addLayout(acts)
        return card
