"""Who was moved to another queue is moved at the PBX too, once that is written."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from anyio import to_thread
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.floor.queue_moves import QUEUES_MOVED, QueueMove
from app.hub.away import AWAY
from app.hub.hub import Hub
from app.hub.line_queues import Member, join_queues, leave_queues, member
from app.hub.rings import Rings
from db.models.hub import ExtensionUse


class QueueMoves:
    """Hears what is committed, on any thread. Who sits nowhere joins at the sign-in, without it."""

    def __init__(self, hub: Hub, rings: Rings) -> None:
        self._hub, self._rings, self._loop = hub, rings, asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        hub.store.hear_commits(self._on_commit)

    def _on_commit(self, session: Session) -> None:
        moved: Sequence[QueueMove] = session.info.get(QUEUES_MOVED, ())
        if moved and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._begin, moved)

    def _begin(self, moved: Sequence[QueueMove]) -> None:
        task = self._loop.create_task(self._tell(moved))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tell(self, moved: Sequence[QueueMove]) -> None:
        with suppress(*AWAY):
            for move in moved:
                await self._move(move)

    async def _move(self, move: QueueMove) -> None:
        extension = await to_thread.run_sync(self._extension, move)
        line = self._rings.line_at(extension) if extension else None
        if line is None:
            return
        who = await to_thread.run_sync(self._member, line.name, move, extension)
        if move.joins:
            join_queues(self._hub, line, Member(who.person_id, who.agent, {move.joins: move.penalty}))
        if move.leaves:
            leave_queues(line, Member(who.person_id, who.agent, {move.leaves: 0}))

    def _extension(self, move: QueueMove) -> str:
        mine = select(ExtensionUse.extension).where(ExtensionUse.person_id == move.person_id)
        with self._hub.store.read() as session:
            return session.scalars(mine.order_by(ExtensionUse.since.desc())).first() or ""

    def _member(self, line: str, move: QueueMove, extension: str) -> Member:
        with self._hub.store.read() as session:
            return member(session, line, move.person_id, extension)
