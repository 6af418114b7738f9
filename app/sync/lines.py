"""What a desk with a hub writes down of its lines: the rest is the hub's."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from app.calls import CallRecorder
from app.command import Command
from app.events import LineEvent
from app.sync.line import FirstWord
from app.telephony.quiet import QuietLine


class HubRecorder:
    """Writes all of a pop, and of a call at the hub its first word only."""

    def __init__(self, agent: str, person_id: UUID) -> None:
        self._pops, self._calls = CallRecorder(agent, person_id), FirstWord(agent, person_id)

    def commands(self, event: LineEvent) -> Iterator[Command]:
        """Yield what is to be executed for this event, in order."""
        recorder = self._pops if event.line == QuietLine.name else self._calls
        return recorder.commands(event)
