"""What the warranty covers for a unit on a day, and why. Pure: no store, no clock."""

from __future__ import annotations

import calendar
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from db.models.customers import UnitUse

COMMERCIAL_MONTHS = 6


class Light(StrEnum):
    """The answer in a word."""

    COVERED = "covered"  # the whole unit is free
    PARTLY = "partly"  # the main parts are free
    ENDED = "ended"
    UNKNOWN = "unknown"  # no date is known


class StartBasis(StrEnum):
    """Which date the period runs from."""

    INSTALLED = "installed"
    DELIVERED = "delivered"
    SOLD = "sold"
    MADE = "made"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class WarrantyFacts:
    """What is known of a unit and promised for its model; months are calendar months."""

    whole_months: int
    part_months: int
    needs_installation: bool
    use: UnitUse
    made_on: date | None
    sold_on: date | None
    delivered_on: date | None
    installed_on: date | None


@dataclass(frozen=True, slots=True)
class Entitlement:
    """The answer for one day, with the dates it rests on; both ends of a period count."""

    light: Light
    basis: StartBasis
    starts_on: date | None
    whole_until: date | None
    parts_until: date | None

    def frozen(self) -> dict[str, Any]:
        """Return plain values, as they are kept on an order."""
        return {name: value and str(value) for name, value in asdict(self).items()}


def entitlement(facts: WarrantyFacts, today: date) -> Entitlement:
    """Tell what the warranty covers on a day of the customer's zone.

    Source: 消费者权益保护法实施条例 art. 18 (the period starts with delivery, or with the end of the
    installation where the operator installs); makers' rule for a unit without proof: the month after its
    manufacture; half a year for commercial use. Rolling over rest days is not applied yet.
    """
    starts_on, basis = start_of(facts)
    if starts_on is None:
        return Entitlement(Light.UNKNOWN, basis, None, None, None)
    commercial = facts.use is UnitUse.COMMERCIAL
    whole = add_months(starts_on, COMMERCIAL_MONTHS if commercial else facts.whole_months)
    parts = add_months(starts_on, COMMERCIAL_MONTHS if commercial else facts.part_months)
    light = Light.COVERED if today <= whole else Light.PARTLY if today <= parts else Light.ENDED
    return Entitlement(light, basis, starts_on, whole, parts)


def start_of(facts: WarrantyFacts) -> tuple[date | None, StartBasis]:
    """Return the latest proven start, and what proves it."""
    if facts.needs_installation and facts.installed_on:
        return facts.installed_on, StartBasis.INSTALLED
    if facts.delivered_on:
        return facts.delivered_on, StartBasis.DELIVERED
    if facts.sold_on:
        return facts.sold_on, StartBasis.SOLD
    if facts.made_on:
        return add_months(facts.made_on.replace(day=1), 1), StartBasis.MADE
    return None, StartBasis.NONE


def add_months(day: date, months: int) -> date:
    """Return the same calendar day some months later, or the last day of a shorter month.

    Source: 民法典 arts 200-202.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
