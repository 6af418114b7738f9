"""When a message may go out: not while people sleep, on their own clock, unless it is about their safety."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.followup_rules import zone_named, zone_of
from app.service_time import ZONE
from db.models.messages import Addressee, MessageHours, MessagePurpose
from db.prepared import PreparedRows

DAY_MIN = 24 * 60


def opening(at: datetime, opens_min: int, closes_min: int, zone: tzinfo = ZONE) -> datetime:
    """Return the first instant from ``at`` on that lies within these minutes of a day.

    Time zone: ``at`` is aware; minutes are those of the clock on the wall in ``zone``; the end is not within.
    """
    local = at.astimezone(zone)
    minute = local.hour * 60 + local.minute
    if opens_min <= minute < closes_min:
        return at
    day = local.date() if minute < opens_min else local.date() + timedelta(days=1)
    hour, minute = divmod(opens_min, 60)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(at.tzinfo)


def may_go(
    session: Session, addressee: Addressee, purpose: MessagePurpose, customer_id: UUID, at: datetime
) -> datetime:
    """Return when a message may go out that is written at an instant; at once where no hours are set.

    Time zone: the hours are those of the clock of the customer; of a technician that of the service.
    """
    given = {"addressee": addressee, "purpose": purpose, "at": at}
    found = _HOURS.rows(session.connection(), given)
    if not found:
        return at
    opens_min, closes_min = found[0]
    is_theirs = addressee is Addressee.CUSTOMER
    return opening(
        at, opens_min, closes_min, zone_named(zone_of(session, customer_id)) if is_theirs else ZONE
    )


_HOURS = PreparedRows(
    select(MessageHours.opens_min, MessageHours.closes_min)
    .where(
        MessageHours.addressee == bindparam("addressee"),
        MessageHours.purpose == bindparam("purpose"),
        MessageHours.valid_from <= bindparam("at"),
    )
    .order_by(MessageHours.valid_from.desc())
    .limit(1)
)
