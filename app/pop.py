"""The caller's page: everything that helps this call first, read in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, func, literal_column, select
from sqlalchemy.orm import Session, aliased

from app.entitlement import Entitlement
from app.errors import NotFound
from app.notices import OF_CUSTOMER as NOTICES
from app.notices import NoticeLine, notice_lines
from app.orders import CLOSED
from app.service_time import service_day
from app.timeline import COUNTS, CUSTOMER, FIRST, Entry, TimelineCounts, counts, entries, page_statement
from app.warranty_rows import FACTS, Assessor, facts_of
from app.warranty_rows import SECTIONS as WARRANTY
from db.models.cases import Case, CaseKind, CaseState
from db.models.catalogue import Fault, ProductLine, ProductModel, Region
from db.models.customers import Address, Customer, CustomerKind, Phone, PhoneRole, Tier, Title, Unit
from db.models.followups import FollowUp, FollowUpState
from db.models.orders import NextStep, OrderEvent, OrderEventKind, OrderState, RepairOrder
from db.models.providers import Provider, Technician
from db.prepared import Prepared

UNITS = 20
REPAIRS_WINDOW_DAYS = 90

Sections = dict[str, Sequence[Any]]  # the rows of a page by the name of the section


@dataclass(frozen=True, slots=True)
class Head:
    """Who it is."""

    customer_id: UUID
    kind: CustomerKind
    name: str
    title: Title
    contact_name: str
    tier: Tier
    remark: str
    service_note: str
    since_on: date
    address_id: UUID | None
    region_code: str | None
    place_zh: str
    place_en: str
    address_line: str


@dataclass(frozen=True, slots=True)
class PhoneLine:
    key: str
    role: PhoneRole


class AlertKind(StrEnum):
    """What one must know before one speaks; worst first."""

    OPEN_COMPLAINT = "open_complaint"
    ORDER_LATE = "order_late"
    REPEAT_REPAIR = "repeat_repair"
    SERVICE_NOTE = "service_note"


@dataclass(frozen=True, slots=True)
class Alert:
    """``at`` is since when (complaint) or what was promised (late); ``count`` the repairs in 90 days."""

    kind: AlertKind
    at: datetime | None = None
    count: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """An open repair order with what was promised and how far it is."""

    order_id: UUID
    number: str
    case_id: UUID
    state: OrderState
    next_step: NextStep
    next_step_at: datetime
    promised_from: datetime | None
    promised_to: datetime | None
    urge_count: int
    opened_at: datetime
    fault_zh: str
    fault_en: str
    model_zh: str
    model_en: str
    provider: str
    technician: str
    provider_phone: str
    steps: tuple[tuple[OrderEventKind, datetime], ...]


@dataclass(frozen=True, slots=True)
class OpenCaseLine:
    case_id: UUID
    kind: CaseKind
    summary: str
    opened_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class PromisedCall:
    follow_up_id: UUID
    due_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with what its warranty covers today."""

    unit_id: UUID
    line: ProductLine
    model_code: str
    name_zh: str
    name_en: str
    main_parts_zh: str
    main_parts_en: str
    serial: str | None
    address_id: UUID | None
    invoice_seen: bool
    entitlement: Entitlement


@dataclass(frozen=True, slots=True)
class PopPage:
    head: Head
    phones: tuple[PhoneLine, ...]
    alerts: tuple[Alert, ...]
    orders: tuple[OpenOrder, ...]
    cases: tuple[OpenCaseLine, ...]
    promised_calls: tuple[PromisedCall, ...]
    units: tuple[UnitLine, ...]
    unit_count: int
    timeline: tuple[Entry, ...]
    counts: TimelineCounts
    read_at: datetime
    notices: tuple[NoticeLine, ...] = ()


