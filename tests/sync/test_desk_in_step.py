"""Desks in step: what one decides the others see; what happens while the line is cut comes after it."""

from __future__ import annotations

from threading import Event

import pytest

from app.command import Edit, new_id
from app.customers import EditCustomer, RegisterCustomer
from app.errors import FieldChanged, SignedOut
from app.followups import ScheduleFollowUp
from app.hub import answers
from app.pop import pop_page
from app.sync.client import submitting
from app.sync.facts import CURSOR, epoch_of, put_fact
from app.sync.outbox import forecast, next_batch, settle
from app.sync.state import SyncKind
from app.wire import Push, Watch, numbered
from db.feed import customer_key
from db.models.customers import Customer
from db.models.followups import FollowUp
from db.models.hub import CustomerRead, ReadReason
from db.models.ledger import AppliedCommand, OutcomeState
from db.models.outbox import HeldBundle, OutboxCommand
from db.models.people import Role
from tests.app.specimens import LATER
from tests.rows import CUSTOMER, NOW, PERSONS, PHONE_KEY
from tests.sync.hub_at_work import House, Seated, Sit
from tests.sync.proxy import to


def remark(new: str, old: str = "") -> EditCustomer:
    return EditCustomer(at=NOW, customer_id=CUSTOMER, edits={"remark": Edit(old=old, new=new)})


def promise() -> ScheduleFollowUp:
    """Return a promised call that belongs to the agent, so that the agent's desk holds it."""
    return ScheduleFollowUp(
        at=NOW,
        follow_up_id=new_id(),
        customer_id=CUSTOMER,
        reason_code="promised",
        owner_id=PERSONS[Role.AGENT],
        phone_key=PHONE_KEY,
        due_at=LATER,
    )


def remark_here(seated: Seated) -> str | None:
    found = seated.rows(Customer, Customer.id == CUSTOMER)
    return found[0].remark if found else None


def watch_customer(seated: Seated) -> None:
    """Open the customer at this desk, and wait until its rows are here."""
    seated.desk.ask(pop_page, CUSTOMER, NOW)
    seated.until(lambda: bool(seated.rows(HeldBundle, HeldBundle.key == customer_key(CUSTOMER))))


def test_two_desks_see_what_the_other_decides(sit: Sit) -> None:
    one, other = sit(), sit(Role.SUPERVISOR)
    watch_customer(other)
    one.desk.execute(remark("白天上班"))
    other.until(lambda: remark_here(other) == "白天上班")
    other.desk.execute(remark("晚上在家", old="白天上班"))
    one.until(lambda: remark_here(one) == "晚上在家")


def test_a_desk_holds_its_own_open_work_from_the_start(sit: Sit) -> None:
    one = sit()
    assert remark_here(one) == ""
    assert remark_here(sit(Role.SUPERVISOR)) is None  # nothing there is the supervisor's


def test_work_goes_on_without_a_hub_and_arrives_once(house: House, sit: Sit) -> None:
    one = sit()
    house.stop()
    one.until_kind(SyncKind.HUB_GONE)
    made = [promise() for _ in range(120)]  # more than one batch
    one.desk.execute(*made, remark("白天上班"))
    assert one.state.unsent == 121
    assert len(one.rows(FollowUp, FollowUp.created_at == NOW)) == 121  # with the one that was there
    house.start()
    one.until_in_step()
    decided = house.rows(AppliedCommand, AppliedCommand.desk_id.is_not(None))
    assert [row.n for row in sorted(decided, key=lambda row: row.seq)] == list(range(1, 122))
    assert {row.outcome for row in decided} == {OutcomeState.DONE}
    one.until(lambda: not one.rows(OutboxCommand, OutboxCommand.in_replay))
    assert {row.id for row in house.rows(FollowUp)} == {row.id for row in one.rows(FollowUp)}


