"""What a customer may ask for: the decision table, first match wins. Pure.

Source: the domain note, section 1.3; ``Right.row`` is the number of the row there, 0 where it has none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from app.entitlement.rules import Rule
from app.entitlement.unit import Entitlement, Light, Repair, StartBasis, add_months

_DAY: Final = timedelta(days=1)


class Cause(StrEnum):
    """What is said to have happened."""

    FAULT = "fault"
    NOTHING = "nothing"  # it works
    DAMAGE = "damage"  # by accident, wrong use or force
    SERIAL_DIFFERS = "serial_differs"
    OPENED = "opened"  # by somebody who may not


class Remedy(StrEnum):
    RETURN = "return"
    EXCHANGE = "exchange"
    REPAIR = "repair"  # free
    PART = "part"  # the main part is free
    PAID_REPAIR = "paid_repair"


class Payer(StrEnum):
    SELLER = "seller"
    BRAND = "brand"
    REPAIRER = "repairer"
    CUSTOMER = "customer"


class Note(StrEnum):
    """What goes with a right."""

    SELLER_PROVES = "seller_proves"  # that it was the customer, else it is a fault
    CLOCK_RUNS = "clock_runs"  # of the repair that goes on
    FULL_REFUND = "full_refund"
    DEPRECIATION = "depreciation"  # is taken off the refund
    CUSTOMER_FREIGHT = "customer_freight"
    FEE_ONCE = "fee_once"  # the inspection of the repair before is not charged again
    PROOF_WANTED = "proof_wanted"  # an invoice, or anything else that proves the purchase


@dataclass(frozen=True, slots=True)
class Claim:
    """What is asked for, on the day of the entitlement."""

    cause: Cause = Cause.FAULT
    fault_code: str = ""
    is_main_part: bool = False
    same_model_left: bool = True
    takes_another: bool = True  # model, where the same is not there
    wants_money: bool = False


@dataclass(frozen=True, slots=True)
class Right:
    """What the customer may choose from, who pays it, until when, and by which row of the table.

    ``last_day`` is as counted, ``until`` after rest days. ``order_number`` is the repair that it rests on.
    """

    row: int
    remedies: tuple[Remedy, ...]
    payer: Payer
    last_day: date | None = None
    until: date | None = None
    notes: tuple[Note, ...] = ()
    order_number: str = ""
    labour_free: bool = False
    visit_free: bool = False


_Decision = Callable[[Entitlement, Rule, date, Claim], Right | None]


def _free(decided: Right) -> Right:
    return replace(decided, labour_free=True, visit_free=True)


def right(found: Entitlement, claim: Claim) -> Right:
    """Tell what the customer may ask for. Without a rule only the light of the unit decides."""
    if found.rule is not None and found.asked_on is not None:
        for decide in _DECISIONS:
            decided = decide(found, found.rule, found.asked_on, claim)
            if decided is not None:
                return decided
    return _by_period(found, claim)


def _excluded(found: Entitlement, _rule: Rule, today: date, claim: Claim) -> Right | None:
    if claim.cause in (Cause.FAULT, Cause.NOTHING):
        return None
    disputable = found.proof_until is not None and today <= found.proof_until
    notes = (Note.SELLER_PROVES,) if disputable else ()
    return Right(1, (Remedy.PAID_REPAIR,), Payer.CUSTOMER, notes=notes)


def _unproven(found: Entitlement, _rule: Rule, _today: date, claim: Claim) -> Right | None:
    if found.basis is not StartBasis.NONE or claim.cause is Cause.NOTHING:
        return None
    return Right(2, (Remedy.PAID_REPAIR,), Payer.CUSTOMER, notes=(Note.PROOF_WANTED,))


def _works(found: Entitlement, rule: Rule, today: date, claim: Claim) -> Right | None:
    """Without a fault there are too many days of repair, in a province, or what was bought online."""
    if claim.cause is not Cause.NOTHING:
        return None
    until = found.no_reason_until
    if until is not None and today <= until:
        return Right(0, (Remedy.RETURN,), Payer.SELLER, until, until, (Note.CUSTOMER_FREIGHT,))
    return _repairs_done(found, rule, today, claim) or Right(0, (), Payer.CUSTOMER)


def _return_days(found: Entitlement, _rule: Rule, today: date, _claim: Claim) -> Right | None:
    if found.return_until is None or today > found.return_until:
        return None
    choice = (Remedy.RETURN, Remedy.EXCHANGE, Remedy.REPAIR)
    notes = (Note.FULL_REFUND,)
    return _free(Right(3, choice, Payer.SELLER, found.return_last, found.return_until, notes))


def _exchange_days(found: Entitlement, rule: Rule, today: date, claim: Claim) -> Right | None:
    if found.exchange_until is None or today > found.exchange_until:
        return None
    choice = (Remedy.EXCHANGE, Remedy.REPAIR)
    last, until = found.exchange_last, found.exchange_until
    return _exchange(_free(Right(4, choice, Payer.SELLER, last, until)), rule, claim)


def _repairs_done(found: Entitlement, rule: Rule, today: date, claim: Claim) -> Right | None:
    """Two repairs of the same fault that comes back; in some provinces also too many days of repair."""
    if not _is_running(found, today):
        return None
    mended = [one for one in found.repairs if one.mended and one.closed_on and _is_of_it(found, one)]
    same = [one for one in mended if claim.fault_code and one.fault_code == claim.fault_code]
    if claim.cause is Cause.FAULT and len(same) >= rule.repairs_before_exchange:
        notes = (Note.CLOCK_RUNS,) if any(one.closed_on is None for one in found.repairs) else ()
        due = Right(5, (Remedy.EXCHANGE,), Payer.SELLER, found.whole_last, found.whole_until, notes)
        return _exchange(replace(due, order_number=same[-1].number), rule, claim)
    days = sum((one.closed_on - one.opened_on).days for one in mended if one.closed_on)
    if rule.total_repair_days is not None and days > rule.total_repair_days:
        choice = (Remedy.EXCHANGE, Remedy.RETURN)
        due = Right(5, choice, Payer.SELLER, found.whole_last, found.whole_until)
        return _exchange(due, rule, claim)
    return None


def _repairer_late(found: Entitlement, rule: Rule, today: date, claim: Claim) -> Right | None:
    """A repair that takes too long, through the repairer's own fault or, in a province, whoever's it is."""
    for one in _going_on(found):
        days = (today - one.opened_on).days
        if one.waits_since is None and days - one.waited_days > rule.repair_days:
            due = Right(6, (Remedy.EXCHANGE,), Payer.REPAIRER, order_number=one.number)
            return _exchange(due, rule, claim)
        if rule.idle_days is not None and days > rule.idle_days:
            choice = (Remedy.EXCHANGE, Remedy.RETURN)
            return _exchange(Right(6, choice, Payer.SELLER, order_number=one.number), rule, claim)
    return None


def _no_part(found: Entitlement, rule: Rule, today: date, claim: Claim) -> Right | None:
    for one in _going_on(found):
        if one.waits_since is not None and (today - one.opened_on).days > rule.part_wait_days:
            due = Right(7, (Remedy.EXCHANGE,), Payer.BRAND, order_number=one.number)
            return _exchange(due, rule, claim)
    return None


def _exchange(due: Right, rule: Rule, claim: Claim) -> Right:
    """Tell what becomes of an exchange that is due: rows 8 and 9."""
    if not claim.same_model_left and not claim.takes_another:
        return replace(due, row=8, remedies=(Remedy.RETURN,), notes=(*due.notes, Note.FULL_REFUND))
    if claim.same_model_left and claim.wants_money:
        note = Note.DEPRECIATION if rule.depreciation_allowed else Note.FULL_REFUND
        return replace(due, row=9, remedies=(Remedy.RETURN,), notes=(*due.notes, note))
    return due


def _repaired_before(found: Entitlement, rule: Rule, today: date, claim: Claim) -> Right | None:
    """The same fault within the warranty of a repair or of a part. Its last day is not rolled."""
    if found.light is Light.COVERED or (found.light is Light.PARTLY and claim.is_main_part):
        return None
    for one in reversed(found.repairs):
        until = _repair_until(found, rule, one)
        if one.fault_code == claim.fault_code and until is not None and today <= until:
            payer = Payer.REPAIRER if one.paid else Payer.BRAND
            return _free(Right(12, (Remedy.REPAIR,), payer, until, until, order_number=one.number))
    return None


def _repair_until(found: Entitlement, rule: Rule, one: Repair) -> date | None:
    """Return the last day of the warranty on a repair or on the part put in; None while it goes on."""
    if one.closed_on is None or not one.mended:
        return None
    if one.paid:
        return one.closed_on + rule.paid_repair_days * _DAY
    until = one.closed_on + rule.part_days * _DAY
    if rule.part_period_restarts and found.facts is not None:
        months = rule.part_months if one.is_main_part else rule.whole_months
        until = max(until, add_months(one.closed_on, months))
    return until


def _by_period(found: Entitlement, claim: Claim) -> Right:
    rule = found.rule
    if found.light is Light.COVERED:
        return _free(Right(10, (Remedy.REPAIR,), Payer.BRAND, found.whole_last, found.whole_until))
    if found.light is Light.PARTLY and claim.is_main_part:
        return Right(
            11,
            (Remedy.PART,),
            Payer.BRAND,
            found.parts_last,
            found.parts_until,
            labour_free=rule is None or rule.part_labour_free,
            visit_free=rule is not None and rule.part_visit_free,
        )
    notes = (Note.FEE_ONCE,) if _was_just_repaired(found) else ()
    return Right(13, (Remedy.PAID_REPAIR,), Payer.CUSTOMER, notes=notes)


def _was_just_repaired(found: Entitlement) -> bool:
    if found.rule is None or found.asked_on is None:
        return False
    since = found.asked_on - found.rule.paid_repair_days * _DAY
    return any(one.paid and one.closed_on is not None and one.closed_on >= since for one in found.repairs)


def _is_running(found: Entitlement, today: date) -> bool:
    return found.whole_until is not None and today <= found.whole_until


def _is_of_it(found: Entitlement, one: Repair) -> bool:
    """Tell whether a repair is of this unit: with an exchange everything is counted anew."""
    return found.basis is not StartBasis.EXCHANGED or not found.starts_on or one.opened_on >= found.starts_on


def _going_on(found: Entitlement) -> list[Repair]:
    """Return the repairs that go on and were begun within the period, the oldest first."""
    going = [
        one
        for one in found.repairs
        if one.closed_on is None and _is_running(found, one.opened_on) and _is_of_it(found, one)
    ]
    return sorted(going, key=lambda one: one.opened_on)


_DECISIONS: Final[tuple[_Decision, ...]] = (
    _excluded,
    _unproven,
    _works,
    _return_days,
    _exchange_days,
    _repairs_done,
    _repairer_late,
    _no_part,
    _repaired_before,
)
