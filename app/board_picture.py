"""The order board in memory: all lines, late first, and which of them somebody wants to see.

Everything here runs beside the screen: no step of it holds the interpreter for longer than a frame with a
hundred thousand lines.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from copy import copy
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, reduce
from itertools import compress, pairwise
from operator import itemgetter, methodcaller
from typing import Any, Final, TypeVar
from uuid import UUID

from app.board import BoardLine, BoardNames, NextStep, OrderState, Tier
from app.names import word_initials

PROVINCE, BRANCH = 2, 4  # digits of a region code. Source: GB/T 2260
_RUN: Final = 4_096  # lines sorted at once: sorting a run holds the interpreter

T = TypeVar("T")


class Facet(StrEnum):
    """What lines are told apart by. A value is the text of a code or an id; empty where there is none."""

    PROVINCE = "province"
    BRANCH = "branch"
    PROVIDER = "provider"
    PRODUCT = "product"
    STATE = "state"
    OWNER = "owner"


_OVER: Final = {Facet.BRANCH: Facet.PROVINCE, Facet.PROVIDER: Facet.BRANCH}


# A line as it is kept, with what it is found by: a plain tuple of numbers and texts, which Python's collector
# of garbage does not walk. Sorted as they are they stand late first.
Kept = tuple[Any, ...]
_FIELDS: Final = (
    *("due_at", "number", "customer", "text", *Facet, "order", "fault_code", "region_code", "next_step"),
    *("next_step_at", "promised_from", "promised_to", "opened_at", "urge_count", "tier", "told_count"),
    "is_paused",
)
_AT: Final = {name: at for at, name in enumerate(_FIELDS)}


class Order(StrEnum):
    """What stands first."""

    LATE = "late"
    CHASED = "chased"
    OLDEST = "oldest"
    STEP = "step"


_FIRST: Final[dict[Order, Callable[[Kept], Any]]] = {
    Order.CHASED: lambda kept: -kept[_AT["urge_count"]],
    Order.OLDEST: itemgetter(_AT["opened_at"]),
    Order.STEP: itemgetter(_AT["next_step_at"]),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see: a value of some facets, words that all must stand there, a time.

    ``first`` and ``last`` bound when lines are due, the last one not included; None: no bound.
    """

    facets: Mapping[Facet, str] = field(default_factory=dict)
    words: str = ""
    first: int | None = None
    last: int | None = None
    order: Order = Order.LATE


@dataclass(frozen=True, slots=True)
class Found:
    """Which lines of the picture are wanted, in their order, and how many each other choice would show.

    ``counts`` has for each facet how many there are of each value when all else is wanted as it is; branches
    are counted in a province and providers in a branch only. ``due_counts`` has the same for each span
    between two instants, with one before and one after them all.
    """

    at: Sequence[int]
    counts: Mapping[Facet, Mapping[str, int]]
    due_counts: Sequence[int]


