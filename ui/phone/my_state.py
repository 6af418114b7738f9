"""How I stand on the floor, as its one truth has it: the hub, or the store of a desk alone."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.command import Command
from app.floor.machine import Standing
from app.floor.moving import AskState
from app.floor.now import AgentState
from ui.context import Context
from ui.error_text import error_text


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
        self._told.emit(standing)

    @Slot(object)
    def take(self, standing: Standing) -> None:
        """Believe what is told; nothing older is told later."""
        before, self.standing = self.standing, standing
        if before != standing:
            self.changed.emit(before, standing)

    def ask(self, context: Context, state: AgentState, reason: str = "") -> None:
        """Ask for a state of my own; during a call it is what follows."""
        self.send(context, AskState(at=context.now(), state=state, reason=reason))

    def send(self, context: Context, command: Command) -> None:
        """Let the truth decide; a refusal is said."""
        decide = context.bridge.ask_centre if context.hub is not None else context.bridge.write
        decide(self, partial(context.desk.execute, command), failed=self._on_refused)

    def _on_refused(self, error: Exception) -> None:
        self.refused.emit(error_text(error))
