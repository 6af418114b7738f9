"""Statements for the moments that count: compiled once, then run on the driver with nothing between.

A statement through the session costs ten times what SQLite needs to answer it, and a pop is ten statements.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import ClauseElement, Connection, Date, Dialect, Enum, Select, Uuid
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.selectable import ReturnsRows
from sqlalchemy.sql.type_api import TypeEngine

from db.models.base import UtcDateTime

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Compiled:
    """SQL of one dialect, with what turns values into the driver's and back."""

    sql: str
    names: tuple[str, ...] | None  # the order of the values where the driver wants a sequence
    fixed: dict[str, Any]
    given: dict[str, Convert | None]
    columns: tuple[tuple[int, Convert], ...]

    def values(self, given: dict[str, Any]) -> Any:
        values = dict(self.fixed)
        for name, convert in self.given.items():
            values[name] = convert(given[name]) if convert else given[name]
        return values if self.names is None else [values[name] for name in self.names]


class PreparedRows:
    """A statement that returns rows and is run often; its named parameters are given at each run."""

    def __init__(self, statement: ReturnsRows) -> None:
        self._statement = statement
        self._compiled: dict[str, Compiled] = {}

    def rows(self, connection: Connection, given: dict[str, Any]) -> Sequence[Any]:
        """Return all rows, as the session of this connection would; what it has not flushed is not seen.

        Raises: sqlalchemy.exc.DBAPIError, as everywhere, for what the driver refuses.
        """
        compiled = self._compiled.get(connection.dialect.name)
        if compiled is None:
            compiled = compile_for(self._statement, connection.dialect)
            self._compiled[connection.dialect.name] = compiled
        with closing(connection.connection.cursor()) as cursor:
            try:
                cursor.execute(compiled.sql, compiled.values(given))
                found = cursor.fetchall()
            except connection.dialect.loaded_dbapi.Error as error:
                if connection.dialect.is_disconnect(error, cursor.connection, cursor):
                    connection.invalidate(error)
                raise _told(error, compiled.sql, connection.dialect) from error
        return [_converted(row, compiled.columns) for row in found] if compiled.columns else found


class Prepared(PreparedRows):
    """A select that is run often, and whose rows may come as JSON."""

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        super().__init__(statement)
        self.statement = statement

    def from_json(self, rows: Sequence[Any]) -> Sequence[Any]:
        """Return rows that a database wrote as JSON arrays as ``rows`` would have returned them."""
        return [_converted(row, self._json_columns) for row in rows] if self._json_columns else rows

    @cached_property
    def _json_columns(self) -> tuple[tuple[int, Convert], ...]:
        back = [
            (place, _from_json(column.type)) for place, column in enumerate(self.statement.selected_columns)
        ]
        return tuple((place, convert) for place, convert in back if convert is not None)


def _told(error: Exception, sql: str, dialect: Dialect) -> BaseException:
    """Return a driver's error as SQLAlchemy would raise it; without the values, which may be a customer's."""
    base = dialect.loaded_dbapi.Error
    told = DBAPIError.instance(sql, None, error, base, hide_parameters=True, dialect=dialect)
    assert isinstance(told, BaseException)
    return told


def _converted(row: Sequence[Any], columns: tuple[tuple[int, Convert], ...]) -> list[Any]:
    values = list(row)
    for place, convert in columns:
        values[place] = convert(values[place])
    return values


def _from_json(kind: TypeEngine[Any]) -> Convert | None:
    """Return what turns a value of a JSON answer into that of a row; None where they are the same."""
    match kind:
        case Uuid():
            return _unless_none(UUID)
        case UtcDateTime():
            return _unless_none(lambda text: datetime.fromisoformat(text).astimezone(UTC))
        case Date():
            return _unless_none(date.fromisoformat)
        case Enum(enum_class=enum) if enum is not None:
            return _unless_none(enum)
    return None


def _unless_none(convert: Convert) -> Convert:
    return lambda value: None if value is None else convert(value)


def compile_for(statement: ClauseElement, dialect: Dialect) -> Compiled:
    """Return the SQL of a statement, and what its result needs where it has one."""
    compiled = statement.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)
    given = {name for name, bind in compiled.binds.items() if bind.required}
    expanded = compiled.construct_expanded_state(
        dict.fromkeys(given)
    )  # each IN with as many places as values
    to_driver: dict[str, Any] = {
        name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()
    }
    to_driver.update(expanded.processors)
    fixed = {
        name: convert(value) if (convert := to_driver.get(name)) else value
        for name, value in expanded.parameters.items()
        if name not in given
    }
    returned = statement.exported_columns if isinstance(statement, ReturnsRows) else ()
    types = [column.type.dialect_impl(dialect) for column in returned]
    back = [(place, kind.result_processor(dialect, None)) for place, kind in enumerate(types)]
    return Compiled(
        sql=expanded.statement,
        names=tuple(expanded.positiontup) if expanded.positiontup is not None else None,
        fixed=fixed,
        given={name: to_driver.get(name) for name in given},
        columns=tuple((place, convert) for place, convert in back if convert is not None),
    )
