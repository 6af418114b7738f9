"""Recordings of calls: what the PBX tells of them, who may hear one, and until when they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Final
from uuid import UUID

from pydantic import AwareDatetime, Field
from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch, look_up
from app.errors import NotAllowed, RecordingGone
from db.ids import derived_id
from db.models.callbacks import CallBack
from db.models.calls import Call, Offer, OfferOutcome
from db.models.cases import Case
from db.models.followups import Attempt, FollowUp
from db.models.interactions import Interaction
from db.models.ledger import StoreFact
from db.models.orders import RepairOrder
from db.models.people import Role
from db.models.recordings import Recording, RecordingAccess, RecordingKind

__all__ = ["RecordingKind"]

NAME_LENGTH: Final = 500
LEAST_REASON, LONGEST_REASON = 2, 300
KEEP_DAYS: Final = "recordings_keep_days"
PLACE: Final = "recordings_place"
PBX_FOLDER: Final = "recordings_pbx_folder"
HEARD_WITHIN: Final = timedelta(minutes=15)  # of asking; then one says again why
_AT_ONCE: Final = 500


def recording_id(call: UUID, name: str) -> UUID:
    """Id of a recording of a call, from the file as the PBX names it."""
    return derived_id("recording", call, name)


class RecordRecording(Command):
    """Write down how a recording of a call stands: that it began, is paused, goes on, is over.

    Where there is a hub only the hub does, whose line it is. Raises: NotFound.
    """

    call_id: UUID
    name: str = Field(max_length=NAME_LENGTH)
    is_paused: bool
    is_over: bool

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        call = fetch(session, Call, self.call_id)
        row = session.get(Recording, recording_id(call.id, self.name))
        if row is None:
            row = new_recording(call, self.name, RecordingKind.TALK, self.at)
            session.add(row)
        if row.ended_at is None and row.removed_at is None:
            row.paused = _paused(row.paused, self.at, is_paused=self.is_paused and not self.is_over)
            row.ended_at = self.at if self.is_over else None


def new_recording(call: Call, name: str, kind: RecordingKind, at: datetime) -> Recording:
    return Recording(
        id=recording_id(call.id, name),
        call_id=call.id,
        customer_id=call.customer_id,
        kind=kind,
        name=name,
        began_at=at,
        ended_at=at if kind is RecordingKind.VOICEMAIL else None,
        paused=[],
    )


def _paused(
    spans: Sequence[Sequence[str | None]], at: datetime, *, is_paused: bool
) -> list[list[str | None]]:
    """Return the spans with this one begun or ended; a list of its own, which the session notices."""
    known = [list(span) for span in spans]
    is_open = bool(known) and known[-1][1] is None
    if is_paused and not is_open:
        known.append([at.isoformat(), None])
    elif is_open and not is_paused:
        known[-1][1] = at.isoformat()
    return known


def end_recordings(session: Session, call: Call) -> None:
    """End with a call what its line did not say the end of."""
    still = select(Recording).where(Recording.call_id == call.id, Recording.ended_at.is_(None))
    for row in session.scalars(still).all():
        row.ended_at = call.ended_at


def unheard_sound(session: Session, call: Call) -> Recording | None:
    """Return the recording of a call that nobody answered: a message first."""
    found = select(Recording).where(Recording.call_id == call.id, Recording.removed_at.is_(None))
    kept = session.scalars(found.order_by(Recording.began_at.desc())).all()
    return next((each for each in kept if each.kind is RecordingKind.VOICEMAIL), kept[0] if kept else None)


class OpenRecording(Command):
    """Say why one wants to hear a recording, which is written down for good before it can be heard.

    Raises: NotFound; NotAllowed; RecordingGone when it is not kept any more.
    """

    central_only: ClassVar[bool] = True

    recording_id: UUID
    reason: str = Field(min_length=LEAST_REASON, max_length=LONGEST_REASON)

    def apply(self, session: Session, by: Actor) -> None:
        row = look_up(session, Recording, self.recording_id)
        if not may_hear(session, row.id, by):
            raise NotAllowed(what="recording")
        if row.removed_at is not None or not row.name:
            raise RecordingGone(name=row.name)
        session.add(
            RecordingAccess(
                id=self.id,
                recording_id=row.id,
                person_id=by.person_id,
                at=self.at,
                reason=self.reason.strip(),
            )
        )


def may_hear(session: Session, recording: UUID, by: Actor) -> bool:
    """Tell whether a person may hear a recording."""
    row = session.get(Recording, recording)
    return row is not None and _hearers(session, row.call_id).include(by)


@dataclass(frozen=True, slots=True)
class Hearers:
    """Who may hear the recordings of a call: whoever has one of ``roles``, and ``persons`` who take calls.

    A supervisor hears all; a claims auditor those of calls that orders are about; who takes calls their own,
    and what callers left who are to be rung back.
    """

    roles: tuple[Role, ...]
    persons: tuple[UUID, ...]

    def include(self, by: Actor) -> bool:
        is_own = Role.AGENT in by.roles and by.person_id in self.persons
        return is_own or not by.roles.isdisjoint(self.roles)


def _hearers(session: Session, call: UUID) -> Hearers:
    roles = [Role.SUPERVISOR]
    if session.scalar(select(_is_of_an_order(call))):
        roles.append(Role.CLAIMS_AUDITOR)
    if session.scalar(select(_is_to_ring_back(call))):
        roles.append(Role.AGENT)
    answered = Offer.outcome == OfferOutcome.ANSWERED
    rung = select(Offer.person_id).where(Offer.call_id == call, answered, Offer.person_id.is_not(None))
    written = select(Interaction.person_id).where(Interaction.call_id == call)
    return Hearers(tuple(roles), tuple(sorted({*session.scalars(rung), *session.scalars(written)} - {None})))


def _is_to_ring_back(call: UUID) -> ColumnElement[bool]:
    """Nobody answered it, and its number is still to be rung back."""
    return exists().where(
        Call.id == call,
        Call.answered_at.is_(None),
        CallBack.number_key == Call.ani_key,
        CallBack.closed_at.is_(None),
    )


def _is_of_an_order(call: UUID) -> ColumnElement[bool]:
    """An order was taken in it, or it was promised for one."""
    taken = select(RepairOrder.id).join(Case, RepairOrder.case_id == Case.id).where(Case.call_id == call)
    promised = select(FollowUp.id).join(Attempt, Attempt.follow_up_id == FollowUp.id)
    promised = promised.where(Attempt.call_id == call, FollowUp.order_id.is_not(None))
    return or_(taken.exists(), promised.exists())


@dataclass(frozen=True, slots=True)
class KeptRecording:
    """A recording of a call. ``paused_s`` is how long it was paused; ``is_kept``: it can still be heard.

    ``hearers`` are those who may hear it: nobody else is shown that it is there.
    """

    recording_id: UUID
    kind: RecordingKind
    began_at: datetime
    ended_at: datetime | None
    paused_s: int
    is_kept: bool
    hearers: Hearers


def call_recordings(session: Session, call_id: UUID) -> list[KeptRecording]:
    """Return the recordings of a call, the first first; an interaction's id stands for its call."""
    written = select(Interaction.call_id).where(Interaction.id == call_id)
    call = session.scalar(written) or call_id
    found = select(Recording).where(Recording.call_id == call).order_by(Recording.began_at, Recording.id)
    rows = session.scalars(found).all()
    hearers = _hearers(session, call) if rows else Hearers((), ())
    return [
        KeptRecording(
            recording_id=row.id,
            kind=row.kind,
            began_at=row.began_at,
            ended_at=row.ended_at,
            paused_s=_seconds(row),
            is_kept=row.removed_at is None and bool(row.name),
            hearers=hearers,
        )
        for row in rows
    ]


