"""What all tables share: names of constraints, and how instants and enums are stored."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, Dialect, Enum, MetaData, Text, TypeDecorator, Uuid
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, stored in UTC. Raises ValueError for a naive value."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive instant: {value!r}")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def enum_column(
    enum: type[StrEnum],
    *,
    nullable: bool = False,
    primary_key: bool = False,
    server_default: StrEnum | None = None,
) -> MappedColumn[Any]:
    """Store an enum by its value, as text."""
    kind = Enum(
        enum,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )
    default = server_default and server_default.value
    return mapped_column(kind, nullable=nullable, primary_key=primary_key, server_default=default)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text(), UUID: Uuid()}
