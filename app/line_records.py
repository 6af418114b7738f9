"""What a PBX sent of its calls, kept as it came, so that outcomes can be derived again by a better rule.

It stands in the store and nowhere else: it has callers' numbers, and no log and no file shows them.
"""

from __future__ import annotations

import json
import logging
import queue
import threading
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.events import LineEvent
from app.telephony.ami import Message
from app.telephony.ami_calls import AmiCalls
from app.telephony.ami_members import AmiMembers
from app.telephony.ami_state import AmiState
from db.ids import new_id
from db.models.calls import LineRecord
from db.store import Store, StoreProblem

KEPT = timedelta(days=30)
BATCH_S = 1.0  # so much is lost when the power goes
AGAIN_S = 1.0
WAITING_MOST = 200_000  # messages, while the store is away: an hour of a busy floor
_LOG = logging.getLogger(__name__)

Heard = tuple[UUID, Message, datetime]


class LineRecords:
    """Keep the messages of one line, on a thread of its own: who reads the line never waits for the store."""

    def __init__(
        self, store: Store, line: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._store, self._line, self._now = store, line, now
        self._heard: queue.Queue[Heard] = queue.Queue(WAITING_MOST)
        self._is_full = False
        self._leaving = threading.Event()
        self._cleared_at: datetime | None = None
        self._thread = threading.Thread(target=self._run, name="line records", daemon=True)
        self._thread.start()

    def keep(self, connection: UUID, message: Message, at: datetime) -> None:
        """Keep a message of a connection. What does not fit while the store is away is not kept."""
        try:
            self._heard.put_nowait((connection, message, at))
        except queue.Full:
            if not self._is_full:
                _LOG.warning("the store has been away for so long that the line's messages are not kept")
            self._is_full = True
        else:
            self._is_full = False

    def close(self) -> None:
        """Write what was kept, if the store is there, and end."""
        self._leaving.set()
        self._thread.join()

    def _run(self) -> None:
        batch: list[Heard] = []
        is_last = False
        while not is_last:
            is_last = self._leaving.wait(AGAIN_S if batch else BATCH_S)  # what is tried now is tried after it
            batch += self._take()
            if batch and self._write(batch):
                batch = []

    def _take(self) -> Iterator[Heard]:
        for _ in range(self._heard.qsize()):
            yield self._heard.get_nowait()

    def _write(self, batch: list[Heard]) -> bool:
        try:
            with self._store.write() as session:
                self._clear(session)
                session.add_all(self._rows(batch))
        except (SQLAlchemyError, StoreProblem) as error:
            _LOG.warning("the line's messages wait for the store: %s", type(error).__name__)
            return False
        return True

    def _rows(self, batch: list[Heard]) -> Iterator[LineRecord]:
        for connection in dict.fromkeys(connection for connection, *_ in batch):
            heard = [(message, at) for one, message, at in batch if one == connection]
            yield LineRecord(
                id=new_id(),
                line=self._line,
                connection_id=connection,
                at=heard[0][1],
                until=heard[-1][1],
                messages=_packed(heard),
            )

    def _clear(self, session: Session) -> None:
        """Forget what is older than it may be, once a day."""
        now = self._now()
        if self._cleared_at is None or now - self._cleared_at > timedelta(days=1):
            old = LineRecord.until < now - KEPT
            session.execute(delete(LineRecord).where(LineRecord.line == self._line, old))
            self._cleared_at = now


def told_again(session: Session, line: str, since: datetime, until: datetime) -> list[LineEvent]:
    """Derive from what was kept what the line would tell of these instants today.

    Time zone: aware. A connection is read from its begin, whenever that was, and ends with its last message.
    """
    within = select(LineRecord.connection_id).where(
        LineRecord.line == line, LineRecord.until >= since, LineRecord.at < until
    )
    rows = session.scalars(
        select(LineRecord)
        .where(LineRecord.connection_id.in_(within), LineRecord.at < until)
        .order_by(LineRecord.at, LineRecord.id)
    ).all()
    told: list[LineEvent] = []
    for connection in dict.fromkeys(row.connection_id for row in rows):
        told += _derived(line, [row for row in rows if row.connection_id == connection])
    return [event for event in told if event.at >= since]


def _derived(line: str, rows: list[LineRecord]) -> list[LineEvent]:
    calls, told = AmiCalls(line), list[LineEvent]()
    state = AmiState(calls, AmiMembers(line), rows[0].at)
    for message, at in (one for row in rows for one in _unpacked(row.messages)):
        told += [*calls.on_message(message, at), *state.on_message(message, at)]
    return told + calls.lost(rows[-1].until)


def _packed(heard: list[tuple[Message, datetime]]) -> bytes:
    return zlib.compress(json.dumps([(at.isoformat(), one.headers) for one, at in heard]).encode())


def _unpacked(messages: bytes) -> Iterator[tuple[Message, datetime]]:
    for at, headers in json.loads(zlib.decompress(messages)):
        yield Message(tuple((name, value) for name, value in headers)), datetime.fromisoformat(at)
