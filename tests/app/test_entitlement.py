"""The warranty: the thirty worked cases of the domain note, and laws that hold for every unit."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.customers import UnitUse
from app.entitlement import (
    Cause,
    Claim,
    Entitlement,
    Extension,
    Light,
    Note,
    Payer,
    Remedy,
    Repair,
    Right,
    StartBasis,
    WarrantyFacts,
    add_months,
    entitlement,
    refund,
    right,
    rule_for,
    thawed,
)
from app.reference import ProductLine
from app.standing_warranty import standing_calendar, standing_rules
from app.workdays import Calendar
from db.models.warranty import Cover, MadeRule

RULES, DAYS_OFF = standing_rules(), standing_calendar()
CASES = tomllib.loads((Path(__file__).parents[1] / "data" / "entitlement.toml").read_text("utf-8"))["case"]
ZHEJIANG, SHANDONG = "33", "37"


def facts(line: str = "fridge", use: str = "home", **given: Any) -> WarrantyFacts:
    """Return a unit in Sichuan whose maker promises no more than the law."""
    months = {"tv": (12, 36), "ac": (12, 36), "small": (12, 12)}.get(line, (12, 36))
    known = {"province": "51", "whole_months": months[0], "part_months": months[1]}
    known |= {"needs_installation": line in ("tv", "ac")}
    return WarrantyFacts(line=ProductLine(line), use=UnitUse(use), **{**known, **given})


def a_repair(**given: Any) -> Repair:
    return Repair(**{"number": "261123-9012-01", "is_main_part": False, **given})


def of_case(case: dict[str, Any], **unit: Any) -> Entitlement:
    repairs = [a_repair(**one) for one in case.get("repairs", ())]
    return entitlement(facts(**{**case["unit"], **unit}), case["asked_on"], RULES, DAYS_OFF, repairs)


def claim_of(case: dict[str, Any]) -> Claim:
    said = case.get("claim", {})
    return Claim(**{**said, "cause": Cause(said.get("cause", "fault"))})


def check(found: Entitlement, decided: Right, expected: dict[str, Any]) -> None:
    for name, value in expected.items():
        had = getattr(decided if name in Right.__dataclass_fields__ else found, name)
        assert had == (tuple(value) if isinstance(value, list) else value), name


@pytest.mark.parametrize("case", CASES, ids=[f"{one['number']}: {one['words']}" for one in CASES])
def test_a_worked_case(case: dict[str, Any]) -> None:
    found, claim = of_case(case), claim_of(case)
    check(found, right(found, claim), case["expect"])
    if "day_before" in case:
        before = replace(found, asked_on=case["asked_on"] - timedelta(days=1))
        check(before, right(before, claim), case["day_before"])
    for name, province in (("elsewhere", "51"), ("in_zhejiang", ZHEJIANG)):
        if name in case:
            there = of_case(case, province=province)
            check(there, right(there, claim), case[name])
    if "without_holidays" in case:
        plain = entitlement(facts(**case["unit"]), case["asked_on"], RULES, Calendar())
        check(plain, right(plain, claim), case["without_holidays"])
    if "refund" in case:
        check_refund(case, found)


def check_refund(case: dict[str, Any], found: Entitlement) -> None:
    said = case["refund"]
    assert found.rule is not None
    given = (said["price_fen"], case["unit"]["sold_on"], case["asked_on"], found.repair_days)
    by_default = refund(*given, found.rule)
    assert (by_default.fee_fen, by_default.refund_fen) == (0, said["by_default_fen"])
    with_fee = refund(*given, replace(found.rule, depreciation_allowed=True))
    assert (with_fee.days, with_fee.fee_fen, with_fee.refund_fen) == (
        said["days"],
        said["fee_fen"],
        said["with_fee_fen"],
    )


def test_there_are_thirty_cases_and_each_is_there_once() -> None:
    assert [case["number"] for case in CASES] == list(range(1, 31))


def test_the_fee_is_rounded_half_up_and_never_more_than_the_price() -> None:
    rule = replace(RULES[0], depreciation_allowed=True, depreciation_per_day=10)
    day = date(2026, 1, 1)
    assert refund(500, day, day + timedelta(days=1), 0, rule).fee_fen == 1  # 0.5 fen
    assert refund(499, day, day + timedelta(days=1), 0, rule).fee_fen == 0
    assert refund(429_900, day, day + timedelta(days=2_000), 0, rule).refund_fen == 0
    assert refund(429_900, day, day, 3, rule).fee_fen == 0


D = date.fromisoformat


@pytest.mark.parametrize(
    ("line", "dates", "starts_on", "basis"),
    [
        ("fridge", {"made_on": "2024-12-01"}, "2025-01-01", "made"),
        ("fridge", {"made_on": "2024-03-17", "sold_on": "2024-05-01"}, "2024-05-01", "sold"),
        ("fridge", {"sold_on": "2024-05-01", "delivered_on": "2024-05-03"}, "2024-05-03", "delivered"),
        ("tv", {"delivered_on": "2024-05-03", "installed_on": "2024-05-09"}, "2024-05-09", "installed"),
        ("fridge", {"delivered_on": "2024-05-03", "installed_on": "2024-05-09"}, "2024-05-03", "delivered"),
        ("tv", {"exchanged_on": "2025-05-03", "installed_on": "2025-05-09"}, "2025-05-09", "installed"),
        ("tv", {"exchanged_on": "2025-05-03", "installed_on": "2024-05-09"}, "2025-05-03", "exchanged"),
    ],
)
def test_the_latest_proven_start_counts(line: str, dates: dict[str, str], starts_on: str, basis: str) -> None:
    known = facts(line, **{name: D(day) for name, day in dates.items()})
    found = entitlement(known, D(starts_on), RULES, DAYS_OFF)
    assert (found.starts_on, found.basis) == (D(starts_on), StartBasis(basis))


def test_the_day_of_manufacture_proves_nothing_where_the_rule_says_so() -> None:
    strict = [replace(rule, made_rule=MadeRule.NOTHING) for rule in RULES]
    found = entitlement(facts(made_on=date(2024, 3, 17)), date(2026, 11, 23), strict, DAYS_OFF)
    assert (found.light, found.basis) == (Light.UNKNOWN, StartBasis.NONE)


def test_a_label_proves_no_day_from_which_a_unit_may_be_returned() -> None:
    """Three Guarantees art. 17: the maker's promise by the label is of repairs."""
    found = entitlement(facts(made_on=D("2026-10-20"), sold_online=True), D("2026-11-04"), RULES, DAYS_OFF)
    assert (found.basis, found.starts_on, found.return_until) == (StartBasis.MADE, D("2026-11-01"), None)
    assert right(found, Claim()).row == 10
    assert right(found, Claim(Cause.NOTHING)).remedies == ()


