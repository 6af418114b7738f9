"""Who rang and did not get through is one item for each number, closed by the call that does."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.callbacks import CallBackKind, DropCallBack, RecordVoicemail, due_call_backs
from app.calls import AnswerCall, BindCall, CallDirection, CallOutcome, EndCall, RecordCall, call_id
from app.claims import ClaimFollowUps
from app.numbers import normalise_number
from app.recordings import recording_id
from app.service_time import ZONE
from db.models.callbacks import CallBack
from db.models.followups import CallingZone
from db.models.people import Role
from db.store import Store
from tests.rows import CUSTOMER, NOW, OTHER_CUSTOMER, PERSONS, PHONE_KEY, a_phone, actor, put, run, uid

AGENT, SUPERVISOR = PERSONS[Role.AGENT], PERSONS[Role.SUPERVISOR]
MINUTE = timedelta(minutes=1)
NUMBER, OTHER_NUMBER = "13800138000", "13900139001"
IN, OUT = CallDirection.IN, CallDirection.OUT


class Rung:
    """Calls of the numbers of a test, one a minute."""

    def __init__(self, store: Store, at: datetime = NOW) -> None:
        self.store, self.at, self.count = store, at, 0

    def call(
        self,
        outcome: CallOutcome = CallOutcome.ABANDONED_WAITING,
        number: str = NUMBER,
        direction: CallDirection = IN,
        *,
        answered: bool = False,
    ) -> Any:
        """Write down a call from its beginning to its end, and return its id."""
        self.count += 1
        self.at += MINUTE
        linked = f"17.{self.count}"
        this = call_id("practice", linked)
        ani, dnis = (number, "4008111666") if direction is IN else ("8000", number)
        begun = RecordCall(
            at=self.at,
            call_id=this,
            line="practice",
            linked_id=linked,
            direction=direction,
            ani=ani,
            ani_key=normalise_number(ani).key,
            dnis=dnis,
            queue="repair",
        )
        middle = [AnswerCall(at=self.at, call_id=this)] if answered else []
        end = EndCall(at=self.at + MINUTE / 2, call_id=this, outcome=outcome)
        assert set(run(self.store, begun, *middle, end)) == {"done"}
        return this


def items(store: Store) -> list[CallBack]:
    with store.read() as session:
        return list(session.scalars(select(CallBack).order_by(CallBack.first_at, CallBack.id)))


def only_one(store: Store) -> CallBack:
    [row] = items(store)
    return row


def test_calls_that_nobody_answered_are_one_item_for_a_number(store: Store) -> None:
    rung = Rung(store)
    first = rung.call()
    rung.call(CallOutcome.TIMED_OUT, OTHER_NUMBER)
    last = rung.call(CallOutcome.ABANDONED_RINGING)
    one, other = items(store)
    assert (one.number_key, one.count, one.call_id) == (PHONE_KEY, 2, last)
    assert (one.first_at, one.last_at, one.due_at) == (
        NOW + MINUTE,
        NOW + 3 * MINUTE,
        NOW + MINUTE + MINUTE / 2,
    )
    assert (one.kind, one.customer_id, one.closed_at) == (CallBackKind.ABANDONED, CUSTOMER, None)
    assert (other.count, other.customer_id) == (1, None)
    assert first != last


@pytest.mark.parametrize(
    "call",
    [
        {"outcome": CallOutcome.ANSWERED, "answered": True},
        {"outcome": CallOutcome.ABANDONED_WAITING, "number": ""},
        {"outcome": CallOutcome.ABANDONED_WAITING, "number": "95598"},
        {"outcome": CallOutcome.UNKNOWN},
        {"outcome": CallOutcome.NOT_REACHED, "direction": OUT},
    ],
)
def test_nobody_is_called_back_who_got_through_or_cannot_be(store: Store, call: dict[str, Any]) -> None:
    Rung(store).call(**call)
    assert items(store) == []


@pytest.mark.parametrize(("direction", "result"), [(IN, "rang_again"), (OUT, "reached")])
def test_the_first_call_that_gets_through_closes_it(
    store: Store, direction: CallDirection, result: str
) -> None:
    rung = Rung(store)
    rung.call()
    rung.call(number=OTHER_NUMBER)
    through = rung.call(CallOutcome.ANSWERED, direction=direction, answered=True)
    one, other = items(store)
    assert (one.result.value, one.closed_by_call_id) == (result, through)  # type: ignore[union-attr]
    assert one.closed_at == NOW + 3 * MINUTE
    assert other.closed_at is None
    rung.call()  # a new matter, a new item
    assert [row.closed_at is None for row in items(store)] == [False, True, True]


def test_tries_in_vain_are_spread_over_half_days_and_end(store: Store) -> None:
    rung = Rung(store)
    rung.call()
    due = []
    for _ in range(3):
        rung.call(CallOutcome.NOT_REACHED, direction=OUT)
        due.append(only_one(store).due_at.astimezone(ZONE))
    row = only_one(store)
    assert [at.strftime("%d %H:%M") for at in due[:2]] == ["23 12:00", "23 12:00"]
    assert (row.attempts, row.result.value) == (3, "unreached")  # type: ignore[union-attr]


def test_a_voicemail_joins_with_its_sound_and_is_counted_once(store: Store) -> None:
    rung = Rung(store)
    rung.call()
    timed_out = rung.call(CallOutcome.TIMED_OUT)
    words = RecordVoicemail(at=rung.at + MINUTE, call_id=timed_out, sound="vm/17.2.wav")
    assert run(store, words) == ["done"]
    row = only_one(store)
    sound = str(recording_id(timed_out, "vm/17.2.wav"))
    assert (row.count, row.kind, row.sound) == (2, CallBackKind.VOICEMAIL, sound)
    rung.call()
    row = only_one(store)
    assert (row.count, row.kind, row.sound) == (3, CallBackKind.VOICEMAIL, sound)


@pytest.mark.parametrize(
    "outcome", [CallOutcome.ABANDONED_WAITING, CallOutcome.REFUSED, CallOutcome.WITHDRAWN]
)
def test_a_call_at_night_is_out_of_hours_and_rung_in_the_morning(store: Store, outcome: CallOutcome) -> None:
    night = datetime(2026, 11, 23, 22, 30, tzinfo=ZONE)
    Rung(store, night).call(outcome)
    assert only_one(store).kind is CallBackKind.OUT_OF_HOURS
    with store.read() as session:
        [due] = due_call_backs(session, AGENT, night + timedelta(minutes=5))
    assert due.quiet_until == datetime(2026, 11, 24, 9, tzinfo=ZONE)
    late = ClaimFollowUps(at=night + timedelta(minutes=5))
    assert run(store, late) == ["done"]
    assert only_one(store).claimed_by_id is None
    assert run(store, late.model_copy(update={"id": uid(1), "at": due.quiet_until})) == ["done"]
    assert only_one(store).claimed_by_id == AGENT


def test_a_customer_is_called_back_by_day_on_their_own_clock(store: Store) -> None:
    put(store, CallingZone(region_code="51", zone="Asia/Urumqi"))
    rung = Rung(store, datetime(2026, 11, 23, 9, 30, tzinfo=ZONE))  # half past seven at the customer's
    rung.call()
    rung.call(number=OTHER_NUMBER)
    with store.read() as session:
        quiet = [one.quiet_until for one in due_call_backs(session, AGENT, rung.at + MINUTE)]
    assert quiet == [datetime(2026, 11, 23, 11, tzinfo=ZONE), None]
    assert run(store, ClaimFollowUps(at=rung.at + MINUTE)) == ["done"]
    assert [row.claimed_by_id for row in items(store)] == [None, AGENT]


def test_whose_call_it_was_is_whose_item_it_is(store: Store) -> None:
    put(store, a_phone(uid(0x777), OTHER_CUSTOMER, PHONE_KEY))  # now the number says nothing
    this = Rung(store).call()
    assert only_one(store).customer_id is None
    assert run(store, BindCall(at=NOW, call_id=this, customer_id=OTHER_CUSTOMER)) == ["done"]
    assert only_one(store).customer_id == OTHER_CUSTOMER


def test_one_takes_it_and_drops_it_and_another_may_not(store: Store) -> None:
    Rung(store).call()
    row = only_one(store)
    at = NOW + 10 * MINUTE
    assert run(store, ClaimFollowUps(at=at, only=row.id)) == ["done"]
    with store.read() as session:
        [due] = due_call_backs(session, AGENT, at)
        assert due_call_backs(session, SUPERVISOR, at) == []
    assert (due.customer_name, due.count) == ("田雨", 1)
    drop = DropCallBack(at=at, call_back_id=row.id)
    assert run(store, drop, by=actor(Role.SUPERVISOR)) == ["claimed"]
    assert run(store, drop.model_copy(update={"id": uid(1)})) == ["done"]
    assert only_one(store).result.value == "dropped"  # type: ignore[union-attr]
    assert run(store, drop.model_copy(update={"id": uid(2)})) == ["move_not_allowed"]
