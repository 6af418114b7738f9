"""The knowledge that a store begins with, as ``resources/catalogue`` has it.

What keeps people safe and the scripts come with every new store. The articles on error codes and the notices
are those of the demo's maker: they come with the demo only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, insert, select

from app.knowledge_edit import SAID, Link, link_rows
from app.knowledge_words import word_rows
from app.script_steps import read_steps, steps_json
from db.ids import derived_id
from db.models.cases import CaseKind
from db.models.catalogue import ProductLine
from db.models.knowledge import (
    Article,
    ArticleLink,
    ArticleVersion,
    ArticleWord,
    LinkKind,
    Notice,
    NoticeSeverity,
    Script,
    ScriptVersion,
)

_FOLDER: Final = Path(__file__).parent.parent / "resources" / "catalogue"


def insert_knowledge(connection: Connection, *, of_demo: bool = False) -> None:
    """Write the articles and scripts that are not there yet; what somebody changed stays as it is.

    ``of_demo``: with the articles and notices of the demo's own products.
    """
    found = _read("knowledge")
    _insert_articles(connection, found, of_demo=of_demo)
    _insert_scripts(connection, _read("scripts"))
    if of_demo:
        _insert_notices(connection, _read("notices"))


def _insert_articles(connection: Connection, found: Mapping[str, Any], *, of_demo: bool) -> None:
    since = datetime.fromisoformat(found["valid_from"])
    known = set(connection.scalars(select(Article.code)))
    new = [row for row in found["articles"] if row["code"] not in known and (of_demo or row.get("starter"))]
    if not new:
        return
    ids = {row["code"]: derived_id("article", row["code"]) for row in new}
    said = {row["code"]: _said(row) for row in new}
    connection.execute(
        insert(Article),
        [
            {
                "id": ids[row["code"]],
                "code": row["code"],
                "version": 1,
                "words": row["words"],
                "is_safety": row.get("is_safety", False),
                "valid_from": since,
                "published_at": since,
                **said[row["code"]],
            }
            for row in new
        ],
    )
    versions = [
        {"article_id": ids[code], "version": 1, "published_at": since, **words}
        for code, words in said.items()
    ]
    connection.execute(insert(ArticleVersion), versions)
    connection.execute(insert(ArticleWord), [word for row in new for word in _words(ids[row["code"]], row)])
    connection.execute(insert(ArticleLink), [link for row in new for link in _links(ids[row["code"]], row)])


def _said(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the words of an article; a body is a list of lines."""
    return {name: "\n".join(row[name]) if name.startswith("body") else row[name] for name in SAID}


def _words(article_id: UUID, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    return word_rows(article_id, row["code"], (row["title_zh"], row["title_en"]), row["words"])


def _links(article_id: UUID, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    links = (Link(kind=LinkKind(kind), ref=ref) for kind, refs in row["links"].items() for ref in refs)
    return link_rows(article_id, links)


def _insert_scripts(connection: Connection, found: Mapping[str, Any]) -> None:
    since = datetime.fromisoformat(found["valid_from"])
    known = set(connection.scalars(select(Script.code)))
    for row in found["scripts"]:
        if row["code"] in known:
            continue
        script_id = derived_id("script", row["code"])
        connection.execute(insert(Script).values(id=script_id, code=row["code"], version=1))
        line = ProductLine(row["line"]) if row["line"] else None
        connection.execute(
            insert(ScriptVersion).values(
                script_id=script_id,
                version=1,
                title_zh=row["title_zh"],
                title_en=row["title_en"],
                reason_code=row["reason"],
                line=line,
                steps=steps_json(read_steps(row["steps"])),
                published_at=since,
            )
        )


def _insert_notices(connection: Connection, found: Mapping[str, Any]) -> None:
    known = set(connection.scalars(select(Notice.id)))
    new = [row for row in map(_notice, found["notices"]) if row["id"] not in known]
    if new:
        connection.execute(insert(Notice), new)


def _notice(row: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: "\n".join(row[name]) if name.startswith("body") else row[name] for name in SAID}
    return said | {
        "id": derived_id("notice", row["code"]),
        "severity": NoticeSeverity(row["severity"]),
        "line": ProductLine(row["line"]) if row["line"] else None,
        "model_code": row["model"],
        "serial_from": row["serial_from"],
        "serial_to": row["serial_to"],
        "fault_code": row["fault"],
        "case_kind": CaseKind(row["case"]) if row["case"] else None,
        "valid_from": datetime.fromisoformat(row["valid_from"]),
        "valid_to": None,
    }


def _read(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found
