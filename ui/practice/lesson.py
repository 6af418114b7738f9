"""One scenario while it is practised: which cue is due, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.demo.callers import Ringer
from app.demo.judged import Finding, judge, judge_keys, judge_said
from app.demo.planned import PlannedCall
from app.demo.scenarios import Cue, Seen, Words
from ui.practice.watch import CallWatch


@dataclass(frozen=True, slots=True)
class Result:
    """What went well in a scenario and what did not."""

    planned: PlannedCall
    findings: tuple[Finding, ...]

    @property
    def good(self) -> int:
        return sum(finding.is_good for finding in self.findings)


class LessonRun:
    """Follow a person through the cues of a scenario. A cue that was followed stays so."""

    def __init__(self, planned: PlannedCall) -> None:
        self.planned = planned
        self.watches: dict[int, CallWatch] = {}
        self.said = 0
        self._followed: set[int] = set()
        self._cues = planned.scenario.lesson.cues

    def watch(self, call: int, linked_id: str) -> None:
        """Know the first or the second call by its name on the line."""
        self.watches[call] = CallWatch(linked_id, self.planned.ringer(call))

    def look(self) -> None:
        """See which cues were followed. What is only said is passed over once something later was done."""
        for number, cue in enumerate(self._cues):
            watch = self.watches.get(cue.call)
            if cue.until is not Seen.SAID and watch is not None and watch.has(cue):
                self._followed.add(number)
        last = max(self._followed, default=0)
        said = (number for number in range(last) if self._cues[number].until is Seen.SAID)
        self._followed.update(said)

    def say(self) -> None:
        """The person says that the sentence of the cue was said."""
        number = self._due()
        if number is not None and self._cues[number].until is Seen.SAID:
            self.said += 1
            self._followed.add(number)

    def cue(self) -> Cue | None:
        """Return what is to be done next; None when all was done."""
        number = self._due()
        return None if number is None else self._cues[number]

    def says(self) -> tuple[Words, Ringer | None] | None:
        """Return what the caller says now, and who it is; None before anything is said."""
        number = self._due()
        now = self._cues if number is None else self._cues[: number + 1]
        said = [(cue.says, self.planned.ringer(cue.call)) for cue in now if cue.says]
        return said[-1] if said else None

    @property
    def has_rung(self) -> bool:
        """Tell whether the person can act: it rang here, or the call is to be dialled."""
        stored = (watch.stored for watch in self.watches.values())
        is_dialled = self.planned.scenario.dial is not None
        return is_dialled or any(call is not None and call.offers for call in stored)

    @property
    def is_answered(self) -> bool:
        return any(watch.stored is not None and watch.stored.is_answered for watch in self.watches.values())

    @property
    def wants_second(self) -> bool:
        """Tell whether the second caller is to ring now."""
        if self.planned.scenario.second is None or 2 in self.watches:
            return False
        cue = self.cue()
        return (cue is not None and cue.call == 2) or self.watches[1].is_done

    @property
    def is_over(self) -> bool:
        calls = range(1, self.planned.scenario.rings + 1)
        return all(call in self.watches and self.watches[call].is_done for call in calls)

    def result(self, keys: int) -> Result:
        """Judge all that is there now; ``keys`` are the keys and clicks it took."""
        return Result(self.planned, tuple(self._findings(keys)))

    def _findings(self, keys: int) -> Iterator[Finding]:
        scenario = self.planned.scenario
        for call, watch in sorted(self.watches.items()):
            if watch.stored is not None:
                customer_id = watch.ringer.customer_id if watch.ringer else None
                yield from judge(scenario.expected(call), customer_id, watch.stored)
        yield from judge_said(scenario, self.said)
        if scenario.expect.interactions:
            yield judge_keys(scenario, keys)

    def _due(self) -> int | None:
        return next((n for n in range(len(self._cues)) if n not in self._followed), None)
