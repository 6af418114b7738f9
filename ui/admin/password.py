"""An administrator gives somebody a password: past the list, its log and every command."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from app.wire import LONGEST_PASSWORD, SHORTEST_PASSWORD
from ui.actions import act_in, bind
from ui.bridge import Bridge
from ui.error_text import error_text
from ui.frame.own_window_keys import offer_keys
from ui.widgets.button import KeyButton, at_right
from ui.widgets.fields import Field
from ui.widgets.labels import label

SetPassword = Callable[[UUID, str], None]
WIDTH = 400


class PasswordDialog(QDialog):
    """Ask for a password twice and set it; what was typed is forgotten with the dialog.

    Signals: ``was_set()``.
    """

    was_set = Signal()

    def __init__(
        self, bridge: Bridge, set_password: SetPassword, person: tuple[UUID, str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._bridge, self._set, (self._person_id, name) = bridge, set_password, person
        self.setWindowTitle(self.tr("Set a password"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.first, self.again = QLineEdit(), QLineEdit()
        for field in (self.first, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setMaxLength(LONGEST_PASSWORD)
        hint = self.tr("at least {0} characters").format(SHORTEST_PASSWORD)
        self._first = Field(self.tr("New password"), self.first, hint=hint)
        self._again = Field(self.tr("The same again"), self.again)
        self._ok = KeyButton(self.tr("Set it"), "Enter", "check", "primary")
        self._close = KeyButton(self.tr("Close"), "Esc")
        self._lay_out(name)
        self._ok.clicked.connect(self.accept)
        self._close.clicked.connect(self.reject)
        self.first.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.accept)  # a dialog asks push buttons only
        bind(self, "open_pop", partial(act_in, parent, "open_pop"), whole_window=True)
        offer_keys(self)

    @Slot()
    def accept(self) -> None:
        """Set the password; the dialog goes when that is done."""
        words, again = self.first.text(), self.again.text()
        short = self.tr("At least {0} characters.").format(SHORTEST_PASSWORD)
        self._first.set_wrong(short if len(words) < SHORTEST_PASSWORD else "")
        self._again.set_wrong(self.tr("This is not the same.") if words != again else "")
        if len(words) < SHORTEST_PASSWORD or words != again or not self._ok.isEnabled():
            return
        self._ok.setEnabled(False)
        work = partial(self._set, self._person_id, words)
        self._bridge.ask_centre(self, work, self._on_set, self._on_refused)

    def _on_set(self, _none: None) -> None:
        self.was_set.emit()
        super().accept()

    def _on_refused(self, error: Exception) -> None:
        self._ok.setEnabled(True)
        self._again.set_wrong(error_text(error))

    def _lay_out(self, name: str) -> None:
        told = label(
            self.tr(
                "“{0}” signs in with it from now on. Where they are signed in they are signed out."
            ).format(name),
            "second",
        )
        told.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        for part in (told, self._first, self._again):
            layout.addWidget(part)
        layout.addLayout(at_right(self._close, self._ok))
        self.setFixedWidth(WIDTH)
