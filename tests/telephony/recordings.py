"""The recordings, and what a listener heard, in rows that a person can write down from TIMELINES.md."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.events import CallArrived, CallEnded, LineEvent, LineLost, OfferEnded, OfferRinging
from app.telephony.ami import AmiReader, Message
from app.telephony.ami_calls import AmiCalls

FOLDER = Path(__file__).parents[1] / "data" / "ami"
ALL = sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.txt"))
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

Row = tuple[Any, ...]


def path_of(name: str) -> Path:
    return FOLDER / f"{name}.txt"


def messages(name: str) -> list[Message]:
    return AmiReader().feed(path_of(name).read_bytes())


def calls_of(stream: Iterable[Message]) -> list[LineEvent]:
    """Play messages to the end of the stream."""
    calls = AmiCalls("pbx")
    told: list[LineEvent] = [event for message in stream for event in calls.on_message(message, AT)]
    return told + calls.lost(AT)


def rows(events: Iterable[LineEvent]) -> list[Row]:
    return [_row(event) for event in events]


def _row(event: LineEvent) -> Row:
    match event:
        case CallArrived():
            return "arrived", event.linked_id, event.ani, event.dnis, event.queue
        case OfferRinging():
            return "ringing", event.linked_id, event.agent, event.agent_name
        case OfferEnded():
            return "offer ended", event.linked_id, event.agent, event.outcome.value
        case CallEnded():
            return "ended", event.linked_id, event.outcome.value
        case LineLost():
            return "lost", event.reason.value
        case _:
            words = [getattr(event, name) for name in ("linked_id", "agent") if hasattr(event, name)]
            return type(event).__name__, *words
