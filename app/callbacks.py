"""Call-backs: a call that nobody answered makes one for its number, and one that gets through closes it.

The commands that write down calls do it, wherever they are applied; what a machine recorded, and that nobody
need ring, are commands of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from pydantic import Field
from sqlalchemy import Select, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.calling_hours import is_open, quiet_until
from app.claims import free_for, require_not_claimed
from app.command import Actor, Command, fetch
from app.errors import MoveNotAllowed
from app.followup_rules import CALL_MISSED, calling_windows, next_try, rules_in_force, zone_named, zone_of
from app.lines import site_of, sites
from app.matching import candidates, certain, matchable
from app.recordings import NAME_LENGTH, new_recording, recording_id, unheard_sound
from app.rows import rows
from app.service_time import ZONE, end_of_day, service_day
from db.ids import derived_id
from db.models.callbacks import CallBack, CallBackKind, CallBackResult
from db.models.calls import Call, CallDirection, CallOutcome
from db.models.customers import Customer, Tier, Title
from db.models.followups import CallPurpose
from db.models.recordings import Recording, RecordingKind

__all__ = ["CallBackKind", "CallBackResult"]

MISSED: Final = frozenset(
    {
        CallOutcome.ABANDONED_WAITING,
        CallOutcome.ABANDONED_RINGING,
        CallOutcome.TIMED_OUT,
        CallOutcome.REFUSED,  # at night a queue has nobody, and takes nobody in
        CallOutcome.WITHDRAWN,
    }
)


def call_ended(session: Session, call: Call) -> None:
    """Note a call that nobody answered: of theirs a number to call back, of ours a try."""
    if call.answered_at is not None or call.ended_at is None:
        return
    if call.direction is CallDirection.OUT:
        _tried(session, call, call.ended_at)
    elif call.direction is CallDirection.IN and call.outcome in MISSED:
        missed(session, call, call.ended_at, unheard_sound(session, call))


def call_answered(session: Session, call: Call) -> None:
    """Close the call-back of the number, for its people have got through."""
    row = _open_of(session, _number_of(session, call))
    if row is not None and call.answered_at is not None:
        by_us = call.direction is CallDirection.OUT
        _close(row, CallBackResult.REACHED if by_us else CallBackResult.RANG_AGAIN, call.answered_at, call)


def missed(
    session: Session, call: Call, at: datetime, sound: Recording | None = None, *, is_counted: bool = False
) -> None:
    """Have the number of a call rung back, once for all its calls; a withheld number is nobody's."""
    key = matchable(call.ani_key)
    if not key:
        return
    _make_sure(session, call, key, at)
    row = _open_of(session, key)
    if row is None:
        return
    if row.count == 0 or (row.call_id != call.id and not is_counted):
        row.count += 1
        row.call_id, row.last_at = call.id, call.arrived_at
    row.customer_id = call.customer_id or row.customer_id or _certain(session, key)
    row.zone = zone_of(session, row.customer_id) if row.customer_id else ""
    row.kind = _kind(session, call, row, sound)
    row.sound = str(sound.id) if sound is not None else row.sound


def _make_sure(session: Session, call: Call, key: str, at: datetime) -> None:
    """Make the row of a number unless one is open; of two who make it at once one does."""
    values = {
        "id": derived_id("call_back", call.id),
        "number_key": key,
        "kind": CallBackKind.ABANDONED,
        "call_id": call.id,
        "count": 0,
        "first_at": call.arrived_at,
        "last_at": call.arrived_at,
        "sound": "",
        "due_at": at,
        "attempts": 0,
    }
    session.flush()
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    session.execute(dialect.insert(CallBack).values(values).on_conflict_do_nothing())


def _kind(session: Session, call: Call, row: CallBack, sound: Recording | None) -> CallBackKind:
    """Return what the newest of the calls was; a message that was left once stays what is to be heard."""
    was_left = row.sound and row.kind is CallBackKind.VOICEMAIL
    if was_left or (sound is not None and sound.kind is RecordingKind.VOICEMAIL):
        return CallBackKind.VOICEMAIL
    answers = is_open(calling_windows(session), call.arrived_at, ZONE)
    return CallBackKind.ABANDONED if answers else CallBackKind.OUT_OF_HOURS


