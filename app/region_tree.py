"""The whole tree of regions, from files into a store: every county of the country, towns where one goes.

Source: ``resources/regions``; the first line of each file says where it is from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from app.regions import region_parent
from db.models.catalogue import FormerRegion, Region, RegionAlias

_FOLDER: Final = Path(__file__).parent.parent / "resources" / "regions"
_LEVELS: Final = (2, 4, 6, 9)  # digits of a code; parents first, since a reference is checked row by row
_TOWN: Final = 9

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many regions the store has now, and how many of them are new to it."""

    regions: int
    new: int


def load_regions(connection: Connection, provinces: Collection[str]) -> Loaded:
    """Bring the regions of a store to the state of the files, with the towns of these provinces.

    ``provinces`` are codes of two digits. What is there stays, also a place that the files do not know.
    Raises ValueError for a province that there is not.
    """
    wanted = _wanted(frozenset(provinces))
    known = {
        code: tuple(rest)
        for code, *rest in connection.execute(
            select(Region.code, Region.parent_code, Region.name_zh, Region.name_en, Region.initials)
        )
    }
    new = [row for row in wanted.values() if row["code"] not in known]
    for digits in _LEVELS:
        _insert(connection, Region, [row for row in new if len(row["code"]) == digits])
    _update(
        connection, [row for row in wanted.values() if known.get(row["code"], _values(row)) != _values(row)]
    )
    gone = _former(connection, wanted, known)
    _insert(connection, RegionAlias, _aliases(connection, wanted))
    return Loaded(len(known) + len(new) + gone, len(new) + gone)


def _wanted(provinces: frozenset[str]) -> dict[str, Row]:
    tree = {
        code: {
            "code": code,
            "parent_code": region_parent(code),
            "name_zh": name_zh,
            "name_en": name_en,
            "initials": initials,
        }
        for code, name_zh, name_en, initials in region_lines("tree")
        if len(code) < _TOWN or code[:2] in provinces
    }
    if unknown := sorted(provinces - tree.keys()):
        raise ValueError(f"no such province: {', '.join(unknown)}")
    return tree


def _former(connection: Connection, now: Mapping[str, Row], known: Collection[str]) -> int:
    """Keep the codes that are no more in force, under what they became; return how many places are new."""
    there = set(connection.scalars(select(FormerRegion.code)))
    rows = [line for line in region_lines("former") if line[0] not in there and line[0] not in now]
    places = [
        {
            "code": code,
            "parent_code": now[successor]["parent_code"],
            "name_zh": name_zh,
            "name_en": name_en,
            "initials": initials,
        }
        for code, name_zh, name_en, initials, _, successor in rows
        if code not in known
    ]
    _insert(connection, Region, places)
    ended = [
        {"code": code, "valid_to": date.fromisoformat(last), "successor_code": successor}
        for code, _, _, _, last, successor in rows
    ]
    _insert(connection, FormerRegion, ended)
    return len(places)


def _aliases(connection: Connection, now: Collection[str]) -> Iterator[Row]:
    there = {tuple(row) for row in connection.execute(select(RegionAlias.name_zh, RegionAlias.region_code))}
    for name_zh, name_en, initials, codes in region_lines("zones"):
        for code in codes.split():
            if code in now and (name_zh, code) not in there:
                yield {
                    "name_zh": name_zh,
                    "name_en": name_en,
                    "initials": initials,
                    "region_code": code,
                }


def add_zone(connection: Connection, name_zh: str, name_en: str, initials: str, code: str) -> None:
    """Let people name a region by another name too. Raises ValueError for a region that is not there."""
    if connection.execute(select(Region.code).where(Region.code == code)).first() is None:
        raise ValueError(f"no such region: {code}")
    mine = (RegionAlias.name_zh == name_zh) & (RegionAlias.region_code == code)
    connection.execute(delete(RegionAlias).where(mine))
    row = {"name_zh": name_zh, "name_en": name_en, "initials": initials, "region_code": code}
    connection.execute(insert(RegionAlias), [row])


def _values(row: Row) -> tuple[Any, ...]:
    return row["parent_code"], row["name_zh"], row["name_en"], row["initials"]


def _insert(connection: Connection, model: type[Any], rows: Any) -> None:
    if found := list(rows):
        connection.execute(insert(model), found)


def _update(connection: Connection, rows: list[Row]) -> None:
    if rows:
        statement = update(Region.__table__).where(Region.code == bindparam("of"))  # type: ignore[arg-type]
        connection.execute(statement, [{"of": row["code"], **row} for row in rows])


def region_lines(name: str) -> Iterator[list[str]]:
    """Yield the rows of a file of regions, ``tree``, ``former`` or ``zones``; the first line names them."""
    with (_FOLDER / f"{name}.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                yield line.rstrip("\n").split("\t")
