"""What a seat has more when its desk has a hub: how it stands, what needs attention, pages that stay true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from app.sync.state import SyncKind, SyncState
from ui.attention.presenter import AttentionPresenter
from ui.attention.view import AttentionView
from ui.context import Context, DeskWithHub
from ui.frame.sync_words import store_line
from ui.frame.window import MainWindow
from ui.free_extension import FreeExtension
from ui.freshness import Freshness, PopHold

if TYPE_CHECKING:
    from app.call_passing import PassedCall
    from app.sync.lines import HubRecorder
    from app.sync.pops import Popped

PAGE = "attention"


@dataclass(frozen=True, slots=True)
class HubExtras:
    """What a seat with a hub is given besides: ``hold`` begins with each pop; who may free extensions.

    ``recorder`` writes what the lines tell; ``brought`` gives the page that came with a ring, ``passed`` what
    a colleague said who handed the call on; ``set_password`` gives a person one, past every command.
    """

    hold: PopHold = field(default_factory=PopHold)
    free_extension: Callable[[str], None] | None = None
    set_password: Callable[[UUID, str], None] | None = None
    recorder: HubRecorder | None = None
    brought: Callable[[str], Popped | None] | None = None
    passed: Callable[[str], tuple[PassedCall, ...]] | None = None


class HubSide(QObject):
    """Join the desk's news of its hub to the window.

    Signals: ``changed(object)`` the keys of bundles whose rows changed; ``closed()`` the page is left;
    ``sign_out_wanted()``.
    """

    changed = Signal(object)
    closed = Signal()
    sign_out_wanted = Signal()

    def __init__(
        self, context: Context, window: MainWindow, hub: DeskWithHub, extras: HubExtras, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._window, self._hub, self._extras = context, window, hub, extras
        self._state: SyncState | None = None
        self.view = AttentionView()
        self.attention = AttentionPresenter(context, self.view, hub)
        context.remember("attention", self.view.table)
        self.freshness = Freshness(extras.hold, self)
        window.add_page(PAGE, self.view)
        self._offer_acts()
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
        self.attention.refresh()

    def stop(self) -> None:
        self._hub.stop()

    def open(self) -> None:
        """Show the page as it is now."""
        self.attention.refresh()
        self.view.to_list()

    def unsent(self) -> int:
        """Return how many changes the hub has not taken yet, as it was told last."""
        return self._state.unsent if self._state is not None else 0

    @Slot(object)
    def _on_state(self, state: SyncState) -> None:
        before, self._state = self._state, state
        line = store_line(state, self._context.now())
        self._window.status.set_store(line.words, line.tone, line.icon, line.ground)
        self._on_count(state.attention)
        if before is None or before.kind is not state.kind:
            self._offer_acts()
        if before is None or before.attention != state.attention:
            self.attention.refresh()

    @Slot(int)
    def _on_count(self, count: int) -> None:
        self._window.status.set_attention(count)
        self._window.set_badge(PAGE, count, "broken")

    def _offer_acts(self) -> None:
        is_out = self._state is not None and self._state.kind is SyncKind.SIGNED_OUT
        acts = [("sign_out", self.tr("Sign in again") if is_out else self.tr("Sign out"))]
        if self._extras.free_extension is not None and not is_out:
            acts.append(("free_extension", self.tr("Free an extension…")))
        self._window.status.set_person_acts(acts)

    @Slot(str)
    def _on_act(self, act: str) -> None:
        if act == "sign_out":
            self.sign_out_wanted.emit()
        elif act == "free_extension" and self._extras.free_extension is not None:
            dialog = FreeExtension(self._context.bridge, self._extras.free_extension, self._window)
            dialog.show()
