"""What can be done from here, to be found by words: in both languages, by initials, with its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from app.names import word_initials


@dataclass(frozen=True, slots=True)
class Doing:
    """One command. ``words`` are what it is called in each language; ``why_not`` says why not now."""

    id: str
    text: str
    icon: str = ""
    key: str = ""
    why_not: str = ""
    words: tuple[str, ...] = ()
    do: Callable[[], object] | None = field(default=None, compare=False)

    def fits(self, wanted: str) -> bool:
        """Tell whether it is called so in one of the languages: by words that begin so, or by initials."""
        return any(_fits(words, wanted) for words in {self.text, *self.words})


def _fits(text: str, wanted: str) -> bool:
    if f" {wanted}" in f" {text.lower()}":
        return True
    return not text.isascii() and (wanted in text or word_initials(text).startswith(wanted))
