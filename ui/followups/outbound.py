"""Dials a promised call, tells its list how it went, and wraps it up with what was recorded there."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Slot

from app.callbacks import DueCallBack
from app.calls import call_id
from app.command import new_id
from app.followup_list import DueFollowUp
from app.followups import RecordAttempt
from app.numbers import dial_string
from ui.desk.contact import Contact
from ui.desk.presenter import DeskPresenter
from ui.followups.presenter import FollowUpsPresenter
from ui.phone.calls import SeatCall
from ui.phone.phone import Phone


class Outbound(QObject):
    """Join the list of promised calls to the phone and to the desk, where each call is a contact."""

    def __init__(self, phone: Phone, desk: DeskPresenter, follow_ups: FollowUpsPresenter) -> None:
        super().__init__(follow_ups)
        self._phone, self._desk, self._follow_ups = phone, desk, follow_ups
        self._dialled: dict[str, UUID] = {}  # until the call ended
        self._recorded: RecordAttempt | None = None  # of a call that is still up
        follow_ups.call_requested.connect(self._on_call_requested)
        follow_ups.recorded.connect(self._on_recorded)
        follow_ups.backs.call_requested.connect(self._on_back_requested)
        phone.calls.dialled.connect(self._on_dialled)
        phone.calls.ended.connect(self._on_ended)

    @Slot(object)
    def _on_call_requested(self, due: DueFollowUp) -> None:
        """Dial, unless a call that was dialled here is still under way."""
        if self._dialled:
            return
        linked_id = f"ringside-{new_id()}"
        self._dialled[linked_id] = due.follow_up_id
        self._desk.expect_dial(linked_id, due.customer_id, due.follow_up_id)
        if not self._phone.dial(dial_string(due.phone_key), linked_id):
            del self._dialled[linked_id]
            self._desk.forget_dial(linked_id)

    @Slot(object)
    def _on_back_requested(self, due: DueCallBack) -> None:
        """Dial a number to be called back: a call like any other, which closes it if it gets through."""
        if not self._dialled:
            self._phone.dial(dial_string(due.number_key), f"ringside-{new_id()}")

    @Slot(object)
    def _on_dialled(self, call: SeatCall) -> None:
        follow_up_id = self._dialled.get(call.linked_id)
        if follow_up_id is not None:
            self._follow_ups.call_started(follow_up_id, call_id(call.line, call.linked_id))

    @Slot(object)
    def _on_ended(self, call: SeatCall) -> None:
        self._follow_ups.backs.refresh()
        follow_up_id = self._dialled.pop(call.linked_id, None)
        if follow_up_id is not None:
            self._follow_ups.call_ended(follow_up_id, call.answered_at is not None)
            if self._recorded is not None:
                self._wrap_up(self._recorded)

    @Slot(object)
    def _on_recorded(self, attempt: RecordAttempt) -> None:
        """The try is safe: its call ends, and its interaction says the same."""
        contact = self._contact_of(attempt)
        if contact is None:
            return
        if contact.call.is_up:
            self._recorded = attempt
            self._phone.hang_up(contact.call)
        else:
            self._wrap_up(attempt)

    def _wrap_up(self, attempt: RecordAttempt) -> None:
        self._recorded = None
        contact = self._contact_of(attempt)
        if contact is not None:
            self._desk.finish_follow_up(contact, f"follow_up.{attempt.outcome}", attempt.note)

    def _contact_of(self, attempt: RecordAttempt) -> Contact | None:
        contact = self._desk.contact
        is_his = contact is not None and contact.follow_up_id == attempt.follow_up_id
        return contact if is_his else None
