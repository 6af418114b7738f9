"""All tables. Importing this package makes ``Base.metadata`` complete."""

from db.models import (
    calls,
    cases,
    catalogue,
    customers,
    followups,
    hub,
    interactions,
    ledger,
    matching,
    orders,
    outbox,
    people,
    providers,
)
from db.models.base import Base

__all__ = [
    "Base",
    "calls",
    "cases",
    "catalogue",
    "customers",
    "followups",
    "hub",
    "interactions",
    "ledger",
    "matching",
    "orders",
    "outbox",
    "people",
    "providers",
]
