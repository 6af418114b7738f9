"""The words of the administration: lists, columns, choices, and what is wrong with a cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.lists.columns import Choice, Column, Kind, Problem, Scalar, Why, clock_words, enum_values
from app.lists.spec import Group
from ui.admin import words_floor, words_people, words_rules
from ui.wording import day_time, named

translate = QCoreApplication.translate

GROUPS: Final[Mapping[str, str]] = {
    Group.CODES: QT_TRANSLATE_NOOP("Lists", "Codes and reasons"),
    Group.GOODS: QT_TRANSLATE_NOOP("Lists", "Products and warranty"),
    Group.RULES: QT_TRANSLATE_NOOP("Lists", "Promises and follow-ups"),
    Group.CALLS: QT_TRANSLATE_NOOP("Lists", "Phone lines"),
    Group.MESSAGES: QT_TRANSLATE_NOOP("Lists", "Messages"),
    Group.PEOPLE: QT_TRANSLATE_NOOP("Lists", "Persons"),
    Group.PLACES: QT_TRANSLATE_NOOP("Lists", "Places and days"),
    Group.PROVIDERS: QT_TRANSLATE_NOOP("Lists", "Providers"),
}
LISTS: Final[Mapping[str, str]] = {
    "code_reason": QT_TRANSLATE_NOOP("Lists", "Reasons of calls"),
    "code_disposition": QT_TRANSLATE_NOOP("Lists", "Outcomes of calls"),
    "code_not_ready": QT_TRANSLATE_NOOP("Lists", "Not-ready reasons"),
    "code_follow_up": QT_TRANSLATE_NOOP("Lists", "Reasons of follow-ups"),
    "code_attempt": QT_TRANSLATE_NOOP("Lists", "Results of attempts"),
    "code_remedy": QT_TRANSLATE_NOOP("Lists", "What customers want"),
    "code_cancel": QT_TRANSLATE_NOOP("Lists", "Why orders are cancelled"),
    "code_move": QT_TRANSLATE_NOOP("Lists", "Why visits are moved"),
    "code_refuse": QT_TRANSLATE_NOOP("Lists", "Why providers refuse"),
    "code_hotline": QT_TRANSLATE_NOOP("Lists", "Hotline numbers"),
    "fault": QT_TRANSLATE_NOOP("Lists", "Faults and work"),
    **words_floor.LISTS,
    **words_people.LISTS,
    **words_rules.LISTS,
}
COLUMNS: Final[Mapping[str, str]] = {
    "code": QT_TRANSLATE_NOOP("Lists", "Code"),
    "code_hotline.code": QT_TRANSLATE_NOOP("Lists", "Number"),
    "parent_code": QT_TRANSLATE_NOOP("Lists", "Belongs to"),
    "name_zh": QT_TRANSLATE_NOOP("Lists", "Name, Chinese"),
    "name_en": QT_TRANSLATE_NOOP("Lists", "Name, English"),
    "line": QT_TRANSLATE_NOOP("Lists", "Product line"),
    "kind": QT_TRANSLATE_NOOP("Lists", "Kind"),
    "part_zh": QT_TRANSLATE_NOOP("Lists", "Part, Chinese"),
    "part_en": QT_TRANSLATE_NOOP("Lists", "Part, English"),
    "minutes": QT_TRANSLATE_NOOP("Lists", "Minutes"),
    "level": QT_TRANSLATE_NOOP("Lists", "Level"),
    "is_main_part": QT_TRANSLATE_NOOP("Lists", "Main part"),
    "is_paid": QT_TRANSLATE_NOOP("Lists", "Always paid"),
    "valid_from": QT_TRANSLATE_NOOP("Lists", "Counts from"),
    "source": QT_TRANSLATE_NOOP("Lists", "Source"),
    "position": QT_TRANSLATE_NOOP("Lists", "Order"),
    "retired": QT_TRANSLATE_NOOP("Lists", "Retired"),
    **words_floor.COLUMNS,
    **words_people.COLUMNS,
    **words_rules.COLUMNS,
}
CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "ProductLine": {
        "tv": QT_TRANSLATE_NOOP("Lists", "television"),
        "fridge": QT_TRANSLATE_NOOP("Lists", "fridge"),
        "washer": QT_TRANSLATE_NOOP("Lists", "washing machine"),
        "ac": QT_TRANSLATE_NOOP("Lists", "air conditioner"),
        "small": QT_TRANSLATE_NOOP("Lists", "small appliance"),
    },
    "OrderKind": {
        "repair": QT_TRANSLATE_NOOP("Lists", "repair"),
        "installation": QT_TRANSLATE_NOOP("Lists", "installation"),
        "delivery": QT_TRANSLATE_NOOP("Lists", "delivery"),
        "inspection": QT_TRANSLATE_NOOP("Lists", "inspection"),
    },
    "WorkLevel": {
        "simple": QT_TRANSLATE_NOOP("Lists", "simple"),
        "small": QT_TRANSLATE_NOOP("Lists", "small"),
        "medium": QT_TRANSLATE_NOOP("Lists", "medium"),
        "large": QT_TRANSLATE_NOOP("Lists", "large"),
    },
    **words_floor.CHOICES,
    **words_people.CHOICES,
    **words_rules.CHOICES,
}


def group_word(group: Group) -> str:
    return translate("Lists", GROUPS[group])


def list_word(list_id: str) -> str:
    return translate("Lists", LISTS.get(list_id, list_id))


def column_word(list_id: str, name: str) -> str:
    """Return what stands over a column; a list may have its own word for one that others have too."""
    return translate("Lists", _column_source(list_id, name))


def column_heads(list_id: str, name: str) -> tuple[str, ...]:
    """Return what is taken for a column's head in a table that is pasted."""
    return column_word(list_id, name), _column_source(list_id, name)


