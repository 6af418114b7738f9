"""The caller's page from the centre: one request, one JSON statement, one trip to the database.

The statement is a transaction by itself. It asks whether the token is still good, reads, and writes down who
read whom; it alone commits asynchronously, so that a page does not wait for the disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from anyio import to_thread
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response
from pydantic import Field

from app.command import Actor
from app.errors import NotFound, SignedOut
from app.hub.answers import refusals
from app.hub.hub import Hub
from app.hub.known import Known
from app.hub.limits import CAPS, READ_LATELY, Limits, lately
from app.hub.pop_statements import (
    FOR_NOBODY,
    HEAD_FOR_NOBODY,
    HEAD_OF_CUSTOMER,
    HEAD_OF_NUMBER,
    OF_CUSTOMER,
    OF_NUMBER,
    make_ready,
)
from app.hub.quick import asked, described, json_answer, token_of
from app.hub.read_log import LOG, read_values
from app.hub.read_pool import ReadPool, ReadStatement, read_statement
from app.hub.reading import require_read
from app.hub.sittings import Sittings
from app.hub.tokens import Speaker
from app.lines import EVERY_LINE, LINE_SITES, Sites, site_of, sites_of
from app.matching import matchable
from app.pop import page_values, pop_page
from app.rights import require_query
from app.wire import Message
from db.models.hub import ReadReason

LARGEST: Final = 64 * 1024  # bytes; of a larger page only the head is sent

SITES_KEPT: Final = timedelta(minutes=1)  # how long a change of a line's site may take to be heeded
_NOBODY: Final = UUID(int=0)
_SITES: Final = read_statement(LINE_SITES)
_CAPS: Final = read_statement(CAPS)
_LATELY: Final = {listed: read_statement(asked) for listed, asked in READ_LATELY.items()}


class Pops:
    """Reads pages and writes down for whom. Runs on one event loop."""

    def __init__(self, hub: Hub, pool: ReadPool) -> None:
        self.hub, self.pool, self.known = hub, pool, Known(hub)
        self._lines, self.sittings = Limits(listed=True), Sittings()
        self._sites: tuple[datetime | None, Sites] = (None, {})  # as they were read last

    async def of_customer(
        self, speaker: Speaker, customer_id: UUID, reason: ReadReason, subject: str
    ) -> bytes:
        """Return the page of a customer. Raises NotFound, TooMuchRead, SignedOut."""
        now = self.hub.now()
        await self.admit(speaker.actor, [customer_id], now)
        values = {"customer_id": customer_id, **_values(speaker, reason, subject, now)}
        found, shown = await self._good(OF_CUSTOMER, HEAD_OF_CUSTOMER, speaker, values)
        if not shown:
            raise NotFound(what="customer", id=str(customer_id))
        return found

    async def of_number(self, speaker: Speaker, number: str, reason: ReadReason, subject: str) -> bytes:
        """Return who has a number, and the page if it is only one. Raises TooMuchRead, SignedOut."""
        now = self.hub.now()
        key = await self._key(number, EVERY_LINE, now)
        values = {"key": key, **_values(speaker, reason, subject, now)}
        found, shown = await self._good(OF_NUMBER, HEAD_OF_NUMBER, speaker, values)
        await self.admit(speaker.actor, shown, now)
        return found

    async def for_nobody(self, number: str, line: str) -> tuple[bytes, list[UUID]]:
        """Return the same and whom it shows; nothing is written down before somebody is shown it."""
        now = self.hub.now()
        values = {"key": await self._key(number, line, now), "at": now, **page_values(now)}
        found, shown, *_ = await self._within(FOR_NOBODY, HEAD_FOR_NOBODY, values)
        return found, shown

    async def log(self, person_id: UUID, shown: Collection[UUID], reason: ReadReason, subject: str) -> None:
        """Write down that a person was shown these customers."""
        values = read_values(person_id, reason, subject, self.hub.now())
        await self.pool.row(LOG, {**values, "customers": list(shown)})

    async def admit(self, by: Actor, customers: Iterable[UUID], now: datetime) -> None:
        """Count customers among those that a person may read. Raises TooMuchRead."""
        await self._count(self.hub.limits, by, customers, now)

    async def admit_lines(self, by: Actor, customers: Iterable[UUID], now: datetime) -> None:
        """Count masked lines of a search. Raises TooMuchRead."""
        await self._count(self._lines, by, customers, now)

    async def _key(self, number: str, line: str, now: datetime) -> str:
        """Return the key by which a number of this line is looked for; nothing for one that is nobody's."""
        read_at, sites = self._sites
        if read_at is None or now - read_at > SITES_KEPT:
            sites = sites_of(await self.pool.rows(_SITES, {}))
            self._sites = now, sites
        return matchable(site_of(sites, line).read(number).key)

    async def _count(self, limits: Limits, by: Actor, customers: Iterable[UUID], now: datetime) -> None:
        if limits.is_new(by):
            limits.take_reads(by, await self.pool.rows(_LATELY[limits.listed], lately(by, now)))
        if limits.caps_are_old(now):
            limits.take_caps(await self.pool.rows(_CAPS, {}), now)
        limits.count(by, customers, now)

    async def _good(
        self, page: ReadStatement, head: ReadStatement, speaker: Speaker, values: dict[str, Any]
    ) -> tuple[bytes, list[UUID]]:
        found, shown, is_good, *_ = await self._within(page, head, values)
        if not is_good:
            self.known.forget(speaker)
            raise SignedOut
        return found, shown

    async def _within(self, page: ReadStatement, head: ReadStatement, values: dict[str, Any]) -> Any:
        row = await self.pool.row(page, values)
        return row if len(row[0]) <= LARGEST else await self.pool.row(head, values)