class Picture:
    """All lines of the board as they were read, sorted by when they are due. It never changes.

    What they are found by stands in columns beside them: going through a column costs a tenth of going
    through the lines. Which lines fit is a byte for each, and all of the bytes a number.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    @classmethod
    def of(cls, lines: Iterable[Kept]) -> Picture:
        return cls(Columns(sorted_in_runs(list(lines))))

    def changed(self, customers: Iterable[UUID], lines: Iterable[Kept]) -> Picture:
        """Return the picture with these customers' lines in the place of those that they had."""
        columns = self._columns.without({one.int for one in customers})
        for line in lines:
            columns.insert(line)
        return Picture(columns)

    def __len__(self) -> int:
        return len(self._columns.lines)

    def line(self, at: int) -> BoardLine:
        """Return the line at a place, made anew."""
        return _line(self._columns.lines[at])

    def row_of(self, order_id: UUID, at: Sequence[int]) -> int:
        """Return where an order stands among some places, or -1."""
        lines, order, wanted = self._columns.lines, _AT["order"], order_id.int
        return next((row for row, place in enumerate(at) if lines[place][order] == wanted), -1)

    def late_count(self, now: int) -> int:
        """Return how many lines are late by an instant."""
        return bisect_left(self._columns.due, now)

    def find(self, wanted: Wanted, instants: Sequence[int] = ()) -> Found:
        """Return what is wanted, with counts; ``instants`` are those between which dues are counted."""
        size, columns = len(self), self._columns
        fits = {
            facet: _fitting(value.__eq__, columns.values[facet]) for facet, value in wanted.facets.items()
        }
        words = wanted.words.lower().split()
        worded = [_fitting(methodcaller("__contains__", word), columns.text) for word in words]
        timed = [self._due(wanted.first, wanted.last)] if self._is_timed(wanted) else []
        counts = {}
        for facet in _counted(wanted):
            others = [mask for one, mask in fits.items() if one is not facet]
            both = _both([*others, *worded, *timed], size)
            counts[facet] = self._all_counts[facet] if both is None else self._count(facet, both)
        found = _both([*fits.values(), *worded, *timed], size)
        at: Sequence[int] = range(size) if found is None else list(compress(range(size), found))
        due_counts = self._due_counts(_both([*fits.values(), *worded], size), instants)
        return Found(self._in_order(at, wanted.order), counts, due_counts)

    def _is_timed(self, wanted: Wanted) -> bool:
        return wanted.first is not None or wanted.last is not None

    def _due(self, first: int | None, last: int | None) -> bytes:
        begin = 0 if first is None else bisect_left(self._columns.due, first)
        end = len(self) if last is None else bisect_left(self._columns.due, last)
        end = max(begin, end)
        return bytes(begin) + b"\1" * (end - begin) + bytes(len(self) - end)

    def _due_counts(self, fits: bytes | None, instants: Sequence[int]) -> list[int]:
        cuts = [0, *(bisect_left(self._columns.due, instant) for instant in instants), len(self)]
        return [end - begin if fits is None else fits.count(1, begin, end) for begin, end in pairwise(cuts)]

    def _count(self, facet: Facet, fits: bytes) -> Mapping[str, int]:
        return _counter(self._columns.values[facet], fits)

    @cached_property
    def _all_counts(self) -> dict[Facet, Mapping[str, int]]:
        every = b"\1" * len(self)
        return {facet: _counter(values, every) for facet, values in self._columns.values.items()}

    def _in_order(self, at: Sequence[int], order: Order) -> Sequence[int]:
        if order is Order.LATE:
            return at
        first, lines = _FIRST[order], self._columns.lines
        return sorted_in_runs(at, lambda one: first(lines[one]))


class Columns:
    """Lines, and beside them what each is found by."""

    def __init__(self, lines: list[Kept]) -> None:
        self.lines = lines
        self.due = _column(lines, "due_at")
        self.text = _column(lines, "text")
        self.customers = _column(lines, "customer")
        self.values = {facet: _column(lines, facet) for facet in Facet}

    def insert(self, line: Kept) -> None:
        at = bisect_left(self.lines, line)
        self.lines.insert(at, line)
        self.due.insert(at, line[_AT["due_at"]])
        self.text.insert(at, line[_AT["text"]])
        self.customers.insert(at, line[_AT["customer"]])
        for facet, values in self.values.items():
            values.insert(at, line[_AT[facet]])

    def without(self, customers: Set[int]) -> Columns:
        """Return a copy without the lines of these customers."""
        gone = int.from_bytes(_fitting(customers.__contains__, self.customers), "little")
        stay = (gone ^ _ones(len(self.lines))).to_bytes(len(self.lines), "little")
        left = copy(self)
        left.lines, left.due = list(compress(self.lines, stay)), list(compress(self.due, stay))
        left.text, left.customers = list(compress(self.text, stay)), list(compress(self.customers, stay))
        left.values = {facet: list(compress(values, stay)) for facet, values in self.values.items()}
        return left


def _column(lines: list[Kept], name: str) -> list[Any]:
    at = _AT[name]
    return [line[at] for line in lines]


def _line(kept: Kept) -> BoardLine:
    given = dict(zip(_FIELDS, kept, strict=True))
    return BoardLine(
        order_id=UUID(int=given["order"]),
        customer_id=UUID(int=given["customer"]),
        number=given["number"],
        state=OrderState(given[Facet.STATE]),
        fault_code=given["fault_code"],
        region_code=given["region_code"],
        provider_id=UUID(given[Facet.PROVIDER]) if given[Facet.PROVIDER] else None,
        owner_id=UUID(given[Facet.OWNER]),
        next_step=NextStep(given["next_step"]),
        next_step_at=given["next_step_at"],
        promised_from=given["promised_from"],
        promised_to=given["promised_to"],
        opened_at=given["opened_at"],
        urge_count=given["urge_count"],
        tier=Tier(given["tier"]),
        told_count=given["told_count"],
        is_paused=given["is_paused"],
    )


