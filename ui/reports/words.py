"""What the page of reports calls things, in the language of the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication, QLocale

from app.metrics.behind import CallKind
from app.metrics.by_code import CodesBy
from app.metrics.lines import Name, Split
from ui.reports.asked import Asked, Days, Kind
from ui.wording import is_chinese, named

translate = QCoreApplication.translate


def kind_word(kind: Kind) -> str:
    return {
        Kind.QUEUES: translate("Reports", "Queues"),
        Kind.AGENTS: translate("Reports", "Agents"),
        Kind.CODES: translate("Reports", "Outcomes of contacts"),
    }[kind]


def days_word(days: Days) -> str:
    return {
        Days.TODAY: translate("Reports", "Today"),
        Days.YESTERDAY: translate("Reports", "Yesterday"),
        Days.THIS_WEEK: translate("Reports", "This week"),
        Days.LAST_WEEK: translate("Reports", "Last week"),
        Days.THIS_MONTH: translate("Reports", "This month"),
        Days.LAST_MONTH: translate("Reports", "Last month"),
        Days.OTHER: translate("Reports", "From – to"),
    }[days]


def split_word(split: str) -> str:
    return {
        Split.HALF_HOUR: translate("Reports", "by half-hour"),
        Split.DAY: translate("Reports", "by day"),
        Split.MONTH: translate("Reports", "by month"),
        CodesBy.CODE: translate("Reports", "by code"),
        CodesBy.QUEUE: translate("Reports", "by queue"),
        CodesBy.AGENT: translate("Reports", "by agent"),
    }[split]


def head_word(asked: Asked) -> str:
    """Return what stands over the first column."""
    if asked.kind is Kind.QUEUES:
        return translate("Reports", "Queue")
    if asked.kind is Kind.AGENTS:
        return translate("Reports", "Agent")
    return {
        CodesBy.CODE: translate("Reports", "Outcome"),
        CodesBy.QUEUE: translate("Reports", "Queue"),
        CodesBy.AGENT: translate("Reports", "Agent"),
        CodesBy.DAY: translate("Reports", "Day"),
    }[CodesBy(asked.split)]


def short_word(figure: str) -> str:
    """Return a figure's name as it has room over a column."""
    return {
        "offered": translate("Reports", "Offered"),
        "answered": translate("Reports", "Answered"),
        "service_level": translate("Reports", "Level"),
        "abandoned": translate("Reports", "Gave up"),
        "abandon_rate": translate("Reports", "Rate"),
        "short_abandoned": translate("Reports", "Short"),
        "asa": translate("Reports", "ASA"),
        "longest_wait_s": translate("Reports", "Longest"),
        "aht": translate("Reports", "AHT"),
        "signed_in_s": translate("Reports", "Signed in"),
        "handled": translate("Reports", "Handled"),
        "talk_s": translate("Reports", "Talk"),
        "hold_s": translate("Reports", "Hold"),
        "wrap_s": translate("Reports", "Wrap-up"),
        "ready_s": translate("Reports", "Ready"),
        "not_ready_s": translate("Reports", "Not ready"),
        "occupancy": translate("Reports", "Occupied"),
        "offers_missed": translate("Reports", "Missed"),
        "contacts": translate("Reports", "Contacts"),
    }[figure]


def call_kind_word(kind: CallKind) -> str:
    return {
        CallKind.ANSWERED: translate("Reports", "Answered"),
        CallKind.ABANDONED: translate("Reports", "Gave up"),
        CallKind.SHORT: translate("Reports", "Short abandon"),
        CallKind.TURNED_AWAY: translate("Reports", "Turned away"),
        CallKind.UNHEARD: translate("Reports", "Unheard"),
        CallKind.WAITING: translate("Reports", "Waiting"),
    }[kind]


def day_words(text: str) -> str:
    """Return a day, or a half-hour or month as it is."""
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return text
    weekday = QLocale().dayName(on.isoweekday(), QLocale.FormatType.ShortFormat)
    return f"{text} {weekday}"


def name_words(names: Mapping[str, Name], nothing: str) -> Callable[[str], str]:
    """Return what turns a group or part into words; ``nothing`` is what an empty one is called."""

    def words(text: str) -> str:
        name = names.get(text)
        if name is not None:
            return named(name.zh, name.en)
        return day_words(text) if text else nothing

    return words


def nothing_words(asked: Asked) -> str:
    """Return what a group without a name is."""
    if asked.kind is Kind.CODES and asked.split == CodesBy.QUEUE:
        return translate("Reports", "In no queue")
    return translate("Reports", "Not wrapped up")


def title_words(asked: Asked) -> str:
    gap = "" if is_chinese() else " "
    return f"{kind_word(asked.kind)}{gap}{split_word(asked.split)}"


def about_words(asked: Asked, only: str) -> tuple[str, ...]:
    """Return which days a report is of, and what it is narrowed to."""
    days = f"{asked.first.isoformat()} – {asked.last.isoformat()}"
    of = asked.first.isoformat() if asked.first == asked.last else days
    return (of, only) if only else (of,)
