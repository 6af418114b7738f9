"""Bundles: the unit of copying. Read at the centre, put into a desk's cache, forgotten whole.

Every row of a bundle belongs to its key by the rules of `db/feed.py`, so that a bundle can be taken out by
its key alone. A provider's visit brings the customer's name, address, phones and unit beside them; a desk
holds visits or customers, not both. The ids of ``work:`` are no rows of a desk: they stay in
``HeldBundle.rows``.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    Date,
    Enum,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    Uuid,
    delete,
    insert,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from app.bundle_parts import (
    WORK_COLUMNS,
    Parts,
    call_parts,
    count_customer,
    customer_parts,
    own_parts,
    reference_parts,
    visit_parts,
    work_parts,
)
from app.errors import NotFound
from app.wire import Bundle
from db.feed import REFERENCE, RULES, call_key, customer_key
from db.models.base import Base, UtcDateTime
from db.models.outbox import HeldBundle

NEWEST = (200, 100, 50, 20, 0)  # rows of each history, less and less until the bundle is small enough
MOST_ROWS, MOST_BYTES = 1_000, 512 * 1024

_TABLES: Mapping[str, Table] = Base.metadata.tables
_REFERENCE = frozenset(model.__tablename__ for model in REFERENCE)


def read_bundle(session: Session, key: str, through: int) -> Bundle:
    """Return a bundle as it stands in this transaction; one of which nothing is there has no rows.

    Raises: NotFound when no bundle can have this key.
    """
    kind, _, name = key.partition(":")
    if kind == "ref" and name in _REFERENCE:
        return _bundle(key, through, reference_parts(session, _TABLES[name]))
    subject = _subject(key)
    if kind == "customer":
        return _read_customer(session, key, subject, through)
    reader = {"call": call_parts, "visit": visit_parts, "work": work_parts, "own": own_parts}.get(kind)
    if reader is None:
        raise NotFound(what="bundle", id=key)
    return _bundle(key, through, reader(session, subject))


def _subject(key: str) -> UUID:
    try:
        return UUID(hex=key.partition(":")[2])
    except ValueError as error:
        raise NotFound(what="bundle", id=key) from error


def _read_customer(session: Session, key: str, customer_id: UUID, through: int) -> Bundle:
    """Leave out ever more of the history until the rest is small enough; what is open always goes."""
    there = count_customer(session, customer_id)
    for newest in NEWEST:
        parts = customer_parts(session, customer_id, newest)
        rows = sum(map(len, parts.values()))
        bundle = _bundle(key, through, parts, more=rows < there)
        if rows <= MOST_ROWS and len(bundle.model_dump_json().encode()) <= MOST_BYTES:
            break
    return bundle


def _bundle(key: str, through: int, parts: Parts, *, more: bool = False) -> Bundle:
    filled = {table: rows for table, rows in parts.items() if rows}
    return Bundle(
        key=key,
        through=through,
        more=more,
        columns={table: _columns(table) for table in filled},
        rows={table: tuple(_to_wire(table, rows)) for table, rows in filled.items()},
    )


def _columns(table: str) -> tuple[str, ...]:
    return WORK_COLUMNS if table == "work" else tuple(_TABLES[table].columns.keys())


def _to_wire(table: str, rows: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    if table == "work":
        return ((kind, item.hex, customer and customer.hex) for kind, item, customer in rows)
    codecs = [_codec(column)[0] for column in _TABLES[table].columns]
    return (
        tuple(
            value if codec is None or value is None else codec(value)
            for codec, value in zip(codecs, row, strict=True)
        )
        for row in rows
    )


_Codec = Callable[[Any], Any] | None


@cache
def _codec(column: Column[Any]) -> tuple[_Codec, _Codec]:
    """Return how a column's values become what JSON has, and back; None where they are that already."""
    kind = column.type
    if isinstance(kind, Uuid):
        return (lambda value: value.hex), UUID
    if isinstance(kind, UtcDateTime):
        return datetime.isoformat, datetime.fromisoformat
    if isinstance(kind, Date):
        return date.isoformat, date.fromisoformat
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return (lambda value: value.value), kind.enum_class
    return None, None


def pack(bundle: Bundle) -> bytes:
    """Return a bundle as it is kept."""
    return zlib.compress(bundle.model_dump_json().encode())


def unpack(packed: bytes) -> Bundle:
    return Bundle.model_validate_json(zlib.decompress(packed))


def put_bundle(session: Session, bundle: Bundle, now: datetime) -> None:
    """Put a bundle in the place of what this desk had of it, and keep it as received.

    A bundle without rows is not held: there is nothing, or nothing any more.
    """
    known = session.get(HeldBundle, bundle.key)
    used_at = known.used_at if known else now
    clear_bundle(session, bundle.key)
    if not bundle.rows and not bundle.key.startswith("work:"):
        return
    insert_rows(session, bundle)
    held = HeldBundle(
        key=bundle.key,
        through=bundle.through,
        more=bundle.more,
        rows=pack(bundle),
        fetched_at=now,
        used_at=used_at,
    )
    session.add(held)
    session.flush()


