"""How the desk's presenters write: commands in order, what follows, and what is said when it fails."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.command import Command
from ui.context import Context
from ui.error_text import error_text


class Writing(QObject):
    """Signals: ``failed(str)`` with a sentence, when a command was refused or the store could not write."""

    failed = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def execute(
        self,
        *commands: Command,
        ok: Callable[[], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        drop_drafts_of: UUID | None = None,
    ) -> None:
        """Execute commands one after another in the background, then forget the drafts they made needless."""
        desk = self._context.desk

        def work() -> None:
            desk.execute(*commands)
            if drop_drafts_of is not None:
                desk.drop_drafts(drop_drafts_of)

        self._begin(self._context.bridge.write, work, ok, failed)

    def ask_centre(
        self,
        command: Command,
        ok: Callable[[], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Execute what only the centre decides: nothing that is written here waits for its answer."""
        work = partial(self._context.desk.execute, command)
        self._begin(self._context.bridge.ask_centre, work, ok, failed)

    def _begin(
        self,
        begin: Callable[..., None],
        work: Callable[[], None],
        ok: Callable[[], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> None:
        def on_failed(error: Exception) -> None:
            sentence = error_text(error)
            if failed is not None:
                failed(error)
            self.failed.emit(sentence)

        begin(self, work, None if ok is None else lambda _none: ok(), on_failed)
