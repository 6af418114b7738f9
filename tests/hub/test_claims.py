"""Fifty desks take calls out of one pool at once, through the hub: no call is ever two people's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from app.claims import ClaimFollowUps
from app.hub.facts import fact
from app.hub.tokens import issue_pair
from app.wire import SignedIn
from db.models.callbacks import CallBack
from db.models.followups import FollowUp
from db.models.hub import DeskSeat
from db.models.people import Person, PersonRole, Role
from tests.hub.caller import Caller
from tests.hub.serving import HubAtWork
from tests.rows import NOW, a_call_back, a_customer, a_follow_up, uid

DESKS, POOL, BACK, EACH = 50, 230, 20, 5
PEOPLE = [uid(0x5000 + number) for number in range(DESKS)]
AT = NOW + timedelta(minutes=30)


@pytest.fixture
def pool(hub: HubAtWork) -> HubAtWork:
    """A hub with fifty agents, and as many calls as they take together."""
    customers = [a_customer(uid(0x6000 + number), "田雨") for number in range(POOL)]
    due = [
        a_follow_up(uid(0x7000 + number), customer.id, due_at=NOW - timedelta(minutes=number))
        for number, customer in enumerate(customers)
    ]
    with hub.store.write() as session:
        for number, person_id in enumerate(PEOPLE):
            login = f"agent{number}"
            session.add(Person(id=person_id, login=login, name=login, extension="", team="", active=True))
        session.add_all(customers)
        session.flush()
        session.add_all(PersonRole(person_id=person_id, role=Role.AGENT) for person_id in PEOPLE)
        numbers = (f"m:+86138001381{number:02}" for number in range(BACK))
        back = [a_call_back(uid(0x8000 + at), number) for at, number in enumerate(numbers)]
        session.add_all([*due, *back])
    return hub


def seated(pool: HubAtWork) -> list[Caller]:
    """Return all of them at a desk of their own, as if each had signed in: that is not what is looked at."""
    now = datetime.now(UTC)
    places = [
        DeskSeat(id=uid(0x9000 + number), person_id=one, number=9100 + number, pc="pc", last=0, made_at=now)
        for number, one in enumerate(PEOPLE)
    ]
    with pool.store.write() as session:
        session.add_all(places)
        session.flush()
        epoch = UUID(fact(session, "epoch"))
        seats = [
            SignedIn(
                tokens=issue_pair(session, place.person_id, place.id, now),
                person_id=place.person_id,
                name="",
                roles=frozenset({Role.AGENT}),
                desk_id=place.id,
                desk_number=place.number,
                last=0,
                epoch=epoch,
                hub_time=now,
            )
            for place in places
        ]
    desks = [Caller(pool.url) for _ in seats]
    for desk, seat in zip(desks, seats, strict=True):
        desk.sit(seat)
    return desks


def test_fifty_desks_share_no_call(pool: HubAtWork) -> None:
    desks = seated(pool)
    with ThreadPoolExecutor(DESKS) as threads:
        answers = list(threads.map(lambda desk: desk.do(ClaimFollowUps(at=AT, how_many=EACH)), desks))
    for desk in desks:
        desk.session.close()
    assert {answer.state.value for answer in answers} == {"done"}
    taken: dict[UUID, int] = {}
    with pool.store.read() as session:
        for model in (FollowUp, CallBack):
            held = select(model.claimed_by_id, func.count()).where(model.claimed_by_id.is_not(None))
            for person_id, many in session.execute(held.group_by(model.claimed_by_id)):
                taken[person_id] = taken.get(person_id, 0) + many
        back = session.scalar(select(func.count()).where(CallBack.claimed_by_id.is_not(None)))
    # A row has one holder; that each desk has its full share says that none was given away twice.
    assert taken == dict.fromkeys(PEOPLE, EACH)
    assert back == BACK
