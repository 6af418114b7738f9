"""Opens knowledge and guided questions beside a call, and does what comes of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import shiboken6
from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.knowledge import ArticleLine
from app.notices import NOTICES_KEY, NoticeLine, NoticeText, PutNoticeAway, unread_notices
from app.script_steps import Step, Then
from app.timeline import EntryKind
from ui.context import Context
from ui.desk.contact import Contact
from ui.desk.presenter import DeskPresenter
from ui.desk.this_call import ThisCall
from ui.desk.view import DeskView
from ui.knowledge.presenter import Asked, KnowledgePresenter
from ui.knowledge.script_presenter import ScriptPresenter
from ui.knowledge.script_view import ScriptPanel
from ui.knowledge.view import KnowledgePanel

LOOK_MS = 60_000  # a notice begins and ends by the clock


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a script or a notice leads: the panels that are there already."""

    dispatch: Callable[[], None]
    case: Callable[[], None]
    follow_up: Callable[[], None]
    book_work: Callable[[UUID, str], None]  # of a unit, by the code of the work
    open_case: Callable[[UUID, str], None]  # about a unit, by kind
    fault_code: Callable[[], str]  # that is chosen in dispatch


class KnowledgePanels(QObject):
    """Lead to knowledge and questions and back to the word one was typing.

    Signals: ``told(object)`` the customer who was told of a notice.
    """

    told = Signal(object)

    def __init__(
        self, context: Context, view: DeskView, side: ThisCall, desk: DeskPresenter, ways: Ways
    ) -> None:
        super().__init__(view)
        self._context, self._view, self._side, self._desk, self._ways = context, view, side, desk, ways
        self._panel, self._script_panel = KnowledgePanel(), ScriptPanel()
        self._knowledge = KnowledgePresenter(context, self._panel)
        self._script = ScriptPresenter(context, self._script_panel, desk.drafts)
        self._before: QWidget | None = None  # the panel that lay there
        self._focus: QWidget | None = None  # and where its keys went
        self._put_away: set[UUID] = set()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._connect()

    def start(self) -> None:
        """Show what is for every desk, now and by the minute."""
        self.look()
        self._look.start()

    @Slot()
    def open(self) -> None:
        """Show what fits the call, or with no call what is searched for."""
        self._show(self._panel)
        self._knowledge.open(self._asked())

    def open_article(self, line: ArticleLine, words: str) -> None:
        """Show an article that the search found by some words."""
        self._show(self._panel)
        self._knowledge.open_article(self._asked(), line, words)

    @Slot()
    def open_script(self) -> None:
        """Ask guided questions in the call that is worked on."""
        contact = self._desk.contact
        if contact is None or not contact.is_begun:
            self._view.say(self.tr("Guided questions begin once a call is answered."), "broken")
            return
        self._show(self._script_panel)
        self._script.open(self._asked())

    @Slot()
    def look(self) -> None:
        """Read the notices for every desk anew."""
        person, now = self._context.desk.actor.person_id, self._context.now()
        ask = partial(self._context.desk.ask, unread_notices, person, now)
        self._context.bridge.read(self._view, ask, self._on_notices, self._on_unread_failed)

    @Slot()
    def put_away(self) -> None:
        """Say that the notice in the line was read."""
        if not self._view.notice.notices:
            return
        first = self._view.notice.notices[0]
        self._put_away.add(first.notice_id)
        self._on_notices(list(self._view.notice.notices))
        command = PutNoticeAway(at=self._context.now(), notice_id=first.notice_id)
        self._context.bridge.write(self._view, partial(self._context.desk.execute, command))

    def _on_notices(self, found: list[NoticeText]) -> None:
        self._view.notice.show_notices([one for one in found if one.notice_id not in self._put_away])

    def _on_unread_failed(self, error: Exception) -> None:
        """A hub that is not reached has nothing new to tell."""

    @Slot(object)
    def _on_changed(self, keys: frozenset[str]) -> None:
        if NOTICES_KEY in keys:
            self.look()

    def _asked(self) -> Asked:
        contact = self._desk.contact
        page = contact.page if contact is not None else None
        unit_id = self._view.pop.unit_id() if page is not None else None
        reason, notes = self._side.reason.code(), self._side.notes.toPlainText()
        return Asked(contact, page, unit_id, self._ways.fault_code() if page else "", reason, notes)

    def _show(self, panel: QWidget) -> None:
        if self._desk.shown_contact() is not self._desk.contact:
            self._desk.go_back()
        lies = self._view.pop.panel()
        if lies not in (self._panel, self._script_panel):
            self._before, self._focus = lies, QApplication.focusWidget()
        self._view.show_panel(panel)

    @Slot()
    def close(self) -> None:
        """Take the panel away: what lay there comes back with its keys, else the notes have them."""
        before, self._before = self._before, None
        for panel in (self._panel, self._script_panel):
            self._view.hide_panel(panel, before)
        if before is None:
            self._desk.reload()
        focus = self._focus if before is not None and _is_there(self._focus) else None
        (focus or (self._side.notes if self._desk.contact is not None else self._view)).setFocus()

    @Slot(object, object, str)
    def _on_ended(self, contact: Contact, step: Step, summary: str) -> None:
        """Write the answers into the notes, take the outcome if there is none, go where it leads."""
        self.close()
        if contact is not self._desk.contact:
            return
        notes = self._side.notes
        notes.appendPlainText(summary)
        if step.outcome and not self._side.outcome.code():
            self._side.outcome.set_code(step.outcome)
            self._side.outcome.picked.emit(step.outcome)
        lead = {Then.DISPATCH: self._ways.dispatch, Then.CASE: self._ways.case}
        lead[Then.FOLLOW_UP] = self._ways.follow_up
        if step.then is not None:
            lead[step.then]()

    @Slot(object, object)
    def _on_taken_up(self, line: NoticeLine, unit_id: UUID) -> None:
        self.close()
        if line.fault_code:
            self._ways.book_work(unit_id, line.fault_code)
        elif line.case_kind is not None:
            self._ways.open_case(unit_id, line.case_kind)

    @Slot(object)
    def _on_told(self, customer_id: UUID) -> None:
        self.told.emit(customer_id)
        self._desk.reload()

    @Slot(object)
    def _on_contact(self, _contact: Contact | None) -> None:
        self._view.sentence.clear()
        self._before = None

    @Slot(QModelIndex)
    def _on_entry(self, index: QModelIndex) -> None:
        """Show an article of the timeline as it read in that call."""
        entry = self._view.pop.timeline_model.entry(index.row())
        if entry is not None and entry.kind is EntryKind.ADVICE and entry.tag == "article":
            self._show(self._panel)
            self._knowledge.open_read(entry.id)

    def _connect(self) -> None:
        self._knowledge.closed.connect(self.close)
        self._knowledge.sentence.connect(self._view.sentence.keep)
        self._knowledge.taken_up.connect(self._on_taken_up)
        self._knowledge.told.connect(self._on_told)
        self._script.closed.connect(self.close)
        self._script.ended.connect(self._on_ended)
        self._view.notice.opened.connect(self.open)
        self._view.notice.put_away.connect(self.put_away)
        self._view.pop.notices.opened.connect(self.open)
        self._view.pop.timeline.opened.connect(self._on_entry)
        self._desk.contact_changed.connect(self._on_contact)
        self._context.bridge.bundles_changed.connect(self._on_changed)
        self._look.timeout.connect(self.look)


def _is_there(widget: QWidget | None) -> bool:
    return widget is not None and shiboken6.isValid(widget) and widget.isVisible()
