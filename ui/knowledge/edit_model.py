"""The documents that are edited, as a list."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from ui.knowledge.documents import Document, Kind
from ui.theme import MEDIUM
from ui.widgets.list_model import ListModel
from ui.widgets.rows import Cell
from ui.wording import named


class DocumentModel(ListModel):
    """A title, and how much it is used. ``UserRole`` is the id."""

    columns = ("title",)
    _drafts: frozenset[UUID] = frozenset()

    def show(self, documents: Sequence[Document], drafts: frozenset[UUID]) -> None:
        self._drafts = drafts
        self.show_rows(documents)

    def heads(self) -> tuple[str, ...]:
        return (self.tr("Title"),)

    def known_by(self, row: Document) -> UUID:
        return row.id

    def cell(self, row: Document, column: int) -> Cell:  # noqa: ARG002
        title = named(*row.title()) or self.tr("New")
        chip = self.tr("draft") if row.id in self._drafts else self.tr("out of use") if row.is_over else ""
        tone = "attn" if row.id in self._drafts else "neutral"
        color = "muted" if row.is_over else "text"
        return Cell(
            text=title, second=self._second(row), chip=chip, chip_tone=tone, weight=MEDIUM, color=color
        )

    def _second(self, row: Document) -> str:
        if row.kind is Kind.NOTICE:
            return self.tr("{0} customers told").format(row.figures[0])
        code = row.texts.get("code", "")
        if row.kind is Kind.SCRIPT:
            return self.tr("{0} · version {1}").format(code, row.version)
        return self.tr("{0} · used {1}, settled {2}").format(code, *row.figures)
