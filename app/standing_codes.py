"""The code lists that every new store begins with, as ``resources/catalogue/codes.json`` has them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from app.names import word_initials
from app.standing_rules import add_missing
from db.models.catalogue import Code, CodeList

_FILE: Final = Path(__file__).parent.parent / "resources" / "catalogue" / "codes.json"


def insert_codes(connection: Connection) -> None:
    """Write the codes that are not there yet; what somebody renamed or retired stays as it is."""
    found = json.loads(_FILE.read_text(encoding="utf-8"))
    rows = [
        {
            "list": kind,
            "code": row["code"],
            "parent_code": row["parent"],
            "name_zh": row["name_zh"],
            "name_en": row["name_en"],
            "initials": word_initials(row["name_zh"]),
            "position": row["position"],
            "retired_at": None,
        }
        for kind in CodeList
        for row in found.get(kind.value, ())  # numbers and queues are the house's own
    ]
    add_missing(connection, Code, rows)
