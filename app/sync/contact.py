"""What is known of the hub at the moment, told to whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from threading import RLock

from app.sync.state import SyncKind, SyncState

Listener = Callable[[SyncState], None]


class Contact:
    """The state of a desk with its hub. ``counted`` tells how many commands are unsent, how many refused."""

    def __init__(self, counted: Callable[[], tuple[int, int]]) -> None:
        self._counted = counted
        self._telling = RLock()  # held while it is told, so that states come in their order
        self._listeners: list[Listener] = []
        self._reached = self._silent = False
        self._barred: SyncKind | None = None
        self.state = SyncState(SyncKind.HUB_GONE, 0, 0, None)

    def listen(self, listener: Listener) -> None:
        """Tell this and every later state, on the thread that noticed it."""
        with self._telling:
            self._listeners.append(listener)
            listener(self.state)

    @property
    def is_reached(self) -> bool:
        return self._reached and self._barred is None

    @property
    def is_silent(self) -> bool:
        return self._silent

    @property
    def barred(self) -> SyncKind | None:
        """Why the hub does not want us, although it is there."""
        return self._barred

    def reached(self) -> None:
        """Note that the hub answered us as one whom it knows."""
        if not self.is_reached:
            self._note(reached=True, barred=(None,))

    def gone(self) -> None:
        self._note(reached=False)

    def silent(self, silent: bool) -> None:
        """Note whether the stream brings anything, while the hub answers."""
        self._note(silent=silent)

    def bar(self, kind: SyncKind | None) -> None:
        self._note(barred=(kind,))

    def tell(self) -> None:
        """Count again, and tell if anything is other than before."""
        with self._telling:
            unsent, attention = self._counted()
            kind = self._kind(unsent)
            before = self.state
            if (kind, unsent, attention) == (before.kind, before.unsent, before.attention):
                return
            since = before.since if kind is before.kind else datetime.now(UTC)
            self.state = SyncState(kind, unsent, attention, since)
            for listener in self._listeners:
                listener(self.state)

    def _note(
        self,
        reached: bool | None = None,
        silent: bool | None = None,
        barred: tuple[SyncKind | None] | None = None,
    ) -> None:
        with self._telling:
            self._reached = self._reached if reached is None else reached
            self._silent = self._silent if silent is None else silent
            self._barred = self._barred if barred is None else barred[0]
            self.tell()

    def _kind(self, unsent: int) -> SyncKind:
        if self._barred is not None:
            return self._barred
        if not self._reached:
            return SyncKind.HUB_GONE
        if unsent:
            return SyncKind.SENDING
        return SyncKind.POLLING if self._silent else SyncKind.IN_STEP
