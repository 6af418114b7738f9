"""An order that is asked for again in a call counts once, whoever is told of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.errors import MoveNotAllowed
from app.my_orders import UrgeFacts, urge_facts
from app.orders import UrgeOrder
from app.reference import Reference
from app.workers import Workers
from tests.ui.test_dispatch import HEAD, NOW, PAGE, uid
from tests.ui.test_my_orders import FACTS
from tests.ui.test_rebook import an_order
from ui.bridge import Bridge
from ui.context import Context
from ui.desk.urging import Urging
from ui.desk.why_card import WhyCard
from ui.theme import Theme


class FakeStore:
    def __init__(self) -> None:
        self.done: list[UrgeOrder] = []
        self.refusal: Exception | None = None

    def ask(self, query: Any, order_id: UUID) -> UrgeFacts:
        assert query is urge_facts
        return replace(FACTS, order_id=order_id, provider_id=uid(31))

    def execute(self, command: UrgeOrder) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.done.append(command)


class FakePop(QObject):
    urge_requested = Signal(object)
    provider_told = Signal(object)


class FakeView(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.pop, self.said = FakePop(self), ""

    def say(self, sentence: str, _tone: str) -> None:
        self.said = sentence


@dataclass
class FakeDesk:
    """A call in hand, with a page that has one open order."""

    contact: Any = field(default_factory=lambda: type("Call", (), {"call_id": uid(8)})())
    linked: list[str] = field(default_factory=list)
    reloads: int = 0

    def page(self) -> Any:
        return replace(PAGE, orders=(an_order(1),))

    def link(self, _contact: Any, _order_id: UUID, number: str) -> None:
        self.linked.append(number)

    def reload(self) -> None:
        self.reloads += 1


def test_the_owner_and_the_provider_are_told_of_one_urge_in_one_call(qtbot: QtBot) -> None:
    workers, store, view, desk = Workers(), FakeStore(), FakeView(), FakeDesk()
    qtbot.addWidget(view)
    bridge = Bridge(workers, view)
    Urging(Context(store, bridge, Reference({}, (), ()), lambda: NOW), view, desk)  # type: ignore[arg-type]
    view.pop.provider_told.emit(uid(2))  # no order of this customer
    view.pop.provider_told.emit(uid(1))
    view.pop.urge_requested.emit(uid(1))
    view.pop.provider_told.emit(uid(1))
    desk.contact.call_id = uid(9)
    view.pop.provider_told.emit(uid(1))
    qtbot.waitUntil(lambda: desk.reloads == 4)
    told = [(one.told_provider_id, one.is_counted) for one in store.done]
    assert told == [(uid(31), True), (None, False), (uid(31), False), (uid(31), True)]
    assert desk.linked == [an_order(1).number] * 4
    store.refusal = MoveNotAllowed(old="done", new="urged")
    view.pop.urge_requested.emit(uid(1))
    qtbot.waitUntil(lambda: bool(view.said))
    desk.contact.call_id, view.said = uid(10), ""
    view.pop.urge_requested.emit(uid(1))
    qtbot.waitUntil(lambda: bool(view.said))
    store.refusal = None
    view.pop.urge_requested.emit(uid(1))
    qtbot.waitUntil(lambda: desk.reloads == 5)
    assert store.done[-1].is_counted  # what was refused did not count
    bridge.stop()
    workers.stop()


def test_the_key_for_the_provider_shows_the_number_that_one_rings(qtbot: QtBot, theme: Theme) -> None:  # noqa: ARG001
    card = WhyCard()
    qtbot.addWidget(card)
    with qtbot.waitSignal(card.provider_told) as told:
        card.show_order([an_order(1)], HEAD, NOW)
        assert "139 0013 9000" in card.told_words()
        card.tell_provider()
    assert told.args == [uid(1)]
    card.show_order([an_order(1, provider="", provider_phone="")], HEAD, NOW)
    assert card.told_words() == ""
