"""Cases: what the customer wants, who owns it, and when it is due."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch, look_up, move
from db.models.cases import CASE_MOVES, Case, CaseKind, CaseState
from db.models.customers import Customer

__all__ = ["CaseKind", "CaseState"]


class OpenCase(Command):
    """Take a matter on; whoever takes it owns it until it is handed over."""

    case_id: UUID
    customer_id: UUID
    kind: CaseKind
    unit_id: UUID | None = None
    call_id: UUID | None = None
    summary: str
    due_at: AwareDatetime

    def apply(self, session: Session, by: Actor) -> None:
        look_up(session, Customer, self.customer_id)
        session.add(
            Case(
                id=self.case_id,
                customer_id=self.customer_id,
                kind=self.kind,
                state=CaseState.OPEN,
                unit_id=self.unit_id,
                call_id=self.call_id,
                owner_id=by.person_id,
                summary=self.summary,
                opened_at=self.at,
                due_at=self.due_at,
            )
        )


class CloseCase(Command):
    """Say that the matter is settled, or that the customer does not want it any more."""

    case_id: UUID
    state: Literal[CaseState.DONE, CaseState.CANCELLED]

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        row = fetch(session, Case, self.case_id)
        row.state = move(CASE_MOVES, row.state, self.state)
        row.closed_at = self.at
