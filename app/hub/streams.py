"""The streams that desks hold: who watches which bundle, and what waits to be told to whom."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Lock
from typing import Any
from uuid import UUID

from app.hub.tokens import Speaker
from app.wire import EventKind

AT_ONCE = 100  # events; a reader has a time to take what is sent at once


def event_text(kind: EventKind, data: dict[str, Any]) -> str:
    """Return a server-sent event; JSON on one line, as `data` wants it."""
    return f"event: {kind.value}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n"


class Stream:
    """What one desk is told. Told from any thread, read on the event loop.

    What waits is bounded by what the desk watches, and by the time that it has to take what it is sent.
    """

    def __init__(self, speaker: Speaker, keys: Iterable[str], loop: asyncio.AbstractEventLoop) -> None:
        self.speaker, self.keys = speaker, set(keys)
        self._loop, self._lock, self._rung = loop, Lock(), asyncio.Event()
        self._waiting: deque[tuple[str, str]] = deque()  # the bundle, if it is a hint, and the event
        self._hinted: set[str] = set()
        self.is_over = self.hears_rings = False

    def tell(self, event: str, bundle: str = "") -> None:
        """Put an event behind those that wait; that a ``bundle`` changed is told once.

        The hint that waits stays in its place: its cursor is the earlier one, so that nothing is missed.
        """
        with self._lock:
            if self.is_over or bundle in self._hinted:
                return
            if bundle:
                self._hinted.add(bundle)
            self._waiting.append((bundle, event))
        self._ring()

    def end(self) -> None:
        """End the stream after what waits already."""
        self.is_over = True
        self._ring()

    def _ring(self) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._rung.set)

    async def next(self, within_s: float) -> str:
        """Return what is to be sent next, a part of it if it is much; nothing when nothing came or will."""
        self._rung.clear()
        if not self._waiting and not self.is_over:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._rung.wait(), within_s)
        return self.rest(AT_ONCE)

    def rest(self, most: int = sys.maxsize) -> str:
        """Take what waits, all of it or so many events."""
        with self._lock:
            taken = [self._waiting.popleft() for _ in range(min(len(self._waiting), most))]
            self._hinted.difference_update(bundle for bundle, _ in taken)
        return "".join(event for _, event in taken)


class Streams:
    """All streams of this hub, at most one a desk. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._of_desk: dict[UUID, Stream] = {}
        self._of_key: dict[str, set[Stream]] = {}
        self.heard: Callable[[UUID], None] = lambda _person_id: None  # whose desk came or went

    def __len__(self) -> int:
        return len(self._of_desk)

    def open(self, stream: Stream) -> None:
        """Begin to tell a desk; a stream that it had before ends."""
        with self._lock:
            before = self._of_desk.get(stream.speaker.desk_id)
            self._of_desk[stream.speaker.desk_id] = stream
            self._add(stream, stream.keys)
        if before is not None:
            self.close(before)
        self.heard(stream.speaker.actor.person_id)

    def watch(self, desk_id: UUID, keys: Iterable[str]) -> None:
        """Tell a desk of these bundles too, if it listens; do it before they are read."""
        with self._lock:
            stream = self._of_desk.get(desk_id)
            if stream is not None:
                self._add(stream, keys)

    def _add(self, stream: Stream, keys: Iterable[str]) -> None:
        for key in list(keys):
            stream.keys.add(key)
            self._of_key.setdefault(key, set()).add(stream)

    def close(self, stream: Stream) -> None:
        """End a stream and forget it."""
        stream.end()  # first: one that is not told any more says so
        with self._lock:
            for key in stream.keys:
                watching = self._of_key.get(key, set())
                watching.discard(stream)
                if not watching:
                    self._of_key.pop(key, None)
            if self._of_desk.get(stream.speaker.desk_id) is stream:
                del self._of_desk[stream.speaker.desk_id]
        self.heard(stream.speaker.actor.person_id)

    def close_desk(self, desk_id: UUID) -> None:
        stream = self.of_desk(desk_id)
        if stream is not None:
            self.close(stream)

    def close_all(self) -> None:
        for stream in self.open_ones():
            self.close(stream)

    def open_ones(self) -> list[Stream]:
        with self._lock:
            return list(self._of_desk.values())

    def of_desk(self, desk_id: UUID) -> Stream | None:
        with self._lock:
            return self._of_desk.get(desk_id)

    def listens(self, desk_id: UUID) -> bool:
        with self._lock:
            return desk_id in self._of_desk

    def of_person(self, person_id: UUID) -> list[UUID]:
        """Return the desks of a person that listen."""
        return [one.speaker.desk_id for one in self.open_ones() if one.speaker.actor.person_id == person_id]

    def tell_desk(self, desk_id: UUID, kind: EventKind, data: dict[str, Any]) -> None:
        """Tell one desk something, if it listens."""
        stream = self.of_desk(desk_id)
        if stream is not None:
            stream.tell(event_text(kind, data))

    def tell_changed(self, key: str, cursor: str) -> None:
        """Tell every desk that watches a bundle that it changed."""
        with self._lock:
            watching = list(self._of_key.get(key, ()))
        if watching:
            event = event_text(EventKind.CHANGED, {"key": key, "cursor": cursor})
            for stream in watching:
                stream.tell(event, key)
