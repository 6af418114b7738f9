"""A telephone over SIP that does what it is asked: `Event: talk` answers and resumes, `hold` holds.

Desk phones do so; no softphone that could be had does. It speaks of the protocol what such a phone needs
(RFC 3261 and 3264, digest of RFC 2617), on loopback, and is silent. Not part of what is tested.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import socket
import threading
import time
from dataclasses import dataclass

from tests.live.pbx import PATIENCE_S, Pbx

_SDP = (
    "v=0\r\no=- 1 {version} IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
    "m=audio {port} RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na={way}\r\n"
)
_COPIED = ("via", "from", "to", "call-id", "cseq", "record-route")


@dataclass(frozen=True, slots=True)
class _Message:
    """A message: its first line, its headers by lower-case name, and what of it is answered as it came."""

    first: str
    headers: dict[str, str]
    copied: tuple[str, ...]

    @property
    def method(self) -> str:
        return self.headers["cseq"].split()[1]

    @property
    def is_request(self) -> bool:
        return not self.first.startswith("SIP/2.0")


class ObeyingPhone:
    """Registers at the PBX and rings; everything else is asked of it by NOTIFY. Closed by `close`."""

    def __init__(self, pbx: Pbx, number: str) -> None:
        self._number, self._pbx, self._tag = number, pbx, secrets.token_hex(4)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._audio = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._audio.bind(("127.0.0.1", 0))
        self._me = f"<sip:{number}@127.0.0.1:{self._socket.getsockname()[1]}>"
        self._sent, self._sdp_version = 0, 0
        self._ring: _Message | None = None
        self._is_up = threading.Event()
        self._login = secrets.token_hex(8)
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        until = time.monotonic() + PATIENCE_S
        while not self._is_up.wait(0.5):  # what is sent before the PBX listens is lost
            assert time.monotonic() < until, "the PBX does not register the phone"
            self._register("")

    def close(self) -> None:
        self._socket.sendto(b"", self._socket.getsockname())  # ends the thread
        self._thread.join(PATIENCE_S)
        self._socket.close()
        self._audio.close()

    def _listen(self) -> None:
        while True:
            data = self._socket.recv(65_536)
            if not data:
                return
            message = _read(data.decode())
            if message.is_request:
                self._asked(message)
            else:
                self._answered(message)

    def _asked(self, message: _Message) -> None:
        match message.method:
            case "INVITE":
                self._ring = message
                self._answer(message, "180 Ringing")
            case "NOTIFY":
                self._answer(message, "200 OK")
                self._obey(message.headers.get("event", ""))
            case "CANCEL" if self._ring is not None:
                self._answer(message, "200 OK")
                self._answer(self._ring, "487 Request Terminated")
            case "ACK":
                pass
            case _:
                self._answer(message, "200 OK")

    def _obey(self, event: str) -> None:
        assert self._ring is not None
        if event == "hold":
            self._offer("sendonly")
        elif self._sdp_version:
            self._offer("sendrecv")
        else:
            self._answer(self._ring, "200 OK", self._sdp("sendrecv"))

    def _offer(self, way: str) -> None:
        """Ask the other side within the call to hear or not to hear."""
        ring = self._ring
        assert ring is not None
        call = (f"From: {ring.headers['to']};tag={self._tag}", f"To: {ring.headers['from']}")
        self._ask("INVITE", _uri(ring.headers["contact"]), *call, call_id=ring.headers["call-id"], way=way)

    def _answered(self, message: _Message) -> None:
        if message.method == "REGISTER" and " 401 " in message.first:
            self._register(message.headers["www-authenticate"])
        elif message.method == "REGISTER" and " 200 " in message.first:
            self._is_up.set()
        elif message.method == "INVITE" and " 200 " in message.first:
            ends = (f"From: {message.headers['from']}", f"To: {message.headers['to']}")
            number = int(message.headers["cseq"].split()[0])
            where = _uri(message.headers["contact"])
            self._ask("ACK", where, *ends, call_id=message.headers["call-id"], number=number)

    def _register(self, challenge: str) -> None:
        where = f"sip:127.0.0.1:{self._pbx.sip_port}"
        who = f"<sip:{self._number}@127.0.0.1>"
        more = [f"From: {who};tag={self._tag}", f"To: {who}", "Expires: 600"]
        if challenge:
            more.append(f"Authorization: {self._credentials(challenge, where)}")
        self._ask("REGISTER", where, *more, call_id=self._login)

    def _credentials(self, challenge: str, uri: str) -> str:
        asked = dict(re.findall(r'(\w+)="?([^",]+)"?', challenge.partition(" ")[2]))
        client, count = secrets.token_hex(4), "00000001"
        secret = _md5(self._number, asked["realm"], self._pbx.secret)
        answer = _md5(secret, asked["nonce"], count, client, "auth", _md5("REGISTER", uri))
        return (
            f'Digest username="{self._number}", realm="{asked["realm"]}", nonce="{asked["nonce"]}",'
            f' uri="{uri}", response="{answer}", algorithm=MD5, qop=auth, nc={count}, cnonce="{client}",'
            f' opaque="{asked["opaque"]}"'
        )

    def _ask(
        self, method: str, where: str, *more: str, call_id: str, number: int | None = None, way: str = ""
    ) -> None:
        if number is None:
            self._sent += 1
        port = self._socket.getsockname()[1]
        lines = (
            f"{method} {where} SIP/2.0",
            f"Via: SIP/2.0/UDP 127.0.0.1:{port};branch=z9hG4bK{secrets.token_hex(6)}",
            f"Call-ID: {call_id}",
            f"CSeq: {number or self._sent} {method}",
            *more,
        )
        self._send(lines, self._sdp(way) if way else "")

    def _answer(self, message: _Message, status: str, body: str = "") -> None:
        copied = [
            f"{line};tag={self._tag}" if line.lower().startswith("to:") and ";tag=" not in line else line
            for line in message.copied
        ]
        self._send((f"SIP/2.0 {status}", *copied), body)

    def _send(self, lines: tuple[str, ...], body: str) -> None:
        kind = ("Content-Type: application/sdp",) if body else ()
        common = (f"Contact: {self._me}", "Max-Forwards: 70", "Allow-Events: talk, hold")
        whole = "\r\n".join((*lines, *common, *kind, f"Content-Length: {len(body)}", "", body))
        self._socket.sendto(whole.encode(), ("127.0.0.1", self._pbx.sip_port))

    def _sdp(self, way: str) -> str:
        self._sdp_version += 1
        return _SDP.format(version=self._sdp_version, port=self._audio.getsockname()[1], way=way)


def _read(text: str) -> _Message:
    head = text.partition("\r\n\r\n")[0].split("\r\n")
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])
    }
    copied = tuple(line for line in head[1:] if line.partition(":")[0].strip().lower() in _COPIED)
    return _Message(head[0], headers, copied)


def _uri(contact: str) -> str:
    return contact.partition("<")[2].partition(">")[0] or contact


def _md5(*parts: str) -> str:
    return hashlib.md5(":".join(parts).encode(), usedforsecurity=False).hexdigest()
