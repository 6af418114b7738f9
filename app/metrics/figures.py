"""Each figure once: what it is called, how it is made, and what it leaves out. Live and in history the same.

The words are English here and are translated by `ui/metrics_words.py`; docs/reports.md is made from them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.metrics.counts import Counts


class Unit(StrEnum):
    COUNT = "count"
    SECONDS = "seconds"
    SHARE = "share"  # of one: 0.8 is 80 %


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. ``of`` returns None where its denominator is nothing.

    ``formula`` names the denominator and says what becomes of short abandons. ``caution`` is where others
    count otherwise, or what the name may be taken for; it may be empty.
    """

    id: str
    unit: Unit
    words: str
    formula: str
    of: Callable[[Counts], float | None]
    caution: str = ""


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _count(id: str, words: str, formula: str, caution: str = "") -> Figure:
    return Figure(id, Unit.COUNT, words, formula, lambda counts: getattr(counts, id), caution)


def _time(id: str, words: str, formula: str, caution: str = "") -> Figure:
    return Figure(id, Unit.SECONDS, words, formula, lambda counts: getattr(counts, id), caution)


FIGURES: Final = (
    _count(
        "arrived",
        "Arrived",
        "Every call that came into the queue: offered, short abandons, unheard and still waiting. A "
        "call counts once, in the queue it entered first, in the half-hour in which it entered it.",
    ),
    _count(
        "offered",
        "Offered",
        "Answered + abandoned + turned away. Short abandons and calls that still wait are not offered.",
        "Others count every call that arrived, short abandons too.",
    ),
    _count(
        "answered",
        "Answered",
        "Calls of the queue that an agent and the caller heard each other in, by the telephone system's own "
        "word, whichever agent it was and however the agent is signed in.",
    ),
    _count(
        "answered_within",
        "Answered in time",
        "Answered calls that waited no longer than the queue's own limit T, in whole seconds from "
        "the entry into the queue; announcements before the queue do not count.",
    ),
    Figure(
        "service_level",
        Unit.SHARE,
        "Service level",
        "Answered within T seconds ÷ offered. Offered is answered + abandoned + turned away, however "
        "soon or late they gave up; short abandons are left out of both.",
        lambda counts: _share(counts.answered_within, counts.offered),
        "At least four formulas are in use: some divide by answered, some count who gives up within T as "
        "answered in time, some leave everyone out who gives up within T.",
    ),
    _count(
        "abandoned",
        "Abandoned",
        "Callers who hung up in the queue or while it rang, after the queue's limit for short "
        "abandons. Who left a message or was rung back later still counts.",
        "Some do not count a caller who asked to be rung back.",
    ),
    _count(
        "short_abandoned",
        "Short abandons",
        "Callers who hung up before the queue's limit S for short abandons: neither offered nor abandoned.",
        "Many live boards count them and their history does not; here neither does.",
    ),
    Figure(
        "abandon_rate",
        Unit.SHARE,
        "Abandon rate",
        "Abandoned ÷ offered. Short abandons are in neither.",
        lambda counts: _share(counts.abandoned, counts.offered),
    ),
    _count(
        "turned_away",
        "Turned away",
        "Calls whose wait the telephone system ended: the time of the queue was over, or it took "
        "nobody. They are offered, and not abandoned.",
    ),
    _count(
        "unheard",
        "Unheard",
        "Calls whose end nobody heard, because the line was lost before they were answered. Not offered.",
    ),
    _count("waiting", "Waiting", "Calls in the queue that are not answered yet. They are not offered yet."),
    Figure(
        "asa",
        Unit.SECONDS,
        "Speed of answer (ASA)",
        "Waiting time of answered calls ÷ answered. The clock starts at the entry into the queue, not at the "
        "announcement before; abandoned calls and short abandons are left out.",
        lambda counts: _share(counts.wait_s, counts.answered),
    ),
    Figure(
        "abandoned_after",
        Unit.SECONDS,
        "Gave up after",
        "Waiting time of abandoned calls ÷ abandoned. Short abandons are left out.",
        lambda counts: _share(counts.abandoned_wait_s, counts.abandoned),
    ),
    _time(
        "longest_wait_s",
        "Longest wait",
        "The longest that one caller waited in the queue, answered or not, short abandons and calls "
        "still waiting too.",
    ),
    _count(
        "transferred",
        "Transferred",
        "Answered calls that the agent passed on, with or without asking first.",
    ),
    _count(
        "handled",
        "Handled",
        "By queue: answered calls of which the agents' states tell. By agent: every call the agent "
        "talked in, taken, dialled or among colleagues, on the day on which the talk began.",
        "A call that is passed on is handled by both agents, and is one call of its queue.",
    ),
    _time(
        "talk_s",
        "Talk",
        "Time in which an agent talked in a call, the time of asking a colleague meanwhile too.",
    ),
    _time("hold_s", "Hold", "Time in which a caller was on hold."),
    _time(
        "wrap_s",
        "Wrap-up",
        "Time after a call in which its agent took no other, by the agent's state.",
        "The wrap-up written beside an interaction ends when it is saved; the state may last longer.",
    ),
    Figure(
        "aht",
        Unit.SECONDS,
        "Handling time (AHT)",
        "(Talk + hold + wrap-up) ÷ handled. The time of asking a colleague during a call is talk; "
        "ringing is not counted.",
        lambda counts: _share(counts.handling_s, counts.handled),
        "Some leave out the time in which a colleague is asked.",
    ),
    Figure(
        "occupancy",
        Unit.SHARE,
        "Occupancy",
        "(Talk + hold + wrap-up) ÷ (talk + hold + wrap-up + ready). Ringing, not ready and lost "
        "connections are in neither.",
        lambda counts: _share(counts.handling_s, counts.handling_s + counts.ready_s),
        "Not utilisation, which divides by all the time signed in.",
    ),
    _time(
        "ready_s", "Ready", "Time in which an agent waited for a call, without the time in which one rang."
    ),
    _time("ringing_s", "Ringing", "Time in which a call rang at the agent."),
    _time("not_ready_s", "Not ready", "Time signed in and not ready, for whatever reason."),
    _time(
        "unknown_s",
        "Connection lost",
        "Time in which nobody knows how the agent stood: the connection to the desk or to the line was lost.",
    ),
    _time(
        "signed_in_s",
        "Signed in",
        "Talk + hold + wrap-up + ready + ringing + not ready + connection lost.",
    ),
    _count(
        "offers_answered",
        "Took",
        "Calls that rang at the agent and were answered there, on the day on which they rang.",
    ),
    _count(
        "offers_missed",
        "Missed",
        "Calls that rang at the agent until the time was over. Where a queue rings many at once, a call that "
        "somebody else took is not missed.",
    ),
    _count(
        "offers_refused",
        "Refused",
        "Calls that the agent declined, or that met a busy phone.",
    ),
    _count(
        "contacts",
        "Contacts",
        "What agents recorded, one for each agent and call, by the way it ended. What is not wrapped up yet "
        "has no code and is counted apart.",
    ),
)
BY_ID: Final = {figure.id: figure for figure in FIGURES}

BY_QUEUE: Final = (
    "offered",
    "answered",
    "service_level",
    "abandoned",
    "short_abandoned",
    "abandon_rate",
    "turned_away",
    "asa",
    "longest_wait_s",
    "transferred",
    "aht",
)
BY_AGENT: Final = (
    "signed_in_s",
    "handled",
    "talk_s",
    "hold_s",
    "wrap_s",
    "aht",
    "ready_s",
    "not_ready_s",
    "occupancy",
    "offers_answered",
    "offers_missed",
)

BY_CODE: Final = ("contacts", "handled", "talk_s", "hold_s", "wrap_s", "aht")


def as_text(unit: Unit, value: float | None) -> str:
    """Return a value as people read it: 1,204 and 83.3 % and 4:05 and 1:02:03; a dash where there is none.

    Halves are rounded up, seconds to whole ones.
    """
    if value is None:
        return "–"
    match unit:
        case Unit.SHARE:
            tenths = int(value * 1000 + 0.5)
            return f"{tenths // 10}.{tenths % 10} %"
        case Unit.SECONDS:
            return as_duration(int(value + 0.5))
    return f"{int(value):,}"


def as_duration(seconds: int) -> str:
    """Return whole seconds as 4:05, or 1:02:03 from the first hour on."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