def _values(speaker: Speaker, reason: ReadReason, subject: str, now: datetime) -> dict[str, Any]:
    read = read_values(speaker.actor.person_id, reason, subject, now, speaker.token)
    return {**page_values(now), **read}


def planned(now: datetime) -> list[tuple[ReadStatement, dict[str, Any]]]:
    """Return the statements of a page with values that find nothing and write nothing down."""
    read = read_values(_NOBODY, ReadReason.CALL, "", now)
    values = {"key": "", "customer_id": _NOBODY, **page_values(now), **read}
    return [(statement, values) for statement in (FOR_NOBODY, OF_NUMBER, OF_CUSTOMER)]


@asynccontextmanager
async def serving_pops(app: FastAPI, hub: Hub, *, at_once: bool) -> AsyncIterator[Pops]:
    """Hold the connections of pops and searches as long as the app runs.

    ``at_once``: before the app answers its statements are made, and a connection plans them when it begins.
    """
    if at_once:
        await to_thread.run_sync(make_ready)
    pool = ReadPool(hub.store.writer, planned(hub.now()) if at_once else ())
    await pool.open()
    readying = asyncio.create_task(to_thread.run_sync(make_ready, abandon_on_cancel=True), name="statements")
    try:
        app.state.pops = Pops(hub, pool)
        yield app.state.pops
    finally:
        readying.cancel()
        await pool.close()


class PopAsked(Message):
    """Whose page: a customer's, or that of whoever has a number. ``subject`` is the call or the order."""

    customer: UUID | None = None
    number: str = Field(default="", max_length=200)
    reason: ReadReason = ReadReason.CALL
    subject: str = Field(default="", max_length=200)


router = APIRouter(prefix="/v1", tags=["pop"])


@router.get(
    "/pop",
    summary="Give a caller's page",
    openapi_extra=described(PopAsked),
    response_model=dict[str, Any],
    responses=refusals(401, 403, 404, 429),
)
async def pop(request: Request) -> Response:
    """By number: all who have it, and the page of the only one. The rows of each section are arrays."""
    pops: Pops = request.app.state.pops
    speaker = await pops.known.speaker(token_of(request))
    require_query(speaker.actor, pop_page)
    what = asked(request, PopAsked)
    require_read(what.reason)
    if what.customer is None:
        found = await pops.of_number(speaker, what.number, what.reason, what.subject)
    else:
        found = await pops.of_customer(speaker, what.customer, what.reason, what.subject)
    return json_answer(found)
