"""What a world is like: its measured shares beside those that it was made after.

Source: ../shared/research/domain-china.md, section 9.1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy.orm import Session

from app.demo.fact import Fact
from app.demo.facts_of_calls import callers, days, hours, reasons, repeats, seasons
from app.demo.facts_of_customers import dirt, phones, satisfaction
from app.demo.facts_of_orders import outcomes, paid, payers, products, visits

_PARTS: tuple[Callable[[Session], Iterable[Fact]], ...] = (
    reasons,
    seasons,
    hours,
    days,
    products,
    payers,
    callers,
    phones,
    repeats,
    outcomes,
    visits,
    paid,
    satisfaction,
    dirt,
)


def world_facts(session: Session) -> list[Fact]:
    """Measure every distribution that the store holds."""
    return [fact for part in _PARTS for fact in part(session)]


def facts_table(facts: Iterable[Fact]) -> str:
    """Write the facts as a table to read: subject, name, expected, measured, how many were counted."""
    lines = [f"{'what':<22}{'':<22}{'expected':>10}{'measured':>10}{'of':>10}"]
    for fact in facts:
        mark = "" if fact.holds else "  <- off"
        figures = f"{fact.expected:>9.1f}{fact.unit[0]}{fact.measured:>9.1f}{fact.unit[0]}{fact.of:>10}"
        lines.append(f"{fact.subject:<22}{fact.name:<22}{figures}{mark}")
    return "\n".join(lines)
