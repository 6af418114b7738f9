"""Who pays a repair: four plain answers, and what one tells the customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from app.entitlement import Entitlement, Light, Remedy, Right
from app.reference import FaultRow
from ui.warranty_words import FIRST_DAYS, TOO_MUCH, is_provisional, right_to, right_words

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Answer:
    """Who pays for one thing: its name, until when or why, the answer in a word and its tone."""

    what: str
    why: str
    word: str
    tone: str


def answers(found: Entitlement, fault: FaultRow | None) -> tuple[Answer, ...]:
    """Return who pays main parts, labour, visit and other parts, or what the customer may choose from."""
    decided = right_to(found, fault)
    if fault and fault.is_paid:
        return _all(translate("Dispatch", "damage is never free"), _paid(), "attn")
    if found.light is Light.UNKNOWN:
        return _all(translate("Dispatch", "no proof of purchase yet"), _checked(), "neutral")
    if decided.row in (*FIRST_DAYS, *TOO_MUCH):
        return _choices(found, decided)
    if decided.row == 12:
        return _all(_until(decided.until), _free(), "good")
    if found.light is Light.COVERED:
        return _all(_until(found.whole_until, is_provisional(found, decided)), _free(), "good")
    if found.light is Light.ENDED:
        return _all(_ended(found.parts_until), _paid(), "attn")
    return _partly(found, decided)


def _partly(found: Entitlement, decided: Right) -> tuple[Answer, ...]:
    """Return who pays once only the main parts are free; the rule says whether the visit goes with them."""
    whole, parts = _ended(found.whole_until), _until(found.parts_until)
    free, paid = (_free(), "good"), (_paid(), "attn")
    labour_free = decided.labour_free or found.rule is None or found.rule.part_labour_free
    return (
        Answer(translate("Dispatch", "Main parts"), parts, *free),
        Answer(translate("Dispatch", "Labour for them"), parts, *(free if labour_free else paid)),
        Answer(
            translate("Dispatch", "Visit"),
            parts if decided.visit_free else whole,
            *(free if decided.visit_free else paid),
        ),
        Answer(translate("Dispatch", "Other parts"), whole, *paid),
    )


def _choices(found: Entitlement, decided: Right) -> tuple[Answer, ...]:
    """Return what the customer may choose from; what is over says when it ended."""
    return (
        _choice(translate("Dispatch", "Return"), Remedy.RETURN, found.return_until, decided),
        _choice(translate("Dispatch", "Exchange"), Remedy.EXCHANGE, found.exchange_until, decided),
        Answer(translate("Dispatch", "Repair"), _until(found.whole_until), _free(), "good"),
        Answer(translate("Dispatch", "Visit"), _until(found.whole_until), _free(), "good"),
    )


def _choice(what: str, remedy: Remedy, until: date | None, decided: Right) -> Answer:
    if remedy not in decided.remedies:
        return Answer(what, _ended(until), translate("Dispatch", "no"), "neutral")
    why = _until(until) if decided.row in FIRST_DAYS else decided.order_number
    return Answer(what, why, translate("Dispatch", "yes"), "good")


def _all(why: str, word: str, tone: str) -> tuple[Answer, ...]:
    names = (
        translate("Dispatch", "Main parts"),
        translate("Dispatch", "Labour"),
        translate("Dispatch", "Visit"),
        translate("Dispatch", "Other parts"),
    )
    return tuple(Answer(name, why, word, tone) for name in names)


def _free() -> str:
    return translate("Dispatch", "free")


def _paid() -> str:
    return translate("Dispatch", "paid")


def _checked() -> str:
    return translate("Dispatch", "to check")


def _until(day: date | None, provisional: bool = False) -> str:
    if provisional:
        return translate("Dispatch", "until {0}, provisional").format(day)
    return translate("Dispatch", "until {0}").format(day)


def _ended(day: date | None) -> str:
    return translate("Dispatch", "ended {0}").format(day)


def cost_words(found: Entitlement, fault: FaultRow | None) -> str:
    """Return what the repair will cost as one tells the customer."""
    if fault and fault.is_paid:
        return translate(
            "Dispatch", "damage like this is not under warranty; you get a quote before the repair begins."
        )
    decided = right_to(found, fault)
    return right_words(decided) or _plain_words(found, fault, decided)


def _plain_words(found: Entitlement, fault: FaultRow | None, decided: Right) -> str:
    match found.light:
        case Light.COVERED:
            return translate("Dispatch", "it is under warranty: visit, labour and parts are free.")
        case Light.PARTLY if decided.visit_free:
            return translate(
                "Dispatch", "the main part, its repair and the visit are free; other parts are quoted first."
            )
        case Light.PARTLY if fault and fault.is_main_part:
            return translate(
                "Dispatch",
                "the main part and its repair are free; the visit is charged, other parts are quoted first.",
            )
        case Light.PARTLY:
            return translate(
                "Dispatch",
                "main parts are free; this part and the visit are paid, and quoted before the repair begins.",
            )
        case Light.ENDED:
            return translate("Dispatch", "the warranty has ended; you get a quote before the repair begins.")
        case _:
            return translate(
                "Dispatch", "please have the invoice ready; with it the warranty is settled at the visit."
            )
