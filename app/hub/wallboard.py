"""The wallboard at a hub: read once a second for all who look, and held against the thresholds.

Who asks hears by the key of the floor when something changed, and asks again: the answer is the same bytes
for everybody.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Final
from uuid import UUID

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import AwareDatetime, TypeAdapter

from app.command import Command
from app.floor_watch import FloorWatch, Present, decide_as_house
from app.hub.answers import refusals
from app.hub.away import AWAY
from app.hub.faults import log_fault
from app.hub.hub import Hub, TheHub
from app.hub.quick import json_answer
from app.hub.speaking import SignedInPerson
from app.hub.transactions import transact
from app.rights import require_query
from app.thresholds import rules_in_force
from app.wallboard import FloorAlert, FloorBoard
from app.wallboard_reading import FloorReader, alerts_of, day_begins, floor_board
from app.wire import ALERTS_KEY, FLOOR_KEY, EventKind, Message

EVERY_S: Final = 1.0
LATELY_S: Final = 5.0  # so old may be what is given while it is read anew
_BOARD: Final = TypeAdapter(FloorBoard)
_LOG = logging.getLogger(__name__)


class Wallboard:
    """The board as it was read last, in the bytes of its answer. Every method may be called on any thread."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._lock = threading.Lock()  # of who reads
        self._reader, self._watch = FloorReader(), FloorWatch()
        self._board: FloorBoard | None = None
        self._told: FloorBoard | None = None  # what those who look were last told to ask for
        self._answer = b""
        self._read_at = 0.0

    def answer(self) -> bytes:
        """Return the board, read within the last second. Raises what a store raises that is away.

        While somebody reads it the last one is given: the next look tells if it is another.
        """
        must_wait = self._board is None or time.monotonic() - self._read_at >= LATELY_S
        if not self._lock.acquire(blocking=must_wait):
            return self._answer
        try:
            if self._board is None or time.monotonic() - self._read_at >= EVERY_S:
                self._read()
            return self._answer
        finally:
            self._lock.release()

    def look(self) -> None:
        """Read the board, and tell who is to be told. Raises what a store raises that is away."""
        present = {
            stream.speaker.actor.person_id: stream.speaker.actor.roles
            for stream in self._hub.streams.open_ones()
        }
        if not present:
            return  # nobody looks, and nobody could be told
        with self._hub.store.read() as session:  # without the lock: it takes a second of a large floor's day
            self._reader.read_ahead(session, self._hub.now())
        with self._lock:
            before, board = self._told, self._read()
            commands = self._due(board, present)
            if commands:
                decide_as_house(self._hub.store, commands, transact)
                self._hub.feed.nudge()
                board = self._read()
            self._told = board
        if before is None or replace(before, at=board.at) != board:
            self._hub.floor.changed()
        for person_id in _told_otherwise(before.alerts if before is not None else (), board.alerts):
            self.tell(person_id)

    def _read(self) -> FloorBoard:
        with self._hub.store.read() as session:
            board = self._reader.read(session, self._hub.now())
        self._board, self._answer = board, _BOARD.dump_json(board, exclude_defaults=True)
        self._read_at = time.monotonic()
        return board

    def _due(self, board: FloorBoard, present: Present) -> list[Command]:
        with self._hub.store.read() as session:
            rules = rules_in_force(session)
            alerts = alerts_of(session.connection(), day_begins(board.at))
        return self._watch.look(rules, board, alerts, present, board.at, self._reader.on_shift(board.at))

    def tell(self, person_id: UUID) -> None:
        """Let the desks of a person ask what they are told."""
        for desk_id in self._hub.streams.of_person(person_id):
            self._hub.streams.tell_desk(desk_id, EventKind.CHANGED, {"key": ALERTS_KEY, "cursor": ""})


def _told_otherwise(before: Collection[FloorAlert], now: Collection[FloorAlert]) -> set[UUID]:
    """Return who was told of an alert that came, was taken or told to others, or went."""
    changed = [one for one in before if one not in now] + [one for one in now if one not in before]
    return {person_id for alert in changed for person_id in alert.told_ids}


@asynccontextmanager
async def watching_floor(wallboard: Wallboard, every_s: float | None) -> AsyncIterator[None]:
    """Look at the floor every so many seconds until left; without a number, only when somebody asks."""
    if every_s is None:
        yield
        return
    leaving = threading.Event()
    thread = threading.Thread(
        target=_keep_looking, args=(wallboard, every_s, leaving), name="wallboard", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        leaving.set()
        await to_thread.run_sync(thread.join)


def _keep_looking(wallboard: Wallboard, every_s: float, leaving: threading.Event) -> None:
    while not leaving.wait(every_s):
        try:
            wallboard.look()
        except AWAY as error:
            _LOG.warning("the wallboard waits for the store: %s", type(error).__name__)
        except Exception as error:  # a mistake of ours: the next second is read all the same
            log_fault(_LOG, "the wallboard is not read", error)


class BoardAsked(Message):
    """``now`` is the desk's; the answer is of the hub's own time."""

    now: AwareDatetime


router = APIRouter(prefix="/v1/ask", tags=["queries"])


@router.post(
    "/floor_board",
    name="floor_board",
    summary="Return the whole floor as it is now",
    response_model=FloorBoard,
    responses=refusals(401, 403),
)
def ask_floor_board(request: Request, hub: TheHub, speaker: SignedInPerson, body: BoardAsked) -> Response:  # noqa: ARG001
    """The same bytes for all who ask within a second; from now on this desk hears when it changes."""
    require_query(speaker.actor, floor_board)
    hub.streams.watch(speaker.desk_id, [FLOOR_KEY])
    wallboard: Wallboard = request.app.state.wallboard
    return json_answer(wallboard.answer())
