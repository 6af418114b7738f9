"""What the seat of who oversees the floor has more: the wallboard as a page, and in full screen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.errors import DomainError
from app.floor.moving import RepairState
from app.rights import MAY_ASK, MAY_DO
from app.wallboard import AgentLine
from app.wallboard_reading import floor_board
from ui.actions import bind
from ui.context import Context
from ui.error_text import error_text
from ui.frame.window import MainWindow
from ui.wallboard.listening import Ear
from ui.wallboard.presenter import WallboardPresenter
from ui.wallboard.view import WallboardView

PAGE = "wallboard"


def may_see_floor(context: Context) -> bool:
    """Tell whether the wallboard is this person's."""
    return bool(context.desk.actor.roles & MAY_ASK[floor_board])


class WallboardSide(QObject):
    """Join the wallboard to the window.

    Signals: ``customer_wanted(object)`` a customer's id; ``closed()`` the page is left; ``rules_wanted()``.
    """

    customer_wanted = Signal(object)
    closed = Signal()
    rules_wanted = Signal()

    def __init__(self, context: Context, window: MainWindow, parent: QObject, ear: Ear | None = None) -> None:
        super().__init__(parent)
        self._context, self._window, self._ear = context, window, ear
        self.view = WallboardView()
        self.presenter = WallboardPresenter(context, self.view, self._can_listen)
        if not context.desk.actor.roles & MAY_DO[RepairState]:
            self.view.seeing.only_read()
            self.view.agent.only_read()
        context.remember("wallboard_calls", self.view.calls.table)
        window.add_page(PAGE, self.view)
        bind(window, "wallboard", partial(window.page_requested.emit, PAGE), whole_window=True)
        self.view.back.connect(self.closed)
        self.view.full_wanted.connect(self._on_full)
        self.view.looked_at.connect(self._on_looked_at)
        self.view.seeing.rules_wanted.connect(self.rules_wanted)
        self.presenter.floor_told.connect(window.bar.set_floor)
        self.presenter.customer_wanted.connect(self.customer_wanted)
        self.presenter.seen_to_count.connect(self._on_count)
        self.presenter.listen_wanted.connect(self._on_listen)
        context.bridge.bundles_changed.connect(self.presenter.on_changed)

    def open(self) -> None:
        """Show the floor as it is now."""
        self._window.show_page(PAGE)
        self.view.to_list()

    def _can_listen(self) -> bool:
        return self._ear is not None and self._ear.can_listen()

    @Slot()
    def _on_full(self) -> None:
        """Go to the full screen, or leave it."""
        is_full = not self.view.is_full()
        self.view.set_full(is_full)
        self._window.set_full(is_full)

    @Slot(bool)
    def _on_looked_at(self, is_looked_at: bool) -> None:
        """Leave the full screen with the page: the bar of the phone is never covered on another one."""
        if not is_looked_at and self.view.is_full() and not self._window.isMinimized():
            self._on_full()

    @Slot(object)
    def _on_listen(self, agent: AgentLine) -> None:
        if self._ear is not None:
            work = partial(self._ear.listen, agent)
            said = partial(self._say_heard, agent.name)
            self._context.bridge.ask_centre(self.view, work, said, self._on_not_heard)

    def _say_heard(self, name: str, _none: None) -> None:
        words = self.tr("Your phone rings: pick up to listen to {0}. That you listen is written down.")
        self.view.agent.say(words.format(name), "good")

    def _on_not_heard(self, error: Exception) -> None:
        if not isinstance(error, DomainError):
            raise error
        self.view.agent.say(error_text(error))

    @Slot(int)
    def _on_count(self, count: int) -> None:
        self._window.set_badge(PAGE, count, "broken" if count else "neutral")
