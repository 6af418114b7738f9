"""The line of an Asterisk PBX, over its manager interface (AMI)."""

from __future__ import annotations

import logging
import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain, repeat

from app.errors import ControlNotAvailable
from app.events import ControlFailed, LineEvent, LineLost, MemberTold
from app.log_masking import trace_of
from app.telephony.ami_account import AmiAccount, Calling
from app.telephony.ami_calls import AmiCalls
from app.telephony.ami_members import AmiMembers
from app.telephony.ami_session import Session
from app.telephony.ami_wire import END, Doorbell, NotTrusted, Wire, wake
from app.telephony.line import Asked, Control, ControlProblem, Listener, LostReason
from app.telephony.telling import Journal, Keeper, Teller, no_journal

LONGEST_WAIT_S = 30.0
CALLS_WAIT_S = 60.0  # so long calls are not over because the line is: it comes back and is asked
_LOG = logging.getLogger(__name__)


def growing_waits() -> Iterator[float]:
    """Yield the waits before each further attempt to connect, without end. Units: seconds."""
    return chain((0.5, 1.0, 2.0, 4.0, 8.0, 16.0), repeat(LONGEST_WAIT_S))


class AsteriskLine:
    """Follow the calls of an Asterisk. Up once the login is accepted; connects again when it is lost.

    ``calling`` says how numbers are reached; without it the PBX is only watched. ``agent`` is the queue
    member whose offers ring this desk, by its interface; empty means any. Calls are told whoever answers
    them. ``waits_s`` makes the waits before each further attempt to connect, anew after each connection that
    was up; the line gives up when there is none left. ``keeper`` is closed with the line. ``left`` are who
    was taken out of a queue before, and may go in again.
    """

    keeps_alive = True

    def __init__(
        self,
        name: str,
        account: AmiAccount,
        *,
        calling: Calling | None = None,
        agent: str = "",
        waits_s: Callable[[], Iterator[float]] = growing_waits,
        journal: Journal = no_journal,
        keeper: Keeper | None = None,
        left: Sequence[MemberTold] = (),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.name = name
        self.controls: frozenset[Control] = frozenset()
        self._account, self._calling = account, calling
        self._agent = agent
        self._waits_s = waits_s
        self._journal = journal
        self._keeper = keeper
        self._now = now
        self._members, self._calls = AmiMembers(name, left), AmiCalls(name)
        for one in left:
            self._calls.members.hear(one.agent)
        self._asked: queue.SimpleQueue[Asked] = queue.SimpleQueue()
        self._asking = threading.Lock()  # nothing is asked once the line is lost, to be done when it is back
        self._bell = Doorbell()
        self._stopping = threading.Event()
        self._socket: socket.socket | None = None
        self._thread: threading.Thread | None = None

    def start(self, listener: Listener) -> None:
        teller = Teller(listener, self._journal)
        self._thread = threading.Thread(target=self._run, args=(teller,), name=self.name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the connection and return when the last event is told; open calls end as unknown."""
        self._stopping.set()
        if self._socket is not None:
            wake(self._socket)
        self._bell.ring()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
        self._bell.close()
        if self._keeper is not None:
            self._keeper.close()

    def ask(self, asked: Asked) -> None:
        with self._asking:
            if asked.control not in self.controls:
                raise ControlNotAvailable(control=asked.control, linked_id=asked.linked_id)
            self._asked.put(asked)
        self._bell.ring()

    def _run(self, teller: Teller) -> None:
        wait_s: float | None = 0.0
        waits_s, up_at = self._waits_s(), time.monotonic()
        while wait_s is not None and not self._stopping.wait(wait_s):
            session = self._session()
            reason = self._follow(session, teller)
            with self._asking:
                self.controls = frozenset()
            if session.was_up and reason is not None:
                waits_s, up_at = self._waits_s(), time.monotonic()
            wait_s = next(waits_s, None)
            is_gone = reason in (None, LostReason.SHUT_DOWN)
            is_over = is_gone or time.monotonic() - up_at >= CALLS_WAIT_S
            ended = self._calls.lost(self._now()) if is_over or wait_s is None else []
            for event in (*session.end(), *self._refuse_asked(), *ended):
                self._tell(event, teller)
            if not self._stopping.is_set():
                lost = LineLost(line=self.name, at=self._now(), reason=reason or LostReason.CLOSED)
                self._tell(lost, teller)
        for event in self._calls.lost(self._now()):
            self._tell(event, teller)

    def _follow(self, session: Session, teller: Teller) -> LostReason | None:
        """Return why a connection ended; None for a mistake of ours: then nothing is known of calls."""
        try:
            return self._connect_and_talk(session, teller)
        except Exception as error:
            _LOG.error("the line %s begins anew\n%s", self.name, trace_of(error))
            return None

    def _session(self) -> Session:
        began = datetime(1970, 1, 1, tzinfo=UTC)
        return Session(
            self.name,
            self._account,
            self._now,
            calling=self._calling,
            members=self._members,
            calls=self._calls,
            keeper=self._keeper,
            keeps_alive=self.keeps_alive,
            steady=lambda: began + timedelta(seconds=time.monotonic()),
        )

    def _connect_and_talk(self, session: Session, teller: Teller) -> LostReason:
        try:
            wire = Wire(self._account, self._bell, self._hold_socket)
        except NotTrusted:
            return LostReason.NOT_TRUSTED
        except OSError:
            return LostReason.UNREACHABLE
        try:
            wire.send(session.take())
            while not self._stopping.is_set() and not session.is_lost:
                data = wire.receive(session.wait_s())
                if data == END:
                    break
                self._tell_all(session, data, teller)
                wire.send(session.take())
        finally:
            wire.close()
        return session.lost_reason

    def _tell_all(self, session: Session, data: bytes | None, teller: Teller) -> None:
        for event in session.feed(data):
            self.controls = session.controls
            self._tell(event, teller)
        while not self._asked.empty():
            for event in session.ask(self._asked.get()):
                self._tell(event, teller)

    def _refuse_asked(self) -> Iterator[ControlFailed]:
        """Tell of what was asked while the line was being lost that nobody will do it."""
        while not self._asked.empty():
            asked = self._asked.get()
            yield ControlFailed(
                line=self.name,
                at=self._now(),
                control=asked.control,
                agent=asked.agent,
                linked_id=asked.linked_id,
                code=ControlProblem.LINE_LOST,
            )

    def _hold_socket(self, connection: socket.socket) -> None:
        self._socket = connection
        if self._stopping.is_set():  # stop() may have come before the socket could be woken
            raise OSError("stopped while connecting")

    def _tell(self, event: LineEvent, teller: Teller) -> None:
        if not self._agent or getattr(event, "agent", self._agent) == self._agent:
            teller.tell(event, self._measured_at(event))

    def _measured_at(self, _event: LineEvent) -> int | None:
        """Return when the event was on the wire, if this line can know. Units: monotonic nanoseconds."""
        return None
