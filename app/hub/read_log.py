"""Parts of a statement that reads customers: is the token still good, and who read whom and why."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    bindparam,
    exists,
    func,
    insert,
    literal_column,
    select,
)

from app.hub.read_pool import read_statement
from app.rights import DISPATCHING
from db.models.hub import CustomerRead, ReadReason, Token
from db.models.people import Person, PersonRole

_COLUMNS = CustomerRead.__table__.c
_NAMED = ("person_id", "reason", "subject", "at")


def token_is_good() -> ColumnElement[bool]:
    """Tell whether the token ``hash`` still lets its person in, and into the pages of customers."""
    return exists(
        select(Token.hash)
        .join(Person, Person.id == Token.person_id)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(
            Token.hash == bindparam("hash"),
            Token.expires_at > bindparam("at", type_=_COLUMNS.at.type),
            Person.active,
            PersonRole.role.in_(sorted(DISPATCHING)),
        )
    )


def read_rows(customers: FromClause) -> CTE:
    """Write one read down for each of these customers: the only column of what is given."""
    [customer] = customers.c
    values = [bindparam(name, type_=_COLUMNS[name].type) for name in _NAMED]
    rows = select(func.gen_random_uuid(), customer, *values)
    return insert(CustomerRead).from_select(["id", "customer_id", *_NAMED], rows).cte("read")


def read_values(
    person_id: UUID, reason: ReadReason, subject: str, at: datetime, token: str = ""
) -> dict[str, Any]:
    """Return the parameters of both parts."""
    return {"person_id": person_id, "reason": reason, "subject": subject, "at": at, "hash": token}


def quietly() -> ColumnElement[Any]:
    """Let the transaction of this statement, and no other, commit without waiting for the disk."""
    return func.set_config("synchronous_commit", "off", literal_column("true"))


_SHOWN = select(func.unnest(bindparam("customers")).label("id")).cte("shown")
LOG = read_statement(select(func.count(), quietly()).select_from(_SHOWN).add_cte(read_rows(_SHOWN)))
