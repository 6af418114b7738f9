"""From the command line to the window: the desk of a profile, and the demo."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.arguments import Options
from app.config import Settings, Value, policy_file
from app.console import OK, REFUSED, progress_line
from app.crash_reports import ReportBox
from app.desk import Desk
from app.desk_line import LineAndPops, line_of_desk
from app.errors import DomainError, HubNotJoined
from app.logs import start_log
from app.new_store import make_folder
from app.pop_links import number_of
from app.profile import HUB_NAME, STORE_NAME, default_folder, open_profile
from app.rights import Role
from app.store_errors import Problem, StoreProblem
from app.workers import Workers
from ui.crash import CrashReporter, hear_qt, show_refusal
from ui.error_text import error_text
from ui.garbage import Garbage
from ui.hub_side import HubExtras
from ui.i18n import install, system_language
from ui.instance import SHOW, Instance, bring_to_front
from ui.look import Look
from ui.pop_hook import PcHook
from ui.reception import Reception
from ui.seat import Seat
from ui.signals import SignalWatch
from ui.surroundings import check_fonts
from ui.this_pc import ThisPc

if TYPE_CHECKING:
    from app.sync.hub_place import HubPlace

WINDOW = QSize(1366, 768)
translate = QCoreApplication.translate
log = logging.getLogger(__name__)


def start(options: Options) -> int:
    """Show the window that was asked for until it is closed; return the exit code."""
    folder = None if options.command in ("demo", "practice") else options.profile or default_folder()
    settings = Settings(folder, policy_file(), _given(options))
    app = _application(settings)
    reporter = CrashReporter(app)
    problem = check_fonts()
    if problem is not None:
        show_refusal(problem.text)
        return REFUSED
    try:
        pc = ThisPc(folder, settings, apply=app.findChild(Look).apply)
        if options.command == "practice":
            return _practice(app, reporter, options, pc)
        if folder is not None:
            return _desk(app, reporter, options, folder, pc)
        return _shift(app, reporter, options) if options.headless else _demo(app, reporter, options, pc)
    except (StoreProblem, DomainError) as error:
        show_refusal(error_text(error))
        return REFUSED


def _given(options: Options) -> dict[str, Value]:
    """Return what was said on the command line of what can be set."""
    said = {"language": options.language, "theme": options.theme}
    return {key: value for key, value in said.items() if value is not None}


def _application(settings: Settings) -> QApplication:
    if settings.value("text_size") != 100 and "QT_SCALE_FACTOR" not in os.environ:
        os.environ["QT_SCALE_FACTOR"] = str(settings.value("text_size") / 100)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Ringside")
    app.setDesktopFileName("ringside")
    Garbage(app)
    language = settings.value("language")
    install(app, system_language() if language == "system" else language)
    Look(app, settings)
    return app


def _desk(app: QApplication, reporter: CrashReporter, options: Options, folder: Path, pc: ThisPc) -> int:
    """Open the desk of the profile, unless it is open: then hand over and go. Raises: LinkRefused."""
    wanted = _wanted(options)
    make_folder(folder)
    instance = Instance(folder, app)
    if not _is_first(instance, folder):
        return _hand_over(instance, wanted)
    start_log(folder, is_detailed=pc.settings.value("log_detail") == "detailed")
    hear_qt(True)
    box = ReportBox(folder)
    box.begin(_now())
    reporter.keep_in(box)
    SignalWatch(app)
    hook = PcHook(folder, pc.settings, app)
    reception = Reception(app, hook)
    instance.message.connect(reception.receive)
    try:
        from app.sync.hub_place import read_place  # what speaks HTTP is not loaded for the demo

        join_wanted_hub(folder, pc.settings)
        hub = read_place(folder)
        pc = replace(pc, reports=box, is_alone=hub is None, hook=hook)
        hook.start()
        if hub is not None:
            return desk_with_hub(app, reporter, reception, options, pc, hub)
        store, actor = open_profile(folder)
        with closing(store):
            line = line_of_desk(store, actor.name)
            seat = Seat(Desk(store, actor), Workers(), line, agent=actor.name, now=_now, pc=pc)
            reception.serve(seat.window, seat)
            return _run(app, reporter, seat, partial(reception.receive, wanted))
    finally:
        hook.stop()
        hear_qt(False)
        box.end()
        instance.release()


def join_wanted_hub(folder: Path, settings: Settings) -> None:
    """Let a new profile work with the hub that IT names; one that has worked alone is left alone.

    Raises DomainError when the hub is not reached or not believed.
    """
    if not settings.hub or (folder / STORE_NAME).exists() or (folder / HUB_NAME).exists():
        return
    from app.sync.connect import ConnectProblem, connect_profile, read_address

    try:
        connect_profile(folder, read_address(settings.hub))
    except ConnectProblem as problem:
        log.error("the hub of the policy: %s", problem)
        raise HubNotJoined(url=settings.hub.partition("#")[0]) from problem


def desk_with_hub(
    app: QApplication,
    reporter: CrashReporter,
    reception: Reception,
    options: Options,
    pc: ThisPc,
    hub: HubPlace,
) -> int:
    """Let one person after another sign in at the hub and work here."""
    from app.sync.lines import HubRecorder  # what speaks HTTP is loaded for who has a hub
    from ui.hub_start import Entered, Shifts

    wanted = iter((_wanted(options),))  # of the first person, not of who signs in later

    def work(entered: Entered) -> tuple[int, bool]:
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
        code = _run(app, reporter, seat, partial(reception.receive, next(wanted, SHOW)))
        seat.window.close()
        seat.deleteLater()
        return code, leaving.is_done

    assert pc.folder is not None
    return Shifts(app, pc.folder, hub).run(work, reception.serve)


def _demo(app: QApplication, reporter: CrashReporter, options: Options, pc: ThisPc) -> int:
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


def _practice(app: QApplication, reporter: CrashReporter, options: Options, pc: ThisPc) -> int:
    """Lead a newcomer through the scenarios in a demo's store, which goes at the end."""
    from app.demo.store import demo_store
    from ui.practice.work import CUSTOMERS, practice_seat

    start_log(None)
    progress = progress_line(sys.stderr)
    with demo_store(options.seed, CUSTOMERS, None, now=_now(), progress=progress) as demo:
        seat, _room = practice_seat(app, demo, options.scenario, _now, pc)
        SignalWatch(app)
        return _run(app, reporter, seat)


