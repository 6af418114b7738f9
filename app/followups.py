"""Follow-ups: promises to ring, who has taken them for now, each attempt, and what the customer wishes."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator
from sqlalchemy import Update, select, update
from sqlalchemy.orm import Session

from app.cases import reopen_case
from app.claims import require_not_claimed
from app.command import Actor, Command, fetch, look_up, move, require_unused
from app.errors import MoveNotAllowed, NotFound, NotWanted
from app.followup_rules import (
    UNASKED,
    is_wanted,
    next_try,
    rule_of,
    rule_of_promise,
    with_note,
    zone_of,
)
from app.service_time import service_day
from db.ids import derived_id
from db.models.cases import CASE_MOVES, Case, CaseKind, CaseState
from db.models.customers import Customer
from db.models.followups import (
    FOLLOW_UP_MOVES,
    Attempt,
    AttemptOutcome,
    CallPurpose,
    FollowUp,
    FollowUpState,
    GoodsWish,
)
from db.models.orders import RepairOrder

__all__ = ["AttemptOutcome", "CallPurpose", "FollowUpState"]

NOTE_LENGTH: Final = 2000
_BAD_TIMES: Final = frozenset({AttemptOutcome.NO_ANSWER, AttemptOutcome.BUSY})


class ScheduleFollowUp(Command):
    """Promise a customer a call; ``owner_id`` is empty when anyone may make it.

    ``case_id`` is what the call is about if it is about no order; a consult case ends with the call.
    An open call for the same reason is dropped: this one is made in its place, about what it was about, with
    its note below its own. A consult case that no call is about any more ends.
    Raises: NotFound, also for a case of somebody else; NotWanted.
    """

    follow_up_id: UUID
    customer_id: UUID
    reason_code: str
    order_id: UUID | None = None
    case_id: UUID | None = None
    call_id: UUID | None = None
    owner_id: UUID | None = None
    phone_key: str
    note: str = Field(default="", max_length=NOTE_LENGTH)
    due_at: AwareDatetime

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        customer = fetch(session, Customer, self.customer_id)  # so that two promise one after the other
        if self.case_id is not None and look_up(session, Case, self.case_id).customer_id != self.customer_id:
            raise NotFound(what="service_case", id=str(self.case_id))
        rule = rule_of_promise(session, self.reason_code, service_day(self.at))
        purpose = rule.purpose if rule else CallPurpose.SERVICE
        if not is_wanted(customer, purpose):
            raise NotWanted(purpose=purpose.value)
        require_unused(session, FollowUp, self.follow_up_id)
        before = self._drop_before(session)
        note = with_note(self.note, before.note) if before else self.note
        session.add(
            FollowUp(
                id=self.follow_up_id,
                customer_id=self.customer_id,
                reason_code=self.reason_code,
                state=FollowUpState.DUE,
                order_id=self.order_id or (before and before.order_id),
                case_id=self.case_id or (before and before.case_id),
                call_id=self.call_id,
                owner_id=self.owner_id,
                phone_key=self.phone_key,
                note=note,
                due_at=self.due_at,
                attempts=0,
                created_at=self.at,
                rule_code=rule and rule.code,
                purpose=purpose,
                zone=zone_of(session, self.customer_id),
            )
        )
        if before is not None:
            self._take_over(session, before)

    def _take_over(self, session: Session, before: FollowUp) -> None:
        """Have the goods told of in this call that the one before would have told of."""
        session.flush()  # what the goods are to name
        session.execute(_untold_in(before.id).values(follow_up_id=self.follow_up_id))
        if before.case_id is not None and self.case_id not in (None, before.case_id):
            _close_consult(session, before.case_id, CaseState.CANCELLED, self.at)

    def _drop_before(self, session: Session) -> FollowUp | None:
        same = select(FollowUp).where(
            FollowUp.customer_id == self.customer_id,
            FollowUp.reason_code == self.reason_code,
            FollowUp.state == FollowUpState.DUE,
        )
        before = session.scalar(same.with_for_update(key_share=True))
        if before is not None:
            close_follow_up(before, FollowUpState.DROPPED, self.at)
            session.flush()  # before the new one stands there: only one may be open
        return before


class RecordAttempt(Command):
    """Record one try to make a promised call, which ends it or has a next time.

    ``next_due_at`` is what the customer asked for, or who tried thinks best. Without it the rule says when
    one tries again; tried in vain as often as it says, the customer counts as not reached. Who answers and
    wants to be rung later uses up no try.
    A consult case that the call was about ends with it. Few points, or what is not solved, open the case of
    the order again.
    Raises: NotFound; MoveNotAllowed when it was made; Claimed while somebody else has it.
    """

    attempt_id: UUID
    follow_up_id: UUID
    outcome: AttemptOutcome
    call_id: UUID | None = None
    score: int | None = Field(default=None, ge=1, le=5)
    solved: bool | None = None
    note: str = Field(default="", max_length=NOTE_LENGTH)
    next_due_at: AwareDatetime | None = None

    @model_validator(mode="after")
    def _reached_needs_no_next_time(self) -> RecordAttempt:
        if self.outcome is AttemptOutcome.REACHED and self.next_due_at is not None:
            raise ValueError("a follow-up that was reached has no next attempt")
        if self.outcome is not AttemptOutcome.REACHED and (self.score, self.solved) != (None, None):
            raise ValueError("only a customer who was reached can give a score")
        return self

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch(session, FollowUp, self.follow_up_id)
        if row.state is not FollowUpState.DUE:
            raise MoveNotAllowed(old=row.state.value, new=self.outcome.value)
        require_not_claimed(session, row, by, self.at)
        row.attempts += self.outcome is not AttemptOutcome.LATER
        row.claimed_by_id = row.claimed_until = None
        session.add(self._attempt(row.customer_id, by))
        again = self._again(session, row)
        if isinstance(again, datetime):
            row.due_at = again
            return
        row.score, row.solved = self.score, self.solved
        close_follow_up(row, again, self.at)
        if again is FollowUpState.DONE:
            self._tell_of_goods(session)
        self._settle_cases(session, row, by)

    def _again(self, session: Session, row: FollowUp) -> datetime | FollowUpState:
        """Return when one tries again, or how it ended."""
        if self.outcome is AttemptOutcome.REACHED:
            return FollowUpState.DONE
        rule = rule_of(session, row.rule_code, service_day(self.at))
        in_vain = self.outcome in _BAD_TIMES
        if in_vain and rule is not None and row.attempts >= rule.attempts:
            return FollowUpState.UNREACHED
        if self.next_due_at is not None:
            return self.next_due_at
        if self.outcome is not AttemptOutcome.WRONG_NUMBER and rule is not None:
            return next_try(session, self.at, rule.spacing_half_days, row.purpose, row.zone)
        return FollowUpState.DROPPED

    def _attempt(self, customer_id: UUID, by: Actor) -> Attempt:
        return Attempt(
            id=self.attempt_id,
            follow_up_id=self.follow_up_id,
            customer_id=customer_id,
            person_id=by.person_id,
            call_id=self.call_id,
            outcome=self.outcome,
            at=self.at,
            score=self.score,
            note=self.note,
        )

    def _tell_of_goods(self, session: Session) -> None:
        session.execute(_untold_in(self.follow_up_id).values(told_at=self.at))

    def _settle_cases(self, session: Session, row: FollowUp, by: Actor) -> None:
        """End the consult case of the call, or open again what the customer says is not well.

        The cases are locked after the follow-up; nothing locks them the other way.
        """
        is_bad = self._is_bad(session, row)
        if row.case_id is not None and not is_bad:
            ended = CaseState.DONE if row.state is FollowUpState.DONE else CaseState.CANCELLED
            _close_consult(session, row.case_id, ended, self.at)
        if is_bad:
            order = session.get(RepairOrder, row.order_id) if row.order_id else None
            case_id = order.case_id if order else row.case_id
            found = fetch(session, Case, case_id) if case_id else None
            if found is not None and found.state is CaseState.DONE:
                event_id = derived_id("reopened", self.attempt_id)
                reopen_case(session, found, event_id, self.at, by, self.note)

    def _is_bad(self, session: Session, row: FollowUp) -> bool:
        if self.solved is False:
            return True
        rule = rule_of(session, row.rule_code, service_day(self.at))
        return self.score is not None and rule is not None and self.score < rule.reopen_under


def _close_consult(session: Session, case_id: UUID, state: CaseState, at: datetime) -> None:
    found = fetch(session, Case, case_id)
    if found.kind is CaseKind.CONSULT and found.state is CaseState.OPEN:
        found.state, found.closed_at = move(CASE_MOVES, found.state, state), at


def _untold_in(follow_up_id: UUID) -> Update:
    """Change the wishes that a call is to tell of."""
    return update(GoodsWish).where(GoodsWish.follow_up_id == follow_up_id, GoodsWish.told_at.is_(None))


def close_follow_up(row: FollowUp, state: FollowUpState, at: datetime) -> None:
    """End a promised call, whatever came of it."""
    row.state, row.closed_at = move(FOLLOW_UP_MOVES, row.state, state), at
    row.claimed_by_id = row.claimed_until = None


class StopFollowUps(Command):
    """Write down what a customer wishes: to be rung no more after service, or not for advertising.

    Both are said anew each time, so that a wish can be taken back. Calls that are wanted no more are dropped;
    what was promised and what is for safety stays.
    Raises: NotFound.
    """

    customer_id: UUID
    no_follow_ups: bool
    no_marketing: bool

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        customer = fetch(session, Customer, self.customer_id)
        customer.no_follow_ups_at = _since(customer.no_follow_ups_at, self.at, is_on=self.no_follow_ups)
        customer.no_marketing_at = _since(customer.no_marketing_at, self.at, is_on=self.no_marketing)
        unasked = select(FollowUp).where(
            FollowUp.customer_id == customer.id,
            FollowUp.state == FollowUpState.DUE,
            FollowUp.purpose.in_(sorted(UNASKED)),
        )
        for row in session.scalars(unasked.order_by(FollowUp.id).with_for_update(key_share=True)).all():
            if not is_wanted(customer, row.purpose):
                close_follow_up(row, FollowUpState.DROPPED, self.at)


def _since(before: datetime | None, at: datetime, *, is_on: bool) -> datetime | None:
    return (before or at) if is_on else None
