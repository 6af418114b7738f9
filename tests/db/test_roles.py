"""The hub's database role does all the hub's work, and can change neither history nor the schema."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.orm import Session

from app.calls import EndCall
from app.commands import decide
from app.interactions import SealInteraction
from app.rights import MAY_DO
from db import roles
from db.feed import customer_key
from db.models import Base
from db.models.hub import CustomerRead, ReadReason
from db.models.ledger import OutcomeState
from db.models.people import Role
from db.store import Store, open_central
from tests.app.specimens import SPECIMENS, a, before, doer
from tests.rows import CUSTOMER, NOW, PERSONS, actor, uid

HUB = "ringside_test_hub"
INSUFFICIENT = "42501"


@pytest.fixture
def as_hub(central_at_work: Store) -> Iterator[Store]:
    """The store with work in hand as the hub's role sees it."""
    with central_at_work.write() as session:
        session.add(
            CustomerRead(
                id=uid(0xE1),
                at=NOW,
                person_id=PERSONS[Role.AGENT],
                customer_id=CUSTOMER,
                reason=ReadReason.CALL,
                subject="",
            )
        )
        url = session.get_bind().engine.url  # type: ignore[union-attr]
    password = secrets.token_urlsafe()
    with central_at_work.writer.begin() as connection:
        connection.execute(text(f"drop role if exists {HUB}"))
        connection.execute(text(f"create role {HUB} login password '{password}'"))
        roles.grant_to_hub(connection, HUB)
    as_hub = make_url(url).set(username=HUB, password=password)
    try:
        with closing(open_central(as_hub.render_as_string(False))) as store:
            yield store
    finally:
        with central_at_work.writer.begin() as connection:
            connection.execute(text(f"drop owned by {HUB}"))
            connection.execute(text(f"drop role {HUB}"))


def refused(store: Store, statement: str) -> str:
    """Return the SQLSTATE by which a statement is refused, or what came of it."""
    with store.writer.connect() as connection:
        try:
            count = connection.execute(text(statement)).rowcount
        except DBAPIError as error:
            return str(error.orig.sqlstate)  # type: ignore[union-attr]
        finally:
            connection.rollback()
    return f"{count} rows changed"


def test_every_command_is_done_by_the_hubs_role(as_hub: Store):
    assert set(SPECIMENS) == set(MAY_DO)
    told = set()
    for kind in SPECIMENS:
        with as_hub.writer.connect() as connection, Session(connection) as session:
            for earlier in before(kind):
                decide(session, earlier, doer(type(earlier)))
            outcome = decide(session, a(kind), doer(kind))
            assert outcome.state is OutcomeState.DONE, (kind, outcome)
            told.update(session.scalars(text("select key from feed")))
    assert customer_key(CUSTOMER) in told  # the feed was written, though not by this role


@pytest.mark.parametrize("table", ["order_event", "attempt", "customer_read", "applied_command"])
@pytest.mark.parametrize(
    "statement",
    [
        'update "{0}" set at = at',
        'delete from "{0}"',
        'truncate "{0}" cascade',
        'alter table "{0}" add column more text',
        'alter table "{0}" disable trigger all',
        'drop table "{0}" cascade',
        'create trigger mine before insert on "{0}" execute function guard_refuse()',
    ],
)
def test_history_cannot_be_changed(as_hub: Store, table: str, statement: str):
    assert refused(as_hub, statement.format(table)) == INSUFFICIENT


@pytest.mark.parametrize(
    "statement",
    [
        "update alembic_version set version_num = 'x'",
        "delete from alembic_version",
        "insert into feed (xid, seq, key) values (1, 1, 'customer:x')",
        "update feed set key = 'x'",
        "select nextval('feed_seq')",
        "select setval('command_seq', 1)",
        "create table mine (id int)",
        "create or replace function guard_refuse() returns trigger language sql as 'select 1'",
        "update person_role set role = 'admin'",
        "delete from credential",
        "delete from person",
        "delete from customer",
        "delete from call",
        "delete from interaction",
        "set session_replication_role = replica",
        f"alter role {HUB} superuser",
        "copy order_event to program 'cat'",
    ],
)
def test_what_is_not_the_hubs_is_refused(as_hub: Store, statement: str):
    assert refused(as_hub, statement) == INSUFFICIENT


def test_an_ended_call_and_a_sealed_interaction_are_kept_by_their_guards(as_hub: Store):
    with as_hub.write() as session:
        for command in (a(EndCall), a(SealInteraction)):
            decide(session, command, actor(Role.AGENT))
    for table, column in (("call", "ani"), ("interaction", "notes")):
        with pytest.raises(IntegrityError, match=f"guard_{table}_sealed"), as_hub.write() as session:
            session.execute(text(f"update {table} set {column} = 'x'"))


def test_a_decided_command_is_not_decided_again(as_hub: Store):
    with as_hub.write() as session:
        decide(session, a(SPECIMENS[0]), actor(Role.AGENT))
    with pytest.raises(IntegrityError, match="guard_applied_command_sealed"), as_hub.write() as session:
        session.execute(text("update applied_command set outcome = 'refused'"))
    with pytest.raises(ProgrammingError, match="permission denied"), as_hub.write() as session:
        session.execute(text("update applied_command set body = '{}'"))


def test_the_owner_is_told_from_the_hub(as_hub: Store, central_at_work: Store):
    with as_hub.writer.connect() as connection:
        assert not roles.may_rewrite_history(connection)
    with central_at_work.writer.connect() as connection:
        assert roles.may_rewrite_history(connection)


def test_who_owns_the_store_cannot_be_its_hub(central_store: Store):
    with central_store.writer.begin() as connection:
        owner = connection.execute(text("select current_user")).scalar_one()
        with pytest.raises(ValueError):
            roles.grant_to_hub(connection, owner)
        with pytest.raises(LookupError):
            roles.grant_to_hub(connection, "nobody_of_that_name")


def test_a_table_that_nobody_thought_of_is_only_read():
    assert set(roles.rights_of_hub()) == set(Base.metadata.tables)


def _grants(connection: Connection) -> list[tuple[object, ...]]:
    asked = (
        "select table_name, privilege_type from information_schema.role_table_grants where grantee = :role"
    )
    return sorted(tuple(row) for row in connection.execute(text(asked), {"role": HUB}))


@pytest.mark.usefixtures("as_hub")
def test_granting_again_takes_what_was_given_beside(central_at_work: Store):
    with central_at_work.writer.begin() as connection:
        before = _grants(connection)
        connection.execute(text(f"grant delete on customer to {HUB}"))
        roles.grant_to_hub(connection, HUB)
        assert _grants(connection) == before
