"""The right side of the page: one refused command, all that was typed, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ui.actions import ACTIONS
from ui.attention.values import Conflict
from ui.attention.words import Typed
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.fact import Fact
from ui.widgets.fields import Field
from ui.widgets.labels import label
from ui.widgets.tab_order import follow

LONG_HEIGHT = 76


class AttentionCard(QWidget):
    """Show one refused command.

    Signals: ``edited()``; ``sent_again()``; ``withdrawn()`` after the person has confirmed it.
    """

    edited = Signal()
    sent_again = Signal()
    withdrawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._when = label("", "name"), label("", "muted")
        self._chip = Chip()
        self._whom, self._why = Fact("", "user-focus"), label("", "body")
        self.conflict = Conflict()
        self._typed_card = Card(self.tr("Everything you typed"))
        self._fields: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._follow_card = Card(self.tr("Builds on it and waits with it"))
        self._follow = label("", "second")
        self._message, self._question = label("", "broken"), label("", "title")
        send, withdraw = ACTIONS["send_again"], ACTIONS["withdraw"]
        self.send = KeyButton(send.text, send.key, send.icon, "primary")
        self.withdraw = KeyButton(withdraw.text, withdraw.key, withdraw.icon, "danger")
        self._yes = KeyButton(self.tr("Yes, withdraw"), "Enter", "prohibit", "danger")
        self._no = KeyButton(self.tr("Keep it"), "Esc", "arrow-u-up-left")
        self._lay_out()
        self._connect()

    def show_entry(
        self, title: str, when: str, why: str, typed: Sequence[Typed], follow: Sequence[str]
    ) -> None:
        """Show a command: what it did, why it was refused, what was typed, and what builds on it."""
        self._title.setText(title)
        self._when.setText(when)
        self._why.setText(why)
        self._fill(typed)
        self._follow.setText("\n".join(f"· {words}" for words in follow))
        self._follow_card.setVisible(bool(follow))
        self.show_whom("")
        self.show_message("")
        self.ask(False)

    def show_whom(self, words: str) -> None:
        self._whom.set(words, "user-focus")
        self._whom.setVisible(bool(words))

    def set_can_send(self, can: bool) -> None:
        """Let it be sent again, unless nothing here can make it fit."""
        self.send.setEnabled(can)

    def set_busy(self, is_busy: bool) -> None:
        for button in (self.send, self.withdraw, self._yes):
            button.setEnabled(not is_busy)

    def show_message(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))

    def message(self) -> str:
        return self._message.text()

    def texts(self) -> dict[str, str]:
        """Return the editable fields as they stand now."""
        return {
            name: field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
            for name, field in self._fields.items()
        }

    def field(self, name: str) -> QLineEdit | QPlainTextEdit:
        return self._fields[name]

    def ask(self, is_asking: bool, others: int = 0) -> None:
        """Ask once whether it shall be withdrawn, with what builds on it; or stop asking."""
        if others:
            words = self.tr("Withdraw this and the {0} that build on it? It is not sent any more.")
            self._question.setText(words.format(others))
        else:
            self._question.setText(self.tr("Withdraw this? It is not sent any more."))
        self._foot.setCurrentIndex(1 if is_asking else 0)
        if is_asking:
            self._yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_asking(self) -> bool:
        return self._foot.currentIndex() == 1

    def question(self) -> str:
        return self._question.text()

    def focus_first(self) -> None:
        """Go to what one mends first: the value that counts, else the first field."""
        target = (
            self.conflict.counts
            if not self.conflict.isHidden()
            else next(iter(self._fields.values()), self.send)
        )
        target.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_edited(self) -> None:
        self.show_message("")
        self.edited.emit()

    def _fill(self, typed: Sequence[Typed]) -> None:
        """Lay out what was typed anew: fields for what can be mended, words for the rest."""
        self._fields = {}
        old = self._typed
        self._typed = QWidget()
        grid = QGridLayout(self._typed)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, each in enumerate(typed):
            if each.is_editable:
                grid.addWidget(self._editor(each), row, 0, 1, 2)
            else:
                words = label(each.words, "body")
                words.setWordWrap(True)
                words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                grid.addWidget(label(each.label, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(words, row, 1)
        self._typed_card.body.replaceWidget(old, self._typed)
        old.deleteLater()
        self._typed_card.setVisible(bool(typed))
        editors = list(self._fields.values())
        if editors:
            follow(editors[0], [*editors[1:], self.withdraw, self.send])

    def _editor(self, each: Typed) -> Field:
        editor: QLineEdit | QPlainTextEdit
        if each.is_long:
            editor = QPlainTextEdit(each.value)
            editor.setTabChangesFocus(True)
            editor.setFixedHeight(LONG_HEIGHT)
        else:
            editor = QLineEdit(each.value)
        editor.textChanged.connect(self._on_edited)
        self._fields[each.field] = editor
        return Field(each.label, editor)

    def _connect(self) -> None:
        self.conflict.changed.connect(self._on_edited)
        self.send.clicked.connect(self.sent_again)
        self._yes.clicked.connect(self.withdrawn)
        self._no.clicked.connect(self._on_kept)

    @Slot()
    def _on_kept(self) -> None:
        self.ask(False)
        self.withdraw.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self._chip.set(self.tr("needs a decision"), "broken", "warning-circle")
        self._why.setWordWrap(True)
        self._question.setWordWrap(True)
        self._message.setWordWrap(True)
        self._follow.setWordWrap(True)
        self._typed = QWidget()
        self._typed_card.body.addWidget(self._typed)
        self._follow_card.body.addWidget(self._follow)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addLayout(self._head())
        for part in (self.conflict, self._typed_card, self._follow_card):
            column.addWidget(part)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(area, 1)
        layout.addWidget(self._make_foot())

    def _head(self) -> QVBoxLayout:
        first = QHBoxLayout()
        first.setSpacing(8)
        self._title.setWordWrap(True)
        first.addWidget(self._title, 1)
        first.addWidget(self._chip)
        first.addWidget(self._when)
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addLayout(first)
        head.addWidget(self._whom)
        head.addWidget(self._why)
        return head

    def _make_foot(self) -> QWidget:
        acts, sure = QWidget(), QWidget()
        for whole, parts in (
            (acts, (self._message, self.withdraw, self.send)),
            (sure, (self._question, self._no, self._yes)),
        ):
            row = QHBoxLayout(whole)
            row.setContentsMargins(16, 8, 16, 12)
            row.setSpacing(12)
            row.addWidget(parts[0], 1)
            row.addStretch()
            for part in parts[1:]:
                row.addWidget(part)
        foot = QWidget()
        self._foot = QStackedLayout(foot)
        self._foot.addWidget(acts)
        self._foot.addWidget(sure)
        return foot
