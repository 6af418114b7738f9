"""One key for a telephone number, however it was delivered or typed.

Our own table decides numbers of China; ``phonenumbers`` is asked for foreign ones only, because it takes a
bank's hotline for a household and a local number for one of another city.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from app.number_text import Reading, numbers_in, written


class NumberKind(StrEnum):
    """What a number is; the value before the colon of its key."""

    LANDLINE = "f"
    MOBILE = "m"
    SERVICE = "n"  # 400 and 800: shops and hotlines
    SHORT = "s"  # 110, 95598, 12345: never a customer
    SMS_PORT = "sms"
    FOREIGN = "i"
    UNKNOWN = "?"
    WITHHELD = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as delivered, with the key that it is compared by."""

    raw: str
    key: str
    kind: NumberKind
    extension: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """An area code with its leading 0. A landline only suggests a city: one code can serve several."""

    code: str
    lengths: tuple[int, ...]
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Site:
    """How a line gives numbers: the area of its local ones, what a PBX puts before an outside one."""

    area: str = "028"
    trunk_prefixes: tuple[str, ...] = ()

    def read(self, raw: str) -> Number:
        """Return the number that a text of this line means."""
        return normalise_number(raw, self.area, self.trunk_prefixes)


LONGEST_LOCAL: Final = 8
LOST_ZERO: Final = 10  # digits of a landline with area code but without its 0
HERE: Final = Site()  # where nothing else is said

_MOBILE = re.compile(r"0?(1[3-9][0-9]{9})")
_SERVICE = re.compile(r"0?([48]00[0-9]{7})")
_SMS_PORT = re.compile(r"106[0-9]{5,}")
_SHORT = re.compile(r"11[0-9]|12[0-9]|11[0-9]{3,4}|12[0-9]{3}|10[01][0-9]{2,5}|95[0-9]{3,}|96[0-9]{3,4}")
_IP_PREFIX = re.compile(r"(?:179[0-9]{2}|12583[0-9]|125[0-9]{2}|11808)(?=[0-9])")
_LOCAL = re.compile(r"[2-8][0-9]{6,7}")
_NEAR = re.compile(r"85[23][0-9]{8}|886[1-9][0-9]{7,8}")  # Hong Kong, Macau, Taiwan

Found = tuple[NumberKind, str]


def normalise_number(raw: str, site_area: str = "028", trunk_prefixes: Iterable[str] = ()) -> Number:
    """Give the key of a number; a key given instead of a number comes back as it is.

    ``site_area`` completes a local number dialled without area code; ``trunk_prefixes`` are digits that the
    PBX puts before an outside number (``9``), dropped only if the number means nothing with them.
    """
    text, prefixes = written(raw), tuple(trunk_prefixes)
    for read in text.readings:
        if found := _found(read, site_area, prefixes):
            return Number(raw, f"{found[0]}:{found[1]}", found[0], read.extension)
    if text.kept:
        return Number(raw, f"{NumberKind.UNKNOWN}:{text.kept}", NumberKind.UNKNOWN)
    return Number(raw, "", NumberKind.WITHHELD)


def numbers_named(text: str, site: Site = HERE) -> list[Number]:
    """Return the whole numbers that stand in words, each once: no local ones, which might be anything."""
    found = {
        number.key: number
        for number in map(site.read, numbers_in(text))
        if number.kind in (NumberKind.MOBILE, NumberKind.LANDLINE)
        and (number.kind is NumberKind.MOBILE or len(re.sub("[^0-9]", "", number.raw)) > LONGEST_LOCAL)
    }
    return list(found.values())


def display(number: Number | str) -> str:
    """Write a number or key in the national style: 028-8555 1234, 138 0013 8000, 400-811-1666."""
    key = number.key if isinstance(number, Number) else number
    kind, _, rest = key.partition(":")
    match kind:
        case "f":
            code, local = _split_area(rest.removeprefix("+86"))
            return f"{code}-{local[:-4]} {local[-4:]}"
        case "m":
            return f"{rest[3:6]} {rest[6:10]} {rest[10:]}"
        case "n":
            return f"{rest[:3]}-{rest[3:6]}-{rest[6:]}"
        case "i":
            return _foreign_display(rest)
        case _:
            return rest


def display_whole(number: Number) -> str:
    """Write a number with its extension, so that it is read back as it was: 028-8555 1234-801."""
    return "-".join(filter(None, (display(number), number.extension)))


def dial_string(key: str) -> str:
    """Return the digits to dial a key with from a line in China."""
    kind, _, rest = key.partition(":")
    match kind:
        case "f":
            return "0" + rest.removeprefix("+86")
        case "m":
            return rest.removeprefix("+86")
        case "i":
            return "00" + rest.removeprefix("+")
        case _:
            return rest


