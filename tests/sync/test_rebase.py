"""Rebase: the centre's rows with the unconfirmed commands played over them, and nothing left behind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.calls import BindCall, EndOffer, OfferOutcome
from app.command import Edit
from app.customers import AddUnit, EditCustomer
from app.interactions import SealInteraction
from app.orders import UrgeOrder
from app.sync import outbox, rebase
from app.sync.rebase import FetchMore
from db.feed import call_key, customer_key, reference_key, work_key
from db.models.calls import Call, Offer
from db.models.catalogue import Fault
from db.models.customers import Customer, Unit
from db.models.interactions import Interaction
from db.models.orders import OrderEvent, RepairOrder
from db.models.outbox import HeldBundle, OutboxCommand
from db.store import Store
from tests.rows import (
    CALL,
    CUSTOMER,
    INTERACTION,
    NOW,
    OFFER,
    ORDER,
    OTHER_CUSTOMER,
    a_customer,
    only,
    put,
    run,
    uid,
)

HERS, HIS, RINGING = customer_key(CUSTOMER), customer_key(OTHER_CUSTOMER), call_key(CALL)


def edit(**edits: tuple[str, str]) -> EditCustomer:
    changed = {name: Edit(old=old, new=new) for name, (old, new) in edits.items()}
    return EditCustomer(at=NOW, customer_id=CUSTOMER, edits=changed)


def urge(event: int) -> UrgeOrder:
    return UrgeOrder(at=NOW, order_id=ORDER, event_id=uid(event))


def bind(customer_id: Any = CUSTOMER) -> BindCall:
    return BindCall(at=NOW, call_id=CALL, customer_id=customer_id)


def seal() -> SealInteraction:
    return SealInteraction(
        at=NOW,
        interaction_id=INTERACTION,
        reason_code=None,
        disposition_code="solved",
        notes="",
        talk_s=1,
        wrap_up_s=1,
    )


def unit(number: int, customer_id: Any) -> AddUnit:
    return AddUnit(at=NOW, unit_id=uid(number), customer_id=customer_id, model_code="XQG100", serial="SN7")


def in_replay(store: Store) -> list[int]:
    with store.read() as session:
        return list(session.scalars(select(OutboxCommand.n).where(OutboxCommand.in_replay)))


def test_what_is_not_confirmed_is_played_over_what_comes(desks, centre) -> None:
    desk = desks()
    desk.do(edit(remark=("", "我的")))
    desk.do(urge(0xB1))
    run(centre.store, edit(service_note=("", "先打电话")), urge(0xB2))
    assert desk.pull(HERS) == {HERS}
    customer = only(desk.store, Customer, CUSTOMER)
    assert (customer.remark, customer.service_note) == ("我的", "先打电话")
    assert only(desk.store, RepairOrder, ORDER).urge_count == 2
    with desk.store.read() as session:
        assert set(session.scalars(select(OrderEvent.id))) == {uid(0xB1), uid(0xB2)}
    assert in_replay(desk.store) == [1, 2]


def test_a_command_leaves_the_replay_with_the_bundle_that_has_it(desks, centre) -> None:
    desk = desks()
    desk.do(urge(0xB1))
    before = centre.read(desk.desk_id, [HERS])
    desk.push()
    desk.take(before)  # read before it was decided
    assert in_replay(desk.store) == [1]
    assert only(desk.store, RepairOrder, ORDER).urge_count == 1
    desk.pull(HERS)
    assert in_replay(desk.store) == []
    assert only(desk.store, RepairOrder, ORDER).urge_count == 1


def test_one_whose_answer_was_lost_leaves_it_too(desks, centre) -> None:
    desk = desks()
    desk.do(urge(0xB1))
    centre.push(desk.desk_id, desk.batch(), desk.by)
    desk.pull(HERS)
    assert in_replay(desk.store) == []
    assert desk.push() == set()
    assert only(centre.store, RepairOrder, ORDER).urge_count == 1
    assert only(desk.store, RepairOrder, ORDER).urge_count == 1


def test_an_answer_older_than_what_is_held_is_not_taken(desks, centre) -> None:
    desk = desks()
    old = centre.read(desk.desk_id, [HERS])
    desk.do(urge(0xB1))
    desk.push()
    desk.pull(HERS)
    with pytest.raises(FetchMore):
        desk.take(old)
    assert only(desk.store, RepairOrder, ORDER).urge_count == 1


def test_bundles_that_a_command_ties_together_come_together(desks, centre) -> None:
    desk = desks()
    desk.do(bind())
    with desk.store.read() as session:
        assert rebase.keys_to_fetch(session, [RINGING]) == {RINGING, HERS}
        assert rebase.keys_to_fetch(session, [HIS]) == {HIS}
    desk.do(bind(OTHER_CUSTOMER))
    with pytest.raises(FetchMore) as more:
        desk.take(centre.read(desk.desk_id, [RINGING]))
    assert more.value.keys == {RINGING, HERS, HIS}
    assert desk.pull(RINGING) == {RINGING, HERS, HIS}
    assert only(desk.store, Call, CALL).customer_id == OTHER_CUSTOMER


def test_a_refused_one_is_taken_back_and_the_others_stay(desks, centre) -> None:
    desk = desks()
    run(centre.store, edit(remark=("", "别人的")))
    desk.do(urge(0xB1))
    desk.do(edit(remark=("", "我的"), title=("ms", "mr")))
    desk.do(edit(service_note=("", "先打电话")))
    sent = desk.batch()
    desk.settle(centre.push(desk.desk_id, sent[:2], desk.by))
    customer = only(desk.store, Customer, CUSTOMER)
    assert (customer.remark, customer.title.value, customer.service_note) == ("", "ms", "先打电话")
    assert only(desk.store, RepairOrder, ORDER).urge_count == 1
    assert in_replay(desk.store) == [1, 3]


def test_a_refused_binding_gives_the_call_back(desks) -> None:
    desk = desks()
    stranger = uid(0xB9)
    put(desk.store, a_customer(stranger, "只在这里"))
    desk.do(bind(stranger))
    assert desk.push() == {1}
    for model, key in ((Call, CALL), (Offer, OFFER), (Interaction, INTERACTION)):
        assert only(desk.store, model, key).customer_id is None


def test_what_cannot_be_played_any_more_is_left_to_the_hub(desks, centre) -> None:
    desk = desks()
    desk.do(edit(remark=("", "我的")))
    desk.do(urge(0xB1))
    run(centre.store, edit(remark=("", "别人的")))
    desk.pull(HERS)
    assert only(desk.store, Customer, CUSTOMER).remark == "别人的"
    assert only(desk.store, RepairOrder, ORDER).urge_count == 1
    assert [one.n for one in desk.batch()] == [1, 2]
    run(centre.store, edit(remark=("别人的", "")))  # they thought better of it
    assert desk.push() == set()
    desk.pull(HERS)
    assert only(desk.store, Customer, CUSTOMER).remark == "我的"


def test_a_call_bound_to_another_elsewhere_stands_once_and_there(desks, centre) -> None:
    desk = desks()
    run(centre.store, bind())
    desk.pull(HERS, RINGING)
    run(centre.store, bind(OTHER_CUSTOMER), edit(remark=("", "别人的")))
    desk.pull(HIS)
    with desk.store.write() as session:
        n = outbox.forecast(session, urge(0xB1), desk.by)
        rebase.refuse(session, [n], desk.by)  # puts rows back as they were received
    for model, key in ((Call, CALL), (Offer, OFFER), (Interaction, INTERACTION)):
        assert only(desk.store, model, key).customer_id == OTHER_CUSTOMER


def test_rows_that_moved_bring_the_bundle_where_they_stood(desks, centre) -> None:
    desk = desks()
    run(centre.store, bind(OTHER_CUSTOMER))
    with pytest.raises(FetchMore) as more:
        desk.take(centre.read(desk.desk_id, [HIS]))
    assert more.value.keys == {HIS, RINGING}
    assert desk.pull(HIS) == {HIS, RINGING}
    assert RINGING not in desk.held()  # nothing of it is left there


def test_a_serial_number_given_elsewhere_displaces_no_row_unseen(desks, centre) -> None:
    desk = desks()
    desk.do(unit(0xB7, CUSTOMER))
    run(centre.store, unit(0xB8, OTHER_CUSTOMER))
    assert desk.pull(HIS) == {HIS, HERS}
    with desk.store.read() as session:
        assert session.scalars(select(Unit.id).where(Unit.serial == "SN7")).all() == [uid(0xB8)]
    assert desk.push() == {1}


def test_what_a_command_touches_is_noted_anew_when_it_is_played(desks, centre) -> None:
    desk = desks()
    desk.do(EndOffer(at=NOW, offer_id=OFFER, outcome=OfferOutcome.ANSWERED))
    with desk.store.read() as session:
        assert rebase.keys_of(session, [1]) == {RINGING}
    run(centre.store, bind())
    desk.pull(RINGING, HERS)
    with desk.store.read() as session:
        assert rebase.keys_of(session, [1]) == {HERS}
    desk.push()
    desk.pull(HERS)
    assert in_replay(desk.store) == []


def test_reference_rows_and_open_work_are_taken_like_the_rest(desks, centre) -> None:
    desk = desks()
    put(centre.store, Fault(**_columns(centre.store, Fault, "W01") | {"code": "W99"}))
    assert desk.pull(reference_key(Fault), work_key(desk.by.person_id)) >= {reference_key(Fault)}
    assert only(desk.store, Fault, "W99").name_zh == "不排水"


def _columns(store: Store, model: Any, key: Any) -> dict[str, Any]:
    row = only(store, model, key)
    return {column.key: getattr(row, column.key) for column in model.__table__.columns}


def hold(desk: Any, count: int, days_ago: int) -> set[str]:
    """Let a desk hold customers that it used so many days ago, each a minute before the one before."""
    at = NOW - timedelta(days=days_ago)
    keys = [customer_key(uid(0x7000 + number)) for number in range(count)]
    with desk.store.write() as session:
        for number, key in enumerate(keys):
            used_at = at - timedelta(minutes=number)
            session.add(HeldBundle(key=key, through=0, more=False, rows=b"", fetched_at=at, used_at=used_at))
    return set(keys)


def evict(desk: Any, keep: tuple[str, ...] = (), days: int = 0) -> set[str]:
    with desk.store.write() as session:
        return rebase.evict(session, keep, NOW + timedelta(days=days))


def test_beyond_five_hundred_customers_the_least_used_go(desks) -> None:
    desk = desks()
    keys = hold(desk, 510, days_ago=1)
    screen = customer_key(uid(0x7000 + 509))
    dropped = evict(desk, keep=(screen,))
    assert dropped == {customer_key(uid(0x7000 + number)) for number in range(499, 509)}
    assert desk.held() >= keys - dropped


def test_what_nobody_looked_at_for_two_weeks_goes_but_not_open_work(desks) -> None:
    desk = desks()
    with desk.store.write() as session:
        rebase.mark_used(session, [HIS], NOW)
    assert evict(desk, days=14) == set()
    assert evict(desk, days=15) == {HIS}  # hers and the call are open work
    with desk.store.read() as session:
        assert session.get(Customer, OTHER_CUSTOMER) is None
        assert session.get(Customer, CUSTOMER) is not None


def test_a_customer_with_unconfirmed_commands_stays(desks) -> None:
    desk = desks()
    command = EditCustomer(at=NOW, customer_id=OTHER_CUSTOMER, edits={"remark": Edit(old="", new="稍后")})
    desk.do(command)
    assert evict(desk, days=15) == set()
    desk.push()
    assert evict(desk, days=15) == set()  # confirmed, but its bundle has not come
    desk.pull(HIS)
    assert evict(desk, days=15) == {HIS}


def test_a_mended_one_is_played_at_its_new_place(desks, centre) -> None:
    desk = desks()
    run(centre.store, edit(remark=("", "别人的")))
    desk.do(edit(remark=("", "我的")))
    desk.push()
    desk.pull(HERS)
    with desk.store.write() as session:
        outbox.mend(session, 1, edit(remark=("别人的", "两人的")), desk.by)
    desk.pull(HERS)
    assert only(desk.store, Customer, CUSTOMER).remark == "两人的"
    assert in_replay(desk.store) == [2]
