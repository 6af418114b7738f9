"""The cases of the demo world: what the customers want, how grave it is, and until when it is settled."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from app.demo.world_batch import Batch, Row
from app.demo.world_dice import Dice
from db.models.cases import Case, CaseChannel, CaseKind, CaseState

# by severity: somebody rings the customer, the matter is settled.
# Source: ../shared/research/domain-china.md, section 6.
CONTACT_WITHIN: Final = {
    1: timedelta(minutes=30),
    2: timedelta(hours=2),
    3: timedelta(hours=4),
    4: timedelta(hours=24),
}
CLOSE_WITHIN: Final = {1: timedelta(days=3), 2: timedelta(days=3), 3: timedelta(days=5), 4: timedelta(days=7)}
_GRAVE: Final = {"complaint.safety": 1, "complaint.exchange": 2, "complaint.slow": 4, "complaint.receipt": 4}
_USUAL: Final = 3
_REMEDIES: Final = {
    "complaint.repair_quality": "redo",
    "complaint.skill": "redo",
    "complaint.overcharge": "refund_fee",
    "complaint.exchange": "exchange",
    "complaint.damage": "compensation",
    "complaint.attitude": "apology",
    "complaint.safety": "repair",
}
_OTHERS_WITHIN: Final = timedelta(days=2)


class CaseMaker:
    """Makes cases; a complaint is graded, and somebody has rung about it in time, or nearly."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice

    def add(
        self,
        batch: Batch,
        customer_id: UUID,
        kind: CaseKind,
        at: datetime,
        *,
        owner_id: UUID,
        summary: str,
        unit_id: UUID | None = None,
        call_id: UUID | None = None,
        due_at: datetime | None = None,
        category: str = "",
    ) -> Row:
        """Write an open case; ``category`` is the reason of a complaint."""
        row: Row = {
            "id": self._dice.new_id(),
            "customer_id": customer_id,
            "kind": kind,
            "state": CaseState.OPEN,
            "unit_id": unit_id,
            "call_id": call_id,
            "owner_id": owner_id,
            "summary": summary,
            "opened_at": at,
            "due_at": due_at or at + _OTHERS_WITHIN,
            "closed_at": None,
            "severity": None,
            "category_code": "",
            "remedy_code": "",
            "channel": CaseChannel.HOTLINE,
            "contact_due_at": None,
            "contacted_at": None,
            "result": "",
        }
        if kind is CaseKind.COMPLAINT:
            self._grade(row, category)
        return batch.add(Case, row)

    def close(self, row: Row, state: CaseState, at: datetime) -> None:
        """Write that a case is over."""
        row |= {"state": state, "closed_at": at}
        if row["kind"] is CaseKind.COMPLAINT:
            row["contacted_at"] = min(row["contacted_at"] or at, at)
            row["result"] = "已与客户达成一致"

    def _grade(self, row: Row, category: str) -> None:
        severity, at = _GRAVE.get(category, _USUAL), row["opened_at"]
        contact_due_at = at + CONTACT_WITHIN[severity]
        contacted_at = at + CONTACT_WITHIN[severity] * self._dice.between(0.2, 1.05)
        row |= {
            "severity": severity,
            "category_code": category,
            "remedy_code": _REMEDIES.get(category, "explanation"),
            "due_at": at + CLOSE_WITHIN[severity],
            "contact_due_at": contact_due_at,
            "contacted_at": contacted_at if contacted_at < self._dice.now else None,
        }
