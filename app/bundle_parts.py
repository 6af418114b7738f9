"""What goes into a bundle: read from a central store, table by table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Table, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.orders import CLOSED
from db.models.arrangements import Arrangement
from db.models.base import Base
from db.models.callbacks import CallBack
from db.models.calls import Call, Leg, Offer
from db.models.cases import Case, CaseEvent, CaseState
from db.models.clocks import Escalation, OrderPause
from db.models.customers import Address, Customer, Phone, Tier, Unit
from db.models.followups import Attempt, FollowUp, FollowUpState, GoodsWish
from db.models.interactions import Interaction
from db.models.knowledge import ArticleUse, NoticeRead, NoticeTold, ScriptAnswer
from db.models.matching import RuledOut, SeenNumber
from db.models.messages import MarketingConsent, Message, MessageState
from db.models.orders import OrderEvent, RepairOrder
from db.models.providers import Booking, BookingState
from db.models.recordings import Recording
from db.models.roster import RosterShift
from db.models.warranty import WarrantyExtension

Rows = Sequence[Row[Any]] | Sequence[tuple[Any, ...]]
Parts = dict[str, Rows]

MOST_WORK = 1_000  # ids in one list of open work


@dataclass(frozen=True, slots=True)
class Part:
    """What of a table goes into a customer's bundle beside the newest by ``at``.

    ``always``: what is open. ``named_by``: columns of parts read before, whose ids are taken in ``names``.
    Without ``at`` every row of the customer goes, or, with ``named_by``, only what is named.
    """

    model: type[Base]
    at: ColumnElement[Any] | InstrumentedAttribute[Any] | None = None
    always: ColumnElement[bool] | None = None
    named_by: tuple[InstrumentedAttribute[Any], ...] = ()
    names: InstrumentedAttribute[Any] | None = None

    @property
    def owner(self) -> Any:
        return Customer.id if self.model is Customer else self.model.__table__.c.customer_id


_OPEN_ORDERS = select(RepairOrder.id).where(RepairOrder.state.not_in(CLOSED))
_DUE = select(FollowUp.id).where(FollowUp.state == FollowUpState.DUE)

# Who is named stands below who names it.
CUSTOMER_PARTS: tuple[Part, ...] = (
    Part(Customer),
    Part(Phone),
    Part(RuledOut),
    Part(SeenNumber, at=SeenNumber.seen_at),
    Part(Address),
    Part(WarrantyExtension),
    Part(OrderPause, at=OrderPause.from_at, always=OrderPause.order_id.in_(_OPEN_ORDERS)),
    Part(Escalation, at=Escalation.at),
    Part(CaseEvent, at=CaseEvent.at),
    Part(OrderEvent, at=OrderEvent.at, always=OrderEvent.order_id.in_(_OPEN_ORDERS)),
    Part(
        Booking,
        at=Booking.held_at,
        always=or_(Booking.state == BookingState.HELD, Booking.order_id.in_(_OPEN_ORDERS)),
    ),
    Part(Attempt, at=Attempt.at, always=Attempt.follow_up_id.in_(_DUE)),
    Part(
        Message,
        at=Message.queued_at,
        always=Message.state.in_((MessageState.QUEUED, MessageState.SENDING)),
    ),
    Part(MarketingConsent),
    Part(NoticeTold),
    Part(ArticleUse, at=ArticleUse.at),
    Part(ScriptAnswer, at=ScriptAnswer.at),
    Part(GoodsWish, at=GoodsWish.asked_at, always=GoodsWish.told_at.is_(None)),
    Part(CallBack, at=CallBack.last_at, always=CallBack.closed_at.is_(None)),
    Part(Interaction, at=Interaction.opened_at, always=Interaction.sealed_at.is_(None)),
    Part(
        FollowUp,
        at=FollowUp.created_at,
        always=FollowUp.state == FollowUpState.DUE,
        named_by=(Attempt.follow_up_id, GoodsWish.follow_up_id),
        names=FollowUp.id,
    ),
    Part(
        RepairOrder,
        at=RepairOrder.opened_at,
        always=RepairOrder.state.not_in(CLOSED),
        named_by=(
            SeenNumber.order_id,
            OrderPause.order_id,
            Escalation.order_id,
            OrderEvent.order_id,
            Booking.order_id,
            Interaction.order_id,
            FollowUp.order_id,
            Message.order_id,
        ),
        names=RepairOrder.id,
    ),
    Part(
        Case,
        at=Case.opened_at,
        always=Case.state == CaseState.OPEN,
        named_by=(RepairOrder.case_id, FollowUp.case_id, CaseEvent.case_id, Escalation.case_id),
        names=Case.id,
    ),
    Part(
        Call,
        at=Call.arrived_at,
        always=Call.ended_at.is_(None),
        named_by=(
            CallBack.call_id,
            CallBack.closed_by_call_id,
            GoodsWish.call_id,
            Interaction.call_id,
            Attempt.call_id,
            FollowUp.call_id,
            Case.call_id,
            MarketingConsent.call_id,
        ),
        names=Call.id,
    ),
    Part(Offer, named_by=(Call.id,), names=Offer.call_id),
    Part(Leg, named_by=(Call.id,), names=Leg.call_id),
    Part(Recording, named_by=(Call.id,), names=Recording.call_id),
    Part(
        Unit,
        at=func.coalesce(Unit.installed_on, Unit.delivered_on, Unit.sold_on, Unit.made_on),
        named_by=(WarrantyExtension.unit_id, RepairOrder.unit_id, Case.unit_id),
        names=Unit.id,
    ),
)


def customer_parts(session: Session, customer_id: UUID, newest: int) -> Parts:
    """Read a customer and what work on it needs: all that is open, and the newest of everything else."""
    parts: Parts = {}
    for part in CUSTOMER_PARTS:
        wanted = _wanted(part, customer_id, newest, parts)
        mine = select(part.model.__table__).where(part.owner == customer_id)
        parts[part.model.__tablename__] = session.execute(mine.where(wanted)).all()
    return parts


def _wanted(part: Part, customer_id: UUID, newest: int, parts: Parts) -> ColumnElement[bool]:
    """Return which rows of a customer go into its bundle."""
    if part.at is None and not part.named_by:
        return literal(value=True)
    reasons = [] if part.always is None else [part.always]
    if part.names is not None:
        reasons.append(part.names.in_(_ids(parts, part.named_by)))
    if part.at is not None:
        row_id = part.model.__table__.c.id
        latest = select(row_id).where(part.owner == customer_id)
        latest = latest.order_by(part.at.desc().nulls_last(), row_id.desc()).limit(newest)
        reasons.append(row_id.in_(latest))
    return or_(*reasons)


def _ids(parts: Parts, columns: tuple[InstrumentedAttribute[Any], ...]) -> set[UUID]:
    found: set[UUID] = set()
    for column in columns:
        table = column.class_.__table__
        place = list(table.columns.keys()).index(column.key)
        found.update(row[place] for row in parts[table.name] if row[place] is not None)
    return found


def count_customer(session: Session, customer_id: UUID) -> int:
    """Count the rows that a customer's bundle would have if nothing were left out."""
    counts = union_all(
        *(
            select(func.count()).select_from(part.model).where(part.owner == customer_id)
            for part in CUSTOMER_PARTS
        )
    )
    return sum(session.scalars(counts))


