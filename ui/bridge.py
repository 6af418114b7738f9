"""The one way from background threads to widgets: every answer comes on the Qt thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.workers import Workers

if TYPE_CHECKING:
    from app.events import LineEvent
    from app.sync.state import SyncState

T = TypeVar("T")
Failed = Callable[[Exception], None]
log = logging.getLogger(__name__)


class Bridge(QObject):
    """Hand work to the workers and their answers to whoever asked.

    An answer is dropped when its ``owner`` is gone by then. Without ``failed`` an error is raised on the Qt
    thread, where it is the crash reporter's business.
    Signals: ``line_event(LineEvent)``; ``trouble(Exception)`` that nobody waited for;
    ``sync_state(SyncState)``; ``bundles_changed(object)`` a frozenset of the keys of bundles whose
    rows changed here; ``lists_renewed()`` the reference data say what the lists say now.
    """

    line_event = Signal(object)
    trouble = Signal(object)
    sync_state = Signal(object)
    bundles_changed = Signal(object)
    lists_renewed = Signal()
    _answered = Signal(int, object)

    def __init__(self, workers: Workers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = workers
        self._is_open = True
        self._asked = count()
        # On the Qt thread, as who asks: a worker with the last reference to a widget would destroy it there.
        self._waiting: dict[int, tuple[QObject, Callable[[Any], None] | None, Failed | None]] = {}
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    def write(
        self,
        owner: QObject,
        work: Callable[[], T],
        ok: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run a write after those asked for before."""
        self._follow(self._workers.write, owner, work, ok, failed)

    def read(
        self,
        owner: QObject,
        work: Callable[[], T],
        ok: Callable[[T], None],
        failed: Failed | None = None,
    ) -> None:
        """Run a read beside others."""
        self._follow(self._workers.read, owner, work, ok, failed)

    def ask_centre(
        self,
        owner: QObject,
        work: Callable[[], T],
        ok: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run what waits for the centre's word, beside reads and writes."""
        self._follow(self._workers.ask_centre, owner, work, ok, failed)

    def stop(self) -> None:
        """Ask nothing any more: what sync threads still tell finds no workers."""
        self._is_open = False

    @property
    def is_idle(self) -> bool:
        return not self._waiting

    def tell(self, event: LineEvent) -> None:
        """Hand a line's event to the Qt thread; called on the line's thread."""
        self.line_event.emit(event)

    def tell_state(self, state: SyncState) -> None:
        """Hand the state of the desk to the Qt thread; called on a sync thread."""
        self.sync_state.emit(state)

    def tell_changed(self, keys: frozenset[str]) -> None:
        """Hand the keys of changed bundles to the Qt thread; called on a sync thread."""
        self.bundles_changed.emit(keys)

    def _follow(
        self,
        begin: Callable[[Callable[[], T]], Future[T]],
        owner: QObject,
        work: Callable[[], T],
        ok: Callable[[T], None] | None,
        failed: Failed | None,
    ) -> None:
        if not self._is_open:
            return
        future = begin(work)
        number = next(self._asked)
        self._waiting[number] = owner, ok, failed
        future.add_done_callback(partial(self._tell_answer, number))

    def _tell_answer(self, number: int, done: Future[Any]) -> None:
        """Hand an answer to the Qt thread; called on the thread that found it."""
        if shiboken6.isValid(self):  # a call to the hub may outlive its window
            self._answered.emit(number, done)

    @Slot(int, object)
    def _on_answered(self, number: int, done: Future[Any]) -> None:
        owner, ok, failed = self._waiting.pop(number)
        if done.cancelled():  # asked for just before the end
            return
        error = done.exception()
        if not shiboken6.isValid(owner):
            if error is not None:
                log.error("an answer came after its screen had gone", exc_info=error)
        elif error is None:
            if ok is not None:
                ok(done.result())
        elif failed is not None and isinstance(error, Exception):
            failed(error)
        else:
            raise error
