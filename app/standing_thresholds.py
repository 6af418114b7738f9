"""The limits of the floor that every new store begins with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from app.standing_rules import add_missing
from db.ids import derived_id
from db.models.people import Role
from db.models.wallboard import Measure, Threshold

_FILE: Final = Path(__file__).parent.parent / "resources" / "catalogue" / "thresholds.json"


def insert_thresholds(connection: Connection) -> None:
    """Write the limits that are not there yet; what somebody changed or retired stays as it is."""
    found = json.loads(_FILE.read_text(encoding="utf-8"))["thresholds"]
    rows = [
        {
            **{name: value for name, value in row.items() if name != "name"},
            "id": derived_id("threshold", row["name"]),
            "measure": Measure(row["measure"]),
            "role": Role(row["role"]),
            "queue": "",
            "tells_id": None,
            "then_id": None,
            "position": position,
            "retired_at": None,
        }
        for position, row in enumerate(found, 1)
    ]
    add_missing(connection, Threshold, rows)
