"""Keeps what can be chosen in step with the lists, here and wherever they were changed."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from app.reference import Reference, reference
from ui.context import Context

LISTS: Final = frozenset(
    {"ref:code", "ref:fault", "ref:product_model", "ref:line_site", "ref:message_gateway"}
)
GATHER_MS = 200


class Renewing(QObject):
    """Read the reference data again when a list was changed; what is typed and chosen stays."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._later = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._later.timeout.connect(self.renew)
        context.bridge.bundles_changed.connect(self._on_changed)

    @Slot()
    def renew(self) -> None:
        self._context.bridge.read(self, partial(self._context.desk.ask, reference), self._on_read)

    @Slot(object)
    def _on_changed(self, keys: frozenset[str]) -> None:
        if keys & LISTS:
            self._later.start()

    def _on_read(self, now: Reference) -> None:
        self._context.reference.renew(now)
        self._context.bridge.lists_renewed.emit()
