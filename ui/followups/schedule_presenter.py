"""Joins the panel in which a call is promised to the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from app.cases import CaseKind, OpenCase
from app.command import Command, new_id
from app.desk import Desk
from app.followups import NOTE_LENGTH, ScheduleFollowUp
from app.goods import WORDS_LENGTH, AskToBeTold
from app.interactions import KeptDraft, kept_drafts
from app.numbers import display, masked
from app.pop import PopPage
from ui.context import Context
from ui.desk.drafts import DraftKeeper
from ui.error_text import error_text
from ui.followups.schedule_view import SchedulePanel
from ui.followups.times import quick_time
from ui.followups.words import phone_word, promise_sentence, reason_choices, when_words, wish_sentence
from ui.wording import greeting

FIRST_CHOICE = "tomorrow"
NOTE, GOODS = "promise.note", "goods_arrived"
SUMMARY_LENGTH = 120


class SchedulePresenter(QObject):
    """Leads a promised call from its reason to the sentence that promises it.

    A call about no order opens a consult case that ends with it. What is typed is kept on the disk under the
    call in which it is promised, or under the customer when there is none.
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
        self._case: OpenCase | None = None  # of this promise, once it was asked for
        self._notes: dict[UUID, str] = {}
        self.drafts = DraftKeeper(context, self)
        self._busy = False
        view.note_edited.connect(self._on_note)
        view.reason_picked.connect(self._on_reason)
        view.quick_chosen.connect(self._on_quick)
        view.confirmed.connect(self._on_confirmed)
        view.back.connect(self.closed)
        self.drafts.failed.connect(self._on_not_kept)
        desk = context.desk
        context.bridge.read(view, partial(desk.ask, kept_drafts, desk.actor.person_id), self._on_kept)

    def open(self, page: PopPage, call_id: UUID | None, order_id: UUID | None = None) -> None:
        """Begin to promise this customer a call."""
        self._page, self._call_id, self._order_id = page, call_id, order_id
        self._case = None
        self._busy = False
        phones = [f"{masked(phone.key)} · {phone_word(phone.role)}" for phone in page.phones]
        who = greeting(page.head.name, page.head.title)
        self._view.begin(who, reason_choices(self._context.reference), phones)
        self._view.set_waits(waits=False)
        self._view.set_time(quick_time(FIRST_CHOICE, self._context.now()), FIRST_CHOICE)
        self._view.set_note(self._notes.get(self._subject(page), ""))
        self._show_ready()

    def _on_kept(self, drafts: list[KeptDraft]) -> None:
        """Take back what was typed before a crash; what was typed since then goes before it."""
        for draft in drafts:
            if draft.field == NOTE:
                self._notes.setdefault(draft.subject_id, draft.text)
        if self._page is not None and not self._view.note_text():
            self._view.set_note(self._notes.get(self._subject(self._page), ""))
            self._show_ready()

    @Slot(str)
    def _on_note(self, text: str) -> None:
        if self._page is not None and not self._busy:
            self._notes[self._subject(self._page)] = text
            self.drafts.note(self._subject(self._page), NOTE, text)
        self._show_ready()

    def _subject(self, page: PopPage) -> UUID:
        return self._call_id or page.head.customer_id

    @Slot(str)
    def _on_reason(self, code: str) -> None:
        self._view.show_message("")
        self._view.set_waits(self._waits())
        self._show_ready()
        if code:
            (self._view.to_note if self._waits() else self._view.to_times)()

    def _waits(self) -> bool:
        """Tell whether the customer is to be rung when goods have come, whenever that is."""
        return self._view.reason.code() == GOODS

    @Slot(str)
    def _on_quick(self, choice: str) -> None:
        self._view.set_time(quick_time(choice, self._context.now()), choice)

    @Slot()
    def _on_confirmed(self) -> None:
        if self._page is None or self._busy or self._missing():
            return
        now, view = self._context.now(), self._view
        if not self._waits() and view.time() <= now:
            view.show_message(self.tr("That time has passed. Choose a later one."))
            return
        if self._waits():
            about, command = None, self._wish(self._page, now)
        else:
            about = self._consult(self._page, now) if self._order_id is None else None
            command = self._command(self._page, about, now)
        done_with = KeptDraft(self._subject(self._page), NOTE, "", now)
        self._busy = True
        self.drafts.flush()  # written before what makes it needless
        self._context.bridge.write(
            view,
            partial(_promise, self._context.desk, (about, command) if about else (command,), done_with),
            partial(self._on_scheduled, self._page, done_with.subject_id, command),
            self._on_refused,
        )

    def _consult(self, page: PopPage, now: datetime) -> OpenCase:
        """Return the case that the call is about; asked for again, it is the same and is not opened twice."""
        if self._case is None:
            self._case = OpenCase(
                at=now,
                case_id=new_id(),
                customer_id=page.head.customer_id,
                kind=CaseKind.CONSULT,
                call_id=self._call_id,
                summary=self._summary(),
                due_at=self._view.time(),
            )
        return self._case

    def _summary(self) -> str:
        code, first_line = self._view.reason.code(), self._view.note_text().partition("\n")[0]
        reasons = reason_choices(self._context.reference)
        words = next((each.words for each in reasons if each.code == code), code)
        return f"{words} · {first_line[:SUMMARY_LENGTH]}" if first_line else words

    def _command(self, page: PopPage, about: OpenCase | None, now: datetime) -> ScheduleFollowUp:
        view = self._view
        return ScheduleFollowUp(
            at=now,
            follow_up_id=new_id(),
            customer_id=page.head.customer_id,
            reason_code=view.reason.code(),
            order_id=self._order_id,
            case_id=about.case_id if about else None,
            call_id=self._call_id,
            owner_id=self._context.desk.actor.person_id if view.owner.current() == "me" else None,
            phone_key=page.phones[view.phone.currentIndex()].key,
            note=view.note_text(),
            due_at=view.time(),
        )

    def _wish(self, page: PopPage, now: datetime) -> AskToBeTold:
        words = self._view.note_text()
        models = (row for row in self._context.reference.models if not row.retired)
        code = next((row.code for row in models if row.code == words.upper()), None)
        return AskToBeTold(
            at=now,
            wish_id=new_id(),
            customer_id=page.head.customer_id,
            model_code=code,
            words="" if code else words,
            phone_key=self._phone_key(page),
            call_id=self._call_id,
        )

    def _phone_key(self, page: PopPage) -> str:
        return page.phones[self._view.phone.currentIndex()].key

    def _on_scheduled(
        self, page: PopPage, subject_id: UUID, command: ScheduleFollowUp | AskToBeTold, _done: None
    ) -> None:
        self._notes.pop(subject_id, None)
        self.drafts.forget(subject_id)
        is_wish = isinstance(command, AskToBeTold)
        self.scheduled.emit(command.wish_id if is_wish else command.follow_up_id)
        if page is not self._page:
            return
        self._busy = False
        number = display(command.phone_key)
        if is_wish:
            goods = command.words or command.model_code or ""
            self._view.show_promised(self.tr("when they have come"), wish_sentence(page.head, goods, number))
        else:
            words = when_words(command.due_at, command.at)
            self._view.show_promised(words, promise_sentence(page.head, number, command.due_at, command.at))

    def _on_refused(self, error: Exception) -> None:
        self._busy = False
        self._on_note(self._view.note_text())
        self._view.show_message(error_text(error))

    def _on_not_kept(self, error: Exception) -> None:
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
        if self._waits() and not self._view.note_text():
            return self.tr("Write which goods: a model, or what it is.")
        if len(self._view.note_text()) > (WORDS_LENGTH if self._waits() else NOTE_LENGTH):
            return self.tr("The note is too long.")
        return ""


def _promise(desk: Desk, commands: Sequence[Command], done_with: KeptDraft) -> None:
    """Promise the call and forget what was typed for it, on the writer's thread."""
    desk.execute(*commands)
    desk.keep_draft(done_with)
