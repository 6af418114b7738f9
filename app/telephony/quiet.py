"""The line of a desk without a PBX: a softphone asks it to pop a number, the person says the rest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from app.events import CallAnswered, CallArrived, CallEnded, LineUp, OfferEnded, OfferRinging
from app.telephony.agenda import Agenda
from app.telephony.line import Asked, Control, Listener
from app.telephony.telling import Journal, Teller, WatchOnly, no_journal
from db.ids import new_id
from db.models.calls import CallOutcome, OfferOutcome


class QuietLine(WatchOnly):
    """Tell a ring for each number that is popped.

    The phone is elsewhere, so that answering, refusing and hanging up only say what was done there.
    ``agent`` is the line's own name of the agent whom the pops ring.
    """

    name = "pop"
    controls = frozenset({Control.ANSWER, Control.REJECT, Control.HANG_UP})

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
        self._is_answered: dict[str, bool] = {}
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

    def ask(self, asked: Asked) -> None:
        call = asked.linked_id
        match asked.control:
            case Control.ANSWER:
                self._agenda.after(0, partial(self._answer, call))
            case Control.REJECT:
                self._agenda.after(0, partial(self._end, call, OfferOutcome.REJECTED))
            case Control.HANG_UP:
                self._agenda.after(0, partial(self._end, call, OfferOutcome.WITHDRAWN))
            case _:
                super().ask(asked)

    def _come_up(self) -> None:
        self._teller.tell(LineUp(line=self.name, at=self._now(), controls=tuple(sorted(self.controls))))

    def _ring(self, number: str, linked_id: str) -> None:
        at = self._now()
        self._is_answered[linked_id] = False
        self._teller.tell(
            CallArrived(line=self.name, at=at, linked_id=linked_id, ani=number, dnis="", queue="")
        )
        self._teller.tell(OfferRinging(line=self.name, at=at, linked_id=linked_id, agent=self._agent))

    def _answer(self, linked_id: str) -> None:
        if self._is_answered.get(linked_id) is False:
            self._is_answered[linked_id] = True
            at = self._now()
            self._teller.tell(CallAnswered(line=self.name, at=at, linked_id=linked_id, agent=self._agent))

    def _end(self, linked_id: str, offer: OfferOutcome) -> None:
        """End a call that is still open; ``offer`` says how it stopped ringing if nobody answered."""
        was_answered = self._is_answered.pop(linked_id, None)
        if was_answered is None:
            return
        at = self._now()
        if not was_answered:
            self._teller.tell(
                OfferEnded(line=self.name, at=at, linked_id=linked_id, agent=self._agent, outcome=offer)
            )
        outcome = CallOutcome.ANSWERED if was_answered else CallOutcome.UNKNOWN
        self._teller.tell(CallEnded(line=self.name, at=at, linked_id=linked_id, outcome=outcome))

    def _end_all(self) -> None:
        for linked_id in sorted(self._is_answered):
            self._end(linked_id, OfferOutcome.WITHDRAWN)
