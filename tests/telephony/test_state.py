"""What an Asterisk is asked on connecting and later, and what comes of its answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest

from app.events import CallArrived, CallEnded, LineEvent, LineUp
from app.telephony.ami import Message
from app.telephony.ami_account import AmiAccount, LoginKind
from app.telephony.ami_session import LOGGED_IN_WITHIN, PING_AFTER, PONG_WITHIN, Session
from app.telephony.ami_state import ASK_EVERY, BOOTED_WITHIN
from app.telephony.line import LostReason
from app.telephony.told_calls import SILENCE
from tests.telephony.recordings import AT, messages, rows
from tests.telephony.written import written

ACCOUNT = AmiAccount(host="pbx", user="desk", secret="geheim", login=LoginKind.PLAIN)
GREETING = b"Asterisk Call Manager/11.0.0\r\n"
ACCEPTED = b"Response: Success\r\nActionID: login\r\nMessage: Authentication accepted\r\n\r\n"
BOOTED = b"Event: FullyBooted\r\nPrivilege: system,all\r\nStatus: Fully Booted\r\n\r\n"
OURS = {"QueueStatus": "state-members", "CoreShowChannels": "state-channels"}


def encoded(message: Message, **other: str) -> bytes:
    headers = dict(message.headers) | other
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode() + b"\r\n"


class Pbx:
    """A connection to talk to a session, with a clock that a test moves."""

    def __init__(self) -> None:
        self.at = AT
        self.session = Session("pbx", ACCOUNT, lambda: self.at)
        self.told: list[LineEvent] = []
        self.session.take()
        self.say(GREETING, ACCEPTED)

    def say(self, *messages: bytes) -> None:
        for message in messages:
            self.told += self.session.feed(message)

    def asked(self) -> list[str]:
        return [
            line.removeprefix("Action: ")
            for line in self.session.take().decode().splitlines()
            if line.startswith("Action: ")
        ]

    def pass_(self, time: timedelta) -> None:
        self.at += time

    def list_channels(self, listed: Iterable[Message] = ()) -> None:
        for message in listed:
            self.say(encoded(message, ActionID="state-channels"))
        self.say(b"Event: CoreShowChannelsComplete\r\nActionID: state-channels\r\n\r\n")


def a_call(name: str, until: str) -> list[bytes]:
    stream = messages(name)
    last = next(nth for nth, message in enumerate(stream) if message.event == until)
    return [encoded(message) for message in stream[: last + 1] if message.event]


def listed(version: str = "") -> tuple[list[Message], list[Message]]:
    """Return the members and waiting callers, and the channels, of the recorded state requests."""
    stream = messages(f"{version}queue-status-busy")
    return (
        [message for message in stream if message.event in ("QueueMember", "QueueEntry")],
        [message for message in stream if message.event == "CoreShowChannel"],
    )


def test_fact_14_nothing_is_asked_before_the_pbx_is_ready():
    # 4.4s: >> Login, Response Success (Authentication accepted)      4.7s: FullyBooted
    pbx = Pbx()
    assert [type(event) for event in pbx.told] == [LineUp]
    assert pbx.asked() == []
    pbx.say(BOOTED)
    assert pbx.asked() == ["QueueStatus", "CoreShowChannels"]
    assert pbx.asked() == []


def test_a_user_who_is_not_told_that_it_is_ready_asks_after_a_while():
    # user ccreadonly (read=call,agent): no FullyBooted
    pbx = Pbx()
    assert pbx.asked() == []
    pbx.pass_(BOOTED_WITHIN)
    assert pbx.asked() == ["QueueStatus", "CoreShowChannels"]
    pbx.say(BOOTED)  # it was only late: what it listed before may have been half
    assert pbx.asked() == ["QueueStatus", "CoreShowChannels"]


@pytest.mark.parametrize("version", ["", "v16/"])
def test_calls_that_were_there_before_us_are_told_with_who_rings_and_talks(version):
    # with one call connected, one ringing and two waiting callers; Wait 2, 1 and 1 or 2 seconds
    pbx = Pbx()
    pbx.say(BOOTED)
    pbx.session.take()
    members, channels = listed(version)
    pbx.say(*(encoded(message, ActionID="state-members") for message in members))
    pbx.list_channels(channels)
    told = written([*pbx.told, *pbx.session.calls.lost(AT)], lambda _at: "0").without_times()
    assert sorted(row.partition(" ")[2] for row in told.calls) == [
        "in +8613800138000 - hotline unknown",
        "in +8613900000003 - hotline unknown",
        "in 02885551234 - hotline unknown",
        "in anonymous - hotline unknown",
    ]
    assert sorted(row.partition(" ")[2] for row in told.offers) == [
        "Local/agent1@agents/n answered",
        "Local/agent2@agents/n withdrawn",
    ]
    assert [row.partition(" ")[2] for row in told.talks] == ["Local/agent1@agents/n"]
    waited = {e.ani: (AT - e.at).total_seconds() for e in pbx.told if isinstance(e, CallArrived)}
    assert waited["02885551234"] == 2
    pbx.pass_(ASK_EVERY)
    before = len(pbx.told)
    pbx.session.take()
    pbx.list_channels(channels)
    assert len(pbx.told) == before  # what is known is not told again


def test_an_end_that_was_not_heard_is_found_in_the_second_list_without_the_call():
    pbx = Pbx()
    pbx.say(BOOTED, *a_call("answered-caller-hangup", until="AgentConnect"))
    for lists, ended in ((1, []), (2, ["unknown"])):
        pbx.pass_(ASK_EVERY)
        assert "CoreShowChannels" in pbx.asked(), lists
        pbx.list_channels()
        assert [e.outcome.value for e in pbx.told if isinstance(e, CallEnded)] == ended
    assert not list(pbx.session.calls.links)


def test_a_call_that_is_listed_goes_on():
    pbx = Pbx()
    pbx.say(BOOTED, *a_call("queue-status-busy", until="QueueParams"))
    _, channels = listed()
    for _ in range(3):
        pbx.pass_(ASK_EVERY)
        pbx.asked()
        pbx.list_channels(channels)
    assert not [event for event in pbx.told if isinstance(event, CallEnded)]


def test_a_call_of_which_nothing_is_heard_is_closed_though_the_pbx_lists_nothing():
    pbx = Pbx()
    pbx.say(BOOTED, *a_call("answered-caller-hangup", until="AgentConnect"))
    pbx.pass_(SILENCE + timedelta(seconds=1))
    pbx.say(b"Event: Reload\r\n\r\n")
    assert rows(pbx.told)[-1] == ("ended", "1795303684.12", "unknown")


def test_a_pbx_that_is_silent_is_pinged_and_lost_if_that_is_not_answered():
    pbx = Pbx()
    pbx.say(BOOTED)
    pbx.asked()
    pbx.pass_(PING_AFTER)
    assert pbx.asked() == ["Ping"]
    pbx.say(b"Response: Success\r\nActionID: ping\r\nPing: Pong\r\n\r\n")
    pbx.pass_(PING_AFTER)
    pbx.session.feed(None)
    assert pbx.asked() == ["Ping"]
    assert not pbx.session.is_lost
    pbx.pass_(PONG_WITHIN)
    pbx.session.feed(None)
    assert (pbx.session.is_lost, pbx.session.lost_reason) == (True, LostReason.UNREACHABLE)


def test_a_clock_that_somebody_sets_neither_loses_the_pbx_nor_keeps_a_dead_one():
    wall, steady = AT, AT
    session = Session("pbx", ACCOUNT, lambda: wall, steady=lambda: steady)
    for data in (GREETING, ACCEPTED, BOOTED):
        session.feed(data)
    session.take()
    wall += timedelta(days=1)
    session.feed(None)
    assert (session.take(), session.is_lost) == (b"", False)
    wall -= timedelta(days=2)
    for passed in (PING_AFTER, PONG_WITHIN):
        steady += passed
        session.feed(None)
        session.take()
    session.feed(None)
    assert (session.is_lost, session.lost_reason) == (True, LostReason.UNREACHABLE)


def test_a_login_that_is_not_answered_is_lost():
    at = AT
    session = Session("pbx", ACCOUNT, lambda: at)
    session.feed(GREETING)
    session.feed(None)
    assert not session.is_lost
    at += LOGGED_IN_WITHIN
    session.feed(None)
    assert (session.is_lost, session.lost_reason) == (True, LostReason.UNREACHABLE)


def test_a_list_that_somebody_else_asked_for_says_nothing_of_our_calls():
    pbx = Pbx()
    pbx.say(BOOTED, *a_call("answered-caller-hangup", until="AgentConnect"))
    before = len(pbx.told)
    for _ in range(3):
        pbx.pass_(ASK_EVERY)
        pbx.asked()
        pbx.say(b"Event: CoreShowChannelsComplete\r\nActionID: a4\r\n\r\n")
    assert len(pbx.told) == before
