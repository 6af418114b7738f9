"""The numbers to be called back: their list, and the chosen one at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.callbacks import CallBackKind, DueCallBack
from app.numbers import display, masked
from app.service_time import service_day
from ui.followups.words import call_back_word, counted_calls, tried_words
from ui.widgets.box import SentenceBox
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.labels import label
from ui.widgets.list_model import ListModel
from ui.widgets.painting import RIGHT, WHOLE
from ui.widgets.rows import Cell
from ui.wording import day_time, greeting, local, sheet_time, short_day

LAST, WHO, COUNT = range(3)
ICONS = {
    CallBackKind.ABANDONED: "phone-slash",
    CallBackKind.OUT_OF_HOURS: "clock",
    CallBackKind.VOICEMAIL: "chat-text",
}


class BackModel(ListModel):
    """When they last rang, who, how often. ``UserRole`` is the id of the call-back."""

    columns = ("last", "who", "calls")
    amounts = frozenset({COUNT})

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = datetime.min.replace(tzinfo=UTC)

    def show(self, rows: Sequence[DueCallBack], now: datetime) -> None:
        self._now = now
        self.show_rows(rows)

    def heads(self) -> tuple[str, ...]:
        return (self.tr("Rang"), self.tr("Who"), self.tr("Calls"))

    def known_by(self, row: DueCallBack) -> UUID:
        return row.call_back_id

    def sorted_by(self, row: DueCallBack, column: int) -> object:
        if column in (LAST, COUNT):
            return row.last_at if column == LAST else row.count
        return super().sorted_by(row, column)

    def copied(self, row: DueCallBack, column: int) -> str:
        return sheet_time(row.last_at) if column == LAST else super().copied(row, column)

    def cell(self, row: DueCallBack, column: int) -> Cell:
        if column == LAST:
            day = service_day(row.last_at)
            is_today = day == service_day(self._now)
            text = f"{local(row.last_at):%H:%M}" if is_today else short_day(day)
            return Cell(text=text, second="" if is_today else f"{local(row.last_at):%H:%M}", elide=WHOLE)
        if column == WHO:
            words = call_back_word(row.kind)
            mine = self.tr("{0} · mine").format(words) if row.claimed_until else words
            return Cell(text=_who(row), second=mine, icon=ICONS[row.kind], tip=words)
        return Cell(text=str(row.count), align=RIGHT, elide=WHOLE)


def _who(row: DueCallBack) -> str:
    """Return who rang, or the number that somebody rang from."""
    return greeting(row.customer_name, row.title) if row.title else masked(row.number_key)


class BackCard(QWidget):
    """Show one number to be called back.

    Signals: ``call_wanted()``; ``hear_wanted()`` what was said; ``dropped()`` nobody need ring it.
    """

    call_wanted = Signal()
    hear_wanted = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hail, self._kind, self._number = label("", "name"), Chip(), label("", "aloud")
        self._times, self._tried = label("", "second"), label("", "second")
        self._sound = Chip(self.tr("Recording"), "info", "record")
        self._hear = KeyButton(self.tr("Hear it"), "Alt V", "play", small=True)
        self.opening, self._message = SentenceBox(), label("", "broken")
        self._call = KeyButton(self.tr("Call"), "F2", "phone-outgoing", "primary")
        self._drop = KeyButton(self.tr("Nobody need ring"), "Alt Del", "prohibit")
        self._lay_out()
        self._call.clicked.connect(self.call_wanted)
        self._drop.clicked.connect(self.dropped)
        self._hear.clicked.connect(self.hear_wanted)

    def show_due(self, due: DueCallBack) -> None:
        """Show a number and how often and when it rang."""
        self._hail.setText(_who(due))
        self._kind.set(call_back_word(due.kind), "attn", ICONS[due.kind])
        self._number.setText(display(due.number_key))
        times = self.tr("first {0}, last {1}").format(day_time(due.first_at), day_time(due.last_at))
        self._times.setText(f"{counted_calls(due.count)} · {times}")
        self._tried.setText(tried_words(due.attempts))
        for part in (self._sound, self._hear):
            part.setVisible(bool(due.sound))
        self.opening.set(
            self.tr("This is the service hotline. You rang us and did not get through: how can I help?")
        )
        quiet = due.quiet_until
        self.show_message(self.tr("Best not before {0}.").format(day_time(quiet)) if quiet else "")

    def set_can_call(self, can: bool) -> None:
        self._call.setEnabled(can)

    def show_message(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))

    def message(self) -> str:
        return self._message.text()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        for part in (self._hail, self._kind):
            first.addWidget(part)
        first.addStretch()
        heard = QHBoxLayout()
        heard.setSpacing(8)
        for part in (self._sound, self._hear):
            heard.addWidget(part)
        heard.addStretch()
        talk = Card(self.tr("What to say"))
        talk.body.addWidget(self.opening)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._message, 1)
        foot.addStretch()
        for button in (self._drop, self._call):
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addLayout(first)
        for part in (self._number, self._times, self._tried):
            layout.addWidget(part)
        layout.addLayout(heard)
        layout.addWidget(talk)
        closes = label(self.tr("It leaves the list by itself as soon as one of you gets through."), "muted")
        layout.addWidget(closes)
        layout.addStretch()
        layout.addLayout(foot)
