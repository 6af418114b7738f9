"""Hearing what changed: the feed skips nothing, a stream tells a desk what it watches and may read."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, insert, select, text, update

from app.hub import changes as feed
from app.hub import listening, streams
from app.hub.facts import set_fact
from app.orders import UrgeOrder
from app.wire import EventKind, Watch
from db.feed import call_key, customer_key, visit_key, work_key
from db.ids import new_id
from db.models.customers import Customer
from db.models.hub import FeedEntry
from db.models.people import Person, PersonRole, Role
from db.store import Store
from tests.app.specimens import a
from tests.hub.caller import Caller, events
from tests.hub.conftest import Clock, signed_in
from tests.hub.serving import HubAtWork
from tests.rows import CALL, CUSTOMER, ORDER, OTHER_CUSTOMER, PERSONS, a_customer, put, uid

MINE, OTHER = customer_key(CUSTOMER), customer_key(OTHER_CUSTOMER)
AGENT = PERSONS[Role.AGENT]
WRITERS, FOR_S = 8, 3.0


def remark(store: Store, customer: UUID = CUSTOMER) -> None:
    """Change a customer past the hub, as another program does."""
    with store.write() as session:
        session.execute(update(Customer).where(Customer.id == customer).values(remark=str(uuid4())))


def heard(said: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the events of a stream that are no comments; a stream is left with its last reader."""
    return (one for one in events(said) if one[0])


def test_changes_name_the_watched_bundles_once_and_in_order(hub: HubAtWork, agent: Caller) -> None:
    begin = agent.changes().cursor
    remark(hub.store, OTHER_CUSTOMER)
    remark(hub.store)
    remark(hub.store, OTHER_CUSTOMER)
    found = agent.changes(begin, MINE, OTHER, call_key(CALL))
    assert (found.keys, found.from_start) == ((OTHER, MINE), False)
    assert agent.changes(begin, MINE).keys == (MINE,)
    assert agent.changes(found.cursor, MINE, OTHER).keys == ()
    remark(hub.store)
    assert agent.changes(found.cursor, MINE, OTHER).keys == (MINE,)


def test_a_command_is_told_with_all_bundles_that_it_touched(hub: HubAtWork, agent: Caller) -> None:
    begin = agent.changes().cursor
    agent.do(a(UrgeOrder))
    keys = (MINE, OTHER, visit_key(ORDER), work_key(AGENT))
    with signed_in(hub, Role.ADMIN) as admin:
        assert set(admin.changes(begin, *keys).keys) == {MINE, visit_key(ORDER), work_key(AGENT)}


def test_nobody_is_told_of_what_is_not_for_them(hub: HubAtWork) -> None:
    with signed_in(hub, Role.PROVIDER) as provider, signed_in(hub, Role.AGENT) as agent:
        begin = provider.changes().cursor
        agent.do(a(UrgeOrder))
        keys = (MINE, visit_key(ORDER), work_key(AGENT), "ref:credential")
        own = visit_key(ORDER)  # its firm goes there
        assert provider.changes(begin, *keys).keys == (own,)
        coming = heard(provider.stream(*keys, after=begin))
        assert next(coming)[0] == "here"
        [stream] = hub.inside.streams.open_ones()
        assert stream.keys == {own}


@pytest.mark.parametrize(
    "cursor", ["x", "1.2.3", f"{uid(0xDEAD).hex}.5", "{epoch}.99999999999", "{epoch}.-1"]
)
def test_a_cursor_of_another_time_means_from_the_start(agent: Caller, cursor: str) -> None:
    asked = cursor.format(epoch=agent.seat.epoch.hex)
    found = agent.changes(asked, MINE)
    assert (found.keys, found.from_start) == ((), True)
    assert next(heard(agent.stream(MINE, after=asked)))[1]["from_start"] is True


def test_a_new_epoch_makes_every_cursor_old(hub: HubAtWork, agent: Caller) -> None:
    begin = agent.changes().cursor
    with hub.store.write() as session:
        set_fact(session, "epoch", str(uuid4()))
    assert agent.changes(begin, MINE).from_start


