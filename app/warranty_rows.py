"""What the store knows of a unit's warranty, as the values that entitlement is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal_column, select

from app.entitlement import Entitlement, Extension, Repair, Rule, WarrantyFacts, entitlement
from app.entitlement.rules import NATIONAL
from app.service_time import service_day
from app.standing_warranty import rule_of
from app.timeline import CUSTOMER
from app.workdays import Calendar, calendar_of
from db.models.calendar import CalendarDay
from db.models.catalogue import Fault, OrderKind, ProductModel
from db.models.customers import Address, Unit
from db.models.orders import OrderEvent, OrderEventKind, OrderResult, OrderState, RepairOrder
from db.models.warranty import WarrantyExtension, WarrantyRule
from db.prepared import Prepared

REPAIRS: Final = 100  # the newest of a customer that are looked at
PROVINCE_DIGITS: Final = 2

_RULE_COLUMNS: Final = tuple(WarrantyRule.__table__.columns)
_RULE_NAMES: Final = tuple(column.name for column in _RULE_COLUMNS)

FACTS: Final[tuple[Any, ...]] = (
    ProductModel.line,
    Address.region_code,
    ProductModel.whole_months,
    ProductModel.part_months,
    ProductModel.needs_installation,
    Unit.use,
    Unit.made_on,
    Unit.sold_on,
    Unit.delivered_on,
    Unit.installed_on,
    Unit.exchanged_on,
    Unit.sold_online,
)


def facts_of(row: Sequence[Any]) -> WarrantyFacts:
    """Make the facts of the columns of `FACTS`."""
    line, region_code, *others = row
    return WarrantyFacts(line, (region_code or "")[:PROVINCE_DIGITS], *others)


@dataclass(frozen=True, slots=True)
class Assessor:
    """Tells what covers a customer's units; made of the rows of `SECTIONS`, wherever they were read."""

    rules: tuple[Rule, ...]
    calendar: Calendar
    repairs: Mapping[UUID, Sequence[Repair]]
    extensions: Mapping[UUID, Sequence[Extension]]

    @classmethod
    def of(cls, found: Mapping[str, Sequence[Any]]) -> Assessor:
        repairs: dict[UUID, list[Repair]] = {}
        for unit_id, *row in found["unit_repairs"]:
            repairs.setdefault(unit_id, []).append(_repair(*row))
        extensions: dict[UUID, list[Extension]] = {}
        for unit_id, *row in found["extensions"]:
            extensions.setdefault(unit_id, []).append(Extension(*row))
        return cls(rules_of(found["rules"]), calendar_of(found["days"]), repairs, extensions)

    def assess(self, unit_id: UUID, facts: WarrantyFacts, today: date) -> Entitlement:
        repairs, extensions = self.repairs.get(unit_id, ()), self.extensions.get(unit_id, ())
        return entitlement(facts, today, self.rules, self.calendar, repairs, extensions)


def rules_of(rows: Sequence[Any]) -> tuple[Rule, ...]:
    """Make rules of whole rows of the table."""
    return tuple(rule_of(dict(zip(_RULE_NAMES, row, strict=True))) for row in rows)


def _repair(
    number: str,
    fault_code: str,
    is_main_part: bool,
    state: OrderState,
    result: OrderResult | None,
    paid_fen: int | None,
    opened_at: datetime,
    closed_at: datetime | None,
    missing_at: datetime | None,
    arrived_at: datetime | None,
) -> Repair:
    waits = state is OrderState.PART_AWAITED and missing_at is not None
    waited = (arrived_at - missing_at).days if missing_at and arrived_at and not waits else 0
    return Repair(
        number=number,
        fault_code=fault_code,
        is_main_part=is_main_part,
        opened_on=service_day(opened_at),
        closed_on=service_day(closed_at) if closed_at else None,
        mended=result in (None, OrderResult.OK),  # what was finished before results were kept was mended
        paid=bool(paid_fen),
        waits_since=service_day(missing_at) if waits and missing_at else None,
        waited_days=max(0, waited),
    )


def _event_at(kind: OrderEventKind, which: Any) -> ColumnElement[Any]:
    at = select(which(OrderEvent.at)).where(OrderEvent.order_id == RepairOrder.id, OrderEvent.kind == kind)
    return at.scalar_subquery()


RULES: Final[Select[Any]] = select(*_RULE_COLUMNS)
_LINES: Final = (
    select(ProductModel.line)
    .join(Unit, Unit.model_code == ProductModel.code)
    .where(Unit.customer_id == CUSTOMER)
)
_PROVINCES: Final = select(func.substr(Address.region_code, 1, PROVINCE_DIGITS)).where(
    Address.customer_id == CUSTOMER
)

SECTIONS: Final[Mapping[str, Prepared]] = {
    "rules": Prepared(
        RULES.where(
            WarrantyRule.line.in_(_LINES),
            (WarrantyRule.province == NATIONAL) | WarrantyRule.province.in_(_PROVINCES),
        )
    ),
    "days": Prepared(select(CalendarDay.on, CalendarDay.kind, CalendarDay.provisional)),
    "extensions": Prepared(
        select(
            WarrantyExtension.unit_id,
            WarrantyExtension.number,
            WarrantyExtension.covers,
            WarrantyExtension.starts_on,
            WarrantyExtension.ends_on,
        ).where(WarrantyExtension.customer_id == CUSTOMER)
    ),
    "unit_repairs": Prepared(
        select(
            RepairOrder.unit_id,
            RepairOrder.number,
            RepairOrder.fault_code,
            Fault.is_main_part,
            RepairOrder.state,
            RepairOrder.result,
            RepairOrder.paid_fen,
            RepairOrder.opened_at,
            RepairOrder.closed_at,
            _event_at(OrderEventKind.PART_MISSING, func.min),
            _event_at(OrderEventKind.PART_ARRIVED, func.max),
        )
        .join(Fault, Fault.code == RepairOrder.fault_code)
        .where(
            RepairOrder.customer_id == CUSTOMER,
            RepairOrder.unit_id.is_not(None),
            RepairOrder.state != OrderState.CANCELLED,
            Fault.kind == OrderKind.REPAIR,
        )
        .order_by(RepairOrder.opened_at.desc(), RepairOrder.id.desc())
        .limit(literal_column(str(REPAIRS)))
    ),
}
