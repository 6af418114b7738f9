"""Some desks in a process of their own: what rings there, with its page. Tokens come on the standard input.

Each desk is a stream and the real `HubLine`, which makes the page's rows into what the screen is given; it is
not painted. At the end of the standard input each ring is told, a line of JSON.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from typing import Any

from app.events import CallAnswered, CallEnded, LineEvent, OfferRinging
from app.sync.line import HubLine
from app.sync.stream import Stream
from tests.hub.caller import Caller


class LoadDesk:
    """One desk that listens on a thread until it is closed: the hub ends each stream after ten minutes."""

    def __init__(self, url: str, extension: str, token: str) -> None:
        self.heard: list[dict[str, Any]] = []
        self._extension, self._caller = extension, Caller(url)
        self._caller.carry(token)
        self._line = HubLine()
        self._line.start(self._hear)
        self._rung, self._is_closed = 0, False
        self._stream = Stream(self._caller.stream())
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._is_closed = True
        self._stream.close()
        self._thread.join()

    def _listen(self) -> None:
        while not self._is_closed:
            for event in self._stream:
                if event.kind == "ring":
                    self._rung = event.data.get("n", self._rung)
                    self._line.receive(event.data)
            if not self._is_closed:
                self._stream = Stream(self._caller.stream(rung=self._rung))

    def _hear(self, event: LineEvent) -> None:
        if isinstance(event, OfferRinging | CallAnswered | CallEnded):
            came = self._line.brought(event.linked_id)
            self.heard.append(
                {
                    "kind": type(event).__name__,
                    "extension": self._extension,
                    "linked_id": event.linked_id,
                    "at": time.monotonic_ns(),
                    "has_page": came is not None and came.page is not None,
                }
            )


def main(url: str) -> None:
    wanted = json.loads(sys.stdin.readline())
    desks = [LoadDesk(url, extension, token) for extension, token in wanted.items()]
    print("here", flush=True)  # noqa: T201
    sys.stdin.read()
    for desk in desks:
        desk.close()
        for one in desk.heard:
            print(json.dumps(one))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
