"""A connection is lost while calls are on, and the PBX has them still: its list says what became of them."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from app.events import CallAnswered, CallArrived, CallEnded, LineEvent
from app.telephony.ami import Message
from app.telephony.ami_calls import AmiCalls
from app.telephony.ami_session import Session
from db.models.calls import CallOutcome
from tests.telephony.recordings import ALL, AT, Row, calls_of, messages, rows
from tests.telephony.test_state import ACCEPTED, ACCOUNT, BOOTED, GREETING, encoded


class Pbx:
    """What a recorded PBX would list at any moment, and a line that hears it over one connection or more."""

    def __init__(self, early: Iterable[Message] = ()) -> None:
        self.calls = AmiCalls("pbx")
        self.told: list[LineEvent] = []
        self._legs: dict[str, dict[str, str]] = {}
        self._gone: set[str] = set()
        self.connect(early)

    def connect(self, early: Iterable[Message] = ()) -> None:
        """Begin a connection, on which the PBX lists nothing yet; ``early`` happens before it is asked to."""
        self._session = Session("pbx", ACCOUNT, lambda: AT, calls=self.calls)
        for data in (GREETING, ACCEPTED):
            self._session.feed(data)
        for message in early:
            self.calls.members.hear(message.get("Interface"))
        self.say(early)
        self._session.feed(BOOTED)
        assert b"CoreShowChannels" in self._session.take()

    def say(self, stream: Iterable[Message]) -> None:
        for message in stream:
            if message.event:
                self.happen([message])
                self.told += self._session.feed(encoded(message))

    def happen(self, stream: Iterable[Message]) -> None:
        """Let something happen that nobody hears."""
        for message in stream:
            self._note(message, "")
            self._note(message, "Dest")
            leg = self._legs.get(message.get("Uniqueid"), {})
            match message.event:
                case "Hangup":
                    self._gone.add(message.get("Uniqueid"))
                    self._legs.pop(message.get("Uniqueid"), None)
                case "BridgeEnter":
                    leg["BridgeId"] = message.get("BridgeUniqueid")
                case "BridgeLeave":
                    leg.pop("BridgeId", None)
                case "Newexten":
                    leg |= {
                        "Application": message.get("Application"),
                        "ApplicationData": message.get("AppData"),
                    }
                case "QueueCallerJoin":
                    leg |= {"Application": "Queue", "ApplicationData": message.get("Queue")}
                case "AgentCalled":
                    self._legs[message.get("DestUniqueid")]["Application"] = "AppQueue"
                case "DialBegin":
                    called = self._legs.get(message.get("DestUniqueid"), {})
                    called.setdefault("Application", "AppDial")
                    if leg.get("Application", "Dial") == "Dial":
                        leg |= {
                            "Application": "Dial",
                            "ApplicationData": f"PJSIP/{message.get('DialString')}",
                        }

    def on_now(self) -> list[dict[str, str]]:
        return [dict(leg) for leg in self._legs.values()]

    def list_all(self, legs: list[dict[str, str]] | None = None) -> None:
        """Answer what was asked: which channels there are, or were a moment ago."""
        for leg in self.on_now() if legs is None else legs:
            headers = {"Event": "CoreShowChannel", **leg, "ActionID": "state-channels"}
            self.told += self._session.feed(encoded(Message(tuple(headers.items()))))
        self.told += self._session.feed(
            b"Event: CoreShowChannelsComplete\r\nActionID: state-channels\r\n\r\n"
        )

    def refuse_to_list(self) -> None:
        answer = b"Response: Error\r\nActionID: state-channels\r\nMessage: Permission denied\r\n\r\n"
        self.told += self._session.feed(answer)

    def _note(self, message: Message, prefix: str) -> None:
        kept = ("Channel", "Uniqueid", "Linkedid", "CallerIDNum", "CallerIDName")
        headers = {name: message.get(prefix + name) for name in kept}
        unique_id = headers["Uniqueid"]
        if unique_id and headers["Linkedid"] and headers["Channel"] and unique_id not in self._gone:
            self._legs.setdefault(unique_id, {"Duration": "00:00:05"}).update(headers)


def events_of(name: str) -> list[Message]:
    return [message for message in messages(name) if message.event]


def until(stream: list[Message], event: str, nth: int = 1) -> int:
    """Return how many messages there are with the nth of these events."""
    return [place for place, one in enumerate(stream, start=1) if one.event == event][nth - 1]


def over_a_gap(stream: list[Message], lost: int, back: int) -> Pbx:
    """Hear a PBX, but for what it said between two places."""
    pbx = Pbx()
    for message in stream:  # the list of the members comes before that of the channels
        pbx.calls.members.hear(message.get("Interface"))
    pbx.list_all()
    pbx.say(stream[:lost])
    pbx.happen(stream[lost:back])
    pbx.connect()
    pbx.list_all()
    pbx.say(stream[back:])
    pbx.told += pbx.calls.lost(AT)
    return pbx


def of(pbx: Pbx) -> list[Row]:
    return nameless([row for row in rows(pbx.told) if row != ("LineUp",)])


def nameless(told: list[Row]) -> list[Row]:
    """Leave the agents' names out, which no list of channels has."""
    return [row[:3] if row[0] == "ringing" else row for row in told]


