"""Markdown to read: rendered by Qt itself in the theme's colours; it loads nothing and leads nowhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextFrame, QTextTable
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from ui.theme import MEDIUM, SEMIBOLD, Theme

# A picture or a link would ask somebody else's server who reads what, and HTML could bring either.
FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class Reading(QTextBrowser):
    """Show Markdown. Links are shown as words and not followed, pictures are not loaded."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._markdown = ""
        self.setAccessibleName(name)
        self.setProperty("role", "reading")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        Theme.current().changed.connect(self._on_theme)

    def show_markdown(self, text: str) -> None:
        """Show a text from its beginning; the same text stays where it is scrolled to."""
        if text == self._markdown:
            return
        where = self.verticalScrollBar().value() if self._markdown else 0
        begins_alike = text[:40] == self._markdown[:40]
        self._markdown = text
        self._render()
        self.verticalScrollBar().setValue(where if begins_alike else 0)

    def markdown(self) -> str:
        return self._markdown

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Load nothing, from nowhere."""
        return None

    @Slot()
    def _on_theme(self) -> None:
        self._render()

    def _render(self) -> None:
        theme, document = Theme.current(), self.document()
        document.setDefaultFont(theme.font(theme.px("body")))
        document.setMarkdown(self._markdown, FEATURES)
        document.setIndentWidth(20)
        block = document.begin()
        while block.isValid():
            _dress(block, theme)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            _dress_table(frame, theme)


def _dress(block: QTextBlock, theme: Theme) -> None:
    """Give a paragraph its air and its words the theme's sizes: a heading is bold, not larger."""
    cursor = QTextCursor(block)
    layout = block.blockFormat()
    if QTextCursor(block).currentTable() is None:
        layout.setTopMargin(8 if layout.headingLevel() and block.blockNumber() else 0)
        layout.setBottomMargin(2 if block.textList() else 8)
    cursor.setBlockFormat(layout)
    for part in [(one.start, one.length, QTextCharFormat(one.format)) for one in block.textFormats()]:
        _dress_words(block, *part, theme)


def _dress_words(block: QTextBlock, start: int, length: int, words: QTextCharFormat, theme: Theme) -> None:
    is_bold = block.blockFormat().headingLevel() > 0 or words.fontWeight() > MEDIUM
    words.setFont(theme.font(theme.px("body"), SEMIBOLD) if is_bold else theme.font(theme.px("body")))
    words.setForeground(theme.color("text"))
    if words.isAnchor():
        words.setAnchor(False)
        words.setAnchorHref("")
        words.setFontUnderline(False)
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + start)
    cursor.setPosition(block.position() + start + length, QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(words)


def _dress_table(frame: QTextFrame, theme: Theme) -> None:
    if not isinstance(frame, QTextTable):
        return
    layout = frame.format()
    layout.setBorderBrush(theme.color("border2"))
    layout.setCellPadding(4)
    layout.setBottomMargin(8)
    frame.setFormat(layout)
