"""Making a backup: where to, by which passphrase, how far it is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from app.backup import LEAST_PASSPHRASE
from ui.theme import Theme
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.fields import Field
from ui.widgets.labels import label
from ui.wording import day_time

WIDTH = 560


class BackupForm(QWidget):
    """Ask for a file and a passphrase. Signals: ``wanted(str, str)`` these; ``stopped()``."""

    wanted = Signal(str, str)
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = label("", "body")
        self.file, self.words, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        for secret in (self.words, self.again):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        for field in (self.file, self.words, self.again):
            field.setFixedHeight(Theme.current().px("field"))
        self._file = Field(self.tr("File"), self.file)
        least = self.tr("at least {0} characters").format(LEAST_PASSPHRASE)
        self._words = Field(self.tr("Passphrase"), self.words, hint=least)
        self._again = Field(self.tr("The same again"), self.again)
        self.choose = KeyButton(self.tr("Choose…"))
        self.make = KeyButton(self.tr("Make the backup"), "Ctrl Enter", "hard-drives", "primary")
        self.stop = KeyButton(self.tr("Stop"), kind="quiet")
        self._bar, self._said = QProgressBar(), label("", "second")
        self._lay_out()
        self.choose.clicked.connect(self._on_choose)
        self.make.clicked.connect(self.ask)
        self.stop.clicked.connect(self.stopped)
        self.show_idle("")

    def show_last(self, last: datetime | None, proposed: Path) -> None:
        """Say when the last one was made, and propose a file."""
        said = (
            self.tr("The last backup was made {0}.").format(day_time(last))
            if last
            else self.tr("There is no backup yet.")
        )
        self._state.setText(said)
        if not self.file.text():
            self.file.setText(str(proposed))

    def show_unavailable(self, sentence: str) -> None:
        """Say why there is nothing to back up here."""
        self._state.setText(sentence)
        self._form.hide()

    def show_share(self, share: float) -> None:
        self._bar.setValue(round(share * 100))

    def show_busy(self) -> None:
        self.make.setEnabled(False)
        for part in (self._bar, self.stop):
            part.show()
        self._bar.setValue(0)
        self._said.setText(self.tr("One can go on working meanwhile."))

    def show_idle(self, sentence: str) -> None:
        self.make.setEnabled(True)
        for part in (self._bar, self.stop):
            part.hide()
        self._said.setText(sentence)

    def ask(self) -> None:
        """Ask for the backup if all is filled in; else say what is missing."""
        short = len(self.words.text()) < LEAST_PASSPHRASE
        self._file.set_wrong("" if self.file.text() else self.tr("Name a file."))
        self._words.set_wrong(self.tr("Too short; four words are easily kept.") if short else "")
        differs = self.words.text() != self.again.text()
        self._again.set_wrong(self.tr("The two are not the same.") if differs else "")
        if self.file.text() and not short and not differs and self.make.isEnabled():
            self.wanted.emit(self.file.text(), self.words.text())
            self.words.clear()
            self.again.clear()

    def to_first(self) -> None:
        (self.words if self._form.isVisibleTo(self) else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.tr("File of the backup"), self.file.text())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.file.setText)
        dialog.open()

    def _lay_out(self) -> None:
        card = Card(self.tr("Backup"))
        card.setFixedWidth(WIDTH)
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 8, 0, 0)
        form.setSpacing(10)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self._file, 1)
        place.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignBottom)
        advice = label(
            self.tr(
                "Keep the file away from this PC. Nobody opens it without the passphrase, neither do we. To"
                " bring it back, close the desk: ringside restore FILE."
            ),
            "muted",
        )
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for part in (self.make, self.stop):
            acts.addWidget(part)
        acts.addStretch()
        form.addLayout(place)
        for part in (self._words, self._again, advice):
            form.addWidget(part)
        form.addLayout(acts)
        for part in (self._bar, self._said):
            form.addWidget(part)
        for words in (self._state, advice, self._said):
            words.setWordWrap(True)
        card.body.addWidget(self._state)
        card.body.addWidget(self._form)
        at_left = QHBoxLayout()
        at_left.addWidget(card)
        at_left.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(at_left)
        column.addStretch()
