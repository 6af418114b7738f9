"""Hearing what changed: by asking, or on a stream of server-sent events."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager

from anyio import to_thread
from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from starlette.types import Message, Send

from app.hub.answers import refusals
from app.hub.bundling import readable
from app.hub.changes import changes_since
from app.hub.hub import Hub, TheHub
from app.hub.line_asking import TheRings
from app.hub.speaking import SignedInPerson
from app.hub.streams import Stream, event_text
from app.hub.tokens import Speaker
from app.wire import Changes, EventKind, Watch

# A desk calls three seconds of silence a hub that is gone; a beat a second leaves room for two that are late.
BEAT_S = 1.0
STREAM_S = 600.0
TAKEN_WITHIN_S = 10.0  # so long a reader may leave what it was sent; it comes again by its cursor
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
BEAT = ": here\n\n"
_LOG = logging.getLogger(__name__)

router = APIRouter(prefix="/v1", tags=["changes"])


@router.post("/changes", summary="Ask what changed", responses=refusals(401))
def changes(hub: TheHub, speaker: SignedInPerson, body: Watch) -> Changes:
    """Name those of the bundles that changed after a cursor, and where to ask again."""
    with hub.store.read() as session:
        return changes_since(session, body.after, readable(session, speaker, body.keys))


@router.post(
    "/stream",
    summary="Listen to what changes",
    response_class=StreamingResponse,
    responses={
        **refusals(401),
        200: {
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
            "description": "Events by `EventKind`, a comment each second; at most ten minutes.",
        },
    },
)
async def stream(hub: TheHub, rings: TheRings, speaker: SignedInPerson, body: Watch) -> StreamingResponse:
    """First what changed after the cursor, then what changes, how the lines stand, and this desk's rings."""
    opened, missed = await to_thread.run_sync(_open, hub, speaker, body, asyncio.get_running_loop())
    rings.greet(opened, body.rung)
    return Heard(_events(hub, opened, missed), media_type="text/event-stream", headers=HEADERS)


class Heard(StreamingResponse):
    """A stream that somebody reads: who takes nothing for a while is cut, and gives the place back."""

    async def stream_response(self, send: Send) -> None:
        async def in_time(message: Message) -> None:
            async with asyncio.timeout(TAKEN_WITHIN_S):
                await send(message)

        assert isinstance(self.body_iterator, AsyncGenerator)
        try:
            async with aclosing(self.body_iterator):
                await super().stream_response(in_time)
        except TimeoutError:
            _LOG.info("a stream was cut: its reader is too slow")


def _open(hub: Hub, speaker: Speaker, body: Watch, loop: asyncio.AbstractEventLoop) -> tuple[Stream, Changes]:
    """Begin to watch, then read what was missed: so nothing falls between the two."""
    with hub.store.read() as session:
        mine = readable(session, speaker, body.keys)
        hub.limits.learn(session, speaker.actor, hub.now())  # now, so that the first ring need not ask
    opened = Stream(speaker, mine, loop)
    hub.streams.open(opened)
    try:
        with hub.store.read() as session:
            return opened, changes_since(session, body.after, mine)
    except BaseException:
        hub.streams.close(opened)
        raise


async def _events(hub: Hub, stream: Stream, missed: Changes) -> AsyncGenerator[str]:
    with _closing(hub, stream):
        here = {"cursor": missed.cursor, "from_start": missed.from_start}
        yield event_text(EventKind.HERE, here)
        for key in missed.keys:
            yield event_text(EventKind.CHANGED, {"key": key, "cursor": missed.cursor})
        loop = asyncio.get_running_loop()
        left_s = (stream.speaker.until - hub.now()).total_seconds()
        until = loop.time() + min(STREAM_S, left_s)
        while not stream.is_over and loop.time() < until:
            yield await stream.next(BEAT_S) or BEAT
        cursor, rest = hub.feed.cursor(), stream.rest()  # in this order: up to there it has been told
        # One that was ended is not told any more, however far the feed is.
        yield rest + event_text(EventKind.BYE, {"cursor": "" if stream.is_over else cursor})


@contextmanager
def _closing(hub: Hub, stream: Stream) -> Iterator[None]:
    try:
        yield
    finally:
        hub.streams.close(stream)
