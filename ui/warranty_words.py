"""The warranty in words: what the customer may ask for, and why, in the language of the screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import QCoreApplication

from app.entitlement import Cause, Claim, Entitlement, Note, Remedy, Right, StartBasis, right
from app.reference import FaultRow

translate = QCoreApplication.translate

FIRST_DAYS = (3, 4)  # rows of the decision table: return and exchange within days
TOO_MUCH = (5, 6, 7, 8, 9)  # too many or too long repairs


def right_to(found: Entitlement, fault: FaultRow | None) -> Right:
    """Return what the customer may ask for with a fault; without one, what may be asked whatever it is."""
    if fault is None:
        return right(found, Claim())
    cause = Cause.DAMAGE if fault.is_paid else Cause.FAULT
    return right(found, Claim(cause, fault.code, fault.is_main_part))


def right_words(decided: Right) -> str | None:
    """Return what to tell the customer of a right that is more, or other, than a free or a paid repair."""
    if decided.row == 3:
        words = translate("Warranty", "you may return it, or have it exchanged or repaired free, until {0}.")
        return words.format(decided.until)
    if decided.row == 4 and Remedy.EXCHANGE in decided.remedies:
        words = translate("Warranty", "you may have it exchanged or repaired free until {0}.")
        return words.format(decided.until)
    if decided.row == 12:
        words = translate(
            "Warranty", "that was repaired before; the repair is under warranty until {0}: free."
        )
        return words.format(decided.until)
    return _too_much(decided)


def _too_much(decided: Right) -> str | None:
    if decided.row == 5 and Remedy.RETURN in decided.remedies:
        return translate("Warranty", "it was in repair for too long in all; you may return or exchange it.")
    return {
        5: translate("Warranty", "it was repaired for this often enough; you may have it exchanged."),
        6: translate("Warranty", "the repair takes too long; you may have it exchanged."),
        7: translate("Warranty", "the part does not come; you may have it exchanged."),
        8: translate("Warranty", "the same model is no more; you may return it."),
        9: translate("Warranty", "you may have the money back."),
    }.get(decided.row)


def short_words(decided: Right) -> str | None:
    """Return the same in so few words that they fit a row."""
    if decided.row == 3:
        return translate("Warranty", "May return or exchange until {0}.").format(decided.until)
    if decided.row == 4:
        return translate("Warranty", "May exchange until {0}.").format(decided.until)
    if decided.row in TOO_MUCH:
        return translate("Warranty", "May be exchanged: repaired too long.")
    return None


def start_words(found: Entitlement) -> str:
    """Return which date the period runs from."""
    basis = {
        StartBasis.EXCHANGED: translate("Warranty", "exchanged {0}"),
        StartBasis.INSTALLED: translate("Warranty", "installed {0}"),
        StartBasis.DELIVERED: translate("Warranty", "delivered {0}"),
        StartBasis.SOLD: translate("Warranty", "bought {0}"),
        StartBasis.MADE: translate("Warranty", "made before {0}"),
        StartBasis.NONE: translate("Warranty", "no invoice, no label"),
    }[found.basis]
    return basis.format(found.starts_on.isoformat() if found.starts_on else "")


def repair_words(found: Entitlement) -> str:
    """Return by how many days of repair the period is longer."""
    return translate("Warranty", "repair days added: {0}").format(found.repair_days)


def why_words(found: Entitlement, decided: Right) -> str:
    """Return on which date, rule and paragraph the answer rests, and whether it is provisional."""
    return " · ".join(_reasons(found, decided))


def _reasons(found: Entitlement, decided: Right) -> Iterator[str]:
    yield start_words(found)
    if found.repair_days:
        yield repair_words(found)
    if found.extensions:
        numbers = ", ".join(one.number for one in found.extensions)
        yield translate("Warranty", "extension {0}").format(numbers)
    if decided.order_number:
        yield translate("Warranty", "order {0}").format(decided.order_number)
    last, until = _end(found, decided)
    if last and until and last < until and not found.extensions:
        yield translate("Warranty", "{0} is a rest day, so {1}").format(last, until)
    if is_provisional(found, decided):
        yield provisional_words(until)
    if Note.SELLER_PROVES in decided.notes:
        yield translate("Warranty", "the customer may dispute it: the seller proves until {0}").format(
            found.proof_until
        )
    if Note.FEE_ONCE in decided.notes:
        yield translate("Warranty", "the inspection is not charged again")
    yield _paragraph(found, decided)


def _end(found: Entitlement, decided: Right) -> tuple[date | None, date | None]:
    if decided.until is not None:
        return decided.last_day, decided.until
    return found.parts_last, found.parts_until


def is_provisional(found: Entitlement, decided: Right) -> bool:
    """Tell whether the end was moved by rest days that a notice may still make others.

    An end that was not moved can only become later.
    """
    last, until = _end(found, decided)
    return found.provisional and last is not None and until is not None and last < until


def provisional_words(until: date | None) -> str:
    year = until.year if until else ""
    return translate("Warranty", "provisional: holidays of {0} not announced").format(year)


def _paragraph(found: Entitlement, decided: Right) -> str:
    """Return the paragraph that a row of the decision table rests on, and the rule by its rows."""
    paragraph = {
        0: translate("Warranty", "Consumer Law art. 25"),
        1: translate("Warranty", "Three Guarantees art. 17"),
        2: translate("Warranty", "Three Guarantees art. 17"),
        3: translate("Warranty", "Three Guarantees art. 9"),
        4: translate("Warranty", "Three Guarantees art. 10"),
        5: translate("Warranty", "Three Guarantees art. 11"),
        6: translate("Warranty", "Three Guarantees art. 12"),
        7: translate("Warranty", "Three Guarantees art. 12"),
        8: translate("Warranty", "Three Guarantees art. 13"),
        9: translate("Warranty", "Regulation 778 art. 18"),
        12: translate("Warranty", "warranty on the repair"),
    }.get(decided.row, translate("Warranty", "Regulation 778 art. 18"))
    if found.rule is None:
        return paragraph
    code, version = found.rule.rows[0]
    return translate("Warranty", "{0}, rule {1} v{2}").format(paragraph, code, version)
