"""Read the messages of Asterisk's manager interface (AMI) out of a stream of bytes, however it is cut."""

from __future__ import annotations

from dataclasses import dataclass

_END = b"\r\n\r\n"
_OVERLAP = len(_END) - 1  # so much of an end can already be here
MAX_MESSAGE_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Message:
    """One AMI message. Headers keep their order, and a repeated header is kept each time."""

    headers: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str:
        """Return the first header of this name, or an empty text."""
        return next((value for key, value in self.headers if key == name), "")

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key == name]

    @property
    def event(self) -> str:
        """The event's name; empty for a response."""
        return self.get("Event")

    @property
    def response(self) -> str:
        """The word of the response; empty for an event, though an event may carry a ``Response`` header."""
        return "" if self.event else self.get("Response")


def parse_message(body: bytes) -> Message | None:
    """Read one message without its end; None if no line of it has a colon. Such lines are left out."""
    headers = []
    for line in body.decode("utf-8", errors="replace").split("\r\n"):
        name, colon, value = line.partition(":")
        if colon:
            headers.append((name.strip(), value.strip()))
    return Message(tuple(headers)) if headers else None


class AmiReader:
    """Turn bytes into messages. ``greeting`` is the first line, None until all of it has come."""

    def __init__(self, max_message_bytes: int = MAX_MESSAGE_BYTES) -> None:
        self.greeting: str | None = None
        self._max = max_message_bytes
        self._pending = bytearray()
        self._searched = 0
        self._is_skipping = False

    def feed(self, data: bytes) -> list[Message]:
        """Take the next bytes and return the messages that they complete."""
        self._pending += data
        if self.greeting is None and not self._take_greeting():
            return []
        messages = []
        start = 0
        while (end := self._pending.find(_END, max(start, self._searched))) >= 0:
            if (message := self._complete(start, end)) is not None:
                messages.append(message)
            start = end + len(_END)
        del self._pending[:start]
        self._drop_what_is_too_long()
        self._searched = max(0, len(self._pending) - _OVERLAP)
        return messages

    def _take_greeting(self) -> bool:
        line, newline, _ = self._pending.partition(b"\r\n")
        too_long = len(line) > self._max
        if newline or too_long:
            self.greeting = line[: self._max].decode("utf-8", errors="replace")
            del self._pending[: len(line) + len(newline)]
        return self.greeting is not None

    def _complete(self, start: int, end: int) -> Message | None:
        was_skipping, self._is_skipping = self._is_skipping, False
        if was_skipping or end - start > self._max:
            return None
        return parse_message(bytes(self._pending[start:end]))

    def _drop_what_is_too_long(self) -> None:
        if len(self._pending) - _OVERLAP > self._max:
            self._is_skipping = True
        if self._is_skipping:  # an end may still be half here
            del self._pending[:-_OVERLAP]