@pytest.mark.parametrize("is_filled", [False, True])
def test_what_was_confirmed_before_the_program_died_is_fetched_after_it(sit: Sit, is_filled: bool) -> None:
    """Also from the start: no list of what the desk holds names a customer that it has just made."""
    one = sit(start=False)
    made = RegisterCustomer(at=NOW, customer_id=new_id(), name="孙丽", phone_id=new_id(), phone="13800138111")
    with one.store.write() as session:
        forecast(session, made, one.desk.actor)
        batch = next_batch(session)
        said = one.client.push(Push(epoch=epoch_of(session), commands=tuple(batch)))
        settle(session, said.decided, NOW)
        if is_filled:
            put_fact(session, CURSOR, one.client.changes(Watch(after="", keys=())).cursor)
    one.desk.start()
    one.until(lambda: not one.rows(OutboxCommand, OutboxCommand.in_replay))
    assert one.rows(HeldBundle, HeldBundle.key == customer_key(made.customer_id))


def test_an_answer_that_was_lost_is_asked_for_again(house: House, sit: Sit) -> None:
    one = sit()
    one.proxy.lose_one_answer(b"/v1/commands")
    made = promise()
    one.desk.execute(made)
    assert one.proxy.lost.wait(10)
    one.until_in_step()
    assert len(house.rows(FollowUp, FollowUp.id == made.follow_up_id)) == 1
    assert len(house.rows(AppliedCommand, AppliedCommand.desk_id.is_not(None))) == 1


def test_a_cut_in_a_fetch_leaves_nothing_behind(sit: Sit) -> None:
    one, other = sit(), sit(Role.SUPERVISOR)
    watch_customer(other)
    other.proxy.lose_one_answer(b"/v1/bundles")
    one.desk.execute(remark("白天上班"))
    assert other.proxy.lost.wait(10)
    other.until(lambda: remark_here(other) == "白天上班")


def test_who_comes_second_is_told_and_mends(sit: Sit) -> None:
    one, other = sit(), sit(Role.SUPERVISOR)
    watch_customer(other)
    other.proxy.cut()
    other.until_kind(SyncKind.HUB_GONE)
    other.desk.execute(remark("晚上在家"))
    one.desk.execute(remark("白天上班"))
    one.until_in_step()
    other.proxy.mend()
    other.until(lambda: other.state.attention == 1)
    other.until(lambda: remark_here(other) == "白天上班")
    [refused] = other.desk.attention()
    assert (refused.code, refused.details["theirs"]) == (FieldChanged.code, "白天上班")
    other.desk.mend(refused.n, remark("晚上在家", old="白天上班"))
    one.until(lambda: remark_here(one) == "晚上在家")
    assert other.state.attention == 0


