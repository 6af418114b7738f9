"""What each desk was told of its calls: who did not listen for a while is told the rest."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any, Final
from uuid import UUID

from app.events import CallArrived, CallEnded, CallEvent, CallLeft, OfferEnded
from app.hub.streams import event_text
from app.wire import EventKind

MOST: Final = 30  # events a desk: some calls, and more than one of them it cannot have taken unheard
_OVER_THERE = (CallEnded, OfferEnded, CallLeft)


@dataclass(frozen=True, slots=True)
class _Told:
    number: int
    events: tuple[CallEvent, ...]
    text: str


class ToldRings:
    """The last events of each desk by rising numbers, which also rise from one hub to the next."""

    def __init__(self) -> None:
        self._numbers = count(time.time_ns() // 1000)
        self._of_desk: defaultdict[UUID, deque[_Told]] = defaultdict(partial(deque[_Told], maxlen=MOST))

    def number(self, desk_id: UUID, events: Sequence[CallEvent], said: dict[str, Any]) -> None:
        """Put the next number into what a desk is told of these events, and keep it.

        It is kept without the page: who hears of it later asks for one that is right then.
        """
        said["n"] = next(self._numbers)
        text = event_text(EventKind.RING, said | {"page": None})
        self._of_desk[desk_id].append(_Told(said["n"], tuple(events), text))

    def after(self, desk_id: UUID, heard: int, is_on: Callable[[CallEvent], bool]) -> Iterator[str]:
        """Yield what a desk did not hear; it has heard nothing so far if ``heard`` is 0.

        Without calls that both came and went meanwhile: nobody can do anything about them there. A desk that
        has heard nothing is told of what is on.
        """
        missed = [one for one in self._of_desk.get(desk_id, ()) if one.number > heard]
        passed = _passed(missed)
        for one in missed:
            if one.events[-1].linked_id not in passed and (heard or is_on(one.events[-1])):
                yield one.text


def _passed(missed: Sequence[_Told]) -> Collection[str]:
    """Return the calls that came and went."""
    events = [event for one in missed for event in one.events]
    came = {event.linked_id for event in events if isinstance(event, CallArrived)}
    last = {event.linked_id: event for event in events}
    return {call for call in came if isinstance(last[call], _OVER_THERE)}
