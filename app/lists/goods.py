"""The products, and what the warranty promises for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import OVERSEEING
from app.errors import MoveNotAllowed, NotFound
from app.lists.codes import FAULTS, NAMES
from app.lists.columns import Choice, Column, Kind, Problem, Scalar, Values, Why
from app.lists.rules import FROM, SOURCE
from app.lists.spec import Group, ListSpec, cells_of, to_column
from app.warranty import ReviseWarrantyRule, Value
from db.models.catalogue import ProductLine, ProductModel, Region
from db.models.customers import UnitUse
from db.models.warranty import MadeRule, WarrantyRule

if TYPE_CHECKING:
    from app.lists.editing import Writing

MODELS: Final = ListSpec(
    id="product_model",
    group=Group.GOODS,
    model=ProductModel,
    columns=(
        Column("code", Kind.CODE, is_key=True, longest=40),
        Column("line", Kind.CHOICE, is_fixed=True, choices=ProductLine),
        *NAMES,
        Column("whole_months", Kind.WHOLE, most=600, start=12),
        Column("part_months", Kind.WHOLE, most=600, start=36),
        Column("main_parts_zh", longest=200),
        Column("main_parts_en", longest=200),
        Column("needs_installation", Kind.FLAG, start=False),
    ),
    position="position",
    retires="retired_at",
    may_edit=OVERSEEING,
)

_PROVINCE_DIGITS: Final = 2
_SAID: Final = tuple(name for name in get_args(Value))
_NO_LIMIT: Final = frozenset({"total_repair_days", "idle_days"})


def _provinces(session: Session) -> list[Choice]:
    asked = select(Region.code, Region.name_zh, Region.name_en).where(Region.parent_code.is_(None))
    return [Choice(*row) for row in session.execute(asked.order_by(Region.code))]


def _said(name: str) -> Column:
    kind = WarrantyRule.__table__.columns[name].type.python_type
    if kind is bool:
        return Column(name, Kind.FLAG)
    least = 30 if name == "paid_repair_days" else 0
    return Column(name, Kind.WHOLE, is_required=name not in _NO_LIMIT, least=least, most=10_000)


def _write(writing: Writing) -> Iterator[Problem]:
    """Revise a rule by its own command: what was before stays for units whose period began before."""
    row, session = writing.row, writing.session
    named = {**row.key, **row.says}
    line, use = ProductLine(str(named.get("line"))), UnitUse(str(named.get("use")))
    province = str(named.get("province") or "")
    before = _newest(session, line, use, province)
    if row.is_new and before is not None:
        yield Problem("province", Why.KNOWN)
        return
    if before is not None:
        known = cells_of(RULES_OF_WARRANTY, before)
        theirs = [
            Problem(name, Why.CHANGED, known[name])
            for name, cell in row.cells.items()
            if name != "valid_from" and known.get(name) not in (cell.old, cell.new)
        ]
        yield from theirs
        if theirs:
            return
    said: dict[str, Scalar] = {name: value for name, value in row.says.items() if name in _SAID}
    source = row.says.get("source") or (before.source if before is not None else "")
    yield from _revise(writing, line, use, province, said, str(source))


def _revise(
    writing: Writing, line: ProductLine, use: UnitUse, province: str, said: Values, source: str
) -> Iterator[Problem]:
    begins = writing.row.says.get("valid_from")
    if begins is None:
        yield Problem("valid_from", Why.TOO_EARLY, writing.row.key.get("valid_from"))
        return
    if not said:
        yield Problem("whole_months", Why.REQUIRED)
        return
    command = ReviseWarrantyRule(
        id=writing.id,
        at=writing.at,
        line=line,
        use=use,
        province=province,
        valid_from=to_column(WarrantyRule, "valid_from", begins),
        source=source,
        says=dict(said),
    )
    try:
        command.apply(writing.session, writing.by)
    except MoveNotAllowed as refusal:  # one that begins then or later is there
        yield Problem("valid_from", Why.TOO_EARLY, refusal.details["old"])
    except NotFound:
        yield Problem("line", Why.UNKNOWN, line.value)


def _newest(session: Session, line: ProductLine, use: UnitUse, province: str) -> WarrantyRule | None:
    asked = select(WarrantyRule).where(
        WarrantyRule.line == line, WarrantyRule.use == use, WarrantyRule.province == province
    )
    return session.scalars(asked.order_by(WarrantyRule.version.desc())).first()


RULES_OF_WARRANTY: Final = ListSpec(
    id="warranty_rule",
    group=Group.GOODS,
    model=WarrantyRule,
    columns=(
        Column("line", Kind.CHOICE, is_key=True, choices=ProductLine),
        Column("use", Kind.CHOICE, is_key=True, choices=UnitUse),
        Column("province", Kind.CHOICE, is_key=True, is_required=False, choices=_provinces),
        FROM,
        *(_said(name) for name in _SAID),
        Column("made_rule", Kind.CHOICE, is_shown_only=True, is_required=False, choices=MadeRule),
        SOURCE,
    ),
    valid_from="valid_from",
    write=_write,
)

GOODS: Final = (MODELS, FAULTS, RULES_OF_WARRANTY)
