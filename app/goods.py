"""Customers who asked to be told when goods are there, and what follows when they have come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import Field, model_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import Actor, Command, look_up
from app.errors import MoveNotAllowed, NotFound
from app.followup_rules import FollowUpEvent, Happened, follow_ups_after
from app.rows import rows
from db.models.catalogue import ProductModel
from db.models.customers import Customer, Title
from db.models.followups import GoodsWish

WORDS_LENGTH = 200
MOST_AT_ONCE = 500


class AskToBeTold(Command):
    """Write down that a customer wants to hear when goods are there: a model, or what the words say.

    Raises: NotFound.
    """

    wish_id: UUID
    customer_id: UUID
    model_code: str | None = None
    words: str = Field(default="", max_length=WORDS_LENGTH)
    phone_key: str
    call_id: UUID | None = None

    @model_validator(mode="after")
    def _names_goods(self) -> AskToBeTold:
        if self.model_code is None and not self.words.strip():
            raise ValueError("goods have a model or are described")
        return self

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        look_up(session, Customer, self.customer_id)
        if self.model_code is not None:
            look_up(session, ProductModel, self.model_code)
        session.add(
            GoodsWish(
                id=self.wish_id,
                customer_id=self.customer_id,
                model_code=self.model_code,
                words=self.words.strip(),
                phone_key=self.phone_key,
                asked_at=self.at,
                call_id=self.call_id,
            )
        )


class GoodsArrived(Command):
    """Say that the goods have come for which these wait: each is promised a call, once.

    Raises: NotFound; MoveNotAllowed when it was said of one of them before.
    """

    central_only = True

    wish_ids: tuple[UUID, ...] = Field(min_length=1, max_length=MOST_AT_ONCE)

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        wanted = set(self.wish_ids)
        asked = select(GoodsWish).where(GoodsWish.id.in_(wanted)).order_by(GoodsWish.id)
        found = session.scalars(asked.with_for_update(key_share=True)).all()
        if len(found) < len(wanted):
            raise NotFound(what="goods_wish", id=str(min(wanted - {wish.id for wish in found})))
        for wish in found:
            if wish.arrived_at is not None:
                raise MoveNotAllowed(old="arrived", new="arrived")
            wish.arrived_at = self.at
            wish.follow_up_id = follow_ups_after(session, _arrived(session, wish, self.at))


def _arrived(session: Session, wish: GoodsWish, at: datetime) -> Happened:
    model = session.get(ProductModel, wish.model_code) if wish.model_code else None
    return Happened(
        event=FollowUpEvent.GOODS_ARRIVED,
        subject_id=wish.id,
        customer_id=wish.customer_id,
        at=at,
        phone_key=wish.phone_key,
        note=" ".join(part for part in (model.name_zh if model else "", wish.words) if part),
    )


@dataclass(frozen=True, slots=True)
class WaitingFor:
    """One customer who waits for goods; without a model ``words`` say for what."""

    wish_id: UUID
    customer_id: UUID
    customer_name: str
    title: Title
    model_code: str | None
    model_zh: str | None
    model_en: str | None
    words: str
    asked_at: datetime


def waiting_for_goods(session: Session, limit: int = 500) -> list[WaitingFor]:
    """Return who waits for goods that have not come, model by model, who asked first going first."""
    asked = (
        select(
            GoodsWish.id,
            GoodsWish.customer_id,
            Customer.name,
            Customer.title,
            GoodsWish.model_code,
            ProductModel.name_zh,
            ProductModel.name_en,
            GoodsWish.words,
            GoodsWish.asked_at,
        )
        .join(Customer, Customer.id == GoodsWish.customer_id)
        .outerjoin(ProductModel, ProductModel.code == GoodsWish.model_code)
        .where(GoodsWish.arrived_at.is_(None))
        .order_by(GoodsWish.model_code.is_(None), GoodsWish.model_code, GoodsWish.asked_at, GoodsWish.id)
    )
    return [WaitingFor(*row) for row in rows(session, asked.limit(limit))]
