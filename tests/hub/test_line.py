"""What a desk asks of the floor's line: for its own agent and calls, and what a supervisor may besides."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import InterfaceError

from app.call_passing import PassCall
from app.calls import CallOutcome, OfferOutcome, call_id
from app.command import new_id
from app.errors import NoCentre
from app.events import (
    CallAnswered,
    CallArrived,
    CallEnded,
    CallLeft,
    ControlFailed,
    LineEvent,
    LineLost,
    LineUp,
    OfferEnded,
    OfferRinging,
)
from app.hub import call_log, rings
from app.hub.hub import Hub
from app.hub.line_queues import Member
from app.interactions import Channel, OpenInteraction
from app.sync.client import HubClient, HubGone
from app.sync.line import HubLine
from app.sync.state import SyncKind, SyncState
from app.telephony.line import Asked, Control, ControlProblem
from app.wire import LineAsked
from db.ids import interaction_id
from db.models.calls import Call, Offer
from db.models.floor import AgentNow, AgentState, FloorMessage, QueueMember
from db.models.interactions import Interaction
from db.models.people import Role
from db.models.phone_lines import CallListen, PersonQueue
from db.store import Store
from tests.hub.caller import Caller, code_of
from tests.hub.conftest import Clock, signed_in
from tests.hub.fake_line import FakeLine
from tests.hub.serving import serve
from tests.hub.test_rings import Ear, Floor, eventually, kinds
from tests.rows import PERSONS, add, put

AGENT, OTHER = "Local/8001@agents/n", "PJSIP/8002"


@pytest.fixture
def floor(hub_store: Store, clock: Clock) -> Iterator[Floor]:
    line = FakeLine()
    with serve(hub_store, clock, line) as hub:
        line.come_up()
        yield Floor(hub, line)


@pytest.fixture
def agent(floor: Floor) -> Iterator[Caller]:
    with signed_in(floor.hub, Role.AGENT, "8001") as caller:
        yield caller


@pytest.fixture
def supervisor(floor: Floor) -> Iterator[Caller]:
    with signed_in(floor.hub, Role.SUPERVISOR, "8002") as caller:
        yield caller


def ring(floor: Floor, *, answered: bool = False) -> str:
    """Let a call ring at the agent, or be up there; return once the hub knows."""
    floor.arrive()
    floor.say(OfferRinging, agent=AGENT)
    if answered:
        floor.say(CallAnswered, agent=AGENT)
    return floor.linked_id


def ask(caller: Caller, control: Control, **more: Any) -> str:
    """Ask; return ``done`` or the refusal."""
    said = caller.post("/v1/line", {"control": control.value, **more})
    return "done" if said.status_code == 204 else code_of(said)


def ask_when_known(caller: Caller, control: Control, wanted: str, **more: Any) -> str:
    """Ask until the hub has heard what the line told just now."""
    until = time.monotonic() + 30
    while (said := ask(caller, control, **more)) != wanted and time.monotonic() < until:
        time.sleep(0.02)
    return said


def test_an_agent_answers_its_own_call_by_the_name_of_its_extension(floor: Floor, agent: Caller) -> None:
    call = ring(floor)
    assert ask_when_known(agent, Control.ANSWER, "done", linked_id=call) == "done"
    asked = floor.line.wait_asked(Control.ANSWER)
    assert (asked.agent, asked.linked_id, asked.supervisor) == ("8001", call, "")
    assert ask(agent, Control.HOLD, linked_id=call) == "403 not_allowed"  # it only rings
    floor.say(CallAnswered, agent=AGENT)
    assert ask_when_known(agent, Control.HOLD, "done", linked_id=call, line="pbx") == "done"
    floor.say(CallLeft, agent=AGENT)
    assert ask_when_known(agent, Control.HANG_UP, "403 not_allowed", linked_id=call) == "403 not_allowed"


def test_nobody_acts_on_somebody_elses_call(floor: Floor, agent: Caller, supervisor: Caller) -> None:
    call = ring(floor, answered=True)
    assert ask_when_known(agent, Control.HOLD, "done", linked_id=call) == "done"
    for control in (Control.HANG_UP, Control.TRANSFER, Control.HOLD, Control.DIGITS, Control.PAUSE_RECORDING):
        assert ask(supervisor, control, linked_id=call, number="1") == "403 not_allowed"
        assert ask(supervisor, control, linked_id=call, agent="8001", number="1") == "403 not_allowed"
    assert ask(supervisor, Control.HANG_UP, linked_id="17953.99") == "404 not_found"
    assert ask(agent, Control.NOT_READY, agent="8002", reason="lunch") == "403 not_allowed"
    assert ask(agent, Control.LISTEN, agent="8002") == "403 not_allowed"
    assert ask(agent, Control.DIAL, linked_id=call, number="10086") == "403 not_allowed"
    assert [asked.control for asked in floor.line.asked if asked.control is not Control.NOT_READY] == [
        Control.HOLD
    ]


def test_who_has_no_right_or_no_extension_asks_nothing(floor: Floor) -> None:
    with signed_in(floor.hub, Role.ANALYST, "8003") as caller:
        assert ask(caller, Control.DIAL, linked_id="x", number="10086") == "403 not_allowed"
    with signed_in(floor.hub, Role.AGENT) as caller:
        assert ask(caller, Control.DIAL, linked_id="x", number="10086") == "403 not_allowed"
    with Caller(floor.hub.url) as stranger:
        assert ask(stranger, Control.DIAL, linked_id="x", number="10086") == "401 signed_out"


WRONG: tuple[dict[str, Any], ...] = (
    {"control": "dial", "linked_id": "x", "number": "10086\r\nAction: Logoff"},
    {"control": "not_ready", "reason": "a\nb"},
    {"control": "queues_in", "queues": ["hot\rline"]},
    {"control": "listen", "agent": "8001\r\n"},
    {"control": "reboot"},
    {"control": "ready", "supervisor": "8002"},
)


def test_what_would_begin_something_else_at_the_pbx_is_refused(agent: Caller) -> None:
    assert {code_of(agent.post("/v1/line", wrong)) for wrong in WRONG} == {"422 does_not_fit"}


def test_a_supervisor_listens_and_it_is_written_down(floor: Floor, supervisor: Caller) -> None:
    call = ring(floor, answered=True)
    assert ask(supervisor, Control.LISTEN, agent=AGENT, linked_id=call) == "done"
    asked = floor.line.wait_asked(Control.LISTEN)
    assert (asked.agent, asked.supervisor) == ("8001", "8002")
    with floor.hub.store.read() as session:
        [row] = session.scalars(select(CallListen))
    assert (row.person_id, row.agent, row.linked_id) == (PERSONS[Role.SUPERVISOR], "8001", call)


def test_a_supervisor_repairs_how_an_agent_stands_at_the_pbx(floor: Floor, supervisor: Caller) -> None:
    assert ask(supervisor, Control.NOT_READY, agent="8001", reason="lunch") == "done"
    asked = next(one for one in floor.line.asked if one.reason == "lunch")
    assert (asked.control, asked.agent) == (Control.NOT_READY, "8001")


def test_who_takes_no_calls_here_is_offered_none_at_the_pbx(
    floor: Floor, agent: Caller, supervisor: Caller
) -> None:
    assert ask(agent, Control.READY) == "403 not_allowed"
    assert ask(supervisor, Control.READY, agent="8001") == "403 not_allowed"
    assert not [asked for asked in floor.line.asked if asked.control is Control.READY]
    with floor.hub.store.write() as session:
        standing = session.get_one(AgentNow, PERSONS[Role.AGENT])
        standing.state = AgentState.READY
    assert ask(agent, Control.READY) == "done"


def test_what_the_line_cannot_do_is_refused(floor: Floor, agent: Caller) -> None:
    floor.line.controls = frozenset({Control.ANSWER})
    call = ring(floor, answered=True)
    said = ask_when_known(agent, Control.HOLD, "409 control_not_available", linked_id=call)
    assert said == "409 control_not_available"


def test_what_failed_later_is_told_to_who_asked_alone(
    floor: Floor, agent: Caller, supervisor: Caller
) -> None:
    call = ring(floor, answered=True)
    ear, other = Ear(agent), Ear(supervisor)
    assert ask(supervisor, Control.LISTEN, agent="8001", linked_id=call) == "done"
    failed = ControlFailed(
        line="pbx",
        at=datetime.now(UTC),
        control=Control.LISTEN,
        agent=AGENT,
        linked_id=call,
        code=ControlProblem.NO_ANSWER,
    )
    floor.line.tell(failed)
    floor.say(CallEnded, outcome=CallOutcome.ANSWERED)
    said = [other.ring() for _ in range(2)]
    assert [kinds(one) for one in said] == [["LineUp"], ["ControlFailed"]]
    heard: list[str] = []
    while "CallEnded" not in heard:
        heard += kinds(ear.ring())
    assert "ControlFailed" not in heard
    ear.close()
    other.close()


def test_who_signs_in_joins_the_queues_and_leaves_them(floor: Floor) -> None:
    put(floor.hub.store, PersonQueue(person_id=PERSONS[Role.AGENT], queue="hotline", penalty=3))
    with signed_in(floor.hub, Role.AGENT, "8001") as caller:
        joined = floor.line.wait_asked(Control.QUEUES_IN)
        assert (joined.agent, joined.queues, joined.penalty) == ("8001", ("hotline",), 3)
        floor.line.come_up()  # it may have forgotten
        assert floor.line.wait_asked(Control.QUEUES_IN).queues == ("hotline",)
        assert caller.post("/v1/sign-out").ok
    assert floor.line.wait_asked(Control.QUEUES_OUT).queues == ("hotline",)


def test_who_was_moved_away_does_not_come_back_by_a_key(floor: Floor, agent: Caller) -> None:
    def was_in(queue: str) -> QueueMember:
        member = {
            "line": "pbx",
            "is_in": False,
            "is_paused": False,
            "device": "idle",
            "at": datetime.now(UTC),
        }
        return QueueMember(queue=queue, person_id=PERSONS[Role.AGENT], **member)

    told = FloorMessage(
        id=new_id(),
        at=datetime.now(UTC),
        from_id=PERSONS[Role.SUPERVISOR],
        to_id=PERSONS[Role.AGENT],
        text="",
    )
    told.joins, told.leaves = "", "vip"
    with floor.hub.store.write() as session:
        session.execute(delete(QueueMember))
        add(session, was_in("vip"), told)
    assert ask(agent, Control.QUEUES_IN, queues=["vip"]) == "403 not_allowed"
    assert ask(agent, Control.QUEUES_IN) == "403 not_allowed"
    put(floor.hub.store, was_in("hotline"))
    assert ask(agent, Control.QUEUES_IN) == "done"
    assert floor.line.wait_asked(Control.QUEUES_IN).queues == ("hotline",)
    put(floor.hub.store, PersonQueue(person_id=PERSONS[Role.AGENT], queue="vip", penalty=0))  # moved back
    assert ask(agent, Control.QUEUES_IN) == "done"
    assert floor.line.wait_asked(Control.QUEUES_IN).queues == ("vip",)


def test_a_store_that_comes_after_the_pbx_lets_everybody_in_all_the_same(
    floor: Floor, agent: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(floor.hub.store, PersonQueue(person_id=PERSONS[Role.AGENT], queue="hotline", penalty=0))
    tries, found = [], rings.seated_members

    def away_at_first(hub: Hub, line: str) -> list[Member]:
        tries.append(line)
        if len(tries) == 1:
            raise InterfaceError("select", {}, Exception("away"))
        return found(hub, line)

    monkeypatch.setattr(rings, "seated_members", away_at_first)
    monkeypatch.setattr(rings, "_AGAIN_S", 0.01)
    assert agent.seat.desk_id
    floor.line.come_up()
    assert floor.line.wait_asked(Control.QUEUES_IN).queues == ("hotline",)
    assert len(tries) == 2


def test_a_call_that_is_passed_on_takes_the_notes_along(
    floor: Floor, agent: Caller, supervisor: Caller
) -> None:
    ear, other = Ear(agent), Ear(supervisor)
    ring(floor, answered=True)
    for _ in range(3):  # how the line stands, the ring, the answer
        ear.ring()
    other.ring()
    floor.wait_until_written()
    opened = OpenInteraction(
        at=datetime.now(UTC),
        interaction_id=interaction_id(floor.call, PERSONS[Role.AGENT]),
        call_id=floor.call,
        channel=Channel.CALL_IN,
    )
    passed = PassCall(at=datetime.now(UTC), call_id=floor.call, to_number="8002", notes="门封漏水，要配件")
    assert [agent.do(command).code for command in (opened, passed)] == [None, None]
    floor.say(CallLeft, agent=AGENT)
    floor.say(OfferRinging, agent=OTHER)
    heard: list[LineEvent] = []
    desk = HubLine()
    desk.start(heard.append)
    desk.receive(other.ring())
    [note] = desk.passed(floor.linked_id)
    assert (note.notes, note.to_number) == ("门封漏水，要配件", "8002")
    assert [one.linked_id for one in heard if isinstance(one, CallArrived)] == [floor.linked_id]
    again = PassCall(at=datetime.now(UTC), call_id=floor.call, to_number="8009", notes="x")
    with signed_in(floor.hub, Role.DISPATCHER, "8005") as stranger:
        assert stranger.do(again).code == "not_allowed"
    supervisor.do(
        opened.model_copy(
            update={"id": new_id(), "interaction_id": interaction_id(floor.call, PERSONS[Role.SUPERVISOR])}
        )
    )
    with floor.hub.store.read() as session:
        of_call = session.scalars(select(Interaction.person_id).where(Interaction.call_id == floor.call))
        assert set(of_call) == {PERSONS[Role.AGENT], PERSONS[Role.SUPERVISOR]}
    ear.close()
    other.close()


# the desk's side


def hub_line(post: Callable[[LineAsked], None]) -> tuple[HubLine, list[LineEvent]]:
    heard: list[LineEvent] = []
    line = HubLine()
    line.ask_through(post)
    line.start(heard.append)
    return line, heard


def up(*controls: Control, line: str = "pbx") -> dict[str, Any]:
    return {
        "events": [
            {
                "kind": "LineUp",
                "line": line,
                "at": datetime.now(UTC).isoformat(),
                "controls": [control.value for control in controls],
            }
        ]
    }


def lost(line: str = "pbx") -> dict[str, Any]:
    at = datetime.now(UTC).isoformat()
    return {"events": [{"kind": "LineLost", "line": line, "at": at, "reason": "shut_down"}]}


def test_a_desk_is_up_while_one_of_the_hubs_lines_is() -> None:
    line, heard = hub_line(lambda _asked: None)
    line.on_state(SyncState(SyncKind.IN_STEP, 0, 0, None))
    line.receive(up(Control.HOLD))
    line.receive(up(Control.DIAL, line="gate"))
    assert line.controls == {Control.HOLD, Control.DIAL}
    line.receive(lost())
    assert line.controls == {Control.DIAL}
    line.receive(lost("gate"))
    assert [type(one) for one in heard] == [LineLost, LineUp, LineUp, LineUp, LineUp, LineLost]
    assert isinstance(heard[-1], LineLost)
    assert heard[-1].reason == "shut_down"
    line.on_state(SyncState(SyncKind.HUB_GONE, 0, 0, None))
    assert (line.controls, type(heard[-1])) == (frozenset(), LineLost)
    with pytest.raises(NoCentre):
        line.ask(Asked(control=Control.DIAL, agent=""))
    line.stop()


def test_a_desk_asks_the_hub_and_hears_when_it_was_refused(floor: Floor) -> None:
    client = HubClient(floor.hub.url)
    with signed_in(floor.hub, Role.AGENT, "8001") as caller:
        client._tokens = caller.seat.tokens
        line, heard = hub_line(client.ask_line)
        line.on_state(SyncState(SyncKind.IN_STEP, 0, 0, None))
        line.receive(up(*Control))
        call = ring(floor, answered=True)
        assert ask_when_known(caller, Control.DIGITS, "done", linked_id=call, number="1") == "done"
        line.ask(Asked(control=Control.HOLD, agent="", linked_id=call))
        assert floor.line.wait_asked(Control.HOLD).agent == "8001"
        line.ask(Asked(control=Control.HOLD, agent="", linked_id="17953.99"))
        line.ask(Asked(control=Control.TRANSFER, agent="", linked_id=call, number="8002\r\n"))
        client.close()
        until = time.monotonic() + 60
        while len(heard) < 4 and time.monotonic() < until:
            time.sleep(0.01)
        line.stop()
    failed = [(one.linked_id, one.code) for one in heard if isinstance(one, ControlFailed)]
    assert failed == [("17953.99", ControlProblem.NO_CALL), (call, ControlProblem.REFUSED)]


def test_a_hub_that_goes_meanwhile_is_a_line_that_is_lost() -> None:
    def gone(_asked: LineAsked) -> None:
        raise HubGone("away")

    line, heard = hub_line(gone)
    line.on_state(SyncState(SyncKind.IN_STEP, 0, 0, None))
    line.receive(up(Control.READY))
    line.ask(Asked(control=Control.READY, agent=""))
    line.stop()
    assert [one.code for one in heard if isinstance(one, ControlFailed)] == [ControlProblem.LINE_LOST]


def test_an_offer_that_is_taken_away_is_nobodys_to_answer(floor: Floor, agent: Caller) -> None:
    call = ring(floor)
    assert ask_when_known(agent, Control.ANSWER, "done", linked_id=call) == "done"
    floor.say(OfferEnded, agent=AGENT, outcome=OfferOutcome.WITHDRAWN)
    assert ask_when_known(agent, Control.ANSWER, "403 not_allowed", linked_id=call) == "403 not_allowed"


# a hub that begins anew


def test_a_hub_that_begins_anew_in_a_call_numbers_its_rings_on_and_closes_what_is_lost(
    hub_store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_log, "SETTLED_S", 1.0)
    line = FakeLine()
    with serve(hub_store, clock, line) as hub:
        before = Floor(hub, line)
        lost = ring(before)
        going_on = ring(before)
        before.say(OfferEnded, agent=AGENT, outcome=OfferOutcome.MISSED)
        offers_of(hub_store, going_on, [OfferOutcome.MISSED])
    line = FakeLine()
    with serve(hub_store, clock, line) as hub:
        after = Floor(hub, line, linked_id=going_on)
        after.line.come_up()
        after.say(OfferRinging, agent=AGENT)
        after.say(CallAnswered, agent=AGENT)
        offers_of(hub_store, going_on, [OfferOutcome.MISSED, OfferOutcome.ANSWERED])
        offers_of(hub_store, lost, [OfferOutcome.WITHDRAWN])
        with hub_store.read() as session:
            stands = dict(session.execute(select(Call.linked_id, Call.outcome)).all())
    assert (stands[lost], stands[going_on]) == (CallOutcome.UNKNOWN, None)


def offers_of(store: Store, linked_id: str, wanted: list[OfferOutcome]) -> None:
    """Wait until the offers of a call ended so, in order."""
    asked = select(Offer.outcome).where(Offer.call_id == call_id("pbx", linked_id)).order_by(Offer.ringing_at)
    assert eventually(store, asked, lambda found: found == wanted) == wanted


def test_what_is_told_while_the_store_is_away_is_kept_up_to_a_bound(
    floor: Floor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(call_log, "MOST_TOLD", 2)
    log = call_log.CallLog(floor.hub.inside, "gate")  # not begun: as if it waited for the store
    for number in range(4):
        log.tell(LineLost(line="gate", at=datetime.now(UTC), reason=str(number)))
    said = [record.message for record in caplog.records if "not written any more" in record.message]
    assert len(said) == 1
