"""Reading over HTTP: who may read which bundle or query, what is written down, and how much is too much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from app.rights import MAY_ASK
from app.wire import KEYS, Bundle, Bundles
from db.feed import call_key, customer_key, own_key, visit_key, work_key
from db.models.hub import CustomerRead, ReadLimit, ReadReason
from db.models.knowledge import ArticleUse
from db.models.orders import OrderState, RepairOrder
from db.models.people import Role
from db.store import Store
from tests.hub.caller import Caller, code_of
from tests.hub.conftest import Clock, signed_in
from tests.hub.serving import HubAtWork
from tests.hub.test_commands import urge
from tests.rows import (
    ARTICLE,
    CALL,
    COUNTY,
    CUSTOMER,
    INTERACTION,
    NOTICE,
    NOW,
    ORDER,
    OTHER_CUSTOMER,
    PERSONS,
    PHONE_KEY,
    PROVIDER,
    SCRIPT,
    SECOND_PROVIDER,
    TODAY,
    UNIT,
    a_case,
    a_customer,
    an_order,
    put,
    uid,
)

AGENT, PROVIDER_PERSON = PERSONS[Role.AGENT], PERSONS[Role.PROVIDER]
USE = uid(0x439)
MINE, VISIT = customer_key(CUSTOMER), visit_key(ORDER)
DESKS = {Role.AGENT, Role.SUPERVISOR, Role.DISPATCHER, Role.ADMIN}
FLOOR = {Role.AGENT, Role.SUPERVISOR, Role.ADMIN}


@pytest.fixture
def provider(hub: HubAtWork) -> Iterator[Caller]:
    """Somebody of the provider who has the order of the rows."""
    with signed_in(hub, Role.PROVIDER) as caller:
        yield caller


def read(caller: Caller, *keys: str, **why: str) -> Bundles:
    said = caller.get("/v1/bundles", key=list(keys), **why)
    assert said.status_code == 200, said.text
    return Bundles.model_validate_json(said.content)


def reads(store: Store) -> list[tuple[UUID, UUID, ReadReason, str]]:
    with store.read() as session:
        found = session.execute(
            select(
                CustomerRead.person_id, CustomerRead.customer_id, CustomerRead.reason, CustomerRead.subject
            ).order_by(CustomerRead.at, CustomerRead.id)
        )
        return [tuple(row) for row in found]


def values(bundle: Bundle, table: str, column: str) -> list[Any]:
    if table not in bundle.rows:
        return []
    place = bundle.columns[table].index(column)
    return [row[place] for row in bundle.rows[table]]


def strangers(store: Store, number: int) -> list[UUID]:
    ids = [uid(0x5000 + one) for one in range(number)]
    put(store, *(a_customer(one, "陌生人") for one in ids))
    return ids


@pytest.mark.parametrize("role", Role)
def test_a_role_reads_the_bundles_that_are_for_it(hub: HubAtWork, role: Role) -> None:
    me = PERSONS[role]
    someone = PERSONS[Role.AGENT if role is not Role.AGENT else Role.ANALYST]
    expected = {
        MINE: role in DESKS,
        VISIT: role in DESKS or role is Role.PROVIDER,  # of the rows it is
        call_key(CALL): role in FLOOR,
        work_key(me): True,
        work_key(someone): role in {Role.SUPERVISOR, Role.ADMIN},
        own_key(me): True,
        own_key(someone): False,
        "ref:code": True,
        "ref:credential": False,
        "ref:": False,
        "customer:": False,
        "customer:' or 1=1": False,
        MINE.upper(): False,
        "draft:" + CUSTOMER.hex: False,
    }
    with signed_in(hub, role) as caller:
        found = read(caller, *expected)
    assert {one.key for one in found.bundles} == {key for key, may in expected.items() if may}
    assert set(found.refused) == {key for key, may in expected.items() if not may}
    if role not in DESKS | {Role.PROVIDER}:
        assert reads(hub.store) == []


def test_a_provider_sees_its_own_open_visits_and_nothing_else(hub: HubAtWork, provider: Caller) -> None:
    put(hub.store, a_case(uid(0x601)), an_order(uid(0x602), uid(0x601), provider_id=SECOND_PROVIDER))
    found = read(provider, VISIT, visit_key(uid(0x602)), visit_key(uuid4()), MINE, call_key(CALL))
    [mine] = found.bundles
    assert mine.key == VISIT
    assert values(mine, "customer", "name") == ["田雨"]
    assert len(found.refused) == 4
    assert reads(hub.store) == [(PROVIDER_PERSON, CUSTOMER, ReadReason.WORK, "")]
    closed = {"state": OrderState.DONE, "next_step": None, "next_step_at": None, "closed_at": NOW}
    with hub.store.write() as session:
        session.execute(update(RepairOrder).where(RepairOrder.id == ORDER).values(**closed))
    assert read(provider, VISIT).refused == (VISIT,)


def test_a_visit_is_watched_before_it_is_read(
    hub: HubAtWork, provider: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = hub.inside.streams.watch

    def watch_and_change(_desk_id: UUID, _keys: Iterable[str]) -> None:
        """Change the visit as soon as it is watched: a hint was told, or it is in the picture."""
        monkeypatch.setattr(hub.inside.streams, "watch", watch)
        with hub.store.write() as session:
            session.execute(update(RepairOrder).where(RepairOrder.id == ORDER).values(fault_note="W-1"))

    monkeypatch.setattr(hub.inside.streams, "watch", watch_and_change)
    [found] = read(provider, VISIT).bundles
    assert values(found, "repair_order", "fault_note") == ["W-1"]


def test_bundles_are_of_one_picture_and_say_how_far_they_go(agent: Caller) -> None:
    found = read(agent, MINE, work_key(AGENT), call_key(CALL))
    assert [one.through for one in found.bundles] == [0, 0, 0]
    assert values(found.bundles[0], "repair_order", "id") == [ORDER.hex]


def test_every_read_says_who_whom_and_why(hub: HubAtWork, agent: Caller) -> None:
    read(agent, MINE, customer_key(OTHER_CUSTOMER), reason="call", subject="170.1")
    read(agent, "ref:code", work_key(AGENT), call_key(CALL), customer_key(uuid4()))
    assert set(reads(hub.store)) == {
        (AGENT, CUSTOMER, ReadReason.CALL, "170.1"),
        (AGENT, OTHER_CUSTOMER, ReadReason.CALL, "170.1"),
    }
    assert code_of(agent.get("/v1/bundles", key=MINE, reason="curiosity")) == "422 does_not_fit"
    assert len(reads(hub.store)) == 2


def test_a_read_that_is_not_written_down_is_not_answered(
    hub: HubAtWork, agent: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.hub.reading.new_id", lambda: None)  # no row without an id
    said = agent.get("/v1/bundles", key=MINE)
    assert said.status_code == 500
    assert "田" not in said.text
    assert reads(hub.store) == []


def test_a_request_asks_for_so_many_bundles_at_most(agent: Caller) -> None:
    many = [customer_key(uuid4()) for _ in range(KEYS + 1)]
    assert code_of(agent.get("/v1/bundles", key=many)) == "422 does_not_fit"
    assert code_of(agent.get("/v1/bundles")) == "422 does_not_fit"


def test_an_hour_holds_so_many_different_customers(hub: HubAtWork, agent: Caller, clock: Clock) -> None:
    put(hub.store, ReadLimit(role=Role.AGENT, per_hour=3, per_day=5))
    first, second, third, fourth, fifth, sixth = map(customer_key, strangers(hub.store, 6))
    read(agent, first, second, third)
    read(agent, first, third)
    said = agent.get("/v1/bundles", key=[first, fourth])
    assert code_of(said) == "429 too_much_read"
    assert said.json()["details"] == {"per": "hour", "most": 3}
    assert len(reads(hub.store)) == 5
    clock.ahead = timedelta(minutes=10)  # the token is still good
    assert code_of(agent.get("/v1/bundles", key=fourth)) == "429 too_much_read"
    clock.ahead = timedelta(hours=1, minutes=1)
    with signed_in(hub, Role.AGENT) as later:
        read(later, fourth, fifth)
        said = later.get("/v1/bundles", key=sixth)
        assert said.json()["details"] == {"per": "day", "most": 5}
    clock.ahead = timedelta(days=1, minutes=1)
    with signed_in(hub, Role.AGENT) as next_day:
        read(next_day, sixth)


def test_by_default_an_hour_holds_120(hub: HubAtWork, agent: Caller) -> None:
    keys = list(map(customer_key, strangers(hub.store, 121)))
    for begin in (0, 40, 80):
        read(agent, *keys[begin : begin + 40])
    assert code_of(agent.get("/v1/bundles", key=keys[120])) == "429 too_much_read"
    with signed_in(hub, Role.SUPERVISOR) as another:
        read(another, keys[120])


def test_walking_through_ids_is_reading(agent: Caller) -> None:
    for _ in range(3):
        read(agent, *(customer_key(uuid4()) for _ in range(40)))
    assert code_of(agent.get("/v1/bundles", key=MINE)) == "429 too_much_read"


def test_questions_for_nobody_count_too(hub: HubAtWork, agent: Caller) -> None:
    put(hub.store, ReadLimit(role=Role.AGENT, per_hour=2, per_day=9))
    for _ in range(2):
        asked = agent.post("/v1/ask/pop_page", {"customer_id": str(uuid4()), "now": NOW.isoformat()})
        assert code_of(asked) == "404 not_found"
    asked = agent.post("/v1/ask/pop_page", {"customer_id": str(CUSTOMER), "now": NOW.isoformat()})
    assert code_of(asked) == "429 too_much_read"


def test_what_was_read_before_a_hub_began_counts(hub: HubAtWork, agent: Caller) -> None:
    put(hub.store, ReadLimit(role=Role.AGENT, per_hour=3, per_day=9))
    at = datetime.now(UTC) - timedelta(minutes=5)
    for number, customer in enumerate(strangers(hub.store, 3)):
        row = {"id": uid(0x6000 + number), "at": at, "person_id": AGENT, "subject": ""}
        put(hub.store, CustomerRead(customer_id=customer, reason=ReadReason.CALL, **row))
    assert code_of(agent.get("/v1/bundles", key=MINE)) == "429 too_much_read"


def test_who_has_read_too_much_still_gets_outcomes(hub: HubAtWork, agent: Caller) -> None:
    put(hub.store, ReadLimit(role=Role.AGENT, per_hour=0, per_day=0))
    said = agent.push(urge(), bring=(MINE,))
    assert (said.decided[0].state, said.bundles) == ("done", ())


THIS_DAY = {"first": TODAY.isoformat(), "last": TODAY.isoformat(), "now": NOW.isoformat()}
QUESTIONS: dict[str, dict[str, Any]] = {
    "lost_calls": {},
    "passed_notes": {"call_id": str(uid(0x300))},
    "call_recordings": {"call_id": str(uid(0x300))},
    "my_shifts": {"person_id": "me", "now": NOW.isoformat()},
    "candidates": {"key": PHONE_KEY},
    "possible_duplicates": {"key": PHONE_KEY, "region_code": COUNTY, "address_line": "", "serial": ""},
    "provider_callers": {"key": PHONE_KEY},
    "provider_page": {"provider_id": str(PROVIDER), "now": NOW.isoformat()},
    "pop_page": {"customer_id": str(CUSTOMER), "now": NOW.isoformat()},
    "timeline_page": {"customer_id": str(CUSTOMER), "limit": 10},
    "timeline_counts": {"customer_id": str(CUSTOMER)},
    "provider_choices": {
        "region_code": COUNTY,
        "line": "washer",
        "first_on": TODAY.isoformat(),
        "first_half": "am",
    },
    "deadlines": {"now": NOW.isoformat()},
    "order_to_book": {"order_id": str(ORDER)},
    "technicians": {"provider_id": str(PROVIDER)},
    "coverage_gaps": {},
    "my_orders": {"person_id": "me", "now": NOW.isoformat()},
    "told_to": {"person_id": "me", "now": NOW.isoformat()},
    "reachable": {},
    "floor_board": {"now": NOW.isoformat()},
    "my_alerts": {"person_id": "me", "now": NOW.isoformat()},
    "standing_of": {"person_id": "me"},
    "everyone": {},
    "help_asked": {"since": NOW.isoformat()},
    "my_help": {"person_id": "me", "since": NOW.isoformat()},
    "messages_to": {"person_id": "me", "since": NOW.isoformat()},
    "queue_members": {},
    "nuisance_of": {"number_key": PHONE_KEY, "now": NOW.isoformat()},
    "nuisances": {"now": NOW.isoformat()},
    "breaks": {"now": NOW.isoformat()},
    "my_break": {"person_id": "me", "now": NOW.isoformat()},
    "colleagues": {"now": NOW.isoformat()},
    "urge_facts": {"order_id": str(ORDER)},
    "unit_entitlement": {"unit_id": str(UNIT), "on": TODAY.isoformat()},
    "order_entitlement": {"order_id": str(ORDER)},
    "calendar": {},
    "missing_notice": {"now": NOW.isoformat()},
    "provisional_dues": {},
    "due_follow_ups": {"person_id": "me", "now": NOW.isoformat()},
    "count_due": {"person_id": "me", "now": NOW.isoformat()},
    "due_call_backs": {"person_id": "me", "now": NOW.isoformat()},
    "provider_reports": {"customer_id": str(CUSTOMER), "order_id": str(ORDER)},
    "waiting_for_goods": {},
    "kept_drafts": {"person_id": "me"},
    "arrangements": {"person_id": "me"},
    "open_contacts": {"person_id": "me"},
    "reference": {},
    "places": {"text": "锦"},
    "search": {"words": "田"},
    "order_board": {},
    "board_names": {},
    "absences_from": {"now": NOW.isoformat()},
    "provider_side": {"order_id": str(ORDER), "now": NOW.isoformat()},
    "customer_acts": {"customer_id": str(CUSTOMER), "now": NOW.isoformat()},
    "gap_help": {"region_code": COUNTY, "line": "washer", "kind": "repair"},
    "orders_left_behind": {},
    "survey_scores": {"since": NOW.isoformat()},
    "fitting_articles": {"now": NOW.isoformat(), "fault_code": "W01"},
    "find_articles": {"words": "排水", "now": NOW.isoformat()},
    "article_text": {"article_id": str(ARTICLE)},
    "read_in_contact": {"use_id": str(USE)},
    "used_in": {"interaction_id": str(INTERACTION)},
    "edited_articles": {"since": NOW.isoformat()},
    "notice_text": {"notice_id": str(NOTICE)},
    "unread_notices": {"person_id": "me", "now": NOW.isoformat()},
    "all_notices": {},
    "fitting_scripts": {"reason_code": "repair"},
    "script_text": {"script_id": str(SCRIPT), "version": 1},
    "given_answers": {"interaction_id": str(INTERACTION)},
    "answer_counts": {"script_id": str(SCRIPT), "since": NOW.isoformat(), "until": NOW.isoformat()},
    "all_scripts": {},
    "calendar_year": {"year": TODAY.year},
    "due_changes": {"days": [{"on": TODAY.isoformat(), "kind": "off"}]},
    "find_regions": {"text": "锦"},
    "list_page": {"list_id": "fault", "now": NOW.isoformat()},
    "list_changes": {"list_id": "fault", "row_key": ""},
    "queue_counts": {**THIS_DAY, "split": "half_hour", "queues": ["hotline"]},
    "agent_counts": THIS_DAY,
    "code_counts": {**THIS_DAY, "by": "agent"},
    "calls_behind": {**THIS_DAY, "figure": "abandoned"},
    "call_owner": {"call_id": str(CALL)},
}


def question(name: str, person: UUID) -> dict[str, Any]:
    return {key: str(person) if value == "me" else value for key, value in QUESTIONS[name].items()}


def test_there_is_a_question_of_every_query() -> None:
    assert {query.__name__ for query in MAY_ASK} == set(QUESTIONS)


@pytest.mark.parametrize("role", Role)
def test_a_query_is_answered_for_its_roles_only(hub: HubAtWork, role: Role) -> None:
    about = {"article_id": ARTICLE, "version": 1, "interaction_id": INTERACTION, "at": NOW}
    put(hub.store, ArticleUse(id=USE, person_id=AGENT, **about))
    with signed_in(hub, role) as caller:
        for query, roles in MAY_ASK.items():
            said = caller.post(f"/v1/ask/{query.__name__}", question(query.__name__, PERSONS[role]))
            expected = 200 if role in roles else 403
            assert said.status_code == expected, (query.__name__, said.text)


def test_a_query_gives_what_it_gives_beside_the_store(agent: Caller) -> None:
    [due] = agent.post("/v1/ask/due_follow_ups", question("due_follow_ups", AGENT)).json()
    assert (due["customer_id"], due["customer_name"]) == (str(CUSTOMER), "田雨")
    [one] = agent.post("/v1/ask/candidates", question("candidates", AGENT)).json()
    assert (one["name"], one["open_orders"]) == ("田雨", 1)
    assert agent.post("/v1/ask/count_due", question("count_due", AGENT)).json() == 1
    page = agent.post("/v1/ask/pop_page", question("pop_page", AGENT)).json()
    assert page["head"]["name"] == "田雨"


@pytest.mark.parametrize(
    ("name", "whom"),
    [
        ("candidates", {CUSTOMER}),
        ("pop_page", {CUSTOMER}),
        ("timeline_page", {CUSTOMER}),
        ("due_follow_ups", {CUSTOMER}),
        ("count_due", set()),
        ("reference", set()),
    ],
)
def test_customers_in_an_answer_are_written_down(
    hub: HubAtWork, agent: Caller, name: str, whom: set[UUID]
) -> None:
    said = agent.post(f"/v1/ask/{name}?reason=search&subject=x", question(name, AGENT))
    assert said.status_code == 200
    assert set(reads(hub.store)) == {(AGENT, one, ReadReason.SEARCH, "x") for one in whom}


@pytest.mark.parametrize("name", ["due_follow_ups", "count_due", "kept_drafts", "open_contacts"])
def test_the_work_of_others_is_for_supervisors(hub: HubAtWork, agent: Caller, name: str) -> None:
    theirs = question(name, PERSONS[Role.SUPERVISOR])
    assert code_of(agent.post(f"/v1/ask/{name}", theirs)) == "403 not_allowed"
    with signed_in(hub, Role.SUPERVISOR) as supervisor:
        assert supervisor.post(f"/v1/ask/{name}", question(name, AGENT)).status_code == 200


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("timeline_page", {"limit": 501}),
        ("timeline_page", {"limit": 0}),
        ("timeline_page", {"offset": -1}),
        ("pop_page", {"now": "2026-11-23T09:30:00"}),
        ("places", {"text": "a\0"}),
        ("places", {"session": 1}),
        ("reference", {"x": 1}),
        ("timeline_page", {"customer_id": "1"}),
    ],
)
def test_a_question_that_does_not_fit_is_refused(agent: Caller, name: str, change: dict[str, Any]) -> None:
    assert code_of(agent.post(f"/v1/ask/{name}", question(name, AGENT) | change)) == "422 does_not_fit"


def test_there_is_no_other_question(agent: Caller) -> None:
    assert code_of(agent.post("/v1/ask/everything", {})) == "404 not_found"
    assert code_of(agent.get("/v1/ask/reference")) == "405 does_not_fit"
