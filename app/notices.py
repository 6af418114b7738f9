"""Notices: of products, told to each customer who has such a unit; and of the day, for every desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator
from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch, look_up, require_unused
from app.rows import rows
from app.timeline import CUSTOMER
from db.feed import reference_key
from db.ids import derived_id
from db.models.base import UtcDateTime
from db.models.cases import CaseKind
from db.models.catalogue import Fault, ProductLine, ProductModel
from db.models.customers import Customer, Unit
from db.models.knowledge import Notice, NoticeRead, NoticeSeverity, NoticeTold
from db.prefix import begins_between
from db.prepared import Prepared

__all__ = ["NoticeSeverity"]

NOTICES_KEY: Final = reference_key(Notice)  # of the bundle of all notices


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice of units that a customer has; ``told_at`` when it was told, if it was."""

    notice_id: UUID
    severity: NoticeSeverity
    title_zh: str
    title_en: str
    say_zh: str
    say_en: str
    fault_code: str | None
    case_kind: CaseKind | None
    told_at: datetime | None
    unit_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A notice to read. ``told`` counts the customers who were told, where that was asked."""

    notice_id: UUID
    severity: NoticeSeverity
    line: ProductLine | None
    model_code: str | None
    serial_from: str
    serial_to: str
    title_zh: str
    title_en: str
    body_zh: str
    body_en: str
    say_zh: str
    say_en: str
    fault_code: str | None
    case_kind: CaseKind | None
    valid_from: datetime
    valid_to: datetime | None
    told: int = 0


class PublishNotice(Command):
    """Let all desks know something of some units, or, without a product, of the day.

    Serial numbers from one that begins with ``serial_from`` to one that begins with ``serial_to``.
    Raises: NotFound for an unknown model or work; GuardBroken for an id that was used.
    """

    central_only: ClassVar[bool] = True

    notice_id: UUID
    severity: NoticeSeverity
    line: ProductLine | None = None
    model_code: str | None = None
    serial_from: str = Field(default="", max_length=40)
    serial_to: str = Field(default="", max_length=40)
    title_zh: str = Field(min_length=1, max_length=200)
    title_en: str = Field(min_length=1, max_length=200)
    body_zh: str = Field(default="", max_length=20_000)
    body_en: str = Field(default="", max_length=20_000)
    say_zh: str = Field(default="", max_length=1_000)
    say_en: str = Field(default="", max_length=1_000)
    fault_code: str | None = None
    case_kind: CaseKind | None = None
    valid_from: AwareDatetime
    valid_to: AwareDatetime | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if bool(self.serial_from) != bool(self.serial_to) or self.serial_from > self.serial_to:
            raise ValueError("a range of serial numbers has a beginning and an end after it")
        if self.serial_from and self.line is None and self.model_code is None:
            raise ValueError("a range of serial numbers is one of a line or a model")
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError("a notice ends after it begins")
        return self

    def apply(self, session: Session, by: Actor) -> None:
        require_unused(session, Notice, self.notice_id)
        if self.model_code is not None:
            look_up(session, ProductModel, self.model_code)
        if self.fault_code is not None:
            look_up(session, Fault, self.fault_code)
        said = self.model_dump(exclude={"id", "at", "notice_id"})
        session.add(Notice(id=self.notice_id, published_by_id=by.person_id, **said))


class EndNotice(Command):
    """Let a notice end now; one that has ended stays as it is. Raises NotFound."""

    central_only: ClassVar[bool] = True

    notice_id: UUID

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        notice = fetch(session, Notice, self.notice_id)
        if notice.valid_to is None or notice.valid_to > self.at:
            notice.valid_to = self.at


class TellNotice(Command):
    """Record that a customer was told of a notice; twice is once, whoever told it first. Raises NotFound."""

    notice_id: UUID
    customer_id: UUID
    call_id: UUID | None = None

    def apply(self, session: Session, by: Actor) -> None:
        notice = look_up(session, Notice, self.notice_id)
        customer = fetch(session, Customer, self.customer_id)  # locked: of two who tell at once one is first
        told_id = derived_id("notice_told", notice.id, customer.id)
        if session.get(NoticeTold, told_id) is None:
            session.add(
                NoticeTold(
                    id=told_id,
                    notice_id=notice.id,
                    customer_id=customer.id,
                    call_id=self.call_id,
                    person_id=by.person_id,
                    at=self.at,
                )
            )


class PutNoticeAway(Command):
    """Say that one has read a notice for all; it is not shown to this person again. Raises NotFound."""

    notice_id: UUID

    def apply(self, session: Session, by: Actor) -> None:
        notice = look_up(session, Notice, self.notice_id)
        if session.get(NoticeRead, (notice.id, by.person_id)) is None:
            session.add(NoticeRead(notice_id=notice.id, person_id=by.person_id, at=self.at))


def _rank() -> ColumnElement[int]:
    order = {severity: place for place, severity in enumerate(NoticeSeverity)}
    ranks = ((Notice.severity == severity, place) for severity, place in order.items())
    return case(*ranks, else_=len(order))


def _in_force(at: Any) -> ColumnElement[bool]:
    return and_(Notice.valid_from <= at, or_(Notice.valid_to.is_(None), Notice.valid_to > at))


_OF_PRODUCT: Final = or_(Notice.line.is_not(None), Notice.model_code.is_not(None))
_OF_UNIT: Final = and_(
    _OF_PRODUCT,
    or_(Notice.line.is_(None), Notice.line == ProductModel.line),
    or_(Notice.model_code.is_(None), Notice.model_code == Unit.model_code),
    or_(Notice.serial_from == "", begins_between(Unit.serial, Notice.serial_from, Notice.serial_to)),
)

# A line for each notice and unit of a customer, the worst first, what was told after what was not.
OF_CUSTOMER: Final = Prepared(
    select(
        Notice.id,
        Notice.severity,
        Notice.title_zh,
        Notice.title_en,
        Notice.say_zh,
        Notice.say_en,
        Notice.fault_code,
        Notice.case_kind,
        NoticeTold.at,
        Unit.id.label("unit_id"),
    )
    .select_from(Unit)
    .join(ProductModel, ProductModel.code == Unit.model_code)
    .join(Notice, _OF_UNIT)
    .outerjoin(NoticeTold, and_(NoticeTold.notice_id == Notice.id, NoticeTold.customer_id == CUSTOMER))
    .where(
        Unit.customer_id == CUSTOMER,
        Unit.retired_on.is_(None),
        _in_force(bindparam("notices_at", type_=UtcDateTime())),
    )
    .order_by(NoticeTold.at.is_not(None), _rank(), Notice.valid_from.desc(), Notice.id, Unit.id)
)


def notice_lines(found: Sequence[Any]) -> tuple[NoticeLine, ...]:
    """Make a line a notice of the rows of ``OF_CUSTOMER``."""
    lines: dict[UUID, NoticeLine] = {}
    for *said, unit_id in found:
        known = lines.get(said[0])
        units = (*known.unit_ids, unit_id) if known else (unit_id,)
        lines[said[0]] = NoticeLine(*(*said, units))
    return tuple(lines.values())


_TEXT: Final = (
    Notice.id,
    Notice.severity,
    Notice.line,
    Notice.model_code,
    Notice.serial_from,
    Notice.serial_to,
    Notice.title_zh,
    Notice.title_en,
    Notice.body_zh,
    Notice.body_en,
    Notice.say_zh,
    Notice.say_en,
    Notice.fault_code,
    Notice.case_kind,
    Notice.valid_from,
    Notice.valid_to,
)


def notice_text(session: Session, notice_id: UUID) -> NoticeText:
    """Return a notice as it was published. Raises NotFound."""
    look_up(session, Notice, notice_id)
    [row] = rows(session, select(*_TEXT).where(Notice.id == notice_id))
    return NoticeText(*row)


def unread_notices(session: Session, person_id: UUID, now: datetime) -> list[NoticeText]:
    """Return the notices for all that a person has not put away, the worst first."""
    put_away = exists().where(NoticeRead.notice_id == Notice.id, NoticeRead.person_id == person_id)
    wanted = select(*_TEXT).where(~_OF_PRODUCT, _in_force(now), ~put_away)
    return [NoticeText(*row) for row in rows(session, wanted.order_by(_rank(), Notice.valid_from, Notice.id))]


def all_notices(session: Session) -> list[NoticeText]:
    """Return every notice, the newest first, with how many customers were told."""
    told = select(func.count()).where(NoticeTold.notice_id == Notice.id).scalar_subquery()
    wanted = select(*_TEXT, told).order_by(Notice.valid_from.desc(), Notice.id)
    return [NoticeText(*row) for row in rows(session, wanted)]
