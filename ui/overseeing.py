"""What the seat of who oversees the floor has more: the order board and the administration."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from ui.admin.calendar_side import PAGE as CALENDAR
from ui.admin.calendar_side import CalendarSide
from ui.admin.gaps_side import PAGE as GAPS
from ui.admin.gaps_side import GapsSide, may_see_gaps
from ui.admin.password import SetPassword
from ui.admin.regions_side import PAGE as REGIONS
from ui.admin.regions_side import RegionsSide
from ui.admin.side import PAGE as ADMIN
from ui.admin.side import AdminSide, may_administer
from ui.board.side import PAGE as BOARD
from ui.board.side import BoardSide, may_see_board
from ui.context import Context
from ui.frame.rail import PageInfo
from ui.frame.window import MainWindow
from ui.knowledge.edit_side import PAGE as KNOWLEDGE
from ui.knowledge.edit_side import EditSide, may_write
from ui.reports.side import PAGE as REPORTS
from ui.reports.side import ReportsSide, may_see_reports
from ui.wallboard.listening import Ear
from ui.wallboard.side import PAGE as WALLBOARD
from ui.wallboard.side import WallboardSide, may_see_floor

translate = QCoreApplication.translate


def pages_of(context: Context) -> list[PageInfo]:
    """Return the pages that this person has beside those of everybody."""
    pages = []
    if may_see_floor(context):
        pages.append(PageInfo(WALLBOARD, translate("Overseeing", "Floor"), "television"))
    if may_see_board(context):
        pages.append(PageInfo(BOARD, translate("Overseeing", "Board"), "list-checks"))
    if may_see_reports(context):
        pages.append(PageInfo(REPORTS, translate("Overseeing", "Reports"), "chart-bar"))
    if may_write(context):
        pages.append(PageInfo(KNOWLEDGE, translate("Overseeing", "Articles"), "question", at_foot=True))
    if may_administer(context):
        pages.append(PageInfo(ADMIN, translate("Overseeing", "Lists"), "pencil-simple", at_foot=True))
    return pages


class Overseeing(QObject):
    """Build those pages and open them.

    Signals: ``customer_wanted(object)`` a customer's id; ``closed()`` a page is left; ``saved(str)``
    the id of a list.
    """

    customer_wanted = Signal(object)
    closed = Signal()
    saved = Signal(str)

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        parent: QObject,
        set_password: SetPassword | None = None,
        ear: Ear | None = None,
    ) -> None:
        super().__init__(parent)
        self.wallboard = WallboardSide(context, window, self, ear) if may_see_floor(context) else None
        self.board = BoardSide(context, window, self) if may_see_board(context) else None
        self.admin = AdminSide(context, window, self, set_password) if may_administer(context) else None
        self.calendar = CalendarSide(context, window, self) if may_administer(context) else None
        self.regions = RegionsSide(context, window, self) if may_administer(context) else None
        self.gaps = GapsSide(context, window, self) if may_see_gaps(context) else None
        self.knowledge = EditSide(context, window, self) if may_write(context) else None
        self.reports = ReportsSide(context, window, self) if may_see_reports(context) else None
        if self.wallboard is not None:
            self.wallboard.customer_wanted.connect(self.customer_wanted)
            self.wallboard.closed.connect(self.closed)
            if self.admin is not None:
                self.wallboard.rules_wanted.connect(partial(self.admin.open_list, "threshold"))
        if self.reports is not None:
            self.reports.customer_wanted.connect(self.customer_wanted)
            self.reports.closed.connect(self.closed)
        if self.knowledge is not None:
            self.knowledge.closed.connect(self.closed)
        if self.board is not None:
            self.board.customer_wanted.connect(self.customer_wanted)
            self.board.closed.connect(self.closed)
        if self.admin is not None:
            self.admin.closed.connect(self.closed)
            self.admin.saved.connect(self.saved)
        if self.calendar is not None:
            self.calendar.closed.connect(partial(window.page_requested.emit, ADMIN))
        if self.regions is not None and self.admin is not None:
            self.regions.closed.connect(partial(window.page_requested.emit, ADMIN))
            self.regions.list_wanted.connect(self.admin.open_list)
        if self.gaps is not None:
            self.gaps.customer_wanted.connect(self.customer_wanted)
            self.gaps.closed.connect(partial(window.page_requested.emit, BOARD))
            if self.admin is not None:
                self.gaps.list_wanted.connect(self.admin.open_list)

    @Slot(str)
    def open(self, page: str) -> bool:
        """Show one of these pages as it is now; tell whether it is one."""
        side = {
            WALLBOARD: self.wallboard,
            BOARD: self.board,
            ADMIN: self.admin,
            CALENDAR: self.calendar,
            REGIONS: self.regions,
            GAPS: self.gaps,
            KNOWLEDGE: self.knowledge,
            REPORTS: self.reports,
        }.get(page)
        if side is not None:
            side.open()
        return side is not None

    def flush(self) -> None:
        """Write what is being typed."""
        if self.knowledge is not None:
            self.knowledge.flush()
        if self.admin is not None:
            self.admin.flush()
