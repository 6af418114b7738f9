"""Joins the panels that tell agents something to the desk: a message, and another queue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from app.command import new_id
from app.floor.messages import MessageAgent, ToldMessage, messages_to
from app.floor.queue_moves import MoveAgents, queue_members
from app.wallboard import FloorBoard
from ui.context import Context
from ui.desk.writing import Writing
from ui.error_text import error_text
from ui.wallboard.moving import Moving
from ui.wallboard.view import WallboardView

HOLDS = timedelta(hours=12)

Members = dict[UUID, list[str]]


class Telling(QObject):
    """Leads a supervisor's messages and moves. ``board`` is the floor as it was read last."""

    def __init__(
        self, context: Context, view: WallboardView, board: Callable[[], FloorBoard | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._view, self._board = context, view, board
        self._to_agents, self._to_queues = Writing(context, self), Writing(context, self)
        self._to_agents.failed.connect(view.agent.say)
        self._to_queues.failed.connect(view.moving.say)
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
        if agent is not None and text:
            command = MessageAgent(
                at=self._context.now(),
                message_id=new_id(),
                person_id=agent.person_id,
                text=text,
                help_id=agent.help_id,
            )
            self._to_agents.ask_centre(command, self._on_told)

    @Slot()
    def look(self) -> None:
        """Ask whether the chosen agent has read what they were told."""
        person_id = self._view.chosen_agent()
        if person_id is not None:
            since = self._context.now() - HOLDS
            ask = partial(self._context.desk.ask, messages_to, person_id, since)
            shown = partial(self._on_messages, person_id)
            self._context.bridge.read(self._view.agent, ask, shown, lambda _error: None)

    def _on_told(self) -> None:
        self._view.agent.words.clear()
        self._view.agent.say(self.tr("It stands at their desk until they have read it."), "good")
        self.look()

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
        board = self._board()
        if board is not None:
            self._view.show_moving(True)
            self._view.moving.begin(board, members, queue)

    def _on_not_read(self, error: Exception) -> None:
        self._view.seeing.say(error_text(error), "broken")

    @Slot(object)
    def _on_move(self, moving: Moving) -> None:
        command = MoveAgents(
            at=self._context.now(), persons=moving.persons, joins=moving.joins, leaves=moving.leaves
        )
        self._to_queues.ask_centre(command, partial(self._on_moved, moving))

    def _on_moved(self, moving: Moving) -> None:
        ask = partial(self._context.desk.ask, queue_members)
        self._context.bridge.read(self._view.moving, ask, partial(self._on_done, moving), self._on_not_read)

    def _on_done(self, moving: Moving, members: Members) -> None:
        board = self._board()
        if board is not None:
            self._view.moving.show_done(moving, board, members)
