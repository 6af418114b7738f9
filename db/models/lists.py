"""What was changed in the lists that are data."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime


class ListChange(Base):
    """A cell of a list that became another; never changes."""

    __tablename__ = "list_change"
    __table_args__ = (Index("ix_list_change_row_at", "list_id", "row_key", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    list_id: Mapped[str]
    row_key: Mapped[str]  # the cells of its key, as a JSON list
    column: Mapped[str]
    old: Mapped[str | None]
    new: Mapped[str | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
