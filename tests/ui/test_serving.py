"""What is done for a customer by hand, led by keys, with a desk made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.cases import CaseKind, ReopenCase
from app.command import Command
from app.customer_acts import (
    WORDS_HERE,
    CustomerActs,
    SettledCase,
    TemplateText,
    WaitingMessage,
    customer_acts,
)
from app.errors import SerialKnown
from app.followups import StopFollowUps
from app.messages.consent import WORDING, RecordConsent
from app.messages.queueing import Addressee, DropMessage, MessagePurpose, QueueMessage
from app.reference import Reference
from app.warranty import ExchangeUnit, ExtendWarranty
from app.workers import Workers
from tests.ui.led import Keys
from tests.ui.test_dispatch import HEAD, NOW, PAGE, uid
from ui.bridge import Bridge
from ui.context import Context
from ui.serving.presenter import ServePresenter
from ui.serving.view import ServePanel
from ui.theme import Theme

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
MOBILE = "m:+8613800138000"
NOTE = TemplateText(
    "note", f"您好，{WORDS_HERE}", MessagePurpose.SERVICE, NOW + timedelta(hours=2), needs_consent=False
)
OFFER = TemplateText("offer", f"{WORDS_HERE} R", MessagePurpose.MARKETING, NOW, needs_consent=True)
ACTS = CustomerActs(
    HEAD.customer_id,
    None,
    None,
    None,
    (MOBILE,),
    (NOTE, OFFER),
    (WaitingMessage(uid(61), Addressee.CUSTOMER, "明天上门。", NOW),),
    (SettledCase(uid(62), CaseKind.COMPLAINT, "噪音", NOW),),
)


class FakeDesk:
    def __init__(self) -> None:
        self.done: list[Command] = []
        self.refusals: list[Exception] = []

    def ask(self, query: Any, *args: Any) -> CustomerActs:
        assert query is customer_acts
        assert args == (HEAD.customer_id, NOW, uid(9))
        return ACTS

    def execute(self, command: Command) -> None:
        if self.refusals:
            raise self.refusals.pop(0)
        self.done.append(command)


class Opened(Keys):
    """The panel, opened for a customer in a call about an order."""

    def __init__(self, qtbot: QtBot, workers: Workers) -> None:
        self.desk = FakeDesk()
        self.window, self.view = QWidget(), ServePanel()
        super().__init__(qtbot, Bridge(workers, self.window))
        QVBoxLayout(self.window).addWidget(self.view)
        context = Context(self.desk, self.bridge, Reference({}, (), ()), lambda: NOW)  # type: ignore[arg-type]
        self.presenter = ServePresenter(context, self.view)
        self.told: list[str] = []
        self.closed: list[bool] = []
        self.presenter.told.connect(self.told.append)
        self.presenter.closed.connect(lambda: self.closed.append(True))
        self.show(self.window, 940, 560)
        self.presenter.open(PAGE, uid(8), uid(11), uid(9))
        self.settle()

    def confirm(self) -> list[Command]:
        self.desk.done.clear()
        self.key(Qt.Key.Key_Return, CTRL)
        return self.desk.done


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme) -> Iterator[Opened]:  # noqa: ARG001
    workers = Workers()
    made = Opened(qtbot, workers)
    yield made
    made.bridge.stop()
    workers.stop()


def test_a_message_is_seen_as_it_will_be_read_and_goes_when_people_are_awake(panel: Opened) -> None:
    assert panel.confirm() == []  # nothing was written yet
    panel.view.message.words.setPlainText("师傅明天到")
    assert panel.view.message.preview.text() == "“您好，师傅明天到”"
    assert "11:30" in panel.view.message.when.text()
    panel.view.message.template.setCurrentIndex(1)
    assert panel.confirm() == []  # advertising was not allowed
    panel.view.message.template.setCurrentIndex(0)
    [sent] = panel.confirm()
    assert isinstance(sent, QueueMessage)
    assert (sent.template, sent.order_id, sent.to_key, sent.words) == ("note", uid(9), MOBILE, "师傅明天到")
    assert panel.closed == [True]
    assert "11:30" in panel.told[0]


def test_a_message_that_waits_is_taken_back_and_esc_leads_back(panel: Opened) -> None:
    panel.key(Qt.Key.Key_Delete, ALT)
    [dropped] = panel.desk.done
    assert isinstance(dropped, DropMessage)
    assert dropped.message_id == uid(61)
    assert panel.closed == []
    panel.key(Qt.Key.Key_Escape)
    assert panel.closed == [True]


def test_what_is_being_written_stays_when_another_message_is_taken_back(panel: Opened) -> None:
    panel.view.message.template.setCurrentIndex(1)
    panel.view.wishes.consent.choose("no")
    panel.key(Qt.Key.Key_Delete, ALT)
    assert panel.view.message.template.currentIndex() == 1
    assert panel.view.wishes.consent.current() == "no"


def test_what_is_too_long_is_said_and_stays(panel: Opened) -> None:
    panel.key("4")
    panel.view.case.reason.setPlainText("又" * 2_001)
    assert panel.confirm() == []
    assert panel.view.message_shown() == "That is too long; shorten it."
    panel.key("3")
    assert panel.view.message_shown() == ""
    panel.view.unit.number.setText("9" * 61)
    panel.view.unit.edited.emit()
    assert panel.confirm() == []
    assert panel.view.message_shown() == "That is too long; shorten it."


def test_a_wish_is_given_and_the_question_that_was_read_out_is_kept(panel: Opened) -> None:
    panel.key("2")
    assert panel.confirm() == []
    panel.view.wishes.ring.setFocus()
    panel.key("2")
    panel.view.wishes.consent.setFocus()
    panel.key("1")
    stopped, asked = panel.confirm()
    assert isinstance(stopped, StopFollowUps)
    assert (stopped.no_follow_ups, stopped.no_marketing) == (True, False)
    assert isinstance(asked, RecordConsent)
    assert (asked.is_given, asked.wording, asked.call_id) == (True, WORDING, uid(8))


def test_a_warranty_grows_for_a_reason_and_an_exchange_names_the_new_unit(panel: Opened) -> None:
    panel.key("3")
    form = panel.view.unit
    assert panel.confirm() == []  # a bought one has a number
    form.act.setFocus()
    panel.key("2")
    assert panel.confirm() == []  # a free one has a reason
    form.reason.setPlainText("三次维修")
    form.ends.setText("2025-01-01")
    form.edited.emit()
    assert panel.confirm() == []  # it ends before it begins
    form.ends.setText("2027-11-22")
    form.edited.emit()
    [given] = panel.confirm()
    assert isinstance(given, ExtendWarranty)
    assert (given.unit_id, given.number, given.reason) == (uid(11), "", "三次维修")
    panel.key("3")
    form.serial.setText("SN99")
    panel.desk.refusals.append(SerialKnown(serial="SN99"))
    assert panel.confirm() == []
    assert panel.view.message_shown()
    assert form.serial.text() == "SN99"
    [exchanged] = panel.confirm()
    assert isinstance(exchanged, ExchangeUnit)
    assert (exchanged.unit_id, exchanged.serial, exchanged.reason) == (uid(11), "SN99", "三次维修")


def test_a_settled_case_is_opened_again_with_words(panel: Opened) -> None:
    panel.key("4")
    assert panel.confirm() == []
    panel.view.case.reason.setPlainText("又响了")
    [again] = panel.confirm()
    assert isinstance(again, ReopenCase)
    assert (again.case_id, again.note) == (uid(62), "又响了")
