"""A call at the PBX is written down by the hub, and rings where its person sits, with the page."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from app.calls import CallDirection, CallOutcome, OfferOutcome, call_id
from app.events import (
    CallAnswered,
    CallArrived,
    CallEnded,
    LegsEnded,
    LineEvent,
    LineLost,
    LineUp,
    OfferEnded,
    OfferRinging,
)
from app.hub import call_log, rings
from app.hub.pop_statements import make_ready
from app.hub_person import HUB
from app.pop import pop_page
from app.sync.line import FirstWord, HubLine
from app.sync.state import SyncKind, SyncState
from app.telephony.agents import extension_of
from db.models.calls import Call, Leg, Offer
from db.models.hub import CustomerRead, ReadReason
from db.models.ledger import AppliedCommand
from db.models.people import Role
from db.store import Store
from tests.app.specimens import LOST_LEG, PHONE_LEG
from tests.hub.caller import Caller, events
from tests.hub.conftest import Clock, signed_in
from tests.hub.fake_line import FakeLine
from tests.hub.serving import HubAtWork, serve
from tests.rows import CUSTOMER, OTHER_CUSTOMER, PERSONS, a_phone, put, uid

AGENT, OTHER = "Local/8001@agents/n", "PJSIP/8002"


@dataclass
class Floor:
    hub: HubAtWork
    line: FakeLine
    n: int = 0
    linked_id: str = ""
    told: list[LineEvent] = field(default_factory=list)

    def arrive(self, ani: str = "13800138000") -> None:
        self.n += 1
        self.linked_id = f"17953.{self.n}"
        self.say(CallArrived, ani=ani, dnis="4008111666", queue="hotline", direction=CallDirection.IN)

    def say(self, kind: Callable[..., LineEvent], **facts: Any) -> None:
        self.line.tell(kind(line="pbx", at=datetime.now(UTC), linked_id=self.linked_id, **facts))

    def wait_until_written(self) -> None:
        """Wait until the hub has written down that this call rings."""
        while True:
            with self.hub.store.read() as session:
                if session.scalars(select(Offer.id).where(Offer.call_id == self.call)).first():
                    return
            time.sleep(0.01)

    def wait_until_over(self) -> None:
        """Wait until the hub follows this call no more."""
        while self.hub.rings.call("pbx", self.linked_id) is not None:
            time.sleep(0.01)

    def wait_until_told(self) -> None:
        """Wait until the hub has told, or kept, that this call rings."""
        [kept] = self.hub.rings._told._of_desk.values()
        while self.linked_id not in kept[-1].text:
            time.sleep(0.01)

    @property
    def call(self) -> Any:
        return call_id("pbx", self.linked_id)


@pytest.fixture
def floor(hub_store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Floor]:
    monkeypatch.setattr(rings, "PATIENCE_S", 1.0)  # so that a busy machine is no slow database
    make_ready()  # a hub that serves does it before it answers
    line = FakeLine()
    with serve(hub_store, clock, line) as hub:
        yield Floor(hub, line)


class Ear:
    """A desk that listens to its stream."""

    def __init__(self, caller: Caller, rung: int = 0) -> None:
        self._said: requests.Response = caller.stream(rung=rung)
        self._events = events(self._said)
        assert next(self._events)[0] == "here"

    def ring(self) -> dict[str, Any]:
        """Return the next ring event; fail after some beats."""
        for _ in range(15):
            kind, data = next(self._events)
            if kind == "ring":
                return data
        raise AssertionError("no ring came")

    def close(self) -> None:
        self._said.close()


@pytest.fixture
def seated(floor: Floor) -> Iterator[Ear]:
    with signed_in(floor.hub, Role.AGENT, "8001") as caller:
        ear = Ear(caller)
        yield ear
        ear.close()


def kinds(event: dict[str, Any]) -> list[str]:
    return [one["kind"] for one in event["events"]]


def eventually(store: Store, statement: Any, wanted: Callable[[list[Any]], bool]) -> list[Any]:
    until = time.monotonic() + 60
    while True:
        with store.read() as session:
            found = list(session.scalars(statement))
        if wanted(found) or time.monotonic() > until:
            return found
        time.sleep(0.02)


def test_a_call_rings_at_its_desk_with_the_page_and_goes_on_there(floor: Floor, seated: Ear) -> None:
    heard: list[LineEvent] = []
    desk = HubLine()
    desk.start(heard.append)
    floor.arrive()
    floor.say(OfferRinging, agent=AGENT)
    ring = seated.ring()
    assert kinds(ring) == ["CallArrived", "OfferRinging"]
    desk.receive(ring)
    assert [type(one) for one in heard] == [LineLost, CallArrived, OfferRinging]
    brought = desk.brought(floor.linked_id)
    assert brought is not None
    with floor.hub.store.read() as session:
        assert brought.page == pop_page(session, CUSTOMER, brought.at)
    floor.say(CallAnswered, agent=AGENT)
    floor.say(CallEnded, outcome=CallOutcome.ANSWERED)
    for kind in ("CallAnswered", "CallEnded"):
        event = seated.ring()
        assert kinds(event) == [kind]
        desk.receive(event)
    assert desk.brought(floor.linked_id) is None


def test_who_did_not_listen_for_a_moment_is_told_the_rest_in_order_and_once(floor: Floor) -> None:
    with signed_in(floor.hub, Role.AGENT, "8001") as caller:
        ear = Ear(caller)
        floor.arrive()
        floor.say(OfferRinging, agent=AGENT)
        rung = ear.ring()["n"]
        ear.close()
        floor.say(CallAnswered, agent=AGENT)
        floor.say(CallEnded, outcome=CallOutcome.ANSWERED)
        floor.wait_until_over()
        late = Ear(caller, rung)
        assert [kinds(late.ring()) for _ in range(2)] == [["CallAnswered"], ["CallEnded"]]
        floor.arrive()
        floor.say(OfferRinging, agent=AGENT)
        ring = late.ring()
        assert kinds(ring) == ["CallArrived", "OfferRinging"]
        assert ring["page"]
        assert ring["n"] > rung
        late.close()


def test_what_came_and_went_unheard_is_not_told_and_what_is_on_is(floor: Floor) -> None:
    with signed_in(floor.hub, Role.AGENT, "8001") as caller:
        ear = Ear(caller)
        floor.arrive()
        floor.say(OfferRinging, agent=AGENT)
        rung = ear.ring()["n"]
        floor.say(OfferEnded, agent=AGENT, outcome=OfferOutcome.WITHDRAWN)
        floor.say(CallEnded, outcome=CallOutcome.ABANDONED_RINGING)
        while "CallEnded" not in kinds(event := ear.ring()):
            rung = event["n"]
        rung = event["n"]
        ear.close()
        floor.arrive()
        floor.say(OfferRinging, agent=AGENT)
        floor.wait_until_told()
        floor.say(OfferEnded, agent=AGENT, outcome=OfferOutcome.WITHDRAWN)
        floor.say(CallEnded, outcome=CallOutcome.ABANDONED_RINGING)
        floor.wait_until_over()
        floor.arrive()
        floor.say(OfferRinging, agent=AGENT)
        floor.wait_until_told()
        for since in (rung, 0):  # the same program, and one that has just begun
            late = Ear(caller, since)
            assert [(one["kind"], one["linked_id"]) for one in late.ring()["events"]] == [
                ("CallArrived", floor.linked_id),
                ("OfferRinging", floor.linked_id),
            ]
            late.close()


def test_the_ring_is_a_read_of_the_person_who_sits_there(floor: Floor, seated: Ear) -> None:
    floor.arrive()
    floor.say(OfferRinging, agent=AGENT)
    assert seated.ring()["page"] is not None
    with floor.hub.store.read() as session:  # it is written before the page goes
        [read] = session.scalars(select(CustomerRead))
    assert (read.person_id, read.customer_id, read.reason, read.subject) == (
        PERSONS[Role.AGENT],
        CUSTOMER,
        ReadReason.CALL,
        str(floor.call),
    )


def test_a_page_does_not_go_out_when_the_read_cannot_be_written(floor: Floor, seated: Ear) -> None:
    with floor.hub.store.writer.begin() as connection:
        connection.execute(text("lock table customer_read in share mode"))  # it can be read, to count
        floor.arrive()
        floor.say(OfferRinging, agent=AGENT)
        ring = seated.ring()
    assert (kinds(ring), ring["page"]) == (["CallArrived", "OfferRinging"], None)


def test_a_call_that_reaches_nobody_is_written_down_and_nobody_reads(floor: Floor) -> None:
    floor.arrive()
    floor.say(OfferRinging, agent="PJSIP/8009")
    floor.say(OfferEnded, agent="PJSIP/8009", outcome=OfferOutcome.MISSED)
    floor.say(CallEnded, outcome=CallOutcome.ABANDONED_WAITING)
    floor.say(LegsEnded, legs=(PHONE_LEG, LOST_LEG))
    legs = eventually(floor.hub.store, select(Leg).where(Leg.call_id == floor.call), bool)
    assert {leg.agent for leg in legs} == {PHONE_LEG.agent, LOST_LEG.agent}
    [call] = eventually(floor.hub.store, select(Call).where(Call.id == floor.call), bool)
    assert (call.outcome, call.ani_key) == (CallOutcome.ABANDONED_WAITING, "m:+8613800138000")
    with floor.hub.store.read() as session:
        assert session.scalars(select(Offer.outcome).where(Offer.call_id == call.id)).all() == [
            OfferOutcome.MISSED
        ]
        assert session.scalars(select(CustomerRead)).all() == []
        by = session.scalars(select(AppliedCommand.person_id).where(AppliedCommand.kind == "EndCall")).all()
        assert by == [HUB.person_id]


def test_an_offer_is_of_the_person_at_the_extension(floor: Floor, seated: Ear) -> None:
    floor.arrive()
    floor.say(OfferRinging, agent=AGENT)
    seated.ring()
    [offer] = eventually(floor.hub.store, select(Offer).where(Offer.call_id == floor.call), bool)
    assert offer.person_id == PERSONS[Role.AGENT]


def test_a_desk_hears_of_its_own_offers_only(floor: Floor, seated: Ear) -> None:
    with signed_in(floor.hub, Role.SUPERVISOR, "8002") as caller:
        other = Ear(caller)
        floor.arrive()
        for agent in (AGENT, OTHER):
            floor.say(OfferRinging, agent=agent)
        floor.say(OfferEnded, agent=OTHER, outcome=OfferOutcome.WITHDRAWN)
        floor.say(CallAnswered, agent=AGENT)
        floor.say(CallEnded, outcome=CallOutcome.ANSWERED)
        assert [kinds(seated.ring()) for _ in range(3)] == [
            ["CallArrived", "OfferRinging"],
            ["CallAnswered"],
            ["CallEnded"],
        ]
        assert [kinds(other.ring()) for _ in range(3)] == [
            ["CallArrived", "OfferRinging"],
            ["OfferEnded"],
            ["CallEnded"],
        ]
        other.close()


def test_several_who_may_be_calling_come_as_summaries(floor: Floor, seated: Ear) -> None:
    put(floor.hub.store, a_phone(uid(1), OTHER_CUSTOMER))
    floor.arrive()
    floor.say(OfferRinging, agent=AGENT)
    page = seated.ring()["page"]
    assert (len(page["candidates"]), page["page"]) == (2, None)


def test_a_role_that_may_not_read_is_rung_without_a_page(floor: Floor) -> None:
    with signed_in(floor.hub, Role.ANALYST, "8001") as caller:
        ear = Ear(caller)
        floor.arrive()
        floor.say(OfferRinging, agent=AGENT)
        assert ear.ring()["page"] is None
        ear.close()


def test_a_slow_database_is_not_waited_for(floor: Floor, seated: Ear) -> None:
    floor.arrive()
    floor.say(OfferRinging, agent=AGENT)
    assert seated.ring()["page"] is not None  # who sits there is known from now on
    floor.wait_until_written()
    with floor.hub.store.writer.begin() as connection:
        connection.execute(text("lock table customer, extension_use in access exclusive mode"))
        begun = time.monotonic()
        floor.arrive()
        floor.say(OfferRinging, agent=AGENT)
        ring = seated.ring()
        took_s = time.monotonic() - begun
    assert (kinds(ring), ring["page"]) == (["CallArrived", "OfferRinging"], None)
    assert took_s < 6  # a statement is given up after five seconds


def test_a_ring_and_what_follows_come_when_the_read_cannot_be_counted(
    floor: Floor, seated: Ear, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    clock.ahead = timedelta(minutes=2)  # what a role may read is asked again each minute
    with floor.hub.store.writer.begin() as connection:
        connection.execute(text("alter table read_limit rename to away"))
    floor.arrive()
    floor.say(OfferRinging, agent=AGENT)
    floor.say(CallEnded, outcome=CallOutcome.ABANDONED_RINGING)
    ring = seated.ring()
    assert (kinds(ring), ring["page"]) == (["CallArrived", "OfferRinging"], None)
    assert kinds(seated.ring()) == ["CallEnded"]
    assert "a ring goes without its page" in caplog.text


def test_a_call_whose_end_is_never_heard_is_forgotten(
    floor: Floor, seated: Ear, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(rings, "UNHEARD_S", 0.01)
    floor.arrive()
    until = time.monotonic() + 60
    while "the end of a call was never heard" not in caplog.text and time.monotonic() < until:
        time.sleep(0.01)
    monkeypatch.setattr(rings, "UNHEARD_S", 60.0)
    floor.say(OfferRinging, agent=AGENT)
    assert kinds(seated.ring()) == ["OfferRinging"]  # how it began is not known any more


def until_logged(caplog: pytest.LogCaptureFixture, words: str) -> None:
    until = time.monotonic() + 60
    while words not in caplog.text and time.monotonic() < until:
        time.sleep(0.01)
    assert words in caplog.text


def test_a_bug_in_what_follows_a_call_is_logged(
    floor: Floor, seated: Ear, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    number = "13800138000"

    async def fails(*_asked: Any) -> None:
        raise RuntimeError(number)

    with monkeypatch.context() as broken:
        broken.setattr(rings.Rings, "_seat", fails)
        floor.arrive()
        floor.say(OfferRinging, agent=AGENT)
        until_logged(caplog, "a call is not followed: RuntimeError")
    assert number not in caplog.text
    floor.arrive()
    floor.say(OfferRinging, agent=AGENT)
    assert kinds(seated.ring()) == ["CallArrived", "OfferRinging"]


def test_a_bug_in_writing_a_call_does_not_end_the_writing(
    floor: Floor, seated: Ear, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    number = "13800138000"

    def fails(*_asked: Any) -> None:
        raise RuntimeError(number)

    with monkeypatch.context() as broken:
        for deciding in ("do", "decide"):
            broken.setattr(call_log, deciding, fails)
        floor.arrive()
        until_logged(caplog, "an event is not written: RuntimeError")
    assert number not in caplog.text
    floor.arrive()
    floor.say(OfferRinging, agent=AGENT)
    assert kinds(seated.ring()) == ["CallArrived", "OfferRinging"]
    floor.wait_until_written()


def test_a_bug_in_what_a_call_does_to_agents_keeps_the_call_and_is_not_tried_for_ever(
    floor: Floor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An error of the database that no waiting mends is one of ours, not a store that is away."""

    def fails(*_asked: Any) -> None:
        raise ProgrammingError("select 1", {}, Exception("no such column"))

    monkeypatch.setattr(call_log, "moves", fails)
    floor.arrive()
    floor.say(OfferRinging, agent=AGENT)
    floor.wait_until_written()
    floor.say(CallEnded, outcome=CallOutcome.ANSWERED)
    outcome = select(Call.outcome).where(Call.id == floor.call)
    assert eventually(floor.hub.store, outcome, lambda found: found != [None]) == [CallOutcome.ANSWERED]
    assert "an event is not written: ProgrammingError" in caplog.text
    assert "waits for the store" not in caplog.text


