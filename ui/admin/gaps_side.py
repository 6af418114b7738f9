"""Joins the page of gaps to the desk and to the window."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.coverage import CloseGap, GapLine, coverage_gaps
from app.gap_help import GapHelp, LeftOrder, gap_help, orders_left_behind
from app.regions import branch_of
from app.rights import MAY_ASK
from ui.actions import bind
from ui.admin.gaps_view import GapsView
from ui.admin.side import may_administer
from ui.context import Context
from ui.error_text import error_text
from ui.frame.window import MainWindow

PAGE = "gaps"


def may_see_gaps(context: Context) -> bool:
    """Tell whether the page of gaps is this person's."""
    return bool(context.desk.actor.roles & MAY_ASK[coverage_gaps])


class GapsSide(QObject):
    """Show what nobody goes for, close it, and lead to what would close it.

    Signals: ``customer_wanted(object)`` a customer's id; ``list_wanted(str, str)`` a list and the part of it;
    ``closed()`` the page is left.
    """

    customer_wanted = Signal(object)
    list_wanted = Signal(str, str)
    closed = Signal()

    def __init__(self, context: Context, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._window = context, window
        self.view = GapsView(may_administer(context))
        context.remember("gaps", self.view.table)
        context.remember("left_orders", self.view.left_table)
        window.add_page(PAGE, self.view)
        bind(window, PAGE, partial(window.page_requested.emit, PAGE), whole_window=True)
        self._connect()

    def open(self) -> None:
        """Show the gaps as they are now."""
        self._window.show_page(PAGE)
        self.view.say("")
        self.refresh()
        self.view.to_list()

    @Slot()
    def refresh(self) -> None:
        ask, bridge = self._context.desk.ask, self._context.bridge
        bridge.read(self.view, partial(ask, coverage_gaps), self.view.show_gaps, self._on_failed)
        bridge.read(self.view, partial(ask, orders_left_behind), self.view.show_orders, self._on_failed)

    @Slot(object)
    def _on_chosen(self, gap: GapLine | None) -> None:
        self.view.show_help(gap, None)
        if gap is not None:
            ask = partial(self._context.desk.ask, gap_help, gap.region_code, gap.line, gap.kind)
            self._context.bridge.read(self.view, ask, partial(self._on_help, gap), self._on_failed)

    def _on_help(self, gap: GapLine, found: GapHelp) -> None:
        if self.view.gap() == gap:
            self.view.show_help(gap, found)

    @Slot(object)
    def _on_close(self, gap: GapLine) -> None:
        close = CloseGap(at=self._context.now(), gap_id=gap.gap_id)
        work = partial(self._context.desk.execute, close)
        self._context.bridge.write(self.view, work, self._on_closed, self._on_failed)

    def _on_closed(self, _none: None) -> None:
        self.view.say(self.tr("Closed. It opens again by itself when it is asked for and nobody goes."))
        self.refresh()
        self.view.to_list()

    @Slot(object)
    def _on_coverage(self, gap: GapLine) -> None:
        self.list_wanted.emit("coverage", branch_of(gap.region_code))

    @Slot(object)
    def _on_order(self, order: LeftOrder) -> None:
        self.customer_wanted.emit(order.customer_id)

    def _on_failed(self, error: Exception) -> None:
        self.view.say(error_text(error), "broken")

    def _connect(self) -> None:
        self.view.chosen.connect(self._on_chosen)
        self.view.close_wanted.connect(self._on_close)
        self.view.coverage_wanted.connect(self._on_coverage)
        self.view.order_wanted.connect(self._on_order)
        self.view.back.connect(self.closed)