def call_parts(session: Session, call_id: UUID) -> Parts:
    """Read a call that nobody has bound yet, with what belongs to it."""
    return {
        model.__tablename__: session.execute(
            select(model.__table__).where(column == call_id, model.__table__.c.customer_id.is_(None))
        ).all()
        for model, column in (
            (Call, Call.id),
            (Offer, Offer.call_id),
            (Leg, Leg.call_id),
            (Recording, Recording.call_id),
            (CallBack, CallBack.call_id),
            (Interaction, Interaction.call_id),
            (ArticleUse, ArticleUse.call_id),
            (ScriptAnswer, ScriptAnswer.call_id),
        )
    }


def visit_parts(session: Session, order_id: UUID) -> Parts:
    """Read an order as the provider sees it: its rows, and whom, where and what to mend."""
    orders = session.execute(select(RepairOrder.__table__).where(RepairOrder.id == order_id)).all()
    parts: Parts = {RepairOrder.__tablename__: orders}
    if not orders:
        return parts
    [order] = orders
    for model, condition in (
        (OrderEvent, OrderEvent.order_id == order_id),
        (OrderPause, OrderPause.order_id == order_id),
        (Booking, Booking.order_id == order_id),
        (Message, Message.order_id == order_id),
        (Customer, Customer.id == order.customer_id),
        (Phone, Phone.customer_id == order.customer_id),
        (Address, and_(Address.id == order.address_id, Address.customer_id == order.customer_id)),
        (Unit, and_(Unit.id == order.unit_id, Unit.customer_id == order.customer_id)),
    ):
        parts[model.__tablename__] = session.execute(select(model.__table__).where(condition)).all()
    parts[Customer.__tablename__] = [_name_only(row) for row in parts[Customer.__tablename__]]
    return parts


