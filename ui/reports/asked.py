"""What a report is asked for, and the days that one asks for by a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.metrics.by_code import CodesBy
from app.metrics.lines import Split


class Kind(StrEnum):
    QUEUES = "queues"
    AGENTS = "agents"
    CODES = "codes"


class Days(StrEnum):
    TODAY = "today"
    YESTERDAY = "yesterday"
    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    OTHER = "other"  # from and to, as they stand


SPLITS: dict[Kind, tuple[str, ...]] = {
    Kind.QUEUES: (Split.HALF_HOUR, Split.DAY, Split.MONTH),
    Kind.AGENTS: (Split.DAY, Split.MONTH),
    Kind.CODES: (CodesBy.CODE, CodesBy.QUEUE, CodesBy.AGENT, CodesBy.DAY),
}
FIGURES: dict[Kind, tuple[str, ...]] = {
    Kind.QUEUES: (
        "offered",
        "answered",
        "service_level",
        "abandoned",
        "abandon_rate",
        "short_abandoned",
        "asa",
        "longest_wait_s",
        "aht",
    ),
    Kind.AGENTS: (
        "signed_in_s",
        "handled",
        "aht",
        "talk_s",
        "wrap_s",
        "ready_s",
        "not_ready_s",
        "occupancy",
        "offers_missed",
    ),
    Kind.CODES: ("contacts", "handled", "aht", "talk_s", "hold_s", "wrap_s"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A report with its days (both count), what its groups are split by, and what it is narrowed to.

    ``only`` is a queue, for agents a team; empty: all.
    """

    kind: Kind
    first: date
    last: date
    split: str
    only: str = ""


def days_of(days: Days, today: date) -> tuple[date, date]:
    """Return the first and the last day; what is not over yet ends today."""
    monday = today - timedelta(days=today.weekday())
    first_of_month = today.replace(day=1)
    before = first_of_month - timedelta(days=1)
    return {
        Days.YESTERDAY: (today - timedelta(days=1), today - timedelta(days=1)),
        Days.THIS_WEEK: (monday, today),
        Days.LAST_WEEK: (monday - timedelta(days=7), monday - timedelta(days=1)),
        Days.THIS_MONTH: (first_of_month, today),
        Days.LAST_MONTH: (before.replace(day=1), before),
    }.get(days, (today, today))
