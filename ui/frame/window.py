"""The window: the phone on top, pages at the left, the page, this call, and the truth at the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMainWindow, QVBoxLayout, QWidget

from ui.actions import bind
from ui.frame.call_block import CallLine
from ui.frame.keys_here import Act, acts_of_panels, acts_of_window, panels_here, told_here
from ui.frame.keys_panel import KeysPanel
from ui.frame.rail import PageInfo, Rail
from ui.frame.status_bar import StatusBar
from ui.frame.top_bar import CONTROLS, TopBar
from ui.theme import Theme
from ui.widgets.pages import Pages

LEAST_SIZE = (1024, 640)


class MainWindow(QMainWindow):
    """Hold the pages and say what a person asks for; it decides nothing.

    ``bar``, ``rail`` and ``status`` are the parts. A page's right column is given with the page; pages may
    share one.
    Signals: ``page_requested(str)``; ``action_requested(str)`` with an id of ``ui.actions``, from a key or a
    button alike; ``state_requested(str)`` with an id given to ``bar.state.set_choices``.
    """

    page_requested = Signal(str)
    action_requested = Signal(str)
    state_requested = Signal(str)

    def __init__(self, pages: Sequence[PageInfo], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Ringside")
        self.bar, self.rail, self.status = TopBar(), Rail(pages), StatusBar()
        self._centre, self._side = Pages(), Pages()
        self._pages: dict[str, tuple[QWidget, QWidget | None]] = {}
        self._of_page: dict[str, list[QAction]] = {}
        self._middle = QWidget()
        self._middle.installEventFilter(self)
        self._over: QWidget | None = None
        self._current = ""
        self._lay_out()
        self._keys_panel = KeysPanel(self._centre)
        self._controls = self._bind_keys()
        self._connect()

    def add_page(self, page_id: str, page: QWidget, side: QWidget | None = None) -> None:
        """Put a page into the stack."""
        self._pages[page_id] = page, side
        self._centre.addWidget(page)
        if side is not None and self._side.indexOf(side) < 0:
            self._side.addWidget(side)
        if not self._current:
            self.show_page(page_id)

    def bind_page(self, page_id: str, action_id: str, act: Callable[[], object]) -> None:
        """Let the keys of an action call this, wherever the focus is in the window, while a page is shown."""
        bound = bind(self, action_id, act, whole_window=True)
        bound.setEnabled(page_id == self._current)
        self._of_page.setdefault(page_id, []).append(bound)

    def page_of(self, action_id: str) -> str:
        """Return the page on which an action acts; empty for one of the whole program."""
        for page_id, actions in self._of_page.items():
            if any(action.objectName() == action_id for action in actions):
                return page_id
        return ""

    def acts_here(self) -> list[Act]:
        """Return what the keys do now: of the place with the focus, of the page, of the whole program."""
        page, side = self._pages[self._current]
        inner = acts_of_panels(panels_here([page, *([side] if side is not None else [])]))
        of_page = frozenset(action.objectName() for action in self._of_page.get(self._current, ()))
        outer = acts_of_window(self, of_page, inner)
        known = {act.id for act in inner}
        told = [act for act in told_here() if act.id not in known]
        of_all = [act for act in outer if not act.is_here]
        return [*told, *inner, *(act for act in outer if act.is_here), *of_all]

    def lay_over(self, panel: QWidget) -> None:
        """Keep a panel over everything between the bar and the foot; it is shown by whoever has it."""
        panel.setParent(self._middle)
        self._over = panel
        self._place_over()

    def drop(self, panel: QWidget, width: int, left: int, top: int) -> None:
        """Keep a panel over the page, as wide as this; it is shown by whoever has it."""
        panel.setParent(self._middle)
        panel.setFixedWidth(width)
        panel.move(self.rail.width() + left, top)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the panel over the page grow and shrink with it."""
        if event.type() == QEvent.Type.Resize:
            self._place_over()
        return super().eventFilter(watched, event)

    def _place_over(self) -> None:
        if self._over is not None:
            self._over.setGeometry(self._middle.rect())

    def add_strip(self, strip: QWidget) -> None:
        """Put a strip between the pages and the foot; it takes room from the pages while it is shown."""
        whole = self.centralWidget().layout()
        assert isinstance(whole, QVBoxLayout)
        whole.insertWidget(whole.indexOf(self.status), strip)

    def set_full(self, is_full: bool) -> None:
        """Let the page have the whole screen, without the bar and the rail; or give them back."""
        self.bar.setVisible(not is_full)
        self.rail.setVisible(not is_full)
        if is_full:
            self.setWindowState(self.windowState() | Qt.WindowState.WindowFullScreen)
        else:
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)

    def show_page(self, page_id: str) -> None:
        page, side = self._pages[page_id]
        self._current = page_id
        for name, actions in self._of_page.items():
            for action in actions:
                action.setEnabled(name == page_id)
        self.rail.set_current(page_id)
        self._centre.setCurrentWidget(page)
        self._side.setVisible(side is not None)
        if side is not None:
            self._side.setCurrentWidget(side)
        self._keys_panel.hide()

    def show_page_with(self, widget: QWidget) -> None:
        """Show the page that a widget is on, if another one is shown."""
        holders = [
            page_id
            for page_id, (page, side) in self._pages.items()
            if page.isAncestorOf(widget) or (side is not None and side.isAncestorOf(widget))
        ]
        if holders and self._current not in holders:
            self.show_page(holders[0])

    def page_ids(self) -> list[str]:
        return list(self._pages)

    def current_page(self) -> str:
        return self._current

    def set_state(self, words: str, tone: str) -> None:
        """Show my state. Tones: good, attn, broken, neutral."""
        self.bar.state.set_state(words, tone)

    def set_state_clock(self, elapsed_s: float | None) -> None:
        self.bar.state.set_clock(elapsed_s)

    def set_call(self, call: CallLine, controls: Sequence[str]) -> None:
        """Show a call and what can be done with it, by buttons and keys: ids of ``top_bar.CONTROLS``."""
        self.bar.set_call(call)
        self.set_controls(controls)

    def set_controls(self, action_ids: Sequence[str]) -> None:
        self.bar.set_controls(action_ids)
        for name, action in self._controls.items():
            action.setEnabled(name in action_ids)

    def set_call_clock(self, elapsed_s: float) -> None:
        self.bar.clock.set_elapsed(elapsed_s)

    def clear_call(self) -> None:
        self.bar.clear_call()
        self.set_controls(())

    def set_badge(self, page_id: str, count: int, tone: str = "neutral") -> None:
        self.rail.set_badge(page_id, count, tone)

    def toggle_keys(self) -> None:
        """Show or hide the keys of this page."""
        is_hidden = self._keys_panel.isHidden()
        if is_hidden:
            self._keys_panel.show_acts(self.acts_here())
        self._keys_panel.setVisible(is_hidden)
        if is_hidden:
            self._keys_panel.place()

    def keys_shown(self) -> list[str]:
        """Return the actions of the open panel of keys; empty when it is closed."""
        return [] if self._keys_panel.isHidden() else self._keys_panel.action_ids()

    def _lay_out(self) -> None:
        self._side.setProperty("role", "side")
        self._side.setFixedWidth(Theme.current().px("side"))
        self._side.hide()
        middle = QHBoxLayout(self._middle)
        middle.addWidget(self.rail)
        middle.addWidget(self._centre, 1)
        middle.addWidget(self._side)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        for box in (middle, layout):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._middle, 1)
        layout.addWidget(self.status)
        self.setCentralWidget(whole)
        # A ring must not make the window grow under the pointer: what is too much is squeezed instead.
        self.layout().setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(*LEAST_SIZE)

    def _bind_keys(self) -> dict[str, QAction]:
        """Bind the keys that work on every page; those of the phone only while their button is there."""
        bind(self, "open_pop", partial(self.action_requested.emit, "open_pop"), whole_window=True)
        bind(self, "keys", self.toggle_keys, whole_window=True)
        bind(self, "state", self.bar.state.open_menu, whole_window=True)
        controls = {}
        for name in CONTROLS:
            controls[name] = bind(self, name, partial(self.action_requested.emit, name), whole_window=True)
            controls[name].setEnabled(False)
        return controls

    def _connect(self) -> None:
        self.bar.action_requested.connect(self.action_requested)
        self.bar.state_requested.connect(self.state_requested)
        self.rail.page_requested.connect(self.page_requested)
        self.status.keys_requested.connect(self.toggle_keys)