def _seconds(row: Recording) -> int:
    total = timedelta()
    for began, ended in row.paused:
        until = datetime.fromisoformat(ended) if ended else row.ended_at
        if until is not None:
            total += until - datetime.fromisoformat(began)
    return round(total.total_seconds())


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording that somebody may hear now: its file as the PBX names it, and where such files are.

    ``place`` is a folder or an https address, empty where none is set; ``pbx_folder`` is what the PBX's names
    begin with.
    """

    name: str
    place: str
    pbx_folder: str


def opened_sound(session: Session, access_id: UUID, person: UUID, now: datetime) -> Sound:
    """Return what a person asked to hear a moment ago. Raises: NotAllowed; RecordingGone."""
    access = session.get(RecordingAccess, access_id)
    if access is None or access.person_id != person or abs(now - access.at) > HEARD_WITHIN:
        raise NotAllowed(what="recording")
    row = session.get_one(Recording, access.recording_id)
    if row.removed_at is not None or not row.name:
        raise RecordingGone(name=row.name)
    return Sound(row.name, _fact(session, PLACE), _fact(session, PBX_FOLDER))


def _fact(session: Session, name: str) -> str:
    row = session.get(StoreFact, name)
    return row.value if row is not None else ""


class LetRecordingsGo(Command):
    """Forget where recordings are that began before an instant: the rows stay and say that they are gone."""

    central_only: ClassVar[bool] = True

    before: AwareDatetime

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        for row in session.scalars(_too_old(self.before)).all():
            row.name, row.removed_at = "", self.at


def recordings_to_let_go(session: Session, now: datetime) -> Sequence[Command]:
    """Return what lets go of recordings that are kept no longer; nothing where they are kept for ever."""
    days = _fact(session, KEEP_DAYS)
    if not days.isdecimal() or not int(days):
        return ()
    before = now - timedelta(days=int(days))
    if session.scalar(_too_old(before).limit(1)) is None:
        return ()
    return (LetRecordingsGo(at=now, before=before),)


def _too_old(before: datetime) -> Select[Recording]:
    old = select(Recording).where(Recording.began_at < before, Recording.removed_at.is_(None))
    return old.order_by(Recording.began_at).limit(_AT_ONCE)
