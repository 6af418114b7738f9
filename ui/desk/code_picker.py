"""A field that finds a code by pinyin initials, by words or by digit, with its list right below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy, QVBoxLayout, QWidget

from app.reference import CodeList, Reference
from ui.theme import Theme
from ui.widgets.fields import CodeField
from ui.widgets.rows import CELL_ROLE, Cell, RowDelegate
from ui.wording import named

MOST = 9
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Choice:
    """One code that can be picked: its words, and the initials it is found by."""

    code: str
    words: str
    initials: str


def reasons_of(found: Reference, *kinds: CodeList) -> list[str]:
    """Return the words of lists that are offered and not asked for, without what is retired."""
    return [
        named(row.name_zh, row.name_en)
        for kind in kinds
        for row in found.codes.get(kind, ())
        if not row.retired
    ]


def choices(found: Reference, kind: CodeList) -> list[Choice]:
    """Return the second-level codes of a list as choices, named with the first level."""
    rows = found.codes[kind]
    parents = {row.code: row for row in rows if row.parent_code is None}
    return [
        Choice(
            row.code,
            f"{named(over.name_zh, over.name_en)} · {named(row.name_zh, row.name_en)}",
            over.initials + row.initials,
        )
        for row in rows
        if row.parent_code and not row.retired and (over := parents.get(row.parent_code))
    ]


class ChoiceModel(QAbstractListModel):
    """The choices that fit what was typed, at most nine: each has a digit."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[Choice] = []

    def show(self, rows: Sequence[Choice]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def choice(self, row: int) -> Choice | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        choice = self._rows[index.row()]
        if role == CELL_ROLE:
            return Cell(text=choice.words, key=str(index.row() + 1))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return choice.words
        return choice.code if role == Qt.ItemDataRole.UserRole else None


class CodePicker(QWidget):
    """Pick one code of a list.

    Typing narrows the list; a digit or Enter picks; Up and Down move. The list is open while the field has
    the focus and nothing is picked, or after typing.
    Signals: ``picked(str)`` when a person picked a code, or cleared it (empty).
    """

    picked = Signal(str)

    def __init__(self, name: str, placeholder: str, most: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._code = ""
        self._most = min(most, MOST)
        self.field = _PickerField(placeholder, self)
        self.field.setAccessibleName(name)
        self._model = ChoiceModel(self)
        self._list = QListView()
        self._lay_out(name)
        self.field.textEdited.connect(self._on_typed)
        self.field.entered.connect(self._open_if_empty)
        self.field.left.connect(self._settle)
        self._list.clicked.connect(self._on_clicked)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        self._choices = tuple(choices)

    def code(self) -> str:
        return self._code

    def set_code(self, code: str) -> None:
        """Show a code without a signal; an unknown one is shown as it is."""
        self._code = code
        words = next((each.words for each in self._choices if each.code == code), code)
        self.field.setText(words)
        self.field.setCursorPosition(0)
        self._list.hide()

    def focus(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._open_if_empty()  # the focus may have been here

    def wants(self, event: QEvent) -> bool:
        """Tell whether a key is the open list's and nobody else's."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        return is_escape and not self._list.isHidden()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Act on a key of the open list; tell whether it was one."""
        if self._list.isHidden():
            if event.key() == Qt.Key.Key_Down:
                self._narrow("")
                return True
            return False
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._pick(self._list.currentIndex().row())
        elif event.text().isdigit() and event.text() != "0" and not event.modifiers():
            self._pick(int(event.text()) - 1)
        elif key == Qt.Key.Key_Escape:
            self._settle()
        else:
            return False
        return True

    def narrow(self) -> None:
        """Show what fits the typed text; for choices that came while it was typed."""
        if self.field.hasFocus() and not self._code:
            self._narrow(self.field.text())

    def _narrow(self, text: str) -> None:
        wanted = text.strip().lower()
        found = [each for each in self._choices if _fits(each, wanted)]
        found = sorted(found, key=lambda each: not _begins(each, wanted))[: self._most]
        self._model.show(found)
        self._list.setVisible(bool(found))
        self._list.setFixedHeight(len(found) * Theme.current().px("row") + 2)
        self._list.setCurrentIndex(self._model.index(0))

    def _step(self, by: int) -> None:
        row = max(0, min(self._model.rowCount() - 1, self._list.currentIndex().row() + by))
        self._list.setCurrentIndex(self._model.index(row))

    def _pick(self, row: int) -> None:
        choice = self._model.choice(row)
        if choice is None:
            return
        self.set_code(choice.code)
        self.picked.emit(choice.code)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        if self._code:
            self._code = ""
            self.picked.emit("")
        self._narrow(text)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._pick(index.row())

    @Slot()
    def _open_if_empty(self) -> None:
        if not self._code:
            self._narrow(self.field.text())

    @Slot()
    def _settle(self) -> None:
        self._list.hide()

    def _lay_out(self, name: str) -> None:
        self._list.setModel(self._model)
        self._list.setItemDelegate(RowDelegate(self._list))
        self._list.setAccessibleName(name)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setProperty("role", "choices")
        self._list.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.field)
        layout.addWidget(self._list)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.field)


def _begins(choice: Choice, wanted: str) -> bool:
    return choice.initials.startswith(wanted) or choice.words.lower().startswith(wanted)


def _fits(choice: Choice, wanted: str) -> bool:
    """Tell whether the initials, the words, or one word inside them begin so; an empty text fits all."""
    return _begins(choice, wanted) or f" {wanted}" in f" {choice.words.lower()}"


class _PickerField(CodeField):
    """Signals: ``entered()`` and ``left()`` with the focus."""

    entered = Signal()
    left = Signal()

    def __init__(self, placeholder: str, picker: CodePicker) -> None:
        super().__init__(placeholder, picker)
        self._picker = picker
        self.setProperty("acts_on_keys", True)  # a digit of a scanner shall pick nothing

    def event(self, event: QEvent) -> bool:
        # Esc closes an open list before it means anything to the window.
        if event.type() == QEvent.Type.ShortcutOverride and self._picker.wants(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._picker.handle_key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
