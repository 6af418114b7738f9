"""The desk of a profile that has a hub: sign in, work, sign out, and begin again."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from app.errors import DomainError, NoCentre
from app.reference import reference
from app.sync.desk import SyncedDesk
from app.sync.hub_place import HubPlace
from app.sync.left_behind import leave_unsent, send_left
from app.sync.line import HubLine
from app.sync.profile import Door, Opened
from app.workers import Workers
from ui.bridge import Bridge
from ui.freshness import PopHold
from ui.instance import bring_to_front
from ui.sign_in.presenter import SignInPresenter
from ui.sign_in.remembered import Remembered, remember, remembered
from ui.sign_in.view import SignInView

FIRST_COPY_S = 60.0
LOOK_S = 0.1


@dataclass(frozen=True, slots=True)
class Entered:
    """A desk that keeps in step, and what it stands on."""

    desk: SyncedDesk
    opened: Opened
    place: Path
    hold: PopHold
    rings: HubLine

    def leave(self) -> None:
        """End the sign-in; what is unsent is left to be sent at the next start, if there is a safe place."""
        token = self.desk.sign_out()
        if token is not None:
            with suppress(DomainError), self.opened.store.read() as session:
                leave_unsent(self.place, session, token)

    def close(self) -> None:
        self.desk.stop()
        self.opened.store.close()


class HubDoor:
    """Open desks of a profile, in step and with the reference data that every screen needs."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._door = folder, Door(folder)

    def sign_in(self, login: str, password: str, extension: str = "", **how: object) -> Entered:
        """Sign in at the hub. Raises what the door raises, and NoCentre when the first copy does not come."""
        opened = self._door.sign_in(login, password, extension, **how)
        remember(self._folder, Remembered(login, extension))
        return self._enter(opened, login)

    def sign_in_offline(self, login: str, password: str) -> Entered:
        return self._enter(self._door.sign_in_offline(login, password), login)

    def days_left(self, login: str) -> int | None:
        return self._door.days_left(login)

    def _enter(self, opened: Opened, login: str) -> Entered:
        hold, rings = PopHold(), HubLine()
        desk = SyncedDesk(opened.store, opened.client, opened.actor, hold=hold, ring=rings.receive)
        desk.listen(rings.on_state)
        entered = Entered(desk, opened, self._door.place(login), hold, rings)
        try:
            desk.start()
            _wait_for_reference(desk)
        except BaseException:
            entered.close()
            raise
        return entered


def _wait_for_reference(desk: SyncedDesk) -> None:
    """Wait until the codes and faults are here; after the first time they are. Raises NoCentre."""
    ends_at = time.monotonic() + FIRST_COPY_S
    while not desk.ask(reference).faults:
        if time.monotonic() > ends_at:
            raise NoCentre
        time.sleep(LOOK_S)


class SignIn(QObject):
    """The sign-in window until somebody has entered or closed it.

    Signals: ``entered(object)`` an `Entered`.
    """

    entered = Signal(object)

    def __init__(self, folder: Path, hub: HubPlace) -> None:
        super().__init__()
        self._workers = Workers()
        self._bridge = Bridge(self._workers, self)
        self.view = SignInView(hub.url)
        presenter = SignInPresenter(HubDoor(folder), self.view, self._bridge)
        presenter.entered.connect(self.entered)
        who = remembered(folder)
        self.view.show_remembered(who.login, who.extension)
        self._bridge.read(self, partial(_send_left, folder), lambda _none: None)

    def show(self) -> None:
        bring_to_front(self.view)
        self.view.focus_first()

    def close(self) -> None:
        self.view.close()
        self._workers.stop()


def _send_left(folder: Path) -> None:
    """Send what somebody left unsent by signing out here."""
    with suppress(DomainError):
        send_left(folder)


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
