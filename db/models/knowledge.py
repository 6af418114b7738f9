"""What the house knows: articles, notices of products, guided scripts; and what came of them in calls."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column
from db.models.cases import CaseKind
from db.models.catalogue import ProductLine


class LinkKind(StrEnum):
    """What an article is about, the closest first."""

    FAULT = "fault"
    MODEL = "model"
    REASON = "reason"  # code list reason; a first level code is all below it
    LINE = "line"


class NoticeSeverity(StrEnum):
    """How much depends on it, the worst first."""

    RECALL = "recall"  # people can be hurt: it is told in every call
    ATTENTION = "attention"
    INFO = "info"


class Article(Base):
    """Knowledge as it is now, in both languages; ``body_zh`` and ``body_en`` are Markdown.

    What it was before stands in ``article_version``; ``version`` counts from 1.
    """

    __tablename__ = "article"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int]
    title_zh: Mapped[str]
    title_en: Mapped[str]
    body_zh: Mapped[str]
    body_en: Mapped[str]
    say_zh: Mapped[str]  # the sentence to read out
    say_en: Mapped[str]
    words: Mapped[str]  # by which it is found beside its title, with spaces between
    is_safety: Mapped[bool]  # it stands above the others
    valid_from: Mapped[datetime] = mapped_column(UtcDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("person.id")
    )  # empty: came with the store


class ArticleVersion(Base):
    """An article as it was published; never changes, so that what was read in a call stays readable."""

    __tablename__ = "article_version"

    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    title_zh: Mapped[str]
    title_en: Mapped[str]
    body_zh: Mapped[str]
    body_en: Mapped[str]
    say_zh: Mapped[str]
    say_en: Mapped[str]
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class ArticleLink(Base):
    """What an article is about: the code of a fault, a model, a reason or a product line."""

    __tablename__ = "article_link"
    __table_args__ = (Index("ix_article_link_ref", "kind", "ref"),)

    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id"), primary_key=True)
    kind: Mapped[LinkKind] = enum_column(LinkKind, primary_key=True)
    ref: Mapped[str] = mapped_column(primary_key=True)


class ArticleWord(Base):
    """A word by whose beginning an article is found, made by app/knowledge_words.py.

    ``is_key``: it was given as a word of the article, and means it wherever it stands in somebody's notes.
    """

    __tablename__ = "article_word"
    __table_args__ = (Index("ix_article_word_word", "word", postgresql_ops={"word": "text_pattern_ops"}),)

    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id"), primary_key=True)
    word: Mapped[str] = mapped_column(primary_key=True)
    is_key: Mapped[bool]


class ArticleUse(Base):
    """An article that helped in a contact, once, as it read then. Its id is derived from both."""

    __tablename__ = "article_use"
    __table_args__ = (
        Index("ix_article_use_customer_at", "customer_id", "at", "id"),
        Index("ix_article_use_call", "call_id"),
        Index("ix_article_use_article_at", "article_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id"))
    version: Mapped[int]
    interaction_id: Mapped[UUID] = mapped_column(ForeignKey("interaction.id"))
    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("call.id"))
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customer.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Notice(Base):
    """What everybody has to know of some units, or, without any product, of the day.

    It is never rewritten: another one is published, and this one ends. Serial numbers from one that begins
    with ``serial_from`` to one that begins with ``serial_to``; both empty: all units of the line or model.
    """

    __tablename__ = "notice"
    __table_args__ = (
        CheckConstraint("(serial_from = '') = (serial_to = '')", name="whole_range"),
        CheckConstraint("serial_from <= serial_to", name="range_goes_up"),
        CheckConstraint(
            "serial_from = '' or line is not null or model_code is not null", name="range_of_what"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    severity: Mapped[NoticeSeverity] = enum_column(NoticeSeverity)
    line: Mapped[ProductLine | None] = enum_column(ProductLine, nullable=True)
    model_code: Mapped[str | None] = mapped_column(ForeignKey("product_model.code"))
    serial_from: Mapped[str]
    serial_to: Mapped[str]
    title_zh: Mapped[str]
    title_en: Mapped[str]
    body_zh: Mapped[str]  # Markdown
    body_en: Mapped[str]
    say_zh: Mapped[str]
    say_en: Mapped[str]
    fault_code: Mapped[str | None] = mapped_column(ForeignKey("fault.code"))  # the work it can lead to
    case_kind: Mapped[CaseKind | None] = enum_column(CaseKind, nullable=True)  # or the case
    valid_from: Mapped[datetime] = mapped_column(UtcDateTime)
    valid_to: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class NoticeTold(Base):
    """A customer was told of a notice, once. Its id is derived from both."""

    __tablename__ = "notice_told"
    __table_args__ = (
        UniqueConstraint("notice_id", "customer_id", name="uq_notice_told_notice_id_customer_id"),
        Index("ix_notice_told_customer_at", "customer_id", "at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notice.id"))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("call.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class NoticeRead(Base):
    """A notice for all that a person has read and put away."""

    __tablename__ = "notice_read"

    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notice.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Script(Base):
    """Questions that lead through a call about a reason; which ones stands in its versions."""

    __tablename__ = "script"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int]  # the one in force
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ScriptVersion(Base):
    """A script as it was published; never changes, so that answers stay answers to what was asked."""

    __tablename__ = "script_version"

    script_id: Mapped[UUID] = mapped_column(ForeignKey("script.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    title_zh: Mapped[str]
    title_en: Mapped[str]
    reason_code: Mapped[str]  # code list reason; a first level code is all below it
    line: Mapped[ProductLine | None] = enum_column(ProductLine, nullable=True)  # empty: every line
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # see app/script_steps.py
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class ScriptAnswer(Base):
    """One answer given in a call; never changes. A later answer to the same step counts instead.

    Its id is derived from the contact, the script and ``n``, which counts the answers of a run from 1.
    """

    __tablename__ = "script_answer"
    __table_args__ = (
        Index("ix_script_answer_customer_at", "customer_id", "at", "id"),
        Index("ix_script_answer_call", "call_id"),
        Index("ix_script_answer_run", "interaction_id", "script_id", "n"),
        Index("ix_script_answer_script_at", "script_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    interaction_id: Mapped[UUID] = mapped_column(ForeignKey("interaction.id"))
    script_id: Mapped[UUID] = mapped_column(ForeignKey("script.id"))
    version: Mapped[int]
    n: Mapped[int]
    step: Mapped[str]
    value: Mapped[str]
    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("call.id"))
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customer.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
