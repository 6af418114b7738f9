"""What a list is: where its rows are, how they are kept, and who may edit it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import Date, Enum, Select, Text, Uuid
from sqlalchemy.orm import Session

from app.lists.columns import Choice, Column, Kind, Problem, Scalar, Values
from db.models.base import Base, UtcDateTime
from db.models.people import Role

if TYPE_CHECKING:
    from app.lists.editing import Writing

ADMINS: Final = frozenset({Role.ADMIN})
RETIRED, POSITION = "retired", "position"  # cells that every list may have beside its columns


class Group(StrEnum):
    """Under which heading a list stands."""

    CODES = "codes"
    GOODS = "goods"
    RULES = "rules"
    CALLS = "calls"
    MESSAGES = "messages"
    PEOPLE = "people"
    PLACES = "places"
    PROVIDERS = "providers"


def _nothing_derived(_values: Values) -> Values:
    return {}


def _nothing_wrong(_session: Session, _values: Values) -> Iterable[Problem]:
    return ()


@dataclass(frozen=True, kw_only=True)
class ListSpec:
    """One list. A row is told by its key columns, and in a list with ``valid_from`` by that day too.

    ``scopes`` and ``within``: a list too long for one grid is shown a part at a time, by a choice.
    ``read`` gives rows, in their order, as mappings of column names in the place of the table's rows; it is
    given the scope and the instant.
    """

    id: str
    group: Group
    model: type[Base]
    columns: tuple[Column, ...]
    fixed: Mapping[str, Scalar] = field(default_factory=dict)  # what all rows of the list have in common
    valid_from: str = ""  # the column by which a change is a new row; empty: rows change in place
    position: str = ""  # the column that keeps the order
    parent: str = ""  # the column that names the row above: rows stand under it, and are ordered there
    retires: str = ""  # retired_at or active; empty: nothing here is retired
    may_edit: frozenset[Role] = ADMINS
    may_add: bool = True
    derive: Callable[[Values], Values] = _nothing_derived
    check: Callable[[Session, Values], Iterable[Problem]] = _nothing_wrong
    write: Callable[[Writing], Iterable[Problem]] | None = None
    read: Callable[[Session, str, datetime], Iterable[Values]] | None = None
    scopes: Callable[[Session], list[Choice]] | None = None
    within: Callable[[Select[Any], str], Select[Any]] | None = None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the cells of a row, as a page has them."""
        more = [name for name, there in ((POSITION, self.position), (RETIRED, self.retires)) if there]
        return (*(column.name for column in self.columns), *more)

    @cached_property
    def by_name(self) -> dict[str, Column]:
        found = {column.name: column for column in self.columns}
        if self.position:
            found[POSITION] = Column(POSITION, Kind.WHOLE, start=0)
        if self.retires:
            found[RETIRED] = Column(RETIRED, Kind.FLAG, start=False)
        return found

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Return the names of the cells that tell rows apart, those of a day among them."""
        keys = [column.name for column in self.columns if column.is_key]
        return (*keys, *([self.valid_from] if self.valid_from and self.valid_from not in keys else []))

    @cached_property
    def lasting_key(self) -> tuple[str, ...]:
        """Return the key that a row keeps through its versions."""
        return tuple(name for name in self.key if name != self.valid_from)

    @cached_property
    def goes_by_instants(self) -> bool:
        """Tell whether a change counts from its instant on, and not from a day."""
        kind = self.model.__table__.columns[self.valid_from].type if self.valid_from else None
        return isinstance(kind, UtcDateTime)


def to_cell(value: Any) -> Scalar:
    """Return a column's value as a cell has it."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, StrEnum):
        return value.value
    assert isinstance(value, str | int)  # a list has no other columns
    return value


def to_column(model: type[Base], name: str, value: Scalar) -> Any:
    """Return a cell as its column takes it. Raises ValueError for what it cannot take."""
    column = model.__table__.columns[name]
    if value is None:
        return "" if isinstance(column.type, Text) and not column.nullable else None
    if isinstance(column.type, Enum) and column.type.enum_class is not None:
        return column.type.enum_class(value)
    if isinstance(column.type, Uuid):
        return UUID(str(value))
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(str(value))
    if isinstance(column.type, Date):
        return date.fromisoformat(str(value))
    return value


def cell_of(spec: ListSpec, row: Base, name: str) -> Scalar:
    """Return a cell of a row as it stands in the table."""
    if name == RETIRED:
        gone = getattr(row, spec.retires)
        return not gone if spec.retires == "active" else gone is not None
    return to_cell(getattr(row, spec.position if name == POSITION else name))


def cells_of(spec: ListSpec, row: Base) -> dict[str, Scalar]:
    return {name: cell_of(spec, row, name) for name in spec.names}


def column_values(spec: ListSpec, cells: Values, at: datetime) -> dict[str, Any]:
    """Return cells as the columns of the table, by name; who is retired is so from an instant on.

    Raises ValueError for what a column cannot take.
    """
    found: dict[str, Any] = {}
    for name, value in cells.items():
        if name != RETIRED:
            column = spec.position if name == POSITION else name
            found[column] = to_column(spec.model, column, value)
        elif spec.retires == "active":
            found["active"] = not value
        else:
            found[spec.retires] = at if value else None
    return found
