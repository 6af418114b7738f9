"""What a central store knows of itself: its id, its epoch, where its feed begins."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.ids import new_id
from db.models.ledger import StoreFact


def fact(session: Session, name: str, default: str = "") -> str:
    """Return a fact of the store as text."""
    row = session.get(StoreFact, name)
    return default if row is None else row.value


def set_fact(session: Session, name: str, value: str) -> None:
    statement = insert(StoreFact).values(name=name, value=value)
    session.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def name_central_store(session: Session) -> None:
    """Give a store that has none its id and its epoch; two hubs that start at once give one."""
    for name in ("store_id", "epoch"):
        statement = insert(StoreFact).values(name=name, value=str(new_id()))
        session.execute(statement.on_conflict_do_nothing(index_elements=["name"]))
