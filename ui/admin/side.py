"""The administration in the window of who may edit lists."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.lists.catalogue import ALL
from app.lists.persons import PERSONS
from app.lists.reading import list_page
from app.lists.spec import Group
from app.rights import MAY_ASK
from ui.actions import bind
from ui.admin.lists_column import Elsewhere
from ui.admin.password import PasswordDialog, SetPassword
from ui.admin.presenter import AdminPresenter
from ui.admin.view import AdminView
from ui.context import Context
from ui.frame.window import MainWindow

PAGE = "admin"
ELSEWHERE = (
    Elsewhere("regions", Group.PLACES),
    Elsewhere("calendar", Group.PLACES),
    Elsewhere("gaps", Group.PROVIDERS),
)


def may_administer(context: Context) -> bool:
    """Tell whether the administration is this person's."""
    return bool(context.desk.actor.roles & MAY_ASK[list_page])


class AdminSide(QObject):
    """Join the administration to the window.

    Signals: ``closed()`` the page is left; ``saved(str)`` the id of a list in which something was written.
    """

    closed = Signal()
    saved = Signal(str)

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        parent: QObject,
        set_password: SetPassword | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._window, self._set_password = context, window, set_password
        self.view = AdminView(ALL, ELSEWHERE)
        self.presenter = AdminPresenter(context, self.view, ALL)
        window.add_page(PAGE, self.view)
        bind(window, PAGE, partial(window.page_requested.emit, PAGE), whole_window=True)
        self.view.back.connect(self.closed)
        self.view.lists.page_wanted.connect(window.page_requested)
        self.presenter.saved.connect(self.saved)
        self.presenter.shown.connect(self._on_shown)
        if self._may_set_passwords:
            self.view.answer("admin_password", self.ask_password)
            self.view.password.clicked.connect(self.ask_password)

    def open(self) -> None:
        """Show the list as it is now."""
        self._window.show_page(PAGE)
        self.presenter.open()
        self.view.lists.choose(self.presenter.list_id)
        self.view.to_lists()

    @Slot(str, str)
    def open_list(self, list_id: str, within: str) -> None:
        """Show a part of a list."""
        self._window.show_page(PAGE)
        self.view.lists.choose(list_id)
        self.presenter.choose_part_of(list_id, within)
        self.view.to_grid()

    @property
    def _may_set_passwords(self) -> bool:
        """Tell whether there are passwords, at a hub, and this person sets them."""
        return self._set_password is not None and bool(self._context.desk.actor.roles & PERSONS.may_edit)

    @Slot(str)
    def _on_shown(self, list_id: str) -> None:
        self.view.password.setVisible(self._may_set_passwords and list_id == PERSONS.id)

    @Slot()
    def ask_password(self) -> None:
        """Ask for a password for the person under the hand."""
        found = self.presenter.row_known(PERSONS.id)
        if found is None or self._set_password is None:
            self.view.say(self.tr("Save the person first, then set a password."), "attn")
            return
        dialog = PasswordDialog(self._context.bridge, self._set_password, found, self._window)
        dialog.was_set.connect(self._on_password)
        dialog.show()

    @Slot()
    def _on_password(self) -> None:
        self.view.say(self.tr("The password is set. Tell it to them in person; it is kept nowhere."), "good")
        self.presenter.open()

    def flush(self) -> None:
        """Write what is being typed."""
        self.view.finish_typing()
        self.presenter.keep()
