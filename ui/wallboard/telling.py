"""Joins the panels that tell agents something to the desk: a message, and another queue."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from app.command import new_id
from app.floor.messages import MessageAgent, ToldMessage, messages_to
from app.floor.queue_moves import MoveAgents, queue_members
from app.wallboard import AgentLine, FloorBoard
from ui.context import Context
from ui.desk.writing import Writing
from ui.error_text import error_text
from ui.wallboard.moving import Members, Moving
from ui.wallboard.view import WallboardView

HOLDS = timedelta(hours=12)
LOOKS = timedelta(seconds=5)  # at most this often it is asked whether a message is read
log = logging.getLogger(__name__)


class Telling(QObject):
    """Leads a supervisor's messages and moves. ``board`` is the floor as it was read last."""

    def __init__(
        self, context: Context, view: WallboardView, board: Callable[[], FloorBoard | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._view, self._board = context, view, board
        self._writing = Writing(context, self)
        self._untold: set[UUID] = set()  # agents whose message is on its way
        self._looked_at: datetime | None = None
        view.seeing.message_wanted.connect(self._on_message_wanted)
        view.moving.wanted.connect(self._on_move)
        if context.hub is not None:  # alone one puts oneself in and out of queues by key
            view.seeing.let_move()
            view.seeing.move_wanted.connect(self._on_move_wanted)

    # messages

    @Slot()
    def tell(self) -> None:
        """Send what is typed to the chosen agent; who asks for help is answered by it."""
        panel, agent = self._view.agent, self._view.agent.agent
        text = panel.words.text().strip()
        if agent is None or not text:
            return
        if agent.person_id in self._untold:  # a second Enter tells nobody twice
            panel.say(self.tr("Your message is on its way."), "muted")
        else:
            self._untold.add(agent.person_id)
            command = MessageAgent(
                at=self._context.now(),
                message_id=new_id(),
                person_id=agent.person_id,
                text=text,
                help_id=agent.help_id,
            )
            told, failed = partial(self._on_told, agent.person_id, text), partial(self._on_not_told, agent)
            self._writing.ask_centre(command, told, failed)

    @Slot()
    def look(self) -> None:
        """Ask whether the chosen agent has read what they were told."""
        person_id = self._view.chosen_agent()
        if person_id is not None:
            self._looked_at = self._context.now()
            ask = partial(self._context.desk.ask, messages_to, person_id, self._looked_at - HOLDS)
            shown = partial(self._on_messages, person_id)
            self._context.bridge.read(self._view.agent, ask, shown, self._on_not_looked)

    def look_again(self) -> None:
        """Ask that with a newer board, which may come each second."""
        if self._looked_at is None or self._context.now() - self._looked_at >= LOOKS:
            self.look()

    def _on_told(self, person_id: UUID, text: str) -> None:
        """Say it at that agent, if they are still there, and leave alone what was typed since."""
        self._untold.discard(person_id)
        panel = self._view.agent
        if panel.person_id == person_id:
            if panel.words.text().strip() == text:
                panel.words.clear()
            panel.say(self.tr("It stands at their desk until they have read it."), "good")
            self.look()

    def _on_not_told(self, agent: AgentLine, error: Exception) -> None:
        """Say it where it can be seen; away from the agent with their name."""
        self._untold.discard(agent.person_id)
        sentence = error_text(error)
        is_there = self._view.chosen_agent() == agent.person_id
        self._view.say(sentence if is_there else f"{agent.name} · {sentence}")

    def _on_not_looked(self, error: Exception) -> None:
        """Note it: a hub that is away is said above the board, and it is asked again."""
        log.warning("messages to an agent were not read", exc_info=error)

    def _on_messages(self, person_id: UUID, found: list[ToldMessage]) -> None:
        if person_id == self._view.chosen_agent():
            last = next((one for one in reversed(found) if one.text), None)
            self._view.agent.show_told(last)

    @Slot(object)
    def _on_message_wanted(self, person_id: UUID) -> None:
        self._view.agent_wanted.emit(person_id)
        self._view.agent.write()

    # queues

    @Slot(str)
    def _on_move_wanted(self, queue: str) -> None:
        """Ask who is in which queue, then show whom one can move."""
        ask = partial(self._context.desk.ask, queue_members)
        shown = partial(self._on_members, queue)
        self._context.bridge.read(self._view.moving, ask, shown, self._on_not_read)

    def _on_members(self, queue: str, members: Members) -> None:
        """Show them, unless the supervisor has opened something else by now: keys go where they are typed."""
        board = self._board()
        typing = QApplication.focusWidget()
        is_elsewhere = typing is not None and not self._view.isAncestorOf(typing)
        if board is not None and self._view.seeing.isVisible() and not is_elsewhere:
            self._view.show_moving(True)
            self._view.moving.begin(board, members, queue)

    def _on_not_read(self, error: Exception) -> None:
        self._view.say(error_text(error))

    @Slot(object)
    def _on_move(self, moving: Moving) -> None:
        command = MoveAgents(
            at=self._context.now(), persons=moving.persons, joins=moving.joins, leaves=moving.leaves
        )
        moved, failed = partial(self._on_moved, moving), partial(self._on_not_moved, moving)
        self._writing.ask_centre(command, moved, failed)

    def _on_moved(self, moving: Moving) -> None:
        board = self._board()
        if board is not None:
            self._view.say(self._view.moving.show_done(moving, board), "good")

    def _on_not_moved(self, moving: Moving, error: Exception) -> None:
        self._view.moving.show_refused(moving)
        self._view.say(error_text(error))
