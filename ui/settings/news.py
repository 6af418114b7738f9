"""What is new, for who works with it: `resources/news`, one file a language, the newest version first."""

from __future__ import annotations

import re
from importlib.metadata import version

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from ui.theme import RESOURCES

_VERSION = re.compile(r"^## (\d+(?:\.\d+)*)", re.MULTILINE)


def news_text(language: str) -> str:
    """Return all news as Markdown."""
    return (RESOURCES / "news" / f"{language}.md").read_text(encoding="utf-8")


def versions_in(text: str) -> list[str]:
    """Return the versions of which a text tells, in its order."""
    return _VERSION.findall(text)


def is_newer(ours: str, seen: str) -> bool:
    """Tell whether a version came after the one that was seen last; nothing was seen by a new desk."""
    return bool(seen) and _parts(ours) > _parts(seen)


def our_version() -> str:
    return version("ringside")


def _parts(text: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", text)[:3]]


class News(QWidget):
    """The news, to be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("What is new"))
        self.text.setOpenLinks(False)
        language = "zh_CN" if QLocale().language() == QLocale.Language.Chinese else "en"
        self.text.setMarkdown(news_text(language))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)

    def to_first(self) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