def _column_source(list_id: str, name: str) -> str:
    return COLUMNS.get(f"{list_id}.{name}") or COLUMNS.get(name, name)


def retired_words(list_id: str) -> str:
    """Return what is said of a row that retires when it is saved; {0} is its name."""
    source = words_people.RETIRES.get(
        list_id,
        QT_TRANSLATE_NOOP(
            "Lists", "“{0}” retires when you save: old records still show it, nobody can choose it."
        ),
    )
    return translate("Lists", source)


def choice_word(column: Column, choice: Choice) -> str:
    """Return what a choice is called in the language of the screen."""
    if choice.name_zh or choice.name_en:
        return named(choice.name_zh, choice.name_en)
    enum = getattr(column.choices, "__name__", "")
    return translate("Lists", CHOICES.get(enum, {}).get(choice.value, choice.value))


def choices_of(column: Column, found: Mapping[str, tuple[Choice, ...]]) -> tuple[Choice, ...]:
    """Return what a column can be chosen from: the values of its enum, or rows that came with the list."""
    return tuple(map(Choice, enum_values(column.choices))) or found.get(column.name, ())


def flag_word(value: bool) -> str:
    return translate("Lists", "yes") if value else translate("Lists", "no")


def cell_words(column: Column, value: Scalar, found: Mapping[str, tuple[Choice, ...]]) -> str:
    """Return a cell as it is read, and as it can be typed and pasted again."""
    if value is None:
        return ""
    match column.kind:
        case Kind.FLAG:
            return flag_word(bool(value))
        case Kind.CLOCK:
            return clock_words(int(value))
        case Kind.INSTANT:
            return day_time(datetime.fromisoformat(str(value)))
        case Kind.CHOICE:
            known = next((one for one in choices_of(column, found) if one.value == value), None)
            return choice_word(column, known) if known else str(value)
    return str(value)


def why_sentence(column: Column, problem: Problem, found: Mapping[str, tuple[Choice, ...]]) -> str:
    """Say what is wrong with a cell and what would be right."""
    about = problem.about
    match problem.why:
        case Why.CHANGED:
            return translate(
                "Lists", "Somebody changed this meanwhile; it now says “{0}”. Save again to keep yours."
            ).format(cell_words(column, about, found))
        case Why.TOO_SMALL:
            return translate("Lists", "At least {0}.").format(about)
        case Why.TOO_LARGE:
            return translate("Lists", "At most {0}.").format(about)
        case Why.TOO_LONG:
            return translate("Lists", "At most {0} characters.").format(about)
        case Why.UNKNOWN:
            return translate("Lists", "There is no “{0}” in the list it belongs to.").format(about or "")
        case Why.OVERLAPS:
            words = translate("Lists", "This person works from {0} already: two shifts do not overlap.")
            return words.format(about or "")
        case Why.IN_USE:
            return translate("Lists", "Still in use: {0}.").format(about)
        case Why.TOO_EARLY:
            return translate("Lists", "Say from which day it counts: later than {0}.").format(about or "")
        case Why.NO_FIELD:
            return translate("Lists", "This message has no field {0}.").format(about)
    return translate("Lists", _WHY[problem.why])


_WHY: Final = {
    Why.REQUIRED: QT_TRANSLATE_NOOP("Lists", "Something must stand here."),
    Why.NOT_WHOLE: QT_TRANSLATE_NOOP("Lists", "A whole number stands here."),
    Why.NOT_A_FLAG: QT_TRANSLATE_NOOP("Lists", "Yes or no."),
    Why.NOT_A_DAY: QT_TRANSLATE_NOOP("Lists", "A day such as 2026-11-23."),
    Why.NOT_A_CLOCK: QT_TRANSLATE_NOOP("Lists", "A time such as 08:30, up to 24:00."),
    Why.NOT_A_CODE: QT_TRANSLATE_NOOP("Lists", "Letters, digits and . _ - only, without spaces."),
    Why.NOT_A_CHOICE: QT_TRANSLATE_NOOP("Lists", "This is none of the choices. F2 shows them."),
    Why.WRONG_FORM: QT_TRANSLATE_NOOP("Lists", "This does not have the form that it must have."),
    Why.FIXED: QT_TRANSLATE_NOOP("Lists", "This is given once and does not change. Make a new row."),
    Why.KNOWN: QT_TRANSLATE_NOOP("Lists", "Another row has this already."),
    Why.GONE: QT_TRANSLATE_NOOP("Lists", "This row is not in the list any more."),
    Why.PAST: QT_TRANSLATE_NOOP("Lists", "What has been does not change: today or later."),
    Why.ENDS_FIRST: QT_TRANSLATE_NOOP("Lists", "This ends before it begins."),
    Why.NEEDED: QT_TRANSLATE_NOOP("Lists", "The program needs this one; it cannot be retired."),
}
