"""What a world is like: its measured shares beside those that it was made after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from math import sqrt
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.demo.world_contacts import HOTLINE
from app.demo.world_units import payer
from app.entitlement import Light
from app.numbers import NumberKind
from app.service_time import ZONE
from db.models.calls import Call
from db.models.catalogue import Fault
from db.models.customers import Address, Phone, Unit
from db.models.followups import Attempt, AttemptOutcome
from db.models.interactions import Interaction
from db.models.orders import OrderEvent, OrderEventKind, OrderState, RepairOrder

_FIRST_HOURS = {"8-9": (8, 9), "10-11": (10, 11), "12-13": (12, 13), "14-15": (14, 15), "16-17": (16, 17)}


@dataclass(frozen=True, slots=True)
class Fact:
    """One measured figure beside the expected one. Units: percent, or hours where ``unit`` says so.

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
        """Tell whether it lies within five points or three standard errors; hours within a quarter."""
        if self.unit != "%":
            return abs(self.measured - self.expected) <= self.expected / 4
        error = sqrt(self.expected * (100 - self.expected) / self.of) if self.of else 100.0
        return abs(self.measured - self.expected) <= max(5.0, 3 * error)


def world_facts(session: Session) -> list[Fact]:
    """Measure every distribution that the store holds."""
    parts: tuple[Callable[[Session], Iterable[Fact]], ...] = (
        _reasons,
        _hours,
        _products,
        _payers,
        _callers,
        _phones,
        _repeats,
        _outcomes,
        _visits,
        _satisfaction,
        _dirt,
    )
    return [fact for part in parts for fact in part(session)]


def facts_table(facts: Iterable[Fact]) -> str:
    """Write the facts as a table to read: subject, name, expected, measured, how many were counted."""
    lines = [f"{'what':<22}{'':<22}{'expected':>10}{'measured':>10}{'of':>10}"]
    for fact in facts:
        mark = "" if fact.holds else "  <- off"
        figures = f"{fact.expected:>9.1f}{fact.unit[0]}{fact.measured:>9.1f}{fact.unit[0]}{fact.of:>10}"
        lines.append(f"{fact.subject:<22}{fact.name:<22}{figures}{mark}")
    return "\n".join(lines)


def _shares(subject: str, expected: Mapping[str, float], counts: Mapping[str, int]) -> list[Fact]:
    total = sum(counts.values())
    return [
        Fact(subject, name, share, 100 * counts.get(name, 0) / total if total else 0.0, total)
        for name, share in expected.items()
    ]


def _share(subject: str, name: str, expected: float, part: int, total: int) -> Fact:
    return Fact(subject, name, expected, 100 * part / total if total else 0.0, total)


def _reasons(session: Session) -> list[Fact]:
    found = session.execute(
        select(Interaction.reason_code, func.count())
        .where(Interaction.reason_code.is_not(None))
        .group_by(Interaction.reason_code)
    )
    counts = Counter[str]()
    for code, number in found:
        counts[str(code).partition(".")[0]] += number
    expected = {"repair": 34, "chase": 22, "consult": 18, "install": 13, "complaint": 4}
    expected |= {"appointment": 4, "fee": 3, "other": 2}
    return _shares("call reason", expected, counts)


def _hours(session: Session) -> list[Fact]:
    hours = Counter(
        at.astimezone(ZONE).hour
        for at in session.scalars(select(Interaction.opened_at).execution_options(yield_per=1000))
    )
    counts = {name: sum(hours[hour] for hour in pair) for name, pair in _FIRST_HOURS.items()}
    counts["18-20"] = sum(hours[hour] for hour in (18, 19, 20))
    counts["21-7"] = hours.total() - sum(counts.values())
    expected = {"8-9": 16, "10-11": 21, "12-13": 12, "14-15": 17, "16-17": 15, "18-20": 17, "21-7": 2}
    return _shares("hour of the call", expected, counts)


def _products(session: Session) -> list[Fact]:
    found = session.execute(
        select(Fault.line, func.count())
        .join(RepairOrder, RepairOrder.fault_code == Fault.code)
        .group_by(Fault.line)
    )
    counts = {line.value: number for line, number in found}
    return _shares(
        "product of a repair", {"ac": 33, "washer": 22, "tv": 18, "fridge": 17, "small": 10}, counts
    )


def _payers(session: Session) -> list[Fact]:
    found = session.execute(
        select(RepairOrder.entitlement, Fault.is_main_part, Fault.is_paid)
        .join(Fault, Fault.code == RepairOrder.fault_code)
        .execution_options(yield_per=1000)
    )
    counts = Counter(
        payer(Light(frozen["light"]), is_main_part, is_paid).value for frozen, is_main_part, is_paid in found
    )
    return _shares("who pays a repair", {"whole": 58, "part": 9, "customer": 33}, counts)


def _callers(session: Session) -> list[Fact]:
    known = select(Phone.key).where(Phone.key == Call.ani_key).exists()
    came = select(func.count()).where(Call.dnis == HOTLINE)
    total = session.scalar(came) or 0
    counts = {
        kind.value: session.scalar(came.where(Call.ani_key.like(f"{kind.value}:%"))) or 0
        for kind in (NumberKind.LANDLINE, NumberKind.MOBILE, NumberKind.SERVICE)
    }
    return [
        _share("caller", "known number", 62, session.scalar(came.where(known)) or 0, total),
        _share("caller", "hidden", 0.7, session.scalar(came.where(Call.ani_key == "")) or 0, total),
        _share("caller", "landline", 9, counts["f"], total),
        _share("caller", "mobile", 88, counts["m"], total),
        _share("caller", "400", 3, counts["n"], total),
    ]


