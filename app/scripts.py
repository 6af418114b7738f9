"""Guided scripts: published as data, run beside the notes, every answer stored with the contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from pydantic import Field, field_validator
from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch, look_up
from app.errors import GuardBroken, NotFound
from app.interactions import own_open_contact
from app.publishing import overtaken
from app.rows import rows
from app.script_steps import StepKind, Steps, fits, read_steps, steps_json
from db.ids import derived_id
from db.models.catalogue import ProductLine
from db.models.knowledge import Script, ScriptAnswer, ScriptVersion


@dataclass(frozen=True, slots=True)
class ScriptText:
    """A version of a script; ``version`` is that in force unless another was asked for."""

    script_id: UUID
    code: str
    version: int
    title_zh: str
    title_en: str
    reason_code: str
    line: ProductLine | None
    steps: Steps
    retired: bool = False


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer of a contact, as it was given: ``n`` counts the answers of a script from 1."""

    script_id: UUID
    version: int
    n: int
    step: str
    value: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """How often a step was answered so, of each contact the last answer; words are counted, not shown."""

    version: int
    step: str
    value: str
    count: int


class AnswerStep(Command):
    """Record an answer; the same step answered again counts from there on, and the first answer stays.

    Raises: NotFound; AlreadySealed; NotAllowed for another agent's contact; GuardBroken for no answer.
    """

    interaction_id: UUID
    script_id: UUID
    script_version: int = Field(ge=1)
    n: int = Field(ge=1, le=500)
    step: str = Field(max_length=40)
    value: str = Field(default="", max_length=2_000)

    def apply(self, session: Session, by: Actor) -> None:
        contact = own_open_contact(session, self.interaction_id, by)
        asked = look_up(session, ScriptVersion, (self.script_id, self.script_version))
        step = next((one for one in read_steps(asked.steps) if one.id == self.step), None)
        if step is None:
            raise NotFound(what="script_step", id=self.step)
        if not fits(step, self.value):
            raise GuardBroken(rule="value")
        answer_id = derived_id("script_answer", contact.id, self.script_id, self.n)
        if session.get(ScriptAnswer, answer_id) is not None:
            raise GuardBroken(rule="unique")
        session.add(
            ScriptAnswer(
                id=answer_id,
                interaction_id=contact.id,
                script_id=self.script_id,
                version=self.script_version,
                n=self.n,
                step=self.step,
                value=self.value,
                call_id=contact.call_id,
                customer_id=contact.customer_id,
                person_id=by.person_id,
                at=self.at,
            )
        )


