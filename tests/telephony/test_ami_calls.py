from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest

from app.events import CallArrived
from app.telephony.ami import Message
from app.telephony.ami_calls import AmiCalls
from tests.telephony.recordings import AT, calls_of, messages, rows


def test_a_stream_that_ends_in_the_call_ends_it_as_unknown():
    stream = messages("answered-caller-hangup")
    connected = next(i for i, message in enumerate(stream) if message.event == "AgentConnect")
    assert rows(calls_of(stream[: connected + 1]))[-1] == ("ended", "1795303684.12", "unknown")


def test_a_stream_that_ends_while_it_rings_ends_the_offer_too():
    stream = messages("answered-caller-hangup")
    called = next(i for i, message in enumerate(stream) if message.event == "AgentCalled")
    assert rows(calls_of(stream[: called + 1]))[-2:] == [
        ("offer ended", "1795303684.12", "Local/agent2@agents/n", "withdrawn"),
        ("ended", "1795303684.12", "unknown"),
    ]


def test_a_caller_who_was_waiting_when_we_connected_is_known_when_it_rings():
    stream = messages("answered-caller-hangup")
    joined = next(i for i, message in enumerate(stream) if message.event == "QueueCallerJoin")
    assert rows(calls_of(stream[joined + 1 :])) == [
        ("arrived", "1795303684.12", "+8613800138000", "", "hotline"),
        *rows(calls_of(stream))[1:],
    ]


@pytest.mark.parametrize(
    ("name", "ani", "caller_name"),
    [
        ("no-callerid", "", ""),  # caller without any CallerID (fields show <unknown>)
        ("anonymous-local", "anonymous", "Anonymous"),  # caller with CallerID "anonymous" <anonymous>
        ("utf8-caller-name", "02885551234", "张三"),  # caller name 张三 (UTF-8), number in national format
        ("national-number", "02885551234", ""),  # caller 02885551234 (national format), no name
    ],
)
def test_the_caller_is_told_as_the_line_gave_it(name, ani, caller_name):
    arrived = calls_of(messages(name))[0]
    assert isinstance(arrived, CallArrived)
    assert (arrived.ani, arrived.caller_name) == (ani, caller_name)


def test_the_number_dialled_is_where_the_call_began_not_where_the_dialplan_stands():
    # DNIS 4008111999: IVR reads one digit (DTMF 1), then hotline
    assert rows(calls_of(messages("ivr-then-queue")))[0][3:] == ("4008111999", "hotline")


@pytest.mark.parametrize("name", ["sip-hold-unhold", "sip-hold-unhold-via-local"])
def test_hold_and_resume_are_the_agents(name):
    # 3.8s: (hold), Hold PJSIP/… 7.8s: (resume), Unhold PJSIP/…
    kinds = [type(event).__name__ for event in calls_of(messages(name))]
    assert kinds[kinds.index("CallAnswered") :][:3] == ["CallAnswered", "CallHeld", "CallResumed"]


def test_the_unhold_that_begins_a_transfer_is_no_resume():
    # 3.8s: (REFER), Unhold PJSIP/2001-0000002c, BlindTransfer Success to 2003
    kinds = [type(event).__name__ for event in calls_of(messages("sip-blind-transfer-refer"))]
    assert "CallResumed" not in kinds


def test_the_pbx_clock_counts_where_it_tells_one():
    told = calls_of(messages("answered-timestamps-chanvars"))
    # recorded on 2026-11-21/22, where AT is another day's instant
    assert told[0].at.replace(microsecond=0) == datetime.fromtimestamp(1795304862, UTC)
    assert {event.at for event in calls_of(messages("answered-lite"))} == {AT}


@pytest.mark.parametrize("stamp", ["", "nan", "inf", "1e300", "soon"])
def test_a_timestamp_that_is_none_is_left_out(stamp):
    join = {"Event": "QueueCallerJoin", "Timestamp": stamp, "Linkedid": "1.1", "Uniqueid": "1.1"}
    assert AmiCalls("pbx").on_message(Message(tuple(join.items())), AT)[0].at == AT


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize(("status", "outcome"), [("BUSY", "busy"), ("NOANSWER", "missed")])
def test_the_order_of_one_instant_does_not_change_an_offers_outcome(order, status, outcome):
    leg = {"Linkedid": "1.1", "Uniqueid": "1.1", "DestUniqueid": "1.2", "Interface": "PJSIP/1"}
    same_instant = [
        {"Event": "DialEnd", **leg, "DialStatus": status},
        {"Event": "AgentRingNoAnswer", **leg, "RingTime": "0"},
        {"Event": "Hangup", "Linkedid": "1.1", "Uniqueid": "1.2", "Cause": "0", "ChannelStateDesc": "Down"},
    ]
    stream = [{"Event": "QueueCallerJoin", **leg}, {"Event": "AgentCalled", **leg}]
    stream += [same_instant[place] for place in order]
    told = rows(calls_of(Message(tuple(headers.items())) for headers in stream))
    assert told[2] == ("offer ended", "1.1", "PJSIP/1", outcome)


