"""A supervisor tells an agent something, or moves them to another queue; both stand written down."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from app.commands import decide
from app.floor.help_calls import AskHelp, my_help
from app.floor.machine import What
from app.floor.messages import MessageAgent, SeeMessage, messages_to
from app.floor.moving import MoveAgent
from app.floor.queue_moves import QUEUES_MOVED, MoveAgents, QueueMove, queue_members
from db.models.floor import AgentState, QueueMember
from db.models.people import Role
from db.models.phone_lines import PersonQueue
from db.store import Store
from tests.rows import NOBODY, NOW, PERSONS, a_queue, a_standing, actor, put, run, uid

AGENT, BOSS = PERSONS[Role.AGENT], actor(Role.SUPERVISOR)


@pytest.fixture
def floor(store: Store) -> Store:
    put(store, a_queue("vip"), a_queue("repair"), a_queue("gone", retired_at=NOW))
    put(store, PersonQueue(person_id=AGENT, queue="repair", penalty=2))
    run(store, MoveAgent(at=NOW, person_id=AGENT, what=What.SIGNED_IN), by=BOSS)
    return store


def queues(store: Store) -> set[str]:
    with store.read() as session:
        return set(session.scalars(select(PersonQueue.queue).where(PersonQueue.person_id == AGENT)))


def test_a_message_answers_a_call_for_help_and_is_read(floor: Store) -> None:
    agent = actor(Role.AGENT)
    assert run(floor, AskHelp(at=NOW, help_id=uid(1)), by=agent) == ["done"]
    told = MessageAgent(at=NOW, message_id=uid(2), person_id=AGENT, text=" 我来 ", help_id=uid(1))
    assert run(floor, told, by=BOSS) == ["done"]
    assert run(floor, SeeMessage(at=NOW, message_id=uid(2)), by=BOSS) == ["not_allowed"]
    assert run(floor, SeeMessage(at=NOW, message_id=uid(2)), by=agent) == ["done"]
    with floor.read() as session:
        [message], asked = messages_to(session, AGENT, NOW), my_help(session, AGENT, NOW)
    assert (message.text, message.from_name, message.seen_at) == ("我来", BOSS.name, NOW)
    assert asked is not None
    assert asked.answered_by == BOSS.name


def test_who_is_not_here_is_told_nothing(floor: Store) -> None:
    other = PERSONS[Role.DISPATCHER]
    told = MessageAgent(at=NOW, message_id=uid(2), person_id=other, text="?")
    assert run(floor, told, by=BOSS) == ["not_found"]
    put(floor, a_standing(other, AgentState.LOGGED_OUT))
    assert run(floor, MessageAgent(at=NOW, message_id=uid(3), person_id=other, text="?"), by=BOSS) == [
        "move_not_allowed"
    ]


def test_agents_are_moved_and_moved_back(floor: Store) -> None:
    there = MoveAgents(at=NOW, persons=(AGENT,), joins="vip", leaves="repair")
    assert run(floor, there, by=BOSS) == ["done"]
    assert queues(floor) == {"vip"}
    with floor.read() as session:
        [told] = messages_to(session, AGENT, NOW)
        assert (told.joins, told.leaves, told.from_name) == ("vip", "repair", BOSS.name)
        assert queue_members(session) == {AGENT: ["vip"]}
    assert run(floor, MoveAgents(at=NOW, persons=(AGENT,), joins="repair", leaves="vip"), by=BOSS) == ["done"]
    assert queues(floor) == {"repair"}


def test_who_is_moved_back_is_in_their_queue_as_the_pbx_had_them(floor: Store) -> None:
    before = QueueMember(queue="vip", person_id=AGENT, is_paused=False, device="idle", at=NOW)
    before.is_in, before.penalty = False, 3
    put(floor, before)
    with floor.write() as session:
        decide(session, MoveAgents(at=NOW, persons=(AGENT,), joins="vip"), BOSS)
        assert session.info[QUEUES_MOVED] == [QueueMove(AGENT, "vip", "", penalty=3)]


@pytest.mark.parametrize(
    ("joins", "leaves", "persons", "why"),
    [
        ("gone", "", (AGENT,), "not_found"),
        ("nowhere", "", (AGENT,), "not_found"),
        ("vip", "nowhere", (AGENT,), "not_found"),
        ("", "", (AGENT,), "guard_broken"),
        ("vip", "", (AGENT, NOBODY), "not_found"),
    ],
)
def test_all_of_them_or_none(
    floor: Store, joins: str, leaves: str, persons: tuple[UUID, ...], why: str
) -> None:
    with floor.write() as session:
        move = MoveAgents(at=NOW, persons=persons, joins=joins, leaves=leaves)
        assert decide(session, move, BOSS).code == why
        assert QUEUES_MOVED not in session.info  # nor is the PBX told
    assert queues(floor) == {"repair"}


def test_the_pbx_is_told_what_was_written(floor: Store) -> None:
    with floor.write() as session:
        decide(session, MoveAgents(at=NOW, persons=(AGENT, AGENT), joins="vip"), BOSS)
        assert session.info[QUEUES_MOVED] == [QueueMove(AGENT, "vip", "")]
