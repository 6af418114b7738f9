"""Listening to the hub: hints go to the fetcher, rings to the phone; a stream that ends is opened again."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from app.sync.client import HubClient, NotHeard
from app.sync.contact import Contact
from app.sync.fetcher import Fetcher
from app.sync.pace import Pace
from app.sync.stream import Stream, StreamEvent
from app.wire import ASKED_KEYS, EventKind, Hello, Watch


class Listener:
    """Holds the one stream of a desk. `run_once` belongs to one thread, the rest to any."""

    def __init__(
        self,
        client: HubClient,
        fetcher: Fetcher,
        contact: Contact,
        pace: Pace,
        met: Callable[[Hello], None],
        ring: Callable[[dict[str, Any]], None],
        stand: Callable[[dict[str, Any]], None],
        changed: Callable[[frozenset[str]], None],
    ) -> None:
        self._client, self._fetcher, self._contact, self._pace = client, fetcher, contact, pace
        self._met, self._ring, self._stand, self._changed = met, ring, stand, changed
        self._lock = Lock()
        self._stream: Stream | None = None
        self._stopping = False
        self._rung = 0  # the number of the last ring event that was heard
        self._heard_at = time.monotonic()
        self._here: str | None = None  # where the stream began; good when what was missed before is told

    def run_once(self) -> None:
        """Listen until the stream ends. Raises HubGone when there is none, NotHeard when it said nothing."""
        if not self._contact.is_reached:
            self._met(self._client.hello())
            self._heard_at = time.monotonic()
        watch = self._fetcher.watch().model_copy(update={"rung": self._rung})
        stream = self._client.stream(watch)
        with self._lock:
            self._stream = stream
            if self._stopping:
                stream.close()
        heard_at = self._heard_at
        for event in stream:
            self._hear(event, watch)
        if self._heard_at == heard_at:
            raise NotHeard("the stream ended before it said anything")

    def notice_silence(self) -> None:
        """Tell whether the stream is silent; somebody else's thread has to look at the clock for it."""
        silent = time.monotonic() - self._heard_at > self._pace.silent_s
        if silent != self._contact.is_silent:
            self._contact.silent(silent)

    def stop(self) -> None:
        with self._lock:
            self._stopping = True
            if self._stream is not None:
                self._stream.close()

    def _hear(self, event: StreamEvent, watch: Watch) -> None:
        self._heard_at = time.monotonic()
        self.notice_silence()
        match event.kind:
            case EventKind.HERE:
                self._contact.reached()
                self._here = event.data["cursor"]
                if event.data["from_start"]:
                    self._met(self._client.hello())
                self._fetcher.begin(watch, from_start=event.data["from_start"])
                self._changed(ASKED_KEYS)  # what was told while nobody listened is not told again
            case EventKind.CHANGED if event.data["key"] in ASKED_KEYS:
                self._changed(frozenset({event.data["key"]}))
            case EventKind.CHANGED:
                self._fetcher.want([event.data["key"]], cursor=self._passed(event.data["cursor"]))
            case EventKind.RING:
                self._rung = event.data.get("n", self._rung)
                self._ring(event.data)
            case EventKind.STATE:
                self._stand(event.data)
            case EventKind.BYE:
                self._fetcher.want((), cursor=self._passed(event.data["cursor"]))
            case "":
                self._fetcher.want((), cursor=self._passed(None))

    def _passed(self, cursor: str | None) -> str | None:
        """Return how far everything was told: what was missed comes with one cursor, one key an event."""
        if cursor is not None and cursor == self._here:
            return None
        here, self._here = self._here, None
        return cursor or here