def test_the_feed_reaches_back_a_week(hub: HubAtWork, agent: Caller, clock: Clock) -> None:
    def tidy(days: int) -> None:
        with hub.store.write() as session:
            feed.drop_old_entries(session, clock() + timedelta(days=days))

    def entries() -> int:
        with hub.store.read() as session:
            return len(session.scalars(select(FeedEntry.xid)).all())

    oldest = agent.changes().cursor
    remark(hub.store)
    tidy(1)
    newer = agent.changes(oldest, MINE).cursor
    remark(hub.store)
    tidy(2)
    tidy(7)  # what was there before the hub began
    before = entries()
    tidy(8)
    assert 0 < entries() < before
    assert agent.changes(oldest, MINE).from_start
    found = agent.changes(newer, MINE)
    assert (found.keys, found.from_start) == ((MINE,), False)
    tidy(9)
    assert agent.changes(newer, MINE).from_start
    assert entries() == 0


def write_for_a_while(store: Store, mine: list[UUID], written: list[str], until: float) -> None:
    """Change customers one by one; each change waits before it commits, and some are taken back."""
    dice = random.Random(mine[0].int)
    while time.monotonic() < until:
        customer = dice.choice(mine)
        with store.writer.connect() as connection:
            connection.execute(update(Customer).where(Customer.id == customer).values(remark=str(uuid4())))
            time.sleep(dice.uniform(0, 0.1))
            if dice.random() < 0.1:
                connection.rollback()
                continue
            connection.commit()
            written.append(customer_key(customer))


