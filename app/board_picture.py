"""The order board in memory: all lines, late first, and which of them somebody wants to see.

Everything here runs beside the screen: no step of it holds the interpreter for longer than a frame with a
hundred thousand lines.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, reduce
from itertools import compress, pairwise
from operator import itemgetter
from typing import Any, Final, TypeVar
from uuid import UUID

from app.board import COUNTY, BoardLine, BoardNames, NextStep, OrderState, Tier
from app.names import word_initials
from app.regions import branch_of

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
    *("due_at", "number", "customer", *Facet, "order", "fault_code", "region_code", "next_step"),
    *("next_step_at", "promised_from", "promised_to", "opened_at", "urge_count", "tier", "told_count"),
    "is_paused",
)
_AT: Final = {name: at for at, name in enumerate(_FIELDS)}
_NAMED: Final = (Facet.PROVIDER, Facet.OWNER, "fault_code", "region_code")  # what words are looked for in
_COLUMNS: Final = ("due_at", "number", "customer", *Facet, "fault_code", "region_code")
_NUMBER: Final = "0123456789-"  # what stands in the number of an order


class Order(StrEnum):
    """What stands first."""

    LATE = "late"
    CHASED = "chased"
    OLDEST = "oldest"
    STEP = "step"
    PLACE = "place"
    FAULT = "fault"
    PROVIDER = "provider"
    STATE = "state"
    OWNER = "owner"


_FIRST: Final[dict[Order, Callable[[Kept], Any]]] = {
    Order.CHASED: lambda kept: -kept[_AT["urge_count"]],
    Order.OLDEST: itemgetter(_AT["opened_at"]),
    Order.STEP: itemgetter(_AT["next_step_at"]),
    Order.PLACE: itemgetter(_AT["region_code"]),
}
# Sorted by what they are called, or by how far they are.
_CALLED: Final = {Order.FAULT: "fault_code", Order.PROVIDER: Facet.PROVIDER, Order.OWNER: Facet.OWNER}
_STATES: Final = {state.value: at for at, state in enumerate(OrderState)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see: a value of some facets, words that all must stand there, a time.

    ``first`` and ``last`` bound when lines are due, the last one not included; None: no bound. ``falling``
    turns the order round.
    """

    facets: Mapping[Facet, str] = field(default_factory=dict)
    words: str = ""
    first: int | None = None
    last: int | None = None
    order: Order = Order.LATE
    falling: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Which lines of the picture are wanted, in their order, and how many each other choice would show.

    ``counts`` has for each facet how many there are of each value when all else is wanted as it is; branches
    are counted in a province and providers in a branch only. ``due_counts`` has the same for each span
    between two instants, with one before and one after them all. ``late_of`` has for each province how
    many are due before the first of the instants and how many there are, at whatever time.
    """

    at: Sequence[int]
    counts: Mapping[Facet, Mapping[str, int]]
    due_counts: Sequence[int]
    late_of: Mapping[str, tuple[int, int]] = field(default_factory=dict)


class Picture:
    """All lines of the board as they were read, sorted by when they are due. It never changes.

    What they are found by stands in columns beside them: going through a column costs a tenth of going
    through the lines. Which lines fit is a byte for each, and all of the bytes a number.
    """

    def __init__(self, columns: Columns, spell: Spelling) -> None:
        self._columns, self._spell = columns, spell

    @classmethod
    def of(cls, lines: Iterable[Kept], spell: Spelling) -> Picture:
        """Return a picture of lines that were kept by a spelling."""
        return cls(Columns(sorted_in_runs(list(lines))), spell)

    def changed(self, customers: Iterable[UUID], lines: Iterable[Kept]) -> Picture:
        """Return the picture with these customers' lines in the place of those that they had."""
        return Picture(self._columns.changed({one.int for one in customers}, lines), self._spell)

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
        return bisect_left(self._columns["due_at"], now)

    def find(self, wanted: Wanted, instants: Sequence[int] = ()) -> Found:
        """Return what is wanted, with counts; ``instants`` are those between which dues are counted."""
        size, columns = len(self), self._columns
        fits = {
            facet: bytes([one == value for one in columns[facet]]) for facet, value in wanted.facets.items()
        }
        words = wanted.words.lower().split()
        worded = [self._having(word) for word in words]
        timed = [self._due(wanted.first, wanted.last)] if self._is_timed(wanted) else []
        counts = {}
        for facet in _counted(wanted):
            both = _both([*self._besides(facet, fits), *worded, *timed], size)
            counts[facet] = self._all_counts[facet] if both is None else self._count(facet, both)
        found = _both([*fits.values(), *worded, *timed], size)
        at: Sequence[int] = range(size) if found is None else tuple(compress(range(size), found))
        due_counts = self._due_counts(_both([*fits.values(), *worded], size), instants)
        in_order = self._in_order(at, wanted.order)
        late = self._late_of([*self._besides(Facet.PROVINCE, fits), *worded], instants)
        return Found(in_order[::-1] if wanted.falling else in_order, counts, due_counts, late)

    def _besides(self, facet: Facet, fits: Mapping[Facet, bytes]) -> list[bytes]:
        """Return the masks of the other facets."""
        return [mask for one, mask in fits.items() if one is not facet]

    def _late_of(self, masks: Sequence[bytes], instants: Sequence[int]) -> Mapping[str, tuple[int, int]]:
        if not instants:
            return {}
        whole, late = _both(masks, len(self)), _both([*masks, self._due(None, instants[0])], len(self))
        every = self._all_counts[Facet.PROVINCE] if whole is None else self._count(Facet.PROVINCE, whole)
        found: Mapping[str, int] = {} if late is None else self._count(Facet.PROVINCE, late)
        return {province: (found.get(province, 0), count) for province, count in every.items()}

    def _having(self, word: str) -> bytes:
        """Return which lines have a word: in their number, or in a name that many of them share."""
        columns = self._columns
        masks = [bytes(len(self))]
        if not word.strip(_NUMBER):
            masks.append(bytes([word in number for number in columns["number"]]))
        for name in _NAMED:
            fit = self._spell.values_having(name, word)
            if fit:
                masks.append(bytes([value in fit for value in columns[name]]))
        numbers = (int.from_bytes(mask, "little") for mask in masks)
        return reduce(int.__or__, numbers).to_bytes(len(self), "little")

    def _is_timed(self, wanted: Wanted) -> bool:
        return wanted.first is not None or wanted.last is not None

    def _due(self, first: int | None, last: int | None) -> bytes:
        begin = 0 if first is None else bisect_left(self._columns["due_at"], first)
        end = len(self) if last is None else bisect_left(self._columns["due_at"], last)
        end = max(begin, end)
        return bytes(begin) + b"\1" * (end - begin) + bytes(len(self) - end)

    def _due_counts(self, fits: bytes | None, instants: Sequence[int]) -> list[int]:
        cuts = [0, *(bisect_left(self._columns["due_at"], instant) for instant in instants), len(self)]
        return [end - begin if fits is None else fits.count(1, begin, end) for begin, end in pairwise(cuts)]

    def _count(self, facet: Facet, fits: bytes) -> Mapping[str, int]:
        return _counter(self._columns[facet], fits)

    @cached_property
    def _all_counts(self) -> dict[Facet, Mapping[str, int]]:
        every = b"\1" * len(self)
        return {facet: _counter(self._columns[facet], every) for facet in Facet}

    def _in_order(self, at: Sequence[int], order: Order) -> Sequence[int]:
        if order is Order.LATE:
            return at
        lines = self._columns.lines
        if order is Order.STATE:
            ranks: Mapping[str, int] = _STATES
            named = _AT[Facet.STATE]
        elif order in _CALLED:
            ranks, named = self._spell.ranks(_CALLED[order]), _AT[_CALLED[order]]
        else:
            first = _FIRST[order]
            return sorted_in_runs(at, lambda one: first(lines[one]))
        return sorted_in_runs(at, lambda one: ranks.get(lines[one][named], -1))


