"""Invented telephone numbers that nobody has: 1xx 0000 xxxx and local parts 8555 0xxx or 555 0xxx."""

from __future__ import annotations

from collections import Counter

from app.demo.world_dice import Dice
from app.numbers import area

_FIRST = 100  # what is below is kept for scenarios and recordings
_PREFIXES, _TAILS = 70, 10_000 - _FIRST
_LANDLINES = 900
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_FULL_WIDTH_SHARE = 0.015
LANDLINE_SHARE = 0.09


class NumberPlan:
    """Gives each number once; a landline's area without numbers left gives mobiles."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._mobiles = 0
        self._landlines: Counter[str] = Counter()

    def any(self, area_code: str) -> str:
        """Return a fresh number as it is dialled, mobile or landline by their shares."""
        return self.landline(area_code) if self._dice.chance(LANDLINE_SHARE) else self.mobile()

    def mobile(self) -> str:
        number = self._mobiles
        self._mobiles += 1
        prefix = 130 + number * 37 % _PREFIXES
        tail = _FIRST + (number // _PREFIXES * 7919 + number * 131) % _TAILS
        return f"{prefix}0000{tail:04d}"

    def landline(self, area_code: str) -> str:
        place = area(area_code)
        number = self._landlines[area_code]
        if place is None or number >= _LANDLINES:
            return self.mobile()
        self._landlines[area_code] += 1
        tail = _FIRST + number * 389 % _LANDLINES
        return f"{area_code}{'8555' if place.lengths[-1] == 8 else '555'}0{tail}"

    def shop(self) -> str:
        """Return the service number of a shop that rings for its customers."""
        return f"4008{self._dice.count(550_000, 550_999)}"

    def as_typed(self, number: str) -> str:
        """Return it as it may have come from an old system: now and then in full width."""
        return number.translate(_FULL_WIDTH) if self._dice.chance(_FULL_WIDTH_SHARE) else number


def area_of(county: str) -> str:
    """Return the area code of a county's landlines."""
    return _AREAS[county[:2] if county.startswith("50") else county[:4]]


_AREAS = {
    "5101": "028",
    "5106": "0838",
    "5107": "0816",
    "5113": "0817",
    "5115": "0831",
    "5134": "0834",
    "50": "023",
}
