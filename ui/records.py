"""How far each record on screen is: only here, sent, needs attention; what is confirmed stays quiet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Slot

from app.desk import Sending
from ui.context import Context
from ui.widgets.rows import Cell

DELAY_MS = 50


@dataclass(frozen=True, slots=True)
class Mark:
    """How a record is marked: an icon, its tone, a word, and the whole sentence."""

    icon: str
    tone: str
    word: str
    sentence: str


class RecordStates(QObject):
    """Ask how far records are, and let whoever shows them repaint. A desk without a hub marks nothing."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._has_hub = context.hub is not None
        self._shown: list[tuple[Callable[[], Iterable[UUID]], Callable[[], None]]] = []
        self._states: dict[UUID, Sending] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._ask)
        context.bridge.sync_state.connect(self.look)
        context.bridge.bundles_changed.connect(self.look)

    def follow(self, ids: Callable[[], Iterable[UUID]], repaint: Callable[[], None]) -> None:
        """Keep up with a part of the screen: ``ids`` are the records it shows, ``repaint`` paints them."""
        self._shown.append((ids, repaint))

    def mark(self, record_id: UUID) -> Mark | None:
        """Return how a record is marked; None for what is confirmed or not asked yet."""
        match self._states.get(record_id):
            case Sending.WAITING:
                return Mark(
                    "hard-drives",
                    "muted",
                    self.tr("only here"),
                    self.tr("Only on this PC so far; it is sent by itself"),
                )
            case Sending.SENT:
                return Mark(
                    "cloud-arrow-up", "info", self.tr("sent"), self.tr("Sent to the hub, not confirmed yet")
                )
            case Sending.REFUSED:
                return Mark(
                    "warning-circle",
                    "broken",
                    self.tr("needs attention"),
                    self.tr("The hub refused it: see Needs attention"),
                )
            case _:
                return None

    @Slot()
    def look(self) -> None:
        """Ask again by and by; several wishes are one question."""
        if self._has_hub and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _ask(self) -> None:
        ids = {record_id for shown, _repaint in self._shown for record_id in shown()}
        if ids:
            self._context.bridge.read(self, partial(self._context.desk.sending, ids), self._on_states)

    def _on_states(self, states: dict[UUID, Sending]) -> None:
        if states != self._states:
            self._states = states
            for _ids, repaint in self._shown:
                repaint()


def marked(cell: Cell, mark: Mark | None) -> Cell:
    """Return a cell with the mark of its record before its words."""
    if mark is None:
        return cell
    return replace(cell, icon=mark.icon, icon_color=mark.tone, tip=mark.sentence)
