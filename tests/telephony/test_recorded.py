from __future__ import annotations

import itertools
import shutil
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import ControlNotAvailable
from app.events import CallArrived, LineLost, LineUp, OfferRinging
from app.telephony.ami_account import AmiAccount, LoginKind
from app.telephony.asterisk import AsteriskLine
from app.telephony.line import Asked, Control
from app.telephony.recorded import Chunk, RecordedLine, RecordedServer, read_recording
from tests.telephony.hearing import Hearing
from tests.telephony.recordings import heard_of, path_of, rows


@pytest.fixture
def hearing():
    return Hearing()


@pytest.fixture
def play(hearing):
    lines = []

    def begin(name, **options):
        line = RecordedLine(path_of(name), **options)
        lines.append(line)
        line.start(hearing)
        return line

    yield begin
    for line in lines:
        line.stop()


@settings(max_examples=15, deadline=None)
@given(cuts=st.lists(st.integers(min_value=1, max_value=26_000), max_size=40))
def test_a_stream_cut_anywhere_on_the_wire_is_told_the_same(cuts):
    stream = path_of("answered-lite").read_bytes()
    greeting = stream.index(b"\r\n") + 2
    places = sorted({greeting, *(greeting + cut % (len(stream) - greeting) for cut in cuts), len(stream)})
    chunks = [Chunk(0.0, stream[:greeting])]
    chunks += [
        Chunk(0.0, stream[start:end], answers_login=start == greeting)
        for start, end in itertools.pairwise(places)
    ]
    server, hearing = RecordedServer(chunks), Hearing()
    account = AmiAccount(host="127.0.0.1", port=server.port, user="u", secret="s", login=LoginKind.PLAIN)
    line = AsteriskLine("pbx", account)
    server.start()
    line.start(hearing)
    try:
        hearing.wait_for(LineLost)
    finally:
        line.stop()
        server.stop()
    assert rows(hearing.events) == [("LineUp",), *rows(heard_of("answered-lite")), ("lost", "closed")]


def test_only_the_offers_of_this_desks_agent_ring_but_every_call_is_told(play, hearing):
    # first agent is busy (cause 17), the second rejects (cause 21), third answers
    play("agent-busy-reject", speed=50.0, agent="Local/agent2@agents/n")
    hearing.wait_for(LineLost)
    assert [row[0] for row in rows(hearing.events)] == [
        "LineUp",
        "arrived",
        "ringing",
        "offer ended",
        "ended",
        "lost",
    ]


def test_a_refused_login_is_no_finished_recording(play, hearing):
    # Login with an unknown user name
    play("auth-failure-unknown-user", speed=50.0)
    hearing.wait_for(LineLost)
    assert rows(hearing.events) == [("lost", "refused")]


def test_the_line_can_be_stopped_in_the_middle_and_ends_its_call(play, hearing):
    line = play("answered-caller-hangup", speed=10.0)
    hearing.wait_for(OfferRinging)
    began = time.monotonic()
    line.stop()
    assert time.monotonic() - began < 2.0
    assert rows(hearing.events)[-1] == ("ended", "1795303684.12", "unknown")


def test_a_line_that_never_started_can_be_stopped():
    RecordedLine(path_of("answered-lite")).stop()


def test_the_journal_has_each_event_once_and_a_ring_at_the_time_of_its_bytes():
    rows_kept, events, released = [], [], []
    lost = Hearing()

    def slow_desk(event):
        if isinstance(event, CallArrived):
            time.sleep(0.05)  # long enough for all the bytes to be written meanwhile
            released.append(time.monotonic_ns())
        events.append(event)
        lost(event)

    line = RecordedLine(
        path_of("answered-lite"), 1000.0, journal=lambda kind, facts: rows_kept.append((kind, facts))
    )
    line.start(slow_desk)
    try:
        lost.wait_for(LineLost)
    finally:
        line.stop()
    assert [kind for kind, _ in rows_kept] == [type(event).__name__ for event in events]
    ring = next(facts for kind, facts in rows_kept if kind == "OfferRinging")
    assert (ring["linked_id"], ring["agent"]) == ("1795303706.20", "Local/agent2@agents/n")
    assert ring["t"] < released[0]


def test_a_recorded_line_refuses_every_control(play):
    line = play("answered-lite", speed=50.0)
    assert line.controls == frozenset()
    for control in Control:
        with pytest.raises(ControlNotAvailable) as refused:
            line.ask(Asked(control=control, agent="", linked_id="1795303706.20"))
        assert refused.value.details == {"control": control, "linked_id": "1795303706.20"}


def test_a_recording_whose_times_do_not_fit_its_bytes_is_refused(tmp_path):
    copy = tmp_path / "call.txt"
    copy.write_bytes(path_of("user-event").read_bytes() + b"more")
    shutil.copy(path_of("user-event").with_suffix(".timing.tsv"), tmp_path / "call.timing.tsv")
    with pytest.raises(ValueError, match=r"call\.txt"):
        read_recording(copy)


def test_a_recording_is_read_whole():
    chunks = read_recording(path_of("server-killed-midcall"))
    # 0.0003 S 30 69 Response: Success, after the login; 1.0041 X server closed the connection
    assert [chunk.answers_login for chunk in chunks] == [False, True, *[False] * 7]
    assert chunks[1].data.startswith(b"Response: Success")
    assert chunks[-1] == Chunk(1.0041, b"")


def test_the_line_is_up_before_any_call(play, hearing):
    play("answered-lite", speed=50.0)
    assert isinstance(hearing.wait_for(LineUp), LineUp)
    assert isinstance(hearing.events[0], LineUp)
