"""A floor made by hand, as big as wanted: what the wallboard shows in pictures."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from app.metrics.counts import Counts
from app.roster import ShiftLine
from app.wallboard import (
    AgentLine,
    AgentState,
    CallDirection,
    FloorAlert,
    FloorBoard,
    Measure,
    QueueLine,
    Slot,
    StateCause,
)
from db.ids import derived_id

NAMES = (
    ("洗衣机", "Washers"),
    ("洗衣机 VIP", "Washers VIP"),
    ("冰箱", "Fridges"),
    ("空调", "Air conditioners"),
    ("关怀专线", "Care line"),
)
FAMILIES = "王陈黄杨徐张赵李吴孙何郭林马刘周唐罗高范曹金"
STATES = (
    AgentState.TALKING,
    AgentState.TALKING,
    AgentState.READY,
    AgentState.WRAP_UP,
    AgentState.NOT_READY,
    AgentState.TALKING,
    AgentState.HOLD,
)
FIRST, HALVES = 16, 16
DAY = (  # calls of a half-hour from eight on
    *(6, 10, 15, 20, 23, 22, 18, 13, 11, 14, 18, 21, 22, 20, 17, 14),
    *(12, 10, 9, 10, 12, 13, 12, 10, 8, 6, 5, 4, 3, 2, 1, 1),
)
JITTER = (0, 2, -1, 1, -2, 1, 0)
AWAY_LONG: Final = 4  # the agent who has been away for too long
NEEDS_HELP: Final = 8


def agent_id(n: int) -> UUID:
    return derived_id("demo floor agent", n)


def alert_id(n: int) -> UUID:
    return derived_id("demo floor alert", n)


def _calls(n: int, at: int) -> int:
    """Return the calls of a queue in a half-hour: most before noon and in the afternoon."""
    return max(1, round(DAY[at] * (0.8 + n % 5 / 10)) + JITTER[(n * 3 + at * 2) % 7])


def a_queue(n: int, now: datetime, *, waiting: int = 0, wait_s: int = 0) -> QueueLine:
    zh, en = NAMES[n % 5]
    mark = f" {n // 5 + 1}" if n >= 5 else ""
    offered = [_calls(n, at) for at in range(HALVES)]
    trend = tuple(
        Slot(count, count - count * (18 + n % 5 + JITTER[(n + at) % 7] * 3) // 100)
        for at, count in enumerate(offered)
    )
    total, within = sum(offered), sum(slot.within for slot in trend)
    lost = total // 25
    today = Counts(
        answered=total - lost,
        answered_within=within - lost,
        abandoned=lost,
        short_abandoned=2,
        wait_s=14 * (total - lost),
        waiting=waiting,
    )
    lately = Counts(answered=40, answered_within=40 - 3 * (n % 5) - waiting, abandoned=1)
    return QueueLine(
        name=f"{600 + n}",
        name_zh=zh + mark,
        name_en=en + mark,
        answer_within_s=20,
        service_goal=80,
        waiting=waiting,
        waits_since=now - timedelta(seconds=wait_s) if waiting else None,
        agents=11 - n % 7,
        ready=n % 3,
        busy=4,
        wrap_up=n % 2,
        last_15=lately,
        last_30=lately,
        today=today,
        trend=trend,
        before=tuple(round(DAY[at] * (0.8 + n % 5 / 10), 1) for at in range(48 - FIRST)),
    )


def an_agent(n: int, now: datetime) -> AgentLine:
    state = STATES[n % len(STATES)]
    is_out = state is AgentState.TALKING and n % 11 == 5
    in_call = state in (AgentState.TALKING, AgentState.HOLD)
    since = now - timedelta(seconds=7 + (n * 37) % 560)
    if n == AWAY_LONG:
        since = now - timedelta(seconds=1052)
    return AgentLine(
        person_id=agent_id(n),
        name=FAMILIES[n % 22] + "磊静蓉帆亮敏倩娜婷悦"[n % 10],
        extension=f"{6000 + n}",
        team="one",
        state=state,
        reason_code="short_break" if state is AgentState.NOT_READY else "",
        cause=StateCause.CALL,
        since=since,
        pending_state=None,
        wrap_up_until=None,
        queue=f"{600 + n % 5}" if in_call else "",
        call_id=derived_id("demo floor call", n) if in_call else None,
        line="pbx" if in_call else "",
        linked_id=f"{n}.1" if in_call else "",
        direction=CallDirection.OUT if is_out else CallDirection.IN if in_call else None,
        number="138****8000" if in_call else "",
        answered_at=since if in_call else None,
        calls=10 + n % 30,
        handle_s=180 + (n * 13) % 120,
        top_box=90 + n % 9,
        help_id=derived_id("demo floor help", n) if n == NEEDS_HELP else None,
        help_at=now - timedelta(seconds=42) if n == NEEDS_HELP else None,
        away_s=900,
    )


def an_alert(n: int, now: datetime, **values: Any) -> FloorAlert:
    row: dict[str, Any] = {
        "id": alert_id(n),
        "threshold_id": derived_id("demo floor threshold"),
        "measure": Measure.LONGEST_WAIT,
        "queue": "601",
        "person_id": None,
        "person": "",
        "bound": 60,
        "is_grave": True,
        "since": now - timedelta(seconds=48),
        "at": now - timedelta(seconds=48),
        "value": 60,
        "told": ("王芳", "陈经理"),
        "told_ids": (derived_id("demo floor supervisor"),),
        "told_at": now - timedelta(seconds=48),
        "taken_by": "",
        "over_at": None,
    }
    return FloorAlert(**(row | values))


def a_floor(now: datetime, queues: int = 5, agents: int = 24) -> FloorBoard:
    """Return a floor with callers who wait, somebody away for too long, and a call for help."""
    waits = {0: (4, 52), 1: (3, 108)}
    lines = [
        a_queue(n, now, waiting=waits.get(n, (0, 0))[0], wait_s=waits.get(n, (0, 0))[1])
        for n in range(queues)
    ]
    about = {"person_id": agent_id(AWAY_LONG), "person": an_agent(AWAY_LONG, now).name}
    away = about | {"measure": Measure.AWAY_TIME, "queue": "", "bound": 900}
    alerts = (
        an_alert(1, now),
        an_alert(
            2, now, measure=Measure.SERVICE_LEVEL, queue="600", bound=95, is_grave=False, taken_by="王芳"
        ),
        an_alert(3, now, is_grave=False, since=now - timedelta(seconds=152), value=900, **away),
    )
    days = tuple((now - timedelta(weeks=week)).date() for week in (1, 2))
    late = timedelta(minutes=12)
    absent = ShiftLine(derived_id("demo floor absent"), "何静", "", now - late, now + timedelta(hours=8), "")
    here = tuple(an_agent(n, now) for n in range(agents))
    return FloorBoard(now, FIRST, tuple(lines), here, alerts, 6, 9, days, (absent,))
