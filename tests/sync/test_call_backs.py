"""A desk forecasts who is to be called back as the centre decides it, and both end with the same row."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from app.calls import AnswerCall, CallOutcome, EndCall, RecordCall, call_id
from app.command import Command
from db.models.callbacks import CallBack
from db.models.calls import CallDirection
from db.store import Store
from tests.rows import CUSTOMER
from tests.sync.centre import Centre, LocalDesk, later


def rung(nth: int, *, answered: bool) -> list[Command]:
    """Return what writes down a call of Ms Tian's number."""
    this, at = call_id("practice", f"88.{nth}"), later(nth)
    begun = RecordCall(
        at=at,
        call_id=this,
        line="practice",
        linked_id=f"88.{nth}",
        direction=CallDirection.IN,
        ani="13800138000",
        ani_key="m:+8613800138000",
        dnis="4008111666",
        queue="repair",
    )
    if answered:
        return [begun, AnswerCall(at=at, call_id=this)]
    return [begun, EndCall(at=at, call_id=this, outcome=CallOutcome.ABANDONED_WAITING)]


def call_backs(store: Store) -> list[tuple[object, ...]]:
    with store.read() as session:
        found = session.execute(select(CallBack.__table__))
        return [tuple(row) for row in found]


def test_the_forecast_of_a_call_back_is_what_the_centre_decides(
    centre: Centre, desks: Callable[[], LocalDesk]
) -> None:
    desk = desks()
    for command in (*rung(1, answered=False), *rung(2, answered=False)):
        desk.do(command)
    [forecast] = call_backs(desk.store)
    desk.send_all()
    desk.pull_what_changed()
    assert call_backs(centre.store) == call_backs(desk.store) == [forecast]
    assert CUSTOMER in forecast
    for command in rung(3, answered=True):
        desk.do(command)
    [closed] = call_backs(desk.store)
    assert closed != forecast
    desk.send_all()
    desk.pull_what_changed()
    assert call_backs(centre.store) == call_backs(desk.store) == [closed]
