"""Who may be calling: the customers that a number leads to, the likeliest first, each with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    CTE,
    Select,
    Text,
    bindparam,
    case,
    func,
    literal_column,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch
from app.numbers import NumberKind
from app.orders import CLOSED
from db.ids import derived_id
from db.models.catalogue import Region
from db.models.customers import Address, Customer, CustomerKind, Phone, Tier, Title
from db.models.matching import RuledOut, SeenNumber
from db.models.orders import RepairOrder
from db.models.providers import Provider, ProviderPhone
from db.prepared import Prepared

LEAST_UNREADABLE: Final = 5  # characters that what is no number must have to be compared


class Way(StrEnum):
    """How a number leads to a customer, the surest first. The first four say that it is written with one."""

    OWN = "own"
    HOUSEHOLD = "household"
    OFFICE = "office"
    SHOP = "shop"
    SAME_TEXT = "same_text"  # what was delivered is no whole number, and is written with the customer so
    CALL = "call"  # rang from it before
    ORDER = "order"  # it stands on an order
    NOTES = "notes"


WRITTEN: Final = frozenset({Way.OWN, Way.HOUSEHOLD, Way.OFFICE, Way.SHOP})
_RANK: Final = {way: rank for rank, way in enumerate(Way)}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A customer who may be calling, why we think so, and what tells the customer apart.

    ``at``: when the customer was last seen with the number, aware. ``detail``: the order's number.
    ``ruled_out_at``: when a caller from this number was said to be somebody else.
    """

    customer_id: UUID
    name: str
    kind: CustomerKind
    title: Title
    tier: Tier
    way: Way
    at: datetime | None
    detail: str
    extension: str
    ruled_out_at: datetime | None
    place_zh: str
    place_en: str
    address_line: str
    open_orders: int
    shared_by: int = 0  # with how many customers the number is written


@dataclass(frozen=True, slots=True)
class ProviderCaller:
    """A provider that a number belongs to; ``technician`` is empty for the firm's own."""

    provider_id: UUID
    name: str
    technician: str


class RuleOutCaller(Command):
    """Remember that who rings from a number is not this customer, until it is chosen again."""

    customer_id: UUID
    key: str

    def apply(self, session: Session, by: Actor) -> None:
        fetch(session, Customer, self.customer_id)
        row_id = derived_id("ruled_out", self.customer_id, self.key)
        if matchable(self.key) and session.get(RuledOut, row_id) is None:
            row = RuledOut(
                id=row_id, customer_id=self.customer_id, key=self.key, person_id=by.person_id, at=self.at
            )
            session.add(row)


def matchable(key: str) -> str:
    """Return a key that a customer can be found by, or nothing: a hotline or an SMS port is nobody."""
    kind, _, rest = key.partition(":")
    if kind in (NumberKind.SHORT, NumberKind.SMS_PORT) or not rest:
        return ""
    return "" if kind == NumberKind.UNKNOWN and len(rest) < LEAST_UNREADABLE else key


def candidates(session: Session, key: str) -> list[Candidate]:
    """Return every customer whom this number leads to, once, the likeliest first; none for a withheld one."""
    key = matchable(key)
    return matched(CANDIDATES.rows(session.connection(), {"key": key})) if key else []


def matched(found: Sequence[Any]) -> list[Candidate]:
    """Make candidates of the rows of a number, wherever they were read."""
    return ranked(Candidate(*(*row[:5], Way(row[5]), *row[6:])) for row in found)


def ranked(found: Iterable[Candidate]) -> list[Candidate]:
    """Return each customer once, the likeliest first; among equals who was seen last."""
    in_order = sorted(found, key=lambda one: one.customer_id)
    in_order.sort(key=lambda one: one.at.timestamp() if one.at else 0.0, reverse=True)
    in_order.sort(key=lambda one: (one.ruled_out_at is not None, _RANK[one.way]))
    once: dict[UUID, Candidate] = {}  # somebody may have the number twice, with two extensions
    for one in in_order:
        once.setdefault(one.customer_id, one)
    shared_by = sum(one.way in WRITTEN and one.ruled_out_at is None for one in once.values())
    return [replace(one, shared_by=shared_by) for one in once.values()]


