"""The hub's HTTP server: what desks and other systems speak to. `/openapi.json` has all of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Final
from uuid import UUID

from anyio import to_thread
from fastapi import APIRouter, Depends, FastAPI
from starlette.routing import BaseRoute

from app.hub import (
    asking,
    bundling,
    commanding,
    first_password,
    line_asking,
    line_check,
    listening,
    pops,
    recordings,
    reports,
    search,
    sign_in,
    wallboard,
)
from app.hub.answers import answer_refusals, refusals, require_api
from app.hub.clock import reading_clock
from app.hub.facts import fact, name_central_store
from app.hub.floor import keeping_floor
from app.hub.hub import Hub, TheHub, utc_now
from app.hub.lines import Lines, serving_lines
from app.hub.queue_moves import telling_moves
from app.hub.rings import Rings, serving_rings
from app.hub.sender import Sender, sending
from app.telephony.line import Line
from app.wire import API_NEWEST, API_OLDEST, Hello
from db import schema
from db.store import Store

# Routes that wait for the database run in threads. The pool of `open_central` has more connections than
# these, the sign-ins, the call log and the lock of the one hub need together: nobody waits for one.
THREADS = 14

_hello = APIRouter(prefix="/v1", tags=["hello"])


@_hello.get("/hello", summary="Who is there", responses=refusals())
def hello(hub: TheHub) -> Hello:
    """Tell what anybody may know, also a desk that speaks no version of ours."""
    with hub.store.read() as session:
        return Hello(
            api_oldest=API_OLDEST,
            api_newest=API_NEWEST,
            revision=schema.HEAD,  # the only one that `open_central` opens
            store_id=UUID(fact(session, "store_id")),
            epoch=UUID(fact(session, "epoch")),
            hub_time=hub.now(),
            recovery_key=fact(session, "recovery_key"),
        )


def _all_routes() -> list[BaseRoute]:
    every = APIRouter()
    every.include_router(_hello)
    for part in (
        sign_in,
        commanding,
        bundling,
        listening,
        asking,
        first_password,
        line_asking,
        wallboard,
        recordings,
        line_check,
    ):
        every.include_router(part.router, dependencies=[Depends(require_api)])
    for quick in (pops, search):  # they ask for the version themselves
        every.include_router(quick.router)
    every.include_router(reports.router)  # a gateway is no desk and speaks no version of ours
    return every.routes


_ROUTES: Final = _all_routes()  # described once, however many hubs a program serves


def create_app(
    store: Store,
    *,
    now: Callable[[], datetime] = utc_now,
    line: Line | None = None,
    beat_s: float | None = None,
    sender: Callable[[Hub], Sender] | None = None,
    lines: Callable[[Hub, Rings], Lines] | None = None,
    look_s: float | None = None,
    pages_at_once: bool = False,
) -> FastAPI:
    """Return the hub at a central store that is open. The caller closes the store after the server.

    ``line`` is the floor's, which the hub watches: it writes every call and rings the desks; ``lines`` makes
    who holds those that the store names. Every ``beat_s`` the hub reads its clock and decides what is due;
    never without. ``sender`` makes who sends messages, and nobody does without.
    Every ``look_s`` the floor is held against its thresholds; never without. ``pages_at_once``: what the
    first pages would wait for is done before it answers.
    """
    app = FastAPI(title="Ringside hub", version=str(API_NEWEST), lifespan=_at_work, routes=_ROUTES)
    app.state.hub, app.state.line, app.state.beat_s = Hub(store, now), line, beat_s
    app.state.lines, app.state.look_s, app.state.pages_at_once = lines, look_s, pages_at_once
    app.state.wallboard = wallboard.Wallboard(app.state.hub)
    app.state.sender = sender(app.state.hub) if sender is not None else None
    answer_refusals(app)
    return app


@asynccontextmanager
async def _at_work(app: FastAPI) -> AsyncIterator[None]:
    hub: Hub = app.state.hub
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    await to_thread.run_sync(_name_store, hub)
    reading = asyncio.create_task(hub.feed.run(), name="feed")
    try:
        async with (
            pops.serving_pops(app, hub, at_once=app.state.pages_at_once) as pages,
            serving_rings(hub, pages, [app.state.line] if app.state.line is not None else []) as rings,
            keeping_floor(hub.floor),
            serving_lines(app.state.lines(hub, rings) if app.state.lines is not None else None),
            reading_clock(hub, app.state.beat_s),
            wallboard.watching_floor(app.state.wallboard, app.state.look_s),
            sending(app.state.sender),
        ):
            app.state.rings = rings
            async with telling_moves(hub, rings):
                yield
    finally:
        hub.streams.close_all()
        reading.cancel()
        with suppress(asyncio.CancelledError):
            await reading


def _name_store(hub: Hub) -> None:
    with hub.store.write() as session:
        name_central_store(session)
