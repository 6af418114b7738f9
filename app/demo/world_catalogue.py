"""The demo's reference data, read from ``resources/catalogue`` and written into a store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from app.names import word_initials
from app.new_store import insert_rules
from app.standing_knowledge import insert_knowledge
from db.models.catalogue import (
    Code,
    CodeList,
    Fault,
    OrderKind,
    ProductLine,
    ProductModel,
    Region,
    WorkLevel,
)
from db.models.floor import Queue, WrapUpPolicy

_FOLDER = Path(__file__).parent.parent.parent / "resources" / "catalogue"
_LEVELS = (2, 4, 6, 9)


@dataclass(frozen=True, slots=True)
class Model:
    """A product model as the generator needs it; ``number`` is its place in the list."""

    number: int
    code: str
    line: ProductLine
    name: str
    whole_months: int
    part_months: int
    needs_installation: bool
    weight: int


@dataclass(frozen=True, slots=True)
class FaultKind:
    code: str
    line: ProductLine
    name: str
    part: str
    minutes: int
    level: WorkLevel
    is_main_part: bool
    is_paid: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What customers have, where they live, and what breaks."""

    models: dict[ProductLine, list[Model]]
    line_weights: dict[ProductLine, float]
    faults: dict[ProductLine, list[FaultKind]]
    works: dict[tuple[ProductLine, OrderKind], FaultKind]  # other work than repairs
    towns: dict[str, list[str]]  # county → codes of its towns
    region_names: dict[str, str]
    names: Mapping[str, Any]
    phrases: Mapping[str, list[str]]


def load_catalogue() -> Catalogue:
    """Read the files of the demo."""
    models: dict[ProductLine, list[Model]] = {line: [] for line in ProductLine}
    for number, row in enumerate(_read("models")["models"]):
        model = Model(
            number=number,
            code=row["code"],
            line=ProductLine(row["line"]),
            name=row["name_zh"],
            whole_months=row["whole_months"],
            part_months=row["part_months"],
            needs_installation=row["needs_installation"],
            weight=row["weight"],
        )
        models[model.line].append(model)
    regions = _read("regions")["regions"]
    towns: dict[str, list[str]] = {row["code"]: [] for row in regions if len(row["code"]) == 6}
    for row in regions:
        if row["parent"] in towns:
            towns[row["parent"]].append(row["code"])
    faults, works = _faults()
    return Catalogue(
        models=models,
        line_weights={ProductLine(line): weight for line, weight in _read("models")["line_weights"].items()},
        faults=faults,
        works=works,
        towns=towns,
        region_names={row["code"]: row["name_zh"] for row in regions},
        names=_read("names"),
        phrases=_read("phrases"),
    )


def insert_reference(connection: Connection) -> None:
    """Write regions, models, faults and code lists into an empty store."""
    regions = [
        {"parent_code": row["parent"], **_columns(row, "code", "name_zh", "name_en")}
        for row in _read("regions")["regions"]
    ]
    for level in _LEVELS:  # parents first: a foreign key is checked row by row
        connection.execute(insert(Region), [row for row in regions if len(row["code"]) == level])
    models = [{key: row[key] for key in row if key != "weight"} for row in _read("models")["models"]]
    connection.execute(insert(ProductModel), [_with_line(row) for row in models])
    connection.execute(insert(Fault), [_with_line(row) | _work_of(row) for row in _read("faults")["faults"]])
    insert_rules(connection)
    _insert_hotlines(connection)
    insert_knowledge(connection, of_demo=True)


def _insert_hotlines(connection: Connection) -> None:
    """Name the numbers that customers ring, and say of the queues where they wait how each is worked."""
    found = _read("hotlines")
    values = [
        {
            "list": CodeList.HOTLINE,
            "code": row["dnis"],
            "parent_code": None,
            "name_zh": row["name_zh"],
            "name_en": row["name_en"],
            "initials": word_initials(row["name_zh"]),
            "position": position,
            "retired_at": None,
        }
        for position, row in enumerate(found["hotlines"], 1)
    ]
    connection.execute(insert(Code), values)
    queues = [
        {**row, "wrap_up_policy": WrapUpPolicy(row["wrap_up_policy"]), "position": position}
        for position, row in enumerate(found["queues"], 1)
    ]
    connection.execute(insert(Queue), queues)


def _faults() -> tuple[dict[ProductLine, list[FaultKind]], dict[tuple[ProductLine, OrderKind], FaultKind]]:
    faults: dict[ProductLine, list[FaultKind]] = {line: [] for line in ProductLine}
    works: dict[tuple[ProductLine, OrderKind], FaultKind] = {}
    for row in _read("faults")["faults"]:
        line = ProductLine(row["line"])
        fault = FaultKind(
            code=row["code"],
            line=line,
            name=row["name_zh"],
            part=row["part_zh"],
            minutes=row["minutes"],
            level=WorkLevel(row["level"]),
            is_main_part=row["is_main_part"],
            is_paid=row["is_paid"],
        )
        kind = _work_of(row)["kind"]
        if kind is OrderKind.REPAIR:
            faults[line].append(fault)
        else:
            works[line, kind] = fault
    return faults, works


def _work_of(row: Mapping[str, Any]) -> dict[str, OrderKind]:
    return {"kind": OrderKind(row.get("kind", OrderKind.REPAIR))}


def _columns(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _with_line(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "line": ProductLine(row["line"])}


@cache
def _read(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found
