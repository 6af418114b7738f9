"""What happened between one customer and the hotline."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from app.demo.world_batch import Batch, Row
from app.demo.world_calendar import EVEN, INSTALL_MONTHS, SEASONS
from app.demo.world_customers import Known, date_back
from app.demo.world_dice import LONGEST_CALL, Shares
from app.demo.world_makers import Makers
from app.demo.world_repairs import Job
from app.demo.world_slots import Slot, begins_at, ends_at, slots_from
from app.demo.world_units import UNIT_COUNTS, Home
from app.service_time import ZONE
from db.models.cases import CaseKind, CaseState
from db.models.orders import OrderResult
from db.models.providers import Half

# repairs in a customer's life with us; the mean is 1.7, which makes five calls
REPAIRS = Shares({0: 22, 1: 34, 2: 22, 3: 12, 4: 6, 6: 3, 12: 1})
OPEN_SHARE: Final = 0.045
_DUE_SHARE: Final = 0.012
_SURVEYED: Final = 0.3

# calls of other kinds for each repair, as the kinds share the calls: 34 repairs go with 18 questions, …
_CONSULTS, _INSTALLS, _FEES = 18 / 34, 13 / 34, 3 / 34
_COMPLAINTS, _CHANGES = 4 / 34, 4 / 34
_MEAN_REPAIRS: Final = 1.68
STRANGERS: Final = 0.02  # of all calls: wrong, silent, sales

# where the promise of an open order lies: late by half-days, today, tomorrow, later, none yet
_PROMISES = Shares({"late": 15, "today": 22, "next": 26, "later": 29, "none": 8})


class StoryTeller:
    """Tells a customer's whole story into a batch."""

    def __init__(self, makers: Makers) -> None:
        self._dice, self._units, self._contacts = makers.dice, makers.units, makers.contacts
        self._repairs, self._follow_ups, self._cases = makers.repairs, makers.follow_ups, makers.cases
        self._installs, self._desk = makers.installs, makers.staff.desk

    def tell(self, batch: Batch, known: Known) -> None:
        """Write units, repairs, questions, complaints and promised calls of a customer."""
        dice = self._dice
        homes = [self._units.make(batch, known) for _ in range(UNIT_COUNTS.throw(dice))]
        chosen = [dice.one(homes) for _ in range(REPAIRS.throw(dice))]
        times = sorted((dice.past(SEASONS[home.model.line]), number) for number, home in enumerate(chosen))
        for at, number in times:
            self.repair(batch, known, chosen[number], at)
        if dice.chance(OPEN_SHARE):
            self.open_repair(batch, known, dice.one(homes))
        for home in homes:
            if not home.dated:
                self._units.start_by_chance(home)
        self._questions(batch, known, homes)
        if dice.chance(_DUE_SHARE):
            self._follow_ups.promised(batch, known, None)

    def repair(self, batch: Batch, known: Known, home: Home, at: datetime) -> Job | None:
        """Tell a repair that is over: chases, changes, complaint and follow-up with it."""
        dice = self._dice
        fault = self._units.start_by_repair(home, at)
        job = self._repairs.closed(batch, known, home, fault, at)
        if job is None:
            return None
        date_back(known, at)
        if dice.chance(_CHANGES):
            self._change(batch, job)
        complained = dice.chance(_COMPLAINTS)
        if complained:
            self._complain(batch, job, job.order["closed_at"])
        if job.order["result"] in (OrderResult.EXCHANGED, OrderResult.RETURNED):
            self._return(batch, job)
        if job.order["state"] == "done" and (complained or dice.chance(_SURVEYED)):
            self._follow_ups.after(batch, known, job.order, "complaint" if complained else "after_repair")
        return job

    def open_repair(self, batch: Batch, known: Known, home: Home) -> Job:
        """Tell a repair that is under way now."""
        dice = self._dice
        slot = self._promised_slot()
        fault = self._units.start_by_repair(home, dice.now - timedelta(days=2))
        job = self._repairs.open(batch, known, home, fault, slot)
        date_back(known, job.opened_at)
        if dice.chance(0.15):
            job.order["owner_id"] = self._desk.person_id
        waited = dice.now - job.opened_at
        if waited > timedelta(hours=6) and dice.chance(_COMPLAINTS):
            self._complain(batch, job, job.opened_at + 0.8 * waited)
        return job

    def strangers(self, batch: Batch, number: int) -> None:
        """Tell calls that belong to nobody."""
        for _ in range(number):
            notes = self._contacts.phrase("other")
            self._contacts.record(batch, None, "other", self._dice.past(), notes)

    def question(self, batch: Batch, known: Known, home: Home, kind: str, at: datetime) -> Row:
        """Tell one call without a repair."""
        facts = {"model": home.model.name, "provider": "服务商"}
        date_back(known, at)
        notes = self._contacts.phrase(kind, **facts)
        return self._contacts.record(batch, known, kind, at, notes, line=home.model.line)

    def _questions(self, batch: Batch, known: Known, homes: list[Home]) -> None:
        dice = self._dice
        for kind, share in (("consult", _CONSULTS), ("fee", _FEES), ("install", _INSTALLS)):
            mean = share * _MEAN_REPAIRS
            number = int(mean) + dice.chance(mean % 1)
            for _ in range(number):
                at = dice.past(INSTALL_MONTHS if kind == "install" else EVEN)
                home = dice.one(homes)
                contact = self.question(batch, known, home, kind, at)
                if contact["disposition_code"] == "consult.callback" and contact["customer_id"]:
                    self._case(batch, known, contact, CaseKind.CONSULT, dice.between(0.1, 1))
                if kind == "install" and contact["customer_id"]:
                    self._installs.tell(batch, known, home, contact)

    def _change(self, batch: Batch, job: Job) -> None:
        hours = (job.order["closed_at"] - job.opened_at) * self._dice.between(0.1, 0.7)
        at = self._dice.waking(job.opened_at + hours)
        notes = self._contacts.phrase("appointment", **job.facts)
        line = job.home.model.line
        if at < self._dice.now - LONGEST_CALL:
            self._contacts.record(batch, job.known, "appointment", at, notes, line=line, order=job.order)

    def _complain(self, batch: Batch, job: Job, after: datetime) -> None:
        dice = self._dice
        at = dice.waking(after + timedelta(hours=dice.between(0.2, 30)))
        if at >= dice.now:
            at = dice.now - timedelta(minutes=dice.count(15, 90))
        notes = self._contacts.phrase("complaint", **job.facts)
        contact = self._contacts.record(
            batch, job.known, "complaint", at, notes, line=job.home.model.line, order=job.order
        )
        self._case(batch, job.known, contact, CaseKind.COMPLAINT, dice.between(2, 6))

    def _case(self, batch: Batch, known: Known, contact: Row, kind: CaseKind, days: float) -> None:
        """Open the case of a contact, and close it so many days later if they are over."""
        at = contact["opened_at"]
        case = self._cases.add(
            batch,
            known.customer_id,
            kind,
            at,
            owner_id=contact["person_id"],
            summary=contact["notes"],
            call_id=contact["call_id"],
            category=contact["reason_code"],
        )
        if (closed_at := at + timedelta(days=days)) < self._dice.now:
            self._cases.close(case, CaseState.DONE, closed_at)

    def _return(self, batch: Batch, job: Job) -> None:
        """Open the case in which the goods go back, and close it when they have."""
        at = job.order["closed_at"]
        case = self._cases.add(
            batch,
            job.known.customer_id,
            CaseKind.RETURN,
            at,
            owner_id=job.taker.person_id,
            summary=self._contacts.phrase(job.order["result"].value),
            unit_id=job.home.row["id"],
            due_at=at + timedelta(days=7),
        )
        if (closed_at := at + timedelta(days=self._dice.between(2, 6))) < self._dice.now:
            self._cases.close(case, CaseState.DONE, closed_at)

    def _promised_slot(self) -> Slot | None:
        """Throw the half-day that an open order is promised for."""
        dice = self._dice
        ahead = slots_from(dice.now, 16)
        match _PROMISES.throw(dice):
            case "none":
                return None
            case "late":
                days = [dice.today - timedelta(days=back) for back in range(5)]
                return dice.one(
                    [(day, half) for day in days for half in Half if ends_at((day, half)) < dice.now]
                )
            case "today":
                today = [(dice.today, half) for half in Half if ends_at((dice.today, half)) > dice.now]
                return dice.one(today or ahead[:1])
            case "next":
                return dice.one(
                    [slot for slot in ahead if begins_at(slot).astimezone(ZONE).date() > dice.today][:2]
                )
            case _:
                return dice.one(ahead[3:14])
