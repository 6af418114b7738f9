"""Sends messages: a thread of the one hub, which outlives a database or a gateway that is away, and bugs."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Final, TypeVar
from uuid import UUID

from anyio import to_thread
from sqlalchemy.orm import Session

from app.errors import NoKeyring
from app.hub.away import AWAY
from app.hub.faults import log_fault
from app.hub.hub import Hub
from app.hub.transactions import transact
from app.messages import outbox
from app.messages.gateway import Gateway, NeverTaken, NotHeard, NotOurs, NotTaken, Outgoing
from app.messages.ways import Way, way_of

LOOK_S: Final = 2.0  # how often the outbox is looked at
BATCH: Final = 20
MEND_PAUSE: Final = timedelta(minutes=5)  # before a gateway that does not believe us is tried again
PATIENCE_S: Final = 5.0  # at the end; what is on its way then is asked for when the hub is back
_LOG = logging.getLogger(__name__)

T = TypeVar("T")
SecretOf = Callable[[str], str | None]


class Sender:
    """A thread that sends what is due and asks for reports that are overdue.

    ``secret_of`` gives the secret of an account, from the keyring; it is asked anew until there is one.
    """

    def __init__(self, hub: Hub, secret_of: SecretOf, look_s: float = LOOK_S) -> None:
        self._hub, self._secret_of, self._look_s = hub, secret_of, look_s
        self._gateway: Gateway | None = None
        self._way: Way | None = None
        self._said = ""
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._run, name="messages", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End, soon: a gateway that does not answer is not waited for."""
        self._leaving.set()
        self._thread.join(PATIENCE_S)

    def _run(self) -> None:
        while not self._leaving.wait(self._look_s):
            try:
                self.round()
            except AWAY as error:
                self._say(f"messages wait for the store: {type(error).__name__}")
            except Exception as error:  # a mistake of ours: the next round goes all the same
                log_fault(_LOG, "messages are not sent", error)

    def gateway(self) -> Gateway | None:
        """Return the gateway that is spoken to now; None where there is none, or not yet."""
        return self._gateway

    def round(self) -> None:
        """Send what is due now, and look up what is overdue. The first trouble ends it."""
        gateway = self._reach(self._read(way_of))
        if gateway is None:
            return
        waiting = deque(self._write(partial(outbox.take_due, now=self._hub.now(), most=BATCH)))
        while waiting and not self._leaving.is_set() and self._goes(gateway, waiting.popleft()):
            pass
        for due in waiting:
            why = outbox.UNHEARD if due.may_be_out else ""
            self._put_back(due, why, self._hub.now())
        for message_id in self._write(partial(outbox.to_look_up, now=self._hub.now(), most=BATCH)):
            if self._leaving.is_set() or not self._look_up(gateway, message_id):
                return

    def _reach(self, way: Way | None) -> Gateway | None:
        """Return the gateway as it is set now; None, said once, where there is none or no secret."""
        if way is None or way != self._way:
            self._gateway = None
        if way is not None and self._gateway is None:
            self._gateway = self._open(way)
        self._way = way
        return self._gateway

    def _open(self, way: Way) -> Gateway | None:
        try:
            secret = self._secret_of(way.account)
        except NoKeyring as error:
            self._say(f"messages wait: no keyring holds the gateway's secret ({error.details.get('why')})")
            return None
        if not secret:
            self._say("messages wait: the gateway's secret is not in the keyring of who runs the hub")
            return None
        return Gateway(way.url, way.account, secret, way.sender, self._hub.now)

    def _goes(self, gateway: Gateway, due: outbox.Due) -> bool:
        """Give one message to the gateway, or ask what became of it; tell whether the next may follow."""
        now = self._hub.now
        try:
            work = self._asked(gateway, due.outgoing) if due.may_be_out else self._given(gateway, due)
        except NeverTaken as refusal:
            self._write(partial(outbox.fail, message_id=due.outgoing.id, error=str(refusal), now=now()))
            return True
        except NotOurs as refusal:
            self._say(f"the gateway answers {refusal}: its address, account or secret is wrong")
            self._gateway = None  # the secret is read anew
            self._put_back(due, outbox.UNHEARD if due.may_be_out else str(refusal), now() + MEND_PAUSE)
            return False
        except NotTaken as trouble:
            self._say(f"the gateway has not taken a message: {trouble}")
            self._try_again(due, trouble)
            return False
        self._write(work)
        self._said = ""
        return True

    def _try_again(self, due: outbox.Due, trouble: NotTaken) -> None:
        again = partial(
            outbox.try_again,
            message_id=due.outgoing.id,
            now=self._hub.now(),
            why=str(trouble),
            after_s=trouble.after_s,
            may_be_out=due.may_be_out or isinstance(trouble, NotHeard),
        )
        self._write(again)

    def _put_back(self, due: outbox.Due, why: str, until: datetime) -> None:
        self._write(partial(outbox.put_back, message_id=due.outgoing.id, why=why, until=until))

    def _given(self, gateway: Gateway, due: outbox.Due) -> Callable[[Session], object]:
        report = gateway.send(due.outgoing)
        return partial(outbox.settle, report=report, now=self._hub.now())

    def _asked(self, gateway: Gateway, outgoing: Outgoing) -> Callable[[Session], object]:
        report = gateway.look_up(outgoing.id)
        now = self._hub.now()
        if report is None:  # it never had it: it goes as one that was never given
            return partial(outbox.put_back, message_id=outgoing.id, why="", until=now)
        return partial(outbox.settle, report=report, now=now)

    def _look_up(self, gateway: Gateway, message_id: UUID) -> bool:
        try:
            report = gateway.look_up(message_id)
        except (NotTaken, NeverTaken) as trouble:
            self._say(f"the gateway gives no report: {trouble}")
            return False
        if report is not None:
            self._write(partial(outbox.settle, report=report, now=self._hub.now()))
        return True

    def _read(self, work: Callable[[Session], T]) -> T:
        with self._hub.store.read() as session:
            return work(session)

    def _write(self, work: Callable[[Session], T]) -> T:
        return transact(self._hub.store, work)

    def _say(self, what: str) -> None:
        """Log what is wrong once, until something else is."""
        if what != self._said:
            _LOG.warning("%s", what)
        self._said = what


@asynccontextmanager
async def sending(sender: Sender | None) -> AsyncIterator[None]:
    """Let messages go meanwhile, where there is somebody who sends them."""
    if sender is None:
        yield
        return
    sender.start()
    try:
        yield
    finally:
        await to_thread.run_sync(sender.stop)
