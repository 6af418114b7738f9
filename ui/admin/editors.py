"""How a cell of a grid is typed: codes without input method, choices from their list, long words in a box."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStyleOptionViewItem, QWidget

from app.lists.columns import Kind
from ui.admin.model import GridModel
from ui.admin.words import flag_word
from ui.widgets.fields import CodeField
from ui.widgets.rows import Index, RowDelegate
from ui.widgets.suggesting import SuggestingField

BOX_HEIGHT, BOX_WIDTH = 120, 420
LATIN: Final = frozenset({Kind.CODE, Kind.WHOLE, Kind.DAY, Kind.CLOCK})


class LinesEditor(QPlainTextEdit):
    """Words of several lines: Enter ends them, Shift+Enter begins a line."""


class CellDelegate(RowDelegate):
    """Paint cells and open their editors. What is chosen are cells, and so what is lit up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paints_rows = False

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, GridModel)
        column = model.column(index.column())
        if column.kind is Kind.LINES:
            return LinesEditor(parent)
        if column.kind in (Kind.CHOICE, Kind.FLAG):
            return self._choosing(parent, model, index.column())
        return CodeField(parent=parent) if column.kind in LATIN else QLineEdit(parent)

    def _choosing(self, parent: QWidget, model: GridModel, at: int) -> SuggestingField:
        """Return a field that offers what it can be, narrowed by what is typed."""
        column = model.column(at)
        if column.kind is Kind.FLAG:
            return SuggestingField([flag_word(True), flag_word(False)], parent)
        return SuggestingField([word for _value, word in model.choices(column)], parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        words = str(index.data(Qt.ItemDataRole.EditRole) or "")
        head = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(head))
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(words)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(words)
            editor.selectAll()
            if isinstance(editor, SuggestingField):
                editor.show_all()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        rect = QRect(option.rect)
        if isinstance(editor, QPlainTextEdit):
            rect.setHeight(BOX_HEIGHT)
            rect.setWidth(max(rect.width(), BOX_WIDTH))
            room = editor.parentWidget().rect()
            rect.moveRight(min(rect.right(), room.right()))
            rect.moveBottom(min(rect.bottom(), room.bottom()))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Let Enter end words of several lines too."""
        if isinstance(editor, QPlainTextEdit) and isinstance(event, QKeyEvent):
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.type() == QEvent.Type.KeyPress:
                if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                    editor.insertPlainText("\n")
                else:
                    self.commitData.emit(editor)
                    self.closeEditor.emit(editor)
                return True
        return super().eventFilter(editor, event)
