"""A desk on a real screen that goes to every page by itself, and says with a line of JSON what it met.

Alone it walks the whole day of `ui.shots.journeys`; with the address of a hub it signs in there.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.command import Actor
from app.demo.store import demo_store
from app.sync.client import HubClient
from app.sync.desk import SyncedDesk
from app.sync.facts import enter
from app.sync.state import SyncKind, SyncState
from app.telephony.quiet import QuietLine
from app.wire import SignIn
from app.workers import Workers
from db.store import open_cache
from tests.display.answer import tell
from ui.i18n import install
from ui.instance import bring_to_front
from ui.seat import Seat
from ui.shift.keys import press
from ui.shots.journeys import walk
from ui.shots.stage import BEGUN_AT, Stage
from ui.theme import Theme

KEY = bytes(range(32))
PATIENCE_MS, LOOK_MS = 180_000, 10


class Met:
    """What went by: pages that were shown, and everything that anybody warned of."""

    def __init__(self) -> None:
        self.pages: set[str] = set()
        self.blank: set[str] = set()
        self.warned: list[str] = []
        sys.excepthook = lambda *what: self.warned.append("".join(traceback.format_exception(*what)))
        qInstallMessageHandler(lambda _kind, _context, words: self.warned.append(words))
        handler = logging.Handler(logging.WARNING)
        handler.emit = lambda record: self.warned.append(record.getMessage())  # type: ignore[method-assign]
        logging.getLogger().addHandler(handler)

    def look(self, seat: Seat) -> None:
        window = seat.window
        self.pages.add(window.current_page())
        picture = window.grab().toImage()
        page = [(x, y) for x in range(80, picture.width(), 4) for y in range(60, picture.height() - 40, 4)]
        if len({picture.pixel(x, y) for x, y in page}) < 4:
            self.blank.add(window.current_page())

    def told(self, seat: Seat) -> dict[str, Any]:
        never = sorted(set(seat.window.page_ids()) - self.pages)
        return {"never": never, "blank": sorted(self.blank), "warned": self.warned}


def alone(met: Met) -> dict[str, Any]:
    with demo_store(7, 300, None, now=BEGUN_AT) as demo, closing(Stage(demo)) as stage:
        for _stop in walk(stage):
            met.look(stage.seat)
        return met.told(stage.seat)


def with_hub(met: Met, url: str, login: str, password: str) -> dict[str, Any]:
    with _seated(url, login, password) as seat:
        for page in seat.window.page_ids():
            seat.window.page_requested.emit(page)
            settle(seat)
            met.look(seat)
            for keys in ("F1", "Esc", "Tab", "Down", "Tab", "Esc"):
                press(seat.window.windowHandle(), keys)
                settle(seat)
        return met.told(seat)


@contextmanager
def _seated(url: str, login: str, password: str) -> Iterator[Seat]:
    told: list[SyncState] = []
    client = HubClient(url)
    found = client.sign_in(SignIn(login=login, password=password))
    with TemporaryDirectory() as folder, closing(open_cache(Path(folder) / "desk.db", KEY)) as cache:
        with cache.write() as session:
            enter(session, found)
        desk = SyncedDesk(cache, client, Actor(found.person_id, found.name, found.roles))
        desk.listen(told.append)
        desk.start()
        wait(lambda: bool(told) and told[-1].kind is SyncKind.IN_STEP)
        line = QuietLine(found.name)
        seat = Seat(desk, Workers(), line, agent=found.name, now=lambda: datetime.now(UTC))
        seat.window.resize(1366, 768)
        bring_to_front(seat.window)
        seat.start()
        wait(seat.window.isActiveWindow)
        yield seat
        seat.stop()
        desk.stop()


def wait(holds: Any) -> None:
    for _look in range(PATIENCE_MS // LOOK_MS):
        if holds():
            return
        QTest.qWait(LOOK_MS)
    raise TimeoutError("the desk did not get there")


def settle(seat: Seat) -> None:
    QTest.qWait(LOOK_MS)
    wait(lambda: seat.is_settled)
    QTest.qWait(LOOK_MS)


def main() -> int:
    app = QApplication(sys.argv[:1])
    Theme(app)
    install(app, "en")
    met = Met()
    tell({"ready": True})
    asked = sys.stdin.readline().split()
    try:
        tell(with_hub(met, *asked) if len(asked) == 3 else alone(met))
    except BaseException:  # nobody hears the hook of `Met` any more
        traceback.print_exc()
        raise
    return 0


if __name__ == "__main__":
    sys.exit(main())
