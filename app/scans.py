"""What a scanner read: a serial number, or what only looks like one.

Source: domain-china.md, section 4 (labels of appliances, keyboard-wedge scanners).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, urlsplit

LEAST = 8  # characters: shorter ones a person may type as fast
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff"))
_SYMBOLOGY = re.compile(r"^\][A-Za-z][0-9]")  # ISO/IEC 15424, sent before the code when a scanner is set so
_GS1 = re.compile(r"^01[0-9]{14}(?:.*?\x1d|1[0137][0-9]{6})*21([^\x1d]{1,20})")
_EAN_OF_CHINA = re.compile(r"69[0-9]{11}")
_NAMES = ("sn", "serial", "serialno", "serialnumber", "barcode", "xlh")  # of a serial number in an address
_SERIAL = re.compile(r"[0-9A-Z][0-9A-Z-]{7,24}")


class ScanKind(StrEnum):
    SERIAL = "serial"
    PRODUCT = "product"  # EAN: the type of a product, never one unit of it
    LINK = "link"  # a page, such as that of the energy label: it names a model


@dataclass(frozen=True, slots=True)
class Scan:
    """What was read; ``text`` is the code, or the address of a page."""

    kind: ScanKind
    text: str


def read_scan(raw: str, prefix: str = "", suffix: str = "") -> Scan:
    """Return what a burst of characters says, without what the scanner is set to put around it."""
    whole = raw.strip().removeprefix(prefix).removesuffix(suffix)
    text = unicodedata.normalize("NFKC", whole).translate(_INVISIBLE).strip()
    if "://" in text:
        serial = _serial_in(text)
        return Scan(ScanKind.SERIAL, serial) if serial else Scan(ScanKind.LINK, text)
    code = _SYMBOLOGY.sub("", text).strip("\x1d")
    marked = _GS1.match(code)
    if marked is not None:
        return Scan(ScanKind.SERIAL, marked[1].upper())
    code = "".join(code.split()).upper()
    if _EAN_OF_CHINA.fullmatch(code) and _is_checked(code):
        return Scan(ScanKind.PRODUCT, code)
    return Scan(ScanKind.SERIAL, code)


def _serial_in(address: str) -> str:
    """Return the serial number that an address carries by name, or nothing."""
    try:
        found = parse_qsl(urlsplit(address).query)
    except ValueError:
        return ""
    named = [value.upper() for name, value in found if re.sub(r"[^a-z]", "", name.lower()) in _NAMES]
    return next((value for value in named if _SERIAL.fullmatch(value)), "")


def _is_checked(code: str) -> bool:
    """Tell whether the last digit is right: weights 1 and 3, modulo 10."""
    return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(code)) % 10 == 0
