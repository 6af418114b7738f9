"""What the seat of who oversees or analyses has more: the page of reports."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.metrics.by_queue import queue_counts
from app.rights import MAY_ASK
from ui.actions import bind
from ui.context import Context
from ui.frame.window import MainWindow
from ui.reports.presenter import ReportsPresenter
from ui.reports.view import ReportsView

PAGE = "reports"


def may_see_reports(context: Context) -> bool:
    """Tell whether the reports are this person's."""
    return bool(context.desk.actor.roles & MAY_ASK[queue_counts])


class ReportsSide(QObject):
    """Join the reports to the window.

    Signals: ``customer_wanted(object)`` a customer's id; ``closed()`` the page is left.
    """

    customer_wanted = Signal(object)
    closed = Signal()

    def __init__(self, context: Context, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self.view = ReportsView()
        self.presenter = ReportsPresenter(context, self.view)
        context.remember("report_calls", self.view.calls)
        self._lists = context.lists
        if self._lists is not None:
            self._lists.came.connect(self._on_came)
        self.view.filled.connect(self._take_columns)
        self.view.table.arranged.connect(self._keep_columns)
        window.add_page(PAGE, self.view)
        bind(window, PAGE, partial(window.page_requested.emit, PAGE), whole_window=True)
        self.view.back.connect(self.closed)
        self.presenter.customer_wanted.connect(self.customer_wanted)

    @Slot()
    def _take_columns(self) -> None:
        """Let the columns of a report stand as they were left: each kind has its own."""
        if self._lists is not None:
            self.view.table.arrange(self._lists.stood(f"report_{self.view.shown_kind()}"))

    @Slot()
    def _on_came(self) -> None:
        table = self.view.table
        if self._lists is not None and table.may_arrange() and self._lists.may_take(table):
            self._take_columns()

    @Slot()
    def _keep_columns(self) -> None:
        if self._lists is not None:
            self._lists.leave(f"report_{self.view.shown_kind()}", self.view.table.arrangement())

    def open(self) -> None:
        """Show the report as it is now."""
        self._window.show_page(PAGE)
        self.view.to_list()