def test_all_desks_hear_that_the_line_is_lost(floor: Floor, seated: Ear) -> None:
    floor.line.tell(LineLost(line="pbx", at=datetime.now(UTC), reason="closed"))
    assert kinds(seated.ring()) == ["LineLost"]


@pytest.mark.parametrize(
    ("agent", "extension"),
    [("Local/8001@agents/n", "8001"), ("PJSIP/8001", "8001"), ("SIP/8001-0000a", "8001"), ("8001", "8001")],
)
def test_an_extension_stands_in_the_name_of_an_agent(agent: str, extension: str) -> None:
    assert extension_of(agent) == extension


def test_the_line_of_a_desk_is_up_while_its_stream_is() -> None:
    heard: list[LineEvent] = []
    line = HubLine()
    line.start(heard.append)
    for kind in (SyncKind.IN_STEP, SyncKind.SENDING, SyncKind.POLLING, SyncKind.HUB_GONE, SyncKind.IN_STEP):
        line.on_state(SyncState(kind, 0, 0, None))
    assert [type(one) for one in heard] == [LineLost, LineUp, LineLost, LineUp]


def test_what_a_desk_does_not_know_does_not_stop_it(caplog: pytest.LogCaptureFixture) -> None:
    line = HubLine()
    line.receive({"events": [{"kind": "CallTeleported"}]})
    line.receive({"events": [{"kind": "CallEnded", "line": 3}]})
    assert len(caplog.records) == 2


def test_a_desk_writes_only_that_there_is_a_call() -> None:
    at = datetime.now(UTC)
    recorder = FirstWord(AGENT, PERSONS[Role.AGENT])
    arrived = CallArrived(line="pbx", at=at, linked_id="1", ani="", dnis="", queue="")
    assert [type(one).__name__ for one in recorder.commands(arrived)] == ["RecordCall"]
    for event in (
        OfferRinging(line="pbx", at=at, linked_id="1", agent=AGENT),
        CallAnswered(line="pbx", at=at, linked_id="1", agent=AGENT),
        CallEnded(line="pbx", at=at, linked_id="1", outcome=CallOutcome.ANSWERED),
        LegsEnded(line="pbx", at=at, linked_id="1", legs=(PHONE_LEG,)),
    ):
        assert list(recorder.commands(event)) == []
