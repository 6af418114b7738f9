"""Who a new caller may be already: asked while the form is filled in, so that nobody is written twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.customers import MAKER
from app.matching import matchable
from app.rows import rows
from db.models.catalogue import Region
from db.models.customers import Address, Customer, Phone, Title, Unit

MOST: Final = 3
LEAST_ADDRESS, LEAST_SERIAL = 4, 6  # characters: with fewer, half a street would be offered


class SameIn(StrEnum):
    """What is the same, the surest first."""

    SERIAL = "serial"
    PHONE = "phone"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A customer who may be the caller, and what says so."""

    customer_id: UUID
    same_in: SameIn
    name: str
    title: Title
    place_zh: str
    place_en: str
    address_line: str


def possible_duplicates(
    session: Session, key: str, region_code: str, address_line: str, serial: str
) -> list[Duplicate]:
    """Return at most `MOST` customers with this number, this home or this unit; whole values, never parts.

    Blanks of an address do not count, and one without its region is not looked for.
    """
    found: dict[UUID, Duplicate] = {}
    for same_in, condition in _conditions(key, region_code, address_line, serial):
        for row in rows(session, _CUSTOMERS.where(condition).order_by(Customer.id).limit(MOST)):
            found.setdefault(row[0], Duplicate(row[0], same_in, *row[1:]))
    return list(found.values())[:MOST]


def _conditions(key: str, region_code: str, line: str, serial: str) -> Iterator[tuple[SameIn, Any]]:
    typed = "".join(serial.split()).upper()
    if len(typed) >= LEAST_SERIAL:
        yield (
            SameIn.SERIAL,
            Customer.id.in_(select(Unit.customer_id).where(Unit.maker == MAKER, Unit.serial == typed)),
        )
    if matchable(key):
        yield SameIn.PHONE, Customer.id.in_(select(Phone.customer_id).where(Phone.key == key))
    home = "".join(line.split())
    if region_code and len(home) >= LEAST_ADDRESS:
        yield SameIn.ADDRESS, (Address.region_code == region_code) & (_without_blanks(Address.line) == home)


def _without_blanks(column: Any) -> ColumnElement[str]:
    return func.replace(func.replace(column, " ", ""), "　", "")


_CUSTOMERS = (
    select(
        Customer.id,
        Customer.name,
        Customer.title,
        func.coalesce(Region.name_zh, ""),
        func.coalesce(Region.name_en, ""),
        func.coalesce(Address.line, ""),
    )
    .outerjoin(Address, (Address.customer_id == Customer.id) & Address.is_primary)
    .outerjoin(Region, Region.code == Address.region_code)
)
