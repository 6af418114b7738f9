"""The rows of a part of the world, kept together until they are written, parents first."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert

from db.models.base import Base
from db.models.calls import Call
from db.models.cases import Case
from db.models.customers import Address, Customer, Phone, Unit
from db.models.followups import Attempt, FollowUp
from db.models.interactions import Interaction
from db.models.orders import OrderEvent, RepairOrder
from db.models.providers import Booking

Row = dict[str, Any]

PARENTS_FIRST: tuple[type[Base], ...] = (
    Customer,
    Phone,
    Address,
    Unit,
    Call,
    Case,
    RepairOrder,
    OrderEvent,
    Interaction,
    Booking,
    FollowUp,
    Attempt,
)


class Batch:
    """Rows by table. A row may be changed until the batch is written."""

    def __init__(self) -> None:
        self._rows: dict[type[Base], list[Row]] = {model: [] for model in PARENTS_FIRST}

    def add(self, model: type[Base], row: Row) -> Row:
        self._rows[model].append(row)
        return row

    def rows(self, model: type[Base]) -> list[Row]:
        return self._rows[model]

    def count(self, *models: type[Base]) -> int:
        return sum(len(self._rows[model]) for model in models)

    def write(self, connection: Connection) -> None:
        """Insert everything, and begin anew."""
        for model, rows in self._rows.items():
            if rows:
                connection.execute(insert(model), rows)
                rows.clear()
