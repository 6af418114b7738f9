"""What only the centre decides, asked from a desk: held, refused, not known yet, no centre."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from app.command import new_id
from app.dispatch import DispatchOrder
from app.errors import NoCentre, NotKnownYet, SlotTaken, TooLate
from app.ranking import provider_choices
from app.rebooking import BookOrder, RefuseOrder
from app.service_time import Half, half_day
from app.sync.state import SyncKind
from db.models.catalogue import ProductLine
from db.models.ledger import AppliedCommand
from db.models.orders import RepairOrder
from db.models.outbox import OutboxCommand, Sending
from db.models.providers import Booking
from tests.app.specimens import a
from tests.rows import COUNTY, PROVIDER, SECOND_PROVIDER, TODAY, TOMORROW
from tests.sync.hub_at_work import House, Seated, Sit
from tests.sync.proxy import to
from tests.sync.test_desk_in_step import promise


def dispatch(number: str = "261123-1000-01", half: Half = Half.AM) -> DispatchOrder:
    ids = {name: new_id() for name in ("order_id", "booking_id", "taken_event_id", "sent_event_id")}
    return a(DispatchOrder, number=number, half=half, **ids)


def order_here(seated: Seated, order_id: UUID) -> bool:
    return bool(seated.rows(RepairOrder, RepairOrder.id == order_id))


def free_places(seated: Seated) -> int | None:
    """Return what the centre says is left of the half-day that orders are dispatched to."""
    choices = seated.desk.ask(provider_choices, COUNTY, ProductLine.WASHER, TODAY, Half.AM)
    [mine] = [one for one in choices if one.provider_id == PROVIDER]
    return next(one.free for one in mine.half_days if (one.on, one.half) == (TOMORROW, Half.AM))


def test_a_slot_that_is_held_is_here_when_the_answer_is(house: House, sit: Sit) -> None:
    one = sit()
    before, order = promise(), dispatch()
    assert free_places(one) == 1
    one.desk.execute(before, order)
    assert order_here(one, order.order_id)
    assert free_places(one) == 0
    in_order = sorted(house.rows(AppliedCommand, AppliedCommand.desk_id.is_not(None)), key=lambda row: row.n)
    assert [row.id for row in in_order] == [before.id, order.id]


def test_a_visit_that_is_moved_is_moved_here_when_the_answer_is(house: House, sit: Sit) -> None:
    one = sit()
    order = dispatch()
    moved = a(BookOrder, order_id=order.order_id, seen_booking_id=order.booking_id)
    one.desk.execute(order, moved)
    [row] = one.rows(RepairOrder, RepairOrder.id == order.order_id)
    assert (row.provider_id, row.promised_from) == (SECOND_PROVIDER, half_day(TOMORROW, Half.PM)[0])
    held = {row.state.value for row in one.rows(Booking, Booking.order_id == order.order_id)}
    assert held == {"released", "held"}
    assert free_places(one) == 1
    assert len(house.rows(Booking, Booking.order_id == order.order_id)) == 2


def test_a_slot_that_is_gone_is_refused_at_once_and_for_good(sit: Sit) -> None:
    one = sit()
    one.desk.execute(dispatch())
    late = dispatch("261123-1000-02")
    with pytest.raises(SlotTaken):
        one.desk.execute(late)
    assert one.desk.attention() == []
    assert not order_here(one, late.order_id)
    one.until_in_step()


def test_without_an_answer_nothing_is_promised_and_it_is_asked_again(house: House, sit: Sit) -> None:
    one = sit()
    one.proxy.loses = to(b"/v1/commands")
    order = dispatch()
    with pytest.raises(NotKnownYet):
        one.desk.execute(order)
    [row] = one.rows(OutboxCommand, OutboxCommand.command_id == order.id)
    assert row.state is Sending.SENT
    one.proxy.mend()
    one.until(lambda: order_here(one, order.order_id))
    assert len(house.rows(Booking, Booking.order_id == order.order_id)) == 1


def test_what_comes_too_late_is_refused_and_shown(house: House, sit: Sit) -> None:
    one = sit()
    order = dispatch()
    one.proxy.stops = to(b"/v1/commands")
    with pytest.raises(NotKnownYet):
        one.desk.execute(order)
    house.ahead = timedelta(seconds=30)
    one.proxy.mend()
    one.until_in_step()
    assert [item.code for item in one.desk.attention()] == [TooLate.code]
    assert not house.rows(RepairOrder, RepairOrder.id == order.order_id)


def test_without_a_hub_nothing_is_asked_and_nothing_stays(sit: Sit) -> None:
    one = sit()
    one.proxy.cut()
    one.until_kind(SyncKind.HUB_GONE)
    for central in (dispatch(), a(BookOrder), a(RefuseOrder)):
        with pytest.raises(NoCentre):
            one.desk.execute(central)
    with pytest.raises(NoCentre):
        free_places(one)
    assert one.rows(OutboxCommand) == []
