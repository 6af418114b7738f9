"""The order board: every open order as a short line without a name, and what changed since it was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from app.absences import WORKING
from app.rows import rows
from db.models.catalogue import Fault, ProductLine, Region
from db.models.clocks import Escalation, OrderPause
from db.models.customers import Address, Customer, Tier
from db.models.ledger import AppliedCommand
from db.models.orders import IS_OPEN, NextStep, OrderState, RepairOrder
from db.models.people import Person, PersonRole
from db.models.providers import Provider

__all__ = ["NextStep", "OrderState", "ProductLine", "Tier"]

PAGE: Final = 1_000  # lines in one answer: a desk reads it within a frame
MOST_CHANGED: Final = 2_000  # customers; of more than these all is read anew
COUNTY: Final = 6  # digits: nearer than that nobody has to see whom a list names


class BoardLine(NamedTuple):
    """An open order. Units: instants are whole seconds since 1970, UTC: a hundred thousand lines are kept.

    No name and no number that can be dialled: who wants those opens the customer, which is written down.
    """

    order_id: UUID
    customer_id: UUID
    number: str
    state: OrderState
    fault_code: str
    region_code: str  # of the county, or what is known above it
    provider_id: UUID | None
    owner_id: UUID
    next_step: NextStep
    next_step_at: int
    promised_from: int | None
    promised_to: int | None
    opened_at: int
    urge_count: int
    tier: Tier
    told_count: int  # how often somebody was told that it is late or nearly so
    is_paused: bool  # its clocks stand still

    @property
    def due_at(self) -> int:
        """Return until when the customer waits: the promise; without one, or at rest, the next step."""
        rests = self.promised_to is None or self.is_paused or self.next_step is NextStep.PART
        return self.next_step_at if rests else self.promised_to or 0


_FIRST_AT: Final = BoardLine._fields.index("next_step_at")
_LAST_AT: Final = BoardLine._fields.index("urge_count")
_TOLD: Final = (
    select(func.count()).where(Escalation.order_id == RepairOrder.id).correlate(RepairOrder).scalar_subquery()
)
_IS_PAUSED: Final = (
    exists()
    .where(OrderPause.order_id == RepairOrder.id, OrderPause.until_at.is_(None))
    .correlate(RepairOrder)
)


@dataclass(frozen=True, slots=True)
class BoardPart:
    """A part of the board.

    ``customers`` are those who changed, and ``lines`` all that is open of them now; None: a page of all, of
    which more comes ``after`` an order. ``cursor`` is what to ask from the next time.
    """

    cursor: str
    lines: tuple[BoardLine, ...]
    customers: tuple[UUID, ...] | None = None
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class BoardProvider:
    name: str
    technician: str
    phone: str


@dataclass(frozen=True, slots=True)
class BoardPerson:
    name: str
    extension: str
    can_own: bool  # works here, and in a role that takes orders


@dataclass(frozen=True, slots=True)
class BoardFault:
    line: ProductLine
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class BoardNames:
    """What the codes and ids of the lines are called; regions down to the county, in Chinese and English."""

    regions: Mapping[str, tuple[str, str]]
    providers: Mapping[UUID, BoardProvider]
    persons: Mapping[UUID, BoardPerson]
    faults: Mapping[str, BoardFault]


def order_board(session: Session, since: str = "", after: UUID | None = None) -> BoardPart:
    """Return what changed since a cursor, or the first page of all; ``after`` an order the next page.

    A store of one PC says only whether anything was decided since; a hub says whose orders changed
    (`app/hub/board.py`). Order: by id, that pages neither overlap nor leave out.
    """
    last = session.execute(select(func.max(AppliedCommand.seq))).scalar_one()
    here = str(last or 0)
    if since == here and after is None:
        return BoardPart(here, (), ())
    return page_of_all(session, here, after)


def page_of_all(session: Session, cursor: str, after: UUID | None) -> BoardPart:
    """Return a page of all open orders."""
    found = _lines(session, *([RepairOrder.id > after] if after else []), limit=PAGE)
    more = found[-1].order_id if len(found) == PAGE else None
    return BoardPart(cursor, found, None, more)


def orders_of(session: Session, cursor: str, customers: Sequence[UUID]) -> BoardPart:
    """Return all open orders of these customers."""
    found = _lines(session, RepairOrder.customer_id.in_(customers)) if customers else ()
    return BoardPart(cursor, found, tuple(customers))


def board_names(session: Session) -> BoardNames:
    """Return what the board's codes and ids are called; a desk with a hub has all of it in its copy."""
    regions = rows(
        session,
        select(Region.code, Region.name_zh, Region.name_en).where(func.length(Region.code) <= COUNTY),
    )
    providers = rows(session, select(Provider.id, Provider.name, Provider.technician, Provider.phone))
    works = exists().where(PersonRole.person_id == Person.id, PersonRole.role.in_(WORKING))
    persons = rows(session, select(Person.id, Person.name, Person.extension, Person.active & works))
    faults = rows(session, select(Fault.code, Fault.line, Fault.name_zh, Fault.name_en))
    return BoardNames(
        {code: (zh, en) for code, zh, en in regions},
        {one: BoardProvider(*named) for one, *named in providers},
        {one: BoardPerson(name, at, bool(can)) for one, name, at, can in persons},
        {one: BoardFault(*named) for one, *named in faults},
    )


def _lines(
    session: Session, *conditions: ColumnElement[bool], limit: int | None = None
) -> tuple[BoardLine, ...]:
    return tuple(_told(rows(session, _open_orders().where(*conditions).limit(limit))))


def _open_orders() -> Select[*tuple[Any, ...]]:
    return (
        select(
            RepairOrder.id,
            RepairOrder.customer_id,
            RepairOrder.number,
            RepairOrder.state,
            RepairOrder.fault_code,
            func.coalesce(func.substr(Address.region_code, 1, COUNTY), ""),
            RepairOrder.provider_id,
            RepairOrder.owner_id,
            RepairOrder.next_step,
            RepairOrder.next_step_at,
            RepairOrder.promised_from,
            RepairOrder.promised_to,
            RepairOrder.opened_at,
            RepairOrder.urge_count,
            Customer.tier,
            _TOLD,
            _IS_PAUSED,
        )
        .join(Customer, Customer.id == RepairOrder.customer_id)
        .outerjoin(Address, Address.id == RepairOrder.address_id)
        .where(IS_OPEN)
        .order_by(RepairOrder.id)
    )


def _told(found: Iterable[Any]) -> Iterable[BoardLine]:
    for row in found:
        yield BoardLine._make((*row[:_FIRST_AT], *map(_seconds, row[_FIRST_AT:_LAST_AT]), *row[_LAST_AT:]))


def _seconds(instant: datetime | None) -> int | None:
    return None if instant is None else int(instant.timestamp())
