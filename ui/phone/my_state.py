"""How I stand on the floor, as its one truth has it: the hub, or the store of a desk alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.command import Command
from app.floor.machine import Standing
from app.floor.moving import AskState
from app.floor.now import AgentState
from ui.context import Context
from ui.error_text import error_text

Act = Callable[[], object]


def _nothing() -> None:
    """Go on with nothing."""


class MyState(QObject):
    """Hold what was told last, and ask for something else.

    Signals: ``changed(object, object)`` the standing before, or None, and the one now; ``refused(str)`` with
    a sentence.
    """

    changed = Signal(object, object)
    refused = Signal(str)
    _told = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.standing: Standing | None = None
        self._told.connect(self.take, Qt.ConnectionType.QueuedConnection)

    def tell(self, standing: Standing) -> None:
        """Hand a standing to the Qt thread; called on any thread."""
        if shiboken6.isValid(self):  # the store may outlive its window
            self._told.emit(standing)

    @Slot(object)
    def take(self, standing: Standing) -> None:
        """Believe what is told; nothing older is told later."""
        before, self.standing = self.standing, standing
        if before != standing:
            self.changed.emit(before, standing)

    def ask(self, context: Context, state: AgentState, reason: str = "", ok: Act = _nothing) -> None:
        """Ask for a state of my own; during a call it is what follows."""
        self.send(context, AskState(at=context.now(), state=state, reason=reason), ok)

    def send(self, context: Context, command: Command, ok: Act = _nothing, refused: Act = _nothing) -> None:
        """Let the truth decide, and go on; a refusal is said."""

        def on_failed(error: Exception) -> None:
            refused()
            self.refused.emit(error_text(error))

        decide = context.bridge.ask_centre if context.hub is not None else context.bridge.write
        decide(self, partial(context.desk.execute, command), lambda _done: ok(), on_failed)
