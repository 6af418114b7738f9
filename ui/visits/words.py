"""What a provider says, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.numbers import display
from app.order_life import OrderResult
from app.provider_word import ProviderSide, Word
from ui.followups.option_row import Option

translate = QCoreApplication.translate


def word_options(words: Sequence[Word]) -> list[Option]:
    """Return what can be said, each under its digit."""
    names = {
        Word.ACCEPTS: translate("Visits", "They go"),
        Word.REFUSES: translate("Visits", "They refuse"),
        Word.RANG: translate("Visits", "Rang customer"),
        Word.CAME: translate("Visits", "Were there"),
        Word.NOBODY_HOME: translate("Visits", "Nobody home"),
        Word.PART_MISSING: translate("Visits", "Part missing"),
        Word.PART_HERE: translate("Visits", "Part is here"),
        Word.FINISHED: translate("Visits", "Finished"),
    }
    return [Option(word.value, names[word], str(number)) for number, word in enumerate(words, start=1)]


def result_options(*, has_unit: bool) -> list[Option]:
    """Return how the work can have ended; without a unit nothing was exchanged or taken back."""
    names = {
        OrderResult.OK: translate("Visits", "Done"),
        OrderResult.NO_FAULT: translate("Visits", "No fault found"),
        OrderResult.EXCHANGED: translate("Visits", "Exchanged"),
        OrderResult.RETURNED: translate("Visits", "Taken back"),
        OrderResult.SOLVED_BY_PHONE: translate("Visits", "Solved by phone"),
    }
    of_unit = (OrderResult.EXCHANGED, OrderResult.RETURNED)
    shown = [one for one in OrderResult if has_unit or one not in of_unit]
    return [Option(one.value, names[one], str(number)) for number, one in enumerate(shown, start=1)]


def who_words(side: ProviderSide) -> str:
    """Say whose order it is, and where they are reached."""
    return " · ".join((side.number, side.provider, *(display(key) for key in side.phones[:2])))


def note_word(word: Word) -> str:
    """Return what is asked for in the note."""
    match word:
        case Word.REFUSES:
            return translate("Visits", "Why they do not go")
        case Word.PART_MISSING:
            return translate("Visits", "Which part, from where")
        case Word.NOBODY_HOME:
            return translate("Visits", "What was tried")
    return translate("Visits", "In their words")


def until_word(word: Word) -> str:
    """Return what has to have happened by the instant that is asked for."""
    match word:
        case Word.CAME:
            return translate("Visits", "They report by")
        case Word.PART_MISSING:
            return translate("Visits", "The part is here by")
    return translate("Visits", "An appointment is agreed by")


def missing_word(word: Word) -> str:
    """Say what cannot be left empty."""
    if word is Word.REFUSES:
        return translate("Visits", "Write why they do not go.")
    return translate("Visits", "Write which part is missing.")


def follows_words(word: Word) -> str:
    """Say what the answer leads to."""
    match word:
        case Word.ACCEPTS:
            return translate("Visits", "The visit is next.")
        case Word.REFUSES:
            return translate("Visits", "The next provider with a place in the half-day gets it; else you do.")
        case Word.RANG:
            return translate("Visits", "The clock of the first contact stops.")
        case Word.CAME:
            return translate("Visits", "The place counts as used; they owe a report.")
        case Word.NOBODY_HOME:
            return translate("Visits", "The owner agrees on another appointment.")
        case Word.PART_MISSING:
            return translate("Visits", "The promise rests until the part is here.")
        case Word.PART_HERE:
            return translate("Visits", "The visit is next, or an appointment for it.")
        case Word.FINISHED:
            return translate("Visits", "The order is closed; the customer is asked in some days.")
