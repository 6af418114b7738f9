"""The words of the lists of rules: promises, follow-ups, hours, products, warranty, messages, lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

LISTS: Final[Mapping[str, str]] = {}
COLUMNS: Final[Mapping[str, str]] = {}
CHOICES: Final[Mapping[str, Mapping[str, str]]] = {}
assert QT_TRANSLATE_NOOP
