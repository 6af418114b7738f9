"""The door of a profile that has a hub: what it opens is a desk in step."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from app.errors import DomainError, NoCentre
from app.reference import reference
from app.sync.desk import SyncedDesk
from app.sync.left_behind import leave_unsent, send_left
from app.sync.line import HubLine
from app.sync.profile import Door, Opened
from ui.freshness import PopHold
from ui.sign_in.remembered import Remembered, remember

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
    """Open desks of a profile, in step and with the reference data that every screen needs.

    Every method but ``close`` may take as long as the network does.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._door = folder, Door(folder)
        self._closed = Event()

    def sign_in(self, login: str, password: str, extension: str = "", **how: object) -> Entered:
        """Sign in at the hub. Raises what the door raises, and NoCentre when the first copy does not come."""
        opened = self._door.sign_in(login, password, extension, **how)
        remember(self._folder, Remembered(login, extension))
        return self._enter(opened, login)

    def sign_in_offline(self, login: str, password: str) -> Entered:
        return self._enter(self._door.sign_in_offline(login, password), login)

    def days_left(self, login: str) -> int | None:
        return self._door.days_left(login)

    def close(self) -> None:
        """Let nobody in any more; who is about to enter gets NoCentre."""
        self._closed.set()

    def _enter(self, opened: Opened, login: str) -> Entered:
        hold, rings = PopHold(), HubLine()
        rings.ask_through(opened.client.ask_line)
        desk = SyncedDesk(opened.store, opened.client, opened.actor, hold=hold, ring=rings.receive)
        desk.listen(rings.on_state)
        entered = Entered(desk, opened, self._door.place(login), hold, rings)
        try:
            desk.start()
            self._wait_for_reference(desk)
        except BaseException:
            entered.close()
            raise
        return entered

    def _wait_for_reference(self, desk: SyncedDesk) -> None:
        """Wait until the codes and faults are here; after the first time they are. Raises NoCentre."""
        ends_at = time.monotonic() + FIRST_COPY_S
        while not self._closed.is_set() and time.monotonic() < ends_at:
            if desk.ask(reference).faults:
                return
            self._closed.wait(LOOK_S)
        raise NoCentre


def send_left_behind(folder: Path) -> None:
    """Send what somebody left unsent by signing out here, if the hub is reached."""
    with suppress(DomainError):
        send_left(folder)
