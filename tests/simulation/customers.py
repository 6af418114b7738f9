"""Who calls a simulated branch, and about what: units, homes and faults of a demo's store, by chance."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.catalogue import Fault, OrderKind, ProductLine, ProductModel, WorkLevel
from db.models.customers import Address, Unit

# repairs to installations and deliveries, as calls share: ../shared/research/domain-china.md, section 9.1
_KINDS: Final = {OrderKind.REPAIR: 34, OrderKind.INSTALLATION: 11, OrderKind.DELIVERY: 2}
_LIGHTS: Final = {"covered": 58, "partly": 9, "ended": 33}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a customer wants done, and where."""

    customer_id: UUID
    unit_id: UUID
    address_id: UUID
    region_code: str
    line: ProductLine
    fault_code: str
    kind: OrderKind
    level: WorkLevel
    entitlement: dict[str, Any]


class Callers:
    """Throws wishes of the customers of a store."""

    def __init__(self, session: Session, chance: Random) -> None:
        self._chance = chance
        self._homes = session.execute(
            select(Unit.customer_id, Unit.id, Address.id, Address.region_code, ProductModel.line)
            .join(ProductModel, ProductModel.code == Unit.model_code)
            .join(Address, (Address.customer_id == Unit.customer_id) & Address.is_primary)
            .where(Unit.retired_on.is_(None))
            .order_by(Unit.id)
        ).all()
        self._works: dict[tuple[ProductLine, OrderKind], list[tuple[str, WorkLevel]]] = {}
        for code, line, kind, level in session.execute(
            select(Fault.code, Fault.line, Fault.kind, Fault.level).order_by(Fault.code)
        ):
            self._works.setdefault((line, kind), []).append((code, WorkLevel(level)))

    def wish(self) -> Wish:
        chance = self._chance
        *home, line = chance.choice(self._homes)
        [kind] = chance.choices(list(_KINDS), list(_KINDS.values()))
        fault_code, level = chance.choice(self._works[line, kind])
        [light] = chance.choices(list(_LIGHTS), list(_LIGHTS.values()))
        return Wish(*home, line, fault_code, kind, level, {"light": light})
