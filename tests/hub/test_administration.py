"""Persons are administered from a desk: by commands, and passwords past every command, ledger and log."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import String, cast, select

from app.hub_person import HUB, be_a_person
from app.lists.editing import EditList
from app.lists.reading import list_changes
from db.models.ledger import AppliedCommand
from db.models.people import PersonRole, Role
from db.store import Store
from tests.app.test_lists import change, edit, fresh
from tests.hub.caller import Caller, code_of
from tests.hub.conftest import signed_in
from tests.hub.serving import HubAtWork
from tests.rows import PERSONS, uid

NEW = uid(0xF01)
SECRET = "a horse of another colour"


def set_password(caller: Caller, person_id: object, password: str = SECRET) -> str:
    said = caller.post("/v1/persons/password", {"person_id": str(person_id), "password": password})
    assert SECRET not in said.text
    return "done" if said.status_code == 204 else code_of(said)


def made() -> EditList:
    return edit("person", fresh(id=str(NEW), login="li.na", name="李娜", agent=True))


def test_an_administrator_lets_somebody_in_and_out_again(
    hub: HubAtWork, hub_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with signed_in(hub, Role.ADMIN) as admin, Caller(hub.url) as person:
        assert admin.do(made()).code is None
        assert set_password(admin, NEW) == "done"
        person.sign_in("li.na", SECRET)
        assert person.get("/v1/bundles", key="ref:code").status_code == 200
        assert set_password(admin, NEW, f"{SECRET}!") == "done"  # what is signed in ends with it
        assert code_of(person.get("/v1/bundles", key="ref:code")) == "401 signed_out"
        person.sign_in("li.na", f"{SECRET}!")
        assert admin.do(edit("person", change({"id": str(NEW)}, retired=(False, True)))).code is None
        assert code_of(person.get("/v1/bundles", key="ref:code")) == "401 signed_out"
        body = {"login": "li.na", "password": f"{SECRET}!", "extension": "", "pc": "pc", "desk_id": None}
        assert code_of(person.post("/v1/sign-in", body)) == "403 not_allowed"
    with hub_store.read() as session:
        said = list_changes(session, "person", f'["{NEW}"]')
        ledger = " ".join(session.scalars(select(cast(AppliedCommand.body, String))))
    assert [one.by_name for one in said if one.column == "password"] == ["admin one"] * 2
    assert "li.na" in ledger
    assert SECRET not in ledger
    assert SECRET not in caplog.text


@pytest.mark.parametrize("role", [Role.AGENT, Role.PROVIDER, Role.SUPERVISOR])
def test_nobody_else_lets_anybody_in(hub: HubAtWork, hub_store: Store, role: Role) -> None:
    with signed_in(hub, role) as caller:
        assert caller.do(made()).code == "not_allowed"
        mine = change({"id": str(PERSONS[role])}, admin=(False, True))
        assert caller.do(edit("person", mine)).code == "not_allowed"
        for person_id in (PERSONS[Role.ADMIN], PERSONS[role]):
            assert set_password(caller, person_id) == "403 not_allowed"
    with hub_store.read() as session:
        assert session.get(PersonRole, (PERSONS[role], Role.ADMIN)) is None
    signed_in(hub, Role.ADMIN).session.close()  # with the password that was there


def test_a_password_is_for_somebody_and_long_enough(hub: HubAtWork, hub_store: Store) -> None:
    with Caller(hub.url) as nobody:
        assert set_password(nobody, PERSONS[Role.AGENT]) == "401 signed_out"
    with signed_in(hub, Role.ADMIN) as admin:
        assert set_password(admin, uid(0xF09)) == "404 not_found"
        with hub_store.write() as session:
            be_a_person(session)
        assert set_password(admin, HUB.person_id) == "404 not_found"  # as the house nobody signs in
        assert set_password(admin, PERSONS[Role.AGENT], "short12") == "422 does_not_fit"
        assert admin.do(
            edit("person", change({"id": str(PERSONS[Role.ADMIN])}, retired=(False, True)))
        ).code == ("list_problems")