def clear_bundle(session: Session, key: str) -> None:
    """Take a bundle's rows out of the store and forget that it was held."""
    clear_rows(session, key)
    held = session.get(HeldBundle, key)
    if held is not None:
        if key.startswith("visit:"):
            _clear_beside(session, unpack(held.rows))
        session.delete(held)
        session.flush()


def insert_rows(session: Session, bundle: Bundle) -> None:
    """Write a bundle's rows as they are; a row that stood under another key moves here."""
    for name, rows in bundle.rows.items():
        if name == "work":
            continue
        table, columns = _TABLES[name], bundle.columns[name]
        codecs = [_codec(table.c[column])[1] for column in columns]
        values = [
            {
                column: value if codec is None or value is None else codec(value)
                for column, codec, value in zip(columns, codecs, row, strict=True)
            }
            for row in rows
        ]
        session.connection().execute(insert(table).prefix_with("OR REPLACE"), values)


def clear_rows(session: Session, key: str) -> None:
    """Take out the rows that belong to a key."""
    kind, _, name = key.partition(":")
    if kind == "work":
        return
    connection = session.connection()
    if kind == "ref":
        connection.execute(delete(_TABLES[name]))
        return
    subject = _subject(key)
    for model, rules in RULES.items():
        for rule in rules:
            if rule.kind == kind and rule.column is not None:
                columns = model.__table__.c
                unbound = [columns[rule.unless].is_(None)] if rule.unless else []
                connection.execute(delete(model.__table__).where(columns[rule.column] == subject, *unbound))  # type: ignore[arg-type]


def _clear_beside(session: Session, visit: Bundle) -> None:
    """Take out what a visit brought beside its own rows, unless another visit brought it too."""
    others = select(HeldBundle.rows).where(HeldBundle.key.startswith("visit:"), HeldBundle.key != visit.key)
    kept = {identity for packed in session.scalars(others) for identity in _identities(unpack(packed))}
    for table, row_id in set(_identities(visit)) - kept:
        session.connection().execute(delete(_TABLES[table]).where(_TABLES[table].c.id == UUID(row_id)))


def _identities(bundle: Bundle) -> Iterator[tuple[str, str]]:
    for table, rows in bundle.rows.items():
        place = bundle.columns[table].index("id")
        yield from ((table, row[place]) for row in rows)


def work_customers(bundle: Bundle) -> set[UUID]:
    """Return the customers on whom a person has something open."""
    return {UUID(customer) for _kind, _id, customer in bundle.rows.get("work", ()) if customer}


def work_keys(bundle: Bundle) -> set[str]:
    """Return the bundles that hold what is open for a person, unbound calls too."""
    calls = {call_key(UUID(item)) for kind, item, _ in bundle.rows.get("work", ()) if kind == "call"}
    return calls | {customer_key(customer) for customer in work_customers(bundle)}


def keys_beside(session: Session, bundles: Iterable[Bundle]) -> set[str]:
    """Return the keys under which rows of these bundles stand already, or rows that exclude them.

    To be asked when the rows of the bundles' own keys are out.
    """
    found: set[str] = set()
    for bundle in bundles:
        if bundle.key.startswith(("customer:", "call:")):
            for table, rows in bundle.rows.items():
                found |= _twins(session, _TABLES[table], bundle.columns[table], rows)
    return found


def _twins(
    session: Session, table: Table, columns: tuple[str, ...], rows: tuple[tuple[Any, ...], ...]
) -> set[str]:
    owner = table.c.id if table.name == "customer" else table.c.customer_id
    call = table.c.get("call_id", table.c.id)
    found: set[str] = set()
    for unique in _unique_keys(table):
        places = [columns.index(column.key) for column in unique]
        decode = [_codec(column)[1] for column in unique]
        wanted = [
            tuple(
                value if codec is None else codec(value) for codec, value in zip(decode, values, strict=True)
            )
            for values in ([row[place] for place in places] for row in rows)
            if None not in values
        ]
        twins = select(owner, call).where(tuple_(*unique).in_(wanted))
        for customer, call_id in session.connection().execute(twins):
            found.add(customer_key(customer) if customer else call_key(call_id))
    return found


@cache
def _unique_keys(table: Table) -> tuple[tuple[Column[Any], ...], ...]:
    """Return the primary key of a table and whatever else must be unique in it."""
    indexes = [tuple(index.columns) for index in table.indexes if index.unique]
    constraints = [
        tuple(constraint.columns)
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint | PrimaryKeyConstraint)
    ]
    return tuple(constraints + indexes)
