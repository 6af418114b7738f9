"""The words by which an article is found: Chinese from any character on, its pinyin and initials, codes."""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from uuid import UUID

_LONGEST = 24
_HAN = "\u3400-\u9fff"
_RUNS = re.compile(f"[{_HAN}]+|[a-z0-9]+")


def runs(text: str) -> list[str]:
    """Return what is written in one kind of letters, in small letters: 洗衣机E21 is 洗衣机 and e21."""
    return _RUNS.findall(unicodedata.normalize("NFKC", text).lower())


def plain(text: str) -> str:
    """Return the letters and digits of a text with nothing between them, as words stand in the store."""
    return "".join(runs(text))


def is_han(run: str) -> bool:
    return re.fullmatch(f"[{_HAN}]+", run) is not None


def word_rows(article_id: UUID, code: str, titles: tuple[str, str], words: str) -> list[dict[str, Any]]:
    """Return the rows of ``article_word`` of an article; ``words`` are separated by spaces."""
    keys = {plain(word)[:_LONGEST] for word in (code, *words.split())} - {""}
    found = {word[:_LONGEST] for text in (code, *titles, *words.split()) for word in _sounds(text)}
    return [
        {"article_id": article_id, "word": word, "is_key": word in keys and len(word) > 1}
        for word in sorted(keys | found)
    ]


def _sounds(text: str) -> set[str]:
    found: set[str] = set()
    for run in runs(text):
        found |= _of_han(run) if is_han(run) else {run, re.sub(r"^[a-z]+(?=\d)", "", run)}
    return found - {""}


def _of_han(run: str) -> set[str]:
    """Return a run from each of its characters on, as it is written, as it sounds, and its initials."""
    import pypinyin  # takes 100 ms to import, and only who writes knowledge needs it

    syllables = pypinyin.lazy_pinyin(run)
    found: set[str] = set()
    for at in range(len(run)):
        sound = syllables[at:]
        found |= {run[at:], "".join(sound), "".join(syllable[:1] for syllable in sound)}
    return found
