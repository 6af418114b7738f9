"""The rules of follow-ups and calling hours as a store has them, and what they make of an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.calling_hours import Window, later_half_day, next_time
from app.command import look_up
from app.service_time import ZONE, service_day
from db.ids import derived_id
from db.models.customers import Address, Customer, Phone, PhoneRole
from db.models.followups import (
    CallingWindow,
    CallingZone,
    CallPurpose,
    FollowUp,
    FollowUpEvent,
    FollowUpRule,
    FollowUpState,
)
from db.models.orders import RepairOrder
from db.prepared import PreparedRows

__all__ = ["CallPurpose", "FollowUpEvent"]

PROMISED = "promised"
CALL_MISSED = "call_missed"
UNASKED = frozenset({CallPurpose.FOLLOW_UP, CallPurpose.MARKETING})  # what "ring me no more" stops


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Something that rules may answer with a call; ``subject_id`` is what it happened to, once."""

    event: FollowUpEvent
    subject_id: UUID
    customer_id: UUID
    at: datetime
    order_id: UUID | None = None
    case_id: UUID | None = None
    phone_key: str = ""  # empty: the customer's own
    note: str = ""
    paid_fen: int = 0


def calling_windows(session: Session) -> tuple[Window, ...]:
    """Return all hours that were ever written, for `app.calling_hours`."""
    found = session.execute(
        select(
            CallingWindow.code,
            CallingWindow.valid_from,
            CallingWindow.kind,
            CallingWindow.purpose,
            CallingWindow.days,
            CallingWindow.from_minute,
            CallingWindow.to_minute,
            CallingWindow.retired_at.is_not(None),
        ).order_by(CallingWindow.code, CallingWindow.valid_from)
    )
    return tuple(Window(*row) for row in found)


def zone_named(name: str) -> tzinfo:
    """Return the clock of a customer; an empty name is that of the service."""
    return _zone(name) if name else ZONE


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def zone_of(session: Session, customer_id: UUID) -> str:
    """Return the name of the customer's clock, by the region of the address; empty: the service's."""
    session.flush()  # an address that the caller has just written
    found = _ZONE.rows(session.connection(), {"customer_id": customer_id})
    return found[0][0] if found else ""


_HOME = (
    select(Address.region_code)
    .where(Address.customer_id == bindparam("customer_id"))
    .order_by(Address.is_primary.desc(), Address.id)
    .limit(1)
    .scalar_subquery()
)
_ZONE = PreparedRows(
    select(CallingZone.zone)
    .where(
        CallingZone.retired_at.is_(None),
        CallingZone.region_code == func.substr(_HOME, 1, func.length(CallingZone.region_code)),
    )
    .order_by(func.length(CallingZone.region_code).desc())
    .limit(1)
)


def rules_in_force(session: Session, on: date) -> dict[str, FollowUpRule]:
    """Return of each code the newest rule that has begun, unless it is retired or of nobody."""
    begun = select(FollowUpRule).where(FollowUpRule.valid_from <= on).order_by(FollowUpRule.valid_from)
    newest = {rule.code: rule for rule in session.scalars(begun)}
    return {code: rule for code, rule in newest.items() if rule.share_pct and rule.retired_at is None}


def rule_of(session: Session, code: str | None, on: date) -> FollowUpRule | None:
    """Return the rule by which one tries; what was made by none is tried as what was promised."""
    rules = rules_in_force(session, on)
    return rules.get(code or PROMISED, rules.get(PROMISED))


def rule_of_promise(session: Session, reason_code: str, on: date) -> FollowUpRule | None:
    """Return the rule for what somebody promises for a reason."""
    rules = rules_in_force(session, on)
    promises = (rule for rule in rules.values() if rule.event is FollowUpEvent.PROMISED)
    return next((rule for rule in promises if rule.reason_code == reason_code), rules.get(PROMISED))


def next_try(
    session: Session, at: datetime, half_days: int, purpose: CallPurpose, zone_name: str
) -> datetime:
    """Return when one tries again: so many half-days later, in the hours of the purpose."""
    zone = zone_named(zone_name)
    return next_time(calling_windows(session), later_half_day(at, half_days, zone), purpose, zone)


