from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.telephony.ami import AmiReader, Message
from tests.telephony.recordings import messages, path_of

GREETING = b"Asterisk Call Manager/11.0.0\r\n"


def read(stream: bytes, cuts: list[int], max_message_bytes: int = 65536) -> tuple[str | None, list[Message]]:
    reader = AmiReader(max_message_bytes)
    places = [0, *sorted(cut % (len(stream) + 1) for cut in cuts), len(stream)]
    found = []
    for start, end in itertools.pairwise(places):
        found += reader.feed(stream[start:end])
    return reader.greeting, found


@given(cuts=st.lists(st.integers(min_value=0, max_value=100_000), max_size=30))
@pytest.mark.parametrize("name", ["user-event", "hangup-errors", "utf8-caller-name"])
def test_where_the_stream_is_cut_changes_nothing(name, cuts):
    stream = path_of(name).read_bytes()
    assert read(stream, cuts) == read(stream, [])


@pytest.mark.parametrize("name", ["user-event", "auth-failure-observer"])
def test_a_stream_cut_at_every_byte_reads_the_same(name):
    stream = path_of(name).read_bytes()
    assert read(stream, list(range(len(stream)))) == read(stream, [])


@given(noise=st.binary(max_size=400), cuts=st.lists(st.integers(min_value=0, max_value=400), max_size=8))
def test_no_bytes_make_the_reader_fail_and_it_finds_the_next_message(noise, cuts):
    stream = GREETING + noise + b"\r\n\r\nEvent: Next\r\n\r\n"
    assert read(stream, cuts)[1][-1] == Message((("Event", "Next"),))


@given(cuts=st.lists(st.integers(min_value=0, max_value=400), max_size=10), excess=st.integers(0, 5))
def test_a_message_that_is_too_long_is_left_out_however_it_is_cut(cuts, excess):
    allowed = b"Event: " + b"a" * 93
    stream = GREETING + allowed + b"\r\n\r\n" + allowed + b"b" * excess + b"\r\n\r\nEvent: Next\r\n\r\n"
    names = [message.event for message in read(stream, cuts, max_message_bytes=100)[1]]
    assert names == ["a" * 93, *(["a" * 93] if excess == 0 else []), "Next"]


def test_what_is_too_long_is_not_kept_while_it_comes():
    reader = AmiReader(max_message_bytes=100)
    reader.feed(GREETING)
    for _ in range(100):
        reader.feed(b"x" * 1000)
    assert len(reader._pending) < 100


def test_the_greeting_is_the_first_line_and_no_message():
    reader = AmiReader()
    assert reader.feed(b"Asterisk Call Man") == []
    assert reader.greeting is None
    found = reader.feed(b"ager/5.0.5\r\nResponse: Success\r\n\r\n")
    assert reader.greeting == "Asterisk Call Manager/5.0.5"
    assert found == [Message((("Response", "Success"),))]


def test_an_event_that_carries_a_response_header_is_an_event():
    found = [
        message for message in messages("click-to-dial-answered") if message.get("Response") == "Success"
    ]
    originated = [message for message in found if message.event]
    assert [(message.event, message.response) for message in originated] == [("OriginateResponse", "")]
    assert all(message.response == "Success" for message in found if message not in originated)


def test_headers_keep_their_order_and_repeated_ones_are_all_kept():
    found = read(GREETING + b"Response: Success\r\nOutput: a\r\nOutput: b: c\r\nOutput:\r\n\r\n", [])[1]
    assert found[0].all("Output") == ["a", "b: c", ""]
    assert found[0].headers[0] == ("Response", "Success")


def test_text_that_is_not_utf8_is_replaced():
    found = read(GREETING + b"Event: X\r\nCallerIDName: \xd5\xc5\xc8\xfd\r\nQueue: vip\r\n\r\n", [])[1]
    assert "\ufffd" in found[0].get("CallerIDName")
    assert found[0].get("Queue") == "vip"


def test_a_message_without_a_colon_is_left_out():
    stream = GREETING + b"no header here\r\n\r\n\r\n\r\nEvent: Next\r\nnor here\r\n\r\n"
    assert read(stream, [])[1] == [Message((("Event", "Next"),))]
