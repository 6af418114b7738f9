"""Finding customers at the hub: the lines of the store, masked, written down, within limits."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter
from sqlalchemy import delete, select

from app.hub.limits import LINES
from app.search import SearchHit, search
from db.models.hub import CustomerRead, ReadLimit, ReadReason, Token
from db.models.people import Role
from tests.hub.caller import Caller, code_of
from tests.hub.conftest import signed_in
from tests.hub.serving import HubAtWork
from tests.rows import CUSTOMER, PERSONS, a_customer, put, uid

LINES_OF = TypeAdapter(list[SearchHit])


def found(caller: Caller, words: str) -> list[SearchHit]:
    said = caller.get("/v1/search", q=words)
    assert said.status_code == 200, said.text
    return LINES_OF.validate_json(said.content)


def reads(hub: HubAtWork) -> list[tuple[Any, ...]]:
    with hub.store.read() as session:
        rows = session.scalars(select(CustomerRead)).all()
        return [(row.person_id, row.customer_id, row.reason, row.subject) for row in rows]


@pytest.mark.parametrize("words", ["田", "ty", "13800138000", "8000", "261123-9000-1029", "SN001", "nobody"])
def test_the_hub_finds_what_the_store_finds(hub: HubAtWork, agent: Caller, words: str) -> None:
    with hub.store.read() as session:
        assert found(agent, words) == search(session, words)


def test_what_is_shown_is_written_down_as_listed(hub: HubAtWork, agent: Caller) -> None:
    found(agent, "田")
    found(agent, "nobody")
    assert reads(hub) == [(PERSONS[Role.AGENT], CUSTOMER, ReadReason.LISTED, "田")]


def test_who_is_shown_again_while_one_types_is_written_down_once(hub: HubAtWork, agent: Caller) -> None:
    def ask(caller: Caller, sitting: int, *typed: str) -> list[str]:
        before = len(reads(hub))
        for words in typed:
            assert caller.get("/v1/search", q=words, sitting=str(uid(sitting))).status_code == 200
        return sorted(subject for *_, subject in reads(hub)[before:])

    assert ask(agent, 1, "田", "ty", "nobody", "ty", "田雨") == ["ty", "田"]  # two have these initials
    assert ask(agent, 2, "ty", "田") == ["ty", "ty"]
    with signed_in(hub, Role.SUPERVISOR) as colleague:
        assert ask(colleague, 1, "田雨") == ["田雨"]


def test_no_line_has_a_number_that_can_be_dialled(agent: Caller) -> None:
    assert "13800138000" not in agent.get("/v1/search", q="13800138000").text


@pytest.mark.parametrize("role", Role)
def test_the_roles_of_the_table_may_search(hub: HubAtWork, role: Role) -> None:
    may = {Role.AGENT, Role.SUPERVISOR, Role.ADMIN, Role.DISPATCHER}
    with signed_in(hub, role) as caller:
        said = caller.get("/v1/search", q="田")
    assert (said.status_code == 200) if role in may else (code_of(said) == "403 not_allowed")
    assert bool(reads(hub)) == (role in may)


def test_the_base_cannot_be_listed(hub: HubAtWork, agent: Caller) -> None:
    """Lines weigh a tenth of a read: they end later, and a page can still be opened."""
    put(hub.store, ReadLimit(role=Role.AGENT, per_hour=2, per_day=9))
    put(hub.store, *(a_customer(uid(0x9000 + n), f"{'甲乙'[n % 2]}{n}") for n in range(40)))
    assert len(found(agent, "甲")) == 2 * LINES
    assert code_of(agent.get("/v1/search", q="乙")) == "429 too_much_read"
    assert len(found(agent, "甲")) == 2 * LINES
    assert agent.get("/v1/pop", customer=CUSTOMER).status_code == 200


def test_a_token_that_ended_finds_nobody(hub: HubAtWork, agent: Caller) -> None:
    found(agent, "nobody")
    with hub.store.write() as session:
        session.execute(delete(Token).where(Token.person_id == PERSONS[Role.AGENT]))
    assert code_of(agent.get("/v1/search", q="田")) == "401 signed_out"
    assert reads(hub) == []


def test_words_are_asked_for_and_not_too_many(agent: Caller) -> None:
    assert code_of(agent.get("/v1/search")) == "422 does_not_fit"
    assert code_of(agent.get("/v1/search", q="x" * 81)) == "422 does_not_fit"
