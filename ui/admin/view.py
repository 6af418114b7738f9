"""The page of the administration: the lists at the left, the chosen one as a grid at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.lists.columns import Choice
from app.lists.spec import ListSpec
from ui.actions import ACTIONS
from ui.admin.aside import AsideView
from ui.admin.grid import Grid
from ui.admin.lists_column import Elsewhere, ListsColumn
from ui.admin.model import GridModel, Show
from ui.dispatch.panel import Panel
from ui.search.field import SearchField
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.fact import Fact
from ui.widgets.fields import ChoiceField
from ui.widgets.filters import Filter, FilterRow
from ui.widgets.labels import label
from ui.wording import named

FIND_WIDTH, SCOPE_WIDTH = 220, 220
ACTS = (
    ("admin_save", "save"),
    ("admin_new", "add"),
    ("admin_retire", "retire"),
    ("admin_up", "up"),
    ("admin_down", "down"),
    ("admin_paste", "paste"),
    ("admin_undo", "undo"),
    ("admin_changes", "changes"),
)


class AdminView(Panel):
    """Show a list to be edited; it decides nothing.

    Signals: ``act(str)`` one of the second words of ``ACTS``; ``found()`` filter or words are others;
    ``scope_chosen(str)``; ``back()`` Esc with nothing open.
    """

    act = Signal(str)
    found = Signal()
    scope_chosen = Signal(str)
    back = Signal()

    def __init__(
        self, specs: Sequence[ListSpec], pages: Sequence[Elsewhere] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("admin")
        self.lists, self.model = ListsColumn(specs, pages), GridModel(self)
        self.grid = Grid(self.tr("Rows"), self.model)
        self.pasted = AsideView(self.tr("What would be pasted"), self.tr("Take it over"))
        self.changes = AsideView(self.tr("What was changed"))
        self.words = SearchField(self.tr("Words or initials"))
        self.scope = ChoiceField()
        self._title, self._how_many = label("", "name"), label("", "second")
        self._state, self._empty = Fact(), EmptyState("list-checks", "")
        self.filters = FilterRow(self.tr("Filter"), self._filters())
        self._buttons = self._make_buttons()
        self.password = KeyButton(ACTIONS["admin_password"].text, ACTIONS["admin_password"].key)
        self.password.hide()
        self._lay_out()
        self._connect()

    def show_list(self, title: str, scopes: Sequence[Choice], within: str, *, may_add: bool) -> None:
        """Show which list it is; its rows are the model's."""
        self._title.setText(title)
        self.grid.setAccessibleName(title)
        self.scope.blockSignals(True)
        self.scope.clear()
        for one in scopes:
            self.scope.addItem(named(one.name_zh, one.name_en) or one.value, one.value)
        self.scope.setCurrentIndex(max(0, self.scope.findData(within)))
        self.scope.blockSignals(False)
        self.scope.setVisible(bool(scopes))
        self._buttons["add"].setEnabled(may_add)
        self.show_grid()

    def show_counts(self, unsaved: int, *, may_save: bool) -> None:
        """Say how many rows there are and how many are not saved."""
        counts = self.model.counts()
        self.filters.set_counts(counts)
        words = self.tr("{0} rows").format(self.model.rowCount())
        self._how_many.setText(self.tr("{0}, {1} not saved").format(words, unsaved) if unsaved else words)
        self._buttons["save"].setEnabled(may_save)
        has_rows = bool(self.model.rowCount())
        self._places.setCurrentIndex(0 if has_rows else 1)
        if not has_rows:
            self._empty.set(
                "list-checks",
                self.tr("No row here is shown"),
                self.tr("Ctrl+N makes one, Ctrl+V pastes them from a spreadsheet; other filters show more."),
            )

    def say(self, sentence: str, tone: str = "muted") -> None:
        """Say what is wrong or what was done, under the grid."""
        icons = {"broken": "warning-circle", "good": "check-circle", "attn": "warning-circle"}
        words = "broken" if tone == "broken" else "text2"
        self._state.set(sentence, icons.get(tone, "info") if sentence else "", tone, words)

    def said(self) -> str:
        return self._state.text()

    def show_failed(self, sentence: str) -> None:
        """Say why a list cannot be read."""
        self._empty.set("warning-circle", sentence)
        self._places.setCurrentIndex(1)

    def show_grid(self) -> None:
        self._stack.setCurrentIndex(0)

    def show_pasted(self) -> None:
        self._stack.setCurrentWidget(self.pasted)

    def show_changes(self) -> None:
        self._stack.setCurrentWidget(self.changes)

    def wanted(self) -> tuple[Show, str]:
        return Show(self.filters.current()), self.words.text()

    def show_all(self) -> None:
        """Let no row be left out."""
        self.words.clear()
        self.filters.choose(Show.ALL.value)
        self.found.emit()

    def to_grid(self) -> None:
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, 0))

    def to_lists(self) -> None:
        self.lists.lists.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_words(self) -> None:
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def finish_typing(self) -> None:
        """Let what is being typed into a cell count, as when one goes on to another cell."""
        self.grid.finish_typing()

    def _filters(self) -> list[Filter]:
        return [
            Filter(Show.USED.value, self.tr("In use")),
            Filter(Show.RETIRED.value, self.tr("Retired")),
            Filter(Show.ALL.value, self.tr("All")),
            Filter(Show.UNSAVED.value, self.tr("Not saved")),
            Filter(Show.WRONG.value, self.tr("Wrong")),
        ]

    def _make_buttons(self) -> dict[str, KeyButton]:
        return {
            "add": KeyButton(self.tr("New row"), "Ctrl N"),
            "retire": KeyButton(self.tr("Retire"), "Ctrl R"),
            "paste": KeyButton(self.tr("Paste"), "Ctrl V"),
            "changes": KeyButton(self.tr("What was changed"), "Ctrl H", kind="quiet"),
            "save": KeyButton(self.tr("Save"), "Ctrl Enter", "check", "primary"),
        }

    def _connect(self) -> None:
        for action, name in ACTS:
            self.answer(action, lambda name=name: self.act.emit(name))
        for name, button in self._buttons.items():
            button.clicked.connect(lambda _on=False, name=name: self.act.emit(name))
        self.answer("admin_find", self.to_words)
        self.answer("admin_copy", self.grid.copy_all)
        self.answer("columns", self.grid.choose_columns)
        self.answer("back", self._go_back)
        self.words.textChanged.connect(self.found)
        self.words.returnPressed.connect(self.to_grid)
        self.words.moved.connect(self._on_moved)
        self.filters.chosen.connect(self.found)
        self.scope.currentIndexChanged.connect(self._on_scope)
        self.lists.entered.connect(self.to_grid)

    @Slot(object)
    def _on_moved(self, event: QKeyEvent) -> None:
        QApplication.sendEvent(self.grid, event)

    def _on_scope(self) -> None:
        self.scope_chosen.emit(str(self.scope.currentData() or ""))

    def _go_back(self) -> None:
        """Leave the grid for the lists, and the lists for the page before."""
        if self.lists.lists.hasFocus():
            self.back.emit()
        else:
            self.to_lists()

    def _lay_out(self) -> None:
        self.words.setAccessibleName(self.tr("Find in the list"))
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(FIND_WIDTH)
        self.scope.setAccessibleName(self.tr("Part of the list"))
        self.scope.setFixedWidth(SCOPE_WIDTH)
        self._stack, self._places = QStackedWidget(), QStackedWidget()
        card = Card(flush=True)
        card.body.setContentsMargins(1, 0, 1, 8)
        card.body.addWidget(self.grid)
        self._places.addWidget(card)
        self._places.addWidget(self._empty)
        for page in (self._grid_page(), self.pasted, self.changes):
            self._stack.addWidget(page)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.lists)
        layout.addWidget(self._stack, 1)

    def _grid_page(self) -> QWidget:
        head, under, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._how_many)
        head.addStretch()
        head.addWidget(self.scope)
        head.addWidget(self.words)
        under.addWidget(self.filters)
        under.addStretch()
        foot.setSpacing(8)
        for name in ("add", "retire", "paste", "changes"):
            foot.addWidget(self._buttons[name])
        foot.addWidget(self.password)
        foot.addStretch()
        foot.addWidget(self._buttons["save"])
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(under)
        layout.addWidget(self._places, 1)
        layout.addWidget(self._state)
        layout.addLayout(foot)
        return page
