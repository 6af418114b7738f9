"""A customer's timeline: every contact, order, visit and follow-up, newest first, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Select, bindparam, case, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from app.rows import rows
from db.models.calls import Call
from db.models.cases import Case, CaseKind
from db.models.followups import Attempt
from db.models.interactions import Interaction
from db.models.orders import OrderEvent, OrderEventKind, RepairOrder
from db.models.people import Person

PAGE = 100
FIRST = 50


class EntryKind(StrEnum):
    CALL = "call"
    ORDER = "order"
    VISIT = "visit"
    FOLLOW_UP = "follow_up"
    COMPLAINT = "complaint"


VISIT_EVENTS = (
    OrderEventKind.VISITED,
    OrderEventKind.PART_MISSING,
    OrderEventKind.PART_ARRIVED,
    OrderEventKind.DONE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline.

    ``tag`` is a disposition code or call outcome (call), an order event (order, visit), an attempt's
    outcome (follow-up) or a case's state (complaint); ``seconds`` is talk time of a call, ``score`` 1 to 5.
    """

    at: datetime
    id: UUID
    kind: EntryKind
    tag: str | None
    text: str
    who: str | None
    ref: str | None
    seconds: int | None
    score: int | None


@dataclass(frozen=True, slots=True)
class TimelineCounts:
    """How many entries of each kind there are."""

    by_kind: dict[EntryKind, int]

    @property
    def total(self) -> int:
        return sum(self.by_kind.values())


CUSTOMER: BindParameter[UUID] = bindparam("customer_id")


def _calls() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Interaction.opened_at.label("at"),
            Interaction.id.label("id"),
            literal(EntryKind.CALL.value).label("kind"),
            Interaction.disposition_code.label("tag"),
            Interaction.notes.label("text"),
            Person.name.label("who"),
            null().label("ref"),
            Interaction.talk_s.label("seconds"),
            null().label("score"),
        )
        .outerjoin(Person, Person.id == Interaction.person_id)
        .where(Interaction.customer_id == CUSTOMER)
    )


def _unanswered() -> Select[*tuple[Any, ...]]:
    """Calls that nobody has recorded anything about: abandoned, refused, timed out."""
    return select(
        Call.arrived_at,
        Call.id,
        literal(EntryKind.CALL.value),
        Call.outcome,
        literal(""),
        null(),
        null(),
        null(),
        null(),
    ).where(Call.customer_id == CUSTOMER, Call.answered_at.is_(None), Call.ended_at.is_not(None))


def _order_events() -> Select[*tuple[Any, ...]]:
    kind = case(
        (OrderEvent.kind.in_(VISIT_EVENTS), literal(EntryKind.VISIT.value)),
        else_=literal(EntryKind.ORDER.value),
    )
    return (
        select(
            OrderEvent.at,
            OrderEvent.id,
            kind,
            OrderEvent.kind,
            OrderEvent.note,
            OrderEvent.who,
            RepairOrder.number,
            null(),
            null(),
        )
        .join(RepairOrder, RepairOrder.id == OrderEvent.order_id)
        .where(OrderEvent.customer_id == CUSTOMER)
    )


def _attempts() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Attempt.at,
            Attempt.id,
            literal(EntryKind.FOLLOW_UP.value),
            Attempt.outcome,
            Attempt.note,
            Person.name,
            null(),
            null(),
            Attempt.score,
        )
        .outerjoin(Person, Person.id == Attempt.person_id)
        .where(Attempt.customer_id == CUSTOMER)
    )


def _complaints() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Case.opened_at,
            Case.id,
            literal(EntryKind.COMPLAINT.value),
            Case.state,
            Case.summary,
            Person.name,
            null(),
            null(),
            null(),
        )
        .outerjoin(Person, Person.id == Case.owner_id)
        .where(Case.customer_id == CUSTOMER, Case.kind == CaseKind.COMPLAINT)
    )


@cache
def _page_statement(kind: EntryKind | None) -> Select[*tuple[Any, ...]]:
    parts = {
        EntryKind.CALL: [_calls(), _unanswered()],
        EntryKind.ORDER: [_order_events()],
        EntryKind.VISIT: [_order_events()],
        EntryKind.FOLLOW_UP: [_attempts()],
        EntryKind.COMPLAINT: [_complaints()],
    }
    if kind is None:
        chosen = [*parts[EntryKind.CALL], _order_events(), _attempts(), _complaints()]
    else:
        chosen = parts[kind]
    entries = union_all(*chosen).subquery()
    page = select(entries)
    if kind is not None:
        page = page.where(entries.c.kind == kind.value)
    return (
        page.order_by(entries.c.at.desc(), entries.c.id.desc())
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )


def timeline_page(
    session: Session, customer_id: UUID, kind: EntryKind | None = None, offset: int = 0, limit: int = PAGE
) -> list[Entry]:
    """Return entries ``offset`` to ``offset + limit``, newest first; all kinds when none is named."""
    values = {"customer_id": customer_id, "offset": offset, "limit": limit}
    found = rows(session, _page_statement(kind), values)
    return [Entry(row[0], row[1], EntryKind(row[2]), *row[3:]) for row in found]


@cache
def _count_statement() -> Select[*tuple[Any, ...]]:
    parts = [
        part.with_only_columns(part.selected_columns[2].label("kind"))
        for part in (_calls(), _unanswered(), _order_events(), _attempts(), _complaints())
    ]
    kinds = union_all(*parts).subquery()
    return select(kinds.c.kind, func.count()).group_by(kinds.c.kind)


def timeline_counts(session: Session, customer_id: UUID) -> TimelineCounts:
    """Count a customer's entries by kind."""
    found = rows(session, _count_statement(), {"customer_id": customer_id})
    return TimelineCounts({EntryKind(kind): count for kind, count in found})
