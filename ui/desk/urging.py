"""Writes down that a customer asked for an order again, and who was told: its owner, or the provider."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from app.command import new_id
from app.my_orders import urge_facts
from app.orders import UrgeOrder
from ui.context import Context
from ui.desk.contact import Contact
from ui.desk.presenter import DeskPresenter
from ui.desk.view import DeskView
from ui.error_text import error_text


def tell_provider(context: Context, order_id: UUID, *, is_counted: bool) -> None:
    """Write down that the provider of an order was told; it blocks. Raises DomainError."""
    facts = context.desk.ask(urge_facts, order_id)
    told = {"told_provider_id": facts.provider_id, "is_counted": is_counted}
    context.desk.execute(UrgeOrder(at=context.now(), order_id=order_id, event_id=new_id(), **told))


class Urging(QObject):
    """Answers the keys of an order that is asked for again. In one call it is asked for once."""

    def __init__(self, context: Context, view: DeskView, desk: DeskPresenter) -> None:
        super().__init__(view)
        self._context, self._view, self._desk = context, view, desk
        self._urged: set[tuple[UUID, UUID]] = set()  # call and order
        view.pop.urge_requested.connect(self._on_urged)
        view.pop.provider_told.connect(self._on_provider_told)

    @Slot(object)
    def _on_urged(self, order_id: UUID) -> None:
        contact = self._about(order_id)
        if contact is not None:
            asked = contact.call_id, order_id
            command = UrgeOrder(
                at=self._context.now(),
                order_id=order_id,
                event_id=new_id(),
                is_counted=asked not in self._urged,
            )
            self._write(asked, partial(self._context.desk.execute, command))

    @Slot(object)
    def _on_provider_told(self, order_id: UUID) -> None:
        contact = self._about(order_id)
        if contact is not None:
            asked = contact.call_id, order_id
            is_counted = asked not in self._urged
            self._write(asked, partial(tell_provider, self._context, order_id, is_counted=is_counted))

    def _about(self, order_id: UUID) -> Contact | None:
        """Return the call in hand, which is about this order from now on."""
        contact, page = self._desk.contact, self._desk.page()
        order = next((one for one in page.orders if one.order_id == order_id), None) if page else None
        if contact is None or order is None:
            return None
        self._desk.link(contact, order_id, order.number)
        return contact

    def _write(self, asked: tuple[UUID, UUID], work: partial[None]) -> None:
        """Write it down; the first one of a call and an order counts, unless it is refused."""
        is_first = asked not in self._urged
        self._urged.add(asked)
        failed = partial(self._on_failed, asked if is_first else None)
        self._context.bridge.write(self, work, lambda _none: self._desk.reload(), failed)

    def _on_failed(self, uncounted: tuple[UUID, UUID] | None, error: Exception) -> None:
        if uncounted is not None:
            self._urged.discard(uncounted)
        self._view.say(error_text(error), "broken")
