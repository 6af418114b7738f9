"""The reader of a shift finds what happened, and what did not, in the store and the journal alone."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, text

from app.demo.journal import JournalFile
from app.demo.scenarios import DemoScenario, load_scenarios
from app.demo.store import demo_path
from app.demo.verify import JOURNAL_NAME, percentile, verify
from db.models.base import Base
from db.models.calls import CallOutcome, Offer, OfferOutcome
from db.models.customers import Address, Customer
from db.models.followups import Attempt, FollowUp
from db.models.orders import OrderEvent, OrderEventKind
from db.models.people import Role
from db.store import Store, open_embedded
from tests.rows import (
    CUSTOMER,
    PERSONS,
    TOWN,
    a_call,
    a_case,
    a_customer,
    a_follow_up,
    add_base_rows,
    an_interaction,
    an_order,
    put,
    uid,
)

SEED, TRY = 7, "follow_ups"
PROMISE, TRIED = uid(0x8004), uid(0x8005)
START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MS = 1_000_000
BOOTED = 5_000_000_000  # the monotonic clock when the shift begins
CHASE, STRANGER, GONE, MADE = "known_late_order", "unknown_caller", "hangs_up_ringing", "promised_call"
NEW_CUSTOMER = uid(0x9001)
CALLS = ((CHASE, 0x501), (STRANGER, 0x502), (GONE, 0x503), (MADE, 0x504))


class Shift:
    """Three calls that came and one that was made, as they should be; a test spoils what it is about."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder, self.store = folder, store
        self.scenarios = {each.id: each for each in load_scenarios()}
        self.events: list[dict[str, Any]] = []
        self.ms = 0
        self.tell("shift", seed=SEED, calls=4)
        for number, (scenario, call_id) in enumerate(CALLS, 1):
            self.play(self.scenarios[scenario], number, uid(call_id))

    def tell(self, kind: str, **facts: Any) -> None:
        """Tell an event ten milliseconds after the one before."""
        self.ms += 10
        self.events.append({"kind": kind, "t": BOOTED + self.ms * MS} | facts)

    @property
    def now(self) -> datetime:
        return START + timedelta(milliseconds=self.ms)

    def play(self, scenario: DemoScenario, number: int, call_id: UUID) -> None:
        call = {"linked_id": str(call_id.int), "line": "practice"}
        named = {"scenario": scenario.id, "number": number, "part": 1, "customer_id": None}
        self.tell("scenario", **named, **call)
        self.tell("CallArrived", **call, at=(self.now + timedelta(milliseconds=10)).isoformat())
        arrived_at = self.now
        if scenario.expect.popped:
            self.tell("OfferRinging", **call)
        self.tell("beat", late_ms=min(number, 3))
        if scenario.expect.popped:
            self.tell("painted", **call)
        self.type(scenario, number)
        self.store_call(scenario, number, call_id, arrived_at)

    def type(self, scenario: DemoScenario, number: int) -> None:
        for into, words in scenario.texts(number).items():
            for character in words:
                self.tell("key", key=character.upper(), text=character, focus=into)

    def order(self, call_id: UUID, at: datetime) -> list[Base]:
        case, order = UUID(int=call_id.int + 0x100), UUID(int=call_id.int + 0x200)
        return [a_case(case, call_id=call_id), an_order(order, case, opened_at=at)]

    def store_call(self, scenario: DemoScenario, number: int, call_id: UUID, arrived_at: datetime) -> None:
        expect, texts = scenario.expect, scenario.texts(number)
        whose = NEW_CUSTOMER if expect.registered else CUSTOMER
        rows: list[Base] = []
        if expect.registered:
            rows.append(a_customer(whose, texts["intake_name"], created_at=arrived_at + timedelta(seconds=1)))
            street = texts["intake_street"]
            place = {"region_code": TOWN, "line": street, "is_primary": True}
            rows.append(Address(id=uid(0x9002), customer_id=whose, **place))
        ended = {"ended_at": arrived_at + timedelta(seconds=60), "outcome": expect.call}
        ended["direction"] = expect.direction
        if expect.call is CallOutcome.ANSWERED:
            ended["answered_at"] = arrived_at + timedelta(seconds=5)
        rows.append(a_call(call_id, whose, arrived_at=arrived_at, **ended))
        if expect.offer is not None:
            offer = {"id": UUID(int=call_id.int + 1 << 16), "call_id": call_id, "ringing_at": arrived_at}
            rows.append(Offer(**offer, agent="x", outcome=expect.offer))
        if expect.attempt is not None:
            rows += self.attempt(scenario, number, call_id)
        for kind in ("Control", "Ctrl+D", "B", "Ctrl+Return"):
            self.tell("key", key=kind, text="", focus="notes")
        if expect.orders:
            rows += self.order(call_id, self.now)
        self.tell("key", key="F8", text="", focus="notes")
        if expect.follow_ups:
            rows.append(a_follow_up(UUID(int=call_id.int + 2 << 16), call_id=call_id))
        if expect.interactions:
            rows += self.interaction(scenario, number, call_id, whose)
        put(self.store, *rows)

    def attempt(self, scenario: DemoScenario, number: int, call_id: UUID) -> Iterator[Base]:
        tried, note = scenario.expect.attempt, scenario.texts(number)[TRY]
        assert tried is not None
        yield a_follow_up(PROMISE, state=tried.follow_up, score=tried.score, attempts=1, closed_at=self.now)
        yield Attempt(
            id=TRIED,
            follow_up_id=PROMISE,
            customer_id=CUSTOMER,
            person_id=PERSONS[Role.AGENT],
            call_id=call_id,
            outcome=tried.outcome,
            at=self.now,
            score=tried.score,
            note=note,
        )

    def interaction(self, scenario: DemoScenario, number: int, call_id: UUID, whose: UUID) -> Iterator[Base]:
        expect = scenario.expect
        yield an_interaction(
            UUID(int=call_id.int + 3 << 16),
            call_id,
            customer_id=whose,
            notes=scenario.texts(number)[TRY if expect.attempt else "notes"],
            reason_code=expect.reason,
            disposition_code=expect.disposition,
            sealed_at=self.now,
        )
        if expect.chased:
            order_id = uid(0x8001)
            yield a_case(uid(0x8002))
            yield an_order(order_id, uid(0x8002))
            yield OrderEvent(
                id=uid(0x8003),
                order_id=order_id,
                customer_id=whose,
                kind=OrderEventKind.URGED,
                at=self.now,
                who="x",
                note="",
            )

    def verify(self) -> dict[str, Any]:
        lines = [json.dumps(event, ensure_ascii=False) for event in self.events]
        (self.folder / JOURNAL_NAME).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return verify(self.folder)

    def keys(self, into: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["kind"] == "key" and event["focus"] == into]


