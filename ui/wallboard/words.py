"""What the wallboard says: names, durations, shares, and an alert in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QLocale

from app.floor.now import AgentState
from app.metrics.counts import total
from app.metrics.figures import BY_ID, Unit, as_duration, as_text, whole_percent
from app.reference import CodeList, Reference
from app.thresholds import TIMES, Measure, seconds, since_of
from app.wallboard import AgentLine, CallDirection, FloorAlert, FloorBoard, QueueLine
from ui.charts.figures import Mark, Point, Trend
from ui.frame.bar_figures import BarFigure
from ui.phone.standing_words import standing_word
from ui.route_words import queue_word
from ui.wording import local, named, short_day

translate = QCoreApplication.translate

NONE = "—"
GRAVE = {True: "broken", False: "attn"}


def queue_name(queue: QueueLine) -> str:
    return named(queue.name_zh, queue.name_en) or queue.name


def share_text(share: float | None) -> str:
    """Return a share as whole percent: 83 %."""
    return NONE if share is None else f"{int(100 * share + 0.5)} %"


def fine_share_text(share: float | None) -> str:
    """Return a small share with one decimal: 3.8 %."""
    return NONE if share is None else as_text(Unit.SHARE, share)


def is_below(share: float | None, goal: int) -> bool:
    """Tell whether a share is below its goal as both are shown: 79.6 % is 80 %, and not below 80."""
    return share is not None and whole_percent(share) < goal


def count_text(count: int) -> str:
    return str(QLocale().toString(count))


def since_text(since: datetime | None, now: datetime) -> str:
    return NONE if since is None else as_duration(seconds(now - since))


def seconds_text(value: int | None) -> str:
    return NONE if value is None else as_duration(value)


def reason_word(agent: AgentLine, reference: Reference) -> str:
    """Return why an agent is away, or what the call is; empty where there is nothing to say."""
    if agent.state is AgentState.NOT_READY:
        row = reference.code(CodeList.AUX, agent.reason_code)
        if row is not None:
            return named(row.name_zh, row.name_en)
        return translate("Wallboard", "missed a call") if agent.cause.value == "missed" else ""
    if agent.state in (AgentState.RESERVED, AgentState.HOLD, AgentState.CONSULT, AgentState.UNKNOWN):
        return standing_word(agent.state)
    return queue_word(reference, agent.queue)


class Group(StrEnum):
    """Where an agent stands on the board, in the order in which they stand."""

    READY = "ready"
    TALKING = "talking"
    WRAP_UP = "wrap_up"
    AWAY = "away"
    OUT = "out"


def group_of(agent: AgentLine) -> Group:
    match agent.state:
        case AgentState.READY:
            return Group.READY
        case AgentState.WRAP_UP:
            return Group.WRAP_UP
        case AgentState.NOT_READY | AgentState.UNKNOWN | AgentState.LOGGED_OUT:
            return Group.AWAY
    return Group.OUT if agent.direction is CallDirection.OUT else Group.TALKING


def group_word(group: Group) -> str:
    return {
        Group.READY: translate("Wallboard", "Ready"),
        Group.TALKING: translate("Wallboard", "Talking"),
        Group.WRAP_UP: translate("Wallboard", "Wrap-up"),
        Group.AWAY: translate("Wallboard", "Not ready"),
        Group.OUT: translate("Wallboard", "Calling out"),
    }[group]


def agent_since(agent: AgentLine) -> datetime:
    return since_of(agent)


def measure_words(alert: FloorAlert, value: int) -> str:
    """Return what was measured and what its limit is."""
    bound = as_duration(alert.bound) if alert.measure in TIMES else f"{alert.bound}"
    now = as_duration(value) if alert.measure in TIMES else f"{value}"
    said = {
        Measure.WAITING: translate("Wallboard", "{0} waiting, limit {1}"),
        Measure.LONGEST_WAIT: translate("Wallboard", "{0} wait, limit {1}"),
        Measure.SERVICE_LEVEL: translate("Wallboard", "{0} % in 30 min, limit {1} %"),
        Measure.ABANDON_RATE: translate("Wallboard", "{0} % abandoned, limit {1} %"),
        Measure.READY: translate("Wallboard", "{0} ready, limit {1}"),
        Measure.CALL_TIME: translate("Wallboard", "{0} in a call, limit {1}"),
        Measure.WRAP_UP_TIME: translate("Wallboard", "{0} wrap-up, limit {1}"),
        Measure.AWAY_TIME: translate("Wallboard", "{0} not ready, limit {1}"),
    }[alert.measure]
    return said.format(now, bound)


def value_now(alert: FloorAlert, board: FloorBoard | None, now: datetime) -> int:
    """Return what is measured now: a time goes on by itself, the rest is as the board has it."""
    if alert.person_id is not None:
        return alert.bound + seconds(now - alert.since)
    queue = None if board is None else next((one for one in board.queues if one.name == alert.queue), None)
    if queue is None:
        return alert.value
    if alert.measure is Measure.WAITING:
        return queue.waiting
    if alert.measure is Measure.READY:
        return queue.ready
    if alert.measure is Measure.LONGEST_WAIT:
        return alert.value if queue.waits_since is None else seconds(now - queue.waits_since)
    share = BY_ID[alert.measure.value].of(queue.last_30)
    return alert.value if share is None else int(100 * share)


def subject_word(alert: FloorAlert, reference: Reference) -> str:
    """Return the name of the agent or the queue that it is about."""
    return alert.person or queue_word(reference, alert.queue)


def alert_sentence(alert: FloorAlert, board: FloorBoard | None, reference: Reference, now: datetime) -> str:
    """Return an alert in one line: whom it is about, how much, and the limit."""
    about = subject_word(alert, reference)
    measured = measure_words(alert, value_now(alert, board, now))
    return translate("Wallboard", "{0}: {1}").format(about, measured) if about else measured


def told_words(alert: FloorAlert) -> str:
    """Return who was told when, or who sees to it."""
    if alert.taken_by:
        return translate("Wallboard", "{0} is on it").format(alert.taken_by)
    at = f"{local(alert.told_at):%H:%M}"
    return translate("Wallboard", "{0} told: {1}").format(at, ", ".join(alert.told))


def compared_words(board: FloorBoard) -> str:
    """Return the days that today is held against."""
    if not board.compared:
        return translate("Wallboard", "no day to compare with yet")
    return translate("Wallboard", "against {0}").format(", ".join(short_day(day) for day in board.compared))


def half_hour_text(number: int) -> str:
    return f"{number // 2:02}:{number % 2 * 30:02}"


def level_course(queue: QueueLine, first: int) -> Trend:
    """Return a queue's service level by half-hour from this one on, with its goal."""
    shares = [slot.within / slot.offered if slot.offered else None for slot in queue.trend]
    points = tuple(
        Point(half_hour_text(number), None if share is None else 100 * share)
        for number, share in enumerate(shares, first)
    )
    last = next((share for share in reversed(shares) if share is not None), None)
    tone = "neutral" if last is None else "attn" if is_below(last, queue.service_goal) else "good"
    goal = Mark(queue.service_goal, translate("Wallboard", "goal"))
    name = translate("Wallboard", "In time through the day")
    return Trend(name, points, goal, tone, low=50, high=100, unit=" %")


