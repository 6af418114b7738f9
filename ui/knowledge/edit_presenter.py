"""Joins the page on which knowledge is written to the desk."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from app.command import Command, new_id
from app.errors import DomainError, EditedMeanwhile
from app.interactions import KeptDraft, kept_drafts
from app.knowledge_edit import edited_articles
from app.notices import all_notices
from app.scripts import all_scripts
from ui.context import Context
from ui.desk.drafts import DraftKeeper
from ui.error_text import error_text
from ui.knowledge.documents import Document, Kind, Texts, ending, of_article, of_notice, of_script, publishing
from ui.knowledge.edit_view import EditView
from ui.wording import local

FIELD = "knowledge"  # of a draft: the whole form, as JSON
COUNTED = timedelta(days=90)  # for so long back the uses are counted


class EditPresenter(QObject):
    """Leads an editor from the list over the text to what is published.

    What is typed is kept on disk at once; a version of somebody else that came meanwhile is not overwritten.
    """

    closed = Signal()

    def __init__(self, context: Context, view: EditView) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self.drafts = DraftKeeper(context, self)
        self._kind = Kind.ARTICLE
        self._documents: dict[UUID, Document] = {}
        self._written: dict[UUID, tuple[Kind, int, Texts]] = {}
        self._now_at: UUID | None = None
        self._busy = False
        view.kind_chosen.connect(self._on_kind)
        view.wanted.connect(self._on_wanted)
        view.edited.connect(self._on_edited)
        view.published.connect(self._on_publish)
        view.ended.connect(self._on_end)
        view.began.connect(self._on_new)
        view.thrown_away.connect(self._on_throw_away)
        view.back.connect(self.closed)
        self.drafts.kept.connect(self._on_kept)

    def open(self) -> None:
        """Read all anew, with what was being written."""
        ask = partial(self._context.desk.ask, kept_drafts, self._context.desk.actor.person_id)
        self._context.bridge.read(self._view, ask, self._on_drafts, self._on_failed)

    def _on_drafts(self, found: list[KeptDraft]) -> None:
        for draft in found:
            if draft.field == FIELD and draft.subject_id not in self._written:
                kind, version, texts = json.loads(draft.text)
                self._written[draft.subject_id] = Kind(kind), version, texts
        self._show_kind()

    def _show_kind(self) -> None:
        self._view.set_kind(self._kind)
        self._view.show_nothing()
        queries: dict[Kind, tuple[Callable[..., Any], tuple[Any, ...]]] = {
            Kind.ARTICLE: (edited_articles, (self._context.now() - COUNTED,)),
            Kind.NOTICE: (all_notices, ()),
            Kind.SCRIPT: (all_scripts, ()),
        }
        query, asked = queries[self._kind]
        ask = partial(self._context.desk.ask, query, *asked)
        self._context.bridge.read(self._view, ask, partial(self._on_found, self._kind), self._on_failed)

    def _on_found(self, kind: Kind, found: list[Any]) -> None:
        if kind is not self._kind:
            return
        if kind is Kind.NOTICE:
            documents = [of_notice(one, self._context.now()) for one in found]
        else:
            documents = [of_article(one) if kind is Kind.ARTICLE else of_script(one) for one in found]
        self._documents = {one.id: one for one in documents}
        for document_id, (of_kind, version, texts) in self._written.items():
            if of_kind is kind and document_id not in self._documents:
                self._documents[document_id] = Document(document_id, kind, version, texts)
        self._show_list()
        if self._now_at in self._documents:
            self._on_wanted(self._now_at)

    def _show_list(self) -> None:
        documents = sorted(self._documents.values(), key=lambda one: one.is_over)
        self._view.show_documents(documents, frozenset(self._written))

    @Slot(str)
    def _on_kind(self, kind: str) -> None:
        self._kind, self._now_at = Kind(kind), None
        self._show_kind()

    @Slot(object)
    def _on_wanted(self, document_id: UUID) -> None:
        document = self._documents.get(document_id)
        if document is None:
            return
        self._now_at = document_id
        written = self._written.get(document_id)
        texts = written[2] if written else document.texts
        state = self.tr("your draft, not published") if written else self._version_words(document)
        self._view.show_document(
            texts,
            state,
            is_new=not document.version,
            is_over=document.is_over,
            is_draft=written is not None,
        )
        if written and written[1] != document.version:
            self._view.show_message(self._overtaken(document.version))

    def _version_words(self, document: Document) -> str:
        return self.tr("version {0}").format(document.version) if document.version else self.tr("new")

    def _overtaken(self, version: int) -> str:
        return self.tr(
            "Version {0} was published while you wrote. Compare: throw your draft away to see it, or"
            " publish once more to replace it."
        ).format(version)

    @Slot()
    def _on_edited(self) -> None:
        document = self._documents.get(self._now_at) if self._now_at else None
        if document is None:
            return
        before = self._written.get(document.id)
        version = before[1] if before else document.version
        self._written[document.id] = self._kind, version, self._view.texts()
        self.drafts.note(document.id, FIELD, json.dumps(self._written[document.id], ensure_ascii=False))
        self._view.set_state(self.tr("being kept"))
        if before is None:
            self._show_list()

    @Slot(object)
    def _on_kept(self, at: datetime) -> None:
        if self._now_at in self._written:
            self._view.set_state(self.tr("draft kept {0}").format(f"{local(at):%H:%M:%S}"))

    @Slot()
    def _on_new(self) -> None:
        made = Document(new_id(), self._kind, 0, {"severity": "info"} if self._kind is Kind.NOTICE else {})
        self._documents[made.id] = made
        self._show_list()
        self._view.choose(made.id)
        self._view.title.setFocus()

    @Slot()
    def _on_publish(self) -> None:
        document = self._documents.get(self._now_at) if self._now_at else None
        if document is None:
            return
        written = self._written.get(document.id)
        seen = Document(document.id, document.kind, written[1] if written else document.version)
        try:
            commands = publishing(seen, self._view.texts(), self._context.now())
        except ValueError as error:
            self._view.show_message(self._what_is_wrong(error))
            return
        self._execute(document.id, commands)

    def _what_is_wrong(self, error: ValueError) -> str:
        """Name the fields that are wrong; what a script lacks is said in its own words."""
        errors = getattr(error, "errors", None)
        if errors is None:
            return self.tr("That cannot be read: {0}").format(error)
        found = [
            one["msg"] if not one["loc"] or one["loc"][0] == "steps" else str(one["loc"][0])
            for one in errors()
        ]
        return self.tr("Not published yet. Look at: {0}").format(", ".join(dict.fromkeys(found)))

    def _execute(self, document_id: UUID, commands: list[Command]) -> None:
        """Let the centre decide once, however often the key is pressed meanwhile."""
        if self._busy:
            return
        self._busy = True
        work = partial(self._context.desk.execute, *commands)
        done = partial(self._on_done, document_id)
        refused = partial(self._on_refused, document_id, self._kind, self._view.texts())
        self._context.bridge.ask_centre(self._view, work, done, refused)

    def _on_done(self, document_id: UUID, _done: None) -> None:
        self._busy = False
        self._forget(document_id)
        self._show_kind()

    def _on_refused(self, document_id: UUID, kind: Kind, texts: Texts, error: Exception) -> None:
        """Nothing was published and the draft stays; one who published first is named."""
        self._busy = False
        self._view.show_message(error_text(error))
        if isinstance(error, DomainError) and error.code == EditedMeanwhile.code:
            kind, _, texts = self._written.get(document_id, (kind, 0, texts))
            self._written[document_id] = kind, int(error.details.get("version", 0)), texts
            self.drafts.note(document_id, FIELD, json.dumps(self._written[document_id], ensure_ascii=False))

    @Slot()
    def _on_end(self) -> None:
        document = self._documents.get(self._now_at) if self._now_at else None
        if document is not None and document.version and not document.is_over:
            self._execute(document.id, [ending(document, self._context.now())])

    @Slot()
    def _on_throw_away(self) -> None:
        if self._now_at is not None:
            self._forget(self._now_at)
            self._show_kind()

    def _forget(self, document_id: UUID) -> None:
        self._written.pop(document_id, None)
        self.drafts.forget(document_id)
        self._context.bridge.write(self._view, partial(self._context.desk.drop_drafts, document_id))

    def _on_failed(self, error: Exception) -> None:
        self._view.show_failed(error_text(error))