def test_what_was_repaired_before_an_exchange_is_not_counted_after_it() -> None:
    dates = (("2026-01-05", "2026-01-10"), ("2026-02-02", "2026-02-06"), ("2026-03-30", "2026-04-02"))
    repairs = [a_repair(fault_code="F01", opened_on=D(begun), closed_on=D(done)) for begun, done in dates]
    unit, today, claim = facts(delivered_on=D("2025-12-01")), D("2026-05-20"), Claim(fault_code="F01")
    assert right(entitlement(unit, today, RULES, DAYS_OFF, repairs), claim).row == 5
    exchanged = replace(unit, exchanged_on=D("2026-03-02"))
    assert right(entitlement(exchanged, today, RULES, DAYS_OFF, repairs), claim).row == 10


def test_without_any_date_proof_is_wanted() -> None:
    found = entitlement(facts(), date(2026, 11, 23), RULES, DAYS_OFF)
    decided = right(found, Claim())
    assert (found.light, decided.row, decided.notes) == (Light.UNKNOWN, 2, (Note.PROOF_WANTED,))


def test_what_the_maker_promises_counts_where_it_is_more_and_at_home_only() -> None:
    day = date(2025, 3, 3)
    home = entitlement(facts(whole_months=36, part_months=120, delivered_on=day), day, RULES, DAYS_OFF)
    shop = entitlement(facts(use="commercial", whole_months=36, delivered_on=day), day, RULES, DAYS_OFF)
    less = entitlement(facts(whole_months=0, part_months=0, delivered_on=day), day, RULES, DAYS_OFF)
    assert [one.whole_last for one in (home, shop, less)] == [
        add_months(day, months) for months in (36, 6, 12)
    ]
    assert [one.parts_last for one in (home, shop, less)] == [
        add_months(day, months) for months in (120, 6, 36)
    ]


def test_an_exchange_that_cannot_be_made_is_a_return() -> None:
    day = date(2026, 11, 2)
    found = entitlement(facts(delivered_on=day), day + timedelta(days=10), RULES, DAYS_OFF)
    none_left = right(found, Claim(same_model_left=False, takes_another=False))
    another = right(found, Claim(same_model_left=False))
    assert (none_left.row, none_left.remedies, none_left.notes) == (8, (Remedy.RETURN,), (Note.FULL_REFUND,))
    assert (another.row, another.remedies) == (4, (Remedy.EXCHANGE, Remedy.REPAIR))
    assert found.rule is not None
    with_fee = replace(found, rule=replace(found.rule, depreciation_allowed=True))
    assert right(with_fee, Claim(wants_money=True)).notes == (Note.DEPRECIATION,)


