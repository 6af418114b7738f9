"""Fetching bundles: what is hinted at is gathered, fetched of one moment, and put into the copy."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Condition

from sqlalchemy import select

from app.bundles import unpack, work_keys
from app.command import Actor, Command
from app.errors import DomainError, SignedOut, TooMuchRead, TooOld
from app.sync import outbox
from app.sync.client import HubClient, ReadReason
from app.sync.contact import Contact
from app.sync.facts import CURSOR, fact, put_fact
from app.sync.pace import Pace
from app.sync.rebase import FetchMore, evict, keys_of, keys_to_fetch, let_go, mark_used, take_bundles
from app.sync.turns import Turns
from app.wire import KEYS, Bundle, Watch
from db.feed import REFERENCE, own_key, reference_key, work_key
from db.models.outbox import HeldBundle, OutboxCommand

LATELY = timedelta(hours=1)  # who was read in it counts once, see app/hub/limits.py
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Why:
    """Why a customer is read, as the hub's log has it."""

    reason: ReadReason = ReadReason.WORK
    subject: str = ""


WORK = Why()


class Fetcher:
    """Keeps the copy fresh. `run_once` belongs to one thread, everything else may be called from any."""

    def __init__(
        self,
        store: Turns,
        client: HubClient,
        contact: Contact,
        actor: Actor,
        now: Callable[[], datetime],
        pace: Pace,
        changed: Callable[[frozenset[str]], None],
        queued: Callable[[], None],
    ) -> None:
        self._queued = queued
        self._store, self._client, self._contact, self._actor = store, client, contact, actor
        self._now, self._pace, self._changed = now, pace, changed
        self._news = Condition()
        self._wanted: dict[str, Why] = {}
        self._cursor: str | None = None  # to be kept when everything that is wanted is here
        self._put_off: frozenset[str] = frozenset()
        self._shown: dict[str, Command] = {}
        self._refused: dict[str, Why] = {}  # needed all the same: asked for again after a while
        self._polled_at = self._tidied_at = self._refused_at = -pace.tidy_s
        self._stopping = self._busy = self._anew = False
        self.streams = 0  # that have begun, and polls: what was asked for before one may not be watched there

    def want(self, keys: Iterable[str], why: Why = WORK, cursor: str | None = None) -> None:
        """Fetch these soon; ``cursor`` is where one listens on when they are here."""
        with self._news:
            for key in keys:
                self._wanted.setdefault(key, why)
            self._cursor = cursor or self._cursor
            self._news.notify_all()

    def put_off(self, keys: Iterable[str]) -> None:
        """Fetch these later: commands on them are on their way, and each would be a change and a replay."""
        with self._news:
            self._put_off = frozenset(keys)
            self._news.notify_all()

    def wait(self, longest_s: float) -> None:
        """Wait until everything that is wanted is here."""
        with self._news:
            self._news.wait_for(lambda: not (self._wanted or self._busy or self._anew), longest_s)

    def want_all(self) -> None:
        """Fetch anew what this person works on and looked at lately.

        The rest is forgotten: nobody asked to read it now, and it would count as read.
        """
        with self._news:
            self._anew = True
            self._news.notify_all()

    def begin(self, watch: Watch, *, from_start: bool) -> None:
        """Fetch what is missing before the first hint; all of it when the feed does not reach back.

        ``watch`` is what the hub was told to watch; what came since, it may not have heard of.
        """
        self.streams += 1
        if from_start or not self.watch().after:
            self.want_all()
        else:
            held = self.held()
            self.want((self.standing() - held) | self._unfinished() | (held - set(watch.keys)))

    def watch(self) -> Watch:
        """Return what this desk wants to hear about, and since when."""
        keys = self.held() | self.standing()
        with self._store.read() as session:
            return Watch(after=fact(session, CURSOR) or "", keys=tuple(sorted(keys)))

    def held(self) -> set[str]:
        with self._store.read() as session:
            return set(session.scalars(select(HeldBundle.key)))

    def standing(self) -> set[str]:
        """Return what every desk holds: reference data, what is its person's own, open work and whose."""
        work, own = work_key(self._actor.person_id), own_key(self._actor.person_id)
        with self._store.read() as session:
            mine = session.get(HeldBundle, work)
            customers = work_keys(unpack(mine.rows)) if mine else set()
        return {work, own, *customers, *(reference_key(model) for model in REFERENCE)}

    def _unfinished(self) -> set[str]:
        """Return the bundles of commands that were confirmed before these could be fetched.

        Without those that were refused: they have their own time.
        """
        with self._store.read() as session:
            confirmed = OutboxCommand.in_replay & OutboxCommand.settled_at.is_not(None)
            keys = keys_of(session, list(session.scalars(select(OutboxCommand.n).where(confirmed))))
        with self._news:
            return keys - self._refused.keys()

    def note_shown(self, key: str, record: Command) -> None:
        """Write down soon that a bundle was on a screen, and send the record of it."""
        with self._news:
            self._shown[key] = record
            self._news.notify_all()

    def stop(self) -> None:
        with self._news:
            self._stopping = True
            self._news.notify_all()

    def run_once(self, longest_s: float) -> None:
        """Wait until there is something to do, not longer than that, and do it."""
        with self._news:
            self._news.wait_for(self._has_news, longest_s)
            if self._stopping:
                return
        self._tidy()
        self._begin_anew()
        self._write_shown()
        if self._contact.is_silent and time.monotonic() - self._polled_at >= self._pace.poll_s:
            self._poll()
        self._ask_again()
        if self._can_fetch():
            self._fetch()
        self._keep_cursor()

    def take(self, bundles: Sequence[Bundle], streams: int) -> None:
        """Put bundles of one answer into the copy, those that belong together in one transaction.

        ``streams`` is how many had begun when they were asked for.
        """
        left = {bundle.key: bundle for bundle in bundles}
        while left:
            with self._store.read() as session:
                together = keys_to_fetch(session, [next(iter(left))])
            group = [left.pop(key) for key in together & left.keys()]
            try:
                with self._store.fetched() as session:
                    changed = take_bundles(session, group, self._actor, self._now())
            except FetchMore as more:
                self.want(more.keys)
            else:
                self._tell(changed)
        if self.streams != streams:
            self.want(bundle.key for bundle in bundles)

    def _has_news(self) -> bool:
        can_keep = self._cursor is not None and self._has_all
        return bool(self._due() or can_keep or self._shown or self._anew or self._stopping)

    @property
    def _has_all(self) -> bool:
        """Tell whether nothing is outstanding, so that one may listen on behind it."""
        return not (self._wanted or self._refused or self._anew)

    def _can_fetch(self) -> bool:
        with self._news:
            return bool(self._due())

    def _due(self) -> dict[str, Why]:
        return {key: why for key, why in self._wanted.items() if key not in self._put_off}

    def _poll(self) -> None:
        self._polled_at = time.monotonic()
        changes = self._client.changes(watch := self.watch())
        self._contact.reached()
        self.streams += 1
        if changes.from_start or not watch.after:
            self.want_all()
        told = {*changes.keys, *(self.held() - set(watch.keys)), *self._unfinished()}
        self.want(told, cursor=changes.cursor)

    def _fetch(self) -> None:
        time.sleep(self._pace.gather_s)
        with self._news:
            due = self._due()
            why = next(iter(due.values()), WORK)
            keys = [key for key, reason in due.items() if reason == why][:KEYS]
            for key in keys:
                del self._wanted[key]
            self._busy = True
        try:
            self._fetch_groups(keys, why)
        except BaseException:
            self.want(keys, why)
            raise
        finally:
            with self._news:
                self._busy = False
                self._news.notify_all()

    def _fetch_groups(self, keys: Iterable[str], why: Why) -> None:
        """Fetch bundles with those that unconfirmed commands tie to them: these come in one answer."""
        asked: set[str] = set()
        for group in self._groups(keys):
            if asked and len(asked | group) > KEYS:
                self._fetch_now(asked, why)
                asked = set()
            asked |= group
        if asked:
            self._fetch_now(asked, why)

    def _groups(self, keys: Iterable[str]) -> list[set[str]]:
        with self._store.read() as session:
            return [keys_to_fetch(session, [key]) for key in keys]

    def _fetch_now(self, keys: set[str], why: Why) -> None:
        """Fetch bundles and put them in; more than one request may bring comes in parts.

        A row that moved between two parts is hinted at: both bundles are watched before they are read.
        """
        streams, asked = self.streams, sorted(keys)
        try:
            parts = [
                self._client.bundles(asked[first : first + KEYS], why.reason, why.subject)
                for first in range(0, len(asked), KEYS)
            ]
        except (SignedOut, TooOld):
            raise
        except DomainError as refusal:
            self._ask_alone(keys, why, refusal)
            return
        self._contact.reached()
        found = [bundle for part in parts for bundle in part.bundles]
        if len({bundle.through for bundle in found}) > 1:
            self.want(keys, why)
            return
        refused = {key for part in parts for key in part.refused}
        self._let_go(refused, why)
        tied = {bundle.key for bundle in found if self._is_tied(bundle.key, refused)}
        self._keep_refused(tied, why)
        self.take([bundle for bundle in found if bundle.key not in tied], streams)

    def _is_tied(self, key: str, refused: Collection[str]) -> bool:
        if not refused:
            return False
        with self._store.read() as session:
            return not keys_to_fetch(session, [key]).isdisjoint(refused)

    def _ask_alone(self, keys: set[str], why: Why, refusal: DomainError) -> None:
        """Ask for each alone, with what is tied to it: without that it could not be taken."""
        groups = {frozenset(group) for group in self._groups(keys)}
        if len(groups) > 1:
            for group in groups:
                self._fetch_now(set(group), why)
            return
        _LOG.warning("a bundle was refused: %s", refusal.code)
        own = self.standing() & keys if isinstance(refusal, TooMuchRead) else set()
        self._keep_refused(own, why)
        self._let_go(keys - own, why)

    def _let_go(self, keys: Iterable[str], why: Why) -> None:
        """Forget what this person may not read now, for it would grow old; what unsent work needs stays."""
        for key in keys:
            with self._store.fetched() as session:
                gone = let_go(session, key)
            if gone:
                self._tell({key})
            else:
                self._keep_refused({key}, why)

    def _keep_refused(self, keys: Iterable[str], why: Why) -> None:
        with self._news:
            if not self._refused:
                self._refused_at = time.monotonic()
            self._refused |= dict.fromkeys(keys, why)

    def _ask_again(self) -> None:
        with self._news:
            if not self._refused or time.monotonic() - self._refused_at < self._pace.refused_s:
                return
            refused, self._refused = self._refused, {}
        for key, why in refused.items():
            self.want([key], why)

    def _begin_anew(self) -> None:
        with self._news:
            if not self._anew:
                return
            self._anew = False
        try:
            with self._store.fetched() as session:
                forgotten = evict(session, (), self._now(), LATELY)
            # open work before the rest: there may be a limit
            self.want([*self.standing(), *self._unfinished(), *self.held()])
        except BaseException:
            self.want_all()
            raise
        self._tell(forgotten)

    def _keep_cursor(self) -> None:
        with self._news:
            if self._cursor is None or not self._has_all:
                return
            cursor, self._cursor = self._cursor, None
        with self._store.fetched() as session:
            put_fact(session, CURSOR, cursor)

    def _write_shown(self) -> None:
        with self._news:
            shown = dict(self._shown)
        if not shown:
            return
        with self._store.fetched() as session:
            mark_used(session, list(shown), self._now())
            for record in shown.values():
                outbox.forecast(session, record, self._actor)
        with self._news:  # not before: whoever was read is written down, also when the disk refuses at first
            for key, record in shown.items():
                if self._shown[key] is record:
                    del self._shown[key]
        self._queued()

    def _tidy(self) -> None:
        if time.monotonic() - self._tidied_at < self._pace.tidy_s:
            return
        self._tidied_at = time.monotonic()
        with self._store.fetched() as session:
            outbox.forget_old(session, self._now())
            dropped = evict(session, (), self._now())
        if dropped:
            self._tell(dropped)

    def _tell(self, keys: Iterable[str]) -> None:
        self._changed(frozenset(keys))
        work = work_key(self._actor.person_id)
        if work in keys:  # who has something new to do needs its customer
            self.want(self.standing() - self.held())