def test_a_cancel_that_follows_does_not_hide_why_the_offer_ended():
    leg = {"Linkedid": "1.1", "Uniqueid": "1.1", "DestUniqueid": "1.2", "Interface": "PJSIP/1"}
    stream = [
        {"Event": "QueueCallerJoin", **leg},
        {"Event": "AgentCalled", **leg},
        {"Event": "DialEnd", **leg, "DialStatus": "BUSY"},
        {"Event": "DialEnd", **leg, "DialStatus": "CANCEL"},
        {"Event": "Hangup", "Linkedid": "1.1", "Uniqueid": "1.2", "Cause": "0", "ChannelStateDesc": "Down"},
    ]
    told = rows(calls_of(Message(tuple(headers.items())) for headers in stream))
    assert told[2] == ("offer ended", "1.1", "PJSIP/1", "busy")


def test_a_late_event_of_an_ended_call_does_not_begin_it_anew():
    stream = messages("abandon-while-ringing")
    called = next(message for message in stream if message.event == "AgentCalled")
    assert calls_of([*stream, called]) == calls_of(stream)


def after_a_park(source, *back):
    """Answer at PJSIP/1, park the caller, and let the call come back to the phone of who parked it."""
    leg = {"Linkedid": "1.1", "Uniqueid": "1.1", "DestUniqueid": "1.2", "DestChannel": "PJSIP/1-0a"}
    again = {
        **leg,
        "Uniqueid": source,
        "DestUniqueid": "1.3",
        "DestChannel": "PJSIP/1-0b",
        "DestLinkedid": "1.1",
    }
    if not source:
        again = {name: value for name, value in again.items() if name not in ("Linkedid", "Uniqueid")}
    stream = [
        {"Event": "QueueCallerJoin", **leg},
        {"Event": "AgentCalled", **leg, "Interface": "PJSIP/1"},
        {"Event": "DialEnd", **leg, "DialStatus": "ANSWER"},
        {"Event": "AgentConnect", **leg, "Interface": "PJSIP/1"},
        {"Event": "BridgeEnter", "Linkedid": "1.1", "Uniqueid": "1.1", "BridgeUniqueid": "a"},
        {"Event": "ParkedCall", "ParkeeLinkedid": "1.1"},
        {"Event": "Hangup", "Linkedid": "1.1", "Uniqueid": "1.2", "Cause": "16"},
        {"Event": "DialBegin", **again},
        *({**again, **one} for one in back),
        {"Event": "Hangup", "Linkedid": "1.1", "Uniqueid": "1.3", "Cause": "16"},
        {"Event": "Hangup", "Linkedid": "1.1", "Uniqueid": "1.1", "Cause": "16"},
    ]
    return rows(calls_of(Message(tuple(headers.items())) for headers in stream))[3:]


@pytest.mark.parametrize("source", ["1.1", ""])  # the caller's leg is dialled from, or the PBX itself dials
def test_a_call_that_comes_back_to_who_gave_it_away_rings_there_once_more(source):
    bridged = {"Event": "BridgeEnter", "Linkedid": "1.1", "Uniqueid": "1.1", "BridgeUniqueid": "b"}
    assert after_a_park(source, {"Event": "DialEnd", "DialStatus": "ANSWER"}, bridged) == [
        ("CallLeft", "1.1", "PJSIP/1"),
        ("ringing", "1.1", "PJSIP/1", ""),
        ("CallAnswered", "1.1", "PJSIP/1"),
        ("CallLeft", "1.1", "PJSIP/1"),
        ("ended", "1.1", "answered"),
    ]
    assert after_a_park(source, {"Event": "DialEnd", "DialStatus": "NOANSWER"}) == [
        ("CallLeft", "1.1", "PJSIP/1"),
        ("ringing", "1.1", "PJSIP/1", ""),
        ("offer ended", "1.1", "PJSIP/1", "missed"),
        ("ended", "1.1", "parked"),
    ]
