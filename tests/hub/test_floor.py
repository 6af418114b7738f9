"""How agents stand at a hub: by what the line tells, by their desks' streams, and by the clock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError, ProgrammingError

from app.calls import CallDirection, CallOutcome, OfferOutcome, call_id
from app.events import (
    CallAnswered,
    CallArrived,
    CallEnded,
    CallLeft,
    DeviceState,
    LineEvent,
    LineLost,
    LineUp,
    MemberTold,
    OfferEnded,
    OfferRinging,
)
from app.floor.machine import What
from app.floor.moving import NO_CODE, AskState
from app.floor.now import AgentState, Standing, StateCause, WrapUpPolicy, everyone, read_state
from app.floor.queue_moves import moved_away
from app.hub import floor as hub_floor
from app.hub import floor_line
from app.hub.line_queues import left_queues
from app.hub.streams import Streams
from app.interactions import Channel, OpenInteraction, interaction_id
from app.telephony.line import Asked, Control, Listener
from db.models.calls import Call, Offer
from db.models.floor import AgentNow, FloorMessage, QueueMember
from db.models.hub import DeskSeat, ExtensionUse
from db.models.interactions import Interaction
from db.models.people import Person, Role
from db.store import Store
from tests.app.specimens import MoveAgent, a
from tests.hub.caller import Caller, events
from tests.hub.conftest import Clock, signed_in
from tests.hub.serving import HubAtWork, serve
from tests.rows import PERSONS, a_queue, a_standing, add, put, uid

AGENT, ME = PERSONS[Role.AGENT], "PJSIP/8001"
S = AgentState


class Pbx:
    """A line that tells what a test says, and remembers what it was asked."""

    name = "pbx"
    controls = frozenset({Control.READY, Control.NOT_READY})

    def __init__(self) -> None:
        self.listener: Listener = lambda _event: None
        self.asked: list[Asked] = []
        self.n = 0

    def start(self, listener: Listener) -> None:
        self.listener = listener

    def stop(self) -> None:
        self.listener = lambda _event: None

    def ask(self, asked: Asked) -> None:
        self.asked.append(asked)

    def say(self, kind: Callable[..., LineEvent], **facts: Any) -> None:
        self.listener(kind(line="pbx", at=datetime.now(UTC), **facts))

    def call(self) -> str:
        """Let a call wait in the queue; return its id at the line."""
        self.n += 1
        facts = {"ani": "13800138000", "dnis": "4008111666", "direction": CallDirection.IN}
        self.say(CallArrived, linked_id=f"1.{self.n}", queue="hotline", **facts)
        return f"1.{self.n}"

    def paused(self, agent: str, *, is_paused: bool) -> None:
        facts = {"queue": "hotline", "is_member": True, "reason": "", "device": DeviceState.IDLE}
        self.say(MemberTold, agent=agent, is_paused=is_paused, **facts)


def wait_for(found: Callable[[], Any], wanted: Any) -> None:
    """Wait until what is found is what is wanted."""
    until = time.monotonic() + 60
    while (now := found()) != wanted:
        assert time.monotonic() < until, now
        time.sleep(0.01)


class At:
    """The floor of a hub as a test sees it."""

    def __init__(self, hub: HubAtWork, pbx: Pbx) -> None:
        self.hub, self.pbx = hub, pbx

    def standings(self) -> dict[UUID, Standing]:
        with self.hub.store.read() as session:
            return everyone(session)

    def state(self, person_id: UUID = AGENT) -> AgentState | None:
        found = self.standings().get(person_id)
        return found.state if found is not None else None

    def wait(self, state: AgentState, person_id: UUID = AGENT) -> Standing:
        wait_for(lambda: self.state(person_id), state)
        return self.standings()[person_id]


@pytest.fixture
def at(hub_store: Store, clock: Clock) -> Iterator[At]:
    put(hub_store, a_queue("hotline", wrap_up_policy=WrapUpPolicy.TIMED, wrap_up_s=60))
    pbx = Pbx()
    with serve(hub_store, clock, pbx) as hub:
        yield At(hub, pbx)


@pytest.fixture
def me(at: At) -> Iterator[Caller]:
    with signed_in(at.hub, Role.AGENT, "8001") as caller:
        yield caller


def ready(caller: Caller) -> None:
    outcome = caller.do(AskState(at=datetime.now(UTC), state=S.READY))
    assert outcome.state == "done", outcome


def told(caller: Caller, state: AgentState) -> Standing:
    """Return how a desk that begins to listen is told that its person stands, once it is so."""
    said = caller.stream()
    try:
        for kind, data in events(said):
            if kind == "state":
                person_id, standing = read_state(data)
                assert person_id == caller.seat.person_id
                if standing.state is state:
                    return standing
        raise AssertionError("the stream ended")
    finally:
        said.close()


def test_a_desk_is_told_how_its_person_stands_and_the_pbx_who_takes_calls(at: At, me: Caller) -> None:
    at.pbx.say(LineUp)
    assert told(me, S.NOT_READY).cause is StateCause.SIGNED_IN
    ready(me)
    at.wait(S.READY)
    wait_for(lambda: at.pbx.asked[-1:] and at.pbx.asked[-1].control, Control.READY)
    assert me.do(AskState(at=datetime.now(UTC), state=S.NOT_READY, reason="meal")).state == "done"
    wait_for(lambda: at.pbx.asked[-1:] and at.pbx.asked[-1].control, Control.NOT_READY)
    assert (at.pbx.asked[-1].agent, at.pbx.asked[-1].reason) == ("8001", "meal")


def test_no_desk_tells_what_the_line_does(me: Caller) -> None:
    assert me.do(a(MoveAgent)).code == "not_allowed"


def test_who_misses_a_call_takes_no_more_until_ready_again(at: At, me: Caller) -> None:
    ready(me)
    call = at.pbx.call()
    at.pbx.say(OfferRinging, linked_id=call, agent=ME)
    assert at.wait(S.RESERVED).queue == "hotline"
    at.pbx.say(OfferEnded, linked_id=call, agent=ME, outcome=OfferOutcome.MISSED)
    missed = at.wait(S.NOT_READY)
    assert (missed.cause, missed.reason_code) == (StateCause.MISSED, "missed")
    wait_for(lambda: at.pbx.asked[-1:] and at.pbx.asked[-1].control, Control.NOT_READY)


def test_the_wrap_up_ends_with_its_time_and_leaves_a_code(at: At, me: Caller, clock: Clock) -> None:
    ready(me)
    linked = at.pbx.call()
    at.pbx.say(OfferRinging, linked_id=linked, agent=ME)
    at.pbx.say(CallAnswered, linked_id=linked, agent=ME)
    at.wait(S.TALKING)
    call = call_id("pbx", linked)
    contact = interaction_id(call, AGENT)
    facts = {"interaction_id": contact, "call_id": call, "channel": Channel.CALL_IN}
    assert me.do(OpenInteraction(at=datetime.now(UTC), **facts)).state == "done"
    at.pbx.say(CallLeft, linked_id=linked, agent=ME)
    at.pbx.say(CallEnded, linked_id=linked, outcome=CallOutcome.ANSWERED)
    assert at.wait(S.WRAP_UP).pending_state is S.READY
    clock.ahead = timedelta(seconds=61)
    assert at.wait(S.READY).cause is StateCause.WRAP_UP_OVER
    with at.hub.store.read() as session:
        said = session.get_one(Interaction, contact)
    assert (said.disposition_code, said.sealed_at) == (NO_CODE, None)


def test_a_desk_that_is_lost_shows_as_lost_and_the_truth_comes_back(
    at: At, me: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_floor, "GRACE_S", 0.3)
    assert told(me, S.NOT_READY)
    at.wait(S.UNKNOWN)
    said = me.stream()
    assert at.wait(S.NOT_READY).cause is StateCause.CONNECTION_BACK
    ready(me)
    linked = at.pbx.call()
    at.pbx.say(OfferRinging, linked_id=linked, agent=ME)
    at.pbx.say(CallAnswered, linked_id=linked, agent=ME)
    at.wait(S.TALKING)
    said.close()
    assert at.wait(S.UNKNOWN).true_state is S.TALKING
    at.pbx.say(CallEnded, linked_id=linked, outcome=CallOutcome.ANSWERED)
    wait_for(lambda: at.standings()[AGENT].true_state, S.WRAP_UP)
    with_stream = me.stream()
    at.wait(S.WRAP_UP)
    with_stream.close()


def test_a_store_that_is_away_forgets_nobody_who_came_or_went(
    hub_store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    streams, seen = Streams(), set[UUID]()
    floor = hub_floor.Floor(hub_store, streams, clock)
    is_away = iter([True])

    def see(person_id: UUID) -> None:
        if next(is_away, False):
            raise OperationalError("select 1", {}, Exception("gone"))
        seen.add(person_id)

    monkeypatch.setattr(floor, "_see_desk", see)
    for person_id in PERSONS.values():
        streams.heard(person_id)
    with pytest.raises(OperationalError):
        floor._see_to_it()
    floor._see_to_it()
    assert seen == set(PERSONS.values())


def test_a_mistake_of_ours_with_one_person_is_logged_once_and_stops_nobody_else(
    hub_store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    put(hub_store, *(a_standing(one, S.READY) for one in PERSONS.values()))
    floor = hub_floor.Floor(hub_store, Streams(), clock)
    floor._begin()
    monkeypatch.setattr(hub_floor, "GRACE_S", 0.0)
    wrong, move = min(PERSONS.values()), floor.move

    def fails(what: What, persons: Iterable[UUID], *more: Any) -> None:
        if wrong in persons:
            raise ProgrammingError("select 1", {}, Exception("no such column"))
        move(what, persons, *more)

    monkeypatch.setattr(floor, "move", fails)
    for _ in range(2):
        floor._see_to_it()
    with hub_store.read() as session:
        stands = everyone(session)
    assert {one for one, how in stands.items() if how.state is S.UNKNOWN} == {*PERSONS.values()} - {wrong}
    assert caplog.text.count("a state is not kept: ProgrammingError") == 1


def test_who_is_away_for_long_is_logged_out(
    at: At, me: Caller, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_floor, "GRACE_S", 0.0)
    assert told(me, S.NOT_READY)
    at.wait(S.UNKNOWN)
    clock.ahead = timedelta(minutes=14)
    assert at.state() is S.UNKNOWN
    clock.ahead = timedelta(minutes=16)
    assert at.wait(S.LOGGED_OUT).cause is StateCause.CONNECTION_LOST


def test_signing_out_logs_out_and_who_is_put_off_the_extension_takes_no_calls(at: At, me: Caller) -> None:
    ready(me)
    with signed_in(at.hub, Role.SUPERVISOR) as supervisor:
        assert supervisor.post("/v1/extensions/free", {"extension": "8001"}).status_code == 204
    assert at.wait(S.NOT_READY).cause is StateCause.ELSEWHERE
    with signed_in(at.hub, Role.AGENT, "8002") as again:
        assert again.post("/v1/sign-out").status_code == 200
    assert at.wait(S.LOGGED_OUT).cause is StateCause.SIGNED_OUT


def test_who_is_paused_at_the_pbx_is_not_ready_here(
    at: At, me: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.hub.floor_line.ECHO_S", 0.0)
    at.pbx.say(LineUp)
    ready(me)
    wait_for(lambda: at.pbx.asked[-1:] and at.pbx.asked[-1].control, Control.READY)
    at.pbx.paused(ME, is_paused=False)
    at.pbx.paused(ME, is_paused=True)
    assert at.wait(S.NOT_READY).cause is StateCause.ELSEWHERE
    with at.hub.store.read() as session:
        assert session.get_one(QueueMember, ("hotline", AGENT, "pbx")).is_paused


def test_who_sat_at_a_phone_before_does_not_pause_who_sits_there_now(at: At, me: Caller) -> None:
    at.pbx.say(LineUp)
    wait_for(lambda: {one.control for one in at.pbx.asked}, {Control.NOT_READY})
    assert me.post("/v1/sign-out").status_code == 200
    at.wait(S.LOGGED_OUT)
    with signed_in(at.hub, Role.SUPERVISOR, "8001") as now:
        ready(now)
        wait_for(lambda: at.pbx.asked[-1].control, Control.READY)
        at.pbx.asked.clear()
        at.pbx.say(LineUp)  # the PBX has begun anew
        at.pbx.paused(ME, is_paused=False)
        wait_for(lambda: members(at), [PERSONS[Role.SUPERVISOR]])
    assert [one.control for one in at.pbx.asked] == [Control.READY]


def test_who_sits_at_another_phone_is_paused_there_too(at: At, me: Caller) -> None:
    at.pbx.say(LineUp)
    wait_for(lambda: {one.agent for one in at.pbx.asked}, {"8001"})
    assert told(me, S.NOT_READY)
    with signed_in(at.hub, Role.AGENT, "8002") as there:
        told(there, S.NOT_READY)
        wait_for(lambda: (at.pbx.asked[-1].agent, at.pbx.asked[-1].control), ("8002", Control.NOT_READY))
        asked = [(one.agent, one.control, one.reason) for one in at.pbx.asked]
        assert ("8001", Control.NOT_READY, "elsewhere") in asked  # and no more at the first


def test_a_list_of_members_is_written_in_one_step_only_what_is_new_and_two_lines_keep_apart(
    hub_store: Store, clock: Clock
) -> None:
    desk_id, at = uid(0xB99), clock()
    desk = DeskSeat(id=desk_id, person_id=AGENT, number=99, pc="", last=0, made_at=at)
    put(hub_store, desk, ExtensionUse(extension="8001", person_id=AGENT, desk_id=desk_id, since=at))
    written: list[str] = []
    event.listen(hub_store.writer, "before_cursor_execute", lambda _c, _k, sql, *_: written.append(sql[:6]))
    lines = {}
    for name in ("pbx", "gate"):
        pbx = Pbx()
        pbx.name = name
        lines[name] = floor_line.AtTheLine(hub_store, pbx)
        lines[name].stand([(AGENT, Standing(state=S.READY, since=clock()))])

    def list_all(name: str, *queues: str) -> list[str]:
        lines[name].tell(LineUp(line=name, at=clock()))
        for queue in queues:
            facts = {"is_member": True, "is_paused": False, "reason": "", "device": DeviceState.IDLE}
            lines[name].tell(MemberTold(line=name, at=clock(), agent=ME, queue=queue, **facts))
        written.clear()
        lines[name].settle()
        return written[:]

    def stands() -> list[str]:
        with hub_store.read() as session:
            return list(session.scalars(select(QueueMember.queue).order_by(QueueMember.queue)))

    assert list_all("pbx", *map(str, range(40))) == ["SELECT", "INSERT", "DELETE"]  # of what it was in before
    assert list_all("pbx", *map(str, range(40))) == ["SELECT"]
    assert list_all("gate", "a", "b")[0] == "SELECT"
    assert len(stands()) == 42
    list_all("pbx", "1")
    assert stands() == ["1", "a", "b"]
    list_all("gate", "1", "a")  # both have a queue of this name
    assert stands() == ["1", "1", "a"]


def test_who_left_a_queue_is_known_to_the_hub_that_comes_after(hub_store: Store, clock: Clock) -> None:
    desk_id, at = uid(0xB98), clock()
    desk = DeskSeat(id=desk_id, person_id=AGENT, number=98, pc="", last=0, made_at=at)
    put(hub_store, desk, ExtensionUse(extension="8001", person_id=AGENT, desk_id=desk_id, since=at))

    def hub_hears(*told: MemberTold) -> list[MemberTold]:
        line = floor_line.AtTheLine(hub_store, Pbx())
        line.stand([(AGENT, Standing(state=S.READY, since=at))])
        for one in (LineUp(line="pbx", at=at), *told):
            line.tell(one)
        line.settle()
        with hub_store.read() as session:
            return left_queues(session, "pbx")

    facts = {"is_paused": False, "reason": "", "device": DeviceState.IDLE, "queue": "vip", "name": "Li Na"}
    into = MemberTold(line="pbx", at=at, agent=ME, is_member=True, state_interface="hint:8001", **facts)
    out = replace(into, is_member=False)
    assert hub_hears(into, out) == [out]
    assert hub_hears() == [out]
    assert hub_hears(into) == []


def test_what_a_person_was_in_stays_until_the_line_has_told(hub_store: Store, clock: Clock) -> None:
    """By these rows a hub that has just begun knows who was moved away while nobody told the line."""
    desk_id, at = uid(0xB95), clock()
    desk = DeskSeat(id=desk_id, person_id=AGENT, number=95, pc="", last=0, made_at=at)
    put(hub_store, desk, ExtensionUse(extension="8001", person_id=AGENT, desk_id=desk_id, since=at))
    told = FloorMessage(id=uid(0xB94), at=at, from_id=PERSONS[Role.SUPERVISOR], to_id=AGENT, text="")
    told.joins, told.leaves = "", "repair"
    put(hub_store, told)
    line = floor_line.AtTheLine(hub_store, Pbx())

    def away() -> dict[UUID, list[str]]:
        with hub_store.read() as session:
            return moved_away(session, "pbx")

    line.stand([(AGENT, Standing(state=S.READY, since=at))])
    line.settle()
    assert away() == {AGENT: ["repair"]}
    line.tell(LineUp(line="pbx", at=at))
    facts = {"is_member": True, "is_paused": False, "reason": "", "device": DeviceState.IDLE}
    line.tell(MemberTold(line="pbx", at=at, agent=ME, queue="vip", **facts))
    line.settle()
    assert away() == {}


def test_what_one_left_is_not_of_who_sits_there_next(hub_store: Store, clock: Clock) -> None:
    other, at = PERSONS[Role.DISPATCHER], clock()
    desks = {AGENT: uid(0xB96), other: uid(0xB97)}
    for number, (person_id, desk_id) in enumerate(desks.items(), start=96):
        put(hub_store, DeskSeat(id=desk_id, person_id=person_id, number=number, pc="", last=0, made_at=at))
    facts = {"is_paused": False, "reason": "", "device": DeviceState.IDLE, "queue": "vip", "name": "Li Na"}
    into = MemberTold(line="pbx", at=at, agent=ME, is_member=True, **facts)
    line = floor_line.AtTheLine(hub_store, Pbx())
    for person_id in (AGENT, other):
        with hub_store.write() as session:
            session.merge(
                ExtensionUse(extension="8001", person_id=person_id, desk_id=desks[person_id], since=at)
            )
        line.stand([(person_id, Standing(state=S.READY, since=at))])
        if person_id == AGENT:
            for one in (LineUp(line="pbx", at=at), into, replace(into, is_member=False)):
                line.tell(one)
        line.settle()
    with hub_store.read() as session:
        assert other not in session.scalars(select(QueueMember.person_id)).all()


def members(at: At) -> list[UUID]:
    with at.hub.store.read() as session:
        return list(session.scalars(select(QueueMember.person_id)))


def test_ten_are_rung_by_one_call_and_nine_have_missed_nothing(at: At) -> None:
    seats = {f"PJSIP/9{n:03}": uid(0xB00 + n) for n in range(10)}
    with at.hub.store.write() as session:
        for agent, person_id in seats.items():
            name = agent[-4:]
            person = Person(id=person_id, login=name, name=name, extension=name, team="", active=True)
            desk = DeskSeat(
                id=person_id,
                person_id=person_id,
                number=int(name[-3:]),
                pc="",
                last=0,
                made_at=datetime.now(UTC),
            )
            use = {
                "extension": name,
                "person_id": person_id,
                "desk_id": person_id,
                "since": datetime.now(UTC),
            }
            add(session, person, desk, ExtensionUse(**use), a_standing(person_id, S.READY))
    linked = at.pbx.call()
    for agent in seats:
        at.pbx.say(OfferRinging, linked_id=linked, agent=agent)
    for person_id in seats.values():
        at.wait(S.RESERVED, person_id)
    at.pbx.say(CallAnswered, linked_id=linked, agent="PJSIP/9003")
    for agent in seats.keys() - {"PJSIP/9003"}:
        at.pbx.say(OfferEnded, linked_id=linked, agent=agent, outcome=OfferOutcome.WITHDRAWN)
    for agent, person_id in seats.items():
        at.wait(S.TALKING if agent == "PJSIP/9003" else S.READY, person_id)
    with at.hub.store.read() as session:
        assert len(session.scalars(select(Call.id).where(Call.line == "pbx")).all()) == 1
        offers = session.scalars(select(Offer.outcome).where(Offer.call_id == call_id("pbx", linked))).all()
        missed = session.scalars(select(AgentNow.person_id).where(AgentNow.cause == StateCause.MISSED)).all()
    assert sorted(offers) == ["answered"] + ["withdrawn"] * 9
    assert missed == []


def test_a_pbx_that_restarts_leaves_nobody_stuck(at: At, me: Caller) -> None:
    at.pbx.say(LineUp)
    ready(me)
    linked = at.pbx.call()
    at.pbx.say(OfferRinging, linked_id=linked, agent=ME)
    at.pbx.say(CallAnswered, linked_id=linked, agent=ME)
    at.wait(S.TALKING)
    at.pbx.say(LineLost, reason="closed")
    at.wait(S.UNKNOWN)
    at.pbx.say(CallEnded, linked_id=linked, outcome=CallOutcome.UNKNOWN)
    at.pbx.say(LineUp)
    wrapping = at.wait(S.WRAP_UP)
    assert (wrapping.cause, wrapping.line_lost) == (StateCause.CONNECTION_BACK, False)
    ready(me)  # nothing was recorded of the call: nothing holds the agent
    assert at.wait(S.READY).call_id is None


def test_a_hub_that_restarts_ends_what_nobody_heard_the_end_of(
    hub_store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.hub.call_log.SETTLED_S", 0.1)
    pbx = Pbx()
    with serve(hub_store, clock, pbx) as hub, signed_in(hub, Role.AGENT, "8001") as caller:
        ready(caller)
        linked = pbx.call()
        pbx.say(OfferRinging, linked_id=linked, agent=ME)
        pbx.say(CallAnswered, linked_id=linked, agent=ME)
        At(hub, pbx).wait(S.TALKING)
    again = Pbx()
    with serve(hub_store, clock, again) as hub:
        again.say(LineUp)
        at = At(hub, pbx)  # nobody's desk is there: by and by that is what shows
        wait_for(lambda: at.standings()[AGENT].true_state, S.WRAP_UP)
        assert at.standings()[AGENT].pending_state is S.READY
