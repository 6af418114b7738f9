"""What a seat has more when its desk has a hub: how it stands, what needs attention, pages that stay true."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.sync.state import SyncState
from ui.attention.presenter import AttentionPresenter
from ui.attention.view import AttentionView
from ui.context import Context, DeskWithHub
from ui.error_text import error_text
from ui.frame.sync_words import store_line
from ui.frame.window import MainWindow
from ui.freshness import Freshness

PAGE = "attention"
KEYS = ("send_again", "withdraw", "back")


class HubSide(QObject):
    """Join the desk's news of its hub to the window.

    Signals: ``changed(object)`` the keys of bundles whose rows changed; ``closed()`` the page is left;
    ``signed_out()`` the person asked for it and it is done.
    """

    changed = Signal(object)
    closed = Signal()
    signed_out = Signal()

    def __init__(self, context: Context, window: MainWindow, hub: DeskWithHub, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._window, self._hub = context, window, hub
        self._state: SyncState | None = None
        self.view = AttentionView()
        self.attention = AttentionPresenter(context, self.view, hub)
        self.freshness = Freshness(self)
        window.add_page(PAGE, self.view, None, KEYS)
        window.status.set_person_acts([("sign_out", self.tr("Sign out"))])
        window.status.person_act.connect(self._on_act)
        self.attention.count_changed.connect(self._on_count)
        self.attention.closed.connect(self.closed)
        self.freshness.changed.connect(self.changed)
        context.bridge.sync_state.connect(self._on_state)
        context.bridge.bundles_changed.connect(self.freshness.add)

    def start(self) -> None:
        """Hear from the desk from now on, on the Qt thread."""
        self._hub.listen(self._context.bridge.tell_state)
        self._hub.changed(self._context.bridge.tell_changed)
        self._hub.start()
        self.attention.refresh()

    def stop(self) -> None:
        self._hub.stop()

    def open(self) -> None:
        """Show the page as it is now."""
        self.attention.refresh()
        self.view.to_list()

    @Slot(object)
    def _on_state(self, state: SyncState) -> None:
        before, self._state = self._state, state
        line = store_line(state, self._context.now())
        self._window.status.set_store(line.words, line.tone, line.icon, line.ground)
        self._on_count(state.attention)
        if before is None or before.attention != state.attention:
            self.attention.refresh()

    @Slot(int)
    def _on_count(self, count: int) -> None:
        self._window.status.set_attention(count)
        self._window.set_badge(PAGE, count, "broken")

    @Slot(str)
    def _on_act(self, act: str) -> None:
        if act == "sign_out":
            self._context.bridge.ask_centre(self, self._hub.sign_out, self._on_signed_out, self._on_failed)

    def _on_signed_out(self, _done: None) -> None:
        self.signed_out.emit()

    def _on_failed(self, error: Exception) -> None:
        self._window.status.set_store(error_text(error), "broken")
