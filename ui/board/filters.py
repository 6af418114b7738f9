"""What the board is narrowed by: words, and a choice for each facet with how many it would show."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStyleOptionComboBox, QWidget

from app.board import BoardNames
from app.board_picture import Facet
from ui.board.words import facet_word, value_word
from ui.search.field import SearchField
from ui.widgets.fields import ChoiceField

WORDS_WIDTH, LEAST_WIDTH = 180, 96
AROUND = 42  # the edges and the caret of a choice
DELAY_MS = 80  # a word typed fast is looked for once
BELOW = {Facet.PROVINCE: (Facet.BRANCH, Facet.PROVIDER), Facet.BRANCH: (Facet.PROVIDER,)}


class BoardFilters(QWidget):
    """Narrow the board. A choice gives up what was chosen below it.

    Signals: ``changed()``.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = _Words(self.tr("Number, place, name, fault"))
        self.words.setToolTip(self.words.placeholderText())
        self.words.setAccessibleName(self.tr("Find in the list"))
        self.words.setFixedWidth(WORDS_WIDTH)
        self.words.setClearButtonEnabled(True)
        self.fields = {facet: _FacetField(facet) for facet in Facet}
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(DELAY_MS)
        self._lay_out()
        self.words.textChanged.connect(self._typed.start)
        self._typed.timeout.connect(self.changed)
        for field in self.fields.values():
            field.picked.connect(self._on_picked)

    def chosen(self) -> dict[Facet, str]:
        """Return the value of each facet that one is chosen of."""
        return {facet: value for facet, field in self.fields.items() if (value := field.value()) is not None}

    def show_counts(self, counts: Mapping[Facet, Mapping[str, int]], names: BoardNames) -> None:
        for facet, field in self.fields.items():
            field.show_counts(counts.get(facet, {}), names)
            field.setEnabled(facet in counts)

    def choose(self, facet: Facet, value: str | None) -> None:
        """Choose a value as by hand."""
        self.fields[facet].choose(value)
        self._on_picked(facet)

    def restore(self, chosen: Mapping[Facet, str]) -> None:
        """Choose these values and no others; what is no value of its facet is passed over."""
        for facet, field in self.fields.items():
            try:
                field.choose(chosen.get(facet))
            except ValueError:
                field.choose(None)
        self.changed.emit()

    def clear(self) -> None:
        """Show all again."""
        for field in self.fields.values():
            field.choose(None)
        self.words.clear()
        self._typed.stop()
        self.changed.emit()

    @Slot(object)
    def _on_picked(self, facet: Facet) -> None:
        for below in BELOW.get(facet, ()):
            self.fields[below].choose(None)
        self.changed.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.words)
        for field in self.fields.values():
            row.addWidget(field, 1)


class _Words(SearchField):
    """Take words to look for; what is pressed with Alt is the page's, and no letter."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class _FacetField(ChoiceField):
    """All, or one value of a facet; the list says how many each has.

    Signals: ``picked(object)`` its `Facet`, when a person chose.
    """

    picked = Signal(object)

    def __init__(self, facet: Facet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facet = facet
        self._counts: Mapping[str, int] = {}
        self._names = BoardNames({}, {}, {}, {})
        self.setAccessibleName(facet_word(facet))
        self.setMinimumWidth(LEAST_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(16)
        self.addItem(facet_word(facet), None)
        self.activated.connect(self._on_activated)

    def value(self) -> str | None:
        found = self.currentData()
        return found if found is None else str(found)

    def choose(self, value: str | None) -> None:
        place = 0 if value is None else self.findData(value)
        if place < 0:
            self._add(str(value))
            place = self.count() - 1
        self.setCurrentIndex(place)

    def show_counts(self, counts: Mapping[str, int], names: BoardNames) -> None:
        """Take the values with their counts; they are laid out once somebody looks at them."""
        is_new = (counts, names) != (self._counts, self._names)
        self._counts, self._names = counts, names
        if is_new and (self.hasFocus() or self.value() is not None) and not self.view().isVisible():
            self._fill()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Show the word alone: how many there are stands in the open list and above the table."""
        super().initStyleOption(option)
        word = self.currentData(Qt.ItemDataRole.AccessibleTextRole) or self.currentText()
        room = self.width() - AROUND
        option.currentText = self.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, room)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._fill()
        super().focusInEvent(event)

    def showPopup(self) -> None:
        self._fill()
        super().showPopup()

    def _fill(self) -> None:
        """Lay the values out, most first; without focus only the one that is chosen."""
        chosen = self.value()
        found = self._counts if self.hasFocus() else {}
        ranked = sorted(found.items(), key=lambda one: (-one[1], one[0]))
        self.clear()
        self.addItem(facet_word(self._facet), None)
        for value, _count in ranked:
            self._add(value)
        self.choose(chosen)

    def _add(self, value: str) -> None:
        word = value_word(self._facet, value, self._names)
        self.addItem(f"{word}  {self._counts.get(value, 0)}", value)
        self.setItemData(self.count() - 1, word, Qt.ItemDataRole.AccessibleTextRole)

    @Slot(int)
    def _on_activated(self, _row: int) -> None:
        self.picked.emit(self._facet)
