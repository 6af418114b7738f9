"""Rows as JSON made by PostgreSQL itself, so that a hub hands them on without reading them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    func,
    literal_column,
    select,
)
from sqlalchemy.sql import visitors

from db.prepared import Prepared


def json_array(rows: FromClause) -> ColumnElement[Any]:
    """Return an array with an array for each row, in the order of the rows."""
    one = func.json_build_array(*rows.c)
    return select(func.coalesce(func.json_agg(one), literal_column("'[]'::json"))).scalar_subquery()


def json_object(parts: Mapping[str, ColumnElement[Any]]) -> ColumnElement[Any]:
    named = [value for name, part in parts.items() for value in (literal_column(f"'{name}'"), part)]
    return func.json_build_object(*named)


def json_sections(
    sections: Mapping[str, Prepared], customer: ColumnElement[Any] | None = None
) -> ColumnElement[Any]:
    """Return an object with the rows of each section.

    ``customer`` is whose rows they are, where that is not the parameter ``customer_id``.
    """
    statements = {name: section.statement for name, section in sections.items()}
    if customer is not None:
        statements = {name: _of(statement, customer) for name, statement in statements.items()}
    return json_object({name: json_array(statement.subquery()) for name, statement in statements.items()})


def _of(statement: Select[Any], customer: ColumnElement[Any]) -> Select[Any]:
    def replace(element: Any, **_: Any) -> Any:
        named = isinstance(element, BindParameter) and element.key == "customer_id"
        return customer if named else None

    return cast(Select[Any], visitors.replacement_traverse(statement, {}, replace))
