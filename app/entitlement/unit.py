"""What the warranty covers for a unit on a day, and why. Pure: no store, no clock."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from app.entitlement.rules import Rule, rule_for
from app.workdays import Calendar
from db.models.catalogue import ProductLine
from db.models.customers import UnitUse
from db.models.warranty import Cover, MadeRule

_DAY: Final = timedelta(days=1)


class Light(StrEnum):
    """The answer in a word."""

    COVERED = "covered"  # the whole unit is free
    PARTLY = "partly"  # the main parts are free
    ENDED = "ended"
    UNKNOWN = "unknown"  # no date is known


class StartBasis(StrEnum):
    """Which date the period runs from."""

    EXCHANGED = "exchanged"
    INSTALLED = "installed"
    DELIVERED = "delivered"
    SOLD = "sold"
    MADE = "made"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class WarrantyFacts:
    """What is known of a unit and promised for its model; months are calendar months.

    ``province`` is the two-digit code of where it stands; empty where nobody knows.
    """

    line: ProductLine
    province: str
    whole_months: int
    part_months: int
    needs_installation: bool
    use: UnitUse
    made_on: date | None = None
    sold_on: date | None = None
    delivered_on: date | None = None
    installed_on: date | None = None
    exchanged_on: date | None = None
    sold_online: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """A repair of a unit, by days of the service. ``closed_on`` is None while it goes on.

    ``mended``: it was a repair in the sense of the law and ended well; a visit that found no fault is none.
    ``waits_since``: the day on which the part that it still waits for was found missing; ``waited_days``: how
    long it waited for one that has come.
    """

    number: str
    fault_code: str
    is_main_part: bool
    opened_on: date
    closed_on: date | None = None
    mended: bool = True
    paid: bool = False
    waits_since: date | None = None
    waited_days: int = 0


@dataclass(frozen=True, slots=True)
class Extension:
    """A longer warranty that was bought; both days count."""

    number: str
    covers: Cover
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Entitlement:
    """The answer for one day, with all that it rests on; both ends of a period count.

    ``…_last`` are the last days as counted, ``…_until`` the same after rest days and extensions.
    ``provisional``: the end that comes next, or that came last, lies in a year without notice.
    """

    light: Light
    basis: StartBasis
    starts_on: date | None
    whole_until: date | None
    parts_until: date | None
    whole_last: date | None = None
    parts_last: date | None = None
    return_last: date | None = None
    return_until: date | None = None
    exchange_last: date | None = None
    exchange_until: date | None = None
    no_reason_until: date | None = None
    proof_until: date | None = None
    repair_days: int = 0
    provisional: bool = False
    asked_on: date | None = None
    rule: Rule | None = None
    facts: WarrantyFacts | None = None
    repairs: tuple[Repair, ...] = ()
    extensions: tuple[Extension, ...] = ()

    def frozen(self) -> dict[str, Any]:
        """Return plain values, as they are kept on an order: the answer, and everything it was made of.

        Of the rule its rows are named, which never change; `thawed` gives them back.
        """
        kept: dict[str, Any] = _PLAIN.dump_python(self, mode="json", exclude={"rule"})
        kept["rule"] = [list(row) for row in self.rule.rows] if self.rule else []
        return kept


_PLAIN: Final = TypeAdapter(Entitlement)


def thawed(kept: dict[str, Any], rules: Iterable[Rule]) -> Entitlement | None:
    """Return the answer that an order was taken under; None for what is no such answer.

    ``rules`` are all rows that there are, each as a rule, in force or not.
    """
    by_row = {rule.rows[0]: rule for rule in rules}
    try:
        local, *national = (by_row[code, version] for code, version in kept.get("rule", ()))
        rule = national[0].improved_by(local) if national else local
    except (KeyError, TypeError, ValueError):
        rule = None
    try:
        return _PLAIN.validate_python({**kept, "rule": rule})
    except ValidationError:
        return None


def entitlement(
    facts: WarrantyFacts,
    today: date,
    rules: Sequence[Rule] = (),
    days: Calendar | None = None,
    repairs: Sequence[Repair] = (),
    extensions: Sequence[Extension] = (),
) -> Entitlement:
    """Tell what the warranty covers on a day of the customer's zone.

    Source: 消费者权益保护法实施条例 art. 18 (the period starts with delivery, or with the end of the
    installation where the operator installs; an exchange restarts it; days of repair are not counted); 民法典
    art. 203 (rest days); makers' rule for a unit without proof: the month after its manufacture. How long
    each period is, the rules say; what the maker promises for a model at home counts where it is more.
    """
    starts_on, basis = start_of(facts)
    rule = rule_for(rules, facts.line, facts.use, facts.province, starts_on or today)
    if basis is StartBasis.MADE and rule and rule.made_rule is MadeRule.NOTHING:
        starts_on, basis = None, StartBasis.NONE
    known: dict[str, Any] = {
        "asked_on": today,
        "rule": rule,
        "facts": facts,
        "repairs": tuple(repairs),
        "extensions": tuple(extensions),
    }
    if starts_on is None:
        return Entitlement(Light.UNKNOWN, basis, None, None, None, **known)
    periods = _Periods(facts, starts_on, rule, days or Calendar(), repairs, extensions, today)
    return periods.answer(basis, known)


@dataclass(frozen=True)
class _Periods:
    """The periods of a unit whose start is known."""

    facts: WarrantyFacts
    starts_on: date
    rule: Rule | None
    days: Calendar
    repairs: Sequence[Repair]
    extensions: Sequence[Extension]
    today: date

    def answer(self, basis: StartBasis, known: dict[str, Any]) -> Entitlement:
        whole_months, part_months = self._months()
        out, whole_last = self._with_repairs(add_months(self.starts_on, whole_months))
        parts_out, parts_last = self._with_repairs(add_months(self.starts_on, part_months))
        whole = self._extended(self.days.roll(whole_last), Cover.WHOLE)
        parts = max(self._extended(self.days.roll(parts_last), Cover.PARTS), whole)
        light = Light.COVERED if self.today <= whole else Light.PARTLY if self.today <= parts else Light.ENDED
        first = {} if basis is StartBasis.MADE else self._first_days()  # a label proves no purchase
        return Entitlement(
            light,
            basis,
            self.starts_on,
            whole,
            parts,
            whole_last=whole_last,
            parts_last=parts_last,
            repair_days=out if light is Light.COVERED else parts_out,
            provisional=self._is_provisional(
                (first.get("return_last"), first.get("exchange_last"), whole_last, parts_last)
            ),
            **first,
            **known,
        )

    def _months(self) -> tuple[int, int]:
        """Return months of the whole unit and of its main parts."""
        rule, facts = self.rule, self.facts
        if rule is not None and facts.use is UnitUse.COMMERCIAL:  # the maker's promise is for homes
            return rule.whole_months, max(rule.whole_months, rule.part_months)
        whole = max(facts.whole_months, rule.whole_months if rule else 0)
        return whole, max(whole, facts.part_months, rule.part_months if rule else 0)

    def _with_repairs(self, last: date) -> tuple[int, date]:
        """Return the days of repair within a period, each counted once, and its last day after them."""
        if self.rule is not None and self.rule.repair_time_counts:
            return 0, last
        days, out_until = 0, date.min
        for repair in sorted(self.repairs, key=lambda one: one.opened_on):
            if repair.mended and repair.closed_on and self.starts_on <= repair.opened_on <= last:
                gone = max(0, (repair.closed_on - max(repair.opened_on, out_until)).days)
                out_until = max(out_until, repair.closed_on)
                days, last = days + gone, last + gone * _DAY
        return days, last

    def _extended(self, until: date, covers: Cover) -> date:
        """Return the end with what was bought beside it, where that goes on or is running."""
        for one in sorted(self.extensions, key=lambda one: one.starts_on):
            if one.covers in (covers, Cover.WHOLE) and one.starts_on <= max(until + _DAY, self.today):
                until = max(until, one.ends_on)
        return until

    def _is_provisional(self, lasts: Iterable[date | None]) -> bool:
        """Tell whether the notice of its year may move the end that comes next, or that came last."""
        ends = [(last, self.days.roll(last)) for last in lasts if last is not None]
        last, until = next((end for end in ends if self.today <= end[1]), ends[-1])
        return self.days.rests_on_provisional(last, until)

    def _first_days(self) -> dict[str, Any]:
        if self.rule is None:
            return {}
        return_last = self.starts_on + self.rule.return_days * _DAY
        exchange_last = self.starts_on + self.rule.exchange_days * _DAY
        no_reason = self.starts_on + self.rule.no_reason_days * _DAY
        return {
            "return_last": return_last,
            "return_until": self.days.roll(return_last),
            "exchange_last": exchange_last,
            "exchange_until": self.days.roll(exchange_last),
            "no_reason_until": self.days.roll(no_reason) if self.facts.sold_online else None,
            "proof_until": add_months(self.starts_on, self.rule.proof_months),
        }


def start_of(facts: WarrantyFacts) -> tuple[date | None, StartBasis]:
    """Return the latest proven start, and what proves it."""
    installed = facts.installed_on if facts.needs_installation else None
    if facts.exchanged_on and not (installed and installed > facts.exchanged_on):
        return facts.exchanged_on, StartBasis.EXCHANGED
    if installed:
        return installed, StartBasis.INSTALLED
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
