"""What a listener heard, in the rows of ``tests/data/ami/expected.toml``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from app.events import (
    CallAnswered,
    CallArrived,
    CallEnded,
    CallEvent,
    CallLeft,
    Leg,
    LineEvent,
    OfferEnded,
    OfferRinging,
)
from db.models.calls import Leg as Row

Clock = Callable[[datetime], str]


@dataclass
class Written:
    """The rows of a recording, each kind in the order in which it began."""

    calls: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    talks: list[str] = field(default_factory=list)

    def without_times(self) -> Written:
        """Return the rows without the fields that are seconds."""
        return Written(*([_timeless(row) for row in rows] for rows in (self.calls, self.offers, self.talks)))


def _timeless(row: str) -> str:
    fields = row.split()
    kept = {9: fields[:5] + fields[8:], 5: fields[:2] + fields[4:], 4: fields[:2]}
    return " ".join(kept[len(fields)])


def written(events: Iterable[LineEvent], clock: Clock) -> Written:
    """Write calls, offers and talks in the order in which they began."""
    of_calls: dict[str, list[CallEvent]] = {}
    for event in events:
        if isinstance(event, CallEvent):
            of_calls.setdefault(event.linked_id, []).append(event)
    rows = Written()
    for told in of_calls.values():
        rows.calls.append(_call(told, clock))
        rows.offers += _offers(told, clock)
        rows.talks += _talks(told, clock)
    return rows


def _call(told: list[CallEvent], clock: Clock) -> str:
    arrived, ended = told[0], next(event for event in told if isinstance(event, CallEnded))
    answered = next((clock(event.at) for event in told if isinstance(event, CallAnswered)), "-")
    assert isinstance(arrived, CallArrived)
    who = [arrived.linked_id, arrived.direction.value, arrived.ani, arrived.dnis, arrived.queue]
    when = [clock(arrived.at), answered, clock(ended.at)]
    return " ".join(one or "-" for one in (*who, *when, ended.outcome.value))


def _offers(told: list[CallEvent], clock: Clock) -> list[str]:
    rows = []
    for nth, event in enumerate(told):
        if isinstance(event, OfferRinging):
            end = next(
                later
                for later in told[nth:]
                if isinstance(later, OfferEnded | CallAnswered) and later.agent == event.agent
            )
            how = end.outcome.value if isinstance(end, OfferEnded) else "answered"
            rows.append(f"{event.linked_id} {event.agent} {clock(event.at)} {clock(end.at)} {how}")
    return rows


def _talks(told: list[CallEvent], clock: Clock) -> list[str]:
    return [
        f"{event.linked_id} {event.agent} {clock(event.at)} {clock(_until(told[nth:], event.agent))}"
        for nth, event in enumerate(told)
        if isinstance(event, CallAnswered)
    ]


def _until(told: list[CallEvent], agent: str) -> datetime:
    return next(
        event.at
        for event in told
        if isinstance(event, CallEnded) or (isinstance(event, CallLeft) and event.agent == agent)
    )


def legs(told: Iterable[Leg | Row], clock: Clock) -> dict[str, tuple[str, str, str, str]]:
    """Return began, joined, ended and cause of each leg, by its channel."""
    return {
        leg.channel: (
            clock(leg.began_at),
            clock(leg.joined_at) if leg.joined_at else "-",
            clock(leg.ended_at) if leg.ended_at else "-",
            "-" if leg.cause is None else str(leg.cause),
        )
        for leg in told
    }
