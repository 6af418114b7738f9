"""What comes from outside to the window that is open: later starts, links, and the hook of a softphone."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.pop_links import Let, PopLimit
from ui.instance import bring_to_front
from ui.pop_hook import PcHook

if TYPE_CHECKING:
    from ui.seat import Seat

log = logging.getLogger(__name__)


class Reception(QObject):
    """Do at the window that is open what is asked for outside; a few numbers at a time."""

    def __init__(self, parent: QObject, hook: PcHook | None = None) -> None:
        super().__init__(parent)
        self._window: QWidget | None = None
        self._seat: Seat | None = None
        self._limit = PopLimit(time.monotonic)
        self._hook = hook
        if hook is not None:
            hook.limit = self._limit
            hook.rang.connect(self._on_hook)

    def serve(self, window: QWidget, seat: Seat | None = None) -> None:
        """Receive for this window from now on; without a seat a number only shows the window."""
        self._window, self._seat = window, seat
        if self._hook is not None:
            self._hook.has_desk = seat is not None

    @Slot(dict)
    def receive(self, message: dict[str, Any]) -> None:
        """Do what a later start asks for. Who asks for a number too often is not heard."""
        if message["do"] == "show" or self._seat is None:
            if self._window is not None:
                bring_to_front(self._window)
            return
        let = self._limit.let(message["number"])
        if let is Let.TOO_MANY:
            log.warning("too many numbers were asked for at once: one is left out")
        elif let is Let.SHOW and message["do"] == "pop":
            self._seat.pop(message["number"])
        elif let is Let.SHOW:
            bring_to_front(self._seat.window)
            self._seat.look_up(message["number"])

    @Slot(str)
    def _on_hook(self, number: str) -> None:
        """Ring for the hook, which has counted the number."""
        if self._seat is not None:
            self._seat.pop(number)
