"""The order board: every open order, in pages, and what changed since."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from uuid import UUID

import pytest

from app import board
from app.board import BoardLine, BoardPart, board_names, order_board
from app.orders import CancelOrder, NextStep, OrderState, UrgeOrder
from db.models.clocks import Escalation, OrderPause, PauseReason, PromiseClock
from db.models.customers import Tier
from db.models.orders import RepairOrder
from db.models.people import Role
from db.store import Store
from tests.rows import (
    CASE,
    COUNTY,
    CUSTOMER,
    NOW,
    ORDER,
    PERSONS,
    PROVIDER,
    an_order,
    put,
    run,
    uid,
)


def read(store: Store, since: str = "", after: UUID | None = None) -> BoardPart:
    with store.read() as session:
        return order_board(session, since, after)


def all_of(store: Store) -> list[BoardLine]:
    part = read(store)
    found = [*part.lines]
    while part.after:
        part = read(store, "", part.after)
        found += part.lines
    return found


def test_an_open_order_is_a_line_without_a_name(work: Store) -> None:
    [line] = read(work).lines
    assert line == BoardLine(
        order_id=ORDER,
        customer_id=CUSTOMER,
        number=f"261123-9000-{ORDER.int}",
        state=OrderState.BOOKED,
        fault_code="W01",
        region_code=COUNTY,
        provider_id=PROVIDER,
        owner_id=PERSONS[Role.AGENT],
        next_step=NextStep.VISIT,
        next_step_at=int((NOW + timedelta(days=1)).timestamp()),
        promised_from=int((NOW + timedelta(hours=20)).timestamp()),
        promised_to=int((NOW + timedelta(days=1)).timestamp()),
        opened_at=int(NOW.timestamp()),
        urge_count=0,
        tier=Tier.STANDARD,
        told_count=0,
        is_paused=False,
    )
    assert not any("name" in each or "phone" in each for each in BoardLine._fields)


def test_all_pages_together_are_every_open_order_once(work: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "PAGE", 3)
    closed = {"owner_id": None, "next_step": None, "next_step_at": None, "closed_at": NOW}
    put(work, *(an_order(uid(0x5000 + n), CASE) for n in range(7)))
    put(work, an_order(uid(0x6000), CASE, state=OrderState.DONE, **closed))
    put(work, an_order(uid(0x6001), CASE, state=OrderState.CANCELLED, **closed))
    found = [line.order_id for line in all_of(work)]
    assert found == sorted({ORDER, *(uid(0x5000 + n) for n in range(7))})


def test_a_line_without_a_promise_or_for_a_part_is_due_with_its_next_step(work: Store) -> None:
    put(work, an_order(uid(0x5000), CASE, promised_from=None, promised_to=None))
    put(
        work,
        an_order(uid(0x5001), CASE, next_step=NextStep.PART, next_step_at=NOW + timedelta(days=4)),
    )
    booked, unpromised, waits = all_of(work)
    assert booked.due_at == booked.promised_to
    assert unpromised.due_at == unpromised.next_step_at
    assert waits.due_at == waits.next_step_at > (waits.promised_to or 0)


def test_nothing_is_told_again_until_something_is_decided(work: Store) -> None:
    first = read(work)
    assert read(work, first.cursor) == BoardPart(first.cursor, (), ())
    assert run(work, UrgeOrder(at=NOW, order_id=ORDER, event_id=uid(0x7000))) == ["done"]
    then = read(work, first.cursor)
    assert then.cursor != first.cursor
    assert [line.urge_count for line in then.lines] == [1]
    run(work, CancelOrder(at=NOW, order_id=ORDER, event_id=uid(0x7001), reason="wrong"))
    assert not read(work, then.cursor).lines


def test_a_line_tells_of_escalations_and_of_a_pause_that_goes_on(work: Store) -> None:
    person = PERSONS[Role.SUPERVISOR]
    given = {"customer_id": CUSTOMER, "order_id": ORDER, "person_id": person}
    late = {"clock": PromiseClock.VISIT, "due_at": NOW, "at": NOW, **given}
    pause = {"reason": PauseReason.ACCESS, "from_at": NOW, "note": "", **given}
    put(work, *(Escalation(id=uid(0x7100 + step), step=step, **late) for step in (1, 2)))
    put(work, OrderPause(id=uid(0x7200), until_at=NOW, **pause))
    [line] = read(work).lines
    assert (line.told_count, line.is_paused, line.due_at) == (2, False, line.promised_to)
    later = NOW + timedelta(days=9)
    put(work, OrderPause(id=uid(0x7201), **pause))
    with work.write() as session:
        session.get_one(RepairOrder, ORDER).next_step_at = later
    [line] = read(work).lines
    assert (line.is_paused, line.due_at) == (True, int(later.timestamp()))


def test_the_names_of_all_codes_and_ids_of_a_line_are_told(work: Store) -> None:
    [line] = read(work).lines
    with work.read() as session:
        names = board_names(session)
    assert names.regions[line.region_code] == ("锦江区", "Jinjiang")
    assert names.regions["5101"][0] == "成都市"
    assert all(len(code) <= board.COUNTY for code in names.regions)
    assert names.providers[PROVIDER].name == "锦江一店"
    owner = names.persons[line.owner_id]
    assert (owner.name, owner.can_own) == ("agent one", True)
    assert not names.persons[PERSONS[Role.ANALYST]].can_own
    assert names.faults["W01"].name_zh == "不排水"
    assert {each.name for each in fields(names)} == {"regions", "providers", "persons", "faults"}
