"""The hub's phone lines at a desk: what the hub tells of the calls that ring here, and what the desk asks."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from app.call_passing import PassedCall, read_passed
from app.calls import CallRecorder, RecordCall
from app.command import Command
from app.errors import ControlNotAvailable, DomainError, NoCentre, NotAllowed, NotFound, SignedOut
from app.events import CallEnded, CallEvent, ControlFailed, LineEvent, LineLost, LineUp
from app.sync.client import HubGone
from app.sync.pops import Popped, read_popped
from app.sync.state import SyncKind, SyncState
from app.telephony.carried import read_event
from app.telephony.line import Asked, Control, ControlProblem, Listener, LostReason
from app.telephony.telling import Journal, Teller, no_journal
from app.wire import LineAsked

_HEARD = frozenset({SyncKind.IN_STEP, SyncKind.SENDING})  # the stream is there
_MOST_CALLS = 1000  # the end of one before these was never heard
_LOG = logging.getLogger(__name__)

Post = Callable[[LineAsked], None]


class HubLine:
    """Ring as the hub says. Events come on the thread that listens to the hub.

    Give `receive` to the desk that hears the hub, `on_state` to its `listen`, what posts to `ask_through`. It
    is up while the stream is there, and one of the hub's lines if the hub has any.
    """

    name = "hub"

    def __init__(
        self, *, journal: Journal = no_journal, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.controls: frozenset[Control] = frozenset()
        self._journal, self._now = journal, now
        self._teller: Teller | None = None
        self._has_stream = False
        self._lines: dict[str, LineUp | LineLost] = {}  # the hub's, as it told last
        self._told: LineUp | LineLost | None = None
        self._telling = Lock()
        self._brought: dict[str, Popped] = {}
        self._passed: dict[str, tuple[PassedCall, ...]] = {}
        self._line_of: dict[str, str] = {}  # by call
        self._asking: Asking | None = None

    def ask_through(self, post: Post) -> None:
        """Post what is asked, on a thread of its own."""
        self._asking = Asking(post, self._failed)

    def start(self, listener: Listener) -> None:
        with self._telling:
            self._teller, self._told = Teller(listener, self._journal), None
            self._stand()
        if self._asking is not None:
            self._asking.start()

    def stop(self) -> None:
        if self._asking is not None:
            self._asking.stop()
        with self._telling:
            self._teller = None
            self._brought.clear()
            self._passed.clear()

    def on_state(self, state: SyncState) -> None:
        """Hear whether the stream is there; without it nobody knows how the lines are."""
        with self._telling:
            if (state.kind in _HEARD) is self._has_stream:
                return
            self._has_stream = not self._has_stream
            if not self._has_stream:
                self._lines.clear()
            self._stand()

    def receive(self, event: dict[str, Any]) -> None:
        """Take one ring event of the hub: what happened, in order, and the page if it came along."""
        try:
            told = [read_event(facts) for facts in event["events"]]
            page = read_popped(event["page"]) if event.get("page") else None
            passed = tuple(read_passed(facts) for facts in event.get("passed", ()))
        except (KeyError, ValueError, TypeError):
            _LOG.warning("the hub told of something that this desk does not know")
            return
        with self._telling:
            for one in told:
                if isinstance(one, LineUp | LineLost):
                    self._lines[one.line] = one
                    self._stand()
                    continue
                if isinstance(one, CallEvent):
                    self._keep(one, page, passed)
                self._tell(one)
                if isinstance(one, CallEnded):
                    self._forget(one.linked_id)

    def brought(self, linked_id: str) -> Popped | None:
        """Return the page that came with a ring. It is there before the ring is told."""
        return self._brought.get(linked_id)

    def passed(self, linked_id: str) -> tuple[PassedCall, ...]:
        """Return what colleagues said to a call when handing it on here, the last first."""
        return self._passed.get(linked_id, ())

    def ask(self, asked: Asked) -> None:
        """Ask the hub, which knows who sits here. Raises ControlNotAvailable; NoCentre when it is away."""
        if self._asking is None or not self._has_stream:
            raise NoCentre
        if asked.control not in self.controls:
            raise ControlNotAvailable(control=asked.control, linked_id=asked.linked_id)
        self._asking.put(asked, self._line_of.get(asked.linked_id, ""))

    def _keep(self, event: CallEvent, page: Popped | None, passed: tuple[PassedCall, ...]) -> None:
        call = event.linked_id
        self._line_of[call] = event.line
        if page is not None:
            self._brought[call] = page
        if passed:
            self._passed[call] = passed
        if len(self._line_of) > _MOST_CALLS:
            self._forget(next(iter(self._line_of)))

    def _forget(self, call: str) -> None:
        for kept in (self._brought, self._passed, self._line_of):
            kept.pop(call, None)

    def _stand(self) -> None:
        """Tell how the phone stands here, if that is something new."""
        up = [one for one in self._lines.values() if isinstance(one, LineUp)]
        lost = [one.reason for one in self._lines.values() if isinstance(one, LineLost)]
        words = {control for one in up for control in one.controls}
        self.controls = frozenset(control for control in Control if control.value in words)
        now: LineUp | LineLost
        if self._has_stream and (up or not lost):
            missing = tuple(sorted({right for one in up for right in one.missing}))
            controls = tuple(sorted(self.controls))
            now = LineUp(line=self.name, at=self._now(), controls=controls, missing=missing)
        else:
            reason = lost[0] if self._has_stream else LostReason.UNREACHABLE
            now = LineLost(line=self.name, at=self._now(), reason=reason)
        if _without_time(now) != _without_time(self._told):
            self._told = now
            self._tell(now)

    def _failed(self, asked: Asked, code: ControlProblem) -> None:
        failed = ControlFailed(
            line=self.name,
            at=self._now(),
            control=asked.control,
            agent=asked.agent,
            linked_id=asked.linked_id,
            code=code,
        )
        with self._telling:
            self._tell(failed)

    def _tell(self, event: LineEvent) -> None:
        if self._teller is not None:
            self._teller.tell(event)


def _without_time(event: LineUp | LineLost | None) -> object:
    if isinstance(event, LineUp):
        return event.controls, event.missing
    return event and event.reason


class Asking:
    """Posts to the hub in the order in which it was asked. What does not come to be is told, not raised."""

    def __init__(self, post: Post, failed: Callable[[Asked, ControlProblem], None]) -> None:
        self._post, self._failed = post, failed
        self._waiting: queue.SimpleQueue[tuple[Asked, str] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="hub line", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after what is being posted."""
        self._waiting.put(None)
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def put(self, asked: Asked, line: str) -> None:
        self._waiting.put((asked, line))

    def _run(self) -> None:
        while (one := self._waiting.get()) is not None:
            asked, line = one
            try:
                self._post(
                    LineAsked(
                        control=asked.control,
                        line=line,
                        agent=asked.agent,
                        linked_id=asked.linked_id,
                        number=asked.number,
                        reason=asked.reason,
                        queues=asked.queues,
                    )
                )
            except (HubGone, SignedOut, NoCentre):
                self._failed(asked, ControlProblem.LINE_LOST)
            except (NotFound, NotAllowed) as refusal:
                is_call = refusal.details.get("what") == "call"
                self._failed(asked, ControlProblem.NO_CALL if is_call else ControlProblem.REFUSED)
            except (DomainError, ValueError):  # or no number that anybody could dial
                self._failed(asked, ControlProblem.REFUSED)


class FirstWord(CallRecorder):
    """Writes only the call itself: its offers and its end are written by the hub, which owns the line."""

    def commands(self, event: LineEvent) -> Iterator[Command]:
        return (one for one in super().commands(event) if isinstance(one, RecordCall))
