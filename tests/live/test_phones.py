"""Telephones over SIP: what is pressed at them is told, and what they are asked reaches them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from app.events import (
    CallAnswered,
    CallConsulted,
    CallEnded,
    CallHeld,
    CallLeft,
    CallResumed,
    CallTakenBack,
    ControlFailed,
    DeviceState,
    MemberTold,
    OfferEnded,
    OfferRinging,
)
from app.telephony.ami_account import Calling
from app.telephony.line import Control
from db.models.calls import CallOutcome, OfferOutcome
from tests.live.conftest import AtLine
from tests.live.hand import Hand
from tests.live.obeying import ObeyingPhone
from tests.live.pbx import Pbx
from tests.live.phone import Phone

OBEYED = Calling(context="desk", phones_obey=True)


@pytest.fixture(scope="module", autouse=True)
def phones(pbx: Pbx) -> Iterator[dict[str, Phone]]:
    phones = {f"PJSIP/{number}": Phone(pbx, number) for number in ("2001", "2002", "2003")}
    yield phones
    for phone in phones.values():
        phone.close()


@pytest.fixture
def line(connect: Callable[..., AtLine], hand: Hand) -> AtLine:
    line = connect(calling=OBEYED)
    for agent in ("PJSIP/2001", "PJSIP/2002"):
        hand.wait_for_phone(agent)
    return line


@pytest.fixture
def obeying(pbx: Pbx, hand: Hand) -> Iterator[ObeyingPhone]:
    phone = ObeyingPhone(pbx, "2004")
    hand.wait_for_phone("PJSIP/2004")
    yield phone
    phone.close()


def last_device(line: AtLine, agent: str) -> DeviceState:
    told = (event for event in reversed(line.hearing.events) if isinstance(event, MemberTold))
    return next((event.device for event in told if event.agent == agent), DeviceState.UNKNOWN)


def talk_of(line: AtLine, hand: Hand, phones: dict[str, Phone]) -> CallAnswered:
    hand.call("4008111888")
    phones[line.next(OfferRinging).agent].press("accept")
    return line.next(CallAnswered)


def test_a_phone_that_holds_is_heard(line: AtLine, hand: Hand, phones: dict[str, Phone]) -> None:
    talk = talk_of(line, hand, phones)
    line.hearing.wait_until(lambda: last_device(line, talk.agent) is DeviceState.IN_USE)
    phones[talk.agent].press("hold")
    assert line.next(CallHeld).agent == talk.agent
    phones[talk.agent].press("resume")
    line.next(CallResumed)
    phones[talk.agent].press("hangup")
    assert line.next(CallEnded).outcome is CallOutcome.ANSWERED


def test_a_ring_is_refused_for_a_phone(line: AtLine, hand: Hand) -> None:
    hand.call("4008111888")
    ringing = line.next(OfferRinging)
    line.ask(Control.REJECT, ringing.agent, ringing.linked_id)
    assert line.next(OfferEnded).outcome is OfferOutcome.REJECTED


def test_a_call_between_phones_is_handed_over_and_taken_back(
    line: AtLine, hand: Hand, phones: dict[str, Phone]
) -> None:
    talk = talk_of(line, hand, phones)
    line.ask(Control.CONSULT, talk.agent, talk.linked_id, number="2003")
    assert line.next(CallConsulted).number == "2003"
    hand.wait_for_ringing("PJSIP/2003")
    phones["PJSIP/2003"].press("accept")
    line.ask(Control.TAKE_BACK, talk.agent, talk.linked_id)
    line.next(CallTakenBack)
    line.ask(Control.TRANSFER, talk.agent, talk.linked_id, number="2003")
    assert line.next(CallLeft).agent == talk.agent
    hand.wait_for_ringing("PJSIP/2003")
    phones["PJSIP/2003"].press("accept")
    hand.end_all()
    assert line.next(CallEnded).outcome is CallOutcome.TRANSFERRED_BLIND


def test_what_a_phone_is_asked_the_pbx_passes_on_within_the_call(
    line: AtLine, hand: Hand, phones: dict[str, Phone]
) -> None:
    hand.call("4008111888")
    ringing = line.next(OfferRinging)
    phones[ringing.agent].press("accept")
    talk = line.next(CallAnswered)
    line.ask(Control.HOLD, talk.agent, talk.linked_id)
    line.ask(Control.RESUME, talk.agent, talk.linked_id)
    line.ask(Control.HANG_UP, talk.agent, talk.linked_id)
    assert line.next(CallEnded).outcome is CallOutcome.ANSWERED
    assert [event for event in line.hearing.events if isinstance(event, ControlFailed)] == []


@pytest.mark.usefixtures("obeying")
def test_a_phone_that_obeys_answers_holds_and_resumes(line: AtLine, hand: Hand) -> None:
    hand.call("4008111999")
    ringing = line.next(OfferRinging)
    line.ask(Control.ANSWER, ringing.agent, ringing.linked_id)
    talk = line.next(CallAnswered)
    line.ask(Control.HOLD, talk.agent, talk.linked_id)
    assert line.next(CallHeld).agent == talk.agent
    line.ask(Control.RESUME, talk.agent, talk.linked_id)
    line.next(CallResumed)
    line.ask(Control.HANG_UP, talk.agent, talk.linked_id)
    assert line.next(CallEnded).outcome is CallOutcome.ANSWERED
