"""What must not be read in a log or a report: whose number, name, address or machine something is about."""

from __future__ import annotations

import re
import traceback

_NUMBER = re.compile(r"\d{7,}")
_SPACED_MOBILE = re.compile(r"(?<!\d)1[3-9]\d([ -])\d{4}\1\d{4}(?!\d)")
_MOBILE_DIGITS = 11
_CHINESE = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003134f]+")
# Bounded, and tried at the beginning of a word only: a long line must not take long.
_SERIAL = re.compile(r"(?<![\w-])(?=(?:[A-Z-]{0,20}\d){4})[A-Z][A-Z0-9-]{7,39}(?![\w-])")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,100}")
_QUOTED = re.compile(r"(?<!\w\w)'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|“[^”]*”")
_BOUND = re.compile(r"\[parameters: .*", re.DOTALL)  # what SQLAlchemy bound to a statement
_ROW = re.compile(r"DETAIL: .*?(?=\n\[SQL: |\Z)", re.DOTALL)  # a row that PostgreSQL shows without quotes
_FILE = re.compile(r'(?<=File ")[^"]*(?=")')  # as the fault handler writes it, all else than ASCII escaped
_NAMED_IN_CODE = (AttributeError, ImportError, NameError, NotImplementedError, TypeError)  # they quote code
_ROOMS = ("ui", "app", "db")


def mask_numbers(text: str) -> str:
    """Hide the middle of every long run of digits; of one shorter than a mobile number also the beginning."""
    text = _SPACED_MOBILE.sub(lambda found: _masked(re.sub(r"\D", "", found.group())), text)
    return _NUMBER.sub(lambda found: _masked(found.group()), text)


def mask_personal(text: str) -> str:
    """Hide numbers, serial numbers, mail addresses and all that is Chinese: names and addresses are."""
    text = _SERIAL.sub(lambda found: f"{found.group()[:2]}****{found.group()[-2:]}", mask_numbers(text))
    return _CHINESE.sub("※", _MAIL.sub("****@****", text))


def mask_paths(text: str) -> str:
    """Shorten the files that a trace names to where they lie in the program."""
    return _FILE.sub(lambda found: _short(found.group()), text)


def trace_of(error: BaseException) -> str:
    """Return where an error came from, and what led to it, without a value of any variable."""
    lines = []
    for cause in _chain(error):
        lines += [_place(frame) for frame in traceback.extract_tb(cause.__traceback__)]
        lines += [words_of(cause), ""]
    return "\n".join(lines).rstrip()


def words_of(error: BaseException) -> str:
    """Return the kind of an error and its words, with what it quotes hidden unless that is code."""
    words = _ROW.sub("", _BOUND.sub("", str(error)))
    if not isinstance(error, _NAMED_IN_CODE):
        words = _QUOTED.sub("'*'", words)
    return mask_personal(f"{type(error).__name__}: {words}".removesuffix(": "))


def _chain(error: BaseException) -> list[BaseException]:
    """Return an error after what it was raised from or while answering; each once."""
    found: list[BaseException] = []
    step: BaseException | None = error
    while step is not None and step not in found:
        found.append(step)
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)
    return found[::-1]


def _place(frame: traceback.FrameSummary) -> str:
    return f"  {_short(frame.filename)}:{frame.lineno} {frame.name}\n    {frame.line}"


def _short(filename: str) -> str:
    """Name a file of code from our room or its package on: the path before it names a person."""
    parts = re.split(r"[\\/]", filename)
    after = parts.index("site-packages") + 1 if "site-packages" in parts else max(0, len(parts) - 2)
    for room in _ROOMS:
        if room in parts and "site-packages" not in parts:
            after = len(parts) - 1 - parts[::-1].index(room)
    return "/".join(parts[after:])


def _masked(digits: str) -> str:
    head = digits[:3] if len(digits) >= _MOBILE_DIGITS else ""
    return f"{head}****{digits[-4:]}"
