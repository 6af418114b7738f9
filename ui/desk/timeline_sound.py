"""Lets the recording of a call on the timeline be heard: looked for when its line is chosen."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, QObject, QTimer, Slot

from app.errors import DomainError, NotAllowed
from app.recordings import KeptRecording, call_recordings
from app.timeline import Entry, EntryKind
from ui.context import Context
from ui.desk.pop_view import PopView
from ui.error_text import error_text
from ui.hearing import Hearing

LOOK_MS = 150  # of rest on a line, so that a held arrow key asks the centre for none


class TimelineSound(QObject):
    """Joins the row under a timeline to the desk. The pop itself asks for no recording."""

    def __init__(self, context: Context, view: PopView) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self.hearing = Hearing(context, self)
        self._entry_id: UUID | None = None  # of the call that was looked at last
        self._found: list[KeptRecording] | None = None  # None until it is known
        self._at, self._is_wanted = 0, False
        self._rest = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._rest.timeout.connect(self._look)
        view.timeline.selectionModel().currentRowChanged.connect(self._rest.start)
        view.timeline_model.modelReset.connect(self._rest.start)
        view.timeline.opened.connect(self._on_opened)
        view.sound.wanted.connect(self.want)
        view.sound.reasoned.connect(self._on_reasoned)
        view.hear_wanted.connect(self.want)

    @Slot()
    def want(self) -> None:
        """Ask why one wants to hear the chosen call, as soon as it is known to be recorded."""
        if self._rest.isActive():
            self._rest.stop()
            self._look()
        self._is_wanted = True
        self._ask_why()

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        entry = self._view.timeline_model.entry(index.row())
        if entry is not None and entry.kind is EntryKind.CALL:
            self.want()

    @Slot()
    def _look(self) -> None:
        """Look for the recordings of the chosen line, unless that was done: a page that is read anew."""
        entry = self._chosen()
        entry_id = entry.id if entry is not None else None
        if entry_id == self._entry_id and (self._found or entry_id is None):
            return
        self._entry_id, self._found, self._at, self._is_wanted = entry_id, None, 0, False
        self._view.sound.clear()
        if entry_id is not None:
            asked = partial(self._context.desk.ask, call_recordings, entry_id)
            self._context.bridge.read(
                self._view, asked, partial(self._on_found, entry_id), partial(self._on_failed, entry_id)
            )

    def _chosen(self) -> Entry | None:
        entry = self._view.timeline_model.entry(self._view.timeline.currentIndex().row())
        return entry if entry is not None and entry.kind is EntryKind.CALL else None

    def _on_found(self, entry_id: UUID, found: list[KeptRecording]) -> None:
        if entry_id != self._entry_id:
            return
        self._found = [one for one in found if one.hearers.include(self._context.desk.actor)]
        self._show()
        if self._is_wanted:
            self._ask_why()

    def _show(self) -> None:
        if self._found:
            self._view.sound.show_recording(self._found[self._at], self._at, len(self._found))

    def _ask_why(self) -> None:
        if self._entry_id is not None and self._found is None:
            return  # it is being looked for
        self._is_wanted = False
        if not self._found:
            self._view.sound.say(self.tr("No recording is known. Choose a call of the timeline."))
        elif self._found[self._at].is_kept:
            self._view.sound.ask()

    @Slot(str)
    def _on_reasoned(self, reason: str) -> None:
        """Let it be heard; the next time it is the next of the same call."""
        if self._found:
            chosen = self._found[self._at]
            say = partial(self._say, self._entry_id)
            self.hearing.hear(self._view, chosen.recording_id, reason, say)

    def _say(self, entry_id: UUID | None, sentence: str) -> None:
        if entry_id != self._entry_id:
            return
        if not sentence and self._found:  # it plays
            self._at = (self._at + 1) % len(self._found)
            self._show()
        else:
            self._view.sound.say(sentence)

    def _on_failed(self, entry_id: UUID, error: Exception) -> None:
        """Say nothing to who may hear no recordings, unless they asked."""
        if not isinstance(error, DomainError):
            raise error
        if entry_id == self._entry_id:
            self._found = []
            if self._is_wanted or not isinstance(error, NotAllowed):
                self._view.sound.say(error_text(error))
            self._is_wanted = False
