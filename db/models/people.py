"""The persons who work with Ringside, and what role each has."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, enum_column


class Role(StrEnum):
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    DISPATCHER = "dispatcher"
    PARTS_MANAGER = "parts_manager"
    CLAIMS_AUDITOR = "claims_auditor"
    PROVIDER = "provider"
    ANALYST = "analyst"
    ADMIN = "admin"


class Person(Base):
    __tablename__ = "person"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    extension: Mapped[str]
    team: Mapped[str]
    active: Mapped[bool]
    provider_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("provider.id")
    )  # whom a provider's role serves


class PersonRole(Base):
    __tablename__ = "person_role"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[Role] = enum_column(Role, primary_key=True)
