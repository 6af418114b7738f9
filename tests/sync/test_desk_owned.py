"""What one owns is urged, paused and handed over at a desk's copy, and the hub decides the same."""

from __future__ import annotations

from app.arrangements import Arranged, ArrangeList, arrangements
from app.handover import HandOver
from app.my_orders import my_orders, urge_facts
from app.order_clocks import PauseOrder, ResumeOrder
from app.orders import UrgeOrder
from db.ids import new_id
from db.models.orders import RepairOrder
from db.models.outbox import OutboxCommand, Sending
from db.models.people import Role
from tests.app.specimens import a
from tests.rows import NOW, ORDER, PERSONS
from tests.sync.hub_at_work import Sit


def test_what_one_decides_about_ones_orders_is_forecast_and_confirmed(sit: Sit) -> None:
    one = sit()
    [mine] = one.desk.ask(my_orders, PERSONS[Role.AGENT], NOW)
    assert mine.order_id == ORDER
    one.desk.execute(a(UrgeOrder))
    assert one.desk.ask(urge_facts, ORDER).told == "agent one"
    paused = a(PauseOrder, event_id=new_id())
    one.desk.execute(paused, a(ResumeOrder), a(HandOver))
    assert one.rows(RepairOrder, RepairOrder.id == ORDER)[0].owner_id == PERSONS[Role.DISPATCHER]
    one.until(lambda: all(row.state is Sending.CONFIRMED for row in one.rows(OutboxCommand)))


def test_a_list_that_one_arranged_stands_so_at_ones_other_desk(sit: Sit) -> None:
    one, other = sit(), sit()
    one.desk.execute(a(ArrangeList, arrangement="by when"))
    mine = [Arranged("my_orders", "by when")]
    assert one.desk.ask(arrangements, PERSONS[Role.AGENT]) == mine
    other.until(lambda: other.desk.ask(arrangements, PERSONS[Role.AGENT]) == mine)
