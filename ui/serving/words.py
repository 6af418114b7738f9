"""What is said of messages, wishes, warranties and settled cases."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from app.customer_acts import ConsentGiven, SettledCase, TemplateText, WaitingMessage
from app.messages.queueing import Addressee, MessagePurpose
from app.numbers import display
from app.service_time import service_day
from app.warranty import Cover
from ui.followups.option_row import Option
from ui.orders.words import kind_word
from ui.wording import day_time, local, long_day, sheet_time

translate = QCoreApplication.translate

MESSAGE, WISHES, UNIT, CASE = "message", "wishes", "unit", "case"
RING, RING_NOT = "ring", "ring_not"
YES, NO = "yes", "no"
BOUGHT, GIVEN, EXCHANGED = "bought", "given", "exchanged"


def act_options() -> list[Option]:
    return [
        Option(MESSAGE, translate("Serving", "Message"), "1"),
        Option(WISHES, translate("Serving", "Wishes"), "2"),
        Option(UNIT, translate("Serving", "Warranty, exchange"), "3"),
        Option(CASE, translate("Serving", "Settled case"), "4"),
    ]


def ring_options() -> list[Option]:
    return [
        Option(RING, translate("Serving", "May be rung"), "1"),
        Option(RING_NOT, translate("Serving", "Ring no more"), "2"),
    ]


def consent_options() -> list[Option]:
    return [
        Option(YES, translate("Serving", "Said yes"), "1"),
        Option(NO, translate("Serving", "Said no"), "2"),
    ]


def unit_options() -> list[Option]:
    return [
        Option(BOUGHT, translate("Serving", "Extension bought"), "1"),
        Option(GIVEN, translate("Serving", "Extension for free"), "2"),
        Option(EXCHANGED, translate("Serving", "Unit exchanged"), "3"),
    ]


def cover_options() -> list[Option]:
    return [
        Option(Cover.WHOLE, translate("Serving", "Parts and labour"), "1"),
        Option(Cover.PARTS, translate("Serving", "Parts only"), "2"),
    ]


def consent_question() -> str:
    """Return what is read out before a customer answers: the version `app.messages.consent.WORDING`."""
    return translate(
        "Serving",
        "May we write to you about offers, at most twice a month? You can say no at any time.",
    )


def consent_word(last: ConsentGiven | None, taken_back_at: datetime | None) -> str:
    """Return the last word on advertising and when it was said."""
    if last is not None and last.is_given and taken_back_at is None:
        said = translate("Serving", "Said yes {0} to question {1}.")
        return said.format(day_time(last.at), last.wording)
    at = taken_back_at or (last.at if last is not None else None)
    if at is None:
        return translate("Serving", "Was not asked yet: no advertising is sent.")
    return translate("Serving", "Said no {0}.").format(day_time(at))


def rung_word(since: datetime | None) -> str:
    if since is None:
        return translate("Serving", "May be rung after service.")
    return translate("Serving", "Asked {0} to be rung no more.").format(day_time(since))


def text_word(text: TemplateText) -> str:
    is_advertising = text.purpose is MessagePurpose.MARKETING
    return translate("Serving", "Advertising") if is_advertising else translate("Serving", "About service")


def when_word(not_before: datetime, now: datetime) -> str:
    """Return when a message goes out, and why not before."""
    if not_before <= now:
        return translate("Serving", "It goes out at once.")
    day = long_day(service_day(not_before), service_day(now))
    words = translate("Serving", "Nobody is written to at this hour: it goes out {0} {1:%H:%M}.")
    return words.format(day, local(not_before))


def waiting_word(one: WaitingMessage) -> str:
    to = (
        translate("Serving", "to the technician")
        if one.addressee is Addressee.TECHNICIAN
        else translate("Serving", "to the customer")
    )
    return f"{sheet_time(one.not_before)} · {to} · {one.text}"


def settled_word(one: SettledCase) -> str:
    closed = day_time(one.closed_at) if one.closed_at else ""
    return f"{closed} · {kind_word(one.kind)} · {one.summary}"


def number_word(key: str) -> str:
    return display(key)


def day_of(words: str) -> date | None:
    """Return the day that was typed as 2026-11-22; None for what is none."""
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        return None
