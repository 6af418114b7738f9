"""How many different customers a person may read: counted in memory, begun from the log."""

from __future__ import annotations

from collections.abc import Iterable
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
    lock: Lock = field(default_factory=Lock)


class Limits:
    """Counts for every person whom this hub has served. Every method may be called from any thread.

    ``listed``: count masked lines of searches, `LINES` times as many, and not what was read.
    What a person has read is asked of the store once, what the roles may once a minute for all.
    """

    def __init__(self, *, listed: bool = False) -> None:
        self.listed = listed
        self._readers: dict[UUID, _Reader] = {}
        self._caps: dict[str, tuple[int, int]] = {}
        self._caps_until = _NEVER

    def admit(self, session: Session, by: Actor, customers: Iterable[UUID], now: datetime) -> None:
        """Count customers as read, also those whom nobody has: walking through ids is reading.

        Raises: TooMuchRead when an hour or a day would hold more different ones than the roles may.
        """
        self.learn(session, by, now)
        self.count(by, customers, now)

    def learn(self, session: Session, by: Actor, now: datetime) -> None:
        """Ask the store what `count` has to know and is not known yet."""
        if self.is_new(by):
            self.take_reads(by, session.execute(READ_LATELY[self.listed], lately(by, now)))
        if self.caps_are_old(now):
            self.take_caps(session.execute(CAPS), now)

    def is_new(self, by: Actor) -> bool:
        """Tell whether what a person has read is not known here: `take_reads` comes before `count` then."""
        return by.person_id not in self._readers

    def take_reads(self, by: Actor, rows: Iterable[Any]) -> None:
        """Take up the answer to `READ_LATELY`, unless another one was taken up meanwhile."""
        read = dict(iter(rows))  # a result has keys too, which are not these
        self._readers.setdefault(by.person_id, _Reader(read))

    def caps_are_old(self, now: datetime) -> bool:
        """Tell whether what the roles may has to be asked again: `take_caps` comes before `count` then."""
        return now > self._caps_until

    def take_caps(self, rows: Iterable[Any], now: datetime) -> None:
        """Take up the answer to `CAPS`."""
        self._caps = {role: (per_hour, per_day) for role, per_hour, per_day in rows}
        self._caps_until = now + CAPS_HOLD_FOR

    def count(self, by: Actor, customers: Iterable[UUID], now: datetime) -> None:
        """Do what `admit` does, out of memory. Raises: TooMuchRead."""
        reader, (per_hour, per_day) = self._readers[by.person_id], self._most(by)
        with reader.lock:
            wanted = set(customers)
            for span, since, most in (("hour", now - HOUR, per_hour), ("day", now - DAY, per_day)):
                new = sum(reader.read.get(one, _NEVER) <= since for one in wanted)
                if new and new + sum(at > since for at in reader.read.values()) > most:
                    raise TooMuchRead(per=span, most=most)
            reader.read.update(dict.fromkeys(wanted, now))
            if len(reader.read) > 2 * per_day:
                reader.read = {one: at for one, at in reader.read.items() if at > now - DAY}

    def _most(self, by: Actor) -> tuple[int, int]:
        """Return what an hour and a day may hold: of several roles, what the widest has."""
        mine = [self._caps.get(role, (PER_HOUR, PER_DAY)) for role in by.roles] or [(0, 0)]
        times = LINES if self.listed else 1
        return times * max(hour for hour, _ in mine), times * max(day for _, day in mine)


def lately(by: Actor, now: datetime) -> dict[str, Any]:
    """Return the values of `READ_LATELY`."""
    return {"person_id": by.person_id, "since": now - DAY}


def _read_lately(counted: Any) -> Select[UUID, datetime]:
    """Return a person's customers since an instant, each by when it was read last."""
    return (
        select(CustomerRead.customer_id, func.max(CustomerRead.at))
        .where(
            CustomerRead.person_id == bindparam("person_id", type_=CustomerRead.person_id.type),
            CustomerRead.at > bindparam("since", type_=UtcDateTime()),
            counted,
        )
        .group_by(CustomerRead.customer_id)
    )


_IS_LINE = CustomerRead.reason == ReadReason.LISTED
READ_LATELY: Final = {False: _read_lately(~_IS_LINE), True: _read_lately(_IS_LINE)}
CAPS: Final[Select[Role, int, int]] = select(ReadLimit.role, ReadLimit.per_hour, ReadLimit.per_day)
