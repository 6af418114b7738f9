"""A line's events as JSON, from a hub to the desk that they concern."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from app.events import (
    CallAnswered,
    CallArrived,
    CallEnded,
    CallHeld,
    CallLeft,
    CallResumed,
    LineEvent,
    LineLost,
    LineUp,
    OfferEnded,
    OfferRinging,
)

_KINDS: dict[str, TypeAdapter[Any]] = {
    kind.__name__: TypeAdapter(kind)
    for kind in (
        CallAnswered,
        CallArrived,
        CallEnded,
        CallHeld,
        CallLeft,
        CallResumed,
        LineLost,
        LineUp,
        OfferEnded,
        OfferRinging,
    )
}


def event_facts(event: LineEvent) -> dict[str, Any]:
    return {**asdict(event), "at": event.at.isoformat(), "kind": type(event).__name__}


def read_event(facts: dict[str, Any]) -> LineEvent:
    """Return the event. Raises: KeyError or ValueError for what is none that this program knows."""
    event: LineEvent = _KINDS[facts["kind"]].validate_python(
        {name: value for name, value in facts.items() if name != "kind"}
    )
    return event