def test_who_mends_before_the_rows_of_the_other_are_here_waits_for_them(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = sit(), sit(Role.SUPERVISOR)
    watch_customer(other)
    other.proxy.cut()
    other.until_kind(SyncKind.HUB_GONE)
    other.desk.execute(remark("晚上在家"))
    one.desk.execute(remark("白天上班"))
    one.until_in_step()
    fetcher, mended = other.desk._fetcher, Event()
    fetched, wait = other.client.bundles, fetcher.wait
    monkeypatch.setattr(other.client, "bundles", lambda *asked: mended.wait(60) and fetched(*asked))
    monkeypatch.setattr(fetcher, "wait", lambda _s: mended.set() or wait(60))
    other.proxy.mend()
    other.until(lambda: other.state.attention == 1)
    [refused] = other.desk.attention()
    other.desk.mend(refused.n, remark("晚上在家", old="白天上班"))
    one.until(lambda: remark_here(one) == "晚上在家")


def test_a_restored_store_gets_again_what_it_lost(house: House, sit: Sit) -> None:
    one = sit()
    kept, lost = promise(), promise()
    one.desk.execute(kept)
    one.until_in_step()
    house.stop()
    old = house.dump()
    house.start()
    one.desk.execute(lost)
    one.until_in_step()
    house.stop()
    house.restore(old)
    assert not house.rows(FollowUp, FollowUp.id == lost.follow_up_id)
    house.start()
    one.until_kind(SyncKind.SIGNED_OUT)  # the dump's tokens are nobody's
    one.sign_in_again()
    one.until(lambda: bool(house.rows(FollowUp, FollowUp.id == lost.follow_up_id)))
    one.until_in_step()
    assert len(house.rows(AppliedCommand, AppliedCommand.desk_id.is_not(None))) == 2
    with one.store.read() as session:
        known = epoch_of(session)
    assert known == one.client.hello().epoch


def test_a_desk_that_is_too_old_keeps_its_work(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    one = sit()
    with monkeypatch.context() as newer:
        newer.setattr(answers, "API_OLDEST", 2)
        newer.setattr(answers, "API_NEWEST", 2)
        one.desk.execute(promise())
        one.until_kind(SyncKind.TOO_OLD)
        assert one.state.unsent == 1
    one.until_in_step()


def test_a_silent_stream_is_asked_beside(sit: Sit) -> None:
    one, other = sit(), sit(Role.SUPERVISOR)
    watch_customer(other)
    other.proxy.mutes = to(b"/v1/stream")
    other.until_kind(SyncKind.POLLING)
    one.desk.execute(remark("白天上班"))
    other.until(lambda: remark_here(other) == "白天上班")
    assert other.state.kind is SyncKind.POLLING
    other.proxy.mend()
    other.until_in_step()


def test_a_desk_whose_sign_in_has_ended_says_so_and_loses_nothing(sit: Sit) -> None:
    one = sit()
    one.client.sign_out()
    made = promise()
    one.desk.execute(made)
    one.until_kind(SyncKind.SIGNED_OUT)
    assert one.state.unsent == 1
    one.sign_in_again()
    one.until_in_step()


def test_who_leaves_with_unsent_work_leaves_what_can_send_it_and_read_nothing(house: House, sit: Sit) -> None:
    one = sit()
    one.proxy.loses = to(b"/v1/commands")
    made = promise()
    one.desk.execute(made)
    left = one.desk.sign_out()
    assert left is not None
    with pytest.raises(SignedOut):
        one.client.bundles([customer_key(CUSTOMER)])
    rest = submitting(house.inside.url, None, left)
    with one.store.read() as session:
        unsent, epoch = next_batch(session), epoch_of(session)
    assert epoch is not None
    rest.push(Push(epoch=epoch, commands=tuple(unsent)))
    assert house.rows(FollowUp, FollowUp.id == made.follow_up_id)
    with pytest.raises(SignedOut):
        rest.bundles([customer_key(CUSTOMER)])
    rest.close()


def test_who_leaves_with_everything_sent_leaves_nothing(sit: Sit) -> None:
    one = sit()
    one.desk.execute(promise())
    assert one.desk.sign_out() is None


def test_a_page_from_the_copy_leaves_its_record_at_the_centre(house: House, sit: Sit) -> None:
    one = sit()
    one.desk.ask(pop_page, CUSTOMER, NOW)
    one.desk.ask(pop_page, CUSTOMER, NOW)  # painted again
    shown = CustomerRead.reason == ReadReason.CACHE
    one.until(lambda: bool(house.rows(CustomerRead, shown)))
    one.until_in_step()
    [read] = house.rows(CustomerRead, shown)
    assert (read.person_id, read.customer_id) == (PERSONS[Role.AGENT], CUSTOMER)


def test_two_copies_of_a_profile_do_not_mix(house: House, sit: Sit) -> None:
    one = sit()
    with one.store.read() as session:
        epoch = epoch_of(session)
    assert epoch is not None
    # Another PC with a copy of this profile speaks for the same desk.
    one.client.push(Push(epoch=epoch, commands=(numbered(promise(), 1),)))
    one.desk.execute(promise())
    one.until_kind(SyncKind.SIGNED_OUT)
    assert one.state.unsent == 1
    one.sign_in_again()
    one.until_in_step()
    decided = house.rows(AppliedCommand, AppliedCommand.desk_id.is_not(None))
    assert [(row.n, row.outcome) for row in decided] == [(1, OutcomeState.DONE)] * 2
    assert len({row.desk_id for row in decided}) == 2
