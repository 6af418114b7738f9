"""Makes the backup that a person asks for."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot

from app.backup import BackupRefused, back_up, last_backup, usual_name
from app.errors import DomainError
from app.store_errors import StoreProblem
from ui.context import Context
from ui.error_text import error_text
from ui.settings.backup_form import BackupForm
from ui.this_pc import ThisPc


class BackupPresenter(QObject):
    """Join the form to the store of this PC."""

    _share = Signal(float)

    def __init__(self, context: Context, form: BackupForm, pc: ThisPc) -> None:
        super().__init__(form)
        self._context, self._form, self._pc = context, form, pc
        self._goes_on = True
        form.wanted.connect(self._make)
        form.stopped.connect(self.stop)
        self._share.connect(form.show_share)

    def show(self) -> None:
        """Show how old the last one is, or why there is none to be made here."""
        if self._pc.folder is None:
            self._form.show_unavailable(self.tr("Nothing here is kept, so there is nothing to back up."))
        elif not self._pc.is_alone:
            self._form.show_unavailable(
                self.tr("This desk works with a hub, and what it records is kept there. IT backs the hub up.")
            )
        else:
            folder = self._pc.folder
            self._context.bridge.read(self._form, lambda: last_backup(folder), self._on_last, self._on_failed)

    @Slot()
    def stop(self) -> None:
        """Give a backup up that is being made."""
        self._goes_on = False

    def _on_last(self, age: tuple[datetime | None, datetime]) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._form.show_last(age[0], Path(documents) / usual_name(self._context.now()))

    @Slot(str, str)
    def _make(self, file: str, words: str) -> None:
        folder, now = self._pc.folder, self._context.now()
        assert folder is not None
        self._goes_on = True
        self._form.show_busy()
        self._context.bridge.read(
            self._form,
            lambda: back_up(folder, Path(file).expanduser(), words, now, self._told),
            partial(self._on_made, file),
            self._on_failed,
        )

    def _told(self, share: float) -> bool:
        """Hear how far it is, on the thread that does it; a store's answer may come after the window."""
        if shiboken6.isValid(self):
            self._share.emit(share)
        return self._goes_on

    def _on_made(self, file: str, _done: None) -> None:
        self._form.show_idle(self.tr("{0} holds everything and was read again to its end.").format(file))
        self.show()

    def _on_failed(self, error: Exception) -> None:
        self._form.show_idle("")  # also where the next line goes to the crash reporter
        self._form.show_idle(self._sentence(error))

    def _sentence(self, error: Exception) -> str:
        """Say why there is no backup; whatever else it is goes to the crash reporter."""
        if isinstance(error, InterruptedError):
            return self.tr("Stopped. Nothing was written.")
        if isinstance(error, BackupRefused):
            return self.tr("That is the store itself, or no place for a backup. Choose another file.")
        if isinstance(error, OSError):
            said = self.tr("{0} cannot be written: {1}. Nothing was changed.")
            return said.format(error.filename or self._form.file.text(), error.strerror)
        if isinstance(error, StoreProblem | DomainError):
            return error_text(error)
        raise error
