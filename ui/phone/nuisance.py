"""Marks a number that only disturbs; a supervisor confirms it, and then the next ring warns of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout

from app.floor.nuisance import MarkNuisance
from app.lines import site_of
from app.numbers import Number, display
from ui.context import Context
from ui.desk.contact import Contact
from ui.followups.option_row import Option, OptionRow
from ui.frame.window import MainWindow
from ui.phone.calls import SeatCall
from ui.phone.drop import DropPanel
from ui.phone.phone import Phone
from ui.phone.strip import PhoneStrip
from ui.widgets.button import KeyButton
from ui.widgets.fields import Field
from ui.widgets.suggesting import SuggestingField

DAYS = (30, 90, 365)
LONGEST_REASON = 200


class NuisancePanel(DropPanel):
    """Ask why, and for how long. Signals: ``confirmed()``."""

    confirmed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "nuisance")
        often = [self.tr("Silent or hangs up"), self.tr("Advertising"), self.tr("Insults"), self.tr("Prank")]
        self.reason, self.days = SuggestingField(often), OptionRow(self.tr("For how long"))
        self.reason.setMaxLength(LONGEST_REASON)
        self.days.set([Option(f"{days}", self.tr("{0} days").format(days), "") for days in DAYS])
        mark = KeyButton(self.tr("Mark the number"), "Ctrl Enter", "check", "primary")
        mark.clicked.connect(self.confirmed)
        self.body.addWidget(Field(self.tr("Why it disturbs"), self.reason))
        self.body.addWidget(Field(self.tr("For how long"), self.days))
        foot = QHBoxLayout()
        foot.addWidget(mark)
        foot.addStretch()
        self.body.addLayout(foot)
        self.answer("confirm", self.confirmed.emit)

    def begin_for(self, number: str) -> None:
        self.about.setText(number)
        self.reason.clear()
        self.days.choose(f"{DAYS[0]}")
        self.open_on(self.reason)


class Nuisances(QObject):
    """Lead the panel for the call that is up, or the one that is wrapped up."""

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        phone: Phone,
        strip: PhoneStrip,
        contact: Callable[[], Contact | None],
    ) -> None:
        super().__init__(window)
        self._context, self._phone, self._strip, self._contact = context, phone, strip, contact
        self.panel = NuisancePanel(window)
        self._call: SeatCall | None = None
        self.panel.confirmed.connect(self._on_confirmed)

    @Slot()
    def open(self) -> None:
        contact = self._contact()
        call = self._phone.calls.shown() or (contact.call if contact is not None else None)
        number = self._number(call) if call is not None else None
        if number is None or not number.key.partition(":")[2]:
            self._strip.say(self.tr("There is no number here that could be marked."), "attn")
            return
        self._call = call
        self.panel.begin_for(display(number))

    def _number(self, call: SeatCall) -> Number:
        return site_of(self._context.reference.sites, call.line).read(call.far_number)

    @Slot()
    def _on_confirmed(self) -> None:
        reason = self.panel.reason.text().strip()
        if not reason:
            self.panel.say(self.tr("Write why it disturbs."))
            return
        assert self._call is not None
        now, number = self._context.now(), self._number(self._call)
        until = now + timedelta(days=int(self.panel.days.current()))
        mark = MarkNuisance(
            at=now, number_key=number.key, raw=self._call.far_number, reason=reason, until_at=until
        )
        self.panel.close_panel()
        self._phone.mine.send(self._context, mark, self._on_marked)

    def _on_marked(self) -> None:
        self._strip.say(self.tr("The number is marked. A supervisor confirms it; then it is warned of."))
