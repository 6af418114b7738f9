"""A call that is handed on takes along what was typed; and a call that was listened to says so for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from pydantic import Field, TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import Actor, Command, look_up
from db.models.calls import Call
from db.models.hub import ExtensionUse
from db.models.people import Person
from db.models.phone_lines import CallListen, CallPass

MOST_NOTES = 20_000  # as an interaction's
_PRINTABLE = r"^[^\x00-\x1f\x7f]*$"


class PassCall(Command):
    """Hand a call on to who sits at a number, with the notes typed so far. Raises NotFound.

    The notes stay with the call; what oneself wraps up is one's own interaction, as before.
    """

    central_only: ClassVar[bool] = True  # it is to be there before it rings at the other desk

    call_id: UUID
    to_number: str = Field(min_length=1, max_length=64, pattern=_PRINTABLE)
    notes: str = Field(default="", max_length=MOST_NOTES)

    def apply(self, session: Session, by: Actor) -> None:
        call = look_up(session, Call, self.call_id)
        use = session.get(ExtensionUse, self.to_number)
        session.add(
            CallPass(
                id=self.id,
                call_id=call.id,
                from_id=by.person_id,
                to_id=use.person_id if use is not None else None,
                to_number=self.to_number,
                notes=self.notes,
                at=self.at,
            )
        )


class ListenToCall(Command):
    """Write down that one listens to an agent's call; the hub does so before the PBX rings the supervisor."""

    central_only: ClassVar[bool] = True  # the hub writes it down itself

    line: str = Field(max_length=60)
    linked_id: str = Field(max_length=200)
    agent: str = Field(min_length=1, max_length=200)

    def apply(self, session: Session, by: Actor) -> None:
        session.add(
            CallListen(
                id=self.id,
                at=self.at,
                person_id=by.person_id,
                agent=self.agent,
                line=self.line,
                linked_id=self.linked_id,
            )
        )


@dataclass(frozen=True, slots=True)
class PassedCall:
    """What a colleague said to a call when handing it on. Time zone: ``at`` is aware.

    By ``customer_id`` the hub writes down whose notes were read.
    """

    customer_id: UUID | None
    from_name: str
    to_number: str
    notes: str
    at: datetime


def passed_notes(session: Session, call_id: UUID) -> list[PassedCall]:
    """Return what went along with a call each time it was handed on, the last first."""
    rows = session.execute(
        select(Call.customer_id, Person.name, CallPass.to_number, CallPass.notes, CallPass.at)
        .join(Call, Call.id == CallPass.call_id)
        .join(Person, Person.id == CallPass.from_id)
        .where(CallPass.call_id == call_id)
        .order_by(CallPass.at.desc(), CallPass.id.desc())
    )
    return [PassedCall(*row) for row in rows]


_PASSED = TypeAdapter(PassedCall)


def passed_facts(passed: PassedCall) -> dict[str, Any]:
    facts: dict[str, Any] = _PASSED.dump_python(passed, mode="json")
    return facts


def read_passed(facts: dict[str, Any]) -> PassedCall:
    """Raises ValueError for what is none."""
    return _PASSED.validate_python(facts)
