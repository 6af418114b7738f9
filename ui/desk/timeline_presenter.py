"""Fetches the rows of a timeline as they are scrolled to."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.timeline import PAGE, timeline_page
from ui.context import Context
from ui.desk.pop_view import PopView
from ui.desk.timeline_sound import TimelineSound


class TimelinePresenter(QObject):
    """Joins the timeline on the pop to the desk."""

    def __init__(self, context: Context, view: PopView) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self.sound = TimelineSound(context, view)
        view.filter_chosen.connect(self._on_filter)
        view.timeline_model.page_wanted.connect(self._on_page_wanted)

    @Slot()
    def _on_filter(self) -> None:
        page, kind = self._view.page, self._view.filter_kind()
        if page is not None:
            total = page.counts.total if kind is None else page.counts.by_kind.get(kind, 0)
            self._view.timeline_model.start(total, page.timeline if kind is None else ())

    @Slot(int)
    def _on_page_wanted(self, number: int) -> None:
        page = self._view.page
        if page is None:
            return
        customer_id, kind, model = page.head.customer_id, self._view.filter_kind(), self._view.timeline_model
        stamp = model.stamp
        self._context.bridge.read(
            self._view,
            lambda: self._context.desk.ask(timeline_page, customer_id, kind, number * PAGE, PAGE),
            lambda entries: model.put_page(stamp, number, entries),
        )