def _shift(app: QApplication, reporter: CrashReporter, options: Options) -> int:
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


def _is_first(instance: Instance, folder: Path) -> bool:
    try:
        return instance.acquire()
    except OSError as error:
        raise StoreProblem(Problem.READ_ONLY, str(folder), str(error)) from error


def _wanted(options: Options) -> dict[str, Any]:
    """Return what this start wants of the desk. Raises: LinkRefused."""
    if options.link:
        return {"do": "look", "number": number_of(options.link)}
    return {"do": "pop", "number": options.number} if options.number else SHOW


def _hand_over(instance: Instance, wanted: dict[str, Any]) -> int:
    if instance.tell(wanted):
        return OK
    show_refusal(
        translate(
            "Start",
            "The desk is open already but does not answer. Nothing was changed. Close its window, or end it"
            " in the task manager, and start Ringside again.",
        )
    )
    return REFUSED


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
        self._app.quit()


def _run(
    app: QApplication, reporter: CrashReporter, seat: Seat, opened: Callable[[], None] | None = None
) -> int:
    """Show the seat until it is closed."""
    app.aboutToQuit.connect(seat.stop)
    reporter.kept.connect(seat.settings.on_report)
    seat.start()
    reporter.set_window(seat.window)
    _place(seat.window)
    bring_to_front(seat.window)
    if opened is not None:
        opened()
    code = app.exec()
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
