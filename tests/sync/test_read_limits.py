"""What a person may not read, or not now: own work stays, and comes as soon as it may be read."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from app.errors import TooMuchRead
from app.followup_list import due_follow_ups
from app.hub import limits
from app.matching import candidates
from app.pop import pop_page
from app.sync import fetcher
from app.sync.rebase import mark_used
from app.sync.state import SyncKind
from app.wire import Bundles
from db.feed import call_key, customer_key
from db.models.hub import CustomerRead, ReadLimit, ReadReason
from db.models.outbox import HeldBundle, OutboxCommand
from db.models.people import Role
from db.store import Problem, StoreProblem
from tests.rows import CUSTOMER, FOLLOW_UP, NOW, OTHER_CUSTOMER, PERSONS, PHONE_KEY, put, uid
from tests.sync.hub_at_work import House, Seated, Sit
from tests.sync.test_desk_in_step import remark, remark_here, watch_customer
from tests.sync.test_tied import tie, unsent_work

HERS, HIS, UNREADABLE = customer_key(CUSTOMER), customer_key(OTHER_CUSTOMER), call_key(uid(0x5000))


def held(seated: Seated) -> set[str]:
    return {row.key for row in seated.rows(HeldBundle) if row.key.startswith("customer:")}


def test_after_a_restore_own_work_is_read_anew_and_what_nobody_looks_at_is_forgotten(
    house: House, sit: Sit
) -> None:
    one = sit()
    one.desk._fetcher.want([HIS])
    one.until(lambda: held(one) == {HERS, HIS})
    with one.store.write() as session:
        session.execute(update(HeldBundle).values(used_at=house.now() - timedelta(hours=2)))
    house.stop()
    put(house.store, ReadLimit(role=Role.AGENT, per_hour=1, per_day=1))
    house.restore(house.dump())
    house.start()
    one.until_kind(SyncKind.SIGNED_OUT)
    one.sign_in_again()
    one.until(lambda: held(one) == {HERS})
    sit(Role.SUPERVISOR).desk.execute(remark("阳台有狗"))
    one.until(lambda: remark_here(one) == "阳台有狗")


def test_own_work_stays_while_too_much_was_read_and_comes_when_it_may(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = sit(), sit(Role.SUPERVISOR)
    watch_customer(other)
    asked: list[Collection[str]] = []

    def limited(keys: Iterable[str], *_why: Any) -> Bundles:
        asked.append(list(keys))
        raise TooMuchRead(per="hour", most=120)

    with monkeypatch.context() as today:
        today.setattr(one.client, "bundles", limited)
        other.desk.execute(remark("阳台有狗"))
        one.until(lambda: sum(HERS in keys for keys in asked) >= 2)
        assert (held(one), remark_here(one)) == ({HERS}, "")
    one.until(lambda: remark_here(one) == "阳台有狗")


def test_who_has_read_too_much_still_sees_what_is_here(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    one = sit()
    with one.store.write() as session:
        session.execute(update(HeldBundle).values(more=True))  # so that the centre is asked for the page

    def reads_no_more(*_asked: Any) -> None:
        raise TooMuchRead(per="hour", most=120)

    monkeypatch.setattr(limits.Limits, "count", reads_no_more)
    assert [found.customer_id for found in one.desk.ask(candidates, PHONE_KEY)] == [CUSTOMER]
    assert one.desk.ask(pop_page, CUSTOMER, NOW).head.name == "田雨"
    mine = one.desk.ask(due_follow_ups, PERSONS[Role.AGENT], NOW)
    assert [due.follow_up_id for due in mine] == [FOLLOW_UP]
    with pytest.raises(TooMuchRead):
        one.desk.ask(candidates, "m:+8613900000000")
    with pytest.raises(TooMuchRead):
        one.desk.ask(pop_page, OTHER_CUSTOMER, NOW)


def test_what_is_tied_to_what_nobody_may_read_comes_as_soon_as_the_work_is_sent(
    house: House, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = sit()
    unsent_work(house, one)
    tie(one, [UNREADABLE])
    fetched = one.client.bundles

    def without(keys: Iterable[str], *why: Any) -> Bundles:
        found = fetched(keys, *why)
        return found.model_copy(update={"refused": tuple({UNREADABLE} & set(keys))})

    monkeypatch.setattr(one.client, "bundles", without)
    house.start()
    one.until_in_step()
    one.until(lambda: not one.rows(OutboxCommand, OutboxCommand.in_replay))
    other = sit(Role.SUPERVISOR)
    watch_customer(other)
    other.desk.execute(remark("阳台有狗"))
    one.until(lambda: remark_here(one) == "阳台有狗")


def test_who_was_shown_is_written_down_also_when_the_disk_refuses_at_first(
    house: House, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, full = sit(), [1, 2]

    def refuses_twice(*args: Any) -> None:
        if full:
            full.pop()
            raise StoreProblem(Problem.FULL, "the disk")
        mark_used(*args)

    monkeypatch.setattr(fetcher, "mark_used", refuses_twice)
    watch_customer(one)
    one.until(lambda: bool(house.rows(CustomerRead, CustomerRead.reason == ReadReason.CACHE)))
    [read] = house.rows(CustomerRead, CustomerRead.reason == ReadReason.CACHE)
    assert (read.customer_id, read.at, full) == (CUSTOMER, NOW, [])
