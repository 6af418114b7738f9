"""The sentence for a customer who asks again: how the order stands, who comes when, whom one can ring."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QObject, Slot

from app.my_orders import UrgeFacts, urge_facts
from app.orders import OrderState, spoken_digits
from app.service_time import service_day
from ui.context import Context
from ui.desk.why_card import WhyCard
from ui.error_text import error_text
from ui.wording import is_chinese, local, long_day, span

translate = QCoreApplication.translate


class UrgeSentence(QObject):
    """Fill in what the card says of an order that was asked for again; read when the card shows one."""

    def __init__(self, context: Context, card: WhyCard) -> None:
        super().__init__(card)
        self._context, self._card = context, card
        card.urged_order_shown.connect(self._on_shown)

    @Slot(object)
    def _on_shown(self, order_id: UUID) -> None:
        ask = partial(self._context.desk.ask, urge_facts, order_id)
        self._context.bridge.read(self, ask, self._on_facts, self._on_failed)

    def _on_facts(self, facts: UrgeFacts) -> None:
        self._card.show_urge(facts.order_id, urge_sentence(facts, self._context))

    def _on_failed(self, error: Exception) -> None:
        if self._card.order is not None:
            self._card.show_urge(self._card.order.order_id, error_text(error))


def urge_sentence(facts: UrgeFacts, context: Context) -> str:
    """Return what one reads out: status and date, the provider's phone, and who was told."""
    today = service_day(context.now())
    parts = [_status(facts, today)]
    if facts.provider:
        phone = spoken_phone(facts.phone)
        parts.append(translate("Urge", "The provider is {0}, phone {1}.").format(facts.provider, phone))
    if facts.told and facts.urged_at is not None:
        when = f"{long_day(service_day(facts.urged_at), today)} {local(facts.urged_at):%H:%M}"
        parts.append(translate("Urge", "{0} was told {1}.").format(facts.told, when))
    if facts.contact_due_at is not None:
        when = f"{long_day(service_day(facts.contact_due_at), today)} {local(facts.contact_due_at):%H:%M}"
        parts.append(translate("Urge", "We ring you by {0}.").format(when))
    return ("" if is_chinese() else " ").join(parts)


def _status(facts: UrgeFacts, today: date) -> str:
    state = {
        OrderState.REQUESTED: translate("Urge", "Your order is taken and the appointment is being arranged."),
        OrderState.BOOKED: translate("Urge", "Your order is sent to the provider, whose yes we await."),
        OrderState.ACCEPTED: translate("Urge", "The provider has accepted your order."),
        OrderState.PART_AWAITED: translate("Urge", "Your order waits for a part."),
        OrderState.DONE: translate("Urge", "Your order is done."),
        OrderState.CANCELLED: translate("Urge", "Your order was cancelled."),
    }[facts.state]
    if facts.promised_from is None or facts.promised_to is None or facts.state is OrderState.REQUESTED:
        return state
    day = long_day(service_day(facts.promised_from), today)
    visit = f"{day} {span(facts.promised_from, facts.promised_to)}"
    gap = "" if is_chinese() else " "
    return state + gap + translate("Urge", "The visit is promised for {0}.").format(visit)


def spoken_phone(raw: str) -> str:
    """Return a number in groups, with the words for its digits as they are read out in Chinese."""
    digits = "".join(char for char in raw if char.isdigit())
    groups = [digits[:3], digits[3:7], digits[7:]] if len(digits) == 11 else [digits]
    shown = " ".join(group for group in groups if group)
    if not is_chinese():
        return shown
    return f"{shown}（{'，'.join(spoken_digits(group) for group in groups if group)}）"
