"""The hook of a softphone: ``http://127.0.0.1:PORT/pop?number=…`` rings a number at the desk of this PC.

It answers who knows the token and is no web page. Source: RFC 9110; fetch metadata (W3C) tells web pages.
"""

from __future__ import annotations

import hmac
import secrets
import socket
import socketserver
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from enum import IntEnum
from http.server import BaseHTTPRequestHandler
from threading import BoundedSemaphore, Lock, Thread
from typing import Final
from urllib.parse import parse_qsl

from app.pop_links import LONGEST_NUMBER, Let, PopLimit

HOST: Final = "127.0.0.1"
MOST_AT_ONCE: Final = 8
PATIENCE_S: Final = 3.0
LONGEST_TARGET: Final = 512
MOST_WRONG: Final = 10  # tokens in a minute, then none is looked at
_WRONG_WITHIN_S: Final = 60.0


class Answer(IntEnum):
    """What the hook answers; `no_desk` is when nobody is signed in."""

    TAKEN = 204
    BAD = 400
    WRONG_TOKEN = 401
    WEB_PAGE = 403
    NOT_HERE = 404
    NO_SUCH_METHOD = 405
    TOO_LONG = 414
    TOO_MANY = 429
    NO_DESK = 503


def new_token() -> str:
    return secrets.token_urlsafe(24)


class PopHook:
    """Listens for one softphone. ``ring`` is called on a thread of its own and tells whether a desk is there.

    Raises: OSError when the port is in use.
    """

    def __init__(
        self,
        port: int,
        token: str,
        ring: Callable[[str], bool],
        limit: PopLimit,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.token, self.ring, self.limit = token, ring, limit
        self._wrong = PopLimit(clock, MOST_WRONG, _WRONG_WITHIN_S, same_s=0)
        self._server = _Server(port, self)
        self.port = int(self._server.server_address[1])
        self._thread = Thread(target=self._server.serve_forever, args=(0.1,), name="pop hook", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Hang up on everybody and end; return when nothing of it runs any more."""
        self._server.shutdown()
        self._thread.join()
        self._server.hang_up()
        self._server.server_close()

    def may_ask(self, given: str) -> Answer | None:
        """Tell why this token is not good enough; None if it is."""
        if hmac.compare_digest(given.encode(), self.token.encode()):
            return None
        return Answer.TOO_MANY if self._wrong.let("") is Let.TOO_MANY else Answer.WRONG_TOKEN

    def pop(self, number: str) -> Answer:
        """Let a number ring once."""
        if not 0 < len(number) <= LONGEST_NUMBER or not number.isprintable():
            return Answer.BAD
        let = self.limit.let(number)
        if let is Let.SHOW and not self.ring(number):
            self.limit.take_back(number)  # so that it rings when it is told again and somebody sits here
            return Answer.NO_DESK
        return Answer.TOO_MANY if let is Let.TOO_MANY else Answer.TAKEN


class _Server(socketserver.ThreadingTCPServer):
    """Answers a few at a time. It has no name to be looked up, unlike the library's HTTP server."""

    daemon_threads = False
    allow_reuse_address = sys.platform != "win32"  # there it would let two programs have one port

    def __init__(self, port: int, hook: PopHook) -> None:
        self.hook = hook
        self._free = BoundedSemaphore(MOST_AT_ONCE)
        self._open: set[socket.socket] = set()
        self._lock = Lock()
        super().__init__((HOST, port), _Handler)

    def server_bind(self) -> None:
        if sys.platform == "win32":
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        super().server_bind()

    def process_request(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def process_request_thread(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._lock:
                self._open.discard(request)
            self._free.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of who hung up in the middle."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def hang_up(self) -> None:
        with self._lock:
            for each in self._open:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    """One request, and then the connection ends."""

    timeout = PATIENCE_S
    server: _Server

    def do_GET(self) -> None:
        self._say(self._answer())

    def do_POST(self) -> None:
        self._say(self._answer())

    def log_message(self, *_args: object) -> None:
        """Keep numbers out of the log."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer in a word where the library would write a page that repeats what was asked."""
        del message, explain
        self._say(Answer.NO_SUCH_METHOD if code == 501 else code)

    def _answer(self) -> Answer:
        path, _, query = self.path.partition("?")
        if len(self.path) > LONGEST_TARGET:
            return Answer.TOO_LONG
        if not self._is_for_us() or self._is_of_a_web_page():
            return Answer.WEB_PAGE
        if path != "/pop":
            return Answer.NOT_HERE
        try:
            said = dict(parse_qsl(query, keep_blank_values=True, max_num_fields=4))
        except ValueError:
            return Answer.BAD
        refusal = self.server.hook.may_ask(self._bearer() or said.get("token", ""))
        if refusal is not None:
            return refusal
        number = said.get("number", "")
        return self.server.hook.pop(f"+{number.lstrip()}" if number.startswith(" ") else number)

    def _is_for_us(self) -> bool:
        """Tell whether it was asked for by our own name: a page may let its name lead to this PC."""
        port = self.server.server_address[1]
        return self.headers.get_all("Host") in ([f"{HOST}:{port}"], [f"localhost:{port}"])

    def _is_of_a_web_page(self) -> bool:
        """Tell whether a page asks: browsers say so; an address that was typed or opened has ``none``."""
        return "Origin" in self.headers or self.headers.get("Sec-Fetch-Site", "none") != "none"

    def _bearer(self) -> str:
        kind, _, token = self.headers.get("Authorization", "").partition(" ")
        return token.strip() if kind.lower() == "bearer" else ""

    def _say(self, code: int) -> None:
        self.close_connection = True
        self.send_response_only(code)
        if code == Answer.WRONG_TOKEN:
            self.send_header("WWW-Authenticate", "Bearer")
        if code != Answer.TAKEN:
            self.send_header("Content-Length", "0")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
