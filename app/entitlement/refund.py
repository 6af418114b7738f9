"""What is paid back. Money in fen of CNY. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.entitlement.rules import Rule


@dataclass(frozen=True, slots=True)
class Refund:
    """What is paid back, and what was taken off for how many days of use."""

    days: int
    fee_fen: int
    refund_fen: int


def refund(price_fen: int, bought_on: date, due_on: date, repair_days: int, rule: Rule) -> Refund:
    """Tell what is paid back for a unit that worked until its exchange was due.

    The fee is price × daily rate × days of use, the days of repair left out; rounded half up.
    Source: 国经贸〔1995〕458号 art. 12; 国务院令778号 art. 18 takes nothing off, which is the default.
    """
    days = max(0, (due_on - bought_on).days - repair_days)
    if not rule.depreciation_allowed:
        return Refund(days, 0, price_fen)
    fee = min(price_fen, (2 * price_fen * rule.depreciation_per_day * days + 10_000) // 20_000)
    return Refund(days, fee, price_fen - fee)
