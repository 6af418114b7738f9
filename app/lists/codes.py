"""The code lists that people choose from, and the faults: in both languages, in order, retired or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import OVERSEEING
from app.lists.columns import Choice, Column, Kind, Problem, Values, Why
from app.lists.spec import Group, ListSpec
from app.names import word_initials
from db.models.catalogue import Code, CodeList, Fault, OrderKind, ProductLine, WorkLevel

NAMES: Final = (Column("name_zh", longest=60), Column("name_en", longest=120))


def initials_of_name(values: Values) -> Values:
    """Return the initials by which a row is found while typing."""
    return {"initials": word_initials(str(values.get("name_zh") or ""))}


def code_list(
    kind: CodeList,
    *,
    levels: int = 1,
    group: Group = Group.CODES,
    pattern: str = "",
    more: tuple[Column, ...] = (),
) -> ListSpec:
    """Return a list of codes; of two levels the codes of the second name one of the first."""

    def tops(session: Session) -> list[Choice]:
        asked = (
            select(Code.code, Code.name_zh, Code.name_en, Code.retired_at.is_not(None))
            .where(Code.list == kind, Code.parent_code.is_(None))
            .order_by(Code.position, Code.code)
        )
        return [Choice(*row) for row in session.execute(asked)]

    def check(session: Session, values: Values) -> Iterator[Problem]:
        parent = values.get("parent_code")
        if parent is None:
            return
        above = session.get(Code, (kind, parent))
        if above is None or above.parent_code is not None or parent == values["code"]:
            yield Problem("parent_code", Why.UNKNOWN, parent)

    above = Column("parent_code", Kind.CHOICE, is_required=False, is_fixed=True, choices=tops)
    return ListSpec(
        id=f"code_{kind.value}",
        group=group,
        model=Code,
        columns=(
            Column("code", Kind.CODE, is_key=True, longest=40, pattern=pattern),
            *((above,) if levels > 1 else ()),
            *NAMES,
            *more,
        ),
        fixed={"list": kind.value},
        position="position",
        parent="parent_code" if levels > 1 else "",
        retires="retired_at",
        may_edit=OVERSEEING,
        derive=initials_of_name,
        check=check,
    )


FAULTS: Final = ListSpec(
    id="fault",
    group=Group.GOODS,
    model=Fault,
    columns=(
        Column("code", Kind.CODE, is_key=True, longest=20),
        Column("line", Kind.CHOICE, is_fixed=True, choices=ProductLine),
        Column("kind", Kind.CHOICE, is_fixed=True, choices=OrderKind, start=OrderKind.REPAIR.value),
        *NAMES,
        Column("part_zh", is_required=False, longest=60),
        Column("part_en", is_required=False, longest=120),
        Column("minutes", Kind.WHOLE, least=1, most=1440, start=40),
        Column("level", Kind.CHOICE, choices=WorkLevel, start=WorkLevel.SMALL.value),
        Column("is_main_part", Kind.FLAG, start=False),
        Column("is_paid", Kind.FLAG, start=False),
    ),
    position="position",
    retires="retired_at",
    may_edit=OVERSEEING,
)

CODES: Final = (
    code_list(CodeList.REASON, levels=2),
    code_list(CodeList.DISPOSITION, levels=2),
    code_list(CodeList.FOLLOW_UP, levels=2),
    code_list(CodeList.ATTEMPT),
    code_list(CodeList.REMEDY, levels=2),
    code_list(CodeList.CANCEL),
    code_list(CodeList.MOVE),
    code_list(CodeList.REFUSE),
)
HOTLINES: Final = (code_list(CodeList.HOTLINE, group=Group.CALLS, pattern=r"\+?\d{3,20}"),)