def agent_tones(alerts: Sequence[FloorAlert]) -> dict[UUID, str]:
    """Return the colour of each agent of whom somebody was told: that of the gravest alert."""
    ranked = sorted(alerts, key=lambda alert: alert.is_grave)
    return {alert.person_id: GRAVE[alert.is_grave] for alert in ranked if alert.person_id is not None}


def bar_figures(board: FloorBoard, now: datetime) -> tuple[BarFigure, ...]:
    """Return the floor in four figures, as the dark bar has them. Service level: of all calls of today."""
    queues = board.queues
    waiting = sum(queue.waiting for queue in queues)
    since = min((queue.waits_since for queue in queues if queue.waits_since is not None), default=None)
    share = BY_ID["service_level"].of(total(queue.today for queue in queues))
    goal = min((queue.service_goal for queue in queues), default=0)
    is_low = share is not None and is_below(share, goal)
    ready = sum(agent.state is AgentState.READY for agent in board.agents)
    waited = NONE if since is None else as_duration(seconds(now - since))
    return (
        BarFigure(str(waiting), translate("Wallboard", "waiting"), "on_bar"),
        BarFigure(waited, translate("Wallboard", "longest wait"), "bar_attn" if waiting else "on_bar2"),
        BarFigure(
            share_text(share),
            translate("Wallboard", "service level today"),
            "on_bar2" if share is None else "bar_attn" if is_low else "bar_good",
        ),
        BarFigure(str(ready), translate("Wallboard", "ready"), "on_bar" if ready else "bar_attn"),
    )
