"""What a hotline and a queue are called, where the lists have a name for them."""

from __future__ import annotations

from app.reference import CodeList, Reference
from ui.wording import named


def hotline_word(reference: Reference, dnis: str) -> str:
    row = reference.code(CodeList.HOTLINE, dnis)
    return named(row.name_zh, row.name_en) if row is not None else dnis


def queue_word(reference: Reference, queue: str) -> str:
    row = reference.queue(queue)
    return named(row.name_zh, row.name_en) if row is not None else queue


def code_word(reference: Reference, code: str) -> str:
    """Return the words of a code of whatever list; the code where no list has it."""
    rows = (row for codes in reference.codes.values() for row in codes if row.code == code)
    row = next(rows, None)
    return named(row.name_zh, row.name_en) if row is not None else code


def route_words(reference: Reference, dnis: str, queue: str) -> str:
    """Return how a call came: by which hotline, in which queue."""
    return " · ".join(part for part in (hotline_word(reference, dnis), queue_word(reference, queue)) if part)
