"""Writing the ledger of decisions: once per command, whoever comes first; and the counters of a store."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Text, bindparam, cast, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from db.models.ledger import COMMAND_SEQ, AppliedCommand, OutcomeState, StoreFact
from db.prepared import PreparedRows


def enter(session: Session, values: dict[str, Any]) -> AppliedCommand | None:
    """Enter a command without an outcome; return the row that is there already, if one is.

    In PostgreSQL a second writer of the same id waits here until the first has decided.
    """
    connection = session.connection()
    given = {f"its_{name}": value for name, value in values.items()}
    if _ENTER[connection.dialect.name].rows(connection, given):
        return None
    return session.get_one(AppliedCommand, values["id"])


def enter_done(session: Session, values: dict[str, Any]) -> bool:
    """Enter a command that is done and draw ``seq``; tell whether it was not there before.

    Must be the last statement of the transaction. In PostgreSQL a second writer of the same id waits here.
    """
    connection = session.connection()
    given = {f"its_{name}": value for name, value in values.items()}
    return bool(_ENTER_DONE[connection.dialect.name].rows(connection, given))


def settle(
    session: Session,
    command_id: UUID,
    outcome: OutcomeState,
    code: str | None,
    details: dict[str, Any] | None,
) -> None:
    """Write the outcome and draw ``seq``; must be the last statement of the transaction."""
    connection = session.connection()
    given = {"its_id": command_id, "its_outcome": outcome, "its_code": code, "its_details": details}
    _SETTLE[connection.dialect.name].rows(connection, given)


def count_up(session: Session, name: str) -> int:
    """Return the next number of a counter of this store, from 1; no number is given twice."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    first = dialect.insert(StoreFact).values(name=name, value="1")
    one_more = cast(cast(StoreFact.value, Integer) + 1, Text)
    statement = first.on_conflict_do_update(index_elements=["name"], set_={"value": one_more})
    return int(session.execute(statement.returning(StoreFact.value)).scalar_one())


_ENTERED = ("id", "kind", "version", "person_id", "body", "at", "desk_id", "n")


def _enter(dialect: Any, **more: Any) -> PreparedRows:
    given: dict[str, Any] = {name: bindparam(f"its_{name}") for name in _ENTERED}
    row = dialect.insert(AppliedCommand).values(given | more)
    return PreparedRows(row.on_conflict_do_nothing(index_elements=["id"]).returning(AppliedCommand.id))


def _settle(next_seq: ColumnElement[Any]) -> PreparedRows:
    return PreparedRows(
        update(AppliedCommand)
        .where(AppliedCommand.id == bindparam("its_id"))
        .values(
            outcome=bindparam("its_outcome"),
            refusal_code=bindparam("its_code"),
            refusal_details=bindparam("its_details"),
            seq=next_seq,
        )
        .returning(AppliedCommand.seq)
    )


_ENTER = {"sqlite": _enter(sqlite), "postgresql": _enter(postgresql)}
_NEXT_SEQ: dict[str, ColumnElement[Any]] = {
    "sqlite": select(func.coalesce(func.max(AppliedCommand.seq), 0) + 1).scalar_subquery(),
    "postgresql": COMMAND_SEQ.next_value(),
}
_ENTER_DONE = {
    "sqlite": _enter(sqlite, outcome=OutcomeState.DONE, seq=_NEXT_SEQ["sqlite"]),
    "postgresql": _enter(postgresql, outcome=OutcomeState.DONE, seq=_NEXT_SEQ["postgresql"]),
}
_SETTLE = {name: _settle(next_seq) for name, next_seq in _NEXT_SEQ.items()}
