"""The list of promised calls: whose they are, who has taken them, and whom one may ring at this hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.claims import ClaimFollowUps, ReleaseFollowUps, lapsed
from app.followup_list import count_due, due_follow_ups, provider_reports
from app.followups import RecordAttempt
from app.service_time import ZONE
from app.surveys import ScoreCount, survey_scores
from db.models.clocks import Absence
from db.models.followups import FollowUp
from db.models.orders import OrderEvent
from db.models.people import Role
from db.store import Store
from tests.app.specimens import AT, a
from tests.rows import (
    CUSTOMER,
    FOLLOW_UP,
    NOW,
    ORDER,
    OTHER_CUSTOMER,
    PERSONS,
    a_follow_up,
    actor,
    only,
    put,
    run,
    uid,
)

AGENT, SUPERVISOR = PERSONS[Role.AGENT], PERSONS[Role.SUPERVISOR]
HOUR = timedelta(hours=1)


def listed(store: Store, at: datetime, person_id=AGENT, **more):
    with store.read() as session:
        return due_follow_ups(session, person_id, at, **more)


def test_the_list_shows_what_this_person_may_call_today(work: Store) -> None:
    put(
        work,
        a_follow_up(uid(1), OTHER_CUSTOMER, due_at=NOW - 2 * HOUR, owner_id=AGENT, note="承诺"),
        a_follow_up(uid(2), due_at=NOW - HOUR, owner_id=SUPERVISOR, reason_code="promised"),
        a_follow_up(uid(3), due_at=NOW - HOUR, reason_code="gone", order_id=ORDER),
        a_follow_up(uid(4), due_at=NOW + 15 * HOUR, reason_code="tomorrow"),
        a_follow_up(uid(5), due_at=NOW - HOUR, state="dropped"),
    )
    found = listed(work, AT)
    assert [one.follow_up_id for one in found] == [uid(1), uid(3), FOLLOW_UP]
    assert (found[0].customer_name, found[0].reason_zh, found[0].note) == ("曾实", "修后回访", "承诺")
    assert (found[1].reason_zh, found[1].order_number) == ("gone", "261123-9000-1029")
    assert [one.follow_up_id for one in listed(work, AT, SUPERVISOR)] == [uid(2), uid(3), FOLLOW_UP]
    assert len(listed(work, AT, limit=1)) == 1
    with work.read() as session:
        assert count_due(session, AGENT, AT) == 3


def test_what_is_taken_is_on_no_other_list_until_the_lease_ends(work: Store) -> None:
    assert run(work, a(ClaimFollowUps, lease=timedelta(minutes=10))) == ["done"]
    [mine] = listed(work, AT)
    assert mine.claimed_until == AT + timedelta(minutes=10)
    assert listed(work, AT, SUPERVISOR) == []
    [again] = listed(work, AT + timedelta(minutes=10), SUPERVISOR)
    assert again.claimed_until is None
    assert run(work, a(ReleaseFollowUps)) == ["done"]
    assert [one.follow_up_id for one in listed(work, AT, SUPERVISOR)] == [FOLLOW_UP]


def test_it_says_when_the_rule_tries_again_and_after_the_last_try_that_it_does_not(store: Store) -> None:
    repaired = {"rule_code": "repaired", "purpose": "follow_up"}
    put(
        store,
        a_follow_up(uid(1), attempts=1, **repaired),
        a_follow_up(uid(2), OTHER_CUSTOMER, attempts=2, **repaired),
    )
    again = {one.follow_up_id: one.again_at for one in listed(store, AT)}
    assert again == {uid(1): datetime(2026, 11, 23, 15, tzinfo=ZONE), uid(2): None}
    assert run(store, a(RecordAttempt, follow_up_id=uid(1), outcome="busy", score=None)) == ["done"]
    assert only(store, FollowUp, uid(1)).due_at == again[uid(1)]


def test_who_may_be_rung_at_this_hour_goes_before_who_may_not(store: Store) -> None:
    put(
        store,
        a_follow_up(uid(1), purpose="follow_up"),
        a_follow_up(uid(2), reason_code="promised", due_at=NOW + HOUR),
        a_follow_up(uid(3), OTHER_CUSTOMER, purpose="follow_up", zone="Asia/Urumqi"),
    )
    noon = datetime(2026, 11, 23, 12, 30, tzinfo=ZONE)
    found = {one.follow_up_id: one.quiet_until for one in listed(store, noon)}
    assert list(found) == [uid(3), uid(2), uid(1)]
    assert found[uid(2)] is None
    assert found[uid(1)] == noon.replace(hour=15, minute=0)
    assert found[uid(3)] is None  # half past ten there


def test_the_provider_s_words_stand_beside_the_customer_s(work: Store) -> None:
    put(
        work,
        *(
            OrderEvent(
                id=uid(0x800 + number),
                order_id=ORDER,
                customer_id=CUSTOMER,
                kind=kind,
                at=NOW + number * HOUR,
                who="黄师傅",
                note=note,
            )
            for number, (kind, note) in enumerate(
                (("visited", "换了排水泵"), ("urged", "客户催"), ("done", "试机正常"))
            )
        ),
    )
    with work.read() as session:
        found = provider_reports(session, CUSTOMER, ORDER)
        assert provider_reports(session, OTHER_CUSTOMER, ORDER) == []
    assert [(one.provider, one.who, one.kind.value, one.note) for one in found] == [
        ("锦江一店", "黄师傅", "done", "试机正常"),
        ("锦江一店", "黄师傅", "visited", "换了排水泵"),
    ]


def test_a_call_whose_owner_is_away_is_anyone_s_when_it_is_due(store: Store) -> None:
    put(
        store,
        Absence(id=uid(0x901), person_id=AGENT, first_at=NOW - HOUR, until_at=NOW + HOUR),
        a_follow_up(uid(1), owner_id=AGENT),
        a_follow_up(uid(2), OTHER_CUSTOMER, owner_id=AGENT, due_at=NOW + 2 * HOUR),
        a_follow_up(uid(3), OTHER_CUSTOMER, owner_id=SUPERVISOR, reason_code="promised"),
    )
    with store.read() as session:
        commands = lapsed(session, AT)
        assert lapsed(session, NOW + HOUR) == []  # back again
    assert run(store, *commands, by=actor(Role.SUPERVISOR)) == ["done"]
    with store.read() as session:
        assert lapsed(session, AT) == []
    assert [one.follow_up_id for one in listed(store, AT, PERSONS[Role.ADMIN])] == [uid(1)]


def test_scores_are_counted_of_what_was_done_lately(work: Store) -> None:
    done = {"state": "done", "owner_id": AGENT}
    put(
        work,
        a_follow_up(uid(1), due_at=NOW - HOUR, score=5, **done),
        a_follow_up(uid(2), due_at=NOW - 2 * HOUR, score=5, **done),
        a_follow_up(uid(3), due_at=NOW - HOUR, score=2, **done),
        a_follow_up(uid(4), due_at=NOW - HOUR, **done),
        a_follow_up(uid(5), due_at=NOW - 900 * HOUR, score=1, **done),
    )
    with work.read() as session:
        assert survey_scores(session, NOW - 720 * HOUR) == [ScoreCount(2, 1), ScoreCount(5, 2)]
