"""What one owns, in a whole seat: the clock tells what slips, a key hands over, a call brings a complaint."""

from __future__ import annotations

from PySide6.QtCore import Qt

from db.models.cases import Case, CaseKind
from db.models.clocks import Escalation
from db.models.orders import OrderEvent, OrderEventKind, RepairOrder
from db.models.people import Role
from tests.rows import ORDER, PERSONS, add_work
from tests.whole.at_work import CTRL, AtWork

SHIFT = Qt.KeyboardModifier.ShiftModifier
A_DAY_S = 25 * 3600


def with_work(work: AtWork) -> AtWork:
    with work.store.write() as session:
        add_work(session)
    return work


def test_a_desk_of_one_pc_finds_out_itself_what_slips(at_work: AtWork) -> None:
    with_work(at_work)
    at_work.clock.time_s += A_DAY_S
    at_work.seat.orders.clockwork.beat()
    at_work.qtbot.waitUntil(lambda: bool(at_work.rows(Escalation)))
    at_work.settle()
    assert {(row.order_id, row.person_id) for row in at_work.rows(Escalation)} == {
        (ORDER, PERSONS[Role.AGENT])
    }


def test_one_key_leads_to_the_list_and_one_hands_over(at_work: AtWork) -> None:
    with_work(at_work)
    at_work.key(Qt.Key.Key_L, CTRL | SHIFT)
    assert at_work.seat.orders.view.isVisible()
    at_work.key(Qt.Key.Key_Return, CTRL)
    [order] = at_work.rows(RepairOrder)
    assert order.owner_id != PERSONS[Role.AGENT]
    [event] = at_work.rows(OrderEvent)
    assert (event.kind, event.told) == (OrderEventKind.HANDED_OVER, "admin one")


def test_a_complaint_is_taken_in_a_call(at_work: AtWork) -> None:
    at_work.ring()
    at_work.answer()
    at_work.type("nobody came")
    at_work.key(Qt.Key.Key_M, CTRL)
    at_work.key(Qt.Key.Key_Return, CTRL)
    [case] = at_work.rows(Case)
    assert (case.kind, case.severity, case.summary) == (CaseKind.COMPLAINT, 3, "nobody came")
    assert case.contact_due_at is not None
    assert at_work.seat.this_call.notes.hasFocus()
