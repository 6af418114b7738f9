"""Every role tries what is not its right, over HTTP: role × read, write, escalate, forge, dump, phone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import pytest
from argon2 import PasswordHasher
from sqlalchemy import insert, update

from app.command import Edit
from app.customers import EditCustomer
from app.hub.limits import PER_DAY
from app.hub.passwords import hash_password
from db.feed import customer_key, visit_key
from db.ids import new_id
from db.models.hub import Credential
from db.models.people import Person, Role
from db.store import Store, open_central
from tests.app.specimens import a
from tests.hub.attacks.all import ATTACKS
from tests.hub.attacks.ground import Clock, Ground, bundle_outcome, outcome
from tests.hub.attacks.page import page, table_of_cells
from tests.hub.attacks.table import DONE, NOBODY, NOT_ALLOWED, Attempt, Column, cell
from tests.hub.conftest import PASSWORD
from tests.hub.fake_line import FakeLine
from tests.hub.serving import serve
from tests.postgres import PostgresServer
from tests.rows import CUSTOMER, NOW, PERSONS, PROVIDER, SECOND_PROVIDER, add_work

PAGE = Path(__file__).parents[2] / "docs" / "rights.md"
MANY, WITH_NUMBERS = 10_000, 40


@pytest.fixture(scope="module")
def central(postgres_server: PostgresServer, central_template: str) -> Iterator[Store]:
    """One store for the whole module."""
    url = postgres_server.create_database(central_template)
    store = open_central(url)
    yield store
    store.close()
    postgres_server.drop_database(url)


@pytest.fixture(scope="module")
def quick_password() -> str:
    """What is kept of the password, made so that many sign-ins cost little."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture(scope="module")
def ground(central: Store, quick_password: str) -> Iterator[Ground]:
    with central.write() as session:
        add_work(session)
        credential = {"password_hash": quick_password, "changed_at": NOW, "failures": 0}
        session.execute(insert(Credential), [{"person_id": one, **credential} for one in PERSONS.values()])
        provider = update(Person).where(Person.id == PERSONS[Role.PROVIDER])
        session.execute(provider.values(provider_id=PROVIDER))
    clock, line = Clock(), FakeLine()
    with serve(central, clock, line) as hub:
        line.come_up()
        at_work = Ground(hub, clock, PASSWORD, quick_password, line)
        at_work.fill(MANY, WITH_NUMBERS)
        yield at_work
        at_work.close()


@pytest.fixture(scope="module", autouse=True)
def printed_table() -> Iterator[None]:
    """Print what was tried; seen with -s."""
    yield
    print("\n" + "\n".join(table_of_cells()))  # noqa: T201


