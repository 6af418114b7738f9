"""The columns of lists: what a cell may hold, how it is read from words, and what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import EnumType, StrEnum
from typing import Final

from sqlalchemy.orm import Session

Scalar = str | int | bool | None  # of a cell; days and instants as ISO, ids as text, an empty cell is None
Values = Mapping[str, Scalar]

DAY_MIN: Final = 24 * 60
_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+/-]*")
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_CLOCK: Final = re.compile(r"(\d{1,2})[:：](\d{2})")
_YES: Final = frozenset({"yes", "y", "true", "1", "是", "✓", "√", "x"})
_NO: Final = frozenset({"no", "n", "false", "0", "否", "✗", "-"})


class Kind(StrEnum):
    ID = "id"  # made by the grid and not shown
    CODE = "code"
    TEXT = "text"
    LINES = "lines"  # text of several lines
    WHOLE = "whole"  # a whole number
    FLAG = "flag"
    DAY = "day"
    INSTANT = "instant"  # only shown
    CLOCK = "clock"  # minutes of a day, shown as 08:00
    CHOICE = "choice"


class Why(StrEnum):
    """What can be wrong with a cell; ``about`` of the `Problem` is what the comment says."""

    REQUIRED = "required"
    NOT_WHOLE = "not_whole"
    TOO_SMALL = "too_small"  # the least
    TOO_LARGE = "too_large"  # the most
    TOO_LONG = "too_long"  # the most letters
    NOT_A_FLAG = "not_a_flag"
    NOT_A_DAY = "not_a_day"
    NOT_A_CLOCK = "not_a_clock"
    NOT_A_CODE = "not_a_code"
    NOT_A_CHOICE = "not_a_choice"
    WRONG_FORM = "wrong_form"
    FIXED = "fixed"  # given once, and not here
    KNOWN = "known"  # another row has it
    UNKNOWN = "unknown"  # what it names is not there
    CHANGED = "changed"  # by somebody else, to this
    GONE = "gone"  # the row is not there
    PAST = "past"  # a day that has gone
    TOO_EARLY = "too_early"  # not after the day from which another holds
    ENDS_FIRST = "ends_first"  # before it begins
    OVERLAPS = "overlaps"  # with which time of the same person
    IN_USE = "in_use"  # by what
    NEEDED = "needed"  # and so not to be retired
    NO_FIELD = "no_field"  # a message has no such field


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell."""

    column: str
    why: Why
    about: Scalar = ""


class CellProblem(ValueError):
    """Words that are no value of their column."""

    def __init__(self, why: Why, about: Scalar = "") -> None:
        super().__init__(why, about)
        self.why, self.about = why, about


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a cell may have, in both languages; without names the screen has its words."""

    value: str
    name_zh: str = ""
    name_en: str = ""
    retired: bool = False


Choices = type[StrEnum] | Callable[[Session], list[Choice]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list. ``start`` is what a new row has there; ``least`` and ``most`` are of numbers."""

    name: str
    kind: Kind = Kind.TEXT
    is_key: bool = False
    is_required: bool = True
    is_fixed: bool = False  # given with a new row only; those of the key are
    is_shown_only: bool = False  # nobody types it
    choices: Choices | None = None
    least: int = 0
    most: int = 1_000_000
    longest: int = 200
    pattern: str = ""
    start: Scalar = None

    @property
    def is_visible(self) -> bool:
        return self.kind is not Kind.ID


def read_cell(column: Column, words: str, choices: Sequence[tuple[str, Sequence[str]]] = ()) -> Scalar:
    """Return the value that somebody typed or pasted; nothing is None.

    ``choices`` are values, each with the names that are taken for it. Raises CellProblem.
    """
    text = unicodedata.normalize("NFC", words).strip()
    if column.kind is not Kind.LINES:
        text = " ".join(text.split())
    if not text:
        return None
    value = _read(column, text, choices)
    wrong = _wrong(column, value)
    if wrong is not None:
        raise CellProblem(wrong.why, wrong.about)
    return value


