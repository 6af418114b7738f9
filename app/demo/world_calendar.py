"""When the demo's customers call: by month, by weekday and around the long holidays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Final

from db.models.catalogue import ProductLine

Months = tuple[float, ...]

# Twelve factors from January on. Source: ../shared/research/domain-china.md, section 9.1.
EVEN: Final[Months] = (1.0,) * 12
AC_MONTHS: Final[Months] = (0.35, 0.3, 0.5, 0.7, 1.2, 2.1, 2.6, 2.0, 0.8, 0.4, 0.45, 0.6)
FRIDGE_MONTHS: Final[Months] = (0.7, 0.7, 0.8, 0.9, 1.05, 1.2, 1.3, 1.3, 1.1, 1.0, 0.8, 0.7)
TV_MONTHS: Final[Months] = (1.6, 1.2, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 1.0, 1.0, 1.1)
INSTALL_MONTHS: Final[Months] = (0.8, 0.7, 0.9, 0.9, 1.0, 1.5, 1.2, 0.9, 0.8, 0.8, 1.5, 1.0)
SEASONS: Final[Mapping[ProductLine, Months]] = {
    ProductLine.AC: AC_MONTHS,
    ProductLine.FRIDGE: FRIDGE_MONTHS,
    ProductLine.TV: TV_MONTHS,
    ProductLine.WASHER: EVEN,
    ProductLine.SMALL: EVEN,
}
PEAK_MONTHS: Final = frozenset({6, 7, 8})  # more chases and repeated calls
WEEKDAYS: Final = (1.15, 1, 1, 1, 1, 1, 0.9)
SPRING_FESTIVAL: Final = 0.35
AFTER_A_HOLIDAY: Final = 1.6
MOST_OF_A_DAY: Final = AFTER_A_HOLIDAY * max(WEEKDAYS)

# First and last day off. Source: the State Council's notices; 2027 is not published.
SPRING_FESTIVALS: Final = (
    (date(2020, 1, 24), date(2020, 2, 2)),
    (date(2021, 2, 11), date(2021, 2, 17)),
    (date(2022, 1, 31), date(2022, 2, 6)),
    (date(2023, 1, 21), date(2023, 1, 27)),
    (date(2024, 2, 10), date(2024, 2, 17)),
    (date(2025, 1, 28), date(2025, 2, 4)),
    (date(2026, 2, 15), date(2026, 2, 23)),
)
NATIONAL_DAYS: Final = (
    (date(2020, 10, 1), date(2020, 10, 8)),
    (date(2021, 10, 1), date(2021, 10, 7)),
    (date(2022, 10, 1), date(2022, 10, 7)),
    (date(2023, 9, 29), date(2023, 10, 6)),
    (date(2024, 10, 1), date(2024, 10, 7)),
    (date(2025, 10, 1), date(2025, 10, 8)),
    (date(2026, 10, 1), date(2026, 10, 7)),
)


def calls_of_day(day: date) -> float:
    """Return how many calls a day has, as a factor of an ordinary one; the month comes on top."""
    return WEEKDAYS[day.weekday()] * _around_holidays().get(day, 1.0)


@cache
def _around_holidays() -> Mapping[date, float]:
    found: dict[date, float] = {}
    for first, last in SPRING_FESTIVALS:
        found |= {first + timedelta(days=day): SPRING_FESTIVAL for day in range((last - first).days + 1)}
    for _, last in (*SPRING_FESTIVALS, *NATIONAL_DAYS):
        found[last + timedelta(days=1)] = AFTER_A_HOLIDAY
    return found
