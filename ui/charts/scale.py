"""The geometry of charts as pure functions: bounds, round ticks, places, labels that do not meet."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

LARGEST = 1e300  # beyond it a span is infinite


def sound(value: float | None) -> float | None:
    """Return a value that can be drawn; None for what is missing or is no number."""
    if value is None or not math.isfinite(value):
        return None
    return min(max(float(value), -LARGEST), LARGEST)


def bounds(values: Iterable[float | None], *besides: float | None) -> tuple[float, float]:
    """Return the least and the largest of what can be drawn, and of what must be seen ``besides``.

    They always differ, so that whatever is drawn between them has a height; of nothing they are 0 and 1.
    """
    found = [one for one in map(sound, (*values, *besides)) if one is not None]
    low, high = (min(found), max(found)) if found else (0.0, 1.0)
    if math.isclose(low, high, rel_tol=1e-9, abs_tol=1e-300):
        pad = abs(low) / 2 or 0.5
        low, high = max(low - pad, -LARGEST), min(high + pad, LARGEST)
    return low, high


def ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Return round values at equal steps that enclose two bounds: at most ``most`` steps, or two.

    Source: P. Heckbert, Nice numbers for graph labels, Graphics Gems (1990); steps are 1, 2 or 5 times a
    power of ten.
    """
    low, high = bounds((low, high))
    most = max(2, most)  # zero between the bounds is always one of them
    step = _round_step((high / 2 - low / 2) / most * 2)
    while math.ceil(high / step) - math.floor(low / step) > most:
        step = _round_step(step * 1.5)
    first, last = math.floor(low / step), math.ceil(high / step)
    return tuple(_times(step, n) for n in range(first, last + 1))


def _round_step(rough: float) -> float:
    """Return the least of 1, 2, 5, 10 times a power of ten that is not below a rough step."""
    power = math.floor(math.log10(rough))
    for factor in (1, 2, 5):
        step = _decimal(factor, power)
        if step >= rough:
            return step
    return _decimal(1, power + 1)


def _decimal(factor: int, power: int) -> float:
    return float(f"{factor}e{power}")  # 1e-1 is nearer to a tenth than 10 ** -1 is


def _times(step: float, n: int) -> float:
    """Return a multiple of a step as a person writes it: 0.3 and not 0.30000000000000004."""
    return float(f"{step * n:.12g}")


def tick_digits(values: Sequence[float]) -> int:
    """Return how many decimals the labels of some ticks need."""
    step = min((b - a for a, b in pairwise(values)), default=1.0)
    return min(6, max(0, -math.floor(math.log10(step) + 1e-9))) if step > 0 else 0


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight way from values to pixels; ``first`` may lie beyond ``last``, as y does on a screen."""

    low: float
    high: float
    first: float
    last: float

    def at(self, value: float) -> float:
        """Return the pixel of a value; what lies outside of the bounds stays at their edge."""
        share = (value / 2 - self.low / 2) / (self.high / 2 - self.low / 2)  # half: no span overflows
        return self.first + (self.last - self.first) * min(max(share, 0.0), 1.0)


def slots(first: float, last: float, count: int, gap: float = 0.0) -> list[tuple[float, float]]:
    """Return begin and end of so many equal columns side by side, with a gap between two."""
    if count < 1:
        return []
    each = (last - first) / count
    gap = min(gap, each / 2)
    return [(first + n * each + gap / 2, first + (n + 1) * each - gap / 2) for n in range(count)]


def middles(first: float, last: float, count: int) -> list[float]:
    """Return where so many points stand from edge to edge; a single one stands at the last edge."""
    if count == 1:
        return [last]
    return [first + (last - first) * n / (count - 1) for n in range(count)]


def nearest(places: Sequence[float], pixel: float) -> int:
    """Return which place is nearest to a pixel; -1 of none."""
    return min(range(len(places)), key=lambda n: abs(places[n] - pixel), default=-1)


def shown_labels(
    middle: Sequence[float], widths: Sequence[float], first: float, last: float, gap: float = 8.0
) -> list[tuple[int, float]]:
    """Return which labels are written, each with its left edge: whole, inside of the bounds, apart.

    Every nth is written, counted from the last one, with the least n by which no two come nearer than the
    gap. The last one is always there, for it is now.
    """
    count = len(middle)
    lefts = [
        max(first, min(place - width / 2, last - width)) for place, width in zip(middle, widths, strict=True)
    ]
    for every in range(1, count + 1):
        chosen = sorted(range(count - 1, -1, -every))
        pairs = pairwise(chosen)
        if all(lefts[a] + widths[a] + gap <= lefts[b] for a, b in pairs):
            return [(n, lefts[n]) for n in chosen]
    return []


def snapped(pixel: float, ratio: float) -> float:
    """Return the nearest edge between two pixels of the device: there a line is sharp, also at 150 %."""
    return round(pixel * ratio) / ratio
