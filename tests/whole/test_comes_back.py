"""Calls that come back to a seat, and what was typed of one that did not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from app.calls import CallDirection, CallOutcome, EndCall, OfferOutcome, call_id
from app.events import CallAnswered, CallArrived, CallEnded, CallLeft, OfferEnded, OfferRinging
from app.telephony.scenarios import Unanswered
from db.models.calls import Call, Offer
from db.models.customers import Customer
from db.models.interactions import Draft, Interaction
from tests.rows import CUSTOMER
from tests.whole.at_work import CTRL, KNOWN, STRANGER, AtWork
from ui.phone.state import SeatState

ARRIVED = {
    "ani": KNOWN,
    "dnis": "4008111666",
    "queue": "hotline",
    "direction": CallDirection.IN,
}


def wrap_up(at_work: AtWork) -> None:
    at_work.choose_outcome()
    at_work.finish()


def test_who_stood_in_a_call_when_the_desk_was_killed_stands_in_none_at_the_next_start(
    start_seat: Callable[..., AtWork],
) -> None:
    killed = start_seat()
    call = call_id("practice", killed.ring(KNOWN))
    killed.answer()
    killed.seat._desk.execute(EndCall(at=killed.now(), call_id=call, outcome=CallOutcome.ANSWERED))
    again = start_seat(token="u", is_ready=False)
    assert again.seat.phone.state is SeatState.WRAP_UP


def lose_the_line(at_work: AtWork, linked_id: str) -> None:
    """As an Asterisk is followed: every call ends as unknown, and is told anew by the next connection."""
    at_work.tell(CallEnded, linked_id, outcome=CallOutcome.UNKNOWN)
    at_work.tell(CallArrived, linked_id, **ARRIVED)
    at_work.tell(OfferRinging, linked_id, agent="lina")
    at_work.tell(CallAnswered, linked_id, agent="lina")


def test_a_call_that_a_new_connection_tells_again_is_one_contact(at_work: AtWork) -> None:
    linked_id = at_work.ring(KNOWN)
    at_work.answer()
    at_work.type("before ")
    lose_the_line(at_work, linked_id)
    assert at_work.seat.phone.state is SeatState.TALKING
    at_work.type("after")
    at_work.tell(CallEnded, linked_id, outcome=CallOutcome.ANSWERED)
    wrap_up(at_work)
    assert at_work.seat.desk.contact is None
    assert at_work.seat.phone.state is SeatState.READY
    assert [one.notes for one in at_work.rows(Interaction)] == ["before after"]
    assert len(at_work.rows(Call)) == 1


def test_a_call_that_was_wrapped_up_while_the_line_was_lost_asks_for_no_second_wrap_up(
    at_work: AtWork,
) -> None:
    linked_id = at_work.ring(KNOWN)
    at_work.answer()
    at_work.type("words")
    at_work.tell(CallEnded, linked_id, outcome=CallOutcome.UNKNOWN)
    wrap_up(at_work)
    at_work.tell(CallArrived, linked_id, **ARRIVED)
    at_work.tell(OfferRinging, linked_id, agent="lina")
    at_work.tell(CallAnswered, linked_id, agent="lina")
    assert at_work.seat.desk.contact is None
    assert at_work.seat.desk_view.pop.isVisible()
    at_work.tell(CallEnded, linked_id, outcome=CallOutcome.ANSWERED)
    assert at_work.seat.phone.state is SeatState.READY
    assert [one.notes for one in at_work.rows(Interaction)] == ["words"]


def give_away(at_work: AtWork) -> str:
    linked_id = at_work.ring(KNOWN)
    at_work.answer()
    at_work.type("to the parts desk")
    at_work.tell(CallLeft, linked_id, agent="lina")
    return linked_id


def test_an_own_transfer_that_rings_back_is_the_page_of_the_same_call(at_work: AtWork) -> None:
    linked_id = give_away(at_work)
    at_work.ring(STRANGER, while_talking=True)  # the practice line does not know that it was given away
    at_work.answer()
    at_work.tell(OfferRinging, linked_id, agent="lina")
    assert at_work.seat.desk_view.ring.isVisible()
    at_work.key(Qt.Key.Key_F9)
    assert at_work.seat.desk_view.pop.page.head.customer_id == CUSTOMER
    at_work.key(Qt.Key.Key_Escape)
    at_work.tell(OfferEnded, linked_id, agent="lina", outcome=OfferOutcome.MISSED)
    at_work.tell(OfferRinging, linked_id, agent="lina")
    at_work.tell(CallAnswered, linked_id, agent="lina")
    at_work.hang_up()
    at_work.tell(CallEnded, linked_id, outcome=CallOutcome.ANSWERED)
    wrap_up(at_work)
    assert at_work.seat.desk.contact.key == "m:+86" + KNOWN
    assert at_work.seat.this_call.notes.toPlainText() == "to the parts desk"
    wrap_up(at_work)
    assert at_work.seat.desk.contact is None
    assert len(at_work.rows(Interaction)) == len(at_work.rows(Call)) == 2
    assert len(at_work.rows(Offer)) == 4


def test_a_transfer_that_rings_back_after_the_wrap_up_shows_the_page_and_asks_for_nothing(
    at_work: AtWork,
) -> None:
    linked_id = give_away(at_work)
    wrap_up(at_work)
    assert not at_work.seat.desk_view.pop.isVisible()
    at_work.tell(OfferRinging, linked_id, agent="lina")
    assert at_work.seat.desk_view.pop.isVisible()
    assert at_work.seat.desk_view.pop.page.head.customer_id == CUSTOMER
    at_work.tell(CallAnswered, linked_id, agent="lina")
    at_work.tell(CallEnded, linked_id, outcome=CallOutcome.ANSWERED)
    assert not at_work.seat.desk_view.pop.isVisible()
    assert at_work.seat.phone.state is SeatState.READY
    (interaction,) = at_work.rows(Interaction)
    assert interaction.notes == "to the parts desk"


def give_up_on(at_work: AtWork, name: str, ani: str = STRANGER) -> None:
    """Type a name into the form of a ring that gives up."""
    at_work.ring(ani, ring_s=2.0, unanswered=Unanswered.GIVES_UP)
    at_work.key(Qt.Key.Key_F9)
    at_work.type(name)
    at_work.pass_(2)


def form(at_work: AtWork) -> str:
    return at_work.seat.desk_view.intake.name.text() if at_work.seat.desk_view.is_intake() else ""


def test_the_words_of_a_ring_that_gave_up_come_back_by_f9_and_are_saved_with_its_call(
    start_seat: Callable[..., AtWork],
) -> None:
    before = start_seat()
    give_up_on(before, "Wang Fang", "anonymous")
    assert form(before) == ""
    before.key(Qt.Key.Key_F9)
    assert form(before) == "Wang Fang"
    before.key(Qt.Key.Key_Escape)
    assert form(before) == ""
    before.seat.stop()
    after = start_seat(token="u")
    after.key(Qt.Key.Key_F9)
    assert form(after) == "Wang Fang"
    after.key(Qt.Key.Key_S, CTRL)
    (made,) = [one for one in after.rows(Customer) if one.name == "Wang Fang"]
    assert [one.customer_id for one in after.rows(Call)] == [made.id]
    assert after.rows(Draft) == after.rows(Interaction) == []
    after.key(Qt.Key.Key_Escape)
    after.key(Qt.Key.Key_F9)
    assert form(after) == ""


def test_the_words_of_a_ring_that_gave_up_are_there_when_the_number_rings_again(at_work: AtWork) -> None:
    give_up_on(at_work, "Wang Fang")
    at_work.ring(KNOWN)
    at_work.answer()
    at_work.hang_up()
    wrap_up(at_work)
    at_work.ring(STRANGER)
    assert form(at_work) == "Wang Fang"
    at_work.answer()
    assert at_work.focus == "intake_name"
    at_work.key(Qt.Key.Key_S, CTRL)
    at_work.hang_up()
    wrap_up(at_work)
    assert [one.name for one in at_work.rows(Customer)].count("Wang Fang") == 1
    assert at_work.rows(Draft) == []
