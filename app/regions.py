"""Regions by their GB/T 2260 codes: what stands above a place, and what a former place became.

A code has 2, 4, 6 or 9 digits. It is the key and never the name: there are four 鼓楼区 and 82 城关镇.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.catalogue import FormerRegion

MUNICIPALITIES: Final = frozenset({"11", "12", "31", "50"})  # no cities: districts stand under the province
_OF_PROVINCE: Final = "90"  # in the place of a city: governed by the province, as 济源 and 仙桃 are
_OF_CITY: Final = "00"  # in the place of a county: the town stands under its city, as in 东莞 and 中山
_MOST_STEPS: Final = 8  # of reforms that one place has gone through


def region_path(code: str) -> tuple[str, ...]:
    """Return a region's code and those above it, narrowest first.

    Source: GB/T 2260, where each level's code begins with the code of the level above. A level that a
    place does not have is left out: the county in 东莞, 中山, 儋州, 嘉峪关, 大兴安岭 and the part of 海西
    that is none; the city in a municipality, and where the province governs a county (济源, 仙桃, 五指山).
    """
    province, city, county = code[:2], code[:4], code[:6]
    path = [code[:9]] if len(code) > 6 else []
    if len(code) > 4 and county[4:] != _OF_CITY:
        path.append(county)
    if len(code) > 2 and city[2:] != _OF_PROVINCE and province not in MUNICIPALITIES:
        path.append(city)
    return (*path, province)


def branch_of(code: str) -> str:
    """Return the region that stands for a branch: the city, or what takes its place; empty if not known.

    In a municipality that is the whole of it, and where the province governs a county (仙桃) the county.
    """
    if code[:2] in MUNICIPALITIES:
        return code[:2]
    if code[2:4] == _OF_PROVINCE:
        return code[:6] if len(code) >= 6 else ""
    return code[:4] if len(code) >= 4 else ""


def region_parent(code: str) -> str | None:
    """Return the code of the region above; None above a province."""
    return next(iter(region_path(code)[1:]), None)


def current_code(session: Session, code: str) -> str:
    """Return what a region is called by now: its own code, or that of what it became."""
    for _ in range(_MOST_STEPS):
        successor = session.scalar(select(FormerRegion.successor_code).where(FormerRegion.code == code))
        if successor is None:
            return code
        code = successor
    raise ValueError(f"region {code} becomes itself")


def current_path(session: Session, code: str) -> tuple[str, ...]:
    """Return the regions that a place lies in now, narrowest first: where an old address is served."""
    return region_path(current_code(session, code))
