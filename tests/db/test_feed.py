"""The feed of a central store, and what a desk's cache notes of a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from db import feed
from db.models.base import Base
from db.models.calls import Call, Leg
from db.models.customers import Phone
from db.models.hub import FeedEntry
from db.models.outbox import Touched
from db.store import Store, open_cache
from tests.rows import (
    CUSTOMER,
    OTHER_CUSTOMER,
    PERSONS,
    a_call,
    a_case,
    a_leg,
    add_base_rows,
    an_order,
    put,
    uid,
)
from tests.stores import KEY

CALL, CASE, ORDER, LEG = map(uid, range(1, 5))


@pytest.fixture(params=["central", "cache"])
def noting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store that notes what changes, with the base rows."""
    if request.param == "central":
        yield request.getfixturevalue("central_store")
        return
    with closing(open_cache(tmp_path / "cache.db", KEY)) as cache:
        with cache.write() as session:
            add_base_rows(session)
        yield cache


def noted(store: Store, *statements: object) -> set[str]:
    """Run statements in one transaction and return the keys that were noted of it."""
    model = Touched if store.writer.dialect.name == "sqlite" else FeedEntry
    with store.write() as session:
        session.execute(text(f"delete from {model.__tablename__}"))
    with store.write() as session:
        for statement in statements:
            session.add(statement) if isinstance(statement, Base) else session.execute(statement)  # type: ignore[call-overload]
    with store.read() as session:
        return set(session.scalars(select(model.key)))


def test_every_table_of_a_bundle_is_noted(noting: Store) -> None:
    for model in feed.RULES:
        found = noted(noting, text(f'delete from "{model.__tablename__}" where 1 = 0'))
        assert found == set()
    with noting.read() as session:
        rules = {model.__tablename__ for model in feed.RULES}
        assert rules <= set(tables_with_triggers(session))


def tables_with_triggers(session: Session) -> list[str]:
    sqlite = session.get_bind().dialect.name == "sqlite"
    asked = "select tbl_name from sqlite_master where type = 'trigger'"
    if not sqlite:
        asked = (
            "select c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid where not tgisinternal"
        )
    return list(session.scalars(text(asked)))


def test_a_call_is_its_own_bundle_until_it_is_bound(noting: Store) -> None:
    assert noted(noting, a_call(CALL, customer_id=None)) == {feed.call_key(CALL)}
    bind = update(Call).where(Call.id == CALL).values(customer_id=CUSTOMER)
    assert noted(noting, bind) == {feed.call_key(CALL), feed.customer_key(CUSTOMER)}
    assert noted(noting, a_leg(LEG, CALL, None)) == {feed.call_key(CALL)}
    bind = update(Leg).where(Leg.id == LEG).values(customer_id=CUSTOMER)
    assert noted(noting, bind) == {feed.call_key(CALL), feed.customer_key(CUSTOMER)}


def test_a_row_that_moves_is_noted_where_it_was_and_where_it_is(noting: Store) -> None:
    move = update(Phone).where(Phone.customer_id == CUSTOMER).values(customer_id=OTHER_CUSTOMER)
    assert noted(noting, move) == {feed.customer_key(CUSTOMER), feed.customer_key(OTHER_CUSTOMER)}


def test_open_work_is_noted_for_who_has_it(noting: Store) -> None:
    owner: UUID = next(iter(PERSONS.values()))
    put(noting, a_case(CASE))
    found = noted(noting, an_order(ORDER, CASE, owner_id=owner))
    assert found == {feed.customer_key(CUSTOMER), feed.work_key(owner), feed.visit_key(ORDER)}


def test_reference_data_is_noted_by_table(noting: Store) -> None:
    assert noted(noting, text("update fault set minutes = minutes + 1")) == {"ref:fault"}


def test_the_feed_names_a_bundle_once_in_a_transaction(central_store: Store) -> None:
    with central_store.write() as session:
        for name in ("one", "two"):
            session.execute(text("update customer set remark = :name"), {"name": name})
    with central_store.read() as session:
        last = session.scalars(select(FeedEntry.xid).order_by(FeedEntry.seq.desc()).limit(1)).one()
        keys = session.scalars(select(FeedEntry.key).where(FeedEntry.xid == last)).all()
    assert sorted(keys) == sorted({feed.customer_key(CUSTOMER), feed.customer_key(OTHER_CUSTOMER)})


def test_a_cache_opens_again_and_judges_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cache.db"
    open_cache(path, KEY).close()
    with closing(open_cache(path, KEY)) as cache, cache.write() as session:
        session.add(a_call(CALL, customer_id=uid(0xDEAD)))  # a customer whose bundle is not here
