"""The desk of a person with a hub: everything is durable here at once, and the hub has the last word."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bundles import clear_bundle
from app.command import Actor, Command
from app.desk import Desk
from app.doctor.finding import Finding
from app.errors import DomainError, NoCentre, NotFound, NotKnownYet, SignedOut, TooOld
from app.floor.now import Standing, read_state
from app.rights import require_query
from app.sync import outbox
from app.sync.answers import Answers
from app.sync.client import HubClient, HubGone, Use, refused
from app.sync.facts import CURSOR, ROLES, enter, fact, keep_tokens, put_fact
from app.sync.keeper import Keeper
from app.sync.named import customers_in, ids_in
from app.sync.outbox import Attention, Sending
from app.sync.pace import Pace
from app.sync.rebase import keys_of, keys_to_fetch
from app.sync.state import SyncState
from app.sync.turns import Turns
from app.wire import KEYS, SignedIn, SubmitToken, Tokens
from db.feed import RULES, customer_key, work_key
from db.models.customers import Customer
from db.models.outbox import HeldBundle, OutboxCommand
from db.store import Store

P = ParamSpec("P")
T = TypeVar("T")

FETCH_S = 2.0  # so long a decision waits for the rows that it is about


class SyncedDesk(Desk):
    """One person's desk at a copy of the centre. Every method may be called from any thread.

    ``hold`` tells whether a pop is being painted; ``ring`` is told what the hub says of the phone.
    """

    moves_person: ClassVar[bool] = False

    def __init__(
        self,
        store: Store,
        client: HubClient,
        actor: Actor,
        *,
        hold: Callable[[], bool] = lambda: False,
        ring: Callable[[dict[str, Any]], None] = lambda _event: None,
        pace: Pace = Pace(),  # noqa: B008 - frozen
    ) -> None:
        self._turns = Turns(store, hold)
        super().__init__(self._turns, actor)
        self._client, self._pace = client, pace
        self._changed: list[Callable[[frozenset[str]], None]] = []
        self._standing: Standing | None = None
        self._stands: list[Callable[[Standing], None]] = []
        self._keeper = Keeper(self._turns, client, actor, pace, self._tell_changed, ring, self._take_standing)
        self._contact, self._fetcher = self._keeper.contact, self._keeper.fetcher
        self._answers = Answers(self._turns, client, self._contact, self._fetcher)
        client.renewed = self._keep_tokens

    def start(self) -> None:
        """Begin to keep in step. A copy that was filled with other rights is emptied first."""
        with self._turns.write() as session:
            self._empty_if_rights_changed(session)
        self._keeper.start()

    def stop(self) -> None:
        """End the traffic; what was not sent is sent the next time."""
        self._keeper.stop()
        self._client.close()

    def signed_in(self, found: SignedIn) -> None:
        """Go on with what a new sign-in gave; the client has its tokens already."""
        with self._turns.write() as session:
            enter(session, found)
        self._keeper.hurry()

    def sign_out(self) -> SubmitToken | None:
        """Send what can be sent, end the sign-in; return what can still send the rest, if there is a rest."""
        self._keeper.send_rest()
        self._keeper.stop()
        left = None
        with suppress(HubGone, DomainError):
            left = self._client.sign_out()
        with self._turns.write() as session:
            keep_tokens(session, None)
            unsent = outbox.count_unsent(session)
        self._client.close()
        return left if unsent else None

    def listen(self, listener: Callable[[SyncState], None]) -> None:
        """Tell this and every later state, on the thread that noticed it."""
        self._contact.listen(listener)

    def changed(self, listener: Callable[[frozenset[str]], None]) -> None:
        """Tell the keys of bundles whose rows changed here, on a thread of ours."""
        self._changed.append(listener)

    def hear_standing(self, heard: Callable[[Standing], None]) -> None:
        """Tell how the person stands, as the hub says, now and whenever it changes; on a thread of ours."""
        self._stands.append(heard)
        if self._standing is not None:
            heard(self._standing)

    def _take_standing(self, facts: dict[str, Any]) -> None:
        person_id, standing = read_state(facts)
        if person_id == self.actor.person_id:
            self._standing = standing
            for heard in list(self._stands):
                heard(standing)

    def execute(self, *commands: Command) -> None:
        """Forecast commands and queue them for the hub, in order; what only the centre decides is asked.

        Raises: DomainError when one is refused; NoCentre and NotKnownYet for what only the centre decides;
        StoreProblem when the disk refuses.
        """
        for command in commands:
            if command.central_only:
                self._ask_centre(command)
            else:
                self._forecast(command)
                self._keeper.queued()

    def ask(self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Answer a query from the copy, the centre or both. Raises NotAllowed, NoCentre."""
        require_query(self.actor, query)
        found: T = self._answers.answer(query, *args, **kwargs)
        return found

    def check_line(self, ring_s: float) -> Iterator[Finding]:
        """Let the hub look at its phone lines. Raises, while it is read: NotAllowed, NoCentre."""
        try:
            yield from self._client.check_line(ring_s)
        except HubGone as error:
            raise NoCentre from error

    def fetch_sound(self, access_id: UUID, folder: Path, now: datetime) -> Path:  # noqa: ARG002
        """Fetch a sound from the hub, which knows who opened it. Raises also NoCentre."""
        try:
            return self._client.fetch_sound(access_id, folder)
        except HubGone as error:
            raise NoCentre from error

    def keep_time(self, now: datetime) -> int:  # noqa: ARG002
        """Leave the clock to the hub."""
        return 0

    def watch_floor(self, now: datetime) -> None:
        """Leave the floor to the hub."""

    def attention(self) -> list[Attention]:
        with self._turns.read() as session:
            return outbox.attention(session)

    def mend(self, n: int, command: Command) -> None:
        """Send a command in the place of a refused one. Raises DomainError when it is refused here."""
        try:
            self._mend(n, command)
        except DomainError:
            # The rows for which it was refused may still be on their way.
            if not self._contact.is_reached:
                raise
            with self._turns.read() as session:
                touched = keys_of(session, [n])
            self._fetcher.want(touched)
            self._fetcher.wait(FETCH_S)
            self._mend(n, command)
        self._keeper.queued()

    def _mend(self, n: int, command: Command) -> None:
        not_after = self._not_after() if command.central_only else None
        with self._turns.write() as session:
            outbox.mend(session, n, command, self.actor, not_after)

    def withdraw(self, n: int) -> None:
        """Give up a refused command with what builds on it. Raises NotFound."""
        with self._turns.write() as session:
            outbox.withdraw(session, n)
        self._contact.tell()

    def sending(self, ids: Iterable[UUID]) -> dict[UUID, Sending]:
        with self._turns.read() as session:
            return outbox.sending(session, ids)

    def _forecast(self, command: Command) -> None:
        try:
            self._write(command)
        except NotFound:
            # What it is about may be on its way: a page of the hub comes before the rows.
            if not self._contact.is_reached:
                raise
            with self._turns.read() as session:
                held = set(session.scalars(select(HeldBundle.key)))
            named = customers_in(command.model_dump(mode="json"))
            self._fetcher.want({customer_key(one) for one in named} - held)
            self._fetcher.wait(FETCH_S)
            self._write(command)

    def _write(self, command: Command) -> None:
        with self._turns.write() as session:
            outbox.forecast(session, command, self.actor)

    def _ask_centre(self, command: Command) -> None:
        """Put the question into the outbox, send it with all before it, and wait a moment for the answer."""
        if not self._contact.is_reached:
            raise NoCentre
        until = time.monotonic() + self._pace.answer_s
        with self._turns.write() as session:
            n = outbox.forecast(session, command, self.actor, self._not_after())
            bring = self._bundles_of(session, command)
        with suppress(HubGone, SignedOut, TooOld):
            while self._keeper.pusher.wait(n, 0) is None and self._keeper.pusher.send(Use.CENTRAL, bring):
                pass
        self._keeper.pusher.ask()  # for whatever is left, and again if there was no answer
        state = self._keeper.pusher.wait(n, max(0.0, until - time.monotonic()))
        self._contact.tell()
        if state is None:
            raise NotKnownYet
        if state is Sending.REFUSED:
            raise self._told_refused(n)

    def _told_refused(self, n: int) -> DomainError:
        """Return the refusal of what a person waited for; told at once, it needs no attention later."""
        with self._turns.write() as session:
            row = session.get_one(OutboxCommand, n)
            outbox.withdraw(session, n)
        self._contact.tell()
        return refused(row.refusal_code or "refused", row.refusal_details or {})

    def _not_after(self) -> datetime:
        return self._client.hub_time() + self._pace.central

    def _bundles_of(self, session: Session, command: Command) -> set[str]:
        """Return the bundles that the answer shall bring: of the customers whose records are named."""
        ids = ids_in(command.model_dump(mode="json"))
        found = set(session.scalars(select(Customer.id).where(Customer.id.in_(ids))))
        for model in RULES:
            columns = model.__table__.c
            if "customer_id" in columns and "id" in columns:
                found |= set(session.scalars(select(columns.customer_id).where(columns.id.in_(ids))))
        keys = keys_to_fetch(session, {customer_key(one) for one in found if one})
        keys.add(work_key(self.actor.person_id))
        return keys if len(keys) <= KEYS else set()

    def _empty_if_rights_changed(self, session: Session) -> None:
        roles = ",".join(sorted(self.actor.roles))
        if fact(session, ROLES) == roles:
            return
        for key in session.scalars(select(HeldBundle.key)).all():
            if keys_to_fetch(session, [key]) == {key}:  # not what unsent work stands on
                clear_bundle(session, key)
        put_fact(session, CURSOR, None)
        put_fact(session, ROLES, roles)

    def _keep_tokens(self, tokens: Tokens) -> None:
        with self._turns.write() as session:
            keep_tokens(session, tokens)

    def _tell_changed(self, keys: frozenset[str]) -> None:
        for listener in self._changed:
            listener(keys)
