"""A warranty rule as a value: which one is in force for a unit, and the better of two. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from db.models.catalogue import ProductLine
from db.models.customers import UnitUse
from db.models.warranty import MadeRule

NATIONAL: Final = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a row of ``warranty_rule`` says, in its units; ``rows`` are the rows it was made of."""

    line: ProductLine
    use: UnitUse
    province: str
    valid_from: date
    valid_to: date | None = field(compare=False)  # a later version sets it, and changes nothing else
    source: str
    whole_months: int
    part_months: int
    return_days: int
    exchange_days: int
    no_reason_days: int
    repairs_before_exchange: int
    repair_days: int
    part_wait_days: int
    total_repair_days: int | None
    idle_days: int | None
    paid_repair_days: int
    part_days: int
    part_period_restarts: bool
    part_labour_free: bool
    part_visit_free: bool
    depreciation_per_day: int
    depreciation_allowed: bool
    made_rule: MadeRule
    repair_time_counts: bool
    proof_months: int
    rows: tuple[tuple[str, int], ...]  # code and version

    def is_in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def improved_by(self, local: Rule) -> Rule:
        """Return what a customer may ask for where both hold: of each the better.

        Source: a province may promise more than the country and never less.
        """
        better: dict[str, Any] = {name: max(getattr(self, name), getattr(local, name)) for name in _MORE}
        better |= {name: min(getattr(self, name), getattr(local, name)) for name in _LESS}
        better |= {name: _narrower(getattr(self, name), getattr(local, name)) for name in _LIMITS}
        return replace(local, rows=local.rows + self.rows, **better)


_MORE: Final = (
    "whole_months",
    "part_months",
    "return_days",
    "exchange_days",
    "no_reason_days",
    "paid_repair_days",
    "part_days",
    "part_period_restarts",
    "part_labour_free",
    "part_visit_free",
    "proof_months",
)
_LESS: Final = (
    "repairs_before_exchange",
    "repair_days",
    "part_wait_days",
    "depreciation_per_day",
    "depreciation_allowed",
    "repair_time_counts",
    "made_rule",  # "next_month" is the better, and sorts first
)
_LIMITS: Final = ("total_repair_days", "idle_days")


def _narrower(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else min(one, other)


def rule_for(rules: Iterable[Rule], line: ProductLine, use: UnitUse, province: str, on: date) -> Rule | None:
    """Return the rule for units of a line and use in a province whose period starts on a day."""
    fitting = [rule for rule in rules if rule.line is line and rule.use is use and rule.is_in_force(on)]
    newest = {rule.province: rule for rule in sorted(fitting, key=lambda rule: rule.rows[0][1])}
    national, local = newest.get(NATIONAL), newest.get(province) if province else None
    return national.improved_by(local) if national and local else national or local
