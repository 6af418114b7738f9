"""What would close a gap in coverage, and the orders of providers that go nowhere any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.orders import CLOSED
from app.regions import branch_of, current_path
from app.rows import rows
from db.models.catalogue import OrderKind, ProductLine, Region
from db.models.customers import Address
from db.models.orders import OrderState, RepairOrder
from db.models.providers import Coverage, Provider, ProviderSkill

MOST_FIRMS: Final = 6
MOST_ORDERS: Final = 50  # each names a customer, who counts as read


@dataclass(frozen=True, slots=True)
class GapHelp:
    """Who could close a gap: ``there`` go to the place and cannot do the work; ``able`` can do it and
    go elsewhere in the branch, ``far`` elsewhere in the province. Without any of them a new provider would.
    """

    there: tuple[str, ...]
    able: tuple[str, ...]
    far: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOrder:
    """An open order of a provider that is retired. Instants are aware, in UTC."""

    order_id: UUID
    number: str
    customer_id: UUID
    provider: str
    place_zh: str
    place_en: str
    state: OrderState
    promised_from: datetime | None
    promised_to: datetime | None


def gap_help(session: Session, region_code: str, line: ProductLine, kind: OrderKind) -> GapHelp:
    """Return who could close a gap, of those nearest first."""
    path = current_path(session, region_code)
    can = select(ProviderSkill.provider_id).where(ProviderSkill.line == line, ProviderSkill.kind == kind)
    goes = select(Coverage.provider_id).where(Coverage.line == line, Coverage.region_code.in_(path))
    there = _named(session, _FIRMS.where(Provider.id.in_(goes), Provider.id.not_in(can)))
    branch, province = branch_of(path[0]), path[-1]
    able = _named(session, _FIRMS.where(Provider.id.in_(can), _lies_in(branch))) if branch else ()
    far = _named(
        session, _FIRMS.where(Provider.id.in_(can), _lies_in(province), ~_lies_in(branch or province))
    )
    return GapHelp(there, able, far)


def orders_left_behind(session: Session) -> list[LeftOrder]:
    """Return the open orders whose provider is retired, what is promised first first."""
    asked = (
        select(
            RepairOrder.id,
            RepairOrder.number,
            RepairOrder.customer_id,
            Provider.name,
            func.coalesce(Region.name_zh, ""),
            func.coalesce(Region.name_en, ""),
            RepairOrder.state,
            RepairOrder.promised_from,
            RepairOrder.promised_to,
        )
        .join(Provider, Provider.id == RepairOrder.provider_id)
        .outerjoin(Address, Address.id == RepairOrder.address_id)
        .outerjoin(Region, Region.code == Address.region_code)
        .where(Provider.active.is_(False), RepairOrder.state.not_in(CLOSED))
        .order_by(RepairOrder.promised_from.asc().nulls_last(), RepairOrder.number)
        .limit(MOST_ORDERS)
    )
    return [LeftOrder(*row) for row in rows(session, asked)]


_FIRMS: Final = select(Provider.name, Provider.code).where(Provider.active.is_(True)).order_by(Provider.code)


def _lies_in(region_code: str) -> ColumnElement[bool]:
    return Provider.region_code.startswith(region_code, autoescape=True)


def _named(session: Session, asked: Select[str, str]) -> tuple[str, ...]:
    return tuple(f"{name} {code}" for name, code in session.execute(asked.limit(MOST_FIRMS)))
