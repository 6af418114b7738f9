"""Reference data as the screens need it, read once: codes, faults, models, places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.lines import sites
from app.numbers import Site
from app.places import Place, places
from app.rows import rows
from db.models.catalogue import Code, CodeList, Fault, OrderKind, ProductLine, ProductModel, WorkLevel
from db.models.floor import Queue, WrapUpPolicy
from db.models.messages import MessageGateway

__all__ = ["CodeList", "OrderKind", "Place", "ProductLine", "WorkLevel", "WrapUpPolicy", "places"]


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A choice of a code list; ``retired`` ones are shown but not offered."""

    code: str
    parent_code: str | None
    name_zh: str
    name_en: str
    initials: str
    retired: bool
    team: str = ""  # whose it is; everybody's when empty
    minutes: int | None = None  # so long one may be away for it


@dataclass(frozen=True, slots=True)
class QueueRow:
    """Where callers wait: its names, and how calls from it are wrapped up. Seconds whole."""

    name: str
    name_zh: str
    name_en: str
    wrap_up_policy: WrapUpPolicy
    wrap_up_s: int
    retired: bool


@dataclass(frozen=True, slots=True)
class FaultRow:
    """Work that a unit can need; ``level`` says how hard it is."""

    code: str
    line: ProductLine
    name_zh: str
    name_en: str
    is_main_part: bool
    is_paid: bool
    kind: OrderKind = OrderKind.REPAIR
    level: str = WorkLevel.SIMPLE
    retired: bool = False


@dataclass(frozen=True, slots=True)
class ModelRow:
    code: str
    line: ProductLine
    name_zh: str
    name_en: str
    retired: bool = False


@dataclass(slots=True)
class Reference:
    """All of it. What is shown holds one of these, which `renew` puts in step with changed lists."""

    codes: dict[CodeList, tuple[CodeRow, ...]]
    faults: tuple[FaultRow, ...]
    models: tuple[ModelRow, ...]
    sites: Mapping[str, Site] = field(default_factory=dict)  # how the lines give numbers
    has_gateway: bool = True  # by which messages go out
    queues: tuple[QueueRow, ...] = ()

    def renew(self, now: Reference) -> None:
        """Say what the lists say now, to all who have this one; on the thread that reads it."""
        self.codes, self.faults, self.models = now.codes, now.faults, now.models
        self.sites, self.has_gateway = now.sites, now.has_gateway
        self.queues = now.queues

    def queue(self, name: str) -> QueueRow | None:
        return next((row for row in self.queues if row.name == name), None)

    def code(self, kind: CodeList, code: str) -> CodeRow | None:
        return next((row for row in self.codes.get(kind, ()) if row.code == code), None)


def reference(session: Session) -> Reference:
    """Return the code lists, faults and models, each in its own order."""
    codes: dict[CodeList, list[CodeRow]] = {kind: [] for kind in CodeList}
    found = rows(
        session,
        select(
            Code.list,
            Code.code,
            Code.parent_code,
            Code.name_zh,
            Code.name_en,
            Code.initials,
            Code.retired_at.is_not(None),
            Code.team,
            Code.minutes,
        ).order_by(Code.list, Code.position, Code.code),
    )
    for kind, *values in found:
        codes[kind].append(CodeRow(*values))
    faults = rows(session, _FAULTS)
    models = rows(session, _MODELS)
    return Reference(
        {kind: tuple(found) for kind, found in codes.items()},
        tuple(FaultRow(*row) for row in faults),
        tuple(ModelRow(*row) for row in models),
        sites(session),
        session.execute(select(MessageGateway.name).limit(1)).first() is not None,
        tuple(QueueRow(*row) for row in rows(session, _QUEUES)),
    )


_QUEUES = select(
    Queue.name,
    Queue.name_zh,
    Queue.name_en,
    Queue.wrap_up_policy,
    Queue.wrap_up_s,
    Queue.retired_at.is_not(None),
).order_by(Queue.position, Queue.name)

_FAULTS = select(
    Fault.code,
    Fault.line,
    Fault.name_zh,
    Fault.name_en,
    Fault.is_main_part,
    Fault.is_paid,
    Fault.kind,
    Fault.level,
    Fault.retired_at.is_not(None),
).order_by(Fault.position, Fault.code)

_MODELS = select(
    ProductModel.code,
    ProductModel.line,
    ProductModel.name_zh,
    ProductModel.name_en,
    ProductModel.retired_at.is_not(None),
).order_by(ProductModel.line, ProductModel.position, ProductModel.code)
