"""Links with a number, as Windows hands them over; and how many numbers may come from outside.

A link may stand on any web page, so that it can only ever say which number to look for: it rings and dials
nothing, writes nothing, and chooses no profile. What is not exactly one number is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum, auto
from threading import Lock
from typing import Final
from urllib.parse import parse_qsl, unquote

from app.errors import LinkRefused

LONGEST_LINK: Final = 256
LONGEST_NUMBER: Final = 64
_SCHEMES = ("tel:", "ringside:")
_POP = re.compile(r"(?://)?pop/?")

# RFC 3966, clause 3; spaces are not in it, but on many pages.
_GLOBAL = re.compile(r"\+[0-9\-.() ]*[0-9][0-9\-.() ]*")
_LOCAL = re.compile(r"[0-9A-Fa-f*#\-.() ]*[0-9*#][0-9A-Fa-f*#\-.() ]*")
_BARE = re.compile(r"[+*#]?[0-9][0-9*#]{1,30}")
_PARAMETER = re.compile(r"[A-Za-z0-9\-]+(=[^;=?&\s]+)?")
_TELLING = {
    "phone-context": re.compile(r"\+?[A-Za-z0-9\-.()]+"),
    "ext": re.compile(r"[0-9\-.() ]+"),
}


def is_link(text: str) -> bool:
    """Tell whether this is a link of ours rather than a command."""
    return text.lower().startswith(_SCHEMES)


def is_number(text: str) -> bool:
    """Tell whether this is the number of somebody who rings, and cannot be a command or an option."""
    return _BARE.fullmatch(text) is not None


def link_in(arguments: Sequence[str]) -> str:
    """Return the link that Windows started this program with, or nothing if it was started otherwise.

    What comes beside a link was put there by the page that it stands on, and is looked at as a part of it.
    """
    return " ".join(arguments) if arguments and is_link(arguments[0]) else ""


def number_of(link: str) -> str:
    """Return the number that a link asks to show, with its ``;ext=`` and ``;phone-context=`` if it has them.

    Source: RFC 3966; ``ringside:pop?number=…`` is our own. Raises: LinkRefused.
    """
    scheme, _, rest = link.partition(":")
    number = ""
    if len(link) <= LONGEST_LINK and rest.isprintable():
        number = _of_telephone(unquote(rest)) if scheme.lower() == "tel" else _of_ours(rest)
    if not 0 < len(number) <= LONGEST_NUMBER:
        raise LinkRefused(link=link[:LONGEST_NUMBER])
    return number


def _of_ours(rest: str) -> str:
    """Return the number of ``pop?number=…``, alone; nothing for what says anything else."""
    path, _, query = rest.partition("?")
    if not _POP.fullmatch(path):
        return ""
    try:
        said = parse_qsl(query, keep_blank_values=True, strict_parsing=True, max_num_fields=1)
    except ValueError:
        return ""
    name, number = said[0]
    if name != "number":
        return ""
    number = re.sub(r"^ (?=[0-9])", "+", number)  # who writes the link seldom writes + as %2B
    return _of_telephone(number.removeprefix("tel:"))


def _of_telephone(said: str) -> str:
    """Return a number as RFC 3966 writes it, with those parameters alone that say which telephone it is."""
    number, *parameters = said.removeprefix("//").rstrip("/").split(";")
    given = dict(map(_pair, parameters))
    known = {name: given[name] for name in _TELLING if name in given}
    is_whole = (
        len(given) == len(parameters)
        and all(map(_PARAMETER.fullmatch, parameters))
        and all(_TELLING[name].fullmatch(value) for name, value in known.items())
        and (_GLOBAL.fullmatch(number) or _LOCAL.fullmatch(number))
    )
    return ";".join((number, *(f"{name}={value}" for name, value in known.items()))) if is_whole else ""


def _pair(parameter: str) -> tuple[str, str]:
    name, _, value = parameter.partition("=")
    return name.lower(), value


class Let(Enum):
    """What becomes of a number from outside."""

    SHOW = auto()
    AGAIN = auto()  # it has just been shown
    TOO_MANY = auto()


class PopLimit:
    """Lets a few numbers through in a while, from any thread; what a page or a program repeats is stopped.

    The same number again at once is one pop: a softphone may start this program and call the hook too.
    """

    def __init__(
        self, clock: Callable[[], float], most: int = 6, within_s: float = 10, same_s: float = 3
    ) -> None:
        self._clock, self._most, self._within_s, self._same_s = clock, most, within_s, same_s
        self._shown: list[tuple[float, str]] = []
        self._lock = Lock()

    def let(self, number: str) -> Let:
        with self._lock:
            now = self._clock()
            self._shown = [(at, each) for at, each in self._shown if now - at < self._within_s]
            if any(each == number and now - at < self._same_s for at, each in self._shown):
                return Let.AGAIN
            if len(self._shown) >= self._most:
                return Let.TOO_MANY
            self._shown.append((now, number))
            return Let.SHOW

    def take_back(self, number: str) -> None:
        """Forget that a number was let through: nobody was there to see it."""
        with self._lock:
            self._shown = [(at, each) for at, each in self._shown if each != number]
