"""Sends an order to whoever decides, and tells what came of it, also when the answer comes late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from app.desk import Desk, Sending
from app.dispatch import DispatchOrder, RequestOrder
from app.errors import NotKnownYet, Refused
from app.orders import CancelOrder
from app.rebooking import BookOrder
from ui.context import Context

P = TypeVar("P")  # what was chosen, as a dataclass
Order = DispatchOrder | RequestOrder | BookOrder | CancelOrder
Compose = Callable[[P, Desk, datetime], Order]

SETTLED = (Sending.CONFIRMED, Sending.REFUSED)


@dataclass(frozen=True, slots=True, eq=False)
class Sent:
    """An order on its way: the plan that it was made of, as it was confirmed, and the order."""

    begun: Any
    plan: Any
    order: Order
    is_known: bool = True


class Asking(QObject):
    """Ask for one order after another.

    Signals: ``taken(Sent)`` held or recorded; ``refused(plan, Exception)`` with the plan that was begun;
    ``unknown(Sent)`` the centre was asked and has not answered: one of the others follows by itself.
    """

    taken = Signal(object)
    refused = Signal(object, object)
    unknown = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._waiting: list[Sent] = []
        context.bridge.sync_state.connect(self._look_again)
        context.bridge.bundles_changed.connect(self._look_again)

    def ask(self, begun: P, compose: Compose[P]) -> None:
        """Ask the centre for a half-day; what is chosen meanwhile is not what was confirmed."""
        self._context.bridge.ask_centre(
            self,
            partial(_decide, self._context.desk, begun, replace(begun), compose, self._context.now()),
            self._on_answer,
            partial(self.refused.emit, begun),
        )

    def record(self, begun: P, compose: Compose[P]) -> None:
        """Write down what needs no centre."""
        self._context.bridge.write(
            self,
            partial(_decide, self._context.desk, begun, replace(begun), compose, self._context.now()),
            self._on_answer,
            partial(self.refused.emit, begun),
        )

    def _on_answer(self, sent: Sent) -> None:
        if sent.is_known:
            self.taken.emit(sent)
        else:
            self._waiting.append(sent)
            self.unknown.emit(sent)

    @Slot()
    def _look_again(self) -> None:
        """The desk has heard from the hub: see whether what was asked is decided now."""
        if self._waiting:
            desk, ids = self._context.desk, [sent.order.order_id for sent in self._waiting]
            self._context.bridge.read(self, partial(desk.sending, ids), self._on_looked)

    def _on_looked(self, found: dict) -> None:
        for sent in list(self._waiting):
            state = found.get(sent.order.order_id)
            if state in SETTLED:
                self._waiting.remove(sent)
                self._settle(sent, state)

    def _settle(self, sent: Sent, state: Sending) -> None:
        if state is Sending.CONFIRMED:
            self.taken.emit(sent)
            return
        hub = self._context.hub
        self._context.bridge.write(
            self,
            partial(_refusal_of, hub, sent.order),
            partial(self.refused.emit, sent.begun),
        )


def _decide(desk: Desk, begun: P, plan: P, compose: Compose[P], at: datetime) -> Sent:
    order = compose(plan, desk, at)
    try:
        desk.execute(order)
    except NotKnownYet:
        return Sent(begun, plan, order, is_known=False)
    return Sent(begun, plan, order)


def _refusal_of(hub, order: Order) -> Refused:
    """Return why an order was refused late, and give it up: the panel shows all that was chosen."""
    for each in hub.attention():
        if each.command is not None and each.command.id == order.id:
            hub.withdraw(each.n)
            return Refused(each.code, each.details)
    return Refused("refused", {})
