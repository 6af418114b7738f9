"""Publishing knowledge: an article as one writes it, its versions, and how much it helps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator
from sqlalchemy import and_, case, delete, func, insert, select
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch
from app.errors import NotFound
from app.knowledge_words import word_rows
from app.publishing import overtaken
from app.rows import rows
from db.models.interactions import Interaction
from db.models.knowledge import (
    Article,
    ArticleLink,
    ArticleUse,
    ArticleVersion,
    ArticleWord,
    LinkKind,
)

SAID: Final = ("title_zh", "title_en", "body_zh", "body_en", "say_zh", "say_en")


class Link(BaseModel):
    """What an article is about: the code of a fault, a model or a reason, or a product line."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: LinkKind
    ref: str = Field(min_length=1, max_length=60)


@dataclass(frozen=True, slots=True)
class EditedArticle:
    """An article as its editors see it.

    ``used`` counts the contacts in which it helped, ``settled`` those that ended without an order.
    """

    article_id: UUID
    code: str
    version: int
    title_zh: str
    title_en: str
    body_zh: str
    body_en: str
    say_zh: str
    say_en: str
    words: str
    is_safety: bool
    valid_from: datetime
    retired_at: datetime | None
    published_at: datetime
    links: tuple[Link, ...]
    used: int
    settled: int


class PublishArticle(Command):
    """Publish an article or its next version; the one before stays readable where it was used.

    ``seen_version`` is the one that was edited, 0 for a new article. An article that is retired is back.
    Raises: NotFound; EditedMeanwhile; GuardBroken for a code that another article has.
    """

    central_only: ClassVar[bool] = True

    article_id: UUID
    seen_version: int = Field(ge=0)
    code: str = Field(pattern=r"^[A-Za-z0-9-]{1,30}$")
    title_zh: str = Field(min_length=1, max_length=200)
    title_en: str = Field(min_length=1, max_length=200)
    body_zh: str = Field(min_length=1, max_length=20_000)
    body_en: str = Field(min_length=1, max_length=20_000)
    say_zh: str = Field(default="", max_length=1_000)
    say_en: str = Field(default="", max_length=1_000)
    words: str = Field(default="", max_length=1_000)
    is_safety: bool = False
    valid_from: AwareDatetime
    links: tuple[Link, ...] = Field(default=(), max_length=200)

    @model_validator(mode="after")
    def _waits_only_at_first(self) -> Self:
        """A new version counts at once: what is in force now would be hidden until then."""
        if self.seen_version and self.valid_from > self.at:
            raise ValueError("only a new article can wait for its day")
        return self

    def apply(self, session: Session, by: Actor) -> None:
        article = session.get(Article, self.article_id, with_for_update={"key_share": True})
        if article is None:
            if self.seen_version:
                raise NotFound(what="article", id=str(self.article_id))
            article = Article(id=self.article_id)
            session.add(article)
        elif article.version != self.seen_version:
            raise overtaken(session, article.version, article.published_by_id)
        for name in (*SAID, "code", "words", "is_safety", "valid_from"):
            setattr(article, name, getattr(self, name))
        article.version, article.retired_at = self.seen_version + 1, None
        article.published_at, article.published_by_id = self.at, by.person_id
        session.flush()
        session.add(version_of(article))
        _put_links(session, self)


def version_of(article: Article) -> ArticleVersion:
    """Return what is kept of an article as it is now."""
    said = {name: getattr(article, name) for name in SAID}
    return ArticleVersion(
        article_id=article.id,
        version=article.version,
        published_at=article.published_at,
        published_by_id=article.published_by_id,
        **said,
    )


def _put_links(session: Session, article: PublishArticle) -> None:
    """Write by what an article is found, in the place of what was there."""
    for model in (ArticleLink, ArticleWord):
        session.execute(delete(model).where(model.article_id == article.article_id))
    titles = (article.title_zh, article.title_en)
    session.execute(insert(ArticleWord), word_rows(article.article_id, article.code, titles, article.words))
    links = link_rows(article.article_id, article.links)
    if links:
        session.execute(insert(ArticleLink), links)


def link_rows(article_id: UUID, links: Iterable[Link]) -> list[dict[str, Any]]:
    """Return the rows of ``article_link`` of an article."""
    return [{"article_id": article_id, "kind": link.kind, "ref": link.ref} for link in dict.fromkeys(links)]


class RetireArticle(Command):
    """Offer an article no more; where it was used it stays readable. Raises NotFound."""

    central_only: ClassVar[bool] = True

    article_id: UUID

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        article = fetch(session, Article, self.article_id)
        article.retired_at = article.retired_at or self.at


def edited_articles(session: Session, since: datetime) -> list[EditedArticle]:
    """Return every article, by code, with how often it helped since an aware instant."""
    links: dict[UUID, list[Link]] = {}
    for article_id, kind, ref in session.execute(
        select(ArticleLink.article_id, ArticleLink.kind, ArticleLink.ref).order_by(
            ArticleLink.kind, ArticleLink.ref
        )
    ):
        links.setdefault(article_id, []).append(Link(kind=kind, ref=ref))
    helped = {article_id: (used, settled) for article_id, used, settled in rows(session, _helped(since))}
    columns = (Article.id, Article.code, Article.version, *(getattr(Article, name) for name in SAID))
    more = (Article.words, Article.is_safety, Article.valid_from, Article.retired_at, Article.published_at)
    return [
        EditedArticle(*(*row, tuple(links.get(row[0], ())), *helped.get(row[0], (0, 0))))
        for row in rows(session, select(*columns, *more).order_by(Article.code))
    ]


def _helped(since: datetime) -> Any:
    settled = and_(Interaction.sealed_at.is_not(None), Interaction.order_id.is_(None))
    return (
        select(ArticleUse.article_id, func.count(), func.sum(case((settled, 1), else_=0)))
        .join(Interaction, Interaction.id == ArticleUse.interaction_id)
        .where(ArticleUse.at >= since)
        .group_by(ArticleUse.article_id)
    )
