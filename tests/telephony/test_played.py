"""Recordings through the line: over a socket, cut at random bytes, at true speed and fifty times as fast."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from app.events import CallEnded, LineEvent, LineLost, LineUp, OfferRinging
from app.telephony.ami_account import AmiAccount, LoginKind
from app.telephony.asterisk import AsteriskLine
from app.telephony.recorded import RecordedServer, read_recording
from tests.telephony.expected import EXPECTED
from tests.telephony.hearing import Hearing
from tests.telephony.recordings import ALL, cut, heard, heard_of, path_of, rows
from tests.telephony.test_asterisk import free_port
from tests.telephony.written import Written, written

SHUT_DOWN = {"server-shutdown-midcall", "server-restart-midcall", "server-stop-gracefully"}
REFUSED = {"auth-failure", "auth-failure-unknown-user", "v16/auth-failure"}
NEVER_ANSWERED = {"login-timeout"}


@contextmanager
def line_of(hearing: Hearing, *servers: RecordedServer, **options: object) -> Iterator[AsteriskLine]:
    account = AmiAccount(host="127.0.0.1", port=servers[0].port, user="u", secret="s", login=LoginKind.PLAIN)
    line = AsteriskLine("pbx", account, **options)  # type: ignore[arg-type]
    servers[0].start()
    line.start(hearing)
    try:
        yield line
    finally:
        line.stop()
        for server in servers:
            server.stop()


def once() -> Iterator[float]:
    return iter(())


@pytest.fixture(scope="module")
def played() -> dict[str, list[LineEvent]]:
    """What is told of each recording, cut at random bytes and played fifty times as fast, side by side."""
    heard = {name: Hearing() for name in ALL}
    playing = []
    try:
        for name in ALL:
            server = RecordedServer(cut(read_recording(path_of(name)), random.Random(name)), speed=50.0)
            playing.append(line_of(heard[name], server, waits_s=once))
            playing[-1].__enter__()
        for hearing in heard.values():
            hearing.wait_for(LineLost)
    finally:
        for one in playing:
            one.__exit__(None, None, None)
    return {name: hearing.events for name, hearing in heard.items()}


@pytest.mark.parametrize("name", ALL)
def test_fifty_times_as_fast_it_is_told_as_it_was(name, played):
    expected = EXPECTED[name]
    told = written(played[name], lambda _at: "0")
    assert told.without_times() == Written(expected.calls, expected.offers, expected.talks).without_times()


@pytest.mark.parametrize("name", ALL)
def test_the_line_is_up_from_the_login_to_the_end_of_the_stream(name, played):
    first, last = played[name][0], played[name][-1]
    assert isinstance(first, LineUp) is (name not in REFUSED | NEVER_ANSWERED)
    reason = "shut_down" if name in SHUT_DOWN else "refused" if name in REFUSED else "closed"
    assert rows([last]) == [("lost", reason)]


def test_at_true_speed_a_recording_takes_its_true_time():
    # 0.7s: … AgentCalled Agent One      2.7s: (caller hangs up) … QueueCallerAbandon +8613800138000 hold 2
    hearing, began = Hearing(), datetime.now(UTC)
    server = RecordedServer(cut(read_recording(path_of("abandon-while-ringing")), random.Random(1)))
    with line_of(hearing, server, waits_s=once):
        hearing.wait_for(LineLost)
    rang, ended = ((hearing.wait_for(kind).at - began).total_seconds() for kind in (OfferRinging, CallEnded))
    assert rang > 0.5  # a busy machine is later, and none is sooner
    assert ended > 2.5
    assert rows(hearing.events)[1:-1] == rows(heard_of("abandon-while-ringing"))


def test_a_killed_pbx_is_connected_to_again_and_its_calls_are_over():
    """Killed in a call: end of stream, nothing else. Then it refuses to connect, then it is up again.

    It is not asked there what is on, so that the call is over only when nobody asks any more.
    """
    chunks = read_recording(path_of("answered-agent-hangup"))
    killed = next(nth for nth, chunk in enumerate(chunks) if chunk.data.startswith(b"Event: AgentConnect"))
    port, hearing = free_port(), Hearing()
    first = RecordedServer(chunks[: killed + 1], 50.0, port)
    with line_of(hearing, first, waits_s=lambda: iter([0.01] * 1000)):
        hearing.wait_until(lambda: ("lost", "unreachable") in rows(hearing.events))
        again = RecordedServer(read_recording(path_of("server-killed-midcall-reconnect")), 50.0, port)
        again.start()
        hearing.wait_for(LineUp, count=2)
        hearing.wait_until(lambda: rows(hearing.events).count(("lost", "closed")) == 2)
        again.stop()
    told = [row for row in rows(hearing.events) if row != ("lost", "unreachable")]
    in_call = rows(heard(chunks[: killed + 1]))
    assert in_call[-1] == ("ended", "1795303695.16", "unknown")
    again_and_lost = [("lost", "closed"), ("LineUp",), ("lost", "closed")]
    assert told == [("LineUp",), *in_call[:-1], *again_and_lost, in_call[-1]]
