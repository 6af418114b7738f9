"""The providers of a demo: what a desk dispatches moves, by the commands of their role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median
from uuid import UUID

import pytest
from sqlalchemy import select

from app.demo.providers import DemoProviders, standing_orders
from app.demo.store import Demo, demo_store
from app.desk import Desk
from app.dispatch import DispatchOrder, NewCase
from app.rebooking import deadlines
from app.rights import MAY_DO
from db.ids import derived_id
from db.models.orders import NextStep, OrderResult, OrderState, RepairOrder
from db.models.people import Role
from db.store import Store
from tests.rows import SECOND_PROVIDER, a_case, an_order, put, uid
from tests.simulation.customers import Callers
from tests.simulation.places import choose

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # half past nine, a Monday
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    with demo_store(7, 40, None, now=NOW) as made:
        yield made


@pytest.fixture(scope="module")
def sent(demo: Demo) -> list[UUID]:
    """Orders that the desk has just sent."""
    return _dispatch(demo, 20)


def _dispatch(demo: Demo, number: int) -> list[UUID]:
    """Let the desk send so many orders, to the first place that is free; return their ids."""
    desk, chance, sent = Desk(demo.store, demo.actor), Random(1), list[UUID]()
    with demo.store.read() as session:
        callers, by = Callers(session, chance), deadlines(session, NOW)
        wishes = [callers.wish() for _ in range(number)]
    for nth, wish in enumerate(wishes):
        with demo.store.read() as session:
            place = choose(session, NOW, wish.region_code, wish, chance)
        if place is None:
            continue
        names = ("order_id", "case_id", "taken_event_id", "booking_id", "sent_event_id", "id")
        keys = {name: derived_id("sent", name, nth) for name in names}
        order = DispatchOrder(
            **keys,
            at=NOW,
            number=f"261123-0001-{nth:02}",
            new_case=NewCase(customer_id=wish.customer_id, summary=wish.fault_code),
            unit_id=wish.unit_id,
            address_id=wish.address_id,
            fault_code=wish.fault_code,
            entitlement=wish.entitlement,
            provider_id=place.provider_id,
            on=place.on,
            half=place.half,
            answer_by=by.answer_by,
        )
        desk.execute(order)
        sent.append(order.order_id)
    return sent


def acts_of(demo: Demo, seed: int) -> list[tuple[str, UUID]]:
    with demo.store.read() as session:
        acts = DemoProviders(seed, NOW).acts(session, NOW + 25 * MINUTE)
    return [(act.command.command_kind(), act.command.id) for act in acts]


@pytest.mark.usefixtures("sent")
def test_the_same_seed_does_the_same_and_another_does_not(demo: Demo) -> None:
    assert len(acts_of(demo, 7)) > 3
    assert acts_of(demo, 7) == acts_of(demo, 7)
    assert acts_of(demo, 7) != acts_of(demo, 8)


@pytest.mark.usefixtures("sent")
def test_a_faster_clock_answers_sooner(demo: Demo) -> None:
    with demo.store.read() as session:
        waiting = [one for one in standing_orders(session) if one.next_step is NextStep.PROVIDER_ANSWER]
    waits = [
        median(
            (at - one.sent_at).total_seconds()
            for one in waiting
            if one.sent_at and (at := DemoProviders(7, NOW - timedelta(days=9), speed).acts_at(one))
        )
        for speed in (1, 30)
    ]
    assert waits[1] < waits[0] / 10


def test_orders_move_from_the_answer_to_the_end(demo: Demo, sent: list[UUID]) -> None:
    providers, said, kinds = DemoProviders(7, NOW), Counter[str](), Counter[str]()
    for minutes in range(0, 60 * 30, 30):
        for act in providers.work(demo.store, NOW + minutes * MINUTE):
            assert act.by.roles == {Role.PROVIDER}
            assert Role.PROVIDER in MAY_DO[type(act.command)]
            said[act.said] += 1
            kinds[act.command.command_kind()] += 1
    assert set(said) == {"done"}, said
    for kind, least in (
        ("AcceptOrder", 12),
        ("RecordFirstContact", 12),
        ("RecordVisit", 8),
        ("FinishOrder", 8),
    ):
        assert kinds[kind] >= least, kinds
    with demo.store.read() as session:
        orders = session.scalars(select(RepairOrder).where(RepairOrder.id.in_(sent))).all()
    done = [order for order in orders if order.state is OrderState.DONE]
    assert done
    assert all(order.result in OrderResult and order.paid_fen is not None for order in done)
    assert all(order.technician_id for order in done if order.result is not OrderResult.SOLVED_BY_PHONE)


def test_nobody_works_for_a_provider_without_people(embedded_store: Store) -> None:
    put(embedded_store, a_case(uid(0x701)), an_order(uid(0x702), uid(0x701), provider_id=SECOND_PROVIDER))
    assert DemoProviders(1, NOW).work(embedded_store, NOW + timedelta(days=3)) == []
