"""Finding a region with all that is known of it: its path, other names, what it was, who goes there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.places import places
from app.regions import region_path
from db.models.catalogue import FormerRegion, Region, RegionAlias
from db.models.providers import Coverage, Provider


@dataclass(frozen=True, slots=True)
class RegionLine:
    """A region as it is found. ``path`` are the names from the province down, Chinese and English.

    ``others`` are names that people give to it, ``former`` the codes that became it, ``providers`` how many
    go there or to what it lies in.
    """

    code: str
    path: tuple[tuple[str, str], ...]
    others: tuple[str, ...]
    former: tuple[str, ...]
    providers: int


def find_regions(session: Session, text: str, limit: int = 20) -> list[RegionLine]:
    """Return the regions that a text means: by name, pinyin, initials, code, another or a former name."""
    codes = [place.code for place in places(session, text, limit)] if text.strip() else []
    paths = {code: region_path(code)[::-1] for code in codes}
    above = {one for path in paths.values() for one in path} | set(codes)
    asked = select(Region.code, Region.name_zh, Region.name_en).where(Region.code.in_(above))
    names = {code: (zh, en) for code, zh, en in session.execute(asked)}
    others = _by_code(session, _OTHERS, RegionAlias.region_code, codes)
    former = _by_code(session, _FORMER, FormerRegion.successor_code, codes)
    return [
        RegionLine(
            code,
            tuple(names[one] for one in paths[code] if one in names),
            others[code],
            former[code],
            _providers(session, paths[code]),
        )
        for code in codes
    ]


_OTHERS = select(RegionAlias.region_code, RegionAlias.name_zh).order_by(RegionAlias.name_zh)
_FORMER = (
    select(FormerRegion.successor_code, Region.name_zh + " " + Region.code)
    .join(Region, Region.code == FormerRegion.code)
    .order_by(Region.code)
)


def _by_code(
    session: Session, asked: Select[str, str], column: Any, codes: Collection[str]
) -> defaultdict[str, tuple[str, ...]]:
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for code, words in session.execute(asked.where(column.in_(codes))):
        found[code] += (words,)
    return found


def _providers(session: Session, path: Collection[str]) -> int:
    going = (
        select(func.count(Coverage.provider_id.distinct()))
        .join(Provider, Provider.id == Coverage.provider_id)
        .where(Coverage.region_code.in_(path), Provider.active.is_(True))
    )
    return session.scalar(going) or 0
