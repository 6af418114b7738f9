"""One agent beside the board: how they stand, their day, and what a supervisor can do."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.floor.messages import ToldMessage
from app.floor.now import AgentState
from app.reference import CodeList, Reference
from app.wallboard import AgentLine
from ui.actions import ACTIONS
from ui.phone.standing_words import standing_word
from ui.theme import Theme
from ui.wallboard.said import Said
from ui.wallboard.words import NONE, agent_since, reason_word, seconds_text, since_text
from ui.widgets.button import KeyButton
from ui.widgets.fact import Fact
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.labels import label
from ui.wording import local, named

IN_CALL = (AgentState.TALKING, AgentState.HOLD, AgentState.CONSULT)
ACTS = (
    "agent_calls",
    "agent_help",
    "agent_listen",
    "agent_ready",
    "agent_away",
    "agent_out",
    "agent_message",
)
LONGEST = 200  # characters of a message


class AgentPanel(QFrame):
    """Show one agent. Signals: ``wanted(str)`` an action of ``ACTS``; ``left()``."""

    wanted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setFixedWidth(Theme.current().px("side"))
        self.setAccessibleName(self.tr("The chosen agent"))
        self.person_id: UUID | None = None
        self.agent: AgentLine | None = None
        self._name, self._where = label("", "name"), label("", "second")
        self._state, self._call, self._day = Fact(), Fact(), Fact()
        self._top = Fact()
        self._told, self._message = Said(), Said()
        self.reasons = ChoiceField()
        self._reason = Field(self.tr("Why not ready"), self.reasons)
        self.words = QLineEdit()
        self.words.setMaxLength(LONGEST)
        self._tell = Field(self.tr("A message to their desk"), self.words)
        self.buttons: dict[str, KeyButton] = {}
        self._room = QScrollArea()
        self._listens, self._may_act = False, True
        self._lay_out()

    def only_read(self) -> None:
        """Offer nothing but the agent's calls."""
        self._may_act = False
        for part in (self._reason, self._hint, self._tell):
            part.hide()
        for act, button in self.buttons.items():
            button.setVisible(act == "agent_calls")

    def choose(self, person_id: UUID, reference: Reference) -> None:
        """Follow an agent from now on; what was said of another one goes, and what was typed for them."""
        if person_id != self.person_id:
            self._told.say("", "muted")
            self.words.clear()
        self.person_id = person_id
        self.say("")
        self.reasons.clear()
        for row in reference.codes.get(CodeList.AUX, ()):
            if not row.retired:
                self.reasons.addItem(named(row.name_zh, row.name_en), row.code)

    def show_agent(self, agent: AgentLine | None, reference: Reference, now: datetime, listens: bool) -> None:
        """Show how they stand now; None: they have logged out meanwhile."""
        self.agent, self._listens = agent, listens
        if agent is None:
            self._state.set(standing_word(AgentState.LOGGED_OUT), "sign-out")
            for button in self.buttons.values():
                button.setEnabled(False)
            self.buttons["agent_calls"].setEnabled(True)
            return
        self._name.setText(agent.name)
        self._where.setText(" · ".join(part for part in (agent.extension, agent.team) if part))
        reason = reason_word(agent, reference)
        state = standing_word(agent.state)
        said = state if reason in ("", state) else f"{state} · {reason}"
        self._state.set(f"{said} · {since_text(agent_since(agent), now)}", "clock", words="text")
        self._call.set(agent.number, "phone-call", "info")
        self._call.setVisible(bool(agent.number))
        handled = self.tr("{0} calls today, {1} each").format(agent.calls, seconds_text(agent.handle_s))
        self._day.set(handled, "phone")
        top = NONE if agent.top_box is None else f"{agent.top_box} %"
        self._top.set(self.tr("best score in 30 days: {0}").format(top), "star")
        self._offer(agent)

    def _offer(self, agent: AgentLine) -> None:
        in_call = agent.state in IN_CALL
        possible = {
            "agent_calls": True,
            "agent_help": agent.help_id is not None,
            "agent_listen": self._listens and in_call and bool(agent.linked_id),
            "agent_ready": agent.state is not AgentState.READY,
            "agent_away": agent.state is not AgentState.NOT_READY,
            "agent_out": True,
            "agent_message": True,
        }
        for act, button in self.buttons.items():
            button.setEnabled(possible[act])
        self.buttons["agent_help"].setVisible(possible["agent_help"] and self._may_act)
        self.buttons["agent_listen"].setVisible(self._listens and self._may_act)

    def show_told(self, last: ToldMessage | None) -> None:
        """Say whether what they were told last is read."""
        if last is None:
            self._told.say("", "muted")
            return
        read = self.tr("read {0}").format(f"{local(last.seen_at):%H:%M}") if last.seen_at else ""
        words = " · ".join((f"{local(last.at):%H:%M}", read or self.tr("not read yet"), last.text))
        self._told.say(words, "good" if read else "muted")

    def told(self) -> str:
        return self._told.words()

    def write(self) -> None:
        """Let the keys go to the message."""
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self._keep_in_sight()

    def reason(self) -> str:
        return str(self.reasons.currentData() or "")

    def say(self, words: str, tone: str = "broken") -> None:
        self._message.say(words, tone)

    def message(self) -> str:
        return self._message.words()

    def press(self, act: str) -> None:
        """Do an act, if it is offered now."""
        if not self.isVisible() or not self.buttons[act].isEnabled() or self.buttons[act].isHidden():
            return
        if act == "agent_message" and not self.words.text().strip():
            self.write()
        else:
            self.wanted.emit(act)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        back = KeyButton(self.tr("Back"), "Esc", small=True)
        back.clicked.connect(self.left)
        head.addWidget(back)
        column = QVBoxLayout()
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._message)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 12)
        whole.setSpacing(8)
        whole.addLayout(column)
        whole.addWidget(self._room, 1)
        self._room.setWidget(self._body())
        self._room.setWidgetResizable(True)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        self.words.returnPressed.connect(partial(self.press, "agent_message"))

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(8)
        for part in (self._where, self._state, self._call, self._day, self._top):
            column.addWidget(part)
        column.addSpacing(8)
        for act in ACTS:
            action = ACTIONS[act]
            button = self.buttons[act] = KeyButton(action.text, action.key, action.icon)
            button.setObjectName(act)
            button.clicked.connect(self._on_clicked)
            if act == "agent_away":
                column.addWidget(self._reason)
            elif act == "agent_message":
                column.addSpacing(8)
                column.addWidget(self._tell)
            column.addWidget(button)
        column.addWidget(self._told)
        self._hint = label(self.tr("What you change here is written down with your name."), "muted")
        self._hint.setWordWrap(True)
        column.addWidget(self._hint)
        column.addStretch()
        return body

    @Slot()
    def _keep_in_sight(self) -> None:
        """While one writes, show the field, and below it what they were told."""
        if self.words.hasFocus():
            for part in (self._told, self.words):
                self._room.ensureWidgetVisible(part)

    def _on_clicked(self) -> None:
        self.press(self.sender().objectName())
