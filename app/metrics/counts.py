"""The sums from which every figure is made. Sums of parts are the sums of the whole, and so add up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Final

MAXIMA: Final = frozenset({"longest_wait_s"})  # of these the larger one counts, not the sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was counted of some calls, some agents, or both. Units: calls, offers, whole seconds.

    Calls are those that came in by a queue. Each has one kind (`app.metrics.classify`): ``answered``,
    ``abandoned``, ``short_abandoned``, ``turned_away``, ``unheard``, or, until then, ``waiting``.
    ``wait_s`` is of the answered ones. ``handled`` are the calls that ``talk_s``, ``hold_s`` and ``wrap_s``
    are of; where agents are counted, also those that they dialled. ``contacts`` are recorded interactions.
    """

    answered: int = 0
    answered_within: int = 0
    abandoned: int = 0
    short_abandoned: int = 0
    turned_away: int = 0
    unheard: int = 0
    waiting: int = 0
    transferred: int = 0
    wait_s: int = 0
    abandoned_wait_s: int = 0
    longest_wait_s: int = 0
    handled: int = 0
    talk_s: int = 0
    hold_s: int = 0
    wrap_s: int = 0
    ready_s: int = 0
    ringing_s: int = 0
    not_ready_s: int = 0
    unknown_s: int = 0
    offers_answered: int = 0
    offers_missed: int = 0
    offers_refused: int = 0
    contacts: int = 0

    @property
    def arrived(self) -> int:
        """Every call that came in by a queue, whatever became of it."""
        return self.offered + self.short_abandoned + self.unheard + self.waiting

    @property
    def offered(self) -> int:
        """The calls that the floor had to answer; short abandons are none of them."""
        return self.answered + self.abandoned + self.turned_away

    @property
    def handling_s(self) -> int:
        return self.talk_s + self.hold_s + self.wrap_s

    @property
    def signed_in_s(self) -> int:
        return self.handling_s + self.ready_s + self.ringing_s + self.not_ready_s + self.unknown_s

    def __add__(self, other: Counts) -> Counts:
        return total((self, other))


NAMES: Final = tuple(field.name for field in fields(Counts))
NONE: Final = Counts()
_VALUES: Final = attrgetter(*NAMES)


def total(counts: Iterable[Counts]) -> Counts:
    """Return what many are together; of none, `NONE`."""
    columns = zip(NAMES, zip(*map(_VALUES, counts), strict=True), strict=False)  # of none no columns
    return Counts(**{name: (max if name in MAXIMA else sum)(values) for name, values in columns})


def join(name: str, one: int, other: int) -> int:
    """Return what two numbers of one field are together."""
    return max(one, other) if name in MAXIMA else one + other
