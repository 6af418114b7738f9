"""The warranty of units in a store: what covers one, what covered an order, and how rules are changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Final, Literal
from uuid import UUID

from pydantic import Field, model_validator
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch, look_up
from app.entitlement import Entitlement, thawed
from app.entitlement.rules import NATIONAL
from app.errors import MoveNotAllowed, NotFound, SerialKnown
from app.reference import ProductLine
from app.warranty_rows import FACTS, RULES, SECTIONS, Assessor, facts_of, rules_of
from db.models.catalogue import ProductModel
from db.models.customers import Address, Unit, UnitUse
from db.models.orders import RepairOrder
from db.models.warranty import Cover, WarrantyExtension, WarrantyRule

__all__ = ["Cover"]

REASON: Final = 300

Value = Literal[
    "whole_months",
    "part_months",
    "return_days",
    "exchange_days",
    "no_reason_days",
    "repairs_before_exchange",
    "repair_days",
    "part_wait_days",
    "total_repair_days",
    "idle_days",
    "paid_repair_days",
    "part_days",
    "part_period_restarts",
    "part_labour_free",
    "part_visit_free",
    "depreciation_per_day",
    "depreciation_allowed",
    "repair_time_counts",
    "proof_months",
]


def unit_entitlement(session: Session, unit_id: UUID, on: date) -> Entitlement:
    """Tell what the warranty covers for a unit on a day. Raises NotFound."""
    facts = (
        select(Unit.customer_id, *FACTS)
        .join(ProductModel, ProductModel.code == Unit.model_code)
        .outerjoin(Address, Address.id == Unit.address_id)
        .where(Unit.id == unit_id)
    )
    row = session.execute(facts).one_or_none()
    if row is None:
        raise NotFound(what="unit", id=str(unit_id))
    values = {"customer_id": row[0]}
    found = {name: section.rows(session.connection(), values) for name, section in SECTIONS.items()}
    return Assessor.of(found).assess(unit_id, facts_of(row[1:]), on)


def order_entitlement(session: Session, order_id: UUID) -> Entitlement | None:
    """Return what an order was taken under, as it was then; None where it was not kept. Raises NotFound."""
    kept = look_up(session, RepairOrder, order_id).entitlement
    return thawed(kept, rules_of(session.execute(RULES).all()))


class ExtendWarranty(Command):
    """Write down a longer warranty of a unit: bought, with the contract's number, or given for a reason.

    Raises: NotFound.
    """

    extension_id: UUID
    unit_id: UUID
    covers: Cover
    starts_on: date
    ends_on: date
    number: str = Field(default="", max_length=60)
    reason: str = Field(default="", max_length=REASON)

    @model_validator(mode="after")
    def _ends_after_it_begins_and_says_why(self) -> ExtendWarranty:
        if self.ends_on < self.starts_on:
            raise ValueError("it ends before it begins")
        if not self.number and not self.reason:
            raise ValueError("it has a contract or a reason")
        return self

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        unit = look_up(session, Unit, self.unit_id)
        session.add(
            WarrantyExtension(
                id=self.extension_id,
                customer_id=unit.customer_id,
                unit_id=unit.id,
                covers=self.covers,
                starts_on=self.starts_on,
                ends_on=self.ends_on,
                number=self.number,
                reason=self.reason,
                recorded_at=self.at,
            )
        )


class ExchangeUnit(Command):
    """Write down that a unit was exchanged: the old one is gone, the period of the new one begins.

    Raises: NotFound; MoveNotAllowed when it is gone already; SerialKnown.
    Source: 消费者权益保护法实施条例 art. 18.
    """

    unit_id: UUID
    new_unit_id: UUID
    serial: str | None = Field(default=None, min_length=1, max_length=40)
    model_code: str | None = None  # None: the same
    on: date
    reason: str = Field(default="", max_length=REASON)

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        old = fetch(session, Unit, self.unit_id)
        if old.retired_on is not None:
            raise MoveNotAllowed(old="retired", new="exchanged")
        known = select(Unit.id).where(Unit.maker == old.maker, Unit.serial == self.serial)
        if self.serial is not None and session.execute(known).first() is not None:
            raise SerialKnown(serial=self.serial)
        old.retired_on, old.retired_reason = self.on, self.reason
        session.add(
            Unit(
                id=self.new_unit_id,
                customer_id=old.customer_id,
                address_id=old.address_id,
                model_code=self.model_code or old.model_code,
                maker=old.maker,
                serial=self.serial,
                use=old.use,
                sold_on=old.sold_on,
                invoice_seen=old.invoice_seen,
                exchanged_on=self.on,
                sold_online=old.sold_online,
            )
        )


class ReviseWarrantyRule(Command):
    """Say what holds for units whose period starts on a day or later; what was before stays for the others.

    ``says`` is what changes; the rest is as before, or as in the whole country for a province without rule.
    Raises: NotFound; MoveNotAllowed when there is a rule that begins then or later.
    """

    central_only: ClassVar[bool] = True

    line: ProductLine
    use: UnitUse
    province: str = Field(pattern=r"^([0-9]{2})?$")
    valid_from: date
    source: str = Field(min_length=1, max_length=400)
    says: dict[Value, int | bool | None] = Field(min_length=1)

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        before = session.scalars(self._of(self.province)).first()
        base = before or session.scalars(self._of(NATIONAL)).first()
        if base is None:
            raise NotFound(what="warranty_rule", id=f"{self.line}.{self.use}")
        if before is not None and before.valid_from >= self.valid_from:
            raise MoveNotAllowed(old=before.valid_from.isoformat(), new=self.valid_from.isoformat())
        values = {column.name: getattr(base, column.name) for column in WarrantyRule.__table__.columns}
        values |= self.says | {"source": self.source, "valid_from": self.valid_from, "valid_to": None}
        if before is not None:
            before.valid_to = self.valid_from - timedelta(days=1)
            values["version"] = before.version + 1
        else:
            values |= {"province": self.province, "code": f"{base.code}.{self.province}", "version": 1}
        session.add(WarrantyRule(**values))

    def _of(self, province: str) -> Select[WarrantyRule]:
        """Return the rules of a province, the newest first."""
        return (
            select(WarrantyRule)
            .where(
                WarrantyRule.line == self.line,
                WarrantyRule.use == self.use,
                WarrantyRule.province == province,
            )
            .order_by(WarrantyRule.version.desc())
        )