class Columns:
    """Lines, and beside them what each is found by; in tuples, which no collection walks either."""

    def __init__(self, lines: Iterable[Kept]) -> None:
        self.lines = tuple(lines)
        self.columns = {name: _column(self.lines, name) for name in _COLUMNS}

    def __getitem__(self, name: str) -> tuple[Any, ...]:
        return self.columns[name]

    def changed(self, customers: Set[int], lines: Iterable[Kept]) -> Columns:
        """Return a copy with other lines of these customers; what is not theirs is not looked at again."""
        stay = bytes([customer not in customers for customer in self["customer"]])
        left = list(compress(self.lines, stay))
        columns = {name: list(compress(column, stay)) for name, column in self.columns.items()}
        for line in lines:
            at = bisect_left(left, line)
            left.insert(at, line)
            for name, column in columns.items():
                column.insert(at, line[_AT[name]])
        whole = Columns(())
        whole.lines = tuple(left)
        whole.columns = {name: tuple(column) for name, column in columns.items()}
        return whole


def _column(lines: Sequence[Kept], name: str) -> tuple[Any, ...]:
    at = _AT[name]
    return tuple([line[at] for line in lines])


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
    """Makes of lines what is kept of them; what many lines share is spelled, and kept, once."""

    def __init__(self, names: BoardNames) -> None:
        self._names = names
        self._ids: dict[UUID | None, str] = {None: ""}
        self._texts: dict[str, dict[str, str]] = {name: {} for name in _NAMED}  # in small letters

    def learn(self, names: BoardNames) -> None:
        """Take names that may have more in them; what was spelled stays, for the lines that share it."""
        self._names = names

    def keep(self, line: BoardLine) -> Kept:
        """Return a line as it is kept, and spell what nobody had before it."""
        region, fault = line.region_code, self._names.faults.get(line.fault_code)
        facets = (
            region[:PROVINCE],
            branch_of(region),
            self._id(line.provider_id),
            fault.line.value if fault else "",
            line.state.value,
            self._id(line.owner_id),
        )
        self._spell(line, facets[2], facets[5])
        step = (line.next_step.value, line.next_step_at, line.promised_from, line.promised_to)
        return (
            *(line.due_at, line.number, line.customer_id.int, *facets, line.order_id.int),
            *(line.fault_code, region, *step, line.opened_at, line.urge_count),
            *(line.tier.value, line.told_count, line.is_paused),
        )

    def values_having(self, name: str, word: str) -> set[str]:
        """Return the values of a column whose names have a word; other threads may spell meanwhile."""
        return {value for value, text in list(self._texts[name].items()) if word in text}

    def ranks(self, name: str) -> Mapping[str, int]:
        """Return the place of each value of a column, sorted by how its name sounds."""
        sounds = {value: _sound(text) for value, text in list(self._texts[name].items())}
        rank = {sound: at for at, sound in enumerate(sorted(set(sounds.values())))}
        return {value: rank[sound] for value, sound in sounds.items()}

    def _id(self, one: UUID | None) -> str:
        if one not in self._ids:
            self._ids[one] = str(one)
        return self._ids[one]

    def _spell(self, line: BoardLine, provider: str, owner: str) -> None:
        names, texts = self._names, self._texts
        if not texts[Facet.PROVIDER].get(provider):  # nobody's, or of one who was not known yet
            firm = names.providers.get(line.provider_id) if line.provider_id else None
            texts[Facet.PROVIDER][provider] = _spelled(firm.name, firm.technician) if firm else ""
        if not texts[Facet.OWNER].get(owner):
            person = names.persons.get(line.owner_id)
            texts[Facet.OWNER][owner] = _spelled(person.name) if person else ""
        if line.region_code not in texts["region_code"]:
            code = line.region_code
            levels = [code[:digits] for digits in (PROVINCE, BRANCH, COUNTY) if len(code) >= digits]
            named = [name for level in levels for name in names.regions.get(level, ())]
            texts["region_code"][code] = _spelled(*named)
        if line.fault_code not in texts["fault_code"]:
            fault = names.faults.get(line.fault_code)
            texts["fault_code"][line.fault_code] = _spelled(fault.name_zh, fault.name_en) if fault else ""


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


def _counter(values: Sequence[str], fits: bytes) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for at in range(0, len(values), _RUN):
        found.update(compress(values[at : at + _RUN], fits[at : at + _RUN]))
    return found


def _both(masks: Sequence[bytes], size: int) -> bytes | None:
    """Return which lines fit all of the masks; None: there is no mask, and all fit."""
    if not masks:
        return None
    numbers = (int.from_bytes(mask, "little") for mask in masks)
    return reduce(int.__and__, numbers).to_bytes(size, "little")


def _sound(spelled: str) -> tuple[str, ...]:
    """Return the words of a spelling, letters before what they are the initials of."""
    return tuple(sorted(spelled.split(), key=lambda word: not word.isascii()))


def _spelled(*names: str) -> str:
    """Return names with their initials, as they are typed: 锦江 is found by jj."""
    spelled = (name if name.isascii() else f"{name} {word_initials(name)}" for name in names if name)
    return " ".join(spelled).lower()
