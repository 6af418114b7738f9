"""Dropping triggers by how their names begin, in both dialects."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, text

_FOUND: Final = {
    "sqlite": "select name, '' from sqlite_master where type = 'trigger' and name like :names escape '\\'",
    "postgresql": (
        "select tgname, tgrelid::regclass::text from pg_trigger where not tgisinternal and tgname like :names"
    ),
}
_DROP: Final = {"sqlite": 'DROP TRIGGER "{0}"', "postgresql": 'DROP TRIGGER "{0}" ON {1}'}


def drop_named(connection: Connection, prefix: str) -> None:
    """Drop every trigger whose name begins with ``prefix`` and ``_``, whoever made it."""
    dialect = connection.dialect.name
    found = connection.execute(text(_FOUND[dialect]), {"names": f"{prefix}\\_%"})
    for name, table in found.all():
        connection.execute(text(_DROP[dialect].format(name, table)))
