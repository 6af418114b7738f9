"""How each phone line gives numbers: the site it stands in, and what the PBX there puts before a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.numbers import HERE, Site, area
from db.models.matching import LineSite
from db.prepared import Prepared

EVERY_LINE: Final = ""
Sites = Mapping[str, Site]


def describe_line(session: Session, line: str, area_code: str, trunk_prefixes: Sequence[str] = ()) -> None:
    """Say in which area a line stands and what it dials outside with; ``line`` empty: every other line.

    What was received before keeps its key. Raises ValueError for what is no area or no digits.
    """
    if area(area_code) is None:
        raise ValueError(f"no such area code: {area_code}")
    if not all(re.fullmatch("[0-9]{1,6}", prefix) for prefix in trunk_prefixes):
        raise ValueError("a trunk prefix has one to six digits")
    row = session.get(LineSite, line) or LineSite(line=line)
    row.area_code, row.trunk_prefixes = area_code, " ".join(trunk_prefixes)
    session.add(row)


LINE_SITES: Final = select(LineSite.line, LineSite.area_code, LineSite.trunk_prefixes).where(
    LineSite.retired_at.is_(None)
)
_LINE_SITES: Final = Prepared(LINE_SITES)  # asked with every call


def sites_of(rows: Iterable[Sequence[str]]) -> dict[str, Site]:
    """Make sites of the rows of `LINE_SITES`, wherever they were read."""
    return {line: Site(code, tuple(prefixes.split())) for line, code, prefixes in rows}


def sites(session: Session) -> dict[str, Site]:
    """Return the sites of all lines that somebody has described."""
    return sites_of(_LINE_SITES.rows(session.connection(), {}))


def site_of(found: Sites, line: str) -> Site:
    return found.get(line) or found.get(EVERY_LINE) or HERE
