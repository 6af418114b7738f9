"""What the journal of a shift tells: the calls that were played, their rings and paints, what was typed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

MODIFIERS: Final = frozenset({"Control", "Shift", "Alt", "Meta"})
CHORDS: Final = ("Ctrl+", "Alt+", "Meta+")
DISPATCH_KEY: Final = "Ctrl+D"
NOTES: Final = "notes"  # the widget
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Press:
    """A key that was pressed; a modifier is a key of its own. Units: ``t`` in monotonic nanoseconds."""

    t: int
    key: str
    is_note: bool = False  # a character of the notes


@dataclass(slots=True)
class PlayedCall:
    """One call of the shift; ``typed`` is what reached each widget. Units: monotonic nanoseconds.

    ``part`` is 2 for one that rang in the middle of another; ``customer_id`` is who rang, if it was known.
    """

    linked_id: str
    scenario_id: str
    number: int
    part: int = 1
    customer_id: UUID | None = None
    line: str = ""
    rang_t: int | None = None
    painted_t: int | None = None
    presses: list[Press] = field(default_factory=list)  # modifiers with them
    typed: dict[str, str] = field(default_factory=dict)

    @property
    def pop_ms(self) -> float | None:
        """Return the time from the ring on the line to its page on screen; None without one."""
        if self.rang_t is None or self.painted_t is None or self.painted_t < self.rang_t:
            return None
        return (self.painted_t - self.rang_t) / 1e6

    def presses_until(self, ordered_t: int) -> int | None:
        """Count the keys from the last Ctrl+D before an order to the one that sent it; None without it."""
        before = [press for press in self.presses if press.t <= ordered_t and press.key not in MODIFIERS]
        begun = [at for at, press in enumerate(before) if press.key == DISPATCH_KEY]
        return len(before) - begun[-1] if begun else None

    def keys_until(self, ordered_t: int) -> list[str]:
        """Return every key from the ring to an order, modifiers too; the characters of a note are not."""
        return [press.key for press in self.presses if press.t <= ordered_t and not press.is_note]


@dataclass(slots=True)
class PlayedShift:
    """A whole shift. ``failures`` are what its driver could not do; ``late_ms`` the lateness of each beat."""

    seed: int = 0
    planned: int = 0
    calls: dict[str, PlayedCall] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    late_ms: list[float] = field(default_factory=list)
    _clock_ns: list[int] = field(default_factory=list)
    _current: PlayedCall | None = None

    def monotonic(self, at: datetime) -> int:
        """Return when an instant was, by the clock of the journal.

        The line tells both clocks of each event, one right after the other: the closest pair is believed.
        """
        return _ns(at) - max(self._clock_ns)

    def take(self, event: dict[str, Any]) -> None:
        """Take the next event, in the order of their time."""
        match event["kind"]:
            case "shift":
                self.seed, self.planned = event["seed"], event["calls"]
            case "scenario":
                self._current = self.calls[event["linked_id"]]
            case "beat":
                self.late_ms.append(event["late_ms"])
            case "failed":
                self.failures.append(event["sentence"])
            case "key" | "ime":
                self._take_key(event)
            case _ if event.get("linked_id") in self.calls:
                self._take_call(self.calls[event["linked_id"]], event)
        if "at" in event:
            self._clock_ns.append(_ns(datetime.fromisoformat(event["at"])) - event["t"])

    def _take_key(self, event: dict[str, Any]) -> None:
        """Count a key to the call that is being played; before the first call nobody types."""
        call = self._current
        if call is None:
            return
        if event["kind"] == "key":
            writes = bool(event["text"]) and event["text"].isprintable()
            is_note = event["focus"] == NOTES and writes and not event["key"].startswith(CHORDS)
            call.presses.append(Press(event["t"], event["key"], is_note))
        if event["text"].isprintable():
            call.typed[event["focus"]] = call.typed.get(event["focus"], "") + event["text"]

    def _take_call(self, call: PlayedCall, event: dict[str, Any]) -> None:
        match event["kind"]:
            case "CallArrived":
                call.line = event["line"]
            case "OfferRinging" if call.rang_t is None:
                call.rang_t = event["t"]
            case "painted" if call.painted_t is None:
                call.painted_t = event["t"]


def _ns(at: datetime) -> int:
    """Return an instant in nanoseconds since 1970; a float of them would be off by hundreds."""
    return (at - _EPOCH) // timedelta(microseconds=1) * 1000


def read_journal(path: Path) -> PlayedShift:
    """Read a journal. Raises: OSError; ValueError or KeyError for one that is not whole."""
    with path.open(encoding="utf-8") as file:
        events = sorted((json.loads(line) for line in file), key=lambda event: int(event["t"]))
    shift = PlayedShift(calls=_calls(events))
    for event in events:
        shift.take(event)
    return shift


def _calls(events: Iterable[dict[str, Any]]) -> dict[str, PlayedCall]:
    """Return the calls first: the line may tell of one before the driver has written its name down."""
    return {event["linked_id"]: _call(event) for event in events if event["kind"] == "scenario"}


def _call(event: dict[str, Any]) -> PlayedCall:
    customer_id = UUID(event["customer_id"]) if event["customer_id"] else None
    return PlayedCall(event["linked_id"], event["scenario"], event["number"], event["part"], customer_id)
