"""The rules by which the house keeps its word: promises, who is told, follow-ups, and when one may ring."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final
from zoneinfo import available_timezones

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.followup_rules import CALL_MISSED, PROMISED
from app.lists.columns import Choice, Column, Kind, Problem, Values, Why
from app.lists.spec import RETIRED, Group, ListSpec
from db.models.cases import CaseKind
from db.models.catalogue import Code, CodeList, Region
from db.models.clocks import EscalationRule, EscalationTo, PromiseClock, PromiseRule, PromiseUnit
from db.models.followups import (
    CallingWindow,
    CallingZone,
    CallPurpose,
    DayKind,
    FollowUpEvent,
    FollowUpRule,
    WindowKind,
)

FROM: Final = Column("valid_from", Kind.DAY, is_required=False)
SOURCE: Final = Column("source", longest=400)
_SEVERITY: Final = Column("severity", Kind.WHOLE, is_key=True, most=4, start=0)


def ends_first(values: Values, begins: str, ends: str) -> Iterator[Problem]:
    """Find hours that end before they begin."""
    first, last = values.get(begins), values.get(ends)
    if isinstance(first, int) and isinstance(last, int) and last <= first:
        yield Problem(ends, Why.ENDS_FIRST)


def _check_promise(_session: Session, values: Values) -> Iterator[Problem]:
    """A clock needs the rule that is of all kinds and severities."""
    yield from ends_first(values, "opens_min", "closes_min")
    if values.get(RETIRED) and not values.get("kind") and not values.get("severity"):
        yield Problem(RETIRED, Why.NEEDED)


PROMISES: Final = ListSpec(
    id="promise_rule",
    group=Group.RULES,
    model=PromiseRule,
    columns=(
        Column("clock", Kind.CHOICE, is_key=True, choices=PromiseClock),
        Column("kind", Kind.CHOICE, is_key=True, is_required=False, choices=CaseKind),
        _SEVERITY,
        Column("amount", Kind.WHOLE, least=1, most=100_000),
        Column("unit", Kind.CHOICE, choices=PromiseUnit, start=PromiseUnit.SERVICE_MINUTE.value),
        Column("opens_min", Kind.CLOCK, start=8 * 60),
        Column("closes_min", Kind.CLOCK, start=20 * 60),
        FROM,
        SOURCE,
    ),
    valid_from="valid_from",
    retires="retired_at",
    check=_check_promise,
)

ESCALATIONS: Final = ListSpec(
    id="escalation_rule",
    group=Group.RULES,
    model=EscalationRule,
    columns=(
        Column("clock", Kind.CHOICE, is_key=True, choices=PromiseClock),
        _SEVERITY,
        Column("step", Kind.WHOLE, is_key=True, least=1, most=9),
        Column("at_pct", Kind.WHOLE, most=1000, start=100),
        Column("plus", Kind.WHOLE, least=-100_000, most=100_000, start=0),
        Column("tells", Kind.CHOICE, choices=EscalationTo),
        FROM,
        SOURCE,
    ),
    valid_from="valid_from",
    retires="retired_at",
)


def _reasons(session: Session) -> list[Choice]:
    asked = (
        select(Code.code, Code.name_zh, Code.name_en, Code.retired_at.is_not(None))
        .where(Code.list == CodeList.FOLLOW_UP)
        .order_by(Code.position, Code.code)
    )
    return [Choice(*row) for row in session.execute(asked)]


def _check_follow_up(session: Session, values: Values) -> Iterator[Problem]:
    if session.get(Code, (CodeList.FOLLOW_UP, values.get("reason_code"))) is None:
        yield Problem("reason_code", Why.UNKNOWN, values.get("reason_code"))
    if values.get(RETIRED) and values.get("code") in (PROMISED, CALL_MISSED):
        yield Problem(RETIRED, Why.NEEDED)


FOLLOW_UPS: Final = ListSpec(
    id="follow_up_rule",
    group=Group.RULES,
    model=FollowUpRule,
    columns=(
        Column("code", Kind.CODE, is_key=True, longest=40),
        Column("event", Kind.CHOICE, is_fixed=True, choices=FollowUpEvent),
        Column("reason_code", Kind.CHOICE, choices=_reasons),
        Column("paid_over_fen", Kind.WHOLE, is_required=False, most=100_000_000),
        Column("delay_hours", Kind.WHOLE, most=10_000),
        Column("share_pct", Kind.WHOLE, most=100, start=100),
        Column("attempts", Kind.WHOLE, least=1, most=20, start=3),
        Column("spacing_half_days", Kind.WHOLE, most=60, start=1),
        Column("purpose", Kind.CHOICE, choices=CallPurpose, start=CallPurpose.FOLLOW_UP.value),
        Column("reopen_under", Kind.WHOLE, most=6, start=4),
        FROM,
    ),
    valid_from="valid_from",
    retires="retired_at",
    check=_check_follow_up,
)

HOURS: Final = ListSpec(
    id="calling_window",
    group=Group.RULES,
    model=CallingWindow,
    columns=(
        Column("code", Kind.CODE, is_key=True, longest=40),
        Column("kind", Kind.CHOICE, is_fixed=True, choices=WindowKind),
        Column("purpose", Kind.CHOICE, choices=CallPurpose),
        Column("days", Kind.CHOICE, is_required=False, choices=DayKind),
        Column("from_minute", Kind.CLOCK),
        Column("to_minute", Kind.CLOCK),
        FROM,
    ),
    valid_from="valid_from",
    retires="retired_at",
    check=lambda _session, values: ends_first(values, "from_minute", "to_minute"),
)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _check_zone(session: Session, values: Values) -> Iterator[Problem]:
    if values.get("zone") not in _zones():
        yield Problem("zone", Why.UNKNOWN, values.get("zone"))
    if session.get(Region, values.get("region_code")) is None:
        yield Problem("region_code", Why.UNKNOWN, values.get("region_code"))


ZONES: Final = ListSpec(
    id="calling_zone",
    group=Group.RULES,
    model=CallingZone,
    columns=(
        Column("region_code", Kind.CODE, is_key=True, pattern=r"\d{2}(\d{2}){0,2}(\d{3})?"),
        Column("zone", longest=60),
    ),
    retires="retired_at",
    check=_check_zone,
)

RULES: Final = (PROMISES, ESCALATIONS, FOLLOW_UPS, HOURS, ZONES)
