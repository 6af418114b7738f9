"""What was entered about promised calls and is not recorded yet: here, and on the disk for after a crash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject

from app.followups import AttemptOutcome
from app.interactions import KeptDraft, texts_by_subject
from ui.context import Context
from ui.desk.drafts import DraftKeeper

OUTCOME, SCORE, NOTE, NEXT = "try.outcome", "try.score", "try.note", "try.next"
SOLVED, NO_MORE = "try.solved", "try.no_more"


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered about a try: its outcome, points from 1 to 5, words, and when to try again."""

    outcome: AttemptOutcome = AttemptOutcome.REACHED
    score: int | None = None
    note: str = ""
    next_due_at: datetime | None = None
    solved: bool | None = None
    no_more: bool = False  # the customer wants to be rung no more


FIELDS = (OUTCOME, SCORE, NOTE, NEXT, SOLVED, NO_MORE)
NOTHING = Entered()


class KeptEntries(QObject):
    """Keep what is entered about each promised call until it is recorded."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.drafts = DraftKeeper(context, self)
        self._entered: dict[UUID, Entered] = {}

    def of(self, follow_up_id: UUID) -> Entered:
        return self._entered.get(follow_up_id, NOTHING)

    def keep(self, follow_up_id: UUID, entered: Entered) -> None:
        """Take what is entered as it stands now; only what changed is written."""
        before, now = _texts(self.of(follow_up_id)), _texts(entered)
        self._entered[follow_up_id] = entered
        for field, text in now.items():
            if text != before[field]:
                self.drafts.note(follow_up_id, field, text)

    def restore(self, drafts: Sequence[KeptDraft]) -> None:
        """Take back what the disk kept; what was entered since then goes before it."""
        ours = (draft for draft in drafts if draft.field in FIELDS)
        for follow_up_id, kept in texts_by_subject(ours).items():
            self._entered.setdefault(follow_up_id, _entered(kept))

    def forget(self, follow_up_id: UUID) -> None:
        """Drop what was entered about a call that is recorded."""
        self._entered.pop(follow_up_id, None)
        self.drafts.forget(follow_up_id)


def _texts(entered: Entered) -> dict[str, str]:
    """Return what differs from an empty card as texts; an empty text keeps nothing."""
    return {
        OUTCOME: "" if entered.outcome is NOTHING.outcome else entered.outcome.value,
        SCORE: str(entered.score or ""),
        NOTE: entered.note,
        NEXT: entered.next_due_at.isoformat() if entered.next_due_at else "",
        SOLVED: "" if entered.solved is None else str(entered.solved),
        NO_MORE: "True" if entered.no_more else "",
    }


def _entered(texts: dict[str, str]) -> Entered:
    score, next_due_at = texts.get(SCORE), texts.get(NEXT)
    return Entered(
        outcome=AttemptOutcome(texts.get(OUTCOME, NOTHING.outcome)),
        score=int(score) if score else None,
        note=texts.get(NOTE, ""),
        next_due_at=datetime.fromisoformat(next_due_at) if next_due_at else None,
        solved=texts[SOLVED] == "True" if texts.get(SOLVED) else None,
        no_more=bool(texts.get(NO_MORE)),
    )
