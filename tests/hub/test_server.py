"""The hub as a server: what it says of itself, how it answers trouble, and what it never writes down."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from typing import Any
from uuid import UUID

import pytest
import requests
from sqlalchemy import Connection, create_engine, event, text

from app.calls import RecordCall, call_id
from app.hub import answers
from app.hub.postgres import find_binaries
from app.hub.server import create_app
from app.wire import Hello, numbered
from db import schema
from db.feed import customer_key
from db.models.calls import Call
from db.models.ledger import StoreFact
from db.models.people import Role
from db.store import Store, open_central
from tests.app.specimens import a
from tests.hub.caller import Caller, code_of, events
from tests.hub.conftest import PASSWORD, Clock, give_passwords, signed_in
from tests.hub.serving import HubAtWork, serve
from tests.hub.test_commands import urge
from tests.postgres import OwnCluster, PostgresServer
from tests.rows import CUSTOMER, PHONE_KEY, add_base_rows, add_work, only

MINE = customer_key(CUSTOMER)


def test_hello_tells_anybody_who_is_there(hub: HubAtWork, agent: Caller) -> None:
    with Caller(hub.url) as stranger:
        hello = Hello.model_validate_json(stranger.get("/v1/hello").content)
    assert (hello.api_oldest, hello.api_newest, hello.revision) == (1, 1, schema.HEAD)
    assert hello.epoch == agent.seat.epoch
    assert hello.store_id == UUID(only(hub.store, StoreFact, "store_id").value)


def test_a_hub_that_starts_again_is_the_same_one(hub_store: Store, clock: Clock) -> None:
    said = []
    for _ in range(2):
        with serve(hub_store, clock) as at_work, Caller(at_work.url) as caller:
            found = caller.get("/v1/hello").json()
            said.append((found["store_id"], found["epoch"]))
    assert said[0] == said[1]


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    nowhere = create_engine("postgresql+psycopg://")  # nobody connects: it is only described
    for path, methods in create_app(Store(nowhere, nowhere, "")).openapi()["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def model_of(answer: dict[str, Any]) -> str:
    """Return the name of the model of an answer, or its kind where it is no model."""
    [content] = answer["content"].values()
    found: dict[str, Any] = content.get("schema", {})
    return str(found.get("$ref", found.get("type", ""))).rpartition("/")[2]


def test_the_openapi_tells_every_route_with_its_refusals() -> None:
    of_others = {"/v1/messages/reports"}  # a gateway is no desk: it signs, and speaks no version of ours
    without_token = {"/v1/hello", "/v1/sign-in", "/v1/token", *of_others}
    seen = set()
    for method, path, operation in operations():
        seen.add(path)
        where = f"{method} {path}"
        assert operation.get("summary"), where
        assert operation.get("tags"), where
        said = operation["responses"]
        for status in ("422", "503"):
            assert model_of(said[status]) == "Refusal", where
        assert all(model_of(said[one]) == "Refusal" for one in said if one >= "400"), where
        assert "204" in said or "content" in said["200"], where
        assert bool(operation.get("security")) == (path not in without_token), where
        assert ("401" in said) == (path not in without_token | {"/v1/hello"} or path != "/v1/hello"), where
        if path not in {"/v1/hello", *of_others}:
            assert "426" in said, where
            assert "ringside-api" in {one["name"].lower() for one in operation["parameters"]}, where
        if method == "post" and path != "/v1/sign-out":
            assert operation["requestBody"]["content"]["application/json"]["schema"], where
    assert {"/v1/commands", "/v1/bundles", "/v1/changes", "/v1/stream", "/v1/ask/candidates"} <= seen


def test_a_route_that_does_not_exist_is_refused_like_everything(agent: Caller) -> None:
    assert code_of(agent.get("/v1/everything")) == "404 not_found"
    assert code_of(agent.get("/v1/commands")) == "405 does_not_fit"
    said = agent.session.post(agent.url + "/v1/commands", data=b"{", timeout=120)
    assert code_of(said) == "422 does_not_fit"


def test_a_request_that_is_too_large_is_refused(agent: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "BODY_BYTES", 1000)
    said = agent.post("/v1/sign-in", {"login": "x" * 2000, "password": ""})
    assert code_of(said) == "413 does_not_fit"


def test_nothing_of_a_customer_and_no_token_is_logged(
    hub: HubAtWork, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = ["田雨", PHONE_KEY]  # a line of code is logged, and these words do not stand in it

    def stumble(*_: Any) -> None:
        raise ZeroDivisionError(*told)

    caplog.set_level(logging.DEBUG)
    with signed_in(hub, Role.AGENT) as agent:
        agent.do(urge(note="田雨 13800138000"))
        agent.post("/v1/ask/candidates", {"key": PHONE_KEY})
        agent.get("/v1/bundles", key=MINE, subject="13800138000")
        agent.get("/v1/bundles", key="x", reason="13800138000")
        agent.post("/v1/sign-in", {"login": "agent", "password": PASSWORD + "13800138000"})
        monkeypatch.setattr("app.hub.bundling.read_bundle", stumble)
        assert code_of(agent.get("/v1/bundles", key=MINE)) == "500 bug"
        secrets = (agent.seat.tokens.access, agent.seat.tokens.refresh, PASSWORD, "田雨", "13800138000")
    ours = [one.getMessage() for one in caplog.records if one.name.startswith("app.")]
    assert any("ZeroDivisionError" in line and "bundling.py" in line for line in ours)
    for record in caplog.records:
        line = logging.Formatter("%(message)s").format(record)
        if record.name.startswith(("app.", "uvicorn.error", "fastapi", "sqlalchemy")):
            assert not any(secret in line for secret in secrets), line


def test_two_desks_that_tell_of_the_same_call_make_one(
    hub: HubAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have looked and found nothing before either writes."""
    both, apply = threading.Barrier(2, timeout=120), RecordCall.apply
    first_tries: list[UUID] = []

    def together(self: RecordCall, session: Any, by: Any) -> None:
        apply(self, session, by)
        if self.id not in first_tries:
            first_tries.append(self.id)
            both.wait()

    monkeypatch.setattr(RecordCall, "apply", together)
    call = call_id("practice", "170.1")
    with signed_in(hub, Role.AGENT) as one, signed_in(hub, Role.SUPERVISOR) as other:
        said: list[str] = []
        desks = [
            threading.Thread(
                target=lambda desk=desk: said.append(desk.do(a(RecordCall, call_id=call)).state.value)
            )
            for desk in (one, other)
        ]
        for desk in desks:
            desk.start()
        for desk in desks:
            desk.join(30)
    assert said == ["done", "done"]
    assert only(hub.store, Call, call).linked_id == "170.1"