def pop_page(session: Session, customer_id: UUID, now: datetime) -> PopPage:
    """Return the caller's page as it stands at an aware instant. Raises NotFound."""
    connection, values = session.connection(), {"customer_id": customer_id, **page_values(now)}
    found: Sections = {"head": SECTIONS["head"].rows(connection, values)}
    if not found["head"]:
        raise NotFound(what="customer", id=str(customer_id))
    for name, section in SECTIONS.items():
        if name not in found and (name != "steps" or found["orders"]):
            found[name] = section.rows(connection, values)
    return assemble(found, now)


def page_values(now: datetime) -> dict[str, Any]:
    """Return what the sections are asked with beside ``customer_id``."""
    since = now - timedelta(days=REPAIRS_WINDOW_DAYS)
    return {"since": since, "limit": FIRST, "offset": 0, "notices_at": now}


def assemble(found: Sections, now: datetime) -> PopPage:
    """Make the page of the rows of its sections, wherever they were read."""
    head = head_of(found)
    orders = _orders(found["orders"], found.get("steps", ()))
    cases = tuple(OpenCaseLine(*row) for row in found["cases"])
    [[repairs]] = found["repairs"]
    units = found["units"]
    return PopPage(
        head=head,
        phones=tuple(PhoneLine(*row) for row in found["phones"]),
        alerts=tuple(_alerts(head.service_note, orders, cases, repairs, now)),
        orders=orders,
        cases=cases,
        promised_calls=tuple(PromisedCall(*row) for row in found["calls"]),
        units=_units(units, Assessor.of(found), service_day(now)),
        unit_count=units[0][-1] if units else 0,
        timeline=tuple(entries(found["timeline"])),
        counts=counts(found["counts"]),
        read_at=now,
        notices=notice_lines(found["notices"]),
    )


def head_of(found: Sections) -> Head:
    return Head(*found["head"][0])


def _orders(found: Sequence[Any], found_steps: Sequence[Any]) -> tuple[OpenOrder, ...]:
    steps: dict[UUID, list[tuple[OrderEventKind, datetime]]] = {row[0]: [] for row in found}
    for order_id, kind, at in found_steps:
        steps[order_id].append((kind, at))
    return tuple(OpenOrder(*(*row, tuple(steps[row[0]]))) for row in found)


def _units(found: Sequence[Any], assessor: Assessor, today: date) -> tuple[UnitLine, ...]:
    return tuple(
        UnitLine(*(*row[:10], assessor.assess(row[0], facts_of(row[10:-1]), today))) for row in found
    )


def _alerts(
    service_note: str,
    orders: tuple[OpenOrder, ...],
    cases: tuple[OpenCaseLine, ...],
    repairs: int,
    now: datetime,
) -> list[Alert]:
    found = [
        Alert(AlertKind.OPEN_COMPLAINT, at=one.opened_at) for one in cases if one.kind is CaseKind.COMPLAINT
    ]
    found += [
        Alert(AlertKind.ORDER_LATE, at=one.promised_to, text=one.number)
        for one in orders
        if one.promised_to is not None and one.promised_to < now
    ]
    if repairs >= 3:
        found.append(Alert(AlertKind.REPEAT_REPAIR, count=repairs))
    if service_note:
        found.append(Alert(AlertKind.SERVICE_NOTE, text=service_note))
    return found


_ABOVE = aliased(Region)

_HEAD = Prepared(
    select(
        Customer.id,
        Customer.kind,
        Customer.name,
        Customer.title,
        Customer.contact_name,
        Customer.tier,
        Customer.remark,
        Customer.service_note,
        Customer.since_on,
        Address.id,
        Address.region_code,
        func.coalesce(_ABOVE.name_zh + " " + Region.name_zh, Region.name_zh, ""),
        func.coalesce(Region.name_en + ", " + _ABOVE.name_en, Region.name_en, ""),
        func.coalesce(Address.line, ""),
    )
    .outerjoin(Address, (Address.customer_id == Customer.id) & Address.is_primary)
    .outerjoin(Region, Region.code == Address.region_code)
    .outerjoin(_ABOVE, _ABOVE.code == Region.parent_code)
    .where(Customer.id == CUSTOMER)
)

