"""Joins the panel of what is done for a customer by hand to the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from app.cases import ReopenCase
from app.command import Command, new_id
from app.customer_acts import WORDS_HERE, CustomerActs, TemplateText, customer_acts
from app.followups import StopFollowUps
from app.messages.consent import WORDING, RecordConsent
from app.messages.queueing import WORDS_LENGTH, DropMessage, QueueMessage
from app.pop import PopPage
from app.service_time import service_day
from app.warranty import REASON, Cover, ExchangeUnit, ExtendWarranty
from ui.context import Context
from ui.error_text import error_text
from ui.serving.forms import fill
from ui.serving.view import ServePanel
from ui.serving.words import (
    BOUGHT,
    CASE,
    EXCHANGED,
    MESSAGE,
    NO,
    RING,
    RING_NOT,
    UNIT,
    WISHES,
    YES,
    consent_word,
    day_of,
    number_word,
    rung_word,
    settled_word,
    text_word,
    waiting_word,
    when_word,
)
from ui.wording import greeting, named

USUAL = timedelta(days=365)


class ServePresenter(QObject):
    """Writes down what is done for the customer of a call.

    Signals: ``closed()`` when it is written down or the person goes back; ``told(str)`` what was done.
    """

    closed = Signal()
    told = Signal(str)

    def __init__(self, context: Context, view: ServePanel) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self._page: PopPage | None = None
        self._acts: CustomerActs | None = None
        self._call_id: UUID | None = None
        self._order_id: UUID | None = None
        self._id = new_id()
        self._busy = False
        view.turned.connect(self._show_ready)
        view.edited.connect(self._show_ready)
        view.confirmed.connect(self._on_confirmed)
        view.dropped.connect(self._on_dropped)
        view.back.connect(self.closed)

    def open(self, page: PopPage, call_id: UUID | None, unit_id: UUID | None, order_id: UUID | None) -> None:
        """Begin for this customer; ``order_id`` is what the call is about."""
        self._page, self._acts, self._call_id, self._order_id = page, None, call_id, order_id
        self._id, self._busy = new_id(), False
        view, today = self._view, service_day(self._context.now())
        view.begin(greeting(page.head.name, page.head.title))
        view.message.words.clear()
        view.message.show_waiting(())
        fill(view.unit.unit, [self._unit_word(at) for at in range(len(page.units))])
        ids = [one.unit_id for one in page.units]
        view.unit.unit.setCurrentIndex(ids.index(unit_id) if unit_id in ids else 0)
        view.unit.act.choose(BOUGHT)
        view.unit.covers.choose(Cover.WHOLE)
        view.unit.starts.setText(today.isoformat())
        view.unit.ends.setText((today + USUAL).isoformat())
        for field in (view.unit.number, view.unit.serial, view.unit.reason, view.case.reason):
            field.clear()
        self._read(self._on_read)

    def _read(self, ok: Callable[[CustomerActs], None]) -> None:
        if self._page is None:
            return
        who, now = self._page.head.customer_id, self._context.now()
        ask = partial(self._context.desk.ask, customer_acts, who, now, self._order_id)
        self._show_ready()
        self._context.bridge.read(self._view, ask, ok, self._on_refused)

    def _on_read(self, acts: CustomerActs) -> None:
        if self._page is None or acts.customer_id != self._page.head.customer_id:
            return
        self._acts, view = acts, self._view
        fill(view.message.to, [number_word(key) for key in acts.mobiles])
        fill(view.message.template, [text_word(one) for one in acts.texts])
        view.message.show_waiting([waiting_word(one) for one in acts.waiting])
        view.wishes.ring.choose(RING_NOT if acts.no_follow_ups_at else RING)
        view.wishes.rung.setText(rung_word(acts.no_follow_ups_at))
        view.wishes.consent.choose("")
        view.wishes.said.setText(consent_word(acts.consent, acts.no_marketing_at))
        fill(view.case.case, [settled_word(one) for one in acts.settled])
        self._show_ready()

    def _on_waiting(self, acts: CustomerActs) -> None:
        if self._acts is not None and acts.customer_id == self._acts.customer_id:
            self._acts = replace(self._acts, waiting=acts.waiting)
            self._view.message.show_waiting([waiting_word(one) for one in acts.waiting])

    @Slot()
    def _show_ready(self) -> None:
        view, text = self._view, self._text()
        if text is not None:
            view.message.preview.set(text.text.replace(WORDS_HERE, self._words() or "…"))
            view.message.when.setText(when_word(text.not_before, self._context.now()))
        done = view.unit.act.current()
        view.unit.show_fields(is_bought=done == BOUGHT, is_exchanged=done == EXCHANGED)
        view.set_ready(self._missing())

    def _missing(self) -> str:
        """Return what is missing before it can be written down."""
        if self._acts is None:
            return self.tr("Reading…")
        match self._view.act.current():
            case str(act) if act == MESSAGE:
                return self._message_missing()
            case str(act) if act == WISHES:
                return "" if self._wish_commands(self._acts) else self.tr("Choose what the customer wishes.")
            case str(act) if act == UNIT:
                return self._unit_missing()
            case _:
                return self._case_missing(self._acts)

    def _message_missing(self) -> str:
        text, words = self._text(), self._words()
        if self._acts is None or not self._acts.mobiles:
            return self.tr("No mobile number of this customer is known: nobody can be written to.")
        if text is None:
            return self.tr("There is no text to write by. The administration has the list.")
        if text.needs_consent:
            return self.tr("The customer has not allowed advertising. Ask under Wishes.")
        if WORDS_HERE in text.text and not words:
            return self.tr("Write what the customer shall know.")
        return self.tr("That is too long; shorten it.") if len(words) > WORDS_LENGTH else ""

    def _unit_missing(self) -> str:
        form, page = self._view.unit, self._page
        reason = form.reason.toPlainText().strip()
        starts, ends = day_of(form.starts.text()), day_of(form.ends.text())
        if page is None or not page.units:
            return self.tr("No unit of this customer is known.")
        if form.act.current() == BOUGHT and not form.number.text().strip():
            return self.tr("Write the number of the contract.")
        if form.act.current() != BOUGHT and not reason:
            return self.tr("Write why.")
        if len(reason) > REASON:
            return self.tr("That is too long; shorten it.")
        if form.act.current() != EXCHANGED and (starts is None or ends is None or ends < starts):
            return self.tr("Write both days as 2026-11-22, the later one last.")
        return ""

    def _case_missing(self, acts: CustomerActs) -> str:
        if not acts.settled:
            return self.tr("No case of this customer was settled.")
        words = self._view.case.reason.toPlainText().strip()
        return "" if words else self.tr("Write why it is not settled.")

    # what is written down

    @Slot()
    def _on_confirmed(self) -> None:
        if self._busy or self._acts is None or self._missing():
            return
        made = {MESSAGE: self._message_commands, WISHES: self._wish_commands, UNIT: self._unit_commands}
        try:
            commands = made.get(self._view.act.current(), self._case_commands)(self._acts)
        except ValueError:  # only what is typed can be too long
            self._view.show_message(self.tr("That is too long; shorten it."))
            return
        self._busy = True
        decide, done = partial(self._execute, commands), partial(self._on_done, self._done())
        self._context.bridge.write(self._view, decide, done, self._on_refused)

    def _execute(self, commands: list[Command]) -> None:
        for command in commands:
            self._context.desk.execute(command)

    def _on_done(self, sentence: str, _nothing: None) -> None:
        self._busy = False
        self.closed.emit()
        self.told.emit(sentence)

    def _done(self) -> str:
        text = self._text()
        if self._view.act.current() == MESSAGE and text is not None:
            return self.tr("The message is written. {0}").format(
                when_word(text.not_before, self._context.now())
            )
        return {
            WISHES: self.tr("The wish is written down."),
            UNIT: self.tr("Written down: the light at the unit says what is covered now."),
            CASE: self.tr("The case is open again, with its owner and a due time."),
        }[self._view.act.current()]

    def _on_refused(self, error: Exception) -> None:
        self._busy = False
        self._view.show_message(error_text(error))

    @Slot()
    def _on_dropped(self) -> None:
        """Take back the message that is chosen of those that wait."""
        at = self._view.message.waiting.currentIndex()
        if self._acts is None or self._busy or not 0 <= at < len(self._acts.waiting):
            return
        self._busy = True
        command = DropMessage(at=self._context.now(), message_id=self._acts.waiting[at].message_id)
        decide = partial(self._context.desk.execute, command)
        self._context.bridge.write(self._view, decide, self._on_taken_back, self._on_refused)

    def _on_taken_back(self, _nothing: None) -> None:
        """Show what still waits; what is being written meanwhile stays as it is."""
        self._busy = False
        self._read(self._on_waiting)

    def _message_commands(self, acts: CustomerActs) -> list[Command]:
        text = self._text()
        assert text is not None  # else something was missing
        return [
            QueueMessage(
                at=self._context.now(),
                message_id=self._id,
                customer_id=acts.customer_id,
                template=text.code,
                order_id=self._order_id,
                to_key=acts.mobiles[self._view.message.to.currentIndex()],
                words=self._words(),
            )
        ]

    def _wish_commands(self, acts: CustomerActs) -> list[Command]:
        """Return what is said anew: to be rung or not, and the answer on advertising."""
        now, form = self._context.now(), self._view.wishes
        commands: list[Command] = []
        no_calls, answer = form.ring.current() == RING_NOT, form.consent.current()
        no_marketing = answer == NO or (answer != YES and acts.no_marketing_at is not None)
        if no_calls != (acts.no_follow_ups_at is not None) or (answer == NO and acts.no_marketing_at is None):
            commands.append(
                StopFollowUps(
                    at=now, customer_id=acts.customer_id, no_follow_ups=no_calls, no_marketing=no_marketing
                )
            )
        if answer in (YES, NO):
            commands.append(
                RecordConsent(
                    at=now,
                    consent_id=self._id,
                    customer_id=acts.customer_id,
                    is_given=answer == YES,
                    wording=WORDING,
                    call_id=self._call_id,
                )
            )
        return commands

    def _unit_commands(self, _acts: CustomerActs) -> list[Command]:
        form, page = self._view.unit, self._page
        assert page is not None
        now, unit_id = self._context.now(), page.units[form.unit.currentIndex()].unit_id
        reason, act = form.reason.toPlainText().strip(), form.act.current()
        if act == EXCHANGED:
            return [
                ExchangeUnit(
                    at=now,
                    unit_id=unit_id,
                    new_unit_id=self._id,
                    serial=form.serial.text().strip() or None,
                    on=service_day(now),
                    reason=reason,
                )
            ]
        starts, ends = day_of(form.starts.text()), day_of(form.ends.text())
        assert starts is not None  # else something was missing
        assert ends is not None
        return [
            ExtendWarranty(
                at=now,
                extension_id=self._id,
                unit_id=unit_id,
                covers=Cover(form.covers.current()),
                starts_on=starts,
                ends_on=ends,
                number=form.number.text().strip() if act == BOUGHT else "",
                reason=reason,
            )
        ]

    def _case_commands(self, acts: CustomerActs) -> list[Command]:
        form = self._view.case
        settled = acts.settled[form.case.currentIndex()]
        note = form.reason.toPlainText().strip()
        return [ReopenCase(at=self._context.now(), case_id=settled.case_id, event_id=self._id, note=note)]

    def _text(self) -> TemplateText | None:
        at = self._view.message.template.currentIndex()
        return self._acts.texts[at] if self._acts is not None and 0 <= at < len(self._acts.texts) else None

    def _words(self) -> str:
        return self._view.message.words.toPlainText().strip()

    def _unit_word(self, at: int) -> str:
        assert self._page is not None
        unit = self._page.units[at]
        return " · ".join(filter(None, (named(unit.name_zh, unit.name_en), unit.model_code, unit.serial)))