@pytest.fixture
def crashing(kept_password: str) -> Iterator[tuple[OwnCluster, Store]]:
    """A PostgreSQL of this test alone, which it may end, and a store with work in hand there."""
    cluster = OwnCluster(find_binaries())
    try:
        url = PostgresServer(cluster.start()).create_database()
        engine = create_engine(url)
        with engine.begin() as connection:
            schema.upgrade(connection)
        engine.dispose()
        with closing(open_central(url)) as store:
            with store.write() as session:
                add_base_rows(session)
                add_work(session)
                give_passwords(session, kept_password)
            yield cluster, store
    finally:
        cluster.stop()


def test_without_its_database_a_hub_says_so_and_goes_on_after_it(
    crashing: tuple[OwnCluster, Store], clock: Clock
) -> None:
    cluster, store = crashing
    with serve(store, clock) as at_work, Caller(at_work.url) as agent:
        agent.sign_in("agent", PASSWORD)
        coming = events(agent.stream(MINE))
        assert next(coming)[0] == "here"
        agent.do(urge())
        cluster.crash()
        sent = numbered(urge(), 2)
        assert code_of(agent.push_raw(sent)) == "503 no_centre"
        assert code_of(agent.get("/v1/bundles", key=MINE)) == "503 no_centre"
        assert code_of(agent.post("/v1/changes", {})) == "503 no_centre"
        assert code_of(agent.get("/v1/hello")) == "503 no_centre"
        assert "" in (kind for kind, _ in coming)  # the stream stays
        cluster.start_again()
        assert agent.push_raw(sent).json()["decided"][0]["state"] == "done"
        told = (event.get("key") for _, event in coming)
        assert MINE in islice(told, 20)


def test_a_statement_that_the_database_gives_up_is_a_store_that_is_away(
    hub: HubAtWork, agent: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    """Also one that ran on the driver itself."""

    def hurry(connection: Connection) -> None:
        with connection.connection.cursor() as cursor:
            cursor.execute("set local lock_timeout = '20ms'")

    def asked() -> list[requests.Response]:
        return [agent.push_raw(), agent.post("/v1/changes", {}), agent.get("/v1/bundles", key=MINE)]

    with hub.store.writer.begin() as upgrading:
        upgrading.execute(text("lock table token"))
        event.listen(hub.store.writer, "begin", hurry)
        assert {code_of(said) for said in asked()} == {"503 no_centre"}
        event.remove(hub.store.writer, "begin", hurry)
    assert {said.status_code for said in asked()} == {200}
    assert agent.seat.tokens.access not in caplog.text
