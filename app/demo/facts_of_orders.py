"""What the orders of a world are like: of what, for whose money, and how they ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.demo.fact import Fact, share, shares
from app.demo.world_units import payer
from app.entitlement import Light
from db.models.catalogue import Fault, OrderKind
from db.models.orders import OrderEvent, OrderEventKind, OrderResult, OrderState, RepairOrder

_IS_REPAIR = Fault.kind == OrderKind.REPAIR


def products(session: Session) -> list[Fact]:
    found = session.execute(
        select(Fault.line, func.count())
        .join(RepairOrder, RepairOrder.fault_code == Fault.code)
        .where(_IS_REPAIR)
        .group_by(Fault.line)
    )
    counts = {line.value: number for line, number in found}
    return shares(
        "product of a repair", {"ac": 33, "washer": 22, "tv": 18, "fridge": 17, "small": 10}, counts
    )


def payers(session: Session) -> list[Fact]:
    found = session.execute(
        select(RepairOrder.entitlement, Fault.is_main_part, Fault.is_paid)
        .join(Fault, Fault.code == RepairOrder.fault_code)
        .where(_IS_REPAIR)
        .execution_options(yield_per=1000)
    )
    counts = Counter(
        payer(Light(frozen["light"]), is_main_part, is_paid).value for frozen, is_main_part, is_paid in found
    )
    return shares("who pays a repair", {"whole": 58, "part": 9, "customer": 33}, counts)


def outcomes(session: Session) -> list[Fact]:
    """Return how repairs ended, and how many of the open ones wait for a part."""
    found = session.execute(
        select(RepairOrder.state, RepairOrder.result, func.count())
        .join(Fault, Fault.code == RepairOrder.fault_code)
        .where(_IS_REPAIR)
        .group_by(RepairOrder.state, RepairOrder.result)
    )
    ended, states = Counter[str](), Counter[OrderState]()
    for state, result, number in found:
        states[state] += number
        by_phone = result is OrderResult.SOLVED_BY_PHONE
        if state is OrderState.CANCELLED or by_phone:
            ended["cancelled"] += number
        elif state is OrderState.DONE:
            ended[result.value if result else "unknown"] += number
        if by_phone:
            ended["solved by phone"] += number
    expected = {"ok": 86, "cancelled": 6, "no_fault": 4, "exchanged": 1.2, "returned": 0.5}
    is_open = states.total() - states[OrderState.DONE] - states[OrderState.CANCELLED]
    return [
        *shares("order ended", expected, {name: ended[name] for name in (*expected, "unknown")}),
        share("cancelled", "solved by phone", 50, ended["solved by phone"], ended["cancelled"]),
        share("open order", "waits for a part", 8, states[OrderState.PART_AWAITED], is_open),
    ]


def visits(session: Session) -> list[Fact]:
    per_order = (
        select(func.count(OrderEvent.id).label("visits"))
        .join(RepairOrder, RepairOrder.id == OrderEvent.order_id)
        .join(Fault, Fault.code == RepairOrder.fault_code)
        .where(OrderEvent.kind == OrderEventKind.VISITED, RepairOrder.state == OrderState.DONE, _IS_REPAIR)
        .group_by(OrderEvent.order_id)
        .subquery()
    )
    counts = Counter[str]()
    for number, orders in session.execute(
        select(per_order.c.visits, func.count()).group_by(per_order.c.visits)
    ):
        counts["3+" if number >= 3 else str(number)] += orders
    return shares("visits of a repair", {"1": 84, "2": 13, "3+": 3}, counts)


def paid(session: Session) -> Iterable[Fact]:
    """Yield what customers paid for a repair that they had to pay."""
    found = session.scalars(
        select(RepairOrder.paid_fen)
        .join(Fault, Fault.code == RepairOrder.fault_code)
        .where(_IS_REPAIR, RepairOrder.paid_fen > 0)
    )
    amounts = sorted(fen for fen in found if fen is not None)
    if amounts:
        yield Fact("paid for a repair", "median", 180, median(amounts) / 100, len(amounts), "yuan")
        ninth = amounts[len(amounts) * 9 // 10]
        yield Fact("paid for a repair", "nine of ten below", 520, ninth / 100, len(amounts), "yuan")
        yield share(
            "paid for a repair", "over 2,600", 0, sum(each > 260_000 for each in amounts), len(amounts)
        )
