"""What a search shows, as plain lines: grouped by what was found, with what matched marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from app.names import readings
from app.search import END, FoundBy, SearchHit
from ui.search.commands import Doing
from ui.wording import greeting, named, tier_word

translate = QCoreApplication.translate

Parts = tuple[tuple[str, str], ...]  # words and how they are drawn: text, mark or muted
ORDERS, UNITS = (FoundBy.ORDER,), (FoundBy.SERIAL, FoundBy.SERIAL_END)
NAMED = (FoundBy.NAME, FoundBy.INITIALS, FoundBy.NAME_AND_END)
NUMBERED = (FoundBy.NUMBER, FoundBy.NUMBER_END, FoundBy.NAME_AND_END)


@dataclass(frozen=True, slots=True)
class Line:
    """One line. A head has no icon and cannot be chosen; of the rest one of the last four is given."""

    parts: Parts
    aside: Parts = ()
    icon: str = ""
    key: str = ""
    customer_id: UUID | None = None
    doing: Doing | None = None
    words: str = ""  # that were asked before
    open: Callable[[], object] | None = field(default=None, compare=False)  # what else was found

    @property
    def is_head(self) -> bool:
        return not self.icon


def found_lines(
    hits: Sequence[SearchHit], doings: Sequence[Doing], words: str, more: Sequence[Line] = ()
) -> list[Line]:
    """Return what was found: customers, orders, units, what else, commands; each group under its head."""
    groups = (
        (translate("Search", "Customers"), [hit for hit in hits if hit.found_by not in ORDERS + UNITS]),
        (translate("Search", "Orders"), [hit for hit in hits if hit.found_by in ORDERS]),
        (translate("Search", "Units"), [hit for hit in hits if hit.found_by in UNITS]),
    )
    lines: list[Line] = []
    for title, group in groups:
        if group:
            lines += [head_line(title), *(_hit_line(hit, words) for hit in group)]
    return [*lines, *more, *command_lines(doings)]


def command_lines(doings: Sequence[Doing]) -> list[Line]:
    """Return commands under their head; those that cannot be done now stand last and say why."""
    if not doings:
        return []
    in_order = sorted(doings, key=lambda one: bool(one.why_not))
    return [head_line(translate("Search", "Commands")), *map(_command_line, in_order)]


def asked_lines(asked: Sequence[str]) -> list[Line]:
    """Return what was asked before, the last first."""
    if not asked:
        return []
    lines = [Line(((words, "text"),), icon="clock", words=words) for words in asked]
    return [head_line(translate("Search", "Asked last")), *lines]


def head_line(title: str) -> Line:
    """Return the head of a group."""
    return Line(((title, "muted"),))


def _command_line(doing: Doing) -> Line:
    icon = doing.icon or "caret-down"
    if doing.why_not:
        return Line(((doing.text, "muted"),), ((doing.why_not, "muted"),), icon, doing=doing)
    return Line(((doing.text, "text"),), icon=icon, key=doing.key, doing=doing)


def _hit_line(hit: SearchHit, words: str) -> Line:
    who = marked(hit.name, _of_name(hit, words))
    hail = greeting(hit.name, hit.title)
    about = [named(hit.place_zh, hit.place_en), "" if hit.tier == "standard" else tier_word(hit.tier)]
    rest = " · ".join(part for part in (hail if hail != hit.name else "", *about) if part)
    parts = (*who, (f"   {rest}", "muted")) if rest else who
    if not hit.found:
        number = hit.number
        ends = hit.found_by in NUMBERED
        aside = marked(number, [(len(number) - END, len(number))] if ends and len(number) > END else [])
    elif hit.found_by is FoundBy.ADDRESS:
        aside = marked(hit.found, list(_of_address(hit.found, words)))
    else:
        aside = marked(hit.found, [_of_end(hit.found, words)])
    icon = "clipboard-text" if hit.found_by in ORDERS else "user-focus"
    icon = "washing-machine" if hit.found_by in UNITS else icon
    return Line(parts, aside, icon, customer_id=hit.customer_id)


def _of_name(hit: SearchHit, words: str) -> list[tuple[int, int]]:
    """Return what of a name was meant: the characters typed, or those whose initials were."""
    if hit.found_by not in NAMED:
        return []
    asked = re.sub(r"[\s0-9]", "", words)
    if asked.isascii():
        short = [one for one in readings(hit.name) if len(one) <= len(hit.name)]
        is_initials = any(one.startswith(asked.lower()) for one in short)
        return [(0, len(asked) if is_initials else len(hit.name))]
    return [(0, min(len(asked), len(hit.name)))]


def _of_end(found: str, words: str) -> tuple[int, int]:
    asked = re.sub(r"\s", "", words).upper()
    return (len(found) - len(asked) if found.upper().endswith(asked) else 0, len(found))


def _of_address(line: str, words: str) -> Iterator[tuple[int, int]]:
    """Yield where the parts of what was asked stand, one behind the other; blanks do not count."""
    at = 0
    for part in re.findall(r"[0-9]+[^0-9\s]*|[^0-9\s]+", words):
        found = re.search(r"\s*".join(map(re.escape, part)), line[at:])
        if found is None:
            return
        yield at + found.start(), at + found.end()
        at += found.end()


def marked(text: str, ranges: Sequence[tuple[int, int]]) -> Parts:
    """Cut a text into its parts; what lies in one of the ranges is marked."""
    parts: list[tuple[str, str]] = []
    at = 0
    for begin, end in ranges:
        parts += [(text[at:begin], "text"), (text[begin:end], "mark")]
        at = end
    parts.append((text[at:], "text"))
    return tuple((words, how) for words, how in parts if words)
