"""Repairs of the demo world, from the call to the follow-up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.coverage import reaches
from app.demo.world_batch import Batch, Row
from app.demo.world_calendar import PEAK_MONTHS
from app.demo.world_cases import CaseMaker
from app.demo.world_catalogue import FaultKind
from app.demo.world_contacts import ContactMaker
from app.demo.world_customers import Known
from app.demo.world_dice import Dice, Shares
from app.demo.world_slots import Slot, Slots, begins_at, ends_at, slots_from
from app.demo.world_staff import Firm, Staff, Worker
from app.demo.world_units import Home, Payer, payer
from app.entitlement import Light
from app.orders import order_number
from app.service_time import ZONE
from db.models.cases import CaseKind, CaseState
from db.models.orders import NextStep, OrderEvent, OrderEventKind, OrderResult, OrderState, RepairOrder
from db.models.providers import BookingState

CHASES = Shares({0: 61, 1: 29.5, 2: 8, 3: 1, 4: 0.5})
CHASES_IN_PEAK = Shares({0: 40, 1: 38, 2: 18, 3: 3, 4: 1})
_CHASE_HOURS, _CHASE_SPREAD = 13, 0.8  # the nights come on top
_CHASED_EARLY = 0.08
_VISITS = Shares({1: 84, 2: 13, 3: 3})
_ENDS = Shares({"done": 86, "cancelled": 3, "by_phone": 3, "no_fault": 4, "exchanged": 1.2, "returned": 0.5})
_RESULTS = {
    "done": OrderResult.OK,
    "no_fault": OrderResult.NO_FAULT,
    "exchanged": OrderResult.EXCHANGED,
    "returned": OrderResult.RETURNED,
}
_ANSWER_WITHIN = timedelta(hours=2)  # of a provider
_SLOTS_AHEAD = Shares({0: 20, 1: 30, 2: 25, 3: 15, 5: 10})
_DAY = timedelta(days=1)


# events that say whom the order was sent to, or who it was
_OF_PROVIDER = frozenset({OrderEventKind.DISPATCHED, OrderEventKind.ACCEPTED, OrderEventKind.REFUSED})

# what an order begins with
_ORDER: Row = {
    "fault_note": "",
    "state": OrderState.BOOKED,
    "next_step": None,
    "next_step_at": None,
    "promised_from": None,
    "promised_to": None,
    "urge_count": 0,
    "closed_at": None,
    "technician_id": None,
    "first_contact_at": None,
    "result": None,
    "paid_fen": None,
}


@dataclass(slots=True)
class Job:
    """One repair in the making."""

    known: Known
    home: Home
    fault: FaultKind
    firm: Firm | None
    opened_at: datetime
    taker: Worker
    order: Row
    case: Row
    facts: dict[str, str]

    @property
    def who(self) -> str:
        return self.firm.technician if self.firm else ""


class RepairMaker:
    """Makes repair orders with their case, calls, events and bookings."""

    def __init__(
        self, dice: Dice, contacts: ContactMaker, cases: CaseMaker, staff: Staff, slots: Slots
    ) -> None:
        self._dice, self._contacts, self._staff, self._slots = dice, contacts, staff, slots
        self._cases = cases
        self._desk, self._numbers = 100, Counter[Any]()

    def next_desk(self) -> None:
        """Number the orders to come as those of another desk; counters of the last one are forgotten."""
        self._desk, self._numbers = self._desk + 1, Counter()

    def closed(self, batch: Batch, known: Known, home: Home, fault: FaultKind, at: datetime) -> Job | None:
        """Make a repair opened at an instant and finished since, or None if it cannot be finished by now."""
        dice = self._dice
        firm = self._firm(known, fault)
        if firm is None:
            return None
        chases = self._chase_times(at)
        slot = self._choose_slot(at, chases)
        end, visits = _ENDS.throw(dice), _VISITS.throw(dice)
        first = self._first_visit(slot, chases)
        visit_times = [first + _DAY * dice.between(2, 5) * number for number in range(visits)]
        visit_times = [visit_times[0], *(dice.waking(visit) for visit in visit_times[1:])]
        closed_at = visit_times[-1] + timedelta(minutes=fault.minutes + dice.count(5, 40))
        if closed_at > dice.now - timedelta(hours=1):
            return None
        job = self._open(batch, known, home, fault, firm, at)
        self.promise(job, slot)
        if end in ("cancelled", "by_phone"):
            call_off = self._cancel if end == "cancelled" else self._solve
            call_off(batch, job, dice.waking(at + dice.between(0.1, 0.9) * (first - at)), chases)
            self._slots.book(batch, job.order, firm, slot, BookingState.RELEASED)
            return job
        self._accept(batch, job)
        self._chase(batch, job, chases)
        self._visits(batch, job, visit_times)
        self._finish(batch, job, end, closed_at)
        self._slots.book(batch, job.order, firm, slot, BookingState.USED)
        return job

    def open(self, batch: Batch, known: Known, home: Home, fault: FaultKind, slot: Slot | None) -> Job:
        """Make a repair that is still open, promised for a half-day; without one it waits to be confirmed."""
        dice = self._dice
        firm = self._firm(known, fault)
        latest = min(dice.now, begins_at(slot) if slot else dice.now) - timedelta(minutes=40)
        at = self._before(latest, dice.between(2, 50))
        job = self._open(batch, known, home, fault, firm if slot else None, at)
        if slot is None or firm is None:
            job.order |= {
                "state": OrderState.REQUESTED,
                "next_step": NextStep.CONFIRM_SLOT,
                "next_step_at": max(dice.waking(at + timedelta(hours=4)), dice.now + timedelta(minutes=25)),
            }
            return job
        self.promise(job, slot)
        self._slots.book(batch, job.order, firm, slot, BookingState.HELD)
        if ends_at(slot) > dice.now and dice.chance(0.1):
            self._await_part(batch, job)
        elif dice.now - at > _ANSWER_WITHIN or dice.chance(0.5):
            self._accept(batch, job)
        if job.order["state"] is OrderState.BOOKED:
            job.order |= {"next_step": NextStep.PROVIDER_ANSWER, "next_step_at": self._answer_by(at)}
        chases = [chase for chase in self._chase_times(at) if chase < dice.now - timedelta(minutes=20)]
        self._chase(batch, job, chases)
        return job

    def event(self, batch: Batch, job: Job, kind: OrderEventKind, at: datetime, who: str, note: str) -> None:
        """Write one thing that happened to an order."""
        batch.add(
            OrderEvent,
            {
                "id": self._dice.new_id(),
                "order_id": job.order["id"],
                "customer_id": job.order["customer_id"],
                "kind": kind,
                "at": at,
                "who": who,
                "note": note,
                "provider_id": job.order["provider_id"] if kind in _OF_PROVIDER else None,
            },
        )

    def take(
        self,
        batch: Batch,
        known: Known,
        home: Home,
        fault: FaultKind,
        firm: Firm | None,
        at: datetime,
        taker: Worker,
        *,
        kind: CaseKind = CaseKind.REPAIR,
        case: Row | None = None,
    ) -> Job:
        """Write an order with its case, if it has none yet, as they were taken; neither call nor events."""
        day = at.astimezone(ZONE).date()
        self._numbers[day] += 1
        facts = {
            "model": home.model.name,
            "fault": fault.name,
            "part": fault.part if fault.part != "无" else "连接件",
            "provider": firm.name if firm else "服务商",
            "technician": firm.technician[0] if firm else "",
            "fee": "",
        }
        common = {"customer_id": known.customer_id, "unit_id": home.row["id"], "owner_id": taker.person_id}
        case = case or self._cases.add(
            batch,
            known.customer_id,
            kind,
            at,
            owner_id=taker.person_id,
            summary=f"{home.model.name}：{fault.name}",
            unit_id=home.row["id"],
            due_at=at + 3 * _DAY,
        )
        order = {
            **common,
            **_ORDER,
            "id": self._dice.new_id(),
            "number": order_number(day, self._desk, self._numbers[day]),
            "case_id": case["id"],
            "address_id": known.address_id,
            "fault_code": fault.code,
            "provider_id": firm.provider_id if firm else None,
            "entitlement": home.entitled(day).frozen(),
            "opened_at": at,
        }
        batch.add(RepairOrder, order)
        return Job(known, home, fault, firm, at, taker, order, case, facts)

    def _open(
        self, batch: Batch, known: Known, home: Home, fault: FaultKind, firm: Firm | None, at: datetime
    ) -> Job:
        taker = self._dice.one(self._staff.agents)
        job = self.take(batch, known, home, fault, firm, at, taker)
        order, line = job.order, home.model.line
        order["fault_note"] = self._contacts.phrase("fault_note", **job.facts)
        notes = self._contacts.phrase("repair", **job.facts)
        contact = self._contacts.record(
            batch, known, "repair", at, notes, line=line, order=order, worker=taker
        )
        job.case["call_id"] = contact["call_id"]
        taken_at = at + timedelta(seconds=contact["talk_s"] - 4)
        self.event(batch, job, OrderEventKind.TAKEN, taken_at, taker.name, order["fault_note"])
        if firm is not None:
            self.event(batch, job, OrderEventKind.DISPATCHED, taken_at, taker.name, firm.name)
        else:
            contact["disposition_code"] = "repair.requested"
        return job

    def promise(self, job: Job, slot: Slot) -> None:
        """Write what was promised, and that the visit is the next step."""
        job.order |= {
            "promised_from": begins_at(slot),
            "promised_to": ends_at(slot),
            "next_step": NextStep.VISIT,
            "next_step_at": ends_at(slot),
        }

    def _accept(self, batch: Batch, job: Job) -> None:
        at = self._dice.waking(job.opened_at + timedelta(minutes=self._dice.spread(45, 0.8)))
        if at < self._dice.now:
            job.order |= {"state": OrderState.ACCEPTED, "first_contact_at": at}
            job.order["technician_id"] = job.firm.technician_id if job.firm else None
            note = self._contacts.phrase("accepted", **job.facts)
            self.event(batch, job, OrderEventKind.ACCEPTED, at, job.who, note)

    def _answer_by(self, sent_at: datetime) -> datetime:
        """Return until when the provider is to answer: two hours, and nobody answers at night."""
        at = sent_at + _ANSWER_WITHIN
        local = at.astimezone(ZONE)
        if 8 <= local.hour < 20:
            return at
        morning = local.replace(hour=10, minute=0, second=0, microsecond=0)
        return morning + _DAY * (local.hour >= 20)

    def _await_part(self, batch: Batch, job: Job) -> None:
        """Say that somebody was there already and a part is missing."""
        dice = self._dice
        at = dice.waking(job.opened_at + 0.6 * (dice.now - job.opened_at))
        at = min(at, dice.now - timedelta(minutes=15))
        note = self._contacts.phrase("part_missing", **job.facts)
        self.event(batch, job, OrderEventKind.PART_MISSING, at, job.who, note)
        begins = job.order["promised_from"]
        job.order |= {"state": OrderState.PART_AWAITED, "next_step": NextStep.PART}
        job.order["next_step_at"] = begins - timedelta(hours=2) if begins else dice.now + _DAY

    def _chase(self, batch: Batch, job: Job, times: list[datetime]) -> None:
        for at in times:
            notes = self._contacts.phrase("chase", **job.facts)
            line = job.home.model.line
            contact = self._contacts.record(batch, job.known, "chase", at, notes, line=line, order=job.order)
            job.order["urge_count"] += 1
            urged_at = at + timedelta(seconds=contact["talk_s"])
            note = self._contacts.phrase("urged", **job.facts)
            self.event(batch, job, OrderEventKind.URGED, urged_at, job.taker.name, note)

    def _visits(self, batch: Batch, job: Job, times: list[datetime]) -> None:
        for number, at in enumerate(times):
            note = self._contacts.phrase("visited_again" if number else "visited", **job.facts)
            if number:
                arrived = at - timedelta(hours=self._dice.between(3, 20))
                came = self._contacts.phrase("part_arrived", **job.facts)
                self.event(batch, job, OrderEventKind.PART_ARRIVED, arrived, "备件库", came)
            self.event(batch, job, OrderEventKind.VISITED, at, job.who, note)
            if number < len(times) - 1:
                missing = self._contacts.phrase("part_missing", **job.facts)
                after = at + timedelta(minutes=25)
                self.event(batch, job, OrderEventKind.PART_MISSING, after, job.who, missing)

    def close(self, job: Job, order: OrderState, case: CaseState, at: datetime) -> None:
        """Write that order and case are over."""
        self.close_order(job, order, at)
        self._cases.close(job.case, case, at)

    def close_order(self, job: Job, state: OrderState, at: datetime) -> None:
        """Write that an order is over, and its case is not."""
        job.order |= {"state": state, "closed_at": at, "next_step": None, "next_step_at": None}

    def _finish(self, batch: Batch, job: Job, end: str, at: datetime) -> None:
        light, fault = Light(job.order["entitlement"]["light"]), job.fault
        pays = end == "done" and payer(light, fault.is_main_part, fault.is_paid) is Payer.CUSTOMER
        yuan = self._yuan() if pays else 0
        fee = self._contacts.phrase("fee_paid" if pays else "fee_free", yuan=str(yuan))
        note = self._contacts.phrase(end, **{**job.facts, "fee": fee})
        self.event(batch, job, OrderEventKind.DONE, at, job.who, note)
        self.close(job, OrderState.DONE, CaseState.DONE, at)
        job.order |= {"result": _RESULTS[end], "paid_fen": 100 * yuan}

    def _cancel(self, batch: Batch, job: Job, at: datetime, chases: list[datetime]) -> None:
        self._chase(batch, job, [chase for chase in chases if chase < at])
        note = self._contacts.phrase("cancelled", **job.facts)
        self.event(batch, job, OrderEventKind.CANCELLED, at, job.taker.name, note)
        self.close(job, OrderState.CANCELLED, CaseState.CANCELLED, at)

    def _solve(self, batch: Batch, job: Job, at: datetime, chases: list[datetime]) -> None:
        """Write that somebody solved it on the phone before anybody went."""
        self._chase(batch, job, [chase for chase in chases if chase < at])
        note = self._contacts.phrase("by_phone", **job.facts)
        self.event(batch, job, OrderEventKind.DONE, at, job.taker.name, note)
        self.close(job, OrderState.DONE, CaseState.DONE, at)
        job.order |= {"result": OrderResult.SOLVED_BY_PHONE, "paid_fen": 0}

    def _yuan(self) -> int:
        """Throw what a customer pays: median 180, nine of ten below 520, never above 2,600."""
        return min(2600, int(self._dice.spread(18, 0.83)) * 10)

    def _firm(self, known: Known, fault: FaultKind) -> Firm | None:
        covering = self._staff.covering.get((known.county, fault.line), [])
        firms = [firm for firm in covering if firm.level in reaches(fault.level)]
        return firms[min(int(self._dice.random() * 1.6), len(firms) - 1)] if firms else None

    def _chase_times(self, at: datetime) -> list[datetime]:
        dice, times = self._dice, list[datetime]()
        chases = CHASES_IN_PEAK if at.month in PEAK_MONTHS else CHASES
        for _ in range(chases.throw(dice)):
            hours = dice.spread(_CHASE_HOURS, _CHASE_SPREAD)
            times.append(dice.waking((times[-1] if times else at) + timedelta(hours=hours)))
        return times

    def _choose_slot(self, at: datetime, chases: list[datetime]) -> Slot:
        """Choose the half-day that was promised; who chases does so mostly because it has passed."""
        dice = self._dice
        ahead = slots_from(at + timedelta(hours=1), 8)
        if not chases or dice.chance(_CHASED_EARLY):
            return ahead[_SLOTS_AHEAD.throw(dice)]
        passed = [slot for slot in ahead if ends_at(slot) < chases[0]]
        if not passed:
            chases[0] = dice.waking(ends_at(ahead[0]) + timedelta(minutes=dice.count(10, 200)))
        return (passed or ahead)[-1 if passed else 0]

    def _first_visit(self, slot: Slot, chases: list[datetime]) -> datetime:
        dice = self._dice
        kept = begins_at(slot) + (ends_at(slot) - begins_at(slot)) * dice.random()
        if not chases or chases[-1] < kept:
            return kept
        return dice.waking(chases[-1] + timedelta(hours=dice.between(1, 20)))

    def _before(self, latest: datetime, hours: float) -> datetime:
        """Return a waking instant some hours before another."""
        at = self._dice.waking(latest - timedelta(hours=hours))
        return at if at < latest else self._dice.waking(latest - _DAY)
