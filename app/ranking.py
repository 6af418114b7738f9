"""Who could go, best first, each with the reason for its place; and who cannot, with why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.coverage import reaches
from app.regions import current_path
from db.models.catalogue import OrderKind, ProductLine, WorkLevel
from db.models.orders import OrderEvent, OrderEventKind
from db.models.providers import Capacity, Coverage, Half, Provider, ProviderHoliday, ProviderSkill

DAYS_AHEAD: Final = 14


class RankBy(StrEnum):
    """What puts one provider before another: the first of these in which they differ decides."""

    NEAR = "near"  # the narrowest coverage: town, county, prefecture, province
    RANK = "rank"  # as agreed with the provider for that coverage
    LOAD = "load"  # the smaller share of its places taken in the two weeks
    ON_TIME = "on_time"
    TOP_BOX = "top_box"


class Cannot(StrEnum):
    """Why a provider who covers the place does not go, the first that holds."""

    REFUSED = "refused"  # this order
    NO_ANSWER = "no_answer"  # this order, in time
    SKILL = "skill"  # not this kind of work, or not so hard
    HOLIDAY = "holiday"  # all the time there is
    FULL = "full"


@dataclass(frozen=True, slots=True)
class HalfDay:
    """One half-day of a provider; ``free`` is None where the provider does not work."""

    on: date
    half: Half
    free: int | None


@dataclass(frozen=True, slots=True)
class ProviderChoice:
    """A provider who covers the place, and when it can go. ``near``: length of the region code that matched.

    ``load_pct`` is the share of its places that is taken. ``decided_by`` says what puts it where it stands
    among those who can; ``cannot`` why it does not go, ``cannot_note`` in its own words.
    """

    provider_id: UUID
    name: str
    technician: str
    phone: str
    top_box_pct: int
    on_time_pct: int
    near: int
    rank: int
    half_days: tuple[HalfDay, ...]
    load_pct: int = 0
    decided_by: RankBy = RankBy.NEAR
    cannot: Cannot | None = None
    cannot_note: str = ""

    def first_free(self) -> HalfDay | None:
        if self.cannot is not None:
            return None
        return next((slot for slot in self.half_days if slot.free), None)


def provider_choices(
    session: Session,
    region_code: str,
    line: ProductLine,
    first_on: date,
    first_half: Half,
    kind: OrderKind = OrderKind.REPAIR,
    level: WorkLevel = WorkLevel.SIMPLE,
    order_id: UUID | None = None,
) -> list[ProviderChoice]:
    """Return who covers a region for a product line, best first, with two weeks of half-days.

    ``first_on`` and ``first_half`` say where the weeks begin; half-days before it are left out. Those who
    cannot do work of this kind and level, or let ``order_id`` go before, stand at the end. Order: `RankBy`.
    """
    found = _covering(session, region_code, line)
    firms = [provider.id for provider, _, _ in found]
    days = _HalfDays(session, firms, first_on, first_half)
    able = _able(session, firms, line, kind, level)
    let_go = _let_go(session, order_id)
    ranked: list[tuple[tuple[object, ...], ProviderChoice]] = []
    for provider, near, rank in found:
        choice = days.choice(provider, near, rank)
        if provider.id in let_go:
            cannot, note = let_go[provider.id]
            choice = replace(choice, cannot=cannot, cannot_note=note)
        elif provider.id not in able:
            choice = replace(choice, cannot=Cannot.SKILL)
        ranked.append(((choice.cannot is not None, *_place(choice), provider.code), choice))
    return _decided([choice for _, choice in sorted(ranked, key=lambda one: one[0])])


def _place(choice: ProviderChoice) -> tuple[int, ...]:
    """Return where a provider stands, smallest first, in the order of `RankBy`."""
    return (-choice.near, choice.rank, choice.load_pct, -choice.on_time_pct, -choice.top_box_pct)


def _decided(choices: list[ProviderChoice]) -> list[ProviderChoice]:
    """Say of each what tells it from the one above; of the first, from the one below."""
    decided = []
    for number, choice in enumerate(choices):
        other = choices[number - 1 if number else min(1, len(choices) - 1)]
        pairs = zip(RankBy, _place(choice), _place(other), strict=True)
        by = next((by for by, mine, its in pairs if mine != its), RankBy.NEAR)
        decided.append(replace(choice, decided_by=by))
    return decided


def _covering(session: Session, region_code: str, line: ProductLine) -> list[tuple[Provider, int, int]]:
    """Return who covers a region, with the length of the narrowest code and the rank agreed for it."""
    rows = session.execute(
        select(Provider, Coverage.region_code, Coverage.rank)
        .join(Coverage, Coverage.provider_id == Provider.id)
        .where(
            Coverage.line == line,
            Coverage.region_code.in_(current_path(session, region_code)),
            Provider.active.is_(True),
        )
    )
    best: dict[UUID, tuple[Provider, int, int]] = {}
    for provider, code, rank in rows:
        known = best.get(provider.id)
        if known is None or (len(code), -rank) > (known[1], -known[2]):
            best[provider.id] = (provider, len(code), rank)
    return list(best.values())


def _able(
    session: Session, firms: Collection[UUID], line: ProductLine, kind: OrderKind, level: WorkLevel
) -> set[UUID]:
    able = select(ProviderSkill.provider_id).where(
        ProviderSkill.provider_id.in_(firms),
        ProviderSkill.line == line,
        ProviderSkill.kind == kind,
        ProviderSkill.level.in_(reaches(level)),
    )
    return set(session.scalars(able))


def _let_go(session: Session, order_id: UUID | None) -> dict[UUID, tuple[Cannot, str]]:
    """Return who refused an order or did not answer in time, with what was said last."""
    if order_id is None:
        return {}
    told = select(OrderEvent.provider_id, OrderEvent.kind, OrderEvent.note).where(
        OrderEvent.order_id == order_id,
        OrderEvent.kind.in_((OrderEventKind.REFUSED, OrderEventKind.NO_ANSWER)),
    )
    return {
        provider_id: (Cannot(kind.value), note)
        for provider_id, kind, note in session.execute(told.order_by(OrderEvent.at))
        if provider_id is not None
    }


class _HalfDays:
    """The half-days of some providers in two weeks, as they are now."""

    def __init__(self, session: Session, firms: Collection[UUID], on: date, half: Half) -> None:
        last_on = on + timedelta(days=DAYS_AHEAD - 1)
        self._slots = [
            (on + timedelta(days=day), each)
            for day in range(DAYS_AHEAD)
            for each in Half
            if day or half is Half.AM or each is Half.PM
        ]
        in_time = (Capacity.on >= on, Capacity.on <= last_on, Capacity.cap > 0)
        rows = session.execute(
            select(Capacity.provider_id, Capacity.on, Capacity.half, Capacity.cap, Capacity.used).where(
                Capacity.provider_id.in_(firms), *in_time
            )
        )
        self._places = {(firm, day, each): (cap, used) for firm, day, each, cap, used in rows}
        away = select(ProviderHoliday.provider_id, ProviderHoliday.first_on, ProviderHoliday.last_on).where(
            ProviderHoliday.provider_id.in_(firms),
            ProviderHoliday.first_on <= last_on,
            ProviderHoliday.last_on >= on,
        )
        self._away = session.execute(away).all()

    def choice(self, provider: Provider, near: int, rank: int) -> ProviderChoice:
        places = [
            None if self._is_away(provider.id, on) else self._places.get((provider.id, on, half))
            for on, half in self._slots
        ]
        cap = sum(place[0] for place in places if place)
        used = sum(place[1] for place in places if place)
        choice = ProviderChoice(
            provider_id=provider.id,
            name=provider.name,
            technician=provider.technician,
            phone=provider.phone,
            top_box_pct=provider.top_box_pct,
            on_time_pct=provider.on_time_pct,
            near=near,
            rank=rank,
            half_days=tuple(
                HalfDay(on, half, place and place[0] - place[1])
                for (on, half), place in zip(self._slots, places, strict=True)
            ),
            load_pct=100 * used // cap if cap else 100,
        )
        if choice.first_free():
            return choice
        is_away = cap == 0 and any(firm == provider.id for firm, _, _ in self._away)
        return replace(choice, cannot=Cannot.HOLIDAY if is_away else Cannot.FULL)

    def _is_away(self, provider_id: UUID, on: date) -> bool:
        return any(firm == provider_id and first <= on <= last for firm, first, last in self._away)
