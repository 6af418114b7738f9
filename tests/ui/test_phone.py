"""What the top bar says of my state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.calls import CallDirection, CallOutcome
from app.events import (
    CallAnswered,
    CallArrived,
    CallEnded,
    CallEvent,
    CallLeft,
    LineLost,
    LineUp,
    OfferRinging,
)
from app.floor.machine import Standing
from app.floor.now import AgentState, StateCause
from app.numbers import Site
from app.reference import CodeList, CodeRow, Reference
from app.telephony.line import LostReason
from app.telephony.quiet import QuietLine
from ui.frame.rail import PageInfo
from ui.frame.window import MainWindow
from ui.phone.calls import SeatCall
from ui.phone.phone import Phone
from ui.phone.state import SeatState

pytestmark = pytest.mark.usefixtures("theme")
AT = datetime(2026, 11, 19, 9, 30, tzinfo=UTC)


AGENT = "PJSIP/2001"
SITES = {"pbx": Site("0816")}


@pytest.fixture
def phone(qtbot: QtBot) -> Iterator[Phone]:
    window, owner = MainWindow([PageInfo("desk", "Desk", "headset")]), QObject()
    qtbot.addWidget(window)
    phone = Phone(window, QuietLine(AGENT), AGENT, lambda: AT, owner, sites=SITES)
    phone.on_line_event(LineUp(line="pbx", at=AT))
    phone.mine.take(Standing(state=AgentState.NOT_READY, since=AT))
    yield phone
    owner.deleteLater()


def tell(phone: Phone, kind: type[CallEvent], linked_id: str = "1.1", **facts: object) -> None:
    phone.on_line_event(kind(**{"line": "pbx", "at": AT, "linked_id": linked_id, **facts}))


def arrive(phone: Phone, direction: CallDirection, dialled_by: str = "") -> None:
    tell(phone, CallArrived, ani="1", dnis="2", queue="", direction=direction, dialled_by=dialled_by)


def test_an_agent_whose_phone_is_free_is_done_with_a_call_that_goes_on(phone: Phone) -> None:
    """Facts 5 and 6 of the recordings: a call goes on for minutes after it was transferred or parked."""
    ended: list[object] = []
    phone.calls.ended.connect(ended.append)
    arrive(phone, CallDirection.IN)
    tell(phone, OfferRinging, agent=AGENT)
    tell(phone, CallAnswered, agent=AGENT)
    tell(phone, CallLeft, agent="PJSIP/2002")
    assert (phone.state, ended) == (SeatState.TALKING, [])
    tell(phone, CallLeft, agent=AGENT)
    assert (phone.state, len(ended)) == (SeatState.NOT_READY, 1)
    tell(phone, CallEnded, outcome=CallOutcome.TRANSFERRED_BLIND)
    assert len(ended) == 1


def later(seconds: int) -> datetime:
    return AT + timedelta(seconds=seconds)


def test_a_call_that_was_given_away_rings_here_again_and_is_the_same_call(phone: Phone) -> None:
    rang: list[SeatCall] = []
    phone.calls.rang.connect(rang.append)
    arrive(phone, CallDirection.IN)
    tell(phone, OfferRinging, agent=AGENT)
    tell(phone, CallAnswered, agent=AGENT, at=later(10))
    tell(phone, CallLeft, agent=AGENT, at=later(40))
    tell(phone, OfferRinging, agent="PJSIP/2002", at=later(45))
    assert phone.state is SeatState.NOT_READY
    tell(phone, OfferRinging, agent=AGENT, at=later(50))
    assert phone.state is SeatState.RINGING
    tell(phone, CallAnswered, agent=AGENT, at=later(60))
    tell(phone, CallLeft, agent=AGENT, at=later(65))
    assert len(set(map(id, rang))) == 1
    assert rang[0].talk(later(100)) == timedelta(seconds=30 + 5)
    tell(phone, CallEnded, outcome=CallOutcome.ANSWERED)
    tell(phone, OfferRinging, agent=AGENT)
    assert phone.state is SeatState.NOT_READY


def test_a_call_that_is_told_again_after_the_line_was_lost_is_the_same_talk(phone: Phone) -> None:
    arrived: list[SeatCall] = []
    phone.calls.arrived.connect(arrived.append)
    for at in (later(0), later(30)):
        arrive(phone, CallDirection.IN)
        tell(phone, OfferRinging, agent=AGENT, at=at)
        tell(phone, CallAnswered, agent=AGENT, at=at)
        tell(phone, CallEnded, outcome=CallOutcome.UNKNOWN, at=later(20) if at == AT else later(50))
    assert len(arrived) == 2
    assert arrived[0] is arrived[1]
    assert arrived[0].talk(later(99)) == timedelta(seconds=50)


@pytest.mark.parametrize(
    ("direction", "dialled_by", "state"),
    [
        (CallDirection.OUT, AGENT, SeatState.DIALLING),
        (CallDirection.OUT, "PJSIP/2002", SeatState.NOT_READY),
        (CallDirection.INTERNAL, AGENT, SeatState.NOT_READY),
    ],
)
def test_what_others_dial_and_calls_among_desks_are_not_this_seats(
    phone: Phone, direction: CallDirection, dialled_by: str, state: SeatState
) -> None:
    arrive(phone, direction, dialled_by)
    assert phone.state is state


def test_the_bar_reads_a_number_as_its_line_gives_it(qtbot: QtBot) -> None:
    window, owner = MainWindow([PageInfo("desk", "Desk", "headset")]), QObject()
    qtbot.addWidget(window)
    phone = Phone(window, QuietLine(AGENT), AGENT, lambda: AT, owner, sites=SITES)
    tell(phone, CallArrived, ani="2222333", dnis="2", queue="", direction=CallDirection.IN)
    tell(phone, OfferRinging, agent=AGENT)
    assert window.bar.call.text().startswith("0816-222 2333")


def shown(phone: Phone) -> str:
    return str(phone._window.bar.state.accessibleName())


def test_a_wrap_up_goes_on_when_the_line_is_lost_and_its_time_runs_down(phone: Phone) -> None:
    wrap_up = Standing(state=AgentState.WRAP_UP, since=AT, wrap_up_until=later(45))
    phone.mine.take(wrap_up)
    assert (shown(phone), phone._window.bar.state._clock) == ("Wrap-up", "00:45")
    phone.on_line_event(LineLost(line="pbx", at=AT, reason=LostReason.UNREACHABLE))
    veiled = replace(wrap_up, state=AgentState.UNKNOWN, behind=AgentState.WRAP_UP, line_lost=True)
    phone.mine.take(veiled)
    assert shown(phone) == "Wrap-up"
    phone.mine.take(replace(veiled, behind=AgentState.READY, wrap_up_until=None))
    assert shown(phone) == "No phone line"


def test_a_missed_ring_a_reason_and_what_follows_the_call_stand_on_the_bar(phone: Phone) -> None:
    not_ready = Standing(state=AgentState.NOT_READY, since=AT)
    found = Reference({CodeList.AUX: (CodeRow("meal", None, "用餐", "Meal", "yc", retired=False),)}, (), ())
    phone._reference = found
    phone.mine.take(replace(not_ready, cause=StateCause.MISSED, reason_code="missed"))
    assert shown(phone) == "Missed a ring"
    phone.mine.take(replace(not_ready, reason_code="meal"))
    assert shown(phone) == "Meal"
    arrive(phone, CallDirection.IN)
    tell(phone, OfferRinging, agent=AGENT)
    tell(phone, CallAnswered, agent=AGENT)
    talking = Standing(state=AgentState.TALKING, since=AT, pending_state=AgentState.READY)
    phone.mine.take(talking)
    assert shown(phone) == "On a call"
    phone.mine.take(replace(talking, pending_state=AgentState.NOT_READY, pending_reason="meal"))
    assert shown(phone) == "On a call → Meal"
