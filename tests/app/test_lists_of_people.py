"""The lists with rules of their own: persons, providers with what they cover and when, places."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.capacity import AHEAD, weeks_to_lay_out
from app.dispatch import DispatchOrder
from app.gap_help import GapHelp, gap_help, orders_left_behind
from app.hub_person import HUB, be_a_person
from app.lists.columns import Scalar
from app.lists.editing import CellEdit, RowEdit
from app.lists.reading import list_changes
from app.places import places
from app.ranking import provider_choices
from app.regions import current_path
from db.models.catalogue import OrderKind, ProductLine
from db.models.hub import Token, TokenKind
from db.models.people import Person, PersonRole, Role
from db.models.providers import Capacity, Half
from db.store import Store
from tests.app.at_once import at_once
from tests.app.specimens import a, before
from tests.app.test_lists import change, edit, fresh, page, run, wrong
from tests.rows import (
    CITY,
    COUNTY,
    ELSEWHERE,
    NOW,
    PERSONS,
    PROVIDER,
    SECOND_PROVIDER,
    TODAY,
    TOMORROW,
    TOWN,
    actor,
    add_work,
    uid,
)

NEW = uid(0xF01)


def person(role: Role) -> dict[str, Scalar]:
    return {"id": str(PERSONS[role])}


def a_person(**cells: Scalar) -> RowEdit:
    return fresh(**{"id": str(NEW), "login": "li.na", "name": "李娜", "agent": True} | cells)


def named(rows: list[dict[str, Scalar]], **what: Scalar) -> dict[str, Scalar]:
    [row] = [row for row in rows if what.items() <= row.items()]
    return row


def firms(store: Store) -> list[str]:
    with store.read() as session:
        return [
            one.name
            for one in provider_choices(session, TOWN, ProductLine.WASHER, TODAY, Half.AM)
            if not one.cannot
        ]


def test_a_person_is_added_changed_and_disabled(store: Store) -> None:
    run(store, edit("person", a_person(team="one", extension="8123")))
    row = named(page(store, "person"), login="li.na")
    assert (row["agent"], row["supervisor"], row["retired"], row["may_sign_in"]) == (
        True,
        False,
        False,
        False,
    )
    roles = change({"id": str(NEW)}, agent=(True, False), supervisor=(False, True), team=("one", "two"))
    run(store, edit("person", roles))
    run(store, edit("person", change({"id": str(NEW)}, retired=(False, True))))
    row = named(page(store, "person"), login="li.na")
    assert (row["agent"], row["supervisor"], row["team"], row["retired"]) == (False, True, "two", True)
    with store.read() as session:
        assert not session.get_one(Person, NEW).active


def test_who_is_disabled_or_has_other_roles_is_signed_out(central_store: Store) -> None:
    store = central_store
    for name, cells in (("agent", {"retired": (False, True)}), ("dispatcher", {"agent": (False, True)})):
        sign_in(store, PERSONS[Role(name)], number=1000 + len(name))
        run(store, edit("person", change(person(Role(name)), **cells)))
    with store.read() as session:
        assert set(session.scalars(select(Token.kind))) == {TokenKind.SUBMIT}  # unsent work may still come


def sign_in(store: Store, person_id: object, number: int) -> None:
    from db.models.hub import DeskSeat

    with store.write() as session:
        desk = DeskSeat(id=uid(number), person_id=person_id, number=number, pc="", last=0, made_at=NOW)
        session.add(desk)
        session.flush()
        for kind in TokenKind:
            key = f"{kind}{number}"
            session.add(Token(hash=key, kind=kind, person_id=person_id, desk_id=desk.id, expires_at=NOW))


def test_the_last_administrator_stays(store: Store) -> None:
    me = person(Role.ADMIN)
    for cells in ({"retired": (False, True)}, {"admin": (True, False)}):
        outcome = run(store, edit("person", change(me, **cells)), refused="list_problems")
        assert wrong(outcome) == [(0, next(iter(cells)), "needed", "")]
    second = a_person(admin=True)
    run(store, edit("person", second, change(me, retired=(False, True))))
    with store.read() as session:
        admins = select(PersonRole.person_id).join(Person, Person.id == PersonRole.person_id)
        asked = admins.where(PersonRole.role == Role.ADMIN, Person.active.is_(True))
        assert session.scalars(asked).all() == [NEW]


@pytest.mark.parametrize("cells", [{"retired": (False, True)}, {"admin": (True, False)}])
def test_two_administrators_who_end_each_other_leave_one(
    central_store: Store, cells: dict[str, tuple[Scalar, Scalar]]
) -> None:
    run(central_store, edit("person", a_person(admin=True)))
    both = [edit("person", change(key, **cells)) for key in (person(Role.ADMIN), {"id": str(NEW)})]
    url = central_store.writer.url.render_as_string(hide_password=False)
    assert sorted(at_once(url, both, actor(Role.ADMIN))) == ["done", "list_problems"]


def test_what_a_person_cannot_be(store: Store) -> None:
    rows = [
        a_person(login="agent"),
        a_person(id=str(uid(0xF02)), login="two words"),
        a_person(id=str(uid(0xF03)), login="of.provider", provider=True),
        change(person(Role.AGENT), login=("agent", "other")),
    ]
    outcome = run(store, edit("person", *rows), refused="list_problems")
    assert wrong(outcome) == [
        (0, "login", "known", ""),
        (1, "login", "not_a_code", ""),
        (2, "provider_id", "required", ""),
        (3, "login", "fixed", ""),
    ]
    with store.read() as session:
        assert session.get(Person, NEW) is None


def test_nobody_becomes_the_house_itself(store: Store) -> None:
    hub: dict[str, Scalar] = {"id": str(HUB.person_id)}
    early = a_person(**hub, login="house")
    assert wrong(run(store, edit("person", early), refused="list_problems")) == [(0, "login", "gone", "")]
    with store.write() as session:
        be_a_person(session)
    for key in (hub, {"id": HUB.person_id.hex.upper()}):
        woken = change(key, retired=(True, False), admin=(False, True))
        assert wrong(run(store, edit("person", woken), refused="list_problems")) == [(0, "login", "gone", "")]


def test_what_was_changed_is_found_however_the_row_was_named(store: Store) -> None:
    run(store, edit("person", change({"id": PERSONS[Role.AGENT].hex.upper()}, supervisor=(False, True))))
    with store.read() as session:
        said = list_changes(session, "person", f'["{PERSONS[Role.AGENT]}"]')
    assert [(one.column, one.new) for one in said] == [("supervisor", "true")]


@pytest.mark.parametrize("role", [Role.AGENT, Role.PROVIDER, Role.SUPERVISOR, Role.DISPATCHER])
def test_nobody_else_makes_administrators(store: Store, role: Role) -> None:
    run(store, edit("person", change(person(role), admin=(False, True))), role, refused="not_allowed")
    with store.read() as session:
        assert session.get(PersonRole, (PERSONS[role], Role.ADMIN)) is None


def test_who_is_covered_and_skilled_is_ranked_at_once(store: Store) -> None:
    assert firms(store) == ["锦江一店", "成都二店"]
    mine = {"region_code": COUNTY, "line": "washer", "provider_id": str(PROVIDER)}
    run(store, edit("coverage", change(mine, retired=(False, True))))
    assert firms(store) == ["成都二店"]
    again = fresh(**{**mine, "region_code": "督院街", "rank": 1})  # by name
    run(store, edit("coverage", again))
    assert firms(store) == ["锦江一店", "成都二店"]
    assert named(page(store, "coverage", CITY), place=TOWN)["provider_id"] == str(PROVIDER)
    skill = {"provider_id": str(PROVIDER), "line": "washer", "kind": "repair"}
    run(store, edit("provider_skill", change(skill, retired=(False, True))))
    assert firms(store) == ["成都二店"]
    nowhere = fresh(region_code="亚特兰蒂斯", line="washer", provider_id=str(PROVIDER), rank=1)
    outcome = run(store, edit("coverage", nowhere), refused="list_problems")
    assert wrong(outcome) == [(0, "region_code", "unknown", "亚特兰蒂斯")]


def test_a_holiday_and_fewer_places_leave_what_is_held(store: Store) -> None:
    dispatch = a(DispatchOrder)
    with store.write() as session:
        add_work(session)
    for command in (*before(DispatchOrder), dispatch):
        run(store, command)
    half = {
        "provider_id": str(dispatch.provider_id),
        "on": dispatch.on.isoformat(),
        "half": dispatch.half.value,
    }
    outcome = run(store, edit("half_day", change(half, cap=(2, 0))), refused="list_problems")
    assert wrong(outcome) == [(0, "cap", "too_small", 2)]
    run(store, edit("half_day", change(half, cap=(2, 3))))
    holiday = fresh(
        id=str(NEW),
        provider_id=str(dispatch.provider_id),
        first_on=TODAY.isoformat(),
        last_on=TOMORROW.isoformat(),
        reason="三月三",
    )
    run(store, edit("provider_holiday", holiday))
    [row] = page(store, "provider_holiday", CITY)
    assert row["held"] == 2
    assert firms(store) == ["成都二店"]
    assert named(page(store, "provider"), id=str(PROVIDER))["held"] == 2
    run(store, edit("provider_holiday", change({"id": str(NEW)}, retired=(False, True))))
    assert page(store, "provider_holiday", CITY) == []


def caps(store: Store) -> dict[object, tuple[int, int]]:
    with store.read() as session:
        asked = select(Capacity).where(Capacity.provider_id == PROVIDER, Capacity.half == Half.AM)
        return {row.on: (row.cap, row.used) for row in session.scalars(asked)}


def test_an_ordinary_week_lays_out_the_half_days_and_single_ones_stay(store: Store) -> None:
    key = {"provider_id": str(PROVIDER), "half": "am"}
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    run(store, edit("provider_week", fresh(**key, **dict.fromkeys(days, 4))))
    assert set(caps(store).values()) == {(4, 0)}
    assert max(caps(store)) == TODAY + AHEAD
    single = TODAY + timedelta(days=3)
    run(store, edit("half_day", change({**key, "on": single.isoformat()}, cap=(4, 1))))
    run(store, edit("provider_week", change(key, **dict.fromkeys(days, (4, 6)))))
    assert {on: cap for on, (cap, _) in caps(store).items() if cap != 6} == {single: 1}
    later = NOW + timedelta(days=7)
    with store.read() as session:
        assert weeks_to_lay_out(session, NOW) == []
        [command] = weeks_to_lay_out(session, later)
    run(store, command)
    assert max(caps(store)) == TODAY + timedelta(days=7) + AHEAD
    with store.read() as session:
        assert weeks_to_lay_out(session, later) == []


def test_a_provider_is_retired_and_its_number_is_one(store: Store) -> None:
    run(store, edit("provider", change({"id": str(PROVIDER)}, retired=(False, True))))
    assert firms(store) == ["成都二店"]
    new = fresh(
        id=str(NEW), code="P9", name="新店", technician="王师傅", phone="13900139009", region_code="锦江区"
    )
    run(store, edit("provider", new))
    assert named(page(store, "provider"), code="P9")["place"] == COUNTY
    other = fresh(
        id=str(uid(0xF02)), code="P9", name="又", technician="王", phone="nobody", region_code=COUNTY
    )
    outcome = run(store, edit("provider", other), refused="list_problems")
    assert wrong(outcome) == [(0, "phone", "wrong_form", ""), (0, "code", "known", "")]
    phone = fresh(id=str(uid(0xF04)), provider_id=str(SECOND_PROVIDER), raw="139 0013 9009")
    run(store, edit("provider_phone", phone))
    technician = fresh(id=str(uid(0xF05)), provider_id=str(NEW), name="王师傅", phone_key="139 0013 9009")
    run(store, edit("technician", technician))
    assert named(page(store, "technician", CITY), name="王师傅")["phone_key"] == "139 0013 9009"


def test_what_is_counted_is_typed_by_nobody(store: Store) -> None:
    cells: dict[str, Scalar] = {
        "id": str(NEW),
        "code": "P9",
        "name": "九",
        "technician": "九",
        "phone": "13900000009",
    }
    better = fresh(**cells, region_code=COUNTY, top_box_pct=100)
    better = better.model_copy(update={"cells": better.cells | {"top_box_pct": CellEdit(old=100, new=100)}})
    outcome = run(store, edit("provider", better), refused="list_problems")
    assert wrong(outcome) == [(0, "top_box_pct", "fixed", "")]


def test_a_place_gets_another_name_and_what_was_merged_leads_on(store: Store) -> None:
    run(store, edit("region_alias", fresh(name_zh="锦绣花园", region_code="锦江区", name_en="Jinxiu Garden")))
    assert named(page(store, "region_alias"), name_zh="锦绣花园")["place"] == COUNTY
    with store.read() as session:
        assert [place.code for place in places(session, "jxhy")] == [COUNTY]
    run(
        store,
        edit("region_alias", change({"name_zh": "锦绣花园", "region_code": COUNTY}, retired=(False, True))),
    )
    with store.read() as session:
        assert places(session, "锦绣") == []
    merged = fresh(code=ELSEWHERE, valid_to="2026-12-31", successor_code=COUNTY)
    run(store, edit("former_region", merged))
    with store.read() as session:
        assert current_path(session, ELSEWHERE)[0] == COUNTY
    assert named(page(store, "former_region"), code=ELSEWHERE)["successor"] == COUNTY
    back = fresh(code=COUNTY, valid_to="2026-12-31", successor_code=ELSEWHERE)
    outcome = run(store, edit("former_region", back), refused="list_problems")
    assert wrong(outcome) == [(0, "successor_code", "unknown", ELSEWHERE)]


def test_a_gap_says_who_could_close_it_and_a_retired_provider_what_it_leaves(store: Store) -> None:
    with store.write() as session:
        add_work(session)
    with store.read() as session:
        assert gap_help(session, TOWN, ProductLine.AC, OrderKind.REPAIR) == GapHelp((), ("成都二店 P2",), ())
        elsewhere = gap_help(session, ELSEWHERE, ProductLine.WASHER, OrderKind.REPAIR)
        assert elsewhere == GapHelp((), (), ("锦江一店 P1", "成都二店 P2"))
        assert orders_left_behind(session) == []
    skill = {"provider_id": str(SECOND_PROVIDER), "line": "ac", "kind": "repair"}
    run(store, edit("provider_skill", change(skill, retired=(False, True))))
    run(store, edit("provider", change({"id": str(PROVIDER)}, retired=(False, True))))
    with store.read() as session:
        assert gap_help(session, TOWN, ProductLine.AC, OrderKind.REPAIR).there == ("成都二店 P2",)
        assert {(one.provider, one.place_zh) for one in orders_left_behind(session)} == {
            ("锦江一店", "督院街街道")
        }
