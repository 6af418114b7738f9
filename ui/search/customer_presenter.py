"""Joins the page of a customer who was looked up to the desk."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from app.command import new_id
from app.desk import customer_key
from app.orders import UrgeOrder
from app.pop import PopPage, pop_page
from ui.context import Context
from ui.desk.timeline_presenter import TimelinePresenter
from ui.desk.urging import tell_provider
from ui.desk.writing import Writing
from ui.dispatch.rebook_presenter import RebookPresenter
from ui.dispatch.rebook_view import RebookView
from ui.error_text import error_text
from ui.search.customer_view import CustomerView
from ui.visits.presenter import VisitPresenter
from ui.visits.view import VisitPanel


class CustomerPresenter(QObject):
    """Read the page of one customer, and again when its rows change."""

    def __init__(self, context: Context, view: CustomerView) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self._writing = Writing(context, self)
        self.customer_id: UUID | None = None
        self._urged: set[UUID] = set()  # orders, while this customer is shown
        TimelinePresenter(context, view.pop)
        self._rebook_view = RebookView()
        self._rebook = RebookPresenter(context, self._rebook_view)
        self._rebook.closed.connect(self._on_left)
        self._rebook.told.connect(lambda sentence, _tone: view.say(sentence))
        self._visit_view = VisitPanel()
        self._visit = VisitPresenter(context, self._visit_view)
        self._visit.closed.connect(self._on_left)
        view.pop.word_requested.connect(self._on_word)
        view.pop.urge_requested.connect(self._on_urge)
        view.pop.provider_told.connect(self._on_provider_told)
        view.pop.book_requested.connect(self._on_book)
        self._writing.failed.connect(view.say)

    def open(self, customer_id: UUID) -> None:
        """Read a customer's page; of several that are asked for only the last one is shown."""
        self._urged.clear()
        self.customer_id = customer_id
        self._read()

    @Slot(object)
    def on_changed(self, keys: frozenset[str]) -> None:
        """Read again when rows of this customer came; not from the hub for what nobody looks at."""
        if self.customer_id is not None and customer_key(self.customer_id) in keys and self._view.isVisible():
            self._read()

    def _read(self) -> None:
        customer_id, now = self.customer_id, self._context.now()
        assert customer_id is not None
        self._context.bridge.read(
            self._view,
            lambda: self._context.desk.ask(pop_page, customer_id, now),
            self._on_page,
            self._on_failed,
        )

    def _on_page(self, page: PopPage) -> None:
        if page.head.customer_id == self.customer_id:
            self._view.show_page(page)

    def _on_failed(self, error: Exception) -> None:
        self._view.say(error_text(error))

    @Slot(object)
    def _on_book(self, order_id: UUID) -> None:
        """Find another appointment for an order, on a panel over the cards."""
        page = self._view.pop.page
        if page is not None:
            self._view.pop.show_panel(self._rebook_view)
            self._rebook.open(page, order_id)

    @Slot(object)
    def _on_word(self, order_id: UUID) -> None:
        """Take down what the provider says, as when it rings back."""
        self._view.pop.show_panel(self._visit_view)
        self._visit.open(order_id)

    @Slot()
    def _on_left(self) -> None:
        self._view.pop.show_panel(None)
        self._view.focus_first()
        self._read()

    @Slot(object)
    def _on_urge(self, order_id: UUID) -> None:
        """Write down that the customer asked for the order again, without a call."""
        self._urged.add(order_id)
        command = UrgeOrder(at=self._context.now(), order_id=order_id, event_id=new_id())
        self._writing.execute(command, ok=self._read)

    @Slot(object)
    def _on_provider_told(self, order_id: UUID) -> None:
        """Write down that the provider was rung; asked for once while the page is open, it is one urge."""
        is_counted = order_id not in self._urged
        self._urged.add(order_id)
        work = partial(tell_provider, self._context, order_id, is_counted=is_counted)
        self._context.bridge.write(self._view, work, lambda _none: self._read(), self._on_failed)
