"""What follows from an event is written in rules: whom one rings, when, and for what."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from app.calling_hours import may_ring
from app.cases import CloseCase
from app.followup_rules import (
    FollowUpEvent,
    Happened,
    calling_windows,
    follow_ups_after,
    rules_in_force,
    zone_of,
)
from app.followups import RecordAttempt, StopFollowUps
from app.goods import AskToBeTold, GoodsArrived, waiting_for_goods
from app.new_store import insert_rules
from app.order_life import FinishOrder
from app.service_time import ZONE
from db.models.catalogue import Code, CodeList
from db.models.customers import Address
from db.models.followups import CallingWindow, CallingZone, CallPurpose, FollowUp, FollowUpRule, GoodsWish
from db.models.people import Role
from db.store import Store
from tests.app.specimens import AT, a
from tests.rows import (
    ADDRESS,
    CASE,
    CUSTOMER,
    NOW,
    ORDER,
    OTHER_CUSTOMER,
    PHONE_KEY,
    TOWN,
    a_case,
    actor,
    an_order,
    only,
    put,
    run,
    uid,
)


def happens(store: Store, **values: Any) -> Any:
    given = {
        "event": FollowUpEvent.EXCHANGED,
        "subject_id": uid(0xE1),
        "customer_id": CUSTOMER,
        "at": NOW,
    }
    with store.write() as session:
        return follow_ups_after(session, Happened(**given | values))


def test_an_event_makes_one_call_however_often_it_is_told(store: Store) -> None:
    made = happens(store)
    assert happens(store) == made
    row = only(store, FollowUp, made)
    assert (row.rule_code, row.reason_code, row.purpose.value) == ("exchanged", "after_repair", "follow_up")
    assert row.phone_key == PHONE_KEY
    # seven days later, at half past nine, and then in the next good hour
    assert row.due_at == datetime(2026, 11, 30, 10, 30, tzinfo=ZONE)


def test_of_two_events_with_one_reason_one_call_is_made(store: Store) -> None:
    assert happens(store) == happens(store, subject_id=uid(0xE2))


def test_a_call_that_is_open_names_the_other_order_too(store: Store) -> None:
    second = uid(0x302)
    put(store, a_case(CASE), an_order(ORDER, CASE), an_order(second, CASE, number="9012-0002"))
    made = happens(store, subject_id=ORDER, order_id=ORDER)
    for _ in range(2):
        assert happens(store, subject_id=second, order_id=second) == made
    assert only(store, FollowUp, made).note == "9012-0002"


def test_a_share_is_drawn_and_the_same_everywhere(store: Store) -> None:
    installed = {"event": FollowUpEvent.INSTALLED}
    drawn = set()
    for number in range(60):
        subject = uid(0xF000 + number)
        with store.write() as session:
            made = follow_ups_after(
                session, Happened(subject_id=subject, customer_id=CUSTOMER, at=NOW, **installed)
            )
            if made is not None:
                drawn.add(subject)
                session.execute(
                    update(FollowUp).where(FollowUp.state == "due").values(state="dropped", closed_at=NOW)
                )
    assert 1 <= len(drawn) <= 15  # a tenth of them


def test_who_paid_much_is_always_asked(store: Store) -> None:
    subjects = [uid(0xF100 + number) for number in range(20)]
    repaired = {"event": FollowUpEvent.REPAIRED, "paid_fen": 30_001}
    assert all(happens(store, subject_id=one, **repaired) for one in subjects)
    with store.read() as session:
        assert set(session.scalars(select(FollowUp.rule_code))) == {"repaired_paid"}


def test_a_rule_is_changed_by_a_newer_row_from_its_day_on(store: Store) -> None:
    with store.write() as session:
        for code in ("exchanged", "repaired_paid"):
            old = session.get_one(FollowUpRule, (code, date(2020, 1, 1)))
            values = {column.name: getattr(old, column.name) for column in FollowUpRule.__table__.columns}
            session.add(FollowUpRule(**values | {"valid_from": date(2026, 11, 24), "share_pct": 0}))
    assert happens(store, subject_id=uid(1), at=NOW + timedelta(days=1)) is None
    with store.read() as session:
        assert "repaired" in rules_in_force(session, date(2026, 11, 24))
        assert "repaired_paid" not in rules_in_force(session, date(2026, 11, 24))
    assert happens(store, subject_id=uid(2)) is not None


def test_a_store_gets_the_rules_that_it_has_not_and_keeps_its_own(store: Store) -> None:
    with store.write() as session:
        session.execute(update(FollowUpRule).where(FollowUpRule.code == "repaired").values(share_pct=55))
        session.execute(delete(FollowUpRule).where(FollowUpRule.code == "exchanged"))
        for table in (CallingZone, CallingWindow):
            session.execute(delete(table))
        for _ in range(2):
            insert_rules(session.connection())
    with store.read() as session:
        rules = rules_in_force(session, date(2026, 11, 23))
        assert (rules["repaired"].share_pct, rules["exchanged"].share_pct) == (55, 100)
        assert session.get_one(CallingZone, "65").zone == "Asia/Urumqi"
        night = datetime(2026, 11, 23, 22, tzinfo=ZONE)
        allowed = {
            purpose.value: may_ring(calling_windows(session), night, purpose, ZONE) for purpose in CallPurpose
        }
        assert allowed == {"service": False, "follow_up": False, "marketing": False, "safety": True}
        assert session.get_one(Code, (CodeList.FOLLOW_UP, "goods_arrived")).position == 9


def test_who_has_no_number_or_wants_no_calls_is_not_rung(store: Store) -> None:
    assert happens(store, customer_id=OTHER_CUSTOMER) is None
    assert run(store, a(StopFollowUps)) == ["done"]
    assert happens(store) is None
    assert happens(store, event=FollowUpEvent.DELIVERED) is not None  # that is service


def test_the_customer_s_clock_is_that_of_the_nearest_region_that_has_one(store: Store) -> None:
    with store.read() as session:
        assert zone_of(session, CUSTOMER) == ""
    with store.write() as session:
        session.add(CallingZone(region_code="51", zone="Asia/Kathmandu"))
        session.add(CallingZone(region_code=TOWN[:6], zone="Asia/Urumqi"))
    with store.read() as session:
        assert session.get_one(Address, ADDRESS).region_code == TOWN
        assert zone_of(session, CUSTOMER) == "Asia/Urumqi"
        assert zone_of(session, OTHER_CUSTOMER) == "Asia/Kathmandu"
    row = only(store, FollowUp, happens(store))
    assert row.zone == "Asia/Urumqi"
    assert row.due_at == datetime(2026, 11, 30, 12, 30, tzinfo=ZONE)


def test_a_finished_order_is_followed_up(store: Store) -> None:
    put(store, a_case(CASE), an_order(ORDER, CASE))
    finish = a(FinishOrder, result="exchanged")
    assert run(store, finish, by=actor(Role.SUPERVISOR)) == ["done"]
    with store.read() as session:
        [row] = session.scalars(select(FollowUp))
    assert (row.order_id, row.rule_code, row.state.value) == (ORDER, "exchanged", "due")


def test_a_complaint_that_is_settled_is_asked_about_in_three_days(store: Store) -> None:
    put(store, a_case(CASE, kind="complaint", severity=3, contact_due_at=NOW))
    close = CloseCase(at=AT, case_id=CASE, state="done", result="退还上门费")
    assert run(store, close) == ["done"]
    with store.read() as session:
        [row] = session.scalars(select(FollowUp))
    assert (row.case_id, row.reason_code) == (CASE, "complaint")
    assert row.due_at == datetime(2026, 11, 26, 10, 30, tzinfo=ZONE)


def test_who_waits_for_goods_is_told_once_they_are_there(store: Store) -> None:
    wishes = [uid(0x1001), uid(0x1002), uid(0x1003)]
    asked = [
        a(AskToBeTold, wish_id=wishes[0], model_code="KFR35", words=""),
        a(AskToBeTold, wish_id=wishes[1], words="滤芯"),
        a(AskToBeTold, wish_id=wishes[2], customer_id=OTHER_CUSTOMER, words="滤芯"),
    ]
    assert run(store, *asked) == ["done"] * 3
    with store.read() as session:
        waiting = waiting_for_goods(session)
    assert [(one.wish_id, one.model_zh) for one in waiting] == [
        (wishes[0], "KFR35 型"),
        (wishes[1], None),
        (wishes[2], None),
    ]
    assert run(store, a(GoodsArrived, wish_ids=wishes)) == ["done"]
    assert run(store, a(GoodsArrived, wish_ids=wishes[:1])) == ["move_not_allowed"]
    first, second, third = (only(store, GoodsWish, wish) for wish in wishes)
    assert first.follow_up_id == second.follow_up_id != third.follow_up_id  # one call tells both
    row = only(store, FollowUp, first.follow_up_id)
    assert (row.reason_code, row.note) == ("goods_arrived", "KFR35 型\n滤芯")
    reached = a(RecordAttempt, follow_up_id=row.id, score=None)
    assert run(store, reached) == ["done"]
    assert [only(store, GoodsWish, wish).told_at for wish in wishes] == [AT, AT, None]
    with store.read() as session:
        assert waiting_for_goods(session) == []


@pytest.mark.parametrize("values", [{"words": " "}, {"words": "", "model_code": None}])
def test_goods_that_nothing_names_cannot_be_waited_for(values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="described"):
        a(AskToBeTold, **values)
