"""Articles among what Ctrl+K finds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication

from app.errors import DomainError
from app.knowledge import ArticleLine, find_articles
from ui.context import Context
from ui.search.lines import Line, head_line
from ui.wording import named

MOST = 3  # beside customers and commands; the panel has them all
LEAST = 2  # characters: a single one is in every text


def article_lines(
    context: Context, open_article: Callable[[ArticleLine, str], object], words: str
) -> list[Line]:
    """Return the first articles that some words find, under their head; runs on a reader's thread.

    Whoever may not read them, or cannot now, finds the rest all the same.
    """
    if len(words) < LEAST:
        return []
    try:
        found = context.desk.ask(find_articles, words, context.now())[:MOST]
    except DomainError:
        return []
    lines = [
        Line(
            ((named(one.title_zh, one.title_en), "text"),),
            ((one.code, "muted"),),
            "shield-warning" if one.is_safety else "question",
            open=partial(open_article, one, words),
        )
        for one in found
    ]
    return [head_line(QCoreApplication.translate("Search", "Knowledge")), *lines] if lines else []
