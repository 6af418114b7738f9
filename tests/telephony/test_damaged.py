"""Whatever a stream does to its messages, nothing crashes and no call or offer stays open."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.events import CallArrived, CallEnded, CallEvent, LegsEnded, LineEvent, OfferEnded, OfferRinging
from app.telephony.ami import AmiReader, Message
from app.telephony.ami_calls import AmiCalls
from app.telephony.told_calls import SILENCE
from tests.telephony.recordings import ALL, AT, heard_of, messages
from tests.telephony.test_state import encoded

SOME = [
    "abandon-while-ringing",
    "agent-busy-reject",
    "attended-transfer-ami",
    "click-to-dial-answered",
    "join-empty",
    "park-and-retrieve",
    "redirect-transfer",
    "ringall-one-answers",
    "sip-local-optimized",
    "withdraw-and-priority",
    "v16/blind-transfer-ami",
]
STREAMS = {name: messages(name) for name in SOME}
BOUND = settings(max_examples=25, deadline=None)
LEGS = st.sampled_from(["", "1.1", "1.2", "1.3", "2.1"])


@st.composite
def damaged(draw: st.DrawFn) -> list[Message]:
    """Draw one or two recordings mixed, with messages lost, repeated, moved, and the rest cut off."""
    names = draw(st.lists(st.sampled_from(SOME), min_size=1, max_size=2))
    dice = draw(st.randoms(use_true_random=False))
    lost, far = draw(st.sampled_from([0.0, 0.05, 0.3])), draw(st.integers(0, 40))
    kept = [message for name in names for message in STREAMS[name] if dice.random() >= lost]
    kept += dice.choices(kept, k=draw(st.integers(0, 15))) if kept else []
    if draw(st.booleans()):
        kept = [message for message in kept if message.event != "Hangup"]
    placed = sorted(enumerate(kept), key=lambda pair: pair[0] + dice.uniform(0, far))
    return [message for _, message in placed][: draw(st.integers(0, len(placed)))]


@st.composite
def made_up(draw: st.DrawFn) -> Message:
    """Draw an event of a kind that is followed, with headers that fit nothing."""
    headers = {
        "Event": draw(st.sampled_from(sorted(AmiCalls("pbx").followed))),
        **{name: draw(LEGS) for name in ("Uniqueid", "Linkedid", "DestUniqueid", "DestLinkedid")},
        "Channel": draw(st.sampled_from(["", "PJSIP/2001-1", "Local/a@b-1;1", "Local/a@b-1;2", ";", "-"])),
        "DestChannel": draw(st.sampled_from(["", "PJSIP/2001-1", "Local/a@b-1;1"])),
        "CallerIDNum": draw(st.sampled_from(["", "2001", "<unknown>", "+8613800138000"])),
        "Interface": draw(st.sampled_from(["", "PJSIP/2001", "Local/a@b/n"])),
        "DialStatus": draw(st.sampled_from(["", "ANSWER", "BUSY", "CANCEL", "?"])),
        "Variable": "QUEUESTATUS",
        "Value": draw(st.sampled_from(["", "TIMEOUT", "JOINEMPTY", "WITHDRAW", "CONTINUE"])),
        "Response": draw(st.sampled_from(["Success", "Failure"])),
        "Exten": draw(st.sampled_from(["", "02885551234"])),
        "Cause": draw(st.sampled_from(["", "16", "17", "-1", "9" * 30, "²"])),
        "TransfererLinkedid": draw(LEGS),
        "ParkeeLinkedid": draw(LEGS),
        "Timestamp": draw(st.sampled_from(["", "nan", "1795304862.5", "1e300"])),
    }
    return Message(tuple(headers.items()))


def play(stream: list[Message]) -> list[LineEvent]:
    """Play a stream that then falls silent; nothing tells that it ends."""
    calls = AmiCalls("pbx")
    told = [event for message in stream for event in calls.on_message(message, AT)]
    told += calls.close_silent(AT + SILENCE)
    told += calls.close_silent(AT + SILENCE + timedelta(seconds=1))
    assert not list(calls.links)
    assert calls.links.open_legs() == []
    return told


def assert_every_call_and_offer_ends_once(told: list[LineEvent]) -> None:
    arrived = [event.linked_id for event in told if isinstance(event, CallArrived)]
    ended = [event.linked_id for event in told if isinstance(event, CallEnded)]
    legs = [event.linked_id for event in told if isinstance(event, LegsEnded)]
    assert len(arrived) == len(set(arrived))
    assert sorted(arrived) == sorted(ended) == sorted(legs)
    rung = Counter((event.linked_id, event.agent) for event in told if isinstance(event, OfferRinging))
    over = Counter((event.linked_id, event.agent) for event in told if isinstance(event, OfferEnded))
    assert over <= rung
    for event in told:
        if isinstance(event, CallEvent):
            assert event.linked_id in arrived


@BOUND
@given(stream=damaged())
def test_a_damaged_stream_ends_every_call_once(stream):
    assert_every_call_and_offer_ends_once(play(stream))


@BOUND
@given(stream=st.lists(made_up(), max_size=20))
def test_a_stream_that_is_made_up_ends_every_call_once(stream):
    assert_every_call_and_offer_ends_once(play(stream))


@BOUND
@given(stream=damaged(), noise=st.lists(st.binary(max_size=60), max_size=8), data=st.data())
def test_garbage_between_messages_and_cuts_anywhere_end_every_call_once(stream, noise, data):
    pieces = [encoded(message) for message in stream]
    for garbage in noise:
        pieces.insert(data.draw(st.integers(0, len(pieces))), garbage)
    sent = b"Asterisk Call Manager/11.0.0\r\n" + b"".join(pieces)
    step = data.draw(st.integers(1, 4000))
    reader = AmiReader()
    read = [
        message for start in range(0, len(sent), step) for message in reader.feed(sent[start : start + step])
    ]
    assert_every_call_and_offer_ends_once(play(read))


@pytest.mark.parametrize("name", ALL)
def test_a_whole_recording_ends_every_call_once(name):
    assert_every_call_and_offer_ends_once(heard_of(name))
