"""The code lists that every new store begins with, as ``resources/catalogue/codes.json`` has them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from app.names import word_initials
from db.models.catalogue import Code, CodeList

_LONG_AGO: Final = datetime(2020, 1, 1, tzinfo=UTC)  # never offered: the program itself writes it
_FILE: Final = Path(__file__).parent.parent / "resources" / "catalogue" / "codes.json"


def insert_codes(connection: Connection) -> None:
    """Write the codes that are not there yet; what somebody renamed or retired stays as it is."""
    found = json.loads(_FILE.read_text(encoding="utf-8"))
    known = {(kind, code) for kind, code in connection.execute(select(Code.list, Code.code))}
    new = [
        _code(kind, row)
        for kind in CodeList
        for row in found.get(kind.value, ())  # numbers and queues are the house's own
        if (kind, row["code"]) not in known
    ]
    if new:
        connection.execute(insert(Code), new)


def _code(kind: CodeList, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "list": kind,
        "code": row["code"],
        "parent_code": row["parent"],
        "name_zh": row["name_zh"],
        "name_en": row["name_en"],
        "initials": word_initials(row["name_zh"]),
        "position": row["position"],
        "minutes": row.get("minutes"),
        "retired_at": _LONG_AGO if row.get("retired") else None,
    }
