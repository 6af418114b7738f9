"""The page of regions: found by name, initials or code, with all that is known of each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.region_finder import RegionLine, find_regions
from app.regions import branch_of
from ui.actions import bind
from ui.context import Context
from ui.dispatch.panel import Panel
from ui.error_text import error_text
from ui.frame.window import MainWindow
from ui.search.field import SearchField
from ui.theme import SEMIBOLD
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.fact import Fact
from ui.widgets.labels import label
from ui.widgets.list_model import ListModel
from ui.widgets.painting import WHOLE
from ui.widgets.rows import Cell
from ui.widgets.table import RowTable
from ui.wording import named

PAGE = "regions"
FIND_WIDTH, LATER_MS = 360, 150


class RegionsModel(ListModel):
    """``UserRole`` is a region's code."""

    columns = ("code", "place", "others", "former", "providers")

    def heads(self) -> Sequence[str]:
        return (
            self.tr("Code"),
            self.tr("Place"),
            self.tr("Other names"),
            self.tr("What it was"),
            self.tr("Providers"),
        )

    def known_by(self, row: RegionLine) -> str:
        return row.code

    def cell(self, row: RegionLine, column: int) -> Cell:
        match column:
            case 0:
                return Cell(text=row.code, weight=SEMIBOLD, elide=WHOLE)
            case 1:
                return Cell(text=" · ".join(named(zh, en) for zh, en in row.path))
            case 2:
                return Cell(text=", ".join(row.others), color="text2")
            case 3:
                return Cell(text=", ".join(row.former), color="text2")
        return Cell(text=f"{row.providers}" if row.providers else self.tr("nobody"), elide=WHOLE)

    def sorted_by(self, row: RegionLine, column: int) -> object:
        return row.providers if column == 4 else super().sorted_by(row, column)


class RegionsView(Panel):
    """Take words and show the regions that they mean.

    Signals: ``asked(str)``; ``names_wanted()`` the list of other names; ``merged_wanted()`` that of
    merged places; ``coverage_wanted(object)`` of a `RegionLine`; ``back()``.
    """

    asked = Signal(str)
    names_wanted = Signal()
    merged_wanted = Signal()
    coverage_wanted = Signal(object)
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("regions")
        self.words, self.model = SearchField(self.tr("Name, initials or code")), RegionsModel(self)
        self.table = RowTable(self.tr("Regions"), two_lines=False)
        self.table.setModel(self.model)
        self.table.set_widths({0: 110, 2: 220, 3: 220, 4: 100}, 1)
        self.table.let_arrange(self.model.columns)
        self._empty, self._note = EmptyState("map-pin", ""), Fact()
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._stack = QStackedWidget()
        self._names = KeyButton(self.tr("Other names"), "Ctrl 1")
        self._merged = KeyButton(self.tr("Merged places"), "Ctrl 2")
        self._cover = KeyButton(self.tr("Who goes there"), "Enter", "map-pin", "primary")
        self._lay_out()
        self._connect()
        self.show_lines([], "")

    def show_lines(self, lines: Sequence[RegionLine], text: str) -> None:
        self.model.show_rows(lines)
        self._cover.setEnabled(bool(lines))
        self._stack.setCurrentIndex(0 if lines else 1)
        if lines:
            self.table.selectRow(0)
        elif text:
            hint = self.tr("It may lie in a province whose towns are not loaded.")
            self._empty.set("map-pin", self.tr("No place is called so"), hint)
        else:
            hint = self.tr("By name, initials, pinyin or code; 绵阳 高新区 names the one above first.")
            self._empty.set("map-pin", self.tr("Type what people say"), hint)

    def say(self, sentence: str) -> None:
        self._note.set(sentence, "warning-circle" if sentence else "", "attn")

    def to_words(self) -> None:
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def _on_cover(self) -> None:
        line = self.model.row(self.table.currentIndex().row())
        if line is not None:
            self.coverage_wanted.emit(line)

    def _on_enter(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()

    @Slot(object)
    def _on_moved(self, event: QKeyEvent) -> None:
        QApplication.sendEvent(self.table, event)

    def _connect(self) -> None:
        self.words.textChanged.connect(self._later.start)
        self.words.returnPressed.connect(self._on_enter)
        self.words.moved.connect(self._on_moved)
        self._later.timeout.connect(lambda: self.asked.emit(self.words.text().strip()))
        self.table.opened.connect(self._on_cover)
        self.answer("admin_find", self.to_words)
        self.answer("region_names", self.names_wanted.emit)
        self.answer("region_merged", self.merged_wanted.emit)
        self.answer("back", self.back.emit)
        self.answer_list(lambda: self.table)
        self._names.clicked.connect(self.names_wanted)
        self._merged.clicked.connect(self.merged_wanted)
        self._cover.clicked.connect(self._on_cover)

    def _lay_out(self) -> None:
        self.words.setAccessibleName(self.tr("Find a place"))
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(FIND_WIDTH)
        for part in (self.table, self._empty):
            self._stack.addWidget(part)
        card = Card(flush=True)
        card.body.addWidget(self._stack)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(label(self.tr("Regions"), "name"))
        head.addStretch()
        head.addWidget(self.words)
        foot.setSpacing(8)
        for button in (self._names, self._merged):
            foot.addWidget(button)
        foot.addStretch()
        foot.addWidget(self._cover)
        told = label(
            self.tr("The tree is the official one and is loaded, not typed: ringside store regions."),
            "second",
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(told)
        layout.addWidget(card, 1)
        layout.addWidget(self._note)
        layout.addLayout(foot)


class RegionsSide(QObject):
    """Join the page of regions to the desk and to the window.

    Signals: ``list_wanted(str, str)`` a list and the part of it; ``closed()`` the page is left.
    """

    list_wanted = Signal(str, str)
    closed = Signal()

    def __init__(self, context: Context, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._window = context, window
        self.view = RegionsView()
        context.remember(PAGE, self.view.table)
        window.add_page(PAGE, self.view)
        bind(window, PAGE, partial(window.page_requested.emit, PAGE), whole_window=True)
        self.view.asked.connect(self._on_asked)
        self.view.names_wanted.connect(lambda: self.list_wanted.emit("region_alias", ""))
        self.view.merged_wanted.connect(lambda: self.list_wanted.emit("former_region", ""))
        self.view.coverage_wanted.connect(self._on_coverage)
        self.view.back.connect(self.closed)

    def open(self) -> None:
        self._window.show_page(PAGE)
        self.view.say("")
        self.view.to_words()

    @Slot(str)
    def _on_asked(self, text: str) -> None:
        ask = partial(self._context.desk.ask, find_regions, text)
        self._context.bridge.read(self.view, ask, partial(self._on_found, text), self._on_failed)

    def _on_found(self, text: str, found: list[RegionLine]) -> None:
        if text == self.view.words.text().strip():
            self.view.say("")
            self.view.show_lines(found, text)

    @Slot(object)
    def _on_coverage(self, line: RegionLine) -> None:
        self.list_wanted.emit("coverage", branch_of(line.code))

    def _on_failed(self, error: Exception) -> None:
        self.view.say(error_text(error))
