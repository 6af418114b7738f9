"""The desk: one person at one store, from any thread."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from app.command import Actor
from app.desk import Desk
from app.errors import NotAllowed, NotFound, Refused
from app.followup_list import count_due
from app.interactions import KeptDraft, kept_drafts
from app.orders import UrgeOrder
from app.pop import pop_page
from db.ids import new_id
from db.models.orders import RepairOrder
from db.models.people import Role
from db.store import Store
from tests.app.specimens import AT, a
from tests.rows import CALL, CUSTOMER, NOBODY, NOW, ORDER, PERSONS, TODAY, actor, everything, only


@pytest.fixture
def desk(work: Store) -> Desk:
    return Desk(work, actor())


def test_commands_are_done_in_order_and_stop_at_the_first_refusal(desk: Desk, work: Store) -> None:
    first, refused, never = (
        a(UrgeOrder, event_id=new_id(), order_id=order) for order in (ORDER, NOBODY, ORDER)
    )
    with pytest.raises(Refused) as told:
        desk.execute(first, refused, never)
    assert (told.value.code, told.value.details["id"]) == ("not_found", str(NOBODY))
    assert only(work, RepairOrder, ORDER).urge_count == 1
    assert {row[0] for row in everything(work)["applied_command"]} == {first.id, refused.id}
    with pytest.raises(Refused):  # asked again: the same answer
        desk.execute(refused)
    desk.execute(first)
    assert only(work, RepairOrder, ORDER).urge_count == 1


def test_who_decides_is_written_down(work: Store) -> None:
    urge = a(UrgeOrder)
    Desk(work, actor(Role.DISPATCHER)).execute(urge)
    events = everything(work)
    assert [row[5] for row in events["order_event"]] == ["dispatcher one"]
    assert [row[3] for row in events["applied_command"]] == [PERSONS[Role.DISPATCHER]]


def test_a_question_is_answered_or_refused(desk: Desk, work: Store) -> None:
    assert desk.ask(count_due, PERSONS[Role.AGENT], AT) == 1
    assert desk.ask(pop_page, CUSTOMER, NOW).head.name == "田雨"
    with pytest.raises(NotFound):
        desk.ask(pop_page, NOBODY, NOW)
    with pytest.raises(NotAllowed):
        Desk(work, Actor(NOBODY, "", frozenset({Role.ANALYST}))).ask(pop_page, CUSTOMER, NOW)


def test_what_is_typed_is_kept_as_it_stands_and_given_back_to_who_typed_it(desk: Desk, work: Store) -> None:
    for nth, text in enumerate(("排", "排水", "排水泵")):
        desk.keep_draft(KeptDraft(CALL, "notes", text, NOW + timedelta(seconds=nth)))
    desk.keep_draft(KeptDraft(CALL, "reason", "repair", NOW))
    assert desk.ask(kept_drafts, PERSONS[Role.AGENT]) == [
        KeptDraft(CALL, "notes", "排水泵", NOW + timedelta(seconds=2)),
        KeptDraft(CALL, "reason", "repair", NOW),
    ]
    assert Desk(work, actor(Role.SUPERVISOR)).ask(kept_drafts, PERSONS[Role.SUPERVISOR]) == []
    desk.keep_draft(KeptDraft(CALL, "reason", "", NOW))
    assert [draft.field for draft in desk.ask(kept_drafts, PERSONS[Role.AGENT])] == ["notes"]
    desk.drop_drafts(CALL)
    assert desk.ask(kept_drafts, PERSONS[Role.AGENT]) == []


def test_order_numbers_are_never_given_twice_and_begin_anew_each_day(desk: Desk) -> None:
    first_day, next_day = TODAY, TODAY + timedelta(days=1)
    assert [desk.next_order_number(first_day) for _ in range(2)] == ["261123-9012-01", "261123-9012-02"]
    assert desk.next_order_number(next_day) == "261124-9012-01"
    assert desk.next_order_number(first_day) == "261123-9012-03"


def test_a_desk_is_used_from_many_threads(desk: Desk, work: Store) -> None:
    start = threading.Barrier(6)

    def use(nth: int) -> str:
        start.wait(30)
        desk.execute(a(UrgeOrder, event_id=new_id()))
        assert desk.ask(pop_page, CUSTOMER, NOW).head.name == "田雨"
        return desk.next_order_number(date(2026, 12, 1 + nth % 2))

    with ThreadPoolExecutor(6) as threads:
        numbers = list(threads.map(use, range(6)))
    assert len(set(numbers)) == 6
    assert only(work, RepairOrder, ORDER).urge_count == 6
