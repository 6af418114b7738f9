"""Who was moved to another queue is moved at the PBX too, once that is written."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Final

from anyio import to_thread
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.floor.queue_moves import QUEUES_MOVED, QueueMove
from app.hub.away import AWAY
from app.hub.hub import Hub
from app.hub.line_queues import Member, join_queues, leave_queues, member
from app.hub.rings import Rings
from db.models.hub import ExtensionUse

AGAIN_S: Final = 1.0
_LOG = logging.getLogger(__name__)


class QueueMoves:
    """Hears what is committed, on any thread, and tells the lines of it one after the other.

    Who sits nowhere joins at the sign-in, without it. What a line that is not up, or a hub that has ended,
    did not hear is told when it is up: `line_queues.seated_members`.
    """

    def __init__(self, hub: Hub, rings: Rings) -> None:
        self._hub, self._rings, self._loop = hub, rings, asyncio.get_running_loop()
        self._waiting: asyncio.Queue[QueueMove] = asyncio.Queue()
        hub.store.hear_commits(self._on_commit)

    async def run(self) -> None:
        while True:
            move = await self._waiting.get()
            try:
                await self._move(move)
            except AWAY:
                self._waiting.put_nowait(move)
                await asyncio.sleep(AGAIN_S)
            except Exception:  # one that is wrong holds up no other
                _LOG.exception("a move to another queue was not told to the line")

    def _on_commit(self, session: Session) -> None:
        moved: Sequence[QueueMove] = session.info.get(QUEUES_MOVED, ())
        if moved and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._take, moved)

    def _take(self, moved: Sequence[QueueMove]) -> None:
        for move in moved:
            self._waiting.put_nowait(move)

    async def _move(self, move: QueueMove) -> None:
        extension = await to_thread.run_sync(self._extension, move)
        line = self._rings.line_at(extension) if extension else None
        if line is None:
            return
        who = await to_thread.run_sync(self._member, line.name, move, extension)
        if move.joins in who.queues:  # and was not taken out again meanwhile
            join_queues(self._hub, line, Member(who.person_id, who.agent, {move.joins: move.penalty}))
        if move.leaves and move.leaves not in who.queues:
            leave_queues(line, Member(who.person_id, who.agent, {move.leaves: 0}))

    def _extension(self, move: QueueMove) -> str:
        mine = select(ExtensionUse.extension).where(ExtensionUse.person_id == move.person_id)
        with self._hub.store.read() as session:
            return session.scalars(mine.order_by(ExtensionUse.since.desc())).first() or ""

    def _member(self, line: str, move: QueueMove, extension: str) -> Member:
        with self._hub.store.read() as session:
            return member(session, line, move.person_id, extension)


@asynccontextmanager
async def telling_moves(hub: Hub, rings: Rings) -> AsyncIterator[None]:
    """Tell the lines of moves as long as this is open."""
    telling = asyncio.create_task(QueueMoves(hub, rings).run(), name="queue moves")
    try:
        yield
    finally:
        telling.cancel()
        with suppress(asyncio.CancelledError):
            await telling
