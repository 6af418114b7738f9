"""Asks where the visit goes to, or what has changed there: a place by its first words, and the street."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.reference import Place
from ui.desk.code_picker import Choice, CodePicker
from ui.widgets.button import KeyButton
from ui.widgets.fields import Field
from ui.widgets.labels import label
from ui.wording import named

PLACES_SHOWN = 8
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")


class AddressForm(QWidget):
    """Take a place and a street; nothing can be promised before one knows where to.

    Signals: ``place_typed(str)``; ``given(str, str)`` region code and street, both filled.
    """

    place_typed = Signal(str)
    given = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        placeholder = self.tr("first letters of district or street")
        self.place, self.street = CodePicker(self.tr("Place"), placeholder, PLACES_SHOWN), QLineEdit()
        self.street.setObjectName("dispatch_street")
        self.street.setMaxLength(200)
        self.street.setPlaceholderText(self.tr("street, number, building, door"))
        self._title = label("", "title")
        self._save = KeyButton(self.tr("Keep the address"), "Enter", "map-pin")
        self._lay_out()
        self.place.field.textEdited.connect(self.place_typed)
        self.place.picked.connect(self._on_place)
        self.street.textChanged.connect(self._check)
        self.street.returnPressed.connect(self.give)
        self._save.clicked.connect(self.give)
        self._check()

    def offer(self, places: Sequence[Place]) -> None:
        """Show the places that were found; the input method is off, so Latin letters find them too."""
        choices = [
            Choice(each.code, named(each.name_zh, each.name_en), each.name_en.lower()) for each in places
        ]
        self.place.set_choices(choices)
        self.place.narrow()

    def place_words(self) -> str:
        return self.place.field.text()

    def clear(self) -> None:
        self._title.setText(self.tr("No address is known. Ask where the visit goes to."))
        self.place.set_choices(())
        self.place.set_code("")
        self.street.clear()

    def change(self, region_code: str, place: str, street: str) -> None:
        """Show an address to be changed; the last number is marked, so that typing takes its place."""
        self._title.setText(self.tr("What has changed at this address?"))
        self.place.set_choices((Choice(region_code, place, ""),))
        self.place.set_code(region_code)
        self.street.setText(street)
        self.street.setFocus(Qt.FocusReason.ShortcutFocusReason)
        found = _LAST_NUMBER.search(street)
        if found is None:
            self.street.end(False)
        else:
            self.street.setSelection(found.start(), len(found.group()))

    @Slot(str)
    def _on_place(self, code: str) -> None:
        if code:
            self.street.setFocus(Qt.FocusReason.TabFocusReason)
        self._check()

    @Slot()
    def _check(self) -> None:
        self._save.setEnabled(self._is_whole())

    @Slot()
    def give(self) -> None:
        """Give what is there, if it is whole."""
        if self._is_whole():
            self.given.emit(self.place.code(), self.street.text().strip())

    def _is_whole(self) -> bool:
        return bool(self.place.code() and self.street.text().strip())

    def _lay_out(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        fields = QHBoxLayout()
        fields.setSpacing(12)
        fields.addWidget(Field(self.tr("Place"), self.place), 2, top)
        fields.addWidget(Field(self.tr("Street"), self.street), 3, top)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addLayout(fields)
        layout.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()
