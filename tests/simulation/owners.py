"""What owners do with their lists: find appointments, ring who asked again, settle complaints, forget."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import select

from app.cases import CaseKind, CaseState, CloseCase, ContactedCase
from app.half_days import held_booking
from app.order_clocks import ContactedOrder
from app.rebooking import BookOrder
from db.models.cases import IS_OPEN as CASE_IS_OPEN
from db.models.cases import Case
from db.models.catalogue import Fault
from db.models.customers import Address
from db.models.orders import IS_OPEN, NextStep, RepairOrder
from tests.simulation.ledger import Desk
from tests.simulation.places import choose

if TYPE_CHECKING:
    from tests.simulation.branch import Branch

_FORGETS: Final = 0.05  # of what an owner has to do in time
_LOOKS_AGAIN: Final = timedelta(hours=3)  # where there was no place


class Owners:
    """Does what is on the lists of a branch's owners."""

    def __init__(self, branch: Branch) -> None:
        self._branch = branch
        self._again_at: dict[UUID, datetime] = {}

    def work(self) -> None:
        """Let owners find appointments, ring who asked, settle cases, now and then late."""
        if not self._branch.on_duty():
            return
        with self._branch.store.read() as session:
            waiting = session.execute(
                select(RepairOrder.id, RepairOrder.owner_id, RepairOrder.next_step_at)
                .where(RepairOrder.next_step == NextStep.CONFIRM_SLOT, IS_OPEN)
                .order_by(RepairOrder.next_step_at, RepairOrder.id)
            ).all()
            asked = session.execute(
                select(RepairOrder.id, RepairOrder.owner_id, RepairOrder.contact_due_at)
                .where(RepairOrder.contact_due_at.is_not(None), IS_OPEN)
                .order_by(RepairOrder.contact_due_at, RepairOrder.id)
            ).all()
            cases = session.scalars(
                select(Case)
                .where(CASE_IS_OPEN, Case.kind.in_((CaseKind.COMPLAINT, CaseKind.RETURN)))
                .order_by(Case.due_at, Case.id)
            ).all()
        for order_id, owner_id, due_at in waiting:
            is_later = self._again_at.get(order_id, self._branch.now) > self._branch.now
            if not is_later and self._gets_to(order_id, due_at, timedelta(hours=2)):
                self.book(self._desk_of(owner_id), order_id, "")
        for order_id, owner_id, due_at in asked:
            if self._gets_to(order_id, due_at, timedelta(hours=2)):
                self._desk_of(owner_id).do(
                    ContactedOrder(
                        at=self._branch.now, order_id=order_id, **self._branch.ledger.ids("event_id")
                    )
                )
        for case in cases:
            self._settle(case)

    def _settle(self, case: Case) -> None:
        """Ring about a complaint, and settle it before its time is over."""
        by = self._branch.people.supervisor
        if case.contact_due_at is not None and case.contacted_at is None:
            if self._gets_to(case.id, case.contact_due_at, timedelta(hours=2)):
                self._branch.ledger.do(
                    ContactedCase(
                        at=self._branch.now, case_id=case.id, **self._branch.ledger.ids("event_id")
                    ),
                    by,
                )
        elif case.due_at is not None and self._gets_to(case.id, case.due_at, timedelta(days=3)):
            self._branch.ledger.do(
                CloseCase(
                    at=self._branch.now, case_id=case.id, state=CaseState.DONE, result="已与客户达成一致"
                ),
                by,
            )

    def _gets_to(self, subject: UUID, due_at: datetime, ahead: timedelta) -> bool:
        """Tell whether an owner is at it now: some time before it is due, or hours after it was forgotten."""
        chance = Random(f"{subject}:{due_at}")
        if chance.random() < _FORGETS:
            return self._branch.now >= due_at + timedelta(hours=chance.uniform(0.2, 8))
        return self._branch.now >= due_at - ahead * chance.random()

    def _desk_of(self, owner_id: UUID | None) -> Desk:
        """Return the owner's desk if they sit there, else that of somebody who does their list."""
        here = self._branch.on_duty()
        return next((desk for desk in here if desk.actor.person_id == owner_id), here[0])

    def book(self, desk: Desk, order_id: UUID, reason: str) -> None:
        """Find another half-day for an order, if the desk reaches the centre and there is a place."""
        if desk.is_cut:
            return
        with self._branch.store.read() as session:
            region, work = session.execute(
                select(Address.region_code, Fault)
                .select_from(RepairOrder)
                .join(Address, Address.id == RepairOrder.address_id)
                .join(Fault, Fault.code == RepairOrder.fault_code)
                .where(RepairOrder.id == order_id)
            ).one()
            held = held_booking(session, order_id)
            state = session.get_one(RepairOrder, order_id).state
            where = session, self._branch.now, region, work, self._branch.chance
            place = choose(*where, order_id) or choose(*where)
        if place is None:
            self._branch.told["no place"] += 1
            self._again_at[order_id] = self._branch.now + _LOOKS_AGAIN
            return
        self._again_at.pop(order_id, None)
        by = self._branch.deadlines()
        desk.do(
            BookOrder(
                at=self._branch.now,
                order_id=order_id,
                **self._branch.ledger.ids("booking_id", "event_id"),
                provider_id=place.provider_id,
                on=place.on,
                half=place.half,
                answer_by=by.answer_by,
                reason=reason,
                seen_state=state,
                seen_booking_id=held and held.id,
            )
        )
