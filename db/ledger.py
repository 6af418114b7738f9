"""Writing the ledger of decisions: once per command, whoever comes first; and the counters of a store."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Text, cast, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from db.models.ledger import COMMAND_SEQ, AppliedCommand, OutcomeState, StoreFact


def enter(session: Session, values: dict[str, Any]) -> AppliedCommand | None:
    """Enter a command without an outcome; return the row that is there already, if one is.

    In PostgreSQL a second writer of the same id waits here until the first has decided.
    """
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(AppliedCommand).values(values).on_conflict_do_nothing(index_elements=["id"])
    if session.execute(statement.returning(AppliedCommand.id)).first() is not None:
        return None
    return session.get_one(AppliedCommand, values["id"])


def settle(
    session: Session,
    command_id: UUID,
    outcome: OutcomeState,
    code: str | None,
    details: dict[str, Any] | None,
) -> None:
    """Write the outcome and draw ``seq``; must be the last statement of the transaction."""
    if session.get_bind().dialect.name == "sqlite":
        next_seq: Any = select(func.coalesce(func.max(AppliedCommand.seq), 0) + 1).scalar_subquery()
    else:
        next_seq = COMMAND_SEQ.next_value()
    session.execute(
        update(AppliedCommand)
        .where(AppliedCommand.id == command_id)
        .values(outcome=outcome, refusal_code=code, refusal_details=details, seq=next_seq)
        .execution_options(synchronize_session=False)
    )


def count_up(session: Session, name: str) -> int:
    """Return the next number of a counter of this store, from 1; no number is given twice."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    first = dialect.insert(StoreFact).values(name=name, value="1")
    one_more = cast(cast(StoreFact.value, Integer) + 1, Text)
    statement = first.on_conflict_do_update(index_elements=["name"], set_={"value": one_more})
    return int(session.execute(statement.returning(StoreFact.value)).scalar_one())