@pytest.mark.parametrize("name", ALL)
def test_a_connection_lost_for_a_moment_changes_nothing(name: str) -> None:
    stream, dice = events_of(name), random.Random(name)
    whole = nameless(rows(calls_of(stream)))
    for _ in range(2 if whole else 0):
        place = dice.randrange(len(stream))
        assert of(over_a_gap(stream, place, place)) == whole, place


@pytest.mark.parametrize("name", ALL)
def test_whatever_is_not_heard_every_call_ends_once(name: str) -> None:
    stream, dice = events_of(name), random.Random(name)
    lost, back = sorted(dice.randrange(len(stream) + 1) for _ in range(2))
    pbx = over_a_gap(stream, lost, back)
    arrived = [event.linked_id for event in pbx.told if isinstance(event, CallArrived)]
    ended = [event.linked_id for event in pbx.told if isinstance(event, CallEnded)]
    assert sorted(arrived) == sorted(ended), (lost, back)
    assert len(set(ended)) == len(ended), (lost, back)


@pytest.mark.parametrize("name", ALL)
def test_what_happens_while_the_line_comes_up_is_told_like_anything_else(name: str) -> None:
    """Before the hub has asked what is on, and while the PBX makes its list and sends it."""
    stream, dice = events_of(name), random.Random(name)
    whole = nameless(rows(calls_of(stream)))
    for _ in range(3 if whole else 0):
        asked, listed, sent = sorted(dice.randrange(len(stream) + 1) for _ in range(3))
        pbx = Pbx(early=stream[:asked])
        pbx.say(stream[asked:listed])
        there = pbx.on_now()
        pbx.say(stream[listed:sent])
        pbx.list_all(there)
        pbx.say(stream[sent:])
        pbx.told += pbx.calls.lost(AT)
        assert of(pbx) == whole, (asked, listed, sent)


def outcomes(pbx: Pbx) -> list[CallOutcome]:
    return [event.outcome for event in pbx.told if isinstance(event, CallEnded)]


@pytest.mark.parametrize("name", ["sip-click-to-dial", "sip-phone-dials-out"])
def test_a_dialled_call_goes_on_and_is_known_to_be_answered_meanwhile(name: str) -> None:
    stream = events_of(name)
    dialled, talking = (
        until(stream, "DialBegin", 2 if "click" in name else 1),
        until(stream, "BridgeEnter", 2),
    )
    for lost, back in ((talking, talking), (dialled, talking)):
        pbx = over_a_gap(stream, lost, back)
        assert outcomes(pbx) == [CallOutcome.ANSWERED]
        assert [event.agent for event in pbx.told if isinstance(event, CallAnswered)] == ["PJSIP/2001"]


@pytest.mark.parametrize("name", ["sip-click-to-dial", "sip-phone-dials-out"])
def test_a_call_that_was_dialled_before_anybody_listened_is_told_from_the_list(name: str) -> None:
    stream = events_of(name)
    pbx = Pbx()
    pbx.calls.members.hear("PJSIP/2001")
    talking = until(stream, "BridgeEnter", 2)
    pbx.happen(stream[:talking])
    pbx.list_all()
    pbx.say(stream[talking:])
    whole = [row for row in rows(calls_of(stream)) if row[0] != "CallLeft"]
    assert [row for row in of(pbx) if row[0] != "CallLeft"] == whole


def test_who_gave_a_call_away_meanwhile_is_free_and_the_call_is_known_as_transferred() -> None:
    stream = events_of("sip-blind-transfer-external")
    with_the_other = until(stream, "BridgeEnter", 4)
    for lost in (until(stream, "BridgeEnter", 2), with_the_other):
        pbx = over_a_gap(stream, lost, with_the_other)
        assert of(pbx)[-2:] == [
            ("CallLeft", "1795305553.10806", "PJSIP/2001"),
            ("ended", "1795305553.10806", "transferred_blind"),
        ]


def test_who_was_rung_and_picked_up_meanwhile_talks() -> None:
    stream = events_of("sip-answered-caller-hangup")
    pbx = over_a_gap(stream, until(stream, "AgentCalled"), until(stream, "BridgeEnter", 2))
    assert of(pbx) == nameless(rows(calls_of(stream)))


@pytest.mark.parametrize("name", ["sip-answered-caller-hangup", "sip-click-to-dial"])
def test_what_ended_meanwhile_is_over_with_the_first_list(name: str) -> None:
    stream = events_of(name)
    pbx = Pbx()
    pbx.list_all()
    pbx.say(stream[: until(stream, "BridgeEnter", 2)])
    pbx.happen(stream)
    pbx.connect()
    assert outcomes(pbx) == []
    pbx.list_all()
    assert outcomes(pbx) == [CallOutcome.UNKNOWN]


def test_where_the_pbx_does_not_say_what_is_on_the_calls_of_before_are_over() -> None:
    stream = events_of("sip-answered-caller-hangup")
    pbx = Pbx()
    pbx.list_all()
    pbx.say(stream[: until(stream, "BridgeEnter", 2)])
    pbx.connect()
    pbx.refuse_to_list()
    assert outcomes(pbx) == [CallOutcome.UNKNOWN]
