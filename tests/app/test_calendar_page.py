"""The calendar as a page shows it: a year, a notice that was pasted, and what would be due differently."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.calendar_page import DayAs, calendar_year, due_changes
from app.holiday_notice import read_holiday_notice
from db.models.calendar import DayKind
from db.models.cases import Case, CaseChannel, CaseKind
from db.store import Store
from tests.rows import CUSTOMER, a_case, add, uid

PUBLISHED = """国务院办公厅关于2025年部分节假日安排的通知
国办发明电〔2024〕12号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2025年元旦、春节等放假调休日期的具体安排通知如下。
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
国务院办公厅
2024年11月12日
"""


def test_a_notice_is_read_as_it_is_published() -> None:
    found = read_holiday_notice(PUBLISHED)
    worked = [day.on for day in found.days if day.kind is DayKind.WORK]
    off = [day.on for day in found.days if day.kind is DayKind.OFF]
    assert (found.year, found.number) == (2025, "国办发明电〔2024〕12号")
    assert worked == [date(2025, 1, 26), date(2025, 2, 8), date(2025, 9, 28), date(2025, 10, 11)]
    assert (len(off), off[0], off[1], off[8], off[-1]) == (
        17,
        date(2025, 1, 1),
        date(2025, 1, 28),
        date(2025, 2, 4),
        date(2025, 10, 8),
    )
    assert {day.name for day in found.days} == {"元旦", "春节", "国庆节、中秋节"}


def test_a_notice_is_read_from_a_spreadsheet() -> None:
    found = read_holiday_notice("日期\t班休\t名称\n2027-01-01\t休\t元旦\n2027-01-02\t班\t")
    assert [(day.on, day.kind) for day in found.days] == [
        (date(2027, 1, 1), DayKind.OFF),
        (date(2027, 1, 2), DayKind.WORK),
    ]


@pytest.mark.parametrize(
    "text", ["", "今年不放假", "2027年没有安排", "2027年\n一、元旦：2月30日放假。", "2027-01-01\tmaybe"]
)
def test_what_is_no_notice_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_holiday_notice(text)


def test_a_year_is_what_is_told_of_it(store: Store) -> None:
    with store.read() as session:
        this, then = calendar_year(session, 2026), calendar_year(session, 2027)
    assert (this.is_settled, then.is_settled) == (True, False)
    assert all(day.provisional for day in then.days)
    assert next(day for day in this.days if day.on == date(2026, 10, 10)).kind is DayKind.WORK


def test_what_would_be_due_differently_is_told_before_it_is_so(store: Store) -> None:
    received, by_law = datetime(2027, 2, 1, 2, tzinfo=UTC), datetime(2027, 2, 16, 16, tzinfo=UTC)
    complaint = {
        "kind": CaseKind.COMPLAINT,
        "severity": 2,
        "channel": CaseChannel.AUTHORITY_12315,
        "received_at": received,
        "contact_due_at": received,
    }
    agreed = datetime(2027, 2, 18, 16, tzinfo=UTC)
    with store.write() as session:
        add(
            session,
            a_case(uid(1), answer_due_at=by_law, **complaint),
            a_case(uid(2), answer_due_at=agreed, **complaint),  # agreed otherwise
        )
    with store.read() as session:
        assert due_changes(session, (DayAs(on=date(2027, 3, 1), kind=DayKind.OFF),)) == []
        [moved] = due_changes(session, (DayAs(on=date(2027, 2, 2), kind=DayKind.OFF),))
        assert session.get_one(Case, uid(1)).answer_due_at == by_law  # nothing is written
    assert (moved.case_id, moved.customer_id, moved.name) == (uid(1), CUSTOMER, "田雨")
    assert (moved.before, moved.after) == (by_law, datetime(2027, 2, 17, 16, tzinfo=UTC))
