"""Dials a promised call and tells its list how it went."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.calls import call_id
from app.command import new_id
from app.followups import DueFollowUp
from app.numbers import dial_string
from ui.context import Context
from ui.desk.presenter import DeskPresenter
from ui.followups.presenter import FollowUpsPresenter
from ui.phone import Phone, SeatCall


class Outbound(QObject):
    """Join the list of promised calls to the phone: the call opens the customer's page like any other."""

    def __init__(
        self, context: Context, phone: Phone, desk: DeskPresenter, follow_ups: FollowUpsPresenter
    ) -> None:
        super().__init__(follow_ups)
        self._context, self._phone, self._desk, self._follow_ups = context, phone, desk, follow_ups
        self._dialled: dict[str, DueFollowUp] = {}
        follow_ups.call_requested.connect(self._on_call_requested)
        phone.dialled.connect(self._on_dialled)
        phone.ended.connect(self._on_ended)

    @Slot(object)
    def _on_call_requested(self, due: DueFollowUp) -> None:
        linked_id = f"ringside-{new_id()}"
        self._dialled[linked_id] = due
        self._desk.expect_dial(linked_id, due.customer_id, due.follow_up_id)
        if not self._phone.dial(dial_string(due.phone_key), linked_id):
            del self._dialled[linked_id]

    @Slot(object)
    def _on_dialled(self, call: SeatCall) -> None:
        due = self._dialled.get(call.linked_id)
        if due is not None:
            self._follow_ups.call_started(due.follow_up_id, call_id(call.line, call.linked_id))

    @Slot(object)
    def _on_ended(self, call: SeatCall) -> None:
        due = self._dialled.pop(call.linked_id, None)
        if due is not None:
            self._follow_ups.call_ended(due.follow_up_id, call.answered_at is not None)
