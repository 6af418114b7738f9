"""How the application looks as it is set, and as the PC is set where it follows that."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from app.config import Settings
from ui.theme import Scheme, Theme


class Look(QObject):
    """Dress an application; it is the application's child."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self._settings, self._hints = settings, app.styleHints()
        self._theme = Theme(app, self._scheme())
        self._hints.colorSchemeChanged.connect(self._on_system)

    def apply(self, key: str) -> None:
        """Make a setting true, if it is one of the look's."""
        if key == "theme":
            self._theme.set_scheme(self._scheme())

    @Slot()
    def _on_system(self) -> None:
        self.apply("theme")

    def _scheme(self) -> Scheme:
        chosen = self._settings.value("theme")
        if chosen != "system":
            return Scheme(chosen)
        return Scheme.DARK if self._hints.colorScheme() is Qt.ColorScheme.Dark else Scheme.LIGHT
