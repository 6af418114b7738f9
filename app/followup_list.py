"""The list of promised calls: what one person may make, and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from app.calling_hours import later_half_day, next_time, quiet_until
from app.claims import free_for
from app.followup_rules import PROMISED, calling_windows, rules_in_force, zone_named
from app.rows import rows
from app.service_time import end_of_day, service_day
from db.models.callbacks import CallBack
from db.models.catalogue import Code, CodeList
from db.models.customers import Customer, Tier, Title
from db.models.followups import CallPurpose, FollowUp, FollowUpState
from db.models.orders import OrderEvent, OrderEventKind, OrderResult, RepairOrder
from db.models.providers import Provider

__all__ = ["CallPurpose", "OrderEventKind", "OrderResult"]

REPORTS: Final = (
    OrderEventKind.DONE,
    OrderEventKind.VISITED,
    OrderEventKind.PART_MISSING,
    OrderEventKind.NOBODY_HOME,
)


@dataclass(frozen=True, slots=True)
class DueFollowUp:
    """A promised call as the list shows it.

    ``claimed_until``: until then it is this person's; ``quiet_until``: the customer is not rung before.
    ``again_at``: when the rule says that one tries again where nobody answers; None after the last try.
    """

    follow_up_id: UUID
    customer_id: UUID
    customer_name: str
    title: Title
    tier: Tier
    reason_zh: str
    reason_en: str
    order_id: UUID | None
    order_number: str | None
    owner_id: UUID | None
    phone_key: str
    note: str
    due_at: datetime
    attempts: int
    purpose: CallPurpose = CallPurpose.SERVICE
    claimed_until: datetime | None = None
    quiet_until: datetime | None = None
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProviderReport:
    """What a provider said of an order; ``result`` and ``paid_fen`` (fen, CNY) of its end."""

    provider: str
    who: str
    kind: OrderEventKind
    at: datetime
    note: str
    result: OrderResult | None
    paid_fen: int | None


def due_follow_ups(session: Session, person_id: UUID, now: datetime, limit: int = 500) -> list[DueFollowUp]:
    """Return the promised calls of today (or before) that this person may make: own, taken, or anyone's.

    What another has taken is left out. Whom one may ring now comes first, each oldest first.
    Time zone: ``now`` is aware; today is the day of the service.
    """
    found = rows(session, _due(person_id, now).order_by(FollowUp.due_at, FollowUp.id).limit(limit))
    windows, rules = calling_windows(session), rules_in_force(session, service_day(now))
    due = []
    for *shown, attempts, purpose, zone_name, rule_code, claimed_by, until in found:
        zone, rule = zone_named(zone_name), rules.get(rule_code or PROMISED, rules.get(PROMISED))
        held = until if claimed_by == person_id and until and until > now else None
        quiet = quiet_until(windows, now, purpose, zone)
        again = None
        if rule is not None and attempts + 1 < rule.attempts:
            again = next_time(windows, later_half_day(now, rule.spacing_half_days, zone), purpose, zone)
        due.append(DueFollowUp(*(*shown, attempts, purpose, held, quiet, again)))
    return in_order(due)


def in_order(due: Iterable[DueFollowUp]) -> list[DueFollowUp]:
    """Sort calls as one makes them: whom one may ring now, what one has taken, what is longest due."""
    return sorted(
        due,
        key=lambda one: (
            one.quiet_until is not None,
            one.claimed_until is None and one.owner_id is None,
            one.due_at,
            one.follow_up_id,
        ),
    )


def _due(person_id: UUID, now: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(
            FollowUp.id,
            FollowUp.customer_id,
            Customer.name,
            Customer.title,
            Customer.tier,
            func.coalesce(Code.name_zh, FollowUp.reason_code),
            func.coalesce(Code.name_en, FollowUp.reason_code),
            FollowUp.order_id,
            RepairOrder.number,
            FollowUp.owner_id,
            FollowUp.phone_key,
            FollowUp.note,
            FollowUp.due_at,
            FollowUp.attempts,
            FollowUp.purpose,
            FollowUp.zone,
            FollowUp.rule_code,
            FollowUp.claimed_by_id,
            FollowUp.claimed_until,
        )
        .join(Customer, Customer.id == FollowUp.customer_id)
        .outerjoin(Code, (Code.list == CodeList.FOLLOW_UP) & (Code.code == FollowUp.reason_code))
        .outerjoin(RepairOrder, RepairOrder.id == FollowUp.order_id)
        .where(_may_make(person_id, now))
    )


def _may_make(person_id: UUID, now: datetime) -> ColumnElement[bool]:
    return and_(
        FollowUp.state == FollowUpState.DUE,
        FollowUp.due_at < end_of_day(now),
        or_(FollowUp.owner_id == person_id, FollowUp.owner_id.is_(None)),
        free_for(FollowUp, person_id, now),
    )


def count_due(session: Session, person_id: UUID, now: datetime) -> int:
    """Count what this person may ring today: promised calls, and numbers to be called back."""
    promised = select(func.count()).select_from(FollowUp).where(_may_make(person_id, now))
    back = (
        select(func.count())
        .select_from(CallBack)
        .where(
            CallBack.closed_at.is_(None),
            CallBack.due_at < end_of_day(now),
            free_for(CallBack, person_id, now),
        )
    )
    return (session.scalar(promised) or 0) + (session.scalar(back) or 0)


def provider_reports(session: Session, customer_id: UUID, order_id: UUID) -> list[ProviderReport]:
    """Return what the provider said of an order of this customer, the newest first."""
    ended = OrderEvent.kind == OrderEventKind.DONE
    asked = (
        select(
            func.coalesce(Provider.name, ""),
            OrderEvent.who,
            OrderEvent.kind,
            OrderEvent.at,
            OrderEvent.note,
            case((ended, RepairOrder.result)),
            case((ended, RepairOrder.paid_fen)),
        )
        .join(RepairOrder, RepairOrder.id == OrderEvent.order_id)
        .outerjoin(Provider, Provider.id == func.coalesce(OrderEvent.provider_id, RepairOrder.provider_id))
        .where(
            OrderEvent.order_id == order_id,
            OrderEvent.customer_id == customer_id,
            OrderEvent.kind.in_(REPORTS),
        )
    )
    found = rows(session, asked.order_by(OrderEvent.at.desc(), OrderEvent.id))
    return [ProviderReport(*row) for row in found]
