"""A hub's side of a desk that is led by hand: it tells states and changes, and keeps what it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from app.alerts import my_alerts
from app.callbacks import due_call_backs
from app.command import Command
from app.demo.floor import a_floor
from app.desk import Desk, Sending
from app.recordings import Hearers, KeptRecording, RecordingKind, call_recordings
from app.rights import Role
from app.sync.outbox import Attention
from app.sync.state import SyncKind, SyncState
from app.wallboard import FloorAlert
from app.wallboard_reading import floor_board

AT = datetime(2026, 11, 23, 1, 20, tzinfo=UTC)  # twenty past nine in Chengdu
RECORDED = UUID(int=1)


class LedHub:
    """What `ui.context.DeskWithHub` asks for, over lists."""

    def __init__(self) -> None:
        self.entries: list[Attention] = []
        self.states: dict[UUID, Sending] = {}
        self.alerts: list[FloorAlert] = []
        self.mended: list[tuple[int, Command]] = []
        self.withdrawn: list[int] = []
        self.is_stopped = False
        self.tell_state: Callable[[SyncState], None] = lambda _state: None
        self.tell_changed: Callable[[frozenset[str]], None] = lambda _keys: None

    def say(
        self, kind: SyncKind, unsent: int = 0, attention: int | None = None, since: datetime = AT
    ) -> None:
        count = len(self.entries) if attention is None else attention
        self.tell_state(SyncState(kind, unsent, count, since))

    def listen(self, callback: Callable[[SyncState], None]) -> None:
        self.tell_state = callback

    def changed(self, callback: Callable[[frozenset[str]], None]) -> None:
        self.tell_changed = callback

    def attention(self) -> list[Attention]:
        return list(self.entries)

    def sending(self, ids: Iterable[UUID]) -> dict[UUID, Sending]:
        return {record_id: self.states.get(record_id, Sending.CONFIRMED) for record_id in ids}

    def mend(self, n: int, command: Command) -> None:
        self.mended.append((n, command))
        self._forget(n)

    def withdraw(self, n: int) -> None:
        """Give up an entry with what builds on it, as the outbox does."""
        self.withdrawn.append(n)
        for entry in [each for each in self.entries if n in each.builds_on]:
            self.withdraw(entry.n)
        self._forget(n)

    def stop(self) -> None:
        self.is_stopped = True

    def _forget(self, n: int) -> None:
        self.entries = [entry for entry in self.entries if entry.n != n]


class DeskWithLedHub(LedHub, Desk):
    """A desk on a real store whose hub is led by hand."""

    def __init__(self, *desk: Any) -> None:
        LedHub.__init__(self)
        Desk.__init__(self, *desk)

    def ask(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        """Give a floor at work for the wallboard, and recordings: the store has one person's calls."""
        if query is floor_board:
            return a_floor(*args)
        if query is my_alerts:
            return list(self.alerts)
        if query is call_recordings:
            return [a_recording(AT - timedelta(days=3))]
        found = super().ask(query, *args, **kwargs)
        if query is due_call_backs:
            return [replace(one, sound=str(RECORDED)) for one in found]
        return found


def a_recording(began_at: datetime) -> KeptRecording:
    """Return a recording of three minutes, which a supervisor may hear."""
    hearers = Hearers((Role.SUPERVISOR,), ())
    ended_at = began_at + timedelta(minutes=3)
    return KeptRecording(RECORDED, RecordingKind.TALK, began_at, ended_at, 0, True, hearers)


def refused(
    n: int, command: Command, code: str, builds_on: tuple[int, ...] = (), **details: Any
) -> Attention:
    """Return a command as it comes back from the hub."""
    body = command.model_dump(mode="json", exclude={"id", "at"})
    return Attention(n, command, command.command_kind(), command.at, code, details, body, builds_on)
