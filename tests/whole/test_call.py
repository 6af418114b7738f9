"""A call at the desk, from the ring to the wrap-up, by keys only and on a real store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.telephony.scenarios import FarEnd, FarEndAnswer, Scenario, Unanswered
from db.models.calls import Call, CallDirection, CallOutcome, Offer, OfferOutcome
from db.models.customers import Customer, Phone, PhoneRole
from db.models.followups import Attempt, AttemptOutcome, FollowUp, FollowUpState
from db.models.interactions import Channel, Draft, Interaction
from db.store import Problem, StoreProblem
from tests.rows import CUSTOMER, NOW, OTHER_CUSTOMER, PERSONS, Role, a_follow_up, a_phone, put, uid
from tests.whole.at_work import ALT, CTRL, KNOWN, STRANGER, AtWork
from ui.phone.state import SeatState


def test_the_ring_opens_the_callers_page_on_an_idle_desk_and_takes_no_focus(at_work: AtWork) -> None:
    before = QApplication.focusWidget()
    at_work.ring()
    page = at_work.seat.desk_view.pop.page
    assert page is not None
    assert page.head.customer_id == CUSTOMER
    assert at_work.seat.desk_view.pop.isVisible()
    assert QApplication.focusWidget() is before


def test_a_call_answered_before_the_store_knows_who_it_is_has_the_notes_under_the_keys(
    at_work: AtWork,
) -> None:
    load = at_work.seat.context.desk.ask
    release = Event()

    def slow(*question: object, **facts: object) -> object:
        release.wait(5)
        return load(*question, **facts)  # type: ignore[arg-type]

    at_work.seat.context.desk.ask = slow  # type: ignore[method-assign,assignment]
    at_work.line.ring(Scenario(ani=KNOWN, dnis="4008111666", queue="hotline", wait_s=0))
    at_work.clock.pass_(0)
    at_work.qtbot.waitUntil(lambda: at_work.seat.phone.state is SeatState.RINGING)
    QTest.keyClick(at_work.seat.window.windowHandle(), Qt.Key.Key_F2)
    at_work.clock.pass_(0)
    release.set()
    at_work.settle()
    assert at_work.focus == "notes"
    assert at_work.seat.desk_view.pop.isVisible()


def test_what_was_typed_is_sealed_word_for_word_and_the_desk_is_ready_again(at_work: AtWork) -> None:
    at_work.ring()
    at_work.answer()
    at_work.type("drum does not turn")
    at_work.pass_(90)
    at_work.hang_up()
    at_work.choose_outcome()
    at_work.pass_(20)
    at_work.finish()
    (sealed,) = at_work.rows(Interaction)
    assert sealed.notes == "drum does not turn"
    assert sealed.disposition_code == "solved.advice"
    assert (sealed.customer_id, sealed.person_id) == (CUSTOMER, PERSONS[Role.AGENT])
    assert (sealed.channel, sealed.talk_s, sealed.wrap_up_s) == (Channel.CALL_IN, 90, 20)
    assert sealed.sealed_at == NOW + timedelta(seconds=111)
    assert at_work.rows(Draft) == []
    assert at_work.seat.phone.state is SeatState.READY
    at_work.ring(STRANGER)
    assert at_work.seat.phone.state is SeatState.RINGING


def test_a_call_leaves_its_call_and_its_offer_with_outcomes(at_work: AtWork) -> None:
    at_work.ring()
    at_work.answer()
    at_work.hang_up()
    (call,), (offer,) = at_work.rows(Call), at_work.rows(Offer)
    assert (call.outcome, call.customer_id, call.dnis, call.queue) == (
        CallOutcome.ANSWERED,
        CUSTOMER,
        "4008111666",
        "hotline",
    )
    assert (offer.outcome, offer.person_id, offer.customer_id) == (
        OfferOutcome.ANSWERED,
        PERSONS[Role.AGENT],
        CUSTOMER,
    )


def test_a_hang_up_closes_nothing(at_work: AtWork) -> None:
    at_work.ring(hangs_up_after_s=5.0)
    at_work.answer()
    at_work.type("the caller ")
    at_work.pass_(5)
    assert at_work.seat.phone.state is SeatState.WRAP_UP
    at_work.type("hung up")
    assert at_work.focus == "notes"
    assert at_work.seat.this_call.notes.toPlainText() == "the caller hung up"


def test_a_call_without_an_outcome_is_not_wrapped_up(at_work: AtWork) -> None:
    at_work.ring()
    at_work.answer()
    at_work.hang_up()
    at_work.finish()
    (open_one,) = at_work.rows(Interaction)
    assert open_one.sealed_at is None
    assert at_work.focus == "outcome"


def test_a_call_that_is_up_is_not_wrapped_up(at_work: AtWork) -> None:
    at_work.ring()
    at_work.answer()
    at_work.choose_outcome()
    at_work.finish()
    assert at_work.rows(Interaction)[0].sealed_at is None
    assert at_work.seat.desk.contact is not None


def test_a_second_ring_takes_neither_the_focus_nor_the_page(at_work: AtWork) -> None:
    at_work.ring()
    at_work.answer()
    at_work.type("half a w")
    page = at_work.seat.desk_view.pop.page
    at_work.ring(STRANGER, while_talking=True)
    at_work.type("ord")
    assert at_work.focus == "notes"
    assert at_work.seat.this_call.notes.toPlainText() == "half a word"
    assert at_work.seat.desk_view.pop.page is page
    assert at_work.seat.desk_view.ring.isVisible()


def test_f9_goes_to_the_ring_and_esc_comes_back_to_the_word(at_work: AtWork) -> None:
    at_work.ring()
    at_work.answer()
    at_work.type("half")
    at_work.ring(STRANGER, while_talking=True)
    at_work.key(Qt.Key.Key_F9)
    assert at_work.focus == "intake_name"
    at_work.key(Qt.Key.Key_Escape)
    at_work.type(" a word")
    assert at_work.focus == "notes"
    assert at_work.seat.this_call.notes.toPlainText() == "half a word"


def test_after_the_second_call_the_first_waits_for_its_wrap_up_with_its_words(at_work: AtWork) -> None:
    at_work.ring()
    at_work.answer()
    at_work.type("first")
    at_work.ring(STRANGER, while_talking=True)
    at_work.answer()
    at_work.key(Qt.Key.Key_N, ALT)
    at_work.type("second")
    at_work.hang_up()
    at_work.choose_outcome()
    at_work.finish()
    assert at_work.seat.this_call.notes.toPlainText() == "first"
    at_work.hang_up()
    at_work.choose_outcome()
    at_work.finish()
    assert sorted(one.notes for one in at_work.rows(Interaction)) == ["first", "second"]
    assert all(one.sealed_at is not None for one in at_work.rows(Interaction))


def test_a_caller_who_gives_up_leaves_a_call_and_no_interaction(at_work: AtWork) -> None:
    at_work.ring(ring_s=4.0, unanswered=Unanswered.GIVES_UP)
    at_work.pass_(4)
    (call,) = at_work.rows(Call)
    assert (call.outcome, call.customer_id) == (CallOutcome.ABANDONED_RINGING, CUSTOMER)
    assert at_work.rows(Interaction) == []
    assert not at_work.seat.desk_view.pop.isVisible()
    assert at_work.seat.phone.state is SeatState.READY


def test_a_stranger_is_stored_only_when_saved_and_owns_the_call_from_then_on(at_work: AtWork) -> None:
    at_work.ring(STRANGER)
    at_work.answer()
    assert at_work.focus == "intake_name"
    at_work.type("Wang Fang")
    assert "Wang Fang" not in [one.name for one in at_work.rows(Customer)]
    at_work.key(Qt.Key.Key_S, CTRL)
    (made,) = [one for one in at_work.rows(Customer) if one.name == "Wang Fang"]
    assert [one.key for one in at_work.rows(Phone) if one.customer_id == made.id] == [f"m:+86{STRANGER}"]
    assert at_work.rows(Call)[0].customer_id == made.id
    assert at_work.rows(Interaction)[0].customer_id == made.id
    assert at_work.seat.desk_view.pop.page is not None
    assert at_work.seat.desk_view.pop.page.head.name == "Wang Fang"


def test_of_several_with_one_number_the_chosen_one_is_written_down(
    start_seat: Callable[..., AtWork],
) -> None:
    at_work = start_seat()
    put(at_work.store, a_phone(uid(0x901), OTHER_CUSTOMER, role=PhoneRole.HOUSEHOLD))
    at_work.ring(KNOWN)
    assert at_work.seat.desk_view.ring.isVisible()
    assert at_work.rows(Call)[0].customer_id is None
    at_work.answer()
    at_work.key(Qt.Key.Key_2)
    chosen = at_work.rows(Call)[0].customer_id
    assert chosen in (CUSTOMER, OTHER_CUSTOMER)
    assert at_work.seat.desk_view.pop.page is not None
    assert at_work.seat.desk_view.pop.page.head.customer_id == chosen
    assert at_work.rows(Interaction)[0].customer_id == chosen


def test_someone_else_at_the_known_number_becomes_a_new_customer(at_work: AtWork) -> None:
    at_work.ring()
    at_work.answer()
    at_work.key(Qt.Key.Key_J, CTRL)
    assert at_work.focus == "intake_name"
    at_work.type("Li Na")
    at_work.key(Qt.Key.Key_S, CTRL)
    (made,) = [one for one in at_work.rows(Customer) if one.name == "Li Na"]
    assert at_work.rows(Call)[0].customer_id == made.id


def test_a_promised_call_is_dialled_recorded_and_wrapped_up(start_seat: Callable[..., AtWork]) -> None:
    at_work = start_seat()
    put(at_work.store, a_follow_up(uid(0x801), due_at=NOW))
    at_work.expect_dial(FarEnd(ring_s=2.0))
    at_work.seat.window.page_requested.emit("follow_ups")
    at_work.settle()
    at_work.key(Qt.Key.Key_F2)
    at_work.pass_(2)
    assert at_work.seat.phone.state is SeatState.TALKING
    at_work.key(Qt.Key.Key_5)
    at_work.finish()
    at_work.pass_(0)  # the desk hangs up by itself, and the line does so after that
    (follow_up,), (attempt,) = at_work.rows(FollowUp), at_work.rows(Attempt)
    assert (follow_up.state, follow_up.score, follow_up.attempts) == (FollowUpState.DONE, 5, 1)
    (call,), (interaction,) = at_work.rows(Call), at_work.rows(Interaction)
    assert (attempt.outcome, attempt.call_id) == (AttemptOutcome.REACHED, call.id)
    assert (call.direction, call.customer_id, call.outcome) == (
        CallDirection.OUT,
        CUSTOMER,
        CallOutcome.ANSWERED,
    )
    assert interaction.disposition_code == "follow_up.reached"
    assert interaction.sealed_at is not None


def test_a_promised_call_that_nobody_answers_is_due_again(start_seat: Callable[..., AtWork]) -> None:
    at_work = start_seat()
    put(at_work.store, a_follow_up(uid(0x801), due_at=NOW))
    at_work.expect_dial(FarEnd(ring_s=2.0, then=FarEndAnswer.NO_ANSWER))
    at_work.seat.window.page_requested.emit("follow_ups")
    at_work.settle()
    at_work.key(Qt.Key.Key_F2)
    at_work.pass_(2)
    at_work.finish()
    (follow_up,) = at_work.rows(FollowUp)
    assert follow_up.state is FollowUpState.DUE
    assert follow_up.due_at > at_work.now()
    assert [one.outcome for one in at_work.rows(Attempt)] == [AttemptOutcome.NO_ANSWER]


def test_words_that_the_disk_refused_stay_on_the_screen_and_can_be_saved_again(at_work: AtWork) -> None:
    at_work.ring()
    at_work.answer()
    at_work.type("not lost")
    at_work.hang_up()
    at_work.choose_outcome()
    desk = at_work.seat.context.desk
    execute = desk.execute

    def full(*_commands: object) -> None:
        raise StoreProblem(Problem.FULL, "ringside.db")

    desk.execute = full  # type: ignore[method-assign]
    at_work.finish()
    assert at_work.seat.this_call.notes.toPlainText() == "not lost"
    assert "disk is full" in at_work.seat.desk_view.message()
    desk.execute = execute  # type: ignore[method-assign]
    at_work.finish()
    assert [one.notes for one in at_work.rows(Interaction)] == ["not lost"]


def test_what_was_not_wrapped_up_is_there_again_after_a_restart(start_seat: Callable[..., AtWork]) -> None:
    before = start_seat()
    before.ring()
    before.answer()
    before.type("do not lose me")
    before.hang_up()
    before.seat.stop()
    after = start_seat(token="u")
    assert after.seat.this_call.notes.toPlainText() == "do not lose me"
    assert after.seat.phone.state is SeatState.WRAP_UP
    assert after.seat.desk_view.pop.page is not None
    after.choose_outcome()
    after.finish()
    (sealed,) = after.rows(Interaction)
    assert (sealed.notes, sealed.customer_id) == ("do not lose me", CUSTOMER)
    assert after.seat.phone.state is SeatState.READY
