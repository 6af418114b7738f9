"""A line's events as JSON, from a hub to the desk that they concern."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from app.events import (
    CallAnswered,
    CallArrived,
    CallConsulted,
    CallEnded,
    CallHeld,
    CallLeft,
    CallResumed,
    CallTakenBack,
    ControlFailed,
    LineEvent,
    LineLost,
    LineUp,
    MemberTold,
    OfferEnded,
    OfferRinging,
    RecordingTold,
    VoicemailTold,
)

_KINDS: dict[str, TypeAdapter[Any]] = {
    kind.__name__: TypeAdapter(kind)
    for kind in (
        CallAnswered,
        CallArrived,
        CallConsulted,
        CallEnded,
        CallHeld,
        CallLeft,
        CallResumed,
        CallTakenBack,
        ControlFailed,
        LineLost,
        LineUp,
        MemberTold,
        OfferEnded,
        OfferRinging,
        RecordingTold,
        VoicemailTold,
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
