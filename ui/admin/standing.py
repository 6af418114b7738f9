"""Each list of the administration stands as its person left it, though all of them share one grid."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Slot

from ui.admin.model import Show
from ui.admin.view import AdminView
from ui.kept_lists import KeptLists

LASTING = (Show.RETIRED.value, Show.ALL.value)  # what is not saved or wrong passes, and its filter with it


class Standing(QObject):
    """Keep columns, sorting and filter of the list that is shown. Without ``lists`` nothing is kept."""

    def __init__(self, lists: KeptLists | None, view: AdminView) -> None:
        super().__init__(view)
        self._lists, self._view, self._name = lists, view, ""
        view.grid.arranged.connect(self.keep)
        view.filters.chosen.connect(self.keep)
        if lists is not None:
            lists.came.connect(self._on_came)

    def leave(self) -> None:
        """Keep what was just arranged, before another list is shown."""
        self._view.grid.tell_arranged()

    def take(self, list_id: str) -> None:
        """Let a list that has come into the grid stand as it was left."""
        self._name = f"admin_{list_id}"
        model, grid = self._view.model, self._view.grid
        grid.name_columns([model.column(at).name for at in range(model.columnCount())])
        grid.fit_columns()
        self._stand()

    @Slot()
    def _on_came(self) -> None:
        if self._name and self._lists is not None and self._lists.may_take(self._view.grid):
            self._stand()

    def _stand(self) -> None:
        if self._lists is not None:
            kept = self._lists.stood(self._name)
            self._view.grid.arrange(kept)
            self._view.filters.narrow(kept.narrowed)

    @Slot()
    def keep(self) -> None:
        if self._lists is None or not self._name or self._view.model.sheet is None:
            return
        narrowed = self._view.filters.narrowed()
        stands = replace(self._view.grid.arrangement(), narrowed=narrowed if narrowed in LASTING else "")
        self._lists.leave(self._name, stands)
