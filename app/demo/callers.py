"""Who in a demo's store may ring in a scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.coverage import reaches
from app.demo.world_tian import TIAN_MOBILE
from app.numbers import normalise_number
from app.orders import CLOSED
from app.pop import REPAIRS_WINDOW_DAYS
from app.service_time import service_day
from db.models.catalogue import OrderKind, ProductModel, WorkLevel
from db.models.customers import Address, Customer, Phone, PhoneRole, Tier, Title, Unit
from db.models.orders import OrderState, RepairOrder
from db.models.providers import Capacity, Coverage, Provider, ProviderPhone, ProviderSkill

MOST = 2000
MOST_SHARING = 4  # customers of one number, so that each has a digit in the choice
REGION_LENGTHS = (9, 6, 4, 2)  # of a region's code and of those above it
KEPT_NUMBERS: Final = range(100)  # the demo world leaves these local parts to scenarios


class Who(StrEnum):
    """A kind of caller."""

    KNOWN = "known"
    LATE_ORDER = "late_order"  # an open order whose promise is over
    PROMISED_ORDER = "promised_order"  # open orders, none of which is late
    ONE_UNIT = "one_unit"  # of which nothing is open, where somebody can go
    TWO_UNITS = "two_units"  # the same with two, and somebody can go for each
    FOUR_UNITS = "four_units"
    VIP = "vip"  # nothing is open, somebody can go
    REPAIRED_TWICE = "repaired_twice"  # ONE_UNIT, and it was repaired twice in the last 90 days
    SHARED = "shared"  # a number of several customers with different names
    TECHNICIAN = "technician"  # of a provider that has open orders
    NOBODY = "nobody"  # a number that nobody has
    WITHHELD = "withheld"  # no number at all
    TIAN_WITHHELD = "tian_withheld"  # the same, of the one customer whose number is known to every demo


@dataclass(frozen=True, slots=True)
class Ringer:
    """Who rings: the number as a line gives it, and the customer that it is, if it is one."""

    ani: str
    customer_id: UUID | None = None
    name: str = ""
    title: Title = Title.UNKNOWN


def callers(session: Session, who: Who, now: datetime) -> list[Ringer]:
    """Return all who fit, in a fixed order.

    A known caller's number is an own one that no other customer has, unless the kind says otherwise.
    """
    if who in _STRANGERS:
        return _STRANGERS[who](session)
    found = session.execute(
        select(Phone.key, Customer.id, Customer.name, Customer.title)
        .join(Customer, Customer.id == Phone.customer_id)
        .where(_CONDITIONS[who](now))
        .order_by(Phone.key, Customer.id)
        .limit(MOST)
    )
    once = {row.key: Ringer(row.key.partition(":")[2], row.id, row.name, row.title) for row in found}
    return list(once.values())


def _free_numbers(session: Session) -> list[Ringer]:
    numbers = {f"f:+8628{8555_0000 + kept}": f"028{8555_0000 + kept}" for kept in KEPT_NUMBERS}
    taken = set(session.scalars(select(Phone.key).where(Phone.key.in_(numbers))))
    return [Ringer(number) for key, number in sorted(numbers.items()) if key not in taken]


def _no_number(_session: Session) -> list[Ringer]:
    return [Ringer("")]


def _tian(session: Session) -> list[Ringer]:
    found = session.execute(
        select(Customer.id, Customer.name, Customer.title)
        .join(Phone, Phone.customer_id == Customer.id)
        .where(Phone.key == normalise_number(TIAN_MOBILE).key)
    )
    return [Ringer("", *row) for row in found]


def _technicians(session: Session) -> list[Ringer]:
    has_orders = exists().where(RepairOrder.provider_id == Provider.id, RepairOrder.state.not_in(CLOSED))
    found = session.execute(
        select(ProviderPhone.key, ProviderPhone.technician)
        .join(Provider, Provider.id == ProviderPhone.provider_id)
        .where(Provider.active.is_(True), has_orders)
        .order_by(ProviderPhone.key)
    )
    return [Ringer(key.partition(":")[2], name=technician) for key, technician in found]


def _alone() -> ColumnElement[bool]:
    """Tell that a number is an own one of one customer only."""
    other = aliased(Phone)
    shared = exists().where(other.key == Phone.key, other.customer_id != Phone.customer_id)
    return and_(Phone.role == PhoneRole.OWN, ~shared)


def _anybody(_now: datetime) -> ColumnElement[bool]:
    return _alone()


def _shares(_now: datetime) -> ColumnElement[bool]:
    other, customer = aliased(Phone), aliased(Customer)
    others = select(func.count(other.customer_id.distinct())).where(other.key == Phone.key)
    namesake = (
        exists()
        .where(other.key == Phone.key, other.customer_id != Phone.customer_id)
        .where(customer.id == other.customer_id, customer.name == Customer.name)
    )
    return and_(others.scalar_subquery().between(2, MOST_SHARING), ~namesake)


def _is_late(now: datetime) -> ColumnElement[bool]:
    return _order(RepairOrder.promised_to < now)


def _has_late_order(now: datetime) -> ColumnElement[bool]:
    return and_(_alone(), _is_late(now))


def _has_promised_order(now: datetime) -> ColumnElement[bool]:
    return and_(_alone(), _order(RepairOrder.promised_to > now), ~_is_late(now))


def _order(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Tell that the customer has an open order of which this is true."""
    is_open = RepairOrder.state.not_in(CLOSED)
    return exists().where(RepairOrder.customer_id == Customer.id, is_open, *conditions)