def test_shandong_does_not_ask_whose_fault_a_long_repair_is() -> None:
    waiting = a_repair(fault_code="F01", opened_on=date(2026, 4, 10), waits_since=date(2026, 4, 10))
    known = {"delivered_on": date(2026, 1, 10)}
    for province, row in ((SHANDONG, 6), ("51", 10)):
        found = entitlement(facts(province=province, **known), date(2026, 5, 11), RULES, DAYS_OFF, [waiting])
        assert right(found, Claim()).row == row


def test_days_of_two_repairs_at_once_count_once_and_those_after_the_end_not_at_all() -> None:
    repairs = [
        a_repair(fault_code="F01", opened_on=date(2026, 3, 2), closed_on=date(2026, 3, 12)),
        a_repair(fault_code="F06", opened_on=date(2026, 3, 9), closed_on=date(2026, 3, 14)),
        a_repair(fault_code="F06", opened_on=date(2028, 3, 9), closed_on=date(2028, 4, 14)),
        a_repair(fault_code="F06", opened_on=date(2026, 4, 6), closed_on=date(2026, 4, 14), mended=False),
    ]
    known = facts(delivered_on=date(2025, 9, 1))
    found = entitlement(known, date(2026, 9, 1), RULES, DAYS_OFF, repairs)
    assert (found.repair_days, found.whole_last) == (12, date(2026, 9, 13))


def test_a_bought_extension_goes_on_where_the_warranty_ends() -> None:
    known = facts(delivered_on=date(2024, 6, 3))
    bought = Extension("E-1", Cover.WHOLE, date(2025, 6, 4), date(2027, 6, 3))
    parts = Extension("E-2", Cover.PARTS, date(2025, 6, 4), date(2031, 6, 3))
    found = entitlement(known, date(2026, 11, 23), RULES, DAYS_OFF, (), [parts, bought])
    assert (found.light, found.whole_until, found.parts_until) == (
        Light.COVERED,
        date(2027, 6, 3),
        date(2031, 6, 3),
    )
    assert right(found, Claim()).row == 10
    later = replace(bought, starts_on=date(2027, 1, 1))  # a gap is not covered
    assert entitlement(known, date(2026, 11, 23), RULES, DAYS_OFF, (), [later]).light is Light.PARTLY


def test_a_later_version_of_a_rule_is_for_units_that_start_later() -> None:
    old = next(rule for rule in RULES if rule.rows == (("fridge.home", 1),))
    changed = [
        replace(old, valid_to=date(2026, 12, 31)),
        replace(old, valid_from=date(2027, 1, 1), return_days=14),
    ]
    changed[1] = replace(changed[1], rows=(("fridge.home", 2),))
    for starts_on, days in ((date(2026, 12, 31), 7), (date(2027, 1, 1), 14)):
        found = rule_for(changed, ProductLine.FRIDGE, UnitUse.HOME, "51", starts_on)
        assert found is not None
        assert found.return_days == days


def test_what_is_kept_on_an_order_is_plain_and_explains_it_later() -> None:
    repairs = [a_repair(fault_code="F01", opened_on=date(2026, 6, 1), closed_on=date(2026, 6, 9))]
    known = facts(province=ZHEJIANG, sold_on=date(2026, 5, 1))
    found = entitlement(known, date(2026, 11, 23), RULES, DAYS_OFF, repairs)
    kept = found.frozen()
    assert {
        name: kept[name] for name in ("light", "basis", "starts_on", "whole_until", "rule", "asked_on")
    } == {
        "light": "covered",
        "basis": "sold",
        "starts_on": "2026-05-01",
        "whole_until": "2027-05-10",  # eight days of repair, then a Sunday
        "rule": [["fridge.home.33", 1], ["fridge.home", 1]],
        "asked_on": "2026-11-23",
    }
    assert kept["facts"]["sold_on"] == "2026-05-01"
    assert kept["provisional"] is True
    assert thawed(kept, RULES) == found
    assert thawed({"light": "covered"}, RULES) is None
    unknown = thawed(kept, ())  # a store that has lost its rules still tells the dates
    assert unknown is not None
    assert (unknown.rule, unknown.whole_until) == (None, found.whole_until)


STARTS = st.dates(date(2023, 1, 1), date(2027, 12, 31))
LINES = st.sampled_from([line.value for line in ProductLine])
LAW = settings(deadline=None)
ORDER = [Light.COVERED, Light.PARTLY, Light.ENDED]