class PublishScript(Command):
    """Publish a script or its next version; runs that began with an earlier one go on with that.

    ``seen_version`` is the one that was edited, 0 for a new script; ``steps`` see app/script_steps.py.
    Raises: NotFound; EditedMeanwhile; GuardBroken for a code that another script has.
    """

    central_only: ClassVar[bool] = True

    script_id: UUID
    seen_version: int = Field(ge=0)
    code: str = Field(pattern=r"^[A-Za-z0-9-]{1,30}$")
    title_zh: str = Field(min_length=1, max_length=200)
    title_en: str = Field(min_length=1, max_length=200)
    reason_code: str = Field(min_length=1, max_length=60)
    line: ProductLine | None = None
    steps: tuple[dict[str, Any], ...] = Field(max_length=100)

    @field_validator("steps")
    @classmethod
    def _lead_to_an_end(cls, found: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
        return tuple(steps_json(read_steps(found)))

    def apply(self, session: Session, by: Actor) -> None:
        script = session.get(Script, self.script_id, with_for_update={"key_share": True})
        if script is None:
            if self.seen_version:
                raise NotFound(what="script", id=str(self.script_id))
            script = Script(id=self.script_id, version=0)
            session.add(script)
        elif script.version != self.seen_version:
            theirs = session.get_one(ScriptVersion, (script.id, script.version))
            raise overtaken(session, script.version, theirs.published_by_id)
        script.code, script.version, script.retired_at = self.code, self.seen_version + 1, None
        session.flush()
        said = self.model_dump(include={"title_zh", "title_en", "reason_code", "line"})
        session.add(
            ScriptVersion(
                script_id=script.id,
                version=script.version,
                steps=list(self.steps),
                published_at=self.at,
                published_by_id=by.person_id,
                **said,
            )
        )


class RetireScript(Command):
    """Offer a script no more; what was answered stays. Raises NotFound."""

    central_only: ClassVar[bool] = True

    script_id: UUID

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        script = fetch(session, Script, self.script_id)
        script.retired_at = script.retired_at or self.at


_NEWEST = (
    select(
        Script.id,
        Script.code,
        ScriptVersion.version,
        ScriptVersion.title_zh,
        ScriptVersion.title_en,
        ScriptVersion.reason_code,
        ScriptVersion.line,
        ScriptVersion.steps,
        Script.retired_at.is_not(None),
    )
    .join(ScriptVersion, and_(ScriptVersion.script_id == Script.id, ScriptVersion.version == Script.version))
    .order_by(Script.code)
)


def _text(row: Any) -> ScriptText:
    *said, steps, retired = row
    return ScriptText(*(*said, read_steps(steps), retired))


def all_scripts(session: Session) -> list[ScriptText]:
    """Return every script as it is now, also what is offered no more."""
    return [_text(row) for row in rows(session, _NEWEST)]


def fitting_scripts(
    session: Session, reason_code: str = "", line: ProductLine | None = None
) -> list[ScriptText]:
    """Return the scripts that are offered, those for this reason and product line first."""
    offered = [script for script in all_scripts(session) if not script.retired]
    return sorted(offered, key=lambda script: _far(script, reason_code, line))


def _far(script: ScriptText, reason_code: str, line: ProductLine | None) -> tuple[int, int, int, str]:
    """Return how far a script is from a line, then from a reason: the same, its first level, another."""
    is_of_other = line is not None and script.line not in (None, line)
    reasons = (reason_code, reason_code.partition(".")[0])
    reason = reasons.index(script.reason_code) if script.reason_code in reasons else len(reasons)
    return int(is_of_other), reason, int(script.line is None), script.code


def script_text(session: Session, script_id: UUID, version: int) -> ScriptText:
    """Return a version of a script, also one that was replaced since. Raises NotFound."""
    script = look_up(session, Script, script_id)
    then = look_up(session, ScriptVersion, (script_id, version))
    said = (then.version, then.title_zh, then.title_en, then.reason_code, then.line, then.steps)
    return _text((script_id, script.code, *said, script.retired_at is not None))


def given_answers(session: Session, interaction_id: UUID) -> list[GivenAnswer]:
    """Return the answers of a contact, script by script, in the order in which they were given."""
    wanted = select(
        ScriptAnswer.script_id,
        ScriptAnswer.version,
        ScriptAnswer.n,
        ScriptAnswer.step,
        ScriptAnswer.value,
        ScriptAnswer.at,
    ).where(ScriptAnswer.interaction_id == interaction_id)
    found = rows(session, wanted.order_by(ScriptAnswer.script_id, ScriptAnswer.n))
    return [GivenAnswer(*row) for row in found]


def answer_counts(session: Session, script_id: UUID, since: datetime, until: datetime) -> list[AnswerCount]:
    """Count the answers to a script between two aware instants, by version, step and value."""
    last = (
        select(func.max(ScriptAnswer.n).label("n"), ScriptAnswer.interaction_id, ScriptAnswer.step)
        .where(ScriptAnswer.script_id == script_id, ScriptAnswer.at >= since, ScriptAnswer.at < until)
        .group_by(ScriptAnswer.interaction_id, ScriptAnswer.step)
        .subquery()
    )
    counted = (
        select(ScriptAnswer.version, ScriptAnswer.step, ScriptAnswer.value, func.count())
        .join(last, and_(last.c.interaction_id == ScriptAnswer.interaction_id, last.c.n == ScriptAnswer.n))
        .where(ScriptAnswer.script_id == script_id)
        .group_by(ScriptAnswer.version, ScriptAnswer.step, ScriptAnswer.value)
    )
    return _without_words(session, script_id, rows(session, counted))


def _without_words(session: Session, script_id: UUID, counted: Any) -> list[AnswerCount]:
    """Count together what customers said in words of their own: it may name somebody."""
    texts = {
        (version.version, step["id"])
        for version in session.scalars(select(ScriptVersion).where(ScriptVersion.script_id == script_id))
        for step in version.steps
        if step["kind"] == StepKind.TEXT
    }
    counts: dict[tuple[int, str, str], int] = {}
    for version, step, value, count in counted:
        key = (version, step, "" if (version, step) in texts else value)
        counts[key] = counts.get(key, 0) + count
    return [AnswerCount(*key, count) for key, count in sorted(counts.items())]