def _phones(session: Session) -> list[Fact]:
    per_customer = select(func.count(Phone.id).label("number")).group_by(Phone.customer_id).subquery()
    counts = Counter[str]()
    for number, customers in session.execute(
        select(per_customer.c.number, func.count()).group_by(per_customer.c.number)
    ):
        counts["3+" if number >= 3 else str(number)] += customers
    per_key = select(func.count(Phone.customer_id.distinct()).label("owners")).group_by(Phone.key).subquery()
    keys = session.scalar(select(func.count()).select_from(per_key)) or 0
    shared = session.scalar(select(func.count()).where(per_key.c.owners > 1)) or 0
    expected = {"1": 68, "2": 25, "3+": 7}
    return [*_shares("phones of a customer", expected, counts), _share("phone", "shared", 6, shared, keys)]


def _repeats(session: Session) -> list[Fact]:
    """Follow the calls on each order."""
    found = session.execute(
        select(
            Interaction.order_id,
            Interaction.opened_at,
            Interaction.reason_code,
            RepairOrder.opened_at,
            RepairOrder.promised_to,
        )
        .join(RepairOrder, RepairOrder.id == Interaction.order_id)
        .order_by(Interaction.order_id, Interaction.opened_at)
        .execution_options(yield_per=1000)
    )
    orders = many = again = early = 0
    first_chases: list[float] = []
    for _, calls in groupby(found, key=lambda row: row[0]):
        rows = list(calls)
        orders, many = orders + 1, many + (len(rows) > 3)
        times: list[datetime] = [row[1] for row in rows]
        again += sum(after - before <= timedelta(days=3) for before, after in pairwise(times))
        chase = next((row for row in rows if (row[2] or "").startswith("chase.")), None)
        if chase is not None:
            first_chases.append((chase[1] - chase[3]).total_seconds() / 3600)
            early += chase[4] is not None and chase[1] < chase[4]
    calls_in_all = session.scalar(select(func.count()).select_from(Interaction)) or 0
    chased = len(first_chases)
    return [
        _share("repeat calls", "on an order, 3 days", 24, again, calls_in_all),
        _share("repeat calls", "more than 3 calls", 4, many, orders),
        _share("chase", "before the promise", 8, early, chased),
        Fact("chase", "first, median", 20, median(first_chases) if first_chases else 0.0, chased, "hours"),
    ]


def _outcomes(session: Session) -> list[Fact]:
    states = select(RepairOrder.state, func.count()).group_by(RepairOrder.state)
    counts: dict[OrderState, int] = dict(session.execute(states).all())
    done, cancelled = counts.get(OrderState.DONE, 0), counts.get(OrderState.CANCELLED, 0)
    is_open = sum(counts.values()) - done - cancelled
    awaited = counts.get(OrderState.PART_AWAITED, 0)
    return [
        _share("order", "cancelled", 6, cancelled, done + cancelled),
        _share("open order", "waits for a part", 8, awaited, is_open),
    ]


def _visits(session: Session) -> list[Fact]:
    per_order = (
        select(func.count(OrderEvent.id).label("visits"))
        .join(RepairOrder, RepairOrder.id == OrderEvent.order_id)
        .where(OrderEvent.kind == OrderEventKind.VISITED, RepairOrder.state == OrderState.DONE)
        .group_by(OrderEvent.order_id)
        .subquery()
    )
    counts = Counter[str]()
    for visits, orders in session.execute(
        select(per_order.c.visits, func.count()).group_by(per_order.c.visits)
    ):
        counts["3+" if visits >= 3 else str(visits)] += orders
    return _shares("visits of a repair", {"1": 84, "2": 13, "3+": 3}, counts)


def _satisfaction(session: Session) -> list[Fact]:
    scores = select(Attempt.score, func.count()).where(Attempt.score.is_not(None)).group_by(Attempt.score)
    counts = {str(score): number for score, number in session.execute(scores)}
    attempts = session.scalar(select(func.count()).select_from(Attempt)) or 0
    reached = session.scalar(select(func.count()).where(Attempt.outcome == AttemptOutcome.REACHED)) or 0
    expected = {"5": 71, "4": 21, "3": 4, "2": 2, "1": 2}
    return [
        *_shares("satisfaction", expected, counts),
        _share("follow-up", "answered", 55, reached, attempts),
    ]


def _dirt(session: Session) -> list[Fact]:
    units = session.scalar(select(func.count()).select_from(Unit)) or 0
    no_serial = session.scalar(select(func.count()).where(Unit.serial.is_(None))) or 0
    addresses = session.scalar(select(func.count()).select_from(Address)) or 0
    no_town = session.scalar(select(func.count()).where(func.length(Address.region_code) < 9)) or 0
    return [
        _share("dirt", "serial missing", 22, no_serial, units),
        _share("dirt", "address without town", 8, no_town, addresses),
    ]
