"""Interactions: open while the call lasts, sealed at wrap-up; and the drafts of what is typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import Field
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.command import OVERSEEING, Actor, Command, fetch, require_own
from app.errors import AlreadySealed
from app.floor.moving import wrapped_up
from app.rows import rows
from app.seen_numbers import note_numbers
from db.ids import interaction_id
from db.models.calls import Call, CallDirection
from db.models.interactions import Channel, Draft, Interaction

__all__ = ["Channel", "interaction_id"]


class OpenInteraction(Command):
    """Begin to record a contact, as one hears the customer; told twice it is one row.

    Raises: NotFound; NotAllowed under the id of what somebody else records.
    """

    interaction_id: UUID  # derived from call and person
    call_id: UUID
    channel: Channel

    def apply(self, session: Session, by: Actor) -> None:
        known = session.get(Interaction, self.interaction_id)
        if known is not None:
            require_own(known.person_id, by)
            return
        call = fetch(session, Call, self.call_id)
        session.add(
            Interaction(
                id=self.interaction_id,
                customer_id=call.customer_id,
                call_id=call.id,
                person_id=by.person_id,
                channel=self.channel,
                notes="",
                opened_at=self.at,
                talk_s=0,
                wrap_up_s=0,
            )
        )


class SealInteraction(Command):
    """Wrap up: write what was said and how it ended, for good.

    Raises: NotFound, AlreadySealed; NotAllowed for what somebody else records, unless one oversees the floor.
    """

    interaction_id: UUID
    reason_code: str | None
    disposition_code: str
    notes: str = Field(max_length=20_000)
    order_id: UUID | None = None
    talk_s: int = Field(ge=0)
    wrap_up_s: int = Field(ge=0)

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch(session, Interaction, self.interaction_id)
        require_own(row.person_id, by, or_roles=OVERSEEING)
        if row.sealed_at is not None:
            raise AlreadySealed(id=str(row.id))
        row.reason_code = self.reason_code
        row.disposition_code = self.disposition_code
        row.notes = self.notes
        row.order_id = self.order_id
        row.talk_s, row.wrap_up_s = self.talk_s, self.wrap_up_s
        row.sealed_at = self.at
        if row.customer_id is not None:
            note_numbers(session, row.customer_id, self.notes, self.at)
        wrapped_up(session, row, self.at, by, self.id)


def own_open_contact(session: Session, interaction_id: UUID, by: Actor) -> Interaction:
    """Return a contact to which something is added, locked until the transaction ends.

    Raises: NotFound; AlreadySealed; NotAllowed for what somebody else records, unless one oversees the floor.
    """
    row = fetch(session, Interaction, interaction_id)
    require_own(row.person_id, by, or_roles=OVERSEEING)
    if row.sealed_at is not None:
        raise AlreadySealed(id=str(row.id))
    return row


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """Typed and not yet saved: which field of which call."""

    subject_id: UUID
    field: str
    text: str
    saved_at: datetime


def keep_draft(session: Session, person_id: UUID, draft: KeptDraft) -> None:
    """Write what is being typed, as it stands now; an empty text forgets it."""
    key = (draft.subject_id, draft.field)
    row = session.get(Draft, key)
    if not draft.text:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(
            Draft(
                subject_id=draft.subject_id,
                field=draft.field,
                person_id=person_id,
                text=draft.text,
                saved_at=draft.saved_at,
            )
        )
    else:
        row.text, row.saved_at = draft.text, draft.saved_at


def drop_drafts(session: Session, subject_id: UUID) -> None:
    """Forget the drafts of a call, once what they said is saved."""
    session.execute(delete(Draft).where(Draft.subject_id == subject_id))


def kept_drafts(session: Session, person_id: UUID) -> list[KeptDraft]:
    """Return everything this person typed and has not saved, newest first."""
    rows = session.execute(
        select(Draft.subject_id, Draft.field, Draft.text, Draft.saved_at)
        .where(Draft.person_id == person_id)
        .order_by(Draft.saved_at.desc())
    )
    return [KeptDraft(*row) for row in rows]


def texts_by_subject(drafts: Iterable[KeptDraft]) -> dict[UUID, dict[str, str]]:
    """Return the texts of drafts by what they belong to and by field."""
    texts: dict[UUID, dict[str, str]] = {}
    for draft in drafts:
        texts.setdefault(draft.subject_id, {})[draft.field] = draft.text
    return texts


@dataclass(frozen=True, slots=True)
class OpenContact:
    """An interaction that waits for its wrap-up, and the call it belongs to."""

    interaction_id: UUID
    call_id: UUID
    customer_id: UUID | None
    line: str
    linked_id: str
    ani: str
    dnis: str
    queue: str
    direction: CallDirection
    opened_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None


def open_contacts(session: Session, person_id: UUID) -> list[OpenContact]:
    """Return what this person has begun and not wrapped up, oldest first."""
    found = rows(
        session,
        select(
            Interaction.id,
            Call.id,
            Interaction.customer_id,
            Call.line,
            Call.linked_id,
            Call.ani,
            Call.dnis,
            Call.queue,
            Call.direction,
            Interaction.opened_at,
            Call.answered_at,
            Call.ended_at,
        )
        .join(Call, Call.id == Interaction.call_id)
        .where(Interaction.person_id == person_id, Interaction.sealed_at.is_(None))
        .order_by(Interaction.opened_at, Interaction.id),
    )
    return [OpenContact(*row) for row in found]
