"""The page of working days: a year at a glance, the day under the hand, and what a change would move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.calendar_page import DueChange
from app.working_calendar import DayKind
from ui.actions import ACTIONS
from ui.admin.year_grid import DayShown, YearGrid
from ui.dispatch.panel import Panel
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.fact import Fact
from ui.widgets.fields import Field
from ui.widgets.labels import label
from ui.wording import local, short_day

SIDE, MOST_NAMED = 340, 8


class CalendarView(Panel):
    """Show a year of days and take what is changed of them; it decides nothing.

    Signals: ``moved(object)`` the day under the hand; ``kind_wanted()`` another kind for it;
    ``year_wanted(int)`` -1 or 1; ``pasted()``; ``undone()`` the day as it was; ``save_wanted()``; ``back()``.
    """

    moved = Signal(object)
    kind_wanted = Signal()
    year_wanted = Signal(int)
    pasted = Signal()
    undone = Signal()
    save_wanted = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendar")
        self.grid = YearGrid(self.tr("Days of the year"))
        self.name, self.source = QLineEdit(), QLineEdit()
        self._title, self._settled = label("", "name"), Fact()
        self._day, self._told = label("", "title"), label("", "second")
        self._due, self._state = label("", "second"), Fact()
        self._before = KeyButton("", "PgUp", "arrow-u-up-left", "quiet")
        self._after = KeyButton("", "PgDn", "calendar-plus", "quiet")
        self._kind = KeyButton(ACTIONS["day_kind"].text, "Space")
        self._paste = KeyButton(self.tr("Paste a notice"), "Ctrl V")
        self._save = KeyButton(self.tr("Save the days"), "Ctrl Enter", "check", "primary")
        self._lay_out()
        self._connect()

    def show_year(self, days: Mapping[date, DayShown], at: date, today: date, *, is_settled: bool) -> None:
        """Show a year; is its notice there?"""
        self._title.setText(self.tr("Working days of {0}").format(at.year))
        if is_settled:
            self._settled.set(self.tr("The notice of the year is loaded."), "check-circle", "good")
        else:
            words = self.tr("No notice yet: days with ? are what the law says, and may still change.")
            self._settled.set(words, "warning-circle", "attn")
        for button, year in ((self._before, at.year - 1), (self._after, at.year + 1)):
            button.set_words(f"{year}")
        self.grid.show_days(days, at, today)

    def show_changed(self, count: int, *, may_save: bool) -> None:
        """Say how many days are changed here and not saved."""
        self._save.setEnabled(may_save)
        if not count:
            self._due.setText(self.tr("Nothing is changed."))

    def show_due(self, changes: Sequence[DueChange], count: int) -> None:
        """Say what would be due at another time with the changed days."""
        words = [self.tr("Days changed here: {0}.").format(count)]
        if not changes:
            words.append(self.tr("No open answer to an authority would be due on another day."))
        else:
            words.append(self.tr("Answers that would be due on another day: {0}.").format(len(changes)))
        for one in changes[:MOST_NAMED]:
            days = f"{short_day(local(one.before).date())} → {short_day(local(one.after).date())}"
            words.append(f"{one.name}: {days}")
        self._due.setText("\n".join(words))

    def show_no_due(self, sentence: str) -> None:
        """Say why it cannot be told what would be due."""
        self._due.setText(sentence)

    def due(self) -> str:
        return self._due.text()

    def say(self, sentence: str, tone: str = "good") -> None:
        icon = "check-circle" if tone == "good" else "warning-circle"
        self._state.set(sentence, icon if sentence else "", tone)

    def said(self) -> str:
        return self._state.text()

    def told(self) -> str:
        return self._told.text()

    def to_grid(self) -> None:
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_moved(self, on: date) -> None:
        day = self.grid.shown(on)
        self._day.setText(QLocale().toString(on, QLocale.FormatType.LongFormat))
        kinds = {
            DayKind.OFF: self.tr("Off"),
            DayKind.WORK: self.tr("Worked"),
            None: self.tr("As its weekday: off") if on.weekday() >= 5 else self.tr("As its weekday: worked"),
        }
        lines = [" · ".join(part for part in (kinds[day.kind], day.name) if part)]
        if day.provisional:
            lines.append(self.tr("Not settled: the notice may make it another."))
        if day.changed:
            lines.append(self.tr("Changed here, not saved."))
        if day.source:
            lines.append(self.tr("Told by: {0}").format(day.source))
        self._told.setText("\n".join(lines))
        self.moved.emit(on)

    def _connect(self) -> None:
        self.grid.moved.connect(self._on_moved)
        self.answer("day_kind", self.kind_wanted.emit)
        self.answer("year_before", lambda: self.year_wanted.emit(-1))
        self.answer("year_after", lambda: self.year_wanted.emit(1))
        self.answer("admin_paste", self.pasted.emit)
        self.answer("admin_undo", self.undone.emit)
        self.answer("confirm", self.save_wanted.emit)
        self.answer("back", self.back.emit)
        self._before.clicked.connect(lambda: self.year_wanted.emit(-1))
        self._after.clicked.connect(lambda: self.year_wanted.emit(1))
        for button, signal in (
            (self._kind, self.kind_wanted),
            (self._paste, self.pasted),
            (self._save, self.save_wanted),
        ):
            button.clicked.connect(signal)

    def _lay_out(self) -> None:
        for words in (self._told, self._due):
            words.setWordWrap(True)
        self.name.setMaxLength(40)
        self.source.setMaxLength(200)
        self.source.setPlaceholderText(self.tr("Such as: notice of 4 November 2026"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._settled)
        head.addStretch()
        for button in (self._before, self._after):
            head.addWidget(button)
        card = Card()
        card.body.addWidget(self.grid)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(head)
        left.addWidget(card, 1)
        left.addWidget(self._state)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(16)
        layout.addLayout(left, 1)
        layout.addWidget(self._side())

    def _side(self) -> QWidget:
        card = Card()
        card.setFixedWidth(SIDE)
        due = label(self.tr("What would be due on another day"), "title")
        for part in (
            self._day,
            self._told,
            self._kind,
            Field(self.tr("Name of the day"), self.name),
            Field(self.tr("Who says so"), self.source),
            due,
            self._due,
        ):
            card.body.addWidget(part)
        card.body.addStretch()
        hint = label(
            self.tr(
                "Copy the notice of the State Council, or lines of day, off or work, name: "
                "Ctrl+V reads them. Holidays of a province belong to its providers: "
                "see “Holidays of providers”."
            ),
            "second",
        )
        hint.setWordWrap(True)
        for button in (hint, self._paste, self._save):
            card.body.addWidget(button)
        return card
