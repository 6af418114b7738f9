"""What the seat of a supervisor has more: the page on which knowledge is written."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.knowledge_edit import PublishArticle
from app.rights import MAY_DO
from ui.actions import bind
from ui.context import Context
from ui.frame.window import MainWindow
from ui.knowledge.edit_presenter import EditPresenter
from ui.knowledge.edit_view import EditView

PAGE = "knowledge_edit"


def may_write(context: Context) -> bool:
    """Tell whether this person may publish knowledge."""
    return bool(context.desk.actor.roles & MAY_DO[PublishArticle])


class EditSide(QObject):
    """Join the page to the window.

    Signals: ``closed()`` the page is left.
    """

    closed = Signal()

    def __init__(self, context: Context, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self.view = EditView()
        self.presenter = EditPresenter(context, self.view)
        window.add_page(PAGE, self.view)
        bind(window, "write_knowledge", partial(window.page_requested.emit, PAGE), whole_window=True)
        self.presenter.closed.connect(self.closed)

    def open(self) -> None:
        """Show what there is now."""
        self._window.show_page(PAGE)
        self.presenter.open()
        self.view.to_list()

    def flush(self) -> None:
        """Write what is being typed."""
        self.presenter.drafts.flush()
