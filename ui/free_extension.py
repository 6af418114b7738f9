"""A supervisor gives an extension back that somebody left signed in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.actions import act_in, bind
from ui.bridge import Bridge
from ui.error_text import error_text
from ui.frame.own_window_keys import offer_keys
from ui.widgets.button import KeyButton, at_right
from ui.widgets.fields import CodeField, Field


class FreeExtension(QDialog):
    """Ask for the number and free it; the dialog stays beside the desk and blocks nothing.

    F9 goes to a ring from here too, and Esc comes back to what was typed.
    """

    def __init__(self, bridge: Bridge, free: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge, self._free = bridge, free
        self.setWindowTitle(self.tr("Free an extension"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.extension = CodeField()
        self._field = Field(self.tr("Extension"), self.extension)
        self._ok = KeyButton(self.tr("Free it"), "Enter", "check", "primary")
        self._close = KeyButton(self.tr("Close"), "Esc")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self._field)
        layout.addLayout(at_right(self._close, self._ok))
        self.setFixedWidth(360)
        self._ok.clicked.connect(self.accept)
        self.extension.returnPressed.connect(self.accept)  # a dialog asks push buttons only
        self._close.clicked.connect(self.reject)
        bind(self, "open_pop", partial(act_in, parent, "open_pop"), whole_window=True)
        offer_keys(self)

    @Slot()
    def accept(self) -> None:
        """Free the extension; the dialog goes when that is done."""
        extension = self.extension.text().strip()
        if extension and self._ok.isEnabled():
            self._ok.setEnabled(False)
            self._bridge.ask_centre(self, partial(self._free, extension), self._on_freed, self._on_refused)

    def _on_freed(self, _done: None) -> None:
        super().accept()

    def _on_refused(self, error: Exception) -> None:
        self._ok.setEnabled(True)
        self._field.set_wrong(error_text(error))
        self.extension.selectAll()
