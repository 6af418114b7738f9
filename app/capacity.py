"""How many visits the half-days of providers hold: as their ordinary week says, some weeks ahead of today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import ClassVar, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch
from app.service_time import service_day
from db.ids import derived_id
from db.models.providers import Capacity, Half, Provider, ProviderWeek

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
AHEAD: Final = timedelta(weeks=8)
_WEEK: Final = timedelta(weeks=1)
_DAY: Final = timedelta(days=1)


class LayOutWeeks(Command):
    """Give the half-days until a day the places of their provider's ordinary week; those there are stay.

    Never further than `AHEAD`. Raises NotFound.
    """

    central_only: ClassVar[bool] = True

    provider_id: UUID
    half: Half
    until: date

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        week = fetch(session, ProviderWeek, (self.provider_id, self.half))
        first = service_day(self.at)
        lay_out(session, week, first, min(self.until, first + AHEAD))


def weeks_to_lay_out(session: Session, now: datetime) -> list[Command]:
    """Return what lays out the half-days that come into reach, a week of them at once; reads only."""
    until = service_day(now) + AHEAD
    there = select(Capacity.on).where(
        Capacity.provider_id == ProviderWeek.provider_id,
        Capacity.half == ProviderWeek.half,
        Capacity.on > until - _WEEK,
    )
    short = (
        select(ProviderWeek.provider_id, ProviderWeek.half)
        .join(Provider, Provider.id == ProviderWeek.provider_id)
        .where(Provider.active.is_(True), ~there.exists())
        .order_by(ProviderWeek.provider_id, ProviderWeek.half)
    )
    return [
        LayOutWeeks(
            id=derived_id("lay_out_weeks", firm, half.value, until),
            at=now,
            provider_id=firm,
            half=half,
            until=until,
        )
        for firm, half in session.execute(short)
    ]


def lay_out(
    session: Session,
    week: ProviderWeek,
    first: date,
    last: date,
    follows: Callable[[Capacity], bool] = lambda _row: False,
) -> None:
    """Give the half-days from one day to another the places of an ordinary week; both days count.

    Of those there are only what ``follows`` becomes another, and none holds less than what is booked in it.
    """
    asked = select(Capacity).where(
        Capacity.provider_id == week.provider_id,
        Capacity.half == week.half,
        Capacity.on >= first,
        Capacity.on <= last,
    )
    known = {row.on: row for row in session.scalars(asked.order_by(Capacity.on).with_for_update())}
    for number in range((last - first).days + 1):
        on = first + number * _DAY
        cap, row = getattr(week, WEEKDAYS[on.weekday()]), known.get(on)
        if row is None:
            session.add(Capacity(provider_id=week.provider_id, on=on, half=week.half, cap=cap, used=0))
        elif follows(row):
            row.cap = max(cap, row.used)
