"""Who goes where for what work; and the gaps, where nobody does, as things to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch
from app.errors import MoveNotAllowed, NotCovered
from app.regions import current_path
from app.rows import rows
from db.ids import derived_id
from db.models.catalogue import Fault, OrderKind, ProductLine, Region, WorkLevel
from db.models.providers import Coverage, CoverageGap, Provider, ProviderSkill

__all__ = ["OrderKind", "ProductLine", "WorkLevel"]


def reaches(level: WorkLevel) -> tuple[WorkLevel, ...]:
    """Return the levels of skill with which one can do work of a level."""
    levels = tuple(WorkLevel)
    return levels[levels.index(level) :]


def goes_for(session: Session, region_code: str, work: Fault) -> ColumnElement[bool]:
    """Tell whether a provider covers a region for some work and can do it."""
    covers = select(Coverage.provider_id).where(
        Coverage.provider_id == Provider.id,
        Coverage.line == work.line,
        Coverage.region_code.in_(current_path(session, region_code)),
    )
    can = select(ProviderSkill.provider_id).where(
        ProviderSkill.provider_id == Provider.id,
        ProviderSkill.line == work.line,
        ProviderSkill.kind == work.kind,
        ProviderSkill.level.in_(reaches(WorkLevel(work.level))),
    )
    return Provider.active.is_(True) & covers.exists() & can.exists()


def require_coverage(session: Session, provider_id: UUID, region_code: str | None, work: Fault) -> None:
    """Raise NotCovered for a provider who does not go there, or cannot do this work."""
    going = select(Provider.id).where(Provider.id == provider_id, goes_for(session, region_code or "", work))
    if session.execute(going).first() is None:
        raise NotCovered(provider=str(provider_id), region=region_code or "")


def note_if_uncovered(session: Session, region_code: str | None, work: Fault, at: datetime) -> None:
    """Raise the gap as a thing to do when nobody goes there for this work; a closed one opens again."""
    if (
        not region_code
        or session.execute(select(Provider.id).where(goes_for(session, region_code, work))).first()
    ):
        return
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = {
        "id": derived_id("coverage_gap", region_code, work.line.value, work.kind.value),
        "region_code": region_code,
        "line": work.line,
        "kind": work.kind,
        "first_seen_at": at,
        "last_seen_at": at,
        "seen_count": 1,
    }
    again = {"last_seen_at": at, "seen_count": CoverageGap.seen_count + 1, "closed_at": None}
    seen = insert(CoverageGap).values(row).on_conflict_do_update(index_elements=["id"], set_=again)
    session.execute(seen)


class CloseGap(Command):
    """Say that a gap is dealt with: somebody covers it now, or nobody shall. Raises MoveNotAllowed."""

    gap_id: UUID

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        gap = fetch(session, CoverageGap, self.gap_id)
        if gap.closed_at is not None:
            raise MoveNotAllowed(old="closed", new="closed")
        gap.closed_at = self.at


@dataclass(frozen=True, slots=True)
class GapLine:
    """Work that nobody goes for. Instants are aware, in UTC."""

    gap_id: UUID
    region_code: str
    place_zh: str
    place_en: str
    line: ProductLine
    kind: OrderKind
    first_seen_at: datetime
    last_seen_at: datetime
    seen_count: int


def coverage_gaps(session: Session, limit: int = 200) -> list[GapLine]:
    """Return the open gaps, what was asked for most first."""
    asked = (
        select(
            CoverageGap.id,
            CoverageGap.region_code,
            Region.name_zh,
            Region.name_en,
            CoverageGap.line,
            CoverageGap.kind,
            CoverageGap.first_seen_at,
            CoverageGap.last_seen_at,
            CoverageGap.seen_count,
        )
        .join(Region, Region.code == CoverageGap.region_code)
        .where(CoverageGap.closed_at.is_(None))
        .order_by(CoverageGap.seen_count.desc(), CoverageGap.last_seen_at.desc(), CoverageGap.id)
        .limit(limit)
    )
    return [GapLine(*row) for row in rows(session, asked)]
