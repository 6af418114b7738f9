"""The administration in the window of who may edit lists."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.lists.catalogue import ALL
from app.lists.reading import list_page
from app.rights import MAY_ASK
from ui.actions import bind
from ui.admin.presenter import AdminPresenter
from ui.admin.view import AdminView
from ui.context import Context
from ui.frame.window import MainWindow

PAGE = "admin"


def may_administer(context: Context) -> bool:
    """Tell whether the administration is this person's."""
    return bool(context.desk.actor.roles & MAY_ASK[list_page])


class AdminSide(QObject):
    """Join the administration to the window.

    Signals: ``closed()`` the page is left; ``saved(str)`` the id of a list in which something was written.
    """

    closed = Signal()
    saved = Signal(str)

    def __init__(self, context: Context, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self.view = AdminView(ALL)
        self.presenter = AdminPresenter(context, self.view, ALL)
        window.add_page(PAGE, self.view)
        bind(window, PAGE, partial(window.page_requested.emit, PAGE), whole_window=True)
        self.view.back.connect(self.closed)
        self.presenter.saved.connect(self.saved)

    def open(self) -> None:
        """Show the list as it is now."""
        self._window.show_page(PAGE)
        self.presenter.open()
        self.view.lists.choose(self.presenter.list_id)
        self.view.to_lists()

    def flush(self) -> None:
        """Write what is being typed."""
        self.view.finish_typing()
        self.presenter.keep()
