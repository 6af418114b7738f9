"""All tables. Importing this package makes ``Base.metadata`` complete."""

from db.models import (
    calls,
    cases,
    catalogue,
    customers,
    followups,
    interactions,
    ledger,
    orders,
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
    "interactions",
    "ledger",
    "orders",
    "people",
    "providers",
]
