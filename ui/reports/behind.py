"""Which calls are behind a cell of a report, as the question for them is asked."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any
from uuid import UUID

from app.metrics.by_code import CodesBy
from app.metrics.lines import Split
from app.reports.table import Row
from ui.reports.asked import Asked, Kind


def behind_of(asked: Asked, row: Row, figure: str) -> dict[str, Any]:
    """Return the arguments of `calls_behind` for a row's figure; an empty figure is all of the row."""
    wanted: dict[str, Any] = {"first": asked.first, "last": asked.last, "figure": figure}
    if asked.only and asked.kind is not Kind.AGENTS:
        wanted["queues"] = (asked.only,)
    if asked.kind is Kind.CODES:
        return wanted | _of_codes(asked, row)
    if row.group is not None and asked.kind is Kind.QUEUES:
        wanted["queues"] = (row.group,)
    if asked.kind is Kind.AGENTS:
        wanted |= {"team": asked.only} if row.group is None else {"agent_id": UUID(row.group)}
    return wanted if row.part is None else wanted | _of_part(asked, row.part)


def _of_part(asked: Asked, part: str) -> dict[str, Any]:
    match asked.split:
        case Split.HALF_HOUR:
            hours, minutes = part.split(":")
            return {"half_hour": int(hours) * 2 + int(minutes) // 30}
        case Split.MONTH:
            year, month = map(int, part.split("-"))
            last = date(year, month, monthrange(year, month)[1])
            return {"first": max(asked.first, date(year, month, 1)), "last": min(asked.last, last)}
    on = date.fromisoformat(part)
    return {"first": on, "last": on}


def _of_codes(asked: Asked, row: Row) -> dict[str, Any]:
    """Return what narrows contacts; of the sum of a group all its codes."""
    found: dict[str, Any] = {"figure": "contacts"}
    if row.group is None:
        return found
    code = row.part
    match asked.split:
        case CodesBy.CODE:
            code = f"{row.group}." if code is None and row.group else row.part or ""
        case CodesBy.QUEUE:
            found["queues"] = (row.group,)
        case CodesBy.AGENT:
            found["agent_id"] = UUID(row.group)
        case CodesBy.DAY:
            found |= {"first": date.fromisoformat(row.group), "last": date.fromisoformat(row.group)}
    return found if code is None else found | {"code": code}
