"""Each figure once: what it is called, how it is made, and what it leaves out. Live and in history the same.

The words are English here; `ui/figure_words.py` says them in the language of the screen, and docs/reports.md
is made from them.
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


def QT_TRANSLATE_NOOP(_context: str, words: str) -> str:
    """Mark words for the translation files, by the name that their tool looks for."""
    return words


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _count(id: str, words: str, formula: str, caution: str = "") -> Figure:
    return Figure(id, Unit.COUNT, words, formula, lambda counts: getattr(counts, id), caution)


def _time(id: str, words: str, formula: str, caution: str = "") -> Figure:
    return Figure(id, Unit.SECONDS, words, formula, lambda counts: getattr(counts, id), caution)


FIGURES: Final = (
    _count(
        "arrived",
        QT_TRANSLATE_NOOP("Figures", "Arrived"),
        QT_TRANSLATE_NOOP(
            "Figures",
            "Every call that came into the queue: offered, short abandons, unheard and still waiting. A "
            "call counts once, in the queue it entered first, in the half-hour in which it entered it.",
        ),
    ),
    _count(
        "offered",
        QT_TRANSLATE_NOOP("Figures", "Offered"),
        QT_TRANSLATE_NOOP(
            "Figures",
            "Answered + abandoned + turned away. Short abandons and calls that still wait are not offered.",
        ),
        QT_TRANSLATE_NOOP("Figures", "Others count every call that arrived, short abandons too."),
    ),
    _count(
        "answered",
        QT_TRANSLATE_NOOP("Figures", "Answered"),
        QT_TRANSLATE_NOOP(
            "Figures",
            "Calls of the queue that an agent and the caller heard each other in, by the telephone "
            "system's own word, whichever agent it was and however the agent is signed in.",
        ),
    ),
    _count(
        "answered_within",
        QT_TRANSLATE_NOOP("Figures", "Answered in time"),
        QT_TRANSLATE_NOOP(
            "Figures",
            "Answered calls that waited no longer than the queue's own limit T, in whole seconds from "
            "the entry into the queue; announcements before the queue do not count.",
        ),
    ),
    Figure(
        "service_level",
        Unit.SHARE,
        QT_TRANSLATE_NOOP("Figures", "Service level"),
        QT_TRANSLATE_NOOP(
            "Figures",
            "Answered within T seconds ÷ offered. Offered is answered + abandoned + turned away, however "
            "soon or late they gave up; short abandons are left out of both.",
        ),
        lambda counts: _share(counts.answered_within, counts.offered),
        QT_TRANSLATE_NOOP(
            "Figures",
            "At least four formulas are in use: some divide by answered, some count who gives up within T as "
            "answered in time, some leave everyone out who gives up within T.",
        ),
    ),
    _count(
        "abandoned",
        QT_TRANSLATE_NOOP("Figures", "Abandoned"),
        QT_TRANSLATE_NOOP(
            "Figures",
            "Callers who hung up in the queue or while it rang, after the queue's limit for short "
            "abandons. Who left a message or was rung back later still counts.",
        ),
        QT_TRANSLATE_NOOP("Figures", "Some do not count a caller who asked to be rung back."),
    ),
    _count(
        "short_abandoned",
        QT_TRANSLATE_NOOP("Figures", "Short abandons"),
        QT_TRANSLATE_NOOP(
            "Figures",
            "Callers who hung up before the queue's limit S for short abandons: neither offered nor "
            "abandoned.",
        ),
        QT_TRANSLATE_NOOP(
            "Figures", "Many live boards count them and their history does not; here neither does."
        ),
    ),
    Figure(
        "abandon_rate",
        Unit.SHARE,
        QT_TRANSLATE_NOOP("Figures", "Abandon rate"),
        QT_TRANSLATE_NOOP("Figures", "Abandoned ÷ offered. Short abandons are in neither."),
        lambda counts: _share(counts.abandoned, counts.offered),
    ),
    _count(
        "turned_away",
        QT_TRANSLATE_NOOP("Figures", "Turned away"),
        QT_TRANSLATE_NOOP(
            "Figures",
            "Calls whose wait the telephone system ended: the time of the queue was over, or it took "
            "nobody. They are offered, and not abandoned.",
        ),
    ),
    _count(
        "unheard",
        QT_TRANSLATE_NOOP("Figures", "Unheard"),
        QT_TRANSLATE_NOOP(
            "Figures",
            "Calls whose end nobody heard, because the line was lost before they were answered. Not offered.",
        ),
    ),
    _count(
        "waiting",
        QT_TRANSLATE_NOOP("Figures", "Waiting"),
        QT_TRANSLATE_NOOP(
            "Figures", "Calls in the queue that are not answered yet. They are not offered yet."
        ),
    ),
    Figure(
        "asa",
        Unit.SECONDS,
        QT_TRANSLATE_NOOP("Figures", "Speed of answer (ASA)"),
        QT_TRANSLATE_NOOP(
            "Figures",
            "Waiting time of answered calls ÷ answered. The clock starts at the entry into the "
            "queue, not at the announcement before; abandoned calls and short abandons are left out.",
        ),
        lambda counts: _share(counts.wait_s, counts.answered),
    ),
    Figure(
        "abandoned_after",
        Unit.SECONDS,
        QT_TRANSLATE_NOOP("Figures", "Gave up after"),
        QT_TRANSLATE_NOOP(
            "Figures", "Waiting time of abandoned calls ÷ abandoned. Short abandons are left out."
        ),
        lambda counts: _share(counts.abandoned_wait_s, counts.abandoned),
    ),
    _time(
        "longest_wait_s",
        QT_TRANSLATE_NOOP("Figures", "Longest wait"),
        QT_TRANSLATE_NOOP(
            "Figures",
            "The longest that one caller waited in the queue, answered or not, short abandons and calls "
            "still waiting too.",
        ),
    ),
    _count(
        "transferred",
        QT_TRANSLATE_NOOP("Figures", "Transferred"),
        QT_TRANSLATE_NOOP(
            "Figures", "Answered calls that the agent passed on, with or without asking first."
        ),
    ),
    _count(
        "handled",
        QT_TRANSLATE_NOOP("Figures", "Handled"),
        QT_TRANSLATE_NOOP(
            "Figures",
            "By queue: answered calls of which the agents' states tell. By agent: every call the agent "
            "talked in, taken, dialled or among colleagues, on the day on which the talk began.",
        ),
        QT_TRANSLATE_NOOP(
            "Figures", "A call that is passed on is handled by both agents, and is one call of its queue."
        ),
    ),
    _time(
        "talk_s",
        QT_TRANSLATE_NOOP("Figures", "Talk"),
        QT_TRANSLATE_NOOP(
            "Figures",
            "Time in which an agent talked in a call, the time of asking a colleague meanwhile too.",
        ),
    ),
    _time(
        "hold_s",
        QT_TRANSLATE_NOOP("Figures", "Hold"),
        QT_TRANSLATE_NOOP("Figures", "Time in which a caller was on hold."),
    ),
    _time(
        "wrap_s",
        QT_TRANSLATE_NOOP("Figures", "Wrap-up"),
        QT_TRANSLATE_NOOP(
            "Figures", "Time after a call in which its agent took no other, by the agent's state."
        ),
        QT_TRANSLATE_NOOP(
            "Figures",
            "The wrap-up written beside an interaction ends when it is saved; the state may last longer.",
        ),
    ),
    Figure(
        "aht",
        Unit.SECONDS,
        QT_TRANSLATE_NOOP("Figures", "Handling time (AHT)"),
        QT_TRANSLATE_NOOP(
            "Figures",
            "(Talk + hold + wrap-up) ÷ handled. The time of asking a colleague during a call is talk; "
            "ringing is not counted.",
        ),
        lambda counts: _share(counts.handling_s, counts.handled),
        QT_TRANSLATE_NOOP("Figures", "Some leave out the time in which a colleague is asked."),
    ),
    Figure(
        "occupancy",
        Unit.SHARE,
        QT_TRANSLATE_NOOP("Figures", "Occupancy"),
        QT_TRANSLATE_NOOP(
            "Figures",
            "(Talk + hold + wrap-up) ÷ (talk + hold + wrap-up + ready). Ringing, not ready and lost "
            "connections are in neither.",
        ),
        lambda counts: _share(counts.handling_s, counts.handling_s + counts.ready_s),
        QT_TRANSLATE_NOOP("Figures", "Not utilisation, which divides by all the time signed in."),
    ),
    _time(
        "ready_s",
        QT_TRANSLATE_NOOP("Figures", "Ready"),
        QT_TRANSLATE_NOOP(
            "Figures", "Time in which an agent waited for a call, without the time in which one rang."
        ),
    ),
    _time(
        "ringing_s",
        QT_TRANSLATE_NOOP("Figures", "Ringing"),
        QT_TRANSLATE_NOOP("Figures", "Time in which a call rang at the agent."),
    ),
    _time(
        "not_ready_s",
        QT_TRANSLATE_NOOP("Figures", "Not ready"),
        QT_TRANSLATE_NOOP("Figures", "Time signed in and not ready, for whatever reason."),
    ),
    _time(
        "unknown_s",
        QT_TRANSLATE_NOOP("Figures", "Connection lost"),
        QT_TRANSLATE_NOOP(
            "Figures",
            "Time in which nobody knows how the agent stood: the connection to the desk or to the "
            "line was lost.",
        ),
    ),
    _time(
        "signed_in_s",
        QT_TRANSLATE_NOOP("Figures", "Signed in"),
        QT_TRANSLATE_NOOP(
            "Figures", "Talk + hold + wrap-up + ready + ringing + not ready + connection lost."
        ),
    ),
    _count(
        "offers_answered",
        QT_TRANSLATE_NOOP("Figures", "Took"),
        QT_TRANSLATE_NOOP(
            "Figures", "Calls that rang at the agent and were answered there, on the day on which they rang."
        ),
    ),
    _count(
        "offers_missed",
        QT_TRANSLATE_NOOP("Figures", "Missed"),
        QT_TRANSLATE_NOOP(
            "Figures",
            "Calls that rang at the agent until the time was over. Where a queue rings many at once, "
            "a call that somebody else took is not missed.",
        ),
    ),
    _count(
        "offers_refused",
        QT_TRANSLATE_NOOP("Figures", "Refused"),
        QT_TRANSLATE_NOOP("Figures", "Calls that the agent declined, or that met a busy phone."),
    ),
    _count(
        "contacts",
        QT_TRANSLATE_NOOP("Figures", "Contacts"),
        QT_TRANSLATE_NOOP(
            "Figures",
            "What agents recorded, one for each agent and call, by the way it ended. What is not "
            "wrapped up yet has no code and is counted apart.",
        ),
    ),
)
BY_ID: Final = {figure.id: figure for figure in FIGURES}


def whole_percent(share: float) -> int:
    """Return a share as it is held against a limit, on the wallboard and in alerts: 79.6 % is 80 %."""
    return int(100 * share + 0.5)


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
