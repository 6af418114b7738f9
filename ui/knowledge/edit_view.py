"""The page on which knowledge is written: the list at the left, the text, and how it reads at the right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.dispatch.panel import Panel
from ui.followups.option_row import Option, OptionRow
from ui.knowledge.documents import FIELDS, Document, Kind, Texts, outline
from ui.knowledge.edit_model import DocumentModel
from ui.knowledge.reading import Reading
from ui.widgets.box import SentenceBox
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.fact import Fact
from ui.widgets.fields import CodeField, Field
from ui.widgets.labels import label
from ui.widgets.table import RowTable

LIST_WIDTH, IN_A_ROW = 320, 4
SIDES = ("title", "say", "body")


class EditView(Panel):
    """Show documents and take what is written; it decides nothing.

    Signals: ``kind_chosen(str)``; ``wanted(object)`` a document's id; ``edited()``; ``published()``;
    ``ended()``; ``began()`` a new one; ``thrown_away()`` a draft; ``back()``.
    """

    kind_chosen = Signal(str)
    wanted = Signal(object)
    edited = Signal()
    published = Signal()
    ended = Signal()
    began = Signal()
    thrown_away = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("knowledge_edit")
        self.setProperty("role", "page")
        self._kind, self._language = Kind.ARTICLE, "zh"
        self._texts: Texts = {}
        self._is_filling = False
        self.model = DocumentModel(self)
        self.list = RowTable(self.tr("Articles, notices and scripts"))
        self._kinds = OptionRow(self.tr("What is shown"))
        self._kinds.set([Option(kind, self._kind_word(kind)) for kind in Kind])
        self._languages = OptionRow(self.tr("Language"))
        self._languages.set([Option("zh", "中文"), Option("en", "English")])
        self._languages.setFixedWidth(240)
        self.fields = {
            name: Field(word, QLineEdit() if name == "words" else CodeField())
            for name, word in self._words().items()
        }
        self.title, self.say = QLineEdit(), QLineEdit()
        self.body = QPlainTextEdit()
        self._say_box, self.preview = SentenceBox(), Reading(self.tr("How it reads"))
        self._state, self._message, self._failed = Fact(), label("", "broken"), label("", "broken")
        self._publish = KeyButton(self.tr("Publish"), "Ctrl Enter", "check", "primary")
        self._end = KeyButton(self.tr("Take out of use"), "Alt Del", "prohibit")
        self._new = KeyButton(self.tr("New"), "Ctrl N", "pencil-simple")
        self._throw = KeyButton(self.tr("Throw the draft away"), "", "arrow-u-up-left", "quiet")
        self._lay_out()
        self._connect()

    def show_documents(self, documents: Sequence[Document], drafts: frozenset[UUID]) -> None:
        """Show the documents of a kind; ``drafts`` are those that somebody is writing here.

        What was chosen stays chosen and is not asked for again: the cursor stays where one types.
        """
        chosen = self.chosen()
        self._failed.hide()
        self._is_filling = True
        self.model.show(documents, drafts)
        self.choose(chosen)
        self._is_filling = False

    def choose(self, document_id: UUID | None) -> None:
        row = self.model.row_of(document_id)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row, 0))

    def chosen(self) -> UUID | None:
        found: UUID | None = self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        return found

    def set_kind(self, kind: Kind) -> None:
        """Show the fields of a kind."""
        self._kind = kind
        self._kinds.choose(kind)
        for name, field in self.fields.items():
            field.setVisible(name in FIELDS[kind])
        self._say_field.setVisible(kind is not Kind.SCRIPT)
        self._body_field.set_words(
            self.tr("Steps, as JSON") if kind is Kind.SCRIPT else self.tr("Text, Markdown")
        )

    def show_document(self, texts: Texts, state: str, *, is_new: bool, is_over: bool, is_draft: bool) -> None:
        """Show a document as it is, or as it stands in its draft."""
        self._texts = dict(texts)
        for name, field in self.fields.items():
            self._fill(field.editor, texts.get(name, ""))
        self._show_language()
        self._state.set(
            state, "pencil-simple" if is_draft else "check-circle", "attn" if is_draft else "good"
        )
        self._end.setVisible(not is_new and not is_over)
        self._throw.setVisible(is_draft)
        self.show_message("")
        self._form.show()

    def set_state(self, words: str) -> None:
        """Say how far the draft is kept."""
        self._state.set(words, "pencil-simple", "attn")
        self._throw.show()

    def show_nothing(self) -> None:
        self._form.hide()

    def texts(self) -> Texts:
        """Return everything as it stands in the form."""
        return dict(self._texts)

    def show_message(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))

    def show_failed(self, sentence: str) -> None:
        """Say why the list could not be read."""
        self._failed.setText(sentence)
        self._failed.show()

    def message(self) -> str:
        return self._message.text()

    def failure(self) -> str:
        return self._failed.text() if self._failed.isVisibleTo(self) else ""

    def to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fill(self, editor: QWidget, text: str) -> None:
        editor.blockSignals(True)
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
        editor.blockSignals(False)

    def _key(self, side: str) -> str:
        """Return the field that an editor of both languages shows; the steps of a script are in both."""
        return f"{side}_zh" if self._kind is Kind.SCRIPT and side == "body" else f"{side}_{self._language}"

    def _show_language(self) -> None:
        self._languages.choose(self._language)
        for side, editor in zip(SIDES, (self.title, self.say, self.body), strict=True):
            self._fill(editor, self._texts.get(self._key(side), ""))
        self._show_preview()

    def _show_preview(self) -> None:
        say, body = (self._texts.get(self._key(side), "") for side in ("say", "body"))
        if self._kind is Kind.SCRIPT:
            say = ""
            try:
                body = outline(json.loads(body or "[]"), self._language)
            except (ValueError, AttributeError, TypeError):
                body = ""
        self._say_box.set(say)
        self._say_box.setVisible(bool(say))
        self.preview.show_markdown(body)

    @Slot()
    def _on_edited(self) -> None:
        for name, field in self.fields.items():
            assert isinstance(field.editor, QLineEdit)
            self._texts[name] = field.editor.text().strip()
        self._texts[self._key("title")] = self.title.text()
        self._texts[self._key("say")] = self.say.text()
        self._texts[self._key("body")] = self.body.toPlainText()
        self._show_preview()
        self.edited.emit()

    @Slot(str)
    def _on_language(self, language: str) -> None:
        self._language = language
        self._show_language()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and not self._is_filling:
            self.wanted.emit(index.data(Qt.ItemDataRole.UserRole))

    @Slot(QModelIndex)
    def _on_opened(self, _index: QModelIndex) -> None:
        self.title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _other_language(self) -> None:
        self._on_language("en" if self._language == "zh" else "zh")

    def _kind_word(self, kind: Kind) -> str:
        return {
            Kind.ARTICLE: self.tr("Articles"),
            Kind.NOTICE: self.tr("Notices"),
            Kind.SCRIPT: self.tr("Scripts"),
        }[kind]

    def _words(self) -> Texts:
        return {
            "code": self.tr("Code"),
            "words": self.tr("Words it is found by"),
            "faults": self.tr("Codes of faults"),
            "models": self.tr("Models"),
            "reasons": self.tr("Reasons"),
            "lines": self.tr("Product lines"),
            "is_safety": self.tr("Safety first (1)"),
            "severity": self.tr("recall, attention, info"),
            "reason": self.tr("Reason"),
            "line": self.tr("Product line"),
            "model": self.tr("Model"),
            "serial_from": self.tr("Serial from"),
            "serial_to": self.tr("Serial to"),
            "fault": self.tr("Leads to work"),
            "case": self.tr("Leads to case"),
            "valid_from": self.tr("From day"),
            "valid_to": self.tr("To day"),
        }

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.opened.connect(self._on_opened)
        self._kinds.chosen.connect(self.kind_chosen)
        self._languages.chosen.connect(self._on_language)
        for field in self.fields.values():
            assert isinstance(field.editor, QLineEdit)
            field.editor.textEdited.connect(self._on_edited)
        self.title.textEdited.connect(self._on_edited)
        self.say.textEdited.connect(self._on_edited)
        self.body.textChanged.connect(self._on_edited)
        for button, signal in (
            (self._publish, self.published),
            (self._end, self.ended),
            (self._new, self.began),
            (self._throw, self.thrown_away),
        ):
            button.clicked.connect(signal)
        self.answer("confirm", self.published.emit)
        self.shortcut("take_out", self.ended.emit)
        self.shortcut("new_document", self.began.emit)
        self.shortcut("other_language", self._other_language)
        self.shortcut("next_kind", self._next_kind)
        self.answer("copy_table", self.list.copy)
        self.answer("back", self.back.emit)

    def _next_kind(self) -> None:
        kinds = list(Kind)
        self.kind_chosen.emit(kinds[(kinds.index(self._kind) + 1) % len(kinds)])

    def _lay_out(self) -> None:
        self.list.setModel(self.model)
        self.list.horizontalHeader().hide()
        self.list.set_widths({}, 0)
        card = Card(flush=True)
        card.body.setContentsMargins(1, 0, 1, 8)
        card.body.addWidget(self.list)
        left = QWidget()
        left.setFixedWidth(LIST_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Knowledge"), "name"))
        column.addWidget(self._kinds)
        column.addWidget(self._failed)
        self._failed.setWordWrap(True)
        self._failed.hide()
        column.addWidget(card, 1)
        column.addWidget(self._new, 0, Qt.AlignmentFlag.AlignLeft)
        self._form = self._lay_out_form()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.setSpacing(12)
        whole.addWidget(left)
        whole.addWidget(self._form, 1)
        whole.addStretch(0)

    def _lay_out_form(self) -> QWidget:
        facts = QGridLayout()
        facts.setHorizontalSpacing(12)
        facts.setVerticalSpacing(8)
        places = {name: place for kind in Kind for place, name in enumerate(FIELDS[kind])}
        for name, place in places.items():  # those of other kinds are hidden and take no room
            facts.addWidget(self.fields[name], *divmod(place, IN_A_ROW))
        self._say_field = Field(self.tr("The sentence to say"), self.say)
        self._body_field = Field(self.tr("Text, Markdown"), self.body)
        writing = QVBoxLayout()
        writing.setSpacing(8)
        for part in (Field(self.tr("Title"), self.title), self._say_field):
            writing.addWidget(part)
        writing.addWidget(self._body_field, 1)
        reads = Card(self.tr("How it reads"))
        reads.body.addWidget(self._say_box)
        reads.body.addWidget(self.preview, 1)
        sides = QHBoxLayout()
        sides.setSpacing(12)
        sides.addLayout(writing, 1)
        sides.addWidget(reads, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for part in (self._publish, self._end, self._throw):
            foot.addWidget(part)
        foot.addWidget(self._message, 1)
        foot.addStretch()
        foot.addWidget(self._state)
        head = QHBoxLayout()
        head.addWidget(self._languages)
        head.addStretch()
        form = QWidget()
        layout = QVBoxLayout(form)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(facts)
        layout.addLayout(head)
        layout.addLayout(sides, 1)
        layout.addLayout(foot)
        self._message.setWordWrap(True)
        return form
