"""The rules that every new store begins with: promises, and who is told when one slips."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from db.models import Base
from db.models.clocks import EscalationRule, EscalationTo, PromiseClock, PromiseRule, PromiseUnit

_FILE: Final = Path(__file__).parent.parent / "resources" / "catalogue" / "promises.json"


def insert_promise_rules(connection: Connection) -> None:
    """Write the rules that are not there yet; what somebody changed stays as it is."""
    found = json.loads(_FILE.read_text(encoding="utf-8"))
    add_missing(connection, PromiseRule, [_promise(row) for row in found["promises"]])
    add_missing(connection, EscalationRule, [_escalation(row) for row in found["escalations"]])


def _promise(row: Mapping[str, Any]) -> dict[str, Any]:
    clock, unit = PromiseClock(row["clock"]), PromiseUnit(row["unit"])
    return {**row, "clock": clock, "unit": unit, "valid_from": date.fromisoformat(row["valid_from"])}


def _escalation(row: Mapping[str, Any]) -> dict[str, Any]:
    clock, tells = PromiseClock(row["clock"]), EscalationTo(row["tells"])
    return {**row, "clock": clock, "tells": tells, "valid_from": date.fromisoformat(row["valid_from"])}


def add_missing(connection: Connection, model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Insert those of the rows whose key the store does not know."""
    key = [column.name for column in model.__table__.primary_key]
    known = {tuple(row) for row in connection.execute(select(*(model.__table__.c[name] for name in key)))}
    new = [row for row in rows if tuple(row[name] for name in key) not in known]
    if new:
        connection.execute(insert(model), new)
