"""Says what came of a shift: read from its store and its journal, not told by its driver."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app.demo.played import NOTES, PlayedCall, PlayedShift, read_journal
from app.demo.scenarios import DemoScenario, Expected, Tried, load_scenarios
from app.demo.store import demo_path
from app.demo.stored import StoredCall, read_call

JOURNAL_NAME = "events.jsonl"
# the widgets whose words are stored; those of a promised call are in its try and in its interaction
NAME, STREET, TRY = "intake_name", "intake_street", "follow_ups"
# the third of four units, the second-best half-day, another door number, a note of twenty characters
FIXED_CASE, MOST_KEYS = "four_units", 25


def verify(folder: Path) -> dict[str, Any]:
    """Return the figures of a shift, and as ``failures`` what was not as its scenarios say.

    Units: ``*_ms`` in milliseconds; percentiles by nearest rank, so that each was really measured.
    ``lost_keys`` counts the characters of a scenario that did not reach the widget meant or are not stored;
    ``keystrokes_per_order`` the keys from Ctrl+D to the order, both counted, on average;
    ``fixed_case_keys`` every key from the ring to the order in the fixed case, modifiers counted too and the
    characters of its note not: one list a call, none longer than `MOST_KEYS`.
    Raises: OSError, ValueError or KeyError when the folder does not hold a shift.
    """
    shift = read_journal(folder / JOURNAL_NAME)
    scenarios = {scenario.id: scenario for scenario in load_scenarios()}
    with _reading(demo_path(folder, shift.seed)) as session:
        checked = [
            _Checked(call, scenarios[call.scenario_id], read_call(session, call.line, call.linked_id))
            for call in shift.calls.values()
        ]
    figures = _figures(shift, checked)
    failures = [*shift.failures, *(failure for each in checked for failure in each.failures())]
    failures += [
        f"{FIXED_CASE}: {len(keys)} keys to the order, {MOST_KEYS} are the most"
        for keys in figures["fixed_case_keys"]
        if len(keys) > MOST_KEYS
    ]
    if len(checked) != shift.planned:
        failures.insert(0, f"{shift.planned} calls were planned, {len(checked)} were played")
    return figures | {"failures": failures}


@contextmanager
def _reading(path: Path) -> Iterator[Session]:
    """Open the plain store of a demo so that it cannot be written."""
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there")
    in_use = path.with_name(path.name + "-wal").exists()
    # A reader that may not write cannot clear away the log that it would make for itself.
    uri = f"{path.resolve().as_uri()}?mode=ro" + ("" if in_use else "&immutable=1")
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(uri, uri=True))
    try:
        with Session(engine) as session:
            yield session
    except DatabaseError as error:
        raise ValueError(f"{path} is not the store of a demo: {error}") from error
    finally:
        engine.dispose()


@dataclass(frozen=True, slots=True)
class _Checked:
    """A call as it was played, as it should be, and as it is stored."""

    played: PlayedCall
    scenario: DemoScenario
    stored: StoredCall | None

    @property
    def expect(self) -> Expected:
        return self.scenario.expected(self.played.part)

    def lost_keys(self) -> int:
        return sum((Counter(text) - self._arrived(into)).total() for into, text in self._texts().items())

    def failures(self) -> Iterator[str]:
        """Yield a sentence for each thing that is not as it should be."""
        name = f"{self.scenario.id}, call {self.played.number}"
        if self.stored is None:
            yield f"{name}: the call is not in the store"
            return
        for what, expected, found in self._compared(self.stored):
            if expected != found:
                yield f"{name}: {what} should be {_said(expected)} and is {_said(found)}"
        if lost := self.lost_keys():
            yield f"{name}: {lost} of {sum(map(len, self._texts().values()))} characters were lost"

    def _compared(self, stored: StoredCall) -> Iterator[tuple[str, object, object]]:
        """Yield what is compared: its name, the scenario's word for it, and what is there."""
        expect = self.expect
        yield "popped", expect.popped, self.played.pop_ms is not None
        yield "matched", expect.matched, stored.matched
        if expect.matched and self.played.customer_id is not None:
            yield "the customer", self.played.customer_id, stored.customer_id
        yield "the direction", expect.direction, stored.direction
        yield "the outcome of the call", expect.call, stored.outcome
        yield "the offer", () if expect.offer is None else (expect.offer,), stored.offers
        yield "interactions", expect.interactions, len(stored.interactions)
        yield "orders", expect.orders, len(stored.ordered_at)
        yield "follow-ups", expect.follow_ups, stored.follow_ups
        yield "chased", expect.chased, stored.chased
        yield "a new customer", expect.registered, stored.registered
        yield "attempts", int(expect.attempt is not None), len(stored.attempts)
        if expect.attempt is not None:
            yield from self._compared_tries(expect.attempt, stored)
        for interaction in stored.interactions:
            yield "the reason", expect.reason, interaction.reason
            yield "the outcome", expect.disposition, interaction.disposition
            noted = TRY if expect.attempt else NOTES
            yield "the notes", self._texts().get(noted, ""), interaction.notes

    def _compared_tries(self, tried: Tried, stored: StoredCall) -> Iterator[tuple[str, object, object]]:
        for attempt in stored.attempts:
            yield "the result of the try", tried.outcome, attempt.outcome
            yield "the points", tried.score, attempt.score
            yield "the promise", tried.follow_up, attempt.follow_up
            yield "the note of the try", self._texts().get(TRY, ""), attempt.note

    def _texts(self) -> dict[str, str]:
        return self.scenario.texts(self.played.number, self.played.part)

    def _arrived(self, into: str) -> Counter[str]:
        """Count the characters that reached a widget and, where its words are kept, the store."""
        typed = Counter(self.played.typed.get(into, ""))
        stored = self.stored
        if into not in (NOTES, NAME, STREET, TRY):
            return typed
        if stored is None:
            return Counter()
        kept = {
            NOTES: stored.notes,
            NAME: stored.customer_name,
            STREET: "".join(stored.streets),
            TRY: "".join(attempt.note for attempt in stored.attempts),
        }
        return typed & Counter(kept[into])


