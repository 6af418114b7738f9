"""Before the window closes in the middle of something: what would become of it, and a choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QSessionManager
from PySide6.QtWidgets import QHBoxLayout, QLabel

from ui.frame.window import MainWindow
from ui.instance import bring_to_front
from ui.phone.calls import Phase
from ui.phone.drop import DropPanel
from ui.seat import Seat
from ui.widgets.button import KeyButton
from ui.widgets.labels import label

translate = QCoreApplication.translate
STOPPED_MS = 60_000  # so long after its begin an end of the session has been stopped by somebody


class ClosingPanel(DropPanel):
    """Say what is on. Signals: ``confirmed()``."""

    confirmed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "close_window")
        self._reasons: QLabel = label("")
        self._reasons.setWordWrap(True)
        self._stay = KeyButton(self.tr("Stay"), "Esc", kind="primary")
        close = KeyButton(self.tr("Close all the same"), "Ctrl Enter")
        self._stay.clicked.connect(self.close_panel)
        close.clicked.connect(self.confirmed)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._stay)
        foot.addWidget(close)
        foot.addStretch()
        self.body.addWidget(self._reasons)
        self.body.addLayout(foot)
        self.answer("confirm", self.confirmed.emit)

    def ask(self, reasons: Sequence[str]) -> None:
        self._reasons.setText("\n".join(reasons))
        self.open_on(self._stay)

    def reasons(self) -> str:
        return self._reasons.text() if self.is_open else ""


class Closing(QObject):
    """Ask before a window closes as long as there are reasons; ``keep`` writes what is being typed.

    The end of the session, and of the program by a signal, does not wait for an answer.
    """

    def __init__(
        self, window: MainWindow, reasons: Callable[[], Sequence[str]], keep: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._window, self._reasons, self._keep = window, reasons, keep
        self._may_close = self._session_ends = False
        self.panel = ClosingPanel(window)
        self.panel.confirmed.connect(self._on_confirmed)
        window.installEventFilter(self)

    def watch(self, app: QGuiApplication) -> None:
        """Let the end of the session go before everything."""
        app.commitDataRequest.connect(self._on_session_over)

    def let_go(self) -> None:
        """Ask no more: what ends the program has been decided."""
        self._may_close = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Close or watched is not self._window:
            return False
        if self._may_close or self._session_ends:
            return False
        reasons = self._reasons()
        if not reasons:
            return False
        event.ignore()
        bring_to_front(self._window)  # it may be closed from the task bar
        self.panel.ask(reasons)
        return True

    @Slot()
    def _on_confirmed(self) -> None:
        self._keep()
        self._may_close = True
        self._window.close()

    def _on_session_over(self, _session: QSessionManager) -> None:
        """Keep what is typed; who then stops the end of the session is asked again some time after."""
        self._session_ends = True
        self._keep()
        QTimer.singleShot(STOPPED_MS, self, self._on_session_goes_on)

    @Slot()
    def _on_session_goes_on(self) -> None:
        self._session_ends = False


def reasons_to_stay(seat: Seat) -> list[str]:
    """Return what is on at a seat, a sentence each; nothing is lost with a practice."""
    if seat.is_practice:
        return []
    found: list[str] = []
    call = seat.phone.calls.shown()
    if call is not None and call.answered_at is None and call.phase is not Phase.DIALLING:
        found.append(translate("Closing", "A call rings here. It goes on ringing at your phone."))
    elif call is not None:
        found.append(_of_call(has_hub=seat.hub_side is not None))
    if seat.desk.contact is not None:
        found.append(translate("Closing", "A contact is not wrapped up. What you typed is kept as a draft."))
    unsent = seat.hub_side.unsent() if seat.hub_side is not None else 0
    if unsent:
        words = translate(
            "Closing",
            "{0} changes are not sent yet. They are kept on this PC for the next time.",
        )
        found.append(words.format(unsent))
    return found


def _of_call(*, has_hub: bool) -> str:
    if has_hub:
        return translate(
            "Closing", "A call is on. It goes on at your phone, and the hub writes down how it ends."
        )
    return translate("Closing", "A call is on. It goes on at your phone; its end is not written down.")