def _read(column: Column, text: str, choices: Sequence[tuple[str, Sequence[str]]]) -> Scalar:
    plain = unicodedata.normalize("NFKC", text)
    match column.kind:
        case Kind.WHOLE:
            if not re.fullmatch(r"-?\d{1,12}", plain.replace(",", "")):
                raise CellProblem(Why.NOT_WHOLE)
            return int(plain.replace(",", ""))
        case Kind.FLAG:
            return _read_flag(plain)
        case Kind.DAY:
            return _read_day(plain)
        case Kind.CLOCK:
            return _read_clock(plain)
        case Kind.CODE:
            return plain
        case Kind.CHOICE:
            asked = text.casefold()
            for value, names in choices:
                if asked == value.casefold() or asked in (name.casefold() for name in names):
                    return value
            raise CellProblem(Why.NOT_A_CHOICE)
    return text


def _read_flag(text: str) -> bool:
    word = text.casefold()
    if word not in _YES | _NO:
        raise CellProblem(Why.NOT_A_FLAG)
    return word in _YES


def _read_day(text: str) -> str:
    found = _DAY.fullmatch(text)
    try:
        return date(*map(int, found.groups())).isoformat() if found else _no_day()
    except ValueError:
        raise CellProblem(Why.NOT_A_DAY) from None


def _no_day() -> str:
    raise CellProblem(Why.NOT_A_DAY)


def _read_clock(text: str) -> int:
    found = _CLOCK.fullmatch(text)
    hours, minutes = map(int, found.groups()) if found else (99, 99)
    if minutes > 59 or hours * 60 + minutes > DAY_MIN:
        raise CellProblem(Why.NOT_A_CLOCK)
    return hours * 60 + minutes


def clock_words(minutes: int) -> str:
    """Return minutes of a day as a clock shows them; the end of the day is 24:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def check_cell(column: Column, value: Scalar) -> Problem | None:
    """Return what is wrong with a value, wherever it came from."""
    if value is None:
        return Problem(column.name, Why.REQUIRED) if column.is_required else None
    return _wrong(column, value)


def _wrong(column: Column, value: Scalar) -> Problem | None:
    match column.kind:
        case Kind.WHOLE | Kind.CLOCK:
            return _wrong_number(column, value)
        case Kind.FLAG:
            return None if isinstance(value, bool) else Problem(column.name, Why.NOT_A_FLAG)
    if not isinstance(value, str):
        return Problem(column.name, Why.WRONG_FORM)
    if column.kind is Kind.DAY:
        return None if _is_day(value) else Problem(column.name, Why.NOT_A_DAY)
    return _wrong_text(column, value)


def _wrong_number(column: Column, value: Scalar) -> Problem | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return Problem(column.name, Why.NOT_WHOLE)
    most = DAY_MIN if column.kind is Kind.CLOCK else column.most
    if value < column.least:
        return Problem(column.name, Why.TOO_SMALL, column.least)
    return Problem(column.name, Why.TOO_LARGE, most) if value > most else None


def _wrong_text(column: Column, value: str) -> Problem | None:
    if len(value) > column.longest:
        return Problem(column.name, Why.TOO_LONG, column.longest)
    if column.pattern and not re.fullmatch(column.pattern, value):
        return Problem(column.name, Why.WRONG_FORM)
    if column.kind is Kind.CODE and not column.pattern and not _CODE.fullmatch(value):
        return Problem(column.name, Why.NOT_A_CODE)
    known = enum_values(column.choices)
    return Problem(column.name, Why.NOT_A_CHOICE) if known and value not in known else None


def enum_values(choices: Choices | None) -> tuple[str, ...]:
    """Return the values of an enum that a column chooses from; nothing for choices that are rows."""
    if not isinstance(choices, EnumType):
        return ()
    members: Iterable[StrEnum] = choices
    return tuple(one.value for one in members)


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
