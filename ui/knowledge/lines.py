"""What can be read in a call, as a list: notices first, then articles."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from app.knowledge import ArticleLine, Why
from app.notices import NoticeLine, NoticeSeverity, NoticeText
from ui.desk.notice_row import TONES
from ui.theme import MEDIUM
from ui.widgets.list_model import ListModel
from ui.widgets.rows import Cell
from ui.wording import named

Line = ArticleLine | NoticeLine | NoticeText


def line_id(line: Line) -> UUID:
    return line.article_id if isinstance(line, ArticleLine) else line.notice_id


class LineModel(ListModel):
    """A title, and why it is here. ``UserRole`` is the id of the article or the notice."""

    columns = ("title",)
    _used: Collection[UUID] = ()

    def show(self, lines: Sequence[Line], used: Collection[UUID]) -> None:
        """Show lines; ``used`` are the articles that were used in this call."""
        self._used = frozenset(used)
        self.show_rows(lines)

    def heads(self) -> tuple[str, ...]:
        return (self.tr("Title"),)

    def known_by(self, row: Line) -> UUID:
        return line_id(row)

    def cell(self, row: Line, column: int) -> Cell:  # noqa: ARG002
        title = named(row.title_zh, row.title_en)
        if isinstance(row, ArticleLine):
            return self._article(row, title)
        told = isinstance(row, NoticeLine) and row.told_at is not None
        tone, icon = TONES[row.severity]
        second = self.tr("told the customer") if told else self.severity_word(row.severity)
        color = "muted" if told else tone
        return Cell(text=title, second=second, icon=icon, icon_color=color, weight=MEDIUM, tip=title)

    def _article(self, row: ArticleLine, title: str) -> Cell:
        is_used = row.article_id in self._used
        why = self.tr("used in this call") if is_used else self._why(row.why)
        icon = "check-circle" if is_used else "shield-warning" if row.is_safety else "info"
        color = "good" if is_used else "broken" if row.is_safety else "muted"
        return Cell(text=title, second=f"{row.code} · {why}", icon=icon, icon_color=color, tip=title)

    def severity_word(self, severity: NoticeSeverity) -> str:
        return {
            NoticeSeverity.RECALL: self.tr("Recall"),
            NoticeSeverity.ATTENTION: self.tr("Attention"),
            NoticeSeverity.INFO: self.tr("Notice"),
        }[severity]

    def _why(self, why: Why) -> str:
        return {
            Why.FAULT: self.tr("this fault"),
            Why.MODEL: self.tr("this model"),
            Why.WORD: self.tr("a word of it"),
            Why.REASON: self.tr("this reason"),
            Why.LINE: self.tr("this kind of unit"),
            Why.BEGINNING: self.tr("begins so"),
            Why.TEXT: self.tr("in the text"),
        }[why]