class Spelling:
    """Makes of lines what is kept of them; what is the same on many lines is spelled, and kept, once."""

    def __init__(self, names: BoardNames) -> None:
        self._names = names
        self._provider: dict[UUID | None, tuple[str, str]] = {None: ("", "")}
        self._owner: dict[UUID, tuple[str, str]] = {}
        self._place: dict[str, tuple[str, str, str]] = {}
        self._fault: dict[str, tuple[str, str]] = {}

    def keep(self, line: BoardLine) -> Kept:
        """Return a line as it is kept, with the values of its facets and the text that it is found by."""
        provider, provider_text = self._of_provider(line.provider_id)
        owner, owner_text = self._of_owner(line.owner_id)
        province, branch, place_text = self._of_place(line.region_code)
        product, fault_text = self._of_fault(line.fault_code)
        text = f"{line.number} {place_text} {provider_text} {fault_text} {owner_text}"
        facets = (province, branch, provider, product, line.state.value, owner)
        steps = (
            line.next_step.value,
            line.next_step_at,
            line.promised_from,
            line.promised_to,
            line.opened_at,
        )
        return (
            *(line.due_at, line.number, line.customer_id.int, text, *facets, line.order_id.int),
            *(line.fault_code, line.region_code, *steps, line.urge_count, line.tier.value),
            *(line.told_count, line.is_paused),
        )

    def _of_provider(self, one: UUID | None) -> tuple[str, str]:
        if one not in self._provider:
            named = self._names.providers.get(one) if one else None
            self._provider[one] = str(one), _spelled(named.name, named.technician) if named else ""
        return self._provider[one]

    def _of_owner(self, one: UUID) -> tuple[str, str]:
        if one not in self._owner:
            named = self._names.persons.get(one)
            self._owner[one] = str(one), _spelled(named.name) if named else ""
        return self._owner[one]

    def _of_place(self, code: str) -> tuple[str, str, str]:
        if code not in self._place:
            levels = [code[:digits] for digits in (PROVINCE, BRANCH, 6) if len(code) >= digits]
            named = [name for level in levels for name in self._names.regions.get(level, ())]
            branch = code[:BRANCH] if len(code) >= BRANCH else ""
            self._place[code] = code[:PROVINCE], branch, _spelled(*named)
        return self._place[code]

    def _of_fault(self, code: str) -> tuple[str, str]:
        if code not in self._fault:
            named = self._names.faults.get(code)
            words = _spelled(named.name_zh, named.name_en) if named else ""
            self._fault[code] = named.line.value if named else "", words
        return self._fault[code]


def sorted_in_runs(found: Sequence[T], key: Callable[[T], Any] | None = None) -> list[T]:
    """Return what `sorted` would, in steps between which another thread may run."""
    runs: list[Any] = [sorted(found[at : at + _RUN], key=key) for at in range(0, len(found), _RUN)]
    return list(heapq.merge(*runs, key=key))


def _counted(wanted: Wanted) -> Iterable[Facet]:
    """Return the facets whose values are worth counting: nobody chooses among the providers of a country."""
    for facet in Facet:
        over = _OVER.get(facet)
        if over is None or over in wanted.facets or facet in wanted.facets:
            yield facet


def _fitting(fits: Callable[[Any], bool], values: Sequence[Any]) -> bytes:
    """Return a byte for each value; in runs, because Python gives no turn to others within one."""
    runs = (values[at : at + _RUN] for at in range(0, len(values), _RUN))
    return b"".join(bytes(map(fits, run)) for run in runs)


def _counter(values: list[str], fits: bytes) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for at in range(0, len(values), _RUN):
        found.update(compress(values[at : at + _RUN], fits[at : at + _RUN]))
    return found


def _ones(size: int) -> int:
    return int.from_bytes(b"\1" * size, "little")


def _both(masks: Sequence[bytes], size: int) -> bytes | None:
    """Return which lines fit all of the masks; None: there is no mask, and all fit."""
    if not masks:
        return None
    numbers = (int.from_bytes(mask, "little") for mask in masks)
    return reduce(int.__and__, numbers).to_bytes(size, "little")


def _spelled(*names: str) -> str:
    """Return names with their initials, as they are typed: 锦江 is found by jj."""
    spelled = (name if name.isascii() else f"{name} {word_initials(name)}" for name in names if name)
    return " ".join(spelled).lower()
