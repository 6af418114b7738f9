"""The page of a customer who was looked up, without a call."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from app.pop import PopPage
from ui.actions import ACTIONS
from ui.desk.pop_view import FILTER_KEYS, PopView
from ui.desk.timeline_model import TimelineModel
from ui.dispatch.panel import Panel
from ui.widgets.button import KeyButton
from ui.widgets.empty import EmptyState
from ui.widgets.fact import Fact


class CustomerView(Panel):
    """Show a customer's page; its keys are those of a caller's page.

    Signals: ``is_caller()`` the person says that this one is calling; ``back()``; ``search_wanted()``.
    """

    is_caller = Signal()
    back = Signal()
    search_wanted = Signal()

    def __init__(self, timeline: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("customer")
        self.pop, self._message = PopView(timeline), Fact()
        search = ACTIONS["search"]
        act = KeyButton(search.text, search.key, search.icon)
        self._empty = EmptyState(
            "user-focus",
            self.tr("Nobody is looked up"),
            self.tr("Who is found with Ctrl+K stands here: units, orders, and all contacts so far."),
            act,
        )
        self._stack = QStackedWidget()
        for part in (self._empty, self.pop):
            self._stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        row = QVBoxLayout()
        row.setContentsMargins(16, 12, 16, 0)
        row.addWidget(self._message)
        layout.addLayout(row)
        layout.addWidget(self._stack, 1)
        self._empty.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        act.clicked.connect(self.search_wanted)
        self._connect()
        self.say("")
        self.offer_caller(False)

    def show_page(self, page: PopPage) -> None:
        """Show a page; the same customer's anew keeps what is chosen and scrolled to."""
        focus = QApplication.focusWidget()
        has_keys = focus is not None and self.isAncestorOf(focus)
        same = self.pop.page is not None and self.pop.page.head.customer_id == page.head.customer_id
        (self.pop.refresh_page if same else self.pop.show_page)(page, "")
        was_shown = self._stack.currentWidget() is self.pop
        self._stack.setCurrentWidget(self.pop)
        if has_keys and not was_shown:
            self.focus_first()
        self.say("")

    def offer_caller(self, is_offered: bool) -> None:
        """Offer to say that this one is calling, while nobody knows who is."""
        self.pop.offer(self.tr("This is the caller") if is_offered else "")
        self._can_be_caller = is_offered

    def say(self, sentence: str) -> None:
        """Say what went wrong above the page; an empty sentence takes it away."""
        self._message.set(sentence, "warning-circle", "broken", words="text")
        self._message.setVisible(bool(sentence))

    def message(self) -> str:
        return self._message.text()

    def focus_first(self) -> None:
        """Let the keys go to the page."""
        place = self.pop.timeline if self._stack.currentWidget() is self.pop else self._empty
        place.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _connect(self) -> None:
        self.pop.someone_else.connect(self._on_caller)
        self.answer("someone_else", self._on_caller)
        self.answer("chase", self.pop.why.ask_to_urge)
        self.answer("provider_told", self.pop.why.tell_provider)
        self.answer("appointment", self.pop.why.ask_to_book)
        self.answer("provider_word", self.pop.why.ask_for_word)
        self.answer("hear", self.pop.hear_wanted.emit)
        self.answer("back", self.back.emit)
        for number, name in enumerate(FILTER_KEYS):
            self.answer(name, partial(self.pop.choose_filter, number))

    def _on_caller(self) -> None:
        if self._can_be_caller:
            self.is_caller.emit()
