"""The recordings, and what a listener heard, in rows that a person can write down from TIMELINES.md."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.events import (
    CallArrived,
    CallEnded,
    LegsEnded,
    LineEvent,
    LineLost,
    MemberTold,
    OfferEnded,
    OfferRinging,
)
from app.telephony.ami import AmiReader, Message
from app.telephony.ami_calls import AmiCalls
from app.telephony.recorded import Chunk, read_recording

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


def heard(chunks: Iterable[Chunk]) -> list[LineEvent]:
    """Play a recording by its own times, which begin at ``AT``, to its end."""
    reader, calls, at = AmiReader(), AmiCalls("pbx"), AT
    told: list[LineEvent] = []
    for chunk in chunks:
        at = AT + timedelta(seconds=chunk.at_s)
        told += [event for message in reader.feed(chunk.data) for event in calls.on_message(message, at)]
    return told + calls.lost(at)


def cut(chunks: list[Chunk], dice: random.Random) -> list[Chunk]:
    """Cut what was sent at random bytes and where a login was answered. A piece has the time of its begin."""
    stream = b"".join(chunk.data for chunk in chunks)
    ends = list(itertools.accumulate(len(chunk.data) for chunk in chunks))
    logins = {end - len(chunk.data) for end, chunk in zip(ends, chunks, strict=True) if chunk.answers_login}
    anywhere = {dice.randrange(len(stream)) for _ in range(len(stream) // 300)}
    pieces, nth = [], 0
    for start, end in itertools.pairwise(sorted({0, len(stream), *logins, *anywhere})):
        while ends[nth] <= start:
            nth += 1
        pieces.append(Chunk(chunks[nth].at_s, stream[start:end], answers_login=start in logins))
    return [*pieces, Chunk(chunks[-1].at_s, b"")]


def heard_of(name: str) -> list[LineEvent]:
    return heard(read_recording(path_of(name)))


def tenths(name: str) -> Callable[[datetime], str]:
    """Return what writes an instant of a recording as its seconds, by the clock that was told."""
    chunks = read_recording(path_of(name))
    stamped = next((chunk for chunk in chunks if b"\r\nTimestamp: " in chunk.data), None)
    zero = AT
    if stamped is not None:
        stamp = float(stamped.data.partition(b"Timestamp: ")[2].partition(b"\r\n")[0])
        zero = datetime.fromtimestamp(stamp, UTC) - timedelta(seconds=stamped.at_s)
    return lambda at: f"{(at - zero).total_seconds():.1f}"


def rows(events: Iterable[LineEvent]) -> list[Row]:
    """Return a short row of each event of a call or of the line; legs and members are left out."""
    return [_row(event) for event in events if not isinstance(event, LegsEnded | MemberTold)]


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
