"""Cases: what the customer wants, who owns it, when it is due, and what has happened since."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.absences import stand_in
from app.command import OVERSEEING, Actor, Command, fetch, look_up, move
from app.errors import MoveNotAllowed, NoResult, NotAllowed, OpenOrders, PersonAway
from app.followup_rules import FollowUpEvent, Happened, follow_ups_after
from app.promise_rules import PromiseClock, rules
from db.ids import derived_id
from db.models.cases import (
    CASE_MOVES,
    Case,
    CaseChannel,
    CaseEvent,
    CaseEventKind,
    CaseKind,
    CaseState,
)
from db.models.customers import Customer
from db.models.orders import OrderState, RepairOrder

__all__ = ["AUTHORITIES", "CaseChannel", "CaseEventKind", "CaseKind", "CaseState"]

NOTE_LENGTH = 2_000
AUTHORITIES = frozenset({CaseChannel.AUTHORITY_12315, CaseChannel.AUTHORITY_12345})
ORDINARY = 3  # the severity of a complaint that was taken before there were any
APPROVED_FROM = 2  # complaints so severe, or more, are closed by who oversees


class OpenCase(Command):
    """Take a matter on; whoever takes it owns it until it is handed over.

    ``due_at`` is what was agreed with the customer; without it, and for a complaint always, the rules say
    it. ``severity``: 1 (safety) to 4 (discontent), of a complaint. ``received_at``: by the authority.
    Raises: NotFound; NoRule.
    """

    case_id: UUID
    customer_id: UUID
    kind: CaseKind
    unit_id: UUID | None = None
    call_id: UUID | None = None
    summary: str
    due_at: AwareDatetime | None = None
    severity: int | None = Field(default=None, ge=1, le=4)
    category_code: str = ""
    remedy_code: str = ""
    channel: CaseChannel = CaseChannel.HOTLINE
    external_no: str = Field(default="", max_length=100)
    authority: str = Field(default="", max_length=200)
    received_at: AwareDatetime | None = None

    @model_validator(mode="after")
    def _is_graded(self) -> OpenCase:
        if (self.kind is CaseKind.COMPLAINT) != (self.severity is not None):
            raise ValueError("a complaint has a severity, and nothing else has one")
        if self.kind is CaseKind.COMPLAINT and self.due_at is not None:
            raise ValueError("a complaint is due by its rule")
        return self

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
                severity=self.severity,
                category_code=self.category_code,
                remedy_code=self.remedy_code,
                channel=self.channel,
                external_no=self.external_no,
                authority=self.authority,
                **self._times(session),
            )
        )

    def _times(self, session: Session) -> dict[str, Any]:
        """Return until when the rules want what. Raises NoRule."""
        if self.kind is not CaseKind.COMPLAINT and self.due_at is not None:
            return {"due_at": self.due_at}
        book, severity = rules(session), self.severity or 0
        times = {"due_at": book.due(PromiseClock.CASE_CLOSE, self.at, self.kind.value, severity)}
        if self.kind is CaseKind.COMPLAINT:
            times["contact_due_at"] = book.due(PromiseClock.CASE_CONTACT, self.at, severity=severity)
        if self.channel in AUTHORITIES:
            times["received_at"] = self.received_at or self.at
            times["answer_due_at"] = book.due(PromiseClock.AUTHORITY_ANSWER, times["received_at"] or self.at)
        return times


class ContactedCase(Command):
    """Say that the customer was spoken to about a case.

    Raises: NotFound; MoveNotAllowed when it is closed.
    """

    case_id: UUID
    event_id: UUID
    note: str = Field(default="", max_length=NOTE_LENGTH)

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch_open_case(session, self.case_id, "contacted")
        row.contacted_at = row.contacted_at or self.at
        session.add(case_event(row, self.event_id, CaseEventKind.CONTACTED, self.at, by.name, note=self.note))


class AnsweredAuthority(Command):
    """Say that an authority has its answer. Raises: NotFound; MoveNotAllowed when nothing is owed."""

    case_id: UUID
    event_id: UUID
    note: str = Field(default="", max_length=NOTE_LENGTH)

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch_open_case(session, self.case_id, "answered")
        if row.answer_due_at is None or row.answered_at is not None:
            raise MoveNotAllowed(old=row.state.value, new="answered")
        row.answered_at = self.at
        session.add(case_event(row, self.event_id, CaseEventKind.ANSWERED, self.at, by.name, note=self.note))


class NoteCase(Command):
    """Write down what happened in a case. Raises: NotFound; MoveNotAllowed when it is closed."""

    case_id: UUID
    event_id: UUID
    note: str = Field(min_length=1, max_length=NOTE_LENGTH)

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch_open_case(session, self.case_id, "noted")
        session.add(case_event(row, self.event_id, CaseEventKind.NOTED, self.at, by.name, note=self.note))


class CloseCase(Command):
    """Say that the matter is settled, or that the customer does not want it any more.

    A complaint is closed with words, after its orders, and one of the two gravest kinds by who oversees.
    Raises: NotFound; MoveNotAllowed; for a complaint NoResult, OpenOrders, NotAllowed.
    """

    case_id: UUID
    state: Literal[CaseState.DONE, CaseState.CANCELLED]
    result: str = Field(default="", max_length=NOTE_LENGTH)

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch(session, Case, self.case_id)
        state = move(CASE_MOVES, row.state, self.state)
        if row.kind is CaseKind.COMPLAINT:
            self._require_settled(session, row, by)
        row.state, row.closed_at, row.result = state, self.at, self.result
        event_id = derived_id("case_closed", self.id)
        session.add(case_event(row, event_id, CaseEventKind.CLOSED, self.at, by.name, note=self.result))
        if row.kind is CaseKind.COMPLAINT and state is CaseState.DONE:
            self._ask_how_it_went(session, row)

    def _ask_how_it_went(self, session: Session, row: Case) -> None:
        closed = Happened(
            event=FollowUpEvent.COMPLAINT_CLOSED,
            subject_id=self.id,  # a complaint can be closed more than once
            customer_id=row.customer_id,
            at=self.at,
            case_id=row.id,
        )
        follow_ups_after(session, closed)

    def _require_settled(self, session: Session, row: Case, by: Actor) -> None:
        if not self.result.strip():
            raise NoResult
        closed = (OrderState.DONE, OrderState.CANCELLED)
        still_open = select(RepairOrder.number).where(
            RepairOrder.case_id == row.id, RepairOrder.state.not_in(closed)
        )
        number = session.scalars(still_open.order_by(RepairOrder.number)).first()
        if number is not None:
            raise OpenOrders(number=number)
        if (row.severity or 0) <= APPROVED_FROM and not by.roles & OVERSEEING:
            raise NotAllowed(what="complaint")


class ReopenCase(Command):
    """Take a matter on again that was not settled. Raises: NotFound; MoveNotAllowed; NoRule."""

    case_id: UUID
    event_id: UUID
    note: str = Field(min_length=1, max_length=NOTE_LENGTH)

    def apply(self, session: Session, by: Actor) -> None:
        reopen_case(session, fetch(session, Case, self.case_id), self.event_id, self.at, by, self.note)


def reopen_case(session: Session, case: Case, event_id: UUID, at: datetime, by: Actor, note: str) -> None:
    """Open a case again with its owner, or who stands in, and times by the rules from now on.

    The row is locked by the caller. Raises: MoveNotAllowed; NoRule.
    """
    book = rules(session)
    case.owner_id = _owner_now(session, case.owner_id, at, by)
    if case.kind is CaseKind.COMPLAINT and case.severity is None:
        case.severity = ORDINARY
    severity = case.severity or 0
    case.due_at = book.due(PromiseClock.CASE_CLOSE, at, case.kind.value, severity)
    case.contact_due_at = book.due(PromiseClock.CASE_CONTACT, at, severity=severity)
    case.contacted_at = case.closed_at = None
    case.state = move(CASE_MOVES, case.state, CaseState.OPEN)
    session.add(case_event(case, event_id, CaseEventKind.REOPENED, at, by.name, note=note))


def _owner_now(session: Session, owner_id: UUID | None, at: datetime, by: Actor) -> UUID:
    if owner_id is None:
        return by.person_id
    try:
        return stand_in(session, owner_id, at).id
    except PersonAway:
        return by.person_id


def case_event(
    case: Case,
    event_id: UUID,
    kind: CaseEventKind,
    at: datetime,
    who: str,
    *,
    told: str = "",
    note: str = "",
) -> CaseEvent:
    """Return what happened to a case, to be added."""
    return CaseEvent(
        id=event_id,
        case_id=case.id,
        customer_id=case.customer_id,
        kind=kind,
        at=at,
        who=who,
        told=told,
        note=note,
    )


def fetch_open_case(session: Session, case_id: UUID, new: str) -> Case:
    """Return a case to be changed, locked. Raises NotFound; MoveNotAllowed when it is closed."""
    row = fetch(session, Case, case_id)
    if row.state is not CaseState.OPEN:
        raise MoveNotAllowed(old=row.state.value, new=new)
    return row
