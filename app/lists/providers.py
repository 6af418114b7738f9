"""The providers: who they are, where they go, what they can do, and when.

What is booked stays booked: a change counts for what is looked for from now on. The lists say what is held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.command import OVERSEEING
from app.lists.columns import Choice, Column, Kind, Problem, Scalar, Values, Why
from app.lists.own import GONE, read_own, write_or_remove, write_own
from app.lists.places import PLACE, branches, place_column, placed, region_names
from app.lists.spec import Group, ListSpec
from app.numbers import NumberKind, display, normalise_number
from app.orders import CLOSED
from db.models.catalogue import OrderKind, ProductLine, WorkLevel
from db.models.orders import RepairOrder
from db.models.providers import (
    Booking,
    BookingState,
    Coverage,
    CoverageGap,
    Half,
    Provider,
    ProviderPhone,
    ProviderSkill,
    Technician,
)

if TYPE_CHECKING:
    from app.lists.editing import Writing

HELD: Final = "held"  # how many places are booked and not yet used
OPEN_ORDERS: Final = "open_orders"


def _firms(session: Session) -> list[Choice]:
    asked = select(Provider.id, Provider.code, Provider.name, Provider.active).order_by(Provider.name)
    return [
        Choice(str(id_), f"{name} {code}", f"{name} {code}", not active)
        for id_, code, name, active in session.execute(asked)
    ]


def scopes(session: Session) -> list[Choice]:
    return branches(session, select(Provider.region_code))


def _coverage_scopes(session: Session) -> list[Choice]:
    """Return the branches where somebody goes, or where nobody does and somebody was asked for."""
    gaps = select(CoverageGap.region_code).where(CoverageGap.closed_at.is_(None))
    return branches(session, select(Coverage.region_code), select(Provider.region_code), gaps)


def of_branch(model: Any) -> Callable[[Select[Any], str], Select[Any]]:
    """Return what keeps the rows of the providers of a branch."""

    def within(asked: Select[Any], branch: str) -> Select[Any]:
        firms = select(Provider.id).where(Provider.region_code.startswith(branch, autoescape=True))
        return asked.where(model.provider_id.in_(firms))

    return within


def counts(session: Session, asked: Select[Any, int]) -> dict[Any, Scalar]:
    """Return what a query counts, by what it counts for."""
    return {key: count for key, count in session.execute(asked)}  # noqa: C416 - rows are no pairs to dict()


def shown(name: str) -> Column:
    return Column(name, Kind.WHOLE, is_required=False, is_shown_only=True, start=0)


FIRM: Final = Column("provider_id", Kind.CHOICE, is_key=True, choices=_firms)
FIRM_OF: Final = replace(FIRM, is_key=False, is_fixed=True)
ID: Final = Column("id", Kind.ID, is_key=True)
_LINE: Final = Column("line", Kind.CHOICE, is_key=True, choices=ProductLine)
HALF: Final = Column("half", Kind.CHOICE, is_key=True, choices=Half)


# who they are


def _is_number(words: object) -> bool:
    return normalise_number(str(words or "")).kind not in (NumberKind.UNKNOWN, NumberKind.WITHHELD)


def _check_firm(session: Session, values: Values) -> Iterator[Problem]:
    if not _is_number(values["phone"]):
        yield Problem("phone", Why.WRONG_FORM)
    known = session.scalar(select(Provider.id).where(Provider.code == values["code"]))
    if known is not None and str(known) != values["id"]:
        yield Problem("code", Why.KNOWN)


def _read_firms(session: Session, within: str, _now: datetime) -> Iterator[Values]:
    orders = select(RepairOrder.provider_id, func.count()).where(RepairOrder.state.not_in(CLOSED))
    held = select(Booking.provider_id, func.count()).where(Booking.state == BookingState.HELD)
    more: dict[str, Mapping[Any, Scalar]] = {
        OPEN_ORDERS: counts(session, orders.group_by(RepairOrder.provider_id)),
        HELD: counts(session, held.group_by(Booking.provider_id)),
    }
    for row in sorted(read_own(session, FIRMS, within, more), key=lambda row: str(row["code"])):
        yield {**row, PLACE: row["region_code"]}


FIRMS: Final = ListSpec(
    id="provider",
    group=Group.PROVIDERS,
    model=Provider,
    columns=(
        ID,
        Column("code", Kind.CODE, is_fixed=True, longest=40),
        Column("name", longest=120),
        Column("technician", longest=60),
        Column("phone", longest=40),
        Column("region_code", longest=40),
        place_column(region_names(select(Provider.region_code))),
        shown(OPEN_ORDERS),
        shown(HELD),
        shown("top_box_pct"),
        shown("on_time_pct"),
    ),
    retires="active",
    may_edit=OVERSEEING,
    check=_check_firm,
    read=_read_firms,
    write=placed(write_own, "region_code"),
)


def _key_of(words: Scalar) -> str | None:
    """Return the key by which a number is compared; of nothing nothing."""
    return normalise_number(str(words)).key if words else None


def _key_of_raw(values: Values) -> Values:
    return {"key": _key_of(values.get("raw")) or ""}


def _check_raw(_session: Session, values: Values) -> Iterator[Problem]:
    if not _is_number(values["raw"]):
        yield Problem("raw", Why.WRONG_FORM)


def _read_technicians(session: Session, within: str, _now: datetime) -> Iterator[Values]:
    for row in sorted(read_own(session, TECHNICIANS, within), key=lambda row: str(row["name"])):
        yield {**row, "phone_key": display(str(row["phone_key"])) if row["phone_key"] else None}


def _write_technician(writing: Writing) -> list[Problem]:
    """Write who a technician is; a number is kept as its key, however it was typed."""
    cell = writing.row.cells.get("phone_key")
    if cell is None:
        return write_own(writing)
    if cell.new and not _is_number(cell.new):
        return [Problem("phone_key", Why.WRONG_FORM)]
    key = cell.model_copy(update={"old": _key_of(cell.old), "new": _key_of(cell.new)})
    cells = {**writing.row.cells, "phone_key": key}
    return write_own(replace(writing, row=writing.row.model_copy(update={"cells": cells})))


TECHNICIANS: Final[ListSpec] = ListSpec(
    id="technician",
    group=Group.PROVIDERS,
    model=Technician,
    columns=(ID, FIRM_OF, Column("name", longest=60), Column("phone_key", is_required=False, longest=40)),
    retires="active",
    may_edit=OVERSEEING,
    read=_read_technicians,
    write=_write_technician,
    scopes=scopes,
    within=of_branch(Technician),
)


def _read(spec: Callable[[], ListSpec], *order: str) -> Callable[[Session, str, datetime], Iterator[Values]]:
    """Return what reads the rows of a table that are taken away and not retired."""

    def read(session: Session, within: str, _now: datetime) -> Iterator[Values]:
        rows = read_own(session, spec(), within)
        return iter(sorted(rows, key=lambda row: [str(row[name]) for name in order]))

    return read


PHONES: Final[ListSpec] = ListSpec(
    id="provider_phone",
    group=Group.PROVIDERS,
    model=ProviderPhone,
    columns=(ID, FIRM_OF, Column("raw", longest=40), Column("technician", is_required=False, longest=60)),
    retires=GONE,
    may_edit=OVERSEEING,
    derive=_key_of_raw,
    check=_check_raw,
    read=_read(lambda: PHONES, "provider_id", "raw"),
    write=write_or_remove,
    scopes=scopes,
    within=of_branch(ProviderPhone),
)


# where they go, and for what


def _within_coverage(asked: Select[Any], branch: str) -> Select[Any]:
    return asked.where(Coverage.region_code.startswith(branch, autoescape=True))


def _read_coverage(session: Session, within: str, _now: datetime) -> Iterator[Values]:
    for row in read_own(session, COVERAGE, within):
        yield {**row, PLACE: row["region_code"]}


COVERAGE: Final = ListSpec(
    id="coverage",
    group=Group.PROVIDERS,
    model=Coverage,
    columns=(
        Column("region_code", is_key=True, longest=40),
        place_column(region_names(select(Coverage.region_code).distinct())),
        _LINE,
        FIRM,
        Column("rank", Kind.WHOLE, least=1, most=99, start=1),
    ),
    retires=GONE,
    may_edit=OVERSEEING,
    read=_read_coverage,
    write=placed(write_or_remove, "region_code"),
    scopes=_coverage_scopes,
    within=_within_coverage,
)

SKILLS: Final[ListSpec] = ListSpec(
    id="provider_skill",
    group=Group.PROVIDERS,
    model=ProviderSkill,
    columns=(
        FIRM,
        _LINE,
        Column("kind", Kind.CHOICE, is_key=True, choices=OrderKind),
        Column("level", Kind.CHOICE, choices=WorkLevel, start=WorkLevel.MEDIUM.value),
    ),
    retires=GONE,
    may_edit=OVERSEEING,
    read=_read(lambda: SKILLS, "provider_id", "line", "kind"),
    write=write_or_remove,
    scopes=scopes,
    within=of_branch(ProviderSkill),
)
