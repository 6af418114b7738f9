"""Joins the lists beside the promised calls to the desk: numbers to call back, and who waits for goods."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from app.callbacks import DropCallBack, DueCallBack, due_call_backs
from app.claims import ClaimFollowUps
from app.errors import NoCentre
from app.goods import GoodsArrived, WaitingFor, waiting_for_goods
from ui.context import Context
from ui.error_text import error_text
from ui.followups.goods import same_goods
from ui.followups.view import FollowUpsView
from ui.hearing import Hearing


class BacksPresenter(QObject):
    """Leads from one number to be called back to the next.

    Signals: ``count_changed()``; ``call_requested(DueCallBack)`` for whoever dials.
    """

    count_changed = Signal()
    call_requested = Signal(object)

    def __init__(self, context: Context, view: FollowUpsView) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self.due: list[DueCallBack] = []
        self._chosen: UUID | None = None
        view.back_chosen.connect(self._on_chosen)
        view.back_card.call_wanted.connect(self.call)
        view.back_card.dropped.connect(self.drop)
        view.back_card.hear_wanted.connect(self.hear)
        self.hearing = Hearing(context, self)

    @Slot()
    def refresh(self) -> None:
        desk = self._context.desk
        asked = partial(desk.ask, due_call_backs, desk.actor.person_id, self._context.now())
        self._context.bridge.read(self._view, asked, self._on_due, self._on_failed)

    @Slot()
    def call(self) -> None:
        """Take the number so that nobody else rings it, and have it dialled."""
        due = self._of_chosen()
        if due is None:
            return
        claim = ClaimFollowUps(at=self._context.now(), only=due.call_back_id)
        self._context.bridge.write(
            self._view,
            partial(self._context.desk.execute, claim),
            lambda _done: self.call_requested.emit(due),
            partial(self._on_not_taken, due),
        )

    @Slot()
    def hear(self) -> None:
        """Let what was said be heard: that one is to ring back is reason enough."""
        due = self._of_chosen()
        if due is not None and due.sound:
            card = self._view.back_card
            self.hearing.hear(card, UUID(due.sound), self.tr("To ring back"), card.show_message)

    @Slot()
    def drop(self) -> None:
        """Let go of a number that nobody need ring."""
        due = self._of_chosen()
        if due is None:
            return
        drop = DropCallBack(at=self._context.now(), call_back_id=due.call_back_id)
        done = partial(self._context.desk.execute, drop)
        self._context.bridge.write(self._view, done, lambda _done: self.refresh(), self._on_failed)

    def _on_due(self, due: list[DueCallBack]) -> None:
        self.due = due
        known = [one.call_back_id for one in due]
        self._chosen = self._chosen if self._chosen in known else next(iter(known), None)
        self._view.show_backs(due, self._chosen, self._context.now())
        self._show_chosen()
        self.count_changed.emit()

    @Slot(object)
    def _on_chosen(self, call_back_id: UUID) -> None:
        self._chosen = call_back_id
        self._show_chosen()

    def _show_chosen(self) -> None:
        due = self._of_chosen()
        if due is not None:
            self._view.back_card.show_due(due)

    def _of_chosen(self) -> DueCallBack | None:
        return next((one for one in self.due if one.call_back_id == self._chosen), None)

    def _on_not_taken(self, due: DueCallBack, error: Exception) -> None:
        """Without the centre nobody can take anything; who rings then is one's own decision."""
        if isinstance(error, NoCentre):
            self.call_requested.emit(due)
        else:
            self._on_failed(error)
            self.refresh()

    def _on_failed(self, error: Exception) -> None:
        self._view.back_card.show_message(error_text(error))


class GoodsPresenter(QObject):
    """Says that goods have come. Signals: ``arrived()`` when calls are promised for them."""

    arrived = Signal()

    def __init__(self, context: Context, view: FollowUpsView) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self.waiting: list[WaitingFor] = []
        self._chosen: UUID | None = None
        view.wish_chosen.connect(self._on_chosen)
        view.goods_card.arrived.connect(self.say_arrived)

    @Slot()
    def refresh(self) -> None:
        asked = partial(self._context.desk.ask, waiting_for_goods)
        self._context.bridge.read(self._view, asked, self._on_waiting, self._on_failed)

    @Slot()
    def say_arrived(self) -> None:
        """Promise a call to all who wait for the goods of the chosen line."""
        chosen = self._of_chosen()
        if chosen is None:
            return
        ids = tuple(row.wish_id for row in same_goods(self.waiting, chosen))
        command = GoodsArrived(at=self._context.now(), wish_ids=ids)
        done = partial(self._context.desk.execute, command)
        self._context.bridge.write(self._view, done, self._on_arrived, self._on_failed)

    def _on_arrived(self, _done: None) -> None:
        self.refresh()
        self.arrived.emit()

    def _on_waiting(self, waiting: list[WaitingFor]) -> None:
        self.waiting = waiting
        known = [row.wish_id for row in waiting]
        self._chosen = self._chosen if self._chosen in known else next(iter(known), None)
        self._view.show_waiting(waiting, self._chosen)
        self._show_chosen()

    @Slot(object)
    def _on_chosen(self, wish_id: UUID) -> None:
        self._chosen = wish_id
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self._of_chosen()
        if chosen is not None:
            self._view.goods_card.show_goods(chosen, same_goods(self.waiting, chosen))

    def _of_chosen(self) -> WaitingFor | None:
        return next((row for row in self.waiting if row.wish_id == self._chosen), None)

    def _on_failed(self, error: Exception) -> None:
        self._view.goods_card.show_message(error_text(error))
