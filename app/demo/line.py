"""The line that rings a demo's desk: callers out of scenarios without end, or a recorded PBX."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

from app.demo.planned import plan_shift
from app.demo.scenarios import load_scenarios
from app.demo.store import Demo
from app.line_records import LineRecords
from app.telephony.agenda import Agenda
from app.telephony.line import Line
from app.telephony.practice import PracticeLine
from app.telephony.recorded import RecordedLine, line_name
from app.telephony.scenarios import Scenario

PAUSE_S = 6.0  # from one call to the next, on average
SHORTEST_PAUSE_S = 2.0
CALLS_PLANNED = 50  # at a time


def demo_line(demo: Demo, recording: Path | None, speed: float) -> Line:
    """Return the line of a demo, which rings once it is started.

    Raises: OSError or ValueError if the recording cannot be read.
    """
    if recording is not None:
        return RecordedLine(recording, speed, keeper=LineRecords(demo.store, line_name(recording)))
    dice = random.Random(demo.seed)
    line = PracticeLine(
        str(demo.seed), agent=demo.actor.name, agent_name=demo.actor.name, agenda=Agenda(speed)
    )
    line.run_shift(
        _callers(demo), lambda: SHORTEST_PAUSE_S + dice.expovariate(1 / (PAUSE_S - SHORTEST_PAUSE_S))
    )
    return line


def _callers(demo: Demo) -> Iterator[Scenario]:
    """Yield who calls next, without end: a stranger fits any store."""
    scenarios = [each for each in load_scenarios() if each.caller]
    person_id = demo.actor.person_id
    for nth in itertools.count():
        with demo.store.read() as session:
            seed = demo.seed + nth
            plan = plan_shift(session, scenarios, CALLS_PLANNED, seed, demo.made_at, person_id=person_id)
        yield from (ring for planned in plan for call in (1, 2) if (ring := planned.ring(call)))
