"""Reference data: regions, product models, faults, and the code lists that people choose from."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column


class ProductLine(StrEnum):
    TV = "tv"
    FRIDGE = "fridge"
    WASHER = "washer"
    AC = "ac"
    SMALL = "small"


class OrderKind(StrEnum):
    """What kind of work an order is."""

    REPAIR = "repair"
    INSTALLATION = "installation"
    DELIVERY = "delivery"
    INSPECTION = "inspection"  # of a unit that is to be exchanged or taken back, or complained of


class WorkLevel(StrEnum):
    """How hard work is, the easiest first."""

    SIMPLE = "simple"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class CodeList(StrEnum):
    REASON = "reason"  # why the customer calls: first level kind, second level matter
    DISPOSITION = "disposition"  # how the contact ended: two levels
    AUX = "not_ready"  # why an agent takes no calls
    FOLLOW_UP = "follow_up"  # why a follow-up is scheduled
    ATTEMPT = "attempt"  # how an attempt ended
    REMEDY = "remedy"  # what the customer wants
    CANCEL = "cancel"  # why an order is cancelled
    MOVE = "move"  # why an appointment is moved
    REFUSE = "refuse"  # why a provider does not go
    HOTLINE = "hotline"  # the numbers that customers ring; the code is the number


class Region(Base):
    """A place by its GB/T 2260 code (2, 4, 6 or 9 digits), as a tree."""

    __tablename__ = "region"
    __table_args__ = (
        Index("ix_region_name", "name_zh", postgresql_ops={"name_zh": "text_pattern_ops"}),
        Index("ix_region_initials", "initials", postgresql_ops={"initials": "text_pattern_ops"}),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"), index=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    initials: Mapped[str] = mapped_column(server_default="")  # of the Chinese name


Index(
    "ix_region_sound",
    func.lower(Region.name_en).label("sound"),
    postgresql_ops={"sound": "text_pattern_ops"},
)


class FormerRegion(Base):
    """A code that is no more in force. Its region stays, for the addresses that have it."""

    __tablename__ = "former_region"

    code: Mapped[str] = mapped_column(ForeignKey("region.code"), primary_key=True)
    valid_to: Mapped[date]  # the last day of the code
    successor_code: Mapped[str] = mapped_column(ForeignKey("region.code"))


class RegionAlias(Base):
    """A name that people give as their place and that has no code, with the regions that it lies in."""

    __tablename__ = "region_alias"
    __table_args__ = (
        Index("ix_region_alias_initials", "initials", postgresql_ops={"initials": "text_pattern_ops"}),
        Index("ix_region_alias_name", "name_zh", postgresql_ops={"name_zh": "text_pattern_ops"}),
    )

    name_zh: Mapped[str] = mapped_column(primary_key=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), primary_key=True)
    name_en: Mapped[str]
    initials: Mapped[str]


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
    position: Mapped[int] = mapped_column(server_default="0")
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Fault(Base):
    """Work that a unit can need: mending a fault, or another kind of work on its product line."""

    __tablename__ = "fault"

    code: Mapped[str] = mapped_column(primary_key=True)
    line: Mapped[ProductLine] = enum_column(ProductLine)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    part_zh: Mapped[str]
    part_en: Mapped[str]
    minutes: Mapped[int]
    level: Mapped[str]  # of WorkLevel
    is_main_part: Mapped[bool]
    is_paid: Mapped[bool]  # never free, e.g. a broken screen
    kind: Mapped[OrderKind] = enum_column(OrderKind, server_default=OrderKind.REPAIR)
    position: Mapped[int] = mapped_column(server_default="0")
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Code(Base):
    """A row of a code list. A retired code stays readable.

    ``team`` is whose it is, everybody's when empty; ``minutes`` is how long one may be away for it.
    """

    __tablename__ = "code"

    list: Mapped[CodeList] = enum_column(CodeList, primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    parent_code: Mapped[str | None]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    initials: Mapped[str]  # of the Chinese name, for type-ahead
    position: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    team: Mapped[str] = mapped_column(server_default="")
    minutes: Mapped[int | None]
