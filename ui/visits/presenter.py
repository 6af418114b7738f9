"""Joins the panel of a provider's word to the desk."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from app.command import Command, new_id
from app.order_life import (
    AcceptOrder,
    AwaitPart,
    FinishOrder,
    OrderResult,
    PartArrived,
    RecordFirstContact,
    RecordVisit,
)
from app.provider_word import ProviderSide, Word, provider_side
from app.rebooking import RefuseOrder
from app.reference import CodeList
from ui.context import Context
from ui.desk.code_picker import reasons_of
from ui.error_text import error_text
from ui.visits.view import WITH_TIME, VisitPanel
from ui.visits.words import missing_word, result_options, who_words, word_options

NEEDS_NOTE = (Word.REFUSES, Word.PART_MISSING)
REPORTS_IN, PART_IN = timedelta(hours=2), timedelta(days=2)  # proposed; the agent hears and changes it


class VisitPresenter(QObject):
    """Takes down what a provider says about an open order.

    Signals: ``said(object)`` the order's id, when it is written; ``closed()``.
    """

    said = Signal(object)
    closed = Signal()

    def __init__(self, context: Context, view: VisitPanel) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self._order_id: UUID | None = None
        self._side: ProviderSide | None = None
        self._busy = False
        view.word_chosen.connect(self._on_word)
        view.confirmed.connect(self._on_confirmed)
        view.back.connect(self.closed)

    def open(self, order_id: UUID) -> None:
        """Begin with an open order."""
        self._order_id, self._side, self._busy = order_id, None, False
        self._view.why.suggest(reasons_of(self._context.reference, CodeList.REFUSE))
        self._view.begin("", (), (), None, ())
        self._show_word(None)
        ask = partial(self._context.desk.ask, provider_side, order_id, self._context.now())
        self._context.bridge.read(self._view, ask, self._on_side, self._on_failed)

    def _on_side(self, side: ProviderSide) -> None:
        if side.order_id != self._order_id:
            return
        self._side = side
        results = result_options(has_unit=side.has_unit)
        self._view.begin(
            who_words(side), word_options(side.can_say), side.technicians, side.technician_id, results
        )
        self._show_word(None)
        if not side.can_say:
            self._view.show_message(self.tr("No provider has this order now: find an appointment first."))

    @Slot(str)
    def _on_word(self, word: str) -> None:
        self._view.show_message("")
        self._show_word(Word(word))

    def _show_word(self, word: Word | None) -> None:
        now = self._context.now()
        proposed = {Word.CAME: now + REPORTS_IN, Word.PART_MISSING: now + PART_IN}
        later = self._side.by.confirm_by if self._side else now
        self._view.show_word(word, proposed.get(word, later) if word else later)

    @Slot()
    def _on_confirmed(self) -> None:
        side, view, now = self._side, self._view, self._context.now()
        said = view.word.current()
        if side is None or self._busy or not said:
            return
        word = Word(said)
        if word in NEEDS_NOTE and not view.words():
            view.show_message(missing_word(word))
            view.to_note()
            return
        if word in WITH_TIME and view.until.instant() <= now:
            view.show_message(self.tr("That time has passed. Choose a later one."))
            view.until.setFocus()
            return
        try:
            command = self._command(side, word, now)
        except ValueError:  # only what is typed can be too long
            view.show_message(self.tr("The note is too long; shorten it."))
            return
        self._busy = True
        bridge, desk = self._context.bridge, self._context.desk
        decide = bridge.ask_centre if command.central_only else bridge.write
        decide(view, partial(desk.execute, command), self._on_done, self._on_refused)

    def _command(self, side: ProviderSide, word: Word, now: datetime) -> Command:
        view = self._view
        about: dict[str, Any] = {"at": now, "order_id": side.order_id, "event_id": new_id()}
        noted = {**about, "note": view.words()}
        match word:
            case Word.ACCEPTS:
                return AcceptOrder(**about, technician_id=view.technician_id())
            case Word.REFUSES:
                more = {"booking_id": new_id(), "sent_event_id": new_id(), "provider_id": side.provider_id}
                return RefuseOrder(**about, **more, **asdict(side.by), reason=view.words())
            case Word.RANG:
                return RecordFirstContact(**noted)
            case Word.CAME | Word.NOBODY_HOME:
                return RecordVisit(**noted, is_home=word is Word.CAME, next_at=view.until.instant())
            case Word.PART_MISSING:
                return AwaitPart(**noted, part_by=view.until.instant())
            case Word.PART_HERE:
                return PartArrived(**noted, confirm_by=view.until.instant())
            case Word.FINISHED:
                return FinishOrder(**noted, **self._ending())

    def _ending(self) -> dict[str, Any]:
        result, serial = OrderResult(self._view.result.current()), self._view.serial.text().strip()
        found = {"result": result, "paid_fen": round(self._view.paid.value() * 100)}
        is_exchange = result is OrderResult.EXCHANGED
        return found | ({"new_unit_id": new_id(), "new_serial": serial or None} if is_exchange else {})

    def _on_done(self, _nothing: None) -> None:
        self._busy = False
        self.said.emit(self._order_id)
        self.closed.emit()

    def _on_refused(self, error: Exception) -> None:
        self._busy = False
        self._view.show_message(error_text(error))

    def _on_failed(self, error: Exception) -> None:
        self._view.show_message(error_text(error))