def masked(number: Number | str) -> str:
    """Write a number so that it can be recognised but not dialled: 138****8000."""
    key = number.key if isinstance(number, Number) else number
    kind, _, rest = key.partition(":")
    match kind:
        case "f":
            code, local = _split_area(rest.removeprefix("+86"))
            return f"{code}-{'*' * (len(local) - 4)}{local[-4:]}"
        case "m":
            return f"{rest[3:6]}****{rest[10:]}"
        case "i" | "?":
            shown = min(4, len(rest) // 3)
            return rest[:shown] + "****" + rest[len(rest) - shown :]
        case _:
            return display(key)


def suggested_area(key: str) -> Area | None:
    """Return the area of a landline's key: the city that its caller is probably in."""
    if not key.startswith("f:+86"):
        return None
    return _areas().get(_split_area(key.removeprefix("f:+86"))[0])


def area(code: str) -> Area | None:
    """Return an area by its code with the leading 0."""
    return _areas().get(code)


def _found(read: Reading, site_area: str, prefixes: tuple[str, ...]) -> Found | None:
    """Classify a reading, with what the PBX puts before it only where it means nothing with that."""
    found = _classify(read, site_area, must_be_valid=bool(prefixes))
    for prefix in prefixes:
        if found is None and read.digits.startswith(prefix):
            inner = replace(read, digits=read.digits[len(prefix) :], plus=False)
            found = _classify(inner, site_area, must_be_valid=True)
    if found is None and prefixes:
        found = _classify(read, site_area, must_be_valid=False)
    return found


def _classify(read: Reading, site_area: str, *, must_be_valid: bool) -> Found | None:
    digits, plus = read.digits, read.plus
    if digits.startswith("00"):
        digits, plus = digits[2:], True
    if plus:
        return _with_country(digits) if digits.startswith("86") else _foreign(digits, must_be_valid)
    found = _chinese(digits) or _with_country(digits.removeprefix("0"))
    if _is_local(site_area, digits) and (found is None or found[0] is NumberKind.SHORT):
        # 8611 0119 is somebody's telephone, not the short 110119 behind a country code
        found = None if read.is_noted else (NumberKind.LANDLINE, f"+86{site_area[1:]}{digits}")
    return found or _without_its_zero(digits) or (_foreign(digits, True) if _NEAR.fullmatch(digits) else None)


def _with_country(digits: str) -> Found | None:
    """Read what follows a country code of China, told once or, as some PBXs do, twice."""
    if not digits.startswith("86"):
        return None
    inner = digits[2:]
    return _chinese(inner, with_country=True) or _with_country(inner.removeprefix("00"))


def _chinese(digits: str, *, with_country: bool = False) -> Found | None:
    """Read a number of China; behind the prefix of a carrier only a mobile, or one with its area."""
    found = _national(digits, with_country=with_country)
    if found is None and (prefix := _IP_PREFIX.match(digits)):
        inner = digits[prefix.end() :]
        found = _national(inner, with_country=False) or _with_country(inner.lstrip("0"))
        if found and found[0] not in (NumberKind.MOBILE, NumberKind.LANDLINE):
            found = None
    return found


def _national(digits: str, *, with_country: bool) -> Found | None:
    """Read a whole number of China. After a country code an area code may stand without its 0."""
    if mobile := _MOBILE.fullmatch(digits):
        return NumberKind.MOBILE, "+86" + mobile[1]
    if digits.startswith("0") and (found := _with_area(digits[1:])):
        return found
    if service := _SERVICE.fullmatch(digits):
        return NumberKind.SERVICE, service[1]
    if _SMS_PORT.fullmatch(digits) and not with_country:
        return NumberKind.SMS_PORT, digits
    if _SHORT.fullmatch(digits):
        return NumberKind.SHORT, digits
    return _with_area(digits) if with_country and not digits.startswith("0") else None


def _with_area(digits: str) -> Found | None:
    """Read what begins with an area code without its 0; some gateways put one before everything."""
    code, local = _split_area(digits)
    if _is_local(code, local):
        return NumberKind.LANDLINE, f"+86{code[1:]}{local}"
    if code not in _areas():
        return None
    if mobile := _MOBILE.fullmatch(local):
        return NumberKind.MOBILE, "+86" + mobile[1]
    if service := _SERVICE.fullmatch(local):
        return NumberKind.SERVICE, service[1]
    return (NumberKind.SHORT, local) if _SHORT.fullmatch(local) else None


def _without_its_zero(digits: str) -> Found | None:
    """Read a landline whose 0 a spreadsheet or a trunk has lost: no other number of China is so long."""
    code, local = _split_area(digits)
    if len(digits) >= LOST_ZERO and _is_local(code, local) and len(local) == max(_areas()[code].lengths):
        return NumberKind.LANDLINE, f"+86{digits}"
    return None


def _is_local(code: str, local: str) -> bool:
    place = _areas().get(code)
    return place is not None and len(local) in place.lengths and _LOCAL.fullmatch(local) is not None


def _split_area(digits: str) -> tuple[str, str]:
    """Split a national number without its leading 0 into area code with 0 and local part."""
    length = 2 if digits[:1] == "2" or digits[:2] == "10" else 3
    return "0" + digits[:length], digits[length:]


def _foreign(digits: str, must_be_valid: bool) -> Found | None:
    import phonenumbers  # takes 100 ms to import, and most shifts never need it

    try:
        parsed = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return None
    fits = phonenumbers.is_valid_number if must_be_valid else phonenumbers.is_possible_number
    if not fits(parsed):
        return None
    return NumberKind.FOREIGN, phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _foreign_display(e164: str) -> str:
    import phonenumbers

    parsed = phonenumbers.parse(e164)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


@cache
def _areas() -> Mapping[str, Area]:
    path = Path(__file__).parent.parent / "resources" / "catalogue" / "area_codes.json"
    return {
        code: Area(code, tuple(row["lengths"]), row["name_zh"], row["name_en"])
        for code, row in json.loads(path.read_text(encoding="utf-8"))["areas"].items()
    }
