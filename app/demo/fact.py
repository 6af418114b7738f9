"""One measured figure of a world beside the one that it was made after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class Fact:
    """One measured figure beside the expected one. Units: percent, or what ``unit`` says.

    ``of`` is how many things were counted.
    """

    subject: str
    name: str
    expected: float
    measured: float
    of: int
    unit: str = "%"

    @property
    def holds(self) -> bool:
        """Tell whether it lies within five points or three standard errors; other units within a quarter.

        Five points of a share below ten are as good as nothing: there it is half of the share.
        """
        off = abs(self.measured - self.expected)
        if self.unit != "%":
            return off <= self.expected / 4
        error = sqrt(self.expected * (100 - self.expected) / self.of) if self.of else 100.0
        return off <= max(min(5.0, self.expected / 2), 3 * error)


def shares(subject: str, expected: Mapping[str, float], counts: Mapping[str, int]) -> list[Fact]:
    """Return a fact for each share of a whole; what is expected is brought to a hundred."""
    total, whole = sum(counts.values()), sum(expected.values())
    return [
        Fact(subject, name, 100 * weight / whole, percent(counts.get(name, 0), total), total)
        for name, weight in expected.items()
    ]


def share(subject: str, name: str, expected: float, part: int, total: int) -> Fact:
    return Fact(subject, name, expected, percent(part, total), total)


def percent(part: int, total: int) -> float:
    return 100 * part / total if total else 0.0
