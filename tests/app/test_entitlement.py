"""The warranty, by the worked cases of the domain note that need no holiday list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.customers import UnitUse
from app.entitlement import Light, StartBasis, WarrantyFacts, add_months, entitlement

# months of the whole unit and of the main parts, and whether it must be installed; section 1.2
WASHER, TV, FRIDGE, AC = (12, 36, False), (12, 36, True), (12, 36, False), (72, 72, True)


def facts(product: tuple[int, int, bool], use: UnitUse = UnitUse.HOME, **dates: date) -> WarrantyFacts:
    known = {"made_on": None, "sold_on": None, "delivered_on": None, "installed_on": None} | dates
    return WarrantyFacts(*product, use=use, **known)


CASES = [
    # case, facts, day of the fault, light, whole until, main parts until
    (
        "8",
        facts(WASHER, delivered_on=date(2025, 6, 1)),
        date(2026, 6, 1),
        "covered",
        "2026-06-01",
        "2028-06-01",
    ),
    (
        "9",
        facts(WASHER, delivered_on=date(2025, 6, 1)),
        date(2026, 6, 2),
        "partly",
        "2026-06-01",
        "2028-06-01",
    ),
    (
        "9, the last day",
        facts(WASHER, delivered_on=date(2025, 6, 1)),
        date(2028, 6, 1),
        "partly",
        "2026-06-01",
        "2028-06-01",
    ),
    (
        "9, a day later",
        facts(WASHER, delivered_on=date(2025, 6, 1)),
        date(2028, 6, 2),
        "ended",
        "2026-06-01",
        "2028-06-01",
    ),
    (
        "13, the whole unit",
        facts(FRIDGE, delivered_on=date(2024, 2, 29)),
        date(2025, 2, 28),
        "covered",
        "2025-02-28",
        "2027-02-28",
    ),
    (
        "16",
        facts(FRIDGE, delivered_on=date(2026, 3, 2)),
        date(2027, 3, 3),
        "partly",
        "2027-03-02",
        "2029-03-02",
    ),
    (
        "6, the period runs from the installation, not from the invoice",
        facts(AC, sold_on=date(2020, 6, 18), installed_on=date(2020, 7, 18)),
        date(2026, 7, 18),
        "covered",
        "2026-07-18",
        "2026-07-18",
    ),
    (
        "7",
        facts(AC, sold_on=date(2020, 6, 18), installed_on=date(2020, 7, 18)),
        date(2026, 7, 21),
        "ended",
        "2026-07-18",
        "2026-07-18",
    ),
    (
        "12, before the roll",
        facts(TV, installed_on=date(2023, 11, 22)),
        date(2026, 11, 22),
        "partly",
        "2024-11-22",
        "2026-11-22",
    ),
    (
        "23",
        facts(FRIDGE, made_on=date(2024, 3, 17)),
        date(2025, 4, 1),
        "covered",
        "2025-04-01",
        "2027-04-01",
    ),
    (
        "24",
        facts(WASHER, UnitUse.COMMERCIAL, delivered_on=date(2025, 12, 31)),
        date(2026, 6, 30),
        "covered",
        "2026-06-30",
        "2026-06-30",
    ),
    (
        "24, a day later",
        facts(WASHER, UnitUse.COMMERCIAL, delivered_on=date(2025, 12, 31)),
        date(2026, 7, 1),
        "ended",
        "2026-06-30",
        "2026-06-30",
    ),
]


@pytest.mark.parametrize(
    ("known", "asked_on", "light", "whole", "parts"),
    [one[1:] for one in CASES],
    ids=[one[0] for one in CASES],
)
def test_a_worked_case(known: WarrantyFacts, asked_on: date, light: str, whole: str, parts: str) -> None:
    found = entitlement(known, asked_on)
    assert (found.light, str(found.whole_until), str(found.parts_until)) == (Light(light), whole, parts)


@pytest.mark.parametrize(
    ("known", "starts_on", "basis"),
    [
        (facts(FRIDGE, made_on=date(2024, 3, 17)), date(2024, 4, 1), "made"),  # case 23
        (facts(FRIDGE, made_on=date(2024, 12, 1)), date(2025, 1, 1), "made"),
        (facts(FRIDGE, made_on=date(2024, 3, 17), sold_on=date(2024, 5, 1)), date(2024, 5, 1), "sold"),
        (
            facts(FRIDGE, sold_on=date(2024, 5, 1), delivered_on=date(2024, 5, 3)),
            date(2024, 5, 3),
            "delivered",
        ),
        (
            facts(TV, delivered_on=date(2024, 5, 3), installed_on=date(2024, 5, 9)),
            date(2024, 5, 9),
            "installed",
        ),
        (
            facts(FRIDGE, delivered_on=date(2024, 5, 3), installed_on=date(2024, 5, 9)),
            date(2024, 5, 3),
            "delivered",
        ),
    ],
)
def test_the_latest_proven_start_counts(known: WarrantyFacts, starts_on: date, basis: str) -> None:
    found = entitlement(known, starts_on)
    assert (found.starts_on, found.basis) == (starts_on, StartBasis(basis))


def test_without_any_date_nothing_is_known() -> None:
    found = entitlement(facts(FRIDGE), date(2026, 11, 23))
    assert (found.light, found.basis, found.starts_on) == (Light.UNKNOWN, StartBasis.NONE, None)


def test_what_is_kept_on_an_order_is_plain() -> None:
    found = entitlement(facts(FRIDGE, sold_on=date(2026, 5, 1)), date(2026, 11, 23))
    assert found.frozen() == {
        "light": "covered",
        "basis": "sold",
        "starts_on": "2026-05-01",
        "whole_until": "2027-05-01",
        "parts_until": "2029-05-01",
    }
    assert entitlement(facts(FRIDGE), date(2026, 11, 23)).frozen()["starts_on"] is None


DAYS = st.dates(date(1995, 1, 1), date(2090, 1, 1))


@given(starts_on=DAYS, waits=st.integers(0, 3_000), months=st.integers(1, 40), more=st.integers(0, 40))
def test_the_light_only_ever_goes_down(starts_on: date, waits: int, months: int, more: int) -> None:
    known = facts((months, months + more, False), delivered_on=starts_on)
    order = [Light.COVERED, Light.PARTLY, Light.ENDED]
    first, then = (
        order.index(entitlement(known, starts_on + timedelta(days=wait)).light) for wait in (waits, waits + 1)
    )
    assert then - first in (0, 1) or not more


@given(day=DAYS, months=st.integers(0, 120))
def test_a_month_ends_on_the_same_day_or_on_its_last(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1
