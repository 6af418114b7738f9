"""The figures of `app.metrics.figures` in the language of the screen: what each is called, how it is made."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.metrics.figures import BY_ID
from app.reports.table import Words


def figure_words(figure_id: str) -> Words:
    """Return the words of a figure. Raises KeyError for one that there is not."""
    figure = BY_ID[figure_id]
    return Words(_said(figure.words), _said(figure.formula), _said(figure.caution))


def definition(figure_id: str) -> str:
    """Return what a tooltip says: what the figure is, how it is made, and where others count otherwise."""
    words = figure_words(figure_id)
    return "\n".join(part for part in (words.name, words.formula, words.caution) if part)


def _said(source: str) -> str:
    return QCoreApplication.translate("Figures", source) if source else ""
