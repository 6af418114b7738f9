"""What a seat has for looking somebody up: the search over every page, and a page for who was found."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from app.knowledge import ArticleLine
from ui.actions import ACTIONS, bind
from ui.context import Context
from ui.desk.contact import Contact
from ui.desk.entry_words import EntryWords
from ui.desk.presenter import DeskPresenter
from ui.desk.timeline_model import TimelineModel
from ui.frame.window import MainWindow
from ui.i18n import Chinese
from ui.knowledge.finder import article_lines
from ui.search.commands import Doing
from ui.search.customer_presenter import CustomerPresenter
from ui.search.customer_view import CustomerView
from ui.search.presenter import SearchPresenter
from ui.search.view import SearchView

PAGE = "customer"
NOT_LISTED = ("search", "back")


class SearchSide(QObject):
    """Join the search to the window and to the desk."""

    def __init__(self, context: Context, window: MainWindow, desk: DeskPresenter, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._window, self._desk, self._chinese = context, window, desk, Chinese()
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

    def add_articles(self, open_article: Callable[[ArticleLine, str], object]) -> None:
        """Find articles too, which are read beside the call."""

        def go(line: ArticleLine, words: str) -> None:
            self._window.page_requested.emit("desk")
            open_article(line, words)

        self.search.add_finder(partial(article_lines, self._context, go))

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

    def _commands(self) -> list[Doing]:
        """Return what can be done from here, what cannot now and why, and the pages."""
        here = {act.id: act.do for act in self._window.acts_here() if act.do is not None}
        outer = {action.objectName(): action for action in self._window.actions()}
        names = [name for name in (*here, *outer) if name in ACTIONS and name not in NOT_LISTED]
        pages = self._window.rail.pages()
        of_rail = {page.id: page.text for page in pages}
        found = [
            self._doing(name, of_rail.get(name, ""), here.get(name), outer.get(name))
            for name in dict.fromkeys(names)
        ]
        for page in pages:
            if page.id not in outer and page.id != self._window.current_page():
                go = partial(self._window.page_requested.emit, page.id)
                found.append(Doing(f"page:{page.id}", page.text, page.icon, do=go))
        return found

    def _doing(
        self, name: str, of_rail: str, do: Callable[[], object] | None, outer: QAction | None
    ) -> Doing:
        """Return a command: of this place, of another page, or one that cannot be done now.

        What leads to a page is found by the word of the rail too.
        """
        page, why_not = self._window.page_of(name), ""
        if page == "desk" and self._desk.contact is None:
            why_not = self.tr("No call is being worked on.")
        elif do is None and outer is not None and page:
            do = partial(self._do_on, page, outer)
        elif do is None and outer is not None and outer.isEnabled():
            do = outer.trigger
        elif do is None:
            why_not = self.tr("The phone has nothing for that now.")
        action = ACTIONS[name]
        words = (action.source, self._chinese.of("Actions", action.source), *([of_rail] if of_rail else ()))
        return Doing(name, action.text, action.icon, action.key, why_not, words, do)

    def _do_on(self, page: str, action: QAction) -> None:
        self._window.page_requested.emit(page)
        action.trigger()

    def _connect(self) -> None:
        self.search.customer_wanted.connect(self.open_customer)
        self.search.caller_found.connect(self._on_caller)
        self.page.back.connect(self._on_back)
        self.page.is_caller.connect(self._on_this_is_caller)
        self.page.search_wanted.connect(self.open)
        self._window.bar.search_requested.connect(self.open)
        self._desk.rings.wanted.connect(self.search.close)
        self._desk.contact_changed.connect(self._on_contact)
