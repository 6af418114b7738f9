"""Moving agents to another queue, beside the board: who, to where, and what they leave for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.floor.queue_moves import MOST, may_move, suggested
from app.wallboard import FloorBoard
from ui.actions import ACTIONS
from ui.phone.standing_words import standing_word
from ui.theme import Theme
from ui.wallboard.said import Said
from ui.wallboard.words import queue_name
from ui.widgets.button import KeyButton
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.labels import label

ID = Qt.ItemDataRole.UserRole
CHECKED, OPEN = Qt.CheckState.Checked, Qt.CheckState.Unchecked

Members = dict[UUID, list[str]]  # by person the queues that they are in


@dataclass(frozen=True, slots=True)
class Moving:
    """Who joins which queue and leaves which; an empty name is none."""

    persons: tuple[UUID, ...]
    joins: str
    leaves: str

    def back(self) -> Moving:
        """Return what undoes it."""
        return Moving(self.persons, self.leaves, self.joins)

    def made(self, members: Members) -> Members:
        """Return who is in which queue after it."""
        moved = {
            person_id: sorted({*members.get(person_id, ()), self.joins} - {self.leaves, ""})
            for person_id in self.persons
        }
        return members | moved


class MovePanel(QFrame):
    """Choose agents and a queue. Signals: ``wanted(object)`` a `Moving`; ``left()``."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setFixedWidth(Theme.current().px("side"))
        self.setAccessibleName(self.tr("Move agents to another queue"))
        self.to, self.leave, self.agents = ChoiceField(), ChoiceField(), QListWidget()
        self.agents.setAccessibleName(self.tr("Agents who can be moved"))
        self._message, self._none = Said(), label(self.tr("Everybody who is here is in this queue."), "muted")
        self._now = self._button("move_now", "primary")
        self._back = self._button("move_back")
        self._board: FloorBoard | None = None
        self._members: Members = {}
        self._asked: Moving | None = None  # until it is answered
        self._done: Moving | None = None
        self._lay_out()
        self.to.activated.connect(self._fill)

    def begin(self, board: FloorBoard, members: Members, queue: str) -> None:
        """Offer who is here for a queue; as many as it lacks are ticked, if nobody waits for them."""
        self._board, self._members = board, members
        self._done = None  # what was asked is awaited all the same: one move at a time
        self._back.hide()
        self.say("")
        self.to.clear()
        self.leave.clear()
        self.leave.addItem(self.tr("None: they take both"), "")
        for line in board.queues:
            self.to.addItem(queue_name(line), line.name)
            self.leave.addItem(queue_name(line), line.name)
        self.to.setCurrentIndex(max(0, self.to.findData(queue)))
        self._fill()
        self.agents.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _fill(self) -> None:
        """List who could join the queue that is chosen; as many as it lacks are ticked."""
        if self._board is not None:
            self._list(suggested(self._board, self._members, str(self.to.currentData() or "")))

    def _list(self, ticked: Sequence[UUID]) -> None:
        """List who could join the queue that is chosen, who has time first."""
        if self._board is None:
            return
        queue = str(self.to.currentData() or "")
        names = {line.name: queue_name(line) for line in self._board.queues}
        self.agents.clear()
        for agent in may_move(self._board, self._members, queue):
            own = ", ".join(names.get(one, one) for one in self._members.get(agent.person_id, ()))
            parts = (agent.name, standing_word(agent.state), own)
            item = QListWidgetItem(" · ".join(part for part in parts if part))
            item.setData(ID, agent.person_id)
            item.setToolTip(item.text())
            item.setCheckState(CHECKED if agent.person_id in ticked else OPEN)
            self.agents.addItem(item)
        self.agents.setCurrentRow(0)
        self._none.setVisible(self.agents.count() == 0)

    def chosen(self) -> tuple[UUID, ...]:
        items = (self.agents.item(at) for at in range(self.agents.count()))
        return tuple(item.data(ID) for item in items if item.checkState() == CHECKED)

    @Slot()
    def move(self) -> None:
        """Ask for what is chosen; what is lacking is said."""
        joins, leaves = str(self.to.currentData() or ""), str(self.leave.currentData() or "")
        if not self.chosen():
            self.say(self.tr("Tick who is to be moved."))
        elif len(self.chosen()) > MOST:
            self.say(self.tr("At most {0} agents are moved at once.").format(MOST))
        elif joins == leaves:
            self.say(self.tr("That is the queue which they would leave."))
        else:
            self._ask(Moving(self.chosen(), joins, leaves))

    @Slot()
    def move_back(self) -> None:
        """Ask for the last move the other way round."""
        if self._done is not None:
            self._ask(self._done.back())

    def show_done(self, moving: Moving, board: FloorBoard) -> str:
        """Offer to take a move back that is written; return what is to be said of it."""
        if moving is self._asked:  # else the panel was opened anew meanwhile, and is about something else
            self._board, self._members = board, moving.made(self._members)
            self._asked, self._done = None, moving
            self._list(())  # the board does not know of it yet: it would tick as many again
            self._back.show()
        return self.tr("{0} agents moved and told").format(len(moving.persons))

    def show_refused(self, moving: Moving) -> None:
        """Let a move be asked for again."""
        if moving is self._asked:
            self._asked = None

    def say(self, words: str, tone: str = "broken") -> None:
        self._message.say(words, tone)

    def message(self) -> str:
        return self._message.words()

    def names(self) -> Sequence[str]:
        """Return what the list says, from above."""
        return [self.agents.item(at).text() for at in range(self.agents.count())]

    def _ask(self, moving: Moving) -> None:
        """Ask for a move, unless the answer to the one before is awaited: nobody is moved twice."""
        if self._asked is None:
            self._asked = moving
            self.wanted.emit(moving)

    def _button(self, act: str, kind: str = "normal") -> KeyButton:
        action = ACTIONS[act]
        return KeyButton(action.text, action.key, action.icon, kind)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Move agents"), "name"), 1)
        back = KeyButton(self.tr("Back"), "Esc", small=True)
        back.clicked.connect(self.left)
        head.addWidget(back)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(Field(self.tr("They join"), self.to))
        column.addWidget(Field(self.tr("They leave"), self.leave))
        column.addWidget(self.agents, 1)
        hint = label(
            self.tr("It holds until they are moved back, and is written down with your name."),
            "muted",
        )
        for words in (self._none, hint):
            words.setWordWrap(True)
            column.addWidget(words)
        for part in (self._message, self._now, self._back):
            column.addWidget(part)
        self._now.clicked.connect(self.move)
        self._back.clicked.connect(self.move_back)
        for part in (self._none, self._back):
            part.hide()
