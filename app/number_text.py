"""What a delivered or typed text says of a number: its digits, its extension, or that it is withheld.

Nothing is guessed here: a letter among the digits is no digit, and what is masked stays masked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text. ``is_noted``: words stood beside it, so that it may be of any city."""

    digits: str
    plus: bool = False
    extension: str = ""
    is_noted: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """``readings``, the likeliest first; ``kept`` is compared when none is a number. Neither: withheld."""

    readings: tuple[Reading, ...] = ()
    kept: str = ""


_SCHEME = re.compile(r"^(?:sips?|tel|callto|h323|f|m|n|s|sms|i):(?://)?\s*(?=\S)")
_HIDING = re.compile(r"^[*#]31#")  # dialled before a number to show one's own, or not
_COUNTRY_BEHIND = re.compile(r"(?P<number>.*[0-9)])\s*\(\s*(?P<country>\+[0-9]{1,3})\s*\)")
_HOST = re.compile(r"sips?:[0-9]+(?:\.[0-9]+){3}(?::[0-9]+)?")
_QUOTES = re.compile("[\"'`´‘’“”「」『』【】〔〕]")
_UNSEEN = frozenset({"Cf", "Mn", "Me", "Cs", "Co", "Cn"})  # categories: marks of direction, keycaps, …
_ENDS = " \t\r\n.,;:=。"
_DASHES = re.compile("[‐-―−ー~]")
_FLOAT = re.compile(r"([0-9]{7,})\.0")  # what a spreadsheet makes of a number
_SEPARATED = re.compile(r"[+0-9\s().,\-/\\_·•、\[\]]+")
_NUMERALS = {
    ord(sign): str(digit)
    for digit, signs in enumerate(
        ("零〇洞", "一幺壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七拐柒", "八捌", "九勾玖")
    )
    for sign in signs
}
_HAN = "[㐀-鿿豈-﫿〇々]"
_EXTENSION_WORDS = "转接分机内线按号"
_LABEL = re.compile(
    r"(?:联系|联络|客户|来电|主叫|被叫|家庭|家里|办公|公司|单位|住宅|手机|移动|固定|座机|固话|电话|号码|区号|本机|请拨|呼叫"
    r"|\b(?:tele?phone|tel|phone|mobile|mob|cell|fax|home|office|work|number|no|from)\b\.?)+(?:号|是|为)?[\s:.]*"
)
_SEP = r"(?:;ext=|extension|extn|ext\.?|x|×|内线|分机号?|转接|转|接|按|[,;#*pw])"
_EXTENSION = re.compile(
    rf"(?P<number>.*?[0-9)])[\s(]*(?P<tail>(?:(?:{_SEP}[\s:.\-#]*)+[0-9]{{1,6}}[\s)]*号?[\s)]*)+)"
)
_DASHED = re.compile(r"(?P<number>.*[0-9)])[\s]*(?:-\s*|\(\s*)(?P<tail>[0-9]{1,6})\s*\)?")
_TO_A_PERSON = re.compile(r"(?<=[0-9])[\s,]*(?:转|接|按)[^0-9]*$")
_NOTE = re.compile(rf"\([^0-9()]*\)|^(?:{_HAN}|[\s:·,])+|(?:{_HAN}|[\s·,(])+\)?$")

_AMONG_WORDS = re.compile(r"(?<![0-9a-z*+.])[+(]?[0-9][0-9 ()\-]{5,22}[0-9](?![0-9a-z*])")
_HIDDEN = re.compile(
    r"\b(?:anonymous|unknown|withheld|private|unavailable|restricted|blocked|hidden|undisclosed|unidentified"
    r"|null|none|nil|nan|undefined|asterisk|payphone|confidential)\b"
)
_BESIDE = re.compile(
    r"(?:\b(?:caller|calling|number|name|id|call|callerid|clid|cid|cli|user|party|no|not|by|the|network|is"
    r"|invalid)\b|[^a-z])*"
)
_HIDDEN_PHRASES = ("notavailable", "outofarea", "nocallerid", "nonumber", "na", "no")
_HIDDEN_HAN = re.compile(
    "(?:隐藏|未知|匿名|保密|私人|私密|限制|受限|屏蔽|无法|无|没有|不|未|显示|提供|识别|来电|主叫|来源|电话|号码|用户|公用|号|的)+"
)


def written(raw: str) -> Written:
    """Read a text, however a person, a PBX or a SIP header wrote it."""
    if raw.isascii() and raw.isdigit():
        return Written((Reading(raw),), raw) if raw.strip("0") else Written()
    if raw.startswith("?:"):  # a key comes back as it is
        return Written(kept=_kept(raw[2:]))
    user, context, extension = _without_parameters(_address(_cleaned(raw[:LONGEST])))
    if not user.strip("0 +-.") or _is_withheld(user):
        return Written()
    text, is_noted = _without_words(_translated(user))
    return Written(tuple(_readings(text, is_noted, extension, context)), _kept(user))


