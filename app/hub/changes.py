"""What changed since: the feed is read by transaction, so that one which commits late is not skipped."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from anyio import to_thread
from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.hub.facts import fact, set_fact
from app.hub.faults import log_fault
from app.hub.streams import Streams
from app.hub.tokens import REFRESH_FOR, speakers
from app.wire import Changes
from db.models.hub import FeedEntry, Token
from db.store import Store, StoreProblem

POLL_S = 1.0
TIDY_S = 3600.0
CHECK_S = 5.0  # so soon a stream ends whose person was disabled by another program
KEEP_DAYS = 7
_KEPT = "feed_kept"
_CUSTOMER = "customer:"  # how `db.feed.customer_key` begins
_LOG = logging.getLogger(__name__)

# Every transaction below it has ended: what it wrote is seen, what is not seen was never done.
_HORIZON = text("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the feed: everything that transactions below ``xid`` changed has been told."""

    epoch: UUID
    xid: int

    def __str__(self) -> str:
        return f"{self.epoch.hex}.{self.xid}"

    @classmethod
    def parse(cls, said: str) -> Cursor | None:
        epoch, _, xid = said.partition(".")
        try:
            return cls(UUID(epoch), int(xid))
        except ValueError:
            return None


def horizon(session: Session) -> int:
    return int(session.execute(_HORIZON).scalar_one())


def changes_since(session: Session, after: str, keys: Iterable[str]) -> Changes:
    """Return which of these bundles changed after a cursor; ``from_start`` when the feed does not reach back.

    The session must see one picture: the horizon and the entries belong together.
    """
    epoch, end = UUID(fact(session, "epoch")), horizon(session)
    here = str(Cursor(epoch, end))
    if not after:
        return Changes(keys=(), cursor=here)
    begin = Cursor.parse(after)
    if begin is None or begin.epoch != epoch or not _begins(session) <= begin.xid <= end:
        return Changes(keys=(), cursor=here, from_start=True)
    found = session.execute(
        select(FeedEntry.key)
        .where(FeedEntry.xid >= begin.xid, FeedEntry.xid < end, FeedEntry.key.in_(list(keys)))
        .group_by(FeedEntry.key)
        .order_by(func.min(FeedEntry.xid), func.min(FeedEntry.seq))
    )
    return Changes(keys=tuple(found.scalars()), cursor=here)


def customers_since(session: Session, after: str, most: int) -> tuple[str, list[UUID] | None]:
    """Return a cursor, and whose bundles changed after one; None: more than ``most``, or nobody can tell.

    The session must see one picture.
    """
    epoch, end = UUID(fact(session, "epoch")), horizon(session)
    begin, here = Cursor.parse(after), str(Cursor(epoch, end))
    if begin is None or begin.epoch != epoch or not _begins(session) <= begin.xid <= end:
        return here, None
    found = session.scalars(
        select(FeedEntry.key)
        .where(FeedEntry.xid >= begin.xid, FeedEntry.xid < end, FeedEntry.key.startswith(_CUSTOMER))
        .distinct()
        .limit(most + 1)
    ).all()
    return here, None if len(found) > most else [UUID(key.removeprefix(_CUSTOMER)) for key in found]


class Feed:
    """Reads the feed after each commit of this hub and every second, and tells the streams."""

    def __init__(self, store: Store, streams: Streams, now: Callable[[], datetime]) -> None:
        self._store, self._streams, self._now = store, streams, now
        self._read_to: Cursor | None = None
        self._bell = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def nudge(self) -> None:
        """Say that something was committed, from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._bell.set)

    def cursor(self) -> str:
        """Return how far the streams have been told."""
        return str(self._read_to or "")

    async def run(self) -> None:
        """Read until cancelled; a store that is away is asked again each second."""
        self._loop = asyncio.get_running_loop()
        checked_at = tidied_at = -TIDY_S
        while True:
            try:
                await to_thread.run_sync(self._tell)
                if self._loop.time() >= checked_at + CHECK_S:
                    checked_at = self._loop.time()
                    await to_thread.run_sync(self._end_whose_token_ended)
                if self._loop.time() >= tidied_at + TIDY_S:
                    tidied_at = self._loop.time()
                    await to_thread.run_sync(self._tidy)
            except (SQLAlchemyError, StoreProblem) as error:
                _LOG.warning("the feed cannot be read: %s", type(error).__name__)
                await asyncio.sleep(POLL_S)
            except Exception as error:  # streams would go on beating, and their desks grow old unawares
                log_fault(_LOG, "the feed failed", error)
                await asyncio.sleep(POLL_S)
            await self._rest()

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._bell.wait(), POLL_S)
        except TimeoutError:
            return
        self._bell.clear()

    def _tell(self) -> None:
        """Tell what was committed since the last time, in the order of (xid, seq)."""
        with self._store.read() as session:
            here = Cursor(UUID(fact(session, "epoch")), horizon(session))
            before = self._read_to
            if before is None or before.epoch != here.epoch:
                self._read_to = here  # a desk that comes back asks from its own cursor
                return
            entries = _entries(session, before.xid, here.xid)
        for xid, key in entries:
            # Up to its own transaction only: whoever is cut in between is told the rest of it again.
            self._streams.tell_changed(key, str(Cursor(here.epoch, xid)))
        self._read_to = here

    def _end_whose_token_ended(self) -> None:
        open_ones = self._streams.open_ones()
        if not open_ones:
            return
        with self._store.read() as session:
            still = speakers(session, [stream.speaker.token for stream in open_ones], self._now())
        for stream in open_ones:
            speaker = still.get(stream.speaker.token)
            if speaker is None or speaker.actor.roles != stream.speaker.actor.roles:
                self._streams.close(stream)

    def _tidy(self) -> None:
        """Forget tokens that have ended, and what was fed a week ago."""
        now = self._now()
        with self._store.write() as session:
            # What ended lately is kept: a refresh token that is shown again tells of a copy.
            session.execute(delete(Token).where(Token.expires_at < now - REFRESH_FOR))
            drop_old_entries(session, now)


def _entries(session: Session, begin: int, end: int) -> list[tuple[int, str]]:
    found = session.execute(
        select(FeedEntry.xid, FeedEntry.key)
        .where(FeedEntry.xid >= begin, FeedEntry.xid < end)
        .order_by(FeedEntry.xid, FeedEntry.seq)
    )
    return [(xid, key) for xid, key in found]


def drop_old_entries(session: Session, now: datetime) -> None:
    """Drop what is older than a week.

    Entries have no time: each day where the feed stands is written down, and after a week that is where it
    begins.
    """
    kept = _kept(session)
    days: dict[str, int] = kept["days"]
    days.setdefault(now.date().isoformat(), horizon(session))
    last = (now - timedelta(days=KEEP_DAYS)).date().isoformat()
    old = [day for day in days if day <= last]
    if old:
        kept["begins"] = max(days[day] for day in old)
        kept["days"] = {day: xid for day, xid in days.items() if day not in old}
        session.execute(delete(FeedEntry).where(FeedEntry.xid < kept["begins"]))
    set_fact(session, _KEPT, json.dumps(kept))


def _kept(session: Session) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(fact(session, _KEPT, '{"begins": 0, "days": {}}'))
    return found


def _begins(session: Session) -> int:
    return int(_kept(session)["begins"])
