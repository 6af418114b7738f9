"""Handing over: at the end of a shift, for an absence, or because somebody else knows it better."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import Field, model_validator
from sqlalchemy.orm import Session

from app.absences import stand_in
from app.cases import case_event
from app.command import OVERSEEING, Actor, Command, fetch, require_own
from app.errors import MoveNotAllowed
from app.order_clocks import fetch_open_order
from app.orders import note_event
from db.ids import derived_id
from db.models.cases import Case, CaseEventKind, CaseState
from db.models.followups import FollowUp, FollowUpState
from db.models.orders import OrderEventKind
from db.models.people import Person

MOST = 200  # of each kind in one command


class HandOverReason(StrEnum):
    SHIFT_END = "shift_end"
    ABSENCE = "absence"
    OTHER = "other"


class HandOver(Command):
    """Give orders, cases and promised calls to another person, or to who stands in for them.

    An order's case goes with it when it has the same owner: one matter, one owner.
    Raises: NotFound; NotAllowed for what a colleague owns, unless one oversees; MoveNotAllowed for what is
    closed; PersonAway when whoever shall have it is away without a deputy, or does not work here any more.
    """

    order_ids: tuple[UUID, ...] = Field(default=(), max_length=MOST)
    case_ids: tuple[UUID, ...] = Field(default=(), max_length=MOST)
    follow_up_ids: tuple[UUID, ...] = Field(default=(), max_length=MOST)
    to_person_id: UUID
    reason: HandOverReason
    note: str = Field(default="", max_length=500)

    @model_validator(mode="after")
    def _hands_something_over(self) -> HandOver:
        if not (self.order_ids or self.case_ids or self.follow_up_ids):
            raise ValueError("nothing is handed over")
        return self

    def apply(self, session: Session, by: Actor) -> None:
        to = stand_in(session, self.to_person_id, self.at)
        # Locked in the order in which everything else locks them: calls, orders, cases.
        for follow_up_id in sorted(set(self.follow_up_ids)):
            self._call(session, follow_up_id, to, by)
        cases = set(self.case_ids)
        for order_id in sorted(set(self.order_ids)):
            cases |= self._order(session, order_id, to, by)
        for case_id in sorted(cases):
            self._case(session, case_id, to, by)

    def _call(self, session: Session, follow_up_id: UUID, to: Person, by: Actor) -> None:
        row = fetch(session, FollowUp, follow_up_id)
        if row.state is not FollowUpState.DUE:
            raise MoveNotAllowed(old=row.state.value, new="handed_over")
        if row.owner_id is not None:
            require_own(row.owner_id, by, or_roles=OVERSEEING)
        row.owner_id = to.id

    def _order(self, session: Session, order_id: UUID, to: Person, by: Actor) -> set[UUID]:
        """Hand an order over; return its case if it goes with it."""
        row = fetch_open_order(session, order_id, "handed_over")
        assert row.owner_id is not None  # the database holds it
        require_own(row.owner_id, by, or_roles=OVERSEEING)
        before, row.owner_id = row.owner_id, to.id
        event_id = derived_id("handed_over", self.id, order_id)
        kind = OrderEventKind.HANDED_OVER
        note_event(session, row, event_id, kind, self.note, by, self.at, told=to.name)
        case = session.get(Case, row.case_id)
        goes = case is not None and case.state is CaseState.OPEN and case.owner_id == before
        return {row.case_id} if goes else set()

    def _case(self, session: Session, case_id: UUID, to: Person, by: Actor) -> None:
        row = fetch(session, Case, case_id)
        if row.state is not CaseState.OPEN:
            raise MoveNotAllowed(old=row.state.value, new="handed_over")
        assert row.owner_id is not None  # the database holds it
        require_own(row.owner_id, by, or_roles=OVERSEEING)
        row.owner_id = to.id
        event_id = derived_id("handed_over", self.id, case_id)
        session.add(
            case_event(
                row, event_id, CaseEventKind.HANDED_OVER, self.at, by.name, told=to.name, note=self.note
            )
        )


class Reassign(HandOver):
    """Hand over what colleagues own, which a desk need not have a copy of."""

    central_only: ClassVar[bool] = True
