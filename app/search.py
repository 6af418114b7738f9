"""Finding customers by what a caller can say: a name or its initials, a number, an order, a serial."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Text,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from app.customers import MAKER
from app.numbers import masked, normalise_number
from db.models.catalogue import Region
from db.models.customers import Address, Customer, Phone, Tier, Title, Unit, number_end, other_initials
from db.models.orders import RepairOrder
from db.prefix import begins_with, bounds
from db.prepared import Prepared

HITS: Final = 20
LONGEST: Final = 80
END: Final = 4  # digits that the end of a number must have


class FoundBy(StrEnum):
    """What was recognised, the surest first."""

    NUMBER = "number"
    ORDER = "order"
    SERIAL = "serial"
    NAME = "name"
    INITIALS = "initials"
    NUMBER_END = "number_end"


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A line of a list: enough to choose by, too little to dial. Who opens it reads the customer."""

    customer_id: UUID
    found_by: FoundBy
    name: str
    title: Title
    tier: Tier
    number: str  # masked
    place_zh: str
    place_en: str


def search(session: Session, words: str) -> list[SearchHit]:
    """Return at most `HITS` customers, those found by the surest way first; nobody for too little."""
    return hits(SEARCH.rows(session.connection(), search_values(words)))


def hits(found: Sequence[Any]) -> list[SearchHit]:
    """Make lines of the rows, wherever they were read."""
    ways = list(FoundBy)
    return [
        SearchHit(customer, ways[way], name, title, tier, masked(key), place_zh, place_en)
        for customer, way, name, title, tier, key, place_zh, place_en in found
    ]


def search_values(words: str) -> dict[str, str | None]:
    """Return what the statement is asked with; a way that these words do not go has None."""
    text = words.strip()[:LONGEST]
    digits = re.sub(r"[\s()-]", "", text)
    is_number = digits.isdecimal() and digits.isascii()
    number_end_ = digits if is_number and len(digits) >= END else None
    initials = text.lower() if re.fullmatch(r"[A-Za-z]{2,}", text) else None
    name = None if is_number or not text else text
    return {
        "key": normalise_number(text).key if is_number or text.startswith("+") else None,
        "order": _order_number(digits) if is_number else None,
        "serial": text.upper() if re.fullmatch(r"(?=.*\d)[\w-]+", text) else None,
        **_between("name", name),
        **_between("initials", initials),
        **_between("other", f" {initials}" if initials else None),
        "end": number_end_ and number_end_[-END:],
        "like": number_end_ and f"%{number_end_}",
    }


def _order_number(digits: str) -> str | None:
    """Return the number of an order as it is written, from its digits."""
    return f"{digits[:6]}-{digits[6:10]}-{digits[10:]}" if len(digits) > 10 else None


def _between(name: str, beginning: str | None) -> dict[str, str | None]:
    low, high = bounds(beginning) if beginning else (None, None)
    return {f"{name}_low": low, f"{name}_high": high}


def _text(name: str) -> Any:
    return bindparam(name, type_=Text())


def _way(found_by: FoundBy, customer: Any, *conditions: Any) -> Select[Any]:
    way: ColumnElement[int] = literal_column(str(list(FoundBy).index(found_by)), Integer())
    few = select(customer.label("id"), way.label("way")).where(*conditions).limit(literal_column(str(HITS)))
    return select(few.subquery())


def _begins(found_by: FoundBy, column: Any, name: str) -> Select[Any]:
    low, high = _text(f"{name}_low"), _text(f"{name}_high")
    return _way(found_by, Customer.id, begins_with(column, low, high))


def _statement() -> Select[Any]:
    ways = union_all(
        _way(FoundBy.NUMBER, Phone.customer_id, Phone.key == _text("key")),
        _way(FoundBy.ORDER, RepairOrder.customer_id, RepairOrder.number == _text("order")),
        _way(FoundBy.SERIAL, Unit.customer_id, Unit.maker == MAKER, Unit.serial == _text("serial")),
        _begins(FoundBy.NAME, Customer.name, "name"),
        _begins(FoundBy.INITIALS, Customer.initials, "initials"),
        _begins(FoundBy.INITIALS, other_initials(Customer.initials), "other"),
        _way(
            FoundBy.NUMBER_END,
            Phone.customer_id,
            number_end(Phone.key) == _text("end"),
            Phone.key.like(_text("like")),
        ),
    ).subquery()
    surest = (
        select(ways.c.id, func.min(ways.c.way).label("way"))
        .group_by(ways.c.id)
        .order_by(func.min(ways.c.way), ways.c.id)
        .limit(literal_column(str(HITS)))
        .subquery()
    )
    above, town = aliased(Region), func.length(Region.code) > literal_column("6")
    named_first = case((Phone.key == _text("key"), literal_column("0")), else_=literal_column("1"))
    key = (
        select(Phone.key)
        .where(Phone.customer_id == Customer.id)
        .order_by(named_first, Phone.role, Phone.key)
        .limit(literal_column("1"))
        .scalar_subquery()
    )
    return (
        select(
            Customer.id,
            surest.c.way,
            Customer.name,
            Customer.title,
            Customer.tier,
            func.coalesce(key, literal("")),
            func.coalesce(case((town, above.name_zh), else_=Region.name_zh), ""),
            func.coalesce(case((town, above.name_en), else_=Region.name_en), ""),
        )
        .join(surest, surest.c.id == Customer.id)
        .outerjoin(Address, (Address.customer_id == Customer.id) & Address.is_primary)
        .outerjoin(Region, Region.code == Address.region_code)
        .outerjoin(above, above.code == Region.parent_code)
        .order_by(surest.c.way, Customer.name, Customer.id)
    )


SEARCH = Prepared(_statement())
