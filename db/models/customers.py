"""Customers, how they are reached, where they live, and the units in their home."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, Text, false, func, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column


class CustomerKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"


class Title(StrEnum):
    """How the customer is addressed; never guessed from the name."""

    MR = "mr"
    MS = "ms"
    TEACHER = "teacher"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"


class Tier(StrEnum):
    STANDARD = "standard"
    SILVER = "silver"
    GOLD = "gold"
    VIP = "vip"


class PhoneRole(StrEnum):
    OWN = "own"
    HOUSEHOLD = "household"
    SHOP = "shop"
    OFFICE = "office"


class UnitUse(StrEnum):
    HOME = "home"
    COMMERCIAL = "commercial"


class Customer(Base):
    __tablename__ = "customer"
    __table_args__ = (Index("ix_customer_name", "name", postgresql_ops={"name": "text_pattern_ops"}),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[CustomerKind] = enum_column(CustomerKind)
    name: Mapped[str]
    title: Mapped[Title] = enum_column(Title)
    contact_name: Mapped[str]  # of an organisation
    initials: Mapped[str]  # pinyin initials and whole pinyin, all readings, space-separated
    tier: Mapped[Tier] = enum_column(Tier)
    remark: Mapped[str]  # one human remark, shown on the pop
    service_note: Mapped[str]  # to be heeded at each visit, e.g. ring before
    since_on: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    no_follow_ups_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when asked to be rung no more
    no_marketing_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SearchWord(Base):
    """A word by whose beginning a customer is found; triggers keep them, see `db.words`."""

    __tablename__ = "search_word"
    __table_args__ = (
        Index("ix_search_word_word", "word", "customer_id", postgresql_ops={"word": "text_pattern_ops"}),
        {"sqlite_with_rowid": False},
    )

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True)
    word: Mapped[str] = mapped_column(primary_key=True)


class Phone(Base):
    """One number of one customer; a shared number is several rows with the same key."""

    __tablename__ = "phone"
    __table_args__ = (
        Index("ix_phone_key", "key", "customer_id"),
        Index("ix_phone_customer", "customer_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    key: Mapped[str]  # see app/numbers.py
    extension: Mapped[str]
    raw: Mapped[str]
    role: Mapped[PhoneRole] = enum_column(PhoneRole)
    last_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def number_end(key: Any) -> ColumnElement[str]:
    """Return the last four digits of a key: with them callers tell their number, and an index finds it."""
    return func.substr(key, func.length(key) - literal_column("3"), type_=Text())


Index("ix_phone_end", number_end(Phone.key))


class Address(Base):
    __tablename__ = "address"
    __table_args__ = (Index("ix_address_customer", "customer_id"), Index("ix_address_region", "region_code"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"))
    line: Mapped[str]  # street, house, door
    is_primary: Mapped[bool]
    checked_on: Mapped[date | None]


class Unit(Base):
    """A machine in the field. Its dates are kept apart; the warranty starts by rule from them."""

    __tablename__ = "unit"
    __table_args__ = (
        Index("ix_unit_customer", "customer_id"),
        Index("uq_unit_maker_serial", "maker", "serial", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    address_id: Mapped[UUID | None] = mapped_column(ForeignKey("address.id"))
    model_code: Mapped[str] = mapped_column(ForeignKey("product_model.code"))
    maker: Mapped[str]
    serial: Mapped[str | None]
    use: Mapped[UnitUse] = enum_column(UnitUse)
    made_on: Mapped[date | None]
    sold_on: Mapped[date | None]
    delivered_on: Mapped[date | None]
    installed_on: Mapped[date | None]
    invoice_seen: Mapped[bool]
    retired_on: Mapped[date | None]
    exchanged_on: Mapped[date | None]  # given for another that was taken back
    sold_online: Mapped[bool] = mapped_column(server_default=false())
    retired_reason: Mapped[str] = mapped_column(server_default="")  # why it was exchanged


def serial_end(serial: Any) -> ColumnElement[str]:
    """Return the last six characters of a serial number: what people read out of it."""
    return func.substr(serial, func.length(serial) - literal_column("5"), type_=Text())


Index("ix_unit_serial_end", serial_end(Unit.serial))
