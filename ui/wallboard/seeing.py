"""What needs a supervisor, at the right: limits that are passed and calls for help, with two acts each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.reference import Reference
from app.wallboard import AgentLine, FloorAlert, FloorBoard
from ui.figure_words import figure_words
from ui.theme import Theme
from ui.wallboard.words import GRAVE, alert_sentence, compared_words, since_text, told_words
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.fact import Fact
from ui.widgets.labels import label
from ui.wording import local

MOST_ABSENT = 5  # names
LOW = 650  # under this height there is no room for the days compared with
MOST = 4  # cards: Alt and the digits 1 to 8 are their acts
SEEING_ACTS = (
    "wall_act_1",
    "wall_act_2",
    "wall_act_3",
    "wall_act_4",
    "wall_act_5",
    "wall_act_6",
    "wall_act_7",
    "wall_act_8",
)


class SeeCard(Card):
    """One thing to see to. Signals: ``mine()``; ``shown()`` what it is about."""

    mine = Signal()
    shown = Signal()

    def __init__(self, first_key: int, mine: str, shown: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._words, self._told = label("", "title"), Fact()
        self._words.setWordWrap(True)
        self.take = KeyButton(mine, f"Alt {first_key}", small=True)
        self.see = KeyButton(shown, f"Alt {first_key + 1}", small=True)
        for button in (self.take, self.see):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self.take)
        acts.addWidget(self.see)
        acts.addStretch()
        self.body.setSpacing(4)
        self.body.setContentsMargins(12, 0, 8, 10)
        self.body.addWidget(self._words)
        self.body.addWidget(self._told)
        self.body.addLayout(acts)
        self.take.clicked.connect(self.mine)
        self.see.clicked.connect(self.shown)

    def set(self, words: str, told: str, tone: str, *, can_take: bool) -> None:
        """Say what it is and who knows; ``tone`` is broken or attn."""
        if self._words.text() != words:
            self._words.setText(words)
            self.setAccessibleName(f"{words}, {told}")
        self._told.set(told, "bell-ringing" if can_take else "check-circle", tone if can_take else "good")
        self.take.setVisible(can_take)
        self.set_edge(f"{tone}_fill")


class SeeingPanel(QFrame):
    """List what needs a supervisor, the gravest first, and say how the figures are counted.

    Signals: ``taken(object)`` the id of an alert; ``help_taken(object)`` of a call for help;
    ``queue_wanted(str)``; ``agent_wanted(object)`` a person's id; ``rules_wanted()``.
    """

    taken = Signal(object)
    help_taken = Signal(object)
    queue_wanted = Signal(str)
    agent_wanted = Signal(object)
    rules_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setFixedWidth(Theme.current().px("side"))
        self.setAccessibleName(self.tr("For you to see"))
        self._title, self._closed = label(self.tr("For you to see"), "title"), label("", "muted")
        self.rules = KeyButton(self.tr("Limits"), small=True)
        self._empty = EmptyState(
            "check-circle",
            self.tr("Nothing needs you"),
            self.tr("A limit that is passed stands here, with who was told."),
        )
        self._message, self._more = Fact(), label("", "muted")
        self._counted, self._formula = Card(self.tr("How it is counted")), label("", "second")
        self._compared = label("", "muted")
        self.absent, self._absent_names = Card(self.tr("Should be here by the roster")), label("", "second")
        self._may_act = True
        self._cards: list[SeeCard] = []
        self._shown: list[FloorAlert | AgentLine] = []
        self._lay_out()
        self.rules.clicked.connect(self.rules_wanted)

    def only_read(self) -> None:
        """Offer nothing that this person may not do."""
        self._may_act = False
        self.rules.setEnabled(False)

    def show_board(self, board: FloorBoard, reference: Reference, now: datetime) -> None:
        """Show what is to be seen to now."""
        helps = sorted((one for one in board.agents if one.help_at), key=lambda one: one.help_at or now)
        alerts = sorted(board.alerts, key=lambda one: (bool(one.taken_by), not one.is_grave, one.at))
        found: Sequence[FloorAlert | AgentLine] = [*helps, *alerts]
        self._title.setText(self.tr("For you to see · {0}").format(len(found)))
        self._closed.setText(self.tr("{0} over today").format(board.closed))
        self._shown = list(found[:MOST])
        for card, one in zip(self._cards, self._shown, strict=False):
            if isinstance(one, AgentLine):
                words = self.tr("{0} asks for help").format(one.name)
                card.set(words, since_text(one.help_at, now), "broken", can_take=True)
            else:
                words = alert_sentence(one, board, reference, now)
                card.set(words, told_words(one), GRAVE[one.is_grave], can_take=not one.taken_by)
        for at, card in enumerate(self._cards):
            card.setVisible(at < len(self._shown))
            if not self._may_act:
                card.take.hide()
        self._show_absent(board)
        self._empty.setVisible(not found and not board.absent)
        rest = len(found) - len(self._shown)
        self._more.setText(self.tr("and {0} more").format(rest))
        self._more.setVisible(rest > 0)
        self._compared.setText(compared_words(board))
        self.rules.set_words(self.tr("Limits: {0}").format(board.rules))

    def _show_absent(self, board: FloorBoard) -> None:
        """Name who is on shift and not signed in, who should have come first before the others."""
        names = [
            self.tr("{0} since {1}").format(one.name, f"{local(one.begins_at):%H:%M}")
            for one in board.absent[:MOST_ABSENT]
        ]
        rest = len(board.absent) - len(names)
        more = [self.tr("and {0} more").format(rest)] if rest else []
        self._absent_names.setText(" · ".join([*names, *more]))
        self.absent.setVisible(bool(board.absent))

    def absent_words(self) -> str:
        return self._absent_names.text()

    def show_figure(self, figure: str) -> None:
        """Say how a figure is counted."""
        words = figure_words(figure)
        self._counted.set_title(words.name)
        self._formula.setText(words.formula)

    def press(self, digit: int) -> None:
        """Do the act with this digit, if there is one."""
        at, is_second = divmod(digit - 1, 2)
        if at < len(self._shown):
            card = self._cards[at]
            button = card.see if is_second else card.take
            if not button.isHidden():
                button.click()

    def say(self, words: str, tone: str) -> None:
        """Say what came of an act; empty words take it away."""
        self._message.set(words, "warning-circle" if tone == "broken" else "check-circle", tone, words="text")
        self._message.setVisible(bool(words))

    def message(self) -> str:
        return "" if self._message.isHidden() else self._message.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._compared.setVisible(self.height() >= LOW)

    def definition(self) -> str:
        return self._formula.text()

    def words(self) -> list[str]:
        """Return what the cards say, from above."""
        return [card.accessibleName() for card in self._cards if not card.isHidden()]

    def _on_mine(self, at: int) -> None:
        one = self._shown[at]
        if isinstance(one, AgentLine):
            self.help_taken.emit(one.help_id)
        else:
            self.taken.emit(one.id)

    def _on_shown(self, at: int) -> None:
        one = self._shown[at]
        person: UUID | None = one.person_id
        if person is not None:
            self.agent_wanted.emit(person)
        elif isinstance(one, FloorAlert):
            self.queue_wanted.emit(one.queue)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._closed)
        head.addWidget(self.rules)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 4)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._message)
        self._message.hide()
        for at in range(MOST):
            card = SeeCard(2 * at + 1, self.tr("Mine"), self.tr("Show"))
            card.mine.connect(partial(self._on_mine, at))
            card.shown.connect(partial(self._on_shown, at))
            card.hide()
            self._cards.append(card)
            column.addWidget(card)
        column.addWidget(self._more)
        column.addWidget(self.absent)
        column.addWidget(self._empty, 1)
        column.addStretch()
        self._absent_names.setWordWrap(True)
        self.absent.body.addWidget(self._absent_names)
        self.absent.hide()
        for part in (self._formula, self._compared):
            part.setWordWrap(True)
            self._counted.body.addWidget(part)
        column.addWidget(self._counted)
