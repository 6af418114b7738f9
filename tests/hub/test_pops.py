"""The page that the hub gives is the page that the store gives."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import create_engine, delete, literal_column, select, text, update

from app.demo.world import build_world
from app.hub.limits import PER_HOUR
from app.hub.pops import LARGEST, planned
from app.hub.read_pool import ReadPool, read_statement
from app.hub.tokens import issue
from app.matching import candidates
from app.numbers import dial_string
from app.pop import PopPage, pop_page
from app.sync.pops import Popped, read_popped
from db import schema
from db.models.customers import Customer, Phone
from db.models.hub import CustomerRead, DeskSeat, ReadLimit, ReadReason, Token, TokenKind
from db.models.people import Person, PersonRole, Role
from db.store import Store, open_central
from tests.hub.caller import Caller, code_of
from tests.hub.conftest import signed_in
from tests.hub.serving import HubAtWork, serve
from tests.postgres import PostgresServer
from tests.rows import CUSTOMER, NOBODY, OTHER_CUSTOMER, PERSONS, a_phone, add, an_interaction, put, uid

WORLD_AT = datetime(2026, 11, 18, 3, tzinfo=UTC)  # a working morning: calls are promised for later that day


def popped(caller: Caller, **asked: Any) -> Popped:
    said = caller.get("/v1/pop", **asked)
    assert said.status_code == 200, said.text
    return read_popped(said.json())


def reads(store: Store) -> list[tuple[UUID, UUID, str, str]]:
    with store.read() as session:
        found = session.scalars(select(CustomerRead).order_by(CustomerRead.at)).all()
        return [(row.person_id, row.customer_id, row.reason.value, row.subject) for row in found]


@pytest.fixture
def world(postgres_server: PostgresServer) -> Iterator[HubAtWork]:
    """A hub before a store with a small service world, whose desk person is called `desk` here."""
    url = postgres_server.create_database()
    engine = create_engine(url)
    with engine.begin() as connection:
        schema.upgrade(connection)
        build_world(connection, 11, 60, now=WORLD_AT)
    engine.dispose()
    with closing(open_central(url)) as store, serve(store, lambda: WORLD_AT) as hub:
        yield hub
    postgres_server.drop_database(url)


def desk_of(hub: HubAtWork) -> Caller:
    """Return an agent of a hub's world, let in without a password and without limits."""
    person, desk = uid(0x7001), uid(0x7002)
    now = WORLD_AT
    with hub.store.write() as session:
        add(session, Person(id=person, login="x", name="x", extension="", team="", active=True))
        add(session, PersonRole(person_id=person, role=Role.AGENT))
        add(session, ReadLimit(role=Role.AGENT, per_hour=9999, per_day=9999))
        add(session, DeskSeat(id=desk, person_id=person, number=7000, pc="", last=0, made_at=now))
        token = issue(session, TokenKind.ACCESS, person, desk, now + timedelta(hours=1))
    caller = Caller(hub.url)
    caller.carry(token)
    return caller


def test_a_page_from_the_hub_is_the_page_of_the_store(world: HubAtWork) -> None:
    with world.store.read() as session:
        customers = list(session.scalars(select(Customer.id)))
        keys = list(session.scalars(select(Phone.key).distinct()))
    filled: set[str] = set()
    with desk_of(world) as desk:
        for customer_id in customers:
            got = popped(desk, customer=customer_id)
            with world.store.read() as session:
                page = pop_page(session, customer_id, got.at)
            assert got.page == page
            filled |= {name for name in PopPage.__slots__ if getattr(page, name)}
        for key in keys:
            got = popped(desk, number=dial_string(key))
            with world.store.read() as session:
                found = candidates(session, key)
                assert list(got.candidates) == found
                alone = found[0].customer_id if len(found) == 1 else None
                assert got.page == (alone and pop_page(session, alone, got.at))
    assert filled == set(PopPage.__slots__)


def test_a_connection_that_stands_ready_has_planned_the_pages(hub_store: Store) -> None:
    kept = select(literal_column("statement"), literal_column("generic_plans"))
    prepared = read_statement(kept.select_from(text("pg_prepared_statements")))
    pages = planned(datetime.now(UTC))

    async def look() -> list[tuple[str, int]]:
        pool = ReadPool(hub_store.writer, pages)
        await pool.open()
        try:
            return await pool.rows(prepared, {})
        finally:
            await pool.close()

    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        found = dict(runner.run(look()))
    assert [found[page.sql.decode()] for page, _ in pages] == [1, 1, 1]
    assert reads(hub_store) == []


def test_who_read_whom_and_why_is_written_down(hub: HubAtWork, agent: Caller) -> None:
    popped(agent, customer=CUSTOMER, reason="order", subject="261123-9000-1029")
    popped(agent, number="13800138000", subject="call 7")
    me = PERSONS[Role.AGENT]
    assert reads(hub.store) == [
        (me, CUSTOMER, "order", "261123-9000-1029"),
        (me, CUSTOMER, "call", "call 7"),
    ]


