"""The settings, each with what it means beside it, and where things are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.config import SETTINGS, Settings, Source
from ui.settings.hook_card import HookCard
from ui.settings.words import meaning, source_word, title, value_word
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.fields import ChoiceField
from ui.widgets.labels import label

CHOICE_WIDTH, NAME_WIDTH = 200, 170


class SettingRow(QWidget):
    """One setting. Signals: ``chosen(object)`` a value; ``put_back()`` to the default."""

    chosen = Signal(object)
    put_back = Signal()

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.choice = ChoiceField()
        self.choice.setFixedWidth(CHOICE_WIDTH)
        self.choice.setAccessibleName(title(key))
        self.choice.setAccessibleDescription(meaning(key))
        for value in SETTINGS[key].values:
            self.choice.addItem(value_word(key, value), value)
        self._meaning, self._where = label(meaning(key), "body"), label("", "muted")
        for words in (self._meaning, self._where):
            words.setWordWrap(True)
        self.reset = KeyButton(self.tr("Default"), icon="arrow-u-up-left", kind="quiet", small=True)
        self.reset.setAccessibleName(self.tr("Default of {0}").format(title(key)))
        self._lay_out()
        self.choice.activated.connect(self._on_activated)
        self.reset.clicked.connect(self.put_back)

    def show_value(self, settings: Settings, *, keeps: bool) -> None:
        """Show a setting as it is, without a signal."""
        source = settings.source(self._key)
        self.choice.setCurrentIndex(SETTINGS[self._key].values.index(settings.value(self._key)))
        self.choice.setEnabled(settings.may_set(self._key))
        self.reset.setVisible(source is Source.OWN)
        at_once = SETTINGS[self._key].is_at_once
        self._where.setText(source_word(source, is_at_once=at_once, keeps=keeps))

    def _on_activated(self, at: int) -> None:
        self.chosen.emit(SETTINGS[self._key].values[at])

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(16)
        name = label(title(self._key), "title")
        name.setFixedWidth(NAME_WIDTH)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._meaning)
        words.addWidget(self._where)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignTop)


class Choices(QScrollArea):
    """All settings. Signals: ``chosen(str, object)`` key and value, None for the default."""

    chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = {key: SettingRow(key) for key in SETTINGS}
        self.hook = HookCard()
        self._said = label("", "broken")
        self._said.setWordWrap(True)
        self._places = QGridLayout()
        self._lay_out()
        for key, row in self.rows.items():
            row.chosen.connect(partial(self.chosen.emit, key))
            row.put_back.connect(partial(self.chosen.emit, key, None))

    def show_settings(self, settings: Settings, *, keeps: bool) -> None:
        for row in self.rows.values():
            row.show_value(settings, keeps=keeps)

    def show_places(self, places: Sequence[tuple[str, str]]) -> None:
        """Say where things are: what, and its place, which can be marked and copied."""
        for at, (what, where) in enumerate(places):
            shown = label(where, "second")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setWordWrap(True)
            name = label(what, "title")
            name.setFixedWidth(NAME_WIDTH)
            self._places.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            self._places.addWidget(shown, at, 1)

    def say(self, sentence: str) -> None:
        """Say why a choice was not kept."""
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def to_first(self) -> None:
        free = [row.choice for row in self.rows.values() if row.choice.isEnabled()]
        (free[0] if free else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(12)
        own, places = Card(self.tr("What can be set")), Card(self.tr("Where things are"))
        self._said.hide()
        own.body.addWidget(self._said)
        for row in self.rows.values():
            own.body.addWidget(row)
        self._places.setHorizontalSpacing(16)
        self._places.setColumnStretch(1, 1)
        places.body.addLayout(self._places)
        column.addWidget(own)
        column.addWidget(self.hook)
        column.addWidget(places)
        column.addStretch()
        self.setWidget(whole)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Settings"))
