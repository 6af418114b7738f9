"""Installations and deliveries of the demo world, from the call to the hand-over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from app.demo.world_batch import Batch, Row
from app.demo.world_catalogue import Catalogue
from app.demo.world_contacts import ContactMaker
from app.demo.world_customers import Known
from app.demo.world_dice import Dice, Shares
from app.demo.world_repairs import Job, RepairMaker
from app.demo.world_slots import Slots, begins_at, ends_at, slots_from
from app.demo.world_staff import Firm, Staff
from app.demo.world_units import Home
from db.models.cases import CaseKind, CaseState
from db.models.catalogue import OrderKind
from db.models.orders import OrderEventKind, OrderResult, OrderState
from db.models.providers import BookingState

_DELIVERED_FIRST: Final = 0.2  # of the new units we bring ourselves
_HALF_DAYS_AHEAD = Shares({0: 20, 1: 30, 2: 30, 3: 20})
_ANSWERED_WITHIN: Final = timedelta(minutes=50)


class InstallMaker:
    """Makes orders of a customer who has bought something: to bring it, and to put it up."""

    def __init__(
        self,
        dice: Dice,
        catalogue: Catalogue,
        contacts: ContactMaker,
        repairs: RepairMaker,
        staff: Staff,
        slots: Slots,
    ) -> None:
        self._dice, self._catalogue, self._contacts = dice, catalogue, contacts
        self._repairs, self._staff, self._slots = repairs, staff, slots

    def tell(self, batch: Batch, known: Known, home: Home, contact: Row) -> None:
        """Tell what came of a call about a new unit; as long as it lies ahead, it is under way."""
        kinds = [OrderKind.INSTALLATION]
        if self._dice.chance(_DELIVERED_FIRST):
            kinds.insert(0, OrderKind.DELIVERY)
        case: Row | None = None
        after = contact["opened_at"] + timedelta(hours=1)
        for kind in kinds:
            firm = self._firm(known, home, kind)
            if firm is not None:
                job = self._take(batch, known, home, contact, kind, firm, case)
                after = self._play(batch, job, firm, after, is_last=kind is kinds[-1])
                case = job.case

    def _firm(self, known: Known, home: Home, kind: OrderKind) -> Firm | None:
        firms = self._staff.covering.get((known.county, home.model.line), [])
        return next((firm for firm in firms if kind in firm.kinds), None)

    def _take(
        self,
        batch: Batch,
        known: Known,
        home: Home,
        contact: Row,
        kind: OrderKind,
        firm: Firm,
        case: Row | None,
    ) -> Job:
        """Write the order, and that it was sent and accepted."""
        at, taker = contact["opened_at"], self._dice.one(self._staff.agents)
        work = self._catalogue.works[home.model.line, kind]
        job = self._repairs.take(
            batch, known, home, work, firm, at, taker, kind=CaseKind.INSTALLATION, case=case
        )
        job.case["call_id"], contact["order_id"] = contact["call_id"], job.order["id"]
        for event, note in ((OrderEventKind.TAKEN, contact["notes"]), (OrderEventKind.DISPATCHED, firm.name)):
            self._repairs.event(batch, job, event, at + timedelta(minutes=2), taker.name, note)
        accepted_at = min(at + _ANSWERED_WITHIN * self._dice.between(0.1, 1), self._dice.now)
        job.order |= {"state": OrderState.ACCEPTED, "first_contact_at": accepted_at}
        job.order["technician_id"] = firm.technician_id
        note = self._contacts.phrase("accepted", **job.facts)
        self._repairs.event(batch, job, OrderEventKind.ACCEPTED, accepted_at, job.who, note)
        return job

    def _play(self, batch: Batch, job: Job, firm: Firm, after: datetime, *, is_last: bool) -> datetime:
        """Promise a half-day, and finish the order if that is over; return when somebody comes or came."""
        slot = slots_from(after, 8)[_HALF_DAYS_AHEAD.throw(self._dice)]
        self._repairs.promise(job, slot)
        came_at = begins_at(slot) + (ends_at(slot) - begins_at(slot)) * self._dice.random()
        done_at = came_at + timedelta(minutes=job.fault.minutes)
        is_over = done_at < self._dice.now
        if is_over:
            self._finish(batch, job, came_at, done_at, is_last=is_last)
        self._slots.book(batch, job.order, firm, slot, BookingState.USED if is_over else BookingState.HELD)
        return done_at

    def _finish(self, batch: Batch, job: Job, came_at: datetime, done_at: datetime, *, is_last: bool) -> None:
        self._repairs.event(batch, job, OrderEventKind.VISITED, came_at, job.who, "")
        note = self._contacts.phrase("installed", **job.facts)
        self._repairs.event(batch, job, OrderEventKind.DONE, done_at, job.who, note)
        job.order |= {"result": OrderResult.OK, "paid_fen": 0}
        if is_last:
            self._repairs.close(job, OrderState.DONE, CaseState.DONE, done_at)
        else:
            self._repairs.close_order(job, OrderState.DONE, done_at)
