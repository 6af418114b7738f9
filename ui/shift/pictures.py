"""Pictures of the window, for people who were not there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.paint_watch import Heartbeat


class Pictures:
    """Take each picture once. The heart does not beat meanwhile: a picture is none of the desk's work."""

    def __init__(self, window: QWidget, folder: Path, heart: Heartbeat) -> None:
        self._window, self._folder, self._heart = window, folder, heart
        self._taken: set[str] = set()

    def take(self, name: str) -> None:
        if name in self._taken:
            return
        self._taken.add(name)
        self._heart.stop()
        path = self._folder / f"{len(self._taken):02d}-{name}.png"
        if not self._window.grab().save(str(path)):
            raise OSError(f"{path} cannot be written")
        self._heart.start()
