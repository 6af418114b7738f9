"""Where a softphone's hook listens, and its token, which is shown once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.theme import Theme
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.labels import label


class HookCard(Card):
    """Show the hook. Signals: ``renew_wanted()`` another token; ``copied(str)`` what a softphone opens."""

    renew_wanted = Signal()
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Hook for a softphone"))
        self._said = label("", "body")
        self._said.setWordWrap(True)
        self.line = QLineEdit()
        self.line.setReadOnly(True)
        self.line.setFixedHeight(Theme.current().px("field"))
        self.line.setAccessibleName(self.tr("What the softphone is to open"))
        self._once = label(
            self.tr("Give this to the softphone now: it is not shown again. A new one makes it worthless."),
            "second",
        )
        self.renew = KeyButton(self.tr("New token"), icon="arrows-clockwise", small=True)
        self.copy = KeyButton(self.tr("Copy"), icon="clipboard-text", kind="quiet", small=True)
        self._fill()
        self.renew.clicked.connect(self.renew_wanted)
        self.copy.clicked.connect(self._on_copy)

    def show_state(self, address: str, trouble: str) -> None:
        """Say where it listens, or why it does not."""
        words = {
            "in_use": self.tr("Another program has this port; choose another one above."),
            "no_keyring": self.tr("There is no safe keyring for its token, so that it does not listen."),
        }
        listens = self.tr("Listens at {0}, for this PC alone.").format(address)
        said = words.get(trouble, listens if address else self.tr("Does not listen."))
        self._said.setText(said)
        self.renew.setEnabled(bool(address))
        if not address:
            self.show_line("")

    def show_refusal(self, sentence: str) -> None:
        self._said.setText(sentence)

    def show_line(self, line: str) -> None:
        """Show what a softphone opens, with the token in it; nothing takes it away."""
        self.line.setText(line)
        self.line.setCursorPosition(0)
        for part in (self.line, self.copy, self._once):
            part.setVisible(bool(line))

    def _on_copy(self) -> None:
        self.copied.emit(self.line.text())

    def _fill(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.renew)
        row.addWidget(self.line, 1)
        row.addWidget(self.copy)
        self.body.addWidget(self._said)
        self.body.addLayout(row)
        self.body.addWidget(self._once)
        self.show_line("")
