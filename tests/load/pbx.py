"""A made PBX: it speaks AMI over a socket as a recorded Asterisk did, one recorded call for each it makes."""

from __future__ import annotations

import heapq
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from app.telephony.ami import AmiReader, Message
from app.telephony.recorded import read_recording

RECORDING = Path(__file__).parents[1] / "data" / "ami" / "answered-lite.txt"
CALLER, QUEUED_AGENT = b"+8613800138000", b"agent2@agents"
_CHANNEL = re.compile(rb"(@inbound-|@agents-)0000000([ab])")
_UNIQUE = re.compile(rb"1795303706\.2([0-3])")
_RANG = b"Event: AgentCalled"
LISTS = {"CoreShowChannels", "QueueStatus"}  # what is on: who logs in asks for both


@dataclass(frozen=True, slots=True)
class MadeCall:
    """One call: who rings, at whose extension it rings. Units: ``rings_at`` monotonic nanoseconds."""

    linked_id: str
    caller: str
    extension: str
    rings_at: int


@dataclass(slots=True)
class MadePbx:
    """Make ``rate`` calls a second for as long as asked, to one extension after the other.

    Each lasts as the recorded one, 3 seconds of ringing and 5.5 of talk, divided by ``speed``. What is asked
    is granted and not done, but for the list of what is on.
    """

    callers: list[str]
    extensions: list[str]
    rate: float
    seconds: float
    speed: float = 1.0
    made: list[MadeCall] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)
    _listener: socket.socket = field(init=False)
    _open: dict[int, bytes] = field(default_factory=dict)
    _sending: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, name="made PBX", daemon=True).start()

    @property
    def port(self) -> int:
        port: int = self._listener.getsockname()[1]
        return port

    def ring_now(self, connection: socket.socket) -> None:
        """Make all the calls. Each chunk goes out at its recorded time after the begin of its call."""
        chunks = list(_of_one_call())
        due: list[tuple[float, int, int]] = []
        begun, total = time.monotonic() + 0.2, max(1, round(self.rate * self.seconds))
        for n in range(total):
            heapq.heappush(due, (begun + n / self.rate, n, 0))
        while due:
            at, n, place = heapq.heappop(due)
            time.sleep(max(0.0, at - time.monotonic()))
            self._send(connection, n, chunks[place][1])
            if place + 1 < len(chunks):
                wait_s = (chunks[place + 1][0] - chunks[place][0]) / self.speed
                heapq.heappush(due, (at + wait_s, n, place + 1))
            else:
                self._open.pop(n, None)
        self.is_over.set()

    def _send(self, connection: socket.socket, n: int, chunk: bytes) -> None:
        data = self._made(n, chunk)
        with self._sending:
            if chunk.startswith(_RANG):
                self._note(n)
            connection.sendall(data)

    def _made(self, n: int, chunk: bytes) -> bytes:
        """Return a chunk of the recording as it is of the nth call: other ids, caller and agent."""
        self._open.setdefault(n, b"")
        extension = self.extensions[n % len(self.extensions)]
        chunk = _UNIQUE.sub(lambda found: b"1795303706.%d%s" % (n + 1000, found[1]), chunk)
        chunk = _CHANNEL.sub(lambda found: b"%s%07x%s" % (found[1], n + 1, found[2]), chunk)
        chunk = chunk.replace(QUEUED_AGENT, f"{extension}@agents".encode())
        return chunk.replace(CALLER, self._caller(n).encode())

    def _caller(self, n: int) -> str:
        return self.callers[n % len(self.callers)]

    def _note(self, n: int) -> None:
        extension = self.extensions[n % len(self.extensions)]
        made = MadeCall(f"1795303706.{n + 1000}0", self._caller(n), extension, time.monotonic_ns())
        self.made.append(made)

    def _serve(self) -> None:
        with self._listener, suppress(OSError):
            connection, _ = self._listener.accept()
            with connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                connection.sendall(b"Asterisk Call Manager/11.0.0\r\n")
                reader, is_ringing, asked = AmiReader(), False, set[str]()
                reader.feed(b"\r\n")  # who logs in sends no greeting
                while data := connection.recv(65536):
                    for message in reader.feed(data):
                        self._answer(connection, message)
                        asked.add(message.get("Action"))
                        if asked >= LISTS and not is_ringing:  # what rings before may be taken for old
                            is_ringing = True
                            ringing = threading.Thread(target=self.ring_now, args=[connection], daemon=True)
                            ringing.start()

    def _answer(self, connection: socket.socket, message: Message) -> None:
        what, action_id = message.get("Action"), message.get("ActionID")
        said = [("Response", "Success"), ("ActionID", action_id)]
        if what == "Challenge":
            said.append(("Challenge", "1234567"))
        out = _block(*said)
        if what == "Login":
            out += _block(("Event", "FullyBooted"), ("Privilege", "system,all"), ("Status", "Fully Booted"))
        if what == "CoreShowChannels":
            out += b"".join(self._listed(action_id))
        if what in ("CoreShowChannels", "QueueStatus"):
            end = f"{what}Complete"
            out += _block(("Event", end), ("ActionID", action_id), ("EventList", "Complete"))
        with self._sending:
            connection.sendall(out)

    def _listed(self, action_id: str) -> Iterator[bytes]:
        """Yield the legs that are on: one that is not listed twice is taken for gone."""
        for n in list(self._open):
            for leg in range(4):
                yield _block(
                    ("Event", "CoreShowChannel"),
                    ("ActionID", action_id),
                    ("Channel", f"Local/{n}@made-{n + 1:07x}{'ab'[leg // 2]};{leg % 2 + 1}"),
                    ("Uniqueid", f"1795303706.{n + 1000}{leg}"),
                    ("Linkedid", f"1795303706.{n + 1000}0"),
                    ("Application", "AppDial"),
                    ("Duration", "00:00:01"),
                )


def _of_one_call() -> Iterator[tuple[float, bytes]]:
    """Yield what the PBX sent of the one call of the recording, and when. Units: seconds."""
    begun = False
    for chunk in read_recording(RECORDING):
        begun = begun or chunk.data.startswith(b"Event: Newchannel")
        if begun:
            yield chunk.at_s, chunk.data


def _block(*lines: tuple[str, str]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in lines).encode() + b"\r\n"
