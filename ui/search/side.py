"""What a seat has for looking somebody up: the search over every page, and a page for who was found."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from ui.actions import bind
from ui.context import Context
from ui.desk.contact import Contact
from ui.desk.entry_words import EntryWords
from ui.desk.presenter import DeskPresenter
from ui.desk.timeline_model import TimelineModel
from ui.frame.window import MainWindow
from ui.search.customer_presenter import CustomerPresenter
from ui.search.customer_view import CustomerView
from ui.search.presenter import SearchPresenter
from ui.search.view import SearchView

PAGE = "customer"
COMMANDS = ("follow_up_list", "attention", "state", "account", "keys")
IN_A_CALL = ("dispatch", "follow_up", "done", "someone_else", "chase")


class SearchSide(QObject):
    """Join the search to the window and to the desk."""

    def __init__(self, context: Context, window: MainWindow, desk: DeskPresenter, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._desk = window, desk
        words = EntryWords(context.reference)
        self.view, self.page = SearchView(), CustomerView(TimelineModel(lambda: words, window))
        self.search = SearchPresenter(context, self.view, self._commands)
        self.customer = CustomerPresenter(context, self.page)
        self._came_from: tuple[str, QWidget | None] = ("desk", None)
        window.add_page(PAGE, self.page)
        window.lay_over(self.view)
        bind(window, "search", self.open, whole_window=True)
        self._connect()
        context.bridge.sync_state.connect(self.search.on_state)

    @Slot()
    def open(self) -> None:
        self.view.offer_caller(self._is_unknown_caller())
        self.search.open()

    def show_page(self) -> None:
        """Show who was looked up last."""
        self.page.offer_caller(self._is_unknown_caller())
        self._window.show_page(PAGE)
        self.page.focus_first()

    @Slot(object)
    def on_changed(self, keys: frozenset[str]) -> None:
        self.customer.on_changed(keys)

    @Slot(object)
    def open_customer(self, customer_id: UUID) -> None:
        if self._window.current_page() != PAGE:
            self._came_from = self._window.current_page(), QApplication.focusWidget()
        self.customer.open(customer_id)
        self.show_page()

    @Slot()
    def _on_back(self) -> None:
        """Go back to where one was before, and to the word that was being typed."""
        page, focus = self._came_from
        self._came_from = ("desk", None)
        self._window.show_page(page)
        if focus is not None and shiboken6.isValid(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._window.page_requested.emit(page)

    @Slot(object)
    def _on_caller(self, customer_id: UUID) -> None:
        self._window.page_requested.emit("desk")
        self._desk.choose(customer_id)

    @Slot()
    def _on_this_is_caller(self) -> None:
        if self.customer.customer_id is not None:
            self._on_caller(self.customer.customer_id)

    @Slot(object)
    def _on_contact(self, contact: Contact | None) -> None:
        """Give way to a call that was answered by a key; one that the phone itself answered waits."""
        if contact is not None and contact.call.asked_here:
            self.search.close()

    def _is_unknown_caller(self) -> bool:
        """Tell whether a call is worked on and nobody knows whose it is."""
        contact = self._desk.contact
        return contact is not None and contact.page is None and self._desk.shown_contact() is contact

    def _commands(self) -> Sequence[str]:
        names = COMMANDS if self._desk.contact is None else (*IN_A_CALL, *COMMANDS)
        found = [(name, self._window.findChild(QAction, name)) for name in names]
        return [name for name, action in found if action is not None and action.isEnabled()]

    @Slot(str)
    def _on_command(self, action_id: str) -> None:
        action = self._window.findChild(QAction, action_id)
        if action is not None:
            action.trigger()

    def _connect(self) -> None:
        self.search.customer_wanted.connect(self.open_customer)
        self.search.caller_found.connect(self._on_caller)
        self.search.command.connect(self._on_command)
        self.page.back.connect(self._on_back)
        self.page.is_caller.connect(self._on_this_is_caller)
        self.page.search_wanted.connect(self.open)
        self._window.bar.search_requested.connect(self.open)
        self._desk.rings.wanted.connect(self.search.close)
        self._desk.contact_changed.connect(self._on_contact)
