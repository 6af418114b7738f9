"""Hearing a recording: why, then its sound in the player of this PC, from a file that does not stay."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.errors import DomainError
from app.recordings import OpenRecording
from ui.context import Context
from ui.error_text import error_text

Say = Callable[[str], None]


class Hearing(QObject):
    """Fetch recordings and hand them to the player. The files go with it, at the end of the shift."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._folder: TemporaryDirectory[str] | None = None
        QCoreApplication.instance().aboutToQuit.connect(self.stop)  # type: ignore[union-attr]
        self.play: Callable[[QUrl], bool] = QDesktopServices.openUrl

    def hear(self, owner: QWidget, recording_id: UUID, reason: str, say: Say) -> None:
        """Let a recording be heard; what came of it is said there, if it is there still."""
        folder, now = Path(self._place()), self._context.now
        asked = OpenRecording(at=now(), recording_id=recording_id, reason=reason)

        def fetch() -> Path:
            return self._context.desk.fetch_sound(asked.id, folder, now())

        def opened(_done: object) -> None:  # what takes long holds up nothing that waits for the centre
            self._context.bridge.read(owner, fetch, lambda path: self._on_fetched(path, say), failed)

        def failed(error: Exception) -> None:
            if isinstance(error, OSError):
                say(self.tr("The sound could not be written on this PC: {0}").format(error.strerror))
            elif isinstance(error, DomainError):
                say(error_text(error))
            else:
                raise error

        say(self.tr("The sound is fetched; that you hear it is noted."))
        self._context.bridge.ask_centre(owner, lambda: self._context.desk.execute(asked), opened, failed)

    @Slot()
    def stop(self) -> None:
        """Take the sounds off this PC; one that a player still holds goes with the temporary files."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _on_fetched(self, path: Path, say: Say) -> None:
        is_played = self.play(QUrl.fromLocalFile(str(path)))
        say("" if is_played else self.tr("This PC has no player for such a file: {0}").format(path.suffix))

    def _place(self) -> str:
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="ringside-sound-", ignore_cleanup_errors=True)
        return self._folder.name
