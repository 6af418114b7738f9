"""The warranty rules and the calendar that every new store begins with, real or of the demo."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from app.entitlement import Rule
from app.workdays import Calendar, calendar_of
from db.models.calendar import CalendarDay, DayKind
from db.models.catalogue import ProductLine
from db.models.customers import UnitUse
from db.models.warranty import MadeRule, WarrantyRule

_FOLDER: Final = Path(__file__).parent.parent / "resources" / "catalogue"
_NO_DAY: Final[date | None] = None


def insert_warranty(connection: Connection) -> None:
    """Write the rules and the days where there are none yet; what somebody changed stays as it is."""
    if connection.execute(select(WarrantyRule.code).limit(1)).first() is None:
        connection.execute(insert(WarrantyRule), rule_rows())
    if connection.execute(select(CalendarDay.on).limit(1)).first() is None:
        connection.execute(insert(CalendarDay), list(day_rows()))


@cache
def standing_rules() -> tuple[Rule, ...]:
    """Return the rules that every store begins with."""
    return tuple(rule_of(row) for row in rule_rows())


@cache
def standing_calendar() -> Calendar:
    """Return the calendar that every store begins with."""
    return calendar_of((row["on"], row["kind"], row["provisional"]) for row in day_rows())


def rule_of(row: Mapping[str, Any]) -> Rule:
    """Make a rule of the columns of its row."""
    values = {name: value for name, value in row.items() if name not in ("code", "version")}
    return Rule(**values, rows=((row["code"], row["version"]),))


def rule_rows() -> list[dict[str, Any]]:
    """Read the rules. A row says what it says otherwise than that of the whole country for its line."""
    found = _read("warranty")
    first, *others = found["rules"]
    lines = {line: first | found["of_line"].get(line, {}) for line in first["lines"]}
    return [
        _rule_row(line, base | said)
        for said in ({}, *others)
        for line, base in lines.items()
        if line in said.get("lines", first["lines"])
    ]


def _rule_row(line: str, said: Mapping[str, Any]) -> dict[str, Any]:
    code = ".".join(filter(None, (line, said["use"], said["province"])))
    return {
        **{name: value for name, value in said.items() if name != "lines"},
        "code": code,
        "version": 1,
        "line": ProductLine(line),
        "use": UnitUse(said["use"]),
        "made_rule": MadeRule(said["made_rule"]),
        "valid_from": date.fromisoformat(said["valid_from"]),
        "valid_to": _NO_DAY,
    }


def day_rows() -> Iterator[dict[str, Any]]:
    """Read the days that are told of by name."""
    for year in _read("calendar")["years"]:
        known = {"source": year["source"], "provisional": year["provisional"]}
        for first, last, name in year["off"]:
            begin = date.fromisoformat(first)
            for day in range((date.fromisoformat(last) - begin).days + 1):
                yield {"on": begin + timedelta(days=day), "kind": DayKind.OFF, "name": name, **known}
        for on, name in year["work"]:
            yield {"on": date.fromisoformat(on), "kind": DayKind.WORK, "name": name, **known}


def _read(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found
