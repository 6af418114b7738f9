"""What the customers of a world are like: their numbers, what they say of us, and the dirt in their data."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.demo.fact import Fact, share, shares
from app.demo.world_catalogue import load_catalogue
from db.models.customers import Address, Customer, Phone, PhoneRole, Unit
from db.models.followups import Attempt, AttemptOutcome

MOST_OF_A_SHOP = 40


def phones(session: Session) -> list[Fact]:
    """Return how many numbers a customer has, and how many customers a number."""
    counts = Counter[str]()
    for number in _numbers(session, Phone.id, Phone.customer_id):
        counts["3+" if number >= 3 else str(number)] += 1
    owners = _numbers(session, Phone.customer_id, Phone.key)
    shared = sum(number > 1 for number in owners)
    return [
        *shares("phones of a customer", {"1": 68, "2": 25, "3+": 7}, counts),
        share("phone", "shared", 6, shared, len(owners)),
        share(
            "phone",
            f"of over {MOST_OF_A_SHOP}",
            0,
            sum(each > MOST_OF_A_SHOP for each in owners),
            len(owners),
        ),
    ]


def satisfaction(session: Session) -> list[Fact]:
    """Return the scores that were given, and how many tries reached somebody."""
    scores = select(Attempt.score, func.count()).where(Attempt.score.is_not(None)).group_by(Attempt.score)
    counts = {str(score): number for score, number in session.execute(scores)}
    attempts = session.scalar(select(func.count()).select_from(Attempt)) or 0
    reached = session.scalar(select(func.count()).where(Attempt.outcome == AttemptOutcome.REACHED)) or 0
    expected = {"5": 71, "4": 21, "3": 4, "2": 2, "1": 2}
    return [
        *shares("satisfaction", expected, counts),
        share("follow-up", "answered", 55, reached, attempts),
    ]


def dirt(session: Session) -> list[Fact]:
    """Return what is missing, misspelt, in full width or there twice."""
    units = session.scalar(select(func.count()).select_from(Unit)) or 0
    no_serial = session.scalar(select(func.count()).where(Unit.serial.is_(None))) or 0
    addresses = session.execute(select(Address.region_code, Address.line)).all()
    estates = load_catalogue().names["estates"]
    misspelt = sum(not any(estate in line for estate in estates) for _, line in addresses)
    raw = session.scalars(select(Phone.raw)).all()
    wide = sum(any("０" <= character <= "９" for character in number) for number in raw)
    customers = session.scalar(select(func.count()).select_from(Customer)) or 0
    return [
        share("dirt", "serial missing", 22, no_serial, units),
        share("dirt", "address without town", 8, sum(len(code) < 9 for code, _ in addresses), len(addresses)),
        share("dirt", "misspelt", 4, misspelt, len(addresses)),
        share("dirt", "full-width digits", 1.5, wide, len(raw)),
        share("dirt", "customer there twice", 3, _doubles(session), customers),
    ]


def _numbers(
    session: Session, column: InstrumentedAttribute[Any], of: InstrumentedAttribute[Any]
) -> list[int]:
    """Count the different values of a column for each value of another."""
    return list(session.scalars(select(func.count(column.distinct())).group_by(of)))


def _doubles(session: Session) -> int:
    """Count the customers of a name and a number that another one has too."""
    found = session.execute(
        select(Customer.name, Phone.key)
        .join(Phone, Phone.customer_id == Customer.id)
        .where(Phone.role != PhoneRole.SHOP)
        .distinct()
        .add_columns(Customer.id)
    )
    counts = Counter((name, key) for name, key, _ in found)
    return sum(number - 1 for number in counts.values())
