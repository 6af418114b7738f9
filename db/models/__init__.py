"""All tables. Importing this package makes ``Base.metadata`` complete."""

from db.models import (
    calls,
    cases,
    catalogue,
    clocks,
    customers,
    followups,
    hub,
    interactions,
    ledger,
    matching,
    messages,
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
    "clocks",
    "customers",
    "followups",
    "hub",
    "interactions",
    "ledger",
    "matching",
    "messages",
    "orders",
    "outbox",
    "people",
    "providers",
]
