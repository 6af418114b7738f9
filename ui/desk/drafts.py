"""Keeps on disk what is being typed, within a quarter of a second of the key."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from app.interactions import KeptDraft
from ui.context import Context

DELAY_MS = 250
AGAIN_MS = 2000  # after the disk refused


class DraftKeeper(QObject):
    """Write drafts in the background; the last text of each field wins.

    Signals: ``kept(datetime)`` when everything typed so far is on disk; ``failed(object)`` the error.
    """

    kept = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._waiting: dict[tuple[UUID, str], str] = {}
        # A timer that typing does not restart: the wait after a key is bounded.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.flush)

    def note(self, subject_id: UUID, field: str, text: str) -> None:
        """Take the text of a field as it stands now."""
        self._waiting[subject_id, field] = text
        if not self._timer.isActive() or self._timer.interval() != DELAY_MS:
            self._timer.start(DELAY_MS)

    def flush(self) -> None:
        """Hand over what waits now."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        at = self._context.now()
        for (subject_id, field), text in waiting.items():
            draft = KeptDraft(subject_id, field, text, at)
            self._context.bridge.write(
                self,
                partial(self._keep, draft),
                self.kept.emit,
                partial(self._on_failed, draft),
            )

    def forget(self, subject_id: UUID) -> None:
        """Drop what waits for a call that is saved."""
        self._waiting = {key: text for key, text in self._waiting.items() if key[0] != subject_id}

    def _on_failed(self, draft: KeptDraft, error: Exception) -> None:
        """Try again by and by, unless something newer stands in the field."""
        self._waiting.setdefault((draft.subject_id, draft.field), draft.text)
        if not self._timer.isActive():
            self._timer.start(AGAIN_MS)
        self.failed.emit(error)

    def _keep(self, draft: KeptDraft) -> datetime:
        self._context.desk.keep_draft(draft)
        return draft.saved_at
