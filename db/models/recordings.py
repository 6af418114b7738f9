"""Recordings of calls: where the PBX keeps each, and who has heard it. The sound itself is in no store."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column


class RecordingKind(StrEnum):
    TALK = "talk"
    VOICEMAIL = "voicemail"  # what a caller told a machine


class Recording(Base):
    """A file with the sound of a call. ``paused`` are spans that were not recorded, as ``[from, until]``.

    ``removed_at`` is when the reference was let go after the days that recordings are kept; it tells so.
    """

    __tablename__ = "recording"
    __table_args__ = (
        Index("ix_recording_call", "call_id"),
        Index("ix_recording_customer", "customer_id"),
        Index("ix_recording_kept", "began_at", postgresql_where=text("removed_at is null")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customer.id"))
    kind: Mapped[RecordingKind] = enum_column(RecordingKind)
    name: Mapped[str]  # the file as the PBX names it; empty once it is removed, or where the PBX told none
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    paused: Mapped[list[Any]] = mapped_column(JSON)  # ISO 8601, UTC; the last may have no end
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RecordingAccess(Base):
    """Somebody asked to hear a recording, and why; never changes."""

    __tablename__ = "recording_access"
    __table_args__ = (Index("ix_recording_access_recording", "recording_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    recording_id: Mapped[UUID] = mapped_column(ForeignKey("recording.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str]
