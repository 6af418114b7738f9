"""What needs a supervisor, at the right: limits that are passed and calls for help, with two acts each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import Enum, auto
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.reference import Reference
from app.wallboard import AgentLine, FloorAlert, FloorBoard
from ui.figure_words import figure_words
from ui.theme import Theme
from ui.wallboard.said import Said
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


class SeeAct(Enum):
    """What can be done about what needs one."""

    NONE = auto()
    TAKE = auto()
    SHOW = auto()
    MOVE = auto()
    MESSAGE = auto()


class SeeCard(Card):
    """One thing to see to, and two things to do. Signals: ``acted(int)`` with the first, 0, or the second."""

    acted = Signal(int)

    def __init__(self, first_key: int, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._words, self._told = label("", "title"), Fact()
        self._words.setWordWrap(True)
        self.buttons = [KeyButton("", f"Alt {first_key + at}", small=True) for at in (0, 1)]
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for at, button in enumerate(self.buttons):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self.acted.emit, at))
            acts.addWidget(button)
        acts.addStretch()
        self.body.setSpacing(4)
        self.body.setContentsMargins(12, 0, 8, 10)
        self.body.addWidget(self._words)
        self.body.addWidget(self._told)
        self.body.addLayout(acts)

    def set(self, words: str, told: str, tone: str, acts: Sequence[str], *, is_taken: bool) -> None:
        """Say what it is, who knows, and what can be done; ``tone`` is broken or attn."""
        if self._words.text() != words:
            self._words.setText(words)
            self.setAccessibleName(f"{words}, {told}")
        self._told.set(told, "check-circle" if is_taken else "bell-ringing", "good" if is_taken else tone)
        for button, act in zip(self.buttons, acts, strict=True):
            button.set_words(act)
            button.setVisible(bool(act))
        self.set_edge(f"{tone}_fill")


class SeeingPanel(QFrame):
    """List what needs a supervisor, the gravest first, and say how the figures are counted.

    Signals: ``taken(object)`` the id of an alert; ``help_taken(object)`` of a call for help;
    ``queue_wanted(str)``; ``move_wanted(str)`` agents to this queue; ``agent_wanted(object)`` a person's id;
    ``message_wanted(object)`` to whom; ``rules_wanted()``.
    """

    taken = Signal(object)
    help_taken = Signal(object)
    queue_wanted = Signal(str)
    move_wanted = Signal(str)
    message_wanted = Signal(object)
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
        self._message, self._more = Said(), label("", "muted")
        self._counted, self._formula = Card(self.tr("How it is counted")), label("", "second")
        self._compared = label("", "muted")
        self.absent, self._absent_names = Card(self.tr("Should be here by the roster")), label("", "second")
        self._may_act, self._may_move = True, False
        self._cards: list[SeeCard] = []
        self._shown: list[FloorAlert | AgentLine] = []
        self._lay_out()
        self.rules.clicked.connect(self.rules_wanted)

    def only_read(self) -> None:
        """Offer nothing that this person may not do."""
        self._may_act = False
        self.rules.setEnabled(False)

    def let_move(self) -> None:
        """Offer to move agents to a queue."""
        self._may_move = True

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
                card.set(words, since_text(one.help_at, now), "broken", self._words_of(one), is_taken=False)
            else:
                words = alert_sentence(one, board, reference, now)
                tone, acts = GRAVE[one.is_grave], self._words_of(one)
                card.set(words, told_words(one), tone, acts, is_taken=bool(one.taken_by))
        for at, card in enumerate(self._cards):
            card.setVisible(at < len(self._shown))
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
        """Do the act with this digit, if there is one to be seen."""
        if not self.isVisible():
            return
        at, is_second = divmod(digit - 1, 2)
        if at < len(self._shown):
            button = self._cards[at].buttons[is_second]
            if not button.isHidden():
                button.click()

    def say(self, words: str, tone: str = "broken") -> None:
        """Say what came of an act; empty words take it away."""
        self._message.say(words, tone)
        self._fit()

    def message(self) -> str:
        return self._message.words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out the days compared with where there is no room, or while it is needed for a message."""
        self._compared.setVisible(self.height() >= LOW and not self.message())

    def definition(self) -> str:
        return self._formula.text()

    def words(self) -> list[str]:
        """Return what the cards say, from above."""
        return [card.accessibleName() for card in self._cards if not card.isHidden()]

    def _acts_of(self, one: FloorAlert | AgentLine) -> tuple[SeeAct, SeeAct]:
        """Return the two things to do about what needs one; what is taken is shown instead."""
        is_taken = isinstance(one, FloorAlert) and bool(one.taken_by)
        last = SeeAct.SHOW if is_taken else SeeAct.TAKE
        if not self._may_act:
            return SeeAct.NONE, SeeAct.SHOW
        if isinstance(one, AgentLine):
            return SeeAct.TAKE, SeeAct.MESSAGE
        if one.person_id is not None:
            return SeeAct.MESSAGE, last
        if self._may_move:
            return SeeAct.MOVE, last
        return (SeeAct.NONE if is_taken else SeeAct.TAKE), SeeAct.SHOW

    def _words_of(self, one: FloorAlert | AgentLine) -> list[str]:
        is_person = isinstance(one, FloorAlert) and one.person_id is not None
        words = {
            SeeAct.NONE: "",
            SeeAct.TAKE: self.tr("Seen") if is_person else self.tr("Mine"),
            SeeAct.SHOW: self.tr("Show"),
            SeeAct.MOVE: self.tr("Move agents"),
            SeeAct.MESSAGE: self.tr("Message"),
        }
        return [words[act] for act in self._acts_of(one)]

    def _on_acted(self, at: int, which: int) -> None:
        one = self._shown[at]
        person: UUID | None = one.person_id
        queue = one.queue if isinstance(one, FloorAlert) else ""
        match self._acts_of(one)[which]:
            case SeeAct.TAKE if isinstance(one, AgentLine):
                self.help_taken.emit(one.help_id)
            case SeeAct.TAKE if isinstance(one, FloorAlert):
                self.taken.emit(one.id)
            case SeeAct.MESSAGE:
                self.message_wanted.emit(person)
            case SeeAct.MOVE:
                self.move_wanted.emit(queue)
            case SeeAct.SHOW if person is not None:
                self.agent_wanted.emit(person)
            case SeeAct.SHOW:
                self.queue_wanted.emit(queue)

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
        for at in range(MOST):
            card = SeeCard(2 * at + 1)
            card.acted.connect(partial(self._on_acted, at))
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
