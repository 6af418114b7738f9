"""How each person has arranged the lists that one looks at."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime


class Arrangement(Base):
    """One list of one person; an empty text is how it came."""

    __tablename__ = "arrangement"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    list_name: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    arranged_at: Mapped[datetime] = mapped_column(UtcDateTime)
