"""How many different customers a person may read: counted in memory, begun from the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from app.command import Actor
from app.errors import TooMuchRead
from db.models.base import UtcDateTime
from db.models.hub import CustomerRead, ReadLimit, ReadReason
from db.models.people import Role

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
        self.listed = listed
        self._readers: dict[UUID, _Reader] = {}

    def admit(self, session: Session, by: Actor, customers: Iterable[UUID], now: datetime) -> None:
        """Count customers as read, also those whom nobody has: walking through ids is reading.

        Raises: TooMuchRead when an hour or a day would hold more different ones than the roles may.
        """
        if not self.knows(by, now):
            since = {"person_id": by.person_id, "since": now - DAY}
            read = {} if self.counts(by) else dict(session.execute(read_lately(self.listed), since).all())
            self.learn(by, read, {role: most for role, *most in session.execute(CAPS)}, now)
        self.count(by, customers, now)

    def count(self, by: Actor, customers: Iterable[UUID], now: datetime) -> None:
        """Do what `admit` does, of somebody who was learned of. Raises: TooMuchRead."""
        reader = self._readers[by.person_id]
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

    def counts(self, by: Actor) -> bool:
        """Tell whether what a person has read is known; how much the roles may, perhaps not any more."""
        return by.person_id in self._readers

    def learn(
        self, by: Actor, read: dict[UUID, datetime], caps: Mapping[Any, Iterable[int]], now: datetime
    ) -> None:
        """Take up what the store says: the answers to `read_lately`, for who is new here, and to `CAPS`.

        Of several roles the widest counts.
        """
        reader = self._readers.setdefault(by.person_id, _Reader(read))
        mine = [tuple(caps.get(role, (PER_HOUR, PER_DAY))) for role in by.roles] or [(0, 0)]
        times = LINES if self.listed else 1
        reader.per_hour, reader.per_day = (times * max(most) for most in zip(*mine, strict=True))
        reader.caps_until = now + CAPS_HOLD_FOR


def read_lately(listed: bool) -> Select[UUID, datetime]:
    """Return what a person has read ``since`` an instant, each customer by when it was the last time."""
    is_line = CustomerRead.reason == ReadReason.LISTED
    return (
        select(CustomerRead.customer_id, func.max(CustomerRead.at))
        .where(
            CustomerRead.person_id == bindparam("person_id", type_=CustomerRead.person_id.type),
            CustomerRead.at > bindparam("since", type_=UtcDateTime()),
            is_line if listed else ~is_line,
        )
        .group_by(CustomerRead.customer_id)
    )


CAPS: Final[Select[Role, int, int]] = select(ReadLimit.role, ReadLimit.per_hour, ReadLimit.per_day)
