"""The line of an Asterisk PBX, watched over its manager interface (AMI)."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, repeat

from app.events import (
    CallAnswered,
    CallHeld,
    CallLeft,
    CallResumed,
    LineEvent,
    LineLost,
    LineUp,
    OfferEnded,
    OfferRinging,
)
from app.telephony.ami import AmiReader, Message
from app.telephony.ami_calls import AmiCalls
from app.telephony.ami_state import ASK_EVERY, AmiState
from app.telephony.line import Listener, LostReason
from app.telephony.telling import Journal, Keeper, Teller, WatchOnly, no_journal
from db.ids import new_id

LONGEST_WAIT_S = 30.0
_CONNECT_TIMEOUT_S = 10.0
_READ_BYTES = 65536
_END = b""
_OF_ONE_AGENT = (OfferRinging, OfferEnded, CallAnswered, CallHeld, CallLeft, CallResumed)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmiAccount:
    """Where the PBX listens and who logs in. The secret is never shown."""

    host: str
    port: int = 5038
    user: str
    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        if any(sign in self.user + self.secret for sign in "\r\n"):
            raise ValueError("a line end in an AMI user or secret would begin a header of its own")

    def login(self) -> bytes:
        headers = ("Action: Login", "ActionID: login", f"Username: {self.user}", f"Secret: {self.secret}")
        return ("\r\n".join(headers) + "\r\n\r\n").encode()


def growing_waits() -> Iterator[float]:
    """Yield the waits before each further attempt to connect, without end. Units: seconds."""
    return chain((0.5, 1.0, 2.0, 4.0, 8.0, 16.0), repeat(LONGEST_WAIT_S))


class AsteriskLine(WatchOnly):
    """Watch the calls of an Asterisk. Up once the login is accepted; connects again when it is lost.

    ``agent`` is the queue member whose offers ring this desk, by its interface; empty means any. Calls
    are told whoever answers them. ``waits_s`` makes the waits before each further attempt to connect,
    anew after each connection that was up; the line gives up when there is none left. ``keeper`` is
    closed with the line.
    """

    def __init__(
        self,
        name: str,
        account: AmiAccount,
        *,
        agent: str = "",
        waits_s: Callable[[], Iterator[float]] = growing_waits,
        journal: Journal = no_journal,
        keeper: Keeper | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.name = name
        self._account = account
        self._agent = agent
        self._waits_s = waits_s
        self._journal = journal
        self._keeper = keeper
        self._now = now
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
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
        if self._keeper is not None:
            self._keeper.close()

    def _run(self, teller: Teller) -> None:
        wait_s: float | None = 0.0
        waits_s = self._waits_s()
        while wait_s is not None and not self._stopping.wait(wait_s):
            session = Session(self.name, self._now, self._keeper)
            reason = self._connect_and_read(session, teller)
            for event in session.calls.lost(self._now()):
                self._tell(event, teller)
            if not self._stopping.is_set():
                self._tell(LineLost(line=self.name, at=self._now(), reason=reason), teller)
            waits_s = self._waits_s() if session.was_up else waits_s
            wait_s = next(waits_s, None)

    def _connect_and_read(self, session: Session, teller: Teller) -> LostReason:
        try:
            connection = self._connect()
        except OSError:
            return LostReason.UNREACHABLE
        with connection:
            _send(connection, self._account.login())
            while not self._stopping.is_set() and (data := _receive(connection)) != _END:
                for event in session.feed(data):
                    self._tell(event, teller)
                if session.lost_reason in (LostReason.REFUSED, LostReason.UNREACHABLE):
                    break
                _send(connection, session.question())
        return session.lost_reason

    def _connect(self) -> socket.socket:
        family, kind, protocol, _, address = socket.getaddrinfo(
            self._account.host, self._account.port, type=socket.SOCK_STREAM
        )[0]
        connection = self._socket = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(_CONNECT_TIMEOUT_S)
            connection.connect(address)
            connection.settimeout(ASK_EVERY.total_seconds())
            if self._stopping.is_set():  # stop() may have come before the socket could be woken
                raise OSError("stopped while connecting")
        except OSError:
            connection.close()
            raise
        return connection

    def _tell(self, event: LineEvent, teller: Teller) -> None:
        if self._concerns_this_desk(event):
            teller.tell(event, self._measured_at(event))

    def _concerns_this_desk(self, event: LineEvent) -> bool:
        return not self._agent or not isinstance(event, _OF_ONE_AGENT) or event.agent == self._agent

    def _measured_at(self, _event: LineEvent) -> int | None:
        """Return when the event was on the wire, if this line can know. Units: monotonic nanoseconds."""
        return None


class Session:
    """What one connection has told so far."""

    def __init__(self, line: str, now: Callable[[], datetime], keeper: Keeper | None = None) -> None:
        self.calls = AmiCalls(line)
        self.lost_reason = LostReason.CLOSED  # should the stream end here
        self.was_up = False
        self._line = line
        self._now = now
        self._reader = AmiReader()
        self._id, self._keeper = new_id(), keeper
        self._heard_at = self._swept_at = now()
        self._state = AmiState(self.calls, self._heard_at)

    def feed(self, data: bytes | None) -> list[LineEvent]:
        """Take the next bytes; None says that there were none for as long as the PBX is given to answer."""
        if data is None:
            return self._hear_nothing()
        self._heard_at = self._now()
        told = [event for message in self._reader.feed(data) for event in self._on_message(message)]
        return [*told, *self._sweep()]

    def question(self) -> bytes:
        """Return what the PBX is to be asked now; nothing most of the time."""
        return self._state.question(self._now()) if self.was_up else b""

    def _hear_nothing(self) -> list[LineEvent]:
        if not self.was_up or self._state.is_unanswered(self._heard_at, self._now()):
            self.lost_reason = LostReason.UNREACHABLE
        return self._sweep()

    def _sweep(self) -> list[LineEvent]:
        at = self._now()
        if at - self._swept_at < ASK_EVERY:
            return []
        self._swept_at = at
        return self.calls.close_silent(at)

    def _on_message(self, message: Message) -> list[LineEvent]:
        if message.response and not self.was_up:  # nothing else has been asked yet
            return self._on_login(message)
        if message.event == "Shutdown":
            self.lost_reason = LostReason.SHUT_DOWN
        at = self._now()
        if self._keeper is not None and self.calls.follows(message):
            self._keeper.keep(self._id, message, at)
        return [*self.calls.on_message(message, at), *self._state.on_message(message, at)]

    def _on_login(self, message: Message) -> list[LineEvent]:
        if message.response != "Success":
            self.lost_reason = LostReason.REFUSED
            return []
        self.was_up = True
        return [LineUp(line=self._line, at=self._now())]


def _send(connection: socket.socket, data: bytes) -> None:
    with contextlib.suppress(OSError):  # torn: the read that follows finds the end
        connection.sendall(data)


def _receive(connection: socket.socket) -> bytes | None:
    """Return the next bytes, or None when none came for long; `_END` is the end, be it closed or torn."""
    try:
        return connection.recv(_READ_BYTES)
    except TimeoutError:
        return None
    except OSError:
        return _END


def wake(connection: socket.socket) -> None:
    """End a blocking call of another thread on this socket, on every system."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        connection.close()  # not connected: Windows wakes connect and accept only so
