"""The page of a provider who rings, or whose technician does: what it has in hand, late ones first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.orders import CLOSED
from app.rows import rows
from db.models.catalogue import Fault, Region
from db.models.customers import Address, Customer, Title
from db.models.orders import NextStep, OrderState, RepairOrder
from db.models.providers import Provider, ProviderPhone

MOST: Final = 100


@dataclass(frozen=True, slots=True)
class ProviderOrder:
    """An open order of a provider, with what tells it apart when a technician asks for it."""

    order_id: UUID
    number: str
    customer_id: UUID
    name: str
    title: Title
    place_zh: str
    place_en: str
    address_line: str
    fault_zh: str
    fault_en: str
    state: OrderState
    next_step: NextStep | None
    promised_from: datetime | None
    promised_to: datetime | None
    urge_count: int


@dataclass(frozen=True, slots=True)
class ProviderPhoneLine:
    key: str
    technician: str


@dataclass(frozen=True, slots=True)
class ProviderPage:
    """``orders`` are at most `MOST`; ``order_count`` counts all. Time zone: ``read_at`` is aware."""

    provider_id: UUID
    code: str
    name: str
    technician: str
    place_zh: str
    place_en: str
    top_box_pct: int
    on_time_pct: int
    phones: tuple[ProviderPhoneLine, ...]
    orders: tuple[ProviderOrder, ...]
    order_count: int
    late_count: int
    read_at: datetime


def provider_page(session: Session, provider_id: UUID, now: datetime) -> ProviderPage:
    """Return a provider's page as it stands at an aware instant. Raises NotFound."""
    head = session.execute(
        select(
            Provider.code,
            Provider.name,
            Provider.technician,
            func.coalesce(Region.name_zh, ""),
            func.coalesce(Region.name_en, ""),
            Provider.top_box_pct,
            Provider.on_time_pct,
        )
        .outerjoin(Region, Region.code == Provider.region_code)
        .where(Provider.id == provider_id)
    ).one_or_none()
    if head is None:
        raise NotFound(what="provider", id=str(provider_id))
    phones = select(ProviderPhone.key, ProviderPhone.technician).where(
        ProviderPhone.provider_id == provider_id
    )
    late = RepairOrder.promised_to < now
    mine = (RepairOrder.provider_id == provider_id, RepairOrder.state.not_in(CLOSED))
    count, late_count = session.execute(
        select(func.count(), func.coalesce(func.sum(case((late, 1), else_=0)), 0)).where(*mine)
    ).one()
    found = rows(session, _ORDERS.where(*mine).order_by(*_LATE_FIRST).limit(MOST))
    return ProviderPage(
        provider_id,
        *head,
        phones=tuple(ProviderPhoneLine(*row) for row in session.execute(phones.order_by(ProviderPhone.key))),
        orders=tuple(ProviderOrder(*row) for row in found),
        order_count=count,
        late_count=late_count,
        read_at=now,
    )


_ORDERS = (
    select(
        RepairOrder.id,
        RepairOrder.number,
        Customer.id,
        Customer.name,
        Customer.title,
        func.coalesce(Region.name_zh, ""),
        func.coalesce(Region.name_en, ""),
        func.coalesce(Address.line, ""),
        Fault.name_zh,
        Fault.name_en,
        RepairOrder.state,
        RepairOrder.next_step,
        RepairOrder.promised_from,
        RepairOrder.promised_to,
        RepairOrder.urge_count,
    )
    .join(Customer, Customer.id == RepairOrder.customer_id)
    .join(Fault, Fault.code == RepairOrder.fault_code)
    .outerjoin(Address, Address.id == RepairOrder.address_id)
    .outerjoin(Region, Region.code == Address.region_code)
)
_LATE_FIRST = (RepairOrder.promised_to.asc().nulls_last(), RepairOrder.number)