def _name_only(row: Any) -> tuple[Any, ...]:
    """Return a customer's row without what the house has written about it."""
    blank = {"initials": "", "remark": "", "tier": Tier.STANDARD}
    return tuple(blank.get(name, value) for name, value in row._mapping.items())


WORK_COLUMNS = ("kind", "id", "customer_id")


def work_parts(session: Session, person_id: UUID) -> Parts:
    """Read the ids of what is open for one person, what is due first before the rest."""
    found: list[tuple[Any, ...]] = []
    for kind, statement in _work(person_id):
        found += [(kind, *row) for row in session.execute(statement.limit(MOST_WORK))]
    return {"work": found[:MOST_WORK]}


def _work(person_id: UUID) -> Iterator[tuple[str, Select[*tuple[Any, ...]]]]:
    mine = Interaction.person_id == person_id, Interaction.sealed_at.is_(None)
    oldest = Interaction.opened_at, Interaction.id
    yield "interaction", select(Interaction.id, Interaction.customer_id).where(*mine).order_by(*oldest)
    unbound = select(Interaction.call_id, Interaction.customer_id).where(
        *mine, Interaction.customer_id.is_(None), Interaction.call_id.is_not(None)
    )
    yield "call", unbound.order_by(*oldest)
    yield (
        "follow_up",
        select(FollowUp.id, FollowUp.customer_id)
        .where(
            or_(FollowUp.owner_id == person_id, FollowUp.claimed_by_id == person_id),
            FollowUp.state == FollowUpState.DUE,
        )
        .order_by(FollowUp.due_at, FollowUp.id),
    )
    yield (
        "order",
        select(RepairOrder.id, RepairOrder.customer_id)
        .where(RepairOrder.owner_id == person_id, RepairOrder.state.not_in(CLOSED))
        .order_by(RepairOrder.next_step_at, RepairOrder.id),
    )
    yield (
        "case",
        select(Case.id, Case.customer_id)
        .where(Case.owner_id == person_id, Case.state == CaseState.OPEN)
        .order_by(Case.due_at, Case.id),
    )


_OWN: Final = (
    (Arrangement, Arrangement.person_id),
    (NoticeRead, NoticeRead.person_id),
    (RosterShift, RosterShift.person_id),
)


def own_parts(session: Session, person_id: UUID) -> Parts:
    """Read what is one person's alone."""
    return {
        model.__tablename__: session.execute(select(model.__table__).where(column == person_id)).all()
        for model, column in _OWN
    }


def reference_parts(session: Session, table: Table) -> Parts:
    """Read a whole reference table."""
    return {table.name: session.execute(select(table)).all()}
