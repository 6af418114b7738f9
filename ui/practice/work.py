"""A practice: a demo's store, a practice line, a real seat, and somebody who leads through it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QApplication

from app.demo.planned import PlannedCall, plan_practice
from app.demo.scenarios import load_scenarios
from app.demo.store import Demo
from app.desk import Desk
from app.telephony.practice import PracticeLine
from app.workers import Workers
from ui.practice.acts import ActCounter
from ui.practice.coach import Coach
from ui.practice.room import PracticeRoom, page
from ui.seat import Seat
from ui.this_pc import ThisPc

CUSTOMERS = 1000  # enough for some of each kind of caller


def practice_seat(
    app: QApplication,
    demo: Demo,
    scenario_id: str | None,
    now: Callable[[], datetime],
    pc: ThisPc | None = None,
) -> tuple[Seat, PracticeRoom]:
    """Return a seat whose callers are led by a coach, and what shows it; both begin with the seat's start.

    Without a ``scenario_id`` all scenarios come, in the order of their lessons.
    """
    plan = _plan(demo, scenario_id)
    agent = demo.actor.name
    line = PracticeLine("lessons", agent=agent, agent_name=agent, now=now)
    seat = Seat(
        Desk(demo.store, demo.actor),
        Workers(),
        line,
        agent=agent,
        now=now,
        practice=True,
        more_pages=[page()],
        pc=pc,
    )
    acts = ActCounter(app)
    app.aboutToQuit.connect(acts.stop)
    coach = Coach(seat, line, demo, plan, acts)
    room = PracticeRoom(seat, coach, len(plan))
    coach.start()
    return seat, room


def _plan(demo: Demo, scenario_id: str | None) -> list[PlannedCall]:
    scenarios = [each for each in load_scenarios() if scenario_id in (None, each.id)]
    with demo.store.read() as session:
        return plan_practice(session, scenarios, demo.made_at, person_id=demo.actor.person_id)
