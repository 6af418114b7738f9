"""What a hotline and a queue are called, where the lists have a name for them."""

from __future__ import annotations

from app.reference import CodeList, Reference
from ui.wording import named


def hotline_word(reference: Reference, dnis: str) -> str:
    return _word(reference, CodeList.HOTLINE, dnis)


def queue_word(reference: Reference, queue: str) -> str:
    return _word(reference, CodeList.QUEUE, queue)


def route_words(reference: Reference, dnis: str, queue: str) -> str:
    """Return how a call came: by which hotline, in which queue."""
    return " · ".join(part for part in (hotline_word(reference, dnis), queue_word(reference, queue)) if part)


def _word(reference: Reference, kind: CodeList, code: str) -> str:
    row = reference.code(kind, code)
    return named(row.name_zh, row.name_en) if row is not None else code
