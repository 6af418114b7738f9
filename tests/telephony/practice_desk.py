"""A practice line whose time the test moves."""

from __future__ import annotations

from app.telephony.agenda import Agenda
from app.telephony.line import Asked, Control
from app.telephony.practice import PracticeLine
from app.telephony.scenarios import Scenario
from tests.telephony.recordings import AT, rows

CALLER = Scenario(ani="02885551234", dnis="4008111666", queue="hotline", wait_s=1.0, ring_s=20.0)


class Clockwork(Agenda):
    """An agenda without a thread: time passes when the test says so."""

    def __init__(self):
        self.time_s = 0.0
        super().__init__(clock=lambda: self.time_s)

    def start(self, _name, first, last):
        self._last = last
        first()

    def stop(self):
        super().stop()
        self._last()

    def pass_(self, seconds):
        end = self.time_s + seconds
        self.run_due()
        while self._due and self._due[0][0] <= end:
            self.time_s = max(self.time_s, self._due[0][0])
            self.run_due()
        self.time_s = end


class Desk:
    """A practice line whose events are rows, and whose time the test moves."""

    def __init__(self, **options):
        self.told = []
        self.journal = []
        self.clock = Clockwork()
        self.line = PracticeLine(
            "t",
            agent="1001",
            agenda=self.clock,
            now=lambda: AT,
            journal=lambda kind, facts: self.journal.append((kind, facts)),
            **options,
        )
        self.line.start(self.told.append)

    def ask(self, control, linked_id="", **facts):
        self.line.ask(Asked(control=Control(control), agent="1001", linked_id=linked_id, **facts))

    def ready(self):
        self.ask("ready")
        self.clock.pass_(0)

    def ring(self, scenario=CALLER, then_s=1.0):
        linked_id = self.line.ring(scenario)
        self.clock.pass_(then_s)
        return linked_id

    def new(self):
        """Return the rows told since the last time, without the linked id where there is only one call."""
        found, self.told[:] = rows(self.told), []
        return found


def changed(**facts):
    return CALLER.model_copy(update=facts)