def test_of_a_shared_number_only_summaries_come_and_each_is_a_read(hub: HubAtWork, agent: Caller) -> None:
    put(hub.store, a_phone(uid(1), OTHER_CUSTOMER))
    got = popped(agent, number="138 0013 8000")
    assert {one.customer_id for one in got.candidates} == {CUSTOMER, OTHER_CUSTOMER}
    assert got.page is None
    assert {customer for _, customer, _, _ in reads(hub.store)} == {CUSTOMER, OTHER_CUSTOMER}


@pytest.mark.parametrize("number", ["", "anonymous", "110", "13900000000"])
def test_a_number_that_nobody_has_is_answered_and_reads_nobody(
    hub: HubAtWork, agent: Caller, number: str
) -> None:
    got = popped(agent, number=number)
    assert (got.candidates, got.page) == ((), None)
    assert reads(hub.store) == []


def test_nobody_is_not_found(hub: HubAtWork, agent: Caller) -> None:
    assert code_of(agent.get("/v1/pop", customer=NOBODY)) == "404 not_found"
    assert reads(hub.store) == []


def test_of_a_page_too_large_for_one_answer_the_head_comes(hub: HubAtWork, agent: Caller) -> None:
    long = "拆" * (LARGEST // 3 // 40)
    put(hub.store, *(an_interaction(uid(0x5000 + n), None, notes=long) for n in range(45)))
    got = popped(agent, customer=CUSTOMER)
    assert got.page is None
    assert got.head is not None
    assert got.head.name == "田雨"


@pytest.mark.parametrize("role", Role)
def test_a_page_is_given_to_the_roles_of_the_table(hub: HubAtWork, role: Role) -> None:
    may = {Role.AGENT, Role.SUPERVISOR, Role.ADMIN, Role.DISPATCHER}
    with signed_in(hub, role) as caller:
        said = caller.get("/v1/pop", customer=CUSTOMER)
    if role in may:
        assert said.status_code == 200
    else:
        assert code_of(said) == "403 not_allowed"
        assert reads(hub.store) == []


def test_a_token_that_ended_is_refused_though_it_is_known(hub: HubAtWork, agent: Caller) -> None:
    popped(agent, customer=CUSTOMER)
    with hub.store.write() as session:
        session.execute(delete(Token).where(Token.person_id == PERSONS[Role.AGENT]))
    assert code_of(agent.get("/v1/pop", customer=CUSTOMER)) == "401 signed_out"
    assert code_of(agent.get("/v1/pop", number="13800138000")) == "401 signed_out"
    assert len(reads(hub.store)) == 1


def test_a_person_who_was_disabled_is_refused(hub: HubAtWork, agent: Caller) -> None:
    popped(agent, customer=CUSTOMER)
    with hub.store.write() as session:
        session.execute(update(Person).where(Person.id == PERSONS[Role.AGENT]).values(active=False))
    assert code_of(agent.get("/v1/pop", customer=CUSTOMER)) == "401 signed_out"


def test_time_ends_a_token(agent: Caller, clock: Any) -> None:
    popped(agent, customer=CUSTOMER)
    clock.ahead = timedelta(minutes=16)
    assert code_of(agent.get("/v1/pop", customer=CUSTOMER)) == "401 signed_out"


def test_walking_through_ids_ends_at_the_limit(agent: Caller) -> None:
    for n in range(PER_HOUR):
        assert code_of(agent.get("/v1/pop", customer=uid(0x9000 + n))) == "404 not_found"
    assert code_of(agent.get("/v1/pop", customer=CUSTOMER)) == "429 too_much_read"
    assert code_of(agent.get("/v1/pop", number="13800138000")) == "429 too_much_read"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"customer": "no id"}, "422 does_not_fit"),
        ({"reason": "curiosity"}, "422 does_not_fit"),
        ({"number": "1" * 201}, "422 does_not_fit"),
        ({"all": "1"}, "422 does_not_fit"),
    ],
)
def test_what_does_not_fit_is_refused(agent: Caller, asked: dict[str, str], said: str) -> None:
    assert code_of(agent.get("/v1/pop", **asked)) == said


def test_nobody_reads_without_a_token_or_with_an_old_desk(hub: HubAtWork, agent: Caller) -> None:
    del agent.session.headers["Authorization"]
    assert code_of(agent.get("/v1/pop", customer=CUSTOMER)) == "401 signed_out"
    agent.session.headers["Ringside-API"] = "0"
    assert code_of(agent.get("/v1/pop", customer=CUSTOMER)) == "426 too_old"
    assert reads(hub.store) == []


def test_the_open_interface_says_what_can_be_asked(agent: Caller) -> None:
    described = agent.get("/openapi.json").json()["paths"]["/v1/pop"]["get"]
    assert {one["name"] for one in described["parameters"]} == {
        "Ringside-API",
        "customer",
        "number",
        "reason",
        "subject",
    }
    [reason] = [one for one in described["parameters"] if one["name"] == "reason"]
    assert set(reason["schema"]["enum"]) == {one.value for one in ReadReason}
