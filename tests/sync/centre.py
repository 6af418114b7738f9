"""A centre and its desks in one process: what hub and network do between them, and nothing else.

``Centre`` takes commands by their numbers and reads bundles, as the hub does, on a central store.
``LocalDesk`` is a cache with an outbox; each of its steps is one transaction, so that a test can stop between
any two.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bundles import read_bundle
from app.command import Actor, Command, Outcome, new_id
from app.commands import Sent, decide, read_command, refuse
from app.errors import CopiedProfile, TooLate
from app.sync import outbox, rebase
from app.wire import Bundle, Decided, Numbered
from db.feed import REFERENCE, RULES, call_key, customer_key, own_key, reference_key, work_key
from db.models.hub import DeskSeat, FeedEntry
from db.models.ledger import AppliedCommand
from db.models.outbox import HeldBundle
from db.store import Store
from tests.rows import CALL, CUSTOMER, NOW, OTHER_CUSTOMER, actor


class Centre:
    """The store with the last word. Its clock is ``now`` and stands still unless a test moves it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = NOW
        self.epoch = 0

    def seat(self, by: Actor, desk_id: UUID | None = None) -> UUID:
        """Give a desk its id and number, also one that a restored store has forgotten."""
        with self.store.write() as session:
            known = session.get(DeskSeat, desk_id) if desk_id else None
            if known is None:
                number = 9000 + len(session.scalars(select(DeskSeat.id)).all())
                known = DeskSeat(
                    id=desk_id or new_id(),
                    person_id=by.person_id,
                    number=number,
                    pc="pc",
                    last=0,
                    made_at=NOW,
                )
                session.add(known)
            return known.id

    def last(self, desk_id: UUID) -> int:
        """Return the highest number that was taken from a desk."""
        with self.store.read() as session:
            return session.get_one(DeskSeat, desk_id).last

    def push(self, desk_id: UUID, commands: Iterable[Numbered], by: Actor) -> list[Decided]:
        """Decide commands in a transaction each; a number that was taken is only answered.

        Raises: CopiedProfile when it was taken from another command.
        """
        return [self._take(desk_id, one, by) for one in commands]

    def _take(self, desk_id: UUID, one: Numbered, by: Actor) -> Decided:
        with self.store.write() as session:
            seat = session.get_one(DeskSeat, desk_id, with_for_update=True)
            assert one.n <= seat.last + 1, "a number was left out"
            if one.n == seat.last + 1:
                seat.last = one.n
                session.flush()
                outcome = self._decide(session, one, by, Sent(desk_id, one.n))
            else:
                outcome = answer_again(session, desk_id, one)
        return Decided(n=one.n, id=one.id, state=outcome.state, code=outcome.code, details=outcome.details)

    def _decide(self, session: Session, one: Numbered, by: Actor, place: Sent) -> Outcome:
        if one.not_after is not None and one.not_after < self.now:
            return refuse(session, one, by, TooLate(), place)
        return decide(session, read_command(one.kind, one.version, one.id, one.at, one.body), by, place)

    def changed_after(self, cursor: int) -> tuple[set[str], int]:
        """Return the bundles that changed since, as the feed tells, and where to ask from next."""
        with self.store.read() as session:
            found = session.execute(select(FeedEntry.key, FeedEntry.seq).where(FeedEntry.seq > cursor)).all()
        return {key for key, _ in found}, max((seq for _, seq in found), default=cursor)

    def read(self, desk_id: UUID, keys: Iterable[str]) -> list[Bundle]:
        """Read bundles in one picture of the store, sent through the wire."""
        with self.store.read() as session:
            through = session.get_one(DeskSeat, desk_id).last
            found = [read_bundle(session, key, through) for key in keys]
        return [Bundle.model_validate_json(bundle.model_dump_json()) for bundle in found]


