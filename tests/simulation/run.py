"""Runs a simulated branch from one virtual hour to the next, and says what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.demo.store import demo_store
from app.service_time import ZONE
from db.models.clocks import Escalation
from db.models.orders import RepairOrder
from db.store import Store, open_embedded
from tests.simulation.branch import DAYS_OF_PLACES, Branch
from tests.simulation.checks import unescalated, violations
from tests.simulation.customers import Callers
from tests.simulation.kept import copy_store, is_laid_aside, lay_aside, mind_of
from tests.simulation.people import people_of
from tests.simulation.places import add_places

BEGUN_AT = datetime(2026, 11, 23, 0, 0, tzinfo=ZONE)  # a Monday
MIDNIGHT = time_of_day()


@dataclass(frozen=True, slots=True)
class Scale:
    """How long and how large. ``customers`` are those that the store has before."""

    days: float
    orders_a_day: int
    agents: int = 16
    customers: int = 300
    seed: int = 7


@dataclass(slots=True)
class Result:
    """What was done and what was found: counts by name, and a sentence for each violation."""

    scale: Scale
    days: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    checks: int = 0
    violations: list[str] = field(default_factory=list)
    took_s: float = 0.0


def simulate(
    scale: Scale, *, progress: Callable[[datetime], None] | None = None, kept: Path | None = None
) -> Result:
    """Work a branch for so many virtual days; look at every step, and at everything each virtual hour.

    Who interrupts it has the result until then. ``kept`` is a folder where the branch is laid aside at each
    virtual midnight, and from which it goes on.
    """
    with _branch(scale, kept) as (branch, result):
        began = time.monotonic() - result.took_s
        try:
            while branch.now < BEGUN_AT + timedelta(days=scale.days):
                _step(branch, result)
                result.took_s = time.monotonic() - began
                if progress is not None and branch.now.minute == 0:
                    progress(branch.now)
                if kept is not None and branch.now.astimezone(ZONE).time() == MIDNIGHT:
                    lay_aside(kept, branch.store, (branch, result))
        except KeyboardInterrupt:
            pass
        branch.end()
        _look(branch, result, whole=True)
        _count(branch, result)
    return result


def _step(branch: Branch, result: Result) -> None:
    branch.step()
    _look(branch, result, whole=branch.now.minute == 0)
    result.days = (branch.now - BEGUN_AT) / timedelta(days=1)


@contextmanager
def _branch(scale: Scale, kept: Path | None) -> Iterator[tuple[Branch, Result]]:
    with TemporaryDirectory(prefix="ringside-simulation-") as folder:
        if kept is not None and is_laid_aside(kept):
            path = Path(folder) / "store.sqlite"
            copy_store(kept, path)
            with closing(open_embedded(path, None)) as store:
                yield mind_of(kept, store)
            return
        with demo_store(scale.seed, scale.customers, Path(folder), now=BEGUN_AT) as demo:
            yield _begun(scale, demo.store), Result(scale)


def _begun(scale: Scale, store: Store) -> Branch:
    with store.write() as session:
        add_places(session, scale.orders_a_day, BEGUN_AT, DAYS_OF_PLACES)
    with store.read() as session:
        people = people_of(session, scale.agents)
        callers = Callers(session, Random(scale.seed))
    return Branch(
        store,
        people,
        callers,
        begun_at=BEGUN_AT,
        orders_a_day=scale.orders_a_day,
        seed=scale.seed,
    )


def _look(branch: Branch, result: Result, *, whole: bool) -> None:
    """Look for what must not be; what the store began with is told at the first step."""
    with branch.store.read() as session:
        found = violations(session, branch.now) if whole else list(unescalated(session, branch.now))
    result.checks += 1
    result.violations += [f"{branch.now.astimezone(ZONE):%m-%d %H:%M} {sentence}" for sentence in found]


def _count(branch: Branch, result: Result) -> None:
    desks = branch.desks.values()
    with branch.store.read() as session:
        result.counts = {
            "orders taken": sum(desk.orders for desk in desks),
            **{name: branch.ledger.done[name] for name in sorted(branch.ledger.done)},
            **_escalations(session),
            "decided by the clock": branch.told["clock"],
            "networks cut": branch.told["cuts"],
            "decided while cut, pushed later": sum(desk.pushed for desk in desks),
            "of these refused by the centre": sum(desk.late_refused for desk in desks),
            "no place in two weeks": branch.told["no place"],
            "open at the end": session.scalar(select(func.count()).where(RepairOrder.closed_at.is_(None)))
            or 0,
        }
    result.refused = dict(sorted(branch.ledger.refused.items()))


def _escalations(session: Session) -> dict[str, int]:
    found = select(Escalation.clock, func.count()).group_by(Escalation.clock).order_by(Escalation.clock)
    return {f"escalations: {clock.value}": number for clock, number in session.execute(found)}


def table(result: Result) -> str:
    """Write a result as a table to read and to keep."""
    scale = result.scale
    lines = [
        f"{result.days:.4g} days, {scale.orders_a_day} orders a day, {scale.agents} agents,"
        f" seed {scale.seed}; {result.took_s:.0f} s",
        *(f"  {name:<44}{number:>8}" for name, number in result.counts.items() if number),
        "refused:",
        *(f"  {name:<44}{number:>8}" for name, number in result.refused.items()),
        f"looked {result.checks} times: {len(result.violations)} violations",
        *(f"  {sentence}" for sentence in result.violations[:20]),
    ]
    return "\n".join(lines)
