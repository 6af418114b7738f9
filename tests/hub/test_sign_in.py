"""Signing in: who may, how long it holds, and who sits where."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from anyio import CapacityLimiter
from sqlalchemy import delete, event, insert, select, update
from sqlalchemy.orm import Session

from app.hub import sign_in
from app.hub.persons import change_roles, disable_person
from app.wire import API_HEADER
from db.models.hub import Credential, DeskSeat, ExtensionUse, Token
from db.models.people import Person, PersonRole, Role
from tests.hub.caller import Caller, code_of
from tests.hub.conftest import PASSWORD, Clock, signed_in
from tests.hub.serving import HubAtWork
from tests.hub.test_commands import urge
from tests.rows import PERSONS, only

AGENT = PERSONS[Role.AGENT]


@pytest.fixture
def visitor(hub: HubAtWork) -> Any:
    """Somebody at the door."""
    with Caller(hub.url) as caller:
        yield caller


def try_in(visitor: Caller, login: str = "agent", password: str = PASSWORD, **more: Any) -> Any:
    return visitor.post("/v1/sign-in", {"login": login, "password": password, **more})


def works(caller: Caller) -> bool:
    return caller.post("/v1/changes", {"after": "", "keys": []}).status_code == 200


def test_a_person_signs_in_at_a_desk_with_a_number_of_its_own(visitor: Caller) -> None:
    first = visitor.sign_in("agent", PASSWORD)
    assert (first.person_id, first.name, first.roles) == (AGENT, "agent one", {Role.AGENT})
    assert (first.desk_number, first.last) == (1000, 0)
    visitor.do(urge())
    again = visitor.sign_in("agent", PASSWORD, desk_id=first.desk_id)
    assert (again.desk_id, again.desk_number, again.last) == (first.desk_id, 1000, 1)
    assert visitor.sign_in("agent", PASSWORD).desk_number == 1001


def test_a_desk_that_the_centre_has_forgotten_begins_anew_under_its_id(visitor: Caller) -> None:
    desk_id = uuid4()
    seat = visitor.sign_in("agent", PASSWORD, desk_id=desk_id)
    assert (seat.desk_id, seat.last) == (desk_id, 0)


def test_the_desk_of_somebody_else_is_refused(visitor: Caller) -> None:
    seat = visitor.sign_in("supervisor", PASSWORD)
    assert code_of(try_in(visitor, desk_id=str(seat.desk_id))) == "403 not_allowed"


@pytest.mark.parametrize(
    ("login", "password"),
    [("agent", "wrong"), ("agent", ""), ("nobody", PASSWORD), ("", ""), ("Agent", PASSWORD)],
)
def test_a_wrong_password_and_an_unknown_person_look_the_same(
    visitor: Caller, login: str, password: str
) -> None:
    said = try_in(visitor, login, password)
    assert code_of(said) == "401 wrong_password"
    assert said.json()["details"] == {}


def test_a_person_without_a_password_does_not_sign_in(hub: HubAtWork, visitor: Caller) -> None:
    with hub.store.write() as session:
        session.execute(delete(Credential).where(Credential.person_id == AGENT))
    for password in ("", PASSWORD):
        assert code_of(try_in(visitor, password=password)) == "401 wrong_password"


def test_after_five_wrong_passwords_the_sign_in_is_closed_for_five_minutes(
    visitor: Caller, clock: Clock
) -> None:
    for _ in range(sign_in.TRIES):
        assert code_of(try_in(visitor, password="wrong")) == "401 wrong_password"
    closed = try_in(visitor)
    assert code_of(closed) == "429 too_many_tries"
    assert closed.json()["details"]["until"]
    assert try_in(visitor, "supervisor").status_code == 200
    clock.ahead = sign_in.CLOSED_FOR + timedelta(seconds=1)
    assert try_in(visitor).status_code == 200


def test_a_right_password_forgets_the_wrong_ones(visitor: Caller) -> None:
    for _ in range(3):
        for _ in range(sign_in.TRIES - 1):
            assert code_of(try_in(visitor, password="wrong")) == "401 wrong_password"
        assert try_in(visitor).status_code == 200


def test_a_disabled_person_is_refused_and_what_was_open_is_over(hub: HubAtWork, visitor: Caller) -> None:
    seat = visitor.sign_in("agent", PASSWORD)
    with hub.store.write() as session:
        session.execute(update(Person).where(Person.id == AGENT).values(active=False))
    assert not works(visitor)
    assert code_of(visitor.post("/v1/token", {"refresh": seat.tokens.refresh})) == "401 signed_out"
    assert code_of(try_in(visitor)) == "403 not_allowed"
    assert code_of(try_in(visitor, password="wrong")) == "401 wrong_password"


@pytest.mark.parametrize(
    "change", [disable_person, lambda session, login: change_roles(session, login, [Role.SUPERVISOR])]
)
def test_what_a_running_desk_may_follows_its_person_at_once(
    hub: HubAtWork, agent: Caller, change: Callable[[Session, str], None]
) -> None:
    def asked() -> Iterator[int]:
        yield agent.get("/v1/pop", number="13800138000").status_code  # answered by who is known from before
        yield agent.get("/v1/search", q="x").status_code
        yield agent.push_raw().status_code
        yield agent.post("/v1/changes", {}).status_code
        yield agent.get("/v1/bundles", key="ref:code").status_code

    assert set(asked()) == {200}
    with hub.store.write() as session:
        change(session, "agent")
    assert set(asked()) == {401}


def test_a_change_of_roles_holds_at_once(hub: HubAtWork, agent: Caller) -> None:
    with hub.store.write() as session:
        session.execute(delete(PersonRole).where(PersonRole.person_id == AGENT))
        session.execute(insert(PersonRole).values(person_id=AGENT, role=Role.ANALYST))
    assert agent.do(urge()).code == "not_allowed"


def test_an_access_token_ends_after_a_quarter_of_an_hour_and_is_renewed(agent: Caller, clock: Clock) -> None:
    clock.ahead = timedelta(minutes=14, seconds=50)
    assert works(agent)
    clock.ahead = timedelta(minutes=15, seconds=1)
    assert not works(agent)
    said = agent.post("/v1/token", {"refresh": agent.seat.tokens.refresh})
    agent.carry(said.json()["access"])
    assert works(agent)


def test_a_refresh_token_is_good_once_and_a_minute_longer_for_a_lost_answer(
    agent: Caller, clock: Clock
) -> None:
    def renewed(refresh: str) -> Any:
        return agent.post("/v1/token", {"refresh": refresh})

    old = agent.seat.tokens.refresh
    lost, found = renewed(old).json(), renewed(old).json()
    assert lost["refresh"] != found["refresh"] != old
    clock.ahead = timedelta(hours=11)
    newer = renewed(found["refresh"]).json()
    clock.ahead = timedelta(hours=22)
    assert renewed(newer["refresh"]).status_code == 200
    clock.ahead = timedelta(hours=35)
    assert code_of(renewed(newer["refresh"])) == "401 signed_out"


def test_an_old_refresh_token_shown_again_ends_what_took_its_place(agent: Caller, clock: Clock) -> None:
    old = agent.seat.tokens.refresh
    newer = agent.post("/v1/token", {"refresh": old}).json()["refresh"]
    clock.ahead = timedelta(seconds=61)
    for shown in (old, newer):
        assert code_of(agent.post("/v1/token", {"refresh": shown})) == "401 signed_out"


def test_a_token_is_good_for_its_own_purpose_only(agent: Caller) -> None:
    tokens = agent.seat.tokens
    assert code_of(agent.post("/v1/token", {"refresh": tokens.access})) == "401 signed_out"
    for wrong in (tokens.refresh, "", "x" * 43, sha256(tokens.access.encode()).hexdigest()):
        agent.carry(wrong)
        assert not works(agent)
        assert agent.push_raw().status_code == 401


def test_a_token_is_not_kept_but_its_hash(hub: HubAtWork, agent: Caller) -> None:
    tokens = agent.seat.tokens
    with hub.store.read() as session:
        kept = set(session.scalars(select(Token.hash)))
    assert kept == {sha256(one.encode()).hexdigest() for one in (tokens.access, tokens.refresh)}


def test_a_new_sign_in_at_a_desk_ends_the_one_before(hub: HubAtWork, agent: Caller) -> None:
    with Caller(hub.url) as same:
        same.sign_in("agent", PASSWORD, desk_id=agent.seat.desk_id)
        assert works(same)
        assert not works(agent)


def test_an_extension_is_one_persons_until_it_is_left(hub: HubAtWork, visitor: Caller) -> None:
    with signed_in(hub, Role.AGENT, extension="8001") as agent:
        refused = try_in(visitor, "dispatcher", extension="8001")
        assert code_of(refused) == "409 extension_in_use"
        assert refused.json()["details"] == {"extension": "8001", "name": "agent one"}
        assert visitor.sign_in("dispatcher", PASSWORD, extension="8002")
        agent.post("/v1/sign-out")
        visitor.sign_in("dispatcher", PASSWORD, "8001", visitor.seat.desk_id)
    with hub.store.read() as session:
        found = session.execute(select(ExtensionUse.extension, ExtensionUse.desk_id)).all()
    assert found == [("8001", visitor.seat.desk_id)]


def test_a_person_takes_the_extension_along_to_another_desk(hub: HubAtWork, visitor: Caller) -> None:
    visitor.sign_in("agent", PASSWORD, extension="8001")
    there = visitor.sign_in("agent", PASSWORD, extension="8001")
    assert only(hub.store, ExtensionUse, "8001").desk_id == there.desk_id


def test_an_extension_whose_person_is_long_gone_is_free(
    hub: HubAtWork, visitor: Caller, clock: Clock
) -> None:
    visitor.sign_in("agent", PASSWORD, extension="8001")
    clock.ahead = timedelta(hours=13)
    visitor.sign_in("dispatcher", PASSWORD, extension="8001")
    assert only(hub.store, ExtensionUse, "8001").person_id == PERSONS[Role.DISPATCHER]


def test_an_extension_is_left_in_the_moment_in_which_it_is_wanted(hub: HubAtWork, visitor: Caller) -> None:
    def leave(*ran: Any) -> None:
        if ran[2].startswith("INSERT INTO extension_use"):
            with hub.store.write() as session:
                left = select(ExtensionUse.extension).with_for_update(skip_locked=True)
                session.execute(delete(ExtensionUse).where(ExtensionUse.extension.in_(left)))

    visitor.sign_in("agent", PASSWORD, extension="8001")
    visitor.post("/v1/sign-out")
    with hub.store.write() as session:  # as somebody whose tokens have ended
        sits = {"person_id": AGENT, "desk_id": visitor.seat.desk_id, "since": datetime.now(UTC)}
        session.execute(insert(ExtensionUse).values(extension="8001", **sits))
    event.listen(hub.store.writer, "after_cursor_execute", leave)
    try:
        seat = visitor.sign_in("dispatcher", PASSWORD, extension="8001")
    finally:
        event.remove(hub.store.writer, "after_cursor_execute", leave)
    assert only(hub.store, ExtensionUse, "8001").desk_id == seat.desk_id


@pytest.mark.parametrize("role", Role)
def test_a_supervisor_frees_an_extension(hub: HubAtWork, visitor: Caller, role: Role) -> None:
    visitor.sign_in("provider" if role is Role.AGENT else "agent", PASSWORD, extension="8001")
    with signed_in(hub, role) as caller:
        said = caller.post("/v1/extensions/free", {"extension": "8001"})
        if role in (Role.SUPERVISOR, Role.ADMIN):
            assert said.status_code == 204
            caller.sign_in(role.value, PASSWORD, extension="8001")
        else:
            assert code_of(said) == "403 not_allowed"
            assert code_of(try_in(caller, role.value, extension="8001")) == "409 extension_in_use"


def test_signing_out_ends_what_a_desk_could_do(agent: Caller) -> None:
    assert agent.post("/v1/sign-out").json().keys() == {"token", "until"}
    assert not works(agent)
    assert code_of(agent.post("/v1/token", {"refresh": agent.seat.tokens.refresh})) == "401 signed_out"


@pytest.mark.parametrize("version", [None, "0", "2", "99"])
@pytest.mark.parametrize(
    "ask",
    [
        lambda caller: caller.post("/v1/sign-in", {"strange": "old body"}),
        lambda caller: caller.push_raw(),
        lambda caller: caller.get("/v1/bundles", key="ref:code"),
    ],
)
def test_a_desk_outside_the_range_is_told_so(
    agent: Caller, version: str | None, ask: Callable[[Caller], Any]
) -> None:
    if version is None:
        del agent.session.headers[API_HEADER]
    else:
        agent.session.headers[API_HEADER] = version
    said = ask(agent)
    assert code_of(said) == "426 too_old"
    assert said.json()["details"] == {"oldest": 1, "newest": 1}
    assert agent.get("/v1/hello").status_code == 200


def test_numbers_of_desks_end_before_those_of_stores_without_a_hub(
    hub: HubAtWork, visitor: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.hub.seats.LAST_NUMBER", 1000)
    visitor.sign_in("agent", PASSWORD)
    assert code_of(try_in(visitor)) == "409 guard_broken"
    with hub.store.read() as session:
        assert session.scalars(select(DeskSeat.number)).all() == [1000]


def test_a_person_takes_a_few_new_desks_a_day(
    visitor: Caller, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.hub.seats.NEW_A_DAY", 2)
    for _ in range(2):
        seat = visitor.sign_in("agent", PASSWORD)
    refused = try_in(visitor)
    assert (code_of(refused), refused.json()["details"]) == ("409 guard_broken", {"rule": "new_desks"})
    visitor.sign_in("agent", PASSWORD, desk_id=seat.desk_id)
    visitor.sign_in("supervisor", PASSWORD)
    clock.ahead = timedelta(days=1)
    assert visitor.sign_in("agent", PASSWORD).desk_number == seat.desk_number + 2  # no number was lost


def test_what_does_not_fit_is_told_by_its_place_and_never_repeated(visitor: Caller) -> None:
    said = visitor.post("/v1/sign-in", {"login": "agent", "password": ["S3cret!"], "x": "S3cret!"})
    assert code_of(said) == "422 does_not_fit"
    assert said.json()["details"] == {"fields": "body.password, body.x"}
    assert "S3cret" not in said.text


def test_who_comes_when_many_wait_is_told_at_once_and_who_left_is_not_tried(
    hub: HubAtWork, visitor: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in, "MOST_WAITING", 1)
    monkeypatch.setattr(hub.inside, "sign_ins", CapacityLimiter(1))
    compared: list[str] = []
    held, goes_on = threading.Event(), threading.Event()

    def compare(_kept: str | None, password: str) -> bool:
        compared.append(password)
        held.set()
        return goes_on.wait(60)

    monkeypatch.setattr(sign_in, "password_fits", compare)
    with ThreadPoolExecutor() as others, Caller(hub.url) as first:
        at_work = others.submit(try_in, first, password="first")
        assert held.wait(60)
        with closing(socket.create_connection(hub.url.removeprefix("http://").split(":"))) as leaves:
            body = b'{"login": "agent", "password": "leaves"}'
            head = (
                "POST /v1/sign-in HTTP/1.1\r\nHost: hub\r\nRingside-API: 1\r\nContent-Type: application/json"
            )
            length = f"Content-Type: application/json\r\nContent-Length: {len(body)}"
            leaves.sendall(f"{head}\r\n{length}\r\n\r\n".encode() + body)
            while not hub.inside.sign_ins.statistics().tasks_waiting:
                time.sleep(0.01)
            assert code_of(try_in(visitor)) == "503 no_centre"
        goes_on.set()
        assert at_work.result().status_code == 200
    assert try_in(visitor, password="last").status_code == 200
    assert compared == ["first", "last"]
