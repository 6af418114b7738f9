"""The half-days of a simulated branch: how many there are, and which one a customer takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Protocol
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.ranking import provider_choices
from app.service_time import HALF_DAYS, ZONE, Half, service_day
from db.models.catalogue import OrderKind, ProductLine, WorkLevel
from db.models.providers import Capacity, Provider

_SECOND_BEST = 0.25


class Work(Protocol):
    """What is to be done, as a wish or a row of the catalogue says it."""

    line: ProductLine
    kind: OrderKind
    level: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A half-day that suits a customer."""

    provider_id: UUID
    on: date
    half: Half


def choose(
    session: Session,
    now: datetime,
    region_code: str,
    work: Work,
    chance: Random,
    order_id: UUID | None = None,
) -> Chosen | None:
    """Return a half-day: mostly the best provider's first one, now and then its second."""
    first = _next_half_day(now)
    choices = provider_choices(
        session, region_code, work.line, *first, work.kind, WorkLevel(work.level), order_id
    )
    choice = next((one for one in choices if one.first_free()), None)
    if choice is None:
        return None
    free = [slot for slot in choice.half_days if slot.free]
    slot = free[min(len(free) - 1, int(chance.random() < _SECOND_BEST))]
    return Chosen(choice.provider_id, slot.on, slot.half)


def add_places(session: Session, orders_a_day: int, now: datetime, days: int) -> None:
    """See that every provider has places for the days to come: enough in sum, and scarce for some."""
    first, usual = service_day(now), max(2, round(orders_a_day / 40))
    session.execute(update(Capacity).where(Capacity.on >= first, Capacity.cap < usual).values(cap=usual))
    providers = session.scalars(select(Provider.id).order_by(Provider.code)).all()
    known = set(session.execute(select(Capacity.provider_id, Capacity.on).where(Capacity.on >= first)).all())
    session.add_all(
        Capacity(provider_id=provider_id, on=on, half=half, cap=usual, used=0)
        for on in (first + timedelta(days=day) for day in range(days))
        for provider_id in providers
        if (provider_id, on) not in known
        for half in Half
    )


def _next_half_day(now: datetime) -> tuple[date, Half]:
    here = now.astimezone(ZONE)
    for half, (begins, _) in HALF_DAYS.items():
        if here.time() < begins:
            return here.date(), half
    return here.date() + timedelta(days=1), Half.AM
