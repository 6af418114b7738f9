"""Knowledge: what fits a call, what is found by words, what is read, and that it was used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, Select, Text, and_, literal, or_, select
from sqlalchemy.orm import Session

from app.command import Actor, Command, look_up
from app.errors import NotFound
from app.interactions import own_open_contact
from app.knowledge_words import is_han, plain, runs
from app.rows import rows
from db.ids import derived_id
from db.models.catalogue import ProductLine
from db.models.knowledge import Article, ArticleLink, ArticleUse, ArticleVersion, ArticleWord, LinkKind
from db.models.orders import RepairOrder
from db.prefix import begins_with, bounds

__all__ = ["LinkKind"]

MOST: Final = 12  # articles in an answer
_NOTES: Final = 2_000  # characters of the notes that are looked through, the last ones
_LONGEST: Final = 12  # characters of a run that are looked for
_WORD: Final = ArticleWord.__table__.c.word


class Why(StrEnum):
    """Why an article fits a call, or by what it was found; the surest first."""

    FAULT = "fault"
    MODEL = "model"
    WORD = "word"  # a word of its own stands in the notes, or was typed whole
    REASON = "reason"
    LINE = "line"
    BEGINNING = "beginning"  # of a word, as it is written or as it sounds
    TEXT = "text"


_WEIGHT: Final = {
    Why.FAULT: 16,
    Why.MODEL: 8,
    Why.WORD: 6,
    Why.REASON: 4,
    Why.LINE: 2,
    Why.BEGINNING: 3,
    Why.TEXT: 1,
}


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article in a list; ``why`` is the surest way by which it came there."""

    article_id: UUID
    code: str
    version: int
    title_zh: str
    title_en: str
    is_safety: bool
    why: Why


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article to read. ``is_current``: nothing was published since, and it was not retired."""

    article_id: UUID
    code: str
    version: int
    title_zh: str
    title_en: str
    body_zh: str
    body_en: str
    say_zh: str
    say_en: str
    is_safety: bool
    is_current: bool
    published_at: datetime


class UseArticle(Command):
    """Record that an article helped in a contact, as it reads now; twice is once.

    Raises: NotFound; AlreadySealed; NotAllowed for another agent's contact.
    """

    article_id: UUID
    read_version: int = Field(ge=1)
    interaction_id: UUID

    def apply(self, session: Session, by: Actor) -> None:
        contact = own_open_contact(session, self.interaction_id, by)
        article = look_up(session, Article, self.article_id)
        if self.read_version > article.version:
            raise NotFound(what="article_version", id=f"{self.article_id} {self.read_version}")
        use_id = derived_id("article_use", contact.id, article.id)
        if session.get(ArticleUse, use_id) is None:
            session.add(
                ArticleUse(
                    id=use_id,
                    article_id=article.id,
                    version=self.read_version,
                    interaction_id=contact.id,
                    call_id=contact.call_id,
                    customer_id=contact.customer_id,
                    person_id=by.person_id,
                    at=self.at,
                )
            )


def fitting_articles(
    session: Session,
    now: datetime,
    line: ProductLine | None = None,
    model_code: str = "",
    fault_code: str = "",
    reason_code: str = "",
    order_id: UUID | None = None,
    notes: str = "",
) -> list[ArticleLine]:
    """Return what fits a call by the unit, the fault (or that of an order), the reason and the notes.

    What keeps people safe stands first where more than the product line speaks for it.
    """
    if order_id is not None and not fault_code:
        fault_code = session.scalar(select(RepairOrder.fault_code).where(RepairOrder.id == order_id)) or ""
    links = {
        LinkKind.FAULT: [fault_code],
        LinkKind.MODEL: [model_code],
        LinkKind.REASON: [reason_code, reason_code.partition(".")[0]],
        LinkKind.LINE: [line.value if line else ""],
    }
    why: dict[UUID, set[Why]] = defaultdict(set)
    for article_id, kind in session.execute(_linked(links)):
        why[article_id].add(Why(kind.value))
    if words := plain(notes[-_NOTES:]):
        named = literal(words, Text()).contains(ArticleWord.word)
        for article_id in session.scalars(select(ArticleWord.article_id).where(ArticleWord.is_key, named)):
            why[article_id].add(Why.WORD)
    return _lines(session, now, why)


def _linked(links: dict[LinkKind, list[str]]) -> Select[UUID, LinkKind]:
    ways: list[ColumnElement[bool]] = [
        and_(ArticleLink.kind == kind, ArticleLink.ref.in_([ref for ref in refs if ref]))
        for kind, refs in links.items()
    ]
    return select(ArticleLink.article_id, ArticleLink.kind).where(or_(*ways))


def find_articles(session: Session, words: str, now: datetime) -> list[ArticleLine]:
    """Return what is found by every one of some words: as written, by their sound, or in the text."""
    found: dict[UUID, set[Why]] | None = None
    for run in runs(words):
        by_run = _by_run(session, run[: 2 * _LONGEST], {})
        found = by_run if found is None else _in_both(found, by_run)
    return _lines(session, now, found or {})


def _by_run(session: Session, run: str, known: dict[str, dict[UUID, set[Why]]]) -> dict[UUID, set[Why]]:
    """Find by one run; one that is nowhere as a whole is looked for in parts, as 洗衣机积水.

    ``known``: by what was looked for already; a sentence has the same end after many beginnings.
    """
    if run not in known:
        known[run] = _whole(session, run[:_LONGEST])
        if not known[run] and is_han(run):
            known[run] = _in_parts(session, run, known)
    return known[run]


def _in_parts(session: Session, run: str, known: dict[str, dict[UUID, set[Why]]]) -> dict[UUID, set[Why]]:
    for at in range(min(len(run), _LONGEST) - 1, 1, -1):
        first = _whole(session, run[:at])
        if first and (both := _in_both(first, _by_run(session, run[at:], known))):
            return both
    return {}


def _whole(session: Session, run: str) -> dict[UUID, set[Why]]:
    found: dict[UUID, set[Why]] = defaultdict(set)
    low, high = bounds(run)
    known = select(ArticleWord.article_id, ArticleWord.word).where(begins_with(_WORD, low, high))
    for article_id, word in session.execute(known):
        found[article_id].add(Why.WORD if word == run else Why.BEGINNING)
    texts = or_(*(text.icontains(run) for text in (Article.body_zh, Article.body_en)))
    for article_id in session.scalars(select(Article.id).where(texts)):
        found[article_id].add(Why.TEXT)
    return found


def _in_both(one: dict[UUID, set[Why]], other: dict[UUID, set[Why]]) -> dict[UUID, set[Why]]:
    return {article_id: one[article_id] | other[article_id] for article_id in one.keys() & other.keys()}


def _lines(session: Session, now: datetime, why: dict[UUID, set[Why]]) -> list[ArticleLine]:
    if not why:
        return []
    known = rows(session, _VALID.where(Article.id.in_(why), Article.valid_from <= now))
    found = [ArticleLine(*(*row, max(why[row[0]], key=_WEIGHT.__getitem__))) for row in known]
    return sorted(found, key=lambda line: _place(line, why[line.article_id]))[:MOST]


_VALID = select(
    Article.id, Article.code, Article.version, Article.title_zh, Article.title_en, Article.is_safety
).where(Article.retired_at.is_(None))


def _place(line: ArticleLine, why: Iterable[Why]) -> tuple[bool, int, str]:
    """Return the place of an article in its list; of equal ones the code decides."""
    weight = sum(_WEIGHT[one] for one in why)
    return not (line.is_safety and weight > _WEIGHT[Why.LINE]), -weight, line.code


def article_text(session: Session, article_id: UUID, version: int | None = None) -> ArticleText:
    """Return an article as it is now, or as it read in a version. Raises NotFound."""
    now = session.get(Article, article_id)
    if now is None:
        raise NotFound(what="article", id=str(article_id))
    then: Article | ArticleVersion | None = now
    if version not in (None, now.version):
        then = session.get(ArticleVersion, (article_id, version))
    if then is None:
        raise NotFound(what="article_version", id=f"{article_id} {version}")
    return ArticleText(
        article_id,
        now.code,
        then.version,
        then.title_zh,
        then.title_en,
        then.body_zh,
        then.body_en,
        then.say_zh,
        then.say_en,
        now.is_safety,
        then.version == now.version and now.retired_at is None,
        then.published_at,
    )


def read_in_contact(session: Session, use_id: UUID) -> ArticleText:
    """Return an article as it read in the contact in which it was used. Raises NotFound."""
    use = look_up(session, ArticleUse, use_id)
    return article_text(session, use.article_id, use.version)


def used_in(session: Session, interaction_id: UUID) -> list[UUID]:
    """Return the articles that were used in a contact, the first one first."""
    used = select(ArticleUse.article_id).where(ArticleUse.interaction_id == interaction_id)
    return list(session.scalars(used.order_by(ArticleUse.at, ArticleUse.article_id)))
