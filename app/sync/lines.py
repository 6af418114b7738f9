"""The lines of a desk with a hub: what the hub rings, and beside it the pops of a softphone on this PC."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock
from uuid import UUID

from app.calls import CallRecorder
from app.command import Command
from app.events import LineEvent, LineUp
from app.sync.line import FirstWord, HubLine
from app.telephony.line import Asked, Listener
from app.telephony.quiet import QuietLine


class HubAndPops(QuietLine):
    """Tell what either line tells, one at a time; what is asked goes to the line that has the call.

    Whether the phone rings here is said by the hub's line alone: a softphone's pops are always taken.
    """

    def __init__(self, agent: str, hub: HubLine) -> None:
        super().__init__(agent)
        self._hub, self._telling = hub, Lock()

    def start(self, listener: Listener) -> None:
        def tell(event: LineEvent) -> None:
            with self._telling:
                listener(event)

        super().start(lambda event: None if isinstance(event, LineUp) else tell(event))
        self._hub.start(tell)

    def stop(self) -> None:
        self._hub.stop()
        super().stop()

    def ask(self, asked: Asked) -> None:
        super().ask(asked) if _is_pop(asked.linked_id) else self._hub.ask(asked)


def _is_pop(linked_id: str) -> bool:
    return linked_id.startswith("pop-")


class HubRecorder:
    """Writes all of a pop, and of a call at the hub its first word only."""

    def __init__(self, agent: str, person_id: UUID) -> None:
        self._pops, self._calls = CallRecorder(agent, person_id), FirstWord(agent, person_id)

    def commands(self, event: LineEvent) -> Iterator[Command]:
        """Yield what is to be executed for this event, in order."""
        recorder = self._pops if event.line == QuietLine.name else self._calls
        return recorder.commands(event)
