"""Whom one search has shown so far: while somebody types, the same lines come again and again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

LASTS: Final = timedelta(minutes=10)  # then the same lines are shown, and written down, anew
MOST: Final = 2_000  # searches under way at once


@dataclass(slots=True)
class _Sitting:
    begun_at: datetime
    shown: set[UUID] = field(default_factory=set)


class Sittings:
    """The searches under way, each by its person and the id that the desk gave it. Runs on one event loop."""

    def __init__(self) -> None:
        self._sittings: dict[tuple[UUID, UUID], _Sitting] = {}

    def shown(self, person_id: UUID, sitting: UUID | None, now: datetime) -> set[UUID]:
        """Return whom this search has shown to this person; nobody for one without an id."""
        if sitting is None:
            return set()
        known = self._sittings.get((person_id, sitting))
        if known is None or now - known.begun_at > LASTS:
            known = self._sittings[person_id, sitting] = _Sitting(now)
            if len(self._sittings) > MOST:
                del self._sittings[next(iter(self._sittings))]
        return known.shown

    def add(self, person_id: UUID, sitting: UUID | None, customers: Iterable[UUID]) -> None:
        """Note whom it has shown now."""
        if sitting is not None and (known := self._sittings.get((person_id, sitting))) is not None:
            known.shown.update(customers)
