"""What the seat of a supervisor or a dispatcher has more: the order board as a page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.board import order_board
from app.rights import MAY_ASK
from ui.actions import bind
from ui.board.presenter import BoardPresenter
from ui.board.view import BoardView
from ui.context import Context
from ui.frame.window import MainWindow

PAGE = "board"


def may_see_board(context: Context) -> bool:
    """Tell whether the order board is this person's."""
    return bool(context.desk.actor.roles & MAY_ASK[order_board])


class BoardSide(QObject):
    """Join the order board to the window.

    Signals: ``customer_wanted(object)`` a customer's id; ``closed()`` the page is left.
    """

    customer_wanted = Signal(object)
    closed = Signal()

    def __init__(self, context: Context, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self.view = BoardView()
        self.presenter = BoardPresenter(context, self.view)
        context.remember("board", self.view.table, self.view, self.view.changed)
        window.add_page(PAGE, self.view)
        bind(window, "board", partial(window.page_requested.emit, PAGE), whole_window=True)
        self.view.gaps.clicked.connect(partial(window.page_requested.emit, "gaps"))
        self.view.back.connect(self.closed)
        self.presenter.customer_wanted.connect(self.customer_wanted)
        self.presenter.late_count.connect(self._on_late_count)
        context.bridge.sync_state.connect(self.presenter.on_state)
        context.bridge.bundles_changed.connect(self.presenter.reader.on_changed)

    def open(self) -> None:
        """Show the board as it is now."""
        self._window.show_page(PAGE)
        self.view.to_list()

    @Slot(int)
    def _on_late_count(self, count: int) -> None:
        self._window.set_badge(PAGE, count, "broken")
