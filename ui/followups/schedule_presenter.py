"""Joins the panel in which a call is promised to the desk."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from app.command import new_id
from app.followups import ScheduleFollowUp
from app.numbers import display, masked
from app.pop import PopPage
from ui.context import Context
from ui.error_text import error_text
from ui.followups.schedule_view import SchedulePanel
from ui.followups.times import quick_time
from ui.followups.words import phone_word, promise_sentence, reason_choices, when_words
from ui.wording import greeting

FIRST_CHOICE = "tomorrow"


class SchedulePresenter(QObject):
    """Leads a promised call from its reason to the sentence that promises it.

    Signals: ``scheduled(UUID)`` the follow-up; ``closed()`` when the person goes back.
    """

    scheduled = Signal(object)
    closed = Signal()

    def __init__(self, context: Context, view: SchedulePanel) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self._page: PopPage | None = None
        self._call_id: UUID | None = None
        self._order_id: UUID | None = None
        self._busy = False
        view.reason_picked.connect(self._on_reason)
        view.quick_chosen.connect(self._on_quick)
        view.confirmed.connect(self._on_confirmed)
        view.back.connect(self.closed)

    def open(self, page: PopPage, call_id: UUID | None, order_id: UUID | None = None) -> None:
        """Begin to promise this customer a call."""
        self._page, self._call_id, self._order_id = page, call_id, order_id
        self._busy = False
        phones = [f"{masked(phone.key)} · {phone_word(phone.role)}" for phone in page.phones]
        who = greeting(page.head.name, page.head.title)
        self._view.begin(who, reason_choices(self._context.reference), phones)
        self._view.set_time(quick_time(FIRST_CHOICE, self._context.now()), FIRST_CHOICE)
        self._show_ready()

    @Slot(str)
    def _on_reason(self, code: str) -> None:
        self._view.show_message("")
        self._show_ready()
        if code:
            self._view.to_times()

    @Slot(str)
    def _on_quick(self, choice: str) -> None:
        self._view.set_time(quick_time(choice, self._context.now()), choice)

    @Slot()
    def _on_confirmed(self) -> None:
        if self._page is None or self._busy or self._missing():
            return
        now, view = self._context.now(), self._view
        if view.time() <= now:
            view.show_message(self.tr("That time has passed. Choose a later one."))
            return
        command = self._command(self._page, now)
        self._busy = True
        self._context.bridge.write(
            view,
            partial(self._context.desk.execute, command),
            partial(self._on_scheduled, self._page, command),
            self._on_refused,
        )

    def _command(self, page: PopPage, now: datetime) -> ScheduleFollowUp:
        view = self._view
        return ScheduleFollowUp(
            at=now,
            follow_up_id=new_id(),
            customer_id=page.head.customer_id,
            reason_code=view.reason.code(),
            order_id=self._order_id,
            call_id=self._call_id,
            owner_id=self._context.desk.actor.person_id if view.owner.current() == "me" else None,
            phone_key=page.phones[view.phone.currentIndex()].key,
            note=view.note.toPlainText().strip()[:2000],
            due_at=view.time(),
        )

    def _on_scheduled(self, page: PopPage, command: ScheduleFollowUp, _done: None) -> None:
        self.scheduled.emit(command.follow_up_id)
        if page is not self._page:
            return
        self._busy = False
        words = when_words(command.due_at, command.at)
        number = display(command.phone_key)
        self._view.show_promised(words, promise_sentence(page.head, number, command.due_at, command.at))

    def _on_refused(self, error: Exception) -> None:
        self._busy = False
        self._view.show_message(error_text(error))

    def _show_ready(self) -> None:
        missing = self._missing()
        self._view.set_ready(not missing, missing)

    def _missing(self) -> str:
        """Return the one thing that is missing most; empty when the call can be promised."""
        if self._page is not None and not self._page.phones:
            return self.tr("No number of this customer is known; ask for one first.")
        if not self._view.reason.code():
            return self.tr("The reason is missing.")
        return ""
