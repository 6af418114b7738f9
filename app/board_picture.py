"""The order board in memory: all lines, late first, and which of them somebody wants to see.

Everything here runs beside the screen: no step of it holds the interpreter for longer than a frame with a
hundred thousand lines.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from typing import Any, Final, NamedTuple
from uuid import UUID

from app.board import BoardLine, BoardNames
from app.names import word_initials

PROVINCE, BRANCH = 2, 4  # digits of a region code. Source: GB/T 2260
_RUN: Final = 4_096  # entries sorted at once: sorting a run holds the interpreter


class Facet(StrEnum):
    """What lines are told apart by. A value is the text of a code or an id; empty where there is none."""

    PROVINCE = "province"
    BRANCH = "branch"
    PROVIDER = "provider"
    PRODUCT = "product"
    STATE = "state"
    OWNER = "owner"


class Entry(NamedTuple):
    """A line with all that it is found by; ``text`` is in small letters. Units: ``due_at`` as in the line."""

    due_at: int
    number: str
    province: str
    branch: str
    provider: str
    product: str
    state: str
    owner: str
    text: str
    line: BoardLine


_VALUE: Final[dict[Facet, Callable[[Entry], str]]] = {
    facet: itemgetter(Entry._fields.index(facet.value)) for facet in Facet
}
_DUE: Final[Callable[[Entry], int]] = itemgetter(Entry._fields.index("due_at"))
_PLACE: Final[Callable[[Entry], Any]] = itemgetter(0, 1)


class Order(StrEnum):
    """What stands first."""

    LATE = "late"
    CHASED = "chased"
    OLDEST = "oldest"
    STEP = "step"


_FIRST: Final[dict[Order, Callable[[Entry], Any]]] = {
    Order.CHASED: lambda entry: (-entry.line.urge_count, entry.due_at),
    Order.OLDEST: lambda entry: entry.line.opened_at,
    Order.STEP: lambda entry: entry.line.next_step_at,
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
    """The entries that are wanted, in their order, and how many each other choice would show.

    ``counts`` has for each facet how many there are of each value when all else is wanted as it is;
    ``due_counts`` the same for each span between two instants, with one before and one after them all.
    """

    entries: Sequence[Entry]
    counts: Mapping[Facet, Mapping[str, int]]
    due_counts: Sequence[int]


class Picture:
    """All lines of the board as they were read, sorted by when they are due. It never changes."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries: Final = entries

    @classmethod
    def of(cls, lines: Iterable[BoardLine], spell: Spelling) -> Picture:
        return cls(sorted_in_runs([spell.entry(line) for line in lines], _PLACE))

    def changed(self, customers: Iterable[UUID], lines: Iterable[BoardLine], spell: Spelling) -> Picture:
        """Return the picture with these customers' lines in the place of those that they had."""
        gone = {one.int for one in customers}
        entries = [entry for entry in self.entries if entry.line.customer_id.int not in gone]
        for line in lines:
            insort(entries, spell.entry(line), key=_PLACE)
        return Picture(entries)

    def find(self, wanted: Wanted, instants: Sequence[int] = ()) -> Found:
        """Return what is wanted, with counts; ``instants`` are those between which dues are counted."""
        facets = [(_VALUE[facet], value) for facet, value in wanted.facets.items()]
        ever = _worded(self.entries, wanted.words.lower().split())
        wide = _within(ever, wanted)
        found = _chosen(wide, facets)
        counts: dict[Facet, Mapping[str, int]] = {}
        for facet, value_of in _VALUE.items():
            others = [one for one in facets if one[0] is not value_of]
            seen = found if len(others) == len(facets) else _chosen(wide, others)
            counts[facet] = self._all_counts[facet] if seen is self.entries else Counter(map(value_of, seen))
        timed = found if wide is ever else _chosen(ever, facets)
        return Found(_in_order(found, wanted.order), counts, _due_counts(timed, instants))

    @cached_property
    def _all_counts(self) -> dict[Facet, Mapping[str, int]]:
        return {facet: Counter(map(value_of, self.entries)) for facet, value_of in _VALUE.items()}


class Spelling:
    """Makes entries; what is the same on many lines is spelled, and kept, once."""

    def __init__(self, names: BoardNames) -> None:
        self._names = names
        self._provider: dict[UUID | None, tuple[str, str]] = {None: ("", "")}
        self._owner: dict[UUID, tuple[str, str]] = {}
        self._place: dict[str, tuple[str, str, str]] = {}
        self._fault: dict[str, tuple[str, str]] = {}

    def entry(self, line: BoardLine) -> Entry:
        provider, provider_text = self._of_provider(line.provider_id)
        owner, owner_text = self._of_owner(line.owner_id)
        province, branch, place_text = self._of_place(line.region_code)
        product, fault_text = self._of_fault(line.fault_code)
        text = f"{line.number} {place_text} {provider_text} {fault_text} {owner_text}"
        state = line.state.value
        return Entry(line.due_at, line.number, province, branch, provider, product, state, owner, text, line)

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


def sorted_in_runs(entries: list[Entry], key: Callable[[Entry], Any]) -> list[Entry]:
    """Return entries sorted, like `sorted`, in steps between which another thread may run."""
    runs = [sorted(entries[at : at + _RUN], key=key) for at in range(0, len(entries), _RUN)]
    return list(heapq.merge(*runs, key=key))


def _spelled(*names: str) -> str:
    """Return names with their initials, as they are typed: 锦江 is found by jj."""
    spelled = (name if name.isascii() else f"{name} {word_initials(name)}" for name in names if name)
    return " ".join(spelled).lower()


def _worded(entries: list[Entry], words: Sequence[str]) -> list[Entry]:
    for word in words:
        entries = [entry for entry in entries if word in entry.text]
    return entries


def _within(entries: list[Entry], wanted: Wanted) -> list[Entry]:
    if wanted.first is None and wanted.last is None:
        return entries
    begin = 0 if wanted.first is None else bisect_left(entries, wanted.first, key=_DUE)
    end = len(entries) if wanted.last is None else bisect_left(entries, wanted.last, key=_DUE)
    return entries[begin:end]


def _chosen(entries: list[Entry], facets: Sequence[tuple[Callable[[Entry], str], str]]) -> list[Entry]:
    for value_of, value in facets:
        entries = [entry for entry in entries if value_of(entry) == value]
    return entries


def _due_counts(entries: Sequence[Entry], instants: Sequence[int]) -> list[int]:
    cuts = [0, *(bisect_left(entries, instant, key=_DUE) for instant in instants), len(entries)]
    return [end - begin for begin, end in pairwise(cuts)]


def _in_order(entries: list[Entry], order: Order) -> list[Entry]:
    return entries if order is Order.LATE else sorted_in_runs(entries, _FIRST[order])