def test_nothing_is_lost_between_writers_that_commit_late(hub: HubAtWork, agent: Caller) -> None:
    """Counted, not only named: as often as it was written it is told, by the feed's entries."""
    ids = [uid(0x7000 + number) for number in range(WRITERS * 4)]
    put(hub.store, *(a_customer(one, "陌生人") for one in ids))
    cursor, until = agent.changes().cursor, time.monotonic() + FOR_S
    written: list[list[str]] = [[] for _ in range(WRITERS)]
    writers = [
        threading.Thread(
            target=write_for_a_while, args=(hub.store, ids[place::WRITERS], written[place], until)
        )
        for place in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    found: list[str] = []
    while any(writer.is_alive() for writer in writers) or found[-1:] != ["at rest"]:
        at_rest = not any(writer.is_alive() for writer in writers)
        with hub.store.read() as session:
            end = feed.horizon(session)
            begin = feed.Cursor.parse(cursor)
            assert begin is not None
            found += [key for _, key in feed._entries(session, begin.xid, end)]
            cursor = str(feed.Cursor(begin.epoch, end))
        if at_rest:
            found.append("at rest")
    everything = sorted(key for one in written for key in one)
    assert len(everything) > 100
    assert sorted(found[:-1]) == everything


def test_a_stream_says_where_it_stands_and_then_what_changes(hub: HubAtWork, agent: Caller) -> None:
    begin = agent.changes().cursor
    remark(hub.store)
    said = agent.stream(MINE, OTHER, after=begin)
    assert said.headers["Content-Type"].startswith("text/event-stream")
    assert (said.headers["Cache-Control"], said.headers["X-Accel-Buffering"]) == ("no-store", "no")
    coming = heard(said)
    here, missed = next(coming), next(coming)
    assert here[0] == "here"
    assert here[1]["from_start"] is False
    assert (missed[0], missed[1]["key"]) == ("changed", MINE)
    agent.do(a(UrgeOrder))
    hint = next(coming)
    assert (hint[0], hint[1]["key"]) == ("changed", MINE)
    remark(hub.store, OTHER_CUSTOMER)
    # What was changed around the beginning may be told twice.
    assert OTHER in (event["key"] for _, event in coming)
    assert OTHER in agent.changes(hint[1]["cursor"], MINE, OTHER).keys


def test_a_hint_comes_right_after_the_commit(hub: HubAtWork, agent: Caller) -> None:
    said = agent.stream(MINE)
    coming = heard(said)
    next(coming)
    with signed_in(hub, Role.SUPERVISOR) as supervisor:
        waited = []
        for _ in range(5):
            began = time.monotonic()
            supervisor.do(a(UrgeOrder, event_id=new_id()))
            next(coming)
            waited.append(time.monotonic() - began)
    said.close()
    assert min(waited) < feed.POLL_S / 2, waited


def test_a_bundle_that_is_fetched_later_is_watched_too(hub: HubAtWork, agent: Caller) -> None:
    said = agent.stream(OTHER)
    coming = heard(said)
    next(coming)
    assert agent.get("/v1/bundles", key=MINE).status_code == 200
    remark(hub.store)
    assert next(coming)[1]["key"] == MINE
    said.close()


def test_whoever_is_still_there_is_heard_each_second(agent: Caller) -> None:
    said = agent.stream(MINE)
    coming = events(said)
    assert next(coming)[0] == "here"
    began = time.monotonic()
    assert [next(coming)[0] for _ in range(3)] == [""] * 3
    assert 3 * listening.BEAT_S - 0.5 < time.monotonic() - began < 3 * listening.BEAT_S + 2
    said.close()


def test_a_stream_ends_with_a_word_and_a_cursor(
    hub: HubAtWork, agent: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "STREAM_S", 1.5)
    said = agent.stream(MINE)
    found = [one for one in events(said) if one[0]]
    assert [kind for kind, _ in found] == ["here", "bye"]
    remark(hub.store)
    assert agent.changes(found[-1][1]["cursor"], MINE).keys == (MINE,)
    assert len(hub.inside.streams) == 0


def test_a_stream_ends_with_its_token(agent: Caller, clock: Clock) -> None:
    clock.ahead = timedelta(minutes=14, seconds=59)
    assert [kind for kind, _ in events(agent.stream(MINE)) if kind] == ["here", "bye"]


def disable(store: Store) -> None:
    with store.write() as session:
        session.execute(update(Person).where(Person.id == AGENT).values(active=False))


def give_other_roles(store: Store) -> None:
    with store.write() as session:
        session.execute(insert(PersonRole).values(person_id=AGENT, role=Role.ANALYST))
        session.execute(delete(PersonRole).where(PersonRole.role == Role.AGENT))


@pytest.mark.parametrize("change", [disable, give_other_roles])
def test_a_stream_ends_when_its_person_may_no_more(
    hub: HubAtWork, agent: Caller, monkeypatch: pytest.MonkeyPatch, change: Any
) -> None:
    monkeypatch.setattr(feed, "CHECK_S", 0.5)
    coming = heard(agent.stream(MINE))
    assert next(coming)[0] == "here"
    change(hub.store)
    assert [kind for kind, _ in coming] == ["bye"]


def test_signing_out_ends_the_stream(agent: Caller) -> None:
    coming = heard(agent.stream(MINE))
    next(coming)
    agent.post("/v1/sign-out")
    assert [kind for kind, _ in coming] == ["bye"]


def test_a_stream_that_is_ended_does_not_say_how_far_it_told(hub: HubAtWork, agent: Caller) -> None:
    """What changes from then on is told to nobody, and the feed reads on."""
    coming = heard(agent.stream(MINE))
    next(coming)
    hub.inside.streams.close_desk(agent.seat.desk_id)
    assert list(coming) == [("bye", {"cursor": ""})]


def test_a_desk_has_one_stream(hub: HubAtWork, agent: Caller) -> None:
    first = heard(agent.stream(MINE))
    next(first)
    second = heard(agent.stream(OTHER))
    assert [kind for kind, _ in first] == ["bye"]
    assert next(second)[0] == "here"
    [stream] = hub.inside.streams.open_ones()
    assert stream.keys == {OTHER}


def test_who_has_left_is_forgotten(hub: HubAtWork, agent: Caller) -> None:
    said = agent.stream(MINE)
    coming = heard(said)
    next(coming)
    said.close()
    until = time.monotonic() + 10
    while len(hub.inside.streams) and time.monotonic() < until:
        time.sleep(0.05)
    assert len(hub.inside.streams) == 0
    assert hub.inside.streams._of_key == {}


@pytest.fixture
def deaf(agent: Caller) -> Iterator[socket.socket]:
    """A desk that opened a stream and does not read it."""
    address = urlsplit(agent.url)
    body = Watch(keys=(MINE,)).model_dump_json()
    lines = (
        "POST /v1/stream HTTP/1.1",
        f"Host: {address.netloc}",
        "Ringside-API: 1",
        f"Authorization: Bearer {agent.seat.tokens.access}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    )
    with closing(socket.socket()) as caller:
        caller.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        caller.connect((address.hostname or "", address.port or 0))
        caller.sendall("\r\n".join([*lines, "", body]).encode())
        yield caller


def test_who_does_not_read_is_cut_and_nobody_else(
    hub: HubAtWork, agent: Caller, deaf: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    until = time.monotonic() + 60
    with signed_in(hub, Role.SUPERVISOR) as quick:
        coming = heard(quick.stream(OTHER))
        assert next(coming)[0] == "here"
        while len(hub.inside.streams) < 2 and time.monotonic() < until:
            time.sleep(0.02)
        monkeypatch.setattr(listening, "TAKEN_WITHIN_S", 0.2)
        while len(hub.inside.streams) == 2 and time.monotonic() < until:
            hub.inside.streams.tell_desk(agent.seat.desk_id, EventKind.RING, {"page": "x" * 600_000})
            time.sleep(0.02)
        [stream] = hub.inside.streams.open_ones()
        assert stream.speaker.desk_id == quick.seat.desk_id
        remark(hub.store, OTHER_CUSTOMER)
        assert next(coming)[1]["key"] == OTHER
    deaf.settimeout(60)
    last = b""
    while piece := deaf.recv(1 << 20):
        last = (last + piece)[-100:]
    assert b"bye" not in last  # the connection ended, without a word of farewell


def test_a_large_change_cuts_nobody(hub: HubAtWork, agent: Caller) -> None:
    """One transaction changes more bundles than are told at once."""
    new = [a_customer(uid(5000 + number), "x") for number in range(2 * streams.AT_ONCE)]
    keys = {customer_key(one.id) for one in new}
    coming = heard(agent.stream(*keys))
    assert next(coming)[0] == "here"
    put(hub.store, *new)
    assert {next(coming)[1]["key"] for _ in keys} == keys


def test_what_waits_to_be_told_is_told_once_and_from_its_first_change() -> None:
    class Loop:
        def is_closed(self) -> bool:
            return True

    stream = streams.Stream(speaker=None, keys=(), loop=Loop())  # type: ignore[arg-type]
    for cursor, key in enumerate("abab"):
        stream.tell(f"{key}{cursor} ", key)
    stream.tell("ring ")
    stream.tell("ring ")
    assert stream.rest(1) == "a0 "
    stream.tell("a9 ", "a")
    assert stream.rest() == "b1 ring ring a9 "


def test_the_feed_goes_on_after_its_connections_were_cut(hub: HubAtWork, agent: Caller) -> None:
    coming = heard(agent.stream(MINE))
    next(coming)
    others = "pid <> pg_backend_pid() and datname = current_database()"
    with hub.store.write() as session:
        session.execute(text(f"select pg_terminate_backend(pid) from pg_stat_activity where {others}"))
    remark(hub.store)
    assert next(coming)[1]["key"] == MINE


def test_the_feed_goes_on_after_a_bug(
    hub: HubAtWork, agent: Caller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    coming = events(agent.stream(MINE))
    next(coming)
    told = hub.inside.streams.tell_changed

    def stumble(key: str, _cursor: str) -> None:
        monkeypatch.setattr(hub.inside.streams, "tell_changed", told)
        raise KeyError(key)

    monkeypatch.setattr(hub.inside.streams, "tell_changed", stumble)
    remark(hub.store)
    assert any(kind == "changed" for kind, _ in islice(coming, 10))
    assert "the feed failed: KeyError" in caplog.text
