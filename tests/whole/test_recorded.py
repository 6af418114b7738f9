"""What a real PBX sent rings the desk and is written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.desk import Desk
from app.events import LineEvent, LineLost
from app.telephony.recorded import RecordedLine
from app.workers import Workers
from db.models.calls import Call, CallOutcome, Leg, Offer, OfferOutcome
from db.models.floor import AgentSpan, AgentState
from db.models.interactions import Interaction
from db.store import Store
from tests.rows import CUSTOMER, actor
from ui.i18n import install
from ui.phone.state import SeatState
from ui.seat import Seat
from ui.theme import Theme

RECORDINGS = Path(__file__).parents[1] / "data" / "ami"


class Recorded:
    """A seat whose line plays a recording to its end."""

    def __init__(self, qtbot: QtBot, store: Store, name: str, agent: str = "", speed: float = 20.0) -> None:
        self.qtbot, self.store = qtbot, store
        line = RecordedLine(RECORDINGS / f"{name}.txt", speed, agent=agent)
        self.workers = Workers()
        desk = Desk(store, actor())
        self.seat = Seat(desk, self.workers, line, agent=agent, now=lambda: datetime.now(UTC))
        self.states: list[SeatState] = []
        self.shown: list[str] = []
        self.seat.desk.shown.connect(self.shown.append)
        self.is_over = False
        self.seat.bridge.line_event.connect(self._on_event)
        self.seat.phone.state_changed.connect(lambda: self.states.append(self.seat.phone.state))
        self.seat.window.show()
        self.seat.start()
        qtbot.waitUntil(lambda: self.is_over)
        self.workers.write(lambda: None).result()
        qtbot.waitUntil(lambda: self.seat.is_settled)

    def _on_event(self, event: LineEvent) -> None:
        self.states.append(self.seat.phone.state)
        self.is_over = isinstance(event, LineLost)

    def rows(self, model: type[Call | Leg | Offer | Interaction | AgentSpan]) -> list[object]:
        with self.store.read() as session:
            return list(session.scalars(select(model)))


@pytest.fixture
def recorded(qapp: QApplication, qtbot: QtBot, embedded_store: Store) -> Iterator[object]:
    if qapp.findChild(Theme) is None:
        Theme(qapp)
    install(qapp, "en")
    seats: list[Recorded] = []

    def play(name: str, **options: object) -> Recorded:
        seats.append(Recorded(qtbot, embedded_store, name, **options))  # type: ignore[arg-type]
        return seats[-1]

    yield play
    for one in seats:
        one.seat.stop()
        one.seat.window.deleteLater()
        one.seat.deleteLater()  # with whatever leads or plays it


@pytest.mark.parametrize(
    "name",
    [
        "answered-caller-hangup",
        "answered-agent-hangup",
        "sip-answered-caller-hangup",
        "sip-answered-agent-hangup",
    ],
)
def test_an_answered_call_of_a_real_pbx_pops_and_opens_an_interaction(recorded: object, name: str) -> None:
    """+8613800138000 rings, an agent answers, one of the two hangs up."""
    played = recorded(name)  # type: ignore[operator]
    (call,) = played.rows(Call)
    (offer,) = played.rows(Offer)
    (interaction,) = played.rows(Interaction)
    assert (call.ani, call.ani_key) == ("+8613800138000", "m:+8613800138000")
    assert (call.outcome, offer.outcome) == (CallOutcome.ANSWERED, OfferOutcome.ANSWERED)
    assert {call.customer_id, offer.customer_id, interaction.customer_id} == {CUSTOMER}
    legs = played.rows(Leg)
    assert {leg.agent for leg in legs} == {"", offer.agent}
    assert {leg.customer_id for leg in legs} == {CUSTOMER}
    assert played.seat.desk_view.pop.isVisible()
    assert len(played.shown) <= 1  # none when the answer overtakes the page
    assert {AgentState.TALKING, AgentState.WRAP_UP} <= {span.state for span in played.rows(AgentSpan)}
    assert call.ended_at - call.answered_at < timedelta(seconds=15)


def test_a_call_that_rings_at_another_agent_does_not_pop_here(recorded: object) -> None:
    played = recorded("answered-caller-hangup", agent="PJSIP/9999")  # type: ignore[operator]
    assert played.shown == []
    assert played.rows(Interaction) == []
    assert [one.outcome for one in played.rows(Call)] == [CallOutcome.ANSWERED]


def test_callers_who_give_up_leave_calls_without_interactions(recorded: object) -> None:
    """TIMELINES: two callers wait, the first gives up after 6 s, the second after 9 s."""
    played = recorded("abandon-waiting")  # type: ignore[operator]
    assert [one.outcome for one in played.rows(Call)] == [CallOutcome.ABANDONED_WAITING] * 2
    assert played.rows(Interaction) == []


def test_a_caller_who_gives_up_while_it_rings_takes_the_page_away(recorded: object) -> None:
    played = recorded("abandon-while-ringing", speed=0.5)  # type: ignore[operator]
    (call,) = played.rows(Call)
    assert call.outcome is CallOutcome.ABANDONED_RINGING
    assert len(played.shown) == 1
    assert not played.seat.desk_view.pop.isVisible()


def test_a_caller_who_is_transferred_leaves_the_agent_free_for_the_wrap_up(recorded: object) -> None:
    """3.8s: (REFER), BlindTransfer Success to 2003 … Hangup PJSIP/2001-0000002c; 9.8s: Hangup PJSIP/trunk."""
    played = recorded("sip-blind-transfer-refer", speed=2.0)  # type: ignore[operator]
    (call,) = played.rows(Call)
    assert call.outcome is CallOutcome.TRANSFERRED_BLIND
    assert SeatState.WRAP_UP in played.states
    talked = played.states.index(SeatState.WRAP_UP)
    assert SeatState.TALKING not in played.states[talked:]
    assert len(played.states) - talked > 1  # the call went on meanwhile
