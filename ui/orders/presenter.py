"""Joins the page of one's own orders to the desk."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from app.cases import AnsweredAuthority, CaseState, CloseCase, ContactedCase
from app.command import Command, new_id
from app.handover import HandOver, HandOverReason, Reassign
from app.my_orders import CaseStep, Colleague, Due, OwnWork, colleagues, my_orders, told_to
from app.order_clocks import ContactedOrder, PauseOrder, PauseReason, ResumeOrder
from ui.context import Context
from ui.error_text import error_text
from ui.message_words import MessageWords
from ui.orders.absence import AbsenceDialog
from ui.orders.model import subject
from ui.orders.view import TOLD, MyOrdersView

LOOKED_AT_AGAIN = timedelta(days=1)
MOST = 200  # in one handing over


class MyOrdersPresenter(QObject):
    """Leads through what one owns.

    Signals: ``late_changed(int)`` how many are late.
    """

    late_changed = Signal(int)

    def __init__(self, context: Context, view: MyOrdersView) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self._work: list[OwnWork] = []
        self._told: list[OwnWork] = []
        self._colleagues: list[Colleague] = []
        self._chosen: UUID | None = None
        self._on_card: OwnWork | None = None
        self._busy = False
        view.filter_chosen.connect(self._on_filter)
        view.work_chosen.connect(self._show_chosen)
        view.absence_wanted.connect(self._on_absence)
        view.card.rung.connect(self._on_rung)
        view.card.closed.connect(self._on_closed)
        view.card.paused.connect(self._on_paused)
        view.card.resumed.connect(self._on_resumed)
        view.card.handed_over.connect(self._on_handed_over)

    @Slot()
    def refresh(self) -> None:
        """Read again what is open; what was typed about the chosen one stays while it is as it was."""
        desk, now = self._context.desk, self._context.now()
        mine = partial(desk.ask, my_orders, desk.actor.person_id, now)
        self._context.bridge.read(self._view, mine, self._on_work, self._on_failed)

    @Slot()
    def look_who_is_there(self) -> None:
        """Read again to whom one can hand over."""
        there = partial(self._context.desk.ask, colleagues, self._context.now())
        self._context.bridge.read(self._view, there, self._on_colleagues, self._on_failed)

    @Slot()
    def look_what_was_told(self) -> None:
        """Read again what this person was told of; the centre counts such a look, so that it is not often."""
        desk, now = self._context.desk, self._context.now()
        told = partial(desk.ask, told_to, desk.actor.person_id, now)
        self._context.bridge.read(self._view, told, self._on_told, self._on_failed)

    def _on_told(self, told: list[OwnWork]) -> None:
        self._told = told
        self._show_list()

    @Slot()
    def _on_absence(self) -> None:
        if self._colleagues:
            dialog = AbsenceDialog(self._context, self._colleagues, self._view)
            dialog.accepted.connect(self.look_who_is_there)
            dialog.ended.connect(self.look_who_is_there)
            dialog.open()

    def _on_work(self, work: list[OwnWork]) -> None:
        self._work = work
        self._show_list()
        self.late_changed.emit(sum(one.due is Due.LATE for one in work))

    def _on_colleagues(self, found: list[Colleague]) -> None:
        self._colleagues = found
        me = self._context.desk.actor.person_id
        team = next((one.team for one in found if one.person_id == me), "")
        others = [one for one in found if one.person_id != me]
        self._view.card.set_colleagues(sorted(others, key=lambda one: one.team != team))

    @Slot(str)
    def _on_filter(self, name: str) -> None:
        self._show_list()
        if name == TOLD:
            self.look_what_was_told()

    def _shown(self) -> list[OwnWork]:
        kept = self._view.filters.current()
        if kept == TOLD:
            return self._told
        return [one for one in self._work if kept in ("all", one.due)]

    def _show_list(self) -> None:
        shown = self._shown()
        counts = {due.value: sum(one.due is due for one in self._work) for due in Due}
        known = [subject(one) for one in shown]
        chosen = self._chosen if self._chosen in known else next(iter(known), None)
        self._view.show_work(
            shown, {"all": len(self._work), TOLD: len(self._told), **counts}, chosen, self._context.now()
        )
        self._show_chosen(chosen)

    @Slot(object)
    def _show_chosen(self, chosen: UUID | None) -> None:
        self._chosen = chosen
        before, self._on_card = self._on_card, next((w for w in self._shown() if subject(w) == chosen), None)
        work = self._on_card
        if work is None or work == before:
            return  # what is being typed about it is not touched
        now = self._context.now()
        words = MessageWords(self._context.reference.has_gateway)
        self._view.card.show_work(work, len(self._shown()), now + LOOKED_AT_AGAIN, now, words)

    # what is done with it

    @Slot()
    def _on_rung(self) -> None:
        work, note = self._on_card, self._view.card.words()
        if work is None:
            return
        about = {"at": self._context.now(), "event_id": new_id(), "note": note}
        if work.order_id is not None:
            self._decide(partial(ContactedOrder, order_id=work.order_id, **about))
        elif work.step is CaseStep.ANSWER:
            self._decide(partial(AnsweredAuthority, case_id=work.case_id, **about))
        else:
            self._decide(partial(ContactedCase, case_id=work.case_id, **about))

    @Slot()
    def _on_closed(self) -> None:
        work, words = self._on_card, self._view.card.words()
        if work is not None and work.order_id is None:
            at, state = self._context.now(), CaseState.DONE
            self._decide(partial(CloseCase, at=at, case_id=work.case_id, state=state, result=words))

    @Slot()
    def _on_paused(self) -> None:
        work, card, now = self._on_card, self._view.card, self._context.now()
        if work is None or work.order_id is None:
            return
        if not card.reason.current():
            card.show_message(self.tr("Say why: choose a reason."))
            card.reason.setFocus()
        elif card.until.instant() <= now:
            card.show_message(self.tr("That time has passed. Choose a later one."))
        else:
            self._decide(partial(self._pause, work.order_id, now))

    def _pause(self, order_id: UUID, now: datetime) -> PauseOrder:
        card = self._view.card
        return PauseOrder(
            at=now,
            order_id=order_id,
            pause_id=new_id(),
            event_id=new_id(),
            reason=PauseReason(card.reason.current()),
            until_at=card.until.instant(),
            note=card.words(),
        )

    @Slot()
    def _on_resumed(self) -> None:
        work, note = self._on_card, self._view.card.words()
        if work is not None and work.order_id is not None:
            now = self._context.now()
            self._decide(partial(ResumeOrder, at=now, order_id=work.order_id, event_id=new_id(), note=note))

    @Slot()
    def _on_handed_over(self) -> None:
        card, to = self._view.card, self._view.card.to_person()
        work = self._shown()[:MOST] if card.scope.current() == "all" else [self._on_card]
        if to is None or self._on_card is None:
            return
        me = self._context.desk.actor.person_id
        is_of_others = any(one and one.owner_id not in (None, me) for one in work)
        make = partial(
            Reassign if is_of_others else HandOver,
            at=self._context.now(),
            order_ids=tuple(one.order_id for one in work if one and one.order_id),
            case_ids=tuple(one.case_id for one in work if one and not one.order_id),
            to_person_id=to,
            reason=HandOverReason.SHIFT_END if len(work) > 1 else HandOverReason.OTHER,
            note=card.words(),
        )
        self._decide(make)

    def _decide(self, make: partial[Command]) -> None:
        """Let a decision be made once; what is typed stays until the store has said that it is safe."""
        if self._busy:
            return
        try:
            command = make()
        except ValueError:  # only what is typed can be too long
            self._view.card.show_message(self.tr("The note is too long; shorten it."))
            return
        self._busy = True
        decide = partial(self._context.desk.execute, command)
        self._context.bridge.write(self._view, decide, self._on_done, self._on_refused)

    def _on_done(self, _nothing: None) -> None:
        self._busy = False
        self._on_card = None  # it is shown anew, without what was typed
        self.refresh()
        if self._view.filters.current() == TOLD:
            self.look_what_was_told()

    def _on_refused(self, error: Exception) -> None:
        self._busy = False
        self._view.card.show_message(error_text(error))

    def _on_failed(self, error: Exception) -> None:
        self._view.show_failed(error_text(error))
