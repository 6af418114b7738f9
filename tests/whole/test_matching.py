"""Who is calling, as the agent meets it: by keys only, on a real store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QWidget

from db.models.calls import Call
from db.models.customers import Customer, Phone, PhoneRole, Unit
from db.models.floor import NuisanceNumber
from db.models.interactions import Interaction
from db.models.matching import LineSite, RuledOut, SeenIn, SeenNumber
from db.models.orders import RepairOrder
from db.models.people import Role
from db.store import Store
from tests.rows import CUSTOMER, NOW, OTHER_CUSTOMER, PERSONS, PHONE_KEY, a_phone, a_unit, add_work, put, uid
from tests.whole.at_work import CTRL, KNOWN, STRANGER, AtWork

TECHNICIAN = "13900139000"


def words_on(part: QWidget) -> str:
    """Return every word that can be read on a part of the screen."""
    rows = [table.model() for table in part.findChildren(QAbstractItemView)]
    cells = [
        str(model.index(row, column).data())
        for model in filter(None, rows)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    return " ".join([label.text() for label in part.findChildren(QLabel)] + cells)


def shared(start_seat: Callable[..., AtWork]) -> AtWork:
    at_work = start_seat()
    put(at_work.store, a_phone(uid(0x901), OTHER_CUSTOMER, role=PhoneRole.HOUSEHOLD))
    return at_work


def test_a_shared_phone_gives_no_name_away_before_it_is_chosen(start_seat: Callable[..., AtWork]) -> None:
    at_work = shared(start_seat)
    at_work.ring(KNOWN)
    at_work.answer()
    window = at_work.seat.window
    for name in ("田雨", "曾实", "Tian", "Zeng"):
        assert name not in words_on(window)
        assert name not in window.accessibleName()
    assert "＊雨" in words_on(at_work.seat.desk_view.ring)
    at_work.key(Qt.Key.Key_1)
    assert "田雨" in words_on(at_work.seat.desk_view.pop)


def test_the_extension_of_a_switchboard_is_kept_with_the_number(at_work: AtWork) -> None:
    at_work.ring("028-8666 1234转801")
    at_work.answer()
    at_work.type("Wang Fang")
    at_work.key(Qt.Key.Key_S, CTRL)
    [made] = [one for one in at_work.rows(Phone) if one.key == "f:+862886661234"]
    assert made.extension == "801"


def test_not_this_person_leaves_the_other_and_is_remembered(start_seat: Callable[..., AtWork]) -> None:
    at_work = shared(start_seat)
    at_work.ring(KNOWN)
    at_work.answer()
    at_work.key(Qt.Key.Key_Delete)
    [out] = at_work.rows(RuledOut)
    assert (out.customer_id, out.key) == (CUSTOMER, PHONE_KEY)
    page = at_work.seat.desk_view.pop.page  # of the only one who is left
    assert page is not None
    assert page.head.customer_id == OTHER_CUSTOMER
    assert at_work.rows(Call)[0].customer_id == OTHER_CUSTOMER


def test_what_is_done_on_the_card_of_a_waiting_ring_is_of_who_rings(
    start_seat: Callable[..., AtWork],
) -> None:
    at_work = shared(start_seat)
    at_work.ring(STRANGER)
    at_work.answer()
    at_work.ring(KNOWN, while_talking=True)
    card = at_work.seat.desk_view.ring
    card.choose_row(1)  # a double click
    at_work.settle()
    by_number = {call.ani: call.customer_id for call in at_work.rows(Call)}
    assert by_number == {STRANGER: None, KNOWN: OTHER_CUSTOMER}
    assert at_work.seat.desk_view.is_intake()
    assert card.isVisible()
    assert "Ms Zeng" in words_on(card)
    card.nobody.emit()
    at_work.settle()
    assert at_work.seat.desk_view.is_intake()
    assert "＊" not in words_on(card)
    at_work.key(Qt.Key.Key_F9)
    assert at_work.rows(RuledOut) == []


def test_a_panel_is_of_the_call_in_hand_though_a_ring_is_looked_at(start_seat: Callable[..., AtWork]) -> None:
    at_work = start_seat()
    put(at_work.store, a_phone(uid(0x905), OTHER_CUSTOMER, key="m:+8613900000009"))
    at_work.ring(KNOWN)
    at_work.answer()
    at_work.ring(STRANGER, while_talking=True)
    pop = at_work.seat.desk_view.pop
    at_work.key(Qt.Key.Key_F9)
    assert pop.page is not None
    assert pop.page.head.customer_id == OTHER_CUSTOMER
    at_work.key(Qt.Key.Key_D, CTRL)
    assert pop.panel() is not None
    assert pop.page.head.customer_id == CUSTOMER


def test_a_ring_that_is_looked_at_stays_when_the_call_in_hand_is_wrapped_up(
    start_seat: Callable[..., AtWork],
) -> None:
    at_work = start_seat()
    put(at_work.store, a_phone(uid(0x905), OTHER_CUSTOMER, key="m:+8613900000009"))
    at_work.ring(KNOWN)
    at_work.answer()
    at_work.ring(STRANGER, while_talking=True)
    at_work.hang_up()
    at_work.choose_outcome()
    at_work.key(Qt.Key.Key_F9)
    at_work.finish()
    pop = at_work.seat.desk_view.pop
    assert at_work.seat.desk.contact is None
    assert pop.isVisible()
    assert pop.page is not None
    assert pop.page.head.customer_id == OTHER_CUSTOMER
    at_work.answer()
    assert at_work.focus == "notes"


def test_a_doubt_is_not_answered_by_ruling_out_another(start_seat: Callable[..., AtWork]) -> None:
    at_work = start_seat()
    seen = SeenNumber(
        id=uid(0x903), customer_id=OTHER_CUSTOMER, key=PHONE_KEY, seen_in=SeenIn.CALL, seen_at=NOW
    )
    put(at_work.store, seen)
    at_work.ring(KNOWN)
    at_work.answer()
    assert at_work.seat.desk_view.pop.isVisible()
    at_work.type("words")
    at_work.key(Qt.Key.Key_J, CTRL)
    assert "＊实" in words_on(at_work.seat.desk_view.ring)
    at_work.key(Qt.Key.Key_Down)
    at_work.key(Qt.Key.Key_Delete)
    assert at_work.seat.desk_view.is_intake()
    assert at_work.focus == "intake_name"


def test_who_was_popped_and_is_somebody_else_never_pops_again(at_work: AtWork) -> None:
    at_work.ring()
    at_work.answer()
    at_work.key(Qt.Key.Key_J, CTRL)
    at_work.type("Li Na")
    at_work.key(Qt.Key.Key_S, CTRL)
    assert [one.customer_id for one in at_work.rows(RuledOut)] == [CUSTOMER]
    at_work.hang_up()
    at_work.choose_outcome()
    at_work.finish()
    at_work.ring()
    assert at_work.seat.desk_view.pop.page is not None
    assert at_work.seat.desk_view.pop.page.head.name == "Li Na"


def test_a_technician_gets_the_provider_s_page_and_the_call_the_order_s_customer(
    start_seat: Callable[..., AtWork],
) -> None:
    at_work = start_seat()
    with at_work.store.write() as session:
        add_work(session)
    at_work.ring(TECHNICIAN)
    at_work.answer()
    assert at_work.seat.desk_view.is_provider()
    [order] = at_work.rows(RepairOrder)
    assert order.number in words_on(at_work.seat.desk_view.provider)
    at_work.key(Qt.Key.Key_J, CTRL)  # or is it somebody else? Esc takes the doubt back
    assert at_work.seat.desk_view.is_intake()
    at_work.key(Qt.Key.Key_Escape)
    assert at_work.seat.desk_view.is_provider()
    at_work.key(Qt.Key.Key_1)
    at_work.hang_up()
    at_work.choose_outcome()
    at_work.finish()
    [call] = [one for one in at_work.rows(Call) if one.ani == TECHNICIAN]
    assert call.customer_id == CUSTOMER
    [sealed] = [one for one in at_work.rows(Interaction) if one.call_id == call.id]
    assert (sealed.customer_id, sealed.order_id) == (CUSTOMER, order.id)


def test_the_form_tells_who_is_there_already_and_takes_that_customer(at_work: AtWork) -> None:
    put(at_work.store, a_unit(uid(0x902), CUSTOMER, serial="SN0001X"))
    at_work.ring(STRANGER)
    at_work.answer()
    intake = at_work.seat.desk_view.intake
    at_work.type("Tian")
    intake.wish.serial.setFocus()
    at_work.type("sn 0001")
    assert intake.duplicates.isHidden()
    at_work.type("x")
    at_work.qtbot.waitUntil(lambda: not intake.duplicates.isHidden())
    assert [one.name for one in at_work.rows(Customer)] == ["田雨", "曾实"]  # no record before one saves
    while QApplication.focusWidget() is not intake.duplicates.table:
        at_work.key(Qt.Key.Key_Tab)
    at_work.key(Qt.Key.Key_1)
    assert at_work.rows(Call)[0].customer_id == CUSTOMER


def test_the_form_reads_a_number_as_the_caller_s_line_gives_it(
    start_seat: Callable[..., AtWork], embedded_store: Store
) -> None:
    put(
        embedded_store,
        LineSite(line="practice", area_code="0816", trunk_prefixes=""),
        a_phone(uid(0x904), OTHER_CUSTOMER, key="f:+868162222333"),
    )
    at_work = start_seat()
    at_work.ring(STRANGER)
    at_work.answer()
    intake = at_work.seat.desk_view.intake
    phone = intake.findChild(QLineEdit, "intake_phone")
    assert phone is not None
    phone.setFocus()
    phone.selectAll()
    at_work.type("2222333")
    at_work.qtbot.waitUntil(lambda: not intake.duplicates.isHidden())


def test_the_form_writes_the_unit_and_puts_the_wish_into_the_notes(at_work: AtWork) -> None:
    at_work.ring(STRANGER)
    at_work.answer()
    at_work.type("Wang Fang")
    for field, words in (
        ("product", "XQG"),
        ("serial", "rsw 77"),
        ("sold", "2026-03-32"),
        ("fault", "no heat"),
    ):
        at_work.seat.desk_view.intake.findChild(QWidget, f"intake_{field}").setFocus()
        at_work.type(words)
        if field == "product":
            at_work.key(Qt.Key.Key_Return)
    at_work.key(Qt.Key.Key_S, CTRL)
    assert at_work.focus == "intake_sold"  # there is no such day
    at_work.key(Qt.Key.Key_Backspace)
    at_work.key(Qt.Key.Key_S, CTRL)
    [made] = [one for one in at_work.rows(Customer) if one.name == "Wang Fang"]
    [unit] = [one for one in at_work.rows(Unit) if one.customer_id == made.id]
    assert (unit.model_code, unit.serial, str(unit.sold_on)) == ("XQG100", "RSW77", "2026-03-03")
    assert at_work.seat.this_call.notes.toPlainText() == "no heat"


def test_a_withheld_number_opens_the_search_and_the_call_is_bound_later(at_work: AtWork) -> None:
    at_work.ring("anonymous")
    at_work.answer()
    assert at_work.seat.search.search.is_open
    at_work.type("SN001")
    at_work.qtbot.waitUntil(lambda: "田雨" in words_on(at_work.seat.search.view))
    at_work.key(Qt.Key.Key_Return, CTRL)
    assert at_work.rows(Call)[0].customer_id == CUSTOMER
    assert at_work.rows(RuledOut) == []


def test_a_number_that_disturbs_says_so_as_it_rings(start_seat: Callable[..., AtWork]) -> None:
    at_work = start_seat()
    mark = NuisanceNumber(
        number_key=f"m:+86{STRANGER}",
        raw=STRANGER,
        reason="不说话",
        marked_by_id=PERSONS[Role.AGENT],
        marked_at=NOW,
        until_at=at_work.now() + timedelta(days=1),
        confirmed_at=NOW,
    )
    put(at_work.store, mark)
    at_work.ring(STRANGER)
    at_work.answer()
    at_work.qtbot.waitUntil(lambda: "不说话" in words_on(at_work.seat.window))
