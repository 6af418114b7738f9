"""A gateway on the loopback: real HTTP, its own reading of the signature, and every kind of trouble."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests

ACCOUNT = "house"
DROP, DROP_UNTAKEN, GARBAGE = "drop", "drop untaken", "garbage"  # moods beside the HTTP statuses


def signature(secret: str, method: str, path: str, seconds: str, body: bytes) -> str:
    """Sign as docs/messages.md says, written a second time."""
    said = f"{ACCOUNT}\n{method}\n{path}\n{seconds}\n{hashlib.sha256(body).hexdigest()}"
    return hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()


@dataclass
class FakeGateway:
    """What it was given, how often each message went out to a phone, and in which moods it answers next."""

    secret: str
    url: str = ""
    moods: deque[int | str] = field(default_factory=deque)
    given: dict[str, dict[str, Any]] = field(default_factory=dict)
    out: Counter[str] = field(default_factory=Counter)
    fates: dict[str, tuple[str, str]] = field(default_factory=dict)
    unsigned: int = 0
    asked: list[str] = field(default_factory=list)
    again_after: str = "120"
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, key: str, body: dict[str, Any]) -> dict[str, str]:
        """Send each time that it is given, as a gateway does that keeps no keys."""
        self.given[key] = body
        self.out[key] += 1
        return self.report(key)

    def report(self, key: str) -> dict[str, str]:
        state, error = self.fates.get(key, ("sent", ""))
        return {"id": key, "ref": f"R{list(self.given).index(key)}", "state": state, "error": error}

    def tell(self, hub: str, *keys: str, times: int = 1, at: float | None = None) -> list[requests.Response]:
        """Post reports of messages to a hub, signed; the very same request several times."""
        body = json.dumps({"reports": [self.report(key) for key in keys]}).encode()
        seconds = str(int(time.time() if at is None else at))
        path = "/v1/messages/reports"
        headers = {
            "Ringside-Account": ACCOUNT,
            "Ringside-Time": seconds,
            "Ringside-Signature": signature(self.secret, "POST", path, seconds, body),
        }
        return [requests.post(hub + path, data=body, headers=headers, timeout=20) for _ in range(times)]


@contextmanager
def fake_gateway(secret: str) -> Iterator[FakeGateway]:
    """Answer on a free port until left."""
    gateway = FakeGateway(secret)

    class Handler(_Handler):
        fake = gateway

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    gateway.url = f"http://127.0.0.1:{server.server_port}/api"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), name="gateway")
    thread.start()
    try:
        yield gateway
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    fake: FakeGateway

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.fake.lock:
            self._post(body)

    def do_GET(self) -> None:
        with self.fake.lock:
            key = self.path.rpartition("/")[2]
            self.fake.asked.append(f"GET {key}")
            if not self._is_signed(b""):
                self._say(401, {})
            elif self.fake.moods and self.fake.moods[0] == 500:
                self._say(int(self.fake.moods.popleft()), {})
            elif key in self.fake.given:
                self._say(200, self.fake.report(key))
            else:
                self._say(404, {})

    def _post(self, body: bytes) -> None:
        said = json.loads(body)
        key = self.headers["Idempotency-Key"]
        self.fake.asked.append(f"POST {key}")
        if not self._is_signed(body) or key != said["id"]:
            self.fake.unsigned += 1
            self._say(401, {})
            return
        mood = self.fake.moods.popleft() if self.fake.moods else 200
        if mood == DROP_UNTAKEN:
            self._hang_up()
        elif mood == DROP:
            self.fake.take(key, said)
            self._hang_up()
        elif mood == GARBAGE:
            self.fake.take(key, said)
            self._say(200, ["what"])
        elif mood == 200:
            self._say(200, self.fake.take(key, said))
        else:
            self._say(int(mood), {"error": "blocked_number"})

    def _is_signed(self, body: bytes) -> bool:
        seconds = self.headers["Ringside-Time"]
        expected = signature(self.fake.secret, self.command, self.path, seconds, body)
        return self.headers["Ringside-Account"] == ACCOUNT and self.headers["Ringside-Signature"] == expected

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()

    def _say(self, status: int, answer: Any) -> None:
        said = json.dumps(answer).encode()
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", self.fake.again_after)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""
