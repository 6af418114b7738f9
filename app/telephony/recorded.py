"""The recorded line: a small server plays what a real Asterisk sent, at its true times, to our own reader."""

from __future__ import annotations

import contextlib
import csv
import socket
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.events import LineEvent, OfferRinging
from app.telephony.ami import parse_message
from app.telephony.ami_account import AmiAccount, LoginKind
from app.telephony.ami_session import Session
from app.telephony.ami_wire import wake
from app.telephony.asterisk import AsteriskLine
from app.telephony.line import Listener, LostReason
from app.telephony.telling import Journal, Keeper, Teller, no_journal

_LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes that the PBX sent at once; none where it closed. Units: ``at_s`` since it was connected to."""

    at_s: float
    data: bytes
    answers_login: bool = False


def read_recording(path: Path) -> list[Chunk]:
    """Read ``NAME.txt`` with the times in ``NAME.timing.tsv`` beside it.

    Raises: OSError if one of the two cannot be read; ValueError if the times do not fit the bytes.
    """
    stream = path.read_bytes()
    chunks = []
    login_came = False
    with path.with_suffix(".timing.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["dir"] == "C" and row["what"].startswith("Action: Login"):
                login_came = True
            elif row["dir"] in ("S", "X"):
                start, length = int(row["offset"]), int(row["length"] or 0)
                chunks.append(Chunk(float(row["t_s"]), stream[start : start + length], login_came))
                login_came = False
    if b"".join(chunk.data for chunk in chunks) != stream:
        raise ValueError(f"the times beside {path.name} do not fit its bytes")
    return chunks


class RecordedServer:
    """Play a recording to the first that connects on loopback, once it has sent a login.

    ``has_finished`` tells that everything was sent. Times are divided by ``speed``; port 0 is any free one.
    """

    def __init__(self, chunks: list[Chunk], speed: float = 1.0, port: int = 0) -> None:
        self.has_finished = False
        self._chunks = chunks
        self._speed = speed
        self._stopping = threading.Event()
        self._listener = socket.create_server((_LOOPBACK, port))
        self._connection: socket.socket | None = None
        self._rings: defaultdict[tuple[str, str], deque[int]] = defaultdict(deque)
        self._thread = threading.Thread(target=self._run, name="recorded PBX", daemon=True)

    @property
    def port(self) -> int:
        port: int = self._listener.getsockname()[1]
        return port

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        for open_socket in (self._listener, self._connection):
            if open_socket is not None:
                wake(open_socket)
        if self._thread.ident is None:  # never started, so nobody else closes it
            self._listener.close()
        else:
            self._thread.join()

    def ring_written_at(self, linked_id: str, agent: str) -> int | None:
        """Return when the next ring of this call at this agent was written. Units: monotonic nanoseconds."""
        rings = self._rings[linked_id, agent]
        return rings.popleft() if rings else None

    def _run(self) -> None:
        # an OSError is the other side gone, or stop()
        with self._listener, contextlib.suppress(OSError):
            self._connection, _ = self._listener.accept()
            with self._connection:
                self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._play(self._connection)

    def _play(self, connection: socket.socket) -> None:
        began = time.monotonic()
        for chunk in self._chunks:
            if chunk.answers_login:
                _read_login(connection)
                began = time.monotonic() - chunk.at_s / self._speed
            if self._stopping.wait(max(0.0, began + chunk.at_s / self._speed - time.monotonic())):
                return
            self._note_ring(chunk.data)
            connection.sendall(chunk.data)
        self.has_finished = True
        _read_to_end(connection)

    def _note_ring(self, data: bytes) -> None:
        if data.startswith(b"Event: AgentCalled") and (message := parse_message(data)) is not None:
            self._rings[message.get("Linkedid"), message.get("Interface")].append(time.monotonic_ns())


def _read_login(connection: socket.socket) -> None:
    received = b""
    while b"Action: Login" not in received or not received.endswith(b"\r\n\r\n"):
        data = connection.recv(4096)
        if not data:
            raise ConnectionError("gone before a login")
        received += data


def line_name(recording: Path) -> str:
    """Return the name of the line that a recording is."""
    return f"recorded:{recording.stem}"


def _never_again() -> Iterator[float]:
    return iter(())


def _read_to_end(connection: socket.socket) -> None:
    """Take what was asked meanwhile: closing over unread bytes would tear what was sent last."""
    connection.shutdown(socket.SHUT_WR)
    while connection.recv(4096):
        pass


class RecordedLine(AsteriskLine):
    """A recording as a line: the real reader over a real socket. Lost as FINISHED when all was played.

    In the journal the time of a ring is the one at which its bytes were written to the socket.
    Raises: OSError or ValueError if the recording cannot be read.
    """

    keeps_alive = False  # a recording answers nothing

    def __init__(
        self,
        path: Path,
        speed: float = 1.0,
        *,
        name: str = "",
        agent: str = "",
        journal: Journal = no_journal,
        keeper: Keeper | None = None,
    ) -> None:
        self._server = RecordedServer(read_recording(path), speed)
        account = AmiAccount(
            host=_LOOPBACK,
            port=self._server.port,
            user="recorded",
            secret="recorded",
            login=LoginKind.PLAIN,  # the challenge is answered in one recording only
        )
        super().__init__(
            name or line_name(path),
            account,
            agent=agent,
            waits_s=_never_again,
            journal=journal,
            keeper=keeper,
        )

    def start(self, listener: Listener) -> None:
        self._server.start()
        super().start(listener)

    def stop(self) -> None:
        super().stop()
        self._server.stop()

    def _connect_and_talk(self, session: Session, teller: Teller) -> LostReason:
        reason = super()._connect_and_talk(session, teller)
        if reason is LostReason.REFUSED or not self._server.has_finished:
            return reason
        return LostReason.FINISHED

    def _measured_at(self, event: LineEvent) -> int | None:
        if isinstance(event, OfferRinging):
            return self._server.ring_written_at(event.linked_id, event.agent)
        return None
