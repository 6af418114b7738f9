"""One desk in a process of its own: it works, says what it promised, and may be killed."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from uuid import UUID

from sqlalchemy import func, select

from app.command import Actor, Command, Edit
from app.customers import EditCustomer
from app.errors import DomainError, FieldChanged, NoCentre, NotKnownYet, TooManyTries
from app.sync.client import HubClient, HubGone
from app.sync.desk import SyncedDesk
from app.sync.facts import CURSOR, DESK_ID, fact, kept_tokens
from app.sync.outbox import Attention
from app.wire import SignIn
from db.models.outbox import HeldBundle, OutboxCommand, Sending
from db.models.people import Role
from db.store import Store, open_cache
from tests.torture.ledger import Said
from tests.torture.work import Work
from tests.torture.world import login, person_id

KEY = bytes(range(32))
PAUSE_S = 1.2  # between two deeds, on the average half of it
AGAIN_S = 0.3
_SETTLED = {Sending.CONFIRMED: Said.CONFIRMED, Sending.REFUSED: Said.REFUSED}


@dataclass(frozen=True)
class Setup:
    """Who sits down where. Each life of a desk has another chance."""

    number: int
    url: str
    folder: Path
    seed: int
    password: str
    life: int = 0

    @property
    def cache(self) -> Path:
        return self.folder / f"desk-{self.number}.db"

    @property
    def log(self) -> Path:
        return self.folder / f"desk-{self.number}.log"

    def next_life(self) -> Setup:
        return replace(self, life=self.life + 1)

    def chance(self) -> Random:
        return Random(f"{self.seed} {self.number} {self.life}")


@dataclass(frozen=True)
class Rest:
    """How far a desk that does nothing more is from standing still."""

    unsent: int
    replayed: int
    cursor: str
    held: tuple[str, ...]


def sit_down(setup: Setup, line: Connection) -> None:
    """Work until told to end, or killed."""
    logging.basicConfig(
        filename=setup.log,
        level=logging.INFO,
        format=f"%(asctime)s life {setup.life} %(name)s %(message)s",
    )
    store = open_cache(setup.cache, KEY)
    desk = _signed_in(setup, store)
    desk.start()
    try:
        _Shift(desk, Work(setup.chance(), desk, store, setup.number), store, line).run()
    except EOFError:
        logging.info("nobody listens any more")
    except Exception:
        logging.exception("the shift ended with a bug")
        raise
    finally:
        desk.stop()
        store.close()


def _signed_in(setup: Setup, store: Store) -> SyncedDesk:
    """Sit down with the tokens of the life before, or ask for some until there are any."""
    with store.read() as session:
        tokens, desk_id = kept_tokens(session), fact(session, DESK_ID)
    client = HubClient(setup.url, tokens=tokens)
    actor = Actor(person_id(setup.number), login(setup.number), frozenset({Role.AGENT}))
    desk = SyncedDesk(store, client, actor)
    if tokens is not None:
        return desk
    who = SignIn(login=login(setup.number), password=setup.password, desk_id=desk_id and UUID(desk_id))
    while True:
        try:
            found = client.sign_in(who)
        except (HubGone, TooManyTries):  # a try whose answer was lost counts as a wrong one
            time.sleep(AGAIN_S)
        else:
            desk.signed_in(found)
            return desk


class _Shift:
    def __init__(self, desk: SyncedDesk, work: Work, store: Store, line: Connection) -> None:
        self._desk, self._work, self._store, self._line = desk, work, store, line
        self._rng = work.rng
        self._unsettled: dict[UUID, str] = {}
        self._is_resting = True

    def run(self) -> None:
        self._expect(self._all_commands())
        while True:
            word = self._line.recv() if self._line.poll(self._rng.random() * PAUSE_S) else ""
            if word == "end":
                return
            self._is_resting = word == "rest" if word else self._is_resting
            if not self._is_resting:
                self._do_something()
            self._tell_settled()
            if self._is_resting:
                self._line.send(self._rest())

    def _do_something(self) -> None:
        waiting = self._desk.attention()
        if waiting and self._rng.random() < 0.2:
            self._attend_to(self._rng.choice(waiting))
        with suppress(NoCentre):  # a page that only the centre has
            for command in self._work.next_deed():
                if not self._does(command):
                    return
                time.sleep(self._rng.random() * 0.1)

    def _does(self, command: Command) -> bool:
        """Execute a command and say what came of it; tell whether the deed goes on."""
        kept, goes_on = True, False
        try:
            self._desk.execute(command)
            goes_on = True
        except NotKnownYet:
            pass
        except NoCentre:
            kept = False
        except DomainError:
            kept = command.central_only  # the hub refused it, and has stored that
        self._say(Said.PROMISED if kept else Said.NOT_KEPT, command.id, command.command_kind())
        if kept:
            self._expect([(command.id, command.command_kind())])
        return goes_on

    def _attend_to(self, one: Attention) -> None:
        """Mend an edit that somebody else's stands in the way of; give the rest up."""
        if isinstance(one.command, EditCustomer) and one.code == FieldChanged.code:
            edits = {
                name: Edit(old=one.details["theirs"], new=edit.new)
                for name, edit in one.command.edits.items()
            }
            with suppress(FieldChanged):  # somebody has changed it once more
                self._desk.mend(one.n, one.command.model_copy(update={"edits": edits}))
        else:
            self._desk.withdraw(one.n)
        self._expect(self._all_commands())

    def _expect(self, commands: Iterable[tuple[UUID, str]]) -> None:
        self._unsettled.update(commands)

    def _all_commands(self) -> list[tuple[UUID, str]]:
        statement = select(OutboxCommand.command_id, OutboxCommand.kind)
        with self._store.read() as session:
            return [(command, kind) for command, kind in session.execute(statement)]

    def _tell_settled(self) -> None:
        statement = select(OutboxCommand.command_id, OutboxCommand.state)
        settled = OutboxCommand.state.not_in((Sending.WAITING, Sending.SENT))
        with self._store.read() as session:
            unsettled = OutboxCommand.command_id.in_(list(self._unsettled))
            found = session.execute(statement.where(settled, unsettled)).all()
        for command, state in found:
            self._say(_SETTLED.get(state, Said.REFUSED), command, self._unsettled.pop(command))

    def _say(self, said: Said, command: UUID, kind: str) -> None:
        self._line.send((said, command, kind))

    def _rest(self) -> Rest:
        unsettled = OutboxCommand.state.in_((Sending.WAITING, Sending.SENT))
        with self._store.read() as session:
            unsent = select(func.count()).select_from(OutboxCommand).where(unsettled)
            replayed = select(func.count()).select_from(OutboxCommand).where(OutboxCommand.in_replay)
            return Rest(
                unsent=session.scalar(unsent) or 0,
                replayed=session.scalar(replayed) or 0,
                cursor=fact(session, CURSOR) or "",
                held=tuple(session.scalars(select(HeldBundle.key))),
            )
