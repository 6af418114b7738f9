"""Persons are added, given passwords and disabled by who owns the store."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from app.hub.passwords import password_fits
from app.hub.persons import (
    add_person,
    change_roles,
    disable_person,
    enable_person,
    list_persons,
    set_password,
    somebody_may_sign_in,
)
from app.hub.problems import HubProblem
from db.models.hub import Credential, DeskSeat, ExtensionUse, Token, TokenKind
from db.models.people import Person, Role
from db.store import Store
from tests.rows import NOW, uid

PASSWORD = "correct horse"


def add_li_na(store: Store, password: str = PASSWORD) -> None:
    with store.write() as session:
        add_person(session, "li.na", password, [Role.AGENT, Role.AGENT, Role.ADMIN], name="李娜", now=NOW)


def fits(store: Store, password: str) -> bool:
    with store.read() as session:
        kept = session.scalar(select(Credential.password_hash).join(Person).where(Person.login == "li.na"))
    return password_fits(kept, password)


def test_a_person_is_added_with_roles_and_a_password_that_is_not_kept_plain(central_store: Store):
    add_li_na(central_store)
    with central_store.read() as session:
        [line] = [line for line in list_persons(session) if line.login == "li.na"]
        hashed = session.scalars(select(Credential.password_hash)).one()
    assert (line.name, line.roles, line.active, line.may_sign_in) == (
        "李娜",
        (Role.ADMIN, Role.AGENT),
        True,
        True,
    )
    assert hashed.startswith("$argon2id$")
    assert fits(central_store, PASSWORD)
    assert not fits(central_store, "correct horsf")


def test_a_login_is_taken_once(central_store: Store):
    add_li_na(central_store)
    with pytest.raises(HubProblem, match=r"person li.na already"):
        add_li_na(central_store)


@pytest.mark.parametrize("login", ["", " li", "li "])
def test_a_login_has_no_space_around_it(central_store: Store, login: str):
    with pytest.raises(HubProblem), central_store.write() as session:
        add_person(session, login, PASSWORD, [Role.AGENT], now=NOW)


@pytest.mark.parametrize("password", ["", "short12", "x" * 1001])
def test_a_password_is_neither_short_nor_endless(central_store: Store, password: str):
    with pytest.raises(HubProblem, match="8 to 1,000"):
        add_li_na(central_store, password)


def sign_in(store: Store) -> None:
    """Give li.na what she has when she sits at a desk, a closed sign-in, and unsent work."""
    with store.write() as session:
        person_id = session.scalars(select(Person.id).where(Person.login == "li.na")).one()
        session.add(DeskSeat(id=uid(1), person_id=person_id, number=1000, pc="", last=0, made_at=NOW))
        session.flush()
        for kind in TokenKind:
            session.add(Token(hash=kind, kind=kind, person_id=person_id, desk_id=uid(1), expires_at=NOW))
        session.add(ExtensionUse(extension="8000", person_id=person_id, desk_id=uid(1), since=NOW))
        session.execute(text("update credential set failures = 5, locked_until = now()"))


def left(store: Store) -> tuple[list[str], int]:
    with store.read() as session:
        kinds = [kind.value for kind in session.scalars(select(Token.kind))]
        return kinds, session.execute(text("select count(*) from extension_use")).scalar_one()


def test_a_new_password_ends_what_is_signed_in_but_not_unsent_work(central_store: Store):
    add_li_na(central_store)
    sign_in(central_store)
    with central_store.write() as session:
        set_password(session, "li.na", "battery staple", NOW)
    assert fits(central_store, "battery staple")
    assert not fits(central_store, PASSWORD)
    assert left(central_store) == (["submit"], 0)
    with central_store.read() as session:
        opened = session.execute(select(Credential.failures, Credential.locked_until)).one()
    assert tuple(opened) == (0, None)


def test_who_is_disabled_is_signed_out_and_kept(central_store: Store):
    add_li_na(central_store)
    sign_in(central_store)
    with central_store.read() as session:
        assert somebody_may_sign_in(session)
    with central_store.write() as session:
        disable_person(session, "li.na")
    assert left(central_store) == (["submit"], 0)
    with central_store.read() as session:
        assert not somebody_may_sign_in(session)
        [line] = [line for line in list_persons(session) if line.login == "li.na"]
    assert not line.active
    with central_store.write() as session:
        enable_person(session, "li.na")
    with central_store.read() as session:
        assert somebody_may_sign_in(session)
    assert fits(central_store, PASSWORD)


def test_other_roles_take_the_place_of_those_before_and_end_what_is_signed_in(central_store: Store):
    add_li_na(central_store)
    sign_in(central_store)
    with central_store.write() as session:
        change_roles(session, "li.na", [Role.AGENT, Role.SUPERVISOR, Role.AGENT])
    with central_store.read() as session:
        [line] = [line for line in list_persons(session) if line.login == "li.na"]
    assert line.roles == (Role.AGENT, Role.SUPERVISOR)
    assert left(central_store) == (["submit"], 0)


def test_who_is_not_there_is_told(central_store: Store):
    for work in (
        lambda s: disable_person(s, "nobody"),
        lambda s: enable_person(s, "nobody"),
        lambda s: change_roles(s, "nobody", [Role.AGENT]),
        lambda s: set_password(s, "nobody", PASSWORD, NOW),
    ):
        with pytest.raises(HubProblem, match="no person nobody"), central_store.write() as session:
            work(session)
