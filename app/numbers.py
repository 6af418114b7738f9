"""One key for a telephone number, however it was delivered or typed.

Our own table decides numbers of China; ``phonenumbers`` is asked for foreign ones only, because it takes a
bank's hotline for a household and a local number for one of another city.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path


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


_ANONYMOUS = re.compile(
    "anonymous|unknown|withheld|private|unavailable|restricted|blocked|null|none|隐藏号码|未知|匿名"
)
_SCHEME = re.compile(r"^(?:sips?|tel|f|m|n|s|sms|i):")
_EXTENSION = re.compile(
    r"(?:(?:;ext=|extension|ext\.?|x|转接|转|分机|[,#])[\s:：.]*)+([0-9]{1,6})$|(?<=[0-9]{7})-([0-9]{1,6})$"
)
_NOT_DIALLED = re.compile(r"[^0-9]")
_MOBILE = re.compile(r"0?(1[3-9][0-9]{9})")
_SERVICE = re.compile(r"0?([48]00[0-9]{7})")
_SMS_PORT = re.compile(r"106[0-9]{5,}")
_SHORT = re.compile(r"11[0-9]|12[0-9]|11[0-9]{3,4}|12[0-9]{3}|10[01][0-9]{2,5}|95[0-9]{3,}|96[0-9]{3,4}")
_IP_PREFIX = re.compile(r"(?:179[0-9]{2}|125[0-9]{2}|11808)(0?1[3-9][0-9]{9}|0[0-9]{9,11})")
_LOCAL = re.compile(r"[2-8][0-9]{6,7}")


def normalise_number(raw: str, site_area: str = "028", trunk_prefixes: Iterable[str] = ()) -> Number:
    """Give the key of a number; a key given instead of a number comes back as it is.

    ``site_area`` completes a local number dialled without area code; ``trunk_prefixes`` are digits that the
    PBX puts before an outside number (``9``), dropped only if the number means nothing with them.
    """
    kind, rest, extension = _read(raw, site_area)
    if kind is NumberKind.UNKNOWN:
        for prefix in trunk_prefixes:
            inner = _read(rest.removeprefix(prefix), site_area)
            if rest.startswith(prefix) and inner[0] not in (NumberKind.UNKNOWN, NumberKind.WITHHELD):
                kind, rest = inner[0], inner[1]
                break
    key = f"{kind}:{rest}" if kind is not NumberKind.WITHHELD else ""
    return Number(raw, key, kind, extension)


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


def _read(raw: str, site_area: str) -> tuple[NumberKind, str, str]:
    """Take the text apart: kind, what stands after the colon of the key, extension."""
    text = unicodedata.normalize("NFKC", raw).strip().lower()
    if text.startswith("?:"):
        return _unknown(text[2:])
    text = _SCHEME.sub("", text).partition("@")[0]
    if not text or _ANONYMOUS.fullmatch(text):
        return NumberKind.WITHHELD, "", ""
    extension = ""
    if pulled := _EXTENSION.search(text):
        text, extension = text[: pulled.start()], pulled[1] or pulled[2]
    text = text.partition(";")[0]
    digits = _NOT_DIALLED.sub("", text)
    if not digits.strip("0"):
        return _unknown("" if digits else text)
    found = _classify(digits, "+" in text[: text.index(digits[0])], site_area)
    return (*found, extension) if found else _unknown(text, extension)


def _unknown(text: str, extension: str = "") -> tuple[NumberKind, str, str]:
    """Keep what cannot be read, if there is anything to keep."""
    kept = "".join(char for char in text if char.isalnum() or char == "+")
    return (NumberKind.UNKNOWN, kept, extension) if kept else (NumberKind.WITHHELD, "", "")


def _classify(digits: str, plus: bool, site_area: str) -> tuple[NumberKind, str] | None:
    if not plus and digits.startswith("00"):
        digits, plus = digits[2:], True
    if plus:
        return _national(digits[2:], with_country=True) if digits.startswith("86") else _foreign(digits)
    found = _national(digits, with_country=False)
    if found is None and digits.startswith("86"):
        found = _national(digits[2:], with_country=True)
    if found is None and (prefixed := _IP_PREFIX.fullmatch(digits)):
        found = _national(prefixed[1], with_country=False)
    if found is None and _is_local(site_area, digits):
        found = (NumberKind.LANDLINE, f"+86{site_area[1:]}{digits}")
    return found


def _national(digits: str, *, with_country: bool) -> tuple[NumberKind, str] | None:
    """Read a whole number of China. After a country code an area code may stand without its 0."""
    if mobile := _MOBILE.fullmatch(digits):
        return NumberKind.MOBILE, "+86" + mobile[1]
    landline = digits if digits.startswith("0") or not with_country else "0" + digits
    if landline.startswith("0"):
        code, local = _split_area(landline[1:])
        if _is_local(code, local):
            return NumberKind.LANDLINE, f"+86{code[1:]}{local}"
        if code in _areas() and digits.startswith("0") and _SHORT.fullmatch(local):
            return NumberKind.SHORT, local
    if service := _SERVICE.fullmatch(digits):
        return NumberKind.SERVICE, service[1]
    if _SMS_PORT.fullmatch(digits):
        return NumberKind.SMS_PORT, digits
    if _SHORT.fullmatch(digits):
        return NumberKind.SHORT, digits
    return None


def _is_local(code: str, local: str) -> bool:
    place = _areas().get(code)
    return place is not None and len(local) in place.lengths and _LOCAL.fullmatch(local) is not None


def _split_area(digits: str) -> tuple[str, str]:
    """Split a national number without its leading 0 into area code with 0 and local part."""
    length = 2 if digits[:1] == "2" or digits[:2] == "10" else 3
    return "0" + digits[:length], digits[length:]


def _foreign(digits: str) -> tuple[NumberKind, str] | None:
    import phonenumbers  # takes 100 ms to import, and most shifts never need it

    try:
        parsed = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
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
