"""The government's yearly notice of holidays, read as it is published or as a table of a spreadsheet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from app.spreadsheet import from_spreadsheet
from app.working_calendar import DayKind, NoticeDay, read_notice

_YEAR: Final = re.compile(r"(\d{4})年")
_ASIDE: Final = re.compile(r"\([^()]*\)")
_POINT: Final = re.compile(r"^[一二三四五六七八九十]+、\s*([^:,。]{1,12}?)\s*:")
_SPAN: Final = re.compile(
    r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:至(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日)?"
)
_NUMBER: Final = re.compile(r"国办发明电\s*〔\d{4}〕\s*\d+\s*号")
_TABLE: Final = re.compile(r"\s*\d{4}-\d{1,2}-\d{1,2}\s*[,\t]", re.ASCII)
_MOST_DAYS: Final = 31  # of one holiday


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """What a notice says: its year, its days, and its number where it has one."""

    year: int
    days: tuple[NoticeDay, ...]
    number: str = ""


def read_holiday_notice(text: str) -> HolidayNotice:
    """Read a notice: its text as published, or lines of day, off or work, name; also from a spreadsheet.

    Raises ValueError with what cannot be read.
    Source of the form: the State Council's notices 国办发明电〔2024〕12号 and of 2025-11-04.
    """
    if any(_TABLE.match(line) for line in text.splitlines()):
        return _of_table(text)
    return _of_words(text)


def _of_table(text: str) -> HolidayNotice:
    lines = [",".join(row) for row in from_spreadsheet(text)] if "\t" in text else text.splitlines()
    days = read_notice(lines)
    if not days:
        raise ValueError("no day")
    return HolidayNotice(max(day.on.year for day in days), tuple(days))


def _of_words(text: str) -> HolidayNotice:
    plain = unicodedata.normalize("NFKC", text)
    year = _YEAR.search(plain)
    if year is None:
        raise ValueError("no year")
    found: dict[date, NoticeDay] = {}
    for day in _days(_ASIDE.sub("", plain), int(year[1])):
        if found.setdefault(day.on, day).kind is not day.kind:
            raise ValueError(f"{day.on}")
    if not found:
        raise ValueError("no day")
    number = _NUMBER.search(text)
    return HolidayNotice(int(year[1]), tuple(found[on] for on in sorted(found)), number[0] if number else "")


def _days(plain: str, year: int) -> Iterator[NoticeDay]:
    """Yield the days of each point: those that are off, then those that are worked for them."""
    for line in plain.splitlines():
        point = _POINT.match(line.strip())
        if point is None:
            continue
        for sentence in line[line.index(":") + 1 :].split("。"):
            kind = DayKind.OFF if "放假" in sentence else DayKind.WORK if "上班" in sentence else None
            if kind is not None:
                for on in _spans(sentence, year):
                    yield NoticeDay(on=on, kind=kind, name=point[1])


def _spans(sentence: str, year: int) -> Iterator[date]:
    """Yield the days that a sentence names. A day without its month is in the month of the one before."""
    month = 0
    for of, first_month, first_day, to, last_month, last_day in _SPAN.findall(sentence):
        month = int(first_month or month)
        first = date(int(of or year), month, int(first_day))
        month = int(last_month or month)
        last = date(int(to or first.year), month, int(last_day)) if last_day else first
        if not first <= last <= first + timedelta(days=_MOST_DAYS):
            raise ValueError(f"{first} – {last}")
        yield from (first + timedelta(days=number) for number in range((last - first).days + 1))
