"""The hub's stream of server-sent events, read line by line and left from any thread."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import requests
import urllib3


@dataclass(frozen=True, slots=True)
class StreamEvent:
    """One event; a comment, by which the hub says that it is there, is one without a kind."""

    kind: str
    data: dict[str, Any] = field(default_factory=dict)


HEARTBEAT = StreamEvent("")


class Stream:
    """Events as they come; ends with the connection, whoever ended it."""

    def __init__(self, answer: requests.Response) -> None:
        self._answer = answer
        connection = getattr(answer.raw, "connection", None)
        self._socket: socket.socket | None = connection and connection.sock

    def __iter__(self) -> Iterator[StreamEvent]:
        kind, data = "", ""
        # Larger chunks would wait for the next event before they give this one.
        with suppress(OSError, ValueError, urllib3.exceptions.HTTPError):
            for line in self._answer.iter_lines(chunk_size=1, decode_unicode=False):
                name, _, value = line.decode().partition(":")
                if not line:
                    if kind:
                        yield StreamEvent(kind, json.loads(data))
                    kind, data = "", ""
                elif not name:
                    yield HEARTBEAT
                elif name == "event":
                    kind = value.strip()
                elif name == "data":
                    data += value.strip()
        self._answer.close()

    def close(self) -> None:
        """Leave at once: `close` of an answer that another thread reads waits until it has read."""
        with suppress(OSError, ValueError, RuntimeError):
            if self._socket is not None:
                self._socket.shutdown(socket.SHUT_RDWR)
            else:
                self._answer.raw.shutdown()
