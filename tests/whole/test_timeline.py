"""A customer of ten thousand contacts: the timeline is whole, in order, and fetched as it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Event
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from sqlalchemy import insert

from app.telephony.scenarios import Scenario, Unanswered
from app.timeline import FIRST, Entry, timeline_page
from db.models.base import Base
from db.models.calls import Call, CallDirection, CallOutcome
from db.models.cases import Case, CaseKind, CaseState
from db.models.followups import Attempt, AttemptOutcome
from db.models.interactions import Channel, Interaction
from db.models.orders import OrderEvent, OrderEventKind
from db.models.people import Role
from db.store import Store
from tests.rows import (
    CUSTOMER,
    NOW,
    OTHER_CUSTOMER,
    PERSONS,
    PHONE_KEY,
    a_case,
    a_follow_up,
    a_phone,
    an_order,
    put,
    uid,
)
from tests.whole.at_work import AtWork

ENTRIES, OF_THE_OTHER, PAGES_UP = 10_000, 600, 200
CASE, ORDER, PROMISE = uid(0x7001), uid(0x7002), uid(0x7003)
OTHER_NUMBER = "13900139008"
Row = dict[str, Any]


def said(row: Row, words: str, whose: UUID = CUSTOMER) -> tuple[type[Base], Row]:
    sealed = {"disposition_code": "solved.advice", "sealed_at": row["at"], "talk_s": 60, "wrap_up_s": 9}
    about = {"customer_id": whose, "person_id": PERSONS[Role.AGENT], "channel": Channel.CALL_IN}
    return Interaction, {"id": row["id"], "opened_at": row["at"], "notes": words} | about | sealed


def order_event(row: Row, words: str) -> tuple[type[Base], Row]:
    kind = OrderEventKind.URGED if row["id"].int % 2 else OrderEventKind.VISITED
    about = {"order_id": ORDER, "customer_id": CUSTOMER, "kind": kind, "who": "x"}
    return OrderEvent, row | about | {"note": words}


def attempt(row: Row, words: str) -> tuple[type[Base], Row]:
    about = {"follow_up_id": PROMISE, "customer_id": CUSTOMER, "person_id": PERSONS[Role.AGENT]}
    return Attempt, row | about | {"outcome": AttemptOutcome.BUSY, "note": words}


def complaint(row: Row, words: str) -> tuple[type[Base], Row]:
    state = {"kind": CaseKind.COMPLAINT, "state": CaseState.DONE}
    return Case, {"id": row["id"], "opened_at": row["at"], "customer_id": CUSTOMER, "summary": words} | state


def unanswered(row: Row, _words: str) -> tuple[type[Base], Row]:
    line = {"line": "old", "linked_id": str(row["id"].int), "dnis": "4008111666", "queue": "hotline"}
    who = {"customer_id": CUSTOMER, "ani": PHONE_KEY[-11:], "ani_key": PHONE_KEY}
    how = {"direction": CallDirection.IN, "outcome": CallOutcome.ABANDONED_RINGING}
    return Call, {"id": row["id"], "arrived_at": row["at"], "ended_at": row["at"]} | line | who | how


KINDS = (said, order_event, attempt, complaint, unanswered)


def fill(store: Store) -> list[tuple[UUID, str]]:
    """Insert the entries, many of them at one instant; return their ids and words, newest first."""
    put(store, a_case(CASE), an_order(ORDER, CASE), a_follow_up(PROMISE, due_at=NOW + timedelta(days=30)))
    tables: dict[type[Base], list[Row]] = {}
    told = []
    for number in range(ENTRIES):
        row = {"id": uid(0x100000 + (number * 7919) % ENTRIES), "at": NOW - timedelta(hours=1 + number // 3)}
        make = KINDS[number % len(KINDS)]
        model, values = make(row, f"entry {number}")
        tables.setdefault(model, []).append(values)
        told.append((row["at"], row["id"], "" if make is unanswered else f"entry {number}"))
    insert_all(store, tables)
    told.sort(reverse=True)
    return [(entry_id, words) for _at, entry_id, words in told]


def fill_other(store: Store) -> None:
    put(store, a_phone(uid(0x7004), OTHER_CUSTOMER, f"m:+86{OTHER_NUMBER}"))
    rows = [{"id": uid(0x200000 + nth), "at": NOW - timedelta(hours=nth + 1)} for nth in range(OF_THE_OTHER)]
    values = [said(row, "of the other", OTHER_CUSTOMER)[1] for row in rows]
    insert_all(store, {Interaction: values})


def insert_all(store: Store, tables: dict[type[Base], list[Row]]) -> None:
    with store.writer.begin() as connection:
        for model, values in tables.items():
            connection.execute(insert(model), values)


def on_screen(at_work: AtWork) -> range:
    """Return the rows of the timeline that are at least in part on screen."""
    table = at_work.seat.desk_view.pop.timeline
    last = table.rowAt(table.viewport().height() - 1)
    return range(table.rowAt(0), (last if last >= 0 else table.model().rowCount() - 1) + 1)


def entry(at_work: AtWork, row: int) -> Entry:
    found = at_work.seat.desk_view.pop.timeline_model.entry(row)
    assert found is not None, row
    return found


def told(found: Entry) -> tuple[UUID, str]:
    return found.id, found.text


def test_ten_thousand_entries_are_shown_from_the_newest_to_the_oldest_in_order(
    start_seat: Callable[..., AtWork], embedded_store: Store
) -> None:
    expected = fill(embedded_store)
    at_work = start_seat()
    at_work.ring()
    pop = at_work.seat.desk_view.pop
    assert pop.page is not None
    assert pop.page.counts.total == ENTRIES
    assert pop.timeline_model.rowCount() == ENTRIES
    assert [told(each) for each in pop.page.timeline] == expected[:FIRST]
    pop.timeline.setFocus()
    at_work.key(Qt.Key.Key_End)
    assert on_screen(at_work)[-1] == ENTRIES - 1
    for _ in range(PAGES_UP):
        shown = on_screen(at_work)
        assert [told(entry(at_work, row)) for row in shown] == [expected[row] for row in shown]
        at_work.key(Qt.Key.Key_PageUp)
    assert on_screen(at_work)[0] < ENTRIES - PAGES_UP * 5
    at_work.key(Qt.Key.Key_Home)
    assert on_screen(at_work)[0] == 0


def test_a_page_that_comes_after_the_customer_changed_is_not_shown(
    start_seat: Callable[..., AtWork], embedded_store: Store
) -> None:
    fill(embedded_store)
    fill_other(embedded_store)
    at_work = start_seat()
    at_work.ring(ring_s=5, unanswered=Unanswered.GIVES_UP)
    pop, ask, release, asked = at_work.seat.desk_view.pop, at_work.seat.context.desk.ask, Event(), []

    def slow(question: Callable[..., object], *facts: object, **more: object) -> object:
        found = ask(question, *facts, **more)
        if question is timeline_page and not asked:
            asked.append(question)
            assert release.wait(10)
        return found

    at_work.seat.context.desk.ask = slow  # type: ignore[method-assign,assignment]
    pop.timeline.scrollTo(pop.timeline_model.index(250, 0), pop.timeline.ScrollHint.PositionAtTop)
    at_work.qtbot.waitUntil(lambda: bool(asked))
    at_work.clock.pass_(5)
    at_work.line.ring(Scenario(ani=OTHER_NUMBER, dnis="4008111666", queue="hotline", wait_s=0))
    at_work.clock.pass_(0)
    at_work.qtbot.waitUntil(lambda: pop.page is not None and pop.page.head.customer_id == OTHER_CUSTOMER)
    release.set()
    at_work.settle()
    assert pop.timeline_model.rowCount() == OF_THE_OTHER
    assert pop.timeline_model.entry(250) is None
    pop.timeline.scrollTo(pop.timeline_model.index(250, 0), pop.timeline.ScrollHint.PositionAtTop)
    at_work.settle()
    assert {entry(at_work, row).text for row in on_screen(at_work)} == {"of the other"}
