"""Pinyin of names: the initials that agents type, and how a name is written in Latin letters.

The readings of characters come from ``pypinyin``; it does not know surnames, so these have a table of ours.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path


@dataclass(frozen=True, slots=True)
class _Readings:
    """Readings that differ from the usual ones; the right one first."""

    single: dict[str, list[str]]
    compound: dict[str, list[str]]
    places: dict[str, list[str]]
    variants: dict[str, str]


def initials(name: str) -> tuple[str, ...]:
    """Return the initials of a customer's name in all readings of the surname, the right one first.

    The usual reading of the character is among them, because agents type what they see.
    """
    text = _plain(name)
    family = surname(text)
    rest = "".join(_initial(char) for char in text[len(family) :])
    heads = ["".join(reading) for reading in product(*_surname_initials(family))]
    return tuple(dict.fromkeys(head + rest for head in heads if head + rest))


def readings(name: str) -> tuple[str, ...]:
    """Return what finds a customer's name by its sound: its initials, then its whole pinyin without spaces.

    ü is typed as v, u or yu.
    """
    text = _plain(name)
    family = surname(text)
    given = "".join(_sound(char) for char in text[len(family) :])
    table = _readings()
    heads = {
        "".join(table.compound.get(family, ())),
        *table.single.get(family, ()),
        "".join(_sound(char) for char in family),
    } - {""}
    whole = [f"{head}{given}" for head in sorted(heads)]
    typed = [sound.replace("ü", as_typed) for sound in whole for as_typed in ("v", "u", "yu")]
    return tuple(dict.fromkeys((*initials(name), *typed)))


def surname_variant(name: str) -> str | None:
    """Return the beginning of a name with the surname in its other spelling: 肖 and 萧 are one."""
    other = _readings().variants.get(name[:1])
    return other + name[1:] if other else None


def word_initials(text: str) -> str:
    """Return the initials of a place, a model or a code, read as words: 重庆 is cq, 什邡 sf."""
    import pypinyin  # takes 100 ms to import, and a desk without Chinese never needs it

    places = _readings().places
    found: list[str] = []
    for part in re.split(f"({'|'.join(places)}|[A-Za-z0-9])", _plain(text)):
        found += places.get(part) or pypinyin.lazy_pinyin(part)
    return "".join(syllable[:1] for syllable in found).lower()


def surname(name: str) -> str:
    """Return the surname of a person's name: two characters if it is one of the compound ones."""
    return name[:2] if name[:2] in _readings().compound else name[:1]


def romanised(name: str) -> str:
    """Write a person's name in Latin letters, surname first: Tian Shuhua."""
    text = _plain(name)
    family = surname(text)
    table = _readings()
    read = (
        table.compound.get(family) or table.single.get(family, [])[:1] or [_reading(char) for char in family]
    )
    given = "".join(_reading(char) for char in text[len(family) :])
    return " ".join(part.capitalize() for part in ("".join(read), given) if part)


def _plain(name: str) -> str:
    """Drop what is not said: spaces, dots between the parts of a name, brackets."""
    return "".join(char for char in unicodedata.normalize("NFKC", name) if char.isalnum())


def _surname_initials(family: str) -> list[list[str]]:
    table = _readings()
    if family in table.compound:
        right = [syllable[0] for syllable in table.compound[family]]
        usual = [_initial(char) for char in family]
        return [["".join(right), "".join(usual)]]
    return [[*(reading[0] for reading in table.single.get(family, [])), _initial(family)]]


@cache
def _initial(char: str) -> str:
    return char.lower() if char.isascii() else _reading(char)[:1]


def _sound(char: str) -> str:
    return char.lower() if char.isascii() else _reading(char)


@cache
def _reading(char: str) -> str:
    """Return the usual reading of one character, without tone; the character itself if it has none."""
    import pypinyin

    return str(pypinyin.lazy_pinyin(char)[0]).replace("v", "ü")


@cache
def _readings() -> _Readings:
    path = Path(__file__).parent.parent / "resources" / "catalogue" / "surnames.json"
    return _Readings(**json.loads(path.read_text(encoding="utf-8")))
