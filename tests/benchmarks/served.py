"""A hub in a process of its own for the benchmarks: ``python -m tests.benchmarks.served URL PORT [SECONDS]``.

Beside the hub's routes: ``/empty`` answers 15 kB and does nothing else, ``/ring`` lets a call come. It looks
at its floor every so many seconds, and ``/looked`` says how many milliseconds each look took.
"""

from __future__ import annotations

import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from itertools import count

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import Response

from app.calls import CallOutcome
from app.events import CallArrived, CallEnded, OfferRinging
from app.hub.run import pause_seldom
from app.hub.server import create_app
from app.telephony.line import Listener
from app.telephony.telling import WatchOnly
from db.store import open_central

EMPTY = b'"' + b"x" * 15_000 + b'"'


class AskedLine(WatchOnly):
    """A line that rings when it is asked to."""

    name = "pbx"

    def __init__(self) -> None:
        self._calls = count()
        self._tell: Listener = lambda _event: None

    def start(self, listener: Listener) -> None:
        self._tell = listener

    def stop(self) -> None:
        self._tell = lambda _event: None

    def ring(self, ani: str, agent: str) -> None:
        facts = {"line": self.name, "at": datetime.now(UTC), "linked_id": f"bench.{next(self._calls)}"}
        self._tell(CallArrived(**facts, ani=ani, dnis="", queue="hotline"))
        self._tell(OfferRinging(**facts, agent=agent))
        self._tell(CallEnded(**facts, outcome=CallOutcome.ABANDONED_RINGING))


def add_floor(app: FastAPI, line: AskedLine) -> None:
    @app.get("/empty", include_in_schema=False)
    async def empty(_request: Request) -> Response:
        return Response(EMPTY, media_type="application/json")

    @app.get("/ring", include_in_schema=False)
    async def ring(request: Request) -> Response:
        line.ring(request.query_params["ani"], request.query_params["agent"])
        return Response()


def add_looks(app: FastAPI) -> None:
    looks_ms: list[float] = []
    look = app.state.wallboard.look

    def timed() -> None:
        begun = time.perf_counter()
        look()
        looks_ms.append((time.perf_counter() - begun) * 1000)

    app.state.wallboard.look = timed

    @app.get("/looked", include_in_schema=False)
    async def looked(_request: Request) -> list[float]:
        return looks_ms


def main(url: str, port: str, look_s: str = "") -> None:
    line = AskedLine()
    with closing(open_central(url)) as store:
        app = create_app(store, line=line, look_s=float(look_s) if look_s else None, pages_at_once=True)
        pause_seldom()
        add_floor(app, line)
        add_looks(app)
        uvicorn.run(app, port=int(port), log_level="warning", access_log=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
