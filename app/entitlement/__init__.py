"""The warranty: what it covers for a unit on a day, what the customer may ask for, and why. Pure."""

from app.entitlement.refund import Refund, refund
from app.entitlement.rights import Cause, Claim, Note, Payer, Remedy, Right, right
from app.entitlement.rules import Rule, rule_for
from app.entitlement.unit import (
    Entitlement,
    Extension,
    Light,
    Repair,
    StartBasis,
    WarrantyFacts,
    add_months,
    entitlement,
    start_of,
    thawed,
)

__all__ = [
    "Cause",
    "Claim",
    "Entitlement",
    "Extension",
    "Light",
    "Note",
    "Payer",
    "Refund",
    "Remedy",
    "Repair",
    "Right",
    "Rule",
    "StartBasis",
    "WarrantyFacts",
    "add_months",
    "entitlement",
    "refund",
    "right",
    "rule_for",
    "start_of",
    "thawed",
]