class LocalDesk:
    """One person's cache and outbox."""

    def __init__(self, centre: Centre, store: Store, by: Actor | None = None) -> None:
        self.centre, self.store = centre, store
        self.by = by or actor()
        self.desk_id = centre.seat(self.by)
        _, self.cursor = centre.changed_after(0)
        self.epoch = centre.epoch
        self.standing = {customer_key(CUSTOMER), customer_key(OTHER_CUSTOMER), call_key(CALL)} | {
            work_key(self.by.person_id),
            own_key(self.by.person_id),
            *(reference_key(model) for model in REFERENCE),
        }

    def do(self, command: Command, *, wait: timedelta | None = None) -> int:
        """Forecast a command. Raises: DomainError."""
        with self.store.write() as session:
            until = self.centre.now + wait if wait else None
            return outbox.forecast(session, command, self.by, until)

    def batch(self, limit: int = 100) -> list[Numbered]:
        with self.store.write() as session:
            found = outbox.next_batch(session, limit)
            outbox.mark_sent(session, [one.n for one in found])
        return found

    def settle(self, decided: Iterable[Decided]) -> set[int]:
        """Take the answers in, take back what was refused."""
        with self.store.write() as session:
            refused = outbox.settle(session, decided, self.centre.now)
            rebase.refuse(session, refused, self.by)
        return refused

    def push(self, limit: int = 100) -> set[int]:
        self.meet()
        return self.settle(self.send(self.batch(limit)))

    def send(self, batch: Iterable[Numbered]) -> list[Decided]:
        """Let the centre decide; a desk whose numbers it knows of other commands becomes another."""
        try:
            return self.centre.push(self.desk_id, batch, self.by)
        except CopiedProfile:
            self.become_another()
            return []

    def meet(self) -> None:
        """Notice a restored store as at the first contact: send again what it lost, fetch anew."""
        if self.epoch == self.centre.epoch:
            return
        self.epoch = self.centre.epoch
        self.centre.seat(self.by, self.desk_id)
        with self.store.write() as session:
            outbox.resend_after(session, self.centre.last(self.desk_id))
        _, self.cursor = self.centre.changed_after(0)
        self.pull(*self.held())

    def become_another(self) -> None:
        """Take another id and number anew, as after the next sign-in."""
        self.desk_id = self.centre.seat(self.by)
        with self.store.write() as session:
            outbox.renumber(session)

    def take(self, bundles: list[Bundle]) -> set[str]:
        with self.store.write() as session:
            return rebase.take_bundles(session, bundles, self.by, self.centre.now)

    def pull(self, *keys: str) -> set[str]:
        """Fetch and take bundles with all that belongs to them. Returns what changed."""
        self.meet()
        with self.store.read() as session:
            wanted = rebase.keys_to_fetch(session, keys)
        for _attempt in range(10):
            try:
                return self.take(self.centre.read(self.desk_id, wanted))
            except rebase.FetchMore as more:
                wanted |= more.keys
        raise AssertionError(f"never enough: {wanted}")

    def pull_what_changed(self) -> None:
        """Fetch what the feed names of all that is held, and what this desk's own commands touched."""
        self.meet()
        changed, self.cursor = self.centre.changed_after(self.cursor)
        wanted = changed & self.held() | self.touched()
        if wanted:
            self.pull(*wanted)

    def held(self) -> set[str]:
        with self.store.read() as session:
            return set(session.scalars(select(HeldBundle.key)))

    def touched(self) -> set[str]:
        """Return the bundles that what is confirmed or on its way touched."""
        with self.store.read() as session:
            return rebase.unconfirmed_keys(session)

    def send_all(self) -> None:
        self.meet()
        while self.batch():
            self.push()


def answer_again(session: Session, desk_id: UUID, one: Numbered) -> Outcome:
    """Return the stored outcome of a number that was taken. Raises CopiedProfile for another command's."""
    taken = session.scalars(
        select(AppliedCommand).where(AppliedCommand.desk_id == desk_id, AppliedCommand.n == one.n)
    ).one_or_none()
    row = taken or session.get(AppliedCommand, one.id)  # it had been decided before under another number
    if row is None or row.id != one.id or row.outcome is None:
        raise CopiedProfile(n=one.n)
    return Outcome(row.outcome, row.refusal_code, row.refusal_details or {})


def rows_of(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of all that is copied, column by column, in the order of their keys."""
    return {
        model.__tablename__: [
            tuple(row)
            for row in session.execute(select(model.__table__).order_by(*model.__table__.primary_key))
        ]
        for model in RULES
    }


def copied(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    with store.read() as session:
        return rows_of(session)


def later(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)
