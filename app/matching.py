"""Who may be calling: the customers that a number is written with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from app.orders import CLOSED
from db.models.catalogue import Region
from db.models.customers import Address, Customer, Phone, PhoneRole, Tier, Title
from db.models.orders import RepairOrder
from db.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Candidate:
    """A customer who may be calling, why we think so, and what tells the customer apart."""

    customer_id: UUID
    name: str
    title: Title
    tier: Tier
    phone_role: PhoneRole
    shared_by: int  # how many customers have this number
    place_zh: str
    place_en: str
    address_line: str
    open_orders: int


def candidates(session: Session, key: str) -> list[Candidate]:
    """Return every customer with this number once, the most recently seen first; none for a withheld one."""
    return matched(CANDIDATES.rows(session.connection(), {"key": key})) if key else []


def matched(found: Sequence[Any]) -> list[Candidate]:
    """Make candidates of the rows of a number, wherever they were read."""
    once: dict[UUID, Any] = {}  # somebody may have the number twice, with two extensions
    for row in found:
        once.setdefault(row[0], row)
    return [Candidate(*(*row[:5], len(once), *row[5:])) for row in once.values()]


_OPEN_ORDERS = (
    select(func.count())
    .where(RepairOrder.customer_id == Customer.id, RepairOrder.state.not_in(CLOSED))
    .scalar_subquery()
)

CANDIDATES = Prepared(
    select(
        Customer.id,
        Customer.name,
        Customer.title,
        Customer.tier,
        Phone.role,
        func.coalesce(Region.name_zh, ""),
        func.coalesce(Region.name_en, ""),
        func.coalesce(Address.line, ""),
        _OPEN_ORDERS,
    )
    .join(Phone, Phone.customer_id == Customer.id)
    .outerjoin(Address, (Address.customer_id == Customer.id) & Address.is_primary)
    .outerjoin(Region, Region.code == Address.region_code)
    .where(Phone.key == bindparam("key"))
    .order_by(Phone.last_seen_at.desc().nulls_last(), Customer.id)
)
