"""The line of an Asterisk PBX, watched over its manager interface (AMI)."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain

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
from app.telephony.line import Listener, LostReason
from app.telephony.telling import Journal, Teller, WatchOnly, no_journal

_CONNECT_TIMEOUT_S = 10.0
_READ_BYTES = 65536
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


class AsteriskLine(WatchOnly):
    """Watch the queue calls of an Asterisk. Up once the login is accepted.

    ``agent`` is the queue member whose offers ring this desk, by its interface; empty means any. Calls
    are told whoever answers them. ``waits_s`` are the waits before each further attempt to connect.
    """

    def __init__(
        self,
        name: str,
        account: AmiAccount,
        *,
        agent: str = "",
        waits_s: Iterable[float] = (),
        journal: Journal = no_journal,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.name = name
        self._account = account
        self._agent = agent
        self._waits_s = waits_s
        self._journal = journal
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

    def _run(self, teller: Teller) -> None:
        for wait_s in chain((0.0,), self._waits_s):
            if self._stopping.wait(wait_s):
                return
            session = Session(self.name, self._now)
            reason = self._connect_and_read(session, teller)
            for event in session.calls.lost(self._now()):
                self._tell(event, teller)
            if not self._stopping.is_set():
                self._tell(LineLost(line=self.name, at=self._now(), reason=reason), teller)

    def _connect_and_read(self, session: Session, teller: Teller) -> LostReason:
        try:
            connection = self._connect()
        except OSError:
            return LostReason.UNREACHABLE
        with connection:
            _send(connection, self._account.login())
            while not self._stopping.is_set() and (data := _receive(connection)):
                for event in session.feed(data):
                    self._tell(event, teller)
                if session.lost_reason is LostReason.REFUSED:
                    break
        return session.lost_reason

    def _connect(self) -> socket.socket:
        family, kind, protocol, _, address = socket.getaddrinfo(
            self._account.host, self._account.port, type=socket.SOCK_STREAM
        )[0]
        connection = self._socket = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(_CONNECT_TIMEOUT_S)
            connection.connect(address)
            connection.settimeout(None)
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

    def __init__(self, line: str, now: Callable[[], datetime]) -> None:
        self.calls = AmiCalls(line)
        self.lost_reason = LostReason.CLOSED  # should the stream end here
        self._line = line
        self._now = now
        self._reader = AmiReader()
        self._is_logged_in = False

    def feed(self, data: bytes) -> list[LineEvent]:
        return [event for message in self._reader.feed(data) for event in self._on_message(message)]

    def _on_message(self, message: Message) -> list[LineEvent]:
        if message.response and not self._is_logged_in:  # nothing else has been asked yet
            return self._on_login(message)
        if message.event == "Shutdown":
            self.lost_reason = LostReason.SHUT_DOWN
        return self.calls.on_message(message, self._now())

    def _on_login(self, message: Message) -> list[LineEvent]:
        if message.response != "Success":
            self.lost_reason = LostReason.REFUSED
            return []
        self._is_logged_in = True
        return [LineUp(line=self._line, at=self._now())]


def _send(connection: socket.socket, data: bytes) -> None:
    with contextlib.suppress(OSError):  # torn: the read that follows finds the end
        connection.sendall(data)


def _receive(connection: socket.socket) -> bytes:
    """Return the next bytes; none at the end, be it closed, torn or ended by ``stop``."""
    try:
        return connection.recv(_READ_BYTES)
    except OSError:
        return b""


def wake(connection: socket.socket) -> None:
    """End a blocking call of another thread on this socket, on every system."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        connection.close()  # not connected: Windows wakes connect and accept only so
