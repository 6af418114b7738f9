"""The panel in which a complaint, a return, an installation or a question is taken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.desk.code_picker import Choice, CodePicker
from ui.dispatch.panel import Panel, back_button, panel_head
from ui.followups.option_row import Option, OptionRow
from ui.widgets.button import KeyButton
from ui.widgets.fields import ChoiceField, CodeField, Field
from ui.widgets.labels import label

SHOWN, NOTE_HEIGHT = 4, 64


class CasePanel(Panel):
    """Take what the customer wants; it decides nothing.

    Signals: ``kind_chosen(str)``; ``severity_chosen(str)``; ``channel_chosen(str)``; ``edited()``;
    ``confirmed()``; ``back()``.
    """

    kind_chosen = Signal(str)
    severity_chosen = Signal(str)
    channel_chosen = Signal(str)
    edited = Signal()
    confirmed = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("case")
        self._who = label("", "second")
        self.kind, self.severity = OptionRow(self.tr("What it is")), OptionRow(self.tr("How grave"))
        self.category = CodePicker(self.tr("About what"), self.tr("initials or a digit"), SHOWN)
        self.remedy, self.channel = ChoiceField(), OptionRow(self.tr("How it came"))
        self.external_no, self.authority = CodeField(), QLineEdit()
        self.summary = QPlainTextEdit()
        self._summary_field = Field(self.tr("What happened"), self.summary)
        self._until, self._message = label("", "second"), label("", "broken")
        self._confirm = KeyButton(self.tr("Open the case"), "Ctrl Enter", "check", "primary")
        self._of_complaint: list[QWidget] = []
        self._of_authority: list[QWidget] = []
        self._lay_out()
        self._connect()

    def begin(
        self,
        who: str,
        kinds: Sequence[Option],
        severities: Sequence[Option],
        channels: Sequence[Option],
        categories: Sequence[Choice],
        remedies: Sequence[str],
    ) -> None:
        """Begin anew for a customer."""
        self._who.setText(who)
        self.kind.set(kinds)
        self.severity.set(severities)
        self.channel.set(channels)
        self.category.set_choices(categories)
        self.category.set_code("")
        self.remedy.clear()
        self.remedy.addItems(remedies)
        self.external_no.clear()
        self.authority.clear()
        self.show_message("")
        self.kind.setFocus(Qt.FocusReason.TabFocusReason)

    def show_fields(self, *, is_complaint: bool, is_of_authority: bool) -> None:
        """Show the fields that belong to what is chosen."""
        for field in self._of_complaint:
            field.setVisible(is_complaint)
        for field in self._of_authority:
            field.setVisible(is_complaint and is_of_authority)

    def set_until(self, words: str) -> None:
        """Say until when somebody rings and it is settled."""
        self._until.setText(words)

    def words(self) -> str:
        return self.summary.toPlainText().strip()

    def set_ready(self, is_ready: bool) -> None:
        self._confirm.setEnabled(is_ready)

    def show_message(self, sentence: str) -> None:
        """Say why something was refused; an empty sentence takes it away."""
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))

    def message(self) -> str:
        return self._message.text()

    @Slot()
    def _on_confirm(self) -> None:
        if self._confirm.isEnabled():
            self.confirmed.emit()

    def _connect(self) -> None:
        self.kind.chosen.connect(self.kind_chosen)
        self.severity.chosen.connect(self.severity_chosen)
        self.channel.chosen.connect(self.channel_chosen)
        self.summary.textChanged.connect(self.edited)
        self._confirm.clicked.connect(self._on_confirm)
        self._back.clicked.connect(self.back)
        self.answer("confirm", self._on_confirm)
        self.answer("back", self.back.emit)

    def _lay_out(self) -> None:
        self.summary.setTabChangesFocus(True)
        self.summary.setFixedHeight(NOTE_HEIGHT)
        self._message.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self._back = back_button()
        layout.addLayout(
            panel_head("warning-circle", self.tr("Complaint, return, question"), self._who, self._back)
        )
        layout.addLayout(self._fields())
        layout.addStretch()
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._confirm)
        foot.addWidget(self._message, 1)
        foot.addWidget(self._until, 1)
        layout.addLayout(foot)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        severity, channel = (
            Field(self.tr("How grave"), self.severity),
            Field(self.tr("How it came"), self.channel),
        )
        category, remedy = Field(self.tr("About what"), self.category), Field(self.tr("Wants"), self.remedy)
        number = Field(self.tr("Number"), self.external_no)
        authority = Field(self.tr("Authority"), self.authority)
        self._of_complaint = [severity, channel, category, remedy]
        self._of_authority = [number, authority]
        grid.addWidget(Field(self.tr("What it is"), self.kind), 0, 0, 1, 2)
        grid.addWidget(severity, 1, 0, 1, 2)
        grid.addWidget(category, 2, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(remedy, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(channel, 3, 0, 1, 2)
        grid.addWidget(authority, 4, 0)
        grid.addWidget(number, 4, 1)
        grid.addWidget(self._summary_field, 5, 0, 1, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        return grid
