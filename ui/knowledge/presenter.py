"""Joins the panel of knowledge to the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from app.command import Command
from app.knowledge import (
    ArticleLine,
    ArticleText,
    UseArticle,
    article_text,
    find_articles,
    fitting_articles,
    read_in_contact,
    used_in,
)
from app.notices import NoticeLine, NoticeText, TellNotice, notice_text, unread_notices
from app.pop import PopPage
from ui.context import Context
from ui.desk.contact import Contact
from ui.desk.notice_row import TONES
from ui.error_text import error_text
from ui.knowledge.lines import Line, line_id
from ui.knowledge.view import KnowledgePanel
from ui.wording import named


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a call when knowledge is asked for."""

    contact: Contact | None = None
    page: PopPage | None = None
    unit_id: UUID | None = None
    fault_code: str = ""
    reason_code: str = ""
    notes: str = ""


class KnowledgePresenter(QObject):
    """Finds what fits a call, shows it, and records that it helped.

    Signals: ``closed()``; ``sentence(str)`` one that shall stay in sight; ``taken_up(object, object)`` a
    `NoticeLine` and the unit that it is about; ``told(object)`` the customer who was told of a notice.
    """

    closed = Signal()
    sentence = Signal(str)
    taken_up = Signal(object, object)
    told = Signal(object)

    def __init__(self, context: Context, view: KnowledgePanel) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self._about = Asked()
        self._lines: list[Line] = []
        self._notices: list[Line] = []
        self._used: set[UUID] = set()
        self._asked = 0
        self._shown: ArticleText | NoticeText | None = None
        view.typed.connect(self._on_typed)
        view.wanted.connect(self._on_wanted)
        view.used.connect(self._on_used)
        view.said.connect(self._on_said)
        view.taken_up.connect(self._on_taken_up)
        view.back.connect(self.closed)

    def open(self, about: Asked, words: str = "") -> None:
        """Show what fits a call: notices of its units, then articles; or what some words find."""
        self._about, self._used = about, set()
        self._notices = list(about.page.notices) if about.page else []
        self._view.begin()
        self._view.search.setText(words)
        if about.contact is not None:
            self._read(self._on_used_before, used_in, about.contact.interaction_id)
        self._ask_general()
        self._ask(words)

    def open_article(self, about: Asked, line: ArticleLine, words: str) -> None:
        """Show an article that was found elsewhere, among what the same words find here."""
        self.open(about, words)
        self._show([line])

    def open_read(self, use_id: UUID) -> None:
        """Show an article as it read in the contact in which it was used."""
        self._about, self._lines, self._asked = Asked(), [], self._asked + 1
        self._view.begin()
        self._read(self._on_text, read_in_contact, use_id)

    def _read(self, ok: Callable[[Any], None], query: Callable[..., Any], *asked: Any) -> None:
        ask = partial(self._context.desk.ask, query, *asked)
        self._context.bridge.read(self._view, ask, ok, self._on_failed)

    def _on_used_before(self, used: list[UUID]) -> None:
        self._used.update(used)
        self._view.show_lines(self._lines, self._used)

    def _ask_general(self) -> None:
        person = self._context.desk.actor.person_id
        self._read(self._on_general, unread_notices, person, self._context.now())

    def _on_general(self, found: list[NoticeText]) -> None:
        known = {line_id(line) for line in self._notices}
        self._notices += [one for one in found if one.notice_id not in known]
        if not self._view.search.text().strip():
            self._show([line for line in self._lines if isinstance(line, ArticleLine)])

    @Slot(str)
    def _on_typed(self, words: str) -> None:
        self._ask(words)

    def _ask(self, words: str) -> None:
        """Ask what is found by words, or without any what fits the call; only the last answer counts."""
        self._asked += 1
        found, now = partial(self._on_found, self._asked), self._context.now()
        if words.strip():
            self._read(found, find_articles, words.strip(), now)
        else:
            self._read(found, fitting_articles, now, *self._fitting())

    def _fitting(self) -> tuple[Any, ...]:
        """Return line, model, fault, reason, order and notes of the call."""
        about = self._about
        units = about.page.units if about.page else ()
        unit = next((one for one in units if one.unit_id == about.unit_id), None)
        order_id = about.contact.order_id if about.contact else None
        model = (unit.line, unit.model_code) if unit else (None, "")
        return *model, about.fault_code, about.reason_code, order_id, about.notes

    def _on_found(self, asked: int, found: list[ArticleLine]) -> None:
        if asked == self._asked:
            self._show(found)

    def _show(self, articles: list[ArticleLine]) -> None:
        is_search = bool(self._view.search.text().strip())
        self._lines = [*([] if is_search else self._notices), *articles]
        self._view.show_lines(self._lines, self._used)

    @Slot(object)
    def _on_wanted(self, wanted: UUID) -> None:
        line = self._line(wanted)
        query = article_text if isinstance(line, ArticleLine) else notice_text
        if line is not None:
            self._read(self._on_text, query, wanted)

    def _line(self, wanted: UUID | None) -> Line | None:
        return next((line for line in self._lines if line_id(line) == wanted), None)

    def _on_text(self, text: ArticleText | NoticeText) -> None:
        chosen = self._view.chosen()
        text_id = text.article_id if isinstance(text, ArticleText) else text.notice_id
        if chosen not in (None, text_id):
            return
        self._shown = text
        title, body = named(text.title_zh, text.title_en), named(text.body_zh, text.body_en)
        self._view.show_text(title, self._mark(text), named(text.say_zh, text.say_en), body)
        self._show_acts()

    def _mark(self, text: ArticleText | NoticeText) -> tuple[str, str, str]:
        if isinstance(text, NoticeText):
            return self._view.model.severity_word(text.severity), *TONES[text.severity]
        if not text.is_current:
            return self.tr("as it read then, version {0}").format(text.version), "attn", "clock"
        return (self.tr("Safety"), "broken", "shield-warning") if text.is_safety else ("", "neutral", "")

    def _show_acts(self) -> None:
        text, contact = self._shown, self._about.contact
        if isinstance(text, NoticeText):
            self._show_acts_of_notice(text)
        elif text is None or not text.is_current:
            self._view.set_acts("", "")
        elif contact is None or not contact.is_begun:
            self._view.set_acts("", "", self.tr("That it helped is recorded once a call is answered."))
        elif text.article_id in self._used:
            self._view.set_acts("", "", self.tr("It is recorded that this helped in this call."))
        else:
            self._view.set_acts(self.tr("Used in this call"), "")

    def _show_acts_of_notice(self, text: NoticeText) -> None:
        line = self._line(text.notice_id)
        if not isinstance(line, NoticeLine):
            self._view.set_acts("", "")
            return
        take_up = self.tr("Book the work") if line.fault_code else self.tr("Open a case")
        told = "" if line.told_at else self.tr("The customer was told")
        can_take_up = self._about.contact is not None and bool(line.fault_code or line.case_kind)
        hint = self.tr("It is recorded that the customer was told.") if line.told_at else ""
        self._view.set_acts(told, take_up if can_take_up else "", hint)

    @Slot()
    def _on_used(self) -> None:
        text, contact = self._shown, self._about.contact
        now = self._context.now()
        if isinstance(text, NoticeText) and self._about.page is not None:
            customer = self._about.page.head.customer_id
            call_id = contact.call_id if contact is not None and contact.is_open else None
            command = TellNotice(at=now, notice_id=text.notice_id, customer_id=customer, call_id=call_id)
            self._write(command, partial(self._on_told, customer, text.notice_id))
        elif isinstance(text, ArticleText) and contact is not None:
            command = UseArticle(
                at=now,
                article_id=text.article_id,
                read_version=text.version,
                interaction_id=contact.interaction_id,
            )
            self._write(command, partial(self._on_recorded, text.article_id))

    def _write(self, command: Command, ok: Callable[[None], None]) -> None:
        work = partial(self._context.desk.execute, command)
        self._context.bridge.write(self._view, work, ok, self._on_failed)

    def _on_recorded(self, article_id: UUID, _done: None) -> None:
        self._used.add(article_id)
        self._view.show_lines(self._lines, self._used)
        self._show_acts()

    def _on_told(self, customer_id: UUID, notice_id: UUID, _done: None) -> None:
        """Say so in the list; the work or the case that the notice leads to is still to be taken up."""
        now = self._context.now()
        self._notices, self._lines = (
            [replace(one, told_at=now) if _is_of_units(one, notice_id) else one for one in lines]
            for lines in (self._notices, self._lines)
        )
        self._view.show_lines(self._lines, self._used)
        self._show_acts()
        self.told.emit(customer_id)

    @Slot()
    def _on_said(self) -> None:
        text = self._shown
        if text is not None:
            self.sentence.emit(named(text.say_zh, text.say_en))

    @Slot()
    def _on_taken_up(self) -> None:
        line = self._line(self._view.chosen())
        if isinstance(line, NoticeLine):
            own = self._about.unit_id
            self.taken_up.emit(line, own if own in line.unit_ids else line.unit_ids[0])

    def _on_failed(self, error: Exception) -> None:
        self._view.show_failed(error_text(error))


def _is_of_units(line: Line, notice_id: UUID) -> bool:
    return isinstance(line, NoticeLine) and line.notice_id == notice_id
