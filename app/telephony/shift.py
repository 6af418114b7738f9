"""Whose turn it is to call the practice line."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.telephony.scenarios import Scenario


class Shift:
    """Callers one after another: each when the desk is idle, or while it talks if its scenario says so."""

    def __init__(self, scenarios: Iterable[Scenario], pause_s: Callable[[], float]) -> None:
        self._scenarios = iter(scenarios)
        self._pause_s = pause_s
        self._next = next(self._scenarios, None)

    @property
    def is_over(self) -> bool:
        return self._next is None

    def take(self, *, is_idle: bool, is_talking: bool) -> tuple[float, Scenario] | None:
        """Return the next caller and the seconds until the call; None if it is nobody's turn."""
        scenario = self._next
        if scenario is None or not (is_idle or (is_talking and scenario.while_talking)):
            return None
        self._next = next(self._scenarios, None)
        return (self._pause_s() if is_idle else 0.0), scenario
