"""The outbox: what is due, what is out, and what became of it. Used by the one hub that sends.

At least once to the gateway, under the message's id; once to the phone, as far as the gateway keeps that id.
A message that may have been taken is asked for before it is given again.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.command import move
from app.messages.consent import may_advertise
from app.messages.gateway import Outgoing, Report, ReportState
from app.messages.hours import may_go
from app.messages.queueing import GIVEN_UP, TOO_LATE, WITHDRAWN, drop
from db.models.messages import MESSAGE_MOVES, Message, MessagePurpose, MessageState

UNANSWERED: Final = timedelta(minutes=2)  # longer than a gateway is waited for: whoever gave it is gone
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=20), timedelta(minutes=30)
MOST_ATTEMPTS: Final = 12  # some three hours
FIRST_LOOK: Final = timedelta(minutes=10)  # at a message that was sent and of which no report came
LAST_LOOK: Final = timedelta(days=3)
UNHEARD: Final = "unheard"

_FATE = {
    ReportState.SENT: MessageState.SENT,
    ReportState.DELIVERED: MessageState.DELIVERED,
    ReportState.FAILED: MessageState.FAILED,
}


@dataclass(frozen=True, slots=True)
class Due:
    """A message to be sent now. ``may_be_out``: it was given before, unheard, and is asked for first."""

    outgoing: Outgoing
    may_be_out: bool


def take_due(session: Session, now: datetime, most: int) -> list[Due]:
    """Take what may go now, the oldest first, and note that it is on its way.

    What has waited too long, or may not be sent any more, is dropped.
    """
    due = (
        select(Message)
        .where(
            Message.state.in_((MessageState.QUEUED, MessageState.SENDING)),
            or_(
                Message.not_before <= now, (Message.state == MessageState.QUEUED) & (Message.not_after <= now)
            ),
        )
        .order_by(Message.not_before, Message.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return [found for row in session.scalars(due).all() if (found := _take(session, row, now)) is not None]


def _take(session: Session, row: Message, now: datetime) -> Due | None:
    may_be_out = row.state is MessageState.SENDING or row.error == UNHEARD
    if not may_be_out and (reason := _not_any_more(session, row, now)):
        drop(row, reason, now)
        return None
    opens = may_go(session, row.addressee, row.purpose, row.customer_id, now)
    if opens > now and not may_be_out:  # a pause that ended in the night
        row.not_before = opens
        return None
    if row.state is MessageState.QUEUED:
        row.state = move(MESSAGE_MOVES, row.state, MessageState.SENDING)
    row.attempts += 1
    row.not_before = now + UNANSWERED
    return Due(_outgoing(row), may_be_out)


def _not_any_more(session: Session, row: Message, now: datetime) -> str:
    if row.not_after <= now:
        return TOO_LATE
    if row.purpose is MessagePurpose.MARKETING and not may_advertise(session, row.customer_id):
        return WITHDRAWN
    return ""


def _outgoing(row: Message) -> Outgoing:
    return Outgoing(
        id=row.id,
        to=row.to_key.partition(":")[2],
        text=row.text,
        template=row.template,
        gateway_code=row.gateway_code,
        language=row.language,
        fields=row.fields,
        purpose=row.purpose.value,
    )


def try_again(
    session: Session,
    message_id: UUID,
    now: datetime,
    why: str,
    *,
    after_s: float | None = None,
    may_be_out: bool = False,
    chance: Callable[[], float] = random.random,
) -> None:
    """Let a message wait and go again, each time longer; after the last attempt it has failed.

    ``may_be_out`` keeps that the gateway may have it: then it is asked first.
    """
    row = session.get_one(Message, message_id, with_for_update=True)
    if row.state is not MessageState.SENDING:
        return  # a report was sooner
    if row.attempts >= MOST_ATTEMPTS:
        _settle(row, MessageState.FAILED, GIVEN_UP, now)
        return
    row.state = move(MESSAGE_MOVES, row.state, MessageState.QUEUED)
    row.error = UNHEARD if may_be_out else why
    row.not_before = now + max(pause(row.attempts, chance()), timedelta(seconds=after_s or 0))


def put_back(session: Session, message_id: UUID, why: str, until: datetime) -> None:
    """Let a message wait until an instant, without counting the attempt: nothing was wrong with it."""
    row = session.get_one(Message, message_id, with_for_update=True)
    if row.state is MessageState.SENDING:
        row.state = move(MESSAGE_MOVES, row.state, MessageState.QUEUED)
        row.error, row.not_before, row.attempts = why, until, max(1, row.attempts - 1)


def pause(attempts: int, chance: float) -> timedelta:
    """Return how long to wait after so many attempts: twice as long each time, less up to half by chance."""
    longest_s = min(FIRST_PAUSE.total_seconds() * 2 ** (attempts - 1), LONGEST_PAUSE.total_seconds())
    return timedelta(seconds=longest_s * (0.5 + chance / 2))


def settle(session: Session, report: Report, now: datetime) -> bool:
    """Write what a gateway says of a message; tell whether that was new.

    A report that comes twice, late or out of order changes nothing: states only go forward.
    """
    row = session.get(Message, report.id, with_for_update=True)
    new = _FATE[report.state]
    if row is None or not row.attempts or new not in MESSAGE_MOVES.get(row.state, frozenset()):
        return False
    row.gateway_ref = report.ref or row.gateway_ref
    row.sent_at = row.sent_at or now
    if new is MessageState.SENT:
        row.state = move(MESSAGE_MOVES, row.state, new)
        row.error, row.not_before = "", now + FIRST_LOOK
    else:
        _settle(row, new, report.error, now)
    return True


def fail(session: Session, message_id: UUID, error: str, now: datetime) -> None:
    """Write that the gateway refuses a message for good."""
    row = session.get_one(Message, message_id, with_for_update=True)
    if row.state is MessageState.SENDING:
        _settle(row, MessageState.FAILED, error, now)


def _settle(row: Message, state: MessageState, error: str, now: datetime) -> None:
    row.state = move(MESSAGE_MOVES, row.state, state)
    row.error, row.settled_at = error if state is MessageState.FAILED else "", now


def to_look_up(session: Session, now: datetime, most: int) -> list[UUID]:
    """Take messages whose report is overdue, to ask for it; each is looked at less and less often."""
    waiting = (
        select(Message)
        .where(
            Message.state == MessageState.SENT,
            Message.not_before <= now,
            Message.not_before > now - LAST_LOOK,  # what was given up long ago is not gone through each time
            Message.sent_at > now - LAST_LOOK,
        )
        .order_by(Message.not_before, Message.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    rows = session.scalars(waiting).all()
    for row in rows:
        assert row.sent_at is not None
        row.not_before = now + max(FIRST_LOOK, now - row.sent_at)
    return [row.id for row in rows]
