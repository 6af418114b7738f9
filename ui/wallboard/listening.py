"""Listening to an agent's call: only where the line can, written down before, and told to who listens."""

from __future__ import annotations

from app.call_passing import ListenToCall
from app.errors import ControlNotAvailable
from app.telephony.line import Asked, Control, Line
from app.wallboard import AgentLine
from ui.context import Context


class Ear:
    """Lets the supervisor's phone ring into a call. ``agent`` is the supervisor's own name at the line."""

    def __init__(self, context: Context, line: Line, agent: str) -> None:
        self._context, self._line, self._agent = context, line, agent

    def can_listen(self) -> bool:
        return Control.LISTEN in self._line.controls

    def listen(self, to: AgentLine) -> None:
        """Ask the line; a hub writes down who listens, else it is written here. Waits: not on the Qt thread.

        Raises: DomainError.
        """
        if not self.can_listen():
            raise ControlNotAvailable(control=Control.LISTEN.value)
        if self._context.hub is None:
            at = self._context.now()
            self._context.desk.execute(
                ListenToCall(at=at, line=to.line, linked_id=to.linked_id, agent=to.extension)
            )
        self._line.ask(
            Asked(control=Control.LISTEN, agent=to.extension, linked_id=to.linked_id, supervisor=self._agent)
        )