def is_wanted(customer: Customer, purpose: CallPurpose) -> bool:
    """Tell whether the customer wants to be rung for this."""
    if customer.no_follow_ups_at is not None and purpose in UNASKED:
        return False
    return customer.no_marketing_at is None or purpose is not CallPurpose.MARKETING


def follow_ups_after(session: Session, happened: Happened) -> UUID | None:
    """Make the call that the rules ask for, once, or join the one open for the same reason; return its id.

    None where the customer is not among those who are asked, has no number, or wants no calls.
    Raises: NotFound.
    """
    rule = _rule_after(session, happened)
    if rule is None or not _is_drawn(rule, happened.subject_id):
        return None
    customer = look_up(session, Customer, happened.customer_id)
    phone_key = happened.phone_key or _number_of(session, customer.id)
    if not phone_key or not is_wanted(customer, rule.purpose):
        return None
    follow_up_id = derived_id("follow_up", rule.code, happened.subject_id)
    return _make(session, follow_up_id, rule, happened, phone_key)


def _rule_after(session: Session, happened: Happened) -> FollowUpRule | None:
    """Return the rule for the event; one that asks for more money goes before one that does not."""
    fitting = [
        rule
        for rule in rules_in_force(session, service_day(happened.at)).values()
        if rule.event is happened.event
        and (rule.paid_over_fen is None or happened.paid_fen > rule.paid_over_fen)
    ]
    return max(fitting, key=lambda rule: (rule.paid_over_fen or -1, rule.code), default=None)


def _is_drawn(rule: FollowUpRule, subject_id: UUID) -> bool:
    """Tell whether this one is among the share that is rung, the same wherever one asks."""
    return derived_id("drawn", rule.code, subject_id).int % 100 < rule.share_pct


def _number_of(session: Session, customer_id: UUID) -> str:
    own_first = case((Phone.role == PhoneRole.OWN, 0), else_=1)
    numbers = select(Phone.key).where(Phone.customer_id == customer_id, Phone.key != "")
    newest = Phone.last_seen_at.desc().nulls_last()
    return session.scalar(numbers.order_by(own_first, newest, Phone.id).limit(1)) or ""


def _make(
    session: Session, follow_up_id: UUID, rule: FollowUpRule, happened: Happened, phone_key: str
) -> UUID | None:
    zone = zone_of(session, happened.customer_id)
    begins = happened.at + timedelta(hours=rule.delay_hours)
    values = {
        "id": follow_up_id,
        "customer_id": happened.customer_id,
        "reason_code": rule.reason_code,
        "state": FollowUpState.DUE,
        "order_id": happened.order_id,
        "case_id": happened.case_id,
        "phone_key": phone_key,
        "note": happened.note,
        "due_at": next_time(calling_windows(session), begins, rule.purpose, zone_named(zone)),
        "attempts": 0,
        "created_at": happened.at,
        "rule_code": rule.code,
        "purpose": rule.purpose,
        "zone": zone,
    }
    session.flush()  # what it names may be new
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    # Of two who make it at once one makes it, and neither is refused what it came for.
    made = dialect.insert(FollowUp).values(values).on_conflict_do_nothing().returning(FollowUp.id)
    return session.scalar(made) or _join(session, follow_up_id, rule.reason_code, happened)


def _join(session: Session, follow_up_id: UUID, reason_code: str, happened: Happened) -> UUID | None:
    """Have the call that is open for the same reason be about this too; return its id."""
    same = select(FollowUp).where(
        FollowUp.customer_id == happened.customer_id,
        FollowUp.reason_code == reason_code,
        FollowUp.state == FollowUpState.DUE,
    )
    row = session.scalar(same.with_for_update(key_share=True))
    if row is None:
        return None
    if row.id != follow_up_id:
        row.note = with_note(row.note, happened.note or _order_number(session, happened, row))
    return row.id


def _order_number(session: Session, happened: Happened, row: FollowUp) -> str:
    """Return the number of the order that the call is to be about besides its own; empty: none."""
    if happened.order_id in (None, row.order_id):
        return ""
    return session.get_one(RepairOrder, happened.order_id).number


def with_note(note: str, other: str) -> str:
    """Return a note with another below it, unless it says that already."""
    return note if other in note else "\n".join(part for part in (note, other) if part)
