"""What tests of the screen need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.i18n import install
from ui.theme import Scheme, Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The application's theme, light and in English before and after."""
    theme = qapp.findChild(Theme) or Theme(qapp)
    install(qapp, "en")
    theme.set_scheme(Scheme.LIGHT)
    yield theme
    theme.set_scheme(Scheme.LIGHT)
    install(qapp, "en")
