"""Facts 1 to 20 of ``tests/data/ami/README.md``: that the recordings show them, and what is told by them.

Fact 14 stands in ``test_state.py``.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from itertools import groupby

import pytest

from app.calls import call_id
from app.events import CallEnded, CallHeld, CallLeft, CallResumed, LegsEnded, LineEvent, OfferEnded
from app.numbers import NumberKind, normalise_number
from app.telephony.agents import Members
from app.telephony.ami import Message
from app.telephony.ami_calls import AmiCalls
from app.telephony.recorded import Chunk, read_recording
from tests.telephony.expected import EXPECTED
from tests.telephony.recordings import ALL, AT, calls_of, heard, heard_of, messages, path_of, rows, tenths
from tests.telephony.test_state import BOOTED, Pbx, encoded
from tests.telephony.written import written

V16 = [name for name in ALL if name.startswith("v16/")]


def names_of(name: str) -> list[str]:
    return [message.event for message in messages(name)]


def of_kind(name: str, *events: str) -> list[Message]:
    return [message for message in messages(name) if message.event in events]


def outcomes(told: list[LineEvent]) -> list[str]:
    return [event.outcome.value for event in told if isinstance(event, CallEnded)]


def seconds(name: str, kind: type[LineEvent]) -> list[str]:
    clock = tenths(name)
    return [clock(event.at) for event in heard_of(name) if isinstance(event, kind)]


def sent_at(name: str, event: str) -> list[str]:
    """Return when the PBX sent an event, in seconds to the tenth."""
    start = f"Event: {event}\r\n".encode()
    return [f"{one.at_s:.1f}" for one in read_recording(path_of(name)) if one.data.startswith(start)]


def shuffled_ends(chunks: list[Chunk], dice: random.Random) -> list[Chunk]:
    """Shuffle what different subsystems send of the same instant at the end of a call."""
    ends = (b"AgentComplete", b"BridgeLeave", b"Hangup", b"Cdr")
    mixed: list[Chunk] = []
    for is_end, group in groupby(chunks, lambda one: one.data[7:].startswith(ends)):
        found = list(group)
        mixed += dice.sample(found, len(found)) if is_end else found
    return mixed


@pytest.mark.parametrize("name", ["answered-caller-hangup", "sip-answered-agent-hangup", "park-and-retrieve"])
def test_fact_01_the_order_of_one_instant_says_nothing(name):
    chunks = read_recording(path_of(name))
    as_recorded = written(heard(chunks), tenths(name))
    for seed in range(20):
        assert written(heard(shuffled_ends(chunks, random.Random(seed))), tenths(name)) == as_recorded


def test_fact_01_the_two_abandons_come_in_different_orders_and_the_queue_is_left_on_answer_too():
    ends = [event for event in names_of("abandon-waiting") if event in ("Hangup", "QueueCallerAbandon")]
    assert ends == ["Hangup", "QueueCallerAbandon", "Hangup", "QueueCallerAbandon", "Hangup", "Hangup"]
    assert outcomes(heard_of("abandon-waiting")) == ["abandoned_waiting"] * 2
    answered = names_of("answered-caller-hangup")
    assert answered.index("QueueCallerLeave") < answered.index("AgentConnect")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("queue-timeout", ["timed_out"]),
        ("withdraw-and-priority", ["withdrawn", "abandoned_waiting"]),
        ("abandon-waiting", ["abandoned_waiting"] * 2),
    ],
)
def test_fact_02_an_abandon_of_the_queue_is_not_always_the_callers(name, told):
    events = [event for event in names_of(name) if event.startswith("QueueCaller")]
    assert events[-2:] == ["QueueCallerAbandon", "QueueCallerLeave"]
    assert outcomes(heard_of(name)) == told


@pytest.mark.parametrize(
    ("name", "no_answers", "ended"),
    [
        ("abandon-while-ringing", 0, ["withdrawn"]),
        ("ringall-one-answers", 0, ["withdrawn"]),
        ("agent-busy-reject", 2, ["busy", "rejected"]),
        ("rna-then-answer", 1, ["missed"]),
    ],
)
def test_fact_03_who_loses_a_ring_did_not_miss_it(name, no_answers, ended):
    assert len(of_kind(name, "AgentRingNoAnswer")) == no_answers
    told = heard_of(name)
    assert [event.outcome.value for event in told if isinstance(event, OfferEnded)] == ended


def test_fact_04_a_refused_caller_is_in_no_event_of_the_queue():
    stream = messages("join-empty")
    assert not [message for message in stream if message.event.startswith(("Queue", "Agent"))]
    assert rows(calls_of(stream)) == [
        ("arrived", "1795303893.112", "+8613800138000", "4008111777", "vip"),
        ("ended", "1795303893.112", "refused"),
    ]
    without_dialplan = [message for message in stream if message.event not in ("VarSet", "Newexten")]
    assert calls_of(without_dialplan) == []


@pytest.mark.parametrize(
    ("name", "left", "talk_time", "ended"),
    [("redirect-transfer", "6.7", "11", "14.2"), ("park-and-retrieve", "6.0", "11", "14.7")],
)
def test_fact_05_the_agent_is_free_long_before_the_queue_says_complete(name, left, talk_time, ended):
    (complete,) = of_kind(name, "AgentComplete")
    assert (sent_at(name, "AgentComplete"), complete.get("TalkTime")) == ([ended], talk_time)
    assert (seconds(name, CallLeft), seconds(name, CallEnded)) == ([left], [ended])


def test_fact_05_after_a_blind_transfer_the_queue_says_it_at_once():
    (complete,) = of_kind("blind-transfer-ami", "AgentComplete")
    assert (sent_at("blind-transfer-ami", "AgentComplete"), complete.get("Reason")) == (["6.7"], "transfer")
    assert seconds("blind-transfer-ami", CallLeft) == ["6.7"]


def test_fact_06_a_transfer_behind_a_local_pair_frees_the_phone_and_keeps_the_pair():
    name = "sip-blind-transfer-refer-via-local"
    (complete,), (transfer,) = of_kind(name, "AgentComplete"), of_kind(name, "BlindTransfer")
    (connect,) = of_kind(name, "AgentConnect")
    assert (sent_at(name, "AgentComplete"), complete.get("Reason")) == (["9.8"], "agent")
    assert transfer.get("TransfererChannel").startswith("PJSIP/2002-")
    assert connect.get("DestChannel").startswith("Local/2002@from-queue-")
    assert (seconds(name, CallLeft), outcomes(heard_of(name))) == (["3.8"], ["transferred_blind"])


def test_fact_06_a_hold_behind_a_local_pair_is_the_agents():
    (hold,) = of_kind("sip-hold-unhold-via-local", "Hold")
    assert hold.get("Channel").startswith("PJSIP/2002-")
    (held,) = (event for event in heard_of("sip-hold-unhold-via-local") if isinstance(event, CallHeld))
    assert held.agent == "Local/2002@from-queue/n"


def test_fact_06_the_phone_behind_a_pair_is_its_agents_leg_also_where_it_declines():
    (legs,) = (event.legs for event in heard_of("sip-phone-reject") if isinstance(event, LegsEnded))
    assert {leg.channel.rpartition("-")[0]: leg.agent for leg in legs if leg.channel.startswith("PJSIP")} == {
        "PJSIP/trunk": "",
        "PJSIP/2002": "Local/2002@from-queue/n",
        "PJSIP/2001": "PJSIP/2001",
    }


def test_fact_07_a_pair_that_is_optimised_away_ends_neither_call_nor_talk():
    name = "sip-local-optimized"
    (connect,), (complete,) = of_kind(name, "AgentConnect"), of_kind(name, "AgentComplete")
    assert connect.get("DestUniqueid") != complete.get("DestUniqueid")
    (legs,) = (event.legs for event in heard_of(name) if isinstance(event, LegsEnded))
    ended = {leg.unique_id: tenths(name)(leg.ended_at) for leg in legs}
    assert (ended[connect.get("DestUniqueid")], ended[complete.get("DestUniqueid")]) == ("2.9", "7.8")
    assert (seconds(name, CallLeft), seconds(name, CallEnded)) == (["7.8"], ["7.8"])


def test_fact_08_a_hold_is_told_by_its_event_alone():
    events = names_of("sip-hold-unhold")
    assert "QueueMemberStatus" not in events[events.index("Hold") : events.index("Unhold")]
    assert (seconds("sip-hold-unhold", CallHeld), seconds("sip-hold-unhold", CallResumed)) == (
        ["3.8"],
        ["7.8"],
    )


@pytest.mark.parametrize("name", ["blind-transfer-ami", "sip-blind-transfer-refer"])
def test_fact_08_the_unhold_that_begins_a_transfer_resumes_nothing(name):
    assert (len(of_kind(name, "Hold")), len(of_kind(name, "Unhold"))) == (0, 1)
    assert seconds(name, CallResumed) == []


def test_fact_09_an_event_that_carries_a_response_is_an_event():
    originated = of_kind("click-to-dial-answered", "OriginateResponse")
    assert [(one.get("Response"), one.get("ActionID"), one.response) for one in originated] == [
        ("Success", "a2", "")
    ]


@pytest.mark.parametrize("name", ["attended-transfer-ami", "sip-attended-transfer-atxfer"])
def test_fact_10_a_transfer_that_is_only_queued_is_none(name):
    stream = messages(name)
    events = [message.event for message in stream]
    assert "Atxfer successfully queued" in {message.get("Message") for message in stream}
    assert events.index("DTMFEnd") < events.index("Hold") < events.index("AttendedTransfer")
    assert outcomes(calls_of(stream)) == ["transferred_attended"]
    failed = [message for message in stream if message.event != "AttendedTransfer"]
    assert outcomes(calls_of(failed)) == ["answered"]


def test_fact_11_that_a_call_is_queued_does_not_say_that_anybody_is_dialled():
    replies = [one.get("Message") for one in messages("click-to-dial-errors") if one.response == "Success"]
    assert replies.count("Originate successfully queued") == 5
    assert [row[0] for row in rows(heard_of("click-to-dial-errors"))].count("arrived") == 1
    (failed,) = of_kind("click-to-dial-agent-noanswer", "OriginateResponse")
    assert (failed.get("Response"), failed.get("Reason")) == ("Failure", "3")
    assert outcomes(heard_of("click-to-dial-agent-noanswer")) == ["not_reached"]


@pytest.mark.parametrize(
    ("name", "ani", "caller_name", "is_withheld"),
    [
        ("sip-anonymous-no-pai", "anonymous", "Anonymous", True),
        ("sip-anonymous", "+8613800138000", "", False),
    ],
)
def test_fact_12_an_anonymous_caller_is_withheld_unless_the_trunk_asserts_who_it_is(
    name, ani, caller_name, is_withheld
):
    arrived = heard_of(name)[0]
    assert (arrived.ani, arrived.caller_name) == (ani, caller_name)
    assert (normalise_number(arrived.ani).kind is NumberKind.WITHHELD) is is_withheld
    queue_events = [one for one in messages(name) if one.event.startswith(("Queue", "Agent"))]
    assert not [key for one in queue_events for key, _ in one.headers if re.search("Pres|Privacy", key)]


def test_fact_13_a_wrong_secret_is_refused_and_other_errors_are_no_refusal():
    # Played through the line in test_played: refused, and a login that never came is closed without a word.
    chunks = read_recording(path_of("auth-failure"))
    assert [f"{one.at_s:.1f}" for one in chunks if b"Authentication failed" in one.data] == ["1.6"]
    assert [f"{one.at_s:.1f}" for one in read_recording(path_of("login-timeout"))] == ["0.0", "30.5"]
    pbx = Pbx()
    before = list(pbx.told)
    pbx.say(*(encoded(one) for one in messages("hangup-errors")[1:]))
    assert "Missing action in request" in {one.get("Message") for one in messages("hangup-errors")}
    assert (pbx.told, pbx.session.lost_reason.value) == (before, "closed")


@pytest.mark.parametrize("name", ["server-shutdown-midcall", "server-restart-midcall"])
def test_fact_15_calls_end_before_the_pbx_says_that_it_goes(name):
    """The recording begins in the call: its first legs are taken from the list that is asked for."""
    pbx = Pbx()
    pbx.say(BOOTED)
    pbx.session.take()
    caller, agent = _legs_of(name)
    pbx.list_channels([_listed(caller, "Queue", "hotline,tT,,,60"), _listed(agent, "AppQueue", "")])
    stream = messages(name)
    assert stream[-1].event == "Shutdown"
    pbx.say(*(encoded(one) for one in stream if one.event not in ("", "FullyBooted")))
    assert outcomes(pbx.told) == ["answered"]
    assert pbx.session.lost_reason.value == "shut_down"
    assert pbx.session.calls.lost(AT) == []


def test_fact_15_members_are_asked_for_on_each_connection():
    # >> QueueStatus hotline … paused 0 ×3, QueueMember hotline/None paused 1 午休
    members = of_kind("server-restart-members", "QueueMember")
    assert [(one.get("Paused"), one.get("PausedReason")) for one in members][-1] == ("1", "午休")
    assert not of_kind("server-restart-members", "QueueMemberPause")
    for _ in range(2):
        pbx = Pbx()
        pbx.say(BOOTED)
        assert pbx.asked()[0] == "QueueStatus"


def _legs_of(name: str) -> tuple[Message, Message]:
    (complete,) = of_kind(name, "AgentComplete")
    legs = {one.get("Uniqueid"): one for one in of_kind(name, "Hangup")}
    agent = next(
        one
        for one in legs.values()
        if one.get("Channel").startswith("Local/agent1") and one.get("Channel").endswith(";1")
    )
    return legs[complete.get("Uniqueid")], agent


def _listed(leg: Message, application: str, data: str) -> Message:
    kept = ("Channel", "Uniqueid", "Linkedid", "CallerIDNum", "CallerIDName")
    headers = {"Event": "CoreShowChannel", **{name: leg.get(name) for name in kept}}
    state = {"Application": application, "ApplicationData": data, "BridgeId": "b", "Duration": "00:00:05"}
    return Message(tuple((headers | state).items()))


def test_fact_16_lists_and_events_name_members_by_other_headers():
    members = Members()
    for one in of_kind("queue-status-busy", "QueueMember"):
        assert one.get("Interface") == one.get("MemberName") == ""
        members.hear(one.get("Location"))
    assert members.at("Local/agent1@agents-0000004e;1") == "Local/agent1@agents/n"
    (params,) = of_kind("queue-status-busy", "QueueParams")
    in_queue = [row for row in EXPECTED["queue-status-busy"].calls if " - 5.2 unknown" in row]
    assert params.get("Calls") == str(len(in_queue)) == "3"
    unknown = [one for one in messages("queue-status-idle") if one.get("ActionID") == "a5"]
    assert [one.event or one.response for one in unknown] == ["Success", "QueueStatusComplete"]


def test_fact_17_a_change_of_a_member_in_two_queues_comes_twice_and_tells_nothing():
    changes = of_kind("answered-caller-hangup", "QueueMemberStatus")
    assert [(one.get("Queue"), one.get("Status")) for one in changes] == [
        ("hotline", "2"),
        ("vip", "2"),
        ("hotline", "1"),
        ("vip", "1"),
    ]
    calls = AmiCalls("pbx")
    assert [calls.on_message(one, AT) for one in changes] == [[]] * 4


def test_fact_18_names_come_again_after_a_restart_and_join_no_calls():
    names = [
        {one.get("Channel") for one in of_kind(name, "Hangup")}
        for name in ("server-shutdown-midcall", "server-stop-gracefully")
    ]
    assert names[0] & names[1]
    linked = [row.split()[0] for name in ALL for row in EXPECTED[name].calls]
    own = {"crm-call-0001"}  # the client's own id, the same in each recording of a click to dial
    given = [linked_id for linked_id in linked if linked_id not in own]
    assert len({call_id("pbx", linked_id) for linked_id in given}) == len(given)
    first, again = heard_of("answered-lite"), heard_of("answered-lite")  # two connections share nothing
    assert first == again


@pytest.mark.parametrize(
    ("name", "records"),
    [("sip-answered-caller-hangup", 1), ("sip-answered-agent-hangup", 2), ("answered-caller-hangup", 3)],
)
def test_fact_19_one_call_has_one_to_three_call_records_and_is_told_once(name, records):
    assert len(of_kind(name, "Cdr")) == records
    assert outcomes(heard_of(name)) == ["answered"]


def test_fact_20_the_two_versions_differ_in_one_header():
    both = ([name.removeprefix("v16/") for name in V16], V16)
    names = [_headers_by_event(recordings) for recordings in both]
    assert names[0].keys() ^ names[1].keys() <= {"ChallengeSent"}  # a phone registered meanwhile
    differing = {event: names[0][event] ^ names[1][event] for event in names[0].keys() & names[1].keys()}
    assert {event: other for event, other in differing.items() if other} == {"QueueMemberPause": {"Reason"}}
    greetings = {path_of(name).read_bytes().split(b"\r\n")[0] for name in ALL}
    assert greetings == {b"Asterisk Call Manager/11.0.0", b"Asterisk Call Manager/5.0.5"}


def _headers_by_event(recordings: list[str]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name in recordings:
        for one in messages(name):
            if one.event:
                found[one.event] |= {header for header, _ in one.headers}
    return found
