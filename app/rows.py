"""Reading rows for frozen results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.orm import Session


def rows(session: Session, statement: Executable, values: dict[str, Any] | None = None) -> Sequence[Any]:
    """Run a statement and return its rows as plain tuples.

    A frozen result is made with ``Result(*row)``: the type checker cannot follow a row of more than ten
    columns there, a test of the query does.
    """
    return session.execute(statement, values).all()
