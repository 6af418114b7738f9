"""A seat whose desk has a real hub: what others change comes to its screen, and what is refused too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.command import Edit, new_id
from app.customers import EditCustomer
from app.desk import Sending
from app.followups import ScheduleFollowUp
from app.sync import client
from app.sync.state import SyncKind
from app.telephony.line import Asked, Control
from db.models.customers import Customer
from db.models.orders import OrderState, RepairOrder
from db.models.people import Role
from tests.rows import CUSTOMER, NOW, ORDER, PHONE_KEY
from tests.sync import hub_at_work
from tests.sync.hub_at_work import House, Seated, house, house_template, sit
from tests.whole.at_work import ALT, CTRL, AtWork
from ui.i18n import install
from ui.theme import Theme

__all__ = ["house", "house_template", "sit"]

LONG_MS = 120_000


class WithHub(AtWork):
    """A seat on a desk with a hub; its `Seated` cuts the line."""

    def __init__(self, qtbot: QtBot, seated: Seated) -> None:
        self.seated = seated
        super().__init__(qtbot, seated.store, desk=seated.desk, is_ready=False)
        self.line.ask(Asked(control=Control.READY, agent="lina"))  # the line is not the hub's
        self.pass_(0)

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=LONG_MS)

    @property
    def foot(self) -> str:
        return self.seat.window.status.facts()[0]

    def answer_known(self) -> None:
        self.ring()
        self.answer()
        self.until(lambda: self.seat.desk.page() is not None and self.seat.this_call.notes.hasFocus())


@pytest.fixture
def with_hub(
    qapp: QApplication, qtbot: QtBot, sit: Callable[..., Seated], monkeypatch: pytest.MonkeyPatch
) -> Iterator[WithHub]:
    if qapp.findChild(Theme) is None:
        Theme(qapp)
    install(qapp, "en")
    # A busy machine is no hub that has gone.
    monkeypatch.setattr(client, "PROMPT_S", (5.0, 10.0))
    monkeypatch.setattr(hub_at_work, "QUICK", replace(hub_at_work.QUICK, answer_s=30.0))
    work = WithHub(qtbot, sit(Role.SUPERVISOR))  # the agent has a call to wrap up
    yield work
    work.stop()


def edit(seated: Seated, remark: str, old: str = "") -> None:
    seated.desk.execute(
        EditCustomer(at=NOW, customer_id=CUSTOMER, edits={"remark": Edit(old=old, new=remark)})
    )


def test_what_another_desk_changes_comes_to_the_open_page_and_moves_nothing(
    with_hub: WithHub, sit: Callable[..., Seated]
) -> None:
    with_hub.answer_known()
    with_hub.type("she says")
    pop = with_hub.seat.desk_view.pop
    notes = with_hub.seat.this_call.notes
    other = sit(Role.AGENT)
    edit(other, "阳台有狗")
    with_hub.until(lambda: pop.page is not None and pop.page.head.remark == "阳台有狗")
    assert notes.toPlainText() == "she says"
    assert QApplication.focusWidget() is notes
    assert notes.textCursor().position() == len("she says")


def test_the_foot_says_how_it_stands_and_work_goes_on_without_the_hub(with_hub: WithHub) -> None:
    with_hub.until(lambda: with_hub.foot == "In step with the hub · 0 unsent")
    with_hub.answer_known()
    with_hub.seated.house.stop()
    with_hub.until(lambda: with_hub.foot.startswith("The hub is not reached since"))
    command = ScheduleFollowUp(
        at=NOW,
        follow_up_id=new_id(),
        customer_id=CUSTOMER,
        reason_code="after_repair",
        phone_key=PHONE_KEY,
        due_at=NOW,
    )
    with_hub.seated.desk.execute(command)
    with_hub.seat.follow_ups.refresh()
    model = with_hub.seat.follow_ups_view.model
    with_hub.until(lambda: model.row_of(command.follow_up_id) >= 0)
    row = model.row_of(command.follow_up_id)
    marks = ("Only on this PC so far", "Sent to the hub, not confirmed yet")  # it was tried, or not yet
    with_hub.until(lambda: any(mark in model.index(row, 1).data() for mark in marks))
    with_hub.seated.house.start()
    with_hub.until(lambda: with_hub.foot == "In step with the hub · 0 unsent")
    with_hub.until(lambda: not any(mark in model.index(row, 1).data() for mark in marks))


def test_a_field_that_two_people_changed_is_decided_by_the_second_one(
    with_hub: WithHub, sit: Callable[..., Seated], house: House
) -> None:
    other = sit(Role.AGENT)
    with_hub.answer_known()
    with_hub.until(lambda: bool(with_hub.seated.rows(Customer, Customer.id == CUSTOMER)))
    with_hub.seated.proxy.cut()
    with_hub.until(lambda: with_hub.seated.state.kind is SyncKind.HUB_GONE)
    edit(with_hub.seated, "yours")
    edit(other, "theirs")
    other.until_in_step()
    with_hub.seated.proxy.mend()
    status = with_hub.seat.window.status
    with_hub.until(lambda: status.attention_words() == "1 need attention")
    with_hub.key(Qt.Key.Key_I, CTRL)
    view = with_hub.seat.hub_side.view
    with_hub.until(lambda: view.card.conflict.theirs.text() == "theirs")
    with_hub.key(Qt.Key.Key_3, ALT)
    view.card.conflict.counts.setPlainText("both")
    with_hub.key(Qt.Key.Key_Return, CTRL)
    with_hub.until(lambda: [one.remark for one in house.rows(Customer, Customer.id == CUSTOMER)] == ["both"])
    with_hub.until(lambda: status.attention_words() == "" and view.is_empty())


def test_a_repair_without_the_hub_becomes_a_request_that_the_hub_takes_later(
    with_hub: WithHub, house: House
) -> None:
    with_hub.answer_known()
    house.stop()
    with_hub.until(lambda: with_hub.seated.state.kind is SyncKind.HUB_GONE)
    with_hub.key(Qt.Key.Key_D, CTRL)
    with_hub.key(Qt.Key.Key_1)
    with_hub.key(Qt.Key.Key_Return, CTRL)
    requested = RepairOrder.state == OrderState.REQUESTED
    with_hub.until(lambda: len(with_hub.seated.rows(RepairOrder, requested)) == 1)
    [order] = with_hub.seated.rows(RepairOrder, requested)
    assert with_hub.seated.desk.sending([order.id])[order.id] is not Sending.CONFIRMED
    house.start()
    with_hub.until(lambda: len(house.rows(RepairOrder, requested)) == 1)
    assert house.rows(RepairOrder, requested)[0].number == order.number


def test_a_dispatch_is_held_by_the_hub_and_read_out(with_hub: WithHub, house: House) -> None:
    with_hub.answer_known()
    with_hub.until(lambda: with_hub.foot == "In step with the hub · 0 unsent")
    with_hub.key(Qt.Key.Key_D, CTRL)
    with_hub.key(Qt.Key.Key_1)
    with_hub.key(Qt.Key.Key_Return, CTRL)
    new = RepairOrder.id != ORDER
    with_hub.until(lambda: len(house.rows(RepairOrder, new)) == 1)
    [order] = house.rows(RepairOrder, new)
    with_hub.until(lambda: order.number in with_hub.seat.this_call.linked())
    assert order.state is OrderState.BOOKED
