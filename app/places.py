"""Finding a place by what people type of it: its name, pinyin, initials or code, in any of its names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from app.rows import rows
from db.models.catalogue import FormerRegion, Region, RegionAlias
from db.prefix import begins_with, bounds

LONGEST = 40

_Meant = Select[*tuple[Any, ...]]  # code, and the name by which it was found where that is not its own


@dataclass(frozen=True, slots=True)
class Place:
    """A region one can live in, named with the one above it."""

    code: str
    name_zh: str
    name_en: str


def places(session: Session, text: str, limit: int = 8) -> list[Place]:
    """Return the regions that a text means: by name, pinyin, initials or code, widest first.

    Names carry that of the region above: many counties are called the same. Of several words the last names
    the region, and the others the one above it. A zone without a code, and a place by the name that it had
    before, lead to where they lie now; these come last.
    """
    *above, name = text[:LONGEST].split() or [""]
    over = aliased(Region)
    meant = union_all(_by_name(name), _by_zone(name), _by_former_name(name)).subquery()
    found = rows(
        session,
        select(
            Region.code, Region.name_zh, Region.name_en, over.name_zh, over.name_en, meant.c.zh, meant.c.en
        )
        .join(meant, meant.c.code == Region.code)
        .outerjoin(over, over.code == Region.parent_code)
        .where(*(_is_called(over, one) for one in above))
        .order_by(meant.c.zh != "", func.length(Region.code), Region.code)
        .limit(limit * 2),  # a place may be found by two of its names
    )
    named = {
        code: Place(code, _joined(" · ", via_zh, zh, over_zh), _joined(", ", via_en, en, over_en))
        for code, zh, en, over_zh, over_en, via_zh, via_en in reversed(found)
    }
    return list(reversed(named.values()))[:limit]


def _joined(between: str, via: str, name: str, over: str | None) -> str:
    own = f"{via} → {name}" if via else name
    return own if over is None else f"{own}{between}{over}"


def _by_name(name: str) -> _Meant:
    """Find what is so called now."""
    is_former = exists(select(FormerRegion.code).where(FormerRegion.code == Region.code))
    called = _is_called(Region, name) | (Region.code == name)
    return select(Region.code, literal("").label("zh"), literal("").label("en")).where(called, ~is_former)


def _by_zone(name: str) -> _Meant:
    zone = RegionAlias.__table__.c
    return select(zone.region_code, zone.name_zh, zone.name_en).where(
        begins_with(zone.name_zh, *bounds(name)) | begins_with(zone.initials, *bounds(name.lower()))
    )


def _by_former_name(name: str) -> _Meant:
    former = aliased(Region)
    return (
        select(FormerRegion.successor_code, former.name_zh, former.name_en)
        .join(former, former.code == FormerRegion.code)
        .where(_is_called(former, name) | (former.code == name))
    )


def _is_called(region: Any, name: str) -> ColumnElement[bool]:
    """Tell whether a name begins so, in Chinese, in pinyin or by its initials; v is typed for ü."""
    sound = name.lower()
    return or_(
        begins_with(region.name_zh, *bounds(name)),
        begins_with(region.initials, *bounds(sound)),
        begins_with(func.lower(region.name_en), *bounds(sound.replace("v", "ü"))),
    )
