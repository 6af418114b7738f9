"""A notice is shown to who has such a unit, told once, and never rewritten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from app.notices import (
    EndNotice,
    NoticeSeverity,
    PublishNotice,
    PutNoticeAway,
    TellNotice,
    all_notices,
    notice_text,
    unread_notices,
)
from app.pop import pop_page
from app.reference import ProductLine
from app.timeline import EntryKind
from db.ids import derived_id
from db.models.knowledge import Notice, NoticeTold
from db.models.people import Role
from db.store import Store
from tests.app.specimens import AT, a
from tests.rows import (
    CUSTOMER,
    NOTICE,
    NOW,
    OTHER_CUSTOMER,
    PERSONS,
    UNIT,
    a_notice,
    actor,
    only,
    put,
    run,
    uid,
)

BOSS = actor(Role.SUPERVISOR)
MORE = [uid(0x450 + number) for number in range(8)]
WHOLE_LINE = {"model_code": None, "line": ProductLine.WASHER, "serial_from": "", "serial_to": ""}


def shown(store: Store, customer: Any = CUSTOMER, days: int = 0) -> list[Any]:
    with store.read() as session:
        return [line.notice_id for line in pop_page(session, customer, AT + timedelta(days=days)).notices]


def test_a_notice_is_of_whose_unit_it_means_the_worst_first(work: Store) -> None:
    info, other_line, ended, later, of_model = MORE[:5]
    put(
        work,
        a_notice(info, severity=NoticeSeverity.INFO, **WHOLE_LINE),
        a_notice(other_line, **WHOLE_LINE | {"line": ProductLine.AC}),
        a_notice(ended, valid_to=NOW),
        a_notice(later, valid_from=NOW + timedelta(days=5)),
        a_notice(of_model, severity=NoticeSeverity.ATTENTION, serial_from="", serial_to=""),
    )
    assert shown(work) == [NOTICE, of_model, info]
    assert shown(work, OTHER_CUSTOMER) == [of_model, info]  # SN002 is not of the batch
    assert later in shown(work, days=6)


@pytest.mark.parametrize(
    ("first", "last", "is_meant"),
    [("SN", "SN", True), ("SN000", "SN002", True), ("SN0010", "SN002", False), ("SM9", "SN00", True)],
)
def test_a_batch_is_named_by_how_its_serial_numbers_begin(
    work: Store, first: str, last: str, is_meant: bool
) -> None:
    put(work, a_notice(MORE[0], serial_from=first, serial_to=last))
    assert (MORE[0] in shown(work)) is is_meant


def test_a_customer_is_told_once_and_it_stands_in_the_timeline(work: Store) -> None:
    again = a(TellNotice, at=AT + timedelta(minutes=5))
    assert run(work, a(TellNotice)) == ["done"]
    assert run(work, again, by=actor(Role.DISPATCHER)) == ["done"]
    told = only(work, NoticeTold, derived_id("notice_told", NOTICE, CUSTOMER))
    assert (told.at, told.person_id) == (AT, PERSONS[Role.AGENT])
    put(work, a_notice(MORE[0], severity=NoticeSeverity.INFO, **WHOLE_LINE))
    with work.read() as session:
        page = pop_page(session, CUSTOMER, AT)
        assert all_notices(session)[0].told == 1
    assert [(line.notice_id, line.told_at) for line in page.notices] == [(MORE[0], None), (NOTICE, AT)]
    assert page.notices[1].unit_ids == (UNIT,)
    [entry] = [one for one in page.timeline if one.kind is EntryKind.ADVICE]
    assert (entry.tag, entry.text) == ("notice", "召回：排水泵\nRecall: drain pump")
    assert page.counts.by_kind[EntryKind.ADVICE] == 1


def test_a_notice_ends_and_says_for_ever_what_it_said(work: Store) -> None:
    assert run(work, a(PublishNotice), a(EndNotice), by=BOSS) == ["done", "done"]
    assert NOTICE not in shown(work)
    assert run(work, a(EndNotice, at=AT + timedelta(days=1)), by=BOSS) == ["done"]
    with work.read() as session:
        assert notice_text(session, NOTICE).valid_to == AT
    with pytest.raises(IntegrityError), work.write() as session:
        session.get_one(Notice, NOTICE).title_zh = "anders"


def test_what_is_for_all_waits_for_each_until_one_puts_it_away(work: Store) -> None:
    nothing = {"model_code": None, "serial_from": "", "serial_to": "", "fault_code": None}
    put(work, a_notice(MORE[0], severity=NoticeSeverity.INFO, **nothing), a_notice(MORE[1], **nothing))

    def unread(role: Role) -> list[Any]:
        with work.read() as session:
            return [one.notice_id for one in unread_notices(session, PERSONS[role], AT)]

    assert unread(Role.AGENT) == [MORE[1], MORE[0]]
    away = [a(PutNoticeAway, notice_id=MORE[1]) for _ in range(2)]
    assert run(work, *away) == ["done", "done"]
    assert unread(Role.AGENT) == [MORE[0]]
    assert unread(Role.SUPERVISOR) == [MORE[1], MORE[0]]
    assert shown(work) == [NOTICE]


@pytest.mark.parametrize(
    "wrong",
    [
        {"serial_to": ""},
        {"serial_from": "SN2", "serial_to": "SN1"},
        {"model_code": None},
        {"valid_to": NOW},
    ],
)
def test_what_no_unit_could_be_meant_by_is_not_even_a_command(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        a(PublishNotice, **wrong)


def test_a_notice_of_an_unknown_model_or_work_is_refused(work: Store) -> None:
    unknown = [a(PublishNotice, model_code="X"), a(PublishNotice, fault_code="X")]
    assert run(work, *unknown, by=BOSS) == ["not_found", "not_found"]
