"""Reference data: regions, product models, faults, and the code lists that people choose from."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column


class ProductLine(StrEnum):
    TV = "tv"
    FRIDGE = "fridge"
    WASHER = "washer"
    AC = "ac"
    SMALL = "small"


class CodeList(StrEnum):
    REASON = "reason"  # why the customer calls: first level kind, second level matter
    DISPOSITION = "disposition"  # how the contact ended: two levels
    NOT_READY = "not_ready"
    FOLLOW_UP = "follow_up"  # why a follow-up is scheduled
    ATTEMPT = "attempt"  # how an attempt ended


class Region(Base):
    """A place by its GB/T 2260 code (2, 4, 6 or 9 digits), as a tree."""

    __tablename__ = "region"

    code: Mapped[str] = mapped_column(primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"), index=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]


class ProductModel(Base):
    """A model on sale once; warranty terms in whole months."""

    __tablename__ = "product_model"

    code: Mapped[str] = mapped_column(primary_key=True)
    line: Mapped[ProductLine] = enum_column(ProductLine)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    whole_months: Mapped[int]
    part_months: Mapped[int]
    main_parts_zh: Mapped[str]
    main_parts_en: Mapped[str]
    needs_installation: Mapped[bool]


class Fault(Base):
    __tablename__ = "fault"

    code: Mapped[str] = mapped_column(primary_key=True)
    line: Mapped[ProductLine] = enum_column(ProductLine)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    part_zh: Mapped[str]
    part_en: Mapped[str]
    minutes: Mapped[int]
    level: Mapped[str]  # simple, small, medium, large
    is_main_part: Mapped[bool]
    is_paid: Mapped[bool]  # never free, e.g. a broken screen


class Code(Base):
    """A row of a code list. A retired code stays readable."""

    __tablename__ = "code"

    list: Mapped[CodeList] = enum_column(CodeList, primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    parent_code: Mapped[str | None]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    initials: Mapped[str]  # of the Chinese name, for type-ahead
    position: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
