"""What this person is told: asked for when the hub says so, shown in a strip until it is taken or over."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.alerts import TakeAlert, my_alerts
from app.command import OVERSEEING
from app.store_errors import StoreProblem
from app.wallboard import FloorAlert
from app.wire import ALERTS_KEY
from ui.actions import bind
from ui.context import Context
from ui.desk.writing import Writing
from ui.frame.window import MainWindow
from ui.wallboard.strip import AlertStrip
from ui.wallboard.words import alert_sentence

LOOK_MS, AGAIN_MS = 1_000, 30_000


class AlertsSide(QObject):
    """Keep the strip in step. Without a hub this desk holds the floor against its limits itself.

    Signals: ``board_wanted()``; ``failed(str)`` a sentence.
    """

    board_wanted = Signal()
    failed = Signal(str)

    def __init__(self, context: Context, window: MainWindow, has_board: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._writing = Writing(context, self)
        self.strip = AlertStrip(has_board)
        window.add_strip(self.strip)
        self._alerts: list[FloorAlert] = []
        self._is_asking = self._ask_again = False
        self._alone = context.hub is None and bool(context.desk.actor.roles & OVERSEEING)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS if self._alone else AGAIN_MS)
        self._timer.timeout.connect(self._on_tick)
        self._words = QTimer(self)
        self._words.setInterval(LOOK_MS)
        self._words.timeout.connect(self._show)
        self.strip.mine.connect(self.take_first)
        self.strip.board_wanted.connect(self.board_wanted)
        self._writing.failed.connect(self.failed)
        bind(window, "wall_mine", self.take_first, whole_window=True)
        context.bridge.bundles_changed.connect(self._on_changed)

    def start(self) -> None:
        """Ask, and go on asking: what was told while the line was cut comes with the next answer."""
        if self._alone or self._context.hub is not None:
            self._timer.start()
            self.refresh()

    def stop(self) -> None:
        self._timer.stop()
        self._words.stop()

    @Slot()
    def refresh(self) -> None:
        """Ask what this person is told; while an answer is awaited, once more after it."""
        if self._is_asking:
            self._ask_again = True
            return
        self._is_asking = True
        self._context.bridge.read(self, self._ask, self._on_alerts, self._on_failed)

    @Slot()
    def take_first(self) -> None:
        """Say that one sees to what the strip says."""
        waiting = self._waiting()
        if waiting:
            command = TakeAlert(at=self._context.now(), alert_id=waiting[0].id)
            self._writing.ask_centre(command, self.refresh, lambda _error: self.refresh())

    def _ask(self) -> list[FloorAlert]:
        """Look at the floor where no hub does, and ask; runs on a reader's thread."""
        now, desk = self._context.now(), self._context.desk
        if self._alone:
            desk.watch_floor(now)
        return desk.ask(my_alerts, desk.actor.person_id, now)

    def _on_alerts(self, alerts: list[FloorAlert]) -> None:
        self._alerts = alerts
        self._show()
        self._on_answered()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, StoreProblem):
            self._context.bridge.trouble.emit(error)
        self._on_answered()

    def _on_answered(self) -> None:
        wants_more, self._is_asking, self._ask_again = self._ask_again, False, False
        if wants_more:
            self.refresh()

    @Slot(object)
    def _on_changed(self, keys: frozenset[str]) -> None:
        if ALERTS_KEY in keys:
            self.refresh()

    @Slot()
    def _on_tick(self) -> None:
        if not self._is_asking:  # a slow answer is not hurried
            self.refresh()

    def _waiting(self) -> list[FloorAlert]:
        return [alert for alert in self._alerts if not alert.taken_by]

    @Slot()
    def _show(self) -> None:
        """Show what nobody has taken; its times go on."""
        waiting = self._waiting()
        say = partial(alert_sentence, board=None, reference=self._context.reference, now=self._context.now())
        self.strip.show_alerts([say(alert) for alert in waiting], any(alert.is_grave for alert in waiting))
        if waiting and not self._words.isActive():
            self._words.start()
        elif not waiting:
            self._words.stop()
