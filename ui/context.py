"""What every presenter of a seat is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from app.command import Command
from app.config import Settings
from app.desk import Desk
from app.reference import Reference
from app.sync.state import SyncState
from ui.bridge import Bridge

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from app.call_passing import PassedCall
    from app.sync.outbox import Attention
    from app.sync.pops import Popped
    from ui.kept_lists import KeptLists, Narrows
    from ui.widgets.table import RowTable


@runtime_checkable
class DeskWithHub(Protocol):
    """What a desk that has a hub does besides; the callbacks run on its threads."""

    def listen(self, callback: Callable[[SyncState], None]) -> None: ...
    def changed(self, callback: Callable[[frozenset[str]], None]) -> None: ...
    def attention(self) -> list[Attention]: ...
    def mend(self, n: int, command: Command) -> None: ...
    def withdraw(self, n: int) -> None: ...
    def stop(self) -> None: ...


def _nothing_came(_linked_id: str) -> None:
    """A line without a hub brings no pages."""


def _nobody_passed(_linked_id: str) -> tuple[PassedCall, ...]:
    """Without a hub nobody is there who could hand a call on."""
    return ()


@dataclass(frozen=True, slots=True)
class Context:
    """The desk, the way to it, the reference data, and the clock (aware, UTC)."""

    desk: Desk
    bridge: Bridge
    reference: Reference
    now: Callable[[], datetime]
    brought: Callable[[str], Popped | None] = _nothing_came  # the page that came with a ring, by linked id
    passed: Callable[[str], tuple[PassedCall, ...]] = _nobody_passed  # the notes of who handed a call on
    settings: Settings = field(default_factory=Settings)
    lists: KeptLists | None = None

    def remember(
        self,
        name: str,
        table: RowTable,
        narrows: Narrows | None = None,
        narrowed: SignalInstance | None = None,
    ) -> None:
        """Let a list stand as its person left it; ``narrowed`` tells that what narrows it was changed."""
        if self.lists is not None:
            self.lists.follow(name, table, narrows, narrowed)

    @property
    def hub(self) -> DeskWithHub | None:
        """Return the desk as one that has a hub, or None where it has the last word itself."""
        return self.desk if isinstance(self.desk, DeskWithHub) else None
