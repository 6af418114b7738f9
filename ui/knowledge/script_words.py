"""Answers of a script as words, and days as they are typed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from app.script_steps import Run, Step, StepKind
from app.scripts import ScriptText
from app.service_time import service_day
from ui.wording import is_chinese, named, short_day

translate = QCoreApplication.translate

_LEAP = 4  # years from one 29 February to the next


def value_words(step: Step, value: str) -> str:
    """Return an answer as one reads it."""
    option = step.option(value)
    if option is not None and option.zh:
        return named(option.zh, option.en)
    if step.kind is StepKind.YES_NO:
        return translate("Script", "yes") if value == "yes" else translate("Script", "no")
    if step.kind is StepKind.DATE:
        return short_day(date.fromisoformat(value))
    unit = named(step.unit_zh, step.unit_en) if step.kind is StepKind.NUMBER else ""
    return f"{value} {unit}".strip()


def day_typed(text: str, now: datetime) -> str:
    """Return a day that was typed, as 11-23, 11.23 or 2026-11-23, in the way of ISO 8601; else the text.

    A day without a year is the nearest one to today; a year has four digits.
    """
    parts = text.replace("/", "-").replace(".", "-").split("-")
    today = service_day(now)
    with suppress(ValueError):
        numbers = [int(part) for part in parts]
        if len(numbers) == 3 and len(parts[0].strip()) == len("2026"):
            return date(*numbers).isoformat()
        if len(numbers) == 2:
            years = range(today.year - _LEAP, today.year + _LEAP + 1)
            days = [day for year in years for day in _day(year, *numbers)]
            return min(days, key=lambda day: abs(day - today)).isoformat()
    return text


def _day(year: int, month: int, day: int) -> list[date]:
    """Return the day, or none: 29 February is in few years."""
    with suppress(ValueError):
        return [date(year, month, day)]
    return []


def summary(script: ScriptText, run: Run) -> str:
    """Return what was asked and answered as one line for the notes."""
    between, end = ("：", "；") if is_chinese() else (": ", "; ")
    said = [
        f"{named(step.zh, step.en).rstrip('？?')}{between}{value_words(step, value)}"
        for step, value in run.answered
    ]
    return f"[{named(script.title_zh, script.title_en)}] {end.join(said)}"