def _tried(session: Session, call: Call, at: datetime) -> None:
    """Count a call of ours that nobody answered; tried as often as the rule says, the number is let go."""
    row = _open_of(session, _number_of(session, call))
    rule = rules_in_force(session, service_day(at)).get(CALL_MISSED)
    if row is None:
        return
    row.attempts += 1
    row.claimed_by_id = row.claimed_until = None
    if rule is not None and row.attempts >= rule.attempts:
        _close(row, CallBackResult.UNREACHED, at, call)
    elif rule is not None:
        row.due_at = next_try(session, at, rule.spacing_half_days, rule.purpose, row.zone)


def _number_of(session: Session, call: Call) -> str:
    """Return the key of the other side: who rang, or whom we rang, as the line writes numbers."""
    if call.direction is not CallDirection.OUT:
        return matchable(call.ani_key)
    return matchable(site_of(sites(session), call.line).read(call.dnis).key)


def _certain(session: Session, key: str) -> UUID | None:
    known = certain(candidates(session, key))
    return known.customer_id if known else None


def _open_of(session: Session, key: str) -> CallBack | None:
    """Return the open row of a number, locked."""
    if not key:
        return None
    found = select(CallBack).where(CallBack.number_key == key, CallBack.closed_at.is_(None))
    return session.scalar(found.with_for_update(key_share=True))


def _close(row: CallBack, result: CallBackResult, at: datetime, call: Call | None = None) -> None:
    row.closed_at, row.result = at, result
    row.closed_by_call_id = call.id if call else None
    row.claimed_by_id = row.claimed_until = None


class RecordVoicemail(Command):
    """Write down that a caller spoke to a machine, and where its recording is.

    Where there is a hub only the hub does, whose line it is. Raises: NotFound.
    """

    call_id: UUID
    sound: str = Field(min_length=1, max_length=NAME_LENGTH)

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        call = fetch(session, Call, self.call_id)
        row = session.get(Recording, recording_id(call.id, self.sound))
        if row is None:
            row = new_recording(call, self.sound, RecordingKind.VOICEMAIL, self.at)
            session.add(row)
        missed(session, call, self.at, row, is_counted=call.ended_at is not None and call.outcome in MISSED)


class DropCallBack(Command):
    """Decide that nobody need ring a number, as of one that sells something.

    Raises: NotFound; MoveNotAllowed when it was closed; Claimed.
    """

    call_back_id: UUID

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch(session, CallBack, self.call_back_id)
        if row.closed_at is not None:
            raise MoveNotAllowed(old="closed", new=CallBackResult.DROPPED.value)
        require_not_claimed(session, row, by, self.at)
        _close(row, CallBackResult.DROPPED, self.at)


@dataclass(frozen=True, slots=True)
class DueCallBack:
    """A number to be rung back, as the list shows it; without a customer the name is empty."""

    call_back_id: UUID
    number_key: str
    kind: CallBackKind
    customer_id: UUID | None
    customer_name: str
    title: Title | None
    tier: Tier | None
    count: int
    first_at: datetime
    last_at: datetime
    sound: str
    due_at: datetime
    attempts: int
    claimed_until: datetime | None
    quiet_until: datetime | None


def due_call_backs(session: Session, person_id: UUID, now: datetime, limit: int = 200) -> list[DueCallBack]:
    """Return the numbers to be rung back today that nobody else has taken, who waits longest first.

    Time zone: ``now`` is aware; today is the day of the service.
    """
    windows = calling_windows(session)
    due = []
    for *shown, zone, claimed_by, until in rows(session, _due(person_id, now).limit(limit)):
        held = until if claimed_by == person_id and until and until > now else None
        quiet = quiet_until(windows, now, CallPurpose.SERVICE, zone_named(zone))
        due.append(DueCallBack(*(*shown, held, quiet)))
    return due


def _due(person_id: UUID, now: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(
            CallBack.id,
            CallBack.number_key,
            CallBack.kind,
            CallBack.customer_id,
            func.coalesce(Customer.name, ""),
            Customer.title,
            Customer.tier,
            CallBack.count,
            CallBack.first_at,
            CallBack.last_at,
            CallBack.sound,
            CallBack.due_at,
            CallBack.attempts,
            CallBack.zone,
            CallBack.claimed_by_id,
            CallBack.claimed_until,
        )
        .outerjoin(Customer, Customer.id == CallBack.customer_id)
        .where(
            CallBack.closed_at.is_(None),
            CallBack.due_at < end_of_day(now),
            free_for(CallBack, person_id, now),
        )
        .order_by(CallBack.due_at, CallBack.id)
    )
