"""How many different customers a person may read: counted in memory, begun from the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.command import Actor
from app.errors import TooMuchRead
from db.models.hub import CustomerRead, ReadLimit, ReadReason

PER_HOUR, PER_DAY = 120, 600
LINES = 10  # masked lines of searches for each customer that a role may read
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CAPS_HOLD_FOR = timedelta(minutes=1)
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass
class _Reader:
    """What one person has read: each customer by when it was read last."""

    read: dict[UUID, datetime]
    per_hour: int = PER_HOUR
    per_day: int = PER_DAY
    caps_until: datetime | None = None
    lock: Lock = field(default_factory=Lock)


class Limits:
    """Counts for every person whom this hub has served. Every method may be called from any thread.

    ``listed``: count masked lines of searches, `LINES` times as many, and not what was read.
    """

    def __init__(self, *, listed: bool = False) -> None:
        self._listed = listed
        self._readers: dict[UUID, _Reader] = {}

    def admit(self, session: Session, by: Actor, customers: Iterable[UUID], now: datetime) -> None:
        """Count customers as read, also those whom nobody has: walking through ids is reading.

        Raises: TooMuchRead when an hour or a day would hold more different ones than the roles may.
        """
        reader = self._reader(session, by, now)
        with reader.lock:
            wanted = set(customers)
            spans = (("hour", now - HOUR, reader.per_hour), ("day", now - DAY, reader.per_day))
            for span, since, most in spans:
                new = sum(reader.read.get(one, _NEVER) <= since for one in wanted)
                if new and new + sum(at > since for at in reader.read.values()) > most:
                    raise TooMuchRead(per=span, most=most)
            reader.read.update(dict.fromkeys(wanted, now))
            if len(reader.read) > 2 * reader.per_day:
                reader.read = {one: at for one, at in reader.read.items() if at > now - DAY}

    def knows(self, by: Actor, now: datetime) -> bool:
        """Tell whether `admit` counts without asking the store."""
        reader = self._readers.get(by.person_id)
        return reader is not None and reader.caps_until is not None and reader.caps_until >= now

    def _reader(self, session: Session, by: Actor, now: datetime) -> _Reader:
        reader = self._readers.get(by.person_id)
        if reader is None:
            read = _read_lately(session, by.person_id, now, listed=self._listed)
            reader = self._readers.setdefault(by.person_id, _Reader(read))
        if reader.caps_until is None or reader.caps_until < now:
            times = LINES if self._listed else 1
            reader.per_hour, reader.per_day = (times * most for most in _caps(session, by))
            reader.caps_until = now + CAPS_HOLD_FOR
        return reader


def _read_lately(session: Session, person_id: UUID, now: datetime, *, listed: bool) -> dict[UUID, datetime]:
    is_line = CustomerRead.reason == ReadReason.LISTED
    counted = is_line if listed else ~is_line
    found = session.execute(
        select(CustomerRead.customer_id, func.max(CustomerRead.at).label("at"))
        .where(CustomerRead.person_id == person_id, CustomerRead.at > now - DAY, counted)
        .group_by(CustomerRead.customer_id)
    )
    return {row.customer_id: row.at for row in found}


def _caps(session: Session, by: Actor) -> tuple[int, int]:
    """Return what an hour and a day may hold: of several roles, what the widest has."""
    found = session.scalars(select(ReadLimit).where(ReadLimit.role.in_(by.roles))).all()
    caps = {row.role: (row.per_hour, row.per_day) for row in found}
    mine = [caps.get(role, (PER_HOUR, PER_DAY)) for role in by.roles] or [(0, 0)]
    return max(hour for hour, _ in mine), max(day for _, day in mine)
