"""The desk of a profile that has a hub: sign in, work, sign out, and begin again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from app.workers import Callers
from ui.bridge import Bridge
from ui.instance import bring_to_front
from ui.sign_in.presenter import SignInPresenter
from ui.sign_in.remembered import remembered
from ui.sign_in.view import SignInView

if TYPE_CHECKING:
    from app.sync.hub_place import HubPlace
    from ui.sign_in.door import Entered, HubDoor


class SignIn(QObject):
    """The sign-in window until somebody has entered or closed it.

    Signals: ``entered(object)`` an `Entered`.
    """

    entered = Signal(object)

    def __init__(self, folder: Path, hub: HubPlace) -> None:
        super().__init__()
        self._folder, self._workers = folder, Callers()
        self._door: Future[HubDoor] = Future()
        self._bridge = Bridge(self._workers, self)
        self.view = SignInView(hub.url)
        self.view.installEventFilter(self)
        presenter = SignInPresenter(self._door.result, self.view, self._bridge)
        presenter.entered.connect(self.entered)
        who = remembered(folder)
        self.view.show_remembered(who.login, who.extension)

    def show(self) -> None:
        bring_to_front(self.view)
        self.view.focus_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view and event.type() == QEvent.Type.Paint:
            self.view.removeEventFilter(self)
            QTimer.singleShot(0, self, self._on_painted)
        return False

    @Slot()
    def _on_painted(self) -> None:
        """Load what a desk works with while the person types."""
        self._bridge.read(self, partial(_let_in, self._folder, self._door), lambda _none: None)

    def close(self) -> None:
        """Go, and wait for no hub: nobody is there any more to be let in."""
        self._door.add_done_callback(_closed)
        self.view.close()
        self._workers.stop()


def _let_in(folder: Path, door: Future[HubDoor]) -> None:
    """Open the door, send what somebody left unsent by signing out here, and make the desk ready."""
    try:
        from ui.sign_in.door import HubDoor, send_left_behind

        door.set_result(HubDoor(folder))
    except BaseException as error:
        door.set_exception(error)
        raise
    send_left_behind(folder)
    import ui.at_work  # noqa: F401


def _closed(door: Future[HubDoor]) -> None:
    if door.exception() is None:
        door.result().close()


class Shifts(QObject):
    """One person after another at the same PC.

    ``work`` shows a seat until it is closed and returns its exit code; it calls ``leave`` of what it is given
    to let somebody else sign in.
    """

    def __init__(self, app: QApplication, folder: Path, hub: HubPlace) -> None:
        super().__init__()
        self._app, self._folder, self._hub = app, folder, hub
        self._entered: Entered | None = None

    def run(self, work: Callable[[Entered], tuple[int, bool]], front: Callable[[QObject], None]) -> int:
        """Let people sign in and work until a window is closed; return the exit code."""
        while True:
            entered = self._sign_in(front)
            if entered is None:
                return 0
            try:
                code, goes_on = work(entered)
            finally:
                entered.close()
            if not goes_on:
                return code

    def _sign_in(self, front: Callable[[QObject], None]) -> Entered | None:
        self._entered = None
        window = SignIn(self._folder, self._hub)
        window.entered.connect(self._on_entered)
        front(window.view)
        window.show()
        self._app.exec()
        window.close()
        return self._entered

    @Slot(object)
    def _on_entered(self, entered: Entered) -> None:
        self._entered = entered
        self._app.quit()