@st.composite
def repair_lists(draw: st.DrawFn) -> list[Repair]:
    found = []
    for opened_on in draw(st.lists(st.dates(date(2023, 1, 1), date(2028, 12, 31)), max_size=4)):
        days = draw(st.integers(0, 60) | st.none())
        closed_on = None if days is None else opened_on + timedelta(days=days)
        code = draw(st.sampled_from(["F01", "F06"]))
        found.append(
            a_repair(fault_code=code, opened_on=opened_on, closed_on=closed_on, paid=draw(st.booleans()))
        )
    return found


@LAW
@given(LINES, STARTS, st.integers(0, 1_500), st.integers(0, 400), repair_lists())
def test_the_light_only_ever_goes_down(
    line: str, starts_on: date, waits: int, more: int, repairs: list[Repair]
) -> None:
    known = facts(line, sold_on=starts_on)
    lights = [
        ORDER.index(entitlement(known, starts_on + timedelta(days=days), RULES, DAYS_OFF, repairs).light)
        for days in (waits, waits + more)
    ]
    assert lights == sorted(lights)


@LAW
@given(LINES, STARTS, st.integers(0, 1_500), st.integers(0, 400), st.booleans())
def test_without_repairs_a_right_only_ever_becomes_less(
    line: str, starts_on: date, waits: int, more: int, is_main_part: bool
) -> None:
    known, claim = facts(line, sold_on=starts_on), Claim(fault_code="F01", is_main_part=is_main_part)
    rows = [
        right(entitlement(known, starts_on + timedelta(days=days), RULES, DAYS_OFF), claim).row
        for days in (waits, waits + more)
    ]
    assert rows == sorted(rows)


@LAW
@given(LINES, STARTS, st.sampled_from(["51", ZHEJIANG, SHANDONG]), repair_lists())
def test_nothing_ends_before_it_starts_and_rest_days_never_shorten(
    line: str, starts_on: date, province: str, repairs: list[Repair]
) -> None:
    found = entitlement(
        facts(line, province=province, sold_on=starts_on), starts_on, RULES, DAYS_OFF, repairs
    )
    for name in ("return", "exchange", "whole", "parts"):
        last, until = getattr(found, f"{name}_last"), getattr(found, f"{name}_until")
        assert starts_on < last <= until
    assert found.whole_until <= found.parts_until  # type: ignore[operator]


_WORTH = {Remedy.PAID_REPAIR: 0, Remedy.PART: 1, Remedy.REPAIR: 2, Remedy.EXCHANGE: 3, Remedy.RETURN: 4}


def worth(decided: Right) -> int:
    return max((_WORTH[one] for one in decided.remedies), default=-1)


@LAW
@given(
    LINES,
    STARTS,
    st.integers(0, 1_500),
    st.builds(
        Claim,
        cause=st.sampled_from([Cause.FAULT, Cause.NOTHING]),
        fault_code=st.sampled_from(["F01", "F06"]),
        is_main_part=st.booleans(),
    ),
    repair_lists(),
    st.data(),
)
def test_a_province_never_gives_less_than_the_country(
    line: str, starts_on: date, waits: int, claim: Claim, repairs: list[Repair], data: st.DataObject
) -> None:
    national = next(rule for rule in RULES if rule.rows[0][0] == f"{line}.home")
    local = replace(
        national,
        province="99",
        rows=((f"{line}.home.99", 1),),
        whole_months=data.draw(st.integers(0, 40)),
        return_days=data.draw(st.integers(0, 20)),
        exchange_days=data.draw(st.integers(0, 30)),
        repairs_before_exchange=data.draw(st.integers(1, 5)),
        repair_days=data.draw(st.integers(5, 90)),
        part_wait_days=data.draw(st.integers(5, 120)),
        total_repair_days=data.draw(st.none() | st.integers(1, 90)),
        part_days=data.draw(st.integers(0, 90)),
        part_period_restarts=data.draw(st.booleans()),
        repair_time_counts=data.draw(st.booleans()),
    )
    day = starts_on + timedelta(days=waits)
    here, there = (
        right(
            entitlement(facts(line, province=code, sold_on=starts_on), day, rules, DAYS_OFF, repairs), claim
        )
        for code, rules in (("51", RULES), ("99", [*RULES, local]))
    )
    assert worth(there) >= worth(here)
    assert there.payer is not Payer.CUSTOMER or here.payer is Payer.CUSTOMER


@LAW
@given(day=st.dates(date(1995, 1, 1), date(2090, 1, 1)), months=st.integers(0, 120))
def test_a_month_ends_on_the_same_day_or_on_its_last(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1