@pytest.mark.parametrize("column", Column)
@pytest.mark.parametrize("role", Role)
def test_a_role_is_stopped_where_it_has_no_right(ground: Ground, role: Role, column: Column) -> None:
    wrong = [
        f"{attack.name}: {said}, not {attack.expected(role)}"
        for attack in cell(ATTACKS, column)
        if (said := _said(attack.attempt, ground, role)) != attack.expected(role)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("column", Column)
def test_what_nobody_may_is_done_when_nothing_is_wrong_with_it(ground: Ground, column: Column) -> None:
    honest = [attack for attack in ATTACKS if attack.column is column and attack.honest]
    wrong = [
        f"{attack.name}: {said}"
        for attack in honest
        if attack.honest and (said := _said(attack.honest, ground, Role.ADMIN)) != DONE
    ]
    assert not wrong, "\n".join(wrong)


def _said(attempt: Attempt, ground: Ground, role: Role) -> str:
    """Return what came of it, also when the hub broke: the others are tried all the same."""
    try:
        return attempt(ground, role)
    except AssertionError as broken:
        return str(broken)[:300]


def test_who_read_whom_and_why_is_written_down(ground: Ground) -> None:
    reader, customer_id = ground.newcomer(Role.AGENT), ground.customer()
    why = {"reason": "call", "subject": "170.1"}
    assert outcome(reader.get("/v1/bundles", key=customer_key(customer_id), **why)) == DONE
    assert outcome(reader.get("/v1/pop", customer=str(customer_id), **why)) == DONE
    order = ground.order(PROVIDER)
    provider = ground.as_role(Role.PROVIDER)
    before = ground.reads_of(provider.seat.person_id, CUSTOMER)
    assert outcome(provider.get("/v1/bundles", key=visit_key(order), reason="order", subject="it")) == DONE
    assert ground.reads_of(reader.seat.person_id, customer_id) == [("call", "170.1")] * 2
    assert ground.reads_of(provider.seat.person_id, CUSTOMER) == [*before, ("order", "it")]


def test_what_is_refused_leaves_no_read(ground: Ground) -> None:
    customer_id, stranger = ground.customer(), ground.as_role(Role.ANALYST)
    assert bundle_outcome(stranger, customer_key(customer_id)) == NOT_ALLOWED
    assert ground.reads_of(stranger.seat.person_id, customer_id) == []


def test_who_may_not_read_cannot_tell_what_is_there(ground: Ground) -> None:
    """Refusals for a customer who is there and for one who is not are the same, byte by byte."""
    stranger, there, nobody = ground.as_role(Role.PROVIDER), ground.customer(), new_id()
    for path, body in (
        ("/v1/ask/pop_page", {"now": NOW.isoformat()}),
        ("/v1/ask/timeline_page", {}),
        ("/v1/ask/timeline_counts", {}),
    ):
        said = [stranger.post(path, {"customer_id": str(one), **body}) for one in (there, nobody)]
        assert said[0].content == said[1].content
        assert said[0].status_code == said[1].status_code == 403
    orders = [ground.order(SECOND_PROVIDER), new_id()]
    said = [stranger.get("/v1/bundles", key=visit_key(one)) for one in orders]
    assert [one.json()["bundles"] for one in said] == [[], []]


def test_a_stranger_is_shut_out_like_a_person(ground: Ground) -> None:
    """Nobody learns from the answers who exists."""
    answers = []
    for login in (ground.person(Role.AGENT), f"agent-{new_id().hex}"):
        wrong = {"login": login, "password": "guess"}
        said = [ground.caller().post("/v1/sign-in", wrong) for _ in range(6)]
        answers.append([(one.status_code, set(one.json()["details"]), one.json()["code"]) for one in said])
    assert answers[0] == answers[1]
    assert [code for _, _, code in answers[0]] == ["wrong_password"] * 5 + ["too_many_tries"]


def test_a_stranger_waits_as_long_as_a_person(ground: Ground) -> None:
    login = ground.person(Role.AGENT)
    person_id = ground.signed_in(login).seat.person_id
    ground.change(Credential, person_id, password_hash=hash_password(PASSWORD))

    def took_s(login: str) -> float:
        began = perf_counter()
        ground.caller().post("/v1/sign-in", {"login": login, "password": "guess"})
        return perf_counter() - began

    known, unknown = (min(took_s(one) for _ in range(4)) for one in (login, f"x{login}"))
    assert known / 3 < unknown < known * 3


def test_an_outbox_left_behind_is_not_told_what_stands_there(ground: Ground) -> None:
    reader, customer_id = ground.newcomer(Role.AGENT), ground.customer()
    edits = {"name": Edit(old="no", new="x")}
    told = reader.push(a(EditCustomer, customer_id=customer_id, edits=edits)).decided[0].details
    assert told["theirs"] == "甘宁"
    reader.carry(reader.post("/v1/sign-out").json()["token"])
    told = reader.push(a(EditCustomer, customer_id=customer_id, edits=edits)).decided[0].details
    assert "theirs" not in told
    assert told["field"] == "name"


def test_a_day_has_an_end_too(ground: Ground) -> None:
    """An hour later the next customers can be read, until the day is full: never all that there are."""
    reader = ground.newcomer(Role.AGENT)
    ground.has_read(reader.seat.person_id, PER_DAY - 1, ago=timedelta(hours=2))
    first, second = (customer_key(one) for one in ground.many[-2:])
    assert bundle_outcome(reader, first) == DONE
    assert bundle_outcome(reader, second) == "too_much_read"


def test_each_attack_is_right_for_somebody_or_has_an_honest_form() -> None:
    names = [(attack.column, attack.name) for attack in ATTACKS]
    assert len(set(names)) == len(names)
    assert not [attack.name for attack in ATTACKS if attack.may == NOBODY and attack.honest is None]
    assert all(any(cell(ATTACKS, column)) for column in Column)


def test_the_page_on_rights_is_what_is_tried() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.hub.attacks docs/rights.md"