def numbers_in(text: str) -> Iterator[str]:
    """Yield the parts of a text of words that may be telephone numbers."""
    for found in _AMONG_WORDS.finditer(_cleaned(text)):
        yield found[0]


def _cleaned(raw: str) -> str:
    """Return the text in half width and lower case, without quotes and without what cannot be seen."""
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", raw).lower())
    text = "".join(
        str(unicodedata.decimal(sign, sign)) for sign in text if unicodedata.category(sign) not in _UNSEEN
    )
    return _QUOTES.sub("", unquote(text)).strip(_ENDS).rstrip("#")


def _address(text: str) -> str:
    """Return what stands in the angle brackets of a SIP header, or the text as it is."""
    if inner := re.search(r"<([^<>]*)>", text):
        text = inner[1]
    return "" if _HOST.fullmatch(text) else _SCHEME.sub("", text.strip())


def _without_parameters(text: str) -> tuple[str, str, str]:
    """Return the user part of a URI, the country and area that it is dialled in, and its extension."""
    user, _, host = text.partition("@")
    if host:
        user = user.partition(":")[0]  # a password may stand behind the user
    if host.startswith("anonymous.invalid"):
        return "", "", ""
    number, *parameters = user.split(";")
    context = extension = ""
    for name, _, value in (parameter.strip().partition("=") for parameter in parameters):
        if name == "phone-context" and value.startswith("+"):
            context = value
        elif name in ("ext", "postd") or name.isdigit():
            extension = re.sub("[^0-9]", "", value or name)[:6]
    return _HIDING.sub("", number.strip()), context, extension


def _is_withheld(text: str) -> bool:
    if any(sign.isdigit() for sign in text) or not any(sign.isalnum() for sign in text):
        return not any(sign.isalnum() for sign in text)
    letters = re.sub("[^a-z]", "", text)
    others, hidden = _HIDDEN.subn("", text)
    if (hidden and _BESIDE.fullmatch(others)) or letters in _HIDDEN_PHRASES:
        return not re.search(_HAN, text)
    return not letters and _HIDDEN_HAN.fullmatch(re.sub(r"[\s()\-]", "", text)) is not None


def _translated(text: str) -> str:
    """Write Chinese digits as digits, if no other Chinese word stands there that a digit may be part of."""
    text = _LABEL.sub(" ", text).strip()
    han = [sign for sign in re.findall(_HAN, text) if sign not in _EXTENSION_WORDS]
    return text.translate(_NUMERALS) if han and all(ord(sign) in _NUMERALS for sign in han) else text


def _without_words(text: str) -> tuple[str, bool]:
    """Cut what is written before and after a number; tell whether that said whose or where."""
    text = _TO_A_PERSON.sub("", text)
    bare = _NOTE.sub(" ", text) if re.search("[0-9]", text) else text
    is_noted = re.search(_HAN, text) is not None and bare != text and not re.search(_SEP, text)
    return _FLOAT.sub(r"\1", bare.strip()), is_noted


def _readings(text: str, is_noted: bool, extension: str, context: str) -> Iterator[Reading]:
    if "+" in text and (behind := _COUNTRY_BEHIND.fullmatch(text)):
        yield from _readings(behind["number"], is_noted, extension, behind["country"])
        text = behind["number"]
    if context and "+" not in text:
        text = context + text.lstrip("0")
    if spelled := _EXTENSION.fullmatch(text):
        yield from _reading(spelled["number"], ",".join(re.findall("[0-9]+", spelled["tail"])), is_noted)
    yield from _reading(text, extension, is_noted)
    if dashed := _DASHED.fullmatch(text):
        yield from _reading(dashed["number"], dashed["tail"], is_noted)


def _reading(text: str, extension: str, is_noted: bool) -> Iterator[Reading]:
    """Yield the digits of a text that is nothing but digits and what separates them."""
    if not _SEPARATED.fullmatch(text):
        return
    digits = re.sub("[^0-9]", "", text)
    plus = "+" in text[: text.find(digits[0])] if digits else False
    if not plus and (region := re.match(r"\(?(?:852|853|886)\)?[\s\-]", text)) and "0" not in region[0]:
        plus = True  # written as Hong Kong, Macau and Taiwan are: 852-2345 6789
    if digits.strip("0"):
        yield Reading(digits, plus, extension, is_noted)


def _kept(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum() or sign in "+*")
