"""The wallboard at a supervisor's desk: it hears of a change, asks, and is told what it is to see."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from app.alerts import TakeAlert, my_alerts
from app.errors import NotAllowed
from app.floor.help_calls import AnswerHelp, AskHelp
from app.floor.messages import MessageAgent, SeeMessage, messages_to
from app.floor.queue_moves import MoveAgents
from app.sync.facts import DESK_ID, fact
from app.sync.state import SyncKind
from app.telephony.agents import extension_of
from app.telephony.line import Control
from app.wallboard import FloorAlert, FloorBoard
from app.wallboard_reading import floor_board
from app.wire import ALERTS_KEY, BESIDE_KEY, FLOOR_KEY
from db.models.base import Base
from db.models.floor import AgentState, Queue, QueueMember
from db.models.hub import ExtensionUse
from db.models.people import Role
from tests.hub.fake_line import FakeLine
from tests.rows import PERSONS, a_call, a_standing, put, uid
from tests.sync.hub_at_work import House, Seated, Sit

SUPERVISOR = PERSONS[Role.SUPERVISOR]


@pytest.fixture
def watched(house: House) -> House:
    """A hub that looks at its floor, of one queue."""
    put(house.store, Queue(name="600", name_zh="洗衣机", name_en="Washers"))
    house.stop()
    house.look_s = 0.05
    house.start()
    return house


def waiting(now: datetime, *numbers: int) -> list[Base]:
    """Return callers who wait in the queue since a minute ago."""
    since = now - timedelta(minutes=1)
    return [a_call(uid(0x9100 + n), queue="600", arrived_at=since, ended_at=None) for n in numbers]


def board_of(one: Seated) -> FloorBoard:
    return one.desk.ask(floor_board, one.house.now())


def alerts_of(one: Seated, person_id: UUID = SUPERVISOR) -> list[FloorAlert]:
    return one.desk.ask(my_alerts, person_id, one.house.now())


def test_a_waiting_call_is_heard_of_and_seen(watched: House, sit: Sit) -> None:
    one = sit(Role.SUPERVISOR)
    heard: list[frozenset[str]] = []
    one.desk.changed(heard.append)
    assert board_of(one).queues[0].waiting == 0  # who asks hears from now on
    put(watched.store, *waiting(watched.now(), 1))
    one.until(lambda: frozenset({FLOOR_KEY}) in heard)
    one.until(lambda: board_of(one).queues[0].waiting == 1)
    queue = board_of(one).queues[0]
    assert queue.waits_since is not None
    assert queue.last_15.waiting == queue.today.waiting == 1


def test_a_limit_is_told_to_the_desk_of_who_is_named(watched: House, sit: Sit) -> None:
    one, other = sit(Role.SUPERVISOR), sit(Role.ADMIN)
    heard: list[frozenset[str]] = []
    one.desk.changed(heard.append)
    put(watched.store, *waiting(watched.now(), 1, 2, 3, 4))
    one.until(lambda: frozenset({ALERTS_KEY}) in heard)
    [alert] = alerts_of(one)
    assert (alert.queue, alert.value, alert.told) == ("600", 4, ("supervisor one",))
    assert alerts_of(other, PERSONS[Role.ADMIN]) == []
    one.desk.execute(TakeAlert(at=watched.now(), alert_id=alert.id))
    other.until(lambda: [alert.taken_by for alert in board_of(other).alerts] == ["supervisor one"])


def test_an_agents_desk_does_not_ask(sit: Sit) -> None:
    one = sit(Role.AGENT)
    with pytest.raises(NotAllowed):
        board_of(one)
    with pytest.raises(NotAllowed):
        alerts_of(one, SUPERVISOR)  # nor what somebody else was told: there the hub refuses


def test_who_asked_for_help_hears_at_once_that_somebody_comes(watched: House, sit: Sit) -> None:
    one, other = sit(Role.AGENT), sit(Role.SUPERVISOR)
    heard: list[frozenset[str]] = []
    one.desk.changed(heard.append)
    one.desk.execute(AskHelp(at=watched.now(), help_id=uid(0x9300)))
    other.desk.execute(AnswerHelp(at=watched.now(), help_id=uid(0x9300)))
    one.until(lambda: frozenset({BESIDE_KEY}) in heard)


@pytest.fixture
def line(watched: House) -> FakeLine:
    """The line of a hub at which an agent is to sit."""
    line = FakeLine()
    watched.stop()
    watched.line = line
    put(watched.store, a_standing(PERSONS[Role.AGENT], AgentState.NOT_READY))
    watched.start()
    line.come_up()
    return line


def sits(one: Seated) -> None:
    with one.store.read() as session:
        desk_id = fact(session, DESK_ID)
    seat = {"person_id": PERSONS[Role.AGENT], "desk_id": desk_id, "since": one.house.now()}
    put(one.house.store, ExtensionUse(extension="8001", **seat))


def test_a_move_that_the_line_did_not_hear_is_made_when_it_is_up(
    watched: House, line: FakeLine, sit: Sit
) -> None:
    one, other = sit(Role.AGENT), sit(Role.SUPERVISOR)
    sits(one)
    agent, at = PERSONS[Role.AGENT], watched.now()
    member = {"queue": "600", "person_id": agent, "line": line.name, "agent": "8001", "is_paused": False}
    put(watched.store, QueueMember(device="idle", at=at, **member))
    line.controls = frozenset()
    other.desk.execute(MoveAgents(at=at, persons=(agent,), leaves="600"))
    line.controls = frozenset(Control)
    line.come_up()
    assert line.wait_asked(Control.QUEUES_OUT).queues == ("600",)


def test_moved_and_moved_back_at_once_stays(watched: House, line: FakeLine, sit: Sit) -> None:
    one, other = sit(Role.AGENT), sit(Role.SUPERVISOR)
    sits(one)
    agent, begun = PERSONS[Role.AGENT], watched.now()
    for nth in range(6):
        there = {"joins": "600"} if nth % 2 == 0 else {"leaves": "600"}
        other.desk.execute(MoveAgents(at=begun + timedelta(seconds=nth), persons=(agent,), **there))
    line.wait_asked(Control.QUEUES_OUT)
    other.desk.execute(MoveAgents(at=begun + timedelta(minutes=1), persons=(agent,), joins="600"))
    line.wait_asked(Control.QUEUES_IN)
    other.until(lambda: (asked := moves(line)) != [] and asked[-1] is Control.QUEUES_IN)


def moves(line: FakeLine) -> list[Control]:
    both = (Control.QUEUES_IN, Control.QUEUES_OUT)
    return [asked.control for asked in line.everything if asked.control in both]


def test_what_was_told_while_the_stream_was_away_is_asked_for_when_it_is_back(
    watched: House, sit: Sit
) -> None:
    one, other = sit(Role.AGENT), sit(Role.SUPERVISOR)
    put(watched.store, a_standing(PERSONS[Role.AGENT], AgentState.NOT_READY))
    heard: list[frozenset[str]] = []
    one.desk.changed(heard.append)
    one.proxy.cut()
    one.until(lambda: one.state.kind is not SyncKind.IN_STEP)
    told = {"person_id": PERSONS[Role.AGENT], "text": "来一下"}
    other.desk.execute(MessageAgent(at=watched.now(), message_id=uid(0x9302), **told))
    heard.clear()
    one.proxy.mend()
    one.until(lambda: any(BESIDE_KEY in keys for keys in heard))


def test_a_move_reaches_the_pbx_and_the_agents_desk_and_what_is_said_is_acknowledged(
    watched: House, line: FakeLine, sit: Sit
) -> None:
    one, other = sit(Role.AGENT), sit(Role.SUPERVISOR)
    sits(one)
    heard: list[frozenset[str]] = []
    one.desk.changed(heard.append)
    agent, begun = PERSONS[Role.AGENT], watched.now()
    other.desk.execute(MoveAgents(at=watched.now(), persons=(agent,), joins="600"))
    joined = line.wait_asked(Control.QUEUES_IN)
    assert (extension_of(joined.agent), joined.queues) == ("8001", ("600",))
    assert line.wait_asked(Control.NOT_READY).queues == ("600",)  # who takes no calls is paused there too
    one.until(lambda: frozenset({BESIDE_KEY}) in heard)
    other.desk.execute(MessageAgent(at=watched.now(), message_id=uid(0x9301), person_id=agent, text="来一下"))
    told = one.desk.ask(messages_to, agent, begun)
    assert [(one.joins, one.text, one.seen_at) for one in told] == [("600", "", None), ("", "来一下", None)]
    one.desk.execute(SeeMessage(at=watched.now(), message_id=uid(0x9301)))
    assert other.desk.ask(messages_to, agent, begun)[-1].seen_at is not None
    other.desk.execute(MoveAgents(at=watched.now(), persons=(agent,), leaves="600"))
    assert line.wait_asked(Control.QUEUES_OUT).queues == ("600",)
    with pytest.raises(NotAllowed):
        one.desk.execute(MoveAgents(at=watched.now(), persons=(agent,), joins="600"))