@pytest.fixture
def shift(tmp_path: Path) -> Iterator[Shift]:
    with closing(open_embedded(demo_path(tmp_path, SEED), None, create=True)) as store:
        with store.write() as session:
            add_base_rows(session)
        yield Shift(tmp_path, store)


def test_a_shift_as_it_should_be_has_its_figures_and_no_failure(shift: Shift) -> None:
    assert shift.verify() == {
        "calls": 4,
        "popped": 3,
        "matched": 3,
        "interactions": 3,
        "orders": 1,
        "follow_ups": 1,
        "attempts": 1,
        "lost_keys": 0,
        "pop_ms": {"p50": 20.0, "p99": 20.0, "max": 20.0},
        "ui_stall_ms": {"p999": 3, "max": 3},
        "keystrokes_per_order": 3.0,
        "fixed_case_keys": [],
        "failures": [],
    }


def test_a_key_that_nobody_saw_is_lost(shift: Shift) -> None:
    shift.events.remove(shift.keys("notes")[3])
    found = shift.verify()
    assert found["lost_keys"] == 1
    assert [CHASE in failure and "lost" in failure for failure in found["failures"]] == [True]


def test_a_key_that_went_elsewhere_is_lost(shift: Shift) -> None:
    shift.keys("notes")[3]["focus"] = "timeline"
    assert shift.verify()["lost_keys"] == 1


def test_a_key_into_a_picker_counts_too(shift: Shift) -> None:
    shift.keys("reason")[0]["focus"] = "notes"
    assert shift.verify()["lost_keys"] == 1


def test_words_that_are_not_stored_are_lost(shift: Shift) -> None:
    with shift.store.write() as session:
        session.get_one(Customer, NEW_CUSTOMER).name = "欧阳"
    found = shift.verify()
    assert found["lost_keys"] == 2
    assert len(found["failures"]) == 1


def test_a_page_that_was_never_painted_is_no_pop(shift: Shift) -> None:
    shift.events.remove(next(event for event in shift.events if event["kind"] == "painted"))
    found = shift.verify()
    assert found["popped"] == 2
    assert any("popped" in failure for failure in found["failures"])


def test_what_is_missing_in_the_store_is_told(shift: Shift) -> None:
    with shift.store.write() as session:
        session.execute(delete(FollowUp).where(FollowUp.call_id.is_not(None)))
    found = shift.verify()
    assert found["follow_ups"] == 0
    assert found["failures"] == [f"{CHASE}, call 1: follow-ups should be 1 and is 0"]


def test_what_should_not_be_in_the_store_is_told(shift: Shift) -> None:
    put(shift.store, an_interaction(uid(0x6001), uid(0x503), disposition_code="x", sealed_at=shift.now))
    assert any(failure.startswith(GONE) for failure in shift.verify()["failures"])


