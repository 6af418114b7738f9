"""Follow-ups of the demo world: those that were made, and those that are due around now."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

from app.demo.world_batch import Batch, Row
from app.demo.world_contacts import ContactMaker
from app.demo.world_customers import Known
from app.demo.world_dice import Dice, Shares
from app.demo.world_staff import Staff
from app.numbers import normalise_number
from app.service_time import ZONE
from db.models.followups import Attempt, AttemptOutcome, FollowUp, FollowUpState

SCORES = Shares({5: 71, 4: 21, 3: 4, 2: 2, 1: 2})
_REACHED = 0.55
_TRIES = 3
_MISSED = Shares({AttemptOutcome.NO_ANSWER: 70, AttemptOutcome.BUSY: 18, AttemptOutcome.LATER: 12})
_PROMISES = Shares(
    {
        "promised": 40,
        "part_arrived": 15,
        "callback.abandoned": 20,
        "callback.asked_later": 15,
        "after_delivery": 10,
    }
)
_NEXT_HALF_DAY = timedelta(hours=5)


class FollowUpMaker:
    """Makes promised calls with their attempts."""

    def __init__(self, dice: Dice, contacts: ContactMaker, staff: Staff) -> None:
        self._dice, self._contacts, self._staff = dice, contacts, staff
        self._due: set[tuple[UUID, str]] = set()  # a customer waits for one call for one reason
        self._desk_has_one = False

    def after(self, batch: Batch, known: Known, order: Row, reason: str) -> None:
        """Ask how it went, some days after an order was finished; what lies ahead is still due."""
        closed_at: datetime = order["closed_at"]
        due_at = self.calling_time(closed_at + timedelta(days=self._dice.between(1, 7)))
        row = self.promise(batch, known, reason, closed_at, due_at, order["id"])
        self._play(batch, row)
        self._keep_one(row)

    def promised(self, batch: Batch, known: Known, call_id: UUID | None) -> None:
        """Promise a call that is due today or in the next two days; the first is the desk's own, of today."""
        dice = self._dice
        reason = _PROMISES.throw(dice)
        due_at = self.calling_time(dice.now + timedelta(hours=dice.between(-5, 44)))
        made_at = dice.now - timedelta(hours=dice.between(6, 40))
        row = self.promise(batch, known, reason, made_at, due_at, None)
        row["call_id"] = call_id
        if dice.chance(0.5):
            row["owner_id"] = (
                self._staff.desk if dice.chance(0.3) else dice.one(self._staff.agents)
            ).person_id
        if not self._desk_has_one:
            first = datetime.combine(dice.today, time(10, 30), ZONE)
            row |= {"owner_id": self._staff.desk.person_id, "due_at": first}
            row["created_at"] = first - timedelta(days=1)
        self._keep_one(row)
        self._desk_has_one |= row["state"] is FollowUpState.DUE

    def _keep_one(self, row: Row) -> None:
        """Drop a call that is still due when the customer waits for one for the same reason."""
        if row["state"] is FollowUpState.DUE:
            waits = (row["customer_id"], row["reason_code"])
            if waits in self._due:
                row |= {"state": FollowUpState.DROPPED, "closed_at": row["created_at"]}
            self._due.add(waits)

    def promise(
        self, batch: Batch, known: Known, reason: str, at: datetime, due_at: datetime, order_id: UUID | None
    ) -> Row:
        """Write a promised call that nobody has tried yet."""
        return batch.add(
            FollowUp,
            {
                "id": self._dice.new_id(),
                "customer_id": known.customer_id,
                "reason_code": reason,
                "state": FollowUpState.DUE,
                "order_id": order_id,
                "case_id": None,
                "call_id": None,
                "owner_id": None,
                "phone_key": normalise_number(known.numbers[0]).key,
                "note": self._contacts.phrase("follow_up"),
                "due_at": due_at,
                "attempts": 0,
                "score": None,
                "created_at": at,
                "closed_at": None,
            },
        )

    def attempt(
        self, batch: Batch, row: Row, outcome: AttemptOutcome, at: datetime, score: int | None, note: str
    ) -> None:
        """Write one try, made by the follow-up team."""
        row["attempts"] += 1
        batch.add(
            Attempt,
            {
                "id": self._dice.new_id(),
                "follow_up_id": row["id"],
                "customer_id": row["customer_id"],
                "person_id": self._dice.one(self._staff.callers).person_id,
                "call_id": None,
                "outcome": outcome,
                "at": at,
                "score": score,
                "note": note,
            },
        )

    def reach(self, batch: Batch, row: Row, at: datetime, score: int, note: str) -> None:
        """Write the try in which the customer answered and gave a score."""
        self.attempt(batch, row, AttemptOutcome.REACHED, at, score, note)
        row |= {"state": FollowUpState.DONE, "score": score, "closed_at": at}

    def calling_time(self, at: datetime) -> datetime:
        """Move an instant into the hours in which customers are rung: 10:30 to 12:00, 15:00 to 20:00."""
        local = at.astimezone(ZONE)
        hour, day = local.hour + local.minute / 60, local.date()
        if hour >= 20:
            day, hour = day + timedelta(days=1), 0
        if hour < 10.5:
            return datetime.combine(day, time(10, 30 + self._dice.count(0, 29)), ZONE)
        if 12 <= hour < 15:
            return datetime.combine(day, time(15, self._dice.count(0, 59)), ZONE)
        return local

    def _play(self, batch: Batch, row: Row) -> None:
        dice, at, tried_at = self._dice, row["due_at"], row["due_at"]
        for _ in range(_TRIES):
            if at > dice.now or (at > dice.now - timedelta(hours=4) and dice.chance(0.3)):
                row["due_at"] = at
                return
            if dice.chance(_REACHED):
                score = SCORES.throw(dice)
                self.reach(batch, row, at, score, self._contacts.phrase(f"score_{score}"))
                return
            outcome = _MISSED.throw(dice)
            words = "later" if outcome is AttemptOutcome.LATER else "no_answer"
            self.attempt(batch, row, outcome, at, None, self._contacts.phrase(words))
            tried_at, at = at, self.calling_time(at + _NEXT_HALF_DAY + timedelta(hours=dice.between(0, 20)))
        row |= {"state": FollowUpState.DROPPED, "closed_at": tried_at}