_PHONES = Prepared(
    select(Phone.key, Phone.role).where(Phone.customer_id == CUSTOMER).order_by(Phone.role, Phone.key)
)

_CASES = Prepared(
    select(Case.id, Case.kind, Case.summary, Case.opened_at, Case.due_at)
    .where(Case.customer_id == CUSTOMER, Case.state == CaseState.OPEN)
    .order_by(Case.due_at, Case.id)
)

_ORDERS = Prepared(
    select(
        RepairOrder.id,
        RepairOrder.number,
        RepairOrder.case_id,
        RepairOrder.state,
        RepairOrder.next_step,
        RepairOrder.next_step_at,
        RepairOrder.promised_from,
        RepairOrder.promised_to,
        RepairOrder.urge_count,
        RepairOrder.opened_at,
        Fault.name_zh,
        Fault.name_en,
        func.coalesce(ProductModel.name_zh, ""),
        func.coalesce(ProductModel.name_en, ""),
        func.coalesce(Provider.name, ""),
        func.coalesce(Technician.name, Provider.technician, ""),
        func.coalesce(Provider.phone, ""),
    )
    .join(Fault, Fault.code == RepairOrder.fault_code)
    .outerjoin(Unit, Unit.id == RepairOrder.unit_id)
    .outerjoin(ProductModel, ProductModel.code == Unit.model_code)
    .outerjoin(Provider, Provider.id == RepairOrder.provider_id)
    .outerjoin(Technician, Technician.id == RepairOrder.technician_id)
    .where(RepairOrder.customer_id == CUSTOMER, RepairOrder.state.not_in(CLOSED))
    .order_by(RepairOrder.next_step_at, RepairOrder.id)
)

_STEPS = Prepared(
    select(OrderEvent.order_id, OrderEvent.kind, OrderEvent.at)
    .join(RepairOrder, RepairOrder.id == OrderEvent.order_id)
    .where(RepairOrder.customer_id == CUSTOMER, RepairOrder.state.not_in(CLOSED))
    .order_by(OrderEvent.at, OrderEvent.id)
)

_REPAIRS = Prepared(
    select(func.count()).where(
        RepairOrder.customer_id == CUSTOMER,
        RepairOrder.opened_at >= bindparam("since"),
        RepairOrder.state != OrderState.CANCELLED,
    )
)

_CALLS = Prepared(
    select(FollowUp.id, FollowUp.due_at, FollowUp.note)
    .where(FollowUp.customer_id == CUSTOMER, FollowUp.state == FollowUpState.DUE)
    .order_by(FollowUp.due_at, FollowUp.id)
)

_UNITS = Prepared(
    select(
        Unit.id,
        ProductModel.line,
        ProductModel.code,
        ProductModel.name_zh,
        ProductModel.name_en,
        ProductModel.main_parts_zh,
        ProductModel.main_parts_en,
        Unit.serial,
        Unit.address_id,
        Unit.invoice_seen,
        *FACTS,
        func.count().over(),
    )
    .join(ProductModel, ProductModel.code == Unit.model_code)
    .outerjoin(Address, Address.id == Unit.address_id)
    .where(Unit.customer_id == CUSTOMER, Unit.retired_on.is_(None))
    .order_by(
        func.coalesce(Unit.installed_on, Unit.delivered_on, Unit.sold_on, Unit.made_on).desc().nulls_last(),
        Unit.id,
    )
    .limit(literal_column(str(UNITS)))
)

SECTIONS: Final[Mapping[str, Prepared]] = {
    "head": _HEAD,
    "phones": _PHONES,
    "cases": _CASES,
    "orders": _ORDERS,
    "steps": _STEPS,
    "repairs": _REPAIRS,
    "calls": _CALLS,
    "units": _UNITS,
    "timeline": page_statement(None),
    "counts": COUNTS,
    "notices": NOTICES,
    **WARRANTY,
}