def _has_units(count: int, now: datetime) -> ColumnElement[bool]:
    """Tell that the customer has so many units, that nothing is open, and somebody can go for each."""
    unit = aliased(Unit)
    used = and_(unit.customer_id == Customer.id, unit.retired_on.is_(None))
    counted = select(func.count()).select_from(unit).where(used).scalar_subquery()
    left_out = exists().where(used, ~_somebody_can_go(unit, now))
    return and_(_alone(), counted == count, ~_order(), ~left_out)


def _has_one_unit(now: datetime) -> ColumnElement[bool]:
    return _has_units(1, now)


def _has_two_units(now: datetime) -> ColumnElement[bool]:
    return _has_units(2, now)


def _has_four_units(now: datetime) -> ColumnElement[bool]:
    return _has_units(4, now)


def _is_vip(now: datetime) -> ColumnElement[bool]:
    return and_(Customer.tier == Tier.VIP, or_(_has_one_unit(now), _has_two_units(now)))


def _was_repaired_twice(now: datetime) -> ColumnElement[bool]:
    since = now - timedelta(days=REPAIRS_WINDOW_DAYS)
    repairs = select(func.count()).where(
        RepairOrder.customer_id == Customer.id,
        RepairOrder.state != OrderState.CANCELLED,
        RepairOrder.opened_at >= since,
    )
    return and_(_has_one_unit(now), repairs.scalar_subquery() == 2)


def _somebody_can_go(unit: type[Unit], now: datetime) -> ColumnElement[bool]:
    """Tell that somebody serves the home, can do any repair of this kind of unit, and has a place from
    tomorrow on.
    """
    has_place = select(Capacity.provider_id).where(
        Capacity.used < Capacity.cap, Capacity.on > service_day(now)
    )
    around = [func.substr(Address.region_code, 1, length) for length in REGION_LENGTHS]
    return exists(
        select(Provider.id)
        .join(Coverage, Coverage.provider_id == Provider.id)
        .join(ProductModel, ProductModel.line == Coverage.line)
        .join(ProviderSkill, ProviderSkill.provider_id == Provider.id)
        .join(Address, Coverage.region_code.in_(around))
        .where(ProductModel.code == unit.model_code, Provider.active.is_(True), Provider.id.in_(has_place))
        .where(ProviderSkill.line == Coverage.line, ProviderSkill.kind == OrderKind.REPAIR)
        .where(ProviderSkill.level.in_(reaches(WorkLevel.LARGE)))
        .where(Address.customer_id == unit.customer_id, Address.is_primary)
    )


_STRANGERS: Mapping[Who, Callable[[Session], list[Ringer]]] = {
    Who.NOBODY: _free_numbers,
    Who.WITHHELD: _no_number,
    Who.TIAN_WITHHELD: _tian,
    Who.TECHNICIAN: _technicians,
}
_CONDITIONS: Mapping[Who, Callable[[datetime], ColumnElement[bool]]] = {
    Who.KNOWN: _anybody,
    Who.LATE_ORDER: _has_late_order,
    Who.PROMISED_ORDER: _has_promised_order,
    Who.ONE_UNIT: _has_one_unit,
    Who.TWO_UNITS: _has_two_units,
    Who.FOUR_UNITS: _has_four_units,
    Who.VIP: _is_vip,
    Who.REPAIRED_TWICE: _was_repaired_twice,
    Who.SHARED: _shares,
}
