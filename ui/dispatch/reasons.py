"""Why a provider stands where it stands in the list, and why one does not go, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QCoreApplication

from app.ranking import Cannot, ProviderChoice, RankBy
from ui.wording import long_day

translate = QCoreApplication.translate

LOW_TOP_BOX_PCT = 80
_ICONS: Final = {
    Cannot.REFUSED: "prohibit",
    Cannot.NO_ANSWER: "clock",
    Cannot.SKILL: "wrench",
    Cannot.HOLIDAY: "calendar-x",
    Cannot.FULL: "calendar-x",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why this provider goes: the first reason, what else speaks for or against it, an icon and its tone."""

    first: str
    second: str
    icon: str
    tone: str


def reason_for(choice: ProviderChoice, among: Sequence[ProviderChoice], today: date) -> Reason:
    """Tell why a provider stands where it stands in the list, or does not go."""
    if choice.cannot is not None:
        return Reason(cannot_words(choice.cannot), choice.cannot_note, _ICONS[choice.cannot], "attn")
    second = _decided(choice)
    if choice.top_box_pct < LOW_TOP_BOX_PCT:
        return Reason(_near(choice), translate("Dispatch", "few give it five points"), "warning", "attn")
    slot = choice.first_free()
    others = [other for each in among if each is not choice and (other := each.first_free())]
    if slot and others and all((slot.on, slot.half) < (other.on, other.half) for other in others):
        first = translate("Dispatch", "Can come first: {0}").format(long_day(slot.on, today))
        return Reason(first, f"{_near(choice)} · {second}", "calendar-check", "text2")
    if choice is among[0]:
        return Reason(_near(choice), second, "star", "good")
    return Reason(_near(choice), second, "map-pin", "text2")


def cannot_words(why: Cannot) -> str:
    """Return why a provider does not go."""
    return {
        Cannot.REFUSED: translate("Dispatch", "Refused this order"),
        Cannot.NO_ANSWER: translate("Dispatch", "Did not answer in time"),
        Cannot.SKILL: translate("Dispatch", "Cannot do this work"),
        Cannot.HOLIDAY: translate("Dispatch", "Away for two weeks"),
        Cannot.FULL: translate("Dispatch", "No place in two weeks"),
    }[why]


def cannot_chip(why: Cannot) -> str:
    """Return the same in a word."""
    return {
        Cannot.REFUSED: translate("Dispatch", "refused"),
        Cannot.NO_ANSWER: translate("Dispatch", "no answer"),
        Cannot.SKILL: translate("Dispatch", "no skill"),
        Cannot.HOLIDAY: translate("Dispatch", "away"),
        Cannot.FULL: translate("Dispatch", "full"),
    }[why]


def choose_another(choice: ProviderChoice) -> str:
    """Say that this provider does not go, and why."""
    assert choice.cannot is not None
    return translate("Dispatch", "{0}: choose another provider.").format(cannot_words(choice.cannot))


def nobody_can() -> str:
    """Say what is left where everybody who covers the place is full, away or cannot do the work."""
    return translate("Dispatch", "None of them can go: take it as a request, its owner finds an appointment.")


def _near(choice: ProviderChoice) -> str:
    return {
        9: translate("Dispatch", "At home in this street"),
        6: translate("Dispatch", "At home in this district"),
        4: translate("Dispatch", "Serves the whole city"),
    }.get(choice.near, translate("Dispatch", "Serves the whole province"))


def _decided(choice: ProviderChoice) -> str:
    """Return what puts it before or after the others."""
    match choice.decided_by:
        case RankBy.LOAD:
            return translate("Dispatch", "{0} % of its places are taken").format(choice.load_pct)
        case RankBy.ON_TIME:
            return translate("Dispatch", "on time in {0} of 100 visits").format(choice.on_time_pct)
        case RankBy.TOP_BOX:
            return translate("Dispatch", "five points from {0} of 100").format(choice.top_box_pct)
    if choice.rank == 1:
        return translate("Dispatch", "agreed to go first here")
    return translate("Dispatch", "agreed to go as no. {0} here").format(choice.rank)
