from __future__ import annotations

import itertools
import socket
import time

import pytest

from app.events import CallAnswered, CallEnded, LegsEnded, LineLost, LineUp
from app.telephony.ami_account import AmiAccount, AmiLogin, LoginKind
from app.telephony.ami_calls import AmiCalls
from app.telephony.asterisk import AsteriskLine
from app.telephony.recorded import Chunk, RecordedServer, read_recording
from tests.telephony.hearing import Hearing
from tests.telephony.recordings import path_of, rows

FAR_AWAY_S = 3600.0


@pytest.fixture
def hearing():
    return Hearing()


@pytest.fixture
def connect(hearing):
    opened = []

    def begin(chunks, speed=50.0, **options):
        server = RecordedServer(chunks, speed)
        account = AmiAccount(
            host="127.0.0.1", port=server.port, user="desk", secret="geheim", login=LoginKind.PLAIN
        )
        line = AsteriskLine("pbx", account, **options)
        opened.extend([line, server])
        server.start()
        line.start(hearing)
        return line

    yield begin
    for each in opened:
        each.stop()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def test_a_wrong_secret_is_told_as_refused(connect, hearing):
    # Login with an unknown user name: error after 1.0 s, then the server closes
    connect(read_recording(path_of("auth-failure-unknown-user")))
    hearing.wait_for(LineLost)
    assert rows(hearing.events) == [("lost", "refused")]


def test_a_refused_line_does_not_wait_for_the_pbx_to_close(connect, hearing):
    refusal = b"Response: Error\r\nActionID: login\r\nMessage: Authentication failed\r\n\r\n"
    greeting = Chunk(0.0, b"Asterisk Call Manager/11.0.0\r\n")
    connect([greeting, Chunk(0.0, refusal, answers_login=True), Chunk(FAR_AWAY_S, b"")], speed=1.0)
    hearing.wait_for(LineLost)
    assert rows(hearing.events) == [("lost", "refused")]


def test_a_pbx_that_says_it_goes_is_told_as_shut_down(connect, hearing):
    # 2.1s: Shutdown Restart False, [server closed the connection]
    connect(read_recording(path_of("server-shutdown-midcall")))
    hearing.wait_for(LineLost)
    assert rows(hearing.events) == [("LineUp",), ("lost", "shut_down")]


def test_a_pbx_that_dies_leaves_no_call_open_when_it_is_not_back_in_time(connect, hearing, monkeypatch):
    monkeypatch.setattr("app.telephony.asterisk.CALLS_WAIT_S", 0.2)
    chunks = read_recording(path_of("answered-agent-hangup"))
    connected = next(n for n, chunk in enumerate(chunks) if chunk.data.startswith(b"Event: AgentConnect"))
    connect(chunks[: connected + 1], waits_s=lambda: itertools.repeat(0.02))
    hearing.wait_for(CallEnded)
    told = rows(hearing.events)
    ended = told.index(("ended", "1795303695.16", "unknown"))
    assert ("lost", "closed") in told[:ended]
    assert ("lost", "unreachable") in told[:ended]


def test_a_mistake_of_ours_ends_the_calls_and_the_line_connects_again(connect, hearing, monkeypatch, caplog):
    def mistake(_calls, message, *_more):
        raise KeyError(message.get("CallerIDNum"))

    monkeypatch.setattr(AmiCalls, "_on_agent_connect", mistake)
    connect(read_recording(path_of("answered-agent-hangup")), waits_s=lambda: itertools.repeat(0.02))
    hearing.wait_for(LineLost, count=2)
    told = rows(hearing.events)
    assert told.index(("ended", "1795303695.16", "unknown")) < told.index(("lost", "closed"))
    assert "KeyError" in caplog.text
    assert "13800138000" not in caplog.text


def test_where_nothing_listens_the_line_is_unreachable_at_each_attempt(hearing):
    account = AmiAccount(
        host="127.0.0.1", port=free_port(), user="desk", secret="geheim", login=LoginKind.PLAIN
    )
    line = AsteriskLine("pbx", account, waits_s=lambda: iter((0.001, 0.001)))
    line.start(hearing)
    hearing.wait_for(LineLost, count=3)
    line.stop()
    assert rows(hearing.events) == [("lost", "unreachable")] * 3


def test_stop_does_not_wait_for_the_pbx(connect, hearing):
    quiet = read_recording(path_of("answered-lite"))[:3]
    line = connect([*quiet, Chunk(FAR_AWAY_S, b"")], speed=1.0)
    hearing.wait_for(LineUp)
    began = time.monotonic()
    line.stop()
    assert time.monotonic() - began < 2.0
    assert rows(hearing.events) == [("LineUp",)]  # who stops a line need not be told that it is gone


def test_stop_ends_a_wait_between_attempts(hearing):
    account = AmiAccount(
        host="127.0.0.1", port=free_port(), user="desk", secret="geheim", login=LoginKind.PLAIN
    )
    line = AsteriskLine("pbx", account, waits_s=lambda: iter((FAR_AWAY_S,)))
    line.start(hearing)
    hearing.wait_for(LineLost)
    began = time.monotonic()
    line.stop()
    assert time.monotonic() - began < 2.0


def test_stop_in_a_call_ends_it_as_unknown_before_it_returns(connect, hearing):
    chunks = read_recording(path_of("answered-agent-hangup"))
    connected = next(n for n, chunk in enumerate(chunks) if chunk.data.startswith(b"Event: AgentConnect"))
    line = connect([*chunks[: connected + 1], Chunk(FAR_AWAY_S, b"")])
    hearing.wait_for(CallAnswered)
    line.stop()
    assert isinstance(hearing.events[-1], LegsEnded)
    assert rows(hearing.events)[-1] == ("ended", "1795303695.16", "unknown")


def test_the_login_is_one_action_with_user_and_secret():
    account = AmiAccount(host="pbx", user="desk", secret="geheim", login=LoginKind.PLAIN)
    assert AmiLogin(account).first() == (
        b"Action: Login\r\nActionID: login\r\nUsername: desk\r\nSecret: geheim\r\n\r\n"
    )


def test_the_secret_is_not_shown():
    account = AmiAccount(host="pbx", user="desk", secret="geheim", login=LoginKind.PLAIN)
    assert "geheim" not in repr(account)


@pytest.mark.parametrize(("user", "secret"), [("desk", "a\r\nAction: Command"), ("desk\n", "a")])
def test_a_secret_cannot_smuggle_in_a_header(user, secret):
    with pytest.raises(ValueError, match="header"):
        AmiAccount(host="pbx", user=user, secret=secret)
