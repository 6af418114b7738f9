"""Keeping a desk's copy: the centre's rows, and the unconfirmed commands played over them.

The rules are those of `docs/sync.md`, outbox and rebase. The bundles that a command touched belong together
until it leaves the replay: they are fetched together, taken together and taken back together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.bundles import clear_bundle, clear_rows, insert_rows, keys_beside, put_bundle, unpack, work_keys
from app.command import Actor
from app.errors import DomainError
from app.sync.outbox import play, read
from app.wire import Bundle
from db.models.outbox import HeldBundle, OutboxBundle, OutboxCommand

MOST_CUSTOMERS = 500  # beyond what is open for this person
UNUSED = timedelta(days=14)


class FetchMore(Exception):
    """These bundles have to come in one answer, for none of them can be taken alone."""

    def __init__(self, keys: Collection[str]) -> None:
        super().__init__(", ".join(sorted(keys)))
        self.keys = frozenset(keys)


def keys_to_fetch(session: Session, keys: Iterable[str]) -> set[str]:
    """Return these bundles with all that unconfirmed commands tie to them."""
    keys_of: defaultdict[int, set[str]] = defaultdict(set)
    for n, key in session.execute(
        select(OutboxBundle.n, OutboxBundle.key)
        .join(OutboxCommand, OutboxCommand.n == OutboxBundle.n)
        .where(OutboxCommand.in_replay)
    ):
        keys_of[n].add(key)
    found = set(keys)
    before = -1
    while len(found) > before:
        before = len(found)
        for touched in keys_of.values():
            if not found.isdisjoint(touched):
                found |= touched
    return found


def keys_of(session: Session, numbers: Collection[int]) -> set[str]:
    """Return the bundles that these commands touched here."""
    return set(session.scalars(select(OutboxBundle.key).where(OutboxBundle.n.in_(numbers))))


def take_bundles(session: Session, bundles: Sequence[Bundle], by: Actor, now: datetime) -> set[str]:
    """Put the bundles of one answer in and play the unconfirmed commands over them; return what changed.

    Time zone: ``now`` is aware.
    Raises: FetchMore when others have to come along, or when the answer is older than what is held; the
    transaction must then be undone.
    """
    if not bundles:
        return set()
    keys, through = {bundle.key for bundle in bundles}, bundles[0].through
    assert all(bundle.through == through for bundle in bundles)
    closure = keys_to_fetch(session, keys)
    if closure > keys or _newest(session, keys) > through:
        raise FetchMore(closure)
    session.flush()
    session.expunge_all()  # what was read before is not what will stand there
    for key in keys:
        clear_rows(session, key)
    beside = keys_beside(session, bundles)
    if beside:
        raise FetchMore(keys_to_fetch(session, keys | beside))
    for bundle in bundles:
        put_bundle(session, bundle, now)
    _leave_replay(session, keys, through)
    return keys | _replay(session, keys, by)


def _newest(session: Session, keys: set[str]) -> int:
    held = session.scalars(select(HeldBundle.through).where(HeldBundle.key.in_(keys)))
    return max(held, default=0)


def _leave_replay(session: Session, keys: set[str], through: int) -> None:
    """Let go of the commands that are in these bundles; all of what they touched is among them."""
    done = select(OutboxBundle.n).where(OutboxBundle.key.in_(keys), OutboxBundle.n <= through)
    session.execute(update(OutboxCommand).where(OutboxCommand.n.in_(done)).values(in_replay=False))


def refuse(session: Session, numbers: Collection[int], by: Actor) -> set[str]:
    """Take refused commands back: their bundles as received, and the others played over; return the keys."""
    keys = keys_to_fetch(session, keys_of(session, numbers))
    session.flush()
    session.expunge_all()
    for key in keys:
        clear_rows(session, key)
    for packed in session.scalars(select(HeldBundle.rows).where(HeldBundle.key.in_(keys))):
        insert_rows(session, unpack(packed))
    return keys | _replay(session, keys, by)


def _replay(session: Session, keys: set[str], by: Actor) -> set[str]:
    """Play what touches these bundles in order, note anew what each touches; return all of it.

    What cannot be played is left out and stays: the hub decides it, and the next rows are its next chance.
    """
    touching = select(OutboxBundle.n).where(OutboxBundle.key.in_(keys))
    in_order = select(OutboxCommand).where(OutboxCommand.in_replay, OutboxCommand.n.in_(touching))
    changed: set[str] = set()
    for row in session.scalars(in_order.order_by(OutboxCommand.n)).all():
        try:
            touched = play(session, read(row), by)
        except DomainError:
            continue
        if touched:
            session.execute(delete(OutboxBundle).where(OutboxBundle.n == row.n))
            session.add_all(OutboxBundle(n=row.n, key=key) for key in touched)
            session.flush()
        changed |= touched
    return changed


def mark_used(session: Session, keys: Collection[str], now: datetime) -> None:
    """Note that these were on a screen."""
    session.execute(update(HeldBundle).where(HeldBundle.key.in_(keys)).values(used_at=now))


def let_go(session: Session, key: str) -> bool:
    """Forget a bundle that may not be read; return whether it is gone: not while unsent work stands on it.

    What is confirmed is at the centre, and its other bundles do not wait for this one.
    """
    on_it = select(OutboxBundle.n).where(OutboxBundle.key == key)
    unsent = select(OutboxCommand.n).where(OutboxCommand.in_replay, OutboxCommand.settled_at.is_(None))
    if session.execute(unsent.where(OutboxCommand.n.in_(on_it))).first() is not None:
        return False
    session.execute(delete(OutboxBundle).where(OutboxBundle.key == key))
    nowhere = OutboxCommand.n.not_in(select(OutboxBundle.n))
    session.execute(update(OutboxCommand).where(OutboxCommand.in_replay, nowhere).values(in_replay=False))
    clear_bundle(session, key)
    return True


def evict(session: Session, keep: Collection[str], now: datetime, unused: timedelta = UNUSED) -> set[str]:
    """Drop what nobody looked at for long (``unused``) and what is too much; return the keys dropped.

    Kept are ``keep`` (what is on screen), open work, and what an unconfirmed command touches.
    """
    session.flush()
    stays = set(keep) | _open_work(session) | unconfirmed_keys(session)
    newest_first = select(HeldBundle.key, HeldBundle.used_at).order_by(
        HeldBundle.used_at.desc(), HeldBundle.key
    )
    spare = [
        (key, used_at)
        for key, used_at in session.execute(newest_first)
        if key not in stays and not key.startswith(("ref:", "work:", "own:"))
    ]
    customers = [key for key, _ in spare if key.startswith("customer:")]
    dropped = {key for key, used_at in spare if used_at < now - unused} | set(customers[MOST_CUSTOMERS:])
    for key in dropped:
        clear_bundle(session, key)
    return dropped


def _open_work(session: Session) -> set[str]:
    lists = session.scalars(select(HeldBundle.rows).where(HeldBundle.key.startswith("work:")))
    return {key for packed in lists for key in work_keys(unpack(packed))}


def unconfirmed_keys(session: Session) -> set[str]:
    """Return the bundles that commands still in the replay touched here."""
    touching = select(OutboxBundle.key).join(OutboxCommand, OutboxCommand.n == OutboxBundle.n)
    return set(session.scalars(touching.where(OutboxCommand.in_replay)))
