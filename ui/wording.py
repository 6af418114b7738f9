"""Domain values as words: names, greetings, states, times, in the language of the screen."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

from PySide6.QtCore import QCoreApplication, QLocale

from app import names
from app.customers import Tier, Title
from app.pop import Head
from app.service_time import ZONE, Half, service_day

translate = QCoreApplication.translate


def is_chinese() -> bool:
    return QLocale().language() == QLocale.Language.Chinese


def named(zh: str, en: str) -> str:
    """Return the name that data has in the language of the screen."""
    return zh if is_chinese() else en or zh


def surname(name: str) -> str:
    """Return the part of a name that one greets by; a name with a dot or in Latin letters stays whole."""
    if not name or "·" in name or name.isascii():
        return name
    family = names.surname(name)
    return family if is_chinese() else _latin(family)


@cache
def _latin(family: str) -> str:
    return names.romanised(family)


def greeting(name: str, title: Title) -> str:
    """Return how to address a customer; no title is ever guessed."""
    match title:
        case Title.MR:
            return translate("Wording", "Mr {0}").format(surname(name))
        case Title.MS:
            return translate("Wording", "Ms {0}").format(surname(name))
        case Title.TEACHER:
            return translate("Wording", "Teacher {0}").format(surname(name))
        case _:
            return name


def tier_word(tier: Tier) -> str:
    return {
        Tier.STANDARD: translate("Wording", "Standard"),
        Tier.SILVER: translate("Wording", "Silver"),
        Tier.GOLD: translate("Wording", "Gold"),
        Tier.VIP: translate("Wording", "VIP"),
    }[tier]


def place_line(head: Head) -> str:
    """Return where a customer lives, widest name first."""
    return " ".join(part for part in (named(head.place_zh, head.place_en), head.address_line) if part)


def local(instant: datetime) -> datetime:
    """Return an instant as the clock of the service shows it."""
    return instant.astimezone(ZONE)


def day_time(instant: datetime) -> str:
    """Return day and time as ``11-20 09:12``, or ``20 Nov 09:12`` in English."""
    return f"{short_day(service_day(instant))} {local(instant):%H:%M}"


def sheet_time(instant: datetime) -> str:
    """Return day and time as a spreadsheet reads them, ``2026-11-20 09:12``, in the time of the service."""
    return f"{local(instant):%Y-%m-%d %H:%M}"


def short_day(day: date) -> str:
    if is_chinese():
        return f"{day:%m-%d}"
    return f"{day.day} {QLocale().monthName(day.month, QLocale.FormatType.ShortFormat)}"


def long_day(day: date, today: date) -> str:
    """Return a day as one says it: tomorrow, Saturday 21 Nov."""
    weekday = QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
    near = {
        today: translate("Wording", "today"),
        today + timedelta(days=1): translate("Wording", "tomorrow"),
    }.get(day)
    return " ".join(part for part in (near, weekday, None if near else short_day(day)) if part)


def half_hours(half: Half) -> str:
    return {
        Half.AM: translate("Wording", "morning 9–12"),
        Half.PM: translate("Wording", "afternoon 14–18"),
    }[half]


def span(begins_at: datetime, ends_at: datetime) -> str:
    return f"{local(begins_at):%H:%M}–{local(ends_at):%H:%M}"


def duration(left: timedelta) -> tuple[str, str]:
    """Return how long until, or since, in two short parts: days and hours, or hours and minutes."""
    minutes = int(abs(left).total_seconds() // 60)
    days, rest = divmod(minutes, 1440)
    hours, small = divmod(rest, 60)
    if days:
        return (
            translate("Wording", "{0} d").format(days),
            translate("Wording", "{0} h").format(hours),
        )
    return translate("Wording", "{0} h").format(hours), minutes_word(small)


def minutes_word(minutes: int) -> str:
    return translate("Wording", "{0} min").format(minutes)
