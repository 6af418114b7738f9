"""From the command line to the first window. What a desk works with is loaded when it is needed, not here."""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from app.arguments import Options
from app.config import Settings, Value, policy_file
from app.console import OK, REFUSED
from app.crash_reports import ReportBox
from app.errors import DomainError, HubNotJoined
from app.logs import start_log
from app.pop_links import number_of
from app.profile import HUB_NAME, STORE_NAME, default_folder, make_folder
from app.store_errors import Problem, StoreProblem
from ui.crash import CrashReporter, hear_qt, show_refusal
from ui.error_text import error_text
from ui.garbage import Garbage
from ui.i18n import install, system_language
from ui.instance import SHOW, Instance
from ui.look import Look
from ui.pop_hook import PcHook
from ui.reception import Reception
from ui.signals import SignalWatch
from ui.surroundings import check_fonts
from ui.this_pc import ThisPc

if TYPE_CHECKING:
    from app.sync.hub_place import HubPlace
    from ui.sign_in.door import Entered

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
        if folder is not None:
            return _desk(app, reporter, options, folder, pc)
        from ui.at_work import desk_of_demo, desk_of_practice, desk_of_shift

        if options.command == "practice":
            return desk_of_practice(app, reporter, options, pc)
        if options.headless:
            return desk_of_shift(app, reporter, options)
        return desk_of_demo(app, reporter, options, pc)
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
    box.begin(datetime.now(UTC))
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
        from ui.at_work import desk_alone

        return desk_alone(app, reporter, reception, folder, pc, wanted)
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
    from ui.hub_start import Shifts

    wanted = iter((_wanted(options),))  # of the first person, not of who signs in later

    def work(entered: Entered) -> tuple[int, bool]:
        from ui.at_work import desk_of_entered  # loaded while the person was signing in

        return desk_of_entered(app, reporter, reception, pc, entered, next(wanted, SHOW))

    assert pc.folder is not None
    return Shifts(app, pc.folder, hub).run(work, reception.serve)


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
