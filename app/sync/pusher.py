"""Sending the outbox: in order, in batches, again and again until the hub has answered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from datetime import datetime
from threading import Condition, Event
from uuid import UUID

from app.command import Actor
from app.errors import CopiedProfile, DomainError, OtherEpoch, SignedOut, TooOld, WrongNumber
from app.sync import outbox
from app.sync.client import HubClient, HubGone, Use
from app.sync.contact import Contact
from app.sync.facts import CURSOR, DESK_ID, EPOCH, epoch_of, keep_tokens, put_fact
from app.sync.fetcher import Fetcher
from app.sync.rebase import keys_of, refuse
from app.sync.turns import Turns
from app.wire import BATCH, Hello, Push, Pushed
from db.models.outbox import OutboxCommand, Sending

_LOG = logging.getLogger(__name__)


class Pusher:
    """Empties the outbox. `run_once` belongs to one thread; everything else may be called from any."""

    def __init__(
        self,
        store: Turns,
        client: HubClient,
        contact: Contact,
        fetcher: Fetcher,
        actor: Actor,
        now: Callable[[], datetime],
        changed: Callable[[frozenset[str]], None],
    ) -> None:
        self._store, self._client, self._contact, self._fetcher = store, client, contact, fetcher
        self._actor, self._now, self._changed = actor, now, changed
        self._asked, self._answered = Event(), Condition()
        self._asked.set()  # something may have been left unsent
        self._stopping = False
        self._most = BATCH  # fewer while it is looked for what the hub refuses unread

    def ask(self) -> None:
        """Say that there is something to send, or that it can be tried again."""
        self._asked.set()

    def stop(self) -> None:
        self._stopping = True
        self._asked.set()

    def run_once(self) -> None:
        """Wait until it is asked, and send all there is."""
        self._asked.wait()
        self._asked.clear()
        try:
            while not self._stopping and self.send():
                pass
        except BaseException:
            self._asked.set()  # it is still there
            raise

    def meet(self, hello: Hello) -> None:
        """Notice a restored store even if there is nothing to send."""
        with self._store.read() as session:
            epoch = epoch_of(session)
        if epoch is not None and epoch != hello.epoch:
            self._push(Push(epoch=epoch, commands=()), Use.PUSH)

    def send(self, use: Use = Use.PUSH, bring: Collection[str] = ()) -> bool:
        """Send one batch and write down what was answered; return whether there was anything to send."""
        with self._store.write() as session:
            epoch, batch = epoch_of(session), outbox.next_batch(session, self._most)
            outbox.mark_sent(session, [one.n for one in batch])
            touched = keys_of(session, [one.n for one in batch])
        if not batch or epoch is None:
            self._most = BATCH
            return False
        self._fetcher.put_off(touched)
        try:
            streams = self._fetcher.streams
            said = self._push(Push(epoch=epoch, commands=tuple(batch), bring=tuple(bring)), use)
            if said is not None:
                self._write_down(said, streams)
        finally:
            self._fetcher.put_off(())
        return True

    def wait(self, n: int, longest_s: float) -> Sending | None:
        """Return what came of a command, as soon as it is known; None when it is not in time."""
        with self._answered:
            self._answered.wait_for(lambda: self._state(n) is not None, longest_s)
        return self._state(n)

    def _state(self, n: int) -> Sending | None:
        with self._store.read() as session:
            row = session.get(OutboxCommand, n)
            return row.state if row is not None and row.settled_at is not None else None

    def _push(self, push: Push, use: Use) -> Pushed | None:
        """Send; None when something had to be put right first. Raises SignedOut, TooOld, HubGone."""
        try:
            said = self._client.push(push, use)
        except OtherEpoch as other:
            self._begin_again(UUID(other.details["epoch"]), int(other.details["last"]))
        except WrongNumber as gap:
            self._go_back_to(int(gap.details["expected"]))
        except CopiedProfile:
            self._become_another_desk()
        except (SignedOut, TooOld):
            raise
        except DomainError as refusal:
            return self._narrow(push, use, refusal)
        else:
            self._contact.reached()
            if push.commands and not said.decided:
                raise HubGone("commands were sent and none was answered")
            return said
        return None

    def _narrow(self, push: Push, use: Use, refusal: DomainError) -> Pushed | None:
        """Find the command for which the hub refuses a push unread; the others go on without it.

        Raises HubGone when even nothing is refused: then it is not a command that it does not want.
        """
        _LOG.warning("the hub refuses %s commands unread: %s", len(push.commands), refusal.code)
        if push.bring:
            return self._push(push.model_copy(update={"bring": ()}), use)
        if not push.commands:
            raise HubGone(f"the hub takes nothing: {refusal.code}") from refusal
        if self._push(push.model_copy(update={"commands": ()}), use) is None:
            return None
        self._most = len(push.commands) // 2
        if not self._most:
            self._refuse_unread(push.commands[0].n, refusal)
        return None

    def _refuse_unread(self, n: int, refusal: DomainError) -> None:
        with self._store.write() as session:
            if not outbox.refuse_unread(session, n, refusal):
                raise HubGone(f"the hub does not take a number: {refusal.code}") from refusal
            changed = refuse(session, [n], self._actor)
        self._most = BATCH
        self._contact.tell()
        self._changed(frozenset(changed))

    def _write_down(self, said: Pushed, streams: int) -> None:
        numbers = [one.n for one in said.decided]
        with self._store.write() as session:
            refused = outbox.settle(session, said.decided, self._now())
            changed = refuse(session, refused, self._actor) if refused else set()
            touched = keys_of(session, numbers)
        with self._answered:
            self._answered.notify_all()
        try:
            self._contact.tell()
            if changed:
                self._changed(frozenset(changed))
            self._fetcher.take(said.bundles, streams)
        finally:
            # What came along too: the fetcher may have taken newer rows meanwhile, which these have replaced.
            self._fetcher.want(touched | {bundle.key for bundle in said.bundles})

    def _begin_again(self, epoch: UUID, last: int) -> None:
        _LOG.warning("the central store was restored; sending again what it lost")
        with self._store.write() as session:
            outbox.resend_after(session, last)
            put_fact(session, EPOCH, str(epoch))
            put_fact(session, CURSOR, None)
        self._fetcher.want_all()
        self._contact.tell()
        self._asked.set()

    def _go_back_to(self, expected: int) -> None:
        with self._store.write() as session:
            outbox.resend_after(session, expected - 1)

    def _become_another_desk(self) -> None:
        """Stop speaking for this desk: another PC does too. Raises SignedOut; the next sign-in gets an id."""
        _LOG.warning("another copy of this profile has sent commands under the same numbers")
        with self._store.write() as session:
            outbox.renumber(session)
            put_fact(session, DESK_ID, None)
            keep_tokens(session, None)
        raise SignedOut
