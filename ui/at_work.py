"""A desk at work: its seat on a store and a line. All of it is needed for nothing that comes before."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSize, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.arguments import Options
from app.console import progress_line
from app.desk import Desk
from app.desk_line import LineAndPops, line_of_desk
from app.logs import start_log
from app.profile import make_folder
from app.profile_store import open_profile
from app.rights import Role
from app.workers import Workers
from ui.closing import Closing, reasons_to_stay
from ui.crash import CrashReporter
from ui.hub_side import HubExtras
from ui.instance import bring_to_front
from ui.reception import Reception
from ui.seat import Seat
from ui.signals import SignalWatch
from ui.this_pc import ThisPc

if TYPE_CHECKING:
    from ui.sign_in.door import Entered

WINDOW = QSize(1366, 768)


def desk_alone(
    app: QApplication,
    reporter: CrashReporter,
    reception: Reception,
    folder: Path,
    pc: ThisPc,
    wanted: dict[str, Any],
) -> int:
    """Open the desk of a profile that has no hub until it is closed."""
    store, actor = open_profile(folder)
    with closing(store):
        line = line_of_desk(store, actor.name)
        seat = Seat(Desk(store, actor), Workers(), line, agent=actor.name, now=_now, pc=pc)
        reception.serve(seat.window, seat)
        return _run(app, reporter, seat, partial(reception.receive, wanted))


def desk_of_entered(
    app: QApplication,
    reporter: CrashReporter,
    reception: Reception,
    pc: ThisPc,
    entered: Entered,
    wanted: dict[str, Any],
) -> tuple[int, bool]:
    """Let who has signed in at a hub work; return the exit code and whether somebody else is to sign in."""
    from app.sync.lines import HubRecorder  # what speaks HTTP is loaded for who has a hub

    actor = entered.desk.actor
    may_free = bool(actor.roles & {Role.SUPERVISOR, Role.ADMIN})
    extras = HubExtras(
        hold=entered.hold,
        free_extension=entered.opened.client.free_extension if may_free else None,
        set_password=entered.opened.client.set_password,
        recorder=HubRecorder(actor.name, actor.person_id),
        brought=entered.rings.brought,
        passed=entered.rings.passed,
    )
    line = LineAndPops(actor.name, entered.rings)
    # The hub rings its own persons only, so that every offer is mine.
    seat = Seat(entered.desk, Workers(), line, agent="", now=_now, extras=extras, pc=pc)
    reception.serve(seat.window, seat)
    leaving = Leaving(app, seat, entered.leave)
    code = _run(app, reporter, seat, partial(reception.receive, wanted))
    seat.window.close()
    seat.deleteLater()
    return code, leaving.is_done


def desk_of_demo(app: QApplication, reporter: CrashReporter, options: Options, pc: ThisPc) -> int:
    """Make the demo's store and open a desk there."""
    from app.demo.line import demo_line  # what makes up a hotline is not loaded for a desk, here and below
    from app.demo.store import demo_store
    from ui.demo_providers import ProvidersAtWork

    if options.out is not None:
        make_folder(options.out)
    start_log(options.out)
    progress = progress_line(sys.stderr)
    with demo_store(options.seed, options.customers, options.out, now=_now(), progress=progress) as demo:
        line = demo_line(demo, options.recording, options.speed)
        agent = "" if options.recording else demo.actor.name  # a recording rings whom it rang then
        desk = Desk(demo.store, demo.actor)
        seat = Seat(desk, Workers(), line, agent=agent, now=_now, practice=True, pc=pc)
        providers = ProvidersAtWork(seat.bridge, demo, _now, seat)
        providers.worked.connect(seat.orders.refresh)
        app.aboutToQuit.connect(providers.stop)
        SignalWatch(app)
        providers.start()
        return _run(app, reporter, seat)


def desk_of_practice(app: QApplication, reporter: CrashReporter, options: Options, pc: ThisPc) -> int:
    """Lead a newcomer through the scenarios in a demo's store, which goes at the end."""
    from app.demo.store import demo_store
    from ui.practice.work import CUSTOMERS, practice_seat

    start_log(None)
    progress = progress_line(sys.stderr)
    with demo_store(options.seed, CUSTOMERS, None, now=_now(), progress=progress) as demo:
        seat, _room = practice_seat(app, demo, options.scenario, _now, pc)
        SignalWatch(app)
        return _run(app, reporter, seat)


def desk_of_shift(app: QApplication, reporter: CrashReporter, options: Options) -> int:
    """Let a shift be worked in a demo's store; what it leaves goes at the end, unless a folder was given."""
    from app.demo.store import demo_store
    from ui.shift.work import work_shift

    with ExitStack() as end:
        out = options.out or Path(end.enter_context(TemporaryDirectory(prefix="ringside-shift-")))
        make_folder(out)
        start_log(options.out)
        progress = progress_line(sys.stderr)
        made = demo_store(options.seed, options.customers, out, now=_now(), progress=progress)
        demo = end.enter_context(made)
        SignalWatch(app)
        return work_shift(app, reporter, demo, options.calls, out, _now)


class Leaving(QObject):
    """Sign a person out when the seat asks for it, and close the seat behind them."""

    def __init__(self, app: QApplication, seat: Seat, leave: Callable[[], None]) -> None:
        super().__init__(seat)
        self._app, self._seat, self._leave = app, seat, leave
        self.is_done = False
        seat.sign_out_wanted.connect(self._on_wanted)

    @Slot()
    def _on_wanted(self) -> None:
        self._seat.bridge.ask_centre(self._seat, self._leave, self._on_left)

    def _on_left(self, _done: None) -> None:
        self.is_done = True
        self._app.exit()  # without asking whether to close


def _run(
    app: QApplication, reporter: CrashReporter, seat: Seat, opened: Callable[[], None] | None = None
) -> int:
    """Show the seat until it is closed."""
    app.aboutToQuit.connect(seat.stop)
    reporter.kept.connect(seat.settings.on_report)
    seat.start()
    asking = Closing(seat.window, partial(reasons_to_stay, seat), seat.flush)
    asking.watch(app)
    reporter.set_window(seat.window)
    _place(seat.window)
    bring_to_front(seat.window)
    if opened is not None:
        opened()
    code = app.exec()
    asking.let_go()
    reporter.set_window(None)
    return code


def _place(window: QWidget) -> None:
    """Give the window its size, or the whole of a small screen: with its frame it would reach beyond."""
    screen = window.screen().availableSize()
    window.resize(WINDOW.boundedTo(screen))
    if screen.width() <= WINDOW.width() or screen.height() <= WINDOW.height():
        window.setWindowState(Qt.WindowState.WindowMaximized)


def _now() -> datetime:
    return datetime.now(UTC)