def test_other_notes_with_the_same_letters_are_told(shift: Shift) -> None:
    for scenario in (CHASE, STRANGER):
        notes = shift.scenarios[scenario].texts(1 if scenario == CHASE else 2)["notes"]
        put(
            shift.store,
            an_interaction(
                uid(0x7000 + len(scenario)),
                uid(0x501 if scenario == CHASE else 0x502),
                notes=notes[::-1],
                reason_code="x",
                disposition_code="x",
                sealed_at=shift.now,
            ),
        )
    assert sum("the notes" in failure for failure in shift.verify()["failures"]) == 2


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        ("attempt set score = 4", "the points should be 5 and is 4"),
        ("attempt set outcome = 'busy'", 'the result of the try should be "reached" and is "busy"'),
        ("follow_up set state = 'dropped'", 'the promise should be "done" and is "dropped"'),
        ("attempt set call_id = null", "attempts should be 1 and is 0"),
        ("call set direction = 'in'", 'the direction should be "out" and is "in"'),
    ],
)
def test_a_promised_call_that_is_not_stored_as_it_was_made_is_told(
    shift: Shift, spoiled: str, said: str
) -> None:
    which = {"attempt": TRIED, "follow_up": PROMISE, "call": uid(0x504)}[spoiled.partition(" ")[0]]
    with shift.store.writer.begin() as connection:
        for (name,) in connection.execute(
            text("select name from sqlite_master where type = 'trigger'")
        ).all():
            connection.execute(text(f'drop trigger "{name}"'))
        changed = connection.execute(text(f"update {spoiled} where id = :id"), {"id": which.hex})
        assert changed.rowcount == 1
    assert f"{MADE}, call 4: {said}" in shift.verify()["failures"]


def test_a_call_that_is_not_in_the_store_is_told(shift: Shift) -> None:
    facts = {"linked_id": "404", "line": "practice"}
    shift.tell("scenario", scenario=GONE, number=5, part=1, customer_id=None, **facts)
    found = shift.verify()
    assert found["calls"] == 4
    assert found["failures"] == [
        "4 calls were planned, 5 were played",
        f"{GONE}, call 5: the call is not in the store",
    ]


def test_what_the_driver_could_not_do_is_told(shift: Shift) -> None:
    shift.tell("failed", sentence="it could not be done")
    assert shift.verify()["failures"] == ["it could not be done"]


def test_a_folder_without_a_shift_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        verify(tmp_path)
    named = {"scenario": GONE, "number": 1, "part": 1, "customer_id": None}
    played = {"kind": "scenario", "t": 2, "linked_id": "1"} | named
    told = [{"kind": "shift", "t": 1, "seed": 7, "calls": 1}, played]
    (tmp_path / JOURNAL_NAME).write_text("".join(json.dumps(event) + "\n" for event in told))
    with pytest.raises(FileNotFoundError):
        verify(tmp_path)
    demo_path(tmp_path, 7).write_bytes(b"not a store" * 1000)
    with pytest.raises(ValueError, match="not the store of a demo"):
        verify(tmp_path)
    (tmp_path / JOURNAL_NAME).write_text('{"kind": "shi')
    with pytest.raises(json.JSONDecodeError):
        verify(tmp_path)


def test_the_store_is_only_read(shift: Shift) -> None:
    shift.store.close()
    path = demo_path(shift.folder, SEED)
    before = path.read_bytes()
    shift.verify()
    assert path.read_bytes() == before
    assert sorted(each.name for each in shift.folder.iterdir()) == [path.name, JOURNAL_NAME]


@pytest.mark.parametrize(
    ("share", "value"), [(0.01, 1.0), (0.5, 5.0), (0.9, 9.0), (0.91, 10.0), (0.99, 10.0), (1, 10.0)]
)
def test_a_percentile_is_one_of_the_values(share: float, value: float) -> None:
    assert percentile([float(each) for each in range(10, 0, -1)], share) == value


def test_nothing_measured_has_no_percentile() -> None:
    assert percentile([], 0.5) is None


def test_a_journal_keeps_every_event_of_every_thread(tmp_path: Path) -> None:
    journal = JournalFile(tmp_path / JOURNAL_NAME)

    def tell(who: int) -> None:
        for nth in range(500):
            journal("told", {"who": who, "nth": nth, "outcome": OfferOutcome.MISSED})

    threads = [threading.Thread(target=tell, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    journal("last", {"t": 5, "call": CallOutcome.ANSWERED})
    journal.close()
    *told, last = [json.loads(line) for line in (tmp_path / JOURNAL_NAME).read_text().splitlines()]
    assert last == {"kind": "last", "t": 5, "call": "answered"}
    assert {each["outcome"] for each in told} == {"missed"}
    for who in range(4):
        mine = [each for each in told if each["who"] == who]
        assert [each["nth"] for each in mine] == list(range(500))
        assert sorted(each["t"] for each in mine) == [each["t"] for each in mine]
