"""Keeping in step: three threads that send, fetch and listen, and what they know of the hub."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from app.command import Actor
from app.errors import DomainError
from app.sync import outbox
from app.sync.client import HubClient, HubGone
from app.sync.contact import Contact
from app.sync.fetcher import Fetcher
from app.sync.listener import Listener
from app.sync.loop import Loop
from app.sync.pace import Pace
from app.sync.pusher import Pusher
from app.sync.state import SyncKind, SyncState
from app.sync.turns import Turns

JOIN_S = 5.0
_AWAY = (SyncKind.HUB_GONE, SyncKind.SIGNED_OUT, SyncKind.TOO_OLD)


class Keeper:
    """The traffic of one desk. Callbacks are called on its threads, in order."""

    def __init__(
        self,
        store: Turns,
        client: HubClient,
        actor: Actor,
        pace: Pace,
        changed: Callable[[frozenset[str]], None],
        ring: Callable[[dict[str, Any]], None],
        stand: Callable[[dict[str, Any]], None],
    ) -> None:
        self._store, self._pace = store, pace
        self.contact = Contact(self._count)
        self.fetcher = Fetcher(store, client, self.contact, actor, _now, pace, changed, self.queued)
        self.pusher = Pusher(store, client, self.contact, self.fetcher, actor, _now, changed)
        self.listener = Listener(
            client, self.fetcher, self.contact, pace, self.pusher.meet, ring, stand, changed
        )
        self._loops = [
            Loop("sync-push", self.pusher.run_once, self.contact, pace),
            Loop("sync-fetch", self._fetch_once, self.contact, pace),
            Loop("sync-listen", self.listener.run_once, self.contact, pace),
        ]
        self._was_away = True
        self.contact.listen(self._hurry_when_back)

    def start(self) -> None:
        self.contact.tell()
        for loop in self._loops:
            loop.start()

    def stop(self) -> None:
        """End the threads, whatever they wait for; what was not sent is sent the next time."""
        for loop in self._loops:
            loop.stop()
        self.pusher.stop()
        self.fetcher.stop()
        self.listener.stop()
        for loop in self._loops:
            if loop.is_alive():
                loop.join(JOIN_S)

    def queued(self) -> None:
        """Say that something new stands in the outbox."""
        self.contact.tell()
        self.pusher.ask()

    def hurry(self) -> None:
        """Try everything again now: somebody has signed in."""
        self.pusher.ask()
        for loop in self._loops:
            loop.hurry()

    def send_rest(self) -> None:
        """Send what can be sent before the person goes."""
        with suppress(HubGone, DomainError):
            while self.pusher.send():
                pass

    def _fetch_once(self) -> None:
        self.listener.notice_silence()
        self.fetcher.run_once(min(self._pace.poll_s, self._pace.silent_s) / 2)

    def _hurry_when_back(self, state: SyncState) -> None:
        is_away = state.kind in _AWAY
        if self._was_away and not is_away:
            self.hurry()
        self._was_away = is_away

    def _count(self) -> tuple[int, int]:
        with self._store.read() as session:
            return outbox.count_unsent(session), outbox.count_attention(session)


def _now() -> datetime:
    return datetime.now(UTC)
