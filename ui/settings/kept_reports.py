"""The reports that this PC keeps of its own faults: read, copied for IT, removed. Nothing sends them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.crash_reports import CrashReport, Kind
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.labels import label
from ui.wording import day_time

LIST_WIDTH = 400


class KeptReports(QWidget):
    """Show reports. Signals: ``copied(str)`` one report; ``removed()`` all of them."""

    copied = Signal(str)
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list, self.text = QListWidget(), QPlainTextEdit()
        self.list.setAccessibleName(self.tr("Reports"))
        self.text.setAccessibleName(self.tr("The chosen report"))
        self.text.setReadOnly(True)
        self.copy = KeyButton(self.tr("Copy for IT"), "Ctrl Shift C", "clipboard-text")
        self.remove = KeyButton(self.tr("Remove all"), icon="prohibit", kind="quiet")
        self._said = label(
            self.tr("What was saved is safe. Nothing was sent; names, numbers and addresses are masked."),
            "second",
        )
        self._said.setWordWrap(True)
        self._empty = EmptyState(
            "check-circle",
            self.tr("No faults"),
            self.tr("When Ringside makes a mistake, what IT needs to know is kept here, and only here."),
        )
        self._reports: Sequence[CrashReport] = ()
        self._lay_out()
        self.list.currentRowChanged.connect(self._on_row)
        self.copy.clicked.connect(self.copy_report)
        self.remove.clicked.connect(self.removed)

    def show_reports(self, reports: Sequence[CrashReport]) -> None:
        self._reports = reports
        self.list.clear()
        for report in reports:
            QListWidgetItem(f"{day_time(report.at)}  {self._kind(report.kind)}\n{report.what}", self.list)
        self.list.setCurrentRow(0)
        self._whole.setCurrentIndex(0 if reports else 1)

    def copy_report(self) -> None:
        if self._reports:
            self.copied.emit(self.text.toPlainText())
            self._said.setText(self.tr("Copied. Paste it into a message to IT."))

    def to_first(self) -> None:
        place = self.list if self._reports else self
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_row(self, row: int) -> None:
        self.text.setPlainText(self._reports[row].text if 0 <= row < len(self._reports) else "")

    def _kind(self, kind: Kind) -> str:
        return {
            Kind.ERROR: self.tr("a fault of the screen"),
            Kind.THREAD: self.tr("a fault in the background"),
            Kind.ENDED: self.tr("the program ended at once"),
        }[kind]

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for part in (self.copy, self.remove):
            head.addWidget(part)
        head.addWidget(self._said, 1)
        row = QHBoxLayout()
        row.setSpacing(10)
        card = Card()
        card.setFixedWidth(LIST_WIDTH)
        card.body.addWidget(self.list)
        row.addWidget(card)
        row.addWidget(self.text, 1)
        there = QWidget()
        column = QVBoxLayout(there)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addLayout(row, 1)
        self._whole = QStackedWidget()
        self._whole.addWidget(there)
        self._whole.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._whole)
