"""What customers said when they were asked how it went: the scores of the promised calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models.followups import FollowUp, FollowUpState


@dataclass(frozen=True, slots=True)
class ScoreCount:
    """How many customers gave a score. Units: ``score`` from 1 to 5."""

    score: int
    count: int


def survey_scores(session: Session, since: datetime) -> list[ScoreCount]:
    """Return how often each score was given in the calls due since an aware instant, the lowest first."""
    done = (FollowUp.state == FollowUpState.DONE, FollowUp.due_at >= since, FollowUp.score.is_not(None))
    found = session.execute(
        select(FollowUp.score, func.count()).where(*done).group_by(FollowUp.score).order_by(FollowUp.score)
    )
    return [ScoreCount(score, count) for score, count in found if score is not None]
