"""The rules of follow-ups that every new store begins with: for what one rings, when, and on whose clock."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from app.standing_rules import add_missing
from db.models.followups import (
    CallingWindow,
    CallingZone,
    CallPurpose,
    DayKind,
    FollowUpEvent,
    FollowUpRule,
    WindowKind,
)

_FILE: Final = Path(__file__).parent.parent / "resources" / "catalogue" / "follow_ups.json"


def insert_follow_up_rules(connection: Connection) -> None:
    """Write the rules, hours and clocks that are not there yet; what somebody changed stays as it is."""
    found = json.loads(_FILE.read_text(encoding="utf-8"))
    add_missing(connection, FollowUpRule, [_rule(row) for row in found["rules"]])
    add_missing(connection, CallingWindow, [_window(row) for row in found["hours"]])
    add_missing(connection, CallingZone, found["zones"])


def _rule(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "valid_from": date.fromisoformat(row["valid_from"]),
        "event": FollowUpEvent(row["event"]),
        "purpose": CallPurpose(row["purpose"]),
    }


def _window(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "valid_from": date.fromisoformat(row["valid_from"]),
        "kind": WindowKind(row["kind"]),
        "purpose": CallPurpose(row["purpose"]),
        "days": DayKind(row["days"]) if row["days"] else None,
    }