def _said(value: object) -> str:
    """Write a value as it is stored."""
    return json.dumps(value, ensure_ascii=False, default=str)


def _figures(shift: PlayedShift, checked: Sequence[_Checked]) -> dict[str, Any]:
    found = [each.stored for each in checked if each.stored is not None]
    pops = [ms for each in checked if (ms := each.played.pop_ms) is not None]
    keys = list(_keys_per_order(shift, checked))
    return {
        "calls": len(found),
        "popped": len(pops),
        "matched": sum(stored.matched for stored in found),
        "interactions": sum(len(stored.interactions) for stored in found),
        "orders": sum(len(stored.ordered_at) for stored in found),
        "follow_ups": sum(stored.follow_ups for stored in found),
        "attempts": sum(len(stored.attempts) for stored in found),
        "lost_keys": sum(each.lost_keys() for each in checked),
        "pop_ms": {"p50": percentile(pops, 0.5), "p99": percentile(pops, 0.99), "max": percentile(pops, 1)},
        "ui_stall_ms": {"p999": percentile(shift.late_ms, 0.999), "max": percentile(shift.late_ms, 1)},
        "keystrokes_per_order": round(sum(keys) / len(keys), 1) if keys else None,
        "fixed_case_keys": [
            each.played.keys_until(shift.monotonic(at))
            for each in checked
            if each.scenario.id == FIXED_CASE
            for at in (each.stored.ordered_at if each.stored else ())
        ],
    }


def _keys_per_order(shift: PlayedShift, checked: Sequence[_Checked]) -> Iterator[int]:
    for each in checked:
        for at in each.stored.ordered_at if each.stored else ():
            presses = each.played.presses_until(shift.monotonic(at))
            if presses is not None:
                yield presses


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the smallest value that at least this share of the values does not exceed (nearest rank)."""
    if not values:
        return None
    return round(sorted(values)[max(0, ceil(share * len(values)) - 1)], 1)
