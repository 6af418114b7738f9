"""A case has an owner and a due time as long as it is open; a complaint is closed with words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.cases import AnsweredAuthority, CaseKind, CloseCase, ContactedCase, NoteCase, OpenCase, ReopenCase
from app.orders import CancelOrder
from app.service_time import ZONE
from db.ids import new_id
from db.models.cases import Case, CaseEvent
from db.models.people import Person, Role
from db.store import Store
from tests.app.specimens import AT, LATER, NEW, a
from tests.rows import CASE, PERSONS, a_case, actor, an_order, only, put, run, uid

# What a case other than a complaint is taken with.
PLAIN = {"severity": None, "category_code": "", "remedy_code": "", "channel": "hotline"}
SUPERVISOR = actor(Role.SUPERVISOR)


def in_chengdu(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def test_who_takes_a_matter_on_owns_it(work: Store) -> None:
    plain = PLAIN | {"kind": CaseKind.REPAIR, "due_at": LATER}
    assert run(work, a(OpenCase, **plain), by=actor(Role.DISPATCHER)) == ["done"]
    row = only(work, Case, NEW)
    assert (row.state.value, row.owner_id) == ("open", PERSONS[Role.DISPATCHER])
    assert (row.opened_at, row.due_at, row.closed_at) == (AT, LATER, None)


@pytest.mark.parametrize(
    ("kind", "due"),
    [  # it is 9:31 on a Monday; a day of the service has twelve hours
        (CaseKind.CONSULT, "2026-11-24 09:31"),
        (CaseKind.REPAIR, "2026-11-28 09:31"),
        (CaseKind.INSTALLATION, "2026-11-28 09:31"),
        (CaseKind.RETURN, "2026-11-30 09:31"),
    ],
)
def test_a_case_is_due_by_the_rule_of_its_kind(work: Store, kind: CaseKind, due: str) -> None:
    assert run(work, a(OpenCase, kind=kind, **PLAIN)) == ["done"]
    row = only(work, Case, NEW)
    assert (row.due_at, row.contact_due_at, row.answer_due_at) == (in_chengdu(due), None, None)


@pytest.mark.parametrize(
    ("severity", "contact", "due"),
    [
        (1, "2026-11-23 10:01", "2026-11-26 09:31"),
        (2, "2026-11-23 11:31", "2026-11-26 09:31"),
        (3, "2026-11-23 13:31", "2026-11-28 09:31"),
        (4, "2026-11-24 09:31", "2026-11-30 09:31"),
    ],
)
def test_a_complaint_is_due_by_its_severity(work: Store, severity: int, contact: str, due: str) -> None:
    assert run(work, a(OpenCase, severity=severity)) == ["done"]
    row = only(work, Case, NEW)
    assert (row.contact_due_at, row.due_at) == (in_chengdu(contact), in_chengdu(due))


def test_an_authority_is_answered_in_working_days(work: Store) -> None:
    received = in_chengdu("2026-11-20 16:00")
    assert run(work, a(OpenCase, received_at=received), a(AnsweredAuthority)) == ["done", "done"]
    row = only(work, Case, NEW)
    assert row.answer_due_at == in_chengdu("2026-12-02 00:00")  # seven working days after a Friday
    assert row.answered_at == AT
    assert run(work, a(AnsweredAuthority, event_id=new_id())) == ["move_not_allowed"]


def test_a_night_call_about_smoke_is_answered_at_night(work: Store) -> None:
    night = in_chengdu("2026-11-23 23:40")
    assert run(work, a(OpenCase, at=night, severity=1)) == ["done"]
    assert only(work, Case, NEW).contact_due_at == night + timedelta(minutes=30)


@pytest.mark.parametrize(
    "wrong",
    [{"severity": None}, {"severity": 5}, {"kind": CaseKind.RETURN}, {"due_at": LATER}],
)
def test_a_complaint_has_a_severity_and_nothing_else_has_one(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="OpenCase"):
        a(OpenCase, **wrong)


def test_the_first_contact_counts_and_each_is_kept(work: Store) -> None:
    later = a(ContactedCase, at=LATER, event_id=new_id())
    assert run(work, a(ContactedCase), later, a(NoteCase, event_id=new_id())) == ["done"] * 3
    assert only(work, Case, CASE).contacted_at == AT
    with work.read() as session:
        kinds = session.scalars(select(CaseEvent.kind).where(CaseEvent.case_id == CASE)).all()
    assert sorted(kinds) == ["contacted", "contacted", "noted"]


def test_a_case_is_closed_once(work: Store) -> None:
    said = run(work, a(CloseCase, state="cancelled"), a(CloseCase))
    assert said == ["done", "move_not_allowed"]
    row = only(work, Case, CASE)
    assert (row.state.value, row.closed_at) == ("cancelled", AT)
    assert run(work, a(NoteCase), a(ContactedCase)) == ["move_not_allowed"] * 2


def a_complaint(**values: object) -> Case:
    values = {"kind": CaseKind.COMPLAINT, "severity": 3, "contact_due_at": LATER} | values
    return a_case(uid(1), **values)


def test_a_complaint_is_closed_with_words_and_after_its_orders(work: Store) -> None:
    put(work, a_complaint(), an_order(uid(2), uid(1)))
    silent, told = a(CloseCase, case_id=uid(1)), {"case_id": uid(1), "result": "退还上门费"}
    assert run(work, silent, a(CloseCase, **told)) == ["no_result", "open_orders"]
    assert run(work, a(CancelOrder, order_id=uid(2)), a(CloseCase, **told)) == ["done", "done"]
    row = only(work, Case, uid(1))
    assert (row.state.value, row.result) == ("done", "退还上门费")


def test_a_grave_complaint_is_closed_by_who_oversees(work: Store) -> None:
    put(work, a_complaint(severity=2))
    told = {"case_id": uid(1), "result": "已换货"}
    assert run(work, a(CloseCase, **told)) == ["not_allowed"]
    assert run(work, a(CloseCase, **told), by=SUPERVISOR) == ["done"]


def test_what_is_opened_again_has_its_owner_and_new_times(work: Store) -> None:
    assert run(work, a(CloseCase), a(ReopenCase), by=SUPERVISOR) == ["done", "done"]
    row = only(work, Case, CASE)
    assert (row.state.value, row.owner_id, row.closed_at) == ("open", PERSONS[Role.AGENT], None)
    assert row.due_at == in_chengdu("2026-11-28 09:31")
    assert row.contact_due_at == in_chengdu("2026-11-23 13:31")  # somebody rings


def test_what_is_opened_again_goes_to_who_does_it_when_its_owner_has_left(work: Store) -> None:
    with work.write() as session:
        session.get_one(Person, PERSONS[Role.AGENT]).active = False
    assert run(work, a(CloseCase), a(ReopenCase), by=SUPERVISOR) == ["done", "done"]
    assert only(work, Case, CASE).owner_id == SUPERVISOR.person_id


def test_a_complaint_of_the_time_before_severities_is_an_ordinary_one(work: Store) -> None:
    put(work, a_case(uid(1), kind=CaseKind.COMPLAINT, state="done", closed_at=AT))
    assert run(work, a(ReopenCase, case_id=uid(1))) == ["done"]
    assert only(work, Case, uid(1)).severity == 3
