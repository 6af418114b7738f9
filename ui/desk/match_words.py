"""Why we think that it is somebody, in words; and names as long as the caller has not told them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.customers import CustomerKind, Title
from app.duplicates import SameIn
from app.matching import WRITTEN, Candidate, Way
from app.service_time import service_day
from ui.wording import short_day

translate = QCoreApplication.translate


def reason(one: Candidate, key: str) -> str:
    """Return how a number leads to a customer."""
    if one.ruled_out_at is not None:
        return translate("Match", "was not the caller on {0}").format(
            short_day(service_day(one.ruled_out_at))
        )
    words = _shared(one) if one.way in WRITTEN and one.shared_by > 1 else _alone(one, key)
    return translate("Match", "{0}, extension {1}").format(words, one.extension) if one.extension else words


def _shared(one: Candidate) -> str:
    words = {
        Way.OWN: translate("Match", "number of {0} customers"),
        Way.HOUSEHOLD: translate("Match", "household line of {0}"),
        Way.OFFICE: translate("Match", "office line of {0}"),
        Way.SHOP: translate("Match", "number of a shop, written with {0}"),
    }
    return words[one.way].format(one.shared_by)


def _alone(one: Candidate, key: str) -> str:
    day = short_day(service_day(one.at)) if one.at else ""
    match one.way:
        case Way.OWN:
            is_mobile = key.startswith("m:")
            return translate("Match", "exact mobile") if is_mobile else translate("Match", "own number")
        case Way.HOUSEHOLD:
            return translate("Match", "household line")
        case Way.OFFICE:
            return translate("Match", "office line")
        case Way.SHOP:
            return translate("Match", "number of a shop")
        case Way.SAME_TEXT:
            return translate("Match", "same digits, not a whole number")
        case Way.CALL:
            return translate("Match", "rang from it on {0}").format(day)
        case Way.ORDER:
            return translate("Match", "number seen on order {0}").format(one.detail)
        case _:
            return translate("Match", "number seen in the notes of {0}").format(day)


def title_word(title: Title) -> str:
    """Return how somebody is addressed; nothing where it is not known."""
    return {
        Title.MR: translate("Match", "Mr"),
        Title.MS: translate("Match", "Ms"),
        Title.TEACHER: translate("Match", "Teacher"),
        Title.ORGANISATION: translate("Match", "Organisation"),
    }.get(title, "")


def veiled(name: str, kind: CustomerKind = CustomerKind.PERSON) -> str:
    """Return a name that a caller's own words can be held against, but that cannot be told: ＊＊华.

    Organisations are no secret: whoever answers their phone says their name.
    """
    if kind is CustomerKind.ORGANISATION:
        return name
    return "＊" * min(3, max(1, len(name) - 1)) + name[-1:]


def same_words(same_in: SameIn) -> str:
    """Say what a new caller has in common with somebody."""
    return {
        SameIn.SERIAL: translate("Match", "has a unit with this serial number"),
        SameIn.PHONE: translate("Match", "has this number"),
        SameIn.ADDRESS: translate("Match", "lives there"),
    }[same_in]
