"""Customers: registering, editing, their units."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import Field, field_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import Actor, Command, Edit, edit_fields, fetch
from app.errors import NotFound, SerialKnown
from app.lines import site_of, sites
from app.names import readings
from app.service_time import service_day
from db.models.customers import (
    Address,
    Customer,
    CustomerKind,
    Phone,
    PhoneRole,
    Tier,
    Title,
    Unit,
    UnitUse,
)

__all__ = ["CustomerKind", "PhoneRole", "Tier", "Title", "UnitUse"]

MAKER = "RS"


def _initials_of(data: dict[str, Any]) -> str:
    return " ".join(readings(data["name"]))


def _initials_of_edit(data: dict[str, Any]) -> str | None:
    name = data["edits"].get("name")
    return " ".join(readings(name.new)) if name else None


class RegisterCustomer(Command):
    """Make a customer with a first number and, where it was told, an address."""

    customer_id: UUID
    name: str = Field(min_length=1, max_length=80)
    initials: str = Field(default_factory=_initials_of)
    kind: CustomerKind = CustomerKind.PERSON
    title: Title = Title.UNKNOWN
    contact_name: str = ""
    phone_id: UUID
    phone: str  # as dialled or typed; empty when withheld
    line: str = ""  # the phone line on which it was told
    phone_role: PhoneRole = PhoneRole.OWN
    address_id: UUID | None = None
    region_code: str | None = None
    address_line: str = ""

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        session.add(
            Customer(
                id=self.customer_id,
                kind=self.kind,
                name=self.name,
                title=self.title,
                contact_name=self.contact_name,
                initials=self.initials,
                tier=Tier.STANDARD,
                remark="",
                service_note="",
                since_on=service_day(self.at),
                created_at=self.at,
            )
        )
        session.flush()
        number = site_of(sites(session), self.line).read(self.phone)
        if number.key:
            session.add(
                Phone(
                    id=self.phone_id,
                    customer_id=self.customer_id,
                    key=number.key,
                    extension=number.extension,
                    raw=self.phone,
                    role=self.phone_role,
                    last_seen_at=self.at,
                )
            )
        if self.address_id is not None and self.region_code is not None:
            session.add(
                Address(
                    id=self.address_id,
                    customer_id=self.customer_id,
                    region_code=self.region_code,
                    line=self.address_line,
                    is_primary=True,
                    checked_on=service_day(self.at),
                )
            )


class EditCustomer(Command):
    """Change what is written of a customer. Raises FieldChanged when somebody else did so meanwhile."""

    customer_id: UUID
    edits: dict[Literal["name", "title", "contact_name", "remark", "service_note"], Edit]
    initials: str | None = Field(default_factory=_initials_of_edit)

    @field_validator("edits")
    @classmethod
    def _new_values_are_fit(cls, edits: dict[str, Edit]) -> dict[str, Edit]:
        if "title" in edits:
            Title(edits["title"].new)
        if "name" in edits and not 1 <= len(edits["name"].new) <= 80:
            raise ValueError("a name has 1 to 80 characters")
        return edits

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        row = fetch(session, Customer, self.customer_id)
        edit_fields(row, dict(self.edits.items()))
        if self.initials is not None:
            row.initials = self.initials


class AddAddress(Command):
    """Write down where a customer lives; the first address is the one that visits go to.

    ``replaces`` is an address of theirs that is not right any more: the new one takes its place, and what
    went to the old one stays readable. Raises: NotFound, also for an address of somebody else.
    """

    address_id: UUID
    customer_id: UUID
    region_code: str
    address_line: str = Field(min_length=1, max_length=200)
    replaces: UUID | None = None

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        fetch(session, Customer, self.customer_id)
        if self.replaces is not None:
            before = fetch(session, Address, self.replaces)
            if before.customer_id != self.customer_id:
                raise NotFound(what="address", id=str(self.replaces))
            before.is_primary = False
            session.flush()
        known = select(Address.id).where(Address.customer_id == self.customer_id, Address.is_primary)
        session.add(
            Address(
                id=self.address_id,
                customer_id=self.customer_id,
                region_code=self.region_code,
                line=self.address_line,
                is_primary=session.execute(known).first() is None,
                checked_on=service_day(self.at),
            )
        )


class AddUnit(Command):
    """Put a unit into a customer's install base. Raises SerialKnown."""

    unit_id: UUID
    customer_id: UUID
    address_id: UUID | None = None
    model_code: str
    serial: str | None = None
    use: UnitUse = UnitUse.HOME
    sold_on: date | None = None
    invoice_seen: bool = False

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        fetch(session, Customer, self.customer_id)
        if self.serial is not None:
            same = select(Unit.id).where(Unit.maker == MAKER, Unit.serial == self.serial)
            if session.execute(same).first() is not None:
                raise SerialKnown(serial=self.serial)
        session.add(
            Unit(
                id=self.unit_id,
                customer_id=self.customer_id,
                address_id=self.address_id,
                model_code=self.model_code,
                maker=MAKER,
                serial=self.serial,
                use=self.use,
                sold_on=self.sold_on,
                invoice_seen=self.invoice_seen,
            )
        )
