"""The outbox: what is forecast is safe and numbered; what is refused waits for a person, whole."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.cases import CaseKind, OpenCase
from app.command import Edit
from app.customers import AddUnit, EditCustomer
from app.dispatch import DispatchOrder
from app.errors import FieldChanged, NotFound, Refused
from app.followups import ScheduleFollowUp
from app.orders import UrgeOrder
from app.service_time import Half
from app.sync import outbox, rebase
from app.sync.outbox import Sending
from app.wire import EARLIEST
from db.feed import customer_key
from db.models.cases import Case
from db.models.customers import Customer
from db.models.orders import RepairOrder
from db.models.outbox import OutboxBundle, OutboxCommand
from db.store import Store
from tests.rows import (
    ADDRESS,
    CASE,
    CUSTOMER,
    NOW,
    ORDER,
    PHONE_KEY,
    PROVIDER,
    TOMORROW,
    UNIT,
    only,
    run,
    uid,
)

NEW, PHONE, NEW_CASE, PROMISE = uid(0xB01), uid(0xB02), uid(0xB03), uid(0xB04)


def remark(old: str, new: str) -> EditCustomer:
    return EditCustomer(at=NOW, customer_id=CUSTOMER, edits={"remark": Edit(old=old, new=new)})


def urge(event: int = 0xB10) -> UrgeOrder:
    return UrgeOrder(at=NOW, order_id=ORDER, event_id=uid(event))


def opened(case_id: Any = NEW_CASE, **values: Any) -> OpenCase:
    given = {"customer_id": CUSTOMER, "kind": CaseKind.CONSULT, "summary": "", "due_at": NOW}
    return OpenCase(at=NOW, case_id=case_id, **given | values)


def promised(**values: Any) -> ScheduleFollowUp:
    given = {"customer_id": CUSTOMER, "reason_code": "after_repair", "phone_key": PHONE_KEY, "due_at": NOW}
    return ScheduleFollowUp(at=NOW, follow_up_id=PROMISE, **given | values)


def dispatched() -> DispatchOrder:
    return DispatchOrder(
        at=NOW,
        order_id=uid(0xB20),
        number="261123-9001-01",
        case_id=CASE,
        unit_id=UNIT,
        address_id=ADDRESS,
        fault_code="W01",
        entitlement={},
        provider_id=PROVIDER,
        on=TOMORROW,
        half=Half.PM,
        answer_by=NOW + timedelta(hours=1),
        booking_id=uid(0xB21),
        taken_event_id=uid(0xB22),
        sent_event_id=uid(0xB23),
    )


def in_outbox(store: Store) -> list[tuple[int, Sending]]:
    with store.read() as session:
        found = session.execute(select(OutboxCommand.n, OutboxCommand.state).order_by(OutboxCommand.n))
        return [(n, state) for n, state in found]


def attention(desk: Any) -> list[outbox.Attention]:
    with desk.store.read() as session:
        return outbox.attention(session)


def test_a_forecast_is_applied_and_numbered_in_one_transaction(desks) -> None:
    desk = desks()
    assert [desk.do(remark("", "急")), desk.do(urge())] == [1, 2]
    assert only(desk.store, Customer, CUSTOMER).remark == "急"
    with desk.store.read() as session:
        found = session.execute(select(OutboxBundle.n, OutboxBundle.key).order_by(OutboxBundle.n))
        assert found.all() == [(1, customer_key(CUSTOMER)), (2, customer_key(CUSTOMER))]
    assert [(one.n, one.kind) for one in desk.batch()] == [(1, "EditCustomer"), (2, "UrgeOrder")]
    assert [one.n for one in desk.batch(limit=1)] == [1]


def test_what_is_refused_here_leaves_no_row_and_takes_no_number(desks) -> None:
    desk = desks()
    with desk.store.write() as session:
        with pytest.raises(FieldChanged):
            outbox.forecast(session, remark("never there", "x"), desk.by)
        with pytest.raises(NotFound):
            outbox.forecast(session, opened(customer_id=uid(0xDEAD)), desk.by)
    assert in_outbox(desk.store) == []
    assert only(desk.store, Customer, CUSTOMER).remark == ""
    assert desk.do(urge()) == 1


def test_a_command_given_twice_is_one(desks) -> None:
    desk, command = desks(), urge()
    assert desk.do(command) == desk.do(command) == 1
    assert only(desk.store, RepairOrder, ORDER).urge_count == 1


def test_what_only_the_centre_decides_is_sent_behind_the_rest_and_not_applied(desks, centre) -> None:
    desk = desks()
    desk.do(urge())
    assert desk.do(dispatched(), wait=timedelta(seconds=20)) == 2
    with desk.store.read() as session:
        assert session.get(RepairOrder, uid(0xB20)) is None
    batch = desk.batch()
    assert [one.not_after for one in batch] == [None, NOW + timedelta(seconds=20)]
    centre.now = NOW + timedelta(seconds=21)
    assert desk.settle(centre.push(desk.desk_id, batch, desk.by)) == {2}
    assert attention(desk)[0].code == "too_late"


def test_an_answer_confirms_or_brings_the_command_before_a_person(desks, centre) -> None:
    desk = desks()
    run(centre.store, remark("", "别人写的"))
    desk.do(remark("", "我写的"))
    desk.do(urge())
    assert desk.push() == {1}
    assert in_outbox(desk.store) == [(1, Sending.REFUSED), (2, Sending.CONFIRMED)]
    [refused] = attention(desk)
    assert isinstance(refused.command, EditCustomer)
    assert refused.command.edits["remark"].new == "我写的"
    assert (refused.code, refused.details["theirs"]) == ("field_changed", "别人写的")
    assert only(desk.store, Customer, CUSTOMER).remark == ""  # as received; the other's comes with its bundle
    assert only(desk.store, RepairOrder, ORDER).urge_count == 1
    with pytest.raises(Refused), desk.store.write() as session:
        outbox.forecast(session, refused.command, desk.by)


def refused_with_what_builds_on_it(desks) -> Any:
    """Open a case here whose call the centre does not know, promise a call about it, urge an order."""
    desk = desks()
    desk.do(opened(call_id=uid(0xBAD)))
    desk.do(promised(case_id=NEW_CASE))
    desk.do(urge())
    assert desk.push() == {1, 2}
    return desk


def test_what_builds_on_a_refused_one_needs_attention_too_and_nothing_else(desks) -> None:
    desk = refused_with_what_builds_on_it(desks)
    assert [(one.n, one.builds_on) for one in attention(desk)] == [(1, ()), (2, (1,))]
    assert in_outbox(desk.store)[2] == (3, Sending.CONFIRMED)
    with desk.store.read() as session:
        assert session.get(Case, NEW_CASE) is None


def test_mended_it_goes_again_under_a_new_id_with_what_builds_on_it(desks, centre) -> None:
    desk = refused_with_what_builds_on_it(desks)
    with desk.store.write() as session:
        assert outbox.mend(session, 1, opened(), desk.by) == [4, 5]
    assert attention(desk) == []
    assert desk.push() == set()
    assert [state for _, state in in_outbox(desk.store)] == [
        Sending.MENDED,
        Sending.MENDED,
        *[Sending.CONFIRMED] * 3,
    ]
    assert only(centre.store, Case, NEW_CASE).summary == ""


def test_a_mended_one_that_is_refused_here_stays(desks) -> None:
    desk = refused_with_what_builds_on_it(desks)
    with desk.store.write() as session, pytest.raises(NotFound):
        outbox.mend(session, 1, opened(customer_id=uid(0xDEAD)), desk.by)
    assert [one.n for one in attention(desk)] == [1, 2]


def test_withdrawn_it_takes_along_what_builds_on_it(desks) -> None:
    desk = refused_with_what_builds_on_it(desks)
    with desk.store.write() as session:
        assert outbox.withdraw(session, 1) == [1, 2]
        assert (outbox.count_attention(session), outbox.count_unsent(session)) == (0, 0)
    with desk.store.write() as session, pytest.raises(NotFound):
        outbox.withdraw(session, 1)


def test_each_record_tells_how_far_it_is(desks) -> None:
    desk = refused_with_what_builds_on_it(desks)
    desk.do(AddUnit(at=NOW, unit_id=uid(0xB30), customer_id=CUSTOMER, model_code="XQG100"))
    ids = (NEW_CASE, PROMISE, ORDER, uid(0xB30), CUSTOMER)
    with desk.store.read() as session:
        states = list(outbox.sending(session, ids).values())
    assert states == [
        Sending.REFUSED,
        Sending.REFUSED,
        Sending.CONFIRMED,
        Sending.WAITING,
        Sending.REFUSED,
    ]
    desk.batch()
    with desk.store.read() as session:
        assert outbox.sending(session, [uid(0xB30)]) == {uid(0xB30): Sending.SENT}
        assert outbox.count_unsent(session) == 1


def test_what_is_settled_is_forgotten_after_seven_days_but_what_needs_attention(desks) -> None:
    desk = refused_with_what_builds_on_it(desks)
    desk.pull(customer_key(CUSTOMER))
    for days, left in ((6, [1, 2, 3]), (8, [1, 2])):
        with desk.store.write() as session:
            outbox.forget_old(session, NOW + timedelta(days=days))
        assert [n for n, _ in in_outbox(desk.store)] == left
    assert desk.do(urge(0xB11)) == 4  # no number is given twice


def test_a_restored_centre_gets_again_what_it_lost(desks, centre) -> None:
    desk = desks()
    desk.do(remark("", "一"))
    desk.do(urge())
    desk.push()
    desk.pull(customer_key(CUSTOMER))
    restore_to(centre, last=1)
    with desk.store.write() as session:
        outbox.resend_after(session, 1)
    assert [(one.n, one.not_after) for one in desk.batch()] == [(2, None)]
    assert desk.push() == set()
    desk.pull(*desk.held())
    assert only(centre.store, RepairOrder, ORDER).urge_count == 1
    assert only(desk.store, RepairOrder, ORDER).urge_count == 1


def test_a_restored_centre_gets_again_what_a_copied_profile_sent_before(desks, centre) -> None:
    desk = desks()
    desk.do(remark("", "一"))
    desk.push()
    desk.become_another()
    desk.do(urge())
    desk.push()
    restore_to(centre, last=0)
    with desk.store.write() as session:
        outbox.resend_after(session, 0)
    assert [(one.n, one.kind) for one in desk.batch()] == [(1, "EditCustomer"), (2, "UrgeOrder")]
    assert desk.push() == set()


def restore_to(centre, last: int) -> None:
    """Bring the centre back to before an order was urged, as an older dump does."""
    with centre.store.write() as session:
        session.connection().exec_driver_sql("set local session_replication_role = replica")
        session.connection().exec_driver_sql(
            "delete from order_event; update repair_order set urge_count = 0"
        )
        session.connection().exec_driver_sql(
            "delete from applied_command where id not in (select id from applied_command order by seq limit"
            f" {last}); update desk set last = {last}"
        )


def test_what_a_person_gave_up_is_sent_again_to_be_refused(desks, centre) -> None:
    desk = refused_with_what_builds_on_it(desks)
    restore_to(centre, last=0)
    with desk.store.write() as session:
        outbox.withdraw(session, 1)
        outbox.resend_after(session, 0)
        sent = outbox.next_batch(session)
    assert {one.n: one.not_after for one in sent} == {1: EARLIEST, 2: EARLIEST, 3: None}
    assert [bool(one.body) for one in sent] == [False, False, True]
    assert desk.push() == set()


def test_a_copied_profile_numbers_what_is_not_answered_from_one(desks, centre) -> None:
    desk = refused_with_what_builds_on_it(desks)
    desk.do(urge(0xB11))
    desk.do(remark("", "新"))
    desk.desk_id = centre.seat(desk.by)
    with desk.store.write() as session:
        outbox.renumber(session)
    assert [one.n for one in desk.batch()] == [1, 2]
    assert [one.n < 0 for one in attention(desk)] == [True, True]
    assert desk.do(urge(0xB12)) == 3
    assert desk.push() == set()
    desk.pull(*desk.held())
    assert only(desk.store, RepairOrder, ORDER).urge_count == 3
    with desk.store.write() as session:
        outbox.renumber(session)
        assert outbox.next_batch(session) == []
        assert rebase.unconfirmed_keys(session) == set()


def test_an_unread_version_is_shown_as_it_was_typed(desks) -> None:
    desk = refused_with_what_builds_on_it(desks)
    with desk.store.write() as session:
        session.get_one(OutboxCommand, 1).version = 99
    first, _ = attention(desk)
    assert first.command is None
    assert first.body["customer_id"] == str(CUSTOMER)
