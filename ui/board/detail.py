"""The order that is chosen on the board: how late, what to say, what comes next, who has it, and the acts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.board import BoardLine, BoardNames
from app.customers import Tier
from app.numbers import masked
from app.pop import PopPage
from ui.actions import ACTIONS
from ui.board.words import (
    at,
    fault_words,
    joined,
    owner_words,
    place_words,
    provider_words,
    sentence,
    state_word,
    step_word,
    until_words,
    when_words,
)
from ui.charts.clock import PromiseClock
from ui.charts.figures import Clock
from ui.theme import Theme
from ui.widgets.box import SentenceBox
from ui.widgets.button import KeyButton
from ui.widgets.chip import Chip
from ui.widgets.empty import EmptyState
from ui.widgets.fact import Fact
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.labels import label
from ui.wording import duration, greeting, tier_word

FULL_RING = timedelta(hours=8)


class BoardDetail(QFrame):
    """Show one order. Who its customer is is read only when a person asks, and that is written down.

    Signals: ``who_wanted()``; ``open_wanted()`` the customer's page; ``handed_over(object)`` a person's id.
    """

    who_wanted = Signal()
    open_wanted = Signal()
    handed_over = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setFixedWidth(Theme.current().px("side"))
        self.setAccessibleName(self.tr("The chosen order"))
        self.line: BoardLine | None = None
        self._names = BoardNames({}, {}, {}, {})
        self._hail = ""
        self._number, self._state, self._tier = label("", "link"), Chip(), Chip()
        self._ring, self._when = PromiseClock(), label("", "title")
        self._fault, self._place = label("", "body"), label("", "second")
        self._who, self._say = Fact(), SentenceBox()
        self._step, self._until = label("", "title"), Fact()
        self._provider, self._owner, self._chased = Fact(), Fact(), Fact()
        self._message = Fact()
        self.show_who = KeyButton(self.tr("Show who it is"), "Enter", "user-focus")
        act = ACTIONS["board_open"]
        self.open_page = KeyButton(act.text, act.key, act.icon, "primary")
        self.persons = ChoiceField()
        act = ACTIONS["board_hand_over"]
        self._hand_over = Field(act.text, self.persons, act.key)
        self._lay_out()
        self.show_who.clicked.connect(self.who_wanted)
        self.open_page.clicked.connect(self.open_wanted)
        self.persons.activated.connect(self._on_person)
        self.show_line(None, self._names, datetime.fromtimestamp(0).astimezone())

    def show_line(self, line: BoardLine | None, names: BoardNames, now: datetime) -> None:
        """Show an order, or that none is chosen; who its customer is stays as long as it is the same one."""
        same = line is not None and self.line is not None and line.order_id == self.line.order_id
        self.line, self._names = line, names
        self._whole.setVisible(line is not None)
        self._empty.setVisible(line is None)
        if line is None:
            return
        if not same:
            self._forget()
        self._number.setText(line.number)
        self._state.set(*state_word(line.state))
        self._tier.set(tier_word(line.tier), "accent")
        self._tier.setVisible(line.tier is not Tier.STANDARD)
        self._fault.setText(joined(*fault_words(line, names)))
        self._place.setText(joined(*reversed(place_words(line.region_code, names))))
        self._show_step(line, now)
        self._show_people(line)
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """Let the promise run down."""
        if self.line is None:
            return
        left = at(self.line.due_at) - now
        late = left < timedelta(0)
        tone = "neutral" if self.line.is_paused else "broken" if late else "attn"
        self._ring.show_clock(Clock(1.0 if late else min(1.0, left / FULL_RING), *duration(left), tone))
        told = self.tr("late, promised {0}") if late else self.tr("promised {0}")
        has_promise = self.line.promised_to is not None
        self._when.setText(
            told.format(when_words(self.line, now)) if has_promise else when_words(self.line, now)
        )
        self._say.set(sentence(self.line, self._names, self._hail or self.tr("Hello"), now))

    def show_customer(self, page: PopPage, now: datetime) -> None:
        """Show who it is: the name, and a number that is masked."""
        if self.line is None or page.head.customer_id != self.line.customer_id:
            return
        self._hail = greeting(page.head.name, page.head.title)
        number = masked(page.phones[0].key) if page.phones else self.tr("no number")
        self._who.set(f"{page.head.name} · {number}", "user-focus", "accent_t", words="text")
        self._who.show()
        self.show_who.hide()
        self.tick(now)

    def who(self) -> str:
        return "" if self._who.isHidden() else self._who.text()

    def set_persons(self, persons: Sequence[tuple[UUID, str]]) -> None:
        """Offer whom an order can be handed to; nobody: it is not offered."""
        self.persons.clear()
        self.persons.addItem(self.tr("choose who takes it"), None)
        for person_id, name in persons:
            self.persons.addItem(name, person_id)
        self._hand_over.setVisible(bool(persons))

    def say(self, words: str, tone: str = "broken") -> None:
        icon = "warning-circle" if tone == "broken" else "check-circle"
        self._message.set(words, icon, tone, words="text")
        self._message.setVisible(bool(words))

    def message(self) -> str:
        return self._message.text()

    def spoken(self) -> str:
        """Return what is to be said to the customer."""
        return self._say.text()

    @Slot(int)
    def _on_person(self, row: int) -> None:
        person_id = self.persons.itemData(row)
        if person_id is not None:
            self.handed_over.emit(person_id)

    def _forget(self) -> None:
        """Hide who the customer of another order was."""
        self._hail = ""
        self._who.hide()
        self.show_who.show()
        self.say("")
        self.persons.setCurrentIndex(0)

    def _show_step(self, line: BoardLine, now: datetime) -> None:
        late = at(line.next_step_at) < now
        self._step.setText(step_word(line.next_step))
        words = until_words(line.next_step_at, now)
        self._until.set(words, "clock", "broken" if late else "muted", words="broken" if late else "text2")

    def _show_people(self, line: BoardLine) -> None:
        found = self._names.providers.get(line.provider_id) if line.provider_id else None
        parts = [*provider_words(line, self._names), found.phone if found else ""]
        self._provider.set(joined(*parts), "truck")
        name, extension = owner_words(line, self._names)
        self._owner.set(self.tr("{0}, extension {1}").format(name, extension), "user-circle")
        told = [self.tr("chased {0}×").format(line.urge_count)] if line.urge_count else []
        told += [self.tr("escalated {0}×").format(line.told_count)] if line.told_count else []
        told += [self.tr("at rest")] if line.is_paused else []
        self._chased.set(joined(*told), "bell-ringing", "attn")
        self._chased.setVisible(bool(told))

    def _lay_out(self) -> None:
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(_row(self._number, self._state, self._tier, None))
        facts = QVBoxLayout()
        facts.setSpacing(2)
        for part in (self._when, self._fault, self._place):
            part.setWordWrap(True)
            facts.addWidget(part)
        column.addLayout(_row(self._ring, facts))
        column.addLayout(_row(self._who, self.show_who, None))
        column.addWidget(self._say)
        column.addWidget(_headed(self.tr("Next step"), self._step, self._until))
        column.addWidget(_headed(self.tr("Who has it"), self._provider, self._owner, self._chased))
        column.addStretch()
        column.addWidget(self._message)
        column.addWidget(self._hand_over)
        column.addWidget(self.open_page)
        for button in (self.show_who, self.open_page):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        hint = self.tr("Choose a line with the arrows: what is promised, who has it, and what comes next.")
        self._empty = EmptyState("list-checks", self.tr("No order is chosen"), hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._whole)
        layout.addWidget(self._empty)


def _row(*parts: QWidget | QVBoxLayout | None) -> QHBoxLayout:
    """Return a row of parts; None is all the room that is left."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        if part is None:
            row.addStretch()
        elif isinstance(part, QWidget):
            row.addWidget(part)
        else:
            row.addLayout(part, 1)
    return row


def _headed(head: str, *parts: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 4, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(head, "muted"))
    for part in parts:
        if isinstance(part, QLabel) and not isinstance(part, Fact):
            part.setWordWrap(True)
        column.addWidget(part)
    return whole