def with_extension(found: Iterable[Candidate], extension: str) -> list[Candidate]:
    """Put those first whose extension of a switchboard it is; then they alone are written with the number."""
    listed = list(found)
    theirs = [one for one in listed if extension and one.extension == extension]
    return [
        *(replace(one, shared_by=len(theirs)) for one in theirs),
        *(one for one in listed if one not in theirs),
    ]


def certain(found: Sequence[Candidate]) -> Candidate | None:
    """Return who it is, if the number says so: one customer's alone, and no shop that rings for others."""
    if not found:
        return None
    first = found[0]
    alone = first.shared_by == 1 and first.ruled_out_at is None
    return first if alone and first.way in WRITTEN - {Way.SHOP} else None


def provider_callers(session: Session, key: str) -> list[ProviderCaller]:
    """Return the providers whose number this is, or one of whose technicians'."""
    found = session.execute(
        select(Provider.id, Provider.name, ProviderPhone.technician)
        .join(ProviderPhone, ProviderPhone.provider_id == Provider.id)
        .where(ProviderPhone.key == matchable(key), Provider.active.is_(True))
        .order_by(Provider.code, ProviderPhone.technician)
    ).all()
    return [ProviderCaller(*row) for row in found]


_OPEN_ORDERS = (
    select(func.count())
    .where(RepairOrder.customer_id == Customer.id, RepairOrder.state.not_in(CLOSED))
    .scalar_subquery()
)
_KEY = bindparam("key", type_=Text())


def _constant(value: str) -> Any:
    return literal_column(f"'{value}'", Text())


def _seen_by() -> Any:
    """Select who has the number written, and with whom it was met: customer, way, when, order, extension."""
    unreadable = func.substr(Phone.key, literal_column("1"), literal_column("1")) == _constant("?")
    written = select(
        Phone.customer_id,
        # a role, and where a number was seen, are ways of the same name
        case((unreadable, _constant(Way.SAME_TEXT)), else_=type_coerce(Phone.role, Text())).label("way"),
        Phone.last_seen_at.label("at"),
        _constant("").label("detail"),
        Phone.extension,
    ).where(Phone.key == _KEY)
    met = (
        select(
            SeenNumber.customer_id,
            type_coerce(SeenNumber.seen_in, Text()),
            SeenNumber.seen_at,
            func.coalesce(RepairOrder.number, ""),
            _constant(""),
        )
        .outerjoin(RepairOrder, RepairOrder.id == SeenNumber.order_id)
        .where(SeenNumber.key == _KEY)
    )
    return union_all(written, met).subquery("seen")


def _statement() -> Select[Any]:
    seen = _seen_by()
    return (
        select(
            Customer.id,
            Customer.name,
            Customer.kind,
            Customer.title,
            Customer.tier,
            seen.c.way,
            seen.c.at,
            seen.c.detail,
            seen.c.extension,
            RuledOut.at.label("ruled_out_at"),
            func.coalesce(Region.name_zh, ""),
            func.coalesce(Region.name_en, ""),
            func.coalesce(Address.line, ""),
            _OPEN_ORDERS,
        )
        .join(seen, seen.c.customer_id == Customer.id)
        .outerjoin(RuledOut, (RuledOut.customer_id == Customer.id) & (RuledOut.key == _KEY))
        .outerjoin(Address, (Address.customer_id == Customer.id) & Address.is_primary)
        .outerjoin(Region, Region.code == Address.region_code)
        .order_by(Customer.id, seen.c.way)
    )


CANDIDATES: Final = Prepared(_statement())


def certain_of(found: CTE) -> Select[Any]:
    """Select the id of the customer whom `certain` would name, of the rows of `CANDIDATES`."""
    written = found.c.way.in_([_constant(way) for way in sorted(WRITTEN)]) & found.c.ruled_out_at.is_(None)
    owners = select(func.count(found.c.id.distinct())).where(written).scalar_subquery()
    sure = select(found.c.id).where(written, found.c.way != _constant(Way.SHOP))
    return sure.where(owners == literal_column("1")).distinct()
