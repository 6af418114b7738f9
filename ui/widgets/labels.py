"""Plain labels by role; the style sheet gives each role its size and colour."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def label(text: str = "", role: str = "body", parent: QWidget | None = None) -> QLabel:
    """Return a plain-text label.

    Roles: name, title, body, second, label, muted, broken, link, aloud, number, wall.
    """
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    return made


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property by which the style sheet chooses, and let it look again if it is another one."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
