"""Joins the panel of guided questions to the desk: every answer is stored as it is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from app.names import word_initials
from app.reference import CodeList
from app.script_steps import Run, Step, StepKind, fits, run_of
from app.scripts import AnswerStep, GivenAnswer, ScriptText, fitting_scripts, given_answers, script_text
from ui.context import Context
from ui.desk.code_picker import Choice
from ui.desk.contact import Contact
from ui.desk.drafts import DraftKeeper
from ui.error_text import error_text
from ui.knowledge.presenter import Asked
from ui.knowledge.script_view import ScriptPanel
from ui.knowledge.script_words import day_typed, summary, value_words
from ui.wording import named

DRAFT = "script"  # the field of a draft: a step, and in the next line what is typed of its answer


class ScriptPresenter(QObject):
    """Leads through a script; one that was left goes on where it was.

    Signals: ``closed()``; ``ended(object, object, str)`` the contact, the last step and a summary for the
    notes.
    """

    closed = Signal()
    ended = Signal(object, object, str)

    def __init__(self, context: Context, view: ScriptPanel, drafts: DraftKeeper) -> None:
        super().__init__(view)
        self._context, self._view, self._drafts = context, view, drafts
        self._about = Asked()
        self._script: ScriptText | None = None
        self._answers: list[GivenAnswer] = []
        self._offered: dict[str, ScriptText] = {}
        self._saving = False
        view.script_picked.connect(self._on_picked)
        view.answered.connect(self._on_answered)
        view.typed.connect(self._on_typed)
        view.step_back.connect(self._on_step_back)
        view.taken.connect(self._on_taken)
        view.back.connect(self.closed)

    def open(self, about: Asked) -> None:
        """Go on with the script that was left in this call; else ask which one."""
        assert about.contact is not None
        if about.contact is self._contact and self._script is not None and not self._run.is_done:
            self._about = about
            self._show()
            return
        self._about, self._script, self._saving = about, None, False
        self._read(self._on_answers, given_answers, about.contact.interaction_id)

    @property
    def _contact(self) -> Contact | None:
        return self._about.contact

    @property
    def _run(self) -> Run:
        assert self._script is not None
        given = [(one.step, one.value) for one in self._answers]
        return run_of(self._script.steps, given)

    def _read(self, ok: Callable[[Any], None], query: Callable[..., Any], *asked: Any) -> None:
        ask = partial(self._context.desk.ask, query, *asked)
        self._context.bridge.read(
            self._view, ask, partial(self._if_still, self._contact, ok), self._on_failed
        )

    def _if_still(self, contact: Contact | None, ok: Callable[[Any], None], found: Any) -> None:
        """Hand an answer on, unless it was asked for in the call before."""
        if contact is self._contact:
            ok(found)

    def _on_answers(self, found: list[GivenAnswer]) -> None:
        """Answers that led to no end are those of a script that was left, as by a power cut."""
        last = max(found, key=lambda one: one.at, default=None)
        if last is None:
            self._choose()
            return
        self._answers = [one for one in found if one.script_id == last.script_id]
        self._read(self._on_left, script_text, last.script_id, last.version)

    def _on_left(self, script: ScriptText) -> None:
        self._script = script
        if self._run.is_done:
            self._script = None
            self._choose()
        else:
            self._show()

    def _choose(self) -> None:
        about = self._about
        units = about.page.units if about.page else ()
        line = next((unit.line for unit in units if unit.unit_id == about.unit_id), None)
        self._read(self._on_scripts, fitting_scripts, about.reason_code, line)

    def _on_scripts(self, found: list[ScriptText]) -> None:
        self._offered = {script.code: script for script in found}
        self._view.choose_script(
            [
                Choice(script.code, named(script.title_zh, script.title_en), word_initials(script.title_zh))
                for script in found
            ]
        )
        if not found:
            self._view.show_message(self.tr("There are no guided questions yet."))

    @Slot(str)
    def _on_picked(self, code: str) -> None:
        self._script = self._offered[code]
        script_id = self._script.script_id
        self._answers = []
        contact = self._contact
        assert contact is not None
        self._read(partial(self._on_known, script_id), given_answers, contact.interaction_id)

    def _on_known(self, script_id: object, found: list[GivenAnswer]) -> None:
        """A script that was run to its end before is begun anew; its answers are counted on."""
        if self._script is not None and self._script.script_id == script_id:
            self._answers = [one for one in found if one.script_id == script_id]
            if self._answers and self._run.is_done:
                self._answers = [replace(one, step="") for one in self._answers]
            self._show()

    def _show(self) -> None:
        script, run = self._script, self._run
        assert script is not None
        title, step = named(script.title_zh, script.title_en), run.now
        sentence = named(step.zh, step.en)
        self._view.show_given([f"{named(s.zh, s.en)} {value_words(s, value)}" for s, value in run.answered])
        if step.kind is StepKind.END:
            self._view.propose(title, sentence, self._proposal(step))
        elif step.options:
            self._view.ask(title, sentence, [_choice(step, option.code) for option in step.options])
        else:
            of_step, _, typed = (self._contact.texts.get(DRAFT, "") if self._contact else "").partition("\n")
            typed = typed if of_step == step.id else ""
            is_code = step.kind is not StepKind.TEXT
            self._view.ask_typed(title, sentence, self._hint(step), typed, is_code=is_code)

    def _hint(self, step: Step) -> str:
        if step.kind is StepKind.NUMBER:
            return self.tr("A number") + (f" ({named(step.unit_zh, step.unit_en)})" if step.unit_zh else "")
        if step.kind is StepKind.DATE:
            return self.tr("A day, as 11-23 or 2026-11-23")
        return self.tr("In the customer's words")

    def _proposal(self, step: Step) -> str:
        code = self._context.reference.code(CodeList.DISPOSITION, step.outcome) if step.outcome else None
        then = {
            "dispatch": self.tr("book a technician"),
            "case": self.tr("open a case"),
            "follow_up": self.tr("promise a call"),
        }.get(step.then or "", "")
        outcome = self.tr("Outcome: {0}").format(named(code.name_zh, code.name_en)) if code else ""
        parts = [outcome, then, self.tr("read {0} (F6)").format(step.article) if step.article else ""]
        return " · ".join(part for part in parts if part)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        if self._contact is not None and self._script is not None:
            kept = f"{self._run.now.id}\n{text}" if text else ""
            self._contact.texts[DRAFT] = kept
            self._drafts.note(self._contact.call_id, DRAFT, kept)

    @Slot(str)
    def _on_answered(self, text: str) -> None:
        step = self._run.now
        value = day_typed(text, self._context.now()) if step.kind is StepKind.DATE else text
        if not fits(step, value):
            self._view.show_message(self.tr("That does not answer the question. Try again."))
            return
        self._record(step, value, self._on_recorded)

    def _record(self, step: Step, value: str, ok: Callable[[GivenAnswer], None]) -> None:
        script, contact = self._script, self._contact
        if self._saving or script is None or contact is None:
            return
        n = max((one.n for one in self._answers), default=0) + 1
        now = self._context.now()
        command = AnswerStep(
            at=now,
            interaction_id=contact.interaction_id,
            script_id=script.script_id,
            script_version=script.version,
            n=n,
            step=step.id,
            value=value,
        )
        given = GivenAnswer(script.script_id, script.version, n, step.id, value, now)
        self._saving = True
        work = partial(self._context.desk.execute, command)
        self._context.bridge.write(self._view, work, partial(self._on_kept, given, ok), self._on_failed)

    def _on_kept(self, given: GivenAnswer, ok: Callable[[GivenAnswer], None], _done: None) -> None:
        self._saving = False
        if self._script is not None and given.script_id == self._script.script_id:
            self._answers.append(given)
            self._on_typed("")
            ok(given)

    def _on_recorded(self, _given: GivenAnswer) -> None:
        self._show()

    @Slot()
    def _on_step_back(self) -> None:
        """Ask the last question again; what was answered stays until another answer is given."""
        if self._script is None or not self._run.answered:
            return
        last = self._run.answered[-1][0].id
        at = max(place for place, one in enumerate(self._answers) if one.step == last)
        self._answers[at] = replace(self._answers[at], step="")
        self._show()

    @Slot()
    def _on_taken(self) -> None:
        step = self._run.now
        if step.kind is StepKind.END:
            self._record(step, step.outcome, self._on_ended)

    def _on_ended(self, _given: GivenAnswer) -> None:
        script, run, contact = self._script, self._run, self._contact
        assert script is not None
        self._script = None
        self.ended.emit(contact, run.now, summary(script, run))

    def _on_failed(self, error: Exception) -> None:
        self._saving = False
        self._view.show_message(error_text(error))


def _choice(step: Step, code: str) -> Choice:
    words = value_words(step, code)
    option = step.option(code)
    return Choice(code, words, word_initials(option.zh) if option and option.zh else code[:1])
