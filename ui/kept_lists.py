"""Lists stand as their person left them, at every desk: columns, sorts and filters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from app.arrangements import Arranged, ArrangeList, arrangements, own_key
from app.desk import Desk
from app.errors import DomainError
from ui.bridge import Bridge
from ui.widgets.arrangement import Arrangement
from ui.widgets.table import RowTable


class Narrows(Protocol):
    """What narrows a list, as a text to be kept; empty: nothing does."""

    def narrowed(self) -> str: ...
    def narrow(self, kept: str) -> None: ...


@dataclass(slots=True)
class _Followed:
    table: RowTable
    narrows: Narrows | None
    text: str = ""


class KeptLists(QObject):
    """Keep how this person's lists stand. What came from another desk is taken while nobody looks at it.

    Signals: ``came()`` how lists stand was read, for those that share a table: ask ``may_take``.
    """

    came = Signal()

    def __init__(self, desk: Desk, bridge: Bridge, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._bridge, self._now = desk, bridge, now
        self._lists: dict[str, _Followed] = {}
        self._texts: dict[str, str] = {}  # how lists stood that share a table, by their names
        self._key = own_key(desk.actor.person_id)
        self._may_keep = self._is_first = False

    def follow(
        self,
        name: str,
        table: RowTable,
        narrows: Narrows | None = None,
        narrowed: SignalInstance | None = None,
    ) -> None:
        """Let a list be remembered by a name; ``narrowed`` is told when what narrows it was changed."""
        self._lists[name] = _Followed(table, narrows)
        keep = partial(self._keep, name)
        table.arranged.connect(keep)
        if narrowed is not None:
            narrowed.connect(keep)

    def stood(self, name: str) -> Arrangement:
        """Return how a list was left that shares its table with others."""
        return Arrangement.from_text(self._texts.get(name, ""))

    def may_take(self, table: RowTable) -> bool:
        """Tell whether a table may stand now as was read: one that is looked at, the first time alone."""
        return self._is_first or not table.isVisible()

    def leave(self, name: str, stands: Arrangement) -> None:
        """Keep how a list that shares its table is left."""
        if self._may_keep and stands.to_text() != self._texts.get(name, ""):
            self._texts[name] = stands.to_text()
            self._write(name, stands.to_text())

    def start(self) -> None:
        """Read how the lists stood."""
        person = self._desk.actor.person_id
        asked: Callable[[], list[Arranged]] = partial(self._desk.ask, arrangements, person)
        self._bridge.read(self, asked, self._on_read, self._on_failed)

    @Slot(object)
    def on_changed(self, keys: frozenset[str]) -> None:
        if self._key in keys:
            self.start()

    def _on_read(self, found: list[Arranged]) -> None:
        self._texts = {one.list_name: one.text for one in found}
        self._is_first = not self._may_keep
        for name, followed in self._lists.items():
            text = self._texts.get(name, "")
            if text == followed.text or not self.may_take(followed.table):
                continue
            followed.text = text
            kept = Arrangement.from_text(text)
            followed.table.arrange(kept)
            if followed.narrows is not None:
                followed.narrows.narrow(kept.narrowed)
        self.came.emit()
        self._may_keep = True

    def _on_failed(self, error: Exception) -> None:
        """Whoever cannot read them has the lists as they come."""
        if not isinstance(error, DomainError):
            raise error

    def _keep(self, name: str, *_what: object) -> None:
        followed = self._lists[name]
        stands = followed.table.arrangement()
        if followed.narrows is not None:
            stands = replace(stands, narrowed=followed.narrows.narrowed())
        text = stands.to_text()
        if text == followed.text or not self._may_keep:
            return
        followed.text = text
        self._write(name, text)

    def _write(self, name: str, text: str) -> None:
        command = ArrangeList(at=self._now(), list_name=name, arrangement=text)
        self._bridge.write(self, partial(self._desk.execute, command), None, self._on_failed)
