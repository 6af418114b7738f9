"""The words of the lists of the floor: queues, reasons to take no calls, numbers that disturb."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

LISTS: Final[Mapping[str, str]] = {
    "queue": QT_TRANSLATE_NOOP("Lists", "Queues"),
    "nuisance_number": QT_TRANSLATE_NOOP("Lists", "Numbers that disturb"),
}
COLUMNS: Final[Mapping[str, str]] = {
    "code_not_ready.team": QT_TRANSLATE_NOOP("Lists", "Only for team"),
    "code_not_ready.minutes": QT_TRANSLATE_NOOP("Lists", "Minutes allowed"),
    "queue.name": QT_TRANSLATE_NOOP("Lists", "Name at the PBX"),
    "wrap_up_policy": QT_TRANSLATE_NOOP("Lists", "Wrap-up"),
    "wrap_up_s": QT_TRANSLATE_NOOP("Lists", "Wrap-up, seconds"),
    "answer_within_s": QT_TRANSLATE_NOOP("Lists", "Answered within, seconds"),
    "service_goal": QT_TRANSLATE_NOOP("Lists", "Service level, %"),
    "short_abandon_s": QT_TRANSLATE_NOOP("Lists", "Not counted if given up within, seconds"),
    "rests_after_refusal": QT_TRANSLATE_NOOP("Lists", "Not ready after busy or rejected"),
    "away_most": QT_TRANSLATE_NOOP("Lists", "Away at once, at most"),
    "waiting_most": QT_TRANSLATE_NOOP("Lists", "No break when more wait than"),
    "nuisance_number.raw": QT_TRANSLATE_NOOP("Lists", "Number"),
    "nuisance_number.reason": QT_TRANSLATE_NOOP("Lists", "Why"),
    "marked_at": QT_TRANSLATE_NOOP("Lists", "Marked"),
    "until_at": QT_TRANSLATE_NOOP("Lists", "Until"),
    "is_confirmed": QT_TRANSLATE_NOOP("Lists", "Confirmed"),
}
CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "WrapUpPolicy": {
        "optional": QT_TRANSLATE_NOOP("Lists", "only if asked for"),
        "mandatory": QT_TRANSLATE_NOOP("Lists", "until it is done"),
        "timed": QT_TRANSLATE_NOOP("Lists", "for a time, may be left early"),
        "forced": QT_TRANSLATE_NOOP("Lists", "for a time, always"),
    },
}
