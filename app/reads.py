"""Who read whom from a PC's copy: the hub logs what it sends, the desk what it shows without asking."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from pydantic import Field
from sqlalchemy.orm import Session

from app.command import Actor, Command
from db.models.customers import Customer
from db.models.hub import CustomerRead, ReadReason

__all__ = ["ReadReason", "RecordRead"]


class RecordRead(Command):
    """Write down that a customer was read; one whom the centre does not know is not written down."""

    central_only: ClassVar[bool] = True  # a desk's copy has no log

    customer_id: UUID
    reason: ReadReason = ReadReason.CACHE
    subject: str = Field(default="", max_length=200)

    def apply(self, session: Session, by: Actor) -> None:
        if session.get(Customer, self.customer_id) is None:
            return
        session.add(
            CustomerRead(
                id=self.id,
                at=self.at,
                person_id=by.person_id,
                customer_id=self.customer_id,
                reason=self.reason,
                subject=self.subject,
            )
        )
