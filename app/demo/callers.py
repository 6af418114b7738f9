"""Who in a demo's store may ring in a scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.orders import CLOSED
from app.service_time import service_day
from db.models.catalogue import ProductModel
from db.models.customers import Address, Customer, Phone, PhoneRole, Unit
from db.models.orders import RepairOrder
from db.models.providers import Capacity, Coverage, Provider

MOST = 2000
REGION_LENGTHS = (9, 6, 4, 2)  # of a region's code and of those above it
KEPT_NUMBERS: Final = range(100)  # the demo world leaves these local parts to scenarios


class Who(StrEnum):
    """A kind of caller."""

    KNOWN = "known"
    LATE_ORDER = "late_order"  # an open order whose promise is over
    ONE_UNIT = "one_unit"  # of which nothing is open, where somebody can go
    NOBODY = "nobody"  # a number that nobody has


def callers(session: Session, who: Who, now: datetime) -> list[str]:
    """Return the numbers of all who fit, in a fixed order, as a line would give them.

    A known caller's number is an own one that no other customer has.
    """
    if who is Who.NOBODY:
        return _free_numbers(session)
    other = aliased(Phone)
    shared = exists().where(other.key == Phone.key, other.customer_id != Phone.customer_id)
    found = session.scalars(
        select(Phone.key)
        .join(Customer, Customer.id == Phone.customer_id)
        .where(Phone.role == PhoneRole.OWN, ~shared, _CONDITIONS[who](now))
        .order_by(Phone.key)
        .limit(MOST)
    )
    return [key.partition(":")[2] for key in found]


def _free_numbers(session: Session) -> list[str]:
    numbers = {f"f:+8628{8555_0000 + kept}": f"028{8555_0000 + kept}" for kept in KEPT_NUMBERS}
    taken = set(session.scalars(select(Phone.key).where(Phone.key.in_(numbers))))
    return [number for key, number in sorted(numbers.items()) if key not in taken]


def _anybody(_now: datetime) -> ColumnElement[bool]:
    return Customer.id.is_not(None)


def _has_late_order(now: datetime) -> ColumnElement[bool]:
    return exists().where(
        RepairOrder.customer_id == Customer.id,
        RepairOrder.state.not_in(CLOSED),
        RepairOrder.promised_to < now,
    )


def _has_one_unit(now: datetime) -> ColumnElement[bool]:
    counted = select(func.count()).where(Unit.customer_id == Customer.id, Unit.retired_on.is_(None))
    is_open = exists().where(RepairOrder.customer_id == Customer.id, RepairOrder.state.not_in(CLOSED))
    return and_(counted.scalar_subquery() == 1, ~is_open, _somebody_can_go(now))


def _somebody_can_go(now: datetime) -> ColumnElement[bool]:
    """Tell that somebody serves the home for this kind of unit and has a place from tomorrow on."""
    has_place = select(Capacity.provider_id).where(
        Capacity.used < Capacity.cap, Capacity.on > service_day(now)
    )
    around = [func.substr(Address.region_code, 1, length) for length in REGION_LENGTHS]
    return exists(
        select(Unit.id)
        .join(ProductModel, ProductModel.code == Unit.model_code)
        .join(Address, and_(Address.customer_id == Unit.customer_id, Address.is_primary))
        .join(Coverage, and_(Coverage.region_code.in_(around), Coverage.line == ProductModel.line))
        .join(Provider, and_(Provider.id == Coverage.provider_id, Provider.active.is_(True)))
        .where(Unit.customer_id == Customer.id, Unit.retired_on.is_(None), Provider.id.in_(has_place))
    )


_CONDITIONS: Mapping[Who, Callable[[datetime], ColumnElement[bool]]] = {
    Who.KNOWN: _anybody,
    Who.LATE_ORDER: _has_late_order,
    Who.ONE_UNIT: _has_one_unit,
}
