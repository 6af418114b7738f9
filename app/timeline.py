"""A customer's timeline: every contact, order, visit and follow-up, newest first, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    Text,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from db.models.calls import Call
from db.models.cases import Case, CaseKind
from db.models.followups import Attempt
from db.models.interactions import Interaction
from db.models.knowledge import Article, ArticleUse, Notice, NoticeTold, ScriptAnswer, ScriptVersion
from db.models.messages import Message
from db.models.orders import OrderEvent, OrderEventKind, RepairOrder
from db.models.people import Person
from db.prepared import Prepared

PAGE = 100
FIRST = 50


class EntryKind(StrEnum):
    CALL = "call"
    ORDER = "order"
    VISIT = "visit"
    FOLLOW_UP = "follow_up"
    COMPLAINT = "complaint"
    MESSAGE = "message"
    ADVICE = "advice"  # an article, a notice or a script in a call


VISIT_EVENTS = (
    OrderEventKind.VISITED,
    OrderEventKind.NOBODY_HOME,
    OrderEventKind.PART_MISSING,
    OrderEventKind.PART_ARRIVED,
    OrderEventKind.DONE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline.

    ``tag`` is a disposition code or call outcome (call), an order event (order, visit), an attempt's
    outcome (follow-up), a case's state (complaint), a message's state and, behind a colon, why it was not
    sent, or what it was (advice), whose ``text`` has a title in Chinese and, in the next line, in English;
    ``seconds`` is talk time of a call, ``score`` 1 to 5.
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

_Lines = Select[*tuple[Any, ...]]

# PostgreSQL wants a type for what is empty in all of the first parts of a union.
_NO_TEXT, _NO_NUMBER = cast(null(), Text), cast(null(), Integer)


def _lines(
    kind: EntryKind | ColumnElement[str],
    at: Any,
    id: Any,
    tag: Any,
    text: Any,
    *,
    who: Any = _NO_TEXT,
    ref: Any = _NO_TEXT,
    seconds: Any = _NO_NUMBER,
    score: Any = _NO_NUMBER,
) -> _Lines:
    """Begin a part of the timeline; every part has the columns of ``Entry``, of the same names and types."""
    return select(
        at.label("at"),
        id.label("id"),
        (literal(kind.value) if isinstance(kind, EntryKind) else kind).label("kind"),
        type_coerce(tag, Text).label("tag"),
        text.label("text"),
        who.label("who"),
        ref.label("ref"),
        seconds.label("seconds"),
        score.label("score"),
    )


def _calls() -> _Lines:
    it = Interaction
    return (
        _lines(
            EntryKind.CALL,
            it.opened_at,
            it.id,
            it.disposition_code,
            it.notes,
            who=Person.name,
            seconds=it.talk_s,
        )
        .outerjoin(Person, Person.id == it.person_id)
        .where(it.customer_id == CUSTOMER)
    )


def _unanswered() -> _Lines:
    """Calls that nobody has recorded anything about: abandoned, refused, timed out."""
    return _lines(EntryKind.CALL, Call.arrived_at, Call.id, Call.outcome, literal("")).where(
        Call.customer_id == CUSTOMER,
        Call.answered_at.is_(None),
        Call.ended_at.is_not(None),
        ~exists(select(Interaction.call_id).where(Interaction.call_id == Call.id)),
    )


def _order_events() -> _Lines:
    it = OrderEvent
    kind = case(
        (it.kind.in_(VISIT_EVENTS), literal(EntryKind.VISIT.value)),
        else_=literal(EntryKind.ORDER.value),
    )
    return (
        _lines(kind, it.at, it.id, it.kind, it.note, who=it.who, ref=RepairOrder.number)
        .outerjoin(RepairOrder, RepairOrder.id == it.order_id)  # always there; a count then leaves it out
        .where(it.customer_id == CUSTOMER)
    )


def _attempts() -> _Lines:
    it = Attempt
    return (
        _lines(EntryKind.FOLLOW_UP, it.at, it.id, it.outcome, it.note, who=Person.name, score=it.score)
        .outerjoin(Person, Person.id == it.person_id)
        .where(it.customer_id == CUSTOMER)
    )


def _complaints() -> _Lines:
    return (
        _lines(EntryKind.COMPLAINT, Case.opened_at, Case.id, Case.state, Case.summary, who=Person.name)
        .outerjoin(Person, Person.id == Case.owner_id)
        .where(Case.customer_id == CUSTOMER, Case.kind == CaseKind.COMPLAINT)
    )


def _messages() -> _Lines:
    it = Message
    tag = type_coerce(it.state, Text) + literal(":") + it.error
    return (
        _lines(
            EntryKind.MESSAGE,
            it.queued_at,
            it.id,
            tag,
            it.text,
            who=func.nullif(it.to_name, ""),
            ref=RepairOrder.number,
        )
        .outerjoin(RepairOrder, RepairOrder.id == it.order_id)
        .where(it.customer_id == CUSTOMER)
    )


def _articles() -> _Lines:
    return _advice(ArticleUse, "article", Article, Article.id == ArticleUse.article_id)


def _notices() -> _Lines:
    return _advice(NoticeTold, "notice", Notice, Notice.id == NoticeTold.notice_id)


def _scripts() -> _Lines:
    """A line a run: its first answer."""
    it, asked = ScriptAnswer, ScriptVersion
    same = (asked.script_id == it.script_id) & (asked.version == it.version)
    return _advice(it, "script", asked, same).where(it.n == 1)


def _advice(it: Any, tag: str, titled: Any, same: ColumnElement[bool]) -> _Lines:
    """Select the rows of a model as advice, with the title of what ``same`` joins to them."""
    return (
        _lines(EntryKind.ADVICE, it.at, it.id, literal(tag), _both(titled), who=Person.name)
        .outerjoin(titled, same)
        .outerjoin(Person, Person.id == it.person_id)
        .where(it.customer_id == CUSTOMER)
    )


def _both(titled: Any) -> ColumnElement[str]:
    """Return a title in both languages, one a line."""
    return func.coalesce(titled.title_zh + literal("\n") + titled.title_en, literal(""))


def _parts(kind: EntryKind | None) -> list[_Lines]:
    """Return the parts in which entries of a kind are found; all of them when none is named."""
    parts = {
        EntryKind.CALL: [_calls(), _unanswered()],
        EntryKind.ORDER: [_order_events()],
        EntryKind.FOLLOW_UP: [_attempts()],
        EntryKind.COMPLAINT: [_complaints()],
        EntryKind.MESSAGE: [_messages()],
        EntryKind.ADVICE: [_articles(), _notices(), _scripts()],
    }
    if kind is None:
        return [part for group in parts.values() for part in group]
    return parts[EntryKind.ORDER if kind is EntryKind.VISIT else kind]


@cache
def page_statement(kind: EntryKind | None) -> Prepared:
    entries = union_all(*_parts(kind)).subquery()
    page = select(entries)
    if kind is not None:
        page = page.where(entries.c.kind == kind.value)
    newest_first = page.order_by(entries.c.at.desc(), entries.c.id.desc())
    # Cast, because SQLite plans a statement anew each time that a bare parameter of LIMIT is set.
    limit, offset = (cast(bindparam(name), Integer) for name in ("limit", "offset"))
    return Prepared(newest_first.limit(limit).offset(offset))


def timeline_page(
    session: Session, customer_id: UUID, kind: EntryKind | None = None, offset: int = 0, limit: int = PAGE
) -> list[Entry]:
    """Return entries ``offset`` to ``offset + limit``, newest first; all kinds when none is named."""
    values = {"customer_id": customer_id, "offset": offset, "limit": limit}
    return entries(page_statement(kind).rows(session.connection(), values))


def entries(found: Sequence[Any]) -> list[Entry]:
    return [Entry(row[0], row[1], EntryKind(row[2]), *row[3:]) for row in found]


def _count_statement() -> Prepared:
    kinds = union_all(*(select(part.subquery().c.kind) for part in _parts(None))).subquery()
    return Prepared(select(kinds.c.kind, func.count()).group_by(kinds.c.kind))


COUNTS = _count_statement()


def timeline_counts(session: Session, customer_id: UUID) -> TimelineCounts:
    """Count a customer's entries by kind."""
    return counts(COUNTS.rows(session.connection(), {"customer_id": customer_id}))


def counts(found: Sequence[Any]) -> TimelineCounts:
    return TimelineCounts({EntryKind(kind): count for kind, count in found})
