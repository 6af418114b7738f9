"""The page of one's own orders in the window, and the minute hand that finds out what slips."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot

from ui.actions import bind
from ui.clockwork import Clockwork
from ui.context import Context
from ui.frame.window import MainWindow
from ui.orders.presenter import MyOrdersPresenter
from ui.orders.view import MyOrdersView

PAGE = "my_orders"


class OrdersSide(QObject):
    """Build the page, keep its badge, and read the clock where no hub does."""

    def __init__(self, context: Context, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self.view = MyOrdersView()
        self.presenter = MyOrdersPresenter(context, self.view)
        context.remember("my_orders", self.view.table, self.view.filters, self.view.filters.chosen)
        window.add_page(PAGE, self.view)
        self.presenter.late_changed.connect(partial(window.set_badge, PAGE))
        self.clockwork = Clockwork(context, self) if context.hub is None else None
        if self.clockwork is not None:
            self.clockwork.beaten.connect(self.refresh)
        bind(window, PAGE, partial(window.page_requested.emit, PAGE), whole_window=True)

    def start(self) -> None:
        self.refresh()
        if self.clockwork is not None:
            self.clockwork.start()

    def stop(self) -> None:
        if self.clockwork is not None:
            self.clockwork.stop()

    @Slot()
    def refresh(self) -> None:
        self.presenter.refresh()

    def open(self) -> None:
        """Show the page as it is now, with the list under the hand."""
        self.presenter.refresh()
        self.presenter.look_who_is_there()
        self.presenter.look_what_was_told()
        self.view.to_list()
