"""What happens when things come in an order that nobody planned."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.command import Command
from app.interactions import OpenInteraction, SealInteraction
from app.telephony.scenarios import FarEnd, Unanswered
from db.models.calls import Call
from db.models.customers import Customer, PhoneRole
from db.models.interactions import Draft, Interaction
from db.models.matching import RuledOut
from db.store import Problem, StoreProblem
from tests.rows import CUSTOMER, NOW, OTHER_CUSTOMER, a_follow_up, a_phone, put, uid
from tests.whole.at_work import ALT, CTRL, KNOWN, STRANGER, AtWork
from ui.desk.wrap_up import MOST_NOTES
from ui.phone.state import SeatState

OTHER = "13900000008"


def names(at_work: AtWork) -> list[str]:
    return sorted(one.name for one in at_work.rows(Customer))


def wrap_up(at_work: AtWork) -> None:
    at_work.hang_up()
    at_work.choose_outcome()
    at_work.finish()


def test_saving_a_customer_acts_on_the_form_alone(at_work: AtWork) -> None:
    at_work.ring(STRANGER)
    at_work.answer()
    at_work.type("Wang Fang")
    at_work.key(Qt.Key.Key_S, CTRL)
    wrap_up(at_work)
    before = names(at_work)
    at_work.ring(KNOWN)
    at_work.answer()
    at_work.key(Qt.Key.Key_S, CTRL)
    assert names(at_work) == before
    assert at_work.seat.desk.page().head.customer_id == CUSTOMER


def test_a_customer_saved_twice_is_one(at_work: AtWork) -> None:
    at_work.ring(STRANGER)
    at_work.answer()
    at_work.type("Wang Fang")
    window = at_work.seat.window.windowHandle()
    QTest.keyClick(window, Qt.Key.Key_S, CTRL)
    QTest.keyClick(window, Qt.Key.Key_S, CTRL)
    at_work.settle()
    assert names(at_work).count("Wang Fang") == 1


def slow_once(at_work: AtWork, kind: type[Command]) -> Event:
    """Let the store take a command of this kind only when the event is set."""
    release, execute = Event(), at_work.seat.context.desk.execute

    def slow(*commands: Command) -> None:
        if any(isinstance(one, kind) for one in commands):
            release.wait(5)
        execute(*commands)

    at_work.seat.context.desk.execute = slow  # type: ignore[method-assign]
    return release


def test_a_call_taken_while_another_is_saved_is_the_only_one_left(at_work: AtWork) -> None:
    at_work.ring(KNOWN)
    at_work.answer()
    at_work.type("first")
    at_work.ring(STRANGER, while_talking=True)
    at_work.hang_up()
    at_work.choose_outcome()
    release = slow_once(at_work, SealInteraction)
    window = at_work.seat.window.windowHandle()
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    QTest.keyClick(window, Qt.Key.Key_F2)
    at_work.clock.pass_(0)
    release.set()
    at_work.pass_(0)
    at_work.key(Qt.Key.Key_N, ALT)
    at_work.type("second")
    wrap_up(at_work)
    assert at_work.seat.desk.contact is None
    assert at_work.seat.phone.state is SeatState.READY
    assert sorted(one.notes for one in at_work.rows(Interaction)) == ["first", "second"]


def test_no_word_is_taken_while_the_call_is_saved(at_work: AtWork) -> None:
    at_work.ring(KNOWN)
    at_work.answer()
    at_work.type("abc")
    at_work.hang_up()
    at_work.choose_outcome()
    at_work.key(Qt.Key.Key_N, ALT)
    release = slow_once(at_work, SealInteraction)
    window = at_work.seat.window.windowHandle()
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    QTest.keyClick(window, "d")
    assert at_work.seat.this_call.notes.toPlainText() == "abc"
    release.set()
    at_work.settle()
    assert [one.notes for one in at_work.rows(Interaction)] == ["abc"]
    assert at_work.rows(Draft) == []


def test_what_is_typed_for_a_ring_stays_with_that_ring(at_work: AtWork) -> None:
    at_work.ring(STRANGER)
    at_work.answer()
    at_work.type("Wang")
    at_work.ring(OTHER, while_talking=True)
    at_work.key(Qt.Key.Key_F9)
    at_work.type("Zhang")
    at_work.key(Qt.Key.Key_Escape)
    assert at_work.seat.desk_view.intake.name.text() == "Wang"
    at_work.key(Qt.Key.Key_F9)
    assert at_work.seat.desk_view.intake.name.text() == "Zhang"
    at_work.answer()
    assert at_work.seat.desk_view.intake.name.text() == "Zhang"


def test_f9_goes_to_the_call_that_rings_and_to_no_other(at_work: AtWork) -> None:
    at_work.ring(STRANGER)
    at_work.key(Qt.Key.Key_F8)  # back to the queue
    at_work.key(Qt.Key.Key_F10, CTRL)  # who refuses takes no calls before saying so
    at_work.ring(KNOWN)
    at_work.key(Qt.Key.Key_F9)
    assert at_work.seat.desk_view.pop.isVisible()
    assert at_work.seat.desk_view.pop.page.head.customer_id == CUSTOMER


def test_a_ring_is_answered_and_looked_at_from_the_list_of_calls(at_work: AtWork) -> None:
    at_work.key(Qt.Key.Key_L, CTRL)
    at_work.ring(KNOWN)
    at_work.key(Qt.Key.Key_F9)
    assert at_work.seat.window.current_page() == "desk"
    at_work.key(Qt.Key.Key_L, CTRL)
    at_work.answer()
    assert at_work.seat.phone.state is SeatState.TALKING
    assert at_work.focus == "notes"


def test_a_call_is_sealed_although_the_store_once_refused_to_begin_it(at_work: AtWork) -> None:
    execute = at_work.seat.context.desk.execute
    refused: list[Command] = []

    def once(*commands: Command) -> None:
        if not refused and any(isinstance(one, OpenInteraction) for one in commands):
            refused.extend(commands)
            raise StoreProblem(Problem.LOCKED, "ringside.db")
        execute(*commands)

    at_work.seat.context.desk.execute = once  # type: ignore[method-assign]
    at_work.ring(KNOWN)
    at_work.answer()
    assert refused
    at_work.type("still here")
    wrap_up(at_work)
    assert [one.notes for one in at_work.rows(Interaction)] == ["still here"]


def test_notes_that_are_too_long_are_told_and_can_be_shortened(at_work: AtWork) -> None:
    at_work.ring(KNOWN)
    at_work.answer()
    at_work.seat.this_call.notes.setPlainText("x" * (MOST_NOTES + 1))
    at_work.settle()
    wrap_up(at_work)
    assert at_work.rows(Interaction)[0].sealed_at is None
    at_work.seat.this_call.notes.setPlainText("short")
    at_work.settle()
    at_work.finish()
    assert at_work.rows(Interaction)[0].notes == "short"


def test_a_draft_that_the_disk_refused_is_tried_again_without_a_key(at_work: AtWork) -> None:
    keep, refused = at_work.seat.context.desk.keep_draft, []

    def once(draft: object) -> None:
        if not refused:
            refused.append(draft)
            raise StoreProblem(Problem.FULL, "ringside.db")
        keep(draft)  # type: ignore[arg-type]

    at_work.seat.context.desk.keep_draft = once  # type: ignore[method-assign,assignment]
    at_work.ring(KNOWN)
    at_work.answer()
    at_work.type("a")
    at_work.qtbot.waitUntil(lambda: bool(refused))
    at_work.qtbot.waitUntil(lambda: [one.text for one in at_work.rows(Draft)] == ["a"])


def test_whom_the_agent_chose_is_still_chosen_after_a_restart(start_seat: Callable[..., AtWork]) -> None:
    before = start_seat()
    put(before.store, a_phone(uid(0x901), OTHER_CUSTOMER, role=PhoneRole.HOUSEHOLD))
    before.ring(KNOWN)
    before.answer()
    before.key(Qt.Key.Key_2)
    chosen = before.rows(Call)[0].customer_id
    before.seat.stop()
    after = start_seat(token="u")
    assert chosen is not None
    assert after.seat.desk.page().head.customer_id == chosen


def test_that_it_is_someone_else_can_be_said_after_the_hang_up(at_work: AtWork) -> None:
    at_work.ring(KNOWN)
    at_work.answer()
    at_work.hang_up()
    at_work.key(Qt.Key.Key_J, CTRL)
    at_work.type("Li Na")
    at_work.key(Qt.Key.Key_S, CTRL)
    at_work.choose_outcome()
    at_work.finish()
    (made,) = [one for one in at_work.rows(Customer) if one.name == "Li Na"]
    assert at_work.rows(Call)[0].customer_id == made.id
    assert at_work.rows(Interaction)[0].customer_id == made.id


def test_the_doubt_who_it_is_can_be_taken_back(at_work: AtWork) -> None:
    at_work.ring(KNOWN)
    at_work.answer()
    at_work.key(Qt.Key.Key_J, CTRL)
    at_work.key(Qt.Key.Key_Escape)
    assert at_work.seat.desk_view.pop.isVisible()
    assert at_work.seat.desk.page().head.customer_id == CUSTOMER
    assert at_work.focus == "notes"


def test_a_call_of_who_was_doubted_is_wrapped_up_as_nobody_s(at_work: AtWork) -> None:
    at_work.ring(KNOWN)
    at_work.answer()
    assert at_work.rows(Call)[0].customer_id == CUSTOMER
    at_work.key(Qt.Key.Key_J, CTRL)
    assert at_work.rows(Call)[0].customer_id is None
    at_work.key(Qt.Key.Key_Escape)
    assert at_work.rows(Call)[0].customer_id == CUSTOMER
    at_work.key(Qt.Key.Key_J, CTRL)
    wrap_up(at_work)
    (call,), (interaction,) = at_work.rows(Call), at_work.rows(Interaction)
    assert call.customer_id is interaction.customer_id is None
    assert interaction.sealed_at is not None
    assert [one.customer_id for one in at_work.rows(RuledOut)] == [CUSTOMER]
    at_work.ring(KNOWN)
    assert at_work.rows(Call)[1].customer_id is None


def test_who_is_ruled_out_on_the_card_is_no_longer_the_call_s_customer(at_work: AtWork) -> None:
    at_work.ring(STRANGER)
    at_work.answer()
    at_work.ring(KNOWN, while_talking=True)
    assert [one.customer_id for one in at_work.rows(Call)] == [None, CUSTOMER]
    at_work.seat.desk_view.ring.ruled_out.emit(CUSTOMER)
    at_work.settle()
    assert [one.customer_id for one in at_work.rows(Call)] == [None, None]
    at_work.key(Qt.Key.Key_F9)
    assert at_work.seat.desk_view.is_intake()


def test_a_second_ring_that_goes_leaves_the_choice_of_the_first(at_work: AtWork) -> None:
    put(at_work.store, a_phone(uid(0x901), OTHER_CUSTOMER, role=PhoneRole.HOUSEHOLD))
    at_work.ring(KNOWN)
    at_work.answer()
    at_work.ring(STRANGER, while_talking=True, ring_s=2.0, unanswered=Unanswered.GIVES_UP)
    at_work.pass_(2)
    at_work.key(Qt.Key.Key_2)
    assert at_work.rows(Call)[0].customer_id is not None


@pytest.mark.parametrize("key", [Qt.Key.Key_D, Qt.Key.Key_U])
def test_looking_at_a_ring_leaves_the_open_panel_as_it_was(at_work: AtWork, key: Qt.Key) -> None:
    at_work.ring(KNOWN)
    at_work.answer()
    at_work.key(key, CTRL)
    panel = at_work.seat.desk_view.pop.panel()
    at_work.ring(STRANGER, while_talking=True)
    at_work.key(Qt.Key.Key_F9)
    at_work.key(Qt.Key.Key_Escape)
    assert panel is not None
    assert at_work.seat.desk_view.pop.panel() is panel


def test_f8_ends_the_call_that_is_up_also_while_another_rings(at_work: AtWork) -> None:
    at_work.ring(KNOWN)
    at_work.answer()
    at_work.ring(STRANGER, while_talking=True)
    at_work.hang_up()
    assert [
        one.ended_at is not None for one in sorted(at_work.rows(Call), key=lambda one: one.arrived_at)
    ] == [
        True,
        False,
    ]


def test_a_look_up_that_fails_leaves_a_call_that_can_be_taken(at_work: AtWork) -> None:
    ask = at_work.seat.context.desk.ask

    def broken(query: Callable[..., object], *values: object, **facts: object) -> object:
        if query.__name__ == "candidates":
            raise StoreProblem(Problem.LOCKED, "ringside.db")
        return ask(query, *values, **facts)  # type: ignore[arg-type]

    at_work.seat.context.desk.ask = broken  # type: ignore[method-assign,assignment]
    at_work.ring(KNOWN)
    assert "holds the store" in at_work.seat.desk_view.message()
    at_work.answer()
    assert at_work.focus == "intake_name"


def test_notes_beside_a_promised_call_are_kept_with_what_was_said_on_its_page(
    start_seat: Callable[..., AtWork],
) -> None:
    at_work = start_seat()
    put(at_work.store, a_follow_up(uid(0x801), due_at=NOW))
    at_work.expect_dial(FarEnd(ring_s=2.0))
    at_work.key(Qt.Key.Key_L, CTRL)
    at_work.key(Qt.Key.Key_F2)
    at_work.pass_(2)
    at_work.key(Qt.Key.Key_Escape)
    at_work.key(Qt.Key.Key_N, ALT)
    at_work.type("typed at the desk")
    at_work.key(Qt.Key.Key_L, CTRL)
    at_work.key(Qt.Key.Key_5)
    at_work.finish()
    at_work.pass_(0)
    assert [one.notes for one in at_work.rows(Interaction)] == ["typed at the desk"]
