"""Somebody is looked up from wherever one is, by keys, and one comes back to the word one was typing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from db.models.calls import Call
from db.models.people import Role
from tests.rows import CUSTOMER, actor
from tests.whole.at_work import ALT, CTRL, STRANGER, AtWork


def look_for(at_work: AtWork, words: str) -> None:
    view = at_work.seat.search.view
    at_work.key(Qt.Key.Key_K, CTRL)
    at_work.type(words)
    at_work.qtbot.waitUntil(lambda: view.line() is not None and view.line().customer_id == CUSTOMER)


def test_a_customer_is_looked_up_in_a_call_and_the_notes_go_on(at_work: AtWork) -> None:
    at_work.ring()
    at_work.answer()
    at_work.type("the pump ")
    look_for(at_work, "sn001")
    at_work.key(Qt.Key.Key_Return)
    window, page = at_work.seat.window, at_work.seat.search.page
    at_work.qtbot.waitUntil(lambda: page.pop.page is not None)
    assert (window.current_page(), page.pop.page.head.customer_id) == ("customer", CUSTOMER)
    at_work.qtbot.waitUntil(lambda: at_work.focus == "timeline")
    at_work.key(Qt.Key.Key_J, CTRL)  # the caller is known: nothing is chosen here
    assert at_work.seat.desk.page() is not None
    at_work.key(Qt.Key.Key_Escape)
    assert (window.current_page(), at_work.focus) == ("desk", "notes")
    at_work.type("leaks")
    assert at_work.seat.this_call.notes.toPlainText() == "the pump leaks"


def test_who_calls_from_an_unknown_number_is_found_and_said(at_work: AtWork) -> None:
    at_work.ring(STRANGER)
    at_work.answer()
    look_for(at_work, "sn001")
    at_work.key(Qt.Key.Key_Return, CTRL)
    at_work.qtbot.waitUntil(lambda: at_work.seat.desk.page() is not None)
    at_work.settle()
    assert {call.customer_id for call in at_work.rows(Call) if call.ani == STRANGER} == {CUSTOMER}
    assert at_work.seat.window.current_page() == "desk"


def test_a_ring_takes_no_key_from_the_search_and_f2_closes_it(at_work: AtWork) -> None:
    at_work.key(Qt.Key.Key_K, CTRL)
    at_work.type("t")
    at_work.ring()
    at_work.type("y")
    assert at_work.seat.search.view.words() == "ty"
    at_work.answer()
    assert not at_work.seat.search.search.is_open
    assert at_work.focus == "notes"


def test_a_command_is_done_where_one_was(at_work: AtWork) -> None:
    at_work.key(Qt.Key.Key_K, CTRL)
    at_work.type("list of")
    view = at_work.seat.search.view
    at_work.qtbot.waitUntil(
        lambda: (
            view.line() is not None
            and view.line().doing is not None
            and view.line().doing.id == "follow_up_list"
        )
    )
    at_work.key(Qt.Key.Key_Return)
    assert at_work.seat.window.current_page() == "follow_ups"


def test_a_key_that_leads_elsewhere_closes_the_search(at_work: AtWork) -> None:
    at_work.ring()
    at_work.answer()
    at_work.key(Qt.Key.Key_K, CTRL)
    assert at_work.seat.search.search.is_open
    at_work.key(Qt.Key.Key_O, ALT)
    assert not at_work.seat.search.search.is_open
    assert at_work.focus == "outcome"


def test_a_page_is_found_by_its_word_on_the_rail(start_seat: Callable[..., AtWork]) -> None:
    """Whatever the act is called that leads there: “Lists” is the administration, “This PC” the settings."""
    at_work = start_seat(person=actor(Role.ADMIN))
    search, window = at_work.seat.search, at_work.seat.window
    for page in window.rail.pages():
        fit = [one for one in search._commands() if one.fits(page.text.lower()) and one.do is not None]
        for one in fit:
            one.do()
            at_work.settle()
            if window.current_page() == page.id:
                break
        assert window.current_page() == page.id, page.text
