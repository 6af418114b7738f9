"""The line of a desk without a PBX: it never rings by itself; a softphone asks it to pop a number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from app.events import CallArrived, CallEnded, LineUp, OfferEnded, OfferRinging
from app.telephony.agenda import Agenda
from app.telephony.line import Listener
from app.telephony.telling import Journal, Teller, WatchOnly, no_journal
from db.ids import new_id
from db.models.calls import CallOutcome, OfferOutcome


class QuietLine(WatchOnly):
    """Tell a ring for each number that is popped. The phone is elsewhere: nothing can be controlled.

    ``agent`` is the line's own name of the agent whom the pops ring.
    """

    name = "pop"

    def __init__(
        self,
        agent: str,
        *,
        agenda: Agenda | None = None,
        journal: Journal = no_journal,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._agent = agent
        self._agenda = agenda or Agenda()
        self._journal = journal
        self._now = now
        self._open: set[str] = set()
        self._teller = Teller(lambda _event: None)

    def start(self, listener: Listener) -> None:
        self._teller = Teller(listener, self._journal)
        self._agenda.start(self.name, first=self._come_up, last=self._end_all)

    def stop(self) -> None:
        """Return when the last event is told; open calls end as unknown."""
        self._agenda.stop()

    def pop(self, number: str) -> str:
        """Tell that this number calls; return the linked id of the call, which nothing else has."""
        linked_id = f"pop-{new_id()}"
        self._agenda.after(0, partial(self._ring, number, linked_id))
        return linked_id

    def end(self, linked_id: str) -> None:
        """Tell that the agent is done with a call, which the softphone connected; unknown calls stay so."""
        self._agenda.after(0, partial(self._end, linked_id, OfferOutcome.ANSWERED, CallOutcome.ANSWERED))

    def _come_up(self) -> None:
        self._teller.tell(LineUp(line=self.name, at=self._now()))

    def _ring(self, number: str, linked_id: str) -> None:
        at = self._now()
        self._open.add(linked_id)
        self._teller.tell(
            CallArrived(line=self.name, at=at, linked_id=linked_id, ani=number, dnis="", queue="")
        )
        self._teller.tell(OfferRinging(line=self.name, at=at, linked_id=linked_id, agent=self._agent))

    def _end(self, linked_id: str, offer: OfferOutcome, call: CallOutcome) -> None:
        if linked_id not in self._open:
            return
        self._open.remove(linked_id)
        at = self._now()
        self._teller.tell(
            OfferEnded(line=self.name, at=at, linked_id=linked_id, agent=self._agent, outcome=offer)
        )
        self._teller.tell(CallEnded(line=self.name, at=at, linked_id=linked_id, outcome=call))

    def _end_all(self) -> None:
        for linked_id in sorted(self._open):
            self._end(linked_id, OfferOutcome.WITHDRAWN, CallOutcome.UNKNOWN)
